//! The biconnected components of a graph: two of them share at most one node.

use super::simple_graph::SimpleGraph;

/// The edges of each biconnected component. A bridge is a component of its own.
///
/// Every cycle lies within one component, so disagreement adds up over them, and so do lower bounds.
///
/// O(n + m), without recursion, which long paths would overflow.
///
/// # References
///
/// Hopcroft, J. & Tarjan, R. (1973). Algorithm 447: efficient algorithms for graph manipulation.
/// Communications of the ACM 16, 372-378.
pub fn biconnected_components(graph: &SimpleGraph) -> Vec<Vec<usize>> {
    let mut walk = Walk {
        graph,
        entered: vec![0; graph.nodes],
        low: vec![0; graph.nodes],
        next: vec![0; graph.nodes],
        clock: 0,
        path: Vec::new(),
        edges: Vec::new(),
        components: Vec::new(),
    };
    for root in 0..graph.nodes {
        if walk.entered[root] == 0 {
            walk.from(root);
        }
    }
    walk.components
}

/// A depth-first walk.
struct Walk<'g> {
    graph: &'g SimpleGraph,
    /// When a node was entered; 0 is never.
    entered: Vec<usize>,
    /// The earliest node that a node's subtree reaches by one edge back.
    low: Vec<usize>,
    /// The next arc of each node to follow.
    next: Vec<usize>,
    clock: usize,
    /// The nodes from the root to here, each with the edge that led to it.
    path: Vec<(usize, usize)>,
    /// The edges walked that belong to no component yet.
    edges: Vec<usize>,
    components: Vec<Vec<usize>>,
}

impl Walk<'_> {
    fn from(&mut self, root: usize) {
        self.enter(root, usize::MAX);
        while let Some(&(node, via)) = self.path.last() {
            match self.graph.around(node).get(self.next[node]) {
                Some(arc) => {
                    self.next[node] += 1;
                    if arc.edge != via {
                        self.follow(node, arc.to, arc.edge);
                    }
                }
                None => self.leave(node, via),
            }
        }
    }

    fn enter(&mut self, node: usize, via: usize) {
        self.clock += 1;
        self.entered[node] = self.clock;
        self.low[node] = self.clock;
        self.path.push((node, via));
    }

    fn follow(&mut self, node: usize, to: usize, edge: usize) {
        if self.entered[to] == 0 {
            self.edges.push(edge);
            self.enter(to, edge);
        } else if self.entered[to] < self.entered[node] {
            self.edges.push(edge);
            self.low[node] = self.low[node].min(self.entered[to]);
        }
    }

    fn leave(&mut self, node: usize, via: usize) {
        self.path.pop();
        let Some(&(parent, _)) = self.path.last() else { return };
        self.low[parent] = self.low[parent].min(self.low[node]);
        if self.low[node] >= self.entered[parent] {
            let start = self
                .edges
                .iter()
                .rposition(|edge| *edge == via)
                .expect("the edge into a node is pushed when the node is entered");
            self.components.push(self.edges.split_off(start));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::simple_graph::Edge;
    use super::*;

    #[test]
    fn two_triangles_that_share_a_node_are_two_components_and_a_bridge_is_one() {
        let ends = [(0, 1), (1, 2), (2, 0), (2, 3), (3, 4), (4, 2), (5, 6)];
        let edges = ends.map(|(u, v)| Edge { u, v, weight: 1.0 });
        let mut found = biconnected_components(&SimpleGraph::new(8, edges.to_vec()));
        for component in &mut found {
            component.sort_unstable();
        }
        found.sort();
        assert_eq!(found, [vec![0, 1, 2], vec![3, 4, 5], vec![6]]);
    }
}
