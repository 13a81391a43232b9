//! The order in which people read stances.

use std::cmp::Ordering;

use crate::model::Stance;

/// By date, source and locator, then by who says what.
pub(super) fn reading_order(a: &Stance, b: &Stance) -> Ordering {
    let key = |stance: &Stance| (stance.date, stance.source.clone());
    key(a).cmp(&key(b))
}
