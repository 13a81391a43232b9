//! Numbers repeated values, so that each is interpreted once.

use crate::format::tables::batch::Batch;
use crate::graph::Names;

/// The number of values from which a dictionary must prove its worth.
const FEW: usize = 1 << 12;

/// The largest number of values in the dictionary of a column.
const MOST: usize = 1 << 16;

/// The longest value that gets a number, in bytes.
const LONGEST: usize = 1 << 10;

/// The number of values whose numbers are found without a search; a power of two.
const RECENT: usize = 1 << 10;

/// The dictionaries of the numbered columns.
#[derive(Default)]
pub struct Numbering {
    columns: Vec<Column>,
}

struct Column {
    at: usize,
    /// The number of the dictionary.
    number: u64,
    values: Values,
    /// The number of rows so far.
    rows: usize,
}

/// The values of a column.
struct Values {
    names: Names,
    /// The last value and its number, for each place in the table of recent values.
    recent: Vec<(Key, u32)>,
}

/// The length of a value, and its first and its last bytes: all of it, if it is not longer than these.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
struct Key {
    first: u64,
    last: u64,
    length: usize,
}

impl Key {
    #[inline]
    fn of(text: &[u8]) -> Self {
        let length = text.len();
        let (first, last) = match (text.first_chunk(), text.last_chunk()) {
            (Some(first), Some(last)) => (u64::from_le_bytes(*first), u64::from_le_bytes(*last)),
            _ => match (text.first_chunk(), text.last_chunk()) {
                (Some(first), Some(last)) => {
                    (u32::from_le_bytes(*first).into(), u32::from_le_bytes(*last).into())
                }
                _ => (text.iter().fold(0, |all, byte| all << 8 | u64::from(*byte)), 0),
            },
        };
        Self { first, last, length }
    }

    fn is_whole(self) -> bool {
        self.length <= 16
    }

    /// Its place among the recent values.
    #[inline]
    fn place(self) -> usize {
        let mixed = (self.first ^ self.last.rotate_left(23)).wrapping_add(self.length as u64);
        (mixed.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 54) as usize % RECENT
    }
}

impl Values {
    fn new() -> Self {
        // No value has the length of these keys.
        let none = Key { length: usize::MAX, ..Key::default() };
        Self { names: Names::default(), recent: vec![(none, 0); RECENT] }
    }

    /// The number of a value.
    #[inline]
    fn number(&mut self, value: &str) -> u32 {
        let key = Key::of(value.as_bytes());
        let (known, number) = self.recent[key.place()];
        if known == key && (key.is_whole() || self.names.get(number) == value) {
            return number;
        }
        let number = self.names.intern(value);
        self.recent[key.place()] = (key, number);
        number
    }
}

impl Numbering {
    /// Creates dictionaries for some columns, with a number that is unique in the table.
    pub fn new(columns: &[usize], number: u64) -> Self {
        let column = |at: &usize| Column { at: *at, number, values: Values::new(), rows: 0 };
        Self { columns: columns.iter().map(column).collect() }
    }

    /// Numbers the values of a batch.
    pub fn number(&mut self, batch: &mut Batch) {
        for column in &mut self.columns {
            let Column { at, number, values, rows } = column;
            *rows += batch.len();
            batch.number_column(*at, *number, |value| {
                (value.len() <= LONGEST).then(|| values.number(value))
            });
        }
        self.columns.retain(Column::is_worth_it);
    }
}

impl Column {
    /// Whether most of its values repeat.
    fn is_worth_it(&self) -> bool {
        let count = self.values.names.len();
        count < FEW || count < MOST && count * 4 < self.rows
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn numbers_are_those_of_a_search(
            values in prop::collection::vec("[ab]{0,20}|[a-c]{2}|x{8}[ab]{0,3}x{8}", 0..400)
        ) {
            let (mut values_seen, mut naive) = (Values::new(), Names::default());
            for value in &values {
                prop_assert_eq!(values_seen.number(value), naive.intern(value));
            }
        }
    }
}
