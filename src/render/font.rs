//! Measures text in the embedded font, and breaks it into lines.
//!
//! The font is a subset of `DejaVu Sans` without kerning or ligatures, so the width of a text is the sum of
//! the widths of its characters. Layout, SVG and PNG all use these numbers.

use std::sync::OnceLock;
use ttf_parser::Face;
use unicode_linebreak::{BreakOpportunity, linebreaks};
use unicode_width::UnicodeWidthChar;

const REGULAR: &[u8] = include_bytes!("../../assets/fonts/DejaVuSans.ttf");
const BOLD: &[u8] = include_bytes!("../../assets/fonts/DejaVuSans-Bold.ttf");

/// The widths of characters below this code point are in a table.
const TABLE: u32 = 0x250;
/// Width of a wide East Asian character or emoji that the font lacks, in ems.
const WIDE: f64 = 1.0;
/// Width of any other character that the font lacks, in ems.
const UNKNOWN: f64 = 0.6;
const ELLIPSIS: char = '…';
const JOINER: char = '\u{200d}';

/// The weight of a face: regular or bold.
///
/// # Examples
///
/// ```
/// use stancegraph::render::font::{Weight, width};
///
/// assert!(width("support", 12.0, Weight::Bold) > width("support", 12.0, Weight::Regular));
/// ```
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub enum Weight {
    /// The regular face.
    #[default]
    Regular,
    /// The bold face. It has fewer characters; the others come from the regular face.
    Bold,
}

/// The embedded font.
///
/// # Examples
///
/// ```
/// use stancegraph::render::font::Font;
///
/// assert_eq!(Font::FAMILY, "DejaVu Sans");
/// ```
#[derive(Copy, Clone, Debug)]
pub struct Font;

impl Font {
    /// The name of the family, for `font-family`.
    pub const FAMILY: &'static str = "DejaVu Sans";

    /// The font file of this weight (TrueType).
    ///
    /// # Examples
    ///
    /// ```
    /// use stancegraph::render::font::{Font, Weight};
    ///
    /// assert!(Font::bytes(Weight::Regular).starts_with(&[0, 1, 0, 0]));
    /// ```
    #[must_use]
    pub fn bytes(weight: Weight) -> &'static [u8] {
        match weight {
            Weight::Regular => REGULAR,
            Weight::Bold => BOLD,
        }
    }

    /// The height of a line above its baseline, in the unit of `size`.
    ///
    /// # Examples
    ///
    /// ```
    /// use stancegraph::render::font::Font;
    ///
    /// assert_eq!(Font::ascent(2048.0), 1901.0);
    /// ```
    #[must_use]
    pub fn ascent(size: f64) -> f64 {
        metrics(Weight::Regular).ascent * size
    }

    /// The depth of a line below its baseline, in the unit of `size`.
    ///
    /// # Examples
    ///
    /// ```
    /// use stancegraph::render::font::Font;
    ///
    /// assert_eq!(Font::descent(2048.0), 483.0);
    /// ```
    #[must_use]
    pub fn descent(size: f64) -> f64 {
        metrics(Weight::Regular).descent * size
    }
}

/// The width of a text on one line, in the unit of `size`.
///
/// Characters that the font lacks are estimated: `1.0` em for wide East Asian characters and emoji, `0.6`
/// for others. Combining marks and invisible characters have no width; a tab or a line end is as wide as a space.
///
/// # Complexity
///
/// O(n) in the number of characters; Latin ones need no search.
///
/// # Examples
///
/// ```
/// use stancegraph::render::font::{Weight, width};
///
/// assert_eq!(width("Aa", 2048.0, Weight::Regular), 1401.0 + 1255.0);
/// assert_eq!(width("世界", 10.0, Weight::Regular), 20.0);
/// assert_eq!(width("", 10.0, Weight::Bold), 0.0);
/// ```
#[must_use]
pub fn width(text: &str, size: f64, weight: Weight) -> f64 {
    let metrics = metrics(weight);
    size * text.chars().map(|character| metrics.em(character)).sum::<f64>()
}

/// The characters of a text that the embedded font cannot draw, in the order of the text.
///
/// Spaces, control characters and characters without width are never missing.
///
/// # Examples
///
/// ```
/// use stancegraph::render::font::missing;
///
/// assert_eq!(missing("Zoë ▲ 世 Ω Ж").collect::<String>(), "世");
/// ```
pub fn missing(text: &str) -> impl Iterator<Item = char> {
    let face = &metrics(Weight::Regular).face;
    text.chars().filter(|character| is_drawn(*character) && face.glyph_index(*character).is_none())
}

/// Breaks a text into lines no wider than `width`, at most `lines` of them.
///
/// Lines break where Unicode allows it; a word that is wider than a line is broken inside. An ellipsis replaces
/// what does not fit. Only a line of a single character can be wider than `width`. Line ends in the text stay.
///
/// # Complexity
///
/// O(n) in the length of the text.
///
/// # Examples
///
/// ```
/// use stancegraph::render::font::{Weight, wrap};
///
/// let lines = wrap("voted against the carbon tax", 90.0, 2, 12.0, Weight::Regular);
/// assert_eq!(lines, ["voted against", "the carbon tax"]);
/// let lines = wrap("voted against the carbon tax", 90.0, 1, 12.0, Weight::Regular);
/// assert_eq!(lines, ["voted agains…"]);
/// ```
#[must_use]
pub fn wrap(text: &str, width: f64, lines: usize, size: f64, weight: Weight) -> Vec<String> {
    let mut filler = Filler::new(width / size, metrics(weight));
    let mut start = 0;
    for (end, opportunity) in linebreaks(text) {
        if filler.lines.len() > lines {
            break;
        }
        filler.word(&text[start..end]);
        if opportunity == BreakOpportunity::Mandatory {
            filler.end_line();
        }
        start = end;
    }
    filler.cut(lines)
}

/// Fills lines with words; all widths are in ems.
struct Filler {
    metrics: &'static Metrics,
    most: f64,
    lines: Vec<String>,
    line: String,
    used: f64,
}

impl Filler {
    fn new(most: f64, metrics: &'static Metrics) -> Self {
        Self { metrics, most, lines: Vec::new(), line: String::new(), used: 0.0 }
    }

    /// Adds a word and the space after it; the space can hang over the edge.
    fn word(&mut self, word: &str) {
        let wide = self.metrics.ems(word.trim_end());
        if !self.line.is_empty() && self.used + wide > self.most {
            self.end_line();
        }
        if wide > self.most {
            self.letters(word);
        } else {
            self.line.push_str(word);
            self.used += self.metrics.ems(word);
        }
    }

    /// Adds a word letter by letter, but keeps combining marks and joined emoji together.
    fn letters(&mut self, word: &str) {
        for letter in word.chars() {
            let wide = self.metrics.em(letter);
            let over = self.used + wide > self.most && !letter.is_whitespace();
            if over && wide > 0.0 && !self.line.is_empty() && !self.line.ends_with(JOINER) {
                self.end_line();
            }
            self.line.push(letter);
            self.used += wide;
        }
    }

    fn end_line(&mut self) {
        self.lines.push(self.line.trim().to_owned());
        self.line.clear();
        self.used = 0.0;
    }

    fn cut(mut self, lines: usize) -> Vec<String> {
        let fits = self.lines.len() <= lines;
        self.lines.truncate(lines);
        let (most, metrics) = (self.most, self.metrics);
        if let Some(last) = self.lines.last_mut().filter(|_| !fits) {
            let room = most - metrics.em(ELLIPSIS);
            while !last.is_empty() && metrics.ems(last) > room {
                last.pop();
            }
            last.truncate(last.trim_end().len());
            last.push(ELLIPSIS);
        }
        self.lines
    }
}

/// The measures of one face, in ems.
struct Metrics {
    face: Face<'static>,
    unit: f64,
    ascent: f64,
    descent: f64,
    table: Vec<f64>,
    weight: Weight,
}

impl Metrics {
    fn read(weight: Weight) -> Self {
        let face = Face::parse(Font::bytes(weight), 0).expect("the embedded font is valid");
        let unit = f64::from(face.units_per_em());
        let (ascent, descent) = (f64::from(face.ascender()), -f64::from(face.descender()));
        let mut metrics = Self {
            face,
            unit,
            ascent: ascent / unit,
            descent: descent / unit,
            table: Vec::new(),
            weight,
        };
        metrics.table = (0..TABLE).filter_map(char::from_u32).map(|c| metrics.search(c)).collect();
        metrics
    }

    fn ems(&self, text: &str) -> f64 {
        text.chars().map(|character| self.em(character)).sum()
    }

    fn em(&self, character: char) -> f64 {
        let known = self.table.get(character as usize).copied();
        known.unwrap_or_else(|| self.search(character))
    }

    fn search(&self, character: char) -> f64 {
        match character {
            '\t' | '\n' | '\r' => self.advance(' ').unwrap_or(UNKNOWN),
            _ if character.width().unwrap_or(0) == 0 => 0.0,
            _ => self.advance(character).unwrap_or_else(|| self.otherwise(character)),
        }
    }

    fn advance(&self, character: char) -> Option<f64> {
        let glyph = self.face.glyph_index(character)?;
        self.face.glyph_hor_advance(glyph).map(|advance| f64::from(advance) / self.unit)
    }

    fn otherwise(&self, character: char) -> f64 {
        match self.weight {
            Weight::Bold => metrics(Weight::Regular).em(character),
            Weight::Regular if character.width() == Some(2) => WIDE,
            Weight::Regular => UNKNOWN,
        }
    }
}

/// The measures of a face, which is read only once.
fn metrics(weight: Weight) -> &'static Metrics {
    static REGULAR: OnceLock<Metrics> = OnceLock::new();
    static BOLD: OnceLock<Metrics> = OnceLock::new();
    match weight {
        Weight::Regular => &REGULAR,
        Weight::Bold => &BOLD,
    }
    .get_or_init(|| Metrics::read(weight))
}

fn is_drawn(character: char) -> bool {
    !character.is_whitespace() && character.width().unwrap_or(0) > 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn regular(text: &str) -> f64 {
        width(text, 100.0, Weight::Regular)
    }

    #[test]
    fn width_is_additive_and_table_agrees_with_search() {
        let sum: f64 = "AVATo ▲".chars().map(|c| regular(&c.to_string())).sum();
        assert!((regular("AVATo ▲") - sum).abs() < 1e-9);
        for metrics in [metrics(Weight::Regular), metrics(Weight::Bold)] {
            assert!(('\0'..'\u{250}').all(|c| metrics.em(c).total_cmp(&metrics.search(c)).is_eq()));
        }
    }

    #[test]
    fn marks_and_invisible_characters_have_no_width() {
        assert!((regular("e\u{301}") - regular("é")).abs() < 1e-9);
        assert!(regular("\u{301}\u{200d}\u{ad}\0").abs() < 1e-9);
        assert!((regular("a\tb") - regular("a b")).abs() < 1e-9);
    }

    #[test]
    fn what_the_bold_face_lacks_is_as_wide_as_in_the_regular_one() {
        assert!((width("⚖", 9.0, Weight::Bold) - width("⚖", 9.0, Weight::Regular)).abs() < 1e-9);
    }

    #[test]
    fn the_glyphs_of_diagrams_are_there() {
        let glyphs = "▲▼○◆●■□△▽◇✓✗→←↔–—…€£≤≥−×“”„‹›«»•·№ŁőşțễΩЖђ";
        assert_eq!(missing(glyphs).collect::<String>(), "");
        assert_eq!(missing("a\u{301}\n\u{200d}😀").collect::<String>(), "😀");
    }

    #[test]
    fn lines_keep_to_their_width_and_lose_no_letter() {
        let text =
            "Donaudampfschifffahrtsgesellschaft unterstützt den Kohleausstieg — 世界世界世界!";
        for most in [20.0, 60.0, 110.0, 400.0] {
            let lines = wrap(text, most, 99, 11.0, Weight::Bold);
            assert!(lines.iter().all(|line| width(line, 11.0, Weight::Bold) <= most));
            let letters = |s: &str| s.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            assert_eq!(letters(&lines.concat()), letters(text));
        }
    }

    #[test]
    fn too_many_lines_end_in_an_ellipsis() {
        let lines = wrap("one two three four five six", 55.0, 2, 12.0, Weight::Regular);
        assert_eq!(lines, ["one two", "three…"]);
        assert!(lines.iter().all(|line| width(line, 12.0, Weight::Regular) <= 55.0));
        assert!(wrap("one", 40.0, 0, 12.0, Weight::Regular).is_empty());
    }

    #[test]
    fn odd_texts_wrap() {
        let wrapped = |text, most| wrap(text, most, 9, 12.0, Weight::Regular);
        assert_eq!(wrapped("a\nb", 99.0), ["a", "b"]);
        assert!(wrapped("", 99.0).concat().is_empty());
        assert_eq!(wrapped("ab", 0.0), ["a", "b"]);
        assert_eq!(wrapped("e\u{301}e\u{301}", 8.0), ["e\u{301}", "e\u{301}"]);
        assert_eq!(wrapped("ab", f64::NAN), ["ab"]);
    }
}
