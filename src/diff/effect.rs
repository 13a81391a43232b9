//! The effects of a difference on standings and alignments.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::edit::side_by_side;
use super::rename::Renames;
use crate::graph::{Standing, TargetRef, View};
use crate::measure::{Alignment, Measure, Tally};
use crate::model::Actor;

/// A standing that differs in its side or its value.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct StandingEdit<'v> {
    /// The old standing; `None` if the actor had none.
    pub old: Option<Standing<'v>>,
    /// The new standing; `None` if the actor no longer has one.
    pub new: Option<Standing<'v>>,
}

/// The score of two actors.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Scored {
    /// Their agreement; `None` if they share no target.
    pub score: Option<f64>,
    /// The number of targets on which both have a standing, and on which they agree.
    #[serde(flatten)]
    pub tally: Tally,
}

/// Two actors whose agreement differs.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct AlignmentEdit<'v> {
    /// One actor.
    pub a: &'v Actor,
    /// The other actor.
    pub b: &'v Actor,
    /// The old score; `None` if the two had nothing in common.
    pub old: Option<Scored>,
    /// The new score; `None` if the two have nothing in common.
    pub new: Option<Scored>,
}

impl<'v> StandingEdit<'v> {
    fn either(&self) -> Standing<'v> {
        self.new.or(self.old).expect("one of the two is there")
    }

    /// The actor.
    #[must_use]
    pub fn actor(&self) -> &'v Actor {
        self.either().actor()
    }

    /// The target.
    #[must_use]
    pub fn target(&self) -> TargetRef<'v> {
        self.either().target()
    }
}

impl fmt::Display for StandingEdit<'_> {
    /// `Seoul on THAAD: support -> oppose`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let side = |standing: Option<Standing>| standing.map_or("(none)", |it| it.side().as_str());
        let (actor, target) = (self.actor().title(), self.target().title());
        write!(f, "{actor} on {target}: {} -> {}", side(self.old), side(self.new))
    }
}

/// By actor, then by target: actors before issues.
type Key<'v> = (&'v str, bool, &'v str);

fn key<'v>(standing: Standing<'v>, renames: &Renames<'v>) -> Key<'v> {
    let target = standing.target();
    let is_actor = target.is_actor();
    let actor = renames.actors.now(standing.actor().id.as_str());
    (actor, !is_actor, renames.target(is_actor, target.id()))
}

/// The standings that differ, by a walk through both lists, which have the same order.
pub(super) fn standings<'v>(
    old: &'v View<'_>,
    new: &'v View<'_>,
    renames: &Renames<'v>,
) -> Vec<StandingEdit<'v>> {
    let none = Renames::default();
    let mut before = old.standings_of_any_position().iter().collect::<Vec<_>>();
    if !renames.is_empty() {
        before.sort_by(|a, b| key(*a, renames).cmp(&key(*b, renames)));
    }
    let after = new.standings_of_any_position().iter();
    let pairs = side_by_side(before.into_iter(), after, |old, new| {
        match std::ptr::eq(old.graph(), new.graph()) {
            true => key(*old, &none).cmp(&key(*new, &none)),
            false => key(*old, renames).cmp(&key(*new, &none)),
        }
    });
    let is_asked_for = |(before, after): &(Option<Standing>, Option<Standing>)| {
        before.is_some_and(|it| old.asks_for(it)) || after.is_some_and(|it| new.asks_for(it))
    };
    let pairs = pairs.filter(is_asked_for);
    let edits = pairs.map(|(old, new)| StandingEdit { old, new });
    let held = |standing: Option<Standing>| standing.map(|it| (it.side(), it.value()));
    edits.filter(|edit| held(edit.old) != held(edit.new)).collect()
}

pub(super) fn alignments<'v>(
    old: &'v View<'_>,
    new: &'v View<'_>,
    standings: &[StandingEdit<'v>],
    renames: &Renames<'v>,
) -> Vec<AlignmentEdit<'v>> {
    let moved = standings.iter().map(|edit| renames.actors.now(edit.actor().id.as_str()));
    let moved = moved.collect::<BTreeSet<_>>();
    if moved.is_empty() {
        return Vec::new();
    }
    let mut pairs = BTreeMap::<(&str, &str), AlignmentEdit>::new();
    for (a, b, scored) in scores(old, &moved, renames) {
        let (first, second) = [a, b].map(|actor| renames.actors.now(actor.id.as_str())).into();
        let edit = AlignmentEdit { a, b, old: Some(scored), new: None };
        pairs.insert((first.min(second), first.max(second)), edit);
    }
    for (a, b, scored) in scores(new, &moved, &Renames::default()) {
        let edit = AlignmentEdit { a, b, old: None, new: Some(scored) };
        let known = pairs.entry((a.id.as_str(), b.id.as_str())).or_insert(edit);
        *known = AlignmentEdit { old: known.old, ..edit };
    }
    pairs.into_values().filter(|edit| edit.old != edit.new).collect()
}

/// The scores of the pairs with at least one actor that has moved.
fn scores<'v>(
    view: &'v View<'_>,
    moved: &BTreeSet<&str>,
    renames: &Renames,
) -> Vec<(&'v Actor, &'v Actor, Scored)> {
    let is_moved = |actor: &Actor| moved.contains(renames.actors.now(actor.id.as_str()));
    let pairs =
        view.alignments(Measure::Agreement).filter(|pair| is_moved(pair.a()) || is_moved(pair.b()));
    pairs.map(|pair| (pair.a(), pair.b(), scored(&pair))).collect()
}

fn scored(alignment: &Alignment) -> Scored {
    Scored { score: alignment.score, tally: alignment.tally }
}
