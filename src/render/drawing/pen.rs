//! Draws lines, arrowheads and texts as SVG elements.

use std::fmt::Display;

use super::geometry::{Piece, Point, Rect};
use super::words::{LEADING, Words};
use crate::graph::Side;
use crate::render::font::{Weight, width};
use crate::render::theme::{Dash, Head, Mark, Theme};
use crate::text::xml::{Attributes, Number, Xml};

/// Writes elements in the colours of a theme.
#[derive(Debug)]
pub struct Pen {
    pub(crate) xml: Xml,
    pub(crate) theme: Theme,
}

/// The fill and the outline of an area.
pub type Paint<'a> = (&'a dyn Display, &'a dyn Display);

/// The horizontal alignment of lines of text at their point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    Start,
    Middle,
    End,
}

impl Pen {
    /// Draws an element with others in it.
    pub(crate) fn within(
        &mut self,
        name: &str,
        attributes: Attributes,
        inside: impl FnOnce(&mut Self),
    ) {
        self.xml.open(name, attributes);
        inside(self);
        self.xml.close(name);
    }

    /// Writes lines of text, with the top of the first at `at`.
    pub(crate) fn words(&mut self, words: &Words, at: Point, anchor: Anchor, colour: impl Display) {
        let mut baseline = at.y + words.size * (LEADING / 2.0 + 0.365);
        for (index, line) in words.lines.iter().enumerate() {
            let mut x = at.x;
            if anchor == Anchor::Start {
                if let Some(side) = words.glyph.filter(|_| index == 0) {
                    self.glyph(side, Point { x, y: baseline }, words.size);
                }
                x += words.indent();
            }
            if !line.is_empty() {
                self.line_of_text(line, Point { x, y: baseline }, words, anchor, &colour);
            }
            baseline += words.size * LEADING;
        }
    }

    fn line_of_text(
        &mut self,
        line: &str,
        at: Point,
        words: &Words,
        anchor: Anchor,
        colour: &impl Display,
    ) {
        let (x, y, size) = (Number(at.x), Number(at.y), Number(words.size));
        let mut attributes: Vec<(&str, &dyn Display)> =
            vec![("x", &x), ("y", &y), ("font-size", &size), ("fill", colour)];
        if words.weight == Weight::Bold {
            attributes.push(("font-weight", &"bold"));
        }
        match anchor {
            Anchor::Start => {}
            Anchor::Middle => attributes.push(("text-anchor", &"middle")),
            Anchor::End => attributes.push(("text-anchor", &"end")),
        }
        self.xml.text("text", &attributes, line);
    }

    /// Writes lines of text that rise to the right by an angle in degrees, and begin or end at a point in the middle of
    /// their height.
    pub(crate) fn slanted(
        &mut self,
        words: &Words,
        at: Point,
        angle: f64,
        begins: bool,
        colour: impl Display,
    ) {
        let turn = format!("rotate({} {} {})", -angle, Number(at.x), Number(at.y));
        let mut baseline = at.y - words.height() / 2.0 + words.size * (LEADING / 2.0 + 0.365);
        for line in words.lines.iter().filter(|line| !line.is_empty()) {
            let (x, y, size) = (Number(at.x), Number(baseline), Number(words.size));
            let mut attributes: Vec<(&str, &dyn Display)> =
                vec![("x", &x), ("y", &y), ("font-size", &size), ("fill", &colour)];
            if words.weight == Weight::Bold {
                attributes.push(("font-weight", &"bold"));
            }
            if !begins {
                attributes.push(("text-anchor", &"end"));
            }
            attributes.push(("transform", &turn));
            self.xml.text("text", &attributes, line);
            baseline += words.size * LEADING;
        }
    }

    fn glyph(&mut self, side: Side, at: Point, height: f64) {
        let glyph = Mark::of(side).glyph.to_string();
        let ([x, y, height], colour) = ([at.x, at.y, height].map(Number), self.theme.colour(side));
        let attributes: [(&str, &dyn Display); 4] =
            [("x", &x), ("y", &y), ("font-size", &height), ("fill", &colour)];
        self.xml.text("text", &attributes, &glyph);
    }

    /// Draws a rectangle.
    pub(crate) fn rect(&mut self, class: &str, place: Rect, radius: f64, (fill, stroke): Paint) {
        let Rect { x, y, width, height } = place;
        let [x, y, width, height] = [x, y, width, height].map(Number);
        self.xml.empty(
            "rect",
            &[
                ("class", &class),
                ("x", &x),
                ("y", &y),
                ("width", &width),
                ("height", &height),
                ("rx", &Number(radius)),
                ("fill", fill),
                ("stroke", stroke),
            ],
        );
    }

    /// Draws a frame around an area, with its line half inside and half outside.
    pub(crate) fn frame(&mut self, class: &str, place: Rect, colour: impl Display, width: f64) {
        let Rect { x, y, width: wide, height } = place;
        let [x, y, wide, height, width] = [x, y, wide, height, width].map(Number);
        self.xml.empty(
            "rect",
            &[
                ("class", &class),
                ("x", &x),
                ("y", &y),
                ("width", &wide),
                ("height", &height),
                ("fill", &"none"),
                ("stroke", &colour),
                ("stroke-width", &width),
                ("pointer-events", &"none"),
            ],
        );
    }

    /// Draws the line of a side.
    pub(crate) fn stroke(&mut self, pieces: &[Piece], side: Side, width: f64) {
        self.path_of(&path(pieces), side, width);
    }

    /// Draws a path in the style of a side.
    pub(crate) fn path_of(&mut self, path: &str, side: Side, width: f64) {
        let (mark, colour) = (Mark::of(side), self.theme.colour(side));
        let mut layers: Vec<(f64, &dyn Display)> = vec![(width, &colour)];
        let background = self.theme.background;
        if mark.dash == Dash::Double {
            layers = vec![(width + 2.4, &colour), (width.min(1.8), &background)];
        }
        for (width, colour) in layers {
            let (stroke_width, dashes) = (Number(width), mark.dash.array(width));
            let mut attributes: Vec<(&str, &dyn Display)> = vec![
                ("d", &path),
                ("fill", &"none"),
                ("stroke", colour),
                ("stroke-width", &stroke_width),
            ];
            if let Some(dashes) = &dashes {
                attributes.push(("stroke-dasharray", dashes));
            }
            if mark.dash == Dash::Dotted {
                attributes.push(("stroke-linecap", &"round"));
            }
            self.xml.empty("path", &attributes);
        }
    }

    /// Draws the arrowhead of a side with its tip at `tip`; `direction` is 1 to the right, -1 to the left.
    pub(crate) fn head(&mut self, side: Side, tip: Point, direction: f64, line: f64) {
        let scale = head_scale(line);
        let at = |back: f64, up: f64| {
            let x = Number(tip.x - direction * back * scale);
            format!("{x},{}", Number(tip.y - up * scale))
        };
        let triangle = || format!("M{} L{} L{} Z", at(0.5, 0.0), at(10.0, 4.6), at(10.0, -4.6));
        let path = match Mark::of(side).head {
            Head::Triangle | Head::OpenTriangle => triangle(),
            Head::Bar => format!("M{} L{}", at(2.5, 5.0), at(2.5, -5.0)),
            Head::Diamond => {
                let (near, far) = (at(0.5, 0.0), at(11.5, 0.0));
                format!("M{near} L{} L{far} L{} Z", at(6.0, 4.6), at(6.0, -4.6))
            }
        };
        let colour = self.theme.colour(side);
        let background = self.theme.background;
        let (fill, width): (&dyn Display, f64) = match Mark::of(side).head {
            Head::Triangle | Head::Diamond => (&colour, 0.8),
            Head::OpenTriangle => (&background, 1.4),
            Head::Bar => (&"none", 3.0),
        };
        let width = Number(width * scale.min(1.2));
        self.xml.empty(
            "path",
            &[("d", &path), ("fill", fill), ("stroke", &colour), ("stroke-width", &width)],
        );
    }
}

/// The scale of an arrowhead on a line of this width, relative to that of one stance.
fn head_scale(line: f64) -> f64 {
    (line / 6.0 + 0.72).clamp(0.4, 1.3)
}

/// The length of a line that its arrowhead covers.
pub fn head_length(side: Side, line: f64) -> f64 {
    let length = match Mark::of(side).head {
        Head::Triangle | Head::OpenTriangle => 9.0,
        Head::Bar => 2.5,
        Head::Diamond => 10.5,
    };
    length * head_scale(line)
}

/// Consecutive pieces as one path.
fn path(pieces: &[Piece]) -> String {
    let pieces = pieces.iter().enumerate().map(|(index, piece)| {
        let [begin, first, second, end] =
            [piece.begin, piece.controls[0], piece.controls[1], piece.end].map(Number);
        let [x, y, to_x, to_y] = [piece.from.x, piece.from.y, piece.to.x, piece.to.y].map(Number);
        let start = if index == 0 { 'M' } else { 'L' };
        format!("{start}{x},{y} H{begin} C{first},{y} {second},{to_y} {end},{to_y} H{to_x}")
    });
    pieces.collect::<Vec<_>>().join(" ")
}

/// The width of a text in the size of captions.
pub fn small_width(text: &str) -> f64 {
    width(text, crate::render::theme::size::SMALL, Weight::Regular)
}
