//! Standings: the sums of an actor's stances on one target.

use std::borrow::Cow;
use std::fmt;
use std::sync::OnceLock;

use petgraph::graph::{EdgeIndex, NodeIndex};
use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};

use super::{ActorIx, Node, Number, StanceGraph, StanceRef, TargetRef, Time, View};
use crate::error::Error;
use crate::model::{Actor, Date, Position, exact};

/// The side of an actor on a target.
// Closed: a standing is for, against, neither or both; every picture and measure has to say what it does with each.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    schemars::JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Side {
    /// The actor is for it.
    Support,
    /// The actor is against it.
    Oppose,
    /// The actor said that it is neither for nor against.
    Neutral,
    /// The actor said both.
    Mixed,
}

impl Side {
    /// All sides.
    pub const ALL: [Self; 4] = [Self::Support, Self::Oppose, Self::Neutral, Self::Mixed];

    /// The name, as in JSON and CSV.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Support => "support",
            Self::Oppose => "oppose",
            Self::Neutral => "neutral",
            Self::Mixed => "mixed",
        }
    }

    /// The symbol that pictures and tables use.
    #[must_use]
    pub fn glyph(self) -> char {
        match self {
            Self::Support => '▲',
            Self::Oppose => '▼',
            Self::Neutral => '○',
            Self::Mixed => '◆',
        }
    }

    /// Whether the side is support or opposition.
    #[must_use]
    pub fn is_decided(self) -> bool {
        matches!(self, Self::Support | Self::Oppose)
    }
}

impl From<Position> for Side {
    fn from(position: Position) -> Self {
        match position {
            Position::Support => Self::Support,
            Position::Neutral => Self::Neutral,
            Position::Oppose => Self::Oppose,
        }
    }
}

impl fmt::Display for Side {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// The number of stances with each position.
// Closed: one number for each position.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, schemars::JsonSchema,
)]
pub struct Counts {
    /// Stances for it.
    pub support: u32,
    /// Stances against it.
    pub oppose: u32,
    /// Neutral stances.
    pub neutral: u32,
}

impl Counts {
    /// The number of all stances.
    #[must_use]
    pub fn total(self) -> u32 {
        self.support + self.oppose + self.neutral
    }

    /// The side that the stances add up to: mixed with both support and opposition, neutral with neither;
    /// `None` without any stance.
    ///
    /// ```
    /// use stancegraph::graph::{Counts, Side};
    ///
    /// let counts = Counts { support: 2, oppose: 0, neutral: 1 };
    /// assert_eq!(counts.side(), Some(Side::Support));
    /// assert_eq!(Counts { oppose: 1, ..counts }.side(), Some(Side::Mixed));
    /// assert_eq!(Counts::default().side(), None);
    /// ```
    #[must_use]
    pub fn side(self) -> Option<Side> {
        match (self.support, self.oppose, self.neutral) {
            (0, 0, 0) => None,
            (0, 0, _) => Some(Side::Neutral),
            (_, 0, _) => Some(Side::Support),
            (0, _, _) => Some(Side::Oppose),
            _ => Some(Side::Mixed),
        }
    }

    /// Adds all stances of another count.
    pub(crate) fn add_all(&mut self, other: Self) {
        self.support += other.support;
        self.oppose += other.oppose;
        self.neutral += other.neutral;
    }

    /// Counts one more stance.
    pub fn add(&mut self, position: Position) {
        // Without branches: positions come in no order that a processor could guess.
        self.support += u32::from(position == Position::Support);
        self.oppose += u32::from(position == Position::Oppose);
        self.neutral += u32::from(position == Position::Neutral);
    }

    /// Removes a stance that was counted.
    pub(super) fn remove(&mut self, position: Position) {
        match position {
            Position::Support => self.support -= 1,
            Position::Oppose => self.oppose -= 1,
            Position::Neutral => self.neutral -= 1,
        }
    }
}

impl FromIterator<Position> for Counts {
    fn from_iter<I: IntoIterator<Item = Position>>(positions: I) -> Self {
        let mut counts = Self::default();
        positions.into_iter().for_each(|position| counts.add(position));
        counts
    }
}

/// The standings of a view, sorted by actor, then by target: actors before issues, each by id.
///
/// It borrows from the view, and is cheap to copy.
#[derive(Clone, Copy, Debug)]
pub struct Standings<'v> {
    graph: &'v StanceGraph,
    tallied: &'v Tallied,
}

/// The stances of each standing: all that a view stores about its standings.
#[derive(Clone, Debug)]
pub(super) struct Tallied {
    in_window: bool,
    is_pooled: bool,
    edges: Vec<EdgeIndex>,
    rows: Vec<Row>,
    /// The rows by target, sorted when the standings on a target are first asked for.
    by_target: OnceLock<Vec<u32>>,
}

#[derive(Clone, Copy, Debug)]
struct Row {
    actor: Number,
    target: NodeIndex,
    /// The start of its edges; they end where those of the next row start.
    start: u32,
    value: f64,
    side: Side,
}

/// Adds stances up to standings.
struct Tally<'g> {
    graph: &'g StanceGraph,
    /// The positions of which each standing must have one in force; empty for no such limit.
    positions: &'g [Position],
    made: Tallied,
}

impl Tallied {
    /// Adds up the standings for which a stance with one of these positions is in force; all standings if
    /// `positions` is empty.
    pub(super) fn of(view: &View, positions: &[Position]) -> Self {
        let made = Self {
            in_window: matches!(view.time(), Time::Window { .. }),
            is_pooled: view.is_pooled(),
            edges: Vec::new(),
            rows: Vec::new(),
            by_target: OnceLock::new(),
        };
        let mut tally = Tally { graph: view.graph(), positions, made };
        if view.is_as_coded() {
            let mut last = None;
            for stance in view.behind_standings() {
                let nodes = Some(stance.nodes());
                if nodes != last {
                    last = nodes;
                    tally.begin(stance.actor_ix().number, stance.nodes().1);
                }
                tally.made.edges.push(stance.index());
            }
        } else {
            let key = |stance: StanceRef| (view.actor_for(stance), view.target_for(stance));
            let mut stances = view
                .behind_standings()
                .map(|stance| (key(stance), stance.edge().date, stance.index()))
                .collect::<Vec<_>>();
            stances.sort_unstable();
            for group in stances.chunk_by(|(a, ..), (b, ..)| a == b) {
                let (actor, target) = group[0].0;
                tally.begin(actor.number, view.graph().node_number(target));
                tally.made.edges.extend(group.iter().map(|(.., edge)| *edge));
            }
        }
        tally.settle_last();
        tally.made
    }

    fn edges_of(&self, row: usize) -> &[EdgeIndex] {
        let end = self.rows.get(row + 1).map_or(self.edges.len(), |next| next.start as usize);
        &self.edges[self.rows[row].start as usize..end]
    }

    /// The edges that decide a standing; in a window, all of them.
    fn in_force<'e>(&self, graph: &StanceGraph, edges: &'e [EdgeIndex]) -> Cow<'e, [EdgeIndex]> {
        // A single stance is the latest.
        if self.in_window || edges.len() == 1 { edges.into() } else { self.latest(graph, edges) }
    }

    /// The edges of the latest day; for a group, those of the latest day of each member.
    fn latest<'e>(&self, graph: &StanceGraph, edges: &'e [EdgeIndex]) -> Cow<'e, [EdgeIndex]> {
        match self.is_pooled {
            true => latest_of_each(graph, edges).into(),
            false => latest(graph, edges).into(),
        }
    }
}

impl Tally<'_> {
    /// Starts the next standing and settles the previous one, which has all its stances.
    fn begin(&mut self, actor: Number, target: NodeIndex) {
        self.settle_last();
        let start = u32::try_from(self.made.edges.len()).expect("edges are counted in u32");
        self.made.rows.push(Row { actor, target, start, value: 0.0, side: Side::Neutral });
    }

    /// Computes the side of the last standing, or removes the standing if its positions are not asked for.
    fn settle_last(&mut self) {
        let Some(index) = self.made.rows.len().checked_sub(1) else { return };
        let edges = self.made.edges_of(index);
        if !self.is_asked_for(edges) {
            self.made.edges.truncate(self.made.rows[index].start as usize);
            self.made.rows.pop();
            return;
        }
        let graph = self.graph.petgraph();
        let (value, side) = match edges {
            // Most standings consist of one stance.
            [only] => (graph[*only].signed(), graph[*only].position().into()),
            edges => {
                let said = self.made.in_force(self.graph, edges);
                let counts = said.iter().map(|edge| graph[*edge].position()).collect::<Counts>();
                let values = said.iter().map(|edge| graph[*edge].signed()).collect::<Vec<_>>();
                (exact::mean(&values), counts.side().unwrap_or(Side::Neutral))
            }
        };
        self.made.rows[index] = Row { value, side, ..self.made.rows[index] };
    }

    fn is_asked_for(&self, edges: &[EdgeIndex]) -> bool {
        let position = |edge: &EdgeIndex| self.graph.petgraph()[*edge].position();
        let in_force = || self.made.in_force(self.graph, edges);
        self.positions.is_empty()
            || in_force().iter().any(|edge| self.positions.contains(&position(edge)))
    }
}

impl<'v> Standings<'v> {
    pub(super) fn new(graph: &'v StanceGraph, tallied: &'v Tallied) -> Self {
        Self { graph, tallied }
    }

    fn rows(self) -> &'v [Row] {
        &self.tallied.rows
    }

    /// The number of standings.
    #[must_use]
    pub fn len(self) -> usize {
        self.rows().len()
    }

    /// Whether there are no standings.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.rows().is_empty()
    }

    /// The graph.
    #[must_use]
    pub fn graph(self) -> &'v StanceGraph {
        self.graph
    }

    fn at(self, index: usize) -> Standing<'v> {
        Standing { standings: self, index }
    }

    /// All standings, by actor, then by target.
    #[must_use]
    pub fn iter(
        self,
    ) -> impl ExactSizeIterator<Item = Standing<'v>> + DoubleEndedIterator + use<'v> {
        (0..self.rows().len()).map(move |index| self.at(index))
    }

    fn range(self, actor: ActorIx) -> std::ops::Range<usize> {
        let actor = actor.number;
        let start = self.rows().partition_point(|row| row.actor < actor);
        start..start + self.rows()[start..].partition_point(|row| row.actor == actor)
    }

    /// The standings of one actor, by target.
    ///
    /// # Errors
    ///
    /// [`Error::OtherGraph`] for an actor of another graph.
    pub fn of_actor(
        self,
        actor: ActorIx,
    ) -> Result<impl ExactSizeIterator<Item = Standing<'v>> + use<'v>, Error> {
        self.graph.check_actor(actor).map(|()| self.of(actor))
    }

    /// The standings on one target, by actor. The first call takes O(n log n) in the number of standings.
    ///
    /// # Errors
    ///
    /// [`Error::OtherGraph`] for a target of another graph.
    pub fn on_target(
        self,
        target: Node,
    ) -> Result<impl Iterator<Item = Standing<'v>> + use<'v>, Error> {
        self.graph.check_node(target).map(|()| self.on(target))
    }

    /// The standing of an actor on a target, if there is one.
    ///
    /// # Errors
    ///
    /// [`Error::OtherGraph`] for an actor or a target of another graph.
    pub fn get(self, actor: ActorIx, target: Node) -> Result<Option<Standing<'v>>, Error> {
        self.graph.check_actor(actor)?;
        self.graph.check_node(target)?;
        Ok(self.find(actor, target))
    }

    pub(crate) fn of(
        self,
        actor: ActorIx,
    ) -> impl ExactSizeIterator<Item = Standing<'v>> + use<'v> {
        self.range(actor).map(move |index| self.at(index))
    }

    pub(crate) fn on(self, target: Node) -> impl Iterator<Item = Standing<'v>> + use<'v> {
        let (target, all) = (self.graph.node_number(target), self.rows());
        let rows = self.tallied.by_target.get_or_init(|| {
            let count = u32::try_from(all.len()).expect("standings are counted in u32");
            let mut rows = (0..count).collect::<Vec<_>>();
            rows.sort_by_key(|row| all[*row as usize].target);
            rows
        });
        let start = rows.partition_point(|row| all[*row as usize].target < target);
        let rows = rows[start..].iter().map(|row| *row as usize);
        rows.take_while(move |row| all[*row].target == target).map(move |row| self.at(row))
    }

    pub(crate) fn find(self, actor: ActorIx, target: Node) -> Option<Standing<'v>> {
        let range = self.range(actor);
        let target = self.graph.node_number(target);
        let found = self.rows()[range.clone()].binary_search_by_key(&target, |row| row.target);
        found.ok().map(|index| self.at(range.start + index))
    }

    /// The actors with a standing, by id.
    pub fn actors(self) -> impl Iterator<Item = ActorIx> + use<'v> {
        let rows = self.rows();
        let starts = rows.iter().enumerate().filter(|(index, row)| {
            index.checked_sub(1).is_none_or(|before| rows[before].actor != row.actor)
        });
        starts.map(move |(_, row)| self.graph.actor_ix(row.actor))
    }

    /// The targets on which an actor has a standing: actors before issues, each by id.
    #[must_use]
    pub fn targets(self) -> Vec<Node> {
        let mut targets = self.rows().iter().map(|row| row.target).collect::<Vec<_>>();
        targets.sort_unstable();
        targets.dedup();
        targets.into_iter().map(|target| self.graph.petgraph()[target]).collect()
    }
}

/// The stances of the latest day; `edges` must be sorted by date.
fn latest<'a>(graph: &StanceGraph, edges: &'a [EdgeIndex]) -> &'a [EdgeIndex] {
    let day = |edge: &EdgeIndex| graph.petgraph()[*edge].date.map(Date::begin);
    let last = edges.last().and_then(day);
    let count = edges.iter().rev().take_while(|edge| day(edge) == last).count();
    &edges[edges.len() - count..]
}

/// The stances of each actor's latest day; `edges` must be sorted by date.
fn latest_of_each(graph: &StanceGraph, edges: &[EdgeIndex]) -> Vec<EdgeIndex> {
    let actor = |edge: EdgeIndex| graph.petgraph().raw_edges()[edge.index()].source();
    let mut by_actor = edges.to_vec();
    by_actor.sort_by_key(|edge| actor(*edge));
    let each = by_actor.chunk_by(|a, b| actor(*a) == actor(*b));
    let mut latest = each.flat_map(|edges| latest(graph, edges)).copied().collect::<Vec<_>>();
    latest.sort_by_key(|edge| (graph.petgraph()[*edge].date.map(Date::begin), *edge));
    latest
}

/// The sum of an actor's stances on one target in a view.
///
/// In a snapshot, the side is that of the stances in force, which are those of the latest day. In a window, it is
/// that of everything that was said in it.
#[derive(Clone, Copy)]
pub struct Standing<'v> {
    standings: Standings<'v>,
    index: usize,
}

impl<'v> Standing<'v> {
    fn row(self) -> &'v Row {
        &self.standings.rows()[self.index]
    }

    pub(crate) fn graph(self) -> &'v StanceGraph {
        self.standings.graph
    }

    fn edges(self) -> &'v [EdgeIndex] {
        self.standings.tallied.edges_of(self.index)
    }

    /// The number of the actor.
    #[must_use]
    pub fn actor_ix(self) -> ActorIx {
        self.graph().actor_ix(self.row().actor)
    }

    /// The actor.
    #[must_use]
    pub fn actor(self) -> &'v Actor {
        self.graph().actor_numbered(self.row().actor)
    }

    /// The node of the target.
    #[must_use]
    pub fn target_node(self) -> Node {
        self.graph().petgraph()[self.row().target]
    }

    /// The number of the target's node.
    pub(crate) fn target_number(self) -> usize {
        self.row().target.index()
    }

    /// The target.
    #[must_use]
    pub fn target(self) -> TargetRef<'v> {
        self.graph().target_of(self.target_node())
    }

    /// The number of stances in the view with each position.
    #[must_use]
    pub fn counts(self) -> Counts {
        self.stances().map(StanceRef::position).collect()
    }

    /// The side of the actor.
    #[must_use]
    pub fn side(self) -> Side {
        self.row().side
    }

    /// The mean of the signed positions that decide the side, in [-1, 1].
    #[must_use]
    pub fn value(self) -> f64 {
        self.row().value
    }

    /// The mean of the signed weights of the stances that decide the side, in the unit of the file; the
    /// [`value`](Self::value) if no weight is greater than 1.
    #[must_use]
    pub fn weight(self) -> f64 {
        if self.graph().heaviest() > 1.0 {
            let weights = self.deciding().map(StanceRef::signed_weight).collect::<Vec<_>>();
            return exact::mean(&weights);
        }
        self.value()
    }

    /// The stances of the standing, the oldest first.
    #[must_use]
    pub fn stances(self) -> impl ExactSizeIterator<Item = StanceRef<'v>> + DoubleEndedIterator {
        let edges = self.edges().iter();
        edges.map(move |edge| StanceRef::new(self.graph(), *edge))
    }

    /// The stances that decide the side: those of the latest day in a snapshot, all of them in a window.
    #[must_use]
    pub fn deciding(self) -> impl ExactSizeIterator<Item = StanceRef<'v>> + use<'v> {
        let edges = self.standings.tallied.in_force(self.graph(), self.edges()).into_owned();
        edges.into_iter().map(move |edge| StanceRef::new(self.graph(), edge))
    }

    /// The stances of the standing, the oldest first, each with whether it is superseded by those that
    /// [decide](Self::deciding) the side. In a window, no stance is superseded.
    pub fn said(self) -> impl Iterator<Item = (StanceRef<'v>, bool)> {
        let deciding = self.deciding().map(StanceRef::index).collect::<FxHashSet<_>>();
        self.stances().map(move |stance| (stance, !deciding.contains(&stance.index())))
    }

    /// The number of stances that are superseded by those that decide the side; 0 in a window.
    #[must_use]
    pub fn superseded(self) -> usize {
        let edges = self.edges();
        edges.len() - self.standings.tallied.in_force(self.graph(), edges).len()
    }

    /// The sides that the actor has been on and the date of each, the oldest first: the side after each
    /// day on which something was said, without repetitions. In a group, the latest day of each member counts.
    #[must_use]
    pub fn history(self) -> Vec<(Option<Date>, Side)> {
        let edges = self.edges();
        let date = |edge: &EdgeIndex| self.graph().petgraph()[*edge].date;
        let day = |edge: &EdgeIndex| date(edge).map(Date::begin);
        let mut end = 0;
        let sides = edges.chunk_by(|a, b| day(a) == day(b)).filter_map(|of_day| {
            end += of_day.len();
            let said = self.standings.tallied.latest(self.graph(), &edges[..end]);
            let positions = said.iter().map(|edge| self.graph().petgraph()[*edge].position());
            Some((date(&of_day[0]), positions.collect::<Counts>().side()?))
        });
        let mut sides = sides.collect::<Vec<_>>();
        sides.dedup_by_key(|(_, side)| *side);
        sides
    }

    /// The date since when the actor has been on this side, without a stance for another side; `None` if
    /// the beginning has no date.
    #[must_use]
    pub fn since(self) -> Option<Date> {
        let mut since = None;
        let mut rest = self.edges();
        while !rest.is_empty() {
            let day = latest(self.graph(), rest);
            let said = self.standings.tallied.latest(self.graph(), rest);
            let positions = said.iter().map(|edge| self.graph().petgraph()[*edge].position());
            let side = positions.collect::<Counts>().side();
            if side != Some(self.side()) {
                break;
            }
            since = day.first().and_then(|edge| self.graph().petgraph()[*edge].date);
            rest = &rest[..rest.len() - day.len()];
        }
        since
    }
}

impl fmt::Debug for Standing<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Standing({self})")
    }
}

impl fmt::Display for Standing<'_> {
    /// `Russia: oppose on THAAD deployment`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} on {}", self.actor().title(), self.side(), self.target().title())
    }
}
