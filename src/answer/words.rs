//! Wording that several answers share.

use super::{Note, Suggestion};
use crate::measure::thin;

/// Formats a count of things, as `1 actor` or `2 actors`.
///
/// ```
/// use stancegraph::answer::plural;
///
/// assert_eq!([plural(1, "actor"), plural(2, "actor")], ["1 actor", "2 actors"]);
/// ```
#[must_use]
pub fn plural(count: usize, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}

/// A note on rows that a table leaves out.
pub fn left_out(count: usize, what: &str) -> Option<Note> {
    let more = (count > 0).then(|| plural(count, &format!("more {what}")))?;
    let top = Suggestion::Top(Some("100".into()));
    Some(Note::say(format!("and {more}; ")).and_ask(top).and_say(" lists more"))
}

/// A note on pairs, or ties, that rest on a single shared target, if they are more than a few.
pub fn single_note(single: usize, all: usize, what: &str) -> Option<Note> {
    let said = thin(single, all, what)?;
    Some(
        Note::say(format!("{said}, where one stance decides; "))
            .and_ask(Suggestion::MinShared(2))
            .and_say(" leaves them out"),
    )
}

/// Formats a number with only the decimals that it needs, at most four.
pub fn number(value: f64) -> String {
    let text = format!("{value:.4}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Joins texts, as `a, b, and 3 more`.
pub fn list(texts: &[&str], most: usize) -> String {
    let shown = texts.iter().take(most).copied().collect::<Vec<_>>().join(", ");
    match texts.len().saturating_sub(most) {
        0 => shown,
        more => format!("{shown}, and {more} more"),
    }
}
