//! Measures of the agreement between coders.

mod coding;
mod krippendorff;

pub use coding::{Code, CodedUnit, CoderPair, Coding, MAX_CODERS};
pub use krippendorff::krippendorff;

use super::Distance;
