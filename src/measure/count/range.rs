//! The range of positions.

use std::fmt;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::Error;
use crate::model::CodedRange;

/// The values between which positions lie: two at its ends are as far apart as can be.
///
/// In the unit of the file: strengths lie between -1 and 1, weights between the heaviest against and the
/// heaviest for, qualifiers of discourse networks between the least and the largest that was coded.
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
    /// From the lower end to the upper one; they may be alike where all positions are.
    ///
    /// # Errors
    ///
    /// [`Error::Comparison`] where an end is not a number or the lower one is above the upper one.
    pub fn new(low: f64, high: f64) -> Result<Self, Error> {
        CodedRange::new(low, high)
            .map(Self::from)
            .map_err(|error| Error::Comparison(error.to_string()))
    }

    /// From an end to its opposite.
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

    /// How far apart the two ends are.
    #[must_use]
    pub fn width(self) -> f64 {
        self.high - self.low
    }

    /// Whether a value lies in it.
    #[must_use]
    pub fn contains(self, value: f64) -> bool {
        (self.low..=self.high).contains(&value)
    }

    /// The least range that holds both.
    pub(crate) fn and(self, other: Self) -> Self {
        Self { low: self.low.min(other.low), high: self.high.max(other.high) }
    }
}

impl FromStr for Range {
    type Err = Error;

    /// `LOW:HIGH`.
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
