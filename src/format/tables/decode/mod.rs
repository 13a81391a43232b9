//! From rows to stances: the one reader of a row, whatever its table is made of.

mod cells;
mod comments;
mod dates;
mod record;
mod row;
mod shaping;
mod sizes;
mod stance;

use self::dates::Dates;
use self::sizes::Sizes;
use super::batch::{Batch, Row};
use super::dictionary::Dictionaries;
use super::intake::Intake;
use super::mapping::{Mapping, Meaning};

/// Reads rows into a builder.
pub struct Decoder<'b, 'm> {
    pub intake: Intake<'b>,
    pub mapping: Option<&'m Mapping>,
    /// What values out of dictionaries came to.
    dictionaries: Dictionaries,
    /// How large the signs of a list of edges are.
    sizes: Sizes,
    dates: Dates,
    /// How many rows are no stance, as is said of their values.
    skipped: usize,
    /// Whether its rows are numbered in a column without a name.
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
            skipped: 0,
            has_numbers: false,
        }
    }

    /// Whether the table is a list of signed edges.
    pub fn is_edge_list(&self) -> bool {
        self.mapping.is_some_and(|mapping| mapping.is_edge_list)
    }

    /// What a position cell means.
    #[inline]
    fn meaning(&self, value: &str) -> Option<Meaning> {
        match self.mapping {
            Some(mapping) => mapping.meaning(value),
            None => value.parse().ok().map(Meaning::Position),
        }
    }

    /// Whether a row is well-formed; reports it where it is not.
    pub fn is_sound(&mut self, batch: &Batch, row: Row) -> bool {
        let encoding = self.mapping.and_then(|mapping| mapping.encoding);
        self.intake.is_sound(batch, row, encoding)
    }

    /// Decides what all rows together decide.
    pub fn settle(&mut self) {
        self.settle_skipped();
        self.settle_sizes();
        self.settle_dates();
    }

    /// Counts the rows that are no stance, which would be lost where the table is written again.
    fn settle_skipped(&mut self) {
        for _ in 0..std::mem::take(&mut self.skipped) {
            let what = "rows that are no stance, as their values say";
            self.intake.builder.pass_over(self.intake.file, what, "");
        }
    }
}
