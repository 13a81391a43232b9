//! Confidence intervals of scores: the Wilson score interval.

use std::fmt;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::closed_set::closed_set;

/// An interval in which a score lies.
// Closed: two ends.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Interval {
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

/// The confidence level: the share of intervals that contain the true value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub enum Confidence {
    /// 90 per cent.
    #[serde(rename = "90")]
    Ninety,
    /// 95 per cent.
    #[default]
    #[serde(rename = "95")]
    NinetyFive,
    /// 99 per cent.
    #[serde(rename = "99")]
    NinetyNine,
}

closed_set! {
    Confidence, "confidence", [Ninety = "90", NinetyFive = "95", NinetyNine = "99"]
}

impl Confidence {
    /// The confidence level as a share.
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

    /// The firmness of a score that rests on `cases` cases: n / (n + z²) for n cases, by [`wilson`].
    ///
    /// The middle of a score's interval lies closer to the middle of its range than the score itself; the firmness
    /// is the share of the distance that is left. It is close to 0 for a single case, and close to 1 for a
    /// hundred.
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

    /// The two-sided quantile of the normal distribution.
    fn z(self) -> f64 {
        match self {
            Self::Ninety => 1.644_853_626_951_472_2,
            Self::NinetyFive => 1.959_963_984_540_054,
            Self::NinetyNine => 2.575_829_303_548_900_4,
        }
    }
}

/// The Wilson score interval of a share in [0, 1] over `n` cases.
///
/// `None` if there are no cases.
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
