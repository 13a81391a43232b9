//! Normalisations, which divide the weight of a tie.

use std::fmt;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Voice;
use super::meeting::{Activity, Meeting};
use crate::measure::closed_set::closed_set;

/// The divisor of a measure of counts, which keeps talkative actors from seeming close to everyone.
///
/// The sums run over all targets and positions. If the divisor is 0, the result is 0.
///
/// # References
///
/// Leifeld, P. (2017). Discourse network analysis: policy debates as dynamic
/// networks. In: The Oxford Handbook of Political Networks, 301-325.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Normalisation {
    /// No normalisation.
    #[default]
    None,
    /// The mean of the two actors' numbers of stances.
    Average,
    /// The number of stances at positions that only one of the two took, plus the products of the counts at
    /// positions that both took.
    Jaccard,
    /// The product of the two actors' numbers of stances, which Discourse Network Analyzer calls cosine. The usual
    /// cosine is [`Normalisation::Salton`].
    Cosine,
    /// The product of the lengths of the two vectors of counts: the usual cosine.
    Salton,
}

closed_set! {
    Normalisation, "normalisation",
    [None = "none", Average = "average", Jaccard = "jaccard", Cosine = "cosine", Salton = "salton"]
}

impl Normalisation {
    /// Divides the weight between two actors with these voices.
    ///
    /// ```
    /// use stancegraph::measure::{Normalisation, Voice, count::congruence};
    ///
    /// let a = [Voice { target: 0, level: 1.0, count: 3 }];
    /// let b = [Voice { target: 0, level: 1.0, count: 1 }];
    /// let weight = congruence(&a, &b);
    /// assert_eq!(Normalisation::None.apply(weight, &a, &b), 3.0);
    /// assert_eq!(Normalisation::Average.apply(weight, &a, &b), 1.5);
    /// assert_eq!(Normalisation::Cosine.apply(weight, &a, &b), 1.0);
    /// assert_eq!(Normalisation::Average.apply(0.0, &[], &[]), 0.0);
    /// ```
    #[must_use]
    pub fn apply(self, weight: f64, a: &[Voice], b: &[Voice]) -> f64 {
        self.divide(weight, &Meeting::of(a, b), Activity::of(a), Activity::of(b))
    }

    pub(crate) fn divide(self, weight: f64, met: &Meeting, a: Activity, b: Activity) -> f64 {
        let divisor = match self {
            Self::None => 1.0,
            Self::Average => f64::midpoint(a.total, b.total),
            Self::Jaccard => (a.total - met.a_met) + (b.total - met.b_met) + met.alike,
            Self::Cosine => a.total * b.total,
            Self::Salton => (a.squares * b.squares).sqrt(),
        };
        if divisor == 0.0 { 0.0 } else { weight / divisor }
    }
}
