//! Disagreement between two actors, observed and expected by chance.

use super::{Distance, Joint, Level};

/// The levels of a joint distribution, with each actor's frequency at each level.
pub struct Chance {
    places: Vec<f64>,
    a: Vec<f64>,
    b: Vec<f64>,
    observed: Vec<(usize, usize, f64)>,
    distance: Distance,
}

impl Chance {
    pub(crate) fn of(joint: &Joint, distance: Distance) -> Self {
        let value = |level: Level| match distance {
            Distance::Nominal => level.category(),
            Distance::Ordinal | Distance::Linear | Distance::Quadratic => level.value,
        };
        let cells = joint.cells();
        let mut values =
            cells.iter().flat_map(|cell| [value(cell.a), value(cell.b)]).collect::<Vec<_>>();
        values.sort_unstable_by(f64::total_cmp);
        values.dedup();
        let place = |level| values.partition_point(|known| *known < value(level));
        let observed =
            cells.iter().map(|cell| (place(cell.a), place(cell.b), f64::from(cell.count)));
        let observed = observed.collect::<Vec<_>>();
        let (mut a, mut b) = (vec![0.0; values.len()], vec![0.0; values.len()]);
        for (at_a, at_b, count) in &observed {
            a[*at_a] += count;
            b[*at_b] += count;
        }
        let pooled = values.iter().zip(a.iter().zip(&b)).map(|(value, (a, b))| (*value, a + b));
        let places = distance.places(&pooled.collect::<Vec<_>>());
        Self { places, a, b, observed, distance }
    }

    /// The number of shared targets.
    pub(crate) fn shared(&self) -> f64 {
        self.a.iter().sum()
    }

    /// The frequency of each level, of both actors together.
    pub(crate) fn pooled(&self) -> Vec<f64> {
        self.a.iter().zip(&self.b).map(|(a, b)| a + b).collect()
    }

    /// The mean distance between the two actors.
    pub(crate) fn observed(&self) -> f64 {
        let sum = self.observed.iter().map(|(a, b, count)| count * self.apart(*a, *b));
        sum.sum::<f64>() / self.shared()
    }

    /// The mean distance between two levels, each drawn from the frequencies of its own actor.
    pub(crate) fn expected_of_own(&self) -> f64 {
        self.expected(&self.a, &self.b) / self.shared().powi(2)
    }

    /// The sum of distances between all pairs of levels of both actors together.
    pub(crate) fn expected_of_pooled(&self) -> f64 {
        let pooled = self.pooled();
        self.expected(&pooled, &pooled)
    }

    fn expected(&self, a: &[f64], b: &[f64]) -> f64 {
        let mut sum = 0.0;
        for (i, a) in a.iter().enumerate() {
            for (j, b) in b.iter().enumerate() {
                sum += a * b * self.apart(i, j);
            }
        }
        sum
    }

    fn apart(&self, a: usize, b: usize) -> f64 {
        self.distance.between(self.places[a], self.places[b])
    }
}

/// One minus the ratio of observed to expected disagreement; `None` if none is expected.
pub fn corrected(observed: f64, expected: f64) -> Option<f64> {
    (expected > 1e-12).then(|| 1.0 - observed / expected)
}
