//! The packing of obstructions on large graphs, by a first-order method.
//!
//! Levels `y` of obstructions and lengths `x` of edges take turns: an obstruction shorter than 1
//! is packed more, an edge that carries more than it may grows longer (the primal-dual hybrid
//! gradient method, Chambolle & Pock 2011, with a step for each row and column, Pock & Chambolle
//! 2011). Each phase ends at the mean of its iterates, and the next one starts there (Applegate et
//! al. 2021). A step costs as much as all obstructions have edges: where the simplex method takes
//! thousands of pivots of that cost, some hundred steps come within a thousandth of the best.
//!
//! Iterates carry too much on some edges. A proof shrinks each obstruction to what its edges
//! allow, and fills what is left greedily.

use std::hash::{BuildHasher, BuildHasherDefault};

use rustc_hash::{FxHashSet, FxHasher};

use super::anneal::count;
use super::packing::Proof;

pub struct Gradient {
    /// What each edge may carry, in units of the mean weight.
    capacity: Vec<f64>,
    /// The mean weight.
    unit: f64,
    /// All obstructions, one after the other, by their edges; and where each begins.
    edges: Vec<u32>,
    first: Vec<usize>,
    /// Hashes of obstructions: of two with one hash, the second is lost, and no more than that.
    known: FxHashSet<u64>,
    level: Vec<f64>,
    length: Vec<f64>,
    level_sum: Vec<f64>,
    length_sum: Vec<f64>,
    load: Vec<f64>,
    /// How many obstructions have each edge.
    degree: Vec<f64>,
}

impl Gradient {
    /// No obstruction yet.
    pub(crate) fn new(weights: &[f64]) -> Self {
        let edges = weights.len();
        let unit = weights.iter().fold(0.0, |sum, weight| sum + weight) / count(edges.max(1));
        Self {
            capacity: weights.iter().map(|weight| weight / unit).collect(),
            unit,
            edges: Vec::new(),
            first: vec![0],
            known: FxHashSet::default(),
            level: Vec::new(),
            length: vec![0.0; edges],
            level_sum: Vec::new(),
            length_sum: vec![0.0; edges],
            load: vec![0.0; edges],
            degree: vec![0.0; edges],
        }
    }

    /// Whether it was not known.
    pub(crate) fn add(&mut self, obstruction: &[usize]) -> bool {
        let new =
            self.known.insert(BuildHasherDefault::<FxHasher>::default().hash_one(obstruction));
        if new {
            for edge in obstruction {
                self.edges.push(u32::try_from(*edge).expect("edges are far fewer than 2^32"));
                self.degree[*edge] += 1.0;
            }
            self.first.push(self.edges.len());
            self.level.push(0.0);
            self.level_sum.push(0.0);
        }
        new
    }

    /// How long each edge is now; an obstruction shorter than 1 may improve the bound.
    pub(crate) fn lengths(&self) -> &[f64] {
        &self.length
    }

    /// What all lengths would cost: the best packing of the obstructions known is worth about this.
    pub(crate) fn worth(&self) -> f64 {
        let costs = self.length.iter().zip(&self.capacity).map(|(length, weight)| length * weight);
        costs.sum::<f64>() * self.unit
    }

    fn edges_of(&self, number: usize) -> &[u32] {
        &self.edges[self.first[number]..self.first[number + 1]]
    }

    /// So many steps, and to their mean; `false` where it was stopped before.
    pub(crate) fn phase(&mut self, steps: usize, stop: impl Fn() -> bool) -> bool {
        self.level_sum.fill(0.0);
        self.length_sum.fill(0.0);
        for _ in 0..steps {
            self.pack();
            self.stretch();
            if stop() {
                return false;
            }
        }
        let share = 1.0 / count(steps);
        for (level, sum) in self.level.iter_mut().zip(&self.level_sum) {
            *level = sum * share;
        }
        for (length, sum) in self.length.iter_mut().zip(&self.length_sum) {
            *length = sum * share;
        }
        true
    }

    /// Obstructions shorter than 1 are packed more, others less; loads are those of levels
    /// extrapolated.
    fn pack(&mut self) {
        self.load.fill(0.0);
        for (number, level) in self.level.iter_mut().enumerate() {
            let edges = &self.edges[self.first[number]..self.first[number + 1]];
            let length: f64 = edges.iter().map(|edge| self.length[*edge as usize]).sum();
            let old = *level;
            *level = (old + (1.0 - length) / count(edges.len())).max(0.0);
            self.level_sum[number] += *level;
            let ahead = 2.0 * *level - old;
            if ahead != 0.0 {
                for edge in edges {
                    self.load[*edge as usize] += ahead;
                }
            }
        }
    }

    /// Edges that carry too much become longer, others shorter.
    fn stretch(&mut self) {
        for (edge, length) in self.length.iter_mut().enumerate() {
            if self.degree[edge] > 0.0 {
                let over = (self.load[edge] - self.capacity[edge]) / self.degree[edge];
                *length = (*length + over).max(0.0);
                self.length_sum[edge] += *length;
            }
        }
    }

    /// What the levels prove, once they are shrunk to what edges may carry.
    pub(crate) fn proof(&self) -> Proof {
        let mut levels = self.level.clone();
        let load = self.loads(&levels);
        let share = load.iter().zip(&self.capacity);
        let share: Vec<f64> = share.map(|(load, most)| most / load.max(*most)).collect();
        for (number, level) in levels.iter_mut().enumerate() {
            let least = self.edges_of(number).iter().map(|edge| share[*edge as usize]);
            *level *= least.fold(1.0, f64::min);
        }
        self.fill(&mut levels);
        self.checked(&levels)
    }

    fn loads(&self, levels: &[f64]) -> Vec<f64> {
        let mut load = vec![0.0; self.capacity.len()];
        for (number, level) in levels.iter().enumerate().filter(|(_, level)| **level > 0.0) {
            self.edges_of(number).iter().for_each(|edge| load[*edge as usize] += level);
        }
        load
    }

    /// One obstruction after the other takes what its edges have left.
    fn fill(&self, levels: &mut [f64]) {
        let load = self.loads(levels);
        let left = load.iter().zip(&self.capacity).map(|(load, most)| most - load);
        let mut left: Vec<f64> = left.collect();
        for (number, level) in levels.iter_mut().enumerate() {
            let edges = self.edges_of(number);
            let more = edges.iter().map(|edge| left[*edge as usize]).fold(f64::INFINITY, f64::min);
            if more > 0.0 {
                *level += more;
                edges.iter().for_each(|edge| left[*edge as usize] -= more);
            }
        }
    }

    /// Whatever rounding did: the levels are shrunk until no edge carries more than it may.
    fn checked(&self, levels: &[f64]) -> Proof {
        let load = self.loads(levels);
        let over = load.iter().zip(&self.capacity).map(|(load, most)| load / most);
        let over = over.fold(1.0, f64::max);
        let spare = load.iter().zip(&self.capacity);
        let spare = spare.map(|(load, most)| (most - load / over).max(0.0) * self.unit).collect();
        let sum = levels.iter().fold(0.0, |sum, level| sum + level);
        Proof { bound: sum * self.unit / over, spare }
    }
}
