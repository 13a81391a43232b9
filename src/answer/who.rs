//! The sides of all actors on one target.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{ActorName, Answer, Column, Row, Stances, Table, TargetName, Value, plural};
use crate::error::Error;
use crate::graph::{Counts, Node, Side, Standing, View};
use crate::model::Date;

/// The sides of all actors on one target.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Who<'g> {
    /// The target.
    pub target: TargetName<'g>,
    /// The side that was asked for; absent for all.
    pub side: Option<Side>,
    /// The actors, by side, then by id.
    pub actors: Vec<Holder<'g>>,
    /// The number of their stances.
    pub stances: usize,
    /// The number of these stances that a later one of the same actor supersedes.
    pub superseded: usize,
}

/// An actor with a standing on the target.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Holder<'g> {
    /// The actor.
    pub actor: ActorName<'g>,
    /// The side of the actor.
    pub side: Side,
    /// The mean of the signed positions that decide the side, in [-1, 1].
    pub value: f64,
    /// The date since when the actor has been on this side, without a stance for another side.
    pub since: Option<Date>,
    /// The number of stances with each position.
    pub counts: Counts,
    /// The number of stances that a later one supersedes; 0 in a window.
    pub superseded: usize,
    /// The ids of the stances, the oldest first.
    pub stances: Stances<'g>,
}

impl<'g> Who<'g> {
    /// Finds the actors who are on one side of a target, or on any side if `side` is `None`.
    ///
    /// # Errors
    ///
    /// [`Error::OtherGraph`] for a target of another graph.
    pub fn of(view: &'g View<'g>, target: Node, side: Option<Side>) -> Result<Self, Error> {
        let standings = view.standings().on_target(target)?;
        let wanted = standings.filter(|standing| side.is_none_or(|side| standing.side() == side));
        let mut actors = wanted.map(Holder::from).collect::<Vec<_>>();
        actors.sort_by_key(|holder| holder.side);
        Ok(Self {
            target: view.graph().target_of(target).into(),
            side,
            stances: actors.iter().map(|holder| holder.counts.total() as usize).sum(),
            superseded: actors.iter().map(|holder| holder.superseded).sum(),
            actors,
        })
    }

    fn title(&self) -> String {
        let asked = self.side.map(|side| format!(", {side}")).unwrap_or_default();
        let superseded = match self.superseded {
            0 => String::new(),
            count => format!(", {count} superseded"),
        };
        let (actors, stances) = (self.actors.len(), self.stances);
        let (actors, stances) = (plural(actors, "actor"), plural(stances, "stance"));
        format!("{}{asked}: {actors}, {stances}{superseded}", self.target.name)
    }
}

impl<'g> From<Standing<'g>> for Holder<'g> {
    fn from(standing: Standing<'g>) -> Self {
        Self {
            actor: standing.actor().into(),
            side: standing.side(),
            value: standing.value(),
            since: standing.since(),
            counts: standing.counts(),
            superseded: standing.superseded(),
            stances: Stances::of(standing),
        }
    }
}

impl Answer for Who<'_> {
    const VERB: &'static str = "who";

    fn tables(&self) -> Vec<Table<'_>> {
        let rows = self.actors.iter().map(|holder| Row {
            values: vec![
                (&holder.actor).into(),
                holder.side.into(),
                Value::maybe(holder.since),
                (&holder.stances).into(),
            ],
            about: format!("{}: {} on {}", holder.actor.name, holder.side, self.target.name),
            stances: holder.stances.clone(),
        });
        let columns = vec![
            Column::actor("actor"),
            Column::side("side"),
            Column::date("since"),
            Column::stances("stances"),
        ];
        vec![Table { title: self.title(), columns, rows: rows.collect(), notes: Vec::new() }]
    }
}
