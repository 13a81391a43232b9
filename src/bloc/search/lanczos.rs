//! An estimate of the largest eigenvalue, by the Lanczos method.

use crate::random::Random;

use super::simple_graph::SimpleGraph;
use crate::bloc::eigenvalues::eigenvalues;

/// The dimensions of the Krylov space in which the estimate is the best.
const STEPS: usize = 80;

/// About the largest eigenvalue of A - diag(u): not above it, but for rounding.
pub fn largest(graph: &SimpleGraph, diagonal: &[f64], rng: &mut Random) -> f64 {
    let mut basis: Vec<Vec<f64>> = Vec::new();
    let mut tridiagonal = vec![vec![0.0; STEPS]; STEPS];
    let mut next: Vec<f64> = (0..graph.nodes).map(|_| rng.f64() - 0.5).collect();
    let mut length = norm(&next);
    let first = length;
    while basis.len() < STEPS.min(graph.nodes) && length > 1e-12 * first {
        next.iter_mut().for_each(|x| *x /= length);
        let mut image = apply(graph, diagonal, &next);
        let step = basis.len();
        tridiagonal[step][step] = dot(&image, &next);
        basis.push(next);
        // Full reorthogonalization, twice, as rounding leaves something after the first time.
        for known in basis.iter().chain(&basis) {
            let share = dot(&image, known);
            image.iter_mut().zip(known).for_each(|(x, y)| *x -= share * y);
        }
        length = norm(&image);
        if step + 1 < STEPS {
            tridiagonal[step][step + 1] = length;
            tridiagonal[step + 1][step] = length;
        }
        next = image;
    }
    let steps = basis.len();
    tridiagonal.truncate(steps);
    tridiagonal.iter_mut().for_each(|row| row.truncate(steps));
    eigenvalues(tridiagonal).into_iter().fold(f64::MIN, f64::max)
}

/// (A - diag(u)) x.
fn apply(graph: &SimpleGraph, diagonal: &[f64], vector: &[f64]) -> Vec<f64> {
    let mut image: Vec<f64> = vector.iter().zip(diagonal).map(|(x, u)| -u * x).collect();
    for edge in &graph.edges {
        image[edge.u] += edge.weight * vector[edge.v];
        image[edge.v] += edge.weight * vector[edge.u];
    }
    image
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(x, y)| x * y).sum()
}

fn norm(vector: &[f64]) -> f64 {
    dot(vector, vector).sqrt()
}
