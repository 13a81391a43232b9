//! Weights of stances, in a unit of the data's own.

use std::num::NonZeroU64;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The weight of a stance, in a unit of the data's own: more than 0, at most 1e100.
///
/// The heaviest stance of a graph has the strength 1, and the others their share of it. If no stance weighs more
/// than 1, the weights are the strengths.
///
/// ```
/// use stancegraph::model::Weight;
///
/// assert_eq!(Weight::new(12.0).map(Weight::get), Ok(12.0));
/// assert!(Weight::new(-1.0).is_err());
/// ```
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(try_from = "f64", into = "f64")]
#[schemars(with = "f64", extend("exclusiveMinimum" = 0, "maximum" = 1e100))]
pub struct Weight(
    // The bits of an `f64`, which are never zero and ordered like it.
    NonZeroU64,
);

/// The error of a number that is not a weight.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
#[error("weight {0} is not more than 0 and at most 1e100")]
pub struct WeightError(pub f64);

impl Weight {
    /// The heaviest weight, such that sums stay finite.
    pub const HEAVIEST: f64 = 1e100;

    /// Makes a weight of a number, if it is valid.
    ///
    /// # Errors
    ///
    /// [`WeightError`] if the number is not in (0, 1e100].
    pub fn new(weight: f64) -> Result<Self, WeightError> {
        let is_one = weight > 0.0 && weight <= Self::HEAVIEST;
        let bits = NonZeroU64::new(weight.to_bits()).filter(|_| is_one);
        bits.map(Self).ok_or(WeightError(weight))
    }

    /// The number.
    #[must_use]
    pub fn get(self) -> f64 {
        f64::from_bits(self.0.get())
    }
}

impl TryFrom<f64> for Weight {
    type Error = WeightError;

    fn try_from(weight: f64) -> Result<Self, WeightError> {
        Self::new(weight)
    }
}

impl From<Weight> for f64 {
    fn from(weight: Weight) -> Self {
        weight.get()
    }
}
