//! `draft`: the stances that texts seem to take.

mod map;
mod program;

use std::fmt;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::civil::Date;
use stancegraph::answer::{Drafts, plural};
use stancegraph::draft::{
    Article, Checked, Checker, Checking, Draft, Drafter, LONGEST_ARTICLE, Language, Names,
    ProposalRequest,
};
use stancegraph::edit::propose::{Addition, free_id, settled_names};
use stancegraph::format::Reader;
use stancegraph::model::{Precision, Source, SourceId};
use stancegraph::{Error, StanceGraph};

use self::map::Map;
use self::program::Program;
use crate::answer::{self, Output};
use crate::failure::Failure;
use crate::flags::word;
use crate::inputs;
use crate::message;
use crate::outcome::Outcome;
use crate::save;

/// Proposes stances from news reports in English: who takes which position on what, with the quote.
///
/// The proposals are found by tables of words and rules, offline; the same text gives the same proposals. Of those with a
/// confidence of 0.4 or more, about one in three is wrong: check each against its quote. By default they are listed.
///
/// With --into, they are written into a map as drafts, with their source, and with actors and issues that the map does
/// not have. Comments and order of the map stay. No answer and no picture counts drafts, unless --drafts is given.
/// Drafts that the map has already, or had before they were confirmed or changed, are not added again. The source's
/// text is the .txt or .md file, if it lies below the folder of the map; otherwise a .txt file beside the map.
///
/// With --names or --into, actors and issues have the names and ids of the maps; other actors are found by the names of
/// states and international organisations, and other issues are noun phrases of the text. Dates are
/// those of the sentences ("on Friday"), or else the day of the report: that of its dateline, --published, or the day
/// that a web page or a mail gives itself.
///
/// With --with, another program proposes: it reads one JSON object (text, source, names, schema) on its standard input and
/// writes proposals as JSON (see `stancegraph schema --proposals`). Each is checked: it fits the schema, its quote occurs
/// in the text, its names are in the map or declared as new. Others are refused, with the reason.
///
/// Of a web page, the main text is read, without navigation; of a mail, the plain part, or else the text of its page.
#[derive(Debug, clap::Args)]
#[command(mut_arg("evidence", |arg| arg.hide(true)))]
#[command(after_help = "Examples:
  stancegraph draft report.txt --into map.toml
  stancegraph draft page.html speech.docx newsletter.eml --into map.toml --least 0.6
  stancegraph draft report.txt --into map.toml --with \"python3 propose.py\"
  stancegraph draft report.txt --names map.toml
  stancegraph draft monday.txt tuesday.md --names map.toml --format csv -o drafts.csv
  stancegraph draft - --published 2024-05-03 < report.txt")]
pub struct DraftArgs {
    /// Texts: .txt, .md, .html, .docx or .eml files, or - for standard input
    #[arg(value_name = "TEXT", required = true)]
    texts: Vec<PathBuf>,
    /// A map to write the proposals into, as drafts: .toml or .json; it is begun if it is not there
    #[arg(long, value_name = "MAP", conflicts_with_all = ["output", "format"])]
    into: Option<PathBuf>,
    /// A map whose actors and issues are looked for; may be repeated. It is only read
    #[arg(long, value_name = "MAP")]
    names: Vec<PathBuf>,
    /// A program that proposes instead, with its arguments, run without a shell: "python3 propose.py"
    #[arg(long, value_name = "COMMAND")]
    with: Option<String>,
    /// The longest time that the program may take for a text, in seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 300, requires = "with", value_parser = seconds())]
    time_limit: u64,
    /// The day of the reports, for those whose dateline gives none: 2024-05-03
    #[arg(long, value_name = "DAY")]
    published: Option<Date>,
    /// The least confidence of the proposals listed or written, from 0 to 1
    #[arg(long, value_name = "CONFIDENCE", default_value_t = Drafter::LEAST_CONFIDENCE, value_parser = confidence)]
    least: f64,
    #[command(flatten)]
    output: Output,
}

fn seconds() -> clap::builder::RangedU64ValueParser {
    clap::value_parser!(u64).range(1..=86_400)
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
        inputs::protect_given(&self.texts);
        let limit = Duration::from_secs(self.time_limit);
        let program = self.with.as_deref().map(|line| Program::of(line, limit)).transpose()?;
        match &self.into {
            Some(path) => self.write(path, program.as_ref()),
            None => self.list(program.as_ref()),
        }
    }

    /// Lists what is proposed.
    fn list(&self, program: Option<&Program>) -> Result<Outcome, Failure> {
        let graph = self.graph()?;
        if let Some(path) = &self.output.output {
            save::refuse_input(path)?;
        }
        let proposer = Proposer::new(&graph, program);
        let mut drafts = Drafts::new(self.least);
        for path in &self.texts {
            let article = article_of(path)?;
            if program.is_none() {
                drafts.add(name_of(path), &proposer.drafts(&article, self.day(&article)));
                continue;
            }
            let source = source_of(&article, path, self.day(&article));
            let checking = proposer.proposals(&article, &source, None)?;
            drafts.add_checked(name_of(path), &checking);
        }
        answer::write(&drafts, &graph.view().said(), &self.output)?;
        Ok(Outcome::Fine)
    }

    /// Writes what is proposed into a map.
    fn write(&self, path: &Path, program: Option<&Program>) -> Result<Outcome, Failure> {
        let mut map = Map::open(path, &self.names)?;
        let mut told = Vec::new();
        for text in &self.texts {
            let article = article_of(text)?;
            let day = self.day(&article);
            let source = map.source(text, &article, day)?;
            let mut checking = {
                let proposer = Proposer::new(map.graph(), program);
                proposer.proposals(&article, &source, day)?
            };
            let is_sure = |checked: &Checked| {
                checked.confidence.is_none_or(|confidence| confidence.get() >= self.least)
            };
            checking.accepted.retain(is_sure);
            for refused in &checking.refused {
                let text = format!(
                    "{}: proposal {} refused: {}",
                    name_of(text),
                    refused.number,
                    refused.why
                );
                message::note(&message::warning(&text));
            }
            let addition = map.add(&source, &checking.accepted)?;
            told.push(format!("{}: {}", name_of(text), Added(&addition)));
        }
        let is_changed = map.save()?;
        told.iter().for_each(|text| message::note(text));
        if is_changed && map.is_old() {
            let map = word(&path.display().to_string());
            message::note(&format!("to undo: stancegraph fmt --undo {map}"));
        }
        Ok(Outcome::Fine)
    }

    /// The day of an article whose dateline gives none.
    fn day(&self, article: &Article) -> Option<Date> {
        self.published.or_else(|| day_of(article))
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

/// Who proposes stances: the rules, or a program.
struct Proposer<'p> {
    graph: &'p StanceGraph,
    program: Option<&'p Program>,
    rules: Option<Drafter>,
}

impl<'p> Proposer<'p> {
    fn new(graph: &'p StanceGraph, program: Option<&'p Program>) -> Self {
        let rules = || Drafter::new(&settled_names(graph), Language::english());
        let rules = program.is_none().then(rules);
        Self { graph, program, rules }
    }

    /// What the rules find.
    fn drafts(&self, article: &Article, day: Option<Date>) -> Vec<Draft> {
        self.rules.iter().flat_map(|rules| rules.draft(&article.text, day)).collect()
    }

    fn proposals(
        &self,
        article: &Article,
        source: &Source,
        day: Option<Date>,
    ) -> Result<Checking, Failure> {
        let Some(program) = self.program else {
            return Ok(self.drafts(article, day).iter().map(Checked::from).collect());
        };
        let names = Names::of(self.graph.actors(), self.graph.issues());
        let request = ProposalRequest::new(&article.text, &names)
            .with_source(source)
            .with_labels(self.graph.meanings());
        let answer = program.ask(serde_json::to_vec(&request)?)?;
        let checker = Checker::new(&names).with_meanings(self.graph.meanings());
        let checking = checker.check(&article.text, &program.name(), &answer);
        checking.map_err(|error| Failure::Usage(format!("{}: {error}", program.name())))
    }
}

/// What was added, in words.
struct Added<'a>(&'a Addition);

impl fmt::Display for Added<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Addition { added, known, actors, issues, .. } = self.0;
        write!(f, "{} added", plural(*added, "draft"))?;
        if *known > 0 {
            write!(f, ", {known} there already")?;
        }
        for (count, what) in [(actors.len(), "new actor"), (issues.len(), "new issue")] {
            if count > 0 {
                write!(f, ", {}", plural(count, what))?;
            }
        }
        Ok(())
    }
}

/// What a program is told about a text that is in no map.
fn source_of(article: &Article, path: &Path, day: Option<Date>) -> Source {
    let stem = path.file_stem().map(|stem| stem.to_string_lossy()).unwrap_or_default();
    let id = SourceId::new(free_id(&stem, |_| false));
    let mut source = Source::new(id.unwrap_or_else(|_| SourceId::new("text").expect("a word")));
    source.title.clone_from(&article.title);
    source.publisher.clone_from(&article.publisher);
    source.url.clone_from(&article.url);
    source.date = article.date.or(day.map(stancegraph::model::Date::from));
    source
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
