//! Words that several answers use.

/// A count of things, as `1 actor` or `2 actors`.
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
