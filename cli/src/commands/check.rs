//! `check`: is it right?

use std::io::Write;
use std::path::PathBuf;

use jiff::Timestamp;
use jiff::tz::Offset;
use stancegraph::answer::{Answer, Check, Quality, plural};
use stancegraph::error::{Faults, Severity};
use stancegraph::graph::LabelFound;
use stancegraph::model::Date;
use stancegraph::{Error, StanceGraph, format};

use crate::answer::{Cells, Form, screen};
use crate::failure::Failure;
use crate::flags;
use crate::json;
use crate::message;
use crate::outcome::Outcome;
use crate::print;
use crate::quality::Ageing;
use crate::reading::Reading;
use crate::save::save;

/// Checks files, and reports errors and warnings.
///
/// Errors are, for instance, unreadable text, undeclared names, and labels whose position is unknown.
/// Warnings are names that look like one, dates in the future, quotes that are not in the text of their
/// source, an actor that contradicts itself on one day, and repeated stances.
///
/// --quality also says how many stances have no source, no date and no quote, which standings are old,
/// and for which actors more than half of the stances come from one source. None of that is an error.
///
/// Exits with 1 if there are errors; with --strict, also if there are warnings.
#[derive(Debug, clap::Args)]
#[command(mut_arg("older_than", |ageing| ageing.requires("quality").help(OLDER_THAN)))]
#[command(after_help = "Examples:
  stancegraph check map.toml
  stancegraph check --strict coded/ --format json
  stancegraph check map.toml --labels
  stancegraph check --quality --older-than 1y coded/")]
pub struct CheckArgs {
    /// Files, folders, or -
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// Treat warnings as errors
    #[arg(long)]
    strict: bool,
    /// List each label with its position, and why it has it: the verb, the adverb and the complement that the
    /// lexicon knows, [labels], or the stances themselves
    #[arg(long)]
    labels: bool,
    /// Also say how well the stances are documented; CSV has that instead of the findings
    #[arg(long, conflicts_with = "labels")]
    quality: bool,
    #[command(flatten)]
    ageing: Ageing,
    /// The form of the findings; a table shows each with its line
    #[arg(long, value_name = "FORM", default_value = "table")]
    format: Form,
    #[command(flatten)]
    reading: Reading,
}

/// The help of `--older-than` for a verb without `--at`.
const OLDER_THAN: &str = "With --quality, which standings are old: those without a stance for this long before the \
    last day of the data: 10d, 2w, 3m, 1q, 2y";

/// What is asked for beside the findings.
#[derive(Default)]
struct More {
    labels: Option<Vec<LabelFound>>,
    quality: Option<Quality>,
}

/// The graph, or what is wrong; with the labels, where they are asked for.
type Read = (Result<StanceGraph, Failure>, Option<Vec<LabelFound>>);

impl CheckArgs {
    pub fn run(self) -> Result<Outcome, Failure> {
        let (graph, labels) = self.read()?;
        let (faults, counts, more) = match graph {
            Ok(graph) => {
                let mut found = graph.suspicions(Some(today()));
                found.extend(format::check_quotes(&graph));
                let (stances, actors) = (graph.stance_count(), graph.acting_count());
                let mut counts =
                    format!("{} of {}", plural(stances, "stance"), plural(actors, "actor"));
                let drafts = graph.draft_count();
                if drafts > 0 {
                    counts += &format!(", {} not counted", plural(drafts, "draft"));
                }
                let quality =
                    self.quality.then(|| Quality::in_full(&graph.view(), self.ageing.older_than));
                let more = More { labels, quality };
                (Faults::new(found, graph.files().clone()), Some(counts), more)
            }
            Err(Failure::Library(Error::Faults(faults))) => {
                (faults, None, More { labels, ..More::default() })
            }
            Err(failure) => return Err(failure),
        };
        self.report(&faults, counts.as_deref(), more)?;
        let bad = faults.count(Severity::Error) > 0 || self.strict && !faults.is_empty();
        Ok(if bad { Outcome::Found } else { Outcome::Fine })
    }

    /// The graph, or what is wrong; with the labels, where they are asked for.
    fn read(&self) -> Result<Read, Failure> {
        if !self.labels {
            self.reading.check(&self.files)?;
            let graph = self.reading.unjudged(format::Reader::new(), &self.files);
            return Ok((graph, None));
        }
        let (graph, labels) = self.reading.graph_and_labels(&self.files)?;
        Ok((graph, Some(labels)))
    }

    fn report(
        &self,
        faults: &Faults,
        counts: Option<&str>,
        More { labels, quality }: More,
    ) -> Result<(), Failure> {
        let answer = Check::of(faults, labels, quality).with_fixes(faults, flags::fix);
        let tables = answer.tables();
        let (findings, more) = tables.split_first().expect("the first table has the findings");
        match (self.format, more.first()) {
            (Form::Json, _) => save(None, |out| json::write(&answer, out))?,
            (Form::Csv, None) => {
                save(None, |out| print::write_csv(findings, Cells::default(), out))?;
            }
            (Form::Csv, Some(first)) => {
                say(faults, &mut anstream::stderr().lock())?;
                save(None, |out| print::write_csv(first, Cells::default(), out))?;
            }
            (Form::Md, _) => save(None, |out| {
                print::write_markdown(findings, None, false, out)?;
                more.iter().try_for_each(|table| {
                    writeln!(out)?;
                    print::write_markdown(table, None, false, out)
                })
            })?,
            (Form::Table, _) => {
                say(faults, &mut anstream::stdout().lock())?;
                save(None, |out| {
                    more.iter().enumerate().try_for_each(|(index, table)| {
                        if index > 0 {
                            writeln!(out)?;
                        }
                        print::write_text(table, None, screen(true), false, out)
                    })
                })?;
            }
        }
        if let Some(counts) = counts {
            let verdict = if faults.is_empty() { "nothing wrong" } else { "no errors" };
            message::note(&format!("{counts}: {verdict}"));
        }
        Ok(())
    }
}

/// Shows faults with their lines, where there are any.
fn say(faults: &Faults, out: &mut dyn Write) -> Result<(), Failure> {
    match faults.is_empty() {
        true => Ok(()),
        false => Ok(writeln!(out, "{}", message::faults(faults))?),
    }
}

/// The day that it is where days begin first, so that nobody's today is in the future.
fn today() -> Date {
    Offset::constant(14).to_datetime(Timestamp::now()).date().into()
}
