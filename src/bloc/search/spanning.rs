//! Rounds the lengths of the linear program to camps.

use super::simple_graph::SimpleGraph;

/// Camps that agree with a shortest spanning forest: a short edge rarely disagrees in a good partition.
pub fn along_short_edges(graph: &SimpleGraph, lengths: &[f64]) -> Vec<bool> {
    let mut order: Vec<usize> = (0..graph.edges.len()).collect();
    order.sort_by(|a, b| lengths[*a].total_cmp(&lengths[*b]).then(a.cmp(b)));
    let mut sides = Sides { parent: (0..graph.nodes).collect(), same: vec![true; graph.nodes] };
    for edge in order {
        let edge = graph.edges[edge];
        sides.tie(edge.u, edge.v, edge.weight > 0.0);
    }
    (0..graph.nodes).map(|node| sides.find(node).1).collect()
}

/// Sets of nodes whose camps are known relative to one another: a union-find with parities, which petgraph's
/// has not.
struct Sides {
    parent: Vec<usize>,
    same: Vec<bool>,
}

impl Sides {
    fn find(&mut self, node: usize) -> (usize, bool) {
        let (mut root, mut same) = (node, true);
        while self.parent[root] != root {
            same = same == self.same[root];
            root = self.parent[root];
        }
        self.parent[node] = root;
        self.same[node] = same;
        (root, same)
    }

    fn tie(&mut self, u: usize, v: usize, same: bool) {
        let ((u, u_same), (v, v_same)) = (self.find(u), self.find(v));
        if u != v {
            self.parent[u] = v;
            self.same[u] = same == (u_same == v_same);
        }
    }
}
