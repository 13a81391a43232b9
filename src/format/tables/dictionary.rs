//! What values out of dictionaries came to, so that each is read once.
//!
//! Only what a value means wherever it stands is kept. What it does beside that, such as a fault, is done anew
//! each time, since its row is read from its text.

use super::batch::{Batch, Row, Values};
use super::field::Field;
use super::mapping::Meaning;
use crate::model::{Date, Strength, Weight};

/// How many dictionaries of a column are kept at once: one for each thread that cuts a table.
const MOST: usize = 4;

/// What a value came to.
#[derive(Clone, Copy, Debug)]
pub enum Known {
    /// There is none, or one that is the same as none.
    Nothing,
    /// A name or label, by its number in the builder.
    Name(u32),
    Meaning(Meaning),
    Date(Date),
    Strength(Strength),
    Weight(Weight),
}

/// What the values of a table came to, by field.
#[derive(Default)]
pub struct Dictionaries {
    columns: Vec<Column>,
    /// Whether a column of the batch at hand has numbers.
    are_used: bool,
}

#[derive(Default)]
struct Column {
    /// What is in the batch at hand.
    holds: Values,
    kept: Vec<Dictionary>,
    /// Which of them the batch at hand has.
    current: usize,
}

struct Dictionary {
    number: u64,
    values: Vec<Option<Known>>,
}

impl Dictionaries {
    /// Begins a batch, whose fields stand in these columns.
    pub fn begin(&mut self, batch: &Batch, used: &[(Field, usize)]) {
        self.columns.resize_with(Field::ALL.len(), Column::default);
        for (field, at) in used {
            self.columns[*field as usize].begin(batch.values(*at));
        }
        let is_numbered = |column: &Column| matches!(column.holds, Values::Numbers(_));
        self.are_used = self.columns.iter().any(is_numbered);
    }

    /// Whether a column of the batch at hand has numbers.
    pub fn are_used(&self) -> bool {
        self.are_used
    }

    /// What is known of the value of a field; `None` where its text has to be read.
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

    /// Keeps what the value of a field came to, where it has a number.
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
