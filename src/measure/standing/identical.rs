//! The share of identical positions.

use super::{Cell, Joint};
use crate::graph::Side;

/// The share of shared targets on which both are on the same side, with neutral as a side of its own.
///
/// From `0` to `1`. Strength does not count, and a mixed standing is identical to nothing. `None` if the two share
/// no target.
///
/// # References
///
/// Bailey, M. A., Strezhnev, A. & Voeten, E. (2017). Estimating dynamic state
/// preferences from United Nations voting data. Journal of Conflict
/// Resolution 61, 430-456 (Voeten's agreement score).
///
/// # Examples
///
/// ```
/// use stancegraph::measure::{Joint, standing::identical};
///
/// let joint = |pairs: &[(f64, f64)]| pairs.iter().copied().collect::<Joint>();
/// assert_eq!(identical(&joint(&[(0.0, 0.0), (1.0, 0.0), (1.0, 0.5)])), Some(2.0 / 3.0));
/// assert_eq!(identical(&joint(&[])), None);
/// ```
#[must_use]
pub fn identical(joint: &Joint) -> Option<f64> {
    joint.mean(|cell| f64::from(is_identical(cell)))
}

/// Whether both are on the same side, and not mixed.
pub fn is_identical(cell: &Cell) -> bool {
    cell.a.side == cell.b.side && cell.a.side != Side::Mixed
}
