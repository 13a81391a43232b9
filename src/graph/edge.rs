//! What the petgraph holds.

use std::num::NonZeroU32;

use serde::{Deserialize, Serialize};

use crate::model::{Date, Position, Strength};

macro_rules! index {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub struct $name(NonZeroU32);

        impl $name {
            #[expect(clippy::cast_possible_truncation, reason = "the builder counts in u32")]
            pub(crate) fn new(index: usize) -> Self {
                Self(NonZeroU32::MIN.saturating_add(index as u32))
            }

            /// The number, from 0.
            #[must_use]
            pub fn index(self) -> usize {
                self.0.get() as usize - 1
            }
        }
    };
}

index! {
    /// The number of an actor in a [`StanceGraph`](super::StanceGraph), in the order of ids.
    ActorIx
}

index! {
    /// The number of an issue in a [`StanceGraph`](super::StanceGraph), in the order of ids.
    IssueIx
}

index! {
    /// The number of a source in a [`StanceGraph`](super::StanceGraph), in the order of ids.
    SourceIx
}

index! {
    /// The number of a label in a [`StanceGraph`](super::StanceGraph), in the order of texts.
    LabelIx
}

/// A node of the petgraph: an actor or an issue.
///
/// Actors come first, then issues, each in the order of their ids.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Node {
    /// Who takes positions.
    Actor(ActorIx),
    /// What positions are about.
    Issue(IssueIx),
}

/// An edge of the petgraph: one stance, without its texts.
///
/// ```
/// assert!(size_of::<stancegraph::graph::StanceEdge>() <= 32);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct StanceEdge {
    /// What is drawn on the edge.
    pub label: LabelIx,
    /// Who said it for the actor.
    pub speaker: Option<ActorIx>,
    /// Whom a stance on an issue is addressed to.
    pub toward: Option<ActorIx>,
    /// Where it was said.
    pub source: Option<SourceIx>,
    /// When it was said.
    pub date: Option<Date>,
    /// The last date on which it holds.
    pub until: Option<Date>,
    /// How strongly the position is held.
    pub strength: Strength,
    /// The side that it takes.
    pub position: Position,
}

impl StanceEdge {
    /// The position as one number in [-1, 1]: its sign times its strength.
    #[must_use]
    pub fn signed(&self) -> f64 {
        f64::from(self.position.sign()) * self.strength.get()
    }
}
