//! Which file, which line.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::format::open::decompressed;

/// The number of a file in [`Files`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub(crate) u16);

/// A place in a file. Lines and columns count from 1, columns in characters; in a database, the line
/// is the number of the statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The file.
    pub file: FileId,
    /// The line; 0 where the whole file is meant.
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
    /// Lines of a text that is not kept.
    lines: BTreeMap<u32, Box<str>>,
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
        self.0.push(Entry { name: name.into(), path, text, lines: BTreeMap::new() });
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
    pub fn path(&self, file: FileId) -> Option<&Path> {
        self.0.get(usize::from(file.0))?.path.as_deref()
    }

    /// The line at a place, where it is known: from a text that was kept, or recalled before.
    #[must_use]
    pub fn line(&self, place: Place) -> Option<&str> {
        let entry = self.0.get(usize::from(place.file.0))?;
        let index = usize::try_from(place.line).ok()?.checked_sub(1)?;
        match &entry.text {
            Some(text) => text.lines().nth(index),
            None => entry.lines.get(&place.line).map(AsRef::as_ref),
        }
    }

    /// Keeps the line at a place.
    pub(crate) fn remember(&mut self, place: Place, line: &str) {
        if let Some(entry) = self.0.get_mut(usize::from(place.file.0)) {
            entry.lines.insert(place.line, line.into());
        }
    }

    /// Reads the lines at some places again, each file once.
    pub(crate) fn recall(&mut self, places: impl Iterator<Item = Place>) {
        let mut wanted = BTreeMap::<usize, BTreeSet<u32>>::new();
        for place in places.filter(|place| self.line(*place).is_none()) {
            wanted.entry(place.file.0.into()).or_default().insert(place.line);
        }
        for (file, lines) in wanted {
            let Some(entry) = self.0.get_mut(file) else { continue };
            if let Some(path) = &entry.path {
                entry.lines.extend(read_lines(path, &lines).unwrap_or_default());
            }
        }
    }

    /// Forgets the texts: a graph keeps only the names.
    pub(crate) fn forget_texts(&mut self) {
        for entry in &mut self.0 {
            entry.text = None;
        }
    }
}

fn read_lines(path: &Path, wanted: &BTreeSet<u32>) -> std::io::Result<Vec<(u32, Box<str>)>> {
    let mut text = BufReader::new(decompressed(File::open(path)?)?);
    let (mut line, mut found) = (Vec::new(), Vec::new());
    let last = wanted.last().copied().unwrap_or(0);
    for number in 1..=last {
        line.clear();
        if text.read_until(b'\n', &mut line)? == 0 {
            break;
        }
        // The lines of a database or a workbook are none.
        if line.contains(&0) {
            return Ok(Vec::new());
        }
        if wanted.contains(&number) {
            let line = String::from_utf8_lossy(&line);
            let line = line.trim_end_matches(['\r', '\n']).trim_start_matches('\u{feff}');
            found.push((number, line.into()));
        }
    }
    Ok(found)
}
