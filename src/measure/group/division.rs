//! Divisions: the sides that actors take on a target.

use super::{Camps, contested};
use crate::graph::{Node, StanceRef, Standing, TargetRef, View};
use crate::model::Date;

/// The sides that the actors of a view take on one target.
#[derive(Clone, Debug)]
pub struct Division<'s> {
    node: Node,
    standings: Vec<Standing<'s>>,
    camps: Camps,
}

impl<'s> Division<'s> {
    fn new(node: Node, standings: Vec<Standing<'s>>) -> Self {
        let mut camps = Camps::default();
        standings.iter().for_each(|standing| camps.add(standing.side()));
        Self { node, standings, camps }
    }

    /// The node of the target.
    #[must_use]
    pub fn node(&self) -> Node {
        self.node
    }

    /// The target.
    #[must_use]
    pub fn target(&self) -> TargetRef<'s> {
        self.standings[0].target()
    }

    /// The standings on the target, by actor: at least one.
    #[must_use]
    pub fn standings(&self) -> &[Standing<'s>] {
        &self.standings
    }

    /// The number of actors on each side.
    #[must_use]
    pub fn camps(&self) -> Camps {
        self.camps
    }

    /// How contested the target is; see [`contested`].
    #[must_use]
    pub fn contested(&self) -> Option<f64> {
        contested(self.camps.support, self.camps.oppose)
    }

    /// The stances on the target in the view, by actor, the oldest first.
    pub fn stances(&self) -> impl Iterator<Item = StanceRef<'s>> {
        self.standings.iter().flat_map(|standing| standing.stances())
    }

    /// The first and the last date of the stances; `None` if none has a date.
    #[must_use]
    pub fn period(&self) -> Option<[Date; 2]> {
        let dates = || self.stances().filter_map(StanceRef::date);
        Some([dates().min()?, dates().max()?])
    }
}

impl View<'_> {
    /// The division of the actors by each target, the most contested first (see [`Camps::most_contested_first`]),
    /// then in the order of the targets (actors before issues, each by id).
    ///
    /// # Complexity
    ///
    /// O(n log n) in the number of standings.
    ///
    /// # Examples
    ///
    /// ```
    /// use stancegraph::model::Stance;
    /// use stancegraph::{StanceGraph, Undeclared};
    ///
    /// let mut builder = StanceGraph::builder();
    /// builder.undeclared(Undeclared::Create);
    /// builder.stance(&Stance::on_issue("Russia", "opposes", "THAAD")?);
    /// builder.stance(&Stance::on_issue("Seoul", "pursues", "THAAD")?);
    /// builder.stance(&Stance::on_issue("Seoul", "supports", "talks")?);
    /// let graph = builder.build()?;
    /// let view = graph.view();
    /// let divisions = view.divisions();
    /// let of = |index: usize| (divisions[index].target().id(), divisions[index].contested());
    /// assert_eq!([of(0), of(1)], [("THAAD", Some(1.0)), ("talks", Some(0.0))]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn divisions(&self) -> Vec<Division<'_>> {
        let mut standings = self.standings().iter().collect::<Vec<_>>();
        // The sort is stable: standings on one target stay in the order of actors.
        standings.sort_by_key(|standing| standing.target_node());
        let groups = standings.chunk_by(|a, b| a.target_node() == b.target_node());
        let divisions = groups.map(|group| Division::new(group[0].target_node(), group.to_vec()));
        let mut divisions = divisions.collect::<Vec<_>>();
        divisions.sort_by(|one, other| one.camps.most_contested_first(&other.camps));
        divisions
    }
}
