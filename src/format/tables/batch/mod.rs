//! Rows on their way from a source to the decoder, some thousand at a time.
//!
//! All cells are slices of one text: either of the table's own text, so that only cells with doubled quotes
//! are copied, or of a text into which workbooks and Parquet write their values.

mod fill;
mod place;
mod ragged;

use std::io;

pub use self::place::CellPlace;
use crate::error::Cause;

/// Stands for any number of blanks and tabs between cells.
pub use crate::format::tables::mapping::BLANKS;

/// Marks a cell whose text differs from its bytes in the table.
const ESCAPED: u32 = 1 << 31;

/// Stands for the number of an empty cell.
pub const EMPTY: u32 = u32::MAX;

/// Some rows, and the text that contains their cells.
#[derive(Default)]
pub struct Batch {
    pub text: String,
    cells: Vec<Cell>,
    rows: Vec<Span>,
    pub origin: Origin,
    /// Its columns whose values are numbered.
    numbered: Vec<Numbered>,
    /// The number of lines of the table above those that its rows count.
    pub above: u32,
    /// How the table ends, if it ends with this batch.
    pub end: Option<End>,
}

/// The origin of the cells.
pub enum Origin {
    /// Text, cut into cells.
    Text(Cut),
    /// A grid or columns of values that do not come from text.
    #[cfg_attr(
        not(any(feature = "excel", feature = "parquet")),
        expect(dead_code, reason = "only workbooks and Parquet have cells without a text")
    )]
    Cells {
        /// The number of columns left out before the first.
        before: u32,
        /// The faults of cells, by row and column, from 0.
        flaws: Vec<(usize, usize, Cause)>,
    },
}

/// The findings of cutting a text into cells.
#[derive(Default)]
pub struct Cut {
    /// The separator of cells.
    pub delimiter: u8,
    escaped: Vec<Escaped>,
    /// The places of bytes that are not text.
    pub broken: Vec<usize>,
    /// The places of opening quotes that are not closed, or not closed at the end of their cells.
    pub open: Vec<usize>,
}

/// What the cells of a column hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Values {
    /// Nothing: all are empty.
    #[default]
    None,
    /// The numbers of values in this dictionary, or nothing.
    Numbers(u64),
    Texts,
}

/// A column whose values have numbers in a dictionary.
#[derive(Default)]
struct Numbered {
    holds: Values,
    /// The number of each row, or [`EMPTY`].
    numbers: Vec<u32>,
}

/// How a table ends.
pub enum End {
    Whole,
    Failed(io::Error),
    /// The row at this line is too long to read.
    LongRow {
        line: u32,
    },
    /// The row at this line has too many cells.
    WideRow {
        line: u32,
    },
    /// The table is larger than the limit.
    TooLarge,
    /// The table is unreadable from this row on.
    #[cfg(any(feature = "excel", feature = "parquet"))]
    Broken {
        line: u32,
        why: String,
    },
}

/// What the reader of rows wants next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// No more rows.
    Nothing,
    /// More rows.
    Rows,
    /// More rows, with numbers for repeated values in these columns, if numbering is cheap.
    Numbers(Vec<usize>),
}

/// The byte range of a cell without its quotes; with [`ESCAPED`], the number of an [`Escaped`].
#[derive(Clone, Copy, Default)]
pub struct Cell {
    start: u32,
    end: u32,
}

/// A cell that contains quotes.
struct Escaped {
    raw: std::ops::Range<usize>,
    text: String,
}

/// Where a row begins.
#[derive(Clone, Copy)]
struct Span {
    cell: u32,
    start: u32,
    line: u32,
}

/// A row of a batch.
#[derive(Clone, Copy)]
pub struct Row<'b> {
    batch: &'b Batch,
    cells: &'b [Cell],
    span: Span,
    /// Its number in the batch.
    index: usize,
}

pub fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

impl Default for Origin {
    fn default() -> Self {
        Self::Text(Cut::default())
    }
}

impl Wanted {
    /// Whether more rows are wanted.
    pub fn is_more(&self) -> bool {
        *self != Self::Nothing
    }
}

impl End {
    /// Moves the end down by some lines.
    pub fn below(self, above: u32) -> Self {
        match self {
            Self::LongRow { line } => Self::LongRow { line: line.saturating_add(above) },
            Self::WideRow { line } => Self::WideRow { line: line.saturating_add(above) },
            other @ (Self::Whole | Self::Failed(_) | Self::TooLarge) => other,
            #[cfg(any(feature = "excel", feature = "parquet"))]
            other @ Self::Broken { .. } => other,
        }
    }
}

impl Batch {
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        (0..self.len()).filter_map(|index| self.row(index))
    }

    /// A row, by its number in the batch.
    #[inline]
    pub fn row(&self, index: usize) -> Option<Row<'_>> {
        let span = *self.rows.get(index)?;
        let cells = self.cells.get(span.cell as usize..self.end_of_row(index))?;
        let line = self.line(index)?;
        Some(Row { batch: self, cells, span: Span { line, ..span }, index })
    }

    /// The line on which a row begins.
    #[inline]
    pub fn line(&self, row: usize) -> Option<u32> {
        Some(self.rows.get(row)?.line.saturating_add(self.above))
    }

    /// The number of cells of a row.
    #[inline]
    pub fn width(&self, row: usize) -> Option<usize> {
        Some(self.end_of_row(row) - self.rows.get(row)?.cell as usize)
    }

    /// The text of a cell; `None` if the row has none there.
    #[inline]
    pub fn cell(&self, row: usize, column: usize) -> Option<&str> {
        let at = self.rows.get(row)?.cell as usize + column;
        if at < self.end_of_row(row) { self.text_of(*self.cells.get(at)?) } else { None }
    }

    #[inline]
    fn text_of(&self, cell: Cell) -> Option<&str> {
        match cell.start & ESCAPED {
            0 => self.text.get(cell.start as usize..cell.end as usize),
            _ => Some(self.escaped(cell)?.text.as_str()),
        }
    }

    #[inline]
    fn end_of_row(&self, row: usize) -> usize {
        self.rows.get(row + 1).map_or(self.cells.len(), |next| next.cell as usize)
    }

    /// The number of rows.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether all of its text is valid and its quotes are closed.
    pub fn is_sound(&self) -> bool {
        match &self.origin {
            Origin::Text(cut) => cut.broken.is_empty() && cut.open.is_empty(),
            Origin::Cells { .. } => true,
        }
    }

    /// Whether all cells that do not come from text could be read.
    pub fn is_flawless(&self) -> bool {
        match &self.origin {
            Origin::Text(_) => true,
            Origin::Cells { flaws, .. } => flaws.is_empty(),
        }
    }

    /// What the cells of a column hold.
    pub fn values(&self, column: usize) -> Values {
        self.numbered.get(column).map_or(Values::Texts, |column| column.holds)
    }

    /// The number of each row in the dictionary of a column, if its values are numbered.
    pub fn numbers(&self, column: usize) -> &[u32] {
        self.numbered.get(column).map_or(&[], |column| &column.numbers)
    }

    /// The separator of its cells, if they were cut from a text.
    fn delimiter(&self) -> Option<u8> {
        match &self.origin {
            Origin::Text(cut) => Some(cut.delimiter),
            Origin::Cells { .. } => None,
        }
    }
}

impl<'b> Row<'b> {
    /// The number of cells.
    pub fn len(self) -> usize {
        self.cells.len()
    }

    /// Its number in the batch.
    pub fn index(self) -> usize {
        self.index
    }

    /// The line on which it begins.
    pub fn line(self) -> u32 {
        self.span.line
    }

    /// The text of a cell.
    #[inline]
    pub fn get(self, column: usize) -> Option<&'b str> {
        self.batch.text_of(*self.cells.get(column)?)
    }

    /// The number of a cell in the dictionary of its column; `None` for an empty cell.
    #[inline]
    pub fn number(self, column: usize) -> Option<u32> {
        let number = *self.batch.numbered.get(column)?.numbers.get(self.index)?;
        (number != EMPTY).then_some(number)
    }

    /// The texts of its cells.
    pub fn iter(self) -> impl Iterator<Item = &'b str> {
        (0..self.len()).filter_map(move |column| self.get(column))
    }

    /// Whether all of its cells are empty.
    pub fn is_blank(self) -> bool {
        self.iter().all(|cell| cell.trim().is_empty())
    }

    /// Its cells as one text with delimiters, without the empty ones at its end.
    pub fn joined(self) -> String {
        let cells = self.iter().collect::<Vec<_>>();
        let end = cells.iter().rposition(|cell| !cell.is_empty()).map_or(0, |last| last + 1);
        let delimiter = self.batch.delimiter().filter(|delimiter| *delimiter != BLANKS);
        cells[..end].join(char::from(delimiter.unwrap_or(b',')).to_string().as_str())
    }

    /// The faults of its cells, with their columns, if the cells do not come from text.
    pub fn flaws(self) -> impl Iterator<Item = (usize, &'b Cause)> {
        let flaws = match &self.batch.origin {
            Origin::Text(_) => &[][..],
            Origin::Cells { flaws, .. } => flaws,
        };
        let of_row = flaws.iter().filter(move |(row, ..)| *row == self.index);
        of_row.map(|(_, column, cause)| (*column, cause))
    }
}
