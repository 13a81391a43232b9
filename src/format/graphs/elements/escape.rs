//! Characters that XML 1.0 cannot hold.

use std::borrow::Cow;

use super::{Elements, Property, Value};

/// The length of `_x0001_`.
const LENGTH: usize = 7;

/// A text without characters that XML cannot hold: these are written `_x0001_`, as spreadsheets do,
/// and an underscore that begins something alike is `_x005F_`.
pub(in crate::format) fn escaped(text: &str) -> Cow<'_, str> {
    let needs = |(at, letter)| !is_allowed(letter) || letter == '_' && begins_like_one(&text[at..]);
    if !text.char_indices().any(needs) {
        return text.into();
    }
    let mut escaped = String::with_capacity(text.len() + LENGTH);
    for (at, letter) in text.char_indices() {
        match needs((at, letter)) {
            true => escaped.push_str(&format!("_x{:04X}_", u32::from(letter))),
            false => escaped.push(letter),
        }
    }
    escaped.into()
}

/// The text that was escaped.
pub(in crate::format) fn unescaped(text: &str) -> Cow<'_, str> {
    if !text.contains("_x") {
        return text.into();
    }
    let mut rest = text;
    let mut unescaped = String::with_capacity(text.len());
    while let Some(at) = rest.find("_x") {
        unescaped.push_str(&rest[..at]);
        rest = &rest[at..];
        let letter = letter(rest);
        unescaped.push(letter.unwrap_or('_'));
        rest = &rest[if letter.is_some() { LENGTH } else { 1 }..];
    }
    unescaped.push_str(rest);
    unescaped.into()
}

fn is_allowed(letter: char) -> bool {
    !matches!(letter, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}')
}

/// Whether a text begins as an escaped character does; what follows may become an underscore.
fn begins_like_one(text: &str) -> bool {
    digits(text).is_some()
}

fn digits(text: &str) -> Option<&str> {
    let digits = text.strip_prefix("_x")?.get(..4)?;
    digits.bytes().all(|digit| digit.is_ascii_hexdigit()).then_some(digits)
}

/// The character that is escaped at the beginning of a text.
fn letter(text: &str) -> Option<char> {
    let digits = digits(text).filter(|_| text[LENGTH - 1..].starts_with('_'))?;
    u32::from_str_radix(digits, 16).ok().and_then(char::from_u32)
}

impl Elements<'_> {
    /// Takes the escapes out of everything.
    pub(super) fn unescape(&mut self) {
        properties(&mut self.graph);
        for node in &mut self.nodes {
            plain(&mut node.id);
            properties(&mut node.properties);
        }
        for edge in &mut self.edges {
            edge.id.iter_mut().chain(&mut edge.ends).for_each(plain);
            properties(&mut edge.properties);
        }
    }
}

fn properties(properties: &mut [Property]) {
    for property in properties {
        plain(&mut property.name);
        if let Value::Text(text) = &mut property.value {
            plain(text);
        }
    }
}

fn plain(text: &mut Cow<str>) {
    if let Cow::Owned(plain) = unescaped(text) {
        *text = plain.into();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_escaped_comes_back() {
        let texts = [
            "",
            "_",
            "plain _x text_",
            "\0\u{1}\u{1f}\u{fffe}",
            "_x0001_",
            "_x0041\u{1}",
            "_x00\u{1}_x0041_",
            "_x005F_x0001_",
            "__x005f__x_x0000",
            "_xD800_ _xüüüü_ _x000",
        ];
        for text in texts {
            let escaped = escaped(text);
            assert!(escaped.chars().all(is_allowed), "{escaped}");
            assert_eq!(unescaped(&escaped), text, "{escaped}");
        }
    }

    #[test]
    fn most_texts_stay_as_they_are() {
        assert!(matches!(escaped("snake_case_x and Zoë\n"), Cow::Borrowed(_)));
        assert_eq!(escaped("a\u{1b}[31m"), "a_x001B_[31m");
        assert_eq!(escaped("_x0041_"), "_x005F_x0041_");
    }
}
