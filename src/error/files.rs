//! Files and lines: the places of faults.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::Notation;
use crate::text::open::decompressed;

/// The number of a file in [`Files`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub(crate) u16);

/// A place in a file. Lines and columns count from 1, columns in characters. In a database, the line is the number
/// of the statement.
// Closed: a stretch of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The file.
    pub file: FileId,
    /// The line; 0 means the whole file.
    pub line: u32,
    /// The column; 0 if only the line is known.
    pub column: u32,
    /// The number of characters on that line.
    pub length: u32,
}

/// The files that were read, for reports about them.
#[derive(Clone, Debug, Default)]
pub struct Files {
    entries: Vec<Entry>,
    /// Gives the notation for a file name, if a reader has set one.
    notation_of_name: Option<fn(&str) -> Notation>,
}

#[derive(Clone, Debug)]
struct Entry {
    name: Box<str>,
    path: Option<PathBuf>,
    text: Option<Arc<str>>,
    /// The excerpts at reported places, by line and column.
    excerpts: BTreeMap<(u32, u32), Excerpt>,
    /// Whether the file has cells instead of lines: its places are rows and columns.
    has_cells: bool,
    /// The sheet of the workbook that its places refer to.
    sheet: Option<Box<str>>,
}

impl Files {
    /// Adds a file, under the name for reports.
    ///
    /// `path` is where the file can be read again; `text` is its content, if at hand.
    ///
    /// # Panics
    ///
    /// Panics with more than 65,535 files.
    pub fn add(
        &mut self,
        name: impl Into<Box<str>>,
        path: Option<PathBuf>,
        text: Option<Arc<str>>,
    ) -> FileId {
        let id = u16::try_from(self.entries.len()).expect("readers refuse so many files");
        let excerpts = BTreeMap::new();
        let (has_cells, sheet) = (false, None);
        self.entries.push(Entry { name: name.into(), path, text, excerpts, has_cells, sheet });
        FileId(id)
    }

    /// Adds a file that is not text: its places, if any, are rows and columns of cells.
    pub(crate) fn add_cells(&mut self, name: &str, path: Option<PathBuf>) -> FileId {
        let file = self.add(name, path, None);
        self.entries[usize::from(file.0)].has_cells = true;
        file
    }

    /// Sets the sheet of a workbook that its places refer to.
    #[cfg(feature = "excel")]
    pub(crate) fn in_sheet(&mut self, file: FileId, sheet: &str) {
        if let Some(entry) = self.entries.get_mut(usize::from(file.0)) {
            entry.sheet = Some(sheet.into());
        }
    }

    /// Whether a file has cells instead of lines.
    #[must_use]
    pub fn has_cells(&self, file: FileId) -> bool {
        self.entries.get(usize::from(file.0)).is_some_and(|entry| entry.has_cells)
    }

    /// Writes a place as `file:line:column`, or as `file:sheet!B7` in workbooks.
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
        let sheet =
            self.entries.get(usize::from(place.file.0)).and_then(|entry| entry.sheet.as_ref());
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
        self.entries.get(usize::from(file.0)).map_or("", |entry| &entry.name)
    }

    /// Sets how files declare things, by file name.
    pub(crate) fn say_notations(&mut self, of_name: fn(&str) -> Notation) {
        self.notation_of_name = Some(of_name);
    }

    /// The notation in which a file declares things.
    pub(crate) fn notation(&self, file: FileId) -> Notation {
        self.notation_of_name.map(|of_name| of_name(self.name(file))).unwrap_or_default()
    }

    /// The number of files.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there are no files.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The path of a file that can be read again.
    #[must_use]
    pub fn path(&self, file: FileId) -> Option<&Path> {
        self.entries.get(usize::from(file.0))?.path.as_deref()
    }

    /// The paths of all files that can be read again.
    pub fn paths(&self) -> impl Iterator<Item = &Path> {
        self.entries.iter().filter_map(|entry| entry.path.as_deref())
    }

    /// The line at a place, if it was found when the faults were collected; for a long line, the part around the
    /// place.
    #[must_use]
    pub fn excerpt(&self, place: Place) -> Option<&Excerpt> {
        let excerpts = &self.entries.get(usize::from(place.file.0))?.excerpts;
        let known = excerpts.get(&(place.line, place.column));
        // The excerpt for another place on the line may cover this one, too.
        known.or_else(|| {
            let on_line = excerpts.range((place.line, 0)..=(place.line, u32::MAX));
            on_line.map(|(_, excerpt)| excerpt).find(|excerpt| excerpt.has(place.column))
        })
    }

    /// Keeps the line at a place.
    pub(crate) fn remember(&mut self, place: Place, excerpt: Excerpt) {
        if let Some(entry) = self.entries.get_mut(usize::from(place.file.0)) {
            entry.excerpts.insert((place.line, place.column), excerpt);
        }
    }

    /// Finds the lines at some places, in one pass through each file.
    pub(crate) fn recall(&mut self, places: impl Iterator<Item = Place>) {
        let mut wanted = BTreeMap::<usize, BTreeSet<(u32, u32)>>::new();
        for place in places.filter(|place| place.line > 0 && self.excerpt(*place).is_none()) {
            wanted.entry(place.file.0.into()).or_default().insert((place.line, place.column));
        }
        for (file, places) in wanted {
            let Some(entry) = self.entries.get_mut(file).filter(|entry| !entry.has_cells) else {
                continue;
            };
            let found = match (&entry.text, &entry.path) {
                (Some(text), _) => excerpts(text.as_bytes(), &places),
                (None, Some(path)) => reopened(path).and_then(|text| excerpts(text, &places)),
                (None, None) => continue,
            };
            // If the file cannot be read again, the place is shown without its line.
            entry.excerpts.extend(found.unwrap_or_default());
        }
    }

    /// Forgets the texts: a graph keeps only the names.
    pub(crate) fn forget_texts(&mut self) {
        for entry in &mut self.entries {
            entry.text = None;
        }
    }
}

/// The letters of a sheet's column: 1 is A, 27 is AA.
fn letters(mut column: u32) -> String {
    let mut letters = Vec::new();
    while column > 0 {
        column -= 1;
        letters.push(char::from(b'A' + u8::try_from(column % 26).expect("fewer than 26")));
        column /= 26;
    }
    letters.iter().rev().collect()
}

fn reopened(path: &Path) -> io::Result<impl BufRead> {
    Ok(BufReader::new(decompressed(File::open(path)?)?))
}

/// The text at a place: its line, or the part around the place if the line is long.
///
/// ```
/// use stancegraph::{Error, Format};
///
/// let Err(Error::Faults(faults)) = Format::Csv.read("actor,isue\n".as_bytes()) else { panic!() };
/// let place = faults.iter().next().unwrap().place.unwrap();
/// let excerpt = faults.files().excerpt(place).unwrap();
/// assert_eq!((excerpt.text(), excerpt.skipped()), ("actor,isue", 0));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Excerpt {
    text: Box<str>,
    skipped: u32,
}

impl Excerpt {
    /// The most characters in an excerpt.
    const LONGEST: u32 = 1_000;

    /// The number of characters before the place in an excerpt.
    const BEFORE: u32 = 300;

    /// The text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The number of characters of the line before the excerpt.
    #[must_use]
    pub fn skipped(&self) -> u32 {
        self.skipped
    }

    /// The text around a column of a line; a short line is kept whole.
    pub(crate) fn around(line: &str, column: u32) -> Self {
        let found = excerpts(line.as_bytes(), &BTreeSet::from([(1, column)])).unwrap_or_default();
        found.into_iter().next().map(|(_, excerpt)| excerpt).unwrap_or_default()
    }

    /// Whether the excerpt covers this column; 0 stands for the whole line.
    fn has(&self, column: u32) -> bool {
        let end = u32::try_from(self.text.chars().count()).unwrap_or(u32::MAX);
        let end = self.skipped.saturating_add(end).saturating_add(1);
        if column == 0 { self.skipped == 0 } else { (self.skipped + 1..=end).contains(&column) }
    }

    /// The number of characters of a line before the excerpt around a column.
    fn before(column: u32) -> u32 {
        let start = column.saturating_sub(1 + Self::BEFORE);
        // A place that a short line can have is shown with its whole line.
        if column <= Self::LONGEST - Self::BEFORE { 0 } else { start }
    }
}

type Excerpts = BTreeMap<(u32, u32), Excerpt>;

/// The excerpts at some lines and columns, in one pass that stops after the last of them.
fn excerpts(mut text: impl BufRead, wanted: &BTreeSet<(u32, u32)>) -> io::Result<Excerpts> {
    let (mut found, mut line) = (Excerpts::new(), 1);
    let mut wanted = wanted.iter().copied().peekable();
    while let Some((next, _)) = wanted.peek().copied() {
        while line < next {
            if !skip_line(&mut text)? {
                return Ok(found);
            }
            line += 1;
        }
        let mut columns = Vec::new();
        while let Some((_, column)) = wanted.next_if(|(same, _)| *same == next) {
            columns.push(column);
        }
        let mut cuts = columns.iter().map(|column| Cut::at(*column)).collect::<Vec<_>>();
        let has_more = cut_line(&mut text, &mut cuts, wanted.peek().is_some())?;
        let excerpts = cuts.into_iter().map(Cut::excerpt);
        found.extend(columns.into_iter().map(|column| (next, column)).zip(excerpts));
        if !has_more {
            break;
        }
        line += 1;
    }
    Ok(found)
}

/// Skips to the next line; returns whether there is one.
fn skip_line(text: &mut impl BufRead) -> io::Result<bool> {
    loop {
        let bytes = text.fill_buf()?;
        let length = bytes.len();
        match bytes.iter().position(|byte| *byte == b'\n') {
            _ if length == 0 => return Ok(false),
            Some(end) => {
                text.consume(end + 1);
                return Ok(true);
            }
            None => text.consume(length),
        }
    }
}

/// A wanted part of a line, while it is read.
struct Cut {
    start: u32,
    bytes: Vec<u8>,
}

impl Cut {
    fn at(column: u32) -> Self {
        Self { start: Excerpt::before(column), bytes: Vec::new() }
    }

    fn excerpt(self) -> Excerpt {
        let text = String::from_utf8_lossy(&self.bytes);
        let text = text.trim_end_matches(['\r', '\n']).trim_start_matches('\u{feff}');
        Excerpt { text: text.into(), skipped: self.start }
    }
}

/// Cuts parts out of the current line, sorted by where they begin; returns whether there may be wanted lines after
/// it.
fn cut_line(text: &mut impl BufRead, cuts: &mut [Cut], wants_more: bool) -> io::Result<bool> {
    // Counts the characters that have begun.
    let (mut count, mut done) = (0_u32, 0);
    loop {
        let bytes = text.fill_buf()?;
        let length = bytes.len();
        if length == 0 {
            return Ok(false);
        }
        let line = bytes.iter().position(|byte| *byte == b'\n');
        for byte in &bytes[..line.unwrap_or(length)] {
            count = count.saturating_add(u32::from(byte & 0xc0 != 0x80));
            while done < cuts.len() && count > cuts[done].start + Excerpt::LONGEST {
                done += 1;
            }
            let open = cuts[done..].iter_mut().take_while(|cut| count > cut.start);
            open.for_each(|cut| cut.bytes.push(*byte));
        }
        text.consume(line.map_or(length, |end| end + 1));
        if line.is_some() {
            return Ok(true);
        }
        if done == cuts.len() {
            return if wants_more { skip_line(text) } else { Ok(false) };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lines_are_cut_around_each_place() {
        let line = "äb".repeat(5_000);
        let text = format!("x\n{line}\r\nend");
        let wanted = [(1, 1), (2, 0), (2, 700), (2, 9_000), (2, 10_000), (3, 2), (9, 1)];
        let found = excerpts(text.as_bytes(), &wanted.into()).expect("memory can be read");
        let found =
            |line, column| found.get(&(line, column)).map(|cut| (cut.text(), cut.skipped()));
        assert_eq!(found(1, 1), Some(("x", 0)));
        assert_eq!(found(2, 0), Some(("äb".repeat(500).as_str(), 0)));
        assert_eq!(found(2, 700), found(2, 0));
        let (cut, skipped) = found(2, 9_000).expect("there is such a column");
        assert_eq!((cut.chars().count(), skipped), (1_000, 8_699));
        assert_eq!(cut.chars().nth(9_000 - 1 - 8_699), Some('b'));
        let (cut, skipped) = found(2, 10_000).expect("there is such a column");
        assert_eq!(skipped as usize + cut.chars().count(), 10_000);
        assert_eq!(found(3, 2), Some(("end", 0)));
        assert_eq!(found(9, 1), None);
    }

    #[test]
    fn no_more_is_read_than_is_shown() {
        /// Counts what is read from an endless line.
        struct Endless(usize);
        impl io::Read for Endless {
            fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
                buffer.fill(b'x');
                self.0 += buffer.len();
                assert!(self.0 < 1 << 20, "an excerpt needs a few kilobytes");
                Ok(buffer.len())
            }
        }
        let text = BufReader::new(Endless(0));
        let found = excerpts(text, &[(1, 0), (1, 5_000)].into()).expect("it can be read");
        assert_eq!(found[&(1, 5_000)].text().len(), 1_000);
    }

    #[test]
    fn columns_have_letters() {
        for (column, wanted) in [(1, "A"), (26, "Z"), (27, "AA"), (702, "ZZ"), (16384, "XFD")] {
            assert_eq!(letters(column), wanted);
        }
    }
}
