//! Krippendorff's alpha: the agreement of coders beyond chance.

use super::Distance;

/// Krippendorff's alpha: one minus the ratio of observed to expected disagreement.
///
/// Each unit holds the values that its coders gave it, in any order; a coder who gave none has no value there (a
/// value that is not a finite number counts as missing). Units with fewer than two values are left out, because
/// they have nothing to compare.
///
/// `1` if all coders agree on every unit, `0` if they agree as often as by chance, and less if they agree less
/// often than that. `None` if no unit has two values, or if all values are the same: if no disagreement was
/// possible, agreement shows nothing.
///
/// # Complexity
///
/// O(n log n) in the number of values.
///
/// # References
///
/// Krippendorff, K. (2011). Computing Krippendorff's alpha-reliability. University of
/// Pennsylvania.
///
/// # Examples
///
/// ```
/// use stancegraph::measure::{Distance, krippendorff};
///
/// let units = [vec![1.0, 1.0], vec![-1.0, -1.0], vec![1.0, -1.0]];
/// let alpha = krippendorff(&units, Distance::Nominal).unwrap();
/// assert!((alpha - 4.0 / 9.0).abs() < 1e-12);
/// assert_eq!(krippendorff(&units[..1], Distance::Nominal), None);
/// ```
#[must_use]
pub fn krippendorff(units: &[Vec<f64>], distance: Distance) -> Option<f64> {
    let units = units.iter().map(|unit| sorted(unit)).filter(|unit| unit.len() > 1);
    let units = units.collect::<Vec<_>>();
    let all = counted(&sorted(&units.concat()));
    let places = distance.places(&all);
    let placed = |counts: &[(f64, f64)]| {
        let place = |(value, count): &(f64, f64)| {
            let index = all.partition_point(|(known, _)| known < value);
            (places[index], *count)
        };
        counts.iter().map(place).collect::<Vec<_>>()
    };
    let n = all.iter().map(|(_, count)| count).sum::<f64>();
    let expected = distance.total(&placed(&all));
    let observed = units.iter().map(|unit| {
        let counts = counted(unit);
        let others = counts.iter().map(|(_, count)| count).sum::<f64>() - 1.0;
        distance.total(&placed(&counts)) / others
    });
    let alpha = 1.0 - (n - 1.0) * observed.sum::<f64>() / expected;
    (expected > 0.0).then_some(alpha).filter(|alpha| alpha.is_finite())
}

fn sorted(values: &[f64]) -> Vec<f64> {
    let finite = values.iter().copied().filter(|value| value.is_finite());
    let mut values = finite.collect::<Vec<_>>();
    values.sort_unstable_by(f64::total_cmp);
    values
}

/// Each distinct value, with the number of times it occurs.
#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
#[expect(clippy::float_cmp, reason = "values are the same or they are not")]
fn counted(sorted: &[f64]) -> Vec<(f64, f64)> {
    let groups = sorted.chunk_by(|a, b| a == b);
    groups.map(|group| (group[0], group.len() as f64)).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The four coders of Krippendorff (2011), part C; 0 is missing.
    const CODERS: [[u8; 12]; 4] = [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, 0, 0, 0],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, 0, 3],
        [0, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, 0],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, 0],
    ];

    fn published() -> Vec<Vec<f64>> {
        let value = |value: u8| if value == 0 { f64::NAN } else { value.into() };
        (0..12).map(|unit| CODERS.iter().map(|coder| value(coder[unit])).collect()).collect()
    }

    #[test]
    fn the_published_example_gives_the_published_values() {
        for (distance, wanted) in
            [(Distance::Nominal, 0.743), (Distance::Ordinal, 0.815), (Distance::Quadratic, 0.849)]
        {
            let alpha = krippendorff(&published(), distance).expect("it varies");
            assert!((alpha - wanted).abs() < 5e-4, "{distance}: {alpha}");
        }
    }

    #[test]
    fn nothing_to_compare_is_no_answer() {
        for units in [
            vec![],
            vec![vec![]],
            vec![vec![1.0], vec![2.0]],
            vec![vec![1.0, f64::NAN], vec![f64::INFINITY, 2.0]],
            vec![vec![1.0, 1.0], vec![1.0, 1.0, 1.0]],
            vec![vec![0.1; 3], vec![0.1; 7]],
            vec![vec![0.0, -0.0]],
            vec![vec![f64::MAX, f64::MIN]],
        ] {
            assert_eq!(krippendorff(&units, Distance::Quadratic), None, "{units:?}");
        }
    }

    /// Computes alpha from the coincidence matrix, as in the reference.
    fn naive(units: &[Vec<f64>], distance: Distance) -> Option<f64> {
        let units = units.iter().filter(|unit| unit.len() > 1).collect::<Vec<_>>();
        let mut values = units.iter().flat_map(|unit| unit.iter().copied()).collect::<Vec<_>>();
        values.sort_by(f64::total_cmp);
        values.dedup();
        let k = values.len();
        let index = |value: f64| values.partition_point(|known| *known < value);
        let mut coincidences = vec![vec![0.0; k]; k];
        for unit in &units {
            for (i, a) in unit.iter().enumerate() {
                for (_, b) in unit.iter().enumerate().filter(|(j, _)| *j != i) {
                    let others = f64::from(u32::try_from(unit.len()).expect("few")) - 1.0;
                    coincidences[index(*a)][index(*b)] += 1.0 / others;
                }
            }
        }
        let n_of = coincidences.iter().map(|row| row.iter().sum::<f64>()).collect::<Vec<_>>();
        let n = n_of.iter().sum::<f64>();
        let delta = |c: usize, k: usize| match distance {
            Distance::Nominal => f64::from(u8::from(c != k)),
            Distance::Linear => (values[c] - values[k]).abs(),
            Distance::Quadratic => (values[c] - values[k]).powi(2),
            Distance::Ordinal => {
                let (c, k) = (c.min(k), c.max(k));
                (n_of[c..=k].iter().sum::<f64>() - f64::midpoint(n_of[c], n_of[k])).powi(2)
            }
        };
        let cells = (0..k).flat_map(|c| (0..k).map(move |k| (c, k))).collect::<Vec<_>>();
        let observed = cells.iter().map(|(c, k)| coincidences[*c][*k] * delta(*c, *k)).sum::<f64>();
        let expected = cells.iter().map(|(c, k)| n_of[*c] * n_of[*k] * delta(*c, *k)).sum::<f64>();
        (k > 1).then(|| 1.0 - (n - 1.0) * observed / expected)
    }

    proptest! {
        #[test]
        fn it_is_as_the_coincidence_matrix_says(
            units in prop::collection::vec(prop::collection::vec(-2_i8..3, 0..5), 0..9),
            scale in prop::sample::select(vec![1.0, 0.1, 3.0]),
        ) {
            let units = units.into_iter().map(|unit| {
                unit.into_iter().map(|value| f64::from(value) * scale).collect::<Vec<_>>()
            });
            let units = units.collect::<Vec<_>>();
            for distance in Distance::ALL.iter().copied() {
                match (krippendorff(&units, distance), naive(&units, distance)) {
                    (Some(fast), Some(slow)) => {
                        prop_assert!((fast - slow).abs() < 1e-9, "{distance}: {fast}, {slow}");
                        prop_assert!(fast <= 1.0 + 1e-12);
                    }
                    (fast, slow) => prop_assert_eq!(fast, slow),
                }
            }
        }
    }
}
