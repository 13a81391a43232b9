//! Which file, which line.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::sync::Arc;

/// The number of a file in [`Files`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub(crate) u16);

/// A place in a file. Lines and columns count from 1, columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The file.
    pub file: FileId,
    /// The line.
    pub line: u32,
    /// The column; 0 where only the line is known.
    pub column: u32,
    /// How many characters on that line are meant.
    pub length: u32,
}

/// The files that were read, for those who report on them.
#[derive(Clone, Debug, Default)]
pub struct Files(Vec<Entry>);

#[derive(Clone, Debug)]
struct Entry {
    name: Box<str>,
    path: Option<PathBuf>,
    text: Option<Arc<str>>,
}

impl Files {
    /// Adds a file by the name under which it is reported.
    ///
    /// `path` is where it can be read again, and `text` is what it said, where that is at hand.
    ///
    /// # Panics
    ///
    /// With more than 65,535 files.
    pub fn add(
        &mut self,
        name: impl Into<Box<str>>,
        path: Option<PathBuf>,
        text: Option<Arc<str>>,
    ) -> FileId {
        let id = u16::try_from(self.0.len()).expect("readers refuse so many files");
        self.0.push(Entry { name: name.into(), path, text });
        FileId(id)
    }

    /// The name of a file.
    #[must_use]
    pub fn name(&self, file: FileId) -> &str {
        self.0.get(usize::from(file.0)).map_or("", |entry| &entry.name)
    }

    /// How many files there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The path of a file that can be read again.
    #[must_use]
    pub fn path(&self, file: FileId) -> Option<&std::path::Path> {
        self.0.get(usize::from(file.0))?.path.as_deref()
    }

    /// The line at a place; read again from the file where its text was not kept.
    #[must_use]
    pub fn line(&self, place: Place) -> Option<String> {
        let entry = self.0.get(usize::from(place.file.0))?;
        let index = usize::try_from(place.line).ok()?.checked_sub(1)?;
        match &entry.text {
            Some(text) => text.lines().nth(index).map(str::to_owned),
            None => read_line(entry.path.as_ref()?, index),
        }
    }

    /// Forgets the texts: a graph keeps only the names.
    pub(crate) fn forget_texts(&mut self) {
        for entry in &mut self.0 {
            entry.text = None;
        }
    }
}

fn read_line(path: &PathBuf, index: usize) -> Option<String> {
    let file = crate::format::open::decompressed(File::open(path).ok()?).ok()?;
    let mut lines = BufReader::new(file).split(b'\n').skip(index);
    let line = lines.next()?.ok()?;
    Some(
        String::from_utf8_lossy(&line).trim_end_matches('\r').trim_start_matches('\u{feff}').into(),
    )
}
