//! The inverse of a sparse basis, as a product of elementary matrices.
//!
//! `B⁻¹ = E_k … E_2 E_1`, where each factor differs from the unit matrix in one column only. The first
//! factors, the *settled* ones, come from a factorization: a lower triangle, then an upper one, computed
//! column by column (Gilbert & Peierls 1988). Each pivot since then added one factor (the product form,
//! Dantzig & Orchard-Hays 1954).
//!
//! The trap is sparsity: an entering column has a handful of entries among thousands of rows. Within a
//! triangle only the factors whose row is not zero do anything, and a heap of their numbers finds these in
//! order without a look at the others.
//!
//! # References
//!
//! Gilbert, J. R. & Peierls, T. (1988). Sparse partial pivoting in time proportional to arithmetic
//! operations. SIAM Journal on Scientific and Statistical Computing 9, 862-874.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Smaller entries are taken for zero.
const NIL: f64 = 1e-11;
/// With more factors after the last factorization, it is time for another one.
const TAIL: usize = 64;

/// B⁻¹, as the product of its factors.
pub struct Inverse {
    /// The factors in the order in which they apply to a column.
    factors: Vec<Factor>,
    /// The entries of all factors beside their pivots: rows and values.
    rows: Vec<usize>,
    values: Vec<f64>,
    /// How many factors come from the last factorization.
    settled: usize,
    /// For each row the settled factor that has its pivot there, in the lower and in the upper triangle;
    /// `usize::MAX` if there is none.
    lower_of: Vec<usize>,
    upper_of: Vec<usize>,
    /// The factors of the upper triangle during a factorization. They apply after the whole lower triangle, in
    /// reverse order, so they wait here.
    upper: Vec<Factor>,
    heap: BinaryHeap<Reverse<usize>>,
}

/// One elementary matrix: a pivot, and the entries of its column in `rows[from..until]`.
#[derive(Clone, Copy)]
struct Factor {
    row: usize,
    pivot: f64,
    from: usize,
    until: usize,
}

/// A sparse vector: all values, and the list of rows that were written to.
pub struct Sparse {
    pub(crate) value: Vec<f64>,
    /// The rows that may differ from zero, each once, in no order.
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

    /// Makes it the unit matrix again.
    pub(crate) fn clear(&mut self) {
        self.lower_of.fill(usize::MAX);
        self.upper_of.fill(usize::MAX);
        self.factors.clear();
        self.rows.clear();
        self.values.clear();
        self.settled = 0;
    }

    /// Adds the factor of a pivot: `column`, which is B⁻¹ a already, takes position `row`.
    pub(crate) fn push(&mut self, row: usize, column: &Sparse) {
        let factor = self.factor(row, column.value[row], 1.0, column, |_| true);
        self.factors.push(factor);
    }

    /// Adds a column to the factorization: entries in free rows belong to the lower triangle, the others to
    /// the upper one.
    pub(crate) fn push_settled(&mut self, row: usize, column: &Sparse, free: &[bool]) {
        let pivot = column.value[row];
        let lower = self.factor(row, 1.0, pivot, column, |row| free[row]);
        // A lower factor without entries is the unit matrix. Later columns need the lower triangle at once.
        if lower.from < lower.until {
            self.lower_of[row] = self.factors.len();
            self.factors.push(lower);
            self.settled = self.factors.len();
        }
        let upper = self.factor(row, pivot, 1.0, column, |row| !free[row]);
        self.upper.push(upper);
    }

    /// Ends a factorization: the upper triangle follows the lower one, its last column first.
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

    /// The rows in which a factor has its pivot, with repetitions.
    pub(crate) fn rows_taken(&self) -> impl Iterator<Item = usize> {
        self.factors.iter().map(|factor| factor.row)
    }

    /// Whether it is time for a new factorization.
    pub(crate) fn is_long(&self) -> bool {
        self.factors.len() > self.settled + TAIL
    }

    /// Computes B⁻¹ a for a sparse a, in place.
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

    /// Applies one triangle. Its factors must go in order: each may make rows of later ones other than zero.
    fn triangle(&self, of: &[usize], work: &mut Sparse, heap: &mut BinaryHeap<Reverse<usize>>) {
        let numbers = work.touched.iter().map(|row| of[*row]);
        heap.extend(numbers.filter(|number| *number != usize::MAX).map(Reverse));
        while let Some(Reverse(number)) = heap.pop() {
            let factor = self.factors[number];
            let amount = work.value[factor.row] / factor.pivot;
            work.value[factor.row] = amount;
            for (row, value) in self.beside(factor) {
                let later = of[*row];
                // A row that was touched before has its factor in the heap already.
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

    /// Computes B⁻¹ b for a dense b, in place.
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

    /// Computes c B⁻¹ for a dense c, in place.
    pub(crate) fn backward(&self, costs: &mut [f64]) {
        for factor in self.factors.iter().rev() {
            let rest: f64 = self.beside(*factor).map(|(row, value)| value * costs[*row]).sum();
            costs[factor.row] = (costs[factor.row] - rest) / factor.pivot;
        }
    }
}

impl Sparse {
    /// The zero vector.
    pub(crate) fn new(size: usize) -> Self {
        Self { value: vec![0.0; size], touched: Vec::new(), is_touched: vec![false; size] }
    }

    /// Makes it zero again, at the cost of its touched rows only.
    pub(crate) fn clear(&mut self) {
        for row in self.touched.drain(..) {
            self.value[row] = 0.0;
            self.is_touched[row] = false;
        }
    }

    /// Adds to a row; whether the row was untouched before.
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
