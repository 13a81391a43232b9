//! Single lines of small text, placed by the middle of their height.

use super::geometry::{Point, Rect};
use super::pen::{Anchor, Pen};
use super::words::{LEADING, Words};
use crate::render::Colour;
use crate::render::font::{Weight, width};
use crate::render::theme::size;

/// The space between a text and the sides of its area.
const INSIDE: f64 = 2.0;
/// The narrowest area in which a text is cut instead of left out.
const CUT: f64 = 36.0;
/// The size of a text in an area.
const TINY: f64 = 10.5;
/// The size of a text of two lines in an area.
const TINIEST: f64 = 9.5;

/// The part of a line of text that is at its point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    Start,
    Middle,
    End,
}

impl Pen {
    /// Writes a line of small text, with its middle at the height of `at`.
    pub(crate) fn small(&mut self, text: &str, at: Point, align: Align, colour: Colour) {
        let words = Words::new(text, f64::INFINITY, 1, size::SMALL, Weight::Regular);
        self.line_at(&words, at, align, colour);
    }

    /// Writes lines of text, with the middle of the first at the height of `at`.
    pub(crate) fn line_at(&mut self, words: &Words, at: Point, align: Align, colour: Colour) {
        let width = words.width();
        let left = match align {
            Align::Start => at.x,
            Align::Middle => at.x - width / 2.0,
            Align::End => at.x - width,
        };
        let corner = Point { x: left, y: at.y - words.size * LEADING / 2.0 };
        self.words(words, corner, Anchor::Start, colour);
    }

    /// A name in the middle of an area, on a ground of its own where the area has a pattern; in
    /// two lines or cut, or left out, where there is no room.
    pub(crate) fn inside(&mut self, text: &str, place: Rect) {
        let most = place.width - 2.0 * INSIDE;
        // Of a pattern something has to be seen.
        let lines = if self.theme.patterns { 1 } else { 2 };
        let Some(words) = fitting(text, most, place.height, lines) else { return };
        if words.lines[0].is_empty() {
            return;
        }
        let (width, height) = (words.width(), words.height());
        let x = place.x + (place.width - width) / 2.0;
        let ground = Rect { x, y: place.middle() - height / 2.0, width, height };
        if self.theme.patterns {
            let background = self.theme.background;
            self.rect("ground", ground.grown(2.0, -1.0), 0.0, (&background, &"none"));
        }
        let colour = self.theme.text;
        let top = Point { x: place.x + place.width / 2.0, y: ground.y };
        self.words(&words, top, Anchor::Middle, colour);
    }
}

/// A text in one line, or in two that are broken between words; cut where that leaves enough.
fn fitting(text: &str, most: f64, height: f64, lines: usize) -> Option<Words> {
    let one = Words::new(text, f64::INFINITY, 1, TINY, Weight::Regular);
    if one.width() <= most && one.height() <= height {
        return Some(one);
    }
    if most < CUT || one.height() > height {
        return None;
    }
    let cut = |text: &str, size: f64| Words::one_line(text, most, size, Weight::Regular);
    let text = one.lines.concat();
    let has_two = lines > 1 && 2.0 * TINIEST * LEADING <= height;
    let first = text.split_inclusive(' ').scan(0, |end, word| {
        *end += word.len();
        Some(*end)
    });
    let fits = |end: &usize| width(text[..*end].trim_end(), TINIEST, Weight::Regular) <= most;
    let end = first.clone().take_while(fits).last().or(first.clone().next())?;
    if !has_two || end == text.len() {
        return Some(cut(&text, TINY));
    }
    let lines = [&text[..end], &text[end..]].map(|line| cut(line.trim(), TINIEST).lines.concat());
    Some(Words { lines: lines.to_vec(), ..cut("", TINIEST) })
}
