//! How strongly a position is held.

use std::num::NonZeroU32;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How strongly a position is held: more than 0, at most 1.
///
/// ```
/// use stancegraph::model::Strength;
///
/// assert_eq!(Strength::new(0.5).map(Strength::get), Ok(0.5));
/// assert!(Strength::new(0.0).is_err());
/// assert_eq!(Strength::default(), Strength::FULL);
/// ```
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(try_from = "f64", into = "f64")]
#[schemars(with = "f64", extend("exclusiveMinimum" = 0, "maximum" = 1))]
pub struct Strength(
    // The bits of an `f32`, which are never zero and ordered like it.
    NonZeroU32,
);

/// A number that is not a strength.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
#[error("strength {0} is not more than 0 and at most 1")]
pub struct StrengthError(pub f64);

impl Strength {
    /// Fully: `1`.
    pub const FULL: Self = Self(NonZeroU32::new(1_f32.to_bits()).unwrap());

    /// Checks a number and takes it as a strength, in the precision of `f32`.
    ///
    /// # Errors
    ///
    /// [`StrengthError`] where the number is not in (0, 1].
    pub fn new(strength: f64) -> Result<Self, StrengthError> {
        #[expect(clippy::cast_possible_truncation, reason = "a strength has the precision of f32")]
        let narrow = strength as f32;
        let valid = narrow > 0.0 && strength <= 1.0;
        let bits = NonZeroU32::new(narrow.to_bits()).filter(|_| valid);
        bits.map(Self).ok_or(StrengthError(strength))
    }

    /// The number, with as many decimals as were read.
    #[must_use]
    pub fn get(self) -> f64 {
        if self.is_full() { 1.0 } else { shortest(f32::from_bits(self.0.get())) }
    }

    /// Whether it is `1`.
    #[must_use]
    pub fn is_full(&self) -> bool {
        *self == Self::FULL
    }
}

/// The `f64` that is written like the `f32`: `0.7`, and not `0.699999988079071`.
fn shortest(number: f32) -> f64 {
    number.to_string().parse().expect("a number is written so that it can be read")
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
