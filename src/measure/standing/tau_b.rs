//! Kendall's tau-b.

use super::Joint;
use super::pearson::ratio;

/// Kendall's rank correlation of the two actors' standings, corrected for ties.
///
/// From `-1` to `1`. `None` if one of the two takes the same position everywhere.
///
/// # Complexity
///
/// O(c²) in the number of cells: nine if no standing is graded.
///
/// # References
///
/// Kendall, M. G. (1945). The treatment of ties in ranking problems.
/// Biometrika 33, 239-251.
///
/// # Examples
///
/// ```
/// use stancegraph::measure::{Joint, standing::tau_b};
///
/// let joint = |pairs: &[(f64, f64)]| pairs.iter().copied().collect::<Joint>();
/// assert_eq!(tau_b(&joint(&[(1.0, 0.5), (0.0, 0.0), (-1.0, -0.5)])), Some(1.0));
/// assert_eq!(tau_b(&joint(&[(1.0, 1.0), (1.0, -1.0)])), None);
/// ```
#[must_use]
pub fn tau_b(joint: &Joint) -> Option<f64> {
    let cells = joint.cells();
    let (mut together, mut a_differs, mut b_differs) = (0.0, 0.0, 0.0);
    for (index, one) in cells.iter().enumerate() {
        for other in &cells[index + 1..] {
            let pairs = f64::from(one.count) * f64::from(other.count);
            let a = direction(one.a.value, other.a.value);
            let b = direction(one.b.value, other.b.value);
            together += pairs * a * b;
            a_differs += pairs * a.abs();
            b_differs += pairs * b.abs();
        }
    }
    ratio(together, a_differs, b_differs)
}

fn direction(from: f64, to: f64) -> f64 {
    f64::from(i8::from(to > from) - i8::from(to < from))
}
