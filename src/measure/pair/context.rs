//! The context shared by all alignments of a view under one comparison.

use std::hash::Hasher;
use std::sync::OnceLock;

use petgraph::graph::NodeIndex;
use siphasher::sip::SipHasher13;

use super::Voices;
use super::bootstrap::{self, OnTarget};
use super::kernel::{Gathering, Kernel, Scored, Table};
use super::shared::{Shared, shared};
use super::{Activity, Meeting, each_target};
use super::{Comparison, Interval, Joint, Pairing, Tally, wilson};
use crate::error::Error;
use crate::graph::{ActorIx, Node, Standings, View};

/// The numbers of two actors.
pub type Pair = (ActorIx, ActorIx);

/// The standings and voices of a view, and the comparison.
pub struct Context<'v> {
    pub(crate) standings: Standings<'v>,
    pub(crate) comparison: Comparison,
    weights: Option<Vec<f64>>,
    /// The voices, for measures of counts only.
    voices: Option<Voices>,
    /// The number of times that each node is drawn as a target, if targets are resampled.
    times: Option<Vec<u32>>,
    /// Built when all pairs are requested.
    table: OnceLock<(Table, Kernel)>,
}

impl<'v> Context<'v> {
    pub(crate) fn new(view: &'v View<'_>, mut comparison: Comparison) -> Result<Self, Error> {
        let weights = comparison.checked(view.graph())?;
        let voices = comparison
            .measure
            .is_of_counts()
            .then(|| Voices::of_others(view, comparison.duplicates));
        if let Some(voices) = &voices {
            comparison.range = comparison.range_of(view.graph(), voices)?;
        }
        let standings = view.standings();
        let (times, table) = (None, OnceLock::new());
        Ok(Self { standings, comparison, weights, voices, times, table })
    }

    /// The context with each target repeated `times` times.
    pub(crate) fn redrawn(&self, times: impl Fn(Node) -> u32) -> Self {
        let graph = self.standings.graph().petgraph();
        let times = |node: usize| times(graph[NodeIndex::new(node)]);
        let table = self.table().0.redrawn(times);
        let kernel = Kernel::of(&table);
        let drawn = || (0..graph.node_count()).map(times).collect();
        Self {
            times: self.comparison.measure.of_standings().map(|_| drawn()),
            standings: self.standings,
            comparison: self.comparison.clone(),
            weights: self.weights.clone(),
            voices: self.voices.as_ref().map(|voices| voices.redrawn(times)),
            table: OnceLock::from((table, kernel)),
        }
    }

    fn table(&self) -> &(Table, Kernel) {
        self.table.get_or_init(|| {
            let table = Table::of(self.standings, self.weights.as_deref());
            let kernel = Kernel::of(&table);
            (table, kernel)
        })
    }

    /// The actors who have a standing, by id.
    pub(crate) fn actors(&self) -> &[ActorIx] {
        &self.table().0.actors
    }

    /// Calls `visit` for each later actor related to the actor of a row, in the order of ids: both have a standing
    /// on a target, or one has said something about the other.
    pub(crate) fn each_later(
        &self,
        row: usize,
        gathering: &mut Gathering,
        mut visit: impl FnMut(Pair, &Joint),
    ) {
        let (table, kernel) = self.table();
        let pair = |other: usize| (table.actors[row], table.actors[other]);
        let nothing = Joint::default();
        let mut ties = Ties::of(table, row);
        kernel.each_later(table, row, gathering, |other, joint| {
            ties.before(other, |tied| visit(pair(tied), &nothing));
            visit(pair(other), joint);
        });
        ties.before(usize::MAX, |tied| visit(pair(tied), &nothing));
    }

    /// Calls `visit` with the pairing of the actor of a row and each later one, in the order of ids.
    pub(crate) fn row(
        &self,
        row: usize,
        gathering: &mut Gathering,
        mut visit: impl FnMut(Pairing),
    ) {
        let measure = &self.comparison.measure;
        if measure.is_of_counts() || measure.of_standings().is_some() {
            return self.each_later(row, gathering, |pair, joint| {
                let (tally, score) = (Tally::of(joint), self.score(pair, joint));
                visit(Pairing { pair, tally, score });
            });
        }
        let (table, kernel) = self.table();
        let mut ties = Ties::of(table, row);
        let mut push = |other: usize, (tally, score): Scored| {
            visit(Pairing { pair: (table.actors[row], table.actors[other]), tally, score });
        };
        let nothing = (Tally::default(), None);
        let score = |joint: &Joint| measure.score(joint, self.comparison.distance);
        kernel.each_scored(table, row, measure.is_foldable(), gathering, score, |other, scored| {
            ties.before(other, |tied| push(tied, nothing));
            push(other, scored);
        });
        ties.before(usize::MAX, |tied| push(tied, nothing));
    }

    /// The joint distribution of two actors, the actor with the lower number first.
    pub(crate) fn joint(&self, pair: Pair) -> Joint {
        let cells = shared(self.standings, ordered(pair)).map(|shared| {
            let mut cell = shared.cell();
            cell.weight = self.weight(shared.a.target_node());
            cell
        });
        cells.collect()
    }

    pub(crate) fn weight(&self, target: Node) -> f64 {
        let node = self.standings.graph().node_number(target).index();
        self.weights.as_ref().map_or(1.0, |weights| weights[node])
    }

    pub(crate) fn score(&self, pair: Pair, joint: &Joint) -> Option<f64> {
        if let Some(own) = self.comparison.measure.of_standings() {
            return own.score_shared(&self.shared(pair));
        }
        let Some(voices) = &self.voices else {
            return self.comparison.measure.score(joint, self.comparison.distance);
        };
        let (a, b) = ordered(pair);
        let met = Meeting::of(voices.of_actor(a), voices.of_actor(b));
        let (a, b) = (voices.activity(a), voices.activity(b));
        OnTarget { met, a, b }.score(&self.comparison)
    }

    pub(crate) fn interval(&self, of: &Pairing) -> Option<Interval> {
        let Pairing { pair, tally, score } = *of;
        let score = score?;
        let comparison = &self.comparison;
        if comparison.resamples == 0 && !comparison.measure.is_share() {
            return None;
        }
        if self.voices.is_some() {
            let targets = self.on_targets(pair).into_iter().map(|(_, on)| on).collect::<Vec<_>>();
            return bootstrap::of_counts(&targets, comparison, self.stream(pair));
        }
        match (comparison.measure.cases(&tally), comparison.measure.of_standings()) {
            (Some(cases), _) => self.wilson(score, cases),
            (None, Some(own)) => {
                bootstrap::of_shared(&self.shared(pair), own, comparison, self.stream(pair))
            }
            (None, None) => bootstrap::of_joint(&self.joint(pair), comparison, self.stream(pair)),
        }
    }

    /// The Wilson interval of a share, rescaled to the range of the measure.
    fn wilson(&self, score: f64, cases: usize) -> Option<Interval> {
        let (low, high) = self.comparison.measure.ends()?;
        if (low, high) == (0.0, 1.0) {
            return wilson(score, cases, self.comparison.confidence);
        }
        let at = |share: f64| low + share * (high - low);
        let share = (score - low) / (high - low);
        let interval = wilson(share, cases, self.comparison.confidence)?;
        Some(Interval { low: at(interval.low), high: at(interval.high) })
    }

    /// The targets that two actors share, the actor with the lower number first; targets drawn several times
    /// appear several times.
    pub(crate) fn shared(&self, pair: Pair) -> Vec<Shared<'v>> {
        let graph = self.standings.graph();
        let times = |shared: &Shared| {
            let node = graph.node_number(shared.a.target_node()).index();
            self.times.as_ref().map_or(1, |times| times[node] as usize)
        };
        let shared = shared(self.standings, ordered(pair));
        shared.flat_map(|shared| std::iter::repeat_n(shared, times(&shared))).collect()
    }

    /// The voices of two actors, by target; empty for measures of standings.
    pub(crate) fn on_targets(&self, pair: Pair) -> Vec<(usize, OnTarget)> {
        let Some(voices) = &self.voices else { return Vec::new() };
        let (a, b) = ordered(pair);
        let mut targets = Vec::new();
        each_target(voices.of_actor(a), voices.of_actor(b), |target, a, b| {
            let mut met = Meeting::default();
            met.add(a, b);
            targets.push((target, OnTarget { met, a: Activity::of(a), b: Activity::of(b) }));
        });
        targets
    }

    /// A number derived from the ids of two actors, independent of their order.
    fn stream(&self, pair: Pair) -> u64 {
        let (a, b) = ordered(pair);
        let mut hasher = SipHasher13::new();
        for actor in [a, b] {
            hasher.write(self.standings.graph().actor(actor).id.as_str().as_bytes());
            hasher.write_u8(0xff);
        }
        hasher.finish()
    }
}

/// The actors with whom an actor has a tie, in order: one of the two has said something about the other.
struct Ties<'t>(std::iter::Peekable<std::slice::Iter<'t, u32>>);

impl<'t> Ties<'t> {
    fn of(table: &'t Table, row: usize) -> Self {
        Self(table.ties(row).iter().peekable())
    }

    /// Calls `visit` once for each actor before `other`, and skips `other` itself.
    fn before(&mut self, other: usize, mut visit: impl FnMut(usize)) {
        while let Some(tied) = self.0.next_if(|tied| (**tied as usize) < other) {
            visit(*tied as usize);
        }
        self.0.next_if(|tied| **tied as usize == other);
    }
}

fn ordered((a, b): Pair) -> Pair {
    (a.min(b), a.max(b))
}
