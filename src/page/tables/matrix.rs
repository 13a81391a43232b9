//! The table of the matrix: actors by targets.

use super::super::answer::{Cell, Column, Table, glyph, plural};
use super::fill;
use crate::graph::{ActorIx, Node, Standing, View};

/// The table beside the matrix: actors in rows, targets in columns.
pub fn matrix(view: &View) -> Table {
    let standings = view.standings();
    let actors = standings.actors().collect::<Vec<_>>();
    let targets = standings.targets();
    let title = format!("{} by {}", plural(actors.len(), "actor"), plural(targets.len(), "target"));
    let mut table = Table::new(title, &["actor"]);
    let name = |target: &Node| view.graph().target_of(*target).title().to_owned();
    table.columns.extend(targets.iter().map(|t| Column { name: name(t), is_number: false }));
    fill(&mut table, actors.iter().map(|actor| row(view, *actor, &targets)));
    table.notes.push("an empty cell: no stance was found, which is not the same as neutral".into());
    table
}

fn row(view: &View, actor: ActorIx, targets: &[Node]) -> Vec<Cell> {
    let mut cells = vec![Cell::text(view.graph().actor(actor).title())];
    let standings = view.standings();
    cells.extend(
        targets
            .iter()
            .map(|target| standings.find(actor, *target).map_or_else(Cell::default, cell)),
    );
    cells
}

fn cell(standing: Standing) -> Cell {
    let count = standing.stances().len();
    let side = standing.side();
    Cell {
        text: format!("{} {count}", glyph(side)),
        about: Some(format!("{standing}, {}", plural(count, "stance"))),
        side: Some(side),
        ..Cell::default()
    }
    .behind(standing.stances())
}
