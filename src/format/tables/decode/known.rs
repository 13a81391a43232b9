//! Rows whose values were all read before become stances by their numbers alone.
//!
//! It is the shortcut of [`Decoder::rows`] for most rows of most tables. A row that is not of the usual kind, or
//! wrong in any way, is left to the reader of all rows.

use super::Decoder;
use crate::format::tables::batch::Batch;
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
        is_usual && batch.is_sound() && batch.is_flawless() && self.dictionaries.are_all()
    }

    fn meaning_of_no_position(&self) -> Option<Meaning> {
        self.mapping.and_then(Mapping::meaning_of_nothing)
    }

    /// Adds the stances of the rows from one on; returns the first row with a value that was not read before.
    pub fn known_rows(&mut self, batch: &Batch, from: usize, columns: &Columns<'m>) -> usize {
        let slots = self.dictionaries.slots(batch, &columns.used);
        let (cells, file) = (columns.header.len(), self.intake.file);
        for row in from..batch.len() {
            let known = known(&slots, row).filter(|_| batch.width(row) == Some(cells));
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

/// Reads a row; `None` if one of its values was not read before.
#[inline]
fn known(slots: &[Slot], row: usize) -> Option<Read> {
    let mut read = KnownRow::default();
    let mut meaning = None;
    for slot in slots {
        match (slot.field, slot.get(row)?) {
            (_, Known::Nothing) => {}
            (Field::Actor, Known::Name(number)) => read.names.actor = number,
            (Field::Speaker, Known::Name(number)) => read.names.speaker = number,
            (Field::Label, Known::Name(number)) => read.names.label = number,
            (Field::Issue, Known::Name(number)) => read.names.issue = number,
            (Field::Toward, Known::Name(number)) => read.names.toward = number,
            (Field::Source, Known::Name(number)) => read.names.source = number,
            (_, Known::Name(_)) => return None,
            (_, Known::Meaning(said)) => meaning = Some(said),
            (Field::Until, Known::Date(date)) => read.until = Some(date),
            (_, Known::Date(date)) => read.date = Some(date),
            (_, Known::Strength(strength)) => read.strength = Some(strength),
            (_, Known::Weight(weight)) => read.weight = Some(weight),
        }
    }
    match meaning {
        Some(Meaning::Skip) => return Some(Read::Skipped),
        Some(Meaning::Graded(position, strength)) => {
            (read.position, read.strength) = (Some(position), Some(strength));
        }
        Some(Meaning::Position(position)) => read.position = Some(position),
        None => {}
    }
    Some(Read::Stance(read))
}
