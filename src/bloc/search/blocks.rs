//! The biconnected blocks of a graph: parts that share no more than one node.

use super::net::Net;

/// The edges of each block. Disagreement is additive over blocks: no cycle leaves one.
///
/// O(n + m) (Hopcroft & Tarjan 1973), without recursion.
pub fn blocks(net: &Net) -> Vec<Vec<usize>> {
    let mut walk = Walk {
        net,
        entered: vec![0; net.nodes],
        low: vec![0; net.nodes],
        next: vec![0; net.nodes],
        clock: 0,
        path: Vec::new(),
        edges: Vec::new(),
        blocks: Vec::new(),
    };
    for root in 0..net.nodes {
        if walk.entered[root] == 0 {
            walk.from(root);
        }
    }
    walk.blocks
}

struct Walk<'n> {
    net: &'n Net,
    /// When a node was entered; 0 is never.
    entered: Vec<usize>,
    low: Vec<usize>,
    next: Vec<usize>,
    clock: usize,
    /// The nodes from the root to here, each with the edge that led to it.
    path: Vec<(usize, usize)>,
    edges: Vec<usize>,
    blocks: Vec<Vec<usize>>,
}

impl Walk<'_> {
    fn from(&mut self, root: usize) {
        self.enter(root, usize::MAX);
        while let Some(&(node, via)) = self.path.last() {
            match self.net.around(node).get(self.next[node]) {
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
            let start = self.edges.iter().rposition(|edge| *edge == via);
            let start = start.expect("the edge into a node is pushed when the node is entered");
            self.blocks.push(self.edges.split_off(start));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::net::Edge;
    use super::*;

    #[test]
    fn two_triangles_that_share_a_node_are_two_blocks_and_a_bridge_is_one() {
        let ends = [(0, 1), (1, 2), (2, 0), (2, 3), (3, 4), (4, 2), (5, 6)];
        let edges = ends.map(|(u, v)| Edge { u, v, weight: 1.0 });
        let mut found = blocks(&Net::new(8, edges.to_vec()));
        for block in &mut found {
            block.sort_unstable();
        }
        found.sort();
        assert_eq!(found, [vec![0, 1, 2], vec![3, 4, 5], vec![6]]);
    }
}
