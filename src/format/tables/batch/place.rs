//! The places of cells, and the text around them.

use std::ops::Range;

use super::{Batch, Cell, ESCAPED, Escaped, Origin, Row, number};
use crate::error::Excerpt;

/// The place of a cell, in characters; lines and columns count from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CellPlace {
    pub line: u32,
    pub column: u32,
    pub length: u32,
}

impl Batch {
    /// The entry of a cell that contains quotes.
    pub(super) fn escaped(&self, cell: Cell) -> Option<&Escaped> {
        match &self.origin {
            Origin::Text(cut) => cut.escaped.get(cell.end as usize),
            Origin::Cells { .. } => None,
        }
    }
}

impl Row<'_> {
    /// The place of a cell.
    pub fn place(self, column: usize) -> Option<CellPlace> {
        if let Origin::Cells { before, .. } = &self.batch.origin {
            let column = number(column + 1).saturating_add(*before);
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

    /// The byte range of a cell with its quotes.
    fn raw(self, column: usize) -> Option<Range<usize>> {
        let cell = self.cells.get(column)?;
        if cell.start & ESCAPED != 0 {
            return Some(self.batch.escaped(*cell)?.raw.clone());
        }
        let (start, end) = (cell.start as usize, cell.end as usize);
        let text = self.batch.text.as_bytes();
        let is_quoted = start > self.span.start as usize && text[start - 1] == b'"';
        Some(if is_quoted { start - 1..(end + 1).min(text.len()) } else { start..end })
    }

    /// The text around a column of a line of the table, if the row is on that line.
    pub fn excerpt(self, line: u32, column: u32) -> Option<Excerpt> {
        if let Origin::Cells { .. } = &self.batch.origin {
            return None;
        }
        let below = line.checked_sub(self.line())? as usize;
        let end = self.raw(self.len().checked_sub(1)?)?.end;
        let line = self.batch.text[self.span.start as usize..end].split('\n').nth(below)?;
        Some(Excerpt::around(line, column))
    }

    /// The first cell that is not text, if any.
    pub fn broken(self) -> Option<usize> {
        match &self.batch.origin {
            Origin::Text(cut) => self.cell_with(&cut.broken),
            Origin::Cells { .. } => None,
        }
    }

    /// The first cell with an unclosed quote, if any: it has swallowed the text after it.
    pub fn open(self) -> Option<usize> {
        match &self.batch.origin {
            Origin::Text(cut) => self.cell_with(&cut.open),
            Origin::Cells { .. } => None,
        }
    }

    /// The first cell that contains one of these byte offsets.
    fn cell_with(self, bytes: &[usize]) -> Option<usize> {
        let end = self.raw(self.len().checked_sub(1)?)?.end;
        let within = self.span.start as usize..end;
        let byte = *bytes.iter().find(|byte| within.contains(byte))?;
        (0..self.len()).find(|column| self.raw(*column).is_some_and(|raw| byte < raw.end))
    }
}
