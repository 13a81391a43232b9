//! From rows to stances: the only reader of rows, for all kinds of tables.

mod cells;
mod comments;
mod dates;
mod known;
mod record;
mod row;
mod shaping;
mod sizes;
mod stance;
mod taken;

use self::dates::Dates;
use self::sizes::Sizes;
use super::batch::{Batch, Row};
use super::dictionary::Dictionaries;
use super::intake::Intake;
use super::mapping::{Mapping, Meaning};
use super::sheet::Values;
use crate::graph::Taken;

/// Reads rows into a builder.
pub struct Decoder<'b, 'm> {
    pub intake: Intake<'b>,
    pub mapping: Option<&'m Mapping>,
    /// The results of values in dictionaries.
    dictionaries: Dictionaries,
    /// The sizes of the signs in a list of edges.
    sizes: Sizes,
    dates: Dates,
    /// The words and signs of the position column.
    values: Values,
    /// What was taken for what so far.
    taken: Taken,
    /// The number of rows that are no stance because of their value.
    skipped: usize,
    /// Whether a column without a name numbers the rows.
    has_numbers: bool,
}

impl<'b, 'm> Decoder<'b, 'm> {
    pub fn new(intake: Intake<'b>, mapping: Option<&'m Mapping>) -> Self {
        let sizes = Sizes { first: intake.builder.row_count(), ..Sizes::default() };
        Self {
            intake,
            mapping,
            dictionaries: Dictionaries::default(),
            sizes,
            dates: Dates::default(),
            values: Values::default(),
            taken: Taken::default(),
            skipped: 0,
            has_numbers: false,
        }
    }

    /// Whether the table is a list of signed edges.
    pub fn is_edge_list(&self) -> bool {
        self.mapping.is_some_and(|mapping| mapping.is_edge_list)
    }

    /// The meaning of a position cell.
    #[inline]
    fn meaning(&self, value: &str) -> Option<Meaning> {
        match self.mapping {
            Some(mapping) => mapping.meaning(value),
            None => value.parse().ok().map(Meaning::Position),
        }
    }

    /// Whether a row is well-formed; reports it otherwise.
    pub fn is_sound(&mut self, batch: &Batch, row: Row) -> bool {
        let encoding = self.mapping.and_then(|mapping| mapping.encoding);
        self.intake.is_sound(batch, row, encoding)
    }

    /// Settles what depends on all rows.
    pub fn settle(&mut self) {
        self.settle_skipped();
        self.settle_sizes();
        self.settle_dates();
        self.settle_values();
        self.settle_taken();
    }

    /// Reports the number of rows that are no stance, since writing the table again would lose them.
    fn settle_skipped(&mut self) {
        for _ in 0..std::mem::take(&mut self.skipped) {
            let what = "rows that are no stance, as their values say";
            self.intake.builder.pass_over(self.intake.file, what, "");
        }
    }
}
