//! How much a view has to draw.

use std::collections::BTreeSet;

use super::stances;
use crate::graph::{Node, View};

/// How many nodes and lines the diagram of a view's stances has.
///
/// ```
/// use stancegraph::model::Stance;
/// use stancegraph::render::{Diagram, Extent};
/// use stancegraph::{StanceGraph, Undeclared};
///
/// let mut builder = StanceGraph::builder();
/// builder.undeclared(Undeclared::Create);
/// for number in 0..20 {
///     builder.stance(&Stance::on_issue(&format!("party {number}"), "opposes", "the tax")?);
/// }
/// let graph = builder.build()?;
/// let view = graph.view();
/// assert_eq!(Extent::of(&view), Extent { nodes: 21, lines: 20 });
/// assert_eq!(Diagram::for_view(&view), Diagram::Matrix);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Extent {
    /// Actors and targets.
    pub nodes: usize,
    /// Lines between them: up to three labels of an actor on a target have one each, more become one.
    pub lines: usize,
}

impl Extent {
    /// The most nodes and lines of a diagram that is easier to read than a matrix.
    ///
    /// Above about 20 nodes readers do most tasks better with a matrix: Ghoniem, Fekete & Castagliola
    /// (2005), "On the readability of graphs using node-link and matrix-based representations",
    /// Information Visualization 4(2).
    pub const SMALL: Self = Self { nodes: 20, lines: 40 };

    /// The most lines that a diagram has: more take minutes, and nobody can follow them.
    pub const MOST_LINES: usize = 2_000;

    /// That of a view: of a snapshot of what is in force.
    ///
    /// O(n log n) in the number of stances.
    #[must_use]
    pub fn of(view: &View) -> Self {
        let now = view.in_force();
        let standings = now.standings();
        let actors = standings.actors().map(Node::Actor);
        let nodes = actors.chain(standings.targets()).collect::<BTreeSet<_>>().len();
        Self { nodes, lines: stances::strand::count(&now) }
    }

    /// Whether a diagram is easier to read than a matrix.
    #[must_use]
    pub fn is_small(self) -> bool {
        self.nodes <= Self::SMALL.nodes && self.lines <= Self::SMALL.lines
    }
}
