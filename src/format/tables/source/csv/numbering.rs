//! Numbers for values that come again and again, so that what one of them means is found out once.

use crate::format::tables::batch::Batch;
use crate::graph::Names;

/// From so many values on, a dictionary has to prove that it is worth it.
const FEW: usize = 1 << 12;

/// How many values the dictionary of a column may have.
const MOST: usize = 1 << 16;

/// How many bytes a value with a number may have.
const LONGEST: usize = 1 << 10;

/// The dictionaries of the columns that are numbered.
#[derive(Default)]
pub struct Numbering {
    columns: Vec<Column>,
}

struct Column {
    at: usize,
    /// The number of the dictionary.
    number: u64,
    values: Names,
    /// How many rows it was asked of.
    rows: usize,
}

impl Numbering {
    /// Dictionaries for some columns, with a number that no others of the table have.
    pub fn new(columns: &[usize], number: u64) -> Self {
        let column = |at: &usize| Column { at: *at, number, values: Names::default(), rows: 0 };
        Self { columns: columns.iter().map(column).collect() }
    }

    /// Gives the values of a batch numbers.
    pub fn number(&mut self, batch: &mut Batch) {
        for column in &mut self.columns {
            let Column { at, number, values, rows } = column;
            *rows += batch.len();
            batch.number_column(*at, *number, |value| {
                (value.len() <= LONGEST).then(|| values.intern(value))
            });
        }
        self.columns.retain(Column::is_worth_it);
    }
}

impl Column {
    /// Whether most of its values come again.
    fn is_worth_it(&self) -> bool {
        let count = self.values.len();
        count < FEW || count < MOST && count * 4 < self.rows
    }
}
