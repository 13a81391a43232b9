//! The signed graph of a view's actors: who is tied to whom, and by which stances.

use super::parallel::No;
use super::tie_rule::middle;
use super::{Parallel, SignedGraph, Threshold, TieRule};
use crate::error::{Error, thousands};
use crate::graph::{ActorIx, Node, StanceGraph, StanceRef, Standing, View};
use crate::measure::{Alignments, Comparison, Pairing};
use crate::model::exact;

/// The most ties that a graph of alignments can have.
const MOST_TIES: usize = 20_000_000;

/// Up to this many actors cannot have more ties, whatever they share.
const MOST_ACTORS: usize = 6_300;

/// The number of actors whose ties are counted to estimate the number of all ties.
const SAMPLE: usize = 64;

/// How many pairs, or stances of one actor on another, are no ties, and why.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Untied {
    /// Pairs with fewer shared targets than required.
    pub thin: usize,
    /// Pairs with a score at the threshold; with direct ties, neutral stances or standings.
    pub undecided: usize,
    /// Pairs for which the measure has no answer; with direct ties, standings that are for as much as against.
    pub unanswered: usize,
}

/// The signed graph of a view's actors.
///
/// Its nodes are the actors who have a tie, by id; actors without one are listed apart.
/// [`View::alignment_graph`] and [`View::direct_graph`] make it.
#[derive(Clone)]
pub struct ActorGraph<'v> {
    graph: &'v StanceGraph,
    signed: SignedGraph,
    nodes: Vec<ActorIx>,
    isolates: Vec<ActorIx>,
    untied: Untied,
    pub(crate) origin: Origin<'v>,
}

/// What each tie comes from: the entry of the same number.
#[derive(Clone)]
pub enum Origin<'v> {
    Aligned {
        alignments: Alignments<'v>,
        rule: TieRule,
        threshold: f64,
        pairs: Vec<Pairing>,
    },
    /// Standings, each with the stance if the tie comes from one stance alone.
    Said {
        said: Vec<(Standing<'v>, Option<StanceRef<'v>>)>,
        weighted: bool,
        parallel: Parallel,
    },
}

/// What a tie of two actors comes from.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum TieOrigin<'v> {
    /// The alignment of the two.
    Alignment(Pairing),
    /// The standing of one on the other.
    Standing(Standing<'v>),
}

/// A tie between two actors.
struct ActorTie {
    ends: (ActorIx, ActorIx),
    weight: f64,
}

impl View<'_> {
    /// The signed graph of alignments: a tie for two actors whose score is above a threshold, and a tie against
    /// if it is below.
    ///
    /// A tie weighs 1, or the distance of the score from the threshold. Two actors have no tie if they share too
    /// few targets, if their score is at the threshold, or if they have no score.
    ///
    /// # Errors
    ///
    /// [`Error::Blocs`] if the threshold does not fit the measure or there are more than 20 million pairs, and the
    /// errors of [`View::compare`].
    ///
    /// # Complexity
    ///
    /// As [`Alignments::pairings`]; all ties are held.
    ///
    /// ```
    /// use stancegraph::bloc::TieRule;
    /// use stancegraph::measure::Measure;
    /// use stancegraph::model::Stance;
    /// use stancegraph::{StanceGraph, Undeclared};
    ///
    /// let mut builder = StanceGraph::builder();
    /// builder.undeclared(Undeclared::Create);
    /// for (actor, label) in [("ann", "supports"), ("bob", "supports"), ("cem", "opposes")] {
    ///     for issue in ["bridge", "tunnel"] {
    ///         builder.stance(&Stance::on_issue(actor, label, issue)?);
    ///     }
    /// }
    /// let graph = builder.build()?;
    /// let view = graph.view();
    /// let ties = view.alignment_graph(Measure::Agreement, TieRule::default())?;
    /// let weights = ties.signed().ties().iter().map(|tie| tie.weight);
    /// assert_eq!(weights.collect::<Vec<_>>(), [1.0, -1.0, -1.0]);
    /// assert_eq!(ties.behind(0).len(), 4);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn alignment_graph(
        &self,
        comparison: impl Into<Comparison>,
        rule: TieRule,
    ) -> Result<ActorGraph<'_>, Error> {
        let alignments = self.compare(comparison)?;
        let measure = alignments.comparison().measure.clone();
        rule.threshold.check(&measure)?;
        if estimated_ties(&alignments, rule) > MOST_TIES / 2 * 3 {
            return Err(too_many_ties());
        }
        let mut untied = Untied::default();
        let mut pairs = Vec::new();
        for pairing in alignments.pairings().filter(|pairing| pairing.tally.shared > 0) {
            if untied.is_thin(&pairing, rule) {
                continue;
            }
            if pairs.len() == MOST_TIES {
                return Err(too_many_ties());
            }
            pairs.push(pairing);
        }
        let threshold = match rule.threshold {
            Threshold::At(value) => value,
            Threshold::Median => median(&pairs).unwrap_or_else(|| middle(&measure)),
            Threshold::Middle => middle(&measure),
        };
        pairs.retain(|pairing| !untied.is_undecided(pairing, threshold));
        let ties = pairs
            .iter()
            .filter_map(|pairing| {
                Some(ActorTie { ends: pairing.pair, weight: weight(pairing, threshold, rule)? })
            })
            .collect::<Vec<_>>();
        let actors = alignments.actors().to_vec();
        let origin = Origin::Aligned { alignments, rule, threshold, pairs };
        Ok(ActorGraph::of(self.graph(), actors, &ties, untied, origin))
    }

    /// The signed graph of what actors said about one another: each stance of an actor on another is a tie with the
    /// sign of its position, so two who said something about each other have two ties.
    ///
    /// A neutral stance is no tie. A tie weighs 1, or the weight of the stance in the unit of its file: see
    /// [`StanceRef::weight`]. [`Parallel`] says which stances count.
    ///
    /// O(n) in the number of standings.
    ///
    /// ```
    /// use stancegraph::model::Stance;
    /// use stancegraph::{StanceGraph, Undeclared};
    ///
    /// let mut builder = StanceGraph::builder();
    /// builder.undeclared(Undeclared::Create);
    /// builder.stance(&Stance::toward_actor("ann", "supports", "bob")?);
    /// builder.stance(&Stance::toward_actor("bob", "opposes", "ann")?);
    /// let graph = builder.build()?;
    /// let view = graph.view();
    /// assert_eq!(view.direct_graph(false).signed().between(0, 1), (1.0, 1.0));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn direct_graph(&self, weighted: bool) -> ActorGraph<'_> {
        self.direct_graph_with(weighted, Parallel::default())
    }

    /// The same graph, with a rule for several stances of one actor on another.
    ///
    /// ```
    /// use stancegraph::bloc::Parallel;
    /// use stancegraph::model::Stance;
    /// use stancegraph::{StanceGraph, Undeclared};
    ///
    /// let mut builder = StanceGraph::builder();
    /// builder.undeclared(Undeclared::Create);
    /// for label in ["supports", "supports", "opposes"] {
    ///     builder.stance(&Stance::toward_actor("ann", label, "bob")?);
    /// }
    /// let graph = builder.build()?;
    /// let view = graph.view();
    /// let ties = |parallel| {
    ///     let graph = view.direct_graph_with(false, parallel);
    ///     graph.signed().ties().iter().map(|tie| tie.weight).collect::<Vec<_>>()
    /// };
    /// assert_eq!(ties(Parallel::Count), [-1.0, 1.0, 1.0]);
    /// assert_eq!(ties(Parallel::Sum), [1.0]);
    /// assert_eq!(ties(Parallel::Merge), Vec::<f64>::new());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn direct_graph_with(&self, weighted: bool, parallel: Parallel) -> ActorGraph<'_> {
        let mut untied = Untied::default();
        let (mut said, mut ties) = (Vec::new(), Vec::new());
        let mut actors = self.standings().actors().collect::<Vec<_>>();
        for standing in self.standings().iter() {
            let Node::Actor(target) = standing.target_node() else { continue };
            actors.push(target);
            parallel.each_tie(standing, weighted, |weight, stance| match weight {
                Err(No::Neutral) => untied.undecided += 1,
                Err(No::Mixed) => untied.unanswered += 1,
                Ok(weight) => {
                    ties.push(ActorTie { ends: (standing.actor_ix(), target), weight });
                    said.push((standing, stance));
                }
            });
        }
        actors.sort_unstable();
        actors.dedup();
        let origin = Origin::Said { said, weighted, parallel };
        ActorGraph::of(self.graph(), actors, &ties, untied, origin)
    }
}

/// An estimate, from a sample, of how many pairs share enough targets to be tied; 0 if there are few actors.
fn estimated_ties(alignments: &Alignments, rule: TieRule) -> usize {
    let actors = alignments.actors().len();
    if actors < MOST_ACTORS {
        return 0;
    }
    let mut ties = 0;
    let sampled = alignments.sample(SAMPLE, |pairing| {
        ties += usize::from(pairing.tally.shared >= rule.min_shared.max(1));
    });
    ties * actors / sampled.max(1)
}

fn too_many_ties() -> Error {
    Error::Blocs(format!(
        "there are more than {} ties; require more shared targets",
        thousands(MOST_TIES)
    ))
}

impl Untied {
    fn is_thin(&mut self, pairing: &Pairing, rule: TieRule) -> bool {
        let is_thin = pairing.tally.shared < rule.min_shared;
        self.thin += usize::from(is_thin);
        is_thin
    }

    fn is_undecided(&mut self, pairing: &Pairing, threshold: f64) -> bool {
        let Some(score) = pairing.score else {
            self.unanswered += 1;
            return true;
        };
        let is_undecided = is_at(score, threshold);
        self.undecided += usize::from(is_undecided);
        is_undecided
    }
}

/// The weight of a pair's tie; `None` if there is none.
fn weight(pairing: &Pairing, threshold: f64, rule: TieRule) -> Option<f64> {
    let score = pairing.score.filter(|score| !is_at(*score, threshold))?;
    if pairing.tally.shared < rule.min_shared {
        return None;
    }
    let away = || exact::sum(&[score, -threshold]);
    Some(if rule.weighted { away() } else { (score - threshold).signum() })
}

/// Whether a score equals the threshold, but for rounding.
fn is_at(score: f64, threshold: f64) -> bool {
    (score - threshold).abs() < 1e-12
}

fn median(pairs: &[Pairing]) -> Option<f64> {
    let mut scores = pairs.iter().filter_map(|pairing| pairing.score).collect::<Vec<_>>();
    scores.sort_unstable_by(f64::total_cmp);
    let middle = scores.len() / 2;
    match scores.len() % 2 {
        1 => Some(scores[middle]),
        _ => Some(f64::midpoint(*scores.get(middle.checked_sub(1)?)?, scores[middle])),
    }
}

impl<'v> ActorGraph<'v> {
    fn of(
        graph: &'v StanceGraph,
        actors: Vec<ActorIx>,
        ties: &[ActorTie],
        untied: Untied,
        origin: Origin<'v>,
    ) -> Self {
        let mut nodes = ties.iter().flat_map(|tie| [tie.ends.0, tie.ends.1]).collect::<Vec<_>>();
        nodes.sort_unstable();
        nodes.dedup();
        let isolates =
            actors.into_iter().filter(|actor| nodes.binary_search(actor).is_err()).collect();
        let signed = signed(&nodes, ties);
        Self { graph, signed, nodes, isolates, untied, origin }
    }

    /// The graph of stances that the view shows.
    #[must_use]
    pub fn graph(&self) -> &'v StanceGraph {
        self.graph
    }

    /// The signed graph; its node `i` is the `i`-th actor of [`ActorGraph::nodes`].
    #[must_use]
    pub fn signed(&self) -> &SignedGraph {
        &self.signed
    }

    /// The actors who have a tie, by id.
    #[must_use]
    pub fn nodes(&self) -> &[ActorIx] {
        &self.nodes
    }

    /// The node of an actor; `None` if it has no tie.
    ///
    /// # Errors
    ///
    /// [`Error::OtherGraph`] for an actor of another graph.
    pub fn node(&self, actor: ActorIx) -> Result<Option<usize>, Error> {
        self.graph.check_actor(actor).map(|()| self.place_of(actor))
    }

    pub(crate) fn place_of(&self, actor: ActorIx) -> Option<usize> {
        self.nodes.binary_search(&actor).ok()
    }

    /// The actors of the view who have no tie, by id.
    #[must_use]
    pub fn isolates(&self) -> &[ActorIx] {
        &self.isolates
    }

    /// How many pairs or stances are no ties, and why.
    #[must_use]
    pub fn untied(&self) -> Untied {
        self.untied
    }

    /// The comparison behind the alignments; `None` for direct ties.
    #[must_use]
    pub fn comparison(&self) -> Option<&Comparison> {
        match &self.origin {
            Origin::Aligned { alignments, .. } => Some(alignments.comparison()),
            Origin::Said { .. } => None,
        }
    }

    /// The threshold used; `None` for direct ties.
    #[must_use]
    pub fn threshold(&self) -> Option<f64> {
        match &self.origin {
            Origin::Aligned { threshold, .. } => Some(*threshold),
            Origin::Said { .. } => None,
        }
    }

    /// How many targets two actors have to share to be tied; `None` for direct ties.
    #[must_use]
    pub fn min_shared(&self) -> Option<usize> {
        match &self.origin {
            Origin::Aligned { rule, .. } => Some(rule.min_shared),
            Origin::Said { .. } => None,
        }
    }

    /// Whether ties have weights of their own instead of 1.
    #[must_use]
    pub fn is_weighted(&self) -> bool {
        match &self.origin {
            Origin::Aligned { rule, .. } => rule.weighted,
            Origin::Said { weighted, .. } => *weighted,
        }
    }

    /// How many ties rest on a single shared target; 0 for direct ties.
    #[must_use]
    pub fn single(&self) -> usize {
        match &self.origin {
            Origin::Aligned { pairs, .. } => pairs.iter().filter(|p| p.tally.shared == 1).count(),
            Origin::Said { .. } => 0,
        }
    }

    /// The rule for several stances of one actor on another, and how many ties are parallel to another tie of the
    /// same two actors in the same direction; `None` if the ties are alignments.
    #[must_use]
    pub fn parallel(&self) -> Option<(Parallel, usize)> {
        let Origin::Said { said, parallel, .. } = &self.origin else { return None };
        let is_beside = |pair: &[(Standing, Option<StanceRef>)]| {
            let ends = |at: usize| (pair[at].0.actor_ix(), pair[at].0.target_node());
            ends(0) == ends(1)
        };
        Some((*parallel, said.windows(2).filter(|pair| is_beside(pair)).count()))
    }

    /// What a tie comes from.
    ///
    /// # Panics
    ///
    /// If there is no tie with this number.
    #[must_use]
    pub fn origin(&self, tie: usize) -> TieOrigin<'v> {
        match &self.origin {
            Origin::Aligned { pairs, .. } => TieOrigin::Alignment(pairs[tie]),
            Origin::Said { said, .. } => TieOrigin::Standing(said[tie].0),
        }
    }

    /// The stances behind a tie: its score follows from them alone.
    ///
    /// # Panics
    ///
    /// If there is no tie with this number.
    #[must_use]
    pub fn behind(&self, tie: usize) -> Vec<StanceRef<'v>> {
        match &self.origin {
            Origin::Aligned { alignments, pairs, .. } => {
                alignments.aligned(pairs[tie].pair).stances()
            }
            Origin::Said { said, .. } => match said[tie] {
                (_, Some(stance)) => vec![stance],
                (standing, None) => standing.deciding().collect(),
            },
        }
    }

    /// The graph of another view with the same measure and the same threshold.
    pub(crate) fn of_view<'w>(&self, view: &'w View<'_>) -> Result<ActorGraph<'w>, Error> {
        match &self.origin {
            Origin::Aligned { alignments, rule, threshold, .. } => {
                let same = TieRule { threshold: Threshold::At(*threshold), ..*rule };
                view.alignment_graph(alignments.comparison().clone(), same)
            }
            Origin::Said { weighted, parallel, .. } => {
                Ok(view.direct_graph_with(*weighted, *parallel))
            }
        }
    }

    /// The same nodes with other pairings, those of resampled targets.
    pub(crate) fn retied(
        &self,
        pairings: &[Pairing],
        rule: TieRule,
        threshold: f64,
    ) -> SignedGraph {
        let ties = pairings.iter().filter_map(|pairing| {
            let (a, b) = pairing.pair;
            self.place_of(a).and(self.place_of(b))?;
            Some(ActorTie { ends: (a, b), weight: weight(pairing, threshold, rule)? })
        });
        signed(&self.nodes, &ties.collect::<Vec<_>>())
    }
}

fn signed(nodes: &[ActorIx], ties: &[ActorTie]) -> SignedGraph {
    let mut signed = SignedGraph::new(nodes.len());
    let node = |actor| nodes.binary_search(&actor).expect("ties are between nodes");
    for ActorTie { ends: (a, b), weight } in ties {
        signed.add(node(*a), node(*b), *weight).expect("nodes exist and weights are finite");
    }
    signed
}
