//! Cuts bytes into rows and cells.

use std::ops::Range;

use super::scan::first_of;
use crate::format::tables::batch::{BLANKS, Batch, End};

/// The rules for cutting bytes.
#[derive(Clone, Copy, Debug)]
pub struct Rules {
    /// The separator of cells.
    pub delimiter: u8,
    pub most_columns: usize,
}

/// What remains of some bytes, apart from the rows in a batch.
pub struct Left {
    /// The number of lines of the rows.
    pub lines: u32,
    /// The bytes after the last whole row.
    pub rest: Vec<u8>,
    /// The bytes of the rows, if they are not text.
    pub raw: Option<Vec<u8>>,
}

impl Rules {
    /// Cuts bytes that begin with a row into whole rows; lines count from 1. If the table ends with them, the
    /// last row needs no line end.
    pub fn cut(self, mut bytes: Vec<u8>, is_last: bool, batch: &mut Batch) -> Left {
        batch.reset();
        let (end, lines) = self.rows(&bytes, is_last, batch);
        let rest = bytes.split_off(end);
        let mut broken = Vec::new();
        let (text, raw) = match String::from_utf8(bytes) {
            Ok(text) => (text, None),
            Err(error) => {
                let raw = error.into_bytes();
                (checked(raw.clone(), &mut broken), Some(raw))
            }
        };
        batch.text = text;
        if let Some(cut) = batch.cut() {
            (cut.delimiter, cut.broken) = (self.delimiter, broken);
        }
        batch.unescape(unescaped);
        Left { lines, rest, raw }
    }

    /// Cuts all whole rows; returns the end of the last one, and the number of lines before that.
    fn rows(self, bytes: &[u8], is_last: bool, batch: &mut Batch) -> (usize, u32) {
        let mut way =
            Way { bytes, delimiter: self.delimiter, is_last, most_cells: 0, at: 0, line: 1 };
        loop {
            way.skip_line_ends();
            let (start, line) = (way.at, way.line);
            let behind = (start, line - 1);
            if way.peek().is_none_or(|byte| byte == b'\r') {
                return behind;
            }
            way.most_cells = batch.cell_count().saturating_add(self.most_columns);
            batch.begin_row_at(start, line);
            if row(batch, &mut way).is_none() {
                if batch.cell_count() > way.most_cells {
                    batch.end = Some(End::WideRow { line });
                }
                batch.forget_row();
                return behind;
            }
        }
    }
}

/// Cuts a row into cells; `None` if the bytes end first.
#[inline]
fn row(batch: &mut Batch, way: &mut Way) -> Option<()> {
    loop {
        if way.delimiter == BLANKS {
            way.skip_blanks();
            // Blanks at the end of a line begin no cell.
            if way.peek().is_none_or(|byte| byte == b'\n' || byte == b'\r') {
                return (way.peek().is_some() || way.is_last).then_some(());
            }
        }
        match way.peek() {
            Some(b'"') => quoted(batch, way)?,
            _ => batch.push_cell(way.plain()?),
        }
        if !way.peek().is_some_and(|byte| way.separates(byte)) {
            return Some(());
        }
        if batch.cell_count() > way.most_cells {
            return None;
        }
        way.at += 1;
    }
}

#[inline]
fn quoted(batch: &mut Batch, way: &mut Way) -> Option<()> {
    let start = way.at;
    let is_closed = way.skip_quoted()?;
    let next = way.peek();
    let is_simple = is_closed && next != Some(b'"') && next.is_none_or(|byte| way.ends(byte));
    if is_simple && (next.is_some() || way.is_last) {
        batch.push_cell(start + 1..way.at - 1);
        return Some(());
    }
    escaped(batch, start, is_closed, way)
}

/// Adds a cell that contains quotes, or has text after the closing one.
#[cold]
fn escaped(batch: &mut Batch, start: usize, mut is_closed: bool, way: &mut Way) -> Option<()> {
    while is_closed && way.peek() == Some(b'"') {
        is_closed = way.skip_quoted()?;
    }
    let behind = way.at;
    if is_closed {
        way.plain()?;
    }
    // Text after a closing quote is a slip; with line breaks between, the quote belongs to another cell.
    let has_lines = || way.bytes[start..behind].contains(&b'\n');
    let is_open = !is_closed || way.at > behind && has_lines();
    if let Some(cut) = batch.cut().filter(|_| is_open) {
        cut.open.push(start);
    }
    batch.push_escaped(start..way.at);
    Some(())
}

/// Converts the bytes to text. Replaces invalid bytes by question marks, and notes their places.
#[cold]
fn checked(mut bytes: Vec<u8>, broken_at: &mut Vec<usize>) -> String {
    let mut start = 0;
    while let Err(error) = std::str::from_utf8(&bytes[start..]) {
        let broken = start + error.valid_up_to();
        let end = error.error_len().map_or(bytes.len(), |length| broken + length);
        bytes[broken..end].fill(b'?');
        broken_at.push(broken);
        start = end;
    }
    String::from_utf8(bytes).expect("what is no text is replaced")
}

/// A position in some bytes.
struct Way<'t> {
    bytes: &'t [u8],
    delimiter: u8,
    /// Whether the table ends with these bytes.
    is_last: bool,
    /// The number of cells in the batch beyond which the current row has too many.
    most_cells: usize,
    at: usize,
    line: u32,
}

impl Way<'_> {
    #[inline]
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    /// Whether a byte separates cells.
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

    /// Skips line ends: either or both of two characters; empty lines are not rows. A final carriage return
    /// stays until the next byte is known.
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

    /// Goes to the end of an unquoted cell.
    #[inline]
    fn plain(&mut self) -> Option<Range<usize>> {
        let start = self.at;
        let rest = &self.bytes[start..];
        let length = match self.delimiter {
            BLANKS => rest.iter().position(|byte| self.ends(*byte)),
            delimiter => first_of(rest, [b'\n', b'\r', delimiter]),
        };
        match length {
            Some(length) => self.at += length,
            None if self.is_last => self.at = self.bytes.len(),
            None => return None,
        }
        Some(start..self.at)
    }

    /// Goes past the next quote after the current one; returns whether there is one.
    #[inline]
    fn skip_quoted(&mut self) -> Option<bool> {
        loop {
            let rest = &self.bytes[self.at + 1..];
            let Some(length) = first_of(rest, [b'"', b'\n']) else {
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

/// The text of a cell that begins with a quote; quotes inside are doubled.
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
