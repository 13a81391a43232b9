//! The results of values in dictionaries, so that each value is read once.
//!
//! It keeps only results that do not depend on the place of the value. A value with a side effect, such as a
//! fault, is not kept, and is read from its text each time.

use super::batch::{Batch, EMPTY, Row, Values};
use super::field::Field;
use super::mapping::Meaning;
use crate::model::{Date, Strength, Weight};

/// The number of dictionaries to keep for a column: one for each thread that cuts a table.
const MOST: usize = 4;

/// The result of reading a value.
#[derive(Clone, Copy, Debug)]
pub enum Known {
    /// No value, or one that counts as missing.
    Nothing,
    /// A name or label, by its number in the builder.
    Name(u32),
    Meaning(Meaning),
    Date(Date),
    Strength(Strength),
    Weight(Weight),
}

/// The results of the values of a table, by field.
#[derive(Default)]
pub struct Dictionaries {
    columns: Vec<Column>,
    /// Whether a column of the current batch is numbered.
    are_used: bool,
}

#[derive(Default)]
struct Column {
    /// What the column holds in the current batch.
    holds: Values,
    kept: Vec<Dictionary>,
    /// The index of the dictionary of the current batch.
    current: usize,
}

struct Dictionary {
    number: u64,
    values: Vec<Option<Known>>,
}

/// The values of a field in a batch, all of them numbered.
pub struct Slot<'d> {
    /// The number of each row.
    numbers: &'d [u32],
    values: &'d [Option<Known>],
}

impl Slot<'_> {
    /// The known result for the value in a row of the batch.
    #[inline]
    pub fn get(&self, row: usize) -> Option<Known> {
        match *self.numbers.get(row)? {
            EMPTY => Some(Known::Nothing),
            number => *self.values.get(number as usize)?,
        }
    }
}

impl Dictionaries {
    /// Begins a batch with the fields in these columns.
    pub fn begin(&mut self, batch: &Batch, used: &[(Field, usize)]) {
        self.columns.resize_with(Field::ALL.len(), Column::default);
        for (field, at) in used {
            self.columns[*field as usize].begin(batch.values(*at));
        }
        let is_numbered = |column: &Column| matches!(column.holds, Values::Numbers(_));
        self.are_used = self.columns.iter().any(is_numbered);
    }

    /// Whether a column of the current batch is numbered.
    pub fn are_used(&self) -> bool {
        self.are_used
    }

    /// The known result for the value of a field; `None` if its text must be read.
    #[inline]
    pub fn get(&self, field: Field, at: usize, row: Row) -> Option<Known> {
        let column = &self.columns[field as usize];
        match column.holds {
            Values::None => Some(Known::Nothing),
            Values::Texts => None,
            Values::Numbers(_) => match row.number(at) {
                None => Some(Known::Nothing),
                Some(number) => *column.kept[column.current].values.get(number as usize)?,
            },
        }
    }

    /// The numbered values of a field in the current batch; `None` if it has none.
    pub fn slot<'d>(
        &'d self,
        batch: &'d Batch,
        field: Field,
        at: Option<usize>,
    ) -> Option<Slot<'d>> {
        let column = &self.columns[field as usize];
        match column.holds {
            Values::None | Values::Texts => None,
            Values::Numbers(_) => {
                let values = column.kept[column.current].values.as_slice();
                Some(Slot { numbers: batch.numbers(at?), values })
            }
        }
    }

    /// Keeps the result for the value of a field, if the value is numbered.
    pub fn keep(&mut self, field: Field, at: usize, row: Row, known: Known) {
        let column = &mut self.columns[field as usize];
        if let (Values::Numbers(_), Some(number)) = (column.holds, row.number(at)) {
            let values = &mut column.kept[column.current].values;
            let number = number as usize;
            if values.len() <= number {
                values.resize(number + 1, None);
            }
            values[number] = Some(known);
        }
    }
}

impl Column {
    fn begin(&mut self, holds: Values) {
        self.holds = holds;
        let Values::Numbers(number) = holds else { return };
        let known = self.kept.iter().position(|dictionary| dictionary.number == number);
        self.current = known.unwrap_or_else(|| {
            if self.kept.len() == MOST {
                self.kept.remove(0);
            }
            self.kept.push(Dictionary { number, values: Vec::new() });
            self.kept.len() - 1
        });
    }
}
