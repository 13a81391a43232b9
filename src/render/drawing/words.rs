//! Text that has been measured and broken into lines.

use super::evidence::Addressees;
use crate::graph::Side;
use crate::render::font::{Weight, width, wrap};
use crate::render::theme::{Mark, size};
use crate::text::xml::on_one_line;

/// Distance of two baselines, in sizes of the text.
pub const LEADING: f64 = 1.28;
/// The most lines of a label or a name.
const MOST_LINES: usize = 3;
/// The widest label: about 24 characters.
const LABEL_WIDTH: f64 = 176.0;
/// The widest tag of a label.
const TAG_WIDTH: f64 = 250.0;
/// The most lines of a tag.
const MOST_TAG_LINES: usize = 2;
/// The widest name.
const NAME_WIDTH: f64 = 150.0;
/// The widest name among many.
const SMALL_NAME_WIDTH: f64 = 110.0;
/// The widest single word that stays whole.
const WORD_WIDTH: f64 = 250.0;
/// The longest text that is looked at, in bytes: more than any label has room for.
const LONGEST: usize = 2_000;

/// What stands for the rest of a text.
const ELLIPSIS: &str = "…";

/// Lines of text of one size and weight.
#[derive(Clone, Debug)]
pub struct Words {
    pub(crate) lines: Vec<String>,
    pub(crate) size: f64,
    pub(crate) weight: Weight,
    /// The glyph before the first line.
    pub(crate) glyph: Option<Side>,
}

impl Words {
    pub(crate) fn new(text: &str, most: f64, lines: usize, size: f64, weight: Weight) -> Self {
        let text = on_one_line(cut(text));
        let mut lines = wrap(&text, most, lines, size, weight);
        if lines.is_empty() {
            lines.push(String::new());
        }
        Self { lines, size, weight, glyph: None }
    }

    /// One line, cut where it is full, be it inside of a word.
    pub(crate) fn one_line(text: &str, most: f64, size: f64, weight: Weight) -> Self {
        let mut line = on_one_line(cut(text));
        if width(&line, size, weight) > most {
            let mut room = most - width(ELLIPSIS, size, weight);
            let is_over = |(_, letter): &(usize, char)| {
                room -= width(letter.encode_utf8(&mut [0; 4]), size, weight);
                room < 0.0
            };
            let end = line.char_indices().find(is_over).map_or(line.len(), |(end, _)| end);
            line.truncate(end);
            line.truncate(line.trim_end_matches(['\u{200d}', ' ']).len());
            line += ELLIPSIS;
        }
        Self { lines: vec![line], size, weight, glyph: None }
    }

    /// Lines of much the same width: as many as there would be anyway.
    fn balanced(text: &str, most: f64, size: f64, weight: Weight) -> Self {
        let least = widest_word(text, size, weight);
        let most = most.max(least);
        let wrapped = |most, lines| Self::new(text, most, lines, size, weight);
        let mut best = wrapped(most, MOST_LINES);
        let count = best.lines.len();
        for step in (1..=12).take_while(|_| count > 1) {
            let narrower = most * (1.0 - 0.04 * f64::from(step));
            if narrower < least || wrapped(narrower, MOST_LINES + 1).lines.len() > count {
                break;
            }
            best = wrapped(narrower, MOST_LINES);
        }
        best
    }

    /// The name of an actor.
    pub(crate) fn actor(name: &str) -> Self {
        Self::balanced(name, NAME_WIDTH, size::ACTOR, Weight::Bold)
    }

    /// The name of an actor among many.
    pub(crate) fn small_actor(name: &str) -> Self {
        Self::balanced(name, SMALL_NAME_WIDTH, size::LABEL, Weight::Bold)
    }

    /// The name of an issue.
    pub(crate) fn issue(name: &str) -> Self {
        Self::balanced(name, NAME_WIDTH, size::ISSUE, Weight::Regular)
    }

    /// The label of a line, with the glyph of its side and how often it was said, and below it a line for
    /// each tag: to whom, and when.
    pub(crate) fn label(text: &str, tags: &[String], side: Side, times: usize) -> Self {
        let mut words = Self::balanced(text, LABEL_WIDTH, size::LABEL, Weight::Regular);
        if let Some(last) = words.lines.last_mut().filter(|_| times > 1) {
            *last += &format!(" ×{times}");
        }
        let tags = tags
            .iter()
            .map(|tag| Self::new(tag, TAG_WIDTH, MOST_TAG_LINES, size::LABEL, Weight::Regular));
        words.lines.extend(tags.flat_map(|tag| tag.lines));
        words.glyph = Some(side);
        words
    }

    /// A tag with as many addressees as there is room for.
    pub(crate) fn tag_of(addressees: &Addressees) -> String {
        addressees.where_it_fits(|text| {
            let text = on_one_line(cut(text));
            let lines = wrap(&text, TAG_WIDTH, MOST_TAG_LINES + 1, size::LABEL, Weight::Regular);
            lines.len() <= MOST_TAG_LINES
        })
    }

    /// Where the text of the first line begins: after its glyph.
    pub(crate) fn indent(&self) -> f64 {
        let glyph = self.glyph.map(|side| Mark::of(side).glyph.to_string());
        glyph.map_or(0.0, |glyph| width(&glyph, self.size, self.weight) + 0.3 * self.size)
    }

    pub(crate) fn width(&self) -> f64 {
        let widths = self.lines.iter().map(|line| width(line, self.size, self.weight));
        widths.fold(0.0, f64::max) + self.indent()
    }

    #[expect(clippy::cast_precision_loss, reason = "a few lines")]
    pub(crate) fn height(&self) -> f64 {
        self.lines.len() as f64 * self.size * LEADING
    }
}

/// The width of the widest word that stays whole, and a little more.
fn widest_word(text: &str, size: f64, weight: Weight) -> f64 {
    let text = on_one_line(cut(text));
    let words = text.split([' ', '-']).map(|word| width(word, size, weight) + 0.5 * size);
    words.filter(|word| *word <= WORD_WIDTH).fold(0.0, f64::max)
}

/// The beginning of a text, at the end of a character.
fn cut(text: &str) -> &str {
    let end = (0..=LONGEST.min(text.len())).rev().find(|end| text.is_char_boundary(*end));
    &text[..end.unwrap_or(0)]
}
