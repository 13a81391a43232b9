//! Where the words of a quote stand in a text.

use std::ops::Range;

use crate::text::typography;

/// A text with plain typography, in which quotes are found whatever blanks, quotation marks and dashes they have.
///
/// Places are counted in Unicode scalar values of the text as it stands after decoding: a byte-order mark is none, a line
/// break of Windows is two.
#[derive(Debug)]
pub struct Passages {
    folded: String,
    /// The scalar value of the text from which each byte of the folded text comes.
    origin: Vec<u32>,
}

impl Passages {
    /// Folds a text once.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let mut all = Self { folded: String::with_capacity(text.len()), origin: Vec::new() };
        let mut is_between = false;
        for (letter, at) in text.chars().zip(0_u32..) {
            if letter.is_whitespace() {
                is_between = !all.folded.is_empty();
                continue;
            }
            let Some(plain) = typography::plain(letter) else { continue };
            if std::mem::take(&mut is_between) {
                all.push(" ", at);
            }
            if plain == "'" && all.folded.ends_with('\'') {
                // Two single marks are a double one.
                continue;
            }
            match plain {
                "" => all.push(letter.encode_utf8(&mut [0; 4]), at),
                plain => all.push(plain, at),
            }
        }
        all
    }

    fn push(&mut self, text: &str, at: u32) {
        self.folded.push_str(text);
        self.origin.resize(self.folded.len(), at);
    }

    /// The characters from the first word of a quote to its last; where words are omitted (`…`), with these. The first
    /// such place from a character on, otherwise the first of the text.
    #[must_use]
    pub fn find(&self, quote: &str, from: u32) -> Option<Range<u32>> {
        let parts = typography::parts(quote, |part| Self::new(part).folded);
        let start = self.origin.partition_point(|origin| *origin < from);
        self.find_parts(&parts, start).or_else(|| self.find_parts(&parts, 0))
    }

    fn find_parts(&self, parts: &[String], from: usize) -> Option<Range<u32>> {
        let (mut begin, mut at) = (None, from);
        for part in parts {
            let start = self.folded.get(at..)?.find(part.as_str()).map(|start| at + start)?;
            begin = begin.or(Some(start));
            at = start + part.len();
        }
        let last = self.origin.get(at.checked_sub(1)?)?;
        Some(*self.origin.get(begin?)?..last + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str, quote: &str) -> Option<String> {
        let range = Passages::new(text).find(quote, 0)?;
        let (start, length) = (range.start as usize, range.len());
        Some(text.chars().skip(start).take(length).collect())
    }

    #[test]
    fn a_quote_is_found_with_its_own_typography() {
        let text = "Ein “Test”\r\n — mit  😀 שלום und \u{ad}Rest. Ende";
        assert_eq!(found(text, "\"Test\" - mit 😀").as_deref(), Some("“Test”\r\n — mit  😀"));
        assert_eq!(found(text, "שלום … Ende").as_deref(), Some("שלום und \u{ad}Rest. Ende"));
        assert_eq!(found(text, "Rest und"), None);
        assert_eq!(found(text, " … "), None);
    }

    #[test]
    fn the_place_from_a_character_on_comes_first() {
        let passages = Passages::new("no no no");
        assert_eq!(passages.find("no", 1), Some(3..5));
        assert_eq!(passages.find("no", 7), Some(0..2));
    }
}
