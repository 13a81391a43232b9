//! Decides which scores tie two actors.

use std::fmt;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::error::Error;
use crate::measure::{AnyMeasure, Measure};

/// The score above which two actors have a tie for, and below which a tie against.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "String", into = "String")]
#[schemars(with = "String")]
#[non_exhaustive]
pub enum Threshold {
    /// The middle of the measure's range: 0.5 for shares, 0 for measures from -1 to 1. Of the measures of counts,
    /// only `subtract` has a middle, 0.
    #[default]
    Middle,
    /// The median score of the pairs that share enough targets: half of the ties are for, half against. For
    /// debates in which nearly everyone agrees on nearly everything.
    Median,
    /// This score.
    At(f64),
}

/// How alignments become ties: which pairs are tied, and with which weight.
///
/// ```
/// use stancegraph::bloc::{Threshold, TieRule};
///
/// let rule = TieRule::default();
/// assert_eq!((rule.threshold, rule.min_shared, rule.weighted), (Threshold::Middle, 1, false));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct TieRule {
    /// A score above it is a tie for, below it a tie against; at the threshold there is no tie.
    pub threshold: Threshold,
    /// The fewest targets that a tied pair shares; 1 by default, because in maps of a few issues most pairs share
    /// only one. Thin overlaps mislead: on a single target two actors can only agree or disagree entirely, so
    /// one stance decides the tie. See [`ActorGraph::single`](super::ActorGraph::single).
    pub min_shared: usize,
    /// Whether a tie weighs the distance of its score from the threshold instead of 1.
    pub weighted: bool,
}

setters! {
    TieRule {
        with_threshold(threshold: Threshold);
        with_min_shared(min_shared: usize);
        with_weighted(weighted: bool);
    }
}

impl Default for TieRule {
    fn default() -> Self {
        Self { threshold: Threshold::default(), min_shared: 1, weighted: false }
    }
}

impl Threshold {
    /// Whether the threshold fits a measure.
    ///
    /// # Errors
    ///
    /// [`Error::Blocs`] if the measure does not say who is close (`conflict`, `ignore`), if it has no middle and no
    /// threshold is given (`congruence`), or if the threshold is outside the measure's range.
    pub(crate) fn check(self, measure: &AnyMeasure) -> Result<(), Error> {
        let wrong = |what: String| Err(Error::Blocs(what));
        let built_in = measure.built_in();
        if matches!(built_in, Some(Measure::Conflict | Measure::Ignore)) {
            return wrong(format!(
                "the measure \"{measure}\" does not say who is close; subtract and congruence do"
            ));
        }
        match self {
            Self::Middle if built_in == Some(Measure::Congruence) => wrong(
                "the measure \"congruence\" has no middle; give a threshold, or take subtract"
                    .into(),
            ),
            Self::At(value) if !value.is_finite() => {
                wrong(format!("threshold {value} is not a number"))
            }
            Self::At(value) => match range(measure) {
                Some((low, high)) if value < low || value > high => wrong(format!(
                    "threshold {value} is outside of {measure}, from {low} to {high}"
                )),
                Some(_) | None => Ok(()),
            },
            Self::Middle | Self::Median => Ok(()),
        }
    }
}

/// The lowest and the highest score; `None` if there are none.
fn range(measure: &AnyMeasure) -> Option<(f64, f64)> {
    let endless = (measure.built_in() == Some(Measure::Congruence)).then_some((0.0, f64::INFINITY));
    endless.or_else(|| measure.ends())
}

/// The middle of a measure's range.
pub fn middle(measure: &AnyMeasure) -> f64 {
    measure.ends().map_or(0.0, |(low, high)| f64::midpoint(low, high))
}

impl FromStr for Threshold {
    type Err = Error;

    /// Reads `middle`, `median` or a number.
    fn from_str(text: &str) -> Result<Self, Error> {
        match text {
            "middle" => Ok(Self::Middle),
            "median" => Ok(Self::Median),
            _ => text.parse().map(Self::At).map_err(|_| {
                Error::Blocs(format!(
                    "\"{text}\" is not a threshold: write middle, median or a number"
                ))
            }),
        }
    }
}

impl fmt::Display for Threshold {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Middle => f.pad("middle"),
            Self::Median => f.pad("median"),
            Self::At(value) => value.fmt(f),
        }
    }
}

impl From<Threshold> for String {
    fn from(it: Threshold) -> Self {
        it.to_string()
    }
}

impl TryFrom<String> for Threshold {
    type Error = Error;

    fn try_from(text: String) -> Result<Self, Error> {
        text.parse()
    }
}
