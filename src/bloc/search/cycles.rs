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
pub struct Cycles<'n> {
    net: &'n Net,
    /// Whether an edge disagrees.
    pub(crate) odd: Vec<bool>,
    /// Whether a cycle may have more than one edge that disagrees.
    pub(crate) many: bool,
    /// The edges that do.
    roots: Vec<usize>,
    /// Which of them is next.
    turn: usize,
    /// A search from either end.
    ends: [Ball; 2],
}

/// What was reached from one end, by copies of nodes.
struct Ball {
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
    pub(crate) fn new(net: &'n Net, camps: &[bool]) -> Self {
        Self::through_odd(net, net.edges.iter().map(|edge| edge.disagrees(camps)).collect(), true)
    }

    /// Cycles with exactly one negative edge: what any number of blocs has to disagree with.
    pub(crate) fn with_one_negative(net: &'n Net) -> Self {
        Self::through_odd(net, net.edges.iter().map(|edge| edge.weight < 0.0).collect(), false)
    }

    fn through_odd(net: &'n Net, odd: Vec<bool>, many: bool) -> Self {
        let roots = (0..odd.len()).filter(|edge| odd[*edge]).collect();
        let ends = [Ball::new(2 * net.nodes), Ball::new(2 * net.nodes)];
        Self { net, odd, many, roots, turn: 0, ends }
    }

    /// Up to `limit` cycles shorter than 1, spread over the graph; none only if there is none.
    pub(crate) fn shorter_than_one(
        &mut self,
        lengths: &[f64],
        limit: usize,
        stop: impl Fn() -> bool,
    ) -> Vec<Obstruction> {
        let exact: Vec<f64> = lengths.iter().map(|length| length.max(0.0)).collect();
        // Edges of a cycle found look longer to the next searches of this round.
        let mut longer = exact.clone();
        let mut found = self.round(&mut longer, 0.25, limit, &stop);
        if found.len() < limit.min(8) {
            longer.clone_from(&exact);
            found.extend(self.round(&mut longer, 0.0, limit, &stop));
        }
        found
    }

    fn round(
        &mut self,
        lengths: &mut [f64],
        spread: f64,
        limit: usize,
        stop: impl Fn() -> bool,
    ) -> Vec<Obstruction> {
        let mut found = Vec::new();
        for asked in 0..self.roots.len() {
            if found.len() >= limit || (asked % 16 == 0 && stop()) {
                break;
            }
            let edge = self.roots[self.turn % self.roots.len()];
            self.turn = (self.turn + 1) % self.roots.len();
            if let Some(cycle) = self.through(edge, lengths) {
                for edge in &cycle {
                    lengths[*edge] += spread * (1.0 - lengths[*edge]).max(0.0);
                }
                found.push(cycle);
            }
        }
        found
    }

    /// A shortest unbalanced cycle through an edge that disagrees, if it is short.
    ///
    /// With that edge, a path that disagrees an even number of times is unbalanced.
    pub(crate) fn through(&mut self, edge: usize, lengths: &[f64]) -> Option<Obstruction> {
        if lengths[edge] >= SHORT {
            return None;
        }
        let cycle = self.shortest(edge, lengths, SHORT - lengths[edge] + 16.0 * STEP)?;
        let length: f64 = cycle.iter().map(|edge| lengths[*edge]).sum();
        (length < SHORT).then_some(cycle)
    }

    /// The shortest unbalanced cycle through an edge, if the rest of it is nearer than `far`.
    fn shortest(&mut self, edge: usize, lengths: &[f64], far: f64) -> Option<Obstruction> {
        let ends = self.net.edges[edge];
        self.ends[0].reach(2 * ends.u, 0.0, (2 * ends.u, edge));
        self.ends[1].reach(2 * ends.v, 0.0, (2 * ends.v, edge));
        let middle = self.meet(edge, lengths, far);
        let walk = middle.map(|middle| self.walk(middle, edge));
        for ball in &mut self.ends {
            ball.reset();
        }
        Some(simple(&self.odd, walk?))
    }

    /// Cycles that fit beside one another, short ones first, and a bound from them alone.
    ///
    /// A cycle takes from its edges what the weakest of them has left.
    pub(crate) fn greedy(&mut self, capacity: &[f64], stop: impl Fn() -> bool) -> Greedy {
        let nil = 1e-12 * capacity.iter().copied().fold(0.0, f64::max);
        let mut found = Greedy { bound: 0.0, spare: capacity.to_vec(), cycles: Vec::new() };
        let mut lengths = vec![0.0; capacity.len()];
        for steps in [2.5, 3.5, 15.5] {
            for place in 0..self.roots.len() {
                if place % 16 == 0 && stop() {
                    return found;
                }
                let root = self.roots[place];
                while lengths[root] == 0.0 {
                    let Some(cycle) = self.shortest(root, &lengths, steps * STEP) else { break };
                    found.take(cycle, nil, &mut lengths);
                }
            }
        }
        found
    }

    /// Where a shortest path between the two ends has its middle.
    fn meet(&mut self, but: usize, lengths: &[f64], far: f64) -> Option<usize> {
        let mut best = (far, None);
        while let [Some(near), Some(other)] = [self.ends[0].nearest(), self.ends[1].nearest()] {
            if near + other >= best.0 {
                break;
            }
            let side = usize::from(other < near);
            self.grow(side, but, lengths, &mut best);
        }
        best.1
    }

    fn grow(&mut self, side: usize, but: usize, lengths: &[f64], best: &mut (f64, Option<usize>)) {
        let Some(Reverse((Ordered(distance), node))) = self.ends[side].heap.pop() else { return };
        if distance > self.ends[side].distance[node] {
            return;
        }
        for arc in self.net.around(node / 2) {
            let next = distance + lengths[arc.edge] + STEP;
            let open = arc.edge != but && (self.many || !self.odd[arc.edge]);
            if open && next < best.0 {
                let copy = 2 * arc.to + ((node % 2) ^ usize::from(self.odd[arc.edge]));
                if self.ends[side].reach(copy, next, (node, arc.edge)) {
                    let whole = next + self.ends[1 - side].distance[copy];
                    if whole < best.0 {
                        *best = (whole, Some(copy));
                    }
                }
            }
        }
    }

    /// The closed walk found: its nodes, each with the edge to the next one.
    fn walk(&self, middle: usize, edge: usize) -> Vec<(usize, usize)> {
        let mut walk = self.ends[0].back(middle);
        walk.reverse();
        // Backwards from one end, each node has the edge that led to it; forwards, the next one.
        let there = walk.iter().skip(1).map(|(_, edge)| *edge).collect::<Vec<_>>();
        let mut steps: Vec<(usize, usize)> =
            walk.iter().zip(there).map(|((node, _), edge)| (*node, edge)).collect();
        steps.extend(self.ends[1].back(middle));
        let last = steps.last_mut().expect("a walk has its last node");
        last.1 = edge;
        steps
    }
}

/// Weights of cycles, one after the other as large as they can be.
pub struct Greedy {
    pub(crate) bound: f64,
    /// What is left of each edge.
    pub(crate) spare: Vec<f64>,
    pub(crate) cycles: Vec<Obstruction>,
}

impl Greedy {
    fn take(&mut self, cycle: Obstruction, nil: f64, lengths: &mut [f64]) {
        let amount = cycle.iter().map(|edge| self.spare[*edge]).fold(f64::INFINITY, f64::min);
        self.bound += amount;
        for edge in &cycle {
            self.spare[*edge] -= amount;
            if self.spare[*edge] <= nil {
                self.spare[*edge] = 0.0;
                // Too long for any search.
                lengths[*edge] = 2.0;
            }
        }
        self.cycles.push(cycle);
    }
}

impl Ball {
    fn new(copies: usize) -> Self {
        Self {
            distance: vec![f64::INFINITY; copies],
            via: vec![(0, 0); copies],
            touched: Vec::new(),
            heap: BinaryHeap::new(),
        }
    }

    fn nearest(&self) -> Option<f64> {
        self.heap.peek().map(|Reverse((Ordered(distance), _))| *distance)
    }

    fn reach(&mut self, node: usize, distance: f64, via: (usize, usize)) -> bool {
        let nearer = distance < self.distance[node];
        if nearer {
            if self.distance[node].is_infinite() {
                self.touched.push(node);
            }
            self.distance[node] = distance;
            self.via[node] = via;
            self.heap.push(Reverse((Ordered(distance), node)));
        }
        nearer
    }

    fn reset(&mut self) {
        for node in self.touched.drain(..) {
            self.distance[node] = f64::INFINITY;
        }
        self.heap.clear();
    }

    /// The way from a copy back to the start: nodes, each with the edge that led to it.
    fn back(&self, mut node: usize) -> Vec<(usize, usize)> {
        let mut way = Vec::new();
        loop {
            let (before, edge) = self.via[node];
            way.push((node / 2, edge));
            if before == node {
                return way;
            }
            node = before;
        }
    }
}

/// A simple unbalanced cycle from an unbalanced closed walk.
///
/// Where the walk comes back to a node, one of its two loops is unbalanced.
pub fn simple(odd: &[bool], mut walk: Vec<(usize, usize)>) -> Obstruction {
    while let Some((first, second)) = returns(&walk) {
        let inner: Vec<(usize, usize)> = walk[first..second].to_vec();
        if inner.iter().filter(|(_, edge)| odd[*edge]).count() % 2 == 1 {
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
