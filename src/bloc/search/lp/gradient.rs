//! The packing of a large graph, by the primal-dual hybrid gradient method.
//!
//! Levels `y` of obstructions and lengths `x` of edges take turns: the level of an obstruction shorter
//! than 1 rises, and so does the length of an edge that carries more than its capacity (Chambolle & Pock
//! 2011). Every row and column has a step size of its own, 1 over its number of entries (Pock & Chambolle
//! 2011). Each phase ends at the mean of its iterates, and the next one starts there (Applegate et al.
//! 2021). A step costs as much as the obstructions have edges in all. A simplex pivot costs as much, and
//! it takes thousands of those where some hundred steps come within a thousandth of the optimum.
//!
//! Iterates overload some edges, so they prove nothing themselves. [`Gradient::proof`] first shrinks each
//! obstruction to what its edges allow, then fills up greedily what capacity is left.
//!
//! # References
//!
//! Chambolle, A. & Pock, T. (2011). A first-order primal-dual algorithm for convex problems with
//! applications to imaging. Journal of Mathematical Imaging and Vision 40, 120-145.
//!
//! Pock, T. & Chambolle, A. (2011). Diagonal preconditioning for first order primal-dual algorithms in
//! convex optimization. ICCV 2011, 1762-1769.
//!
//! Applegate, D. et al. (2021). Practical large-scale linear programming using primal-dual hybrid
//! gradient. Advances in Neural Information Processing Systems 34.

use std::hash::{BuildHasher, BuildHasherDefault};

use rustc_hash::{FxHashSet, FxHasher};

use super::Proof;
use crate::bloc::search::anneal::count;

/// A packing and its lengths, as iterates of the method.
pub struct Gradient {
    /// What each edge may carry, in units of the mean weight: the step sizes suit capacities around 1.
    capacity: Vec<f64>,
    /// The mean weight.
    unit: f64,
    /// The edges of all obstructions, one after the other, and where each obstruction begins.
    edges: Vec<u32>,
    first: Vec<usize>,
    /// Hashes of the obstructions. If two share a hash, the second one is lost, which weakens the bound a
    /// little but keeps it valid.
    known: FxHashSet<u64>,
    level: Vec<f64>,
    length: Vec<f64>,
    /// Sums over the iterates of a phase, for their mean.
    level_sum: Vec<f64>,
    length_sum: Vec<f64>,
    /// What each edge carries at the extrapolated levels.
    load: Vec<f64>,
    /// How many obstructions contain each edge.
    degree: Vec<f64>,
}

impl Gradient {
    /// The empty packing of edges with these weights.
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

    /// Adds an obstruction, at level 0; whether it is new.
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

    /// The length of each edge; only an obstruction shorter than 1 can improve the bound.
    pub(crate) fn lengths(&self) -> &[f64] {
        &self.length
    }

    /// The cost of the lengths as a cover: about the worth of the best packing of the obstructions known.
    pub(crate) fn worth(&self) -> f64 {
        let costs = self.length.iter().zip(&self.capacity).map(|(length, weight)| length * weight);
        costs.sum::<f64>() * self.unit
    }

    fn edges_of(&self, number: usize) -> &[u32] {
        &self.edges[self.first[number]..self.first[number + 1]]
    }

    /// Takes some steps, and goes to the mean of their iterates; `false` if it was stopped before the end.
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

    /// Raises the levels of obstructions shorter than 1, lowers the others, and adds up the loads.
    ///
    /// The loads are those of the levels extrapolated, `2 new - old`: without that the method need not converge.
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

    /// Lengthens the edges that carry too much, and shortens the others.
    fn stretch(&mut self) {
        for (edge, length) in self.length.iter_mut().enumerate() {
            if self.degree[edge] > 0.0 {
                let over = (self.load[edge] - self.capacity[edge]) / self.degree[edge];
                *length = (*length + over).max(0.0);
                self.length_sum[edge] += *length;
            }
        }
    }

    /// What the levels prove once they are feasible: shrunk to what the edges allow, then filled up.
    pub(crate) fn proof(&self) -> Proof {
        let mut levels = self.level.clone();
        let load = self.loads(&levels);
        let share: Vec<f64> =
            load.iter().zip(&self.capacity).map(|(load, most)| most / load.max(*most)).collect();
        for (number, level) in levels.iter_mut().enumerate() {
            let least = self.edges_of(number).iter().map(|edge| share[*edge as usize]);
            *level *= least.fold(1.0, f64::min);
        }
        self.fill(&mut levels);
        self.checked(&levels)
    }

    /// What each edge carries at these levels.
    fn loads(&self, levels: &[f64]) -> Vec<f64> {
        let mut load = vec![0.0; self.capacity.len()];
        for (number, level) in levels.iter().enumerate().filter(|(_, level)| **level > 0.0) {
            self.edges_of(number).iter().for_each(|edge| load[*edge as usize] += level);
        }
        load
    }

    /// Raises one obstruction after the other by what its edges have left.
    fn fill(&self, levels: &mut [f64]) {
        let load = self.loads(levels);
        let mut left: Vec<f64> =
            load.iter().zip(&self.capacity).map(|(load, most)| most - load).collect();
        for (number, level) in levels.iter_mut().enumerate() {
            let edges = self.edges_of(number);
            let more = edges.iter().map(|edge| left[*edge as usize]).fold(f64::INFINITY, f64::min);
            if more > 0.0 {
                *level += more;
                edges.iter().for_each(|edge| left[*edge as usize] -= more);
            }
        }
    }

    /// Shrinks all levels until no edge carries more than its capacity, whatever rounding did.
    fn checked(&self, levels: &[f64]) -> Proof {
        let load = self.loads(levels);
        let over =
            load.iter().zip(&self.capacity).map(|(load, most)| load / most).fold(1.0, f64::max);
        let spare = load
            .iter()
            .zip(&self.capacity)
            .map(|(load, most)| (most - load / over).max(0.0) * self.unit)
            .collect();
        let sum = levels.iter().fold(0.0, |sum, level| sum + level);
        Proof { bound: sum * self.unit / over, spare }
    }
}
