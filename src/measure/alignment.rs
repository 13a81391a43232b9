//! How close two actors are, on what, and how sure that is.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Interval, agreement, wilson};
use crate::error::{Error, nearest};
use crate::graph::{ActorIx, Node, Side, StanceRef, Standing, Standings, TargetRef, View};
use crate::model::Actor;

/// How the standings of two actors are compared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Measure {
    /// One minus half the mean distance; see [`agreement`].
    #[default]
    Agreement,
}

impl Measure {
    /// All measures.
    pub const ALL: [Self; 1] = [Self::Agreement];

    /// The name on the command line and in JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Agreement => "agreement",
        }
    }

    /// Compares the values of two actors on their shared targets.
    #[must_use]
    pub fn score(self, pairs: &[(f64, f64)]) -> Option<f64> {
        match self {
            Self::Agreement => agreement(pairs),
        }
    }

    /// The 95 % interval of a score over `n` shared targets.
    #[must_use]
    pub fn interval(self, score: f64, n: usize) -> Option<Interval> {
        match self {
            Self::Agreement => wilson(score, n),
        }
    }
}

impl fmt::Display for Measure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for Measure {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self, Error> {
        let known = Self::ALL.into_iter().find(|measure| measure.as_str() == name);
        known.ok_or_else(|| Error::Unknown {
            what: "measure",
            name: name.into(),
            suggestion: nearest(name, Self::ALL.map(Self::as_str)).map(str::to_owned),
        })
    }
}

/// On how many shared targets two actors agree.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Tally {
    /// Targets on which both have a standing: the sum of the other four.
    pub shared: usize,
    /// Both support it, or both oppose it.
    pub agree: usize,
    /// One supports it, the other opposes it.
    pub disagree: usize,
    /// At least one has said both.
    pub mixed: usize,
    /// At least one is neutral, and none has said both.
    pub neutral: usize,
}

impl Tally {
    fn add(&mut self, relation: Relation) {
        self.shared += 1;
        match relation {
            Relation::Agree => self.agree += 1,
            Relation::Disagree => self.disagree += 1,
            Relation::Mixed => self.mixed += 1,
            Relation::Neutral => self.neutral += 1,
        }
    }
}

/// How two standings on one target relate.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Relation {
    /// Both support it, or both oppose it.
    Agree,
    /// One supports it, the other opposes it.
    Disagree,
    /// At least one has said both.
    Mixed,
    /// At least one is neutral, and none has said both.
    Neutral,
}

impl Relation {
    /// How two sides relate.
    ///
    /// ```
    /// use stancegraph::graph::Side;
    /// use stancegraph::measure::Relation;
    ///
    /// assert_eq!(Relation::of(Side::Support, Side::Oppose), Relation::Disagree);
    /// assert_eq!(Relation::of(Side::Mixed, Side::Neutral), Relation::Mixed);
    /// ```
    #[must_use]
    pub fn of(a: Side, b: Side) -> Self {
        match (a, b) {
            (Side::Mixed, _) | (_, Side::Mixed) => Self::Mixed,
            (Side::Neutral, _) | (_, Side::Neutral) => Self::Neutral,
            (a, b) if a == b => Self::Agree,
            _ => Self::Disagree,
        }
    }

    /// The word for it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Agree => "agree",
            Self::Disagree => "disagree",
            Self::Mixed => "mixed",
            Self::Neutral => "neutral",
        }
    }
}

/// A target on which two actors both have a standing.
#[derive(Clone, Copy, Debug)]
pub struct Shared<'s> {
    /// The standing of the first actor.
    pub a: Standing<'s>,
    /// The standing of the second.
    pub b: Standing<'s>,
}

impl<'s> Shared<'s> {
    /// What both are on.
    #[must_use]
    pub fn target(&self) -> TargetRef<'s> {
        self.a.target()
    }

    /// How the two relate.
    #[must_use]
    pub fn relation(&self) -> Relation {
        Relation::of(self.a.side(), self.b.side())
    }

    fn values(&self) -> (f64, f64) {
        (self.a.value(), self.b.value())
    }
}

/// How close two actors are in a view: on how many targets they agree, a
/// score, how sure it is, and the stances behind it.
#[derive(Clone, Copy, Debug)]
pub struct Alignment<'s> {
    standings: &'s Standings<'s>,
    pair: (ActorIx, ActorIx),
    /// On how many targets they agree and disagree.
    pub tally: Tally,
    /// How close they are; `None` where the measure has no answer.
    pub score: Option<f64>,
    /// Between which values the score lies, with 95 % confidence.
    pub interval: Option<Interval>,
}

impl<'s> Alignment<'s> {
    fn new(
        standings: &'s Standings<'s>,
        pair: (ActorIx, ActorIx),
        score: impl Fn(&[(f64, f64)]) -> Option<f64>,
        interval: impl Fn(f64, usize) -> Option<Interval>,
    ) -> Self {
        let mut alignment =
            Self { standings, pair, tally: Tally::default(), score: None, interval: None };
        let mut values = Vec::new();
        for shared in alignment.shared() {
            alignment.tally.add(shared.relation());
            values.push(shared.values());
        }
        alignment.score = score(&values);
        alignment.interval = alignment.score.and_then(|score| interval(score, values.len()));
        alignment
    }

    /// The numbers of the two actors.
    #[must_use]
    pub fn pair(&self) -> (ActorIx, ActorIx) {
        self.pair
    }

    /// The first actor.
    #[must_use]
    pub fn a(&self) -> &'s Actor {
        self.standings.graph().actor_at(self.pair.0)
    }

    /// The second actor.
    #[must_use]
    pub fn b(&self) -> &'s Actor {
        self.standings.graph().actor_at(self.pair.1)
    }

    /// The targets on which both have a standing: actors before issues, each by id.
    pub fn shared(&self) -> impl Iterator<Item = Shared<'s>> + use<'s> {
        let mut a = self.standings.of_actor(self.pair.0).peekable();
        let mut b = self.standings.of_actor(self.pair.1).peekable();
        std::iter::from_fn(move || {
            loop {
                let order = a.peek()?.target_node().cmp(&b.peek()?.target_node());
                match order {
                    Ordering::Less => drop(a.next()),
                    Ordering::Greater => drop(b.next()),
                    Ordering::Equal => return Some(Shared { a: a.next()?, b: b.next()? }),
                }
            }
        })
    }

    /// What each of the two has said of the other: the standing of the first
    /// toward the second, and the other way round.
    #[must_use]
    pub fn ties(&self) -> [Option<Standing<'s>>; 2] {
        let (a, b) = self.pair;
        [(a, b), (b, a)].map(|(from, to)| self.standings.get(from, Node::Actor(to)))
    }

    /// The stances that put the two where they are on their shared targets.
    pub fn stances(&self) -> impl Iterator<Item = StanceRef<'s>> + use<'s> {
        self.shared().flat_map(|shared| shared.a.deciding().chain(shared.b.deciding()))
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
        if let Some(Interval { low, high }) = self.interval {
            write!(f, " [{low:.2}, {high:.2}]")?;
        }
        let plural = if self.tally.shared == 1 { "" } else { "s" };
        write!(f, " on {} shared target{plural}", self.tally.shared)
    }
}

impl View<'_> {
    /// How close two actors are.
    ///
    /// # Errors
    ///
    /// [`Error::Unknown`] where the graph has no actor of that name.
    pub fn alignment(&self, a: &str, b: &str, measure: Measure) -> Result<Alignment<'_>, Error> {
        let pair = (self.graph().find_actor(a)?, self.graph().find_actor(b)?);
        Ok(self.align(pair, measure))
    }

    fn align(&self, pair: (ActorIx, ActorIx), measure: Measure) -> Alignment<'_> {
        let interval = |score, n| measure.interval(score, n);
        Alignment::new(self.standings(), pair, |pairs| measure.score(pairs), interval)
    }

    /// How close the actors of every pair are who share a target or have said
    /// something of one another, by the ids of the two.
    ///
    /// # Complexity
    ///
    /// O(a s) for `a` actors with `s` standings in all.
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
    pub fn alignments(&self, measure: Measure) -> impl Iterator<Item = Alignment<'_>> {
        self.pairs().map(move |pair| self.align(pair, measure)).filter(is_related)
    }

    /// The same by a measure of one's own: a score from the values, in [-1, 1], of
    /// the two actors on each shared target.
    pub fn alignments_by<'v>(
        &'v self,
        score: impl Fn(&[(f64, f64)]) -> Option<f64> + 'v,
    ) -> impl Iterator<Item = Alignment<'v>> {
        let align = move |pair| Alignment::new(self.standings(), pair, &score, |_, _| None);
        self.pairs().map(align).filter(is_related)
    }

    fn pairs(&self) -> impl Iterator<Item = (ActorIx, ActorIx)> + use<> {
        let actors = self.standings().actors().collect::<Vec<_>>();
        (0..actors.len()).flat_map(move |first| {
            let (a, rest) = (actors[first], actors[first + 1..].to_vec());
            rest.into_iter().map(move |b| (a, b))
        })
    }
}

fn is_related(alignment: &Alignment) -> bool {
    alignment.tally.shared > 0 || alignment.ties().iter().any(Option::is_some)
}
