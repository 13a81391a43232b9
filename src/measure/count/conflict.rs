//! The conflict of two actors' voices.

use super::Voice;
use super::meeting::{FULL_WIDTH, Meeting};

/// Sum of products of the two actors' counts on each target, weighted by the distance of the positions.
///
/// Each stance of one actor meets each stance of the other on the same target; opposite positions count 1, equal
/// positions 0, and a neutral position against a decided one counts one half. The minimum is 0; there is no
/// maximum. The voices must be sorted by target and level.
///
/// # References
///
/// Leifeld, P. (2017). Discourse network analysis: policy debates as dynamic networks. In: The Oxford
/// Handbook of Political Networks, 301-325.
///
/// # Examples
///
/// ```
/// use stancegraph::measure::{Voice, count::conflict};
///
/// let a = [Voice { target: 7, level: 1.0, count: 2 }];
/// let b = [
///     Voice { target: 7, level: -1.0, count: 1 },
///     Voice { target: 7, level: 1.0, count: 3 },
///     Voice { target: 9, level: 1.0, count: 5 },
/// ];
/// assert_eq!(conflict(&a, &b), 2.0);
/// ```
#[must_use]
pub fn conflict(a: &[Voice], b: &[Voice]) -> f64 {
    Meeting::of(a, b).conflict(FULL_WIDTH)
}
