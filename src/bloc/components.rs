//! The connected components of a signed graph.

use std::collections::BTreeMap;

use petgraph::unionfind::UnionFind;

use super::signed_graph::SignedGraph;

/// The component of each node; components count from 0 in the order of their first nodes. O(n + t) for t ties.
pub(super) fn components(graph: &SignedGraph) -> Vec<usize> {
    let mut sets = UnionFind::<usize>::new(graph.nodes());
    for tie in graph.ties() {
        sets.union(tie.u, tie.v);
    }
    let mut numbers = BTreeMap::new();
    let component = |root| {
        let next = numbers.len();
        *numbers.entry(root).or_insert(next)
    };
    sets.into_labeling().into_iter().map(component).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_numbered_by_their_first_nodes() {
        let mut graph = SignedGraph::new(6);
        for (u, v) in [(5, 2), (4, 0), (2, 3), (1, 1)] {
            graph.add(u, v, -1.0).unwrap();
        }
        assert_eq!(components(&graph), [0, 1, 2, 2, 0, 2]);
    }
}
