//! The extent of a view: how much there is to draw.

use std::collections::BTreeSet;

use super::stances;
use crate::graph::{Node, View};

/// The number of nodes and lines in the diagram of a view's stances.
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
// Closed: a width and a height.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Extent {
    /// Actors and targets.
    pub nodes: usize,
    /// Lines between them: up to three labels of an actor on a target have a line each, more become one line.
    pub lines: usize,
}

impl Extent {
    /// The largest diagram that is easier to read than a matrix.
    ///
    /// Above about 20 nodes, readers do most tasks better with a matrix: Ghoniem, Fekete & Castagliola
    /// (2005), "On the readability of graphs using node-link and matrix-based representations",
    /// Information Visualization 4(2).
    pub const SMALL: Self = Self { nodes: 20, lines: 40 };

    /// The most lines in a diagram: more take minutes to draw, and nobody can follow them.
    pub const MOST_LINES: usize = 2_000;

    /// The extent of a view; for a snapshot, of the stances in force.
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
