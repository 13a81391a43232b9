//! The matrix of a view: a row for every actor, a column for every target, a cell for every standing.

mod cells;
mod choice;
mod layout;

use super::stable_order::{FROM_LAYOUT, StableOrder, stable_order};
use crate::bloc::{Distances, Seriation};
use crate::error::Error;
use crate::graph::{ActorIx, Node, Side, View};
use crate::render::drawing::caption::node_name;
use crate::render::drawing::geometry::Point;
use crate::render::drawing::grid::{self, Grid};
use crate::render::drawing::legend::Entry;
use crate::render::drawing::pen::{Anchor, Pen};
use crate::render::drawing::plate::Plate;
use crate::render::shown::Shown;
use crate::render::{Diagram, Picture, Places};

pub(super) use cells::unknown;

use cells::Cells;
use choice::Choice;
use layout::Layout;

/// Draws a cell for every standing.
pub(super) fn plate(shown: &Shown, picture: &Picture) -> Result<Plate, Error> {
    let view = &shown.now;
    let choice = Choice::of(shown.all());
    let places = Orders::of(view, &choice, picture)?;
    let (rows, columns) = (&places.rows.seriation, &places.columns.seriation);
    let cells = Cells::of(shown, &choice, [rows, columns]);
    let layout = Layout::of(view, &choice, [rows, columns], &cells);
    let drawn = Plate::drawn("Who takes which position", layout.size, picture.theme, |pen| {
        if !cells.is_empty() {
            draw(pen, view, &layout, &cells, [rows, columns]);
        }
    });
    let mut notes = choice.notes();
    let has_tree = rows.has_tree() && columns.has_tree();
    notes.extend((!has_tree).then(|| FROM_LAYOUT.to_owned()));
    let mut legend = legend(&layout, &cells);
    let is_tied = rows.order().len() > 2 || columns.order().len() > 2;
    let is_whole = |of: &Seriation| of.merges().iter().all(|merge| merge.is_joined);
    let alike = match is_whole(rows) && is_whole(columns) {
        true => "neighbours are alike; the tree joins the most alike first",
        false => {
            "neighbours are alike; trees join the most alike first, and nothing without something in common"
        }
    };
    legend.extend((is_tied && has_tree).then(|| Entry::sentence(alike)));
    Ok(Plate { legend, notes, places: places.named(view, &choice), ..drawn })
}

/// The orders of rows and columns.
struct Orders {
    rows: StableOrder,
    columns: StableOrder,
}

impl Orders {
    /// The orders of the layout, with new things added.
    fn of(view: &View, choice: &Choice, picture: &Picture) -> Result<Self, Error> {
        let known = picture.layout.places(Diagram::Matrix);
        let rows = Seriation::of(&Distances::of_actors(view, &choice.actors)?);
        let columns = Seriation::of(&Distances::of_targets(view, &choice.targets)?);
        let known_rows = choice.actors.iter().map(|actor| Some(known.get(&row(view, *actor))?[1]));
        let known_columns =
            choice.targets.iter().map(|target| Some(known.get(&column(view, *target))?[0]));
        Ok(Self {
            rows: stable_order(rows, &known_rows.collect::<Vec<_>>()),
            columns: stable_order(columns, &known_columns.collect::<Vec<_>>()),
        })
    }

    /// The numbers of rows and columns, for the layout.
    fn named(&self, view: &View, choice: &Choice) -> Places {
        let rows = choice
            .actors
            .iter()
            .zip(&self.rows.numbers)
            .map(|(actor, number)| (row(view, *actor), [0.0, *number]));
        let columns = choice
            .targets
            .iter()
            .zip(&self.columns.numbers)
            .map(|(target, number)| (column(view, *target), [*number, 0.0]));
        rows.chain(columns).collect()
    }
}

/// The name of a row in a layout.
fn row(view: &View, actor: ActorIx) -> String {
    node_name(view, Node::Actor(actor))
}

/// The name of a column in a layout. It differs from that of a row, because an actor can have both.
fn column(view: &View, target: Node) -> String {
    let name = node_name(view, target);
    match target {
        Node::Actor(_) => format!("toward {name}"),
        Node::Issue(_) => name,
    }
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

/// Writes the names of actors beside their rows.
fn names(pen: &mut Pen, view: &View, layout: &Layout) {
    for (row, (actor, words)) in layout.names.iter().enumerate() {
        let middle = layout.grid.y(row) + layout.grid.cell[1] / 2.0;
        let at = Point { x: layout.grid.corner.x - grid::GAP, y: middle - words.height() / 2.0 };
        let colour = pen.theme.text;
        pen.named(view, Node::Actor(*actor), |pen| pen.words(words, at, Anchor::End, colour));
    }
}

/// Draws a bar above each column that is an actor.
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

/// The legend.
fn legend(layout: &Layout, cells: &Cells) -> Vec<Entry> {
    let sides = Side::ALL.into_iter().filter(|side| cells.has(*side));
    let mut entries = sides.map(cells::sample).collect::<Vec<_>>();
    entries.extend(cells.has_unknown(&layout.grid).then(|| unknown("no stance found")));
    entries.extend(cells.has_counts().then(|| Entry::sentence("▲3: three stances")));
    entries.extend(cells.has_past().then(cells::past));
    let has_actors = layout.targets.iter().any(|target| matches!(target, Node::Actor(_)));
    entries.extend(has_actors.then(layout::spoken_of));
    entries
}
