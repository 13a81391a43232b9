//! Unbalanced cycles: what two camps have to disagree with.
//!
//! A cycle with an odd number of negative edges has an edge that disagrees,
//! whatever the camps. The shortest one through an edge is a shortest path in
//! the signed double cover, where every node has two copies, one per camp; a
//! positive edge stays, a negative one changes sides.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::net::Net;
use super::packing::Obstruction;

/// The sum of the lengths of a violated cycle is less than this.
const SHORT: f64 = 1.0 - 1e-6;
/// Every step costs so much beside its length: of equally long cycles, the one with fewer edges.
const STEP: f64 = 1e-3;

/// Looks for short cycles through edges that disagree with `camps`.
///
/// Every unbalanced cycle has such an edge.
pub(super) struct Cycles<'n> {
    net: &'n Net,
    camps: Vec<bool>,
    /// The edges that disagree.
    odd: Vec<usize>,
    /// Which of them is next.
    turn: usize,
    distance: Vec<f64>,
    via: Vec<(usize, usize)>,
    touched: Vec<usize>,
    heap: BinaryHeap<Reverse<(Ordered, usize)>>,
}

/// A distance: finite, and so in order.
#[derive(Clone, Copy, PartialEq)]
struct Ordered(f64);

impl Eq for Ordered {}

impl PartialOrd for Ordered {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Ordered {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.total_cmp(&other.0)
    }
}

impl<'n> Cycles<'n> {
    pub(super) fn new(net: &'n Net, camps: &[bool]) -> Self {
        let odd = (0..net.edges.len()).filter(|edge| net.disagrees(*edge, camps)).collect();
        Self {
            net,
            camps: camps.to_vec(),
            odd,
            turn: 0,
            distance: vec![f64::INFINITY; 2 * net.nodes],
            via: vec![(0, 0); 2 * net.nodes],
            touched: Vec::new(),
            heap: BinaryHeap::new(),
        }
    }

    /// Up to `limit` cycles shorter than 1, spread over the graph; none if there is none.
    pub(super) fn shorter_than_one(
        &mut self,
        lengths: &[f64],
        limit: usize,
        mut stop: impl FnMut() -> bool,
    ) -> Vec<Obstruction> {
        let mut found = Vec::new();
        // Edges of a cycle found look longer to the next searches of this round.
        let mut longer: Vec<f64> = lengths.iter().map(|length| length.max(0.0)).collect();
        for asked in 0..self.odd.len() {
            if found.len() >= limit || (asked % 16 == 15 && stop()) {
                break;
            }
            let edge = self.odd[self.turn % self.odd.len()];
            self.turn = (self.turn + 1) % self.odd.len();
            if let Some(cycle) = self.through(edge, &longer, lengths) {
                for edge in &cycle {
                    longer[*edge] += 0.25 * (1.0 - longer[*edge]).max(0.0);
                }
                found.push(cycle);
            } else if let Some(cycle) = self.through(edge, lengths, lengths) {
                found.push(cycle);
            }
        }
        found
    }

    /// A short unbalanced cycle through an edge that disagrees.
    fn through(&mut self, edge: usize, longer: &[f64], lengths: &[f64]) -> Option<Obstruction> {
        if longer[edge] >= SHORT {
            return None;
        }
        let ends = self.net.edges[edge];
        let (start, goal) = (2 * ends.u, 2 * ends.v);
        // With the edge that disagrees, a path that disagrees evenly is unbalanced.
        let reached = self.search(start, goal, edge, longer, 1.0 - longer[edge]);
        let walk = reached.then(|| self.walk(start, goal, edge));
        self.reset();
        let cycle = simple(self.net, &self.camps, walk?);
        let length: f64 = cycle.iter().map(|edge| lengths[*edge].max(0.0)).sum();
        (length < SHORT).then_some(cycle)
    }

    fn search(&mut self, start: usize, goal: usize, but: usize, lengths: &[f64], far: f64) -> bool {
        self.reach(start, 0.0, (start, but));
        while let Some(Reverse((Ordered(distance), node))) = self.heap.pop() {
            if node == goal {
                return true;
            }
            if distance > self.distance[node] {
                continue;
            }
            let net = self.net;
            for arc in net.around(node / 2) {
                let next = distance + lengths[arc.edge].max(0.0) + STEP;
                if arc.edge != but && next < far + 16.0 * STEP {
                    let crosses = net.disagrees(arc.edge, &self.camps);
                    let copy = 2 * arc.to + (node % 2 ^ usize::from(crosses));
                    self.reach(copy, next, (node, arc.edge));
                }
            }
        }
        false
    }

    fn reach(&mut self, node: usize, distance: f64, via: (usize, usize)) {
        if distance < self.distance[node] {
            if self.distance[node].is_infinite() {
                self.touched.push(node);
            }
            self.distance[node] = distance;
            self.via[node] = via;
            self.heap.push(Reverse((Ordered(distance), node)));
        }
    }

    fn reset(&mut self) {
        for node in self.touched.drain(..) {
            self.distance[node] = f64::INFINITY;
        }
        self.heap.clear();
    }

    /// The closed walk found: its nodes, each with the edge to the next one.
    fn walk(&self, start: usize, goal: usize, edge: usize) -> Vec<(usize, usize)> {
        let mut walk = vec![(start / 2, edge)];
        let mut node = goal;
        while node != start {
            let (before, edge) = self.via[node];
            walk.push((node / 2, edge));
            node = before;
        }
        walk
    }
}

/// A simple unbalanced cycle from an unbalanced closed walk.
///
/// Where the walk comes back to a node, one of its two loops is unbalanced.
fn simple(net: &Net, camps: &[bool], mut walk: Vec<(usize, usize)>) -> Obstruction {
    while let Some((first, second)) = returns(&walk) {
        let inner: Vec<(usize, usize)> = walk[first..second].to_vec();
        let odd = inner.iter().filter(|(_, edge)| net.disagrees(*edge, camps)).count() % 2 == 1;
        if odd {
            walk = inner;
        } else {
            walk.drain(first..second);
        }
    }
    let mut cycle: Obstruction = walk.into_iter().map(|(_, edge)| edge).collect();
    cycle.sort_unstable();
    cycle
}

/// Two places of a walk with the same node.
fn returns(walk: &[(usize, usize)]) -> Option<(usize, usize)> {
    let mut places: Vec<(usize, usize)> =
        walk.iter().enumerate().map(|(place, (node, _))| (*node, place)).collect();
    places.sort_unstable();
    places.windows(2).find(|pair| pair[0].0 == pair[1].0).map(|pair| (pair[0].1, pair[1].1))
}
