//! How likely a proposed stance is right.

use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How likely a proposed stance is right, from 0 to 1, as whoever proposes it says.
///
/// ```
/// use stancegraph::model::Confidence;
///
/// assert_eq!(Confidence::new(0.62).map(Confidence::get), Ok(0.62));
/// assert_eq!("0.5".parse::<Confidence>(), Confidence::new(0.5));
/// assert!(Confidence::new(1.5).is_err());
/// ```
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(try_from = "f64", into = "f64")]
#[schemars(with = "f64", extend("minimum" = 0, "maximum" = 1))]
pub struct Confidence(
    // The bits of an `f64` that is not negative: ordered like it.
    u64,
);

/// The error of a number that is not a confidence.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("confidence {0} is not a number from 0 to 1")]
pub struct ConfidenceError(pub String);

impl Confidence {
    /// Makes a confidence of a number, if it is valid.
    ///
    /// # Errors
    ///
    /// [`ConfidenceError`] if the number is not in [0, 1].
    pub fn new(confidence: f64) -> Result<Self, ConfidenceError> {
        let is_one = (0.0..=1.0).contains(&confidence);
        // -0 is equal to 0, and has other bits.
        let bits = if confidence == 0.0 { 0 } else { confidence.to_bits() };
        is_one.then_some(Self(bits)).ok_or_else(|| ConfidenceError(confidence.to_string()))
    }

    /// The number.
    #[must_use]
    pub fn get(self) -> f64 {
        f64::from_bits(self.0)
    }
}

impl FromStr for Confidence {
    type Err = ConfidenceError;

    fn from_str(text: &str) -> Result<Self, ConfidenceError> {
        let number = text.trim().parse::<f64>().ok();
        let confidence = number.and_then(|number| Self::new(number).ok());
        confidence.ok_or_else(|| ConfidenceError(text.to_owned()))
    }
}

impl TryFrom<f64> for Confidence {
    type Error = ConfidenceError;

    fn try_from(confidence: f64) -> Result<Self, ConfidenceError> {
        Self::new(confidence)
    }
}

impl From<Confidence> for f64 {
    fn from(confidence: Confidence) -> Self {
        confidence.get()
    }
}
