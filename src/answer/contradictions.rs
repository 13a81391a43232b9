//! Contradictions: opposed stances of one actor on one target.

use std::borrow::Cow;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::words::left_out;
use super::{ActorName, Answer, Column, Note, Row, Stances, Suggestion, Table, TargetName, Value};
use crate::graph::{Contradiction, Side, StanceRef, View};
use crate::model::{Date, Position};

/// The pairs of opposed stances of one actor on one target.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Contradictions<'g> {
    /// The number of all pairs of opposed stances, however many days lie between them.
    pub total: u64,
    /// The maximum number of days between two stances, if one was asked for.
    pub within: Option<u32>,
    /// Whether there are more matching pairs than are listed.
    pub more: bool,
    /// The pairs, those with the fewest days between first and those without a date last.
    pub contradictions: Vec<Opposed<'g>>,
}

/// Two opposed stances of one actor on one target.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Opposed<'g> {
    /// The actor who took both sides.
    pub actor: ActorName<'g>,
    /// The target.
    pub target: TargetName<'g>,
    /// The number of days between the two; absent if one has no date.
    pub days: Option<u32>,
    /// The earlier stance.
    pub first: OpposedStance<'g>,
    /// The later stance.
    pub second: OpposedStance<'g>,
    /// Both stances, if they are available.
    #[serde(skip)]
    stances: Option<Stances<'g>>,
}

/// One of two opposed stances.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct OpposedStance<'g> {
    /// The id of the stance.
    pub id: String,
    /// The date of the stance.
    pub date: Option<Date>,
    /// The label.
    pub label: Cow<'g, str>,
    /// The actor to whom a stance on an issue is addressed.
    pub toward: Option<ActorName<'g>>,
    /// The position: support or opposition.
    pub position: Position,
}

/// The settings: which pairs to list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Settings {
    /// The maximum number of days between two stances; absent for no limit.
    pub within: Option<u32>,
    /// The number of pairs to list.
    pub top: usize,
}

setters! {
    Settings {
        with_within(within: ?u32);
        with_top(top: usize);
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self { within: None, top: 10_000 }
    }
}

impl<'g> Contradictions<'g> {
    /// Finds the contradictions of a view, in everything that was [said](View::said).
    #[must_use]
    pub fn of(view: &View<'g>, settings: &Settings) -> Self {
        let all = view.contradictions();
        let (total, within) = (all.total(), settings.within);
        let fits = |pair: &Contradiction| {
            within.is_none_or(|most| pair.days.is_some_and(|days| days <= most))
        };
        let mut fitting = all.take_while(fits);
        let contradictions = fitting.by_ref().take(settings.top).map(Opposed::from).collect();
        Self { total, within, more: fitting.next().is_some(), contradictions }
    }

    fn notes(&self) -> Option<Note> {
        let all = usize::try_from(self.total).unwrap_or(usize::MAX);
        let left = all.saturating_sub(self.contradictions.len());
        match (self.within, self.more) {
            (None, _) => left_out(left, "pair"),
            (Some(_), true) => Some(
                Note::say("and more pairs; ")
                    .and_ask(Suggestion::Top(Some("100".into())))
                    .and_say(" lists more"),
            ),
            (Some(days), false) if left > 0 => {
                Some(format!("{left} with more than {days} days between, or undated").into())
            }
            (Some(_), false) => None,
        }
    }
}

impl<'g> From<Contradiction<'g>> for Opposed<'g> {
    fn from(pair: Contradiction<'g>) -> Self {
        let [first, second] = pair.in_order();
        Self {
            actor: pair.actor().into(),
            target: pair.target().into(),
            days: pair.days,
            first: first.into(),
            second: second.into(),
            stances: Some(Stances::listed(vec![first, second])),
        }
    }
}

impl<'g> From<StanceRef<'g>> for OpposedStance<'g> {
    fn from(stance: StanceRef<'g>) -> Self {
        let (id, date) = (stance.id().to_string(), stance.date());
        let (label, toward) = (stance.label().into(), stance.toward().map(ActorName::from));
        Self { id, date, label, toward, position: stance.position() }
    }
}

impl OpposedStance<'_> {
    /// Formats the label as `opposes` or `opposes → Seoul`.
    fn wording(&self) -> String {
        match &self.toward {
            Some(actor) => format!("{} → {}", self.label, actor.name),
            None => self.label.to_string(),
        }
    }

    fn values(&self) -> [Value<'_>; 3] {
        let side = Side::from(self.position).into();
        [Value::maybe(self.date), side, self.wording().into()]
    }
}

/// Two values are equal if their JSON is equal.
impl PartialEq for Opposed<'_> {
    fn eq(&self, other: &Self) -> bool {
        let Self { actor, target, days, first, second, stances: _ } = self;
        (actor, target, days) == (&other.actor, &other.target, &other.days)
            && (first, second) == (&other.first, &other.second)
    }
}

impl Opposed<'_> {
    fn row(&self) -> Row<'_> {
        let mut values = vec![(&self.actor).into(), (&self.target).into(), Value::maybe(self.days)];
        values.extend(self.first.values());
        values.extend(self.second.values());
        let ids = || Stances::from_ids(vec![self.first.id.clone(), self.second.id.clone()]);
        let about = format!("{} on {}", self.actor.name, self.target.name);
        Row { values, about, stances: self.stances.clone().unwrap_or_else(ids) }
    }
}

impl Answer for Contradictions<'_> {
    const VERB: &'static str = "contradictions";

    fn tables(&self) -> Vec<Table<'_>> {
        let what = if self.total == 1 { "pair" } else { "pairs" };
        let columns = vec![
            Column::actor("actor"),
            Column::target("target"),
            Column::number("days"),
            Column::date("first"),
            Column::side("side"),
            Column::text("label"),
            Column::date("then"),
            Column::side("then-side"),
            Column::text("then-label"),
        ];
        vec![Table {
            title: format!("{} {what} of opposed stances", self.total),
            columns,
            rows: self.contradictions.iter().map(Opposed::row).collect(),
            notes: Vec::from_iter(self.notes()),
        }]
    }
}
