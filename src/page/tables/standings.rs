//! The table of standings, with one standing in each row.

use super::super::answer::{Cell, Table, plural};
use super::fill;
use crate::graph::{Standing, View};

/// The table beside the diagram.
pub fn standings(view: &View) -> Table {
    let standings = view.standings();
    let title = format!("Who stands where: {}", plural(standings.len(), "standing"));
    let mut table = Table::new(title, &["actor", "position", "target", "since", "#stances"]);
    fill(&mut table, standings.iter().map(row));
    table
}

fn row(standing: Standing) -> Vec<Cell> {
    vec![
        Cell::text(standing.actor().title()),
        Cell::side(standing.side()).behind(standing.deciding()),
        Cell::text(standing.target().title()),
        Cell::maybe(standing.since()),
        Cell::count(standing.stances()),
    ]
}
