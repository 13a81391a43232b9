//! Ranges of positions.

use std::fmt;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The lowest and the highest position, written `0:3`: those that could be coded, or those by which measures of counts
/// compare. Two positions at the ends are as far apart as possible.
///
/// The unit is that of the file: strengths lie between -1 and 1, weights between the heaviest against and the
/// heaviest for, and qualifiers of discourse networks between the lowest and the highest that was coded.
///
/// ```
/// use stancegraph::model::PositionRange;
///
/// let range = "0:3".parse::<PositionRange>()?;
/// assert_eq!((range.low(), range.high(), range.width()), (0.0, 3.0, 3.0));
/// assert_eq!(range.to_string(), "0:3");
/// assert!("3:0".parse::<PositionRange>().is_err());
/// # Ok::<(), stancegraph::model::PositionRangeError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "String", into = "String")]
#[schemars(with = "String", extend("pattern" = "^[^:]+:[^:]+$"))]
pub struct PositionRange {
    low: f64,
    high: f64,
}

/// Why a text or two numbers are not a range.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum PositionRangeError {
    /// Not two numbers.
    #[error("\"{0}\" is not a range; write 0:3, the lower end first")]
    Form(String),
    /// Two numbers in the wrong order, or too far apart.
    #[error("{low}:{high} is not a range; the lower end comes first")]
    Order {
        /// The first.
        low: f64,
        /// The second.
        high: f64,
    },
}

impl PositionRange {
    /// The range from a lower end to an upper end, which can be equal.
    ///
    /// # Errors
    ///
    /// [`PositionRangeError::Order`] if an end is not a number, or the lower end is above the upper one.
    pub fn new(low: f64, high: f64) -> Result<Self, PositionRangeError> {
        let is_one = low.is_finite() && high.is_finite() && low <= high && (high - low).is_finite();
        is_one.then_some(Self { low, high }).ok_or(PositionRangeError::Order { low, high })
    }

    /// The lower end.
    #[must_use]
    pub fn low(self) -> f64 {
        self.low
    }

    /// The upper end.
    #[must_use]
    pub fn high(self) -> f64 {
        self.high
    }

    /// The range from the negative of an end to the end.
    pub(crate) fn around_zero(end: f64) -> Self {
        Self { low: -end, high: end }
    }

    /// The distance of the two ends.
    #[must_use]
    pub fn width(self) -> f64 {
        self.high - self.low
    }

    /// Whether a position lies in the range.
    #[must_use]
    pub fn contains(self, position: f64) -> bool {
        (self.low..=self.high).contains(&position)
    }

    /// The smallest range that contains both.
    pub(crate) fn and(self, other: Self) -> Self {
        Self { low: self.low.min(other.low), high: self.high.max(other.high) }
    }
}

impl FromStr for PositionRange {
    type Err = PositionRangeError;

    fn from_str(text: &str) -> Result<Self, PositionRangeError> {
        let number = |text: &str| text.trim().parse::<f64>().ok();
        let ends = text.split_once(':').and_then(|(low, high)| Some((number(low)?, number(high)?)));
        let short = || text.chars().take(80).collect();
        let (low, high) = ends.ok_or_else(|| PositionRangeError::Form(short()))?;
        Self::new(low, high)
    }
}

impl fmt::Display for PositionRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.low, self.high)
    }
}

impl TryFrom<String> for PositionRange {
    type Error = PositionRangeError;

    fn try_from(text: String) -> Result<Self, PositionRangeError> {
        text.parse()
    }
}

impl From<PositionRange> for String {
    fn from(range: PositionRange) -> Self {
        range.to_string()
    }
}
