//! The linear program behind every bound: a packing of obstructions.
//!
//! An obstruction is a set of edges at least one of which disagrees with every
//! partition: an unbalanced cycle, for instance. Give each obstruction a
//! weight `y`, so that no edge carries more than it weighs: then the sum of all
//! `y` is no more than any disagreement. Its dual is a length `x` for each edge,
//! such that no obstruction is shorter than 1: the covering program.
//!
//! Obstructions are generated as they are needed; the simplex method stays with
//! a feasible packing throughout, so that it can be stopped at any time and
//! still has a bound. The inverse of the basis is kept as a product (Dantzig &
//! Orchard-Hays 1954), which suits bases that are nearly triangular.

use fastrand::Rng;
use rustc_hash::FxHashSet;

use super::deadline::Deadline;
use super::elimination::Elimination;
use super::inverse::{Inverse, Sparse};

/// An obstruction, by its edges in rising order.
pub type Obstruction = Vec<usize>;

pub struct Packing {
    /// What each edge may carry.
    capacity: Vec<f64>,
    /// A little less, and differently so for each: ties would stall the simplex method.
    shaken: Vec<f64>,
    columns: Vec<Obstruction>,
    known: FxHashSet<Obstruction>,
    /// Whether a column is in the basis.
    within: Vec<bool>,
    /// What is basic at each position.
    basis: Vec<Basic>,
    level: Vec<f64>,
    inverse: Inverse,
    /// The length of each edge: the dual.
    length: Vec<f64>,
    /// How much a unit of each column, or of each slack, moves: Devex reference weights.
    column_weight: Vec<f64>,
    slack_weight: Vec<f64>,
    /// The row of the inverse at the last pivot; zero between pivots.
    row: Vec<f64>,
    /// The edges whose slack is not basic: only these have a length.
    tight: Vec<usize>,
    place: Vec<usize>,
    /// What the packing is worth now.
    worth: f64,
    work: Sparse,
}

#[derive(Clone, Copy, PartialEq)]
enum Basic {
    /// What the edge does not carry.
    Slack(usize),
    Column(usize),
}

/// A pivot is at least this large.
const PIVOT: f64 = 1e-7;
/// Reduced costs below this do not count.
const GAIN: f64 = 1e-7;

impl Packing {
    /// No obstruction yet. `shake` is the relative size of the disturbance of the capacities.
    pub(crate) fn new(capacity: Vec<f64>, shake: f64, rng: &mut Rng) -> Self {
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

    /// How long each edge is now; an obstruction shorter than 1 improves the bound.
    pub(crate) fn lengths(&self) -> &[f64] {
        &self.length
    }

    /// Whether it was not known.
    pub(crate) fn add(&mut self, obstruction: Obstruction) -> bool {
        let new = self.known.insert(obstruction.clone());
        if new {
            self.columns.push(obstruction);
            self.within.push(false);
            self.column_weight.push(1.0);
        }
        new
    }

    /// Improves the packing of the obstructions known until none helps, it is
    /// worth `enough`, it took `most` steps, or time is up; whether none helps.
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

    /// What improves the packing most, by Devex pricing (Harris 1973).
    fn entering(&self) -> Option<Basic> {
        let mut best = (0.0, None);
        for (number, column) in self.columns.iter().enumerate() {
            if !self.within[number] {
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

    /// Brings something into the basis; `false` where the numbers are too bad to go on.
    fn pivot(&mut self, entering: Basic) -> bool {
        self.direction(entering);
        let Some(row) = self.leaving() else { return false };
        let gain = self.gain(entering);
        let pivot = self.work.value[row];
        let step = (self.level[row] / pivot).max(0.0);
        self.worth += gain * step;
        for touched in &self.work.touched {
            let level = self.level[*touched] - step * self.work.value[*touched];
            self.level[*touched] = level.max(0.0);
        }
        self.level[row] = step;
        self.reprice(row, entering, gain / pivot);
        self.replace(row, entering);
        self.inverse.push(row, &self.work);
        if self.inverse.is_long() {
            self.invert();
            self.price();
        }
        true
    }

    fn gain(&self, entering: Basic) -> f64 {
        match entering {
            Basic::Slack(row) => -self.length[row],
            Basic::Column(number) => 1.0 - self.length_of(&self.columns[number]),
        }
    }

    /// New lengths and new reference weights, from one row of the inverse.
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
        if let Basic::Slack(edge) = self.basis[row] {
            self.length[edge] += change * std::mem::take(&mut self.row[edge]);
        }
        // What rounding left in rows whose slack is basic.
        self.inverse.rows_taken().for_each(|edge| self.row[edge] = 0.0);
        self.row[row] = 0.0;
        match self.basis[row] {
            Basic::Slack(row) => self.slack_weight[row] = reference.max(1.0),
            Basic::Column(number) => self.column_weight[number] = reference.max(1.0),
        }
    }

    /// How the levels fall when a unit of something enters: B⁻¹ a.
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

    /// The position whose level reaches zero first; of ties, the largest pivot.
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

    /// Lengths from the basis: c B⁻¹, where a column brings 1 and slack nothing.
    fn price(&mut self) {
        let levels = self.basis.iter().zip(&self.level);
        let columns = levels.filter(|(basic, _)| matches!(basic, Basic::Column(_)));
        self.worth = columns.map(|(_, level)| level).sum();
        for (length, basic) in self.length.iter_mut().zip(&self.basis) {
            *length = if matches!(basic, Basic::Column(_)) { 1.0 } else { 0.0 };
        }
        self.inverse.backward(&mut self.length);
    }

    /// The product anew, from the basis alone, and the levels from it.
    ///
    /// Columns take positions whose own slack is not basic. Those that can be
    /// ordered into a triangle come first, and cost no fill.
    fn invert(&mut self) {
        let basic: Vec<Basic> = self.basis.clone();
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
            let row = self.settled_row(row, &free);
            match row.filter(|row| self.work.value[*row].abs() > PIVOT) {
                Some(row) => {
                    free[row] = false;
                    self.basis[row] = Basic::Column(number);
                    self.inverse.push_settled(row, &self.work, &free);
                }
                // Rounding made it depend on the others: it leaves.
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
        for level in &mut self.level {
            *level = level.max(0.0);
        }
    }

    /// The row meant for a column, unless another one has a far larger pivot.
    fn settled_row(&self, meant: Option<usize>, free: &[bool]) -> Option<usize> {
        let size = |row: usize| self.work.value[row].abs();
        let touched = self.work.touched.iter().copied().filter(|row| free[*row]);
        let largest = touched.max_by(|a, b| size(*a).total_cmp(&size(*b)).then(b.cmp(a)))?;
        let good = |row: &usize| free[*row] && size(*row) >= 0.1 * size(largest);
        meant.filter(good).or(Some(largest))
    }

    /// Columns with the row each should take: first columns that are alone in
    /// a row, then those that have one row left, then the nucleus.
    fn order(&self, columns: &[usize], free: &[bool]) -> Vec<(usize, Option<usize>)> {
        Elimination::new(&self.columns, columns, free).order()
    }

    fn levels(&self, capacity: &[f64]) -> Vec<f64> {
        let mut levels = capacity.to_vec();
        self.inverse.forward_all(&mut levels);
        levels
    }

    /// What the packing proves, and what each edge could carry beyond it.
    ///
    /// Whatever rounding did to the simplex method, this is checked: the
    /// weights are shrunk until no edge carries more than it may.
    pub(crate) fn proof(&self) -> Proof {
        let exact = self.levels(&self.capacity);
        let least = exact.iter().copied().fold(0.0, f64::min);
        let scale = self.capacity.iter().copied().fold(0.0, f64::max);
        let levels = if least < -1e-9 * scale { &self.level } else { &exact };
        self.checked(levels)
    }

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
        let over = load.iter().zip(&self.capacity).map(|(load, capacity)| load / capacity);
        let over = over.fold(1.0, f64::max);
        let spare = load.iter().zip(&self.capacity);
        let spare = spare.map(|(load, capacity)| (capacity - load / over).max(0.0)).collect();
        Proof { bound: bound / over, spare }
    }
}

/// A lower bound, and by how much it would rise if an edge disagreed.
pub struct Proof {
    pub(crate) bound: f64,
    /// The part of its weight that an edge does not carry.
    pub(crate) spare: Vec<f64>,
}
