//! Rows on their way from a source to the decoder, some thousand at a time.
//!
//! Cells are slices of one text wherever they come from: of the table's own text, so that nothing is copied
//! that has no doubled quotes, or of one that workbooks and Parquet write their values into.

mod fill;
mod place;
mod ragged;

use std::io;

pub use self::place::CellPlace;
use crate::error::Cause;

/// Stands for any number of blanks and tabs between cells.
pub use crate::format::tables::mapping::BLANKS;

/// Marks a cell whose text is not as it stands in the table.
const ESCAPED: u32 = 1 << 31;

/// No number of a value.
const EMPTY: u32 = u32::MAX;

/// Some rows, and the text that their cells are in.
#[derive(Default)]
pub struct Batch {
    pub text: String,
    cells: Vec<Cell>,
    rows: Vec<Span>,
    pub origin: Origin,
    /// Its columns, where their values have numbers.
    numbered: Vec<Numbered>,
    /// How many lines of the table are above those that its rows count.
    pub above: u32,
    /// How the table ends, where it does.
    pub end: Option<End>,
}

/// What the cells are of.
pub enum Origin {
    /// Text, cut into cells.
    Text(Cut),
    /// A grid or columns of values, which stand in no text.
    #[cfg_attr(
        not(any(feature = "excel", feature = "parquet")),
        expect(dead_code, reason = "only workbooks and Parquet have cells without a text")
    )]
    Cells {
        /// How many columns are left out before the first.
        before: u32,
        /// What is wrong with cells: their rows and columns, from 0.
        flaws: Vec<(usize, usize, Cause)>,
    },
}

/// What is known of a text that was cut into cells.
#[derive(Default)]
pub struct Cut {
    /// What is between cells.
    pub delimiter: u8,
    escaped: Vec<Escaped>,
    /// Where bytes stood that are not text.
    pub broken: Vec<usize>,
    /// Where quotes open that are not closed, or not at the end of their cells.
    pub open: Vec<usize>,
}

/// What the cells of a column are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Values {
    /// All empty.
    #[default]
    None,
    /// Numbers of values in this dictionary, or empty.
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

/// What is wanted after some rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// No more rows.
    Nothing,
    /// More rows.
    Rows,
    /// More rows, and in these columns numbers for values that come again and again, where that is cheap.
    Numbers(Vec<usize>),
}

/// The bytes of a cell without its quotes; with [`ESCAPED`], the number of an [`Escaped`].
#[derive(Clone, Copy, Default)]
pub struct Cell {
    start: u32,
    end: u32,
}

/// A cell with quotes in it.
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
    /// The same end below some more lines.
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
        let starts = self.rows.iter().map(|row| row.cell as usize);
        let ends = starts.skip(1).chain([self.cells.len()]);
        self.rows.iter().zip(ends).enumerate().map(|(index, (span, end))| Row {
            batch: self,
            cells: &self.cells[span.cell as usize..end],
            span: Span { line: span.line.saturating_add(self.above), ..*span },
            index,
        })
    }

    /// How many rows it has.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether all of its text is well-formed.
    pub fn is_sound(&self) -> bool {
        match &self.origin {
            Origin::Text(cut) => cut.broken.is_empty() && cut.open.is_empty(),
            Origin::Cells { .. } => true,
        }
    }

    /// Whether all of its cells that stand in no text could be read.
    pub fn is_flawless(&self) -> bool {
        match &self.origin {
            Origin::Text(_) => true,
            Origin::Cells { flaws, .. } => flaws.is_empty(),
        }
    }

    /// What the cells of a column are.
    pub fn values(&self, column: usize) -> Values {
        self.numbered.get(column).map_or(Values::Texts, |column| column.holds)
    }

    /// What is between its cells, where they are of a text.
    fn delimiter(&self) -> Option<u8> {
        match &self.origin {
            Origin::Text(cut) => Some(cut.delimiter),
            Origin::Cells { .. } => None,
        }
    }
}

impl<'b> Row<'b> {
    /// How many cells it has.
    pub fn len(self) -> usize {
        self.cells.len()
    }

    /// The line on which it begins.
    pub fn line(self) -> u32 {
        self.span.line
    }

    /// The text of a cell.
    #[inline]
    pub fn get(self, column: usize) -> Option<&'b str> {
        let cell = self.cells.get(column)?;
        match cell.start & ESCAPED {
            0 => self.batch.text.get(cell.start as usize..cell.end as usize),
            _ => Some(self.batch.escaped(*cell)?.text.as_str()),
        }
    }

    /// The number that a cell has in the dictionary of its column; `None` where it is empty.
    #[inline]
    pub fn number(self, column: usize) -> Option<u32> {
        let number = *self.batch.numbered.get(column)?.numbers.get(self.index)?;
        (number != EMPTY).then_some(number)
    }

    /// The texts of its cells.
    pub fn iter(self) -> impl Iterator<Item = &'b str> {
        (0..self.len()).filter_map(move |column| self.get(column))
    }

    /// Whether nothing stands in any of its cells.
    pub fn is_blank(self) -> bool {
        self.iter().all(|cell| cell.trim().is_empty())
    }

    /// Its cells as one text, as they stand between delimiters, without the empty ones at its end.
    pub fn joined(self) -> String {
        let cells = self.iter().collect::<Vec<_>>();
        let end = cells.iter().rposition(|cell| !cell.is_empty()).map_or(0, |last| last + 1);
        let delimiter = self.batch.delimiter().filter(|delimiter| *delimiter != BLANKS);
        cells[..end].join(char::from(delimiter.unwrap_or(b',')).to_string().as_str())
    }

    /// What is wrong with its cells, and in which columns, where they stand in no text.
    pub fn flaws(self) -> impl Iterator<Item = (usize, &'b Cause)> {
        let flaws = match &self.batch.origin {
            Origin::Text(_) => &[][..],
            Origin::Cells { flaws, .. } => flaws,
        };
        let of_row = flaws.iter().filter(move |(row, ..)| *row == self.index);
        of_row.map(|(_, column, cause)| (*column, cause))
    }
}
