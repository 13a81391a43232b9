//! The characters of a source's text that a stance quotes.

use std::fmt;
use std::ops::Range;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Where a quote stands in the text of its source: from the first character to the one after the last.
///
/// Characters are Unicode scalar values, counted from 0 in the decoded text, without a byte order mark; a line break
/// of two characters counts as two. In files: `"120-245"`.
///
/// ```
/// use stancegraph::model::Characters;
///
/// let place = Characters::new(4, 7)?;
/// assert_eq!(place.to_string(), "4-7");
/// assert_eq!("4-7".parse(), Ok(place));
/// assert_eq!(place.in_text("Der Rat 😀 tagt"), Some("Rat"));
/// assert!("7-4".parse::<Characters>().is_err());
/// # Ok::<(), stancegraph::model::CharactersError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Characters {
    start: u32,
    end: u32,
}

/// The error of a text that is no range of characters.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is not a range of characters such as 120-245")]
pub struct CharactersError(pub String);

impl Characters {
    /// The characters from `start` up to and without `end`.
    ///
    /// # Errors
    ///
    /// [`CharactersError`] if there are none.
    pub fn new(start: u32, end: u32) -> Result<Self, CharactersError> {
        let error = || CharactersError(format!("{start}-{end}"));
        (start < end).then_some(Self { start, end }).ok_or_else(error)
    }

    /// The number of the first character.
    #[must_use]
    pub fn start(self) -> u32 {
        self.start
    }

    /// The number after that of the last character.
    #[must_use]
    pub fn end(self) -> u32 {
        self.end
    }

    /// These characters of a text; `None` if it is too short.
    ///
    /// # Complexity
    ///
    /// O(n) in the length of the text.
    #[must_use]
    pub fn in_text(self, text: &str) -> Option<&str> {
        let count = self.end as usize + 1;
        let mut bounds =
            text.char_indices().map(|(byte, _)| byte).chain([text.len()]).take(count).enumerate();
        let (_, start) = bounds.find(|(number, _)| *number == self.start as usize)?;
        let (_, end) = bounds.find(|(number, _)| *number == self.end as usize)?;
        Some(&text[start..end])
    }

    /// The characters of a range of bytes of a text; `None` if it is empty or does not fall between characters.
    ///
    /// # Complexity
    ///
    /// O(n) in the length of the text.
    #[must_use]
    pub fn of_bytes(text: &str, bytes: Range<usize>) -> Option<Self> {
        let (before, within) = (text.get(..bytes.start)?, text.get(bytes)?);
        let start = u32::try_from(before.chars().count()).ok()?;
        let end = start.checked_add(u32::try_from(within.chars().count()).ok()?)?;
        Self::new(start, end).ok()
    }
}

impl fmt::Display for Characters {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.start, self.end)
    }
}

impl FromStr for Characters {
    type Err = CharactersError;

    fn from_str(text: &str) -> Result<Self, CharactersError> {
        let is_number = |text: &&str| text.bytes().all(|digit| digit.is_ascii_digit());
        let number = |text: &str| Some(text).filter(is_number)?.parse::<u32>().ok();
        let ends = text.trim().split_once('-');
        let ends = ends.and_then(|(start, end)| Some((number(start)?, number(end)?)));
        let range = ends.and_then(|(start, end)| Self::new(start, end).ok());
        range.ok_or_else(|| CharactersError(text.to_owned()))
    }
}

impl Serialize for Characters {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Characters {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

impl JsonSchema for Characters {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Characters".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": "The characters of a text, counted from 0, the last one excluded: 120-245.",
            "type": "string",
            "pattern": "^[0-9]{1,10}-[0-9]{1,10}$",
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn bytes_and_characters_say_the_same(text in "[a-zß😀א\r\n ]{1,40}", a in 0..40_usize, b in 0..40_usize) {
            let chars = text.chars().collect::<Vec<_>>();
            let (start, end) = (a.min(b).min(chars.len()), a.max(b).min(chars.len()));
            prop_assume!(start < end);
            let naive = chars[start..end].iter().collect::<String>();
            let range = Characters::new(u32::try_from(start)?, u32::try_from(end)?)?;
            prop_assert_eq!(range.in_text(&text), Some(naive.as_str()));
            let byte = |number: usize| chars[..number].iter().map(|c| c.len_utf8()).sum::<usize>();
            prop_assert_eq!(Characters::of_bytes(&text, byte(start)..byte(end)), Some(range));
            prop_assert_eq!(range.to_string().parse(), Ok(range));
        }
    }

    #[test]
    fn what_is_no_range_is_refused() {
        for text in ["", "4", "4-", "-4", "4-4", "+4-7", "4–7", "4-99999999999", "4 - 7"] {
            assert!(text.parse::<Characters>().is_err(), "{text}");
        }
        assert_eq!(Characters::new(2, 9).expect("a range").in_text("abcdef"), None);
        assert_eq!(Characters::of_bytes("äb", 1..2), None);
    }
}
