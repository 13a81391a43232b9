//! Texts as strings of the DOT language.

use super::drawing::xml::is_allowed;

/// The longest string, in bytes: some versions of Graphviz refuse more than 16 KiB.
const LONGEST: usize = 8 * 1024;

/// A text that Graphviz shows as it is: in quotes, its escapes and entities
/// neutralised, without control characters, and cut after 8 KiB.
///
/// Line ends stay; every line is centred.
pub(super) fn quote(text: &str) -> String {
    let mut quoted = String::from("\"");
    for letter in text.chars() {
        if quoted.len() > LONGEST {
            quoted.push('…');
            break;
        }
        match letter {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '&' => quoted.push_str("&amp;"),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push(' '),
            letter if is_allowed(letter) => quoted.push(letter),
            _ => {}
        }
    }
    quoted.push('"');
    quoted
}

/// The name of a node: in quotes, `"` and `\` with a backslash before them.
///
/// Ids have no control characters and are short, so nothing is lost; the two
/// characters that they may have and XML may not are written as numbers.
pub(super) fn quote_name(name: &str) -> String {
    let mut quoted = String::from("\"");
    for letter in name.chars() {
        match letter {
            '"' | '\\' => quoted.extend(['\\', letter]),
            letter if is_allowed(letter) => quoted.push(letter),
            letter => quoted.extend(letter.escape_unicode().filter(|c| *c != '\\')),
        }
    }
    quoted + "\""
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_escapes_from_quotes() {
        assert_eq!(quote("a\"];evil["), r#""a\"];evil[""#);
        assert_eq!(quote("\\N \\"), r#""\\N \\""#);
        assert_eq!(quote("x\r\ny\0\t&amp;"), r#""x\ny &amp;amp;""#);
        assert_eq!(quote_name("actor:a\"b\\"), r#""actor:a\"b\\""#);
        assert_eq!(quote_name("a\u{ffff}"), r#""au{ffff}""#);
    }

    #[test]
    fn a_long_text_is_cut() {
        let quoted = quote(&"ё".repeat(20_000));
        assert!(quoted.len() < LONGEST + 10 && quoted.ends_with("…\""));
    }
}
