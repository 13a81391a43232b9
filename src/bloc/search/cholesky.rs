//! Proves that a symmetric matrix has no negative eigenvalue, by a blocked Cholesky factorization.
//!
//! A matrix that can be factored to the end in floating point has no eigenvalue far below zero, and Rump's
//! theorem says how far at most. Dense, so only the lower triangle is held, row by row.
//!
//! # References
//!
//! Rump, S. M. (2006). Verification of positive definiteness. BIT Numerical Mathematics 46, 433-452.

use std::thread;

use super::anneal::count;
use super::simple_graph::SimpleGraph;

/// How many columns are factored at a time: a panel of them fits into the cache.
const PANEL: usize = 48;

/// With fewer rows below a panel, threads cost more than they save.
const ROWS: usize = 512;

/// Whether diag(u) - A can be factored to the end; `None` if it was stopped.
///
/// If so, no eigenvalue is less than -[`lost`]. O(n³) for n nodes, in O(n²) memory.
pub fn is_factored(
    graph: &SimpleGraph,
    diagonal: &[f64],
    stop: &(impl Fn() -> bool + Sync),
) -> Option<bool> {
    let size = graph.nodes;
    let mut rows: Vec<Vec<f64>> = (0..size).map(|row| vec![0.0; row + 1]).collect();
    for (row, entry) in diagonal.iter().enumerate() {
        rows[row][row] = *entry;
    }
    for edge in &graph.edges {
        rows[edge.u.max(edge.v)][edge.u.min(edge.v)] = -edge.weight;
    }
    for from in (0..size).step_by(PANEL) {
        let until = (from + PANEL).min(size);
        let (upper, below) = rows.split_at_mut(until);
        let panel = &mut upper[from..];
        if !factor(panel, from) {
            return Some(false);
        }
        if !reduce(panel, below, from, stop) {
            return None;
        }
    }
    Some(true)
}

/// How far below zero rounding can hide an eigenvalue of a matrix that was factored to the end, by its
/// size and its trace (Rump 2006, theorem 2.3).
pub fn lost(size: usize, trace: f64) -> f64 {
    let rounding = count(size + 1) * f64::EPSILON / 2.0;
    let gamma = rounding / (1.0 - rounding);
    // Twice: the bound is computed with rounding too.
    2.0 * gamma / (1.0 - gamma) * trace
}

/// Factors the square on the diagonal, from whose rows all panels to the left have been subtracted.
fn factor(panel: &mut [Vec<f64>], from: usize) -> bool {
    for place in 0..panel.len() {
        let (above, rest) = panel.split_at_mut(place);
        let row = &mut rest[0];
        solve(above, row, from);
        let (own, last) = row[from..].split_at_mut(place);
        let square = last[0] - dot(own, own);
        if square.is_nan() || square <= 0.0 {
            return false;
        }
        last[0] = square.sqrt();
    }
    true
}

/// Forward substitution: the entries of a row below a square.
fn solve(square: &[Vec<f64>], row: &mut [f64], from: usize) {
    for (place, above) in square.iter().enumerate() {
        let above = &above[from..];
        let sum = row[from + place] - dot(&above[..place], &row[from..from + place]);
        row[from + place] = sum / above[place];
    }
}

/// Solves all rows below the square, and subtracts their products from what is to the right of it; `false` if it
/// was stopped.
fn reduce(
    panel: &[Vec<f64>],
    below: &mut [Vec<f64>],
    from: usize,
    stop: &(impl Fn() -> bool + Sync),
) -> bool {
    let width = panel.len();
    split(below, |_, row| solve(panel, row, from));
    let solved: Vec<Vec<f64>> = below.iter().map(|row| row[from..from + width].to_vec()).collect();
    if stop() {
        return false;
    }
    split(below, |place, row| {
        let (left, right) = row.split_at_mut(from + width);
        take_off(&left[from..], &solved[..=place], right);
    });
    !stop()
}

/// Subtracts the products of a row with the rows above it, and with itself.
fn take_off(own: &[f64], others: &[Vec<f64>], row: &mut [f64]) {
    let mut entries = row.chunks_exact_mut(4);
    let mut fours = others.chunks_exact(4);
    for (entries, others) in (&mut entries).zip(&mut fours) {
        let products = dots(own, [&others[0], &others[1], &others[2], &others[3]]);
        entries.iter_mut().zip(products).for_each(|(entry, product)| *entry -= product);
    }
    for (entry, other) in entries.into_remainder().iter_mut().zip(fours.remainder()) {
        *entry -= dot(own, other);
    }
}

/// Four products at once, so that each number of `own` is loaded once. Two sums each let the processor add in pairs.
fn dots(own: &[f64], others: [&[f64]; 4]) -> [f64; 4] {
    let mut sums = [[0.0; 2]; 4];
    let others = others.map(|other| &other[..own.len()]);
    let even = own.len() / 2 * 2;
    for place in (0..even).step_by(2) {
        for (sum, other) in sums.iter_mut().zip(others) {
            sum[0] += own[place] * other[place];
            sum[1] += own[place + 1] * other[place + 1];
        }
    }
    let mut products = sums.map(|sum| sum[0] + sum[1]);
    for place in even..own.len() {
        for (product, other) in products.iter_mut().zip(others) {
            *product += own[place] * other[place];
        }
    }
    products
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).fold(0.0, |sum, (x, y)| sum + x * y)
}

/// Does the same to every row, on all cores if there are many rows. The numbers of a row do not depend on the
/// core that computes them.
fn split(rows: &mut [Vec<f64>], each: impl Fn(usize, &mut [f64]) + Sync) {
    let cores = thread::available_parallelism().map_or(1, usize::from).min(8);
    if rows.len() < ROWS || cores == 1 {
        rows.iter_mut().enumerate().for_each(|(place, row)| each(place, row));
        return;
    }
    // Later rows are longer, so each core takes some of every length.
    let mut shares: Vec<Vec<(usize, &mut Vec<f64>)>> = (0..cores).map(|_| Vec::new()).collect();
    for (place, row) in rows.iter_mut().enumerate() {
        shares[place / 16 % cores].push((place, row));
    }
    thread::scope(|scope| {
        for share in shares {
            scope.spawn(|| share.into_iter().for_each(|(place, row)| each(place, row)));
        }
    });
}
