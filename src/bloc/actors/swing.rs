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
    /// An actor on its own, or in the only bloc that its part may have, has none. O(t log t) in the
    /// number of ties.
    #[must_use]
    pub fn swings(&self) -> Vec<Swing> {
        let (pulls, of_part) = (self.pulls(), self.blocs_of_parts());
        let swings = pulls.iter().enumerate();
        let swings = swings.filter_map(|(node, pulls)| self.swing(node, pulls, &of_part));
        let mut swings = swings.collect::<Vec<_>>();
        swings.sort_by(|a, b| a.cost.total_cmp(&b.cost).then(a.node.cmp(&b.node)));
        swings
    }

    /// The blocs of each part.
    fn blocs_of_parts(&self) -> Vec<Vec<usize>> {
        let mut blocs = vec![Vec::new(); self.part_count()];
        for (bloc, members) in self.members().iter().enumerate() {
            blocs[self.part(members[0])].push(bloc);
        }
        blocs
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

    fn swing(
        &self,
        node: usize,
        pulls: &BTreeMap<usize, f64>,
        of_part: &[Vec<usize>],
    ) -> Option<Swing> {
        let own = self.bloc(node);
        let blocs = &of_part[self.part(node)];
        let may_leave = self.members()[own].len() > 1 && blocs.len() < self.most();
        let alone = may_leave.then_some((None, 0.0));
        let tied = pulls.iter().filter(|(bloc, _)| **bloc != own);
        let tied = tied.map(|(bloc, pull)| (Some(*bloc), *pull));
        let is_untied = |bloc: &&usize| **bloc != own && !pulls.contains_key(*bloc);
        let untied = blocs.iter().find(is_untied).map(|bloc| (Some(*bloc), 0.0));
        let moves = alone.into_iter().chain(tied).chain(untied);
        let best = moves.reduce(|best, next| if next.1 > best.1 { next } else { best });
        let held = pulls.get(&own).copied().unwrap_or(0.0);
        best.map(|(to, pulled)| Swing { node, to, cost: held - pulled })
    }
}
