//! `check`: is it right?

use std::io::Write;
use std::path::PathBuf;

use jiff::Timestamp;
use jiff::tz::Offset;
use schemars::JsonSchema;
use serde::Serialize;
use stancegraph::error::{Fault, Faults, Severity};
use stancegraph::model::Date;
use stancegraph::{Error, format};

use super::who::plural;
use crate::Outcome;
use crate::answer::{Form, VERSION};
use crate::evidence::Behind;
use crate::failure::Failure;
use crate::message;
use crate::reading::Reading;
use crate::save::save;
use crate::sheet::{Row, Sheet, Value};

/// Says what is wrong with files, and what is suspicious.
///
/// Faults: what cannot be read, names that nothing declares, labels of which nobody knows the
/// position, … Suspicious: names that look like one, dates in the future, quotes that are not in
/// their source's text, an actor that contradicts itself on one day, a stance that stands twice.
///
/// Exits with 1 where there are faults; with --strict, where anything is suspicious too.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  stancegraph check map.toml
  stancegraph check --strict coded/ --format json")]
pub(crate) struct Args {
    /// Files, folders, or -
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// Count what is suspicious as a fault
    #[arg(long)]
    strict: bool,
    /// How the findings are written; a table shows each with its line
    #[arg(long, value_name = "FORM", default_value = "table")]
    format: Form,
    #[command(flatten)]
    reading: Reading,
}

/// What `check --format json` gives.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Answer {
    /// The version of the answers' form.
    stancegraph: u32,
    verb: &'static str,
    errors: usize,
    warnings: usize,
    /// How many were found beyond those that are listed.
    omitted: usize,
    findings: Vec<Finding>,
}

#[derive(Serialize, JsonSchema)]
struct Finding {
    /// "error" or "warning".
    severity: String,
    message: String,
    /// The way out.
    help: Option<String>,
    file: Option<String>,
    /// From 1.
    line: Option<u32>,
    /// In characters, from 1; absent where only the line is known.
    column: Option<u32>,
}

impl Args {
    pub(crate) fn run(self) -> Result<Outcome, Failure> {
        let (faults, counts) = match self.reading.graph(&self.files) {
            Ok(graph) => {
                let mut found = graph.suspicions(Some(today()));
                found.extend(format::check_quotes(&graph));
                let (stances, actors) = (graph.stance_count(), graph.actors().len());
                let counts =
                    format!("{} of {}", plural(stances, "stance"), plural(actors, "actor"));
                (Faults::new(found, graph.files().clone()), Some(counts))
            }
            Err(Failure::Library(Error::Faults(faults))) => (faults, None),
            Err(failure) => return Err(failure),
        };
        self.report(&faults, counts.as_deref())?;
        let bad = faults.count(Severity::Error) > 0 || self.strict && !faults.is_empty();
        Ok(if bad { Outcome::Found } else { Outcome::Fine })
    }

    fn report(&self, faults: &Faults, counts: Option<&str>) -> Result<(), Failure> {
        match self.format {
            Form::Json => save(None, |out| {
                serde_json::to_writer_pretty(&mut *out, &answer(faults))?;
                Ok(writeln!(out)?)
            })?,
            Form::Csv => save(None, |out| sheet(&answer(faults)).write_csv(false, out))?,
            Form::Md => save(None, |out| sheet(&answer(faults)).write_markdown(false, out))?,
            Form::Table if faults.is_empty() => {}
            Form::Table => {
                let mut out = anstream::stdout().lock();
                writeln!(out, "{}", message::faults(faults))?;
            }
        }
        if let Some(counts) = counts {
            let verdict = if faults.is_empty() { "nothing wrong" } else { "no errors" };
            message::note(&format!("{counts}: {verdict}"));
        }
        Ok(())
    }
}

fn answer(faults: &Faults) -> Answer {
    let finding = |fault: &Fault| Finding {
        severity: fault.cause.severity().to_string(),
        message: fault.message(),
        help: fault.help(),
        file: fault.place.map(|place| faults.files().name(place.file).to_owned()),
        line: fault.place.map(|place| place.line),
        column: fault.place.map(|place| place.column).filter(|column| *column > 0),
    };
    Answer {
        stancegraph: VERSION,
        verb: "check",
        errors: faults.count(Severity::Error),
        warnings: faults.count(Severity::Warning),
        omitted: faults.omitted(),
        findings: faults.iter().map(finding).collect(),
    }
}

fn sheet<'g>(answer: &Answer) -> Sheet<'g> {
    let number =
        |number: Option<u32>| Value::count(number.map_or_else(String::new, |n| n.to_string()));
    let rows = answer.findings.iter().map(|finding| Row {
        values: vec![
            Value::text(&finding.severity),
            Value::maybe(finding.file.as_ref()),
            number(finding.line),
            number(finding.column),
            Value::text(&finding.message),
            Value::maybe(finding.help.as_ref()),
        ],
        about: finding.message.clone(),
        behind: Behind::new(Vec::new),
    });
    let [errors, warnings] = [(answer.errors, "error"), (answer.warnings, "warning")];
    let title = format!("{}, {}", plural(errors.0, errors.1), plural(warnings.0, warnings.1));
    let columns = vec!["severity", "file", "line", "column", "message", "help"];
    Sheet { title, columns, rows: rows.collect(), notes: Vec::new() }
}

/// The day that it is where days begin first, so that nobody's today is in the future.
fn today() -> Date {
    Offset::constant(14).to_datetime(Timestamp::now()).date().into()
}
