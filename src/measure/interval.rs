//! How sure a share is.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Between which values a measure lies, with 95 % confidence.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Interval {
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

/// The 95 % quantile of the normal distribution, on both sides.
const Z: f64 = 1.959_963_984_540_054;

/// The 95 % score interval of a share in [0, 1] of `n` cases.
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
/// use stancegraph::measure::{Interval, wilson};
///
/// let Interval { low, high } = wilson(0.5, 10).unwrap();
/// assert!((low - 0.236_593).abs() < 1e-6 && (high - 0.763_407).abs() < 1e-6);
/// assert_eq!(wilson(1.0, 0), None);
/// ```
#[must_use]
pub fn wilson(share: f64, n: usize) -> Option<Interval> {
    #[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
    let n = Some(n as f64).filter(|n| *n > 0.0)?;
    let z2 = Z * Z;
    let centre = share + z2 / (2.0 * n);
    let spread = Z * (share * (1.0 - share) / n + z2 / (4.0 * n * n)).max(0.0).sqrt();
    let bound = |end: f64| (end / (1.0 + z2 / n)).clamp(0.0, 1.0);
    Some(Interval { low: bound(centre - spread), high: bound(centre + spread) })
}
