//! How nodes of a signed graph group into blocs, with proof.
//!
//! Only numbers: a [`SignedGraph`] has nodes `0..n` and signed, weighted,
//! undirected ties. A [`Search`] looks for the [`Partition`] with the least
//! disagreement, and says how far that is proved. [`balance`] counts triangles
//! and closed walks.
//!
//! ```
//! use stancegraph::bloc::{BlocCount, Search, SignedGraph};
//!
//! let mut graph = SignedGraph::new(3);
//! for (u, v) in [(0, 1), (1, 2), (2, 0)] {
//!     graph.add(u, v, -1.0)?; // everyone against everyone
//! }
//!
//! let camps = Search::new(BlocCount::Two).partition(&graph);
//! assert_eq!(camps.value, 1.0); // two of the three have to share a camp
//! assert!(camps.proved);
//!
//! let blocs = Search::new(BlocCount::Any).partition(&graph);
//! assert_eq!((blocs.value, blocs.count()), (0.0, 3));
//! # Ok::<(), stancegraph::bloc::TieError>(())
//! ```

mod actor_graph;
mod anneal;
mod assign;
mod balance;
mod blocks;
mod blocs;
mod cliques;
mod clustering;
mod consensus;
mod cycles;
mod deadline;
mod decide;
mod division;
mod eigenvalues;
mod elimination;
mod frustration;
mod grid;
mod inverse;
mod joins;
mod leave_out;
mod misfit;
mod moves;
mod net;
mod packing;
mod partition;
mod parts;
mod recast;
mod reduce;
mod relax;
mod search;
mod signed_graph;
mod spanning;
mod stability;
mod swing;
mod tie_rule;

pub use actor_graph::{ActorGraph, TieOrigin, Untied};
pub use balance::{Balance, Triangles, WALK_LIMIT, balance};
pub use blocs::Blocs;
pub use consensus::Consensus;
pub use division::Division;
pub use leave_out::{Basis, LeaveOuts, LeftOut};
pub use misfit::Misfit;
pub use partition::Partition;
pub use search::{BlocCount, Search};
pub use signed_graph::{Pair, SignedGraph, Tie, TieError};
pub use stability::Stability;
pub use swing::Swing;
pub use tie_rule::{Threshold, TieRule};
