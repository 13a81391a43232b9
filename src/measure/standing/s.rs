//! Signorino and Ritter's S.

use super::Joint;

/// One minus twice the weighted mean distance, as a share of the largest distance.
///
/// `1` if both take the same position on every shared target, `-1` if they are fully opposed on all. With equal
/// weights it is twice the [`agreement`](super::agreement()) minus one. `None` if the two share no target or all
/// weights are 0.
///
/// # References
///
/// Signorino, C. S. & Ritter, J. M. (1999). Tau-b or not tau-b: measuring the
/// similarity of foreign policy positions. International Studies Quarterly 43, 115-144.
///
/// # Examples
///
/// ```
/// use stancegraph::measure::{Cell, Joint, standing::s};
///
/// let joint = [(1.0, 1.0), (1.0, -1.0)].into_iter().collect::<Joint>();
/// assert_eq!(s(&joint), Some(0.0));
/// let weighted = joint.cells().iter().zip([1.0, 3.0]);
/// let weighted = weighted.map(|(cell, weight)| Cell { weight, ..*cell }).collect::<Joint>();
/// assert_eq!(s(&weighted), Some(0.5));
///
/// let third = 1.0 / 3.0;
/// let graded = [(-1.0, 1.0), (-third, third), (third, -third), (1.0, -1.0)];
/// assert_eq!(s(&graded.into_iter().collect::<Joint>()), Some(-third));
/// ```
#[must_use]
pub fn s(joint: &Joint) -> Option<f64> {
    let (weight, distance) = joint.distance(|cell| cell.weight);
    (weight > 0.0).then(|| (weight - distance) / weight)
}
