//! The connected parts of a signed graph.

use super::signed_graph::SignedGraph;

/// The number of each node's connected part; parts count from 0 by their first nodes. O(n + t).
pub(super) fn parts(graph: &SignedGraph) -> Vec<usize> {
    let mut roots = (0..graph.nodes()).collect::<Vec<_>>();
    for tie in graph.ties() {
        let (u, v) = (root(&mut roots, tie.u), root(&mut roots, tie.v));
        // The lower one, so that a part is known by its first node.
        roots[u.max(v)] = u.min(v);
    }
    let mut count = 0;
    let mut parts = vec![0; roots.len()];
    for node in 0..roots.len() {
        let first = root(&mut roots, node);
        if first == node {
            parts[node] = count;
            count += 1;
        } else {
            parts[node] = parts[first];
        }
    }
    parts
}

fn root(roots: &mut [usize], mut node: usize) -> usize {
    while roots[node] != node {
        roots[node] = roots[roots[node]];
        node = roots[node];
    }
    node
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
        assert_eq!(parts(&graph), [0, 1, 2, 2, 0, 2]);
    }
}
