//! Concern with the same targets.

use super::Voice;
use super::meeting::Meeting;

/// Sum of products of the two actors' counts on each target, whatever the positions.
///
/// It measures how much two actors speak about the same things, whether for or against. The minimum is 0; there is
/// no maximum. The voices must be sorted by target and level.
///
/// # References
///
/// Leifeld, P. (2017). Discourse network analysis: policy debates as dynamic networks. In: The Oxford
/// Handbook of Political Networks, 301-325.
///
/// # Examples
///
/// ```
/// use stancegraph::measure::{Voice, count::ignore};
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
