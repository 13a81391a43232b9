//! Congruence minus conflict.

use super::Voice;
use super::meeting::{FULL_WIDTH, Meeting};

/// [`congruence`](super::congruence()) minus [`conflict`](super::conflict()): what brings two actors together less
/// what divides them.
///
/// The result is negative if conflict prevails; it has no minimum and no maximum. One number stands for two here,
/// so read it together with the counts of agreement and disagreement. The voices must be sorted by target and
/// level.
///
/// # References
///
/// Leifeld, P. (2017). Discourse network analysis: policy debates as dynamic networks. In: The Oxford
/// Handbook of Political Networks, 301-325.
///
/// # Examples
///
/// ```
/// use stancegraph::measure::{Voice, count::subtract};
///
/// let a = [Voice { target: 7, level: 1.0, count: 2 }];
/// let b = [
///     Voice { target: 7, level: -1.0, count: 1 },
///     Voice { target: 7, level: 1.0, count: 3 },
///     Voice { target: 9, level: 1.0, count: 5 },
/// ];
/// assert_eq!(subtract(&a, &b), 4.0);
/// ```
#[must_use]
pub fn subtract(a: &[Voice], b: &[Voice]) -> f64 {
    Meeting::of(a, b).subtract(FULL_WIDTH)
}
