//! The targets that two actors share.

use std::cmp::Ordering;

use super::{Cell, Relation};
use crate::graph::{ActorIx, Node, Standing, Standings, TargetRef};

/// A target on which two actors both have a standing.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Shared<'s> {
    /// The standing of the first actor.
    pub a: Standing<'s>,
    /// The standing of the second.
    pub b: Standing<'s>,
}

impl<'s> Shared<'s> {
    /// The target.
    #[must_use]
    pub fn target(&self) -> TargetRef<'s> {
        self.a.target()
    }

    /// The relation of the two standings.
    #[must_use]
    pub fn relation(&self) -> Relation {
        Relation::of(self.a.side(), self.b.side())
    }

    pub(crate) fn cell(&self) -> Cell {
        Cell { a: self.a.into(), b: self.b.into(), count: 1, weight: 1.0 }
    }
}

/// The targets on which both actors have a standing, without the two actors themselves: actors before issues, each
/// by id.
pub fn shared(
    standings: Standings<'_>,
    pair: (ActorIx, ActorIx),
) -> impl Iterator<Item = Shared<'_>> {
    let mut a = standings.of(pair.0).peekable();
    let mut b = standings.of(pair.1).peekable();
    std::iter::from_fn(move || {
        loop {
            let order = a.peek()?.target_node().cmp(&b.peek()?.target_node());
            match order {
                Ordering::Less => drop(a.next()),
                Ordering::Greater => drop(b.next()),
                Ordering::Equal => {
                    let shared = Shared { a: a.next()?, b: b.next()? };
                    // What the two have said about each other is a tie, not a shared target.
                    if ![pair.0, pair.1].map(Node::Actor).contains(&shared.a.target_node()) {
                        return Some(shared);
                    }
                }
            }
        }
    })
}
