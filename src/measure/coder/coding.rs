//! Inter-coder reliability: the agreement of coders on their codes.

use std::collections::{BTreeMap, BTreeSet};

use super::{Distance, krippendorff};
use crate::graph::{ActorIx, Counts, Node, Number, Side, StanceGraph, StanceRef, TargetRef, View};
use crate::model::{Actor, Date, Source};

/// The most coders that are compared pair by pair.
pub const MAX_CODERS: usize = 1_000;

/// The agreement of a view's coders.
///
/// A *unit* is one statement, coded by several coders: what one actor said on one target in one place of one
/// source (its locator; without a locator, anywhere in the source), or on one day if there is no source. A coder's
/// value for a unit is the mean of the signed positions of the coder's stances in it.
///
/// Created by [`View::coding`].
#[derive(Clone, Debug)]
pub struct Coding<'g> {
    distance: Distance,
    /// The coders, by name.
    pub coders: Vec<&'g str>,
    /// The units with more than one coder, by actor, target and place.
    pub units: Vec<CodedUnit<'g>>,
    /// The number of units with a single coder.
    pub single: usize,
    /// The number of stances without a coder.
    pub uncoded: usize,
}

/// A statement, with the code of each of its coders.
#[derive(Clone, Debug)]
pub struct CodedUnit<'g> {
    graph: &'g StanceGraph,
    key: Key<'g>,
    /// The codes, by coder.
    pub codes: Vec<Code<'g>>,
}

/// The code that one coder gave a unit.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Code<'g> {
    /// The coder.
    pub coder: &'g str,
    /// The mean of the signed positions, in [-1, 1].
    pub value: f64,
    /// The side that the stances add up to.
    pub side: Side,
    /// The stances, in the order of the graph.
    pub stances: Vec<StanceRef<'g>>,
}

/// The agreement of two coders.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct CoderPair<'g> {
    /// One coder.
    pub a: &'g str,
    /// The other coder.
    pub b: &'g str,
    /// The number of units that both have coded: at least one.
    pub units: usize,
    /// The number of units with the same value from both.
    pub same: usize,
    /// [`krippendorff`]'s alpha of the two coders.
    pub alpha: Option<f64>,
}

/// The actor, the target, and the place: source and locator, or the day if there is no source.
type Key<'g> = (ActorIx, Node, Option<Number>, Option<&'g str>, Option<Date>);

fn key<'g>(view: &View, stance: StanceRef<'g>) -> Key<'g> {
    let source = stance.edge().source;
    let date = stance.date().filter(|_| source.is_none()).map(Date::begin);
    (view.actor_for(stance), view.target_for(stance), source, stance.locator(), date)
}

impl<'g> CodedUnit<'g> {
    /// The actor who made the statement.
    #[must_use]
    pub fn actor(&self) -> &'g Actor {
        self.graph.actor(self.key.0)
    }

    /// The node of the target.
    #[must_use]
    pub fn node(&self) -> Node {
        self.key.1
    }

    /// The target.
    #[must_use]
    pub fn target(&self) -> TargetRef<'g> {
        self.graph.target_of(self.key.1)
    }

    /// The source of the statement.
    #[must_use]
    pub fn source(&self) -> Option<&'g Source> {
        self.key.2.map(|source| self.graph.source_numbered(source))
    }

    /// The place in the source.
    #[must_use]
    pub fn locator(&self) -> Option<&'g str> {
        self.key.3
    }

    /// The date of the statement: the earliest date of its stances.
    #[must_use]
    pub fn date(&self) -> Option<Date> {
        self.stances().filter_map(StanceRef::date).min()
    }

    /// Its stances, by coder.
    pub fn stances(&self) -> impl Iterator<Item = StanceRef<'g>> {
        self.codes.iter().flat_map(|code| code.stances.iter().copied())
    }

    /// The largest difference between two values: 0 if all coders agree, at most 2.
    #[must_use]
    pub fn spread(&self) -> f64 {
        let values = || self.codes.iter().map(|code| code.value);
        values().fold(f64::MIN, f64::max) - values().fold(f64::MAX, f64::min)
    }

    /// Whether two coders gave different values.
    #[must_use]
    pub fn is_disputed(&self) -> bool {
        self.spread() > 0.0
    }

    fn values(&self) -> Vec<f64> {
        self.codes.iter().map(|code| code.value).collect()
    }
}

impl<'g> Code<'g> {
    fn new(coder: &'g str, stances: Vec<StanceRef<'g>>) -> Self {
        let counts = stances.iter().map(|stance| stance.position()).collect::<Counts>();
        let sum = stances.iter().map(|stance| stance.signed()).sum::<f64>();
        let value = sum / f64::from(counts.total().max(1));
        Self { coder, value, side: counts.side().unwrap_or(Side::Neutral), stances }
    }
}

impl<'g> Coding<'g> {
    /// The distance by which values are compared.
    #[must_use]
    pub fn distance(&self) -> Distance {
        self.distance
    }

    /// [`krippendorff`]'s alpha over all units; `None` if there is nothing to compare.
    #[must_use]
    pub fn alpha(&self) -> Option<f64> {
        self.alpha_of(self.units.iter())
    }

    /// [`krippendorff`]'s alpha over some of the units: those on one issue, of one actor, from one source.
    #[must_use]
    pub fn alpha_of<'a>(&self, units: impl IntoIterator<Item = &'a CodedUnit<'g>>) -> Option<f64>
    where
        'g: 'a,
    {
        let values = units.into_iter().map(CodedUnit::values).collect::<Vec<_>>();
        krippendorff(&values, self.distance)
    }

    /// The units on each target: actors before issues, each by id.
    #[must_use]
    pub fn by_target(&self) -> BTreeMap<Node, Vec<&CodedUnit<'g>>> {
        let mut targets = BTreeMap::<_, Vec<_>>::new();
        for unit in &self.units {
            targets.entry(unit.node()).or_default().push(unit);
        }
        targets
    }

    /// The units to which coders gave different values, those with the largest spread first.
    #[must_use]
    pub fn disputed(&self) -> Vec<&CodedUnit<'g>> {
        let mut units = self.units.iter().filter(|unit| unit.is_disputed()).collect::<Vec<_>>();
        units.sort_by(|a, b| b.spread().total_cmp(&a.spread()));
        units
    }

    /// Every pair of coders with a common unit, by name; `None` with more than [`MAX_CODERS`] coders.
    #[must_use]
    pub fn pairs(&self) -> Option<Vec<CoderPair<'g>>> {
        if self.coders.len() > MAX_CODERS {
            return None;
        }
        let mut common = BTreeMap::<(&str, &str), Vec<Vec<f64>>>::new();
        for unit in &self.units {
            for (index, a) in unit.codes.iter().enumerate() {
                for b in &unit.codes[index + 1..] {
                    common.entry((a.coder, b.coder)).or_default().push(vec![a.value, b.value]);
                }
            }
        }
        let pairs = common.into_iter().map(|((a, b), values)| CoderPair {
            a,
            b,
            units: values.len(),
            same: values.iter().filter(|both| both[0].total_cmp(&both[1]).is_eq()).count(),
            alpha: krippendorff(&values, self.distance),
        });
        Some(pairs.collect())
    }
}

impl<'g> View<'g> {
    /// Measures how far the coders of the stances agree on their positions.
    ///
    /// With [`Time::Latest`](crate::graph::Time::Latest), every stance counts.
    ///
    /// # Complexity
    ///
    /// O(n log n) in the number of stances.
    ///
    /// # Examples
    ///
    /// ```
    /// use stancegraph::measure::Distance;
    /// use stancegraph::model::{Stance, date};
    /// use stancegraph::{StanceGraph, Undeclared};
    ///
    /// let mut builder = StanceGraph::builder();
    /// builder.undeclared(Undeclared::Create);
    /// for (day, coder, label) in [
    ///     (1, "ann", "supports"), (1, "ben", "supports"),
    ///     (2, "ann", "opposes"), (2, "ben", "opposes"),
    ///     (3, "ann", "supports"), (3, "ben", "opposes"),
    /// ] {
    ///     let stance = Stance::on_issue("Seoul", label, "THAAD")?;
    ///     builder.stance(&stance.with_date(date(2016, 7, day)).with_coder(coder));
    /// }
    /// let graph = builder.build()?;
    /// let coding = graph.view().coding(Distance::Nominal);
    /// assert!((coding.alpha().unwrap() - 4.0 / 9.0).abs() < 1e-12);
    /// assert_eq!(coding.disputed()[0].date(), Some(date(2016, 7, 3)));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn coding(&self, distance: Distance) -> Coding<'g> {
        let graph = self.graph();
        let said: View<'g> = self.said();
        let (mut coded, mut uncoded) = (Vec::new(), 0);
        for stance in said.stances() {
            match stance.coder() {
                Some(coder) => coded.push((key(&said, stance), coder, stance.index())),
                None => uncoded += 1,
            }
        }
        coded.sort_unstable();
        let coders = coded.iter().map(|(_, coder, _)| *coder).collect::<BTreeSet<_>>();
        let (mut units, mut single) = (Vec::new(), 0);
        for group in coded.chunk_by(|a, b| a.0 == b.0) {
            let codes = group.chunk_by(|a, b| a.1 == b.1).map(|group| {
                let stances = group.iter().map(|(.., edge)| graph.stance(*edge));
                Code::new(group[0].1, stances.collect())
            });
            match codes.collect::<Vec<_>>() {
                codes if codes.len() < 2 => single += 1,
                codes => units.push(CodedUnit { graph, key: group[0].0, codes }),
            }
        }
        Coding { distance, coders: coders.into_iter().collect(), units, single, uncoded }
    }
}
