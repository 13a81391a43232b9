//! The layout of the alignment matrix: sizes and places of its parts.

use super::super::closeness::pairs;
use super::Closeness;
use crate::bloc::Seriation;
use crate::render::drawing::geometry::Point;
use crate::render::drawing::grid::{GAP, Grid, Headings};
use crate::render::drawing::words::Words;
use crate::render::font::{Weight, width};
use crate::render::theme::size;

/// The widest name at the side.
const NAME: f64 = 200.0;
/// Up to this many columns have horizontal names.
const FEW: usize = 7;
/// With more rows, names stand below the columns as well.
const MANY: usize = 50;

/// Consecutive rows of one bloc.
pub(super) struct Run {
    pub(super) bloc: usize,
    pub(super) first: usize,
    /// The row after the last.
    pub(super) end: usize,
}

impl Run {
    pub(super) fn name(&self) -> String {
        format!("bloc {}", self.bloc + 1)
    }
}

/// The sizes and places.
pub(super) struct Layout {
    pub(super) grid: Grid,
    /// The size of the numbers in cells; 0 if there is no room for them.
    pub(super) number: f64,
    /// Whether cells have the number of shared targets.
    pub(super) has_shared: bool,
    /// Whether some score rests on only one or two targets.
    pub(super) has_thin: bool,
    pub(super) names: Vec<Words>,
    pub(super) headings: Headings,
    pub(super) runs: Vec<Run>,
    /// The depth of the tree.
    pub(super) tree: f64,
    pub(super) is_tall: bool,
    pub(super) size: [f64; 2],
}

/// The sizes of cells, names and numbers for a number of rows.
fn sizes(rows: usize) -> ([f64; 2], f64, f64) {
    match rows {
        0..=FEW => ([86.0, 44.0], 14.0, 14.0),
        8..=14 => ([50.0, 36.0], 13.0, 13.0),
        15..=30 => ([34.0, 24.0], 12.0, 11.0),
        31..=60 => ([27.0, 18.0], 11.0, 9.5),
        _ => ([15.0, 14.0], 10.0, 0.0),
    }
}

impl Layout {
    pub(super) fn of(closeness: &Closeness, seriation: &Seriation) -> Self {
        let order = seriation.order();
        let count = order.len();
        let (cell, name, number) = sizes(count);
        let graph = closeness.view().graph();
        let titles = order
            .iter()
            .map(|place| graph.actor(closeness.actors[*place]).title())
            .collect::<Vec<_>>();
        let names = titles
            .iter()
            .map(|title| Words::one_line(title, NAME, name, Weight::Bold))
            .collect::<Vec<_>>();
        let texts = titles.iter().map(|title| (*title, Weight::Bold)).collect::<Vec<_>>();
        let (headings, cell) = if count <= FEW {
            let words = titles.iter().flat_map(|title| title.split_whitespace());
            let widest = words.map(|word| width(word, 12.5, Weight::Bold) + 12.0);
            let wide = widest.fold(cell[0], f64::max).min(130.0).ceil();
            (Headings::flat(&texts, wide, 12.5), [wide, cell[1]])
        } else {
            (Headings::slanted(&texts, cell[0], name.min(12.0)), cell)
        };
        let is_tall = count > MANY;
        let runs = runs(closeness, order);
        let [right, left] = headings.overhangs(cell[0]);
        let widest = names.iter().map(Words::width).fold(0.0, f64::max);
        let left = (widest + GAP).max(if is_tall { left } else { 0.0 });
        let corner = Point { x: left.ceil(), y: (headings.height() + GAP).ceil() };
        let grid = Grid { corner, cell, rows: count, columns: count };
        let tree = match count {
            _ if !seriation.has_tree() => 0.0,
            0 | 1 => 0.0,
            2..=30 => 48.0,
            _ => 72.0,
        };
        let labels = runs
            .iter()
            .map(|run| width(&run.name(), size::LABEL, Weight::Regular))
            .fold(0.0, f64::max);
        let beside = right.max(GAP + tree + 16.0 + labels);
        let below = if is_tall { GAP + headings.height() } else { 2.0 };
        let area = grid.area();
        let size =
            if count == 0 { [0.0; 2] } else { [area.right() + beside, area.bottom() + below] };
        let has_shared = cell[1] >= 34.0;
        let thin = |(a, b)| closeness.pair(a, b).is_some_and(|pair| pair.is_thin());
        let has_thin = pairs(count).any(thin);
        Self { grid, number, has_shared, has_thin, names, headings, runs, tree, is_tall, size }
    }
}

/// The blocs in the order of their rows.
fn runs(closeness: &Closeness, order: &[usize]) -> Vec<Run> {
    let mut runs = Vec::<Run>::new();
    for (row, place) in order.iter().enumerate() {
        let Some(bloc) = closeness.bloc(*place) else { continue };
        match runs.last_mut().filter(|run| run.bloc == bloc && run.end == row) {
            Some(run) => run.end = row + 1,
            None => runs.push(Run { bloc, first: row, end: row + 1 }),
        }
    }
    runs
}
