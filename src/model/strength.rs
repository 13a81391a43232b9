//! Strengths: how strongly positions are held.

use std::num::NonZeroU64;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::exact::ratio_of_sums;

/// How strongly a position is held: more than 0, at most 1.
///
/// It has the full double precision in which it was written. The smallest is about 2e-77.
///
/// ```
/// use stancegraph::model::Strength;
///
/// assert_eq!(Strength::new(0.5).map(Strength::get), Ok(0.5));
/// assert_eq!(Strength::new(1.0 / 3.0).map(Strength::get), Ok(1.0 / 3.0));
/// assert!(Strength::new(0.0).is_err());
/// assert_eq!(Strength::default(), Strength::FULL);
/// ```
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(try_from = "f64", into = "f64")]
#[schemars(with = "f64", extend("exclusiveMinimum" = 0, "maximum" = 1))]
pub struct Strength(
    // The bits of an `f64`, which are never zero and ordered like it.
    NonZeroU64,
);

/// The error of a number that is not a strength.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
#[error("strength {0} is not more than 0 and at most 1")]
pub struct StrengthError(pub f64);

/// The bits of 1.
const ONE: u64 = 1_f64.to_bits();

/// The bits of 2 to the power of -255. From there to 1 the highest four bits are equal, so that an edge of the graph
/// has room for a position beside the strength.
const LEAST: u64 = ONE - (255 << 52);

impl Strength {
    /// Full strength: `1`.
    pub const FULL: Self = Self(NonZeroU64::new(ONE).expect("it is not 0"));

    /// The smallest strength, about 1.7e-77.
    pub const LEAST: Self = Self(NonZeroU64::new(LEAST).expect("it is not 0"));

    /// Makes a strength of a number, if it is valid.
    ///
    /// # Errors
    ///
    /// [`StrengthError`] if the number is not in (0, 1], or is less than [`Strength::LEAST`].
    pub fn new(strength: f64) -> Result<Self, StrengthError> {
        let is_one = (f64::from_bits(LEAST)..=1.0).contains(&strength);
        let bits = NonZeroU64::new(strength.to_bits()).filter(|_| is_one);
        bits.map(Self).ok_or(StrengthError(strength))
    }

    /// A part of a whole as a strength, at least [`Strength::LEAST`].
    pub(crate) fn part(size: f64, whole: f64) -> Self {
        // Whole numbers, and parts of one, need no unit to be divided exactly.
        let is_exact = whole.to_bits() == ONE || size.fract() == 0.0 && whole.fract() == 0.0;
        let part = if is_exact { size / whole } else { ratio_of_sums(&[size], &[whole]) };
        Self::new(part.min(1.0)).unwrap_or(Self::LEAST)
    }

    /// The number.
    #[must_use]
    pub fn get(self) -> f64 {
        f64::from_bits(self.0.get())
    }

    /// Whether it is `1`.
    #[must_use]
    pub fn is_full(&self) -> bool {
        *self == Self::FULL
    }
}

impl Default for Strength {
    fn default() -> Self {
        Self::FULL
    }
}

impl TryFrom<f64> for Strength {
    type Error = StrengthError;

    fn try_from(strength: f64) -> Result<Self, StrengthError> {
        Self::new(strength)
    }
}

impl From<Strength> for f64 {
    fn from(strength: Strength) -> Self {
        strength.get()
    }
}
