//! The rows of a table, read ahead in a thread of their own.
//!
//! Cells are slices of the text wherever they can be: nothing is copied that has no doubled quotes.

use std::io::{self, Read};
use std::ops::Range;
use std::sync::mpsc::{Receiver, SyncSender, TryRecvError, channel, sync_channel};
use std::thread;

use super::mapping::{directive, is_directive};
use crate::error::{Cause, Excerpt, RaggedReason};
use crate::format::Limits;

/// How many bytes are split at once.
const BYTES: usize = 1 << 16;

/// How many batches are read ahead.
const AHEAD: usize = 4;

/// How many cells of the greatest length a row may have.
const LONGEST_ROW: usize = 64;

/// Stands for any number of blanks and tabs between cells.
pub const BLANKS: u8 = 0;

/// Marks a cell whose text is not as it stands in the table.
const ESCAPED: u32 = 1 << 31;

/// Some rows, and the text that they were read from.
#[derive(Default)]
pub struct Batch {
    text: String,
    cells: Vec<Cell>,
    rows: Vec<Span>,
    escaped: Vec<Escaped>,
    /// Where bytes stood that are not text.
    broken: Vec<usize>,
    /// Where quotes open that are not closed, or not at the end of their cells.
    open: Vec<usize>,
    /// How the table ends, where it does.
    pub(crate) end: Option<End>,
    /// What is between cells.
    delimiter: u8,
    /// For cells that stand in no text, how many columns are before the first.
    grid: Option<u32>,
    /// What is wrong with cells that stand in no text: their rows and columns, from 0.
    flaws: Vec<(usize, usize, Cause)>,
    /// Its columns, where they come out of dictionaries.
    numbered: Vec<Numbered>,
}

/// What the cells of a column are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Values {
    /// All empty.
    #[default]
    None,
    /// Numbers of values in this dictionary, or empty.
    #[cfg_attr(not(feature = "parquet"), expect(dead_code, reason = "Parquet has dictionaries"))]
    Numbers(u64),
    Texts,
}

/// A column of which the values have numbers in a dictionary.
#[derive(Default)]
struct Numbered {
    holds: Values,
    /// The number of each row, or [`EMPTY`].
    numbers: Vec<u32>,
}

/// No number of a value.
const EMPTY: u32 = u32::MAX;

/// How a table ends.
pub enum End {
    Whole,
    Failed(io::Error),
    /// The row at this line is too long to be read.
    LongRow {
        line: u32,
    },
    /// The row at this line has too many cells.
    WideRow {
        line: u32,
    },
    /// The table is larger than is allowed.
    TooLarge,
    /// From this row on, it cannot be understood.
    #[cfg(any(feature = "excel", feature = "parquet"))]
    Broken {
        line: u32,
        why: String,
    },
}

/// The bytes of a cell without its quotes; with [`ESCAPED`], the number of an [`Escaped`].
#[derive(Clone, Copy, Default)]
pub struct Cell {
    start: u32,
    end: u32,
}

/// A cell with quotes in it.
struct Escaped {
    raw: Range<usize>,
    text: String,
}

/// Where a row begins.
#[derive(Clone, Copy)]
struct Span {
    cell: u32,
    start: u32,
    line: u32,
}

/// What may stand between cells, and what it is called.
const DELIMITERS: [(char, &str); 4] =
    [(',', "commas"), (';', "semicolons"), ('\t', "tabs"), ('|', "bars")];

/// A row of a batch.
#[derive(Clone, Copy)]
pub struct Row<'b> {
    batch: &'b Batch,
    cells: &'b [Cell],
    span: Span,
    /// Its number in the batch.
    index: usize,
}

/// Where a cell stands, in characters; lines and columns count from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CellPlace {
    pub(crate) line: u32,
    pub(crate) column: u32,
    pub(crate) length: u32,
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

impl<'b> Row<'b> {
    /// How many cells it has.
    pub(crate) fn len(self) -> usize {
        self.cells.len()
    }

    /// The line on which it begins.
    pub(crate) fn line(self) -> u32 {
        self.span.line
    }

    /// The text of a cell.
    #[inline]
    pub(crate) fn get(self, column: usize) -> Option<&'b str> {
        let cell = self.cells.get(column)?;
        match cell.start & ESCAPED {
            0 => self.batch.text.get(cell.start as usize..cell.end as usize),
            _ => Some(&self.batch.escaped[cell.end as usize].text),
        }
    }

    /// The number that a cell has in the dictionary of its column; `None` where it is empty.
    #[inline]
    pub(crate) fn number(self, column: usize) -> Option<u32> {
        let number = *self.batch.numbered.get(column)?.numbers.get(self.index)?;
        (number != EMPTY).then_some(number)
    }

    /// The texts of its cells.
    pub(crate) fn iter(self) -> impl Iterator<Item = &'b str> {
        (0..self.len()).filter_map(move |column| self.get(column))
    }

    /// Its cells as one text, as they stand between delimiters, without the empty ones at its end.
    pub(crate) fn joined(self) -> String {
        let cells = self.iter().collect::<Vec<_>>();
        let end = cells.iter().rposition(|cell| !cell.is_empty()).map_or(0, |last| last + 1);
        let delimiter = if self.batch.delimiter == 0 { b',' } else { self.batch.delimiter };
        cells[..end].join(char::from(delimiter).to_string().as_str())
    }

    /// Why it may have another number of cells than the header.
    pub(crate) fn why_ragged(self, expected: usize) -> RaggedReason {
        let other = |(delimiter, _): &&(char, &str)| {
            let is_alone = self.len() == 1 && *delimiter != char::from(self.batch.delimiter);
            is_alone
                && self.get(0).is_some_and(|cell| cell.matches(*delimiter).count() + 1 == expected)
        };
        let name = |wanted: u8| {
            let found = DELIMITERS.iter().find(|(delimiter, _)| *delimiter == char::from(wanted));
            found.map(|(_, name)| *name)
        };
        if let (Some((_, row)), Some(header)) =
            (DELIMITERS.iter().find(other), name(self.batch.delimiter))
        {
            return RaggedReason::OtherDelimiter { header, row };
        }
        let is_number = |cell: &str| !cell.is_empty() && cell.bytes().all(|b| b.is_ascii_digit());
        let cells = self.iter().collect::<Vec<_>>();
        let cut = cells.windows(2).find(|pair| {
            let whole = pair[0].trim_start().trim_start_matches(['-', '+']);
            is_number(whole) && is_number(pair[1].trim_end())
        });
        match cut.filter(|_| self.batch.delimiter == b',' && cells.len() > expected) {
            Some(pair) => RaggedReason::DecimalComma(pair.join(",").trim().to_owned()),
            None => RaggedReason::Unknown,
        }
    }

    /// Where a cell stands.
    pub(crate) fn place(self, column: usize) -> Option<CellPlace> {
        if let Some(before) = self.batch.grid {
            let column = number(column + 1).saturating_add(before);
            return Some(CellPlace { line: self.line(), column, length: 0 });
        }
        let raw = self.raw(column)?;
        let before = &self.batch.text[self.span.start as usize..raw.start];
        let (lines, line) = match before.rsplit_once('\n') {
            Some((above, line)) => (1 + above.matches('\n').count(), line),
            None => (0, before),
        };
        let cell = self.batch.text[raw].lines().next().unwrap_or_default();
        Some(CellPlace {
            line: self.line().saturating_add(number(lines)),
            column: number(line.chars().count() + 1),
            length: number(cell.chars().count()),
        })
    }

    /// The bytes of a cell with its quotes.
    fn raw(self, column: usize) -> Option<Range<usize>> {
        let cell = self.cells.get(column)?;
        if cell.start & ESCAPED != 0 {
            return Some(self.batch.escaped[cell.end as usize].raw.clone());
        }
        let (start, end) = (cell.start as usize, cell.end as usize);
        let text = self.batch.text.as_bytes();
        let is_quoted = start > self.span.start as usize && text[start - 1] == b'"';
        Some(if is_quoted { start - 1..(end + 1).min(text.len()) } else { start..end })
    }

    /// What stands around a column of the line of the table with this number, where the row stands
    /// on it.
    pub(crate) fn excerpt(self, line: u32, column: u32) -> Option<Excerpt> {
        if self.batch.grid.is_some() {
            return None;
        }
        let below = line.checked_sub(self.line())? as usize;
        let end = self.raw(self.len().checked_sub(1)?)?.end;
        let line = self.batch.text[self.span.start as usize..end].split('\n').nth(below)?;
        Some(Excerpt::around(line, column))
    }

    /// What is wrong with its cells, and in which columns, where they stand in no text.
    pub(crate) fn flaws(self) -> impl Iterator<Item = (usize, &'b Cause)> {
        let (flaws, index) = (&self.batch.flaws, self.index);
        flaws.iter().filter(move |flaw| flaw.0 == index).map(|flaw| (flaw.1, &flaw.2))
    }

    /// The first cell that is not text, where there is one.
    pub(crate) fn broken(self) -> Option<usize> {
        self.cell_with(&self.batch.broken)
    }

    /// The first cell with a quote that is not closed, where there is one: it has swallowed what
    /// stands behind it.
    pub(crate) fn open(self) -> Option<usize> {
        self.cell_with(&self.batch.open)
    }

    /// The first cell with one of some bytes in it.
    fn cell_with(self, bytes: &[usize]) -> Option<usize> {
        let end = self.raw(self.len().checked_sub(1)?)?.end;
        let within = self.span.start as usize..end;
        let byte = *bytes.iter().find(|byte| within.contains(byte))?;
        (0..self.len()).find(|column| self.raw(*column).is_some_and(|raw| byte < raw.end))
    }
}

#[cfg(any(feature = "excel", feature = "parquet"))]
impl Batch {
    /// How many bytes of text one batch may have.
    const MOST: usize = 1 << 30;

    /// Nothing yet, for cells that stand in no text: behind some columns that are left out.
    pub(crate) fn grid(before: u32) -> Self {
        Self { grid: Some(before), ..Self::default() }
    }

    /// Says how many columns are left out before the first.
    #[cfg(feature = "excel")]
    pub(crate) fn behind(&mut self, before: u32) {
        self.grid = Some(before);
    }

    /// Begins a row.
    pub(crate) fn begin_row(&mut self, line: u32) {
        self.rows.push(Span { cell: number(self.cells.len()), start: 0, line });
    }

    /// Adds a cell to the row that was begun last.
    pub(crate) fn push(&mut self, text: &str) {
        let start = number(self.text.len());
        self.text.push_str(text);
        self.cells.push(Cell { start, end: number(self.text.len()) });
    }

    /// Empties it, and begins some rows of empty cells.
    #[cfg(feature = "parquet")]
    pub(crate) fn begin_rows(&mut self, line: u32, rows: usize, columns: usize) {
        self.reset();
        self.cells.resize(rows * columns, Cell::default());
        let row = |index: usize| Span {
            cell: number(index * columns),
            start: 0,
            line: line.saturating_add(number(index)),
        };
        self.rows.extend((0..rows).map(row));
        self.numbered.resize_with(columns, Numbered::default);
        for column in &mut self.numbered {
            column.holds = Values::None;
            column.numbers.clear();
            column.numbers.resize(rows, EMPTY);
        }
    }

    /// Says what more of the cells of a column are.
    #[cfg(feature = "parquet")]
    pub(crate) fn hold(&mut self, column: usize, values: Values) {
        let holds = &mut self.numbered[column].holds;
        *holds = match *holds {
            Values::None => values,
            known if known == values => known,
            _ => Values::Texts,
        };
    }

    /// Sets the number of a cell, by its row and column in the batch.
    #[cfg(feature = "parquet")]
    #[inline]
    pub(crate) fn set_number(&mut self, row: usize, column: usize, number: u32) {
        self.numbered[column].numbers[row] = number;
    }

    /// Adds a text that cells can be set to.
    #[cfg(feature = "parquet")]
    #[inline]
    pub(crate) fn add<E>(
        &mut self,
        write: impl FnOnce(&mut String) -> Result<(), E>,
    ) -> Result<Cell, E> {
        let start = self.text.len();
        write(&mut self.text)?;
        Ok(Cell { start: number(start), end: number(self.text.len()) })
    }

    /// Sets a cell, by its row and column in the batch.
    #[cfg(feature = "parquet")]
    #[inline]
    pub(crate) fn set(&mut self, row: usize, columns: usize, column: usize, cell: Cell) {
        self.cells[row * columns + column] = cell;
    }

    /// Says what is wrong with a cell, by its row and column in the batch.
    pub(crate) fn flaw(&mut self, row: usize, column: usize, cause: Cause) {
        self.flaws.push((row, column, cause));
    }

    /// How many rows were begun.
    #[cfg(feature = "excel")]
    pub(crate) fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether it is time to hand it over.
    #[cfg(feature = "excel")]
    pub(crate) fn is_full(&self) -> bool {
        self.text.len() >= BYTES || self.cells.len() >= BYTES
    }

    /// Whether it has more text than can be.
    pub(crate) fn is_too_large(&self) -> bool {
        self.text.len() > Self::MOST
    }

    /// Empties it, for the next rows.
    pub(crate) fn reset(&mut self) {
        self.text.clear();
        self.clear();
    }
}

impl Batch {
    pub(crate) fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        let ends = self.rows.iter().skip(1).map(|next| next.cell as usize);
        let ends = ends.chain([self.cells.len()]);
        self.rows.iter().zip(ends).enumerate().map(|(index, (span, end))| Row {
            batch: self,
            cells: &self.cells[span.cell as usize..end],
            span: *span,
            index,
        })
    }

    /// Whether all of it is well-formed.
    pub(crate) fn is_sound(&self) -> bool {
        self.broken.is_empty() && self.open.is_empty()
    }

    /// What the cells of a column are.
    pub(crate) fn values(&self, column: usize) -> Values {
        self.numbered.get(column).map_or(Values::Texts, |column| column.holds)
    }

    /// Whether all of its cells that stand in no text could be read.
    pub(crate) fn is_flawless(&self) -> bool {
        self.flaws.is_empty()
    }

    fn fill<R: Read>(&mut self, source: &mut Source<R>) {
        let mut bytes = std::mem::take(&mut self.text).into_bytes();
        bytes.clear();
        bytes.append(&mut source.rest);
        self.clear();
        let end = loop {
            self.end = source.read(&mut bytes);
            if matches!(self.end, Some(End::Failed(_) | End::TooLarge)) {
                break 0;
            }
            let (end, line) = self.split(&bytes, source);
            if !self.rows.is_empty() || self.end.is_some() {
                source.line = line;
                break end;
            }
            if bytes.len() > source.longest_row {
                self.end = Some(End::LongRow { line });
                break 0;
            }
        };
        self.delimiter = source.delimiter;
        source.rest.extend_from_slice(&bytes[end..]);
        bytes.truncate(end);
        self.text = self.checked(bytes);
        for escaped in &mut self.escaped {
            escaped.text = unescaped(&self.text[escaped.raw.clone()]);
        }
    }

    fn clear(&mut self) {
        self.cells.clear();
        self.rows.clear();
        self.escaped.clear();
        self.broken.clear();
        self.open.clear();
        self.flaws.clear();
    }

    /// Splits bytes into whole rows; gives where the next row begins, and on which line.
    fn split<R>(&mut self, bytes: &[u8], source: &Source<R>) -> (usize, u32) {
        let mut cut = Cut {
            bytes,
            delimiter: source.delimiter,
            is_last: self.end.is_some(),
            most_cells: 0,
            at: 0,
            line: source.line,
        };
        loop {
            cut.skip_line_ends();
            let (start, line) = (cut.at, cut.line);
            if cut.peek().is_none_or(|byte| byte == b'\r') {
                return (start, line);
            }
            let (cells, escaped) = (self.cells.len(), self.escaped.len());
            cut.most_cells = cells.saturating_add(source.most_columns);
            if self.row(&mut cut).is_none() {
                if self.cells.len() > cut.most_cells {
                    self.end = Some(End::WideRow { line });
                }
                self.cells.truncate(cells);
                self.escaped.truncate(escaped);
                self.open.retain(|open| *open < start);
                return (start, line);
            }
            self.rows.push(Span { cell: number(cells), start: number(start), line });
        }
    }

    /// Splits a row into cells; `None` where the bytes end before it does.
    #[inline]
    fn row(&mut self, cut: &mut Cut) -> Option<()> {
        loop {
            if cut.delimiter == BLANKS {
                cut.skip_blanks();
                // Blanks at the end of a line begin no cell.
                if cut.peek().is_none_or(|byte| byte == b'\n' || byte == b'\r') {
                    return (cut.peek().is_some() || cut.is_last).then_some(());
                }
            }
            match cut.peek() {
                Some(b'"') => self.quoted(cut)?,
                _ => self.plain(cut)?,
            }
            if !cut.peek().is_some_and(|byte| cut.separates(byte)) {
                return Some(());
            }
            if self.cells.len() > cut.most_cells {
                return None;
            }
            cut.at += 1;
        }
    }

    #[inline]
    fn plain(&mut self, cut: &mut Cut) -> Option<()> {
        let start = cut.at;
        cut.skip_plain()?;
        self.cells.push(Cell { start: number(start), end: number(cut.at) });
        Some(())
    }

    #[inline]
    fn quoted(&mut self, cut: &mut Cut) -> Option<()> {
        let start = cut.at;
        let is_closed = cut.skip_quoted()?;
        let next = cut.peek();
        let is_simple = is_closed && next != Some(b'"') && next.is_none_or(|byte| cut.ends(byte));
        if is_simple && (next.is_some() || cut.is_last) {
            self.cells.push(Cell { start: number(start + 1), end: number(cut.at - 1) });
            return Some(());
        }
        self.escaped(start, is_closed, cut)
    }

    /// A cell with quotes in it, or with something behind the closing one.
    #[cold]
    fn escaped(&mut self, start: usize, mut is_closed: bool, cut: &mut Cut) -> Option<()> {
        while is_closed && cut.peek() == Some(b'"') {
            is_closed = cut.skip_quoted()?;
        }
        let behind = cut.at;
        if is_closed {
            cut.skip_plain()?;
        }
        // Something behind a closing quote is a slip; with lines between, it is the quote of another cell.
        let has_lines = || cut.bytes[start..behind].contains(&b'\n');
        if !is_closed || cut.at > behind && has_lines() {
            self.open.push(start);
        }
        let number = number(self.escaped.len());
        self.escaped.push(Escaped { raw: start..cut.at, text: String::new() });
        self.cells.push(Cell { start: ESCAPED, end: number });
        Some(())
    }

    /// The bytes as text. What is none becomes question marks, and is remembered.
    fn checked(&mut self, bytes: Vec<u8>) -> String {
        let error = match String::from_utf8(bytes) {
            Ok(text) => return text,
            Err(error) => error,
        };
        let (mut start, mut known) = (0, error.utf8_error());
        let mut bytes = error.into_bytes();
        loop {
            let broken = start + known.valid_up_to();
            let end = known.error_len().map_or(bytes.len(), |length| broken + length);
            bytes[broken..end].fill(b'?');
            self.broken.push(broken);
            start = end;
            match std::str::from_utf8(&bytes[start..]) {
                Ok(_) => return String::from_utf8(bytes).expect("what is no text is replaced"),
                Err(error) => known = error,
            }
        }
    }
}

/// A place in some bytes on the way through them.
struct Cut<'t> {
    bytes: &'t [u8],
    delimiter: u8,
    /// Whether the table ends where the bytes do.
    is_last: bool,
    /// With more cells in all, the row at hand has too many.
    most_cells: usize,
    at: usize,
    line: u32,
}

impl Cut<'_> {
    #[inline]
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    /// Whether a byte is between cells.
    #[inline]
    fn separates(&self, byte: u8) -> bool {
        byte == self.delimiter || self.delimiter == BLANKS && (byte == b' ' || byte == b'\t')
    }

    /// Whether a byte ends a cell that has no quotes.
    #[inline]
    fn ends(&self, byte: u8) -> bool {
        byte == b'\n' || byte == b'\r' || self.separates(byte)
    }

    fn skip_blanks(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t')) {
            self.at += 1;
        }
    }

    /// Lines end with either or both of two characters, and empty ones are no rows. A carriage
    /// return stays where what follows is not read yet.
    #[inline]
    fn skip_line_ends(&mut self) {
        while let Some(byte @ (b'\n' | b'\r')) = self.peek() {
            let next = self.bytes.get(self.at + 1).copied();
            if byte == b'\r' && next.is_none() && !self.is_last {
                return;
            }
            let is_line = byte == b'\n' || next != Some(b'\n');
            self.line = self.line.saturating_add(u32::from(is_line));
            self.at += 1;
        }
    }

    #[inline]
    fn skip_plain(&mut self) -> Option<()> {
        let length = self.bytes[self.at..].iter().position(|byte| self.ends(*byte));
        match length {
            Some(length) => self.at += length,
            None if self.is_last => self.at = self.bytes.len(),
            None => return None,
        }
        Some(())
    }

    /// Goes behind the next quote but the one at hand; whether there is one.
    #[inline]
    fn skip_quoted(&mut self) -> Option<bool> {
        loop {
            let rest = &self.bytes[self.at + 1..];
            let Some(length) = rest.iter().position(|byte| matches!(byte, b'"' | b'\n')) else {
                let end = self.bytes.len();
                return self.is_last.then(|| std::mem::replace(&mut self.at, end) > end);
            };
            self.at += length + 1;
            if self.bytes[self.at] == b'"' {
                self.at += 1;
                return Some(true);
            }
            self.line = self.line.saturating_add(1);
        }
    }
}

/// The text of a cell that begins with a quote: those inside are doubled.
fn unescaped(raw: &str) -> String {
    let mut text = String::with_capacity(raw.len());
    let mut letters = raw.chars().skip(1).peekable();
    let mut is_quoted = true;
    while let Some(c) = letters.next() {
        if c == '"' && is_quoted {
            is_quoted = letters.next_if_eq(&'"').is_some();
            if !is_quoted {
                continue;
            }
        }
        text.push(c);
    }
    text
}

/// Where the bytes come from.
struct Source<R> {
    input: R,
    /// What was read and not split yet.
    rest: Vec<u8>,
    line: u32,
    /// What is between cells, where somebody says so.
    known: Option<u8>,
    delimiter: u8,
    longest_row: usize,
    most_columns: usize,
    /// How many bytes may be read yet.
    allowance: u64,
    has_begun: bool,
}

impl<R: Read> Source<R> {
    fn new(input: R, delimiter: Option<u8>, limits: &Limits) -> Self {
        let longest_row = limits.field_length.saturating_mul(LONGEST_ROW).min(1 << 30);
        let (rest, allowance) = (Vec::new(), limits.table);
        let (known, delimiter) = (delimiter, delimiter.unwrap_or(b','));
        let (line, has_begun, most_columns) = (1, false, limits.columns);
        Self {
            input,
            rest,
            line,
            known,
            delimiter,
            longest_row,
            most_columns,
            allowance,
            has_begun,
        }
    }

    /// Reads on; gives how the table ends, where it does.
    fn read(&mut self, bytes: &mut Vec<u8>) -> Option<End> {
        // A row that is longer than what was read is split anew each time.
        let longest = self.longest_row.saturating_sub(bytes.len()).saturating_add(1);
        let wanted = bytes.len().min(longest).max(BYTES);
        bytes.reserve(wanted);
        let end = match self.input.by_ref().take(wanted as u64).read_to_end(bytes) {
            Err(error) => Some(End::Failed(error)),
            Ok(count) if count as u64 > self.allowance => Some(End::TooLarge),
            Ok(count) => {
                self.allowance -= count as u64;
                (count < wanted).then_some(End::Whole)
            }
        };
        if !std::mem::replace(&mut self.has_begun, true) {
            if bytes.starts_with(b"\xef\xbb\xbf") {
                bytes.drain(..3);
            }
            self.delimiter = self.known.unwrap_or_else(|| delimiter(bytes));
        }
        end
    }
}

/// What the table says of itself; else a comma, unless the header has none, and a semicolon, a tab
/// or a bar: programs for tables write those where the comma is in numbers.
fn delimiter(bytes: &[u8]) -> u8 {
    let lines = bytes.split(|byte| matches!(byte, b'\n' | b'\r'));
    let mut lines = lines.filter(|line| !line.is_empty()).peekable();
    while let Some(line) = lines.next_if(|line| is_directive(line)) {
        let said = std::str::from_utf8(line).ok().and_then(directive);
        if let Some(delimiter) = said.and_then(|said| said.delimiter()) {
            return delimiter;
        }
    }
    let header = lines.next().unwrap_or_default();
    let others = b",;\t|".iter().find(|delimiter| header.contains(delimiter));
    others.copied().unwrap_or(b',')
}

/// Reads a table and hands its rows over, batch by batch, until the end or until nobody wants more.
pub fn for_each_batch(
    input: impl Read + Send,
    delimiter: Option<u8>,
    limits: &Limits,
    mut take: impl FnMut(&Batch) -> bool,
) {
    let (send, batches) = sync_channel(AHEAD);
    let (give_back, recycled) = channel();
    let source = Source::new(input, delimiter, limits);
    thread::scope(|scope| {
        scope.spawn(move || produce(source, &send, &recycled));
        for batch in batches {
            let wants_more = take(&batch);
            if !wants_more || batch.end.is_some() {
                break;
            }
            // The reader may have ended already, and then needs no more.
            let _ = give_back.send(batch);
        }
    });
}

fn produce<R: Read>(mut source: Source<R>, send: &SyncSender<Batch>, recycled: &Receiver<Batch>) {
    loop {
        let mut batch = match recycled.try_recv() {
            Ok(batch) => batch,
            Err(TryRecvError::Empty) => Batch::default(),
            Err(TryRecvError::Disconnected) => return,
        };
        batch.fill(&mut source);
        let is_last = batch.end.is_some();
        if send.send(batch).is_err() || is_last {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Gives a few bytes at a time.
    struct Drops<'t>(&'t [u8]);

    impl Read for Drops<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let count = self.0.len().min(buffer.len()).min(3);
            buffer[..count].copy_from_slice(&self.0[..count]);
            self.0 = &self.0[count..];
            Ok(count)
        }
    }

    fn rows(table: &[u8]) -> Vec<(u32, Vec<String>)> {
        let mut found = Vec::new();
        for_each_batch(Drops(table), None, &Limits::default(), |batch| {
            found.extend(
                batch.rows().map(|row| (row.line(), row.iter().map(str::to_owned).collect())),
            );
            true
        });
        found
    }

    /// The same by the crate that everyone trusts, which gives no line of its own after empty ones.
    fn naive(table: &[u8]) -> Vec<Vec<String>> {
        let mut reader = csv::ReaderBuilder::new();
        let mut reader = reader.has_headers(false).flexible(true).from_reader(table);
        let rows =
            reader.records().map(|row| row.expect("text").iter().map(str::to_owned).collect());
        rows.collect()
    }

    proptest! {
        #[test]
        fn rows_are_those_that_everyone_reads(
            cells in prop::collection::vec(prop::sample::select(vec![
                "a", "ü", "\"", "\"\"", ",", ",", "\n", "\n", "\r\n", "\r", " ", "\"a\"", "\"a,b\"", "\"a\nb\"", ";",
            ]), 0..40)
        ) {
            // A header with a comma, so that nobody looks for another delimiter.
            let table = format!("a,b\n{}", cells.concat());
            let found = rows(table.as_bytes());
            let wanted = naive(table.as_bytes());
            prop_assert_eq!(found.iter().map(|(_, row)| row.clone()).collect::<Vec<_>>(), wanted);
            for (line, _) in &found {
                let above = table.replace("\r\n", "\n").replace('\r', "\n").lines().count();
                prop_assert!(*line >= 1 && *line as usize <= above);
            }
        }
    }

    #[test]
    fn rows_longer_than_what_is_read_at_once_are_read() {
        let long = "x".repeat(3 * BYTES);
        let table = format!("a,b\n{long},\"{long}\"\nc,d\n");
        let found = rows(table.as_bytes());
        assert_eq!(found.len(), 3);
        assert_eq!((found[1].0, &found[1].1), (2, &vec![long.clone(), long]));
        assert_eq!(found[2], (3, vec!["c".into(), "d".into()]));
    }

    #[test]
    fn lines_are_counted_whatever_they_end_with_and_whatever_is_quoted() {
        let lines =
            |table: &str| rows(table.as_bytes()).iter().map(|row| row.0).collect::<Vec<_>>();
        assert_eq!(lines("a,b\r\nc,d\r\n\r\ne,f"), [1, 2, 4]);
        assert_eq!(lines("\n\na,b\n\"c\n\nd\",e\nf,g\n"), [3, 4, 7]);
        assert_eq!(lines("a,b\rc,d\r\re,f\r"), [1, 2, 4]);
        assert_eq!(lines("a,b\n\rc,d\r\n"), [1, 3]);
    }

    #[test]
    fn lines_are_counted_wherever_the_bytes_are_cut() {
        for end in ["\n", "\r\n", "\r"] {
            let table = format!("a,b{end}").repeat(BYTES / 2);
            let found = rows(table.as_bytes());
            assert_eq!(found.len(), BYTES / 2);
            assert!((1..).zip(&found).all(|(line, row)| row.0 == line), "{end:?}");
        }
    }

    #[test]
    fn a_quote_that_is_not_closed_is_found_in_whatever_row_it_is() {
        let open = |table: &str| {
            let mut found = Vec::new();
            for_each_batch(Drops(table.as_bytes()), None, &Limits::default(), |batch| {
                found.extend(batch.rows().filter_map(|row| Some((row.line(), row.open()?))));
                true
            });
            found
        };
        assert_eq!(open("a,b\nc,\"d\ne,f\ng,\"h\"\ni,j\n"), [(2, 1)]);
        assert_eq!(open("a,b\nc,d\ne,\"f\n"), [(3, 1)]);
        assert_eq!(open("a,b\n\"c,d\n"), [(2, 0)]);
        assert_eq!(open("a,b\n\"c \"\"d\"\"\n\",\"\"\ne,\"f\" \n"), []);
    }

    #[test]
    fn a_header_says_what_is_between_cells() {
        assert_eq!(rows(b"a;b\n1,5;2\n")[1].1, ["1,5", "2"]);
        assert_eq!(rows(b"a\tb\n1;2\t3\n")[1].1, ["1;2", "3"]);
        assert_eq!(rows(b"a,b;c\n1,2;3\n")[1].1, ["1", "2;3"]);
    }
}
