//! Exact reductions for two camps: a smaller graph with the same optimum.
//!
//! A node goes when the best camp for it is known from its neighbours:
//!
//! - no tie: any camp is as good;
//! - one tie weighs at least as much as all others together: in some optimum
//!   that tie agrees (else move the node), so its ends become one node;
//!   degree 1 and 2 are cases of it;
//! - three ties: what the node costs depends on the camps of three neighbours,
//!   and only on who is with whom. Four such patterns, four numbers: three
//!   ties and a constant give them exactly (the star-triangle transformation).

use std::collections::BTreeMap;

use super::net::{Edge, Net};

/// The smaller graph, what was paid on the way, and the way back.
pub struct Reduced {
    pub(crate) core: Net,
    pub(crate) constant: f64,
    /// Which node of the larger graph each node of the core is.
    pub(crate) members: Vec<usize>,
    nodes: usize,
    trail: Vec<Step>,
}

enum Step {
    Merged { node: usize, into: usize, same: bool },
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

/// Merges the ends of some edges, and reduces what is left.
///
/// `merge` says of an edge whether its ends share a camp; the weight of those
/// that disagree is paid.
pub fn reduce(net: &Net, merge: &[(usize, bool)]) -> Reduced {
    let mut work = Work::new(net);
    for (edge, same) in merge {
        let Edge { u, v, .. } = net.edges[*edge];
        work.merge_found(u, v, *same);
    }
    work.run();
    work.finish(net.nodes)
}

struct Work {
    around: Vec<BTreeMap<usize, f64>>,
    gone: Vec<bool>,
    queue: Vec<usize>,
    queued: Vec<bool>,
    constant: f64,
    trail: Vec<Step>,
    /// Where a merged node went, and whether to the same camp.
    into: Vec<Option<(usize, bool)>>,
    /// Below this, a weight is what rounding left of zero.
    nil: f64,
}

impl Work {
    fn new(net: &Net) -> Self {
        let mut around = vec![BTreeMap::new(); net.nodes];
        for edge in &net.edges {
            around[edge.u].insert(edge.v, edge.weight);
            around[edge.v].insert(edge.u, edge.weight);
        }
        let largest = net.edges.iter().fold(0.0, |max: f64, edge| max.max(edge.weight.abs()));
        Self {
            around,
            gone: vec![false; net.nodes],
            queue: (0..net.nodes).rev().collect(),
            queued: vec![true; net.nodes],
            constant: 0.0,
            trail: Vec::new(),
            into: vec![None; net.nodes],
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

    /// The node of lower degree becomes the other one.
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

    /// The same for two nodes that may have been merged before.
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

    /// Adds a tie; of two that pull apart, the lighter one is paid.
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

    /// A node of degree three becomes ties among its neighbours.
    ///
    /// Switched so that all three weights are positive, the node costs nothing
    /// where the three agree and the lighter side where one of them, say `a`,
    /// stands alone: `min(a, b + c)`. No weight decides alone here, so that is `a`.
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
        let core = Net::new(members.len(), edges);
        Reduced { core, constant: self.constant, members, nodes, trail: self.trail }
    }
}
