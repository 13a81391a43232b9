//! Distances between two values.

use std::fmt;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::closed_set::closed_set;

/// The distance of two values, for a measure that weighs disagreements.
///
/// # References
///
/// Krippendorff, K. (2011). Computing Krippendorff's alpha-reliability. University of
/// Pennsylvania, section E: the nominal, ordinal and interval metric differences.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Distance {
    /// 0 if the values are equal, 1 if they are not.
    Nominal,
    /// The square of the number of given values between them, each end counted half: only the order of values
    /// matters.
    Ordinal,
    /// The absolute difference.
    Linear,
    /// The square of the difference: Krippendorff's interval metric.
    #[default]
    Quadratic,
}

impl Distance {
    /// The places of values, which [`between`](Self::between) compares.
    ///
    /// Takes each distinct value with the number of times it was given, sorted by value. The
    /// [`Ordinal`](Self::Ordinal) place of a value is its middle rank among all given values; for other distances,
    /// the place is the value itself.
    ///
    /// # Examples
    ///
    /// ```
    /// use stancegraph::measure::Distance;
    ///
    /// let counts = [(-1.0, 2.0), (0.0, 1.0), (1.0, 3.0)];
    /// assert_eq!(Distance::Ordinal.places(&counts), [1.0, 2.5, 4.5]);
    /// assert_eq!(Distance::Linear.places(&counts), [-1.0, 0.0, 1.0]);
    /// ```
    #[must_use]
    pub fn places(self, counts: &[(f64, f64)]) -> Vec<f64> {
        let mut before = 0.0;
        let place = |(value, count): &(f64, f64)| match self {
            Self::Ordinal => {
                before += count;
                before - count / 2.0
            }
            Self::Nominal | Self::Linear | Self::Quadratic => *value,
        };
        counts.iter().map(place).collect()
    }

    /// The distance of two places: 0 or more.
    ///
    /// A place is a value, or for [`Ordinal`](Self::Ordinal) a result of [`places`](Self::places).
    ///
    /// # Examples
    ///
    /// ```
    /// use stancegraph::measure::Distance;
    ///
    /// let between = |distance: Distance| distance.between(-1.0, 1.0);
    /// assert_eq!(between(Distance::Nominal), 1.0);
    /// assert_eq!(between(Distance::Linear), 2.0);
    /// assert_eq!(between(Distance::Quadratic), 4.0);
    /// ```
    #[must_use]
    #[expect(clippy::float_cmp, reason = "values are the same or they are not")]
    pub fn between(self, a: f64, b: f64) -> f64 {
        match self {
            Self::Nominal => f64::from(u8::from(a != b)),
            Self::Linear => (a - b).abs(),
            Self::Ordinal | Self::Quadratic => (a - b) * (a - b),
        }
    }

    /// The sum of the distances of all ordered pairs. Takes distinct places with the number of times each
    /// was given, sorted by place. O(n) in the number of places.
    pub(crate) fn total(self, counts: &[(f64, f64)]) -> f64 {
        if counts.len() < 2 {
            return 0.0;
        }
        let n = counts.iter().map(|(_, count)| count).sum::<f64>();
        match self {
            Self::Nominal => counts.iter().map(|(_, count)| count * (n - count)).sum(),
            Self::Linear => {
                let (mut below, mut sum) = (0.0, 0.0);
                let (first, _) = counts[0];
                let share = |(place, count): &(f64, f64)| {
                    let place = place - first;
                    let share = count * (place * below - sum);
                    below += count;
                    sum += count * place;
                    share
                };
                2.0 * counts.iter().map(share).sum::<f64>()
            }
            Self::Ordinal | Self::Quadratic => {
                let mean = counts.iter().map(|(place, count)| count * place).sum::<f64>() / n;
                let squares = counts.iter().map(|(place, count)| count * (place - mean).powi(2));
                2.0 * n * squares.sum::<f64>()
            }
        }
    }
}

closed_set! {
    Distance, "distance",
    [Nominal = "nominal", Ordinal = "ordinal", Linear = "linear", Quadratic = "quadratic"]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_total_is_that_of_all_pairs(
            counts in prop::collection::btree_map(-4_i8..5, 1_u8..5, 0..7)
        ) {
            let counts = counts.into_iter().map(|(value, count)| (value.into(), count.into()));
            let counts = counts.collect::<Vec<(f64, f64)>>();
            for distance in Distance::ALL {
                let pairs = counts.iter().flat_map(|(a, n)| {
                    counts.iter().map(move |(b, m)| n * m * distance.between(*a, *b))
                });
                let wanted = pairs.sum::<f64>();
                prop_assert!((distance.total(&counts) - wanted).abs() < 1e-9, "{distance}");
            }
        }
    }
}
