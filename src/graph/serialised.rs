//! Serialises standings and changes: with the ids and names of actors and targets, and the ids of the stances
//! behind them.

use serde::{Serialize, Serializer};

use super::{Change, Counts, Side, StanceRef, Standing, TargetRef};
use crate::model::{Actor, Date, StanceId};

/// An actor or an issue: the id, and the name for people.
#[derive(Serialize)]
pub(crate) struct Named<'g> {
    id: &'g str,
    name: &'g str,
}

impl<'g> From<&'g Actor> for Named<'g> {
    fn from(actor: &'g Actor) -> Self {
        Self { id: actor.id.as_str(), name: actor.title() }
    }
}

/// A target, and whether it is an actor or an issue.
#[derive(Serialize)]
struct Target<'g> {
    kind: &'static str,
    #[serde(flatten)]
    named: Named<'g>,
}

impl<'g> From<TargetRef<'g>> for Target<'g> {
    fn from(target: TargetRef<'g>) -> Self {
        let kind = if target.is_actor() { "actor" } else { "issue" };
        Self { kind, named: Named { id: target.id(), name: target.title() } }
    }
}

fn ids<'g>(stances: impl IntoIterator<Item = StanceRef<'g>>) -> Vec<StanceId> {
    stances.into_iter().map(StanceRef::id).collect()
}

/// The actor, its side, the target, and the ids of all stances behind the standing, the oldest first.
impl Serialize for Standing<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Told<'g> {
            actor: Named<'g>,
            target: Target<'g>,
            side: Side,
            value: f64,
            counts: Counts,
            since: Option<Date>,
            stances: Vec<StanceId>,
        }
        Told {
            actor: self.actor().into(),
            target: self.target().into(),
            side: self.side(),
            value: self.value(),
            counts: self.counts(),
            since: self.since(),
            stances: ids(self.stances()),
        }
        .serialize(serializer)
    }
}

/// The actor, the change of side, the target, the day, and the ids of the stances in force before and after.
impl Serialize for Change<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Told<'g> {
            date: Date,
            kind: super::ChangeKind,
            actor: Named<'g>,
            target: Target<'g>,
            from: Option<Side>,
            to: Option<Side>,
            before: Vec<StanceId>,
            after: Vec<StanceId>,
        }
        Told {
            date: self.date,
            kind: self.kind,
            actor: self.actor().into(),
            target: self.target().into(),
            from: self.from,
            to: self.to,
            before: ids(self.before.iter().copied()),
            after: ids(self.after.iter().copied()),
        }
        .serialize(serializer)
    }
}
