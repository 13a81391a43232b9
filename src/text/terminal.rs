//! Characters that control a terminal.

/// Whether a character controls a terminal: C0 and C1 controls, and direction marks, which would reverse the rest
/// of the line.
///
/// ```
/// use stancegraph::text::steers;
///
/// assert!(steers('\u{1b}') && steers('\u{9b}') && steers('\u{202e}') && steers('\n'));
/// assert!(!steers('a') && !steers('\u{e9}') && !steers('\u{5d0}'));
/// ```
#[must_use]
pub fn steers(c: char) -> bool {
    c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Puts a text on one line, with a blank in place of each run of white space and terminal controls.
///
/// ```
/// use stancegraph::text::one_line;
///
/// assert_eq!(one_line("a\n\u{1b} b "), "a b");
/// ```
#[must_use]
pub fn one_line(text: &str) -> String {
    let clean = text.chars().map(|c| if steers(c) { ' ' } else { c }).collect::<String>();
    clean.split_whitespace().collect::<Vec<_>>().join(" ")
}
