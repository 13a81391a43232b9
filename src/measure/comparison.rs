//! A measure and its settings.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::count::{FULL_WIDTH, Voices};
use super::{AnyMeasure, Confidence, Distance, Duplicates, Normalisation, Sort, Tally};
use crate::error::Error;
use crate::graph::StanceGraph;
use crate::model::PositionRange;

/// A measure and its settings.
///
/// In JSON, a missing field has its value from `Comparison::default()`.
///
/// ```
/// use stancegraph::measure::{Comparison, Distance, Measure};
///
/// let cohen = Comparison::from(Measure::Kappa).with_distance(Distance::Nominal);
/// assert_eq!(cohen.resamples, 1000);
/// let read: Comparison = serde_json::from_str(r#"{"measure": "kappa", "distance": "nominal"}"#)?;
/// assert_eq!(read, cohen);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Comparison {
    /// The measure: a built-in one, or one of yours.
    pub measure: AnyMeasure,
    /// The distance by which `kappa`, `pi` and `alpha` weigh disagreement.
    pub distance: Distance,
    /// The weights of targets for `s` or a custom measure, by id, name or alias; other targets weigh 1.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub weights: BTreeMap<String, f64>,
    /// The divisor of measures of counts.
    pub normalisation: Normalisation,
    /// The lowest and the highest position, for measures that compare positions of counts; `None` for the range of
    /// the data: see [`PositionRange`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub range: Option<PositionRange>,
    /// The repetitions that measures of counts leave out.
    pub duplicates: Duplicates,
    /// The confidence level of intervals.
    pub confidence: Confidence,
    /// The number of resamples for bootstrap intervals.
    pub resamples: u32,
    /// The seed of the random numbers: the same seed gives the same intervals.
    pub seed: u64,
    /// The order in which pairs are listed.
    pub sort: Sort,
}

setters! {
    Comparison {
        with_measure(measure: into AnyMeasure);
        with_distance(distance: Distance);
        with_normalisation(normalisation: Normalisation);
        with_range(range: ?PositionRange);
        with_duplicates(duplicates: Duplicates);
        with_confidence(confidence: Confidence);
        with_resamples(resamples: u32);
        with_seed(seed: u64);
        with_sort(sort: Sort);
    }
}

impl Default for Comparison {
    fn default() -> Self {
        AnyMeasure::default().into()
    }
}

impl From<&Comparison> for Comparison {
    fn from(comparison: &Comparison) -> Self {
        comparison.clone()
    }
}

impl<M: Into<AnyMeasure>> From<M> for Comparison {
    fn from(measure: M) -> Self {
        Self {
            measure: measure.into(),
            distance: Distance::default(),
            weights: BTreeMap::new(),
            normalisation: Normalisation::default(),
            range: None,
            duplicates: Duplicates::default(),
            confidence: Confidence::default(),
            resamples: 1000,
            seed: 0,
            sort: Sort::default(),
        }
    }
}

impl Comparison {
    /// Sets the [`weights`](field@Self::weights) of targets, by id, name or alias.
    ///
    /// ```
    /// use stancegraph::measure::{Comparison, Measure};
    ///
    /// let weighted = Comparison::from(Measure::S).with_weights([("thaad", 3.0)]);
    /// assert_eq!(weighted.weights["thaad"], 3.0);
    /// ```
    #[must_use]
    pub fn with_weights(
        mut self,
        weights: impl IntoIterator<Item = (impl Into<String>, f64)>,
    ) -> Self {
        self.weights =
            weights.into_iter().map(|(target, weight)| (target.into(), weight)).collect();
        self
    }

    /// The firmness of a score with this tally: see [`Confidence::firmness`].
    ///
    /// ```
    /// use stancegraph::measure::{Comparison, Measure, Tally};
    ///
    /// let comparison = Comparison::from(Measure::Agreement);
    /// let on = |shared| comparison.firmness(&Tally { shared, ..Tally::default() });
    /// assert!(on(1) < on(4) && on(4) < on(20));
    /// ```
    #[must_use]
    pub fn firmness(&self, tally: &Tally) -> f64 {
        self.confidence.firmness(self.measure.cases(tally).unwrap_or(tally.shared))
    }

    /// Checks the settings and returns the weight of each node of the graph, if there are weights.
    ///
    /// # Errors
    ///
    /// [`Error::Unknown`] for a target that the graph does not have; [`Error::Comparison`] for a weight that is
    /// negative or not finite, and for settings that the measure does not have.
    pub(super) fn checked(&self, graph: &StanceGraph) -> Result<Option<Vec<f64>>, Error> {
        self.check_settings()?;
        if self.weights.is_empty() {
            return Ok(None);
        }
        let mut weights = vec![1.0; graph.petgraph().node_count()];
        for (name, weight) in &self.weights {
            let node = graph.node_number(graph.find_target(name)?);
            if !weight.is_finite() || *weight < 0.0 {
                let what = format!("weight {weight} of \"{name}\": a weight is 0 or more");
                return Err(Error::Comparison(what));
            }
            weights[node.index()] = *weight;
        }
        Ok(Some(weights))
    }

    /// The width of the range of positions.
    pub(super) fn width(&self) -> f64 {
        self.range.map_or(FULL_WIDTH, PositionRange::width)
    }

    /// The range in which positions are compared: the given one, or else that of the data.
    ///
    /// # Errors
    ///
    /// [`Error::Comparison`] for a position outside the given range.
    pub(super) fn range_of(
        &self,
        graph: &StanceGraph,
        voices: &Voices,
    ) -> Result<Option<PositionRange>, Error> {
        if !self.measure.has_range() {
            return Ok(None);
        }
        let said = voices.range();
        if let (Some(range), Some(said)) = (self.range, said) {
            let outside = [said.low(), said.high()].into_iter().find(|end| !range.contains(*end));
            return outside.map_or(Ok(self.range), |value| {
                Err(Error::Comparison(format!(
                    "position {value} is outside of the range {range}; the positions lie in {said}"
                )))
            });
        }
        let around_zero = || PositionRange::around_zero(graph.heaviest());
        let whole = graph.coded_range().unwrap_or_else(around_zero);
        Ok(self.range.or_else(|| Some(said.map_or(whole, |said| whole.and(said)))))
    }

    fn check_settings(&self) -> Result<(), Error> {
        let measure = &self.measure;
        let unfit = [
            (
                !self.weights.is_empty() && !measure.has_weights(),
                "weights of targets",
                "only s does",
            ),
            (
                self.distance != Distance::default() && !measure.has_distance(),
                "a distance",
                "kappa, pi and alpha do",
            ),
            (
                self.normalisation != Normalisation::None && !measure.is_of_counts(),
                "a normalisation",
                "congruence, conflict, subtract and ignore do",
            ),
            (
                self.range.is_some() && !measure.has_range(),
                "a range of positions",
                "congruence, conflict and subtract do",
            ),
            (
                self.duplicates != Duplicates::Keep && !measure.is_of_counts(),
                "a duplicate rule",
                "congruence, conflict, subtract and ignore do",
            ),
        ];
        match unfit.iter().find(|(is_unfit, ..)| *is_unfit) {
            Some((_, what, who)) => Err(Error::Comparison(format!(
                "the measure \"{measure}\" does not take {what}; {who}",
            ))),
            None => Ok(()),
        }
    }
}
