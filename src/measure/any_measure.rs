//! A built-in or custom measure.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::count::Meeting;
use super::{Cell, Distance, Joint, Measure, OwnMeasure, Tally};
use crate::error::Error;

/// The measure of a [`Comparison`](super::Comparison): a built-in [`Measure`], or an [`OwnMeasure`].
///
/// Serde writes its name. It can read only the names of built-in measures; answers, which show a measure and do not
/// compute by it, are read with [`AnyMeasure::named`].
///
/// ```
/// use stancegraph::measure::{AnyMeasure, Measure, OwnMeasure, standing::agreement};
///
/// let built_in = AnyMeasure::from(Measure::TauB);
/// assert_eq!(built_in.name(), "tau_b");
/// assert_eq!(serde_json::from_str::<AnyMeasure>("\"tau_b\"")?, built_in);
/// let own = AnyMeasure::from(OwnMeasure::new("mine", 0.0..=1.0, agreement)?);
/// assert_eq!(serde_json::to_string(&own)?, "\"mine\"");
/// let error = serde_json::from_str::<AnyMeasure>("\"kapa\"").unwrap_err();
/// assert!(error.to_string().contains("kappa"), "{error}");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
// Closed: a measure is ours or yours.
#[derive(Clone, Debug, PartialEq)]
pub enum AnyMeasure {
    /// A measure of the library.
    BuiltIn(Measure),
    /// A measure of the user's own.
    Own(OwnMeasure),
}

impl AnyMeasure {
    /// The built-in measure of this name, or else one of the user's own of which only the name is known: it can be
    /// shown, and gives no score.
    ///
    /// ```
    /// use stancegraph::measure::{AnyMeasure, Measure};
    ///
    /// assert_eq!(AnyMeasure::named("kappa"), Measure::Kappa);
    /// assert_eq!(AnyMeasure::named("mine").to_string(), "mine");
    /// ```
    #[must_use]
    pub fn named(name: &str) -> Self {
        name.parse().unwrap_or_else(|_| Self::Own(OwnMeasure::named(name)))
    }

    /// The name; for a built-in measure, as on the command line and in JSON.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::BuiltIn(measure) => measure.as_str(),
            Self::Own(own) => own.name(),
        }
    }

    /// Whether the measure counts stances: see [`Measure::is_of_counts`].
    #[must_use]
    pub fn is_of_counts(&self) -> bool {
        self.built_in().is_some_and(Measure::is_of_counts)
    }

    /// Whether the measure can weigh disagreement by a [`Distance`].
    #[must_use]
    pub fn has_distance(&self) -> bool {
        self.built_in().is_some_and(Measure::has_distance)
    }

    /// Whether the measure is a share, and so has a Wilson interval.
    #[must_use]
    pub fn is_share(&self) -> bool {
        match self {
            Self::BuiltIn(measure) => measure.is_share(),
            Self::Own(own) => own.is_share(),
        }
    }

    /// Whether the measure compares positions in a range that depends on the data: see [`Measure::has_range`].
    #[must_use]
    pub fn has_range(&self) -> bool {
        self.built_in().is_some_and(Measure::has_range)
    }

    /// The built-in measure, if it is one.
    #[must_use]
    pub fn built_in(&self) -> Option<Measure> {
        match self {
            Self::BuiltIn(measure) => Some(*measure),
            Self::Own(_) => None,
        }
    }

    /// The lowest and the highest score; `None` for measures of counts.
    pub(crate) fn ends(&self) -> Option<(f64, f64)> {
        match self {
            Self::BuiltIn(measure) => measure.ends(),
            Self::Own(own) => Some(own.range()),
        }
    }

    /// The number of cases of a share; `None` for measures that are not shares.
    pub(super) fn cases(&self, tally: &Tally) -> Option<usize> {
        match self {
            Self::BuiltIn(measure) => measure.cases(tally),
            Self::Own(own) => own.cases(tally),
        }
    }

    /// Whether targets can have weights.
    pub(super) fn has_weights(&self) -> bool {
        match self {
            Self::BuiltIn(measure) => *measure == Measure::S,
            Self::Own(own) => !own.is_of_standings(),
        }
    }

    /// The measure, if it needs the standings themselves.
    pub(super) fn of_standings(&self) -> Option<&OwnMeasure> {
        match self {
            Self::BuiltIn(_) => None,
            Self::Own(own) => Some(own).filter(|own| own.is_of_standings()),
        }
    }

    pub(super) fn is_foldable(&self) -> bool {
        self.built_in().is_some_and(Measure::is_foldable)
    }

    /// The score of a joint distribution; `None` for measures of counts or of the standings themselves,
    /// and if the measure is undefined there.
    pub(super) fn score(&self, joint: &Joint, distance: Distance) -> Option<f64> {
        match self {
            Self::BuiltIn(measure) => measure.score(joint, distance),
            Self::Own(own) => own.score_joint(joint),
        }
    }

    pub(super) fn weight(&self, meeting: &Meeting, width: f64) -> Option<f64> {
        self.built_in()?.weight(meeting, width)
    }

    pub(super) fn part(&self, cell: &Cell) -> Option<(f64, f64)> {
        self.built_in()?.part(cell)
    }
}

impl Default for AnyMeasure {
    fn default() -> Self {
        Measure::default().into()
    }
}

impl From<Measure> for AnyMeasure {
    fn from(measure: Measure) -> Self {
        Self::BuiltIn(measure)
    }
}

impl From<OwnMeasure> for AnyMeasure {
    fn from(own: OwnMeasure) -> Self {
        Self::Own(own)
    }
}

impl From<&OwnMeasure> for AnyMeasure {
    fn from(own: &OwnMeasure) -> Self {
        Self::Own(own.clone())
    }
}

impl PartialEq<Measure> for AnyMeasure {
    fn eq(&self, measure: &Measure) -> bool {
        self.built_in() == Some(*measure)
    }
}

impl fmt::Display for AnyMeasure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for AnyMeasure {
    type Err = Error;

    /// Parses the name of a built-in measure.
    fn from_str(name: &str) -> Result<Self, Error> {
        name.parse().map(Self::BuiltIn)
    }
}

impl Serialize for AnyMeasure {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl<'de> Deserialize<'de> for AnyMeasure {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = Cow::<str>::deserialize(deserializer)?;
        name.parse().map_err(serde::de::Error::custom)
    }
}

/// The schema is that of the built-in measures, because the names of others are unknown.
impl JsonSchema for AnyMeasure {
    fn schema_name() -> Cow<'static, str> {
        Measure::schema_name()
    }

    fn schema_id() -> Cow<'static, str> {
        Measure::schema_id()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        Measure::json_schema(generator)
    }
}
