//! The nodes and edges of the petgraph.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::num::NonZeroU32;
use std::sync::atomic::{AtomicU32, Ordering};

use serde::{Deserialize, Serialize, Serializer};

use crate::error::Error;
use crate::model::{Date, Position, Strength};

/// A number within a known graph. Edges and rows hold this one, since it is half the size of a number that also
/// identifies its graph.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub(crate) struct Number(NonZeroU32);

impl Number {
    #[expect(clippy::cast_possible_truncation, reason = "the builder counts in u32")]
    pub(crate) fn new(index: usize) -> Self {
        Self(NonZeroU32::MIN.saturating_add(index as u32))
    }

    pub(crate) fn index(self) -> usize {
        self.0.get() as usize - 1
    }
}

/// The identity of the graph that a number belongs to. Every graph has its own; copies of a graph share it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Stamp(u32);

impl Stamp {
    /// A stamp that no graph has yet.
    pub(crate) fn next() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        Self(NEXT.fetch_add(1, Ordering::Relaxed))
    }
}

macro_rules! index {
    ($(#[$doc:meta])* $name:ident, $what:literal) => {
        $(#[$doc])*
        ///
        /// The number identifies its graph: with another graph, or anything derived from another graph, methods
        /// return [`Error::OtherGraph`]. Copies of a graph have the same numbers. To find the same thing in
        /// another graph, use its id.
        ///
        /// With serde it is a number, counted from 1, which cannot be read back.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub struct $name {
            pub(crate) number: Number,
            graph: Stamp,
        }

        impl $name {
            pub(crate) fn new(number: Number, graph: Stamp) -> Self {
                Self { number, graph }
            }

            /// The number, from 0.
            #[must_use]
            pub fn index(self) -> usize {
                self.number.index()
            }

            /// The number within a graph.
            pub(crate) fn within(self, graph: Stamp) -> Result<Number, Error> {
                (self.graph == graph).then_some(self.number).ok_or(Error::OtherGraph { what: $what })
            }
        }

        /// Hashes the number alone: stamps differ from run to run.
        impl Hash for $name {
            fn hash<H: Hasher>(&self, state: &mut H) {
                self.number.hash(state);
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self.index())
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                self.number.serialize(serializer)
            }
        }
    };
}

index! {
    /// The number of an actor in a [`StanceGraph`](super::StanceGraph), in the order of ids.
    ActorIx, "an actor"
}

index! {
    /// The number of an issue in a [`StanceGraph`](super::StanceGraph), in the order of ids.
    IssueIx, "an issue"
}

index! {
    /// The number of a source in a [`StanceGraph`](super::StanceGraph), in the order of ids.
    SourceIx, "a source"
}

index! {
    /// The number of a label in a [`StanceGraph`](super::StanceGraph), in the order of texts.
    LabelIx, "a label"
}

index! {
    /// The number of a stance in a [`StanceGraph`](super::StanceGraph), in the order of
    /// [`StanceGraph::stances`](super::StanceGraph::stances).
    StanceIx, "a stance"
}

/// A node of the petgraph: an actor or an issue.
///
/// Actors come first, then issues, each in the order of their ids.
// Closed: a node is an issue or an actor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub enum Node {
    /// An actor, who takes positions.
    Actor(ActorIx),
    /// An issue, which positions are about.
    Issue(IssueIx),
}

/// An edge of the petgraph: one stance, without its texts.
///
/// The label, speaker, addressee and source are numbers within the graph; [`StanceRef`](super::StanceRef) resolves
/// them.
///
/// ```
/// assert_eq!(size_of::<stancegraph::graph::StanceEdge>(), 32);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct StanceEdge {
    pub(crate) label: Number,
    pub(crate) speaker: Option<Number>,
    pub(crate) toward: Option<Number>,
    pub(crate) source: Option<Number>,
    /// When it was said.
    pub date: Option<Date>,
    /// The last date on which it holds.
    pub until: Option<Date>,
    /// The side that it takes, and its strength.
    pub(super) held: Held,
}

impl StanceEdge {
    /// The side that it takes.
    #[must_use]
    pub fn position(&self) -> Position {
        self.held.position()
    }

    /// How strongly the position is held.
    #[must_use]
    pub fn strength(&self) -> Strength {
        self.held.strength()
    }

    /// The position as one number in [-1, 1]: its sign times its strength.
    #[must_use]
    pub fn signed(&self) -> f64 {
        f64::from(self.position().sign()) * self.strength().get()
    }

    /// Whether its strength is a fraction of the heaviest weight.
    pub(super) fn is_weighed(&self) -> bool {
        self.held.is_weighed()
    }
}

/// A position and a strength in eight bytes, in double precision. The highest four bits are the same in all
/// strengths, so the position takes their place. Split into two halves, it does not enlarge an edge.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(from = "Plain", into = "Plain")]
pub(super) struct Held([u32; 2]);

/// The same, as it is serialised.
#[derive(Debug, Serialize, Deserialize)]
struct Plain {
    position: Position,
    strength: Strength,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    weighed: bool,
}

/// The highest four bits of every strength.
const TOP: u32 = 0b0011;

impl Held {
    pub(super) fn new(position: Position, strength: Strength, is_weighed: bool) -> Self {
        let bits = strength.get().to_bits();
        #[expect(clippy::cast_possible_truncation, reason = "the two halves")]
        let [high, low] = [(bits >> 32) as u32, bits as u32];
        let beside = position as u32 | u32::from(is_weighed) << 2;
        Self([high & (u32::MAX >> 4) | beside << 28, low])
    }

    fn position(self) -> Position {
        match self.0[0] >> 28 & 0b11 {
            0 => Position::Oppose,
            1 => Position::Neutral,
            _ => Position::Support,
        }
    }

    fn strength(self) -> Strength {
        let high = self.0[0] & (u32::MAX >> 4) | TOP << 28;
        let bits = u64::from(high) << 32 | u64::from(self.0[1]);
        Strength::new(f64::from_bits(bits)).expect("it was made of one")
    }

    fn is_weighed(self) -> bool {
        self.0[0] >> 30 == 1
    }
}

impl fmt::Debug for Held {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Plain::from(*self).fmt(f)
    }
}

impl From<Plain> for Held {
    fn from(Plain { position, strength, weighed }: Plain) -> Self {
        Self::new(position, strength, weighed)
    }
}

impl From<Held> for Plain {
    fn from(held: Held) -> Self {
        Self { position: held.position(), strength: held.strength(), weighed: held.is_weighed() }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn is_kept(position: Position, strength: f64, is_weighed: bool) -> bool {
        let strength = Strength::new(strength).expect("a strength");
        let held = Held::new(position, strength, is_weighed);
        (held.position(), held.strength(), held.is_weighed()) == (position, strength, is_weighed)
    }

    proptest! {
        #[test]
        fn an_edge_keeps_every_strength(strength in 1e-76..=1.0_f64, power in 0..250_i32) {
            for position in Position::ALL {
                for is_weighed in [false, true] {
                    prop_assert!(is_kept(position, strength, is_weighed));
                    let small = (strength * 2_f64.powi(-power)).max(Strength::LEAST.get());
                    prop_assert!(is_kept(position, small, is_weighed));
                }
            }
        }
    }

    #[test]
    fn an_edge_keeps_the_ends_of_the_scale() {
        for strength in [Strength::LEAST.get(), 1.0, 0.1, 1.0 / 3.0] {
            assert!(Position::ALL.into_iter().all(|position| is_kept(position, strength, true)));
        }
    }
}
