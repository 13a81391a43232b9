//! Stances whose names were all met before, by numbers alone.

use super::Builder;
use super::builder::{Entry, NONE, Numbers, Rest, Size};
use crate::error::FileId;
use crate::model::{Date, Position, Strength, Weight};

/// A row without texts, whose names have numbers of the builder. It is a tenth of the size of a
/// [`StanceRow`](super::StanceRow).
#[derive(Clone, Copy, Debug)]
pub struct KnownRow {
    pub(crate) names: Numbers,
    pub(crate) position: Option<Position>,
    pub(crate) strength: Option<Strength>,
    pub(crate) weight: Option<Weight>,
    pub(crate) date: Option<Date>,
    pub(crate) until: Option<Date>,
}

impl KnownRow {
    /// Stands for the number of no name.
    pub(crate) const NO_NAME: u32 = NONE;

    /// Creates a row from the numbers of its actor, speaker, label, issue, addressee and source.
    #[inline]
    pub(crate) fn of_names([actor, speaker, label, issue, toward, source]: [u32; 6]) -> Self {
        Self {
            names: Numbers { actor, speaker, label, issue, toward, source },
            position: None,
            strength: None,
            weight: None,
            date: None,
            until: None,
        }
    }
}

impl Builder {
    /// Adds a stance as [`Builder::row_of`] does; adds nothing and returns false if that would report a fault.
    #[inline]
    pub(crate) fn known_row(&mut self, row: &KnownRow, file: FileId, line: u32) -> bool {
        let Numbers { actor, speaker, issue, toward, source, .. } = row.names;
        let on_actor = issue == NONE;
        let has_ends = actor != NONE && !(on_actor && toward == NONE);
        let has_dates =
            row.date.zip(row.until).is_none_or(|(date, until)| until.end() >= date.begin());
        let has_sizes = row.strength.is_none() || row.weight.is_none();
        if !(has_ends && has_dates && has_sizes && self.has_space()) {
            return false;
        }
        let Some(label) = self.known_label(row, on_actor) else { return false };
        let rest = Rest {
            speaker,
            toward: if on_actor { NONE } else { toward },
            until: row.until,
            size: Size::new(row.strength, row.weight),
            texts: NONE,
        };
        let rest = self.kept(rest);
        self.add(Entry {
            actor,
            target: if on_actor { toward } else { issue },
            label,
            source,
            date: row.date,
            rest,
            line,
            file: file.0,
            on_actor,
            position: row.position,
        });
        true
    }

    /// The number of the row's label, or of the usual one for its position; `None` without a position.
    #[inline]
    fn known_label(&mut self, row: &KnownRow, on_actor: bool) -> Option<u32> {
        match (row.names.label, row.position) {
            (NONE, None) => None,
            (NONE, Some(position)) => Some(self.default_label(position)),
            (label, Some(_)) => Some(label),
            (label, None) => self.is_position(label, on_actor).then_some(label),
        }
    }
}
