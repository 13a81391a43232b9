//! The range in which positions were coded.

use std::fmt;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The smallest and the largest position that could be coded, in the unit of the weights, written `0:3`.
///
/// Measures of counts divide distances by the width of the range.
///
/// ```
/// use stancegraph::model::CodedRange;
///
/// let range = "0:3".parse::<CodedRange>()?;
/// assert_eq!((range.low(), range.high(), range.to_string()), (0.0, 3.0, "0:3".to_owned()));
/// assert!("3:0".parse::<CodedRange>().is_err());
/// # Ok::<(), stancegraph::model::CodedRangeError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "String", into = "String")]
#[schemars(with = "String", extend("pattern" = "^[^:]+:[^:]+$"))]
pub struct CodedRange {
    low: f64,
    high: f64,
}

/// Why a text or two numbers are not a range.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum CodedRangeError {
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

impl CodedRange {
    /// The range from a lower end to an upper end, which can be equal.
    ///
    /// # Errors
    ///
    /// [`CodedRangeError::Order`] if an end is not a number, or the lower end is above the upper one.
    pub fn new(low: f64, high: f64) -> Result<Self, CodedRangeError> {
        let is_one = low.is_finite() && high.is_finite() && low <= high && (high - low).is_finite();
        is_one.then_some(Self { low, high }).ok_or(CodedRangeError::Order { low, high })
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

    /// The smallest range that contains both.
    pub(crate) fn and(self, other: Self) -> Self {
        Self { low: self.low.min(other.low), high: self.high.max(other.high) }
    }
}

impl FromStr for CodedRange {
    type Err = CodedRangeError;

    fn from_str(text: &str) -> Result<Self, CodedRangeError> {
        let number = |text: &str| text.trim().parse::<f64>().ok();
        let ends = text.split_once(':').and_then(|(low, high)| Some((number(low)?, number(high)?)));
        let short = || text.chars().take(80).collect();
        let (low, high) = ends.ok_or_else(|| CodedRangeError::Form(short()))?;
        Self::new(low, high)
    }
}

impl fmt::Display for CodedRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.low, self.high)
    }
}

impl TryFrom<String> for CodedRange {
    type Error = CodedRangeError;

    fn try_from(text: String) -> Result<Self, CodedRangeError> {
        text.parse()
    }
}

impl From<CodedRange> for String {
    fn from(range: CodedRange) -> Self {
        range.to_string()
    }
}
