//! `rename`: another name for an actor or an issue.

use std::path::PathBuf;

use stancegraph::edit::rename;

use crate::failure::Failure;
use crate::flags::word;
use crate::naming::{Naming, Words, failure, texts, undo};
use crate::outcome::Outcome;

const USAGE: &str = "stancegraph rename OLD NEW FILE...";

/// Gives an actor or an issue another name, in all files.
///
/// What OLD is changes: the id, the name or an alias, in the declaration and wherever a stance names it so. Where a
/// file declares it, OLD becomes an alias. Nothing else changes: comments, order, blanks and other cells stay as
/// they are, and so do the ids of stances. All files are checked before any is written, and all are written or none.
/// What they were before is kept in .stancegraph/undo beside the first of them, and --undo brings it back.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  stancegraph rename \"Untied States\" \"United States\" map.toml votes.csv
  stancegraph rename us united-states coded/ --dry-run
  stancegraph rename --undo map.toml")]
pub struct RenameArgs {
    /// The name, the new one, then files or folders: .toml, .json, .csv; with --undo, files alone
    #[arg(value_name = "OLD NEW FILE", required = true)]
    words: Vec<PathBuf>,
    #[command(flatten)]
    naming: Naming,
}

impl RenameArgs {
    pub fn run(self) -> Result<Outcome, Failure> {
        if self.naming.undo {
            return undo(&self.words);
        }
        let Words { names, files } = Words::of(&self.words, USAGE)?;
        let [old, new] = names.as_slice() else {
            let name = names.last().map(|name| word(name)).unwrap_or_default();
            return Err(Failure::Usage(format!(
                "two names are needed, and {name} is no file: {USAGE}"
            )));
        };
        let edit = rename(&texts(&files)?, old, new, self.naming.settings()).map_err(failure)?;
        self.naming.finish("rename", &format!("renamed {} to {}", word(old), word(new)), &edit)
    }
}
