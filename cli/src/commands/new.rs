//! `new`: a file to start from.

use std::path::PathBuf;

use crate::failure::Failure;
use crate::message;
use crate::outcome::Outcome;
use crate::save::save;

/// A small file of stances, with comments, to start from.
const STARTER: &str = include_str!("new.toml");

/// Writes a file to start from.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:
  stancegraph new map.toml && stancegraph draw map.toml -o map.svg")]
pub struct NewArgs {
    /// The new file, .toml; - prints it
    file: PathBuf,
}

impl NewArgs {
    pub fn run(self) -> Result<Outcome, Failure> {
        let path = self.file.display();
        let to_stdout = self.file.as_os_str() == "-";
        if !to_stdout && self.file.extension().is_none_or(|extension| extension != "toml") {
            return Err(Failure::Usage(format!("{path}: give the new file a name in .toml")));
        }
        if self.file.exists() {
            return Err(Failure::Usage(format!("{path}: already exists; not overwritten")));
        }
        save(Some(&self.file), |out| Ok(out.write_all(STARTER.as_bytes())?))?;
        if !to_stdout {
            message::note(&format!("{path} is written; try: stancegraph draw {path} -o map.svg"));
        }
        Ok(Outcome::Fine)
    }
}
