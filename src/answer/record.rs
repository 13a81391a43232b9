//! One actor's positions.

use std::borrow::Cow;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{ActorName, Answer, Column, Row, Stances, Table, TargetName, Value, plural};
use crate::error::Error;
use crate::graph::{ActorIx, Counts, Side, Standing, View};
use crate::model::Date;

/// One actor's positions.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Record<'g> {
    /// The actor.
    pub actor: ActorName<'g>,
    /// The kind of the actor.
    pub kind: Option<Cow<'g, str>>,
    /// The name of the whole that the actor is a part of.
    pub part_of: Option<Cow<'g, str>>,
    /// The positions by target: actors before issues, each by id.
    pub positions: Vec<Held<'g>>,
}

/// The position of the actor on one target.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Held<'g> {
    /// The target.
    pub target: TargetName<'g>,
    /// The side of the actor.
    pub side: Side,
    /// The mean of the signed positions that decide the side, in [-1, 1].
    pub value: f64,
    /// The date since when the actor has been on this side, without a stance for another side.
    pub since: Option<Date>,
    /// The number of stances with each position.
    pub counts: Counts,
    /// The sides that the actor has been on, the oldest first.
    pub changes: Vec<SideSince>,
    /// The ids of the stances, the oldest first.
    pub stances: Stances<'g>,
}

/// A side, and the day on which the actor changed to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct SideSince {
    /// The day; absent if it is unknown.
    pub date: Option<Date>,
    /// The side.
    pub side: Side,
}

impl<'g> Record<'g> {
    /// All positions of an actor in a view.
    ///
    /// # Errors
    ///
    /// [`Error::OtherGraph`] for an actor of another graph.
    pub fn of(view: &'g View<'g>, actor: ActorIx) -> Result<Self, Error> {
        let graph = view.graph();
        graph.check_actor(actor)?;
        Ok(Self {
            actor: graph.actor(actor).into(),
            kind: graph.actor(actor).kind.as_deref().map(Cow::Borrowed),
            part_of: graph.whole(actor).map(|whole| graph.actor(whole).title().into()),
            positions: view.standings().of(actor).map(Held::from).collect(),
        })
    }

    fn title(&self) -> String {
        let part_of = self.part_of.as_ref().map(|whole| format!("part of {whole}"));
        let about = [self.kind.as_ref().map(ToString::to_string), part_of];
        let about = about.into_iter().flatten().collect::<Vec<_>>().join(", ");
        let positions = plural(self.positions.len(), "position");
        match about.as_str() {
            "" => format!("{}: {positions}", self.actor.name),
            about => format!("{} ({about}): {positions}", self.actor.name),
        }
    }
}

impl<'g> From<Standing<'g>> for Held<'g> {
    fn from(standing: Standing<'g>) -> Self {
        let history = standing.history().into_iter();
        Self {
            target: standing.target().into(),
            side: standing.side(),
            value: standing.value(),
            since: standing.since(),
            counts: standing.counts(),
            changes: history.map(|(date, side)| SideSince { date, side }).collect(),
            stances: Stances::of(standing),
        }
    }
}

impl Answer for Record<'_> {
    const VERB: &'static str = "record";

    fn tables(&self) -> Vec<Table<'_>> {
        let rows = self.positions.iter().map(|held| Row {
            values: vec![
                (&held.target).into(),
                held.side.into(),
                Value::maybe(held.since),
                (&held.stances).into(),
                history(&held.changes).into(),
            ],
            about: format!("{} on {}: {}", self.actor.name, held.target.name, held.side),
            stances: held.stances.clone(),
        });
        let columns = vec![
            Column::target("target"),
            Column::side("side"),
            Column::date("since"),
            Column::stances("stances"),
            Column::text("changes"),
        ];
        vec![Table { title: self.title(), columns, rows: rows.collect(), notes: Vec::new() }]
    }
}

/// Formats the history of a side as `▲ 2011 → ▼ 2016-04`; empty if nothing changed.
fn history(changes: &[SideSince]) -> String {
    if changes.len() < 2 {
        return String::new();
    }
    let steps = changes.iter().map(|SideSince { date, side }| {
        let date = date.map_or_else(|| "undated".to_owned(), |date| date.to_string());
        format!("{} {date}", side.glyph())
    });
    steps.collect::<Vec<_>>().join(" → ")
}
