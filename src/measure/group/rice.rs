//! Rice's index of cohesion.

use crate::graph::Counts;

/// The difference between the two sides of a group, as a share of both: |support - oppose| / (support + oppose).
///
/// 1 if everyone who takes a side takes the same one, 0 if the sides are equal. Neutral members do not count.
/// `None` if nobody takes a side. Small groups are united by chance: two members who toss coins have 0.5 on
/// average.
///
/// # References
///
/// Rice, S. A. (1928). Quantitative Methods in Politics. Knopf.
///
/// # Examples
///
/// ```
/// use stancegraph::graph::Counts;
/// use stancegraph::measure::group::rice;
///
/// assert_eq!(rice(Counts { support: 3, oppose: 1, neutral: 4 }), Some(0.5));
/// assert_eq!(rice(Counts { support: 0, oppose: 0, neutral: 4 }), None);
/// ```
#[must_use]
pub fn rice(counts: Counts) -> Option<f64> {
    let (support, oppose) = (f64::from(counts.support), f64::from(counts.oppose));
    let sides = support + oppose;
    (sides > 0.0).then(|| (support - oppose).abs() / sides)
}
