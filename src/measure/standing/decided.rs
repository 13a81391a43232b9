//! The share of identical positions, without abstentions.

use super::identical::is_identical;
use super::{Cell, Joint};

/// The share of targets on which both are on the same side, among those on which both support or oppose.
///
/// From `0` to `1`; neutral and mixed standings are left out. `None` if there is no target on which both are
/// decided.
///
/// # References
///
/// United States Department of State, Voting Practices in the United Nations
/// (the voting coincidence until 2016).
///
/// # Examples
///
/// ```
/// use stancegraph::measure::{Joint, standing::decided};
///
/// let joint = |pairs: &[(f64, f64)]| pairs.iter().copied().collect::<Joint>();
/// assert_eq!(decided(&joint(&[(1.0, 1.0), (1.0, -1.0), (1.0, 0.0)])), Some(0.5));
/// assert_eq!(decided(&joint(&[(1.0, 0.0)])), None);
/// ```
#[must_use]
pub fn decided(joint: &Joint) -> Option<f64> {
    let both = joint.sum(|cell| f64::from(is_decided(cell)));
    let same = joint.sum(|cell| f64::from(is_decided(cell) && is_identical(cell)));
    (both > 0.0).then(|| same / both)
}

/// Whether both support or oppose.
pub fn is_decided(cell: &Cell) -> bool {
    cell.a.side.is_decided() && cell.b.side.is_decided()
}
