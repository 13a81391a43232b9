//! Paragraphs.

use std::fmt;
use std::ops::Range;

use crate::draft::language::Language;

/// A paragraph of a report.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Paragraph {
    /// Which one it is.
    pub place: Place,
    /// Its bytes in the text.
    pub range: Range<usize>,
    /// Whether it is no part of the report: credits, links, notices.
    pub is_boilerplate: bool,
}

/// Which paragraph of a report.
// Closed: the parts of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// The headline.
    Headline,
    /// The paragraph of this number, from 1.
    Paragraph(usize),
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Headline => f.write_str("headline"),
            Self::Paragraph(number) => write!(f, "paragraph {number}"),
        }
    }
}

/// The longest headline, in bytes.
const LONGEST_HEADLINE: usize = 250;

/// The paragraphs of a text: its blocks between blank lines, or its lines if it has no blank line.
///
/// The first that is a line without a full stop, and is followed by others, is the headline. What a website puts above
/// it is neither.
#[must_use]
pub fn paragraphs(text: &str, language: &Language) -> Vec<Paragraph> {
    let mut found = Vec::new();
    let mut number = 0;
    let blocks = blocks(text);
    let last = blocks.len().saturating_sub(1);
    for (index, range) in blocks.into_iter().enumerate() {
        let block = &text[range.clone()];
        let is_boilerplate = language.is_boilerplate(block);
        if is_boilerplate && number == 0 && index < last {
            continue;
        }
        let is_first = found.is_empty();
        let place = if is_first && index < last && looks_like_headline(block) {
            Place::Headline
        } else {
            number += 1;
            Place::Paragraph(number)
        };
        found.push(Paragraph { place, range, is_boilerplate });
    }
    found
}

fn looks_like_headline(block: &str) -> bool {
    // A headline may end with a quoted word, but not with a quoted sentence.
    let unquoted = block.trim_end_matches(['"', '”', '’', '\'']);
    let is_quoted = unquoted.len() < block.len();
    let is_sentence = unquoted.ends_with('.') || is_quoted && unquoted.ends_with([',', '!', '?']);
    !is_sentence && block.len() <= LONGEST_HEADLINE
}

fn blocks(text: &str) -> Vec<Range<usize>> {
    let lines = lines(text);
    let is_blank = |line: &Range<usize>| text[line.clone()].trim().is_empty();
    let first = lines.iter().position(|line| !is_blank(line)).unwrap_or(0);
    let last = lines.iter().rposition(|line| !is_blank(line)).map_or(first, |last| last + 1);
    let lines = &lines[first.min(last)..last];
    let has_blank = lines.iter().any(is_blank);
    let mut blocks = Vec::<Range<usize>>::new();
    let mut is_open = false;
    for line in lines {
        if is_blank(line) {
            is_open = false;
            continue;
        }
        let trimmed = trimmed(text, line.clone());
        match blocks.last_mut() {
            Some(block) if is_open && has_blank => block.end = trimmed.end,
            _ => blocks.push(trimmed),
        }
        is_open = true;
    }
    blocks
}

fn lines(text: &str) -> Vec<Range<usize>> {
    let mut start = 0;
    let lines = text.split('\n').map(|line| {
        let range = start..start + line.len();
        start = range.end + 1;
        range
    });
    lines.collect()
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let line = &text[range.clone()];
    let start = range.start + (line.len() - line.trim_start().len());
    start..start + line.trim().len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(text: &str) -> Vec<(String, &str)> {
        let found = paragraphs(text, Language::english()).into_iter();
        found.map(|found| (found.place.to_string(), &text[found.range])).collect()
    }

    #[test]
    fn blank_lines_part_paragraphs() {
        let text = "Back To Top\r\n\r\nA headline\r\n\r\nOne.\r\nStill one.\r\n\r\n Two. \r\n";
        assert_eq!(
            places(text),
            [
                ("headline".to_owned(), "A headline"),
                ("paragraph 1".to_owned(), "One.\r\nStill one."),
                ("paragraph 2".to_owned(), "Two."),
            ]
        );
    }

    #[test]
    fn a_headline_may_end_with_a_quoted_word() {
        let headline = |text: &str| places(&format!("{text}\n\nOne.\n\nTwo."))[0].0 == "headline";
        assert!(headline("Peru warns of \"red line\""));
        assert!(!headline("\"We will not go,\" Peru said."));
        assert!(!headline("\"We will not go!\""));
    }

    #[test]
    fn without_blank_lines_each_line_is_a_paragraph() {
        assert_eq!(places("A headline\nOne.\nTwo.").len(), 3);
        assert_eq!(places("Only one"), [("paragraph 1".to_owned(), "Only one")]);
        assert_eq!(places("\n \r\n"), []);
    }
}
