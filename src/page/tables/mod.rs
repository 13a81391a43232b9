//! The tables of a page, one file for each view.

mod blocs;
mod issues;
mod matrix;
mod pairs;
mod stances;
mod standings;
mod timeline;

pub(super) use blocs::blocs;
pub(super) use issues::issues;
pub(super) use matrix::matrix;
pub(super) use pairs::pairs;
pub(super) use stances::stances;
pub(super) use standings::standings;
pub(super) use timeline::timeline;

use super::answer::{Cell, Table, plural};
use crate::measure::thin;

/// The most rows of a table.
const MOST_ROWS: usize = 2_000;

/// The note on pairs, or ties, on a single shared target, if they are not few.
fn thin_note(single: usize, all: usize, what: &str) -> Option<String> {
    let said = thin(single, all, what)?;
    Some(format!(
        "{said}, where one stance decides; \u{201c}shared targets: 2 or more\u{201d} leaves them out"
    ))
}

/// Fills a table with as many rows as a page can show, and notes how many more there are.
fn fill(table: &mut Table, rows: impl ExactSizeIterator<Item = Vec<Cell>>) {
    let count = rows.len();
    table.rows = rows.take(MOST_ROWS).collect();
    if count > MOST_ROWS {
        let more = plural(count - MOST_ROWS, "more row");
        table.notes.push(format!("and {more}: filter to see them"));
    }
}
