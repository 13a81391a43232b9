//! Strings of the DOT language.

use super::controls::escaped;
use super::xml::is_allowed;

/// The longest piece of a string, in bytes: some versions of Graphviz reject more than 16 KiB.
const LONGEST: usize = 8 * 1024;

/// Quotes a text without losing anything, however long it is.
///
/// Backslashes are doubled, because a backslash before the closing quote would escape it.
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

/// The name of an attribute, unquoted if possible.
pub fn dot_attribute(prefix: &str, name: &str) -> String {
    let is_plain = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    let name = format!("{prefix}{name}");
    // What looks like an escape is read as one, in quotes or not.
    if is_plain && escaped(&name) == name { name } else { dot_string(&name) }
}

/// Quotes a text so that Graphviz shows it as it is: escapes and entities are neutralised, control characters
/// removed, and the text is cut after 8 KiB.
///
/// Line breaks stay; every line is centred.
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

/// Quotes the name of a node, with a backslash before `"` and `\`.
///
/// Ids are short and have no control characters, so nothing is lost; the two characters that ids allow and XML
/// does not are written as numbers.
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
