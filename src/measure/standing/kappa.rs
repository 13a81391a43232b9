//! Cohen's kappa.

use super::chance::{Chance, corrected};
use super::{Distance, Joint};

/// Agreement beyond what two actors with these frequencies of positions would reach by chance.
///
/// `1` for full agreement, `0` for as much as by chance, negative for less. The agreement by chance follows from
/// how often each of the two takes each position. With [`Distance::Nominal`] it is the kappa of 1960; other
/// distances weigh disagreement. `None` if the two share no target, or if chance alone would agree fully.
///
/// # References
///
/// Cohen, J. (1960). A coefficient of agreement for nominal scales. Educational
/// and Psychological Measurement 20, 37-46. Cohen, J. (1968). Weighted kappa.
/// Psychological Bulletin 70, 213-220.
///
/// # Examples
///
/// ```
/// use stancegraph::measure::{Distance, Joint, standing::kappa};
///
/// let joint = [(1.0, 1.0), (1.0, 1.0), (-1.0, -1.0), (1.0, -1.0)].into_iter().collect::<Joint>();
/// assert_eq!(kappa(&joint, Distance::Nominal), Some(0.5));
/// let always = [(1.0, 1.0)].into_iter().collect::<Joint>();
/// assert_eq!(kappa(&always, Distance::Nominal), None);
/// ```
#[must_use]
pub fn kappa(joint: &Joint, distance: Distance) -> Option<f64> {
    let chance = Chance::of(joint, distance);
    corrected(chance.observed(), chance.expected_of_own())
}
