//! What a table says of itself: lines such as `#map actor=country` above its header.

use super::Mapping;
use crate::error::Error;

/// What a line can say, as flags say it on the command line.
const WORDS: [&str; 10] = [
    "map",
    "values",
    "missing",
    "scale",
    "wide",
    "ignore",
    "split",
    "preset",
    "delimiter",
    "dates",
];

/// A line above the header that says how the table is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::format) struct Directive<'t> {
    word: &'static str,
    text: &'t str,
}

/// Whether a line above the header says how the table is read.
pub(in crate::format) fn is_directive(line: &[u8]) -> bool {
    let line = line.strip_prefix(b"\"").unwrap_or(line);
    let Some(line) = line.strip_prefix(b"#") else { return false };
    let ends = |rest: &[u8]| !rest.first().is_some_and(u8::is_ascii_alphanumeric);
    WORDS.iter().any(|word| line.strip_prefix(word.as_bytes()).is_some_and(ends))
}

/// What a line says, where it is one of these.
pub(in crate::format) fn directive(line: &str) -> Option<Directive<'_>> {
    if !is_directive(line.as_bytes()) || line.starts_with('"') {
        return None;
    }
    let line = line.strip_prefix('#')?;
    let word = WORDS.into_iter().filter(|word| line.starts_with(word)).max_by_key(|w| w.len())?;
    Some(Directive { word, text: line[word.len()..].trim() })
}

impl Directive<'_> {
    /// The delimiter, where it says that.
    pub(in crate::format) fn delimiter(&self) -> Option<u8> {
        (self.word == "delimiter").then(|| super::delimiter(self.text).ok())?
    }

    /// Adds what it says to a mapping.
    pub(in crate::format) fn add_to(&self, mapping: Mapping) -> Result<Mapping, Error> {
        let text = self.text;
        match self.word {
            "map" => mapping.with_map(text),
            "values" => mapping.with_values(text),
            "missing" => mapping.with_missing(text),
            "scale" => mapping.with_scale(text),
            "wide" => mapping.with_wide(if text.is_empty() { "issues" } else { text }),
            "ignore" => mapping.with_ignored(text),
            "split" => mapping.with_split(text),
            "dates" => mapping.with_dates(text),
            "preset" => Ok(mapping.over(&Mapping::preset(text)?)),
            // It is between the cells of this line too.
            "delimiter" if text.is_empty() => Ok(mapping),
            _ => mapping.with_delimiter(text),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_known_by_its_word() {
        let said = |line| directive(line).map(|found| (found.word, found.text));
        assert_eq!(said("#map actor=a,issue=b"), Some(("map", "actor=a,issue=b")));
        assert_eq!(said("#wide"), Some(("wide", "")));
        assert_eq!(said("#missing: NA"), Some(("missing", ": NA")));
        for other in ["#maps a", "# map a", "map a", "#", "", "#id"] {
            assert_eq!(said(other), None, "{other}");
        }
    }
}
