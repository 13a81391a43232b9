//! The cells of a stance matrix: side, glyph and number.

use std::collections::BTreeMap;
use std::fmt::Display;

use super::Choice;
use crate::bloc::Seriation;
use crate::graph::{Node, Side, StanceRef, Standing};
use crate::render::Theme;
use crate::render::drawing::caption::plural;
use crate::render::drawing::evidence::{self, days};
use crate::render::drawing::geometry::{Point, Rect};
use crate::render::drawing::grid::{Grid, hatching};
use crate::render::drawing::legend::{Entry, SWATCH};
use crate::render::drawing::pen::Pen;
use crate::render::drawing::receipt::PAST;
use crate::render::font::{Weight, width};
use crate::render::shown::Shown;
use crate::render::theme::{Mark, size};
use crate::text::xml::Number;

/// How much of a side's colour a cell has.
const TINT: f64 = 0.45;
/// With more cells, tooltips have fewer stances.
const MANY: usize = 3_000;
/// The most stances in a tooltip of few cells, and of many.
const TOLD: [usize; 2] = [12, 2];

/// A standing of an actor on a target, in force or past, with its row and column.
struct Cell<'s> {
    row: usize,
    column: usize,
    standing: Standing<'s>,
    count: usize,
    is_past: bool,
}

impl Cell<'_> {
    /// `▲`, `▼3`; for the past `▲ 2015-07-14`.
    fn text(&self) -> String {
        let text = text(self.standing.side(), self.count);
        match self.is_past {
            true => format!("{text} {}", days(&self.standing.stances().collect::<Vec<_>>())),
            false => text,
        }
    }

    fn is_at(&self, other: &Self) -> bool {
        (self.row, self.column) == (other.row, other.column)
    }
}

/// The cells with a standing, by row and column.
pub(super) struct Cells<'s> {
    cells: Vec<Cell<'s>>,
}

impl<'s> Cells<'s> {
    pub(super) fn of(shown: &'s Shown, choice: &Choice, orders: [&Seriation; 2]) -> Self {
        let [rows, columns] = orders.map(places);
        let column_of = choice.targets.iter().zip(columns).collect::<BTreeMap<&Node, usize>>();
        let mut cells = Vec::new();
        let views = [(Some(&shown.now), false), (shown.past(), true)]
            .into_iter()
            .filter_map(|(view, is_past)| Some((view?, is_past)));
        for (view, is_past) in views {
            for (actor, row) in choice.actors.iter().zip(&rows) {
                for standing in view.standings().of(*actor) {
                    if let Some(column) = column_of.get(&standing.target_node()) {
                        let count = standing.stances().len();
                        cells.push(Cell { row: *row, column: *column, standing, count, is_past });
                    }
                }
            }
        }
        cells.sort_by_key(|cell| (cell.row, cell.column, cell.is_past));
        Self { cells }
    }

    /// The cells at each place: what is in force, and what came before.
    fn places(&self) -> impl Iterator<Item = &[Cell<'s>]> {
        self.cells.chunk_by(Cell::is_at)
    }

    pub(super) fn has_past(&self) -> bool {
        self.cells.iter().any(|cell| cell.is_past)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    pub(super) fn has(&self, side: Side) -> bool {
        self.cells.iter().any(|cell| !cell.is_past && cell.standing.side() == side)
    }

    pub(super) fn has_counts(&self) -> bool {
        self.cells.iter().any(|cell| cell.count > 1)
    }

    pub(super) fn has_unknown(&self, grid: &Grid) -> bool {
        self.places().count() < grid.rows * grid.columns
    }

    /// The width of the widest text of a cell, for glyphs `size` high.
    pub(super) fn widest(&self, size: f64) -> f64 {
        let width = |cell: &Cell| width(&cell.text(), size_of(cell, size), Weight::Regular);
        let widths = self.places().map(|cells| {
            cells.iter().map(width).sum::<f64>() + if cells.len() > 1 { BETWEEN } else { 0.0 }
        });
        widths.fold(0.0, f64::max)
    }

    pub(super) fn draw(&self, pen: &mut Pen, grid: &Grid, size: f64) {
        let colour = pen.theme.text;
        let height = Number(size);
        let attributes: [(&str, &dyn Display); 3] =
            [("font-size", &height), ("text-anchor", &"middle"), ("fill", &colour)];
        let told = TOLD[usize::from(self.cells.len() > MANY)];
        pen.within("g", &attributes, |pen| {
            for cells in self.places() {
                let place = grid.cell(cells[0].row, cells[0].column);
                for (cell, place) in cells.iter().zip(shares(cells, place, size)) {
                    cell.draw(pen, place, size, told);
                }
            }
        });
    }
}

impl Cell<'_> {
    /// Draws the mark of a side; for the past its pale glyph without an area.
    fn draw(&self, pen: &mut Pen, place: Rect, size: f64, told: usize) {
        let (side, text) = (self.standing.side(), self.text());
        let stances = self.standing.stances().collect::<Vec<_>>();
        let tooltip = tooltip(self, &stances, told);
        let class = format!("cell {side}{}", if self.is_past { PAST } else { "" });
        pen.mark(&class, &stances, &tooltip, |pen| match self.is_past {
            true => draw_past(pen, side, place, &text, size_of(self, size)),
            false => draw_cell(pen, side, place, &text, size),
        });
    }
}

/// Space between what is in force and what came before.
const BETWEEN: f64 = 14.0;

/// The size of a cell's text, relative to that of cells in force.
fn size_of(cell: &Cell, size: f64) -> f64 {
    if cell.is_past { 0.72 * size } else { size }
}

/// The parts of a place for what is in force and for what came before; the whole place if there is only one.
fn shares(cells: &[Cell], place: Rect, size: f64) -> Vec<Rect> {
    let [_, past] = cells else { return vec![place] };
    let width = width(&past.text(), size_of(past, size), Weight::Regular) + BETWEEN;
    let now = Rect { width: place.width - width, ..place };
    vec![now, Rect { x: now.right(), width, ..place }]
}

/// Draws the glyph and the days of a past standing on the background.
fn draw_past(pen: &mut Pen, side: Side, place: Rect, text: &str, size: f64) {
    let pale = pen.theme.pale();
    let Rect { x, y, width, height } = place;
    let [middle, baseline] = [x + width / 2.0, y + height / 2.0 + 0.365 * size].map(Number);
    let [x, y, width, height] = [x, y, width, height].map(Number);
    let area: [(&str, &dyn Display); 5] =
        [("x", &x), ("y", &y), ("width", &width), ("height", &height), ("fill", &pale.background)];
    pen.xml.empty("rect", &area);
    // Not as pale as lines, because it is small and must be readable.
    let (size, fill) = (Number(size), pen.theme.colour(side).towards(pale.background, 0.25));
    let attributes: [(&str, &dyn Display); 4] =
        [("x", &middle), ("y", &baseline), ("font-size", &size), ("fill", &fill)];
    pen.xml.text("text", &attributes, text);
}

/// The legend entry for pale text in a cell.
pub(super) fn past() -> Entry {
    Entry::drawn(SWATCH[0] + 40.0, "pale: no longer in force", |pen, at| {
        let place = Rect { width: SWATCH[0] + 40.0, ..swatch(at) };
        pen.within("g", &[("text-anchor", &"middle")], |pen| {
            draw_past(pen, Side::Support, place, "▲ 2015", size::SMALL - 1.0);
        });
    })
}

/// The place of each thing in an order.
fn places(seriation: &Seriation) -> Vec<usize> {
    let mut places = vec![0; seriation.order().len()];
    seriation.order().iter().enumerate().for_each(|(place, thing)| places[*thing] = place);
    places
}

/// The standing of a cell, and the evidence of its stances.
fn tooltip(cell: &Cell, stances: &[StanceRef], told: usize) -> String {
    let evidence = evidence::tooltip_of(stances, told);
    match stances.len() {
        count if cell.is_past => {
            format!("{}, no longer in force\n\n{evidence}", plural(count, "stance"))
        }
        1 => evidence,
        count => format!("{}, {}\n\n{evidence}", cell.standing, plural(count, "stance")),
    }
}

/// `▲`, `▼3`.
fn text(side: Side, count: usize) -> String {
    let glyph = Mark::of(side).glyph;
    if count > 1 { format!("{glyph}{count}") } else { glyph.to_string() }
}

/// Draws the area of a side, and its glyph in a colour that stands out.
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

/// Whether a cell is filled in themes without colours: only support is.
fn is_filled(theme: &Theme, side: Side) -> bool {
    theme.patterns && side == Side::Support
}

fn fill(theme: &Theme, side: Side) -> crate::render::Colour {
    if is_filled(theme, side) { theme.support } else { theme.tint(side, TINT) }
}

/// The legend entry for a side.
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

/// The legend entry for a cell without a standing.
pub fn unknown(text: impl Into<String>) -> Entry {
    Entry::drawn(SWATCH[0], text, move |pen, at| {
        let colour = hatching(&pen.theme);
        pen.hatch(swatch(at), colour);
    })
}

fn swatch(at: Point) -> Rect {
    Rect { x: at.x, y: at.y - SWATCH[1] / 2.0, width: SWATCH[0], height: SWATCH[1] }
}
