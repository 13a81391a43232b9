//! Short unbalanced cycles of up to five edges, many at once, for large graphs.
//!
//! From a node, two steps reach its second neighbours with an even or an odd number of odd edges; the
//! shortest way of each kind is kept. Two ways to one node close a cycle of four edges, two ways to the ends of an
//! edge one of five. A node costs as much as its second neighbours have edges, whatever the
//! lengths. Shortest paths would cost more here: most lengths are zero, and Dijkstra's algorithm walks
//! along all of those edges.

use super::Obstruction;
use super::cycles::simple;
use crate::bloc::search::simple_graph::SimpleGraph;

/// The most cycles taken around one node.
const EACH: usize = 24;
/// The most closed walks compared around one node.
const MANY: usize = 500;
/// Only shorter cycles are taken: those close to 1 would raise the bound too little for their place.
const SHORT: f64 = 0.98;

/// Looks for short cycles around nodes.
pub struct Hops<'g> {
    graph: &'g SimpleGraph,
    odd: &'g [bool],
    /// Whether a cycle may have more than one odd edge.
    many: bool,
    /// For each copy of a node the shortest way of two steps, and its middle copy and last edge.
    distance: Vec<f64>,
    via: Vec<(u32, u32)>,
    /// The copies after two steps.
    reached: Vec<u32>,
    /// The copies after one step, each with its length and edge.
    near: Vec<(u32, f64, u32)>,
}

/// A closed walk: its length, the copies where its two ways end, and the edge between these if they differ.
type Closure = (f64, u32, u32, Option<u32>);

fn by_length(a: &Closure, b: &Closure) -> std::cmp::Ordering {
    a.0.total_cmp(&b.0).then((a.1, a.2, a.3).cmp(&(b.1, b.2, b.3)))
}

impl<'g> Hops<'g> {
    pub(crate) fn new(graph: &'g SimpleGraph, odd: &'g [bool], many: bool) -> Self {
        Self {
            graph,
            odd,
            many,
            distance: vec![f64::INFINITY; 2 * graph.nodes],
            via: vec![(0, 0); 2 * graph.nodes],
            reached: Vec::new(),
            near: Vec::new(),
        }
    }

    /// Short cycles through every `turns`-th node, from number `turn` on; none if it was stopped.
    pub(crate) fn turn(
        &mut self,
        turn: usize,
        turns: usize,
        lengths: &[f64],
        stop: impl Fn() -> bool,
    ) -> Vec<Obstruction> {
        let mut stretched = lengths.to_vec();
        let mut found = Vec::new();
        for node in (turn..self.graph.nodes).step_by(turns) {
            if stop() {
                return Vec::new();
            }
            self.around(node, &mut stretched, &mut found);
        }
        found
    }

    /// Short cycles through a node. `lengths` grow along those found, so that the next ones differ.
    fn around(&mut self, node: usize, lengths: &mut [f64], found: &mut Vec<Obstruction>) {
        self.reach(node, lengths);
        let mut closures = self.closures(lengths);
        closures.sort_unstable_by(by_length);
        let mut count = 0;
        for closure in closures {
            let Some(cycle) = self.cycle(node, closure) else { continue };
            let length: f64 = cycle.iter().map(|edge| lengths[*edge]).sum();
            if length < SHORT {
                for edge in &cycle {
                    lengths[*edge] += 0.25 * (1.0 - lengths[*edge]).max(0.0);
                }
                found.push(cycle);
                count += 1;
                if count == EACH {
                    break;
                }
            }
        }
        for copy in self.reached.drain(..) {
            self.distance[copy as usize] = f64::INFINITY;
        }
    }

    /// Finds the shortest ways of one and of two steps.
    fn reach(&mut self, node: usize, lengths: &[f64]) {
        let graph = self.graph;
        self.near.clear();
        for arc in graph.around(node) {
            if lengths[arc.edge] < SHORT {
                let copy = 2 * arc.to + usize::from(self.odd[arc.edge]);
                self.near.push((narrow(copy), lengths[arc.edge], narrow(arc.edge)));
            }
        }
        for (copy, length, _) in &self.near {
            let (middle, side) = (*copy as usize / 2, *copy as usize % 2);
            for arc in graph.around(middle) {
                let odd = usize::from(self.odd[arc.edge]);
                let next = length + lengths[arc.edge];
                if next >= SHORT || arc.to == node || (!self.many && side + odd > 1) {
                    continue;
                }
                let to = 2 * arc.to + (side ^ odd);
                if next < self.distance[to] {
                    if self.distance[to].is_infinite() {
                        self.reached.push(narrow(to));
                    }
                    self.distance[to] = next;
                    self.via[to] = (*copy, narrow(arc.edge));
                }
            }
        }
    }

    /// The shortest closed walks. Where there are very many, the longer ones are dropped on the way.
    fn closures(&self, lengths: &[f64]) -> Vec<Closure> {
        let mut closures = Vec::new();
        let mut short = SHORT;
        for copy in &self.reached {
            let (node, side) = (*copy as usize / 2, *copy as usize % 2);
            let own = self.distance[*copy as usize];
            if side == 0 {
                let whole = own + self.distance[2 * node + 1];
                if whole < short {
                    closures.push((whole, *copy, *copy + 1, None));
                }
            }
            for arc in self.graph.around(node) {
                let odd = usize::from(self.odd[arc.edge]);
                if arc.to > node && (self.many || side + odd < 2) {
                    let other = 2 * arc.to + (1 ^ side ^ odd);
                    let whole = own + lengths[arc.edge] + self.distance[other];
                    if whole < short {
                        closures.push((whole, *copy, narrow(other), Some(narrow(arc.edge))));
                    }
                }
            }
            if closures.len() > 4 * MANY {
                closures.select_nth_unstable_by(MANY, by_length);
                closures.truncate(MANY);
                short = closures.iter().fold(0.0, |most, closure| closure.0.max(most));
                if short == 0.0 {
                    break;
                }
            }
        }
        closures
    }

    /// The simple cycle in a closed walk; `None` if the walk only goes back and forth.
    fn cycle(&self, node: usize, (_, left, right, between): Closure) -> Option<Obstruction> {
        let [(left_middle, left_last), (right_middle, right_last)] =
            [self.via[left as usize], self.via[right as usize]];
        let first = |middle: u32| {
            let to = middle as usize / 2;
            let near = self.near.iter().find(|(copy, ..)| *copy as usize / 2 == to);
            near.map(|(_, _, edge)| *edge as usize)
        };
        let mut walk =
            vec![(node, first(left_middle)?), (left_middle as usize / 2, left_last as usize)];
        if let Some(between) = between {
            walk.push((left as usize / 2, between as usize));
        }
        walk.push((right as usize / 2, right_last as usize));
        walk.push((right_middle as usize / 2, first(right_middle)?));
        let cycle = simple(self.odd, walk);
        (cycle.len() > 2).then_some(cycle)
    }
}

fn narrow(number: usize) -> u32 {
    u32::try_from(number).expect("copies and edges are far fewer than 2^32")
}

/// All unbalanced triangles, up to `limit`. Each is found once, from its node of lowest degree.
///
/// O(m √m) for m edges, because a node has at most √(2m) neighbours of higher degree.
pub fn triangles(
    graph: &SimpleGraph,
    odd: &[bool],
    many: bool,
    limit: usize,
    stop: impl Fn() -> bool,
) -> Vec<Obstruction> {
    let rank = |node: usize| (graph.around(node).len(), node);
    let mut mark = vec![usize::MAX; graph.nodes];
    let mut found = Vec::new();
    for node in 0..graph.nodes {
        if stop() || found.len() >= limit {
            break;
        }
        let later = graph.around(node).iter().filter(|arc| rank(arc.to) > rank(node));
        later.clone().for_each(|arc| mark[arc.to] = arc.edge);
        for arc in later.clone() {
            for next in graph.around(arc.to).iter().filter(|next| rank(next.to) > rank(arc.to)) {
                let last = mark[next.to];
                if last == usize::MAX || found.len() >= limit {
                    continue;
                }
                let count = [arc.edge, next.edge, last].iter().filter(|edge| odd[**edge]).count();
                if count == 1 || (many && count == 3) {
                    let mut cycle = vec![arc.edge, next.edge, last];
                    cycle.sort_unstable();
                    found.push(cycle);
                }
            }
        }
        later.for_each(|arc| mark[arc.to] = usize::MAX);
    }
    found
}
