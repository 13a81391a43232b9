//! What the columns and values of a table are taken for.

use super::Decoder;
use crate::error::{Cause, Remedy, Request};
use crate::format::tables::field::Field;
use crate::format::tables::mapping::Mapping;
use crate::format::tables::sheet::Open;
use crate::graph::Taken;
use crate::model::Strength;

/// The strength of a single sign beside a double one.
const HALF: f64 = 0.5;

impl Decoder<'_, '_> {
    /// Notes which column is which field.
    pub fn columns_taken(&mut self, names: &[String], columns: &[(Field, usize)]) {
        let mut columns = columns.to_vec();
        columns.sort_unstable_by_key(|(_, column)| *column);
        let pair =
            |(field, column): &(Field, usize)| (names[*column].clone(), field.as_str().into());
        self.taken.columns = columns.iter().map(pair).collect();
    }

    /// Settles the signs that depend on the others of their column; reports those that stay open.
    pub fn settle_values(&mut self) {
        for Open { sign, meanings: [first, second], place } in self.values.open() {
            let problem = format!(
                "\"{sign}\" can be {first} or {second}, and no other value of the column tells"
            );
            let request = |meaning: &str| Request::Values(format!("{sign}={meaning}"));
            let fix = Remedy::say("write ").and_ask(request(first)).and_say(" or ");
            let cause = Cause::Slip { problem, fix: fix.and_ask(request(second)) };
            self.intake.builder.fault(cause, Some(place));
        }
        let half = Strength::new(HALF).ok();
        for stance in self.values.halves() {
            self.intake.builder.set_size(stance, (half, None));
        }
    }

    /// The mapping that reads the table as it was read now; `None` if it needs none.
    fn found(&self, dates: Option<&str>) -> Option<Mapping> {
        let has_words = !self.values.is_empty();
        if self.is_edge_list() || self.mapping.is_none() && !has_words && dates.is_none() {
            return None;
        }
        let mut mapping = self.mapping.cloned().unwrap_or_default();
        for (value, meaning) in self.values.mapped() {
            mapping.complete(value, meaning);
        }
        let dates = dates.and_then(|form| form.parse().ok());
        mapping.reads_words |= has_words;
        mapping.dates = mapping.dates.or(dates);
        Some(mapping)
    }

    /// Hands what was taken for what to the builder.
    pub fn settle_taken(&mut self) {
        let Taken { columns, dates, .. } = std::mem::take(&mut self.taken);
        let words = self.values.taken();
        let mapping = self.found(dates.as_deref());
        let mapping = mapping.map(|mapping| mapping.to_toml()).unwrap_or_default();
        let values = words.into_iter().map(|(value, meaning)| (value, meaning.to_owned()));
        let taken = Taken { columns, values: values.collect(), dates, mapping, ..Taken::default() };
        self.intake.builder.taken(self.intake.file, taken);
    }
}
