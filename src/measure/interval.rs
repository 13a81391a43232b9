//! Intervals: how sure a score is.

use std::fmt;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::closed_set::closed_set;

/// Between which values a measure lies.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Interval {
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

/// How often an interval is to hold what it is drawn around.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub enum Confidence {
    /// Nine times in ten.
    #[serde(rename = "90")]
    Ninety,
    /// 95 times in a hundred.
    #[default]
    #[serde(rename = "95")]
    NinetyFive,
    /// 99 times in a hundred.
    #[serde(rename = "99")]
    NinetyNine,
}

closed_set! {
    Confidence, "confidence", [Ninety = "90", NinetyFive = "95", NinetyNine = "99"]
}

impl Confidence {
    /// The share of intervals that are to hold.
    ///
    /// ```
    /// assert_eq!(stancegraph::measure::Confidence::default().share(), 0.95);
    /// ```
    #[must_use]
    pub fn share(self) -> f64 {
        match self {
            Self::Ninety => 0.90,
            Self::NinetyFive => 0.95,
            Self::NinetyNine => 0.99,
        }
    }

    /// How much of a score is left in the middle of its interval, as a share of how far it is from
    /// the middle of its range: n / (n + z²) for n cases, by [`wilson`]. What rests on a single case
    /// is hardly anything; what rests on a hundred is as good as all.
    ///
    /// ```
    /// use stancegraph::measure::{Confidence, Interval, wilson};
    ///
    /// let Interval { low, high } = wilson(1.0, 4, Confidence::NinetyFive).unwrap();
    /// let left = Confidence::NinetyFive.firmness(4);
    /// assert!(((low + high) / 2.0 - (0.5 + 0.5 * left)).abs() < 1e-12);
    /// assert!(Confidence::NinetyFive.firmness(1) < 0.21);
    /// ```
    #[must_use]
    pub fn firmness(self, cases: usize) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
        let cases = cases as f64;
        cases / (cases + self.z() * self.z())
    }

    /// The quantile of the normal distribution that leaves half of the rest on either side.
    fn z(self) -> f64 {
        match self {
            Self::Ninety => 1.644_853_626_951_472_2,
            Self::NinetyFive => 1.959_963_984_540_054,
            Self::NinetyNine => 2.575_829_303_548_900_4,
        }
    }
}

/// The score interval of a share in [0, 1] of `n` cases.
///
/// `None` without any case.
///
/// # References
///
/// Wilson, E. B. (1927). Probable inference, the law of succession, and
/// statistical inference. Journal of the American Statistical Association 22, 209-212.
///
/// # Examples
///
/// ```
/// use stancegraph::measure::{Confidence, Interval, wilson};
///
/// let Interval { low, high } = wilson(0.5, 10, Confidence::NinetyFive).unwrap();
/// assert!((low - 0.236_593).abs() < 1e-6 && (high - 0.763_407).abs() < 1e-6);
/// assert_eq!(wilson(1.0, 0, Confidence::NinetyFive), None);
/// ```
#[must_use]
pub fn wilson(share: f64, n: usize, confidence: Confidence) -> Option<Interval> {
    #[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
    let n = Some(n as f64).filter(|n| *n > 0.0)?;
    let z = confidence.z();
    let z2 = z * z;
    let centre = share + z2 / (2.0 * n);
    let spread = z * (share * (1.0 - share) / n + z2 / (4.0 * n * n)).max(0.0).sqrt();
    let bound = |end: f64| (end / (1.0 + z2 / n)).clamp(0.0, 1.0);
    Some(Interval { low: bound(centre - spread), high: bound(centre + spread) })
}
