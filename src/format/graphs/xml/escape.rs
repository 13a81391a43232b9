//! What XML cannot say, in letters that it can: `_x0001_` is the character U+0001, as in Office files.

use std::borrow::Cow;
use std::fmt::Write;

/// The token that is the empty text.
const EMPTY: &str = "_x_";

/// A text with the characters that XML 1.0 forbids written as `_x0001_`.
pub(super) fn allowed(text: &str) -> Cow<'_, str> {
    if text.chars().all(is_allowed) && !text.contains("_x") {
        return text.into();
    }
    encoded(text, is_allowed).into()
}

/// A text as an XML name token: letters, digits, `.`, `-`, `_` and `:`, everything else `_x0020_`.
pub(in crate::format::graphs) fn token(text: &str) -> Cow<'_, str> {
    if text.is_empty() {
        return EMPTY.into();
    }
    if text.chars().all(is_name) && !text.contains("_x") {
        return text.into();
    }
    encoded(text, is_name).into()
}

/// The text that [`allowed`] or [`token`] wrote.
pub(in crate::format::graphs) fn decoded(text: &str) -> Cow<'_, str> {
    if text == EMPTY {
        return "".into();
    }
    if !text.contains("_x") {
        return text.into();
    }
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        decoded.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some((c, length)) = code(rest) {
            decoded.push(c);
            rest = &rest[length..];
        } else {
            decoded.push_str("_x");
            rest = &rest[2..];
        }
    }
    decoded.push_str(rest);
    decoded.into()
}

/// The character that `_x0001_` stands for, and how long that is.
fn code(text: &str) -> Option<(char, usize)> {
    let digits = text[2..].bytes().take(7).take_while(u8::is_ascii_hexdigit).count();
    let is_code = (4..=6).contains(&digits) && text.as_bytes().get(2 + digits) == Some(&b'_');
    let number = u32::from_str_radix(&text[2..2 + digits], 16).ok().filter(|_| is_code)?;
    Some((char::from_u32(number)?, digits + 3))
}

fn encoded(text: &str, stays: fn(char) -> bool) -> String {
    if text == EMPTY {
        return "_x005F_x_".into();
    }
    let mut encoded = String::with_capacity(text.len() + 16);
    for (at, c) in text.char_indices() {
        if stays(c) && !(c == '_' && looks_encoded(&text[at..])) {
            encoded.push(c);
        } else {
            write!(encoded, "_x{:04X}_", u32::from(c)).expect("memory takes everything");
        }
    }
    encoded
}

/// Whether a text would be taken for a character, if what comes after it is written as one.
fn looks_encoded(text: &str) -> bool {
    let digits = text.as_bytes().get(2..6);
    text.starts_with("_x") && digits.is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
}

/// Whether XML 1.0 has a character.
fn is_allowed(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}

/// Whether a character can be in a name: the fifth edition of XML.
fn is_name(c: char) -> bool {
    matches!(c,
        '-' | '.' | '0'..=':' | 'A'..='Z' | '_' | 'a'..='z' | '\u{b7}'
        | '\u{c0}'..='\u{d6}' | '\u{d8}'..='\u{f6}' | '\u{f8}'..='\u{37d}' | '\u{37f}'..='\u{1fff}'
        | '\u{200c}'..='\u{200d}' | '\u{203f}'..='\u{2040}' | '\u{2070}'..='\u{218f}'
        | '\u{2c00}'..='\u{2fef}' | '\u{3001}'..='\u{d7ff}' | '\u{f900}'..='\u{fdcf}'
        | '\u{fdf0}'..='\u{fffd}' | '\u{10000}'..='\u{effff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXTS: [&str; 14] = [
        "", " ", "plain", "north korea", "_x_", "_x005F_", "_x0041_", "_x0041\u{1}", "__x0041_",
        "a_xbc\u{0}_", "\u{fffe}\u{ffff}", "\u{10ffff}_x10FFFF_", "_x", "actor:Zoë",
    ];

    #[test]
    fn what_is_encoded_is_decoded() {
        for text in TEXTS {
            assert_eq!(decoded(&token(text)), text, "{}", token(text));
            assert_eq!(decoded(&allowed(text)), text, "{}", allowed(text));
            assert!(token(text).chars().all(is_name) && allowed(text).chars().all(is_allowed));
        }
    }

    #[test]
    fn what_people_write_stays_as_it_is() {
        assert_eq!(token("actor:Zoë"), "actor:Zoë");
        assert_eq!(token("north korea"), "north_x0020_korea");
        assert_eq!(allowed("a_xy\r\n"), "a_xy\r\n");
        assert_eq!(allowed("a\u{1}"), "a_x0001_");
    }
}
