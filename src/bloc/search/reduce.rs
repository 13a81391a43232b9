//! Exact reductions for two camps: a smaller graph with the same optimum, but for a constant.
//!
//! A node goes when its best camp follows from those of its neighbours:
//!
//! - without ties any camp is as good;
//! - one tie weighs at least as much as all others together: in some optimum that tie agrees (otherwise
//!   move the node, which costs no more), so its ends become one node. Nodes of degree 1 and 2 are cases of it;
//! - three ties: the cost of the node depends only on which of its three neighbours share a camp. There are four such
//!   patterns, and three ties among the neighbours and a constant give their four costs exactly (the
//!   star-triangle transformation).
//!
//! Hüffner, Betzler & Niedermeier (2010) have reductions of this kind; these forms are our own.
//!
//! # References
//!
//! Hüffner, F., Betzler, N. & Niedermeier, R. (2010). Separator-based data reduction for signed graph
//! balancing. Journal of Combinatorial Optimization 20, 335-360.

use std::collections::BTreeMap;

use super::simple_graph::{Edge, SimpleGraph};

/// The smaller graph, the disagreement paid on the way, and the way back.
pub struct Reduced {
    pub(crate) core: SimpleGraph,
    pub(crate) constant: f64,
    /// The node of the larger graph for each node of the core.
    pub(crate) members: Vec<usize>,
    nodes: usize,
    trail: Vec<Step>,
}

/// How a node went: its camp follows from nodes that went later, or stayed.
enum Step {
    /// It has the camp of `into`, or the other one.
    Merged { node: usize, into: usize, same: bool },
    /// It goes where its three ties pull.
    Star { node: usize, ends: Vec<(usize, f64)> },
}

impl Reduced {
    /// The camps of the larger graph, from those of the core.
    pub(crate) fn expand(&self, core: &[bool]) -> Vec<bool> {
        let mut camps = vec![false; self.nodes];
        for (camp, member) in core.iter().zip(&self.members) {
            camps[*member] = *camp;
        }
        for step in self.trail.iter().rev() {
            match step {
                Step::Merged { node, into, same } => camps[*node] = camps[*into] == *same,
                Step::Star { node, ends } => {
                    let pull =
                        |(end, weight): &(usize, f64)| if camps[*end] { *weight } else { -weight };
                    camps[*node] = ends.iter().map(pull).sum::<f64>() > 0.0;
                }
            }
        }
        camps
    }
}

/// Merges the ends of some edges, then reduces the graph as far as it goes.
///
/// Each entry of `merge` is an edge and whether its ends share a camp; an edge that disagrees with that is paid.
pub fn reduce(graph: &SimpleGraph, merge: &[(usize, bool)]) -> Reduced {
    let mut work = Work::new(graph);
    for (edge, same) in merge {
        let Edge { u, v, .. } = graph.edges[*edge];
        work.merge_found(u, v, *same);
    }
    work.run();
    work.finish(graph.nodes)
}

struct Work {
    /// The neighbours of each node, with the weights.
    around: Vec<BTreeMap<usize, f64>>,
    gone: Vec<bool>,
    /// The nodes to look at: their ties have changed.
    queue: Vec<usize>,
    queued: Vec<bool>,
    constant: f64,
    trail: Vec<Step>,
    /// The node that a merged node became, and whether in the same camp.
    into: Vec<Option<(usize, bool)>>,
    /// Weights up to this are taken for zero.
    nil: f64,
}

impl Work {
    fn new(graph: &SimpleGraph) -> Self {
        let mut around = vec![BTreeMap::new(); graph.nodes];
        for edge in &graph.edges {
            around[edge.u].insert(edge.v, edge.weight);
            around[edge.v].insert(edge.u, edge.weight);
        }
        let largest = graph.edges.iter().fold(0.0, |max: f64, edge| max.max(edge.weight.abs()));
        Self {
            around,
            gone: vec![false; graph.nodes],
            queue: (0..graph.nodes).rev().collect(),
            queued: vec![true; graph.nodes],
            constant: 0.0,
            trail: Vec::new(),
            into: vec![None; graph.nodes],
            nil: largest * 1e-13,
        }
    }

    fn run(&mut self) {
        while let Some(node) = self.queue.pop() {
            self.queued[node] = false;
            if !self.gone[node] {
                self.shrink(node);
            }
        }
    }

    fn shrink(&mut self, node: usize) {
        let total: f64 = self.around[node].values().map(|weight| weight.abs()).sum();
        let decides = |(_, weight): &(&usize, &f64)| weight.abs() * 2.0 >= total;
        if let Some((&to, &weight)) = self.around[node].iter().find(decides) {
            self.merge(node, to, weight > 0.0);
        } else if self.around[node].is_empty() {
            self.gone[node] = true;
        } else if self.around[node].len() == 3 {
            self.star(node);
        }
    }

    fn wake(&mut self, node: usize) {
        if !self.queued[node] && !self.gone[node] {
            self.queued[node] = true;
            self.queue.push(node);
        }
    }

    /// Merges two neighbours: the one with fewer ties becomes the other one.
    fn merge(&mut self, u: usize, v: usize, same: bool) {
        let lower = self.around[u].len() <= self.around[v].len();
        let (node, into) = if lower { (u, v) } else { (v, u) };
        self.gone[node] = true;
        self.into[node] = Some((into, same));
        self.trail.push(Step::Merged { node, into, same });
        for (end, weight) in std::mem::take(&mut self.around[node]) {
            self.around[end].remove(&node);
            if end != into {
                self.add(into, end, if same { weight } else { -weight });
            } else if same != (weight > 0.0) {
                self.constant += weight.abs();
            }
            self.wake(end);
        }
        self.wake(into);
    }

    /// Merges two nodes of the graph before all reductions: either may have become another one since.
    fn merge_found(&mut self, u: usize, v: usize, same: bool) {
        let ((u, u_same), (v, v_same)) = (self.find(u), self.find(v));
        if u != v {
            self.merge(u, v, same == (u_same == v_same));
        }
    }

    fn find(&self, mut node: usize) -> (usize, bool) {
        let mut same = true;
        while let Some((into, as_it)) = self.into[node] {
            node = into;
            same = same == as_it;
        }
        (node, same)
    }

    /// Adds a tie to a pair. If it pulls against the tie there is, the lighter of the two disagrees in any case.
    fn add(&mut self, u: usize, v: usize, weight: f64) {
        if weight.abs() <= self.nil {
            return;
        }
        let old = self.around[u].get(&v).copied().unwrap_or(0.0);
        if (old > 0.0) != (weight > 0.0) {
            self.constant += old.abs().min(weight.abs());
        }
        let sum = old + weight;
        if sum.abs() <= self.nil {
            self.around[u].remove(&v);
            self.around[v].remove(&u);
        } else {
            self.around[u].insert(v, sum);
            self.around[v].insert(u, sum);
        }
    }

    /// Replaces a node of degree three by ties among its neighbours.
    ///
    /// Switch the neighbours so that all three weights are positive. The node costs nothing if the three share a camp,
    /// and `min(a, b + c)` if the one with weight `a` is apart from the other two. That is `a`, because no weight is as
    /// large as the other two together (`shrink` has merged such a node). Ties of (a + b - c) / 2, (a + c - b) / 2 and
    /// (b + c - a) / 2 have these costs.
    fn star(&mut self, node: usize) {
        let ends: Vec<(usize, f64)> = std::mem::take(&mut self.around[node]).into_iter().collect();
        for (end, _) in &ends {
            self.around[*end].remove(&node);
        }
        for (i, j, k) in [(0, 1, 2), (0, 2, 1), (1, 2, 0)] {
            let (a, b, c) = (ends[i].1, ends[j].1, ends[k].1);
            let weight = f64::midpoint(a.abs(), b.abs() - c.abs());
            let sign = a.signum() * b.signum();
            self.add(ends[i].0, ends[j].0, sign * weight);
        }
        for (end, _) in &ends {
            self.wake(*end);
        }
        self.gone[node] = true;
        self.trail.push(Step::Star { node, ends });
    }

    fn finish(self, nodes: usize) -> Reduced {
        let members: Vec<usize> = (0..nodes).filter(|node| !self.gone[*node]).collect();
        let mut local = vec![0; nodes];
        for (number, member) in members.iter().enumerate() {
            local[*member] = number;
        }
        let mut edges = Vec::new();
        for (u, member) in members.iter().enumerate() {
            for (end, weight) in self.around[*member].range(member + 1..) {
                edges.push(Edge { u, v: local[*end], weight: *weight });
            }
        }
        let core = SimpleGraph::new(members.len(), edges);
        Reduced { core, constant: self.constant, members, nodes, trail: self.trail }
    }
}
