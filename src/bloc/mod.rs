//! Groups actors into blocs, with proof.
//!
//! `actors/` turns a view into a signed graph of its actors, and a partition back into stances
//! ([`ActorGraph`], [`Blocs`]). The rest knows numbers only: a [`SignedGraph`] has nodes `0..n` and signed,
//! weighted, undirected ties. A [`Search`] looks for the [`Partition`] with the least disagreement, and
//! says what is proved about it. [`balance`] counts triangles and closed walks. A [`Seriation`] orders things
//! so that neighbours are alike, by their [`Distances`].
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

mod actors;
mod balance;
mod best;
mod bloc_count;
mod components;
mod eigenvalues;
mod leaning;
mod partition;
mod search;
mod seriation;
mod signed_graph;

pub use actors::{
    ActorGraph, Basis, Blocs, Consensus, Division, Grouping, LeaveOuts, LeftOut, Misfit,
    Opposition, Parallel, SWING_REACH, Stability, Swing, Threshold, TieOrigin, TieRule, TiedBy,
    Untied,
};
pub use balance::{Balance, Triangles, WALK_LIMIT, balance};
pub use best::BestCount;
pub use leaning::{Leaning, leanings};
pub use partition::Partition;
pub use search::{BlocCount, Search};
pub use seriation::{Distances, Merge, Seriation};
pub use signed_graph::{Pair, SignedGraph, Tie, TieError};
