//! Measures: the closeness of actors, the cohesion of groups, the contestedness of issues, the reliability of
//! coders.
//!
//! To add a measure of the closeness of two actors, add one file in `standing/` or `count/`, and one variant of
//! [`Measure`]. A measure of a group or an issue is a file in `group/`.

mod any_measure;
mod closed_set;
mod coder;
mod comparison;
pub mod count;
mod distance;
pub mod group;
mod interval;
#[expect(clippy::module_inception, reason = "the word is the file's")]
mod measure;
mod own;
mod pair;
mod question;
pub mod standing;

pub use any_measure::AnyMeasure;
pub(crate) use closed_set::closed_set;
pub use coder::{Code, CodedUnit, CoderPair, Coding, MAX_CODERS, krippendorff};
pub use comparison::Comparison;
pub use count::{Affiliation, Duplicates, Normalisation, Share, TwoMode, Voice};
pub use distance::Distance;
pub use group::{Camps, Direction, Division, MAX_STEPS, Parallel, Parallels};
pub use interval::{Confidence, Interval, wilson};
pub use measure::Measure;
pub use own::OwnMeasure;
pub use pair::{
    Alignment, AlignmentMatrix, Alignments, Closest, Contribution, Pairing, Relation, Shared, Sort,
    Tally, thin,
};
pub use question::Question;
pub use standing::{Cell, Joint, Level};
