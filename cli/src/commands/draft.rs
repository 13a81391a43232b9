//! `draft`: the stances that texts seem to take.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use stancegraph::answer::Drafts;
use stancegraph::draft::{Article, Drafter, LONGEST_ARTICLE, Language, Named, Names};
use stancegraph::format::Reader;
use stancegraph::model::Precision;
use stancegraph::{Error, StanceGraph};

use crate::answer::{self, Output};
use crate::failure::Failure;
use crate::inputs;
use crate::outcome::Outcome;
use crate::save;

/// Proposes stances from news reports in English: who takes which position on what, with the quote.
///
/// Nothing is written into a map. The proposals are for reading and for pasting: check each against its
/// quote first. They are found by tables of words and rules, offline; the same text gives the same
/// proposals. Of those with a confidence of 0.4 or more, about one in three is wrong.
///
/// With --names, actors and issues have the names and ids of the maps; other actors are found by the names of
/// states and international organisations, and other issues are noun phrases of the text. Dates are
/// those of the sentences ("on Friday"), or else the day of the report: that of its dateline, --published, or the day
/// that a web page or a mail gives itself.
///
/// Of a web page, the main text is read, without navigation; of a mail, the plain part, or else the text of its page.
#[derive(Debug, clap::Args)]
#[command(mut_arg("evidence", |arg| arg.hide(true)))]
#[command(after_help = "Examples:
  stancegraph draft report.txt --names map.toml
  stancegraph draft monday.txt tuesday.md --names map.toml --format csv -o drafts.csv
  stancegraph draft report.txt --published 2024-05-03 --least 0.6
  stancegraph draft page.html speech.docx newsletter.eml --names map.toml
  stancegraph draft - < report.txt")]
pub struct DraftArgs {
    /// Texts: .txt, .md, .html, .docx or .eml files, or - for standard input
    #[arg(value_name = "TEXT", required = true)]
    texts: Vec<PathBuf>,
    /// A map whose actors and issues are looked for; may be repeated. It is only read
    #[arg(long, value_name = "MAP")]
    names: Vec<PathBuf>,
    /// The day of the reports, for those whose dateline gives none: 2024-05-03
    #[arg(long, value_name = "DAY")]
    published: Option<Date>,
    /// The least confidence of the proposals listed, from 0 to 1
    #[arg(long, value_name = "CONFIDENCE", default_value_t = 0.4, value_parser = confidence)]
    least: f64,
    #[command(flatten)]
    output: Output,
}

fn confidence(text: &str) -> Result<f64, String> {
    let number = text.parse::<f64>().ok().filter(|number| (0.0..=1.0).contains(number));
    number.ok_or_else(|| "a confidence is a number from 0 to 1".to_owned())
}

impl DraftArgs {
    pub fn run(self) -> Result<Outcome, Failure> {
        if self.output.evidence {
            let what =
                "drafts rest on no stance of a map: leave out --evidence; each has its quote";
            return Err(Failure::Usage(what.into()));
        }
        let is_stdin = |path: &&PathBuf| path.as_path() == Path::new("-");
        if self.texts.iter().chain(&self.names).filter(is_stdin).count() > 1 {
            return Err(Failure::Usage(
                "standard input can be read only once: write - once".into(),
            ));
        }
        let graph = self.graph()?;
        inputs::protect_given(&self.texts);
        if let Some(path) = &self.output.output {
            save::refuse_input(path)?;
        }
        let names = Names::default()
            .with_actors(graph.actors().iter().map(Named::from))
            .with_issues(graph.issues().iter().map(Named::from));
        let drafter = Drafter::new(&names, Language::english());
        let mut drafts = Drafts::new(self.least);
        for path in &self.texts {
            let article = article_of(path)?;
            let published = self.published.or_else(|| day_of(&article));
            drafts.add(name_of(path), &drafter.draft(&article.text, published));
        }
        answer::write(&drafts, &graph.view().said(), &self.output)?;
        Ok(Outcome::Fine)
    }

    /// The maps, as one graph; an empty one if there are none.
    fn graph(&self) -> Result<StanceGraph, Failure> {
        if self.names.is_empty() {
            return Ok(StanceGraph::builder().build()?);
        }
        let graph = inputs::of_files(Reader::new(), &self.names).read()?;
        inputs::protect_all(&graph);
        Ok(graph)
    }
}

fn name_of(path: &Path) -> String {
    if path == Path::new("-") { "standard input".into() } else { path.display().to_string() }
}

/// The article in a file.
fn article_of(path: &Path) -> Result<Article, Failure> {
    let mut bytes = Vec::new();
    let most = 8 * LONGEST_ARTICLE as u64;
    if path == Path::new("-") {
        let input = std::io::stdin().lock();
        input
            .take(most)
            .read_to_end(&mut bytes)
            .map_err(|error| Error::io(name_of(path), error))?;
    } else {
        let file = File::open(path).map_err(|error| Error::io(path, error))?;
        file.take(most).read_to_end(&mut bytes).map_err(|error| Error::io(path, error))?;
    }
    Article::read(&name_of(path), &bytes)
        .map_err(|error| Failure::Usage(format!("{}: {error}", name_of(path))))
}

/// The day on which an article was published, if it is known to the day.
fn day_of(article: &Article) -> Option<Date> {
    let date = article.date.filter(|date| date.precision() == Precision::Day);
    date.map(stancegraph::model::Date::first_day)
}
