//! Numbers repeated values, so that each is interpreted once.

use crate::format::tables::batch::Batch;
use crate::graph::Names;

/// The number of values from which a dictionary must prove its worth.
const FEW: usize = 1 << 12;

/// The largest number of values in the dictionary of a column.
const MOST: usize = 1 << 16;

/// The longest value that gets a number, in bytes.
const LONGEST: usize = 1 << 10;

/// The dictionaries of the numbered columns.
#[derive(Default)]
pub struct Numbering {
    columns: Vec<Column>,
}

struct Column {
    at: usize,
    /// The number of the dictionary.
    number: u64,
    values: Names,
    /// The number of rows so far.
    rows: usize,
}

impl Numbering {
    /// Creates dictionaries for some columns, with a number that is unique in the table.
    pub fn new(columns: &[usize], number: u64) -> Self {
        let column = |at: &usize| Column { at: *at, number, values: Names::default(), rows: 0 };
        Self { columns: columns.iter().map(column).collect() }
    }

    /// Numbers the values of a batch.
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
    /// Whether most of its values repeat.
    fn is_worth_it(&self) -> bool {
        let count = self.values.len();
        count < FEW || count < MOST && count * 4 < self.rows
    }
}
