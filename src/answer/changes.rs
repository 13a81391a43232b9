//! Changes of positions over time.

use std::borrow::Cow;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    ActorName, Answer, Column, Note, Row, Stances, Suggestion, Table, TargetName, Value, plural,
};
use crate::error::Error;
use crate::graph::{Change, ChangeKind, Side, StanceRef, Time, View};
use crate::model::Date;

/// The changes of positions in a period.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Changes<'g> {
    /// The first day of the period; absent for no limit.
    pub since: Option<Date>,
    /// The day after the last day of the period; absent to end with the last day on which something was said or
    /// ceased to hold.
    pub until: Option<Date>,
    /// The number of stances without a date, which count as older than all others.
    pub undated: usize,
    /// The number of changes of each kind in the period, listed or not.
    pub counts: ChangeCounts,
    /// The kinds of changes that are listed.
    pub listed: Vec<ChangeKind>,
    /// The changes, by day, then by actor and target.
    pub changes: Vec<Changed<'g>>,
    /// The number of further changes of the listed kinds.
    pub omitted: usize,
}

/// The number of changes of each kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct ChangeCounts {
    /// Changes from one side to another.
    pub moved: usize,
    /// First stances on record.
    pub first: usize,
    /// Stances that took the same side again.
    pub reaffirmed: usize,
    /// Sides taken again after a time in which nothing was in force.
    pub resumed: usize,
    /// Sides that ceased to be in force.
    pub lapsed: usize,
    /// Changes to or from a stance without a date, which do not prove a move.
    pub undated: usize,
}

/// A change of one actor's position on one target.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Changed<'g> {
    /// The date of what was said, or the first day on which a stance no longer holds.
    pub date: Date,
    /// The kind of change.
    pub kind: ChangeKind,
    /// The actor.
    pub actor: ActorName<'g>,
    /// The target.
    pub target: TargetName<'g>,
    /// The side before; absent if nothing was in force.
    pub from: Option<Side>,
    /// The side after; absent if nothing is in force.
    pub to: Option<Side>,
    /// The ids of the stances that were in force before.
    pub before: Stances<'g>,
    /// The ids of the stances that are in force after.
    pub after: Stances<'g>,
    /// The last of the stances before, in words; absent if there was none.
    #[serde(default)]
    pub said_before: Option<Words<'g>>,
    /// The last of the stances after, in words; absent if there is none.
    #[serde(default)]
    pub said_after: Option<Words<'g>>,
}

/// What a stance said, and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Words<'g> {
    /// The date; absent if the stance has none.
    pub date: Option<Date>,
    /// The label, and whom it is addressed to.
    pub wording: Cow<'g, str>,
}

/// The settings: the period, and the changes to list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Settings {
    /// The first day of the period; absent for no limit.
    pub since: Option<Date>,
    /// The day after the last day of the period; absent to end with the last day on which something was said or
    /// ceased to hold.
    pub until: Option<Date>,
    /// The kinds of changes to list.
    pub kinds: Vec<ChangeKind>,
    /// The number of changes to list, the oldest first; absent for all.
    pub top: Option<usize>,
}

setters! {
    Settings {
        with_since(since: ?Date);
        with_until(until: ?Date);
        with_kinds(kinds: [ChangeKind]);
        with_top(top: ?usize);
    }
}

impl Default for Settings {
    fn default() -> Self {
        let kinds = vec![ChangeKind::Moved, ChangeKind::Resumed, ChangeKind::Lapsed];
        Self { since: None, until: None, kinds, top: None }
    }
}

impl<'g> Changes<'g> {
    /// Finds the changes of a period, through the filter and the grouping of a view; the time of the view has no
    /// effect.
    ///
    /// # Errors
    ///
    /// [`Error::EmptyWindow`] if `until` is not after `since`.
    pub fn of(view: &View<'g>, settings: &Settings) -> Result<Self, Error> {
        let Settings { since, until, ref kinds, top } = *settings;
        let mut changes = view.changes(since, until)?;
        let mut counts = ChangeCounts::default();
        changes.iter().for_each(|change| counts.add(change.kind));
        changes.retain(|change| kinds.contains(&change.kind));
        let top = top.unwrap_or(usize::MAX);
        let omitted = changes.len().saturating_sub(top);
        let ever = view.clone().at(Time::EVER);
        let undated = ever.stances().filter(|stance| stance.date().is_none()).count();
        let listed = ChangeKind::ALL.into_iter().filter(|kind| kinds.contains(kind)).collect();
        let changes = changes.into_iter().take(top).map(Changed::from).collect();
        Ok(Self { since, until, undated, counts, listed, changes, omitted })
    }

    fn title(&self) -> String {
        let period = match (self.since, self.until) {
            (None, None) => String::new(),
            (Some(since), None) => format!(" since {}", since.first_day()),
            (None, Some(until)) => format!(" before {}", until.first_day()),
            (Some(since), Some(until)) => {
                format!(" from {} until before {}", since.first_day(), until.first_day())
            }
        };
        let counts = self.counts.shown(|kind| self.listed.contains(&kind)).join(", ");
        let counts = if counts.is_empty() { counts } else { format!(": {counts}") };
        let changes = plural(self.changes.len() + self.omitted, "change");
        format!("{changes}{period}{counts}")
    }

    fn notes(&self) -> Vec<Note> {
        let mut notes = Vec::new();
        if self.omitted > 0 {
            let more = plural(self.omitted, "more change");
            notes.push(
                Note::say(format!("and {more}; "))
                    .and_ask(Suggestion::Since)
                    .and_say(", ")
                    .and_ask(Suggestion::Kinds(None))
                    .and_say(" and ")
                    .and_ask(Suggestion::Top(None))
                    .and_say(" say which, and how many"),
            );
        }
        let unlisted = self.counts.shown(|kind| !self.listed.contains(&kind)).join(", ");
        if !unlisted.is_empty() {
            notes.push(
                Note::say(format!("not listed: {unlisted}; "))
                    .and_ask(Suggestion::FirstStances)
                    .and_say(", or ")
                    .and_ask(Suggestion::Kinds(Some("KIND".into())))
                    .and_say(", lists them"),
            );
        }
        if self.undated > 0 {
            let undated = plural(self.undated, "stance");
            notes.push(format!("{undated} without a date: on record before the first day").into());
        }
        notes
    }
}

impl ChangeCounts {
    fn add(&mut self, kind: ChangeKind) {
        match kind {
            ChangeKind::Moved => self.moved += 1,
            ChangeKind::First => self.first += 1,
            ChangeKind::Reaffirmed => self.reaffirmed += 1,
            ChangeKind::Resumed => self.resumed += 1,
            ChangeKind::Lapsed => self.lapsed += 1,
            ChangeKind::Undated => self.undated += 1,
        }
    }

    /// The number of changes of one kind.
    #[must_use]
    pub fn of(self, kind: ChangeKind) -> usize {
        match kind {
            ChangeKind::Moved => self.moved,
            ChangeKind::First => self.first,
            ChangeKind::Reaffirmed => self.reaffirmed,
            ChangeKind::Resumed => self.resumed,
            ChangeKind::Lapsed => self.lapsed,
            ChangeKind::Undated => self.undated,
        }
    }

    /// Formats the counts of the wanted kinds, as `2 moved`, `1 first`.
    fn shown(self, is_wanted: impl Fn(ChangeKind) -> bool) -> Vec<String> {
        let kinds = ChangeKind::ALL.into_iter().filter(|kind| is_wanted(*kind));
        let counts = kinds.map(|kind| (self.of(kind), kind)).filter(|(count, _)| *count > 0);
        counts.map(|(count, kind)| format!("{count} {kind}")).collect()
    }
}

impl<'g> From<Change<'g>> for Changed<'g> {
    fn from(change: Change<'g>) -> Self {
        Self {
            date: change.date,
            kind: change.kind,
            actor: change.actor().into(),
            target: change.target().into(),
            from: change.from,
            to: change.to,
            said_before: change.before.last().map(|last| Words::from(*last)),
            said_after: change.after.last().map(|last| Words::from(*last)),
            before: Stances::listed(change.before),
            after: Stances::listed(change.after),
        }
    }
}

impl<'g> From<StanceRef<'g>> for Words<'g> {
    fn from(stance: StanceRef<'g>) -> Self {
        Self { date: stance.date(), wording: stance.wording() }
    }
}

impl Changed<'_> {
    fn row(&self) -> Row<'_> {
        Row {
            values: vec![
                self.date.into(),
                (&self.actor).into(),
                (&self.target).into(),
                self.kind.as_str().into(),
                Value::maybe(self.from),
                Value::maybe(self.to),
                said(self.said_before.as_ref(), &self.before).into(),
                said(self.said_after.as_ref(), &self.after).into(),
            ],
            about: self.about(),
            stances: Stances::joined(vec![self.before.clone(), self.after.clone()]),
        }
    }

    fn about(&self) -> String {
        let side = |side: Option<Side>| side.map_or("nothing", Side::as_str);
        let what = format!("{} on {}", self.actor.name, self.target.name);
        let (from, to) = (side(self.from), side(self.to));
        format!("{}: {what} {}, from {from} to {to}", self.date, self.kind)
    }
}

/// Formats the last of the stances as `2015-03-01 supports`, with the number of the others; its id if an older
/// version wrote the answer, without words.
fn said(words: Option<&Words>, stances: &Stances) -> String {
    let last = match words {
        Some(Words { date, wording }) => {
            let date = date.map_or_else(|| "undated".to_owned(), |date| date.to_string());
            Some(format!("{date} {wording}"))
        }
        None => stances.ids().pop(),
    };
    match (last, stances.len()) {
        (None, _) => String::new(),
        (Some(last), 0 | 1) => last,
        (Some(last), count) => format!("{last} (+{})", count - 1),
    }
}

impl Answer for Changes<'_> {
    const VERB: &'static str = "changes";

    fn says_time(&self) -> bool {
        true
    }

    fn tables(&self) -> Vec<Table<'_>> {
        let columns = vec![
            Column::date("date"),
            Column::actor("actor"),
            Column::target("target"),
            Column::text("change"),
            Column::side("from"),
            Column::side("to"),
            Column::text("before"),
            Column::text("after"),
        ];
        let rows = self.changes.iter().map(Changed::row).collect();
        vec![Table { title: self.title(), columns, rows, notes: self.notes() }]
    }
}
