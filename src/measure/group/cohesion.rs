//! The agreement index of Hix, Noury and Roland.

use crate::graph::Counts;

/// The agreement index: the largest share of a group's support, opposition and neutral, less half of the rest.
///
/// With m for the largest of the three counts and n for their sum, the index is (m - (n - m) / 2) / n. It is 1 if
/// all take one position, and 0 if each of the three positions is taken by a third. `None` for an empty group.
///
/// # References
///
/// Hix, S., Noury, A. & Roland, G. (2005). Power to the parties: cohesion and competition in the
/// European Parliament, 1979-2001. British Journal of Political Science 35, 209-234.
///
/// # Examples
///
/// ```
/// use stancegraph::graph::Counts;
/// use stancegraph::measure::group::cohesion;
///
/// assert_eq!(cohesion(Counts { support: 3, oppose: 1, neutral: 0 }), Some(0.625));
/// assert_eq!(cohesion(Counts { support: 2, oppose: 2, neutral: 2 }), Some(0.0));
/// assert_eq!(cohesion(Counts::default()), None);
/// ```
#[must_use]
pub fn cohesion(counts: Counts) -> Option<f64> {
    let all = f64::from(counts.total());
    let most = f64::from(counts.support.max(counts.oppose).max(counts.neutral));
    (all > 0.0).then(|| (most - (all - most) / 2.0) / all)
}
