//! In which order columns enter an inverse.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::packing::Obstruction;

/// The order in which columns enter an inverse with little fill.
pub struct Elimination<'c> {
    columns: &'c [Obstruction],
    numbers: &'c [usize],
    /// The columns in each free row.
    in_row: Vec<Vec<usize>>,
    row_left: Vec<usize>,
    column_left: Vec<usize>,
    free: Vec<bool>,
    done: Vec<bool>,
    /// Rows that had one column left, and columns that had one row left.
    rows: Vec<usize>,
    lonely: Vec<usize>,
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
        let (rows, lonely, found) = (Vec::new(), Vec::new(), Vec::new());
        Self { columns, numbers, in_row, row_left, column_left, free, done, rows, lonely, found }
    }

    /// Rows with one column and columns with one row, while there are any; then
    /// a column with few rows takes the emptiest of them, and so on.
    pub(crate) fn order(mut self) -> Vec<(usize, Option<usize>)> {
        self.rows = (0..self.free.len()).filter(|row| self.is_row_singleton(*row)).collect();
        self.peel_rows();
        self.lonely = (0..self.numbers.len()).filter(|i| self.column_left[*i] == 1).collect();
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
            if self.column_left[index] < left {
                queue.push(Reverse((self.column_left[index], index)));
                continue;
            }
            let edges = self.columns[self.numbers[index]].iter().filter(|row| self.free[**row]);
            if let Some(row) = edges.min_by_key(|row| (self.row_left[**row], **row)) {
                self.take(index, *row);
            }
        }
        // What is left has only rows that others took: some row will have filled in.
        let left = (0..self.numbers.len()).filter(|index| !self.done[*index]);
        self.found.extend(left.map(|index| (self.numbers[index], None)));
        self.found
    }

    fn is_row_singleton(&self, row: usize) -> bool {
        self.free[row] && self.row_left[row] == 1
    }

    /// Rows with one column left: no later column feels it.
    fn peel_rows(&mut self) {
        while let Some(row) = self.rows.pop() {
            let index = self.in_row[row].iter().find(|index| !self.done[**index]);
            if let Some(&index) = index.filter(|_| self.free[row]) {
                self.take(index, row);
            }
        }
    }

    /// Columns with one row left: what fills in is in rows that are taken.
    fn peel_columns(&mut self) {
        while let Some(index) = self.lonely.pop() {
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
                self.lonely.push(*other);
            }
        }
    }
}
