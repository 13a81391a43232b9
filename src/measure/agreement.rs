//! The agreement index.

/// One minus half the mean distance between the two actors' standings.
///
/// `1` when both take the same position on every shared target, `0` when they
/// are fully opposed on all; a neutral standing is half way to either side.
/// `None` when they share no target. Each pair is the value, in [-1, 1], of the two
/// actors on one shared target.
///
/// # Complexity
///
/// O(n) in the number of shared targets.
///
/// # References
///
/// Lijphart, A. (1963). The analysis of bloc voting in the General Assembly.
/// American Political Science Review 57, 902-917.
///
/// # Examples
///
/// ```
/// use stancegraph::measure::agreement;
///
/// assert_eq!(agreement(&[(1.0, 1.0), (1.0, -1.0)]), Some(0.5));
/// assert_eq!(agreement(&[(1.0, 0.0)]), Some(0.5));
/// assert_eq!(agreement(&[]), None);
/// ```
#[must_use]
pub fn agreement(pairs: &[(f64, f64)]) -> Option<f64> {
    if pairs.is_empty() {
        return None;
    }
    let distance = pairs.iter().map(|(a, b)| (a - b).abs()).sum::<f64>();
    #[expect(clippy::cast_precision_loss, reason = "targets are far fewer than 2^52")]
    Some(1.0 - distance / (2.0 * pairs.len() as f64))
}
