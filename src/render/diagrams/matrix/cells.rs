//! The cells of a matrix: side, glyph and number.

use std::collections::BTreeMap;
use std::fmt::Display;

use super::Choice;
use crate::bloc::Seriation;
use crate::graph::{Node, Side, StanceRef, Standing, Time, View};
use crate::render::Theme;
use crate::render::drawing::caption::plural;
use crate::render::drawing::evidence;
use crate::render::drawing::geometry::{Point, Rect};
use crate::render::drawing::grid::{Grid, hatching};
use crate::render::drawing::legend::{Entry, SWATCH};
use crate::render::drawing::pen::Pen;
use crate::render::drawing::xml::Number;
use crate::render::font::{Weight, width};
use crate::render::theme::{Mark, size};

/// How much of a side's colour a cell has.
const TINT: f64 = 0.45;
/// From so many cells on a tooltip tells fewer stances.
const MANY: usize = 3_000;
/// How many stances the tooltip of one of few cells tells, and of one of many.
const TOLD: [usize; 2] = [12, 2];

/// What an actor stands for on a target, and where.
struct Cell<'s> {
    row: usize,
    column: usize,
    standing: Standing<'s>,
    count: usize,
}

/// The cells of which something is known, by row and column.
pub(super) struct Cells<'s> {
    cells: Vec<Cell<'s>>,
}

impl<'s> Cells<'s> {
    pub(super) fn of(view: &'s View, choice: &Choice, orders: [&Seriation; 2]) -> Self {
        let [rows, columns] = orders.map(places);
        let column_of = choice.targets.iter().zip(columns).collect::<BTreeMap<&Node, usize>>();
        let mut cells = Vec::new();
        for (actor, row) in choice.actors.iter().zip(rows) {
            for standing in view.standings().of_actor(*actor) {
                if let Some(column) = column_of.get(&standing.target_node()) {
                    let count = standing.stances().len();
                    cells.push(Cell { row, column: *column, standing, count });
                }
            }
        }
        cells.sort_by_key(|cell| (cell.row, cell.column));
        Self { cells }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    pub(super) fn has(&self, side: Side) -> bool {
        self.cells.iter().any(|cell| cell.standing.side() == side)
    }

    pub(super) fn has_counts(&self) -> bool {
        self.cells.iter().any(|cell| cell.count > 1)
    }

    pub(super) fn has_unknown(&self, grid: &Grid) -> bool {
        self.cells.len() < grid.rows * grid.columns
    }

    /// The widest text of a cell of which the glyph is `size` high.
    pub(super) fn widest(&self, size: f64) -> f64 {
        let texts = self.cells.iter().map(|cell| text(cell.standing.side(), cell.count));
        texts.map(|text| width(&text, size, Weight::Regular)).fold(0.0, f64::max)
    }

    pub(super) fn draw(&self, pen: &mut Pen, grid: &Grid, size: f64) {
        let colour = pen.theme.text;
        let height = Number(size);
        let attributes: [(&str, &dyn Display); 3] =
            [("font-size", &height), ("text-anchor", &"middle"), ("fill", &colour)];
        let told = TOLD[usize::from(self.cells.len() > MANY)];
        pen.within("g", &attributes, |pen| {
            for cell in &self.cells {
                let stances = cell.standing.stances().collect::<Vec<_>>();
                let tooltip = tooltip(cell, &stances, told);
                let class = format!("cell {}", cell.standing.side());
                pen.mark(&class, &stances, &tooltip, |pen| {
                    let place = grid.cell(cell.row, cell.column);
                    let text = text(cell.standing.side(), cell.count);
                    draw_cell(pen, cell.standing.side(), place, &text, size);
                });
            }
        });
    }
}

/// The place of each thing in an order.
fn places(seriation: &Seriation) -> Vec<usize> {
    let mut places = vec![0; seriation.order().len()];
    seriation.order().iter().enumerate().for_each(|(place, thing)| places[*thing] = place);
    places
}

/// What several stances add up to, and their evidence.
fn tooltip(cell: &Cell, stances: &[StanceRef], told: usize) -> String {
    let evidence = evidence::tooltip_of(stances, told);
    match stances.len() {
        1 => evidence,
        count => format!("{}, {}\n\n{evidence}", cell.standing, plural(count, "stance")),
    }
}

/// `▲`, `▼3`.
fn text(side: Side, count: usize) -> String {
    let glyph = Mark::of(side).glyph;
    if count > 1 { format!("{glyph}{count}") } else { glyph.to_string() }
}

/// The area of a side, and its glyph in a colour that stands out.
fn draw_cell(pen: &mut Pen, side: Side, place: Rect, text: &str, size: f64) {
    let Rect { x, y, width, height } = place;
    let fill = fill(&pen.theme, side);
    let [middle, baseline] = [x + width / 2.0, y + height / 2.0 + 0.365 * size].map(Number);
    let [x, y, width, height] = [x, y, width, height].map(Number);
    let area: [(&str, &dyn Display); 5] =
        [("x", &x), ("y", &y), ("width", &width), ("height", &height), ("fill", &fill)];
    pen.xml.empty("rect", &area);
    let background = pen.theme.background;
    let mut attributes: Vec<(&str, &dyn Display)> = vec![("x", &middle), ("y", &baseline)];
    if is_filled(&pen.theme, side) {
        attributes.push(("fill", &background));
    }
    pen.xml.text("text", &attributes, text);
}

/// Without colours support is filled, and all else empty.
fn is_filled(theme: &Theme, side: Side) -> bool {
    theme.patterns && side == Side::Support
}

fn fill(theme: &Theme, side: Side) -> crate::render::Colour {
    if is_filled(theme, side) { theme.support } else { theme.tint(side, TINT) }
}

/// A cell of a side, for the legend.
pub(super) fn sample(side: Side) -> Entry {
    Entry::drawn(SWATCH[0], Mark::of(side).word, move |pen, at| {
        let place = swatch(at);
        let colour = pen.theme.text;
        let height = Number(size::SMALL);
        let attributes: [(&str, &dyn Display); 3] =
            [("font-size", &height), ("text-anchor", &"middle"), ("fill", &colour)];
        pen.within("g", &attributes, |pen| {
            draw_cell(pen, side, place, &text(side, 1), size::SMALL - 1.0);
        });
        if pen.theme.patterns {
            pen.rect("frame", place, 0.0, (&"none", &colour));
        }
    })
}

/// A cell of which nothing is known, for the legend.
pub(in crate::render::diagrams) fn unknown(text: impl Into<String>) -> Entry {
    Entry::drawn(SWATCH[0], text, move |pen, at| {
        let colour = hatching(&pen.theme);
        pen.hatch(swatch(at), colour);
    })
}

fn swatch(at: Point) -> Rect {
    Rect { x: at.x, y: at.y - SWATCH[1] / 2.0, width: SWATCH[0], height: SWATCH[1] }
}

/// What the number in a cell says.
pub(super) fn counted(time: Time) -> &'static str {
    match time {
        Time::Window { .. } => "▲3: three stances",
        _ => "▲3: three stances; the latest decides the side",
    }
}
