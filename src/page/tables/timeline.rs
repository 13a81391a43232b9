//! The table of the timeline.

use super::super::answer::{Cell, Table, plural};
use super::fill;
use crate::graph::StanceRef;
use crate::render::shown::Shown;

/// The table beside the timeline: undated stances first, then the oldest.
pub fn timeline(shown: &Shown) -> Table {
    let mut stances = shown.all().stances().collect::<Vec<_>>();
    stances.sort_by_key(|stance| (stance.date(), stance.index()));
    let title = format!("{}, the oldest first", plural(stances.len(), "stance"));
    let columns = ["date", "actor", "position", "target", "label", "until", "in force"];
    let has_past = shown.past().is_some();
    let mut table = Table::new(title, &columns[..columns.len() - usize::from(!has_past)]);
    let rows = stances.into_iter().map(|stance| {
        let mut cells = row(stance);
        cells.extend(has_past.then(|| Cell::in_force(shown.is_in_force(stance))));
        cells
    });
    fill(&mut table, rows);
    table
}

fn row(stance: StanceRef) -> Vec<Cell> {
    vec![
        Cell::text(stance.date().map_or_else(|| "undated".to_owned(), |date| date.to_string())),
        Cell::text(stance.actor().title()),
        Cell::side(stance.position().into()).behind([stance]),
        Cell::text(stance.target().title()),
        Cell::text(stance.wording()),
        Cell::maybe(stance.until()),
    ]
}
