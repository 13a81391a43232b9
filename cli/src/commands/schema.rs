//! `schema`: JSON Schemas for editors and programs.

use stancegraph::answer::{
    Align, Changes, Coders, Contradictions, Envelope, InWindows, Issues, Record, Show, Who, Why,
};

use crate::commands::{balance, blocs, check, diff};
use crate::failure::Failure;
use crate::message;
use crate::outcome::Outcome;
use crate::save::save;

/// The JSON Schema of the files, or of the JSON answers.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  stancegraph schema > stancegraph.schema.json        then, as first line of a TOML file:
                                                      #:schema ./stancegraph.schema.json
  stancegraph schema --answers                        what `--format json` gives")]
pub struct Args {
    /// The schema of the answers, not of the files
    #[arg(long)]
    answers: bool,
}

impl Args {
    pub fn run(self) -> Result<Outcome, Failure> {
        let schema = if self.answers { answers()? } else { stancegraph::format::schema() };
        save(None, |out| Ok(out.write_all(schema.as_bytes())?))?;
        Ok(Outcome::Fine)
    }
}

/// A schema for all verbs: an answer matches one of its parts.
fn answers() -> Result<String, Failure> {
    let mut generator = schemars::generate::SchemaSettings::draft07().into_generator();
    let verbs = [
        generator.subschema_for::<Envelope<Show>>(),
        generator.subschema_for::<Envelope<Who>>(),
        generator.subschema_for::<Envelope<Record>>(),
        generator.subschema_for::<Envelope<Align>>(),
        generator.subschema_for::<InWindows<Align>>(),
        generator.subschema_for::<Envelope<Why>>(),
        generator.subschema_for::<Envelope<Issues>>(),
        generator.subschema_for::<InWindows<Issues>>(),
        generator.subschema_for::<Envelope<Changes>>(),
        generator.subschema_for::<Envelope<diff::Answer>>(),
        generator.subschema_for::<Envelope<blocs::Answer>>(),
        generator.subschema_for::<InWindows<blocs::Answer>>(),
        generator.subschema_for::<Envelope<balance::Answer>>(),
        generator.subschema_for::<InWindows<balance::Answer>>(),
        generator.subschema_for::<Envelope<Contradictions>>(),
        generator.subschema_for::<Envelope<Coders>>(),
        generator.subschema_for::<check::Answer>(),
        generator.subschema_for::<message::Errors>(),
    ];
    let definitions = generator.take_definitions(true);
    let schema = serde_json::json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Answers of stancegraph",
        "anyOf": verbs,
        "definitions": definitions,
    });
    Ok(serde_json::to_string_pretty(&schema)? + "\n")
}
