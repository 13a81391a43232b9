//! The congruence of two actors' voices.

use super::Voice;
use super::meeting::{FULL_WIDTH, Meeting};

/// Products of the two actors' counts on each target, weighted by how near the positions are.
///
/// Each stance of the one meets each of the other on the same target; the same position counts 1, opposite ones 0, and a neutral one half. From 0, without an upper end.
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
/// use stancegraph::measure::{Voice, congruence};
///
/// let a = [Voice { target: 7, level: 1.0, count: 2 }];
/// let b = [
///     Voice { target: 7, level: -1.0, count: 1 },
///     Voice { target: 7, level: 1.0, count: 3 },
///     Voice { target: 9, level: 1.0, count: 5 },
/// ];
/// assert_eq!(congruence(&a, &b), 6.0);
/// ```
#[must_use]
pub fn congruence(a: &[Voice], b: &[Voice]) -> f64 {
    Meeting::of(a, b).congruence(FULL_WIDTH)
}
