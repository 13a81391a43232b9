//! Groups of mutual enemies: cliques of negative edges.

use super::Obstruction;
use crate::bloc::search::deadline::Deadline;
use crate::bloc::search::simple_graph::SimpleGraph;

/// Up to `limit` cliques of `size` nodes whose edges are all negative.
///
/// Each is an obstruction of fewer than `size` blocs: two of its nodes share a bloc, and their edge disagrees.
pub fn negative_cliques(
    graph: &SimpleGraph,
    size: usize,
    limit: usize,
    deadline: Deadline,
) -> Vec<Obstruction> {
    let against = against(graph);
    let (against, found) = (&against, Vec::new());
    let mut search = Search { against, size, limit, steps: 16 * limit, deadline, found };
    for (node, later) in against.iter().enumerate() {
        let later: Vec<usize> = later.iter().map(|(other, _)| *other).collect();
        search.extend(&mut vec![node], &later);
    }
    search.found
}

/// The enemies of each node that have larger numbers, each with the edge.
fn against(graph: &SimpleGraph) -> Vec<Vec<(usize, usize)>> {
    let mut against = vec![Vec::new(); graph.nodes];
    for (number, edge) in graph.edges.iter().enumerate().filter(|(_, edge)| edge.weight < 0.0) {
        against[edge.u.min(edge.v)].push((edge.u.max(edge.v), number));
    }
    for list in &mut against {
        list.sort_unstable();
    }
    against
}

struct Search<'a> {
    against: &'a [Vec<(usize, usize)>],
    size: usize,
    limit: usize,
    steps: usize,
    deadline: Deadline,
    found: Vec<Obstruction>,
}

impl Search<'_> {
    /// Extends a clique by its common enemies of larger numbers.
    fn extend(&mut self, members: &mut Vec<usize>, common: &[usize]) {
        if self.found.len() >= self.limit || self.steps == 0 {
            return;
        }
        self.steps -= 1;
        if self.steps.is_multiple_of(64) && self.deadline.passed() {
            self.steps = 0;
        }
        if members.len() == self.size {
            self.found.push(self.edges(members));
        } else if members.len() + common.len() >= self.size {
            for (place, node) in common.iter().enumerate() {
                let rest = &common[place + 1..];
                let rest: Vec<usize> = rest
                    .iter()
                    .copied()
                    .filter(|other| self.edge(*node, *other).is_some())
                    .collect();
                members.push(*node);
                self.extend(members, &rest);
                members.pop();
            }
        }
    }

    fn edge(&self, u: usize, v: usize) -> Option<usize> {
        let list = &self.against[u];
        let place = list.binary_search_by_key(&v, |(other, _)| *other).ok()?;
        Some(list[place].1)
    }

    fn edges(&self, members: &[usize]) -> Obstruction {
        let pairs = members
            .iter()
            .enumerate()
            .flat_map(|(place, u)| members[place + 1..].iter().map(move |v| (*u, *v)));
        let mut edges: Obstruction = pairs.filter_map(|(u, v)| self.edge(u, v)).collect();
        edges.sort_unstable();
        edges
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bloc::search::simple_graph::Edge;

    #[test]
    fn five_against_one_another_are_five_groups_of_four() {
        let pairs = (0..5).flat_map(|v| (0..v).map(move |u| (u, v)));
        let edges = pairs.map(|(u, v)| Edge { u, v, weight: -1.0 }).collect();
        let graph = SimpleGraph::new(5, edges);
        let found = negative_cliques(&graph, 4, 100, Deadline::after(None));
        assert_eq!(found.len(), 5);
        assert!(found.iter().all(|clique| clique.len() == 6));
        assert_eq!(negative_cliques(&graph, 4, 3, Deadline::after(None)).len(), 3);
    }
}
