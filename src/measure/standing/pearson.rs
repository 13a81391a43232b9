//! Pearson's correlation.

use super::Joint;

/// The product-moment correlation of the two actors' standings on their shared targets.
///
/// From `-1` to `1`. `None` if one of the two takes the same position everywhere, so that nothing varies together.
///
/// # References
///
/// Pearson, K. (1895). Note on regression and inheritance in the case of two
/// parents. Proceedings of the Royal Society of London 58, 240-242.
///
/// # Examples
///
/// ```
/// use stancegraph::measure::{Joint, standing::pearson};
///
/// let joint = |pairs: &[(f64, f64)]| pairs.iter().copied().collect::<Joint>();
/// assert_eq!(pearson(&joint(&[(1.0, 1.0), (-1.0, -1.0)])), Some(1.0));
/// assert_eq!(pearson(&joint(&[(1.0, 1.0), (1.0, -1.0)])), None);
/// ```
#[must_use]
pub fn pearson(joint: &Joint) -> Option<f64> {
    let (a, b) = (joint.mean(|cell| cell.a.value)?, joint.mean(|cell| cell.b.value)?);
    let together = joint.sum(|cell| (cell.a.value - a) * (cell.b.value - b));
    ratio(
        together,
        joint.sum(|cell| (cell.a.value - a).powi(2)),
        joint.sum(|cell| (cell.b.value - b).powi(2)),
    )
}

/// The ratio of covariation to the variation of each; `None` if one does not vary.
pub fn ratio(together: f64, a: f64, b: f64) -> Option<f64> {
    // The means of equal values have rounding errors.
    let varies = a > 1e-12 && b > 1e-12;
    varies.then(|| (together / (a * b).sqrt()).clamp(-1.0, 1.0))
}
