//! Wording that several answers share.

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
pub fn left_out(count: usize, what: &str) -> Option<String> {
    let more = (count > 0).then(|| plural(count, &format!("more {what}")))?;
    Some(format!("and {more}; --top 100 lists more"))
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
