//! A measure and its settings.

use std::collections::BTreeMap;

use super::{Confidence, Distance, Duplicates, Measure, Normalisation};
use crate::error::Error;
use crate::graph::StanceGraph;

/// A measure and how it is applied.
///
/// ```
/// use stancegraph::measure::{Comparison, Distance, Measure};
///
/// let cohen = Comparison { distance: Distance::Nominal, ..Measure::Kappa.into() };
/// assert_eq!(cohen.resamples, 1000);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// The measure.
    pub measure: Measure,
    /// How `kappa`, `pi` and `alpha` weigh disagreement.
    pub distance: Distance,
    /// What `s` weighs targets by, by id, name or alias; others weigh 1.
    pub weights: BTreeMap<String, f64>,
    /// What measures of counts are divided by.
    pub normalisation: Normalisation,
    /// Which repetitions measures of counts leave out.
    pub duplicates: Duplicates,
    /// How sure intervals are.
    pub confidence: Confidence,
    /// How many samples intervals are drawn from, where they are.
    pub resamples: u32,
    /// Where the drawing begins: the same seed gives the same intervals.
    pub seed: u64,
}

impl From<Measure> for Comparison {
    fn from(measure: Measure) -> Self {
        Self {
            measure,
            distance: Distance::default(),
            weights: BTreeMap::new(),
            normalisation: Normalisation::default(),
            duplicates: Duplicates::default(),
            confidence: Confidence::default(),
            resamples: 1000,
            seed: 0,
        }
    }
}

impl Comparison {
    /// The weight of each node of the graph's, where some are given.
    ///
    /// # Errors
    ///
    /// [`Error::Unknown`] for a target that the graph does not have, [`Error::Comparison`] for a weight that
    /// is negative or not finite, and for settings that the measure does not have.
    pub(super) fn checked(&self, graph: &StanceGraph) -> Result<Option<Vec<f64>>, Error> {
        self.check_settings()?;
        if self.weights.is_empty() {
            return Ok(None);
        }
        let mut weights = vec![1.0; graph.petgraph().node_count()];
        for (name, weight) in &self.weights {
            let node = graph.node_index(graph.find_target(name)?);
            if !weight.is_finite() || *weight < 0.0 {
                let what = format!("weight {weight} of \"{name}\": a weight is 0 or more");
                return Err(Error::Comparison(what));
            }
            weights[node.index()] = *weight;
        }
        Ok(Some(weights))
    }

    fn check_settings(&self) -> Result<(), Error> {
        let measure = self.measure;
        let unfit = [
            (
                !self.weights.is_empty() && measure != Measure::S,
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
