//! Pairs of a view's actors: one, all, the closest, a matrix; the contribution of each target, and the uncertainty
//! of a score.

mod alignment;
mod alignments;
mod bootstrap;
mod context;
mod contribution;
mod kernel;
mod matrix;
mod parallel;
mod redrawn;
mod shared;
mod sort;
mod tally;
mod thin;

pub use alignment::Alignment;
pub use alignments::{Alignments, Closest, Pairing};
pub use contribution::Contribution;
pub use matrix::AlignmentMatrix;
pub use shared::Shared;
pub use sort::Sort;
pub use tally::{Relation, Tally};
pub use thin::thin;

use super::count::{Activity, Meeting, Voices, each_target};
use super::{
    AnyMeasure, Cell, Comparison, Interval, Joint, Level, Normalisation, OwnMeasure, wilson,
};
