//! What the marks of a picture mean: only of those that it has.

use super::Diagram;
use super::chart::{Chart, Kind, Line};
use super::figure::{Figure, Piece, Point};
use super::font::Weight;
use super::pen::{Anchor, Pen, head_length, small_width};
use super::theme::{LINE, Mark, THICK, size};
use super::words::Words;
use super::xml::Number;
use crate::graph::{Node, Side, Time};

/// Height of a row.
const ROW: f64 = 21.0;
/// Length of a line that shows how a side is drawn.
const SAMPLE: f64 = 40.0;
/// Space between a sample and its word.
const SPACE: f64 = 7.0;
/// Space between two entries.
const BETWEEN: f64 = 22.0;

/// A mark and its meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Entry {
    /// A line of a side, with its head.
    Side(Side),
    /// A line of a score.
    Score(Side),
    /// A line of several stances, in the colour of the latest or of all of them.
    Bundle {
        /// Whether the latest alone decides.
        of_latest: bool,
    },
    /// A box.
    Actor,
    /// A pill.
    Issue,
    /// A panel.
    Camp,
    /// How often a label was said.
    Repeated,
    /// What a score says.
    Scale,
}

/// What there is to explain in a figure.
pub(super) fn entries(figure: &Figure, diagram: Diagram, time: Time) -> Vec<Entry> {
    let lines = &figure.chart.lines;
    let sides = Side::ALL.into_iter().filter(|side| lines.iter().any(|line| line.side == *side));
    let mut entries = sides.map(|side| Entry::line(side, diagram)).collect::<Vec<_>>();
    let optional = match diagram {
        Diagram::Stances => of_stances(figure.chart, time),
        Diagram::Alignment => vec![(Entry::Scale, !lines.is_empty())],
    };
    entries.extend(optional.into_iter().filter(|(_, is_there)| *is_there).map(|(entry, _)| entry));
    entries.extend((!figure.panels.is_empty()).then_some(Entry::Camp));
    entries
}

/// What a picture of stances may have, and whether this one does.
fn of_stances(chart: &Chart, time: Time) -> Vec<(Entry, bool)> {
    let has = |is_wanted: fn(&Kind) -> bool| chart.stations.iter().any(|s| is_wanted(&s.kind));
    let has_labels = has(|kind| matches!(kind, Kind::Label { .. }));
    let is_repeated = |line: &Line| line.width < THICK && line.stances.len() > 1;
    let of_latest = !matches!(time, Time::Window { .. });
    vec![
        (Entry::Bundle { of_latest }, chart.lines.iter().any(|line| line.width >= THICK)),
        (Entry::Repeated, has_labels && chart.lines.iter().any(is_repeated)),
        (Entry::Actor, has(|kind| matches!(kind, Kind::Name { node: Node::Actor(_), .. }))),
        (Entry::Issue, has(|kind| matches!(kind, Kind::Name { node: Node::Issue(_), .. }))),
    ]
}

impl Entry {
    /// The line of a side.
    pub(super) fn line(side: Side, diagram: Diagram) -> Self {
        match diagram {
            Diagram::Stances => Self::Side(side),
            Diagram::Alignment => Self::Score(side),
        }
    }

    pub(super) fn text(self) -> &'static str {
        match self {
            Self::Side(side) => Mark::of(side).word,
            Self::Score(Side::Support) => "agree (0.75 or more)",
            Self::Score(Side::Oppose) => "disagree (0.25 or less)",
            Self::Score(_) => "in between",
            Self::Bundle { of_latest: true } => "several stances; the latest decides the colour",
            Self::Bundle { of_latest: false } => "several stances",
            Self::Repeated => "×2  said twice",
            Self::Scale => "1.00 on 3: full agreement on 3 shared targets",
            Self::Actor => "actor",
            Self::Issue => "issue",
            Self::Camp => "grouped by agreement (layout aid)",
        }
    }

    fn sample(self) -> f64 {
        match self {
            Self::Side(_) | Self::Score(_) => SAMPLE + 16.0,
            Self::Bundle { .. } => SAMPLE,
            Self::Actor | Self::Issue | Self::Camp => 24.0,
            Self::Repeated | Self::Scale => -SPACE,
        }
    }

    fn width(self) -> f64 {
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
            sample(pen, *entry, Point { x, y });
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

fn sample(pen: &mut Pen, entry: Entry, at: Point) {
    match entry {
        Entry::Side(side) => {
            let tip = Point { x: at.x + 16.0 + SAMPLE, y: at.y };
            line(pen, side, at, head_length(side, LINE));
            pen.head(side, tip, 1.0, LINE);
        }
        Entry::Score(side) => line(pen, side, at, 0.0),
        Entry::Bundle { .. } => {
            let (x, y) = (Number(at.x), Number(at.y - THICK / 2.0));
            let colour = pen.theme.muted;
            pen.xml.empty(
                "rect",
                &[("x", &x), ("y", &y), ("width", &SAMPLE), ("height", &THICK), ("fill", &colour)],
            );
        }
        Entry::Actor => swatch(pen, at, Swatch::Actor),
        Entry::Issue => swatch(pen, at, Swatch::Issue),
        Entry::Camp => swatch(pen, at, Swatch::Camp),
        Entry::Repeated | Entry::Scale => {}
    }
}

/// The glyph of a side and its line, which ends a bit before its place.
fn line(pen: &mut Pen, side: Side, at: Point, before: f64) {
    let mut glyph = Words::new("", 99.0, 1, size::LABEL, Weight::Regular);
    glyph.glyph = Some(side);
    let corner = Point { x: at.x, y: at.y - glyph.height() / 2.0 };
    let colour = pen.theme.text;
    pen.words(&glyph, corner, Anchor::Start, colour);
    let end = at.x + 16.0 + SAMPLE - before;
    let (from, to) = (Point { x: at.x + 16.0, y: at.y }, Point { x: end, y: at.y });
    pen.stroke(&[Piece { from, begin: from.x, controls: [from.x, end], end, to }], side, LINE);
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
