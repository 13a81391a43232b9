//! How close two actors are.
//!
//! A new measure is one file and one variant of [`Measure`].

mod agreement;
mod alignment;
mod contested;
mod distance;
mod interval;
mod krippendorff;

pub use agreement::agreement;
pub use alignment::{Alignment, Measure, Relation, Shared, Tally};
pub use contested::{Camps, contested};
pub use distance::Distance;
pub use interval::{Interval, wilson};
pub use krippendorff::krippendorff;
