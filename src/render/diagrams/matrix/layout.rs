//! The layout of a matrix: sizes and places of its parts.

use super::{Cells, Choice};
use crate::bloc::Seriation;
use crate::graph::{ActorIx, Node, View};
use crate::render::drawing::geometry::{Point, Rect};
use crate::render::drawing::grid::{GAP, Grid, Headings};
use crate::render::drawing::legend::{Entry, SWATCH};
use crate::render::drawing::words::Words;
use crate::render::font::{Weight, width};

/// Up to this many columns have horizontal labels.
const FEW_COLUMNS: usize = 9;
/// With more rows, labels stand below the columns as well.
const MANY_ROWS: usize = 50;
/// The widest name of an actor.
const NAME: f64 = 210.0;
/// The narrowest and the widest cell with a horizontal label above it.
const FLAT: [f64; 2] = [84.0, 136.0];

/// The sizes and places.
pub(super) struct Layout {
    pub(super) grid: Grid,
    /// Size of the text in cells.
    pub(super) text: f64,
    /// The actors of the rows and their names.
    pub(super) names: Vec<(ActorIx, Words)>,
    /// The targets of the columns.
    pub(super) targets: Vec<Node>,
    pub(super) headings: Headings,
    /// The depths of the trees of rows and of columns.
    pub(super) trees: [f64; 2],
    /// Whether columns are so long that they have labels at both ends.
    pub(super) is_tall: bool,
    pub(super) size: [f64; 2],
}

impl Layout {
    pub(super) fn of(
        view: &View,
        choice: &Choice,
        [rows, columns]: [&Seriation; 2],
        cells: &Cells,
    ) -> Self {
        let actors = rows.order().iter().map(|row| choice.actors[*row]).collect::<Vec<_>>();
        let targets =
            columns.order().iter().map(|column| choice.targets[*column]).collect::<Vec<_>>();
        let height = row_height(actors.len());
        let text = (0.62 * height).min(15.0);
        let (cell, headings) = headings(view, &targets, cells.widest(text) + 5.0);
        let names = names(view, &actors, (0.74 * height).min(14.0));
        let widest = names.iter().map(|(_, words)| words.width()).fold(0.0, f64::max);
        let is_tall = actors.len() > MANY_ROWS;
        let trees = [rows, columns]
            .map(|order| if order.has_tree() { depth(order.order().len()) } else { 0.0 });
        let [right, left] = headings.overhangs(cell);
        let left = (widest + GAP).max(if is_tall { left } else { 0.0 });
        let corner = Point { x: left.ceil(), y: (headings.height() + GAP).ceil() };
        let grid =
            Grid { corner, cell: [cell, height], rows: actors.len(), columns: targets.len() };
        let beside = right.max(GAP + trees[0]);
        let below = GAP + if is_tall { headings.height() } else { trees[1] };
        let area = grid.area();
        let size = [area.right() + beside, area.bottom() + below];
        let size = if cells.is_empty() { [0.0; 2] } else { size };
        Self { grid, text, names, targets, headings, trees, is_tall, size }
    }
}

/// The height of a row: the fewer rows, the higher.
fn row_height(rows: usize) -> f64 {
    match rows {
        0..=12 => 32.0,
        13..=30 => 26.0,
        31..=60 => 20.0,
        _ => 16.0,
    }
}

/// The depth of a tree with this many leaves.
fn depth(leaves: usize) -> f64 {
    match leaves {
        0 | 1 => 0.0,
        2..=30 => 48.0,
        _ => 72.0,
    }
}

/// The width of the cells, at least `least`, and the labels above them.
fn headings(view: &View, targets: &[Node], least: f64) -> (f64, Headings) {
    let texts = targets.iter().map(|target| {
        let weight = match target {
            Node::Actor(_) => Weight::Bold,
            Node::Issue(_) => Weight::Regular,
        };
        (view.graph().target_of(*target).title(), weight)
    });
    let texts = texts.collect::<Vec<_>>();
    if texts.len() <= FEW_COLUMNS {
        let words = texts.iter().flat_map(|(text, weight)| {
            text.split_whitespace().map(|word| width(word, 12.5, *weight))
        });
        let cell = (words.fold(0.0, f64::max) + 12.0).clamp(FLAT[0], FLAT[1]).max(least).ceil();
        return (cell, Headings::flat(&texts, cell, 12.5));
    }
    let (size, wide) = match texts.len() {
        0..=20 => (12.0_f64, 36.0),
        21..=40 => (11.5, 26.0),
        _ => (11.0, 0.0),
    };
    let cell = Headings::narrowest(size).max(wide).max(least).ceil();
    (cell, Headings::slanted(&texts, cell, size))
}

fn names(view: &View, actors: &[ActorIx], size: f64) -> Vec<(ActorIx, Words)> {
    let name = |actor: &ActorIx| {
        let title = view.graph().actor(*actor).title();
        (*actor, Words::one_line(title, NAME, size, Weight::Bold))
    };
    actors.iter().map(name).collect()
}

/// The legend entry for a column that is an actor.
pub(super) fn spoken_of() -> Entry {
    Entry::drawn(SWATCH[0], "an actor who is spoken of", |pen, at| {
        let colour = pen.theme.actor_line;
        let place = Rect { x: at.x, y: at.y - 1.5, width: SWATCH[0], height: 3.0 };
        pen.rect("toward", place, 0.0, (&colour, &"none"));
    })
}
