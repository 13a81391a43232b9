//! Machine-coded events: who did what to whom on which day.

pub(super) mod gdelt;
pub(super) mod icews;
pub(super) mod polecat;
