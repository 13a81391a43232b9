//! How far two groupings of the same things agree.

use std::collections::BTreeMap;

/// The adjusted Rand index of two groupings of the same things, each given by the group of each thing: 1 if they are
/// the same, 0 if they agree as often as by chance, below 0 if they agree less often.
///
/// `None` if it is undefined: for fewer than two things, or if both groupings have all things in one group, or each in a
/// group of its own, so that nothing is left to chance.
///
/// # References
///
/// Hubert, L., & Arabie, P. (1985). Comparing partitions. Journal of Classification 2, 193-218.
///
/// # Panics
///
/// If the groupings are not of the same number of things.
///
/// # Examples
///
/// ```
/// use stancegraph::measure::group::adjusted_rand;
///
/// assert_eq!(adjusted_rand(&[0, 0, 1, 1], &[5, 5, 3, 3]), Some(1.0));
/// let crossed = adjusted_rand(&[0, 0, 1, 1], &[0, 1, 0, 1]).expect("it is defined");
/// assert!((crossed + 0.5).abs() < 1e-12);
/// assert_eq!(adjusted_rand(&[0, 0], &[0, 0]), None);
/// ```
#[must_use]
pub fn adjusted_rand(a: &[usize], b: &[usize]) -> Option<f64> {
    assert_eq!(a.len(), b.len(), "groupings of the same things");
    let mut joint = BTreeMap::<(usize, usize), u32>::new();
    let (mut rows, mut columns) = (BTreeMap::<usize, u32>::new(), BTreeMap::<usize, u32>::new());
    for (one, other) in a.iter().zip(b) {
        *joint.entry((*one, *other)).or_default() += 1;
        *rows.entry(*one).or_default() += 1;
        *columns.entry(*other).or_default() += 1;
    }
    let pairs = |counts: &mut dyn Iterator<Item = u32>| counts.map(pairs_of).sum::<f64>();
    let together = pairs(&mut joint.values().copied());
    let (one, other) = (pairs(&mut rows.values().copied()), pairs(&mut columns.values().copied()));
    let all = pairs_of(u32::try_from(a.len()).ok()?);
    if all == 0.0 {
        return None;
    }
    let expected = one * other / all;
    let most = f64::midpoint(one, other);
    ((most - expected).abs() > f64::EPSILON * all)
        .then(|| (together - expected) / (most - expected))
}

/// The number of pairs of so many things.
fn pairs_of(count: u32) -> f64 {
    f64::from(count) * (f64::from(count) - 1.0) / 2.0
}
