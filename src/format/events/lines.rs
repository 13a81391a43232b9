//! Reads the rows of a tab-separated file.
//!
//! Some programs put cells or whole rows in quotes, and double the quotes within; such quotes are removed.
//! Other quotes belong to the text.

use std::io::{self, BufRead, BufReader, Read};
use std::ops::Range;

use crate::error::{Cause, Error, Excerpt, FileId, Place};
use crate::format::Limits;
use crate::graph::Builder;

/// The number of bytes to read at once.
const BYTES: usize = 1 << 16;

/// One row.
#[derive(Clone, Copy)]
pub(super) struct Row<'l> {
    /// The line that contains the cells.
    text: &'l str,
    cells: &'l [Range<usize>],
    /// The line without quotes around cells.
    plain: &'l str,
    values: &'l [Range<usize>],
    line: u32,
    file: FileId,
}

impl<'l> Row<'l> {
    /// The number of cells.
    pub(super) fn len(self) -> usize {
        self.cells.len()
    }

    /// The text of a cell without blanks around it; empty for a missing cell.
    pub(super) fn get(self, column: usize) -> &'l str {
        self.values.get(column).map_or("", |value| self.plain[value.clone()].trim())
    }

    /// The texts of its cells.
    pub(super) fn iter(self) -> impl ExactSizeIterator<Item = &'l str> + DoubleEndedIterator {
        (0..self.len()).map(move |column| self.get(column))
    }

    /// The place of the row.
    pub(super) fn place(self) -> Place {
        Place { file: self.file, line: self.line, column: 0, length: 0 }
    }

    /// Reports a fault of a cell.
    pub(super) fn fault(self, cause: Cause, column: usize, builder: &mut Builder) {
        let cell = self.cells.get(column).cloned().unwrap_or_default();
        let place = Place {
            column: number(self.text[..cell.start].chars().count() + 1),
            length: number(self.text[cell].chars().count()),
            ..self.place()
        };
        self.fault_at(cause, place, builder);
    }

    /// Reports a fault of the row.
    pub(super) fn fault_of_row(self, cause: Cause, builder: &mut Builder) {
        self.fault_at(cause, self.place(), builder);
    }

    fn fault_at(self, cause: Cause, place: Place, builder: &mut Builder) {
        builder.remember(place, || Some(Excerpt::around(self.text, place.column)));
        builder.fault(cause, Some(place));
    }
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// Reads rows until the end, or until no more are wanted. Skips empty lines.
pub(super) fn for_each_row(
    input: impl Read,
    file: FileId,
    limits: &Limits,
    builder: &mut Builder,
    mut take: impl FnMut(Row, &mut Builder) -> bool,
) -> Result<(), Error> {
    let input = input.take(limits.table.saturating_add(1));
    let mut lines =
        Lines { input: BufReader::with_capacity(BYTES, input), text: Vec::new(), line: 0, read: 0 };
    let (mut cells, place) = (Cells::default(), |line| Place { file, line, column: 0, length: 0 });
    loop {
        let longest = limits.field_length as u64;
        let is_there =
            lines.next(longest).map_err(|error| Error::io(builder.file_name(file), error))?;
        if !is_there {
            return Ok(());
        }
        if let Some(cause) = lines.unreadable(longest, limits.table) {
            builder.fault(cause, Some(place(lines.line)));
            builder.incomplete();
            return Ok(());
        }
        let Ok(text) = std::str::from_utf8(lines.row()) else {
            builder.fault(Cause::NotUtf8, Some(place(lines.line)));
            continue;
        };
        if text.is_empty() {
            continue;
        }
        cells.take(text);
        let row = cells.row(text, lines.line, file);
        if !take(row, builder) || builder.is_full() {
            return Ok(());
        }
    }
}

/// The cells of a line, in memory that is reused for the next.
#[derive(Default)]
struct Cells {
    cells: Vec<Range<usize>>,
    plain: String,
    values: Vec<Range<usize>>,
    /// The number of cells in the first line.
    width: Option<usize>,
}

impl Cells {
    fn take(&mut self, text: &str) {
        self.cells.clear();
        self.values.clear();
        self.plain.clear();
        self.cells.extend(split(text));
        if !text.contains('"') {
            self.width.get_or_insert(self.cells.len());
            return;
        }
        // A tab in quotes belongs to its cell, if the row is otherwise too long.
        if self.width.is_some_and(|width| self.cells.len() > width) {
            let whole = split_quoted(text);
            if Some(whole.len()) == self.width {
                self.cells = whole;
            }
        }
        self.width.get_or_insert(self.cells.len());
        let around = around_row(text, &self.cells);
        for (number, cell) in self.cells.iter().enumerate() {
            let is_last = number + 1 == self.cells.len();
            let mut cell = text[cell.clone()].trim();
            if around {
                cell = if number == 0 { &cell[1..] } else { cell };
                cell = if is_last { &cell[..cell.len() - 1] } else { cell };
            }
            let start = self.plain.len();
            match unquoted(cell) {
                // A name contains no tab.
                Some(inner) => self.plain.push_str(&inner.replace("\"\"", "\"").replace('\t', " ")),
                None => self.plain.push_str(cell),
            }
            self.values.push(start..self.plain.len());
        }
    }

    fn row<'l>(&'l self, text: &'l str, line: u32, file: FileId) -> Row<'l> {
        let (plain, values) = match self.values.is_empty() {
            true => (text, &self.cells),
            false => (self.plain.as_str(), &self.values),
        };
        Row { text, cells: &self.cells, plain, values, line, file }
    }
}

fn split(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut start = 0;
    let tabs = text.match_indices('\t').map(|(tab, _)| tab).chain([text.len()]);
    tabs.map(move |end| std::mem::replace(&mut start, end + 1)..end)
}

/// Splits a line at tabs, except in quotes.
fn split_quoted(text: &str) -> Vec<Range<usize>> {
    let mut cells = Vec::<Range<usize>>::new();
    let mut is_open = false;
    for cell in split(text) {
        let content = &text[cell.clone()];
        let quotes = content.matches('"').count();
        match cells.last_mut().filter(|_| is_open) {
            Some(begun) => {
                begun.end = cell.end;
                is_open = quotes.is_multiple_of(2);
            }
            None => {
                is_open = content.trim_start().starts_with('"') && quotes % 2 == 1;
                cells.push(cell);
            }
        }
    }
    cells
}

/// Whether the row as a whole is in quotes.
fn around_row(text: &str, cells: &[Range<usize>]) -> bool {
    let [first, .., last] = cells else { return false };
    let [first, last] = [first, last].map(|cell| text[cell.clone()].trim());
    let is_half = |cell: &str| cell.matches('"').count() % 2 == 1;
    first.starts_with('"') && is_half(first) && last.ends_with('"') && is_half(last)
}

/// The content of a quoted cell, in which quotes are doubled.
fn unquoted(cell: &str) -> Option<&str> {
    let inner = cell.strip_prefix('"')?.strip_suffix('"')?;
    inner.replace("\"\"", "").find('"').is_none().then_some(inner)
}

struct Lines<R> {
    input: BufReader<R>,
    text: Vec<u8>,
    line: u32,
    read: u64,
}

impl<R: Read> Lines<R> {
    /// Reads the next line, if there is one; of a line that is too long, only the beginning.
    fn next(&mut self, longest: u64) -> io::Result<bool> {
        self.text.clear();
        self.line = self.line.saturating_add(1);
        let count = (&mut self.input).take(longest + 1).read_until(b'\n', &mut self.text)?;
        self.read += count as u64;
        Ok(count > 0)
    }

    /// Why the line cannot be read; `None` if it can.
    fn unreadable(&self, longest: u64, table: u64) -> Option<Cause> {
        let too_large = |what, limit| Cause::TooLarge { what, limit: format!("{limit} bytes") };
        if self.read > table {
            return Some(too_large("the file", table));
        }
        let is_too_long = self.text.len() as u64 > longest;
        is_too_long.then(|| too_large("the row", longest))
    }

    /// The line without its end, and without a byte order mark.
    fn row(&self) -> &[u8] {
        let text = self.text.strip_suffix(b"\n").unwrap_or(&self.text);
        let text = text.strip_suffix(b"\r").unwrap_or(text);
        let mark = "\u{feff}".as_bytes();
        if self.line == 1 { text.strip_prefix(mark).unwrap_or(text) } else { text }
    }
}
