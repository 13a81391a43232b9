//! Words that several answers need.

/// A number of things.
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
