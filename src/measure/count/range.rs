//! The range of positions, in which measures of counts compare them.

use std::fmt;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::Error;
use crate::model::CodedRange;

/// The lowest and the highest position; two positions at the ends are as far apart as possible.
///
/// The unit is that of the file: strengths lie between -1 and 1, weights between the heaviest against and the
/// heaviest for, and qualifiers of discourse networks between the lowest and the highest that was coded.
///
/// ```
/// use stancegraph::measure::Range;
///
/// let range = "0:3".parse::<Range>()?;
/// assert_eq!((range.low(), range.high(), range.width()), (0.0, 3.0, 3.0));
/// assert!("3:0".parse::<Range>().is_err());
/// # Ok::<(), stancegraph::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Range {
    low: f64,
    high: f64,
}

impl Range {
    /// Creates a range from its lower and its upper end. The ends may be equal, for data in which all positions
    /// are equal.
    ///
    /// # Errors
    ///
    /// [`Error::Comparison`] if an end is not a number, or the lower end is above the upper one.
    pub fn new(low: f64, high: f64) -> Result<Self, Error> {
        CodedRange::new(low, high)
            .map(Self::from)
            .map_err(|error| Error::Comparison(error.to_string()))
    }

    /// Creates the range from the negative of an end to the end.
    pub(crate) fn around_zero(end: f64) -> Self {
        Self { low: -end, high: end }
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

    /// The distance of the two ends.
    #[must_use]
    pub fn width(self) -> f64 {
        self.high - self.low
    }

    /// Whether a value lies in the range.
    #[must_use]
    pub fn contains(self, value: f64) -> bool {
        (self.low..=self.high).contains(&value)
    }

    /// The smallest range that contains both.
    pub(crate) fn and(self, other: Self) -> Self {
        Self { low: self.low.min(other.low), high: self.high.max(other.high) }
    }
}

impl FromStr for Range {
    type Err = Error;

    /// Parses `LOW:HIGH`.
    fn from_str(text: &str) -> Result<Self, Error> {
        let range = text.parse::<CodedRange>();
        range.map(Self::from).map_err(|error| Error::Comparison(error.to_string()))
    }
}

impl From<CodedRange> for Range {
    fn from(range: CodedRange) -> Self {
        Self { low: range.low(), high: range.high() }
    }
}

impl fmt::Display for Range {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.low, self.high)
    }
}
