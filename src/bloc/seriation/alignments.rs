//! Distances between actors by a measure.

use super::Distances;
use crate::error::Error;
use crate::graph::ActorIx;
use crate::measure::{AlignmentMatrix, Pairing};

impl Distances {
    /// The distances between actors by their scores: 0 at the upper end of the measure's range, 1 at the lower
    /// end.
    ///
    /// A score counts once for each shared target, and one more target at distance 0.5 is added, so that a score
    /// on a single target says less than one on ten. Pairs without a score, or with fewer than `min_shared` shared
    /// targets, are at 0.5: neither near nor far.
    ///
    /// # Errors
    ///
    /// [`Error::TooMany`] for more than [`Distances::MOST`] actors, [`Error::Comparison`] for a measure of counts,
    /// whose scores have no upper and lower end.
    ///
    /// ```
    /// use stancegraph::bloc::Distances;
    /// use stancegraph::measure::Measure;
    /// use stancegraph::model::Stance;
    /// use stancegraph::{StanceGraph, Undeclared};
    ///
    /// let mut builder = StanceGraph::builder();
    /// builder.undeclared(Undeclared::Create);
    /// for (actor, label) in [("ann", "supports"), ("bob", "supports"), ("cem", "opposes")] {
    ///     builder.stance(&Stance::on_issue(actor, label, "bridge")?);
    /// }
    /// let graph = builder.build()?;
    /// let view = graph.view();
    /// let matrix = view.compare(Measure::S)?.matrix()?;
    /// let distances = Distances::of_alignments(&matrix, matrix.actors(), 1)?;
    /// assert_eq!(distances.get(0, 1), (0.0 + 0.5) / 2.0);
    /// assert_eq!(distances.get(0, 2), (1.0 + 0.5) / 2.0);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn of_alignments(
        matrix: &AlignmentMatrix,
        actors: &[ActorIx],
        min_shared: usize,
    ) -> Result<Self, Error> {
        actors.iter().try_for_each(|actor| matrix.check(*actor))?;
        let measure = &matrix.comparison().measure;
        let Some((low, high)) = measure.ends() else {
            return Err(Error::Comparison(format!(
                "the scores of the measure \"{measure}\" have no ends; take agreement or another of standings"
            )));
        };
        let known = |a: usize, b: usize| {
            let pairing = matrix.pairing(actors[a], actors[b])?;
            known(&pairing, min_shared)
                .map(|score| ((high - score) / (high - low), pairing.tally.shared))
        };
        #[expect(clippy::cast_precision_loss, reason = "targets are far fewer than 2^52")]
        Self::between_some(actors.len(), |a, b| match known(a, b) {
            Some((distance, shared)) => {
                let shared = shared as f64;
                // Rounding can leave a score slightly outside its range.
                (((distance * shared + Self::MIDDLE) / (shared + 1.0)).max(0.0), true)
            }
            None => (Self::MIDDLE, false),
        })
    }
}

/// The score of a pair that shares enough targets.
fn known(pairing: &Pairing, min_shared: usize) -> Option<f64> {
    pairing.score.filter(|_| pairing.tally.shared >= min_shared.max(1))
}
