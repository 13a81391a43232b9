//! Short unbalanced cycles, by shortest paths in the signed double cover.
//!
//! Call the edges that disagree with the camps in hand *odd*. Switching the nodes of one camp makes these the
//! negative edges and leaves the sign of every cycle as it is: a cycle is unbalanced if it has an odd number of
//! odd edges. In the double cover every node `v` has two copies, `2 v` and `2 v + 1`. An edge joins copies on the
//! same side, an odd edge copies on different sides. So a shortest unbalanced cycle through the odd edge `uv` is that
//! edge and a shortest path from `2 u` to `2 v` (Barahona & Mahjoub 1986).
//!
//! The search runs from both ends at once (Dijkstra's algorithm, bidirectional), which visits far fewer nodes.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::Obstruction;
use crate::bloc::search::simple_graph::SimpleGraph;

/// A violated cycle is shorter than this: 1, but for rounding.
const SHORT: f64 = 1.0 - 1e-6;
/// What each edge costs beside its length, so that of equally long cycles one with few edges is found.
const STEP: f64 = 1e-3;

/// Looks for short cycles through odd edges; every obstructing cycle has one.
pub struct Cycles<'g> {
    graph: &'g SimpleGraph,
    /// Whether each edge is odd: disagrees with the camps, or is negative where any number of blocs is allowed.
    pub(crate) odd: Vec<bool>,
    /// Whether a cycle may have more than one odd edge.
    pub(crate) many: bool,
    /// The odd edges.
    roots: Vec<usize>,
    /// The root that is next, so that rounds that end early still serve all roots in turn.
    turn: usize,
    /// The searches from the two ends.
    ends: [Ball; 2],
}

/// What a search from one end has reached, by copies of nodes.
struct Ball {
    distance: Vec<f64>,
    /// The copy and the edge before each copy.
    via: Vec<(usize, usize)>,
    /// The copies reached, for a reset that costs no more than the search.
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

impl<'g> Cycles<'g> {
    /// Unbalanced cycles: the obstructions of two camps.
    pub(crate) fn new(graph: &'g SimpleGraph, camps: &[bool]) -> Self {
        Self::through_odd(
            graph,
            graph.edges.iter().map(|edge| edge.disagrees(camps)).collect(),
            true,
        )
    }

    /// Cycles with exactly one negative edge: the obstructions of any number of blocs.
    pub(crate) fn with_one_negative(graph: &'g SimpleGraph) -> Self {
        Self::through_odd(graph, graph.edges.iter().map(|edge| edge.weight < 0.0).collect(), false)
    }

    fn through_odd(graph: &'g SimpleGraph, odd: Vec<bool>, many: bool) -> Self {
        let roots = (0..odd.len()).filter(|edge| odd[*edge]).collect();
        let ends = [Ball::new(2 * graph.nodes), Ball::new(2 * graph.nodes)];
        Self { graph, odd, many, roots, turn: 0, ends }
    }

    /// Up to `limit` cycles shorter than 1, spread over the graph; none only if there is none, or it was stopped.
    pub(crate) fn shorter_than_one(
        &mut self,
        lengths: &[f64],
        limit: usize,
        stop: impl Fn() -> bool,
    ) -> Vec<Obstruction> {
        let exact: Vec<f64> = lengths.iter().map(|length| length.max(0.0)).collect();
        // Edges of a cycle found look longer to the next searches of this round, so that cycles differ.
        let mut longer = exact.clone();
        let mut found = self.round(&mut longer, 0.25, limit, &stop);
        if found.len() < limit.min(8) {
            longer.clone_from(&exact);
            found.extend(self.round(&mut longer, 0.0, limit, &stop));
        }
        found
    }

    /// A short cycle through each root in turn; `spread` is how much longer the edges of a cycle then look.
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

    /// A shortest cycle through an odd edge, if it is shorter than 1.
    pub(crate) fn through(&mut self, edge: usize, lengths: &[f64]) -> Option<Obstruction> {
        if lengths[edge] >= SHORT {
            return None;
        }
        let cycle = self.shortest(edge, lengths, SHORT - lengths[edge] + 16.0 * STEP)?;
        let length: f64 = cycle.iter().map(|edge| lengths[*edge]).sum();
        (length < SHORT).then_some(cycle)
    }

    /// A shortest cycle through an odd edge, if the rest of it is shorter than `far`.
    fn shortest(&mut self, edge: usize, lengths: &[f64], far: f64) -> Option<Obstruction> {
        let ends = self.graph.edges[edge];
        self.ends[0].reach(2 * ends.u, 0.0, (2 * ends.u, edge));
        self.ends[1].reach(2 * ends.v, 0.0, (2 * ends.v, edge));
        let middle = self.meet(edge, lengths, far);
        let walk = middle.map(|middle| self.walk(middle, edge));
        for ball in &mut self.ends {
            ball.reset();
        }
        Some(simple(&self.odd, walk?))
    }

    /// A greedy packing: triangles first, then cycles of four edges, then longer ones. Each cycle takes from its edges
    /// what the weakest of them has left.
    pub(crate) fn greedy(&mut self, capacity: &[f64], stop: impl Fn() -> bool) -> Greedy {
        let nil = 1e-12 * capacity.iter().copied().fold(0.0, f64::max);
        let mut found = Greedy { bound: 0.0, spare: capacity.to_vec(), cycles: Vec::new() };
        let mut lengths = vec![0.0; capacity.len()];
        // Unused edges have length 0, so a path costs its number of edges: at most 2, 3 or 15.
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

    /// A copy at which the two halves of a shortest path meet.
    fn meet(&mut self, but: usize, lengths: &[f64], far: f64) -> Option<usize> {
        let mut best = (far, None);
        while let [Some(near), Some(other)] = [self.ends[0].nearest(), self.ends[1].nearest()] {
            // Any path through copies that neither search has settled is at least this long.
            if near + other >= best.0 {
                break;
            }
            let side = usize::from(other < near);
            self.grow(side, but, lengths, &mut best);
        }
        best.1
    }

    /// Settles the nearest copy of one search, and reaches its neighbours by all edges `but` one.
    fn grow(&mut self, side: usize, but: usize, lengths: &[f64], best: &mut (f64, Option<usize>)) {
        let Some(Reverse((Ordered(distance), node))) = self.ends[side].heap.pop() else { return };
        // An old entry of a copy that has been reached by a shorter way since.
        if distance > self.ends[side].distance[node] {
            return;
        }
        for arc in self.graph.around(node / 2) {
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

    /// The closed walk found: its nodes, each with the edge to the next.
    fn walk(&self, middle: usize, edge: usize) -> Vec<(usize, usize)> {
        let mut walk = self.ends[0].back(middle);
        walk.reverse();
        // `back` gives each node with the edge that led to it; reversed, that edge belongs to the node before.
        let there = walk.iter().skip(1).map(|(_, edge)| *edge).collect::<Vec<_>>();
        let mut steps: Vec<(usize, usize)> =
            walk.iter().zip(there).map(|((node, _), edge)| (*node, edge)).collect();
        steps.extend(self.ends[1].back(middle));
        let last = steps.last_mut().expect("a walk has its last node");
        last.1 = edge;
        steps
    }
}

/// A greedy packing of cycles.
pub struct Greedy {
    pub(crate) bound: f64,
    /// What is left of each edge.
    pub(crate) spare: Vec<f64>,
    pub(crate) cycles: Vec<Obstruction>,
}

impl Greedy {
    /// Packs a cycle as much as its edges allow. Used-up edges become too long for any search.
    fn take(&mut self, cycle: Obstruction, nil: f64, lengths: &mut [f64]) {
        let amount = cycle.iter().map(|edge| self.spare[*edge]).fold(f64::INFINITY, f64::min);
        self.bound += amount;
        for edge in &cycle {
            self.spare[*edge] -= amount;
            if self.spare[*edge] <= nil {
                self.spare[*edge] = 0.0;
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

    /// The distance of the next copy to settle.
    fn nearest(&self) -> Option<f64> {
        self.heap.peek().map(|Reverse((Ordered(distance), _))| *distance)
    }

    /// Notes a way to a copy; whether it is the shortest so far.
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

    /// The way from a copy back to the start, which is its own predecessor: nodes, each with the edge that led to it.
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
/// Where the walk returns to a node it falls into two closed walks, one of which is unbalanced.
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
