//! Actors who might as well be in another bloc.

use std::collections::BTreeMap;

use super::Blocs;

/// What it would add to the disagreement if an actor moved.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Swing {
    /// The actor's node.
    pub node: usize,
    /// The bloc to which moving it adds least; `None` for one of its own.
    pub to: Option<usize>,
    /// How much that adds; 0 where the two are equally good.
    pub cost: f64,
}

impl Blocs<'_> {
    /// For each actor the cheapest move to another bloc of its part, the cheapest first.
    ///
    /// An actor on its own, or in the only bloc that its part may have, has none. O(t + n b) for t
    /// ties, n actors and up to b blocs in a part.
    #[must_use]
    pub fn swings(&self) -> Vec<Swing> {
        let pulls = self.pulls();
        let nodes = 0..pulls.len();
        let mut swings =
            nodes.filter_map(|node| self.swing(node, &pulls[node])).collect::<Vec<_>>();
        swings.sort_by(|a, b| a.cost.total_cmp(&b.cost).then(a.node.cmp(&b.node)));
        swings
    }

    /// The net weight of the ties of each node to each bloc.
    fn pulls(&self) -> Vec<BTreeMap<usize, f64>> {
        let mut pulls = vec![BTreeMap::new(); self.ties().nodes().len()];
        for pair in self.ties().signed().pairs().iter().filter(|pair| !pair.is_loop()) {
            for (node, other) in [(pair.u, pair.v), (pair.v, pair.u)] {
                *pulls[node].entry(self.bloc(other)).or_insert(0.0) += pair.net();
            }
        }
        pulls
    }

    fn swing(&self, node: usize, pulls: &BTreeMap<usize, f64>) -> Option<Swing> {
        let own = self.bloc(node);
        let pull = |bloc: usize| pulls.get(&bloc).copied().unwrap_or(0.0);
        let part = self.part(node);
        let blocs = (0..self.members().len())
            .filter(|bloc| self.part(self.members()[*bloc][0]) == part)
            .collect::<Vec<_>>();
        let may_leave = self.members()[own].len() > 1 && blocs.len() < self.most();
        let alone = may_leave.then_some((None, 0.0));
        let others = blocs.iter().filter(|bloc| **bloc != own);
        let moves = alone.into_iter().chain(others.map(|bloc| (Some(*bloc), pull(*bloc))));
        let best = moves.reduce(|best, next| if next.1 > best.1 { next } else { best });
        best.map(|(to, pulled)| Swing { node, to, cost: pull(own) - pulled })
    }
}
