//! The primal revised simplex method on the packing, with columns generated as they are needed.
//!
//! Rows are edges, columns are obstructions (see the parent module). The start is the empty packing,
//! in which every slack is basic, so no first phase is needed. Every iterate is feasible: stopped at
//! any pivot, the method still has a bound.
//!
//! - *Pricing*: Devex (Harris 1973; Forrest & Goldfarb 1992), which usually takes fewer pivots than
//!   the largest reduced cost.
//! - *Degeneracy*: many edges weigh the same, so ratio tests tie and pivots would gain nothing. The
//!   capacities are lowered by tiny random amounts; the bound is computed from the true ones.
//! - *Basis*: triangular factors from the last refactorization, then one elementary factor for each
//!   pivot since: the product form of the inverse (Dantzig & Orchard-Hays 1954). See [`Inverse`].
//! - *Rounding*: nothing that the method believes is trusted. [`Packing::proof`] adds up what each edge
//!   carries, and shrinks the whole packing until no edge carries more than its weight.
//!
//! # References
//!
//! Dantzig, G. B. & Orchard-Hays, W. (1954). The product form for the inverse in the simplex method.
//! Mathematical Tables and Other Aids to Computation 8, 64-67.
//!
//! Harris, P. M. J. (1973). Pivot selection methods of the Devex LP code. Mathematical Programming 5,
//! 1-28.
//!
//! Forrest, J. J. & Goldfarb, D. (1992). Steepest-edge simplex algorithms for linear programming.
//! Mathematical Programming 57, 341-374.

use crate::random::Random;
use rustc_hash::FxHashSet;

use super::elimination::Elimination;
use super::inverse::{Inverse, Sparse};
use super::{Obstruction, Proof};
use crate::bloc::search::deadline::Deadline;

/// A packing of the obstructions known so far, and the basis that it belongs to.
///
/// Invariants between pivots: `level[p]` is the value of `basis[p]` and at least 0; `length` is c B⁻¹;
/// an edge has a length other than 0 only if it is in `tight`.
pub struct Packing {
    /// What each edge may carry: its weight.
    capacity: Vec<f64>,
    /// The capacities that the method works on: each a little lower, at random, so that ratio tests do
    /// not tie.
    shaken: Vec<f64>,
    columns: Vec<Obstruction>,
    known: FxHashSet<Obstruction>,
    /// Whether a column is in the basis.
    within: Vec<bool>,
    /// What is basic at each position. There are as many positions as edges; after a refactorization
    /// the slack of an edge, if basic, is at the edge's own position.
    basis: Vec<Basic>,
    /// The value of what is basic at each position.
    level: Vec<f64>,
    inverse: Inverse,
    /// The length of each edge: the dual value of its row.
    length: Vec<f64>,
    /// Devex reference weights: estimates of the squared length of the edge of the polytope along which
    /// a column, or a slack, would enter.
    column_weight: Vec<f64>,
    slack_weight: Vec<f64>,
    /// Room for a row of B⁻¹ during a pivot; all zero between pivots.
    row: Vec<f64>,
    /// The edges whose slack is not basic: the only ones with a length, and few, so loops run over
    /// these and not over all edges.
    tight: Vec<usize>,
    /// Where each edge is in `tight`; `usize::MAX` if it is not.
    place: Vec<usize>,
    /// The sum of all levels of columns, on the lowered capacities.
    worth: f64,
    /// Room for the entering column B⁻¹ a.
    work: Sparse,
}

/// A basic variable.
#[derive(Clone, Copy, PartialEq)]
enum Basic {
    /// The unused capacity of an edge.
    Slack(usize),
    /// The level of an obstruction.
    Column(usize),
}

/// Smaller pivots are taken for rounding errors.
const PIVOT: f64 = 1e-7;
/// Smaller reduced costs are taken for zero.
const GAIN: f64 = 1e-7;

impl Packing {
    /// The empty packing. `shake` is by which share a capacity is lowered at most.
    pub(crate) fn new(capacity: Vec<f64>, shake: f64, rng: &mut Random) -> Self {
        let rows = capacity.len();
        let shaken: Vec<f64> =
            capacity.iter().map(|weight| weight * (1.0 - shake * rng.f64())).collect();
        Self {
            level: shaken.clone(),
            capacity,
            shaken,
            columns: Vec::new(),
            known: FxHashSet::default(),
            within: Vec::new(),
            basis: (0..rows).map(Basic::Slack).collect(),
            inverse: Inverse::new(rows),
            length: vec![0.0; rows],
            column_weight: Vec::new(),
            slack_weight: vec![1.0; rows],
            row: vec![0.0; rows],
            tight: Vec::new(),
            place: vec![usize::MAX; rows],
            worth: 0.0,
            work: Sparse::new(rows),
        }
    }

    /// The length of each edge; only an obstruction shorter than 1 can improve the packing.
    pub(crate) fn lengths(&self) -> &[f64] {
        &self.length
    }

    /// Adds an obstruction, at level 0; whether it is new.
    pub(crate) fn add(&mut self, obstruction: Obstruction) -> bool {
        let new = self.known.insert(obstruction.clone());
        if new {
            self.columns.push(obstruction);
            self.within.push(false);
            self.column_weight.push(1.0);
        }
        new
    }

    /// Pivots until the packing is optimal, is worth `enough`, has taken `most` pivots, or time is up;
    /// whether it is optimal (or rounding errors allow no further pivot).
    pub(crate) fn optimise(&mut self, enough: f64, most: usize, deadline: Deadline) -> bool {
        for step in 1..=most {
            let Some(entering) = self.entering() else { return true };
            if !self.pivot(entering) {
                return true;
            }
            if self.worth >= enough || (step.is_multiple_of(16) && deadline.passed()) {
                return false;
            }
        }
        false
    }

    /// The column or slack with the largest reduced cost, squared and divided by its Devex weight.
    ///
    /// The reduced cost of a column is 1 minus its length, that of a slack minus the length of its edge.
    fn entering(&self) -> Option<Basic> {
        let mut best = (0.0, None);
        for (number, column) in self.columns.iter().enumerate() {
            if !self.within[number] {
                // Compared by products, so that only the best is divided: this loop takes most of the time.
                let gain = 1.0 - self.length_of(column);
                if gain > GAIN && gain * gain > best.0 * self.column_weight[number] {
                    best = (gain * gain / self.column_weight[number], Some(Basic::Column(number)));
                }
            }
        }
        for row in &self.tight {
            let (row, length) = (*row, self.length[*row]);
            if -length > GAIN && length * length > best.0 * self.slack_weight[row] {
                best = (length * length / self.slack_weight[row], Some(Basic::Slack(row)));
            }
        }
        best.1
    }

    fn length_of(&self, column: &[usize]) -> f64 {
        column.iter().map(|edge| self.length[*edge]).sum()
    }

    /// Brings a variable into the basis; `false` if no pivot is large enough.
    fn pivot(&mut self, entering: Basic) -> bool {
        self.direction(entering);
        let Some(row) = self.leaving() else { return false };
        let gain = self.gain(entering);
        let pivot = self.work.value[row];
        let step = (self.level[row] / pivot).max(0.0);
        self.worth += gain * step;
        for touched in &self.work.touched {
            let level = self.level[*touched] - step * self.work.value[*touched];
            // Rounding, or a pivot that the ratio test preferred for its size among near ties.
            self.level[*touched] = level.max(0.0);
        }
        self.level[row] = step;
        self.reprice(row, entering, gain / pivot);
        self.replace(row, entering);
        self.inverse.push(row, &self.work);
        // A fresh factorization is shorter, and drops the rounding errors in levels and lengths.
        if self.inverse.is_long() {
            self.invert();
            self.price();
        }
        true
    }

    /// The reduced cost of what enters.
    fn gain(&self, entering: Basic) -> f64 {
        match entering {
            Basic::Slack(row) => -self.length[row],
            Basic::Column(number) => 1.0 - self.length_of(&self.columns[number]),
        }
    }

    /// Updates lengths and Devex weights for a pivot at position `row`, before the basis changes.
    ///
    /// Both need row `row` of B⁻¹ only. The lengths change by that row times `change`, the reduced cost of
    /// what enters divided by the pivot. A variable whose entry in the row is `moved` gets at least the weight
    /// of what enters times (moved / pivot)².
    fn reprice(&mut self, row: usize, entering: Basic, change: f64) {
        self.row[row] = 1.0;
        self.inverse.backward(&mut self.row);
        let pivot = self.work.value[row];
        let reference = match entering {
            Basic::Slack(row) => self.slack_weight[row],
            Basic::Column(number) => self.column_weight[number],
        } / (pivot * pivot);
        for (number, column) in self.columns.iter().enumerate() {
            if !self.within[number] {
                let moved: f64 = column.iter().map(|edge| self.row[*edge]).sum();
                let weight = &mut self.column_weight[number];
                *weight = weight.max(moved * moved * reference);
            }
        }
        for edge in &self.tight {
            let moved = std::mem::take(&mut self.row[*edge]);
            if moved != 0.0 {
                self.length[*edge] += change * moved;
                let weight = &mut self.slack_weight[*edge];
                *weight = weight.max(moved * moved * reference);
            }
        }
        // The leaving slack is not in `tight` yet, but has a length from now on.
        if let Basic::Slack(edge) = self.basis[row] {
            self.length[edge] += change * std::mem::take(&mut self.row[edge]);
        }
        // The other entries belong to edges whose slack is basic: zero, but for rounding. Only rows with a
        // factor can have been written to.
        self.inverse.rows_taken().for_each(|edge| self.row[edge] = 0.0);
        self.row[row] = 0.0;
        match self.basis[row] {
            Basic::Slack(row) => self.slack_weight[row] = reference.max(1.0),
            Basic::Column(number) => self.column_weight[number] = reference.max(1.0),
        }
    }

    /// Computes B⁻¹ a into `work`: by how much each level falls for each unit that enters.
    fn direction(&mut self, entering: Basic) {
        self.work.clear();
        match entering {
            Basic::Slack(row) => {
                self.work.add(row, 1.0);
            }
            Basic::Column(number) => {
                for edge in &self.columns[number] {
                    self.work.add(*edge, 1.0);
                }
            }
        }
        self.inverse.forward(&mut self.work);
    }

    /// The ratio test: the position whose level reaches zero first; of near ties the one with the largest
    /// pivot, which rounding harms least.
    fn leaving(&self) -> Option<usize> {
        let mut best: Option<(f64, f64, usize)> = None;
        for row in &self.work.touched {
            let pivot = self.work.value[*row];
            if pivot > PIVOT {
                let ratio = self.level[*row] / pivot;
                let better = best.is_none_or(|(least, largest, _)| {
                    ratio < least - 1e-13 || (ratio <= least + 1e-13 && pivot > largest)
                });
                if better {
                    best = Some((ratio, pivot, *row));
                }
            }
        }
        best.map(|(_, _, row)| row)
    }

    fn replace(&mut self, row: usize, entering: Basic) {
        match self.basis[row] {
            Basic::Column(number) => self.within[number] = false,
            Basic::Slack(edge) => self.tighten(edge),
        }
        match entering {
            Basic::Column(number) => self.within[number] = true,
            Basic::Slack(edge) => self.loosen(edge),
        }
        self.basis[row] = entering;
    }

    fn tighten(&mut self, edge: usize) {
        self.place[edge] = self.tight.len();
        self.tight.push(edge);
    }

    fn loosen(&mut self, edge: usize) {
        let place = std::mem::replace(&mut self.place[edge], usize::MAX);
        self.tight.swap_remove(place);
        if let Some(moved) = self.tight.get(place) {
            self.place[*moved] = place;
        }
        self.length[edge] = 0.0;
    }

    /// Computes the lengths from the basis alone: c B⁻¹, where c is 1 for columns and 0 for slacks.
    fn price(&mut self) {
        let levels = self.basis.iter().zip(&self.level);
        let columns = levels.filter(|(basic, _)| matches!(basic, Basic::Column(_)));
        self.worth = columns.map(|(_, level)| level).sum();
        for (length, basic) in self.length.iter_mut().zip(&self.basis) {
            *length = if matches!(basic, Basic::Column(_)) { 1.0 } else { 0.0 };
        }
        self.inverse.backward(&mut self.length);
    }

    /// Factors the basis anew, and computes the levels from the factors.
    ///
    /// Basic slacks go to their own positions, where they need no factor. The columns take the positions
    /// that are left, in the order of [`Elimination`]: those that form a triangle cause no fill.
    fn invert(&mut self) {
        let basic: Vec<Basic> = self.basis.clone();
        // Whether a position has no variable yet.
        let mut free = vec![true; self.basis.len()];
        let mut columns = Vec::new();
        self.inverse.clear();
        for entry in &basic {
            match entry {
                Basic::Slack(row) => {
                    free[*row] = false;
                    self.basis[*row] = *entry;
                }
                Basic::Column(number) => columns.push(*number),
            }
        }
        columns.sort_unstable();
        for (number, row) in self.order(&columns, &free) {
            self.direction(Basic::Column(number));
            let best = self.settled_row(row, &free);
            match best.filter(|row| self.work.value[*row].abs() > PIVOT) {
                Some(row) => {
                    free[row] = false;
                    self.basis[row] = Basic::Column(number);
                    self.inverse.push_settled(row, &self.work, &free);
                }
                // Its pivot is a rounding error: it depends on the others, so a slack takes its place.
                None => self.within[number] = false,
            }
        }
        self.inverse.settle();
        for row in (0..free.len()).filter(|row| free[*row]) {
            self.basis[row] = Basic::Slack(row);
            if self.place[row] != usize::MAX {
                self.loosen(row);
            }
        }
        self.level = self.levels(&self.shaken);
        // Slightly infeasible after rounding: `proof` checks whatever comes of it.
        for level in &mut self.level {
            *level = level.max(0.0);
        }
    }

    /// Threshold pivoting: the row that the order proposes for a column, unless its pivot is less than a
    /// tenth of the largest possible one.
    fn settled_row(&self, meant: Option<usize>, free: &[bool]) -> Option<usize> {
        let size = |row: usize| self.work.value[row].abs();
        let touched = self.work.touched.iter().copied().filter(|row| free[*row]);
        let largest = touched.max_by(|a, b| size(*a).total_cmp(&size(*b)).then(b.cmp(a)))?;
        let good = |row: &usize| free[*row] && size(*row) >= 0.1 * size(largest);
        meant.filter(good).or(Some(largest))
    }

    /// The order in which columns enter the factorization, each with the row that it should take.
    fn order(&self, columns: &[usize], free: &[bool]) -> Vec<(usize, Option<usize>)> {
        Elimination::new(&self.columns, columns, free).order()
    }

    /// B⁻¹ b for the right-hand side b.
    fn levels(&self, capacity: &[f64]) -> Vec<f64> {
        let mut levels = capacity.to_vec();
        self.inverse.forward_all(&mut levels);
        levels
    }

    /// What the packing proves, whatever rounding did to the method.
    ///
    /// The basis is applied to the true capacities. If it is not feasible for them (it was optimal
    /// for the lowered ones), the packing of the lowered ones counts, which is feasible for both.
    pub(crate) fn proof(&self) -> Proof {
        let exact = self.levels(&self.capacity);
        let least = exact.iter().copied().fold(0.0, f64::min);
        let scale = self.capacity.iter().copied().fold(0.0, f64::max);
        let levels = if least < -1e-9 * scale { &self.level } else { &exact };
        self.checked(levels)
    }

    /// Adds up what each edge carries, and shrinks all levels until none carries more than its weight.
    fn checked(&self, levels: &[f64]) -> Proof {
        let mut load = vec![0.0; self.capacity.len()];
        let mut bound = 0.0;
        for (basic, level) in self.basis.iter().zip(levels) {
            if let Basic::Column(number) = basic {
                let level = level.max(0.0);
                bound += level;
                for edge in &self.columns[*number] {
                    load[*edge] += level;
                }
            }
        }
        let over = load
            .iter()
            .zip(&self.capacity)
            .map(|(load, capacity)| load / capacity)
            .fold(1.0, f64::max);
        let spare = load
            .iter()
            .zip(&self.capacity)
            .map(|(load, capacity)| (capacity - load / over).max(0.0))
            .collect();
        Proof { bound: bound / over, spare }
    }
}
