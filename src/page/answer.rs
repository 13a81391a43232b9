//! The answers to a page: pictures, tables, and the ids of the stances behind them.

use serde::Serialize;

use crate::graph::{Side, StanceRef};
pub(super) use crate::render::drawing::caption::plural;
use crate::render::theme::Mark;

/// A view: its pictures, or the same as tables, and a summary in words.
#[derive(Debug, Default, Serialize)]
pub(super) struct Drawing {
    /// As SVG.
    pub(super) pictures: Vec<String>,
    pub(super) tables: Vec<Table>,
    /// The number of stances in view, the time and the filter.
    pub(super) summary: String,
    pub(super) is_empty: bool,
}

/// A table with a title.
#[derive(Debug, Default, Serialize)]
pub(super) struct Table {
    pub(super) title: String,
    pub(super) columns: Vec<Column>,
    pub(super) rows: Vec<Vec<Cell>>,
    pub(super) notes: Vec<String>,
}

#[derive(Debug, Default, Serialize)]
pub(super) struct Column {
    pub(super) name: String,
    #[serde(skip_serializing_if = "is_false")]
    pub(super) is_number: bool,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "for serde")]
fn is_false(flag: &bool) -> bool {
    !*flag
}

/// A cell, with the stances or the two actors that it leads to.
#[derive(Debug, Default, Serialize)]
pub(super) struct Cell {
    pub(super) text: String,
    /// The full text, if the text is only a sign.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) about: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) side: Option<Side>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) stances: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) pair: Option<[String; 2]>,
}

impl Table {
    /// A table without rows. Names that begin with `#` are columns of numbers.
    pub(super) fn new(title: impl Into<String>, columns: &[&str]) -> Self {
        let columns = columns.iter().map(|name| match name.strip_prefix('#') {
            Some(name) => Column { name: name.to_owned(), is_number: true },
            None => Column { name: (*name).to_owned(), is_number: false },
        });
        Self { title: title.into(), columns: columns.collect(), ..Self::default() }
    }
}

impl Cell {
    pub(super) fn text(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    pub(super) fn maybe(text: Option<impl ToString>) -> Self {
        Self::text(text.map(|text| text.to_string()).unwrap_or_default())
    }

    /// Whether a stance is in force.
    pub(super) fn in_force(is_in_force: bool) -> Self {
        Self::text(if is_in_force { "yes" } else { "no" })
    }

    /// The number of some stances, with their ids; a dash if there are none.
    pub(super) fn count<'g>(stances: impl IntoIterator<Item = StanceRef<'g>>) -> Self {
        let stances = ids(stances);
        Self { text: stances.len().to_string(), stances, ..Self::default() }
    }

    /// A side with its glyph.
    pub(super) fn side(side: Side) -> Self {
        Self { text: format!("{} {side}", glyph(side)), side: Some(side), ..Self::default() }
    }

    pub(super) fn score(score: Option<f64>) -> Self {
        Self::maybe(score.map(|score| format!("{score:.2}")))
    }

    pub(super) fn behind<'g>(self, stances: impl IntoIterator<Item = StanceRef<'g>>) -> Self {
        Self { stances: ids(stances), ..self }
    }

    pub(super) fn of_pair(self, a: &str, b: &str) -> Self {
        Self { pair: Some([a.to_owned(), b.to_owned()]), ..self }
    }
}

pub(super) fn ids<'g>(stances: impl IntoIterator<Item = StanceRef<'g>>) -> Vec<String> {
    stances.into_iter().map(|stance| stance.id().to_string()).collect()
}

/// The sign of a side, as in the pictures.
pub(super) fn glyph(side: Side) -> char {
    Mark::of(side).glyph
}
