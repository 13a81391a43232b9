//! Ids and names in XML.

use std::borrow::Cow;
use std::fmt::Write;

use crate::text::controls::escaped;

/// A text as a name token, which ids must be: letters, digits, `.`, `-`, `_` and `:`; other characters become
/// `_x0020_`.
pub fn token(text: &str) -> Cow<'_, str> {
    let text = data(text);
    if text.chars().all(is_name) {
        return text;
    }
    let mut token = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if is_name(c) {
            token.push(c);
        } else {
            write!(token, "_x{:04X}_", u32::from(c)).expect("memory takes everything");
        }
    }
    token.into()
}

/// The value of an attribute; an empty text is also written, since it differs from none.
pub fn data(text: &str) -> Cow<'_, str> {
    if text.is_empty() { "_x_".into() } else { escaped(text) }
}

/// Whether a character is valid in a name, by the fifth edition of XML.
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
    use crate::text::controls::unescaped;

    #[test]
    fn every_text_is_a_token_that_says_it() {
        let texts = [
            "",
            " ",
            "plain",
            "north korea",
            "_x_",
            "_x005F_",
            "_x0041_",
            "_x0041\u{1}",
            "_x0041 b",
            "__x0041_",
            "_x004 _",
            "a_xbc\u{0}_",
            "\u{fffe}\u{ffff}",
            "\u{10ffff}_x10FFFF_",
            "_x",
            "\u{10ffff}",
            "_x00 41_",
            "_x1F60 _",
        ];
        for text in texts {
            let token = token(text);
            assert!(!token.is_empty() && token.chars().all(is_name), "{token}");
            assert_eq!(unescaped(&token), text, "{token}");
            assert_eq!(unescaped(&data(text)), text, "{}", data(text));
        }
    }

    #[test]
    fn what_people_write_stays_as_it_is() {
        assert_eq!(token("actor:Zoë"), "actor:Zoë");
        assert_eq!(token("north korea"), "north_x0020_korea");
    }
}
