//! How close two actors are.
//!
//! A new measure is one file and one variant of [`Measure`].

mod agreement;
mod alignment;
mod coding;
mod contested;
mod distance;
mod division;
mod interval;
mod krippendorff;
mod parallel;
mod phi;

pub use agreement::agreement;
pub use alignment::{Alignment, Measure, Relation, Shared, Tally};
pub use coding::{Code, CodedUnit, CoderPair, Coding, MAX_CODERS};
pub use contested::{Camps, contested};
pub use distance::Distance;
pub use division::Division;
pub use interval::{Interval, wilson};
pub use krippendorff::krippendorff;
pub use parallel::{Direction, MAX_STEPS, Parallel, Parallels, parallels};
pub use phi::phi;
