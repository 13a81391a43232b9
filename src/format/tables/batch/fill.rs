//! How sources fill batches: cell by cell, column by column, or by cutting a text.

use std::ops::Range;

use super::{Batch, Cell, Cut, EMPTY, ESCAPED, Escaped, Numbered, Origin, Span, Values, number};
#[cfg(any(feature = "excel", feature = "parquet"))]
use crate::error::Cause;

/// The number of bytes of text, or of cells, that fill a batch of a workbook.
#[cfg(feature = "excel")]
const FULL: usize = 1 << 16;

/// The largest number of bytes of text in a batch.
#[cfg(any(feature = "excel", feature = "parquet"))]
const MOST: usize = 1 << 27;

impl Batch {
    /// Begins a row at a byte of the text; its cells follow.
    pub fn begin_row_at(&mut self, start: usize, line: u32) {
        self.rows.push(Span { cell: number(self.cells.len()), start: number(start), line });
    }

    /// Adds a cell of the text.
    #[inline]
    pub fn push_cell(&mut self, bytes: Range<usize>) {
        self.cells.push(Cell { start: number(bytes.start), end: number(bytes.end) });
    }

    /// The number of cells.
    #[inline]
    pub fn cell_count(&self) -> usize {
        self.cells.len()
    }

    /// Removes the last row that was begun.
    pub fn forget_row(&mut self) {
        let Some(row) = self.rows.pop() else { return };
        self.cells.truncate(row.cell as usize);
        if let Origin::Text(cut) = &mut self.origin {
            let start = row.start as usize;
            let is_before = |escaped: &Escaped| escaped.raw.start < start;
            cut.escaped.truncate(cut.escaped.partition_point(is_before));
            cut.open.retain(|open| *open < start);
        }
    }

    /// Adds a cell that contains quotes; its text is unescaped once the bytes are known to be text.
    pub fn push_escaped(&mut self, raw: Range<usize>) {
        if let Origin::Text(cut) = &mut self.origin {
            self.cells.push(Cell { start: ESCAPED, end: number(cut.escaped.len()) });
            cut.escaped.push(Escaped { raw, text: String::new() });
        }
    }

    /// The findings of cutting the text, to be filled.
    pub fn cut(&mut self) -> Option<&mut Cut> {
        match &mut self.origin {
            Origin::Text(cut) => Some(cut),
            Origin::Cells { .. } => None,
        }
    }

    /// Unescapes the cells that contain quotes.
    pub fn unescape(&mut self, unescaped: impl Fn(&str) -> String) {
        if let Origin::Text(cut) = &mut self.origin {
            for escaped in &mut cut.escaped {
                escaped.text = unescaped(&self.text[escaped.raw.clone()]);
            }
        }
    }

    /// Numbers the values of a column; if `number_of` returns `None` for one of them, the column keeps its texts.
    #[inline]
    pub fn number_column(
        &mut self,
        column: usize,
        dictionary: u64,
        mut number_of: impl FnMut(&str) -> Option<u32>,
    ) {
        if self.numbered.len() <= column {
            // Columns that nobody asked for hold texts.
            let texts = || Numbered { holds: Values::Texts, numbers: Vec::new() };
            self.numbered.resize_with(column + 1, texts);
        }
        let mut numbered = std::mem::take(&mut self.numbered[column]);
        numbered.numbers.clear();
        numbered.numbers.reserve(self.len());
        let mut is_whole = true;
        for row in 0..self.len() {
            match self.cell(row, column).map_or(Some(EMPTY), &mut number_of) {
                Some(number) => numbered.numbers.push(number),
                None => {
                    is_whole = false;
                    break;
                }
            }
        }
        numbered.holds = if is_whole { Values::Numbers(dictionary) } else { Values::Texts };
        self.numbered[column] = numbered;
    }

    /// Splits it into the buffer of its text and the rest, so that both can be reused.
    pub fn into_bytes(mut self) -> (Vec<u8>, Self) {
        (std::mem::take(&mut self.text).into_bytes(), self)
    }

    /// Empties it for the next rows.
    pub fn reset(&mut self) {
        self.text.clear();
        self.cells.clear();
        self.rows.clear();
        self.numbered.iter_mut().for_each(|column| column.holds = Values::Texts);
        self.above = 0;
        self.end = None;
        match &mut self.origin {
            Origin::Text(cut) => {
                cut.escaped.clear();
                cut.broken.clear();
                cut.open.clear();
            }
            Origin::Cells { flaws, .. } => flaws.clear(),
        }
    }
}

#[cfg(any(feature = "excel", feature = "parquet"))]
impl Batch {
    /// Creates an empty batch for cells that do not come from text, after `before` left-out columns.
    pub fn grid(before: u32) -> Self {
        Self { origin: Origin::Cells { before, flaws: Vec::new() }, ..Self::default() }
    }

    /// Sets the number of columns left out before the first.
    #[cfg(feature = "excel")]
    pub fn behind(&mut self, columns: u32) {
        if let Origin::Cells { before, .. } = &mut self.origin {
            *before = columns;
        }
    }

    /// Begins a row.
    pub fn begin_row(&mut self, line: u32) {
        self.begin_row_at(0, line);
    }

    /// Adds a cell to the row that was begun last.
    pub fn push(&mut self, text: &str) {
        let start = self.text.len();
        self.text.push_str(text);
        self.push_cell(start..self.text.len());
    }

    /// Adds a fault of a cell, by its row and column in the batch.
    pub fn flaw(&mut self, row: usize, column: usize, cause: Cause) {
        if let Origin::Cells { flaws, .. } = &mut self.origin {
            flaws.push((row, column, cause));
        }
    }

    /// Whether it is full, and should be handed over.
    #[cfg(feature = "excel")]
    pub fn is_full(&self) -> bool {
        self.text.len() >= FULL || self.cells.len() >= FULL
    }

    /// Whether it has more text than a batch can hold.
    pub fn is_too_large(&self) -> bool {
        self.text.len() > MOST
    }
}

#[cfg(feature = "parquet")]
impl Batch {
    /// Empties it, and begins rows of empty cells.
    pub fn begin_rows(&mut self, line: u32, rows: usize, columns: usize) {
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

    /// Widens what a column is known to hold.
    pub fn hold(&mut self, column: usize, values: Values) {
        let holds = &mut self.numbered[column].holds;
        *holds = match *holds {
            Values::None => values,
            known if known == values => known,
            Values::Numbers(_) | Values::Texts => Values::Texts,
        };
    }

    /// Sets the dictionary number of a cell, by its row and column in the batch.
    #[inline]
    pub fn set_number(&mut self, row: usize, column: usize, number: u32) {
        self.numbered[column].numbers[row] = number;
    }

    /// Adds a text that cells can be set to.
    #[inline]
    pub fn add<E>(&mut self, write: impl FnOnce(&mut String) -> Result<(), E>) -> Result<Cell, E> {
        let start = self.text.len();
        write(&mut self.text)?;
        Ok(Cell { start: number(start), end: number(self.text.len()) })
    }

    /// Sets a cell, by its row and column in the batch.
    #[inline]
    pub fn set(&mut self, row: usize, columns: usize, column: usize, cell: Cell) {
        self.cells[row * columns + column] = cell;
    }
}
