//! Views: a graph through a filter, at a time.

use std::collections::BTreeSet;
use std::fmt;
use std::sync::{Arc, OnceLock};

use petgraph::graph::EdgeIndex;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::filter::Sieve;
use super::focus::Focus;
use super::standing::Tallied;
use super::{ActorIx, Filter, Node, Query, StanceGraph, StanceRef, Standing, Standings, Time};
use crate::error::Error;
use crate::model::Date;

/// The number of stances that a snapshot leaves out only because of its day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct OutOfTime {
    /// Stances that ended before the day.
    pub ended: usize,
    /// Stances with a later date.
    pub later: usize,
}

/// The unit for which a stance counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Unit {
    /// Its actor.
    #[default]
    Actor,
    /// Its speaker, or its actor if it has no speaker.
    Speaker,
    /// The [group](super::Grouping) of its actor. Each actor in the group counts with its own position in force,
    /// not only the actor who spoke last.
    Group,
}

/// Whether the stances of a part count for the whole: those of a minister for the state, those of a state for its
/// alliance.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum RollUp {
    /// Each actor counts for itself.
    #[default]
    None,
    /// A part counts for the whole that it directly belongs to.
    Parent,
    /// A part counts for the outermost whole.
    Top,
}

/// A graph seen through a [`Filter`] at a [`Time`]. A view borrows the graph.
///
/// ```
/// use stancegraph::graph::Filter;
/// use stancegraph::model::{Stance, date};
/// use stancegraph::{StanceGraph, Undeclared};
///
/// let mut builder = StanceGraph::builder();
/// builder.undeclared(Undeclared::Create);
/// let mut stance = Stance::on_issue("russia", "opposes", "thaad")?;
/// stance.date = Some(date(2016, 4, 29));
/// builder.stance(&stance);
/// let graph = builder.build()?;
///
/// assert_eq!(graph.snapshot(date(2016, 4, 28)).stances().count(), 0);
/// assert_eq!(graph.snapshot(date(2016, 4, 29)).stances().count(), 1);
/// let filter = Filter::default().with_actors(["russia"]);
/// assert_eq!(graph.view().filter(&filter)?.stances().count(), 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct View<'g> {
    graph: &'g StanceGraph,
    time: Time,
    /// The day up to which stances count; `None` for a window, and for the latest positions of a graph without
    /// dates.
    day: Option<Date>,
    unit: Unit,
    roll_up: RollUp,
    filter: Filter,
    sieve: Option<Sieve>,
    /// Filters whose stances are left out, even if `filter` lets them through.
    without: Vec<(Filter, Sieve)>,
    /// If set, the only edges among which stances are looked for, sorted.
    among: Option<Arc<[EdgeIndex]>>,
    /// For each stance of the graph, whether the caller's own filter keeps it, if there is one.
    kept: Option<Arc<[bool]>>,
    /// Whether the edges in `among` were already selected by the filter's positions.
    is_chosen: bool,
    /// The neighbourhoods that the view is narrowed to.
    focus: Vec<Focus>,
    standings: OnceLock<Arc<Tallied>>,
    /// The standings with a position that the filter asks for, if the view is a snapshot and the filter asks for
    /// positions.
    chosen: OnceLock<Arc<Tallied>>,
}

/// # Time
///
/// Views at another time, and views of what was said or is in force.
impl View<'_> {
    /// The same view at another time.
    #[must_use]
    pub fn at(self, time: Time) -> Self {
        let day = match time {
            Time::Latest => self.graph.period().map(|(_, last)| last),
            Time::Snapshot(day) => Some(day.end()),
            Time::Window { .. } => None,
        };
        Self { time, day, among: None, is_chosen: false, ..self.anew() }
    }

    /// The same view of everything that was said if its time is [`Time::Latest`], and otherwise of what
    /// was said at its time. [`View::contradictions`] and [`View::coding`] look at this view.
    ///
    /// ```
    /// use stancegraph::StanceGraph;
    ///
    /// let graph = StanceGraph::builder().build()?;
    /// assert_eq!(graph.view().said().to_string(), "everything said");
    /// # Ok::<(), stancegraph::Error>(())
    /// ```
    #[must_use]
    pub fn said(&self) -> Self {
        match self.time {
            Time::Latest => self.clone().at(Time::EVER),
            Time::Snapshot(_) | Time::Window { .. } => self.clone(),
        }
    }

    /// The same view with only the stances in force: those that no later stance of the same actor on the
    /// same target supersedes. Its standings have the same sides and values. A window is returned unchanged,
    /// because everything in it counts.
    ///
    /// O(n log n) in the number of stances.
    ///
    /// ```
    /// use stancegraph::model::{Stance, date};
    /// use stancegraph::{StanceGraph, Undeclared};
    ///
    /// let mut builder = StanceGraph::builder();
    /// builder.undeclared(Undeclared::Create);
    /// for (year, label) in [(2015, "supports"), (2018, "opposes")] {
    ///     let stance = Stance::on_issue("US", label, "deal")?;
    ///     builder.stance(&stance.with_date(date(year, 7, 14)));
    /// }
    /// let graph = builder.build()?;
    /// let view = graph.view();
    /// let labels = |view: &stancegraph::View| {
    ///     view.stances().map(|stance| stance.label().to_owned()).collect::<Vec<_>>()
    /// };
    /// assert_eq!(labels(&view), ["supports", "opposes"]);
    /// assert_eq!(labels(&view.in_force()), ["opposes"]);
    /// assert_eq!(labels(&view.past()), ["supports"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn in_force(&self) -> Self {
        match self.time {
            Time::Window { .. } => self.clone(),
            Time::Latest | Time::Snapshot(_) => self.clone().among(self.deciding()),
        }
    }

    /// What was said up to the day of the view but is not in force on that day, because it is superseded
    /// or has ended. The result is a window, in which all of it counts. For a window, the result is empty.
    ///
    /// O(n log n) in the number of stances.
    #[must_use]
    pub fn past(&self) -> Self {
        let said = self.said_so_far();
        let past = match self.time {
            Time::Window { .. } => Vec::new(),
            Time::Latest | Time::Snapshot(_) => {
                let in_force = self.deciding();
                let edges = said.stances().map(StanceRef::index);
                edges.filter(|edge| in_force.binary_search(edge).is_err()).collect()
            }
        };
        said.among(past)
    }

    /// Everything that was said up to the day of the view, as a window; a window is returned unchanged.
    /// All stances in force are included, whatever positions the filter asks for.
    pub(crate) fn said_so_far(&self) -> Self {
        if let Time::Window { .. } = self.time {
            return self.clone();
        }
        let ever = self.clone().at(Time::EVER);
        let is_said = |date: Date| self.day.is_none_or(|day| date.begin() <= day);
        let said = ever.stances().filter(|stance| stance.date().is_none_or(is_said));
        let said = said.map(StanceRef::index).chain(self.deciding());
        let said = said.collect::<BTreeSet<_>>().into_iter().collect();
        ever.among(said)
    }

    /// Counts the stances that a snapshot leaves out only because of its day: those that ended before it, and
    /// those with a later date. Both counts are 0 for a window.
    ///
    /// O(n) in the number of stances.
    ///
    /// ```
    /// use stancegraph::graph::Time;
    /// use stancegraph::model::{Stance, date};
    /// use stancegraph::{StanceGraph, Undeclared};
    ///
    /// let mut builder = StanceGraph::builder();
    /// builder.undeclared(Undeclared::Create);
    /// let [begin, end] = [date(2015, 7, 14), date(2016, 1, 1)];
    /// let stance = Stance::on_issue("US", "supports", "deal")?.with_date(begin);
    /// builder.stance(&stance.clone().with_until(end));
    /// builder.stance(&stance.with_date(date(2018, 5, 8)));
    /// let graph = builder.build()?;
    /// let now = graph.view().out_of_time();
    /// assert_eq!((now.ended, now.later), (1, 0));
    /// let then = graph.view().at(Time::Snapshot(begin)).out_of_time();
    /// assert_eq!((then.ended, then.later), (0, 1));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn out_of_time(&self) -> OutOfTime {
        let mut out = OutOfTime::default();
        let (Time::Latest | Time::Snapshot(_), Some(day)) = (self.time, self.day) else {
            return out;
        };
        let ever = self.clone().at(Time::EVER);
        for stance in ever.stances() {
            let edge = stance.edge();
            match edge.date.is_some_and(|date| date.begin() > day) {
                true => out.later += 1,
                false if edge.until.is_some_and(|until| until.end() < day) => out.ended += 1,
                false => {}
            }
        }
        out
    }

    /// The edges that decide the sides of a snapshot, sorted.
    fn deciding(&self) -> Vec<EdgeIndex> {
        let deciding = self.standings().iter().flat_map(Standing::deciding);
        let mut edges = deciding.map(StanceRef::index).collect::<Vec<_>>();
        edges.sort_unstable();
        edges
    }

    /// The time of the view.
    #[must_use]
    pub fn time(&self) -> Time {
        self.time
    }

    /// The day whose positions in force are shown; `None` for a window.
    #[cfg(feature = "svg")]
    pub(crate) fn day(&self) -> Option<Date> {
        self.day
    }

    #[inline]
    fn covers(&self, date: Option<Date>, until: Option<Date>) -> bool {
        match self.time {
            Time::Latest | Time::Snapshot(_) => self.day.is_none_or(|day| {
                date.is_none_or(|date| date.begin() <= day)
                    && until.is_none_or(|until| until.end() >= day)
            }),
            Time::Window { from: None, until: None } => true,
            Time::Window { from, until } => date.is_some_and(|date| {
                from.is_none_or(|from| from.begin() <= date.begin())
                    && until.is_none_or(|until| date.begin() < until.begin())
            }),
        }
    }
}

/// # Filter
///
/// Views with fewer stances.
impl<'g> View<'g> {
    /// The same view through another filter.
    ///
    /// The filter's positions select from what is in force. A snapshot has those [`standings`](Self::standings)
    /// for which a stance with such a position is in force; each comes whole, with everything that was said
    /// before. Its [`stances`](Self::stances), and those of a window, are the stances with such a position.
    ///
    /// # Errors
    ///
    /// [`Error::Unknown`] if the graph does not have a name that the filter uses.
    pub fn filter(self, filter: &Filter) -> Result<Self, Error> {
        let sieve = Sieve::new(filter, self.graph)?;
        let sieve = (*filter != Filter::default()).then_some(sieve);
        Ok(Self { filter: filter.clone(), sieve, is_chosen: false, ..self.anew() })
    }

    /// The same view without the stances that a filter lets through, for instance to see how much rests on
    /// one source.
    ///
    /// Repeated calls add up; an empty filter leaves out nothing.
    ///
    /// # Errors
    ///
    /// [`Error::Unknown`] if the graph does not have a name that the filter uses.
    ///
    /// ```
    /// use stancegraph::graph::Filter;
    /// use stancegraph::model::Stance;
    /// use stancegraph::{StanceGraph, Undeclared};
    ///
    /// let mut builder = StanceGraph::builder();
    /// builder.undeclared(Undeclared::Create);
    /// builder.stance(&Stance::on_issue("russia", "opposes", "thaad")?);
    /// builder.stance(&Stance::on_issue("china", "opposes", "thaad")?);
    /// let graph = builder.build()?;
    /// let china = Filter::default().with_actors(["china"]);
    /// let view = graph.view().without(&china)?;
    /// assert_eq!(view.stances().count(), 1);
    /// assert_eq!(view.to_string(), "latest positions; without actor china");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn without(mut self, filter: &Filter) -> Result<Self, Error> {
        if *filter != Filter::default() {
            self.without.push((filter.clone(), Sieve::new(filter, self.graph)?));
        }
        Ok(self.anew())
    }

    /// The same view with only the stances for which your function returns `true`, at any time: a filter
    /// that [`Filter`] does not offer. With several functions, all must return `true`.
    ///
    /// O(n) in the number of stances of the graph.
    ///
    /// ```
    /// use stancegraph::model::Stance;
    /// use stancegraph::{StanceGraph, Undeclared};
    ///
    /// let mut builder = StanceGraph::builder();
    /// builder.undeclared(Undeclared::Create);
    /// builder.stance(&Stance::on_issue("russia", "opposes", "thaad")?);
    /// builder.stance(&Stance::on_issue("china", "opposes", "thaad deployment")?);
    /// let graph = builder.build()?;
    /// let view = graph.view().keep(|stance| stance.target().id().len() > 5);
    /// assert_eq!(view.stances().count(), 1);
    /// assert_eq!(view.to_string(), "latest positions; 1 of 2 stances kept");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn keep(mut self, wanted: impl Fn(StanceRef<'g>) -> bool) -> Self {
        let was_kept = |index: usize| self.kept.as_ref().is_none_or(|kept| kept[index]);
        let stances = self.graph.stances();
        let kept = stances.map(|stance| was_kept(stance.index().index()) && wanted(stance));
        self.kept = Some(kept.collect());
        self.anew()
    }

    /// The filter of the view.
    #[must_use]
    pub fn filtered_by(&self) -> &Filter {
        &self.filter
    }
}

/// # Grouping
///
/// The actor or the group for which a stance counts.
impl View<'_> {
    /// The same view by actors, speakers or groups.
    #[must_use]
    pub fn by(self, unit: Unit) -> Self {
        Self { unit, ..self.anew() }
    }

    /// The same view with another setting for whether parts count for their wholes.
    #[must_use]
    pub fn roll_up(self, roll_up: RollUp) -> Self {
        Self { roll_up, ..self.anew() }
    }

    /// The actor for which a stance counts.
    ///
    /// # Errors
    ///
    /// [`Error::OtherGraph`] for a stance of another graph.
    pub fn acting(&self, stance: StanceRef) -> Result<ActorIx, Error> {
        self.graph.stance_at(stance.number()).map(|stance| self.actor_for(stance))
    }

    #[inline]
    pub(crate) fn actor_for(&self, stance: StanceRef) -> ActorIx {
        let speaker = stance.speaker_ix().filter(|_| self.unit == Unit::Speaker);
        self.counted(speaker.unwrap_or_else(|| stance.actor_ix()))
    }

    /// The target on which a stance counts.
    ///
    /// # Errors
    ///
    /// [`Error::OtherGraph`] for a stance of another graph.
    pub fn target(&self, stance: StanceRef) -> Result<Node, Error> {
        self.graph.stance_at(stance.number()).map(|stance| self.target_for(stance))
    }

    pub(crate) fn target_for(&self, stance: StanceRef) -> Node {
        match stance.ends().1 {
            Node::Actor(actor) => Node::Actor(self.counted(actor)),
            Node::Issue(issue) => Node::Issue(issue),
        }
    }

    /// Finds an actor of the view, as [`StanceGraph::find_actor`] does.
    ///
    /// # Errors
    ///
    /// [`Error::Unknown`] with the nearest name; [`Error::CountsFor`] if the actor counts for its group or its
    /// whole in this view.
    pub fn find_actor(&self, name: &str) -> Result<ActorIx, Error> {
        let actor = self.graph.find_actor(name)?;
        let counted = self.counted(actor);
        // A group counts as one actor.
        if counted == actor || (self.unit == Unit::Group && self.graph.whole(actor).is_none()) {
            return Ok(actor);
        }
        let title = |actor| self.graph.actor(actor).title().to_owned();
        Err(Error::CountsFor { actor: title(actor), whole: title(counted) })
    }

    /// The group or the whole for which an actor counts, or the actor itself.
    #[inline]
    fn counted(&self, actor: ActorIx) -> ActorIx {
        if self.is_as_coded() { actor } else { self.counted_together(actor) }
    }

    fn counted_together(&self, actor: ActorIx) -> ActorIx {
        let above = |actor: &ActorIx| self.graph.whole(*actor);
        match self.roll_up {
            _ if self.unit == Unit::Group => above(&actor).unwrap_or(actor),
            RollUp::None => actor,
            RollUp::Parent => above(&actor).unwrap_or(actor),
            RollUp::Top => std::iter::successors(Some(actor), above).last().unwrap_or(actor),
        }
    }

    /// Whether each actor in a group counts with its own position in force.
    pub(super) fn is_pooled(&self) -> bool {
        self.unit == Unit::Group
    }

    /// Whether each actor counts only for itself.
    pub(super) fn is_as_coded(&self) -> bool {
        self.unit == Unit::Actor && self.roll_up == RollUp::None
    }
}

/// # Stances and standings
impl<'g> View<'g> {
    /// The graph.
    #[must_use]
    pub fn graph(&self) -> &'g StanceGraph {
        self.graph
    }

    /// The stances that the view shows, in the order of the graph.
    pub fn stances(&self) -> impl Iterator<Item = StanceRef<'g>> {
        self.of_any_position().filter(|stance| self.is_chosen || self.is_asked_for(*stance))
    }

    /// The standings: what the stances of each actor on each target add up to.
    ///
    /// O(n) in the number of stances; O(n log n) by speaker, by group or rolled up. The standings are computed
    /// once.
    pub fn standings(&self) -> Standings<'_> {
        match self.time {
            Time::Latest | Time::Snapshot(_) if !self.filter.positions.is_empty() => {
                let positions = &self.filter.positions;
                let chosen = self.chosen.get_or_init(|| Tallied::of(self, positions).into());
                Standings::new(self.graph, chosen)
            }
            Time::Latest | Time::Snapshot(_) | Time::Window { .. } => {
                self.standings_of_any_position()
            }
        }
    }
}

impl<'g> View<'g> {
    pub(super) fn new(graph: &'g StanceGraph, time: Time) -> Self {
        let (unit, roll_up) = (Unit::default(), RollUp::default());
        let filter = Filter::default();
        let (standings, chosen) = (OnceLock::new(), OnceLock::new());
        let (day, sieve, among, kept) = (None, None, None, None);
        let (without, focus, is_chosen) = (Vec::new(), Vec::new(), false);
        let view = Self {
            graph,
            time,
            day,
            unit,
            roll_up,
            filter,
            sieve,
            without,
            among,
            kept,
            is_chosen,
            focus,
            standings,
            chosen,
        };
        view.at(time)
    }

    /// The same view without its cached standings.
    fn anew(self) -> Self {
        Self { standings: OnceLock::new(), chosen: OnceLock::new(), ..self }
    }

    /// The same view, restricted to these edges. The positions that the filter asks for are not applied to
    /// them again.
    pub(super) fn among(self, edges: Vec<EdgeIndex>) -> Self {
        Self { among: Some(edges.into()), is_chosen: true, ..self.anew() }
    }

    /// The stances that standings are made of. For a snapshot these have any position, because a stance
    /// can supersede one with another position.
    pub(super) fn behind_standings(&self) -> impl Iterator<Item = StanceRef<'g>> {
        let is_snapshot = !matches!(self.time, Time::Window { .. });
        let counts =
            move |stance: &StanceRef| is_snapshot || self.is_chosen || self.is_asked_for(*stance);
        self.of_any_position().filter(counts)
    }

    /// Whether a stance has one of the positions that the filter asks for.
    pub(super) fn is_asked_for(&self, stance: StanceRef) -> bool {
        self.sieve.as_ref().is_none_or(|sieve| sieve.passes_position(stance))
    }

    /// The stances that the view shows, whatever their position.
    pub(super) fn of_any_position(&self) -> impl Iterator<Item = StanceRef<'g>> {
        let among = self.among.as_deref();
        let count = among.map_or(self.graph.stance_count(), <[EdgeIndex]>::len);
        let edge = move |index: usize| among.map_or(EdgeIndex::new(index), |edges| edges[index]);
        let stances = (0..count).map(move |index| StanceRef::new(self.graph, edge(index)));
        let shows_all = self.shows_all();
        stances.filter(move |stance| shows_all || self.shows(*stance))
    }

    /// Whether it is known without a look that all stances are shown, whatever their position.
    fn shows_all(&self) -> bool {
        let has_sieves = self.sieve.is_some() || !self.without.is_empty() || !self.focus.is_empty();
        let is_ever = self.time == Time::EVER
            || self.day.is_none() && !matches!(self.time, Time::Window { .. });
        is_ever && !has_sieves && self.kept.is_none()
    }

    #[inline]
    fn shows(&self, stance: StanceRef) -> bool {
        let edge = stance.edge();
        let is_kept = || self.kept.as_ref().is_none_or(|kept| kept[stance.index().index()]);
        let sieves = self.sieve.is_some() || !self.without.is_empty() || !self.focus.is_empty();
        self.covers(edge.date, edge.until) && is_kept() && (!sieves || self.passes(stance))
    }

    /// Whether a stance passes the filters of the view, whatever its position.
    fn passes(&self, stance: StanceRef) -> bool {
        let (actor, target) = (self.actor_for(stance), self.target_for(stance));
        let shows = |sieve: &Sieve| sieve.passes_but_for_position(stance, actor, target);
        self.sieve.as_ref().is_none_or(shows)
            && !self.without.iter().any(|(_, sieve)| sieve.passes(stance, actor, target))
            && self.focus.iter().all(|focus| focus.pairs.contains(&(actor, target)))
    }

    /// The same view with names in its filter instead of the ids or aliases that were typed.
    #[cfg(feature = "svg")]
    pub(crate) fn in_names(&self) -> Self {
        let mut named = self.clone();
        named.filter = named.filter.in_names(self.graph);
        named
    }

    /// The same view, narrowed to a neighbourhood.
    pub(super) fn focussed(mut self, focus: Focus) -> Self {
        self.focus.push(focus);
        self.anew()
    }

    /// The standings, whatever positions the filter asks for: an earlier or later state of a standing may
    /// have another position.
    pub(crate) fn standings_of_any_position(&self) -> Standings<'_> {
        let tallied = self.standings.get_or_init(|| Tallied::of(self, &[]).into());
        Standings::new(self.graph, tallied)
    }

    /// Whether a standing is among those that the filter's positions select.
    pub(crate) fn asks_for(&self, standing: Standing) -> bool {
        self.standings().find(standing.actor_ix(), standing.target_node()).is_some()
    }
}

/// A view that shares ownership of the graph, for servers and for languages without lifetimes.
///
/// ```
/// use std::sync::Arc;
/// use std::thread;
///
/// use stancegraph::graph::{OwnedView, Query};
/// use stancegraph::model::Stance;
/// use stancegraph::{StanceGraph, Undeclared};
///
/// let mut builder = StanceGraph::builder();
/// builder.undeclared(Undeclared::Create);
/// builder.stance(&Stance::on_issue("russia", "opposes", "thaad")?);
/// let graph = Arc::new(builder.build()?);
/// let owned = OwnedView::new(Arc::clone(&graph), Query::default())?;
/// let count = thread::spawn(move || owned.view().standings().len());
/// assert_eq!(count.join().unwrap(), 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct OwnedView {
    graph: Arc<StanceGraph>,
    query: Query,
    /// The standings of the view.
    standings: Arc<Tallied>,
}

impl OwnedView {
    /// Creates a view of a graph and computes its standings.
    ///
    /// O(n log n) in the number of stances.
    ///
    /// # Errors
    ///
    /// Returns the errors of [`StanceGraph::ask`].
    pub fn new(graph: Arc<StanceGraph>, query: Query) -> Result<Self, Error> {
        let standings = Tallied::of(&graph.ask(&query)?, &[]).into();
        Ok(Self { graph, query, standings })
    }

    /// The graph.
    #[must_use]
    pub fn graph(&self) -> &Arc<StanceGraph> {
        &self.graph
    }

    /// The query.
    #[must_use]
    pub fn query(&self) -> &Query {
        &self.query
    }

    /// The view, with its standings.
    #[must_use]
    pub fn view(&self) -> View<'_> {
        let view = self.graph.ask(&self.query).expect("the graph has answered it before");
        View { standings: OnceLock::from(Arc::clone(&self.standings)), ..view }
    }
}

impl View<'_> {
    /// Whether the view has no settings, and its graph no drafts: it shows the latest positions of all actors, each
    /// for itself.
    ///
    /// ```
    /// use stancegraph::StanceGraph;
    /// use stancegraph::graph::{Time, Unit};
    /// use stancegraph::model::date;
    ///
    /// let graph = StanceGraph::builder().build()?;
    /// assert!(graph.view().is_plain());
    /// assert!(!graph.view().at(Time::Snapshot(date(2016, 4, 29))).is_plain());
    /// assert!(!graph.view().by(Unit::Speaker).is_plain());
    /// # Ok::<(), stancegraph::Error>(())
    /// ```
    #[must_use]
    pub fn is_plain(&self) -> bool {
        self.time == Time::Latest
            && self.sieve.is_none()
            && self.kept.is_none()
            && self.focus.is_empty()
            && self.without.is_empty()
            && self.unit == Unit::Actor
            && self.roll_up == RollUp::None
            && self.graph.draft_count() == 0
    }
}

impl fmt::Display for View<'_> {
    /// `latest positions, in force on 2016-04-29; actor Russia`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.time)?;
        if let (Time::Latest, Some(day)) = (self.time, self.day) {
            write!(f, ", in force on {day}")?;
        }
        if self.sieve.is_some() {
            write!(f, "; {}", self.filter)?;
        }
        for focus in &self.focus {
            write!(f, "; {}", focus.name)?;
        }
        if let Some(kept) = &self.kept {
            let count = kept.iter().filter(|is_kept| **is_kept).count();
            write!(f, "; {count} of {} stances kept", kept.len())?;
        }
        for (filter, _) in &self.without {
            write!(f, "; without {filter}")?;
        }
        match self.unit {
            Unit::Actor => {}
            Unit::Speaker => f.write_str("; by speaker")?,
            Unit::Group => write!(f, "; by {}", self.graph.grouping.as_deref().unwrap_or("group"))?,
        }
        match self.roll_up {
            RollUp::None => {}
            RollUp::Parent => f.write_str("; parts counted for their wholes")?,
            RollUp::Top => f.write_str("; parts counted for the outermost wholes")?,
        }
        let drafts = self.graph.draft_count();
        let word = if drafts == 1 { "draft" } else { "drafts" };
        match drafts {
            0 => Ok(()),
            _ if self.graph.counts_drafts() => write!(f, "; {drafts} {word} counted"),
            _ => write!(f, "; {drafts} {word} not counted"),
        }
    }
}

// Servers and bindings keep views and share them between threads.
const _: () = {
    const fn is_shared<T: Send + Sync>() {}
    is_shared::<View<'static>>();
    is_shared::<OwnedView>();
    is_shared::<StanceGraph>();
};

/// Proves that a view is covariant, because it compiles.
const _: for<'s> fn(View<'static>, &'s ()) -> View<'s> = |view, ()| view;
