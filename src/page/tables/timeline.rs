//! What was said when.

use super::super::answer::{Cell, Table, plural};
use super::fill;
use crate::graph::{StanceRef, View};

/// The table beside the timeline: the oldest first, and what has no date before all.
pub(in crate::page) fn timeline(view: &View) -> Table {
    let mut stances = view.stances().collect::<Vec<_>>();
    stances.sort_by_key(|stance| (stance.date(), stance.index()));
    let title = format!("{}, the oldest first", plural(stances.len(), "stance"));
    let columns = ["date", "actor", "position", "target", "label", "until"];
    let mut table = Table::new(title, &columns);
    fill(&mut table, stances.into_iter().map(row));
    table
}

fn row(stance: StanceRef) -> Vec<Cell> {
    vec![
        Cell::text(stance.date().map_or_else(|| "undated".to_owned(), |date| date.to_string())),
        Cell::text(stance.actor().title()),
        Cell::side(stance.position().into()).behind([stance]),
        Cell::text(stance.target().title()),
        Cell::text(stance.label()),
        Cell::maybe(stance.until()),
    ]
}
