//! The cells of the alignment matrix: the tint of a score, its number, and the number of shared targets.

use std::fmt::Display;

use super::Layout;
use crate::graph::Side;
use crate::render::diagrams::closeness::{Closeness, Pair, pairs, short_number, side_of};
use crate::render::drawing::geometry::{Point, Rect};
use crate::render::drawing::legend::{Entry, SWATCH};
use crate::render::drawing::pen::Pen;
use crate::render::theme::{Mark, size};
use crate::render::{Colour, Theme};
use crate::text::xml::Number;

/// How much of a side's colour the clearest score has.
const CLEAR: f64 = 0.62;
/// The firmness from which agreement is filled in themes without colours: that of three targets.
const FIRM: f64 = 0.4;
/// How much of the neutral colour every score has.
const PALE: f64 = 0.09;

/// Draws a mark for every pair with a score, in both of its cells, and the diagonal.
pub(super) fn draw(pen: &mut Pen, closeness: &Closeness, layout: &Layout, order: &[usize]) {
    diagonal(pen, layout, order.len());
    let colour = pen.theme.text;
    let height = Number(layout.number);
    let attributes: [(&str, &dyn Display); 3] =
        [("font-size", &height), ("text-anchor", &"middle"), ("fill", &colour)];
    pen.within("g", &attributes, |pen| {
        for (row, column) in pairs(order.len()) {
            let Some(pair) = closeness.pair(order[row], order[column]) else { continue };
            mark(pen, closeness, &pair, |pen| {
                for (row, column) in [(row, column), (column, row)] {
                    cell(pen, layout.grid.cell(row, column), &pair, layout);
                }
            });
        }
    });
}

fn mark(pen: &mut Pen, closeness: &Closeness, pair: &Pair, inside: impl FnOnce(&mut Pen)) {
    let marks = closeness.marks(pair);
    let class = format!("cell {}", pair.word());
    pen.pair(&class, &marks.name, marks.stances.as_deref(), &marks.about, inside);
}

/// Draws the plain cells of actors with themselves.
fn diagonal(pen: &mut Pen, layout: &Layout, count: usize) {
    let colour = pen.theme.background;
    for row in 0..count {
        area(pen, layout.grid.cell(row, row), colour);
    }
}

fn area(pen: &mut Pen, place: Rect, colour: Colour) {
    let [x, y, width, height] = [place.x, place.y, place.width, place.height].map(Number);
    let attributes: [(&str, &dyn Display); 5] =
        [("x", &x), ("y", &y), ("width", &width), ("height", &height), ("fill", &colour)];
    pen.xml.empty("rect", &attributes);
}

fn cell(pen: &mut Pen, place: Rect, pair: &Pair, layout: &Layout) {
    let fill = fill(&pen.theme, pair.share, pair.firmness, pair.side());
    area(pen, place, fill);
    let shift = if layout.has_shared { -0.16 * place.height } else { 0.0 };
    let is_filled = is_filled(&pen.theme, pair.firmness, pair.side());
    let text = text(&pen.theme, pair, layout.number > 0.0);
    if !text.is_empty() {
        let size = if layout.number > 0.0 { layout.number } else { 0.6 * place.height };
        write(pen, place, shift, size, &text, is_filled, layout.number > 0.0);
    }
    if layout.has_shared {
        let text = format!("on {}", pair.pairing.tally.shared);
        write(pen, place, 0.24 * place.height, 9.5, &text, is_filled, false);
    } else if pair.is_thin() {
        corner(pen, place, pair, layout);
    }
}

/// Writes the number of targets of a thin pair, small in the corner below its score, or alone.
fn corner(pen: &mut Pen, place: Rect, pair: &Pair, layout: &Layout) {
    let (x, y, height) = match layout.number > 0.0 {
        true => (place.right() - 3.5, place.y + place.height - 2.0, 7.0),
        false => (place.x + place.width / 2.0, place.middle() + 3.0, 8.0),
    };
    let (x, y, size) = (Number(x), Number(y), Number(height));
    let text = pair.pairing.tally.shared.to_string();
    pen.xml.text("text", &[("x", &x), ("y", &y), ("font-size", &size)], &text);
}

/// The score, if there is room; without colours also the glyph of the side.
fn text(theme: &Theme, pair: &Pair, has_number: bool) -> String {
    let glyph = (theme.patterns && pair.side().is_decided()).then(|| Mark::of(pair.side()).glyph);
    let number = has_number.then(|| pair.number());
    match (glyph, number) {
        (Some(mark), Some(number)) if number.len() < 4 => format!("{mark}{number}"),
        (_, Some(number)) => number,
        (Some(glyph), None) => glyph.to_string(),
        (None, None) => String::new(),
    }
}

fn write(
    pen: &mut Pen,
    place: Rect,
    shift: f64,
    size: f64,
    text: &str,
    is_filled: bool,
    is_usual: bool,
) {
    let x = Number(place.x + place.width / 2.0);
    let y = Number(place.y + place.height / 2.0 + shift + 0.365 * size);
    let (size, background) = (Number(size), pen.theme.background);
    let mut attributes: Vec<(&str, &dyn Display)> = vec![("x", &x), ("y", &y)];
    if !is_usual {
        attributes.push(("font-size", &size));
    }
    if is_filled {
        attributes.push(("fill", &background));
    }
    pen.xml.text("text", &attributes, text);
}

/// Whether a cell is filled in themes without colours: agreement is, unless it rests on too few targets.
fn is_filled(theme: &Theme, firmness: f64, side: Side) -> bool {
    theme.patterns && side == Side::Support && firmness >= FIRM
}

/// The tint of a share of the measure's range: pale in the middle, stronger the clearer and firmer the score is.
fn fill(theme: &Theme, share: f64, firmness: f64, side: Side) -> Colour {
    if theme.patterns {
        return match is_filled(theme, firmness, side) {
            true => theme.support,
            false => theme.background,
        };
    }
    let clear = (2.0 * share - 1.0).abs() * firmness;
    let colour = if share >= 0.5 { theme.support } else { theme.oppose };
    theme.tint(Side::Neutral, PALE).towards(colour, CLEAR * clear)
}

/// The legend of tints, and of what a cell says.
pub(super) fn samples(closeness: &Closeness, layout: &Layout, theme: &Theme) -> Vec<Entry> {
    if closeness.counts.scored == 0 {
        return Vec::new();
    }
    let (low, high) = closeness.ends();
    let mut entries = vec![scale(low, high)];
    let has_number = layout.number > 0.0;
    let sample = match (has_number, layout.has_shared) {
        (true, true) => Some(".83 on 6: the score, on 6 shared targets"),
        (true, false) => Some(".83: the score"),
        _ => None,
    };
    entries.extend(sample.map(Entry::sentence));
    entries.push(Entry::sentence(match theme.patterns {
        true => "filled: agree, on three shared targets or more",
        false => "the fewer shared targets, the paler",
    }));
    if layout.has_thin && !layout.has_shared {
        entries.push(Entry::sentence("small: on one or two shared targets alone"));
    }
    entries
}

/// The scale of tints from the lowest score to the highest.
fn scale(low: f64, high: f64) -> Entry {
    const STEPS: u8 = 7;
    let step = SWATCH[0] * 0.75;
    let text = format!("{} disagree … {} agree", short_number(low), short_number(high));
    Entry::drawn(step * f64::from(STEPS), text, move |pen, at| {
        for number in 0..STEPS {
            let share = f64::from(number) / f64::from(STEPS - 1);
            let side = side_of(share);
            let place = Rect {
                x: at.x + step * f64::from(number),
                y: at.y - SWATCH[1] / 2.0,
                width: step,
                height: SWATCH[1],
            };
            sample(pen, place, share, side);
        }
    })
}

fn sample(pen: &mut Pen, place: Rect, share: f64, side: Side) {
    let fill = fill(&pen.theme, share, 1.0, side);
    let colour = pen.theme.text;
    area(pen, place, fill);
    if pen.theme.patterns {
        pen.rect("frame", place, 0.0, (&"none", &colour));
        if side.is_decided() {
            let height = Number(size::SMALL);
            let attributes: [(&str, &dyn Display); 3] =
                [("font-size", &height), ("text-anchor", &"middle"), ("fill", &colour)];
            pen.within("g", &attributes, |pen| {
                let glyph = Mark::of(side).glyph.to_string();
                let is_filled = is_filled(&pen.theme, 1.0, side);
                write(pen, place, 0.0, size::SMALL - 2.0, &glyph, is_filled, false);
            });
        }
    }
}

/// The frame of a bloc, for the legend.
pub(super) fn bloc() -> Entry {
    Entry::drawn(SWATCH[0], "a bloc", |pen, at: Point| {
        let place =
            Rect { x: at.x, y: at.y - SWATCH[1] / 2.0, width: SWATCH[0], height: SWATCH[1] };
        let colour = pen.theme.text;
        pen.frame("bloc", place, colour, 2.2);
    })
}
