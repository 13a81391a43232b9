//! How close two actors are.
//!
//! A new measure is one file and one variant of [`Measure`]: of standings it is a
//! function of a [`Joint`] distribution, of counts one of two lists of [`Voice`]s.

mod agreement;
mod alignment;
mod alignments;
mod alpha;
mod bootstrap;
mod chance;
mod comparison;
mod conflict;
mod congruence;
mod contested;
mod context;
mod contribution;
mod cosine;
mod decided;
mod distance;
mod duplicates;
mod identical;
mod ignore;
mod interval;
mod joint;
mod kappa;
mod kernel;
mod krippendorff;
mod matrix;
#[expect(clippy::module_inception, reason = "the word is the file's")]
mod measure;
mod meeting;
mod normalisation;
mod parallel;
mod pearson;
mod pi;
mod s;
mod shared;
mod subtract;
mod tally;
mod tau_b;
mod two_mode;
mod voice;

pub use agreement::agreement;
pub use alignment::Alignment;
pub use alignments::{Alignments, Closest, Pairing};
pub use alpha::alpha;
pub use comparison::Comparison;
pub use conflict::conflict;
pub use congruence::congruence;
pub use contested::{Camps, contested};
pub use contribution::Contribution;
pub use cosine::cosine;
pub use decided::decided;
pub use distance::Distance;
pub use duplicates::Duplicates;
pub use identical::identical;
pub use ignore::ignore;
pub use interval::{Confidence, Interval, wilson};
pub use joint::{Cell, Joint, Level};
pub use kappa::kappa;
pub use krippendorff::krippendorff;
pub use matrix::AlignmentMatrix;
pub use measure::Measure;
pub use normalisation::Normalisation;
pub use pearson::pearson;
pub use pi::pi;
pub use s::s;
pub use shared::Shared;
pub use subtract::subtract;
pub use tally::{Relation, Tally};
pub use tau_b::tau_b;
pub use two_mode::{Affiliation, Share, TwoMode};
pub use voice::Voice;
