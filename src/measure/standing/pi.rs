//! Scott's pi.

use super::chance::{Chance, corrected};
use super::{Distance, Joint};

/// Agreement beyond chance, where chance draws both positions from the frequencies of the two together.
///
/// Unlike with [`kappa`](super::kappa()), a difference in how often the two support at all counts as disagreement.
/// Häge recommends it for the similarity of foreign policies. `None` if the two share no target, or if chance
/// alone would agree fully.
///
/// # References
///
/// Scott, W. A. (1955). Reliability of content analysis. Public Opinion
/// Quarterly 19, 321-325. Häge, F. M. (2011). Choice or circumstance? Adjusting measures of foreign
/// policy similarity for chance agreement. Political Analysis 19, 287-305.
///
/// # Examples
///
/// ```
/// use stancegraph::measure::{Distance, Joint, standing::pi};
///
/// let joint = [(1.0, 1.0), (-1.0, -1.0), (1.0, -1.0), (-1.0, 1.0)].into_iter().collect::<Joint>();
/// assert_eq!(pi(&joint, Distance::Quadratic), Some(0.0));
/// let always = [(1.0, 1.0)].into_iter().collect::<Joint>();
/// assert_eq!(pi(&always, Distance::Quadratic), None);
/// ```
#[must_use]
pub fn pi(joint: &Joint, distance: Distance) -> Option<f64> {
    let chance = Chance::of(joint, distance);
    let stances = 2.0 * chance.shared();
    corrected(chance.observed(), chance.expected_of_pooled() / stances.powi(2))
}
