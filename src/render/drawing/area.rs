//! Areas in the colour or pattern of a side.

use std::fmt::Display;

use super::geometry::Rect;
use super::pen::Pen;
use crate::graph::Side;
use crate::render::Colour;
use crate::text::xml::Number;

/// The distance between two lines of a pattern.
const STEP: f64 = 5.0;

/// The direction of the lines of a pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Slope {
    Rising,
    Falling,
}

impl Pen {
    /// Draws an area in the colour of a side. In a theme with patterns, support is filled, opposition has rising
    /// lines, neutral is empty, and mixed has crossing lines.
    pub(crate) fn area(&mut self, side: Side, place: Rect) {
        let colour = self.theme.colour(side);
        if !self.theme.patterns {
            self.rect("area", place, 0.0, (&colour, &"none"));
            return;
        }
        let background = self.theme.background;
        let fill: &dyn Display = if side == Side::Support { &colour } else { &background };
        self.rect("area", place, 0.0, (fill, &colour));
        let slopes: &[Slope] = match side {
            Side::Support | Side::Neutral => &[],
            Side::Oppose => &[Slope::Rising],
            Side::Mixed => &[Slope::Rising, Slope::Falling],
        };
        slopes.iter().for_each(|slope| self.lines(place, *slope, colour, STEP));
    }

    /// Hatches an area with rising lines: nothing is known.
    pub(crate) fn hatch(&mut self, place: Rect, colour: Colour) {
        self.lines(place, Slope::Rising, colour, STEP);
    }

    /// Draws slanted lines that end at the sides of a rectangle, as one path.
    fn lines(&mut self, place: Rect, slope: Slope, colour: Colour, step: f64) {
        let mut path = String::new();
        let mut offset = step;
        while offset < place.width + place.height {
            path += &line(place, slope, offset);
            offset += step;
        }
        let attributes: [(&str, &dyn Display); 4] =
            [("d", &path), ("fill", &"none"), ("stroke", &colour), ("stroke-width", &0.8)];
        self.xml.empty("path", &attributes);
    }
}

/// The line that cuts `offset` off the left and the upper side of a rectangle, or off their extensions.
fn line(place: Rect, slope: Slope, offset: f64) -> String {
    let Rect { x, y, width, height } = place;
    let (left, top) = ((offset - height).max(0.0), (offset - width).max(0.0));
    let (right, bottom) = (offset.min(width), offset.min(height));
    let [from, to] = match slope {
        Slope::Rising => [(x + left, y + bottom), (x + right, y + top)],
        Slope::Falling => [(x + left, y + height - bottom), (x + right, y + height - top)],
    };
    let [from, to] = [from, to].map(|(x, y)| format!("{},{}", Number(x), Number(y)));
    format!("M{from} L{to}")
}
