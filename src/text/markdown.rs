//! Escapes texts for Markdown.

use super::one_line;

/// Puts a text on one line that Markdown shows as it is.
///
/// ```
/// use stancegraph::text::markdown;
///
/// assert_eq!(markdown("a | *b*\n<c>"), r"a \| \*b\* &lt;c&gt;");
/// ```
#[must_use]
pub fn markdown(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in one_line(text).chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '#' | '~' | '!' => {
                escaped.push('\\');
                escaped.push(c);
            }
            _ => escaped.push(c),
        }
    }
    escaped
}
