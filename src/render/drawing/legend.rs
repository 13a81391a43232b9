//! The legend: the meaning of the marks that a picture has.

use std::fmt;

use super::geometry::{Piece, Point};
use super::pen::{Anchor, Pen, head_length, small_width};
use super::words::Words;
use crate::graph::Side;
use crate::render::font::Weight;
use crate::render::theme::{LINE, Mark, THICK, Theme, size};
use crate::text::xml::Number;

/// The height of a row.
const ROW: f64 = 21.0;
/// The length of a sample line.
const SAMPLE: f64 = 40.0;
/// Space for the glyph before a line.
const GLYPH: f64 = 16.0;
/// Space between a sample and its word.
const SPACE: f64 = 7.0;
/// Space between two entries.
const BETWEEN: f64 = 22.0;
/// The size of a sample area.
pub const SWATCH: [f64; 2] = [24.0, 14.0];

/// A function that draws a sample, from the middle of its left side.
type Draw = Box<dyn Fn(&mut Pen, Point)>;

/// A sample of a mark and its meaning.
pub struct Entry {
    text: String,
    width: f64,
    draw: Draw,
}

impl fmt::Debug for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Entry").field(&self.text).finish()
    }
}

impl Entry {
    /// A sample of this width, drawn from the middle of its left side and no higher than a [`SWATCH`].
    pub(crate) fn drawn(
        width: f64,
        text: impl Into<String>,
        draw: impl Fn(&mut Pen, Point) + 'static,
    ) -> Self {
        Self { text: text.into(), width, draw: Box::new(draw) }
    }

    /// A sentence without a sample.
    pub(crate) fn sentence(text: impl Into<String>) -> Self {
        Self::drawn(-SPACE, text, |_, _| {})
    }

    /// The line of a side with its glyph and head, as stances have it.
    pub(crate) fn side(side: Side) -> Self {
        Self::drawn(SAMPLE + GLYPH, Mark::of(side).word, move |pen, at| {
            line(pen, side, at, head_length(side, LINE));
            pen.head(side, Point { x: at.x + GLYPH + SAMPLE, y: at.y }, 1.0, LINE);
        })
    }

    /// A pale line: what is no longer in force.
    pub(crate) fn past() -> Self {
        Self::drawn(SAMPLE, "pale: no longer in force", |pen, at| {
            let colour = pen.theme.pale().support;
            pen.rule([at, Point { x: at.x + SAMPLE, y: at.y }], LINE, colour);
        })
    }

    /// The line of a side with its glyph, without a head.
    pub(crate) fn line(side: Side, text: impl Into<String>) -> Self {
        Self::drawn(SAMPLE + GLYPH, text, move |pen, at| line(pen, side, at, 0.0))
    }

    /// The glyph of a side.
    pub(crate) fn glyph(side: Side, text: impl Into<String>) -> Self {
        Self::drawn(12.0, text, move |pen, at| glyph(pen, side, at))
    }

    /// A thick line.
    pub(crate) fn thick(text: impl Into<String>) -> Self {
        Self::drawn(SAMPLE, text, |pen, at| {
            let (x, y) = (Number(at.x), Number(at.y - THICK / 2.0));
            let colour = pen.theme.muted;
            pen.xml.empty(
                "rect",
                &[("x", &x), ("y", &y), ("width", &SAMPLE), ("height", &THICK), ("fill", &colour)],
            );
        })
    }

    /// The box of an actor.
    pub(crate) fn actor(text: impl Into<String>) -> Self {
        Self::swatch(text, 2.5, |theme| [theme.actor, theme.actor_line])
    }

    /// The pill of an issue.
    pub(crate) fn issue(text: impl Into<String>) -> Self {
        Self::swatch(text, 7.0, |theme| [theme.issue, theme.issue_line])
    }

    /// The panel of a group.
    pub(crate) fn panel(text: impl Into<String>) -> Self {
        Self::swatch(text, 3.0, |theme| [theme.panel, theme.panel_line])
    }

    /// An area with this fill and outline.
    pub(crate) fn swatch(
        text: impl Into<String>,
        radius: f64,
        colours: fn(&Theme) -> [crate::render::Colour; 2],
    ) -> Self {
        Self::drawn(SWATCH[0], text, move |pen, at| {
            let [fill, stroke] = colours(&pen.theme);
            let (x, y) = (Number(at.x), Number(at.y - SWATCH[1] / 2.0));
            pen.xml.empty(
                "rect",
                &[
                    ("x", &x),
                    ("y", &y),
                    ("width", &SWATCH[0]),
                    ("height", &SWATCH[1]),
                    ("rx", &radius),
                    ("fill", &fill),
                    ("stroke", &stroke),
                ],
            );
        })
    }

    fn full_width(&self) -> f64 {
        self.width + SPACE + small_width(&self.text)
    }
}

/// Rows of entries, none wider than `width` unless a single entry is.
pub fn rows(entries: Vec<Entry>, width: f64) -> Vec<Vec<Entry>> {
    let mut rows = Vec::<Vec<Entry>>::new();
    let mut used = f64::INFINITY;
    for entry in entries {
        if used + entry.full_width() > width {
            rows.push(Vec::new());
            used = 0.0;
        }
        used += entry.full_width() + BETWEEN;
        rows.last_mut().expect("the first entry begins a row").push(entry);
    }
    rows
}

#[expect(clippy::cast_precision_loss, reason = "a few rows")]
pub fn height(rows: &[Vec<Entry>]) -> f64 {
    rows.len() as f64 * ROW
}

/// Draws rows of entries below one another, from their upper left corner.
pub fn draw(pen: &mut Pen, rows: &[Vec<Entry>], corner: Point) {
    let mut y = corner.y + ROW / 2.0;
    for row in rows {
        let mut x = corner.x;
        for entry in row {
            (entry.draw)(pen, Point { x, y });
            let x_text = x + entry.width + SPACE;
            let words = Words::new(&entry.text, f64::INFINITY, 1, size::SMALL, Weight::Regular);
            let at = Point { x: x_text, y: y - words.height() / 2.0 };
            let colour = pen.theme.muted;
            pen.words(&words, at, Anchor::Start, colour);
            x += entry.full_width() + BETWEEN;
        }
        y += ROW;
    }
}

/// The glyph of a side and its line, which ends a bit before its place.
fn line(pen: &mut Pen, side: Side, at: Point, before: f64) {
    glyph(pen, side, at);
    let end = at.x + GLYPH + SAMPLE - before;
    let (from, to) = (Point { x: at.x + GLYPH, y: at.y }, Point { x: end, y: at.y });
    pen.stroke(&[Piece { from, begin: from.x, controls: [from.x, end], end, to }], side, LINE);
}

fn glyph(pen: &mut Pen, side: Side, at: Point) {
    let mut glyph = Words::new("", 99.0, 1, size::LABEL, Weight::Regular);
    glyph.glyph = Some(side);
    let corner = Point { x: at.x, y: at.y - glyph.height() / 2.0 };
    let colour = pen.theme.text;
    pen.words(&glyph, corner, Anchor::Start, colour);
}
