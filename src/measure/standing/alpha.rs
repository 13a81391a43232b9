//! Krippendorff's alpha of two actors.

use super::chance::{Chance, corrected};
use super::{Distance, Joint};

/// Agreement beyond chance, where chance draws two of the observed standings without replacement.
///
/// It is [`pi`](super::pi()) with a correction for few targets. For any number of coders, see
/// [`krippendorff`](crate::measure::krippendorff()). `None` if the two share no target, or if all standings are
/// the same.
///
/// # References
///
/// Krippendorff, K. (2011). Computing Krippendorff's alpha-reliability.
/// University of Pennsylvania, Annenberg School for Communication.
///
/// # Examples
///
/// ```
/// use stancegraph::measure::{Distance, Joint, krippendorff, standing::alpha};
///
/// let pairs = [(1.0, 1.0), (-1.0, -1.0), (1.0, 0.0)];
/// let two = alpha(&pairs.into_iter().collect::<Joint>(), Distance::Ordinal).unwrap();
/// let units = pairs.map(|(a, b)| vec![a, b]);
/// let any = krippendorff(&units, Distance::Ordinal).unwrap();
/// assert!((two - any).abs() < 1e-12);
/// ```
#[must_use]
pub fn alpha(joint: &Joint, distance: Distance) -> Option<f64> {
    let chance = Chance::of(joint, distance);
    let stances = 2.0 * chance.shared();
    corrected(chance.observed(), chance.expected_of_pooled() / (stances * (stances - 1.0)))
}
