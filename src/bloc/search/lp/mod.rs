//! The linear program behind every lower bound: a packing of obstructions.
//!
//! An obstruction is a set of edges at least one of which disagrees with every partition:
//!
//! - for two camps, an unbalanced cycle: one with an odd number of negative edges (Harary 1953);
//! - for any number of blocs, a cycle with exactly one negative edge (Davis 1967);
//! - for at most k blocs, also k + 1 nodes that are all against one another.
//!
//! Write `w` for the weights of the edges. Two programs, each the dual of the other:
//!
//! ```text
//! cover   min Σ w(e) x(e)   Σ x(e) over the edges of o ≥ 1 for each obstruction o       x ≥ 0
//! pack    max Σ y(o)        Σ y(o) over the obstructions with e ≤ w(e) for each edge e   y ≥ 0
//! ```
//!
//! With `x` limited to 0 and 1, the cover is the exact problem: `x` marks the edges that disagree, and
//! the obstructions are its cycle inequalities (Barahona & Mahjoub 1986; Grötschel & Wakabayashi 1989;
//! Aref, Mason & Wilson 2020). By weak duality any feasible packing is a lower bound. So both solvers
//! here solve the packing, and stay feasible or repair what is not: stopped at any moment, they still
//! have a bound. In the code `y` is a *level* and `x` a *length*.
//!
//! There are far too many obstructions to list. They are generated as they are needed: an obstruction
//! shorter than 1 is a cutting plane of the cover, and a column of the packing that can raise it.
//!
//! | file | what |
//! |---|---|
//! | `relax` | the rounds: solve, look for short obstructions, round the lengths to a partition |
//! | `simplex` | the packing of a small graph, by the primal revised simplex method |
//! | `inverse`, `elimination` | its basis: triangular factors, and the order in which they fill in least |
//! | `gradient` | the packing of a large graph, by the primal-dual hybrid gradient method |
//! | `cycles` | short cycles by shortest paths in the signed double cover |
//! | `hops` | all triangles, and many short cycles of four and five edges at once |
//! | `cliques` | groups of mutual enemies |
//!
//! # References
//!
//! Chvátal, V. (1983). Linear Programming. Chapter 7, the revised simplex method.
//!
//! Barahona, F. & Mahjoub, A. R. (1986). On the cut polytope. Mathematical Programming 36, 157-173.
//!
//! Grötschel, M. & Wakabayashi, Y. (1989). A cutting plane algorithm for a clustering problem.
//! Mathematical Programming 45, 59-96.
//!
//! Aref, S., Mason, A. J. & Wilson, M. C. (2020). A modeling and computational study of the frustration
//! index in signed networks. Networks 75, 95-110.

mod cliques;
mod cycles;
mod elimination;
mod gradient;
mod hops;
mod inverse;
mod relax;
mod simplex;

pub use cliques::negative_cliques;
pub use cycles::Cycles;
pub use relax::LARGE;

/// An obstruction: the numbers of its edges, in rising order.
pub type Obstruction = Vec<usize>;

/// What a packing proves.
pub struct Proof {
    /// A lower bound on the disagreement of every partition.
    pub(crate) bound: f64,
    /// The part of each edge's weight that the packing leaves unused: a partition in which the edge
    /// disagrees costs at least the bound and this.
    pub(crate) spare: Vec<f64>,
}
