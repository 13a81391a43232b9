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
    /// Whether it has no lines: its places are rows and columns of cells.
    has_cells: bool,
    /// The sheet of a workbook that its places are in.
    sheet: Option<Box<str>>,
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
        let lines = BTreeMap::new();
        self.0.push(Entry { name: name.into(), path, text, lines, has_cells: false, sheet: None });
        FileId(id)
    }

    /// Adds a file that is no text: where it has places, these are rows and columns of cells.
    pub(crate) fn add_cells(&mut self, name: &str, path: Option<PathBuf>) -> FileId {
        let file = self.add(name, path, None);
        self.0[usize::from(file.0)].has_cells = true;
        file
    }

    /// Says in which sheet of a workbook its places are.
    #[cfg(feature = "excel")]
    pub(crate) fn in_sheet(&mut self, file: FileId, sheet: &str) {
        if let Some(entry) = self.0.get_mut(usize::from(file.0)) {
            entry.sheet = Some(sheet.into());
        }
    }

    /// Whether a file has no lines, but cells.
    #[must_use]
    pub fn has_cells(&self, file: FileId) -> bool {
        self.0.get(usize::from(file.0)).is_some_and(|entry| entry.has_cells)
    }

    /// A place as it is said: `file:line:column`, and `file:sheet!B7` in workbooks.
    ///
    /// ```
    /// use stancegraph::error::{Files, Place};
    ///
    /// let mut files = Files::default();
    /// let file = files.add("stances.csv", None, None);
    /// assert_eq!(files.say(Place { file, line: 3, column: 7, length: 1 }), "stances.csv:3:7");
    /// ```
    #[must_use]
    pub fn say(&self, place: Place) -> String {
        let name = self.name(place.file);
        let sheet = self.0.get(usize::from(place.file.0)).and_then(|entry| entry.sheet.as_ref());
        match (sheet, place.line, place.column) {
            (None, 0, _) => name.into(),
            (None, line, 0) => format!("{name}:{line}"),
            (None, line, column) => format!("{name}:{line}:{column}"),
            (Some(sheet), 0, _) => format!("{name}:{sheet}"),
            (Some(sheet), line, 0) => format!("{name}:{sheet}!{line}:{line}"),
            (Some(sheet), line, column) => format!("{name}:{sheet}!{}{line}", letters(column)),
        }
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

    /// The paths of all files that can be read again.
    pub fn paths(&self) -> impl Iterator<Item = &Path> {
        self.0.iter().filter_map(|entry| entry.path.as_deref())
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
            if let Some(path) = entry.path.as_ref().filter(|_| !entry.has_cells) {
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

/// The column of a sheet as its letters: 1 is A, 27 is AA.
fn letters(mut column: u32) -> String {
    let mut letters = Vec::new();
    while column > 0 {
        column -= 1;
        letters.push(char::from(b'A' + u8::try_from(column % 26).expect("fewer than 26")));
        column /= 26;
    }
    letters.iter().rev().collect()
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
        if wanted.contains(&number) {
            let line = String::from_utf8_lossy(&line);
            let line = line.trim_end_matches(['\r', '\n']).trim_start_matches('\u{feff}');
            found.push((number, line.into()));
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_letters() {
        for (column, wanted) in [(1, "A"), (26, "Z"), (27, "AA"), (702, "ZZ"), (16384, "XFD")] {
            assert_eq!(letters(column), wanted);
        }
    }
}
