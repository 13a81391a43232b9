//! `schema`: JSON Schemas for editors and programs.

use crate::failure::Failure;
use crate::outcome::Outcome;
use crate::save::save;

/// The JSON Schema of the files, or of the JSON answers.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  stancegraph schema > stancegraph.schema.json        then, as first line of a TOML file:
                                                      #:schema ./stancegraph.schema.json
  stancegraph schema --answers                        what `--format json` gives")]
pub struct SchemaArgs {
    /// The schema of the answers, not of the files
    #[arg(long)]
    answers: bool,
}

impl SchemaArgs {
    pub fn run(self) -> Result<Outcome, Failure> {
        let schema = match self.answers {
            true => stancegraph::answer::schema(),
            false => stancegraph::format::schema(),
        };
        save(None, |out| Ok(out.write_all(schema.as_bytes())?))?;
        Ok(Outcome::Fine)
    }
}
