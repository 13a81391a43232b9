//! The matrix of all pairs.

use super::alignments::{Alignments, Pairing};
use super::{Comparison, Tally};
use crate::error::Error;
use crate::graph::{ActorIx, Stamp};

/// The closeness of all actors of a view, as a matrix in memory.
///
/// A pair is `None` if the two share no target and neither has said anything about the other. So is an actor with
/// itself.
///
/// ```
/// use stancegraph::measure::Measure;
/// use stancegraph::model::Stance;
/// use stancegraph::{StanceGraph, Undeclared};
///
/// let mut builder = StanceGraph::builder();
/// builder.undeclared(Undeclared::Create);
/// builder.stance(&Stance::on_issue("China", "opposes", "THAAD")?);
/// builder.stance(&Stance::on_issue("Russia", "opposes", "THAAD")?);
/// builder.stance(&Stance::on_issue("Seoul", "pursues", "THAAD")?);
/// let graph = builder.build()?;
/// let view = graph.view();
/// let matrix = view.compare(Measure::Agreement)?.matrix()?;
/// let [china, russia, seoul] = ["China", "Russia", "Seoul"].map(|id| graph.find_actor(id).unwrap());
/// assert_eq!(matrix.pair(russia, china)?.and_then(|pair| pair.score), Some(1.0));
/// assert_eq!(matrix.row(seoul)?.map(|(_, score)| score).collect::<Vec<_>>(), [Some(0.0), Some(0.0), None]);
/// assert_eq!(matrix.nearest(russia, 1)?[0].pair, (china, russia));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct AlignmentMatrix {
    /// The identity of the graph that its actors belong to.
    graph: Stamp,
    comparison: Comparison,
    actors: Vec<ActorIx>,
    /// The upper triangle, row by row.
    pairs: Vec<Option<(Counts, f64)>>,
}

/// A tally in half the memory.
type Counts = [u32; 5];

impl AlignmentMatrix {
    /// The largest matrix: 20,000 actors are 200 million pairs.
    pub const MOST_ACTORS: usize = 20_000;

    pub(crate) fn of(alignments: &Alignments) -> Result<Self, Error> {
        let actors = alignments.actors().to_vec();
        if actors.len() > Self::MOST_ACTORS {
            return Err(Error::TooMany {
                what: "actors in a matrix",
                count: actors.len(),
                most: Self::MOST_ACTORS,
            });
        }
        let parts = alignments.in_parallel(Vec::new, Vec::push);
        let comparison = alignments.comparison().clone();
        let pairs = vec![None; actors.len() * actors.len().saturating_sub(1) / 2];
        let graph = alignments.context().standings.graph().stamp();
        let mut matrix = Self { graph, comparison, actors, pairs };
        for pairing in parts.into_iter().flatten() {
            if let Some(place) = matrix.place(pairing.pair.0, pairing.pair.1) {
                let score = pairing.score.unwrap_or(f64::NAN);
                matrix.pairs[place] = Some((packed(pairing.tally), score));
            }
        }
        Ok(matrix)
    }

    /// The comparison that gives the scores.
    #[must_use]
    pub fn comparison(&self) -> &Comparison {
        &self.comparison
    }

    /// Checks that an actor belongs to the compared graph.
    pub(crate) fn check(&self, actor: ActorIx) -> Result<(), Error> {
        actor.within(self.graph).map(drop)
    }

    /// The actors of rows and columns, by id.
    #[must_use]
    pub fn actors(&self) -> &[ActorIx] {
        &self.actors
    }

    fn place(&self, a: ActorIx, b: ActorIx) -> Option<usize> {
        let row = self.actors.binary_search(&a.min(b)).ok()?;
        let column = self.actors.binary_search(&a.max(b)).ok()?;
        // Row r has n - 1 - r pairs.
        (row != column).then(|| row * (2 * self.actors.len() - row - 1) / 2 + column - row - 1)
    }

    /// The pairing of two actors, in either order; `None` if they share no target and neither has said anything
    /// about the other.
    ///
    /// # Errors
    ///
    /// Returns [`Error::OtherGraph`] if an actor belongs to another graph.
    pub fn pair(&self, a: ActorIx, b: ActorIx) -> Result<Option<Pairing>, Error> {
        self.check(a)?;
        self.check(b)?;
        Ok(self.pairing(a, b))
    }

    pub(crate) fn pairing(&self, a: ActorIx, b: ActorIx) -> Option<Pairing> {
        let (counts, score) = self.pairs[self.place(a, b)?]?;
        let score = (!score.is_nan()).then_some(score);
        Some(Pairing { pair: (a.min(b), a.max(b)), tally: unpacked(counts), score })
    }

    /// The scores of an actor with all others, by the ids of the others.
    ///
    /// # Errors
    ///
    /// Returns [`Error::OtherGraph`] if the actor belongs to another graph.
    pub fn row(
        &self,
        actor: ActorIx,
    ) -> Result<impl ExactSizeIterator<Item = (ActorIx, Option<f64>)>, Error> {
        self.check(actor).map(|()| self.scores(actor))
    }

    pub(crate) fn scores(
        &self,
        actor: ActorIx,
    ) -> impl ExactSizeIterator<Item = (ActorIx, Option<f64>)> {
        let score = move |other| self.pairing(actor, other).and_then(|pair| pair.score);
        self.actors.iter().map(move |other| (*other, score(*other)))
    }

    /// The `k` actors closest to one actor, in the order of [`Comparison::closest_first`]; actors without a score
    /// are left out.
    ///
    /// # Errors
    ///
    /// Returns [`Error::OtherGraph`] if the actor belongs to another graph.
    pub fn nearest(&self, actor: ActorIx, k: usize) -> Result<Vec<Pairing>, Error> {
        self.check(actor)?;
        let pairs = self.actors.iter().filter_map(|other| self.pairing(actor, *other));
        let mut pairs = pairs.filter(|pair| pair.score.is_some()).collect::<Vec<_>>();
        pairs.sort_by(|one, other| self.comparison.closest_first(one, other));
        pairs.truncate(k);
        Ok(pairs)
    }
}

fn packed(tally: Tally) -> Counts {
    let Tally { shared, agree, disagree, mixed, neutral } = tally;
    [shared, agree, disagree, mixed, neutral]
        .map(|count| u32::try_from(count).expect("standings are counted in u32"))
}

fn unpacked(counts: Counts) -> Tally {
    let [shared, agree, disagree, mixed, neutral] = counts.map(|count| count as usize);
    Tally { shared, agree, disagree, mixed, neutral }
}
