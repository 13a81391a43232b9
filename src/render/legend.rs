//! What the marks of a picture mean: only of those that it has.

use super::figure::{Piece, Point};
use super::font::Weight;
use super::pen::{Anchor, Pen, head_length, small_width};
use super::theme::{LINE, Mark, THICK, size};
use super::words::Words;
use super::xml::Number;
use crate::graph::Side;

/// Height of a row.
const ROW: f64 = 21.0;
/// Length of a line that shows how a side is drawn.
const SAMPLE: f64 = 40.0;
/// Space between a sample and its word.
const SPACE: f64 = 7.0;
/// Space between two entries.
const BETWEEN: f64 = 22.0;

/// A mark and its meaning.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Entry {
    /// A line of a side.
    Side(Side, String),
    /// A line of several stances.
    Bundle,
    /// A box.
    Actor,
    /// A pill.
    Issue,
    /// A panel.
    Camp,
    /// A sentence.
    Note(String),
}

impl Entry {
    /// The line of a side, with the word for it.
    pub(super) fn side(side: Side) -> Self {
        Self::Side(side, Mark::of(side).word.to_owned())
    }

    fn text(&self) -> &str {
        match self {
            Self::Side(_, text) | Self::Note(text) => text,
            Self::Bundle => "several stances",
            Self::Actor => "actor",
            Self::Issue => "issue",
            Self::Camp => "agree with one another on most",
        }
    }

    fn sample(&self) -> f64 {
        match self {
            Self::Side(..) => SAMPLE + 16.0,
            Self::Bundle => SAMPLE,
            Self::Actor | Self::Issue | Self::Camp => 24.0,
            Self::Note(_) => -SPACE,
        }
    }

    fn width(&self) -> f64 {
        self.sample() + SPACE + small_width(self.text())
    }
}

/// Rows of entries, none wider than `width` unless a single entry is.
pub(super) fn rows(entries: Vec<Entry>, width: f64) -> Vec<Vec<Entry>> {
    let mut rows = Vec::<Vec<Entry>>::new();
    let mut used = f64::INFINITY;
    for entry in entries {
        if used + entry.width() > width {
            rows.push(Vec::new());
            used = 0.0;
        }
        used += entry.width() + BETWEEN;
        rows.last_mut().expect("the first entry begins a row").push(entry);
    }
    rows
}

#[expect(clippy::cast_precision_loss, reason = "a few rows")]
pub(super) fn height(rows: &[Vec<Entry>]) -> f64 {
    rows.len() as f64 * ROW
}

/// Draws rows of entries below one another, from their upper left corner.
pub(super) fn draw(pen: &mut Pen, rows: &[Vec<Entry>], corner: Point) {
    let mut y = corner.y + ROW / 2.0;
    for row in rows {
        let mut x = corner.x;
        for entry in row {
            sample(pen, entry, Point { x, y });
            let x_text = x + entry.sample() + SPACE;
            let words = Words::new(entry.text(), f64::INFINITY, 1, size::SMALL, Weight::Regular);
            let at = Point { x: x_text, y: y - words.height() / 2.0 };
            let colour = pen.theme.muted;
            pen.words(&words, at, Anchor::Start, colour);
            x += entry.width() + BETWEEN;
        }
        y += ROW;
    }
}

fn sample(pen: &mut Pen, entry: &Entry, at: Point) {
    match entry {
        Entry::Side(side, _) => {
            let mut glyph = Words::new("", 99.0, 1, size::LABEL, Weight::Regular);
            glyph.glyph = Some(*side);
            let corner = Point { x: at.x, y: at.y - glyph.height() / 2.0 };
            let colour = pen.theme.text;
            pen.words(&glyph, corner, Anchor::Start, colour);
            let (from, to) = (at.x + 16.0, at.x + 16.0 + SAMPLE);
            line(pen, *side, [from, to], at.y, LINE);
            pen.head(*side, Point { x: to, y: at.y }, 1.0, LINE);
        }
        Entry::Bundle => {
            let (x, y) = (Number(at.x), Number(at.y - THICK / 2.0));
            let colour = pen.theme.muted;
            pen.xml.empty(
                "rect",
                &[
                    ("x", &x),
                    ("y", &y),
                    ("width", &SAMPLE),
                    ("height", &THICK),
                    ("fill", &colour),
                ],
            );
        }
        Entry::Actor => swatch(pen, at, Swatch::Actor),
        Entry::Issue => swatch(pen, at, Swatch::Issue),
        Entry::Camp => swatch(pen, at, Swatch::Camp),
        Entry::Note(_) => {}
    }
}

fn line(pen: &mut Pen, side: Side, [from, to]: [f64; 2], y: f64, width: f64) {
    let end = to - head_length(side, width);
    let (from, to) = (Point { x: from, y }, Point { x: end, y });
    let piece = Piece { from, begin: from.x, controls: [from.x, end], end, to };
    pen.stroke(&[piece], side, width);
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Swatch {
    Actor,
    Issue,
    Camp,
}

fn swatch(pen: &mut Pen, at: Point, kind: Swatch) {
    let theme = pen.theme;
    let (fill, stroke, radius) = match kind {
        Swatch::Actor => (theme.actor, theme.actor_line, 2.5),
        Swatch::Issue => (theme.issue, theme.issue_line, 7.0),
        Swatch::Camp => (theme.panel, theme.panel, 3.0),
    };
    let (x, y) = (Number(at.x), Number(at.y - 7.0));
    pen.xml.empty(
        "rect",
        &[
            ("x", &x),
            ("y", &y),
            ("width", &24),
            ("height", &14),
            ("rx", &radius),
            ("fill", &fill),
            ("stroke", &stroke),
        ],
    );
}
