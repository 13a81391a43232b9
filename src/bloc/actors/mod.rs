//! Turns a view into a signed graph of its actors, and a partition of that graph back into stances.

mod actor_graph;
mod blocs;
mod consensus;
mod division;
mod grouping;
mod leave_out;
mod misfit;
mod opposition;
mod parallel;
mod recast;
mod stability;
mod swing;
mod tie_rule;

pub use actor_graph::{ActorGraph, TieOrigin, Untied};
pub use blocs::Blocs;
pub use consensus::Consensus;
pub use division::Division;
pub use grouping::{Grouping, TiedBy};
pub use leave_out::{Basis, LeaveOuts, LeftOut};
pub use misfit::Misfit;
pub use opposition::Opposition;
pub use parallel::Parallel;
pub use stability::Stability;
pub use swing::{SWING_REACH, Swing};
pub use tie_rule::{Threshold, TieRule};

use super::{BlocCount, Partition, Search, SignedGraph, Tie};
