//! Words in all texts.

use serde::Serialize;

/// A place where words occur, with what stands around it; counted in Unicode scalar values.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Hit {
    /// The id of the source.
    pub source: String,
    /// The first character.
    pub start: usize,
    /// The character behind the last.
    pub end: usize,
    /// The text before it.
    pub before: String,
    /// The words as they stand there.
    #[serde(rename = "match")]
    pub found: String,
    /// The text behind it.
    pub after: String,
}

/// The places where words occur.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Hits {
    /// The first of them.
    pub hits: Vec<Hit>,
    /// How many there are.
    pub total: usize,
}

/// The most places that are listed.
const MOST: usize = 300;
/// The characters around a place.
const AROUND: usize = 60;

impl Hits {
    /// Looks for words in the text of a source, whatever their case and the blanks between them.
    pub(super) fn add(&mut self, source: &str, text: &str, words: &str) {
        let wanted = Lower::of(words.trim());
        if wanted.text.is_empty() {
            return;
        }
        let lower = Lower::of(text);
        let letters = text.chars().collect::<Vec<_>>();
        let mut from = 0;
        while let Some(at) = lower.text[from..].find(&wanted.text).map(|at| from + at) {
            let last = at + wanted.text.len();
            from = last;
            self.total += 1;
            if self.hits.len() < MOST {
                let (start, end) = (lower.origin[at], lower.origin[last - 1] + 1);
                let piece = |range: std::ops::Range<usize>| letters[range].iter().collect();
                self.hits.push(Hit {
                    source: source.into(),
                    start,
                    end,
                    before: piece(start.saturating_sub(AROUND)..start),
                    found: piece(start..end),
                    after: piece(end..(end + AROUND).min(letters.len())),
                });
            }
        }
    }
}

/// A text in lower case with single blanks, and where each byte of it comes from.
struct Lower {
    text: String,
    origin: Vec<usize>,
}

impl Lower {
    fn of(text: &str) -> Self {
        let mut lower = Self { text: String::with_capacity(text.len()), origin: Vec::new() };
        for (at, letter) in text.chars().enumerate() {
            match letter {
                _ if letter.is_whitespace() && lower.text.ends_with(' ') => {}
                _ if letter.is_whitespace() => lower.text.push(' '),
                _ => lower.text.extend(letter.to_lowercase()),
            }
            lower.origin.resize(lower.text.len(), at);
        }
        lower
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_in_any_case_with_their_places() {
        let mut hits = Hits::default();
        hits.add("s", "😀 İstanbul\r\nThe  ban. the ban", "THE BAN");
        let places = hits.hits.iter().map(|hit| (hit.start, hit.end, hit.found.as_str()));
        assert_eq!(places.collect::<Vec<_>>(), [(12, 20, "The  ban"), (22, 29, "the ban")]);
        hits.add("s", "x", "  ");
        assert_eq!(hits.total, 2);
    }
}
