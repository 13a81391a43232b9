//! The rows of a tab-separated file, one after the other. Quotes mean nothing in these, unless the header stands in
//! some: then those around cells and rows are no part of them.

use std::io::{self, BufRead, BufReader, Read};
use std::ops::Range;

use crate::error::{Cause, Error, Excerpt, FileId, Place};
use crate::format::Limits;
use crate::graph::Builder;

/// How many bytes are read at once.
const BYTES: usize = 1 << 16;

/// One row.
#[derive(Clone, Copy)]
pub(super) struct Row<'l> {
    text: &'l str,
    cells: &'l [Range<usize>],
    line: u32,
    file: FileId,
    /// Whether cells stand in quotes.
    is_quoted: bool,
}

impl<'l> Row<'l> {
    /// How many cells it has.
    pub(super) fn len(self) -> usize {
        self.cells.len()
    }

    /// The text of a cell without the blanks around it; empty where there is no such cell.
    pub(super) fn get(self, column: usize) -> &'l str {
        let cell = self.cells.get(column).map_or("", |cell| self.text[cell.clone()].trim());
        if !self.is_quoted {
            return cell;
        }
        let cell = cell.strip_prefix('"').unwrap_or(cell);
        cell.strip_suffix('"').unwrap_or(cell).trim()
    }

    /// The texts of its cells.
    pub(super) fn iter(self) -> impl ExactSizeIterator<Item = &'l str> + DoubleEndedIterator {
        (0..self.len()).map(move |column| self.get(column))
    }

    /// Where it stands.
    pub(super) fn place(self) -> Place {
        Place { file: self.file, line: self.line, column: 0, length: 0 }
    }

    /// Reports what is wrong with a cell.
    pub(super) fn fault(self, cause: Cause, column: usize, builder: &mut Builder) {
        let cell = self.cells.get(column).cloned().unwrap_or_default();
        let place = Place {
            column: number(self.text[..cell.start].chars().count() + 1),
            length: number(self.text[cell].chars().count()),
            ..self.place()
        };
        self.fault_at(cause, place, builder);
    }

    /// Reports what is wrong with the row.
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

/// Reads rows until there are no more, or no more are wanted. Empty lines are none.
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
    let mut is_quoted = None;
    let (mut cells, place) = (Vec::new(), |line| Place { file, line, column: 0, length: 0 });
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
        split(text, &mut cells);
        let is_quoted = *is_quoted
            .get_or_insert_with(|| text.starts_with('"') && text.trim_end().ends_with('"'));
        let row = Row { text, cells: &cells, line: lines.line, file, is_quoted };
        if !take(row, builder) || builder.is_full() {
            return Ok(());
        }
    }
}

fn split(text: &str, cells: &mut Vec<Range<usize>>) {
    cells.clear();
    let mut start = 0;
    for (tab, _) in text.match_indices('\t') {
        cells.push(start..tab);
        start = tab + 1;
    }
    cells.push(start..text.len());
}

struct Lines<R> {
    input: BufReader<R>,
    text: Vec<u8>,
    line: u32,
    read: u64,
}

impl<R: Read> Lines<R> {
    /// Whether there is another line; of one that is too long, only the beginning is read.
    fn next(&mut self, longest: u64) -> io::Result<bool> {
        self.text.clear();
        self.line = self.line.saturating_add(1);
        let count = (&mut self.input).take(longest + 1).read_until(b'\n', &mut self.text)?;
        self.read += count as u64;
        Ok(count > 0)
    }

    /// Why the line cannot be read, if so.
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
