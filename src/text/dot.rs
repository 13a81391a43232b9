//! Strings of the DOT language.

use super::controls::escaped;
use super::xml::is_allowed;

/// The longest piece of a string, in bytes: some versions of Graphviz refuse more than 16 KiB.
const LONGEST: usize = 8 * 1024;

/// A text from which nothing is lost, however long it is.
///
/// A backslash is doubled, since one before the closing quote would open it again.
pub fn dot_string(text: &str) -> String {
    let mut quoted = String::from("\"");
    let mut length = 0;
    for letter in escaped(text).chars() {
        if length > LONGEST {
            quoted.push_str("\" + \"");
            length = 0;
        }
        let before = quoted.len();
        match letter {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            letter => quoted.push(letter),
        }
        length += quoted.len() - before;
    }
    quoted + "\""
}

/// A name of an attribute: plain where it can be.
pub fn dot_attribute(prefix: &str, name: &str) -> String {
    let is_plain = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    let name = format!("{prefix}{name}");
    // What looks like an escape is one when it is read, in quotes or not.
    if is_plain && escaped(&name) == name { name } else { dot_string(&name) }
}

/// A text that Graphviz shows as it is: in quotes, its escapes and entities
/// neutralised, without control characters, and cut after 8 KiB.
///
/// Line ends stay; every line is centred.
pub fn dot_label(text: &str) -> String {
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
pub fn dot_id(name: &str) -> String {
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
        assert_eq!(dot_label("a\"];evil["), r#""a\"];evil[""#);
        assert_eq!(dot_label("\\N \\"), r#""\\N \\""#);
        assert_eq!(dot_label("x\r\ny\0\t&amp;"), r#""x\ny &amp;amp;""#);
        assert_eq!(dot_id("actor:a\"b\\"), r#""actor:a\"b\\""#);
        assert_eq!(dot_id("a\u{ffff}"), r#""au{ffff}""#);
    }

    #[test]
    fn a_long_text_is_cut() {
        let quoted = dot_label(&"ё".repeat(20_000));
        assert!(quoted.len() < LONGEST + 10 && quoted.ends_with("…\""));
    }
}
