//! `check`: is it right?

use std::path::PathBuf;

use jiff::Timestamp;
use jiff::tz::Offset;
use schemars::JsonSchema;
use serde::Serialize;
use stancegraph::error::{Fault, Faults, Severity};
use stancegraph::model::Date;
use stancegraph::{Error, format};

use crate::Outcome;
use crate::answer::VERSION;
use crate::args::Reading;
use crate::failure::Failure;
use crate::message;
use crate::save::save;

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
    /// Print the findings as JSON
    #[arg(long, value_name = "FORM", value_parser = ["text", "json"], default_value = "text")]
    format: String,
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
                let counts = format!("{stances} stances of {actors} actors");
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
        if self.format == "json" {
            return save(None, |out| {
                serde_json::to_writer_pretty(&mut *out, &answer(faults))?;
                Ok(writeln!(out)?)
            });
        }
        if !faults.is_empty() {
            let mut out = anstream::stdout().lock();
            std::io::Write::write_all(&mut out, (message::faults(faults) + "\n").as_bytes())?;
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

/// The day that it is where days begin first, so that nobody's today is in the future.
fn today() -> Date {
    Offset::constant(14).to_datetime(Timestamp::now()).date().into()
}
