//! `fmt`: the canonical form.

use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use stancegraph::{Format, export};

use crate::failure::Failure;
use crate::inputs;
use crate::message;
use crate::naming::undo;
use crate::outcome::Outcome;
use crate::save::{self, Rewrite};

/// Writes files in their canonical form, in place; comments in TOML stay.
///
/// Sorts declarations by id and stances by date, source and locator, so that a diff shows only what changed.
/// Refuses a file that would lose something (comments in a table, columns that stances do not have, times
/// of day), and leaves it unchanged. What files were before is kept in .stancegraph/undo beside the first of them,
/// and --undo brings it back.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  stancegraph fmt map.toml
  stancegraph fmt --check coded/*.toml
  stancegraph fmt --undo map.toml
  stancegraph fmt - < map.toml")]
pub struct FmtArgs {
    /// Files, or - from standard input to standard output
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// Write nothing; exit with 1 if a file is not in its canonical form
    #[arg(long)]
    check: bool,
    /// Bring back what the files were before they were last rewritten by fmt, merge or rename
    #[arg(long, conflicts_with_all = ["check", "read_as"])]
    undo: bool,
    /// The format of standard input; TOML by default
    #[arg(long, value_name = "FORMAT")]
    read_as: Option<Format>,
}

impl FmtArgs {
    pub fn run(self) -> Result<Outcome, Failure> {
        if self.read_as.is_some() && !self.files.iter().any(|file| file == Path::new("-")) {
            let text = "--read-as is for standard input: stancegraph fmt - --read-as FORMAT";
            return Err(Failure::Usage(text.into()));
        }
        if self.undo {
            return undo(&self.files);
        }
        let (mut outcome, mut changed) = (Outcome::Fine, Vec::new());
        let formatted = self.files.iter().try_for_each(|file| {
            if self.one(file, &mut changed)? && self.check {
                message::note(&format!("{}: not in canonical form", file.display()));
                outcome = Outcome::Found;
            }
            Ok(())
        });
        // Those before a file with a fault are written all the same.
        save::rewrite_all("fmt", &changed)?;
        formatted.map(|()| outcome)
    }

    /// Formats one file; returns whether it changes.
    fn one(&self, file: &Path, rewrites: &mut Vec<Rewrite>) -> Result<bool, Failure> {
        let from_stdin = file == Path::new("-");
        let format =
            if from_stdin { self.read_as.unwrap_or(Format::Toml) } else { format_of(file)? };
        let mut text = String::new();
        if from_stdin {
            inputs::protect_stdin();
            std::io::stdin().read_to_string(&mut text)?;
        } else {
            text = std::fs::read_to_string(file).map_err(|error| Failure::io(file, error))?;
        }
        let name = if from_stdin { "standard input".into() } else { file.display().to_string() };
        let canonical = export::format_text(format, &name, &text)?;
        let changed = canonical != text;
        if !self.check && (changed || from_stdin) {
            let write = |out: &mut dyn Write| Ok(out.write_all(canonical.as_bytes())?);
            match () {
                () if from_stdin => save::save(None, write)?,
                () if save::is_special(file) => save::rewrite(file, write)?,
                () => rewrites.push(Rewrite {
                    path: file.to_owned(),
                    old: text.into_bytes(),
                    new: canonical.into_bytes(),
                }),
            }
        }
        Ok(changed)
    }
}

fn format_of(file: &Path) -> Result<Format, Failure> {
    let extension = file.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    let format = Format::from_extension(extension).filter(|format| format.has_canonical_form());
    format.ok_or_else(|| {
        let file = file.display();
        let known = ".toml, .json, .jsonl, .csv and .html";
        Failure::Usage(format!("{file}: no canonical form of this is known; known are {known}"))
    })
}
