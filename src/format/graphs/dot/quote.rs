//! Texts that are not drawn, as strings of the DOT language.

use crate::format::graphs::elements::escaped;

/// The longest piece of a string, in bytes: some versions of Graphviz refuse more than 16 KiB.
const LONGEST: usize = 8 * 1024;

/// A text from which nothing is lost, however long it is.
///
/// A backslash is doubled, since one before the closing quote would open it again.
pub(super) fn quoted(text: &str) -> String {
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
pub(super) fn name(prefix: &str, name: &str) -> String {
    let is_plain = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    let name = format!("{prefix}{name}");
    // What looks like an escape is one when it is read, in quotes or not.
    if is_plain && escaped(&name) == name { name } else { quoted(&name) }
}
