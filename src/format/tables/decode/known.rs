//! Rows whose values were all read before become stances by their numbers alone.
//!
//! It is the shortcut of [`Decoder::rows`] for most rows of most tables. A row that is not of the usual kind, or
//! wrong in any way, is left to the reader of all rows.

use super::Decoder;
use crate::format::tables::batch::{Batch, Values};
use crate::format::tables::columns::Columns;
use crate::format::tables::dictionary::{Known, Slot};
use crate::format::tables::field::Field;
use crate::format::tables::mapping::{Mapping, Meaning};
use crate::graph::KnownRow;

/// What a row of known values is.
enum Read {
    Stance(KnownRow),
    /// No stance, as its position says.
    Skipped,
}

impl<'m> Decoder<'_, 'm> {
    /// Whether rows of a batch can be read by the numbers of their values.
    pub fn has_known_rows(&self, batch: &Batch, columns: &Columns<'m>) -> bool {
        let is_plain = columns.is_plain() && columns.constants.is_empty();
        let is_all = !columns.has_more && columns.nameless.is_empty();
        let is_table = !self.is_edge_list() && !self.has_no_header();
        let is_usual = is_plain && is_all && is_table && self.meaning_of_no_position().is_none();
        let is_numbered = |(field, at): &(Field, usize)| match batch.values(*at) {
            Values::None => true,
            Values::Numbers(_) => field.repeats(),
            Values::Texts => false,
        };
        let is_known = self.dictionaries.are_used() && columns.used.iter().all(is_numbered);
        is_usual && is_known && batch.is_sound() && batch.is_flawless()
    }

    fn meaning_of_no_position(&self) -> Option<Meaning> {
        self.mapping.and_then(Mapping::meaning_of_nothing)
    }

    /// Adds the stances of the rows from one on; returns the first row with a value that was not read before.
    pub fn known_rows(&mut self, batch: &Batch, from: usize, columns: &Columns<'m>) -> usize {
        let slot = |field| self.dictionaries.slot(batch, field, columns.at[field as usize]);
        let slots = Slots {
            record: slot(Field::Record),
            names: NAMES.map(slot),
            position: slot(Field::Position),
            strength: slot(Field::Strength),
            weight: slot(Field::Weight),
            dates: [Field::Date, Field::Until].map(slot),
        };
        let (cells, file) = (columns.header.len(), self.intake.file);
        for row in from..batch.len() {
            let known = slots.read(row).filter(|_| batch.width(row) == Some(cells));
            let is_read = match known.zip(batch.line(row)) {
                Some((Read::Stance(known), line)) => {
                    self.intake.builder.known_row(&known, file, line)
                }
                Some((Read::Skipped, _)) => {
                    self.skipped += 1;
                    true
                }
                None => false,
            };
            if !is_read {
                return row;
            }
        }
        batch.len()
    }
}

/// The fields that name something, in the order of [`Slots::names`].
const NAMES: [Field; 6] =
    [Field::Actor, Field::Speaker, Field::Label, Field::Issue, Field::Toward, Field::Source];

/// The values of a batch, by what they are.
struct Slots<'d> {
    record: Option<Slot<'d>>,
    names: [Option<Slot<'d>>; NAMES.len()],
    position: Option<Slot<'d>>,
    strength: Option<Slot<'d>>,
    weight: Option<Slot<'d>>,
    /// The date and the end date.
    dates: [Option<Slot<'d>>; 2],
}

impl Slots<'_> {
    /// Reads a row; `None` if one of its values was not read before.
    #[inline]
    fn read(&self, row: usize) -> Option<Read> {
        let Known::Nothing = value(self.record.as_ref(), row)? else { return None };
        let mut names = [KnownRow::NO_NAME; NAMES.len()];
        for (name, slot) in names.iter_mut().zip(&self.names) {
            match value(slot.as_ref(), row)? {
                Known::Name(number) => *name = number,
                Known::Nothing => {}
                Known::Meaning(_) | Known::Date(_) | Known::Strength(_) | Known::Weight(_) => {
                    return None;
                }
            }
        }
        let mut read = KnownRow::of_names(names);
        match value(self.position.as_ref(), row)? {
            Known::Meaning(Meaning::Position(position)) => read.position = Some(position),
            Known::Meaning(Meaning::Graded(position, strength)) => {
                (read.position, read.strength) = (Some(position), Some(strength));
            }
            Known::Meaning(Meaning::Skip) => return Some(Read::Skipped),
            Known::Nothing => {}
            Known::Name(_) | Known::Date(_) | Known::Strength(_) | Known::Weight(_) => return None,
        }
        if let Known::Strength(strength) = value(self.strength.as_ref(), row)? {
            read.strength.get_or_insert(strength);
        }
        if let Known::Weight(weight) = value(self.weight.as_ref(), row)? {
            read.weight = Some(weight);
        }
        for (date, slot) in [&mut read.date, &mut read.until].into_iter().zip(&self.dates) {
            if let Known::Date(known) = value(slot.as_ref(), row)? {
                *date = Some(known);
            }
        }
        Some(Read::Stance(read))
    }
}

/// The value of a field; `None` if it was not read before.
#[inline]
fn value(slot: Option<&Slot>, row: usize) -> Option<Known> {
    slot.map_or(Some(Known::Nothing), |slot| slot.get(row))
}
