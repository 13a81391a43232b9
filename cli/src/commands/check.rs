//! `check`: is it right?

use std::collections::BTreeSet;
use std::io::Write;
use std::path::PathBuf;

use jiff::Timestamp;
use jiff::tz::Offset;
use schemars::JsonSchema;
use serde::Serialize;
use stancegraph::error::{Fault, Faults, Finding, Severity};
use stancegraph::graph::{LabelFound, LabelReason, Side};
use stancegraph::model::{Date, ParsedLabel, Position};
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
use stancegraph::answer::{Column, Quality, Row, Stances, Table, VERSION, Value, plural};

/// Checks files, and reports errors and warnings.
///
/// Errors are, for instance, unreadable text, undeclared names, and labels whose position is unknown.
/// Warnings are names that look alike, dates in the future, quotes that are not in the text of their
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
pub struct Args {
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

/// So many rows of each list are in a table.
const MOST_ROWS: usize = 20;

/// What `check --format json` gives.
#[derive(Serialize, JsonSchema)]
pub struct Answer {
    /// The version of the answers' form.
    stancegraph: u32,
    verb: &'static str,
    errors: usize,
    warnings: usize,
    /// How many were found beyond those that are listed.
    omitted: usize,
    findings: Vec<Finding>,
    /// Whether reading stopped since there were too many, so that there may be more than are counted.
    stopped: bool,
    /// With `--labels`: those of all stances that could be read, whether there are errors or not.
    #[serde(skip_serializing_if = "Option::is_none")]
    labels: Option<Vec<Label>>,
    /// With `--quality`, where there are no errors.
    #[serde(skip_serializing_if = "Option::is_none")]
    quality: Option<Quality>,
}

/// The stances of one label with one position, on issues or toward actors.
#[derive(Serialize, JsonSchema)]
struct Label {
    label: String,
    /// "issue" or "actor".
    target: &'static str,
    /// Absent where it is not known, which is an error.
    position: Option<Position>,
    stances: usize,
    /// "lexicon", "labels" for the `[labels]` of a file, "stance", or "unknown".
    reason: &'static str,
    /// What the lexicon knows of it.
    parsed: Option<Parsed>,
    /// What the label says by itself on such a target; absent where it says nothing.
    implied: Option<Position>,
}

/// The parts of a label of the lexicon.
#[derive(Serialize, JsonSchema)]
struct Parsed {
    adverb: Option<&'static str>,
    verb: &'static str,
    complement: Option<&'static str>,
}

impl From<LabelFound> for Label {
    fn from(of: LabelFound) -> Self {
        let (reason, parsed) = match of.position {
            Some((_, LabelReason::Lexicon(parsed))) => ("lexicon", Some(parsed)),
            Some((_, LabelReason::Labels)) => ("labels", None),
            Some((_, LabelReason::Stance)) => ("stance", None),
            None => ("unknown", None),
        };
        Self {
            label: of.label,
            target: if of.on_actor { "actor" } else { "issue" },
            position: of.position.map(|(position, _)| position),
            stances: of.stances,
            reason,
            parsed: parsed.map(|ParsedLabel { adverb, verb, complement, .. }| Parsed {
                adverb,
                verb,
                complement,
            }),
            implied: of.implied,
        }
    }
}

impl Label {
    /// Why it has its position, in words.
    fn why(&self) -> String {
        match (&self.parsed, self.reason, self.implied) {
            (Some(Parsed { adverb, verb, complement }), ..) => {
                let part = |what, part: Option<&str>| part.map(|part| format!("{what} \"{part}\""));
                let parts = [
                    part("adverb", *adverb),
                    Some(format!("verb \"{verb}\"")),
                    part("complement", *complement),
                ];
                let parts = parts.into_iter().flatten().collect::<Vec<_>>().join(", ");
                format!("lexicon: {parts}")
            }
            (None, "labels", _) => "[labels]".into(),
            (None, "unknown", _) => {
                "no verb of the lexicon, not in [labels], no position of the stance".into()
            }
            (None, _, Some(implied)) => {
                format!("position of the stance; the label alone says {implied}")
            }
            (None, _, None) => "position of the stance; the label says none".into(),
        }
    }
}

/// What is asked for beside the findings.
#[derive(Default)]
struct More {
    labels: Option<Vec<Label>>,
    quality: Option<Quality>,
}

/// The graph, or what is wrong; with the labels, where they are asked for.
type Read = (Result<StanceGraph, Failure>, Option<Vec<Label>>);

impl Args {
    pub fn run(self) -> Result<Outcome, Failure> {
        let (graph, labels) = self.read()?;
        let (faults, counts, more) = match graph {
            Ok(graph) => {
                let mut found = graph.suspicions(Some(today()));
                found.extend(format::check_quotes(&graph));
                let (stances, actors) = (graph.stance_count(), graph.acting_count());
                let counts =
                    format!("{} of {}", plural(stances, "stance"), plural(actors, "actor"));
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
        Ok((graph, Some(labels.into_iter().map(Label::from).collect())))
    }

    fn report(&self, faults: &Faults, counts: Option<&str>, more: More) -> Result<(), Failure> {
        let answer = Answer::of(faults, more);
        let more = answer.more_tables();
        match (self.format, more.first()) {
            (Form::Json, _) => save(None, |out| json::write(&answer, out))?,
            (Form::Csv, None) => {
                save(None, |out| print::write_csv(&table(&answer), Cells::default(), out))?;
            }
            (Form::Csv, Some(first)) => {
                say(faults, &mut anstream::stderr().lock())?;
                save(None, |out| print::write_csv(first, Cells::default(), out))?;
            }
            (Form::Md, _) => save(None, |out| {
                print::write_markdown(&table(&answer), None, false, out)?;
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

impl Answer {
    fn of(faults: &Faults, More { labels, quality }: More) -> Self {
        let finding = |fault: &Fault| Finding {
            help: flags::fix(fault),
            ..Finding::of(fault, faults.files())
        };
        Self {
            stancegraph: VERSION,
            verb: "check",
            errors: faults.count(Severity::Error),
            warnings: faults.count(Severity::Warning),
            omitted: faults.omitted(),
            stopped: faults.is_cut(),
            findings: faults.iter().map(finding).collect(),
            labels,
            quality,
        }
    }

    /// What was asked for beside the findings.
    fn more_tables(&self) -> Vec<Table<'_>> {
        let labels = self.labels.as_deref().map(labels_table);
        let quality = self.quality.iter().flat_map(|quality| quality.tables(MOST_ROWS));
        labels.into_iter().chain(quality).collect()
    }
}

fn labels_table(labels: &[Label]) -> Table<'_> {
    let rows = labels.iter().map(|label| Row {
        values: vec![
            label.label.as_str().into(),
            label.target.into(),
            label.position.map_or_else(|| "not known".into(), |at| Side::from(at).into()),
            label.stances.into(),
            label.why().into(),
        ],
        about: label.label.clone(),
        stances: Stances::none(),
    });
    let different = labels.iter().map(|label| &label.label).collect::<BTreeSet<_>>().len();
    let columns = vec![
        Column::text("label"),
        Column::text("target"),
        Column::side("position"),
        Column::number("stances"),
        Column::text("why"),
    ];
    Table { title: plural(different, "label"), columns, rows: rows.collect(), notes: Vec::new() }
}

fn table(answer: &Answer) -> Table<'_> {
    let rows = answer.findings.iter().map(|finding| Row {
        values: vec![
            finding.severity.to_string().into(),
            Value::maybe(finding.file.as_deref()),
            Value::maybe(finding.line),
            Value::maybe(finding.column),
            finding.message.as_str().into(),
            Value::maybe(finding.help.as_deref()),
        ],
        about: finding.message.clone(),
        stances: Stances::none(),
    });
    let [errors, warnings] = [(answer.errors, "error"), (answer.warnings, "warning")];
    let title = format!("{}, {}", plural(errors.0, errors.1), plural(warnings.0, warnings.1));
    let columns = vec![
        Column::text("severity"),
        Column::text("file"),
        Column::number("line"),
        Column::number("column"),
        Column::text("message"),
        Column::text("help"),
    ];
    Table { title, columns, rows: rows.collect(), notes: Vec::new() }
}

/// The day that it is where days begin first, so that nobody's today is in the future.
fn today() -> Date {
    Offset::constant(14).to_datetime(Timestamp::now()).date().into()
}
