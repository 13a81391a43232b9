//! `schema`: JSON Schemas for editors and programs.

use crate::failure::Failure;
use crate::outcome::Outcome;
use crate::save::save;

/// The JSON Schema of the files, of the JSON answers, or of proposals.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  stancegraph schema > stancegraph.schema.json        then, as first line of a TOML file:
                                                      #:schema ./stancegraph.schema.json
  stancegraph schema --answers                        what `--format json` gives
  stancegraph schema --proposals                      what `draft --with` reads")]
pub struct SchemaArgs {
    /// The schema of the answers, not of the files
    #[arg(long)]
    answers: bool,
    /// The schema of what a program proposes to `draft --with`
    #[arg(long, conflicts_with = "answers")]
    proposals: bool,
}

impl SchemaArgs {
    pub fn run(self) -> Result<Outcome, Failure> {
        let schema = match (self.answers, self.proposals) {
            (true, _) => stancegraph::answer::schema(),
            (false, true) => stancegraph::draft::proposals_schema(),
            (false, false) => stancegraph::format::schema(),
        };
        save(None, |out| Ok(out.write_all(schema.as_bytes())?))?;
        Ok(Outcome::Fine)
    }
}
