//! `code`: stances coded in the texts of a map, in the browser.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use stancegraph::Format;

use crate::failure::Failure;
use crate::message;
use crate::outcome::Outcome;
use crate::serve;

/// Opens a workbench in the browser: texts beside their stances, to be coded, confirmed and corrected.
///
/// It prints an address of this machine that only you know. What you save there is written into the files at once:
/// beside them, then renamed, with comments and order kept. Files can be edited by hand at the same time; nothing that
/// is written on either side is lost. A new stance goes into the file with the last stance of the same source and coder.
///
/// Files are .toml, .json and .csv with our own columns; others are shown, not written. A map.toml that does not exist
/// is begun.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  stancegraph code map.toml
  stancegraph code map.toml --coder ann
  stancegraph code coded/")]
pub struct CodeArgs {
    /// Files or folders
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// Who codes: new stances get this coder
    #[arg(long, value_name = "NAME")]
    coder: Option<String>,
}

impl CodeArgs {
    pub fn run(self) -> Result<Outcome, Failure> {
        if self.files.iter().any(|file| file == Path::new("-")) {
            let text = "standard input cannot be written: give the file that is coded";
            return Err(Failure::Usage(text.into()));
        }
        self.files.iter().try_for_each(|file| begin(file))?;
        let title = self.files[0].file_name().unwrap_or(self.files[0].as_os_str());
        let coder =
            self.coder.map(|coder| coder.trim().to_owned()).filter(|coder| !coder.is_empty());
        serve::code(&self.files, coder, &title.to_string_lossy())?;
        Ok(Outcome::Fine)
    }
}

/// Begins a map that does not exist.
fn begin(path: &Path) -> Result<(), Failure> {
    if Format::of_name(&path.to_string_lossy()) != Some(Format::Toml) {
        return Ok(());
    }
    match fs::File::create_new(path) {
        Ok(_) => {
            message::note(&format!("{}: a new map", path.display()));
            Ok(())
        }
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(Failure::io(path, error)),
    }
}
