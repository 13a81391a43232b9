//! Draws straight lines, and glyphs at a point.

use std::fmt::Display;

use super::geometry::Point;
use super::pen::{Anchor, Pen};
use super::words::Words;
use crate::graph::Side;
use crate::render::Colour;
use crate::render::font::Weight;
use crate::render::theme::{Dash, Mark};
use crate::text::xml::Number;

impl Pen {
    /// Draws a straight line.
    pub(crate) fn rule(&mut self, [from, to]: [Point; 2], width: f64, colour: Colour) {
        self.dashed([from, to], (width, colour), None);
    }

    /// Draws a straight line in the colour and with the dashes of a side.
    pub(crate) fn side_rule(&mut self, [from, to]: [Point; 2], width: f64, side: Side) {
        let (colour, dash) = (self.theme.colour(side), Mark::of(side).dash);
        let dashes = dash.array(width.min(2.0));
        if dash == Dash::Double {
            self.dashed([from, to], (width + 2.0, colour), None);
            let background = self.theme.background;
            self.dashed([from, to], (width - 1.2, background), None);
        } else {
            self.dashed([from, to], (width, colour), dashes.as_deref());
        }
    }

    fn dashed(
        &mut self,
        [from, to]: [Point; 2],
        (width, colour): (f64, Colour),
        dashes: Option<&str>,
    ) {
        let [x, y, to_x, to_y] = [from.x, from.y, to.x, to.y].map(Number);
        let path = format!("M{x},{y} L{to_x},{to_y}");
        let width = Number(width);
        let mut attributes: Vec<(&str, &dyn Display)> =
            vec![("d", &path), ("fill", &"none"), ("stroke", &colour), ("stroke-width", &width)];
        if let Some(dashes) = &dashes {
            attributes.push(("stroke-dasharray", dashes));
            // Dots are dashes of almost no length.
            if dashes.starts_with("0.1 ") {
                attributes.push(("stroke-linecap", &"round"));
            }
        }
        self.xml.empty("path", &attributes);
    }

    /// Draws the glyph of a side with its middle at a point.
    pub(crate) fn dot(&mut self, side: Side, at: Point, height: f64) {
        let mut words = Words::new("", 99.0, 1, height, Weight::Regular);
        words.glyph = Some(side);
        let (width, height) = (dot_width(side, height), words.height());
        let corner = Point { x: at.x - width / 2.0, y: at.y - height / 2.0 };
        let colour = self.theme.text;
        self.words(&words, corner, Anchor::Start, colour);
    }
}

/// The width of a side's glyph.
pub fn dot_width(side: Side, height: f64) -> f64 {
    let glyph = Mark::of(side).glyph.to_string();
    crate::render::font::width(&glyph, height, Weight::Regular)
}
