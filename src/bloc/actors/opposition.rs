//! Members of one bloc who explicitly oppose another member.

use std::collections::BTreeMap;

use super::Blocs;
use crate::graph::{ActorIx, Node, Side, Standing, View};

/// A standing of an actor against another actor of its bloc.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Opposition<'v> {
    /// What the actor says about the other: against it, or both for and against it.
    pub standing: Standing<'v>,
    /// The other one.
    pub target: ActorIx,
    /// The bloc of both.
    pub bloc: usize,
}

impl Blocs<'_> {
    /// The standings of a view against a member of the actor's own bloc, by bloc, then by actor and target.
    ///
    /// They do not depend on what ties the actors: an actor can agree with another on most issues and still
    /// oppose it. O(n log n) in the number of standings.
    ///
    /// ```
    /// use stancegraph::bloc::Grouping;
    /// use stancegraph::model::Stance;
    /// use stancegraph::{StanceGraph, Undeclared};
    ///
    /// let mut builder = StanceGraph::builder();
    /// builder.undeclared(Undeclared::Create);
    /// for (actor, label) in [("ann", "supports"), ("bob", "supports"), ("cem", "opposes")] {
    ///     builder.stance(&Stance::on_issue(actor, label, "tunnel")?);
    ///     builder.stance(&Stance::toward_actor(actor, "opposes", "ann")?);
    /// }
    /// let graph = builder.build()?;
    /// let view = graph.view();
    /// let blocs = Grouping::default().blocs(&view)?;
    /// let opposed = blocs.oppositions(&view);
    /// assert_eq!(opposed.len(), 1); // bob and ann are in one bloc, cem is in the other
    /// assert_eq!(opposed[0].standing.actor().id.as_str(), "bob");
    /// assert_eq!(blocs.unopposed(&view), [vec![], vec![2]]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn oppositions<'v>(&self, view: &'v View) -> Vec<Opposition<'v>> {
        let opposition = |standing: Standing<'v>| {
            let Node::Actor(target) = standing.target_node() else { return None };
            let is_against = match standing.side() {
                Side::Oppose | Side::Mixed => target != standing.actor_ix(),
                Side::Support | Side::Neutral => false,
            };
            let bloc = self.actor_bloc(standing.actor_ix()).filter(|_| is_against)?;
            (self.actor_bloc(target) == Some(bloc)).then_some(Opposition { standing, target, bloc })
        };
        let mut all = view.standings().iter().filter_map(opposition).collect::<Vec<_>>();
        all.sort_by_key(|one| (one.bloc, one.standing.actor_ix(), one.target));
        all
    }

    /// The members of each bloc, without those who oppose one another.
    ///
    /// The members with the most oppositions within their bloc, in either direction, are left out first, all of
    /// them if several have equally many, until no member that is left opposes another.
    #[must_use]
    pub fn unopposed(&self, view: &View) -> Vec<Vec<usize>> {
        let mut members = self.members().to_vec();
        let node = |actor| self.ties().place_of(actor).expect("who has a bloc has a tie");
        let mut pairs = self
            .oppositions(view)
            .iter()
            .map(|one| [node(one.standing.actor_ix()), node(one.target)])
            .map(|[u, v]| [u.min(v), u.max(v)])
            .collect::<Vec<_>>();
        pairs.sort_unstable();
        pairs.dedup();
        while !pairs.is_empty() {
            let mut counts = BTreeMap::<usize, usize>::new();
            pairs.iter().flatten().for_each(|node| *counts.entry(*node).or_default() += 1);
            let most = counts.values().copied().max().unwrap_or_default();
            let is_out = |node: &usize| counts.get(node) == Some(&most);
            members.iter_mut().for_each(|members| members.retain(|node| !is_out(node)));
            pairs.retain(|pair| !pair.iter().any(is_out));
        }
        members
    }
}
