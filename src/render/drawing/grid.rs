//! A grid of cells in rows and columns, with labels, and trees beside it.

use std::fmt::Display;

use super::geometry::{Point, Rect};
use super::pen::Pen;
use super::words::Words;
use crate::bloc::Merge;
use crate::render::font::Weight;
use crate::render::{Colour, Theme};
use crate::text::xml::Number;

/// The angle of slanted labels, in degrees.
const SLANT: f64 = 55.0;
/// The sine and the cosine of the angle, as constants so that they are the same on every machine.
const SINE: f64 = 0.819_152;
const COSINE: f64 = 0.573_576;
/// Space between labels and cells, and between cells and a tree.
pub const GAP: f64 = 7.0;
/// The height of a line of slanted text, relative to its size.
const TIGHT: f64 = 1.24;
/// The longest slanted label.
const LONGEST: f64 = 220.0;
/// The most lines of a label above a cell.
const MOST_LINES: usize = 5;

/// Cells in rows and columns.
#[derive(Clone, Copy, Debug)]
pub struct Grid {
    /// The left upper corner of the first cell.
    pub(crate) corner: Point,
    /// Width and height of a cell.
    pub(crate) cell: [f64; 2],
    pub(crate) rows: usize,
    pub(crate) columns: usize,
}

#[expect(clippy::cast_precision_loss, reason = "far fewer cells than 2^52")]
impl Grid {
    pub(crate) fn cell(&self, row: usize, column: usize) -> Rect {
        let [width, height] = self.cell;
        let (x, y) = (self.x(column), self.y(row));
        Rect { x, y, width, height }
    }

    /// The left side of a column.
    pub(crate) fn x(&self, column: usize) -> f64 {
        self.corner.x + column as f64 * self.cell[0]
    }

    /// The upper side of a row.
    pub(crate) fn y(&self, row: usize) -> f64 {
        self.corner.y + row as f64 * self.cell[1]
    }

    pub(crate) fn area(&self) -> Rect {
        let Point { x, y } = self.corner;
        Rect { x, y, width: self.x(self.columns) - x, height: self.y(self.rows) - y }
    }

    /// Draws lines between the cells, in a colour that stands out from hatching behind them.
    pub(crate) fn lines(&self, pen: &mut Pen) {
        let theme = pen.theme;
        let colour = if theme.patterns { hatching(&theme) } else { theme.background };
        self.ruled(pen, colour);
    }

    /// Draws lines between the cells, as one path.
    pub(crate) fn ruled(&self, pen: &mut Pen, colour: Colour) {
        let Rect { x, y, width, height } = self.area();
        let mut path = String::new();
        for column in 0..=self.columns {
            path += &format!("M{},{} v{} ", Number(self.x(column)), Number(y), Number(height));
        }
        for row in 0..=self.rows {
            path += &format!("M{},{} h{} ", Number(x), Number(self.y(row)), Number(width));
        }
        let attributes: [(&str, &dyn Display); 5] = [
            ("d", &path.trim_end()),
            ("fill", &"none"),
            ("stroke", &colour),
            ("stroke-width", &1),
            ("pointer-events", &"none"),
        ];
        pen.xml.empty("path", &attributes);
    }
}

/// The colour of the hatching over what is not known.
pub fn hatching(theme: &Theme) -> Colour {
    theme.neutral.towards(theme.background, 0.55)
}

/// The labels above the columns of a grid.
#[derive(Debug)]
pub struct Headings {
    words: Vec<Words>,
    is_slanted: bool,
}

impl Headings {
    /// Horizontal labels in the width of their cells.
    pub(crate) fn flat(texts: &[(&str, Weight)], cell: f64, size: f64) -> Self {
        let words = |(text, weight): &(&str, Weight)| {
            Words::new(text, cell - 8.0, MOST_LINES, size, *weight)
        };
        Self { words: texts.iter().map(words).collect(), is_slanted: false }
    }

    /// Slanted labels of one or two lines, as many as fit into the width of a cell.
    pub(crate) fn slanted(texts: &[(&str, Weight)], cell: f64, size: f64) -> Self {
        let room = cell * SINE;
        let has_two = room >= 2.0 * size * TIGHT;
        let words = |(text, weight): &(&str, Weight)| match has_two {
            true => Words::new(text, LONGEST, 2, size, *weight),
            false => Words::one_line(text, LONGEST, size, *weight),
        };
        Self { words: texts.iter().map(words).collect(), is_slanted: true }
    }

    /// The narrowest cells whose slanted labels do not touch.
    pub(crate) fn narrowest(size: f64) -> f64 {
        (size * TIGHT / SINE).ceil()
    }

    /// The height that the labels need above the cells.
    pub(crate) fn height(&self) -> f64 {
        let heights = self.words.iter().map(|words| match self.is_slanted {
            true => words.width() * SINE + words.height(),
            false => words.height(),
        });
        heights.fold(0.0, f64::max)
    }

    /// How far labels reach beyond the right side of a grid with cells of this width, and labels below it beyond the
    /// left side.
    #[expect(clippy::cast_precision_loss, reason = "few columns")]
    pub(crate) fn overhangs(&self, cell: f64) -> [f64; 2] {
        if !self.is_slanted {
            return [0.0; 2];
        }
        let across = |words: &Words| words.width() * COSINE + words.size;
        let last = self.words.len();
        let right = self
            .words
            .iter()
            .enumerate()
            .map(|(column, words)| across(words) - ((last - column) as f64 - 0.5) * cell);
        let left = self
            .words
            .iter()
            .enumerate()
            .map(|(column, words)| across(words) - (column as f64 + 0.5) * cell);
        [right.fold(0.0, f64::max), left.fold(0.0, f64::max)]
    }

    /// Writes one label above or below its column.
    pub(crate) fn draw(&self, pen: &mut Pen, grid: &Grid, column: usize, is_above: bool) {
        let words = &self.words[column];
        let middle = grid.x(column) + grid.cell[0] / 2.0;
        let area = grid.area();
        let (side, away) = if is_above { (area.y, -GAP) } else { (area.bottom(), GAP) };
        let colour = pen.theme.text;
        if self.is_slanted {
            let end = Point { x: middle, y: side + away };
            pen.slanted(words, end, SLANT, is_above, colour);
            return;
        }
        let y = if is_above { side + away - words.height() } else { side + away };
        pen.words(words, Point { x: middle, y }, super::pen::Anchor::Middle, colour);
    }
}

/// The side of the grid at which a tree has its leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// To the right of rows.
    Right,
    /// Below columns.
    Below,
}

/// Draws the tree of an order beside a grid, with its leaves at the cells.
pub fn tree(pen: &mut Pen, grid: &Grid, side: Side, order: &[usize], merges: &[Merge], depth: f64) {
    let area = grid.area();
    let joined = merges.iter().filter(|merge| merge.is_joined);
    let highest = joined.map(|merge| merge.height).fold(0.0, f64::max);
    let scale = if highest > 0.0 { (depth - 4.0) / highest } else { 0.0 };
    let (begin, first, step) = match side {
        Side::Right => (area.right() + GAP, area.y, grid.cell[1]),
        Side::Below => (area.bottom() + GAP, area.x, grid.cell[0]),
    };
    // For each cluster the distance from the grid, and the place along it.
    let mut places = vec![(begin, 0.0); order.len()];
    for (place, thing) in order.iter().enumerate() {
        #[expect(clippy::cast_precision_loss, reason = "few rows")]
        let along = first + (place as f64 + 0.5) * step;
        places[*thing] = (begin, along);
    }
    let mut path = String::new();
    for merge in merges {
        let out = begin + 4.0 + merge.height * scale;
        if !merge.is_joined {
            // No merge above it is joined either.
            places.push((begin, 0.0));
            continue;
        }
        let [one, other] = [places[merge.left], places[merge.right]];
        path += &bracket(side, one, other, out);
        places.push((out, f64::midpoint(one.1, other.1)));
    }
    if path.is_empty() {
        return;
    }
    let colour = pen.theme.muted;
    let attributes: [(&str, &dyn Display); 5] = [
        ("class", &"tree"),
        ("d", &path.trim_end()),
        ("fill", &"none"),
        ("stroke", &colour),
        ("stroke-width", &0.9),
    ];
    pen.xml.empty("path", &attributes);
}

/// The path from one cluster outward, along the grid, and back to the other cluster.
fn bracket(side: Side, one: (f64, f64), other: (f64, f64), out: f64) -> String {
    let [a, b, out_by] = [one.0, other.0, out].map(Number);
    let [from, to] = [one.1, other.1].map(Number);
    match side {
        Side::Right => format!("M{a},{from} H{out_by} V{to} H{b} "),
        Side::Below => format!("M{from},{a} V{out_by} H{to} V{b} "),
    }
}
