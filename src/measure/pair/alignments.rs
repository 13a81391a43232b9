//! Compares all pairs of a view's actors.

use std::collections::{BTreeMap, BinaryHeap};
use std::sync::Arc;

use petgraph::graph::UnGraph;

use super::context::{Context, Pair};
use super::kernel::Gathering;
use super::sort::Ranked;
use super::{Alignment, AlignmentMatrix, Comparison, Interval, Tally};
use crate::error::Error;
use crate::graph::{ActorIx, Node, View};

/// Two actors, the number of targets on which they agree, and their score: an [`Alignment`] without access to the
/// stances.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Pairing {
    /// The numbers of the two actors, the lower one first.
    pub pair: Pair,
    /// The number of targets on which they agree and disagree.
    pub tally: Tally,
    /// The closeness of the two; `None` if the measure is undefined.
    pub score: Option<f64>,
}

/// The closeness of all actors of a view, by one [`Comparison`].
///
/// Created by [`View::compare`]. Pairs are computed on demand; nothing but the content of the view is kept in
/// memory.
#[derive(Clone)]
pub struct Alignments<'v>(Arc<Context<'v>>);

/// # Comparing
///
/// Compare all actors by a measure.
impl View<'_> {
    /// Compares all actors by a [`Measure`](crate::measure::Measure), an [`OwnMeasure`](crate::measure::OwnMeasure) or a whole
    /// [`Comparison`].
    ///
    /// # Errors
    ///
    /// Returns [`Error::Unknown`] if a weight is given for a target that the graph does not have,
    /// [`Error::Comparison`] if a setting does not fit the measure.
    ///
    /// ```
    /// use stancegraph::measure::Measure;
    /// use stancegraph::model::Stance;
    /// use stancegraph::{StanceGraph, Undeclared};
    ///
    /// let mut builder = StanceGraph::builder();
    /// builder.undeclared(Undeclared::Create);
    /// builder.stance(&Stance::on_issue("Russia", "opposes", "THAAD")?);
    /// builder.stance(&Stance::on_issue("China", "opposes", "THAAD")?);
    /// builder.stance(&Stance::on_issue("Seoul", "pursues", "THAAD")?);
    /// let graph = builder.build()?;
    /// let view = graph.view();
    /// let closest = view.compare(Measure::S)?.closest(1, 1);
    /// assert_eq!(closest.pairs[0].to_string(), "China and Russia: 1.00 on 1 shared target");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn compare(&self, comparison: impl Into<Comparison>) -> Result<Alignments<'_>, Error> {
        Context::new(self, comparison.into()).map(|context| Alignments(Arc::new(context)))
    }

    /// Builds an undirected petgraph from the pairs with a score: the nodes are the actors of the view in the
    /// order of [`Alignments::actors`], the edges are the [pairings](Alignments::pairings).
    ///
    /// # Errors
    ///
    /// Same as [`View::compare`].
    ///
    /// ```
    /// use stancegraph::measure::Measure;
    /// use stancegraph::model::Stance;
    /// use stancegraph::petgraph::algo::connected_components;
    /// use stancegraph::{StanceGraph, Undeclared};
    ///
    /// let mut builder = StanceGraph::builder();
    /// builder.undeclared(Undeclared::Create);
    /// for (actor, issue) in [("ann", "tax"), ("bob", "tax"), ("cem", "war")] {
    ///     builder.stance(&Stance::on_issue(actor, "opposes", issue)?);
    /// }
    /// let graph = builder.build()?;
    /// let view = graph.view();
    /// let alignments = view.alignment_petgraph(Measure::Agreement)?;
    /// assert_eq!((alignments.node_count(), alignments.edge_count()), (3, 1));
    /// assert_eq!(connected_components(&alignments), 2);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn alignment_petgraph(
        &self,
        comparison: impl Into<Comparison>,
    ) -> Result<UnGraph<ActorIx, Pairing>, Error> {
        let alignments = self.compare(comparison)?;
        let mut graph = UnGraph::default();
        let nodes = alignments.actors().iter().map(|actor| (*actor, graph.add_node(*actor)));
        let nodes = nodes.collect::<BTreeMap<_, _>>();
        for pairing in alignments.pairings().filter(|pairing| pairing.score.is_some()) {
            graph.add_edge(nodes[&pairing.pair.0], nodes[&pairing.pair.1], pairing);
        }
        Ok(graph)
    }
}

/// The requested pairs, and the number of pairs left out.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Closest<'v> {
    /// In the order of [`Comparison::closest_first`].
    pub pairs: Vec<Alignment<'v>>,
    /// The number of pairs that share fewer targets than requested.
    pub thin: usize,
    /// The number of pairs beyond the requested number.
    pub omitted: usize,
}

impl Closest<'_> {
    /// The interval of each pair, computed on all cores; see [`Alignment::interval`].
    #[must_use]
    pub fn intervals(&self) -> Vec<Option<Interval>> {
        let parts = super::parallel::rows(self.pairs.len(), || {
            let work = |pair: usize, found: &mut Vec<_>| {
                found.push((pair, self.pairs[pair].interval()));
            };
            (work, Vec::new())
        });
        let mut found = parts.into_iter().flatten().collect::<Vec<_>>();
        found.sort_unstable_by_key(|(pair, _)| *pair);
        found.into_iter().map(|(_, interval)| interval).collect()
    }
}

impl<'v> Alignments<'v> {
    pub(crate) fn context(&self) -> &Context<'v> {
        &self.0
    }

    /// The comparison that gives the scores.
    #[must_use]
    pub fn comparison(&self) -> &Comparison {
        &self.0.comparison
    }

    /// The actors who have a standing, by id.
    #[must_use]
    pub fn actors(&self) -> &[ActorIx] {
        self.0.actors()
    }

    /// The targets on which someone has a standing: actors before issues, each by id.
    #[must_use]
    pub fn targets(&self) -> Vec<Node> {
        self.0.standings.targets()
    }

    /// Compares two actors.
    ///
    /// # Errors
    ///
    /// Returns [`Error::OtherGraph`] if an actor belongs to another graph.
    pub fn between(&self, pair: Pair) -> Result<Alignment<'v>, Error> {
        self.check(pair.0)?;
        self.check(pair.1)?;
        Ok(self.aligned(pair))
    }

    fn check(&self, actor: ActorIx) -> Result<(), Error> {
        self.0.standings.graph().check_actor(actor)
    }

    pub(crate) fn aligned(&self, pair: Pair) -> Alignment<'v> {
        let joint = self.0.joint(pair);
        let (tally, score) = (Tally::of(&joint), self.0.score(pair, &joint));
        Alignment::of(self.0.clone(), Pairing { pair, tally, score })
    }

    /// Visits the pairs of a sample of actors, evenly spaced, with all actors after them; returns the number of
    /// actors in the sample.
    pub(crate) fn sample(&self, most: usize, mut visit: impl FnMut(Pairing)) -> usize {
        let count = self.0.actors().len();
        let step = count.div_ceil(most.max(1)).max(1);
        let rows = (step / 2..count).step_by(step);
        let mut gathering = Gathering::default();
        rows.clone().for_each(|row| self.0.row(row, &mut gathering, &mut visit));
        rows.len()
    }

    /// Every pair that shares a target or a tie (one has said something about the other), by the ids of the two.
    /// Only the pairs of one actor are in memory at a time.
    ///
    /// # Complexity
    ///
    /// O(m) for m meetings of two actors on a target, or O(n² t / 64) for n actors and t targets if that is less
    /// and no standing is graded or mixed.
    pub fn pairings(&self) -> impl Iterator<Item = Pairing> + use<'v> {
        let context = self.0.clone();
        rows(&self.0, move |row, gathering, pairings| {
            context.row(row, gathering, |pairing| pairings.push(pairing));
        })
    }

    /// Visits every pair, on all cores, in no particular order, without keeping any in memory.
    ///
    /// Each core has its own result; all results are returned. See [`Alignments::pairings`].
    pub fn in_parallel<T: Send>(
        &self,
        start: impl Fn() -> T + Sync,
        visit: impl Fn(&mut T, Pairing) + Sync,
    ) -> Vec<T> {
        super::parallel::rows(self.0.actors().len(), || {
            let (result, mut gathering) = (start(), Gathering::default());
            let (visit, context) = (&visit, &self.0);
            (
                move |row: usize, result: &mut T| {
                    context.row(row, &mut gathering, |pairing| visit(result, pairing));
                },
                result,
            )
        })
    }

    /// The first `top` pairs in the order of [`Comparison::closest_first`], among those that share at least
    /// `min_shared` targets.
    ///
    /// Each core keeps no more than `top` pairs in memory.
    #[must_use]
    pub fn closest(&self, top: usize, min_shared: usize) -> Closest<'v> {
        let comparison = self.comparison();
        let parts = self.in_parallel(
            || Best { comparison, top, min_shared, kept: BinaryHeap::new(), thin: 0, omitted: 0 },
            Best::add,
        );
        let (thin, mut omitted) = (
            parts.iter().map(|part| part.thin).sum(),
            parts.iter().map(|part| part.omitted).sum::<usize>(),
        );
        let mut kept = parts.into_iter().flat_map(|part| part.kept).collect::<Vec<_>>();
        kept.sort_unstable();
        omitted += kept.len().saturating_sub(top);
        kept.truncate(top);
        let pairs = kept.into_iter().map(|kept| Alignment::of(self.0.clone(), kept.pairing));
        Closest { pairs: pairs.collect(), thin, omitted }
    }

    /// The first `top` pairs of one actor in the same order, among those that share at least `min_shared` targets.
    ///
    /// # Errors
    ///
    /// Returns [`Error::OtherGraph`] if the actor belongs to another graph.
    pub fn closest_to(
        &self,
        actor: ActorIx,
        top: usize,
        min_shared: usize,
    ) -> Result<Closest<'v>, Error> {
        self.check(actor)?;
        let others = self.0.standings.actors().filter(|other| *other != actor);
        let pairs = others.map(|other| self.aligned((actor, other))).filter(Alignment::is_related);
        let (mut pairs, thin) =
            pairs.partition::<Vec<_>, _>(|pair| pair.tally.shared >= min_shared);
        let comparison = self.comparison();
        pairs.sort_by(|one, other| comparison.closest_first(&one.pairing(), &other.pairing()));
        let omitted = pairs.len().saturating_sub(top);
        pairs.truncate(top);
        Ok(Closest { pairs, thin: thin.len(), omitted })
    }

    /// Computes all pairs at once.
    ///
    /// # Errors
    ///
    /// Returns [`Error::TooMany`] with more than [`AlignmentMatrix::MOST_ACTORS`] actors.
    pub fn matrix(&self) -> Result<AlignmentMatrix, Error> {
        AlignmentMatrix::of(self)
    }
}

impl<'v> IntoIterator for Alignments<'v> {
    type Item = Alignment<'v>;
    type IntoIter = Box<dyn Iterator<Item = Alignment<'v>> + 'v>;

    /// Iterates over the [`Alignments::pairings`], each with access to its stances.
    fn into_iter(self) -> Self::IntoIter {
        let pairings = self.pairings();
        Box::new(pairings.map(move |pairing| Alignment::of(self.0.clone(), pairing)))
    }
}

/// The pairs of every row, row by row.
fn rows<F: Fn(usize, &mut Gathering, &mut Vec<Pairing>)>(
    context: &Context,
    row: F,
) -> impl Iterator<Item = Pairing> + use<F> {
    let mut gathering = Gathering::default();
    (0..context.actors().len()).flat_map(move |index| {
        let mut pairings = Vec::new();
        row(index, &mut gathering, &mut pairings);
        pairings
    })
}

/// The closest pairs so far; the least close one is on top, to be replaced next.
struct Best<'c> {
    comparison: &'c Comparison,
    top: usize,
    min_shared: usize,
    kept: BinaryHeap<Ranked>,
    thin: usize,
    omitted: usize,
}

impl Best<'_> {
    fn add(&mut self, pairing: Pairing) {
        if pairing.tally.shared < self.min_shared {
            self.thin += 1;
        } else if self.kept.len() < self.top {
            self.kept.push(Ranked::new(pairing, self.comparison));
        } else {
            self.omitted += 1;
            if let Some(mut worst) = self.kept.peek_mut()
                && !worst.is_surely_before(&pairing)
            {
                let ranked = Ranked::new(pairing, self.comparison);
                if ranked < *worst {
                    *worst = ranked;
                }
            }
        }
    }
}
