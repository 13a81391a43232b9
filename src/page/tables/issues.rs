//! The table of issues: how each target divides the actors.

use super::super::answer::{Cell, Table, plural};
use super::fill;
use crate::graph::{Side, View};
use crate::measure::Division;

/// The table beside the bars: the most contested first.
pub fn issues(view: &View) -> Table {
    let divisions = view.divisions();
    let title = format!("{}, the most contested first", plural(divisions.len(), "target"));
    let columns = ["target", "#support", "#oppose", "#neutral", "#mixed", "#contested", "#stances"];
    let mut table = Table::new(title, &columns);
    fill(&mut table, divisions.iter().map(row));
    table.notes.push(
        "actors on each side; contested: 1 where both camps are of one size, 0 where there is one"
            .into(),
    );
    table
}

fn row(division: &Division) -> Vec<Cell> {
    let mut cells = vec![Cell::text(division.target().title())];
    cells.extend(Side::ALL.map(|side| on_side(division, side)));
    cells.push(Cell::score(division.contested()));
    cells.push(Cell::count(division.stances()));
    cells
}

fn on_side(division: &Division, side: Side) -> Cell {
    let on_it = division.standings().iter().filter(|standing| standing.side() == side);
    let (count, names) = (on_it.clone().count(), on_it.clone().map(|s| s.actor().title()));
    let names = names.collect::<Vec<_>>().join(", ");
    Cell {
        text: count.to_string(),
        about: (count > 0).then(|| format!("{}, {side}: {names}", plural(count, "actor"))),
        ..Cell::default()
    }
    .behind(on_it.flat_map(|standing| standing.deciding()))
}
