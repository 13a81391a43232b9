//! Edits of files that people wrote: names that are one are merged, names are changed. Everything else stays as it
//! is, byte for byte: comments, order, blanks, quotes, line ends.
//!
//! An edit is made of texts, and gives texts; nothing is read or written. Whoever holds the files writes them, all
//! or none. Before an edit is given out, its texts are read again: each stance must say what it said, under the id
//! that it had.
//!
//! [`mod@revise`] adds, changes and removes single stances.

mod cells;
mod merge;
mod names;
mod plan;
#[cfg(feature = "draft")]
pub mod propose;
mod rename;
pub mod revise;
mod splice;
mod table;
mod tree;
mod verify;

use std::path::{Path, PathBuf};

pub use merge::merge;
pub use names::Kind;
pub use rename::rename;

use crate::error::Error;
use crate::format::{Format, Reader};
use crate::graph::StanceGraph;

/// A file to edit: its path, and its text.
// Closed: a file is a name and what is in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextFile {
    /// The path, whose extension is the format. A mapping beside a table is read from there.
    pub path: PathBuf,
    /// The text; `None` for a file that is no text, which is read from its path and cannot be edited.
    pub text: Option<String>,
}

/// How names are found, and what becomes of ids.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Settings {
    /// Whether the names are those of actors or of issues; by default, what they are in the files.
    pub kind: Option<Kind>,
    /// Whether stances whose id is derived from the names in them get another id with the new names.
    pub new_ids: bool,
}

/// A file that an edit changes.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Changed {
    /// The path.
    pub path: PathBuf,
    /// The text before.
    pub old: String,
    /// The text after.
    pub new: String,
}

/// What an edit does.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Edit {
    /// The files that change, in the order in which they were given.
    pub files: Vec<Changed>,
    /// The number of places that named the old names and now name the new one.
    pub mentions: usize,
    /// The number of stances that got an id of their own, so that it stays what it was.
    pub ids: usize,
    /// The names that are aliases now.
    pub aliases: Vec<String>,
    /// What a declaration said that is now gone, since the one that is kept says otherwise: "kind of us: state".
    pub dropped: Vec<String>,
}

impl Settings {
    /// For names of a kind, if it is said, with or without new ids.
    #[must_use]
    pub fn new(kind: Option<Kind>, new_ids: bool) -> Self {
        Self { kind, new_ids }
    }
}

impl TextFile {
    /// A file with a text.
    #[must_use]
    pub fn new(path: impl Into<PathBuf>, text: impl Into<String>) -> Self {
        Self { path: path.into(), text: Some(text.into()) }
    }

    /// Whether files of this name can be edited: TOML, JSON and CSV.
    #[must_use]
    pub fn is_editable(path: &Path) -> bool {
        let name = path.to_string_lossy();
        let is_packed = name.ends_with(".gz");
        matches!(Format::of_name(&name), Some(Format::Toml | Format::Json | Format::Csv))
            && !is_packed
    }

    fn format(&self) -> Option<Format> {
        Format::of_name(&self.path.to_string_lossy())
    }
}

/// The graph of all files; stances of documents stand in the line of their number.
fn numbered(files: &[TextFile]) -> Result<StanceGraph, Error> {
    reader(files).numbered().read()
}

fn reader(files: &[TextFile]) -> Reader {
    files.iter().fold(Reader::new(), |reader, file| match &file.text {
        Some(text) => reader.text(&file.path, text.as_str()),
        None => reader.path(&file.path),
    })
}

/// The graph of all files, numbered, or their faults with the lines where they are.
fn graph(files: &[TextFile]) -> Result<StanceGraph, Error> {
    match numbered(files) {
        Err(Error::Faults(_)) => reader(files).read(),
        read => read,
    }
}
