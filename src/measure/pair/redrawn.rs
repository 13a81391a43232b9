//! Compares all pairs on resampled targets.

use super::context::Context;
use super::kernel::Gathering;
use super::{Alignments, Pairing};
use crate::graph::Node;

impl Alignments<'_> {
    /// Scores every pair with each target repeated `times` times (0 leaves it out, 2 doubles it), by the ids of
    /// the two actors.
    ///
    /// Use it to resample targets with one draw for all pairs: unlike the intervals of single pairs, the scores
    /// then vary together.
    ///
    /// # Complexity
    ///
    /// Same as [`Alignments::pairings`], on all cores.
    ///
    /// ```
    /// use stancegraph::measure::Measure;
    /// use stancegraph::model::Stance;
    /// use stancegraph::{StanceGraph, Undeclared};
    ///
    /// let mut builder = StanceGraph::builder();
    /// builder.undeclared(Undeclared::Create);
    /// for (actor, label, issue) in [
    ///     ("ann", "supports", "bridge"),
    ///     ("ann", "supports", "tunnel"),
    ///     ("bob", "supports", "bridge"),
    ///     ("bob", "opposes", "tunnel"),
    /// ] {
    ///     builder.stance(&Stance::on_issue(actor, label, issue)?);
    /// }
    /// let graph = builder.build()?;
    /// let view = graph.view();
    /// let alignments = view.compare(Measure::Agreement)?;
    /// let bridge = graph.find_target("bridge")?;
    /// let score = |times: u32| {
    ///     alignments.redrawn(|target| if target == bridge { times } else { 1 })[0].score
    /// };
    /// assert_eq!([score(0), score(1), score(3)], [Some(0.0), Some(0.5), Some(0.75)]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn redrawn(&self, times: impl Fn(Node) -> u32) -> Vec<Pairing> {
        let context = self.context().redrawn(times);
        let parts = super::parallel::rows(context.actors().len(), || {
            let mut gathering = Gathering::default();
            let context: &Context = &context;
            let work = move |row: usize, pairings: &mut Vec<Pairing>| {
                context.row(row, &mut gathering, |pairing| pairings.push(pairing));
            };
            (work, Vec::new())
        });
        let mut pairings = parts.into_iter().flatten().collect::<Vec<_>>();
        pairings.sort_unstable_by_key(|pairing| pairing.pair);
        pairings
    }
}
