//! `merge`: names that are one.

use std::path::PathBuf;

use stancegraph::answer::plural;
use stancegraph::edit::merge;

use crate::failure::Failure;
use crate::flags::word;
use crate::naming::{Naming, Words, failure, texts, undo};
use crate::outcome::Outcome;

const USAGE: &str = "stancegraph merge ACTOR OTHER... FILE...";

/// Makes several names of an actor, or of an issue, one, in all files.
///
/// Every stance that names one of the others names ACTOR then, and where a file declares ACTOR, the other
/// names become its aliases. Nothing else changes: comments, order, blanks and other cells stay as they are, and so
/// do the ids of stances. All files are checked before any is written, and all are written or none. What they were
/// before is kept in .stancegraph/undo beside the first of them, and --undo brings it back.
///
/// `stancegraph check` finds names that look like one, and says which to keep.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  stancegraph merge \"United States\" US USA \"Untied States\" map.toml votes.csv
  stancegraph merge russia \"Russian Federation\" coded/ --dry-run
  stancegraph merge --issue tunnel \"harbor tunnel\" map.toml
  stancegraph merge --undo map.toml")]
pub struct MergeArgs {
    /// The name to keep, the others, then files or folders: .toml, .json, .csv; with --undo, files alone
    #[arg(value_name = "ACTOR OTHER... FILE", required = true)]
    words: Vec<PathBuf>,
    #[command(flatten)]
    naming: Naming,
}

impl MergeArgs {
    pub fn run(self) -> Result<Outcome, Failure> {
        if self.naming.undo {
            return undo(&self.words);
        }
        let Words { names, files } = Words::of(&self.words, USAGE)?;
        let others = names[1..].iter().map(String::as_str).collect::<Vec<_>>();
        let edit = merge(&texts(&files)?, &names[0], &others, self.naming.settings());
        let edit = edit.map_err(failure)?;
        let done = format!("merged {} into {}", plural(others.len(), "name"), word(&names[0]));
        self.naming.finish("merge", &done, &edit)
    }
}
