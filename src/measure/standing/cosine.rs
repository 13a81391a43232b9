//! The cosine of two actors' standings.

use super::Joint;
use super::pearson::ratio;

/// The cosine of the angle between the two actors' standings on their shared targets.
///
/// `1` if they point the same way, `-1` if they are opposed, `0` if they are unrelated. `None` if one of the two
/// is neutral on all of them. It is not the normalisation of the same name: see
/// [`Normalisation`](crate::measure::Normalisation).
///
/// # References
///
/// Salton, G. & `McGill`, M. J. (1983). Introduction to Modern Information
/// Retrieval. McGraw-Hill.
///
/// # Examples
///
/// ```
/// use stancegraph::measure::{Joint, standing::cosine};
///
/// let joint = |pairs: &[(f64, f64)]| pairs.iter().copied().collect::<Joint>();
/// assert_eq!(cosine(&joint(&[(1.0, 0.5), (-1.0, -0.5)])), Some(1.0));
/// assert_eq!(cosine(&joint(&[(1.0, 0.0)])), None);
/// ```
#[must_use]
pub fn cosine(joint: &Joint) -> Option<f64> {
    ratio(
        joint.sum(|cell| cell.a.value * cell.b.value),
        joint.sum(|cell| cell.a.value.powi(2)),
        joint.sum(|cell| cell.b.value.powi(2)),
    )
}
