//! Differences between two files, or between two days.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::unwritten::Unwritten;
use super::words::left_out;
use super::{ActorName, Answer, At, Column, Row, Stances, Table, TargetName, Value, plural};
use crate::diff::{self, Edit, EditKind, FieldEdit, Same, Scored};
use crate::graph::StanceRef;
use crate::model::{Date, StanceId};

/// The differences between two files or two days.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Diff<'g> {
    /// The old file, or the old day.
    pub old: String,
    /// The new file, or the new day.
    pub new: String,
    /// Differences in the title, the description and the meanings of labels.
    pub about: Vec<FieldEdit>,
    /// Actors that differ, by id.
    pub actors: Vec<ItemEdit<'g>>,
    /// Issues that differ, by id.
    pub issues: Vec<ItemEdit<'g>>,
    /// Sources that differ, by id.
    pub sources: Vec<ItemEdit<'g>>,
    /// Stances that differ: removed and edited ones, then new ones.
    pub stances: Vec<StanceEdit<'g>>,
    /// Standings that differ as a result.
    pub standings: Vec<StandingEdit<'g>>,
    /// Pairs of actors whose agreement differs as a result: those whose score changed most first, then those who
    /// had or have no score.
    pub alignments: Vec<AlignmentEdit<'g>>,
    /// The number of pairs of actors that are not listed.
    pub omitted: usize,
    /// Whether the diff compares two days.
    #[serde(skip)]
    are_days: Unwritten<bool>,
}

/// An actor, an issue or a source that differs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct ItemEdit<'g> {
    /// The kind of difference.
    pub change: EditKind,
    /// The id.
    pub id: Cow<'g, str>,
    /// The name or title; the id if there is none.
    pub name: Cow<'g, str>,
    /// The fields that differ, if it was edited or renamed; of one that was renamed, the id first.
    pub fields: Vec<FieldEdit>,
    /// How many of its stances are the same, if it was renamed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub same: Option<Same>,
}

/// A stance that differs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct StanceEdit<'g> {
    /// The kind of difference.
    pub change: EditKind,
    /// The old id; absent if the stance is new.
    pub old: Option<String>,
    /// The new id; absent if the stance was removed.
    pub new: Option<String>,
    /// The actor.
    pub actor: ActorName<'g>,
    /// The target.
    pub target: TargetName<'g>,
    /// The label: "opposes".
    pub label: Cow<'g, str>,
    /// The actor to whom a stance on an issue is addressed.
    pub toward: Option<ActorName<'g>>,
    /// The date of the stance.
    pub date: Option<Date>,
    /// The fields that differ, if it was edited.
    pub fields: Vec<FieldEdit>,
    /// The stance itself.
    #[serde(skip)]
    stances: Unwritten<Stances<'g>>,
}

/// A standing that differs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct StandingEdit<'g> {
    /// The actor.
    pub actor: ActorName<'g>,
    /// The target.
    pub target: TargetName<'g>,
    /// The old standing; absent if there was none.
    pub old: Option<At<'g>>,
    /// The new standing; absent if there is none any more.
    pub new: Option<At<'g>>,
    /// The stances that decide the standing; an edited stance as it is now.
    #[serde(skip)]
    stances: Unwritten<Stances<'g>>,
}

/// Two actors whose agreement differs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct AlignmentEdit<'g> {
    /// One actor.
    pub a: ActorName<'g>,
    /// The other actor.
    pub b: ActorName<'g>,
    /// The old agreement; absent if the two had nothing in common.
    pub old: Option<Scored>,
    /// The new agreement; absent if the two have nothing in common.
    pub new: Option<Scored>,
}

impl<'g> Diff<'g> {
    /// Creates the answer for a diff of two files with these names, with at most `top` pairs of actors.
    ///
    /// ```
    /// use stancegraph::answer::{Answer, Diff};
    /// use stancegraph::diff;
    /// use stancegraph::model::Stance;
    /// use stancegraph::{StanceGraph, Undeclared};
    ///
    /// let graph = |label: &str| {
    ///     let mut builder = StanceGraph::builder();
    ///     builder.undeclared(Undeclared::Create);
    ///     builder.stance(&Stance::on_issue("Seoul", label, "THAAD").unwrap());
    ///     builder.build().unwrap()
    /// };
    /// let (old, new) = (graph("supports"), graph("opposes"));
    /// let (old, new) = (old.view(), new.view());
    /// let names = ["2015.toml".into(), "2016.toml".into()];
    /// let diff = Diff::between_files(names, &diff::Diff::between(&old, &new), None);
    /// assert_eq!(diff.tables()[0].title, "2015.toml -> 2016.toml: 1 stance, 1 standing");
    /// ```
    #[must_use]
    pub fn between_files(
        [old, new]: [String; 2],
        diff: &diff::Diff<'g>,
        top: Option<usize>,
    ) -> Self {
        let edits = diff.stances.iter();
        let edited = edits.filter_map(|edit| Some((edit.before()?, edit.after()?)));
        // An id refers to the new stance; the old one is in the fields.
        let edited = Arc::new(edited.map(|(old, _)| old.id()).collect::<BTreeSet<_>>());
        let mut pairs = diff.alignments.clone();
        pairs.sort_by(|a, b| movement(b).total_cmp(&movement(a)));
        let top = top.unwrap_or(usize::MAX);
        let moved = |edit: &diff::StandingEdit<'g>| StandingEdit::of(*edit, &edited);
        Self {
            old,
            new,
            about: diff.about.clone(),
            actors: items(&diff.actors, |it| (it.id.as_str(), it.title())),
            issues: items(&diff.issues, |it| (it.id.as_str(), it.title())),
            sources: items(&diff.sources, |it| (it.id.as_str(), it.title())),
            stances: diff.stances.iter().map(StanceEdit::from).collect(),
            standings: diff.standings.iter().map(moved).collect(),
            alignments: pairs.iter().take(top).map(AlignmentEdit::from).collect(),
            omitted: pairs.len().saturating_sub(top),
            are_days: Unwritten(false),
        }
    }

    /// Creates the answer for a diff of two days, with at most `top` pairs of actors.
    #[must_use]
    pub fn between_days(days: [Date; 2], diff: &diff::Diff<'g>, top: Option<usize>) -> Self {
        let names = days.map(|day| day.last_day().to_string());
        Self { are_days: Unwritten(true), ..Self::between_files(names, diff, top) }
    }

    /// Whether there is no difference.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.about.is_empty()
            && self.actors.is_empty()
            && self.issues.is_empty()
            && self.sources.is_empty()
            && self.stances.is_empty()
            && self.standings.is_empty()
            && self.alignments.is_empty()
            && self.omitted == 0
    }
}

/// The stances that decide a standing now, and those that decided it before and were not edited.
fn deciding(edit: diff::StandingEdit, edited: Arc<BTreeSet<StanceId>>) -> Stances {
    let old = edit.old.map(|standing| {
        let is_kept = move |stance: &StanceRef| !edited.contains(&stance.id());
        Stances::new(standing.graph(), move || standing.deciding().filter(&is_kept).collect())
    });
    Stances::joined(old.into_iter().chain(edit.new.map(Stances::deciding)).collect())
}

/// The change of a pair's score; -1 if there was or is none, to sort such pairs last.
fn movement(edit: &diff::AlignmentEdit) -> f64 {
    let score = |of: Option<Scored>| of.and_then(|of| of.score);
    match (score(edit.old), score(edit.new)) {
        (Some(old), Some(new)) => (new - old).abs(),
        _ => -1.0,
    }
}

fn items<'g, T>(
    edits: &[Edit<&'g T>],
    name: impl Fn(&'g T) -> (&'g str, &'g str),
) -> Vec<ItemEdit<'g>> {
    let item = |edit: &Edit<&'g T>| {
        let (id, name) = name(edit.latest());
        let fields = edit.fields().to_vec();
        ItemEdit {
            change: edit.kind(),
            id: id.into(),
            name: name.into(),
            fields,
            same: edit.same(),
        }
    };
    edits.iter().map(item).collect()
}

impl<'g> From<&Edit<StanceRef<'g>>> for StanceEdit<'g> {
    fn from(edit: &Edit<StanceRef<'g>>) -> Self {
        let stance = edit.latest();
        let id = |stance: Option<StanceRef>| stance.map(|stance| stance.id().to_string());
        Self {
            change: edit.kind(),
            old: id(edit.before()),
            new: id(edit.after()),
            actor: stance.actor().into(),
            target: stance.target().into(),
            label: stance.label().into(),
            toward: stance.toward().map(ActorName::from),
            date: stance.date(),
            fields: edit.fields().to_vec(),
            stances: Unwritten(Stances::new(stance.graph(), move || vec![stance])),
        }
    }
}

impl<'g> StandingEdit<'g> {
    fn of(edit: diff::StandingEdit<'g>, edited: &Arc<BTreeSet<StanceId>>) -> Self {
        Self {
            actor: edit.actor().into(),
            target: edit.target().into(),
            old: edit.old.map(At::from),
            new: edit.new.map(At::from),
            stances: Unwritten(deciding(edit, Arc::clone(edited))),
        }
    }
}

impl<'g> From<&diff::AlignmentEdit<'g>> for AlignmentEdit<'g> {
    fn from(edit: &diff::AlignmentEdit<'g>) -> Self {
        Self { a: edit.a.into(), b: edit.b.into(), old: edit.old, new: edit.new }
    }
}

/// The columns of all tables; `values` creates the old and new ones, which are numbers in some tables.
fn columns(values: fn(&'static str) -> Column<'static>) -> Vec<Column<'static>> {
    let text = Column::text;
    vec![
        text("what"),
        text("change"),
        text("name"),
        text("field"),
        values("old"),
        values("new"),
        text("id"),
    ]
}

/// The subject of a row.
#[derive(Clone, Copy)]
struct About<'a> {
    what: &'static str,
    change: EditKind,
    name: &'a str,
    id: &'a str,
}

impl About<'_> {
    fn row<'a>(self, field: String, [old, new]: [Value<'a>; 2], stances: &Stances<'a>) -> Row<'a> {
        let change = self.change.as_str();
        let values = vec![
            self.what.into(),
            change.into(),
            self.name.to_owned().into(),
            field.into(),
            old,
            new,
            self.id.to_owned().into(),
        ];
        let about = format!("{} {change}: {}", self.what, self.name);
        Row { values, about, stances: stances.clone() }
    }

    /// One row for each field, with the stances in the first row only; a single row if there are no fields.
    fn rows<'a>(self, fields: &'a [FieldEdit], stances: &Stances<'a>) -> Vec<Row<'a>> {
        if fields.is_empty() {
            return vec![self.row(String::new(), [Value::Nothing, Value::Nothing], stances)];
        }
        let nothing = Stances::none();
        let rows = fields.iter().enumerate().map(|(index, edit)| {
            let values = [&edit.old, &edit.new].map(|value| Value::maybe(value.as_deref()));
            self.row(edit.field.clone(), values, if index == 0 { stances } else { &nothing })
        });
        rows.collect()
    }
}

impl StanceEdit<'_> {
    fn rows(&self) -> Vec<Row<'_>> {
        let date = self.date.map(|date| format!(" ({date})")).unwrap_or_default();
        let toward = self.toward.as_ref().map(|actor| format!(", toward {}", actor.name));
        let name = format!(
            "{} {} {}{}{date}",
            self.actor.name,
            self.label,
            self.target.name,
            toward.unwrap_or_default()
        );
        let id = self.new.as_ref().or(self.old.as_ref()).map_or("", String::as_str);
        About { what: "stance", change: self.change, name: &name, id }
            .rows(&self.fields, &self.stances.0)
    }
}

/// The kind of difference between two values that may be absent.
fn change<T>(old: Option<&T>, new: Option<&T>) -> EditKind {
    match (old, new) {
        (None, _) => EditKind::Added,
        (_, None) => EditKind::Removed,
        _ => EditKind::Edited,
    }
}

impl StandingEdit<'_> {
    fn row(&self) -> Row<'_> {
        let name = format!("{} on {}", self.actor.name, self.target.name);
        let id = format!("{} on {}", self.actor.id, self.target.id);
        let both = [&self.old, &self.new].map(Option::as_ref);
        let about =
            About { what: "standing", change: change(both[0], both[1]), name: &name, id: &id };
        let side = |at: Option<&At>| Value::maybe(at.map(|at| at.side.as_str()));
        let value = |at: Option<&At>| Value::score(at.map(|at| at.value));
        let is_moved = both[0].map(|at| at.side) != both[1].map(|at| at.side);
        match is_moved {
            true => about.row("side".into(), both.map(side), &self.stances.0),
            false => about.row("value".into(), both.map(value), &self.stances.0),
        }
    }
}

impl AlignmentEdit<'_> {
    fn rows(&self) -> Vec<Row<'_>> {
        let name = format!("{} and {}", self.a.name, self.b.name);
        let id = format!("{} and {}", self.a.id, self.b.id);
        let change = change(self.old.as_ref(), self.new.as_ref());
        let about = About { what: "agreement", change, name: &name, id: &id };
        let both = [self.old, self.new];
        let nothing = Stances::none();
        let score = |of: Option<Scored>| Value::score(of.and_then(|of| of.score));
        let tally = |of: Option<Scored>| Value::maybe(of.map(|of| of.tally.to_string()));
        let is_other = both[0].map(|of| of.score) != both[1].map(|of| of.score);
        let scores = is_other.then(|| about.row("score".into(), both.map(score), &nothing));
        scores.into_iter().chain([about.row("tally".into(), both.map(tally), &nothing)]).collect()
    }
}

impl Diff<'_> {
    /// The rows of the files' content, of the standings and of the alignments.
    fn parts(&self) -> [Vec<Row<'_>>; 3] {
        let nothing = Stances::none();
        let mut files = Vec::new();
        if !self.about.is_empty() {
            let about = About { what: "file", change: EditKind::Edited, name: "", id: "" };
            files.extend(about.rows(&self.about, &nothing));
        }
        let items = [("actor", &self.actors), ("issue", &self.issues), ("source", &self.sources)];
        for (what, items) in items {
            files.extend(items.iter().flat_map(|it| {
                let about = About { what, change: it.change, name: &it.name, id: &it.id };
                let base = it.same.map(|Same { same, old, new }| {
                    let values = [old, new].map(|all| format!("{same} of {all}").into());
                    about.row("stances that are the same".into(), values, &nothing)
                });
                about.rows(&it.fields, &nothing).into_iter().chain(base).collect::<Vec<_>>()
            }));
        }
        files.extend(self.stances.iter().flat_map(StanceEdit::rows));
        let standings = self.standings.iter().map(StandingEdit::row).collect();
        [files, standings, self.alignments.iter().flat_map(AlignmentEdit::rows).collect()]
    }

    fn title(&self) -> String {
        format!("{} -> {}: {}", self.old, self.new, self.summary())
    }

    /// Formats the counts as `1 actor, 2 stances, 1 standing`.
    fn summary(&self) -> String {
        let counts = [
            (self.about.len(), "description"),
            (self.actors.len(), "actor"),
            (self.issues.len(), "issue"),
            (self.sources.len(), "source"),
            (self.stances.len(), "stance"),
            (self.standings.len(), "standing"),
            (self.alignments.len() + self.omitted, "pair"),
        ];
        let some = counts.iter().filter(|(count, _)| *count > 0);
        let some = some.map(|(count, what)| plural(*count, what)).collect::<Vec<_>>();
        if some.is_empty() { "no difference".into() } else { some.join(", ") }
    }
}

impl Answer for Diff<'_> {
    const VERB: &'static str = "diff";

    fn says_time(&self) -> bool {
        self.are_days.0
    }

    /// One table for each part that differs.
    fn tables(&self) -> Vec<Table<'_>> {
        let [files, standings, alignments] = self.parts();
        let table = |title, columns, rows| Table { title, columns, rows, notes: Vec::new() };
        let mut tables = vec![table(self.title(), columns(Column::text), files)];
        if !standings.is_empty() {
            let title = "Where they stand differently".into();
            tables.push(table(title, columns(Column::text), standings));
        }
        if !alignments.is_empty() {
            let title = "How far they agree".into();
            tables.push(table(title, columns(Column::number), alignments));
        }
        if let Some(last) = tables.last_mut() {
            last.notes.extend(left_out(self.omitted, "pair"));
        }
        tables
    }

    /// All parts in one table.
    fn listing(&self) -> Option<Table<'_>> {
        let rows = self.parts().into_iter().flatten().collect();
        let columns = columns(Column::text);
        Some(Table { title: self.title(), columns, rows, notes: Vec::new() })
    }
}
