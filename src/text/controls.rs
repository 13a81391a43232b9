//! Escapes control characters, and characters that XML 1.0 cannot hold.

use std::borrow::Cow;

/// Stands for an empty text where the format requires one with characters.
const EMPTY: &str = "_x_";

/// Escapes characters that XML cannot hold and C1 controls as `_x0001_`, like spreadsheets. An underscore that
/// begins something similar becomes `_x005F_`.
pub fn escaped(text: &str) -> Cow<'_, str> {
    let needs = |(at, letter)| !is_allowed(letter) || letter == '_' && begins_like_one(&text[at..]);
    if text == EMPTY {
        return "_x005F_x_".into();
    }
    if !text.char_indices().any(needs) {
        return text.into();
    }
    let mut escaped = String::with_capacity(text.len() + 16);
    for (at, letter) in text.char_indices() {
        match needs((at, letter)) {
            true => escaped.push_str(&format!("_x{:04X}_", u32::from(letter))),
            false => escaped.push(letter),
        }
    }
    escaped.into()
}

/// Reverses [`escaped`]; escapes in ids and names may have up to six digits.
pub fn unescaped(text: &str) -> Cow<'_, str> {
    if text == EMPTY {
        return String::new().into();
    }
    if !text.contains("_x") {
        return text.into();
    }
    let mut rest = text;
    let mut unescaped = String::with_capacity(text.len());
    while let Some(at) = rest.find("_x") {
        unescaped.push_str(&rest[..at]);
        rest = &rest[at..];
        let (letter, length) = letter(rest).unwrap_or(('_', 1));
        unescaped.push(letter);
        rest = &rest[length..];
    }
    unescaped.push_str(rest);
    unescaped.into()
}

fn is_allowed(letter: char) -> bool {
    !matches!(letter, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}')
}

/// Whether a text begins like an escaped character; what follows can turn into an underscore.
fn begins_like_one(text: &str) -> bool {
    text.starts_with("_x") && digits(text) >= 4
}

/// The number of hexadecimal digits after `_x`, counted up to seven.
fn digits(text: &str) -> usize {
    text.bytes().skip(2).take(7).take_while(u8::is_ascii_hexdigit).count()
}

/// The escaped character at the beginning of a text, and the length of its escape.
fn letter(text: &str) -> Option<(char, usize)> {
    let digits = digits(text);
    let is_one = (4..=6).contains(&digits) && text.as_bytes().get(2 + digits) == Some(&b'_');
    let number = is_one.then(|| u32::from_str_radix(&text[2..2 + digits], 16).ok())??;
    Some((char::from_u32(number)?, digits + 3))
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
            "_x_",
            "_x10FFFF_ _x1234567_",
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
