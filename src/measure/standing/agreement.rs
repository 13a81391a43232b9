//! The agreement index.

use super::Joint;

/// One minus half the mean distance between the two actors' standings.
///
/// `1` if both take the same position on every shared target, `0` if they are fully opposed on all; a neutral
/// standing is halfway to either side. `None` if they share no target.
///
/// # Complexity
///
/// O(n) in the number of cells, like all measures that do not say otherwise.
///
/// # References
///
/// Lijphart, A. (1963). The analysis of bloc voting in the General Assembly.
/// American Political Science Review 57, 902-917.
///
/// # Examples
///
/// ```
/// use stancegraph::measure::{Joint, standing::agreement};
///
/// let joint = |pairs: &[(f64, f64)]| pairs.iter().copied().collect::<Joint>();
/// assert_eq!(agreement(&joint(&[(1.0, 1.0), (1.0, -1.0)])), Some(0.5));
/// assert_eq!(agreement(&joint(&[(1.0, 0.0)])), Some(0.5));
/// assert_eq!(agreement(&joint(&[])), None);
/// ```
#[must_use]
pub fn agreement(joint: &Joint) -> Option<f64> {
    let (shared, distance) = joint.distance(|_| 1.0);
    (shared > 0.0).then(|| (2.0 * shared - distance) / (2.0 * shared))
}
