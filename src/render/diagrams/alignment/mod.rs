//! The alignment matrix: how close every two actors of a view are, with blocs.

mod cells;
mod layout;

use super::closeness::Closeness;
use super::stable_order::{FROM_LAYOUT, StableOrder, stable_order};
use crate::bloc::Seriation;
use crate::error::Error;
use crate::graph::{ActorIx, Node, View};
use crate::render::drawing::caption::{node_name, plural};
use crate::render::drawing::geometry::{Point, Rect};
use crate::render::drawing::grid;
use crate::render::drawing::legend::Entry;
use crate::render::drawing::pen::{Anchor, Pen};
use crate::render::drawing::plate::Plate;
use crate::render::drawing::words::Words;
use crate::render::font::Weight;
use crate::render::theme::size;
use crate::render::{Diagram, Picture};

use layout::{Layout, Run};

/// With more rows, actors without any score are left out.
const FEW: usize = 20;
/// The most rows.
const MOST: usize = 300;

/// Draws a cell for every pair.
pub(super) fn plate(view: &View, picture: &Picture) -> Result<Plate, Error> {
    let closeness = Closeness::of(view, picture, [FEW, MOST])?;
    let count = closeness.actors.len();
    let groups =
        (0..count).map(|place| closeness.bloc(place).unwrap_or(usize::MAX)).collect::<Vec<_>>();
    let mut seriation = Seriation::in_groups(&closeness.distances()?, &groups);
    let ends = [seriation.order().first(), seriation.order().last()];
    let [first, last] = ends.map(|end| end.map(|place| groups[*place]));
    if first > last {
        seriation = seriation.reversed();
    }
    let known = picture.layout.places(Diagram::Alignment);
    let name = |actor: &ActorIx| node_name(view, Node::Actor(*actor));
    let numbers = closeness.actors.iter().map(|actor| Some(known.get(&name(actor))?[1]));
    let StableOrder { seriation, numbers } = stable_order(seriation, &numbers.collect::<Vec<_>>());
    let layout = Layout::of(&closeness, &seriation);
    let drawn = Plate::drawn("Who agrees with whom", layout.size, picture.theme, |pen| {
        if count > 0 {
            draw(pen, &closeness, &layout, &seriation);
        }
    });
    let mut notes = closeness.notes();
    notes.extend(left_out(&closeness, picture.min_shared));
    notes.extend(closeness.alone("a score"));
    notes.extend((!seriation.has_tree()).then(|| FROM_LAYOUT.to_owned()));
    let is_whole = seriation.merges().iter().all(|merge| merge.is_joined);
    let legend = legend(&closeness, &layout, picture, is_whole);
    let places = closeness
        .actors
        .iter()
        .zip(numbers)
        .map(|(actor, number)| (name(actor), [number; 2]))
        .collect();
    Ok(Plate { legend, notes, places, sentences: closeness.sentences(), ..drawn })
}

fn draw(pen: &mut Pen, closeness: &Closeness, layout: &Layout, seriation: &Seriation) {
    let grid = &layout.grid;
    let colour = grid::hatching(&pen.theme);
    pen.hatch(grid.area(), colour);
    cells::draw(pen, closeness, layout, seriation.order());
    grid.lines(pen);
    for run in &layout.runs {
        outline(pen, layout, run);
    }
    names(pen, closeness, layout, seriation.order());
    grid::tree(pen, grid, grid::Side::Right, seriation.order(), seriation.merges(), layout.tree);
}

/// Draws the frame of a bloc along the diagonal, and its name at the side.
fn outline(pen: &mut Pen, layout: &Layout, run: &Run) {
    let grid = &layout.grid;
    let colour = pen.theme.text;
    let (x, y) = (grid.x(run.first), grid.y(run.first));
    let (width, height) = (grid.x(run.end) - x, grid.y(run.end) - y);
    pen.frame("bloc", Rect { x, y, width, height }, colour, 2.2);
    let left = grid.area().right() + grid::GAP + layout.tree + 6.0;
    let bar = Rect { x: left, y: y + 2.0, width: 2.2, height: height - 4.0 };
    pen.rect("bloc", bar, 0.0, (&colour, &"none"));
    let words = Words::new(&run.name(), f64::INFINITY, 1, size::LABEL, Weight::Regular);
    let at = Point { x: left + 9.0, y: y + height / 2.0 - words.height() / 2.0 };
    pen.words(&words, at, Anchor::Start, colour);
}

/// Writes the names of rows and columns.
fn names(pen: &mut Pen, closeness: &Closeness, layout: &Layout, order: &[usize]) {
    let grid = &layout.grid;
    for (row, place) in order.iter().enumerate() {
        let words = &layout.names[row];
        let middle = grid.y(row) + grid.cell[1] / 2.0;
        let at = Point { x: grid.corner.x - grid::GAP, y: middle - words.height() / 2.0 };
        let colour = pen.theme.text;
        let node = Node::Actor(closeness.actors[*place]);
        pen.named(closeness.view(), node, |pen| {
            pen.words(words, at, Anchor::End, colour);
            layout.headings.draw(pen, grid, row, true);
            if layout.is_tall {
                layout.headings.draw(pen, grid, row, false);
            }
        });
    }
}

/// The notes on pairs without a cell.
fn left_out(closeness: &Closeness, min_shared: usize) -> Vec<String> {
    let counts = closeness.counts;
    let notes = [
        (counts.apart, "with no shared target".to_owned()),
        (counts.thin, format!("with fewer than {min_shared} shared targets")),
        (counts.unanswered, "with no score".to_owned()),
    ]
    .into_iter()
    .filter(|(count, _)| *count > 0);
    notes.map(|(count, what)| format!("{} {what}", plural(count, "pair"))).collect()
}

/// The legend.
fn legend(closeness: &Closeness, layout: &Layout, picture: &Picture, is_whole: bool) -> Vec<Entry> {
    let min_shared = picture.min_shared;
    let mut entries = cells::samples(closeness, layout, &picture.theme);
    let counts = closeness.counts;
    let few = match min_shared {
        0 | 1 => "no shared target".into(),
        _ => format!("fewer than {min_shared} shared targets"),
    };
    let nothing = match (counts.apart + counts.thin, counts.unanswered) {
        (0, 0) => None,
        (0, _) => Some("no score".to_owned()),
        (_, 0) => Some(few),
        _ => Some(format!("{few}, or no score")),
    };
    let count = closeness.actors.len();
    let has_hatched = counts.scored < count * count.saturating_sub(1) / 2;
    entries.extend(nothing.filter(|_| has_hatched).map(super::matrix::unknown));
    entries.extend((!layout.runs.is_empty()).then(cells::bloc));
    let alike = match is_whole {
        true => "neighbours are alike; the tree joins the most alike first, within blocs",
        false => {
            "neighbours are alike; trees join the most alike first, within blocs, and nobody on no shared target"
        }
    };
    let is_tied = layout.tree > 0.0 && closeness.actors.len() > 2;
    entries.extend(is_tied.then(|| Entry::sentence(alike)));
    entries
}
