//! The lanes of a timeline: what was said, and which side was in force in between.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use jiff::civil;
use petgraph::graph::EdgeIndex;

use crate::error::Error;
use crate::graph::{ActorIx, Node, Side, StanceRef, Time, View};
use crate::model::{Date, date};

/// What each lane stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// The record of one actor: a lane for each target.
    Targets(ActorIx),
    /// The record on one target: a lane for each actor.
    Actors(Node),
    /// Several actors and targets: a lane for each actor, with everything that it said.
    All,
}

/// A time in which a side was in force, half-open: without its last day.
#[derive(Clone, Debug)]
pub(super) struct Spell<'g> {
    pub(super) side: Side,
    /// `None` for the beginning of time.
    pub(super) from: Option<civil::Date>,
    /// `None` if it is still in force.
    pub(super) until: Option<civil::Date>,
    pub(super) stances: Vec<StanceRef<'g>>,
    /// Whether it is over on the day of the snapshot.
    pub(super) is_past: bool,
}

/// What an actor said, or what was said on a target.
#[derive(Clone, Debug)]
pub(super) struct Lane<'g> {
    pub(super) node: Node,
    /// By day, undated stances first.
    pub(super) said: Vec<StanceRef<'g>>,
    /// In order of time; empty if the lane has several targets.
    pub(super) spells: Vec<Spell<'g>>,
    /// The stances that are no longer in force on the day of the snapshot.
    pub(super) past: BTreeSet<EdgeIndex>,
}

impl Lane<'_> {
    pub(super) fn is_past(&self, stance: StanceRef) -> bool {
        self.past.contains(&stance.index())
    }

    /// Marks what is no longer in force. The stances of a spell that lasts are those in force.
    fn settle(&mut self, in_force: &BTreeSet<EdgeIndex>) {
        let said = self.said.iter().copied();
        let (now, past) = said.partition::<Vec<_>, _>(|stance| in_force.contains(&stance.index()));
        self.past = past.iter().map(|stance| stance.index()).collect();
        for spell in &mut self.spells {
            spell.is_past = spell.until.is_some();
            if !spell.is_past {
                spell.stances.clone_from(&now);
            }
        }
    }
}

/// The lanes of a view, with everything that was said in its time.
#[derive(Debug)]
pub(super) struct Lanes<'g> {
    pub(super) kind: Kind,
    pub(super) lanes: Vec<Lane<'g>>,
    /// The last day shown: that of the data, or an earlier one that was asked for.
    last: Option<civil::Date>,
}

impl<'g> Lanes<'g> {
    /// The lanes of a view. A snapshot has everything that was said up to its day, with what is no longer in force
    /// marked.
    pub(super) fn of(view: &View<'g>) -> Result<Self, Error> {
        let day = match view.time() {
            Time::Window { .. } | Time::Latest => None,
            Time::Snapshot(day) => Some(day.last_day()),
        };
        let said = view.said_so_far();
        let mut stances = said.stances().collect::<Vec<_>>();
        stances.sort_by_key(|stance| (stance.date().map(Date::begin), stance.index()));
        let kind = kind(view, &stances);
        let mut lanes = BTreeMap::<Node, Lane>::new();
        for stance in stances {
            let node = match kind {
                Kind::Targets(_) => view.target_for(stance),
                Kind::Actors(_) | Kind::All => Node::Actor(view.actor_for(stance)),
            };
            let past = BTreeSet::new();
            let new = || Lane { node, said: Vec::new(), spells: Vec::new(), past };
            lanes.entry(node).or_insert_with(new).said.push(stance);
        }
        let until = match (view.time(), day) {
            (Time::Window { until, .. }, _) => until,
            (_, day) => day.and_then(|day| day.tomorrow().ok()).map(Date::from),
        };
        if kind != Kind::All {
            in_force(view, until, kind, &mut lanes)?;
        }
        if !matches!(view.time(), Time::Window { .. }) {
            let in_force = view.in_force().stances().map(StanceRef::index).collect();
            lanes.values_mut().for_each(|lane| lane.settle(&in_force));
        }
        let mut lanes = lanes.into_values().collect::<Vec<_>>();
        lanes.sort_by_cached_key(|lane| order(lane, kind));
        let until = until.and_then(|until| until.first_day().yesterday().ok());
        let last = view.graph().period().map(|(_, last)| last.first_day());
        let last = until.into_iter().chain(last).min();
        Ok(Self { kind, lanes, last })
    }

    /// Drops all but the `most` lanes with the most stances; returns how many were dropped.
    pub(super) fn cap(&mut self, most: usize) -> usize {
        let more = self.lanes.len().saturating_sub(most);
        if more > 0 {
            let mut sizes = self.lanes.iter().enumerate().collect::<Vec<_>>();
            sizes.sort_by_key(|(place, lane)| (Reverse(lane.said.len()), *place));
            let mut largest = sizes[..most].iter().map(|(place, _)| *place).collect::<Vec<_>>();
            largest.sort_unstable();
            self.lanes = largest.into_iter().map(|place| self.lanes[place].clone()).collect();
        }
        more
    }

    /// The first and the last day of what was said, of the data or of the time that was asked for, later if something
    /// that was said can be later or ends later. `None` if nothing has a date.
    pub(super) fn period(&self) -> Option<[civil::Date; 2]> {
        let said = self
            .lanes
            .iter()
            .flat_map(|lane| &lane.said)
            .filter_map(|said| said.date())
            .flat_map(|date| [date.first_day(), date.last_day()]);
        let ends = self.lanes.iter().flat_map(|lane| &lane.spells).filter_map(|spell| spell.until);
        let days = said.chain(ends);
        Some([days.clone().min()?, days.chain(self.last).max()?])
    }

    /// The end of a side that nothing has replaced: the day after the last one shown.
    pub(super) fn end(&self) -> Option<civil::Date> {
        self.last?.tomorrow().ok()
    }
}

/// The order of lanes: those on one side together; if lanes have several targets, those with the most stances first.
fn order(lane: &Lane, kind: Kind) -> (Reverse<usize>, usize, Option<Date>, Node) {
    let last = lane.spells.last().filter(|spell| spell.until.is_none()).map(|spell| spell.side);
    let side = match last {
        Some(Side::Support) => 0,
        Some(Side::Mixed) => 1,
        Some(Side::Neutral) => 2,
        Some(Side::Oppose) => 3,
        None => 4,
    };
    let count = if kind == Kind::All { lane.said.len() } else { 0 };
    let first = lane.said.iter().find_map(|said| said.date());
    (Reverse(count), side, first, lane.node)
}

/// The kind of lanes: whether all stances are by one actor, or on one target.
fn kind(view: &View, stances: &[StanceRef]) -> Kind {
    let Some(first) = stances.first() else { return Kind::All };
    let (actor, target) = (view.actor_for(*first), view.target_for(*first));
    let is_one_target = stances.iter().all(|stance| view.target_for(*stance) == target);
    match stances.iter().all(|stance| view.actor_for(*stance) == actor) {
        true => Kind::Targets(actor),
        false if is_one_target => Kind::Actors(target),
        false => Kind::All,
    }
}

/// The sides in force over time, from the changes, as far as the filter selects them.
fn in_force<'g>(
    view: &View<'g>,
    until: Option<Date>,
    kind: Kind,
    lanes: &mut BTreeMap<Node, Lane<'g>>,
) -> Result<(), Error> {
    for change in view.changes_of_any_position(None, until)? {
        let (actor, target) = change.pair();
        let node = if matches!(kind, Kind::Targets(_)) { target } else { Node::Actor(actor) };
        let Some(lane) = lanes.get_mut(&node) else { continue };
        let day = change.date.first_day();
        if lane.spells.is_empty()
            && let Some(side) = change.from
        {
            let stances = change.before.clone();
            lane.spells.push(Spell { side, from: None, until: None, stances, is_past: false });
        }
        if let Some(last) = lane.spells.last_mut().filter(|last| last.until.is_none()) {
            last.until = Some(day);
        }
        if let Some(side) = change.to {
            let stances = change.after.clone();
            lane.spells.push(Spell { side, from: Some(day), until: None, stances, is_past: false });
        }
    }
    // Without a change, the side is that of undated stances.
    let before = view.clone().at(Time::Snapshot(date(1, 1, 1)));
    for standing in before.standings().iter() {
        let node = match kind {
            Kind::Targets(_) => standing.target_node(),
            Kind::Actors(_) | Kind::All => Node::Actor(standing.actor_ix()),
        };
        if let Some(lane) = lanes.get_mut(&node).filter(|lane| lane.spells.is_empty()) {
            let stances = lane.said.iter().filter(|said| said.date().is_none()).copied().collect();
            let side = standing.side();
            lane.spells.push(Spell { side, from: None, until: None, stances, is_past: false });
        }
    }
    let positions = &view.filtered_by().positions;
    let is_of = |stance: &StanceRef| positions.is_empty() || positions.contains(&stance.position());
    for lane in lanes.values_mut() {
        lane.spells.retain(|spell| spell.stances.iter().any(is_of));
    }
    Ok(())
}
