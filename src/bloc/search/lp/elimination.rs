//! The order in which columns enter a factorization, for little fill.
//!
//! Bases of cycle packings are nearly triangular. Rows with one column left and columns with one
//! row left are peeled off first and cause no fill. In what remains, the nucleus, the choice is Markowitz'
//! (1957) in part: the column with the fewest rows left takes the row with the fewest columns left.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::Obstruction;

/// The state of the elimination, on the pattern alone: no numbers.
pub struct Elimination<'c> {
    columns: &'c [Obstruction],
    numbers: &'c [usize],
    /// The columns in each free row, by their place in `numbers`.
    in_row: Vec<Vec<usize>>,
    /// How many columns each row, and how many rows each column, has left.
    row_left: Vec<usize>,
    column_left: Vec<usize>,
    free: Vec<bool>,
    done: Vec<bool>,
    /// Rows and columns to peel: they had one entry left when they were put here.
    rows: Vec<usize>,
    singles: Vec<usize>,
    found: Vec<(usize, Option<usize>)>,
}

impl<'c> Elimination<'c> {
    pub(crate) fn new(columns: &'c [Obstruction], numbers: &'c [usize], free: &[bool]) -> Self {
        let mut in_row = vec![Vec::new(); free.len()];
        let mut column_left = vec![0; numbers.len()];
        for (index, number) in numbers.iter().enumerate() {
            for edge in columns[*number].iter().filter(|edge| free[**edge]) {
                in_row[*edge].push(index);
                column_left[index] += 1;
            }
        }
        let row_left = in_row.iter().map(Vec::len).collect();
        let (done, free) = (vec![false; numbers.len()], free.to_vec());
        let (rows, singles, found) = (Vec::new(), Vec::new(), Vec::new());
        Self { columns, numbers, in_row, row_left, column_left, free, done, rows, singles, found }
    }

    /// The columns in order, each with the row that it should take.
    pub(crate) fn order(mut self) -> Vec<(usize, Option<usize>)> {
        self.rows = (0..self.free.len()).filter(|row| self.is_row_singleton(*row)).collect();
        self.peel_rows();
        self.singles = (0..self.numbers.len()).filter(|i| self.column_left[*i] == 1).collect();
        let mut queue = BinaryHeap::new();
        for index in 0..self.numbers.len() {
            queue.push(Reverse((self.column_left[index], index)));
        }
        loop {
            self.peel_rows();
            self.peel_columns();
            if !self.rows.is_empty() {
                continue;
            }
            let Some(Reverse((left, index))) = queue.pop() else { break };
            if self.done[index] || self.column_left[index] == 0 {
                continue;
            }
            // Counts in the queue may be out of date: it goes back with the right one.
            if self.column_left[index] < left {
                queue.push(Reverse((self.column_left[index], index)));
                continue;
            }
            let edges = self.columns[self.numbers[index]].iter().filter(|row| self.free[**row]);
            if let Some(row) = edges.min_by_key(|row| (self.row_left[**row], **row)) {
                self.take(index, *row);
            }
        }
        // Others took all rows of what is left: it gets one in which fill puts a pivot.
        let left = (0..self.numbers.len()).filter(|index| !self.done[*index]);
        self.found.extend(left.map(|index| (self.numbers[index], None)));
        self.found
    }

    fn is_row_singleton(&self, row: usize) -> bool {
        self.free[row] && self.row_left[row] == 1
    }

    /// Rows with one column left. No later column has an entry there, so nothing fills in.
    fn peel_rows(&mut self) {
        while let Some(row) = self.rows.pop() {
            let index = self.in_row[row].iter().find(|index| !self.done[**index]);
            if let Some(&index) = index.filter(|_| self.free[row]) {
                self.take(index, row);
            }
        }
    }

    /// Columns with one row left. Their other entries are in rows that are taken, so nothing fills in.
    fn peel_columns(&mut self) {
        while let Some(index) = self.singles.pop() {
            let row = self.columns[self.numbers[index]].iter().find(|edge| self.free[**edge]);
            if let Some(&row) = row.filter(|_| !self.done[index]) {
                self.take(index, row);
            }
        }
    }

    fn take(&mut self, index: usize, row: usize) {
        self.done[index] = true;
        self.free[row] = false;
        self.found.push((self.numbers[index], Some(row)));
        for edge in &self.columns[self.numbers[index]] {
            self.row_left[*edge] = self.row_left[*edge].saturating_sub(1);
            if self.free[*edge] && self.row_left[*edge] == 1 {
                self.rows.push(*edge);
            }
        }
        for other in &self.in_row[row] {
            self.column_left[*other] -= 1;
            if self.column_left[*other] == 1 && !self.done[*other] {
                self.singles.push(*other);
            }
        }
    }
}
