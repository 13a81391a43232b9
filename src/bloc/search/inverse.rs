//! The inverse of a sparse matrix as a product of elementary ones.
//!
//! After an inversion: a lower and an upper triangle, column by column (Gilbert
//! & Peierls 1988); then one factor for each column that was replaced.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Smaller entries are what rounding left of zero.
const NIL: f64 = 1e-11;
/// So many factors after the last inversion are too many.
const TAIL: usize = 64;

/// Each factor is the unit matrix but for one column (Dantzig & Orchard-Hays 1954).
pub struct Inverse {
    factors: Vec<Factor>,
    /// The rows of the entries beside the pivot, and their values, of all factors.
    rows: Vec<usize>,
    values: Vec<f64>,
    /// The factors that there were after the last inversion.
    settled: usize,
    /// Which of those has the pivot in a row, in either triangle.
    lower_of: Vec<usize>,
    upper_of: Vec<usize>,
    /// The upper triangle, which is complete only after the lower one.
    upper: Vec<Factor>,
    heap: BinaryHeap<Reverse<usize>>,
}

#[derive(Clone, Copy)]
struct Factor {
    row: usize,
    pivot: f64,
    from: usize,
    until: usize,
}

/// A vector that knows where it is not zero.
pub struct Sparse {
    pub(crate) value: Vec<f64>,
    pub(crate) touched: Vec<usize>,
    is_touched: Vec<bool>,
}

impl Inverse {
    pub(crate) fn new(rows: usize) -> Self {
        Self {
            factors: Vec::new(),
            rows: Vec::new(),
            values: Vec::new(),
            settled: 0,
            lower_of: vec![usize::MAX; rows],
            upper_of: vec![usize::MAX; rows],
            upper: Vec::new(),
            heap: BinaryHeap::new(),
        }
    }

    /// Back to the unit matrix.
    pub(crate) fn clear(&mut self) {
        self.lower_of.fill(usize::MAX);
        self.upper_of.fill(usize::MAX);
        self.factors.clear();
        self.rows.clear();
        self.values.clear();
        self.settled = 0;
    }

    /// Multiplies by one more factor: a column, after [`forward`](Self::forward), takes a row.
    pub(crate) fn push(&mut self, row: usize, column: &Sparse) {
        let factor = self.factor(row, column.value[row], 1.0, column, |_| true);
        self.factors.push(factor);
    }

    /// The same while inverting: the rows that are still free are the lower triangle's.
    pub(crate) fn push_settled(&mut self, row: usize, column: &Sparse, free: &[bool]) {
        let pivot = column.value[row];
        let lower = self.factor(row, 1.0, pivot, column, |row| free[row]);
        if lower.from < lower.until {
            self.lower_of[row] = self.factors.len();
            self.factors.push(lower);
            self.settled = self.factors.len();
        }
        let upper = self.factor(row, pivot, 1.0, column, |row| !free[row]);
        self.upper.push(upper);
    }

    /// The end of an inversion.
    pub(crate) fn settle(&mut self) {
        while let Some(factor) = self.upper.pop() {
            self.upper_of[factor.row] = self.factors.len();
            self.factors.push(factor);
        }
        self.settled = self.factors.len();
    }

    fn factor(
        &mut self,
        row: usize,
        pivot: f64,
        divisor: f64,
        column: &Sparse,
        belongs: impl Fn(usize) -> bool,
    ) -> Factor {
        let from = self.rows.len();
        for touched in &column.touched {
            let value = column.value[*touched];
            if *touched != row && value.abs() > NIL && belongs(*touched) {
                self.rows.push(*touched);
                self.values.push(value / divisor);
            }
        }
        Factor { row, pivot, from, until: self.rows.len() }
    }

    /// The rows in which some factor has its pivot.
    pub(crate) fn rows_taken(&self) -> impl Iterator<Item = usize> {
        self.factors.iter().map(|factor| factor.row)
    }

    pub(crate) fn is_long(&self) -> bool {
        self.factors.len() > self.settled + TAIL
    }

    /// B⁻¹ a for a sparse a: only factors whose row is not zero do anything.
    pub(crate) fn forward(&mut self, work: &mut Sparse) {
        let mut heap = std::mem::take(&mut self.heap);
        self.triangle(&self.lower_of, work, &mut heap);
        self.triangle(&self.upper_of, work, &mut heap);
        self.heap = heap;
        for factor in &self.factors[self.settled..] {
            if work.value[factor.row] != 0.0 {
                let amount = work.value[factor.row] / factor.pivot;
                work.value[factor.row] = amount;
                for (row, value) in self.beside(*factor) {
                    work.add(*row, -value * amount);
                }
            }
        }
    }

    fn triangle(&self, of: &[usize], work: &mut Sparse, heap: &mut BinaryHeap<Reverse<usize>>) {
        let numbers = work.touched.iter().map(|row| of[*row]);
        heap.extend(numbers.filter(|number| *number != usize::MAX).map(Reverse));
        while let Some(Reverse(number)) = heap.pop() {
            let factor = self.factors[number];
            let amount = work.value[factor.row] / factor.pivot;
            work.value[factor.row] = amount;
            for (row, value) in self.beside(factor) {
                let later = of[*row];
                if work.add(*row, -value * amount) && later != usize::MAX && later > number {
                    heap.push(Reverse(later));
                }
            }
        }
    }

    fn beside(&self, factor: Factor) -> impl Iterator<Item = (&usize, &f64)> {
        let range = factor.from..factor.until;
        self.rows[range.clone()].iter().zip(&self.values[range])
    }

    /// The same for a vector that is not sparse.
    pub(crate) fn forward_all(&self, vector: &mut [f64]) {
        for factor in &self.factors {
            let amount = vector[factor.row] / factor.pivot;
            vector[factor.row] = amount;
            if amount != 0.0 {
                for (row, value) in self.beside(*factor) {
                    vector[*row] -= value * amount;
                }
            }
        }
    }

    /// c B⁻¹.
    pub(crate) fn backward(&self, costs: &mut [f64]) {
        for factor in self.factors.iter().rev() {
            let rest: f64 = self.beside(*factor).map(|(row, value)| value * costs[*row]).sum();
            costs[factor.row] = (costs[factor.row] - rest) / factor.pivot;
        }
    }
}

impl Sparse {
    pub(crate) fn new(size: usize) -> Self {
        Self { value: vec![0.0; size], touched: Vec::new(), is_touched: vec![false; size] }
    }

    pub(crate) fn clear(&mut self) {
        for row in self.touched.drain(..) {
            self.value[row] = 0.0;
            self.is_touched[row] = false;
        }
    }

    /// Whether the row was zero before.
    pub(crate) fn add(&mut self, row: usize, amount: f64) -> bool {
        let new = !self.is_touched[row];
        if new {
            self.is_touched[row] = true;
            self.touched.push(row);
        }
        self.value[row] += amount;
        new
    }
}
