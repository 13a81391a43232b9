//! Changes of an actor's position on a target over time.

use std::collections::BTreeMap;
use std::fmt;

use petgraph::graph::EdgeIndex;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{ActorIx, Counts, Node, Side, StanceGraph, StanceRef, TargetRef, Time, View};
use crate::error::Error;
use crate::model::{Actor, Date};

/// The kind of change in an actor's position on a target.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum ChangeKind {
    /// The side in force changed: the actor took another side, or the stance that had replaced an older one no
    /// longer holds.
    Moved,
    /// This is the first stance on record.
    First,
    /// The actor took the same side again.
    Reaffirmed,
    /// The actor took a side again after a time in which nothing was in force.
    Resumed,
    /// The stance in force no longer holds, and no other is in force.
    Lapsed,
    /// The side in force changed, but the stance before or after has no date, so it is unknown which side was
    /// taken first.
    Undated,
}

impl ChangeKind {
    /// All kinds.
    pub const ALL: [Self; 6] =
        [Self::Moved, Self::First, Self::Reaffirmed, Self::Resumed, Self::Lapsed, Self::Undated];

    /// The name, as in JSON and CSV.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Moved => "moved",
            Self::First => "first",
            Self::Reaffirmed => "reaffirmed",
            Self::Resumed => "resumed",
            Self::Lapsed => "lapsed",
            Self::Undated => "undated",
        }
    }
}

impl fmt::Display for ChangeKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// A day on which an actor took a side on a target, or on which a stance ceased to hold.
#[derive(Clone, Debug)]
pub struct Change<'g> {
    graph: &'g StanceGraph,
    pair: (ActorIx, Node),
    /// The date of what was said, or the first day on which a stance no longer holds.
    pub date: Date,
    /// The kind of change.
    pub kind: ChangeKind,
    /// The side on the day before; `None` if nothing was in force.
    pub from: Option<Side>,
    /// The side from this day on; `None` if nothing is in force.
    pub to: Option<Side>,
    /// The stances in force on the day before.
    pub before: Vec<StanceRef<'g>>,
    /// The stances in force from this day on.
    pub after: Vec<StanceRef<'g>>,
}

impl<'g> Change<'g> {
    /// The actor.
    #[must_use]
    pub fn actor(&self) -> &'g Actor {
        self.graph.actor(self.pair.0)
    }

    /// The actor and the target.
    #[cfg(feature = "svg")]
    pub(crate) fn pair(&self) -> (ActorIx, Node) {
        self.pair
    }

    /// The target.
    #[must_use]
    pub fn target(&self) -> TargetRef<'g> {
        self.graph.target_of(self.pair.1)
    }
}

impl fmt::Display for Change<'_> {
    /// `2016-04-29: Russia moved from support to oppose on THAAD deployment`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let side = |side: Option<Side>| side.map_or("nothing", Side::as_str);
        let (actor, target) = (self.actor().title(), self.target().title());
        let (from, to) = (side(self.from), side(self.to));
        write!(f, "{}: {actor} {} from {from} to {to} on {target}", self.date, self.kind)
    }
}

impl<'g> View<'g> {
    /// What changed from one day until before another: who took which side on what, and which side was in
    /// force before. The filter and the grouping of the view apply; its time does not.
    ///
    /// A change is a day on which something was said, or on which a stance in force ceased to hold (the day after
    /// its `until`) so that another side, or none, is in force. Sides are those of snapshots: the side of the
    /// latest day with a stance that holds. The stances of one day are one change. An actor who takes both sides
    /// on one day is [`Side::Mixed`]; a change to or from mixed is a move.
    ///
    /// Undated stances count as older than all others: they are on record before the first day and are never
    /// changes themselves. A change from or back to an undated stance is [`ChangeKind::Undated`], because it may
    /// have been said at any time.
    ///
    /// Without `until`, the changes go up to the last day on which something was said or ceased to hold. In a
    /// group, the latest day of each member counts. If the filter asks for positions, only changes from or to them
    /// are returned: a stance with such a position is in force before or after.
    ///
    /// The changes are sorted by day, then by actor and target.
    ///
    /// # Errors
    ///
    /// [`Error::EmptyWindow`] if `until` is not after `since`.
    ///
    /// # Complexity
    ///
    /// O(n log n) in the number of stances.
    ///
    /// # Examples
    ///
    /// ```
    /// use stancegraph::model::{Stance, date};
    /// use stancegraph::{StanceGraph, Undeclared};
    ///
    /// let mut builder = StanceGraph::builder();
    /// builder.undeclared(Undeclared::Create);
    /// for (year, label) in [(2014, "supports"), (2015, "supports"), (2016, "opposes")] {
    ///     let stance = Stance::on_issue("Seoul", label, "THAAD")?;
    ///     builder.stance(&stance.with_date(date(year, 7, 1)));
    /// }
    /// let graph = builder.build()?;
    /// let changes = graph.view().changes(Some(date(2015, 1, 1)), None)?;
    /// let changes = changes.iter().map(ToString::to_string).collect::<Vec<_>>();
    /// assert_eq!(changes, [
    ///     "2015-07-01: Seoul reaffirmed from support to support on THAAD",
    ///     "2016-07-01: Seoul moved from support to oppose on THAAD",
    /// ]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn changes(
        &self,
        since: Option<Date>,
        until: Option<Date>,
    ) -> Result<Vec<Change<'g>>, Error> {
        let positions = &self.filtered_by().positions;
        let is_of = |stance: &StanceRef| positions.contains(&stance.position());
        let mut changes = self.changes_of_any_position(since, until)?;
        changes.retain(|change| {
            positions.is_empty() || change.before.iter().chain(&change.after).any(is_of)
        });
        Ok(changes)
    }

    /// The [`changes`](Self::changes), whatever positions the filter asks for.
    pub(crate) fn changes_of_any_position(
        &self,
        since: Option<Date>,
        until: Option<Date>,
    ) -> Result<Vec<Change<'g>>, Error> {
        if let (Some(from), Some(until)) = (since, until)
            && until.begin() <= from.begin()
        {
            return Err(Error::EmptyWindow { from, until });
        }
        let last = self.graph().last_change();
        let bounds = Bounds { since: since.map(Date::begin), until: until.map(Date::begin), last };
        let ever = self.clone().at(Time::EVER);
        let said = ever.of_any_position().map(|stance| {
            let edge = stance.edge();
            let pair = (ever.actor_for(stance), ever.target_for(stance));
            let member = if ever.is_pooled() { stance.actor_ix() } else { pair.0 };
            let day = edge.date.map(Date::begin);
            Said { pair, day, date: edge.date, member, edge: stance.index() }
        });
        let mut said = said.collect::<Vec<_>>();
        said.sort_unstable();
        let mut changes = Vec::new();
        for group in said.chunk_by(|a, b| a.pair == b.pair) {
            Sweep::new(self.graph(), group).run(bounds, &mut changes);
        }
        changes.sort_by_key(|change| (change.date.begin(), change.pair));
        Ok(changes)
    }
}

/// A stance, sorted by actor and target, then by day.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Said {
    pair: (ActorIx, Node),
    day: Option<Date>,
    date: Option<Date>,
    /// The member of a group who said it; without groups, the actor.
    member: ActorIx,
    edge: EdgeIndex,
}

/// For each member of a group, the day whose stances are in force: its latest.
type Days = BTreeMap<ActorIx, Option<Date>>;

/// The period that is asked for.
#[derive(Clone, Copy)]
struct Bounds {
    since: Option<Date>,
    until: Option<Date>,
    last: Option<Date>,
}

impl Bounds {
    fn has(self, day: Date) -> bool {
        let is_before = match self.until {
            Some(until) => day < until,
            None => self.last.is_some_and(|last| day <= last),
        };
        is_before && self.since.is_none_or(|since| since <= day)
    }
}

/// A sweep through the days of one actor's stances on one target.
struct Sweep<'g, 's> {
    graph: &'g StanceGraph,
    /// The stances, by day.
    said: &'s [Said],
    /// The first day on which each stance that ends no longer holds, sorted.
    lapses: Vec<(Date, Said)>,
    /// The number of stances that hold, by member and day.
    held: BTreeMap<ActorIx, BTreeMap<Option<Date>, Counts>>,
}

impl<'g, 's> Sweep<'g, 's> {
    fn new(graph: &'g StanceGraph, said: &'s [Said]) -> Self {
        let lapses = said.iter().filter_map(|said| Some((lapse(graph, said)?, *said)));
        let mut lapses = lapses.collect::<Vec<_>>();
        lapses.sort_unstable();
        Self { graph, said, lapses, held: BTreeMap::new() }
    }

    fn run(mut self, bounds: Bounds, changes: &mut Vec<Change<'g>>) {
        let (said, lapses) = (self.said, std::mem::take(&mut self.lapses));
        let mut next = said.partition_point(|said| said.day.is_none());
        said[..next].iter().for_each(|said| self.hold(said));
        let mut ended = 0;
        loop {
            let said_on = said.get(next).and_then(|said| said.day);
            let ends_on = lapses.get(ended).map(|(day, _)| *day);
            let Some(day) = said_on.into_iter().chain(ends_on).min() else { break };
            let is_first = next == 0;
            let before = self.state();
            while let Some((_, said)) = lapses.get(ended).filter(|(lapse, _)| *lapse == day) {
                self.release(said);
                ended += 1;
            }
            let new = said[next..].partition_point(|said| said.day == Some(day));
            said[next..next + new].iter().for_each(|said| self.hold(said));
            let date = said.get(next).filter(|_| new > 0).and_then(|said| said.date);
            next += new;
            let after = self.state();
            let side = |state: &Option<(Days, Side)>| state.as_ref().map(|(_, side)| *side);
            let (from, to) = (side(&before), side(&after));
            let Some(kind) = kind(is_first, new > 0, from, to) else { continue };
            let kind = match kind {
                ChangeKind::Moved if rests_on_undated(before.as_ref(), after.as_ref()) => {
                    ChangeKind::Undated
                }
                kind @ (ChangeKind::Moved
                | ChangeKind::First
                | ChangeKind::Reaffirmed
                | ChangeKind::Resumed
                | ChangeKind::Lapsed
                | ChangeKind::Undated) => kind,
            };
            if bounds.has(day) {
                changes.push(Change {
                    graph: self.graph,
                    pair: said[0].pair,
                    date: date.unwrap_or(day),
                    kind,
                    from,
                    to,
                    before: self.in_force(before, |lapse| lapse >= day),
                    after: self.in_force(after, |lapse| lapse > day),
                });
            }
        }
    }

    fn hold(&mut self, said: &Said) {
        let position = self.graph.stance(said.edge).position();
        self.held.entry(said.member).or_default().entry(said.day).or_default().add(position);
    }

    fn release(&mut self, said: &Said) {
        let position = self.graph.stance(said.edge).position();
        let days = self.held.entry(said.member).or_default();
        let counts = days.entry(said.day).or_default();
        counts.remove(position);
        if counts.total() == 0 {
            days.remove(&said.day);
        }
        if days.is_empty() {
            self.held.remove(&said.member);
        }
    }

    /// The latest day of each member with a stance that holds, and the side that these days add up to.
    fn state(&self) -> Option<(Days, Side)> {
        let latest = self.held.iter().filter_map(|(member, days)| {
            let (day, counts) = days.last_key_value()?;
            Some(((*member, *day), *counts))
        });
        let mut sum = Counts::default();
        let days = latest.map(|(day, counts)| {
            sum.add_all(counts);
            day
        });
        let days = days.collect();
        Some((days, sum.side()?))
    }

    /// The stances that hold, among those of the days of a state.
    fn in_force(
        &self,
        state: Option<(Days, Side)>,
        holds: impl Fn(Date) -> bool,
    ) -> Vec<StanceRef<'g>> {
        let Some((days, _)) = state else { return Vec::new() };
        let (first, last) = (days.values().min().copied(), days.values().max().copied());
        let rest = &self.said[self.said.partition_point(|said| Some(said.day) < first)..];
        let in_days = rest.iter().take_while(|said| Some(said.day) <= last);
        let latest = in_days.filter(|said| days.get(&said.member) == Some(&said.day));
        let held = latest.filter(|said| lapse(self.graph, said).is_none_or(&holds));
        held.map(|said| self.graph.stance(said.edge)).collect()
    }
}

/// Whether a member whose day changed has only an undated stance before or after.
fn rests_on_undated(before: Option<&(Days, Side)>, after: Option<&(Days, Side)>) -> bool {
    let (Some((before, _)), Some((after, _))) = (before, after) else { return false };
    let differs = |(member, day): &(&ActorIx, &Option<Date>), other: &Days| {
        day.is_none() && other.get(*member).is_some_and(|other| other != *day)
    };
    before.iter().any(|it| differs(&it, after)) || after.iter().any(|it| differs(&it, before))
}

/// The first day on which a stance no longer holds.
fn lapse(graph: &StanceGraph, said: &Said) -> Option<Date> {
    let until = graph.stance(said.edge).until()?;
    until.last_day().tomorrow().ok().map(Date::from)
}

fn kind(is_first: bool, is_said: bool, from: Option<Side>, to: Option<Side>) -> Option<ChangeKind> {
    match (is_said, from, to) {
        (true, ..) if is_first => Some(ChangeKind::First),
        (true, None, _) => Some(ChangeKind::Resumed),
        (true, from, to) if from == to => Some(ChangeKind::Reaffirmed),
        (false, from, to) if from == to => None,
        (false, _, None) => Some(ChangeKind::Lapsed),
        _ => Some(ChangeKind::Moved),
    }
}
