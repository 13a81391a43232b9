//! Concern with the same targets.

use super::Voice;
use super::meeting::Meeting;

/// Products of the two actors' counts on each target, whatever the positions.
///
/// How much two actors speak of the same things, be it for or against. From 0, without an upper end.
/// The voices have to be sorted by target and level.
///
/// # References
///
/// Leifeld, P. (2017). Discourse network analysis: policy debates as dynamic networks. In: The Oxford
/// Handbook of Political Networks, 301-325.
///
/// # Examples
///
/// ```
/// use stancegraph::measure::{Voice, ignore};
///
/// let a = [Voice { target: 7, level: 1.0, count: 2 }];
/// let b = [
///     Voice { target: 7, level: -1.0, count: 1 },
///     Voice { target: 7, level: 1.0, count: 3 },
///     Voice { target: 9, level: 1.0, count: 5 },
/// ];
/// assert_eq!(ignore(&a, &b), 8.0);
/// ```
#[must_use]
pub fn ignore(a: &[Voice], b: &[Voice]) -> f64 {
    Meeting::of(a, b).met
}
