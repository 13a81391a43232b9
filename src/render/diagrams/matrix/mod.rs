//! The matrix of a view: a row for every actor, a column for every target, a cell for every standing.

mod cells;
mod choice;
mod layout;

use crate::bloc::{Distances, Seriation};
use crate::error::Error;
use crate::graph::{Node, Side, View};
use crate::render::Picture;
use crate::render::drawing::geometry::Point;
use crate::render::drawing::grid::{self, Grid};
use crate::render::drawing::legend::Entry;
use crate::render::drawing::pen::{Anchor, Pen};
use crate::render::drawing::plate::Plate;

pub(super) use cells::unknown;

use cells::Cells;
use choice::Choice;
use layout::Layout;

/// Draws a cell for every standing.
pub(super) fn plate(view: &View, picture: &Picture) -> Result<Plate, Error> {
    let choice = Choice::of(view);
    let rows = Seriation::of(&Distances::of_actors(view, &choice.actors)?);
    let columns = Seriation::of(&Distances::of_targets(view, &choice.targets)?);
    let cells = Cells::of(view, &choice, [&rows, &columns]);
    let layout = Layout::of(view, &choice, [&rows, &columns], &cells);
    let drawn = Plate::drawn("Who takes which position", layout.size, picture.theme, |pen| {
        if !cells.is_empty() {
            draw(pen, view, &layout, &cells, [&rows, &columns]);
        }
    });
    Ok(Plate { legend: legend(&layout, &cells, view), notes: choice.notes(), ..drawn })
}

fn draw(
    pen: &mut Pen,
    view: &View,
    layout: &Layout,
    cells: &Cells,
    [rows, columns]: [&Seriation; 2],
) {
    let grid = &layout.grid;
    let colour = grid::hatching(&pen.theme);
    pen.hatch(grid.area(), colour);
    cells.draw(pen, grid, layout.text);
    grid.lines(pen);
    names(pen, view, layout);
    for (column, target) in layout.targets.iter().enumerate() {
        pen.named(view, *target, |pen| {
            layout.headings.draw(pen, grid, column, true);
            if layout.is_tall {
                layout.headings.draw(pen, grid, column, false);
            }
        });
    }
    bars(pen, grid, &layout.targets);
    let [deep_rows, deep_columns] = layout.trees;
    grid::tree(pen, grid, grid::Side::Right, rows.order(), rows.merges(), deep_rows);
    if !layout.is_tall {
        grid::tree(pen, grid, grid::Side::Below, columns.order(), columns.merges(), deep_columns);
    }
}

/// The names of the actors, beside their rows.
fn names(pen: &mut Pen, view: &View, layout: &Layout) {
    for (row, (actor, words)) in layout.names.iter().enumerate() {
        let middle = layout.grid.y(row) + layout.grid.cell[1] / 2.0;
        let at = Point { x: layout.grid.corner.x - grid::GAP, y: middle - words.height() / 2.0 };
        let colour = pen.theme.text;
        pen.named(view, Node::Actor(*actor), |pen| pen.words(words, at, Anchor::End, colour));
    }
}

/// A bar above the columns of actors who are spoken of.
fn bars(pen: &mut Pen, grid: &Grid, targets: &[Node]) {
    let colour = pen.theme.actor_line;
    for (column, target) in targets.iter().enumerate() {
        if let Node::Actor(_) = target {
            let mut place = grid.cell(0, column).grown(-1.0, 0.0);
            (place.y, place.height) = (grid.corner.y - 4.0, 3.0);
            pen.rect("toward", place, 0.0, (&colour, &"none"));
        }
    }
}

/// What there is to explain.
fn legend(layout: &Layout, cells: &Cells, view: &View) -> Vec<Entry> {
    let sides = Side::ALL.into_iter().filter(|side| cells.has(*side));
    let mut entries = sides.map(cells::sample).collect::<Vec<_>>();
    entries.extend(cells.has_unknown(&layout.grid).then(|| unknown("no stance found")));
    entries.extend(cells.has_counts().then(|| Entry::sentence(cells::counted(view.time()))));
    let has_actors = layout.targets.iter().any(|target| matches!(target, Node::Actor(_)));
    entries.extend(has_actors.then(layout::spoken_of));
    let has_tree = layout.names.len() > 2 || layout.targets.len() > 2;
    let alike = "neighbours are alike; the tree joins the most alike first";
    entries.extend(has_tree.then(|| Entry::sentence(alike)));
    entries
}
