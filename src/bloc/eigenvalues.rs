//! The eigenvalues of a symmetric matrix: Householder's reduction and the QL algorithm.

/// All eigenvalues of a symmetric matrix, in no particular order. Only the lower triangle is read.
///
/// Householder reflections to tridiagonal form in O(n³), then QL steps with implicit shifts in O(n²)
/// (Wilkinson & Reinsch 1971).
pub(super) fn eigenvalues(mut matrix: Vec<Vec<f64>>) -> Vec<f64> {
    let (mut diagonal, mut beside) = tridiagonal(&mut matrix);
    diagonalise(&mut diagonal, &mut beside);
    diagonal
}

/// Reduces the matrix to tridiagonal form: the diagonal, and the entries below it, where `beside[i]` joins `i` and
/// `i + 1`.
fn tridiagonal(matrix: &mut [Vec<f64>]) -> (Vec<f64>, Vec<f64>) {
    let n = matrix.len();
    let mut beside = vec![0.0; n];
    for last in (1..n).rev() {
        let (rows, rest) = matrix.split_at_mut(last);
        let vector = &mut rest[0][..last];
        beside[last - 1] = reflect(rows, vector);
    }
    let diagonal = (0..n).map(|place| matrix[place][place]).collect();
    (diagonal, beside)
}

/// Reflects a row onto its last axis, and applies the reflection to the rows above from both sides.
fn reflect(rows: &mut [Vec<f64>], vector: &mut [f64]) -> f64 {
    let n = vector.len();
    let scale = vector[..n - 1].iter().fold(0.0, |sum: f64, value| sum + value.abs());
    let pivot = vector[n - 1];
    if scale == 0.0 {
        return pivot;
    }
    let norm = vector.iter().fold(0.0, |sum: f64, value| sum + value * value).sqrt();
    let beside = if pivot >= 0.0 { -norm } else { norm };
    vector[n - 1] = pivot - beside;
    let half = norm * norm - pivot * beside;
    let mut product = times(rows, vector);
    product.iter_mut().for_each(|value| *value /= half);
    let along = dot(&product, vector) / (2.0 * half);
    for (value, part) in product.iter_mut().zip(vector.iter()) {
        *value -= along * part;
    }
    for (place, row) in rows.iter_mut().enumerate() {
        let (p, v) = (product[place], vector[place]);
        for ((value, product), part) in row[..=place].iter_mut().zip(&product).zip(&*vector) {
            *value -= v * product + p * part;
        }
    }
    beside
}

/// The product of a symmetric matrix, given by its lower triangle, and a vector.
fn times(rows: &[Vec<f64>], vector: &[f64]) -> Vec<f64> {
    let mut product = vec![0.0; vector.len()];
    for (place, row) in rows.iter().enumerate() {
        product[place] += dot(&row[..=place], &vector[..=place]);
        for (value, entry) in product[..place].iter_mut().zip(row) {
            *value += entry * vector[place];
        }
    }
    product
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).fold(0.0, |sum, (a, b)| sum + a * b)
}

/// Takes QL steps until all entries beside the diagonal are zero.
fn diagonalise(diagonal: &mut [f64], beside: &mut [f64]) {
    for low in 0..diagonal.len() {
        // About two or three steps per eigenvalue are usual; the limit only guards against a hang.
        for _ in 0..64 {
            let split = (low..diagonal.len() - 1).find(|place| {
                let size = diagonal[*place].abs() + diagonal[place + 1].abs();
                beside[*place].abs() <= f64::EPSILON * size
            });
            let high = split.unwrap_or(diagonal.len() - 1);
            if high == low {
                break;
            }
            ql_step(diagonal, beside, low, high);
        }
    }
}

fn ql_step(diagonal: &mut [f64], beside: &mut [f64], low: usize, high: usize) {
    let slope = (diagonal[low + 1] - diagonal[low]) / (2.0 * beside[low]);
    let root = slope.hypot(1.0).copysign(slope);
    let mut g = diagonal[high] - diagonal[low] + beside[low] / (slope + root);
    let (mut sine, mut cosine, mut shift) = (1.0, 1.0, 0.0);
    for place in (low..high).rev() {
        let f = sine * beside[place];
        let b = cosine * beside[place];
        let r = f.hypot(g);
        beside[place + 1] = r;
        if r == 0.0 {
            diagonal[place + 1] -= shift;
            beside[high] = 0.0;
            return;
        }
        (sine, cosine) = (f / r, g / r);
        g = diagonal[place + 1] - shift;
        let r = (diagonal[place] - g) * sine + 2.0 * cosine * b;
        shift = sine * r;
        diagonal[place + 1] = g + shift;
        g = cosine * r - b;
    }
    diagonal[low] -= shift;
    beside[low] = g;
    beside[high] = 0.0;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted(matrix: Vec<Vec<f64>>) -> Vec<f64> {
        let mut values = eigenvalues(matrix);
        values.sort_by(f64::total_cmp);
        values
    }

    fn assert_close(found: &[f64], wanted: &[f64]) {
        assert_eq!(found.len(), wanted.len());
        for (found, wanted) in found.iter().zip(wanted) {
            assert!((found - wanted).abs() < 1e-12, "{found} {wanted}");
        }
    }

    #[test]
    fn small_ones_are_known() {
        assert_close(&sorted(vec![]), &[]);
        assert_close(&sorted(vec![vec![3.0]]), &[3.0]);
        assert_close(&sorted(vec![vec![2.0, 0.0], vec![1.0, 2.0]]), &[1.0, 3.0]);
        let row = |i: usize| (0..5).map(|j| f64::from(u8::from(i != j))).collect();
        let complete = (0..5).map(row).collect();
        assert_close(&sorted(complete), &[-1.0, -1.0, -1.0, -1.0, 4.0]);
    }

    #[test]
    fn a_path_has_cosines() {
        let n = 40;
        let near = |i: usize, j: usize| f64::from(u8::from(i.abs_diff(j) == 1));
        let path = (0..n).map(|i| (0..n).map(|j| near(i, j)).collect()).collect();
        let angle = |k: u32| std::f64::consts::PI * f64::from(k) / 41.0;
        let wanted: Vec<f64> = (1..=40).rev().map(|k| 2.0 * angle(k).cos()).collect();
        assert_close(&sorted(path), &wanted);
    }
}
