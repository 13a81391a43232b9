//! All stances of a view, one below another, with their words.

use std::borrow::Cow;
use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::words::left_out;
use super::{Answer, Column, Evidence, Row, Said, Stances, Table, Value, plural};
use crate::graph::{Side, StanceRef, View};

/// The stances of a view.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Statements<'g> {
    /// Whether the stances are listed by date, those without one first; if not, by actor, target and date.
    pub by_date: bool,
    /// Whether some of the stances, listed or not, are no longer in force.
    pub has_past: bool,
    /// The stances.
    pub statements: Vec<Statement<'g>>,
    /// The number of stances that are not listed.
    pub omitted: usize,
}

/// A stance, and whether it holds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Statement<'g> {
    /// The stance.
    #[serde(flatten)]
    pub stance: Evidence<'g>,
    /// Whether it is in force at the time of the view; always, if that is a period.
    pub in_force: bool,
}

/// The settings: what to list, and in which order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Settings {
    /// Whether to list by date, stances without one first; if not, by actor, target and date.
    pub by_date: bool,
    /// Whether to list stances that are no longer in force, too.
    pub history: bool,
    /// The number of stances to list; absent for all.
    pub top: Option<usize>,
}

setters! {
    Settings {
        with_by_date(by_date: bool);
        with_history(history: bool);
        with_top(top: ?usize);
    }
}

impl<'g> Statements<'g> {
    /// Lists the stances of a view.
    ///
    /// O(n log n) in the number of stances.
    ///
    /// ```
    /// use stancegraph::answer::statements::Settings;
    /// use stancegraph::answer::{Answer, Statements};
    /// use stancegraph::model::Stance;
    /// use stancegraph::{StanceGraph, Undeclared};
    ///
    /// let mut builder = StanceGraph::builder();
    /// builder.undeclared(Undeclared::Create);
    /// builder.stance(&Stance::on_issue("Russia", "opposes", "THAAD")?);
    /// let graph = builder.build()?;
    /// let view = graph.view();
    /// let statements = Statements::of(&view, &Settings::default().with_by_date(true));
    /// assert_eq!(statements.tables()[0].title, "1 stance, the oldest first");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn of(view: &View<'g>, settings: &Settings) -> Self {
        let now = view.in_force();
        let in_force = now.stances().map(StanceRef::index).collect::<BTreeSet<_>>();
        let shown = if settings.history { view.said_so_far() } else { now };
        let mut stances = shown.stances().collect::<Vec<_>>();
        if settings.by_date {
            stances.sort_by_key(|stance| (stance.date(), stance.index()));
        }
        let top = settings.top.unwrap_or(usize::MAX);
        let statement = |stance: &StanceRef<'g>| {
            let in_force = in_force.contains(&stance.index());
            let said = Said { stance: *stance, is_superseded: !in_force };
            Statement { stance: said.into(), in_force }
        };
        Self {
            by_date: settings.by_date,
            has_past: stances.len() > in_force.len(),
            omitted: stances.len().saturating_sub(top),
            statements: stances.iter().take(top).map(statement).collect(),
        }
    }

    /// The columns that only some tables need.
    fn more(&self) -> More {
        let has = |is: fn(&Evidence) -> bool| self.statements.iter().any(|one| is(&one.stance));
        More {
            toward: has(|stance| stance.toward.is_some()),
            note: has(|stance| stance.note.is_some()),
            in_force: self.has_past,
        }
    }

    fn title(&self) -> String {
        let count = plural(self.statements.len() + self.omitted, "stance");
        match self.by_date {
            true => format!("{count}, the oldest first"),
            false => format!("All {count} in view"),
        }
    }

    fn columns(&self) -> Vec<Column<'_>> {
        let side = Column::side("side").headed("position");
        let in_force = Column::text("in_force").headed("in force");
        let more = self.more();
        let mut columns = if self.by_date {
            vec![
                Column::date("date"),
                Column::actor("actor"),
                side,
                Column::target("target"),
                Column::text("label"),
                Column::date("until"),
            ]
        } else {
            let mut columns = vec![
                Column::actor("actor"),
                Column::actor("speaker"),
                Column::text("label"),
                Column::target("target"),
                side,
                Column::date("date"),
                Column::text("source"),
                Column::text("quote"),
            ];
            columns.extend(more.toward.then(|| Column::actor("toward")));
            columns.extend(more.note.then(|| Column::text("note")));
            columns
        };
        columns.extend(more.in_force.then_some(in_force));
        columns
    }
}

#[derive(Clone, Copy)]
struct More {
    toward: bool,
    note: bool,
    in_force: bool,
}

impl Statement<'_> {
    fn row(&self, by_date: bool, more: More) -> Row<'_> {
        let stance = &self.stance;
        let mut values = if by_date { self.dated() } else { self.worded(more) };
        let in_force = if self.in_force { "yes" } else { "no" };
        values.extend(more.in_force.then(|| in_force.into()));
        let about = format!("{} {} {}", stance.actor.name, stance.label, stance.target.name);
        Row { values, about, stances: self.alone() }
    }

    /// The stance itself.
    fn alone(&self) -> Stances<'_> {
        Stances::from_ids(vec![self.stance.id.clone()])
    }

    fn dated(&self) -> Vec<Value<'_>> {
        let stance = &self.stance;
        let wording = match &stance.toward {
            Some(toward) => format!("{} → {}", stance.label, toward.name).into(),
            None => Cow::Borrowed(&*stance.label),
        };
        vec![
            stance.date.map_or_else(|| "undated".into(), Value::Date),
            (&stance.actor).into(),
            Value::Side(Side::from(stance.position)).on(self.alone(), ""),
            (&stance.target).into(),
            Value::Text(wording),
            Value::maybe(stance.until),
        ]
    }

    fn worded(&self, more: More) -> Vec<Value<'_>> {
        let stance = &self.stance;
        let source = stance.source.as_ref().map(|source| &*source.title);
        let mut values = vec![
            (&stance.actor).into(),
            Value::maybe(stance.speaker.as_ref()),
            Value::from(&stance.label).on(self.alone(), ""),
            (&stance.target).into(),
            Side::from(stance.position).into(),
            Value::maybe(stance.date),
            Value::maybe(source),
            Value::maybe(stance.quote.as_ref().map(|quote| format!("“{quote}”"))),
        ];
        values.extend(more.toward.then(|| Value::maybe(stance.toward.as_ref())));
        values.extend(more.note.then(|| Value::maybe(stance.note.as_ref())));
        values
    }
}

impl Answer for Statements<'_> {
    const VERB: &'static str = "page";

    fn tables(&self) -> Vec<Table<'_>> {
        let more = self.more();
        vec![Table {
            title: self.title(),
            columns: self.columns(),
            rows: self.statements.iter().map(|one| one.row(self.by_date, more)).collect(),
            notes: Vec::from_iter(left_out(self.omitted, "stance")),
        }]
    }
}
