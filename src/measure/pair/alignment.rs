//! Alignments: the closeness of two actors, with its targets and its uncertainty.

use std::fmt;
use std::sync::Arc;

use serde::{Serialize, Serializer};

use super::context::{Context, Pair};
use super::shared::shared;
use super::{
    AnyMeasure, Comparison, Contribution, Interval, Normalisation, Pairing, Shared, Tally,
};
use crate::error::Error;
use crate::graph::{Named, Node, StanceGraph, StanceRef, Standing, View};
use crate::model::{Actor, StanceId};

/// The closeness of two actors in a view: the number of targets on which they agree, a score, its uncertainty, and
/// the stances behind it.
#[derive(Clone)]
pub struct Alignment<'v> {
    context: Arc<Context<'v>>,
    pair: Pair,
    /// The number of targets on which they agree and disagree.
    pub tally: Tally,
    /// The closeness of the two; `None` if the measure is undefined.
    pub score: Option<f64>,
}

impl<'v> Alignment<'v> {
    pub(crate) fn of(context: Arc<Context<'v>>, pairing: Pairing) -> Self {
        let Pairing { pair, tally, score } = pairing;
        Self { context, pair, tally, score }
    }

    /// The numbers of the two actors.
    #[must_use]
    pub fn pair(&self) -> Pair {
        self.pair
    }

    pub(crate) fn graph(&self) -> &'v StanceGraph {
        self.context.standings.graph()
    }

    /// The first actor.
    #[must_use]
    pub fn a(&self) -> &'v Actor {
        self.context.standings.graph().actor(self.pair.0)
    }

    /// The second actor.
    #[must_use]
    pub fn b(&self) -> &'v Actor {
        self.context.standings.graph().actor(self.pair.1)
    }

    pub(crate) fn pairing(&self) -> Pairing {
        Pairing { pair: self.pair, tally: self.tally, score: self.score }
    }

    /// Whether the two share a target, or one has said something about the other.
    pub(crate) fn is_related(&self) -> bool {
        self.tally.shared > 0 || self.ties().iter().any(Option::is_some)
    }

    /// The comparison that gives the score.
    #[must_use]
    pub fn comparison(&self) -> &Comparison {
        &self.context.comparison
    }

    /// The interval of the score.
    ///
    /// A Wilson interval for shares (`agreement`, `identical`, `decided`), otherwise a percentile bootstrap over
    /// targets, computed on each call. `None` without a score, or if all samples give the same score (with a
    /// single target, for example).
    #[must_use]
    pub fn interval(&self) -> Option<Interval> {
        self.context.interval(&self.pairing())
    }

    /// The targets on which both have a standing: actors before issues, each by id.
    pub fn shared(&self) -> impl Iterator<Item = Shared<'v>> + use<'v> {
        shared(self.context.standings, self.pair)
    }

    /// The contribution of each shared target to the score, in the order of [`Alignment::shared`].
    ///
    /// O(n) in the number of shared targets, and O(c²) in the number of different pairs of levels.
    #[must_use]
    pub fn contributions(&self) -> Vec<Contribution<'v>> {
        Contribution::all(&self.context, self.pair)
    }

    /// The standing of each of the two toward the other: of the first toward the second, then of the second toward
    /// the first.
    #[must_use]
    pub fn ties(&self) -> [Option<Standing<'v>>; 2] {
        let (a, b) = self.pair;
        let standings = self.context.standings;
        [(a, b), (b, a)].map(|(from, to)| standings.find(from, Node::Actor(to)))
    }

    /// The stances behind the score, each once; no other stance affects it.
    ///
    /// For measures of standings, these are the stances that decide the standings on the shared targets; for
    /// measures of counts, all stances on the shared targets, and with normalisation all stances of the two
    /// actors. A measure of your own that receives the standings can look at all of their stances, so it has all
    /// stances on the shared targets.
    #[must_use]
    pub fn stances(&self) -> Vec<StanceRef<'v>> {
        let Comparison { measure, normalisation, .. } = &self.context.comparison;
        let standings = self.context.standings;
        let mut stances = match (measure.is_of_counts(), normalisation) {
            _ if measure.of_standings().is_some() => {
                self.shared().flat_map(|both| both.a.stances().chain(both.b.stances())).collect()
            }
            (true, Normalisation::None) => {
                self.shared().flat_map(|both| both.a.stances().chain(both.b.stances())).collect()
            }
            (true, _) => {
                let (a, b) = self.pair;
                let of_both = standings.of(a).chain(standings.of(b));
                of_both.flat_map(Standing::stances).collect::<Vec<_>>()
            }
            (false, _) => {
                self.shared().flat_map(|both| both.a.deciding().chain(both.b.deciding())).collect()
            }
        };
        if self.pair.0 == self.pair.1 {
            stances.sort_by_key(|stance| stance.index());
            stances.dedup_by_key(|stance| stance.index());
        }
        stances
    }
}

/// Serialises the two actors, their tally, score and interval, and the ids of the stances behind the score.
impl Serialize for Alignment<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Told<'a> {
            measure: &'a AnyMeasure,
            a: Named<'a>,
            b: Named<'a>,
            tally: Tally,
            score: Option<f64>,
            interval: Option<Interval>,
            stances: Vec<StanceId>,
        }
        Told {
            measure: &self.comparison().measure,
            a: self.a().into(),
            b: self.b().into(),
            tally: self.tally,
            score: self.score,
            interval: self.interval(),
            stances: self.stances().into_iter().map(StanceRef::id).collect(),
        }
        .serialize(serializer)
    }
}

impl fmt::Debug for Alignment<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Alignment({self})")
    }
}

impl fmt::Display for Alignment<'_> {
    /// `China and Russia: 1.00 [0.44, 1.00] on 3 shared targets`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} and {}: ", self.a().title(), self.b().title())?;
        match self.score {
            Some(score) => write!(f, "{score:.2}")?,
            None => f.write_str("no answer")?,
        }
        if let Some(Interval { low, high }) = self.interval() {
            write!(f, " [{low:.2}, {high:.2}]")?;
        }
        let plural = if self.tally.shared == 1 { "" } else { "s" };
        write!(f, " on {} shared target{plural}", self.tally.shared)
    }
}

/// # Comparing pairs
impl View<'_> {
    /// Compares two actors, by a [`Measure`](crate::measure::Measure) or a whole [`Comparison`].
    ///
    /// # Errors
    ///
    /// Returns [`Error::Unknown`] if the graph has no actor or target with a given name, [`Error::CountsFor`] if
    /// an actor counts for its group or whole, [`Error::Comparison`] if a setting does not fit the measure.
    pub fn alignment(
        &self,
        a: &str,
        b: &str,
        comparison: impl Into<Comparison>,
    ) -> Result<Alignment<'_>, Error> {
        let pair = (self.find_actor(a)?, self.find_actor(b)?);
        Ok(self.compare(comparison)?.aligned(pair))
    }

    /// Compares all pairs of actors who share a target or a tie (one has said something about the other), by the
    /// ids of the two.
    ///
    /// # Complexity
    ///
    /// Same as [`Alignments::pairings`](super::Alignments::pairings).
    ///
    /// ```
    /// use stancegraph::measure::Measure;
    /// use stancegraph::model::Stance;
    /// use stancegraph::{StanceGraph, Undeclared};
    ///
    /// let mut builder = StanceGraph::builder();
    /// builder.undeclared(Undeclared::Create);
    /// builder.stance(&Stance::on_issue("Russia", "opposes", "THAAD")?);
    /// builder.stance(&Stance::on_issue("Seoul", "pursues", "THAAD")?);
    /// let graph = builder.build()?;
    /// let view = graph.view();
    /// let pairs = view.alignments(Measure::Agreement).map(|pair| pair.to_string());
    /// assert_eq!(
    ///     pairs.collect::<Vec<_>>(),
    ///     ["Russia and Seoul: 0.00 [0.00, 0.79] on 1 shared target"],
    /// );
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn alignments(
        &self,
        measure: impl Into<AnyMeasure>,
    ) -> impl Iterator<Item = Alignment<'_>> {
        self.compare(measure.into()).expect("a measure without settings fits").into_iter()
    }
}
