//! Tables with a title and typed columns.

use std::borrow::Cow;
use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{ActorName, Note, Stances, TargetName};
use crate::graph::Side;
use crate::measure::Tally;
use crate::model::Date;

/// A table with a title.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Table<'a> {
    /// The title.
    pub title: String,
    /// The columns, with their names and kinds.
    pub columns: Vec<Column<'a>>,
    /// The rows, each with a value for every column.
    pub rows: Vec<Row<'a>>,
    /// The notes below the table: what was left out, what a column means.
    pub notes: Vec<Note>,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Column<'a> {
    /// The name for programs, unique in the table.
    pub name: Cow<'a, str>,
    /// The heading for people.
    pub heading: Cow<'a, str>,
    /// The kind of its values.
    pub kind: Kind,
}

/// The kind of values in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Kind {
    /// Text.
    Text,
    /// Counts, scores, weights.
    Number,
    /// Days, months or years.
    Date,
    /// Sides.
    Side,
    /// Actors, by id and name.
    Actor,
    /// Issues and actors, by id and name.
    Target,
    /// Stances; a table shows their number.
    Stances,
}

/// A row, with its content in words and the stances that it rests on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Row<'a> {
    /// A value for each column.
    pub values: Vec<Value<'a>>,
    /// The content of the row in words, for a heading above its stances.
    pub about: String,
    /// The stances that it rests on.
    pub stances: Stances<'a>,
}

/// A value of a table.
///
/// [`Display`](fmt::Display) formats it for people, and [`Value::plain`] for programs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Value<'a> {
    /// An empty cell.
    Nothing,
    /// Text.
    Text(Cow<'a, str>),
    /// A count.
    Count(u64),
    /// A score: with two decimals for people, with all of them for programs.
    Score(f64),
    /// A score with its sign.
    Signed(f64),
    /// A number: with four decimals for people, with all of them for programs.
    Exact(f64),
    /// A score with the number of shared targets that it rests on, marked if these are few: `1.00 (1)*`. For
    /// programs, only the score.
    Based(f64, Tally),
    /// A day, a month or a year.
    Date(Date),
    /// A side, with its glyph.
    Side(Side),
    /// An actor: by name for people, by name and id for programs.
    Actor(ActorName<'a>),
    /// An issue or an actor: by name for people, by name and id for programs.
    Target(TargetName<'a>),
    /// Stances, shown as their number.
    Stances(Stances<'a>),
    /// A side, shown as its glyph, with the number of stances: `▼ 2`. For programs, the side.
    Counted(Side, u64),
    /// A value that leads to something of its own, apart from what its row rests on.
    Linked(Box<Link<'a>>),
}

/// A value of a table, and what it leads to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Link<'a> {
    /// The value itself.
    pub value: Value<'a>,
    /// The content of the value in words, for a heading; empty if the value itself says it.
    pub about: Cow<'a, str>,
    /// What it leads to.
    pub to: LinkTo<'a>,
}

/// Stances, or an alignment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum LinkTo<'a> {
    /// The stances that the value rests on.
    Stances(Stances<'a>),
    /// The alignment of two actors, by id: what they agree on, and what divides them.
    Pair(Cow<'a, str>, Cow<'a, str>),
}

impl Table<'_> {
    /// The mark of a score that rests on few targets.
    pub const THIN: &'static str = "*";

    /// The names of the columns in CSV: an actor has two columns, for its name and its id, and a target a third
    /// one, for whether it is an issue or an actor.
    #[must_use]
    pub fn header(&self) -> Vec<String> {
        self.columns.iter().flat_map(Column::names).collect()
    }

    /// The rows in CSV: a text for each name of the [`header`](Self::header).
    pub fn records(&self) -> impl Iterator<Item = Vec<String>> {
        self.rows.iter().map(|row| self.record(row))
    }

    /// One row in CSV.
    #[must_use]
    pub fn record(&self, row: &Row) -> Vec<String> {
        let cells = self.columns.iter().zip(&row.values);
        let texts = cells.flat_map(|(column, value)| {
            let id = column.kind.has_id().then(|| value.id().to_owned());
            let kind = column.kind.has_kind().then(|| value.node().1.to_owned());
            std::iter::once(value.plain()).chain(id).chain(kind)
        });
        texts.collect()
    }
}

impl<'a> Column<'a> {
    fn new(name: impl Into<Cow<'a, str>>, kind: Kind) -> Self {
        let name = name.into();
        Self { heading: name.clone(), name, kind }
    }

    /// A column of text.
    pub fn text(name: impl Into<Cow<'a, str>>) -> Self {
        Self::new(name, Kind::Text)
    }

    /// A column of numbers.
    pub fn number(name: impl Into<Cow<'a, str>>) -> Self {
        Self::new(name, Kind::Number)
    }

    /// A column of dates.
    pub fn date(name: impl Into<Cow<'a, str>>) -> Self {
        Self::new(name, Kind::Date)
    }

    /// A column of sides.
    pub fn side(name: impl Into<Cow<'a, str>>) -> Self {
        Self::new(name, Kind::Side)
    }

    /// A column of actors.
    pub fn actor(name: impl Into<Cow<'a, str>>) -> Self {
        Self::new(name, Kind::Actor)
    }

    /// A column of issues and actors.
    pub fn target(name: impl Into<Cow<'a, str>>) -> Self {
        Self::new(name, Kind::Target)
    }

    /// A column of stances.
    pub fn stances(name: impl Into<Cow<'a, str>>) -> Self {
        Self::new(name, Kind::Stances)
    }

    /// The same column with another heading for people.
    #[must_use]
    pub fn headed(self, heading: impl Into<Cow<'a, str>>) -> Self {
        Self { heading: heading.into(), ..self }
    }

    fn names(&self) -> impl Iterator<Item = String> {
        let id = self.kind.has_id().then(|| format!("{}_id", self.name));
        let kind = self.kind.has_kind().then(|| format!("{}_kind", self.name));
        std::iter::once(self.name.to_string()).chain(id).chain(kind)
    }
}

impl Kind {
    /// Whether the values are numbers, which are aligned to the right.
    #[must_use]
    pub fn is_number(self) -> bool {
        match self {
            Self::Number | Self::Stances => true,
            Self::Text | Self::Date | Self::Side | Self::Actor | Self::Target => false,
        }
    }

    fn has_id(self) -> bool {
        match self {
            Self::Actor | Self::Target => true,
            Self::Text | Self::Number | Self::Date | Self::Side | Self::Stances => false,
        }
    }

    /// Whether the values can be issues as well as actors, which may have the same id.
    fn has_kind(self) -> bool {
        match self {
            Self::Target => true,
            Self::Text | Self::Number | Self::Date | Self::Side | Self::Actor | Self::Stances => {
                false
            }
        }
    }
}

impl<'a> Value<'a> {
    /// The same value, leading to stances; `about` says in words what the value is. A value without stances leads
    /// nowhere.
    #[must_use]
    pub fn on(self, stances: Stances<'a>, about: impl Into<Cow<'a, str>>) -> Self {
        let (about, to) = (about.into(), LinkTo::Stances(stances));
        Self::Linked(Box::new(Link { value: self, about, to }))
    }

    /// The same value, leading to the alignment of two actors.
    #[must_use]
    pub fn of_pair(
        self,
        a: &'a ActorName,
        b: &'a ActorName,
        about: impl Into<Cow<'a, str>>,
    ) -> Self {
        let to = LinkTo::Pair(Cow::Borrowed(&a.id), Cow::Borrowed(&b.id));
        Self::Linked(Box::new(Link { value: self, about: about.into(), to }))
    }

    /// The value itself, without what it leads to.
    #[must_use]
    pub fn bare(&self) -> &Self {
        if let Self::Linked(link) = self { link.value.bare() } else { self }
    }

    /// Creates a value that may be absent.
    pub fn maybe(value: Option<impl Into<Self>>) -> Self {
        value.map_or(Self::Nothing, Into::into)
    }

    /// Creates a score that may be absent.
    #[must_use]
    pub fn score(score: Option<f64>) -> Self {
        score.map_or(Self::Nothing, Self::Score)
    }

    /// The value for programs, without its id.
    #[must_use]
    pub fn plain(&self) -> String {
        match self {
            Self::Nothing => String::new(),
            Self::Text(text) => text.to_string(),
            Self::Count(count) => count.to_string(),
            Self::Score(number)
            | Self::Signed(number)
            | Self::Exact(number)
            | Self::Based(number, _) => number.to_string(),
            Self::Date(date) => date.to_string(),
            Self::Side(side) | Self::Counted(side, _) => side.to_string(),
            Self::Actor(actor) => actor.name.to_string(),
            Self::Target(target) => target.name.to_string(),
            Self::Stances(stances) => stances.len().to_string(),
            Self::Linked(link) => link.value.plain(),
        }
    }

    /// The id of an actor or a target; nothing for other values.
    #[must_use]
    pub fn id(&self) -> &str {
        self.node().0
    }

    /// The id of an actor or a target, and `issue` or `actor` for a target; nothing for other values.
    fn node(&self) -> (&str, &'static str) {
        match self {
            Self::Actor(actor) => (&actor.id, ""),
            Self::Target(target) => (&target.id, target.kind.as_str()),
            Self::Linked(link) => link.value.node(),
            Self::Nothing
            | Self::Text(_)
            | Self::Count(_)
            | Self::Score(_)
            | Self::Signed(_)
            | Self::Exact(_)
            | Self::Based(..)
            | Self::Date(_)
            | Self::Side(_)
            | Self::Stances(_)
            | Self::Counted(..) => ("", ""),
        }
    }
}

impl fmt::Display for Value<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nothing => Ok(()),
            Self::Text(text) => f.write_str(text),
            Self::Count(count) => write!(f, "{count}"),
            Self::Score(score) => write!(f, "{score:.2}"),
            Self::Signed(score) => write!(f, "{score:+.2}"),
            Self::Exact(number) => write!(f, "{number:.4}"),
            Self::Based(score, tally) => {
                let mark = if tally.is_thin() { Table::THIN } else { "" };
                write!(f, "{score:.2} ({}){mark}", tally.shared)
            }
            Self::Date(date) => write!(f, "{date}"),
            Self::Side(side) => write!(f, "{} {side}", side.glyph()),
            Self::Actor(ActorName { name, .. }) | Self::Target(TargetName { name, .. }) => {
                f.write_str(name)
            }
            Self::Stances(stances) => write!(f, "{}", stances.len()),
            Self::Counted(side, count) => write!(f, "{} {count}", side.glyph()),
            Self::Linked(link) => link.value.fmt(f),
        }
    }
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(text.into())
    }
}

impl From<String> for Value<'_> {
    fn from(text: String) -> Self {
        Self::Text(text.into())
    }
}

impl<'a> From<&'a Cow<'_, str>> for Value<'a> {
    fn from(text: &'a Cow<'_, str>) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl From<usize> for Value<'_> {
    fn from(count: usize) -> Self {
        Self::Count(count as u64)
    }
}

impl From<u32> for Value<'_> {
    fn from(count: u32) -> Self {
        Self::Count(count.into())
    }
}

impl From<u64> for Value<'_> {
    fn from(count: u64) -> Self {
        Self::Count(count)
    }
}

impl From<Date> for Value<'_> {
    fn from(date: Date) -> Self {
        Self::Date(date)
    }
}

impl From<Side> for Value<'_> {
    fn from(side: Side) -> Self {
        Self::Side(side)
    }
}

impl<'a> From<&'a ActorName<'_>> for Value<'a> {
    fn from(actor: &'a ActorName<'_>) -> Self {
        Self::Actor(actor.borrowed())
    }
}

impl<'a> From<&'a TargetName<'_>> for Value<'a> {
    fn from(target: &'a TargetName<'_>) -> Self {
        Self::Target(target.borrowed())
    }
}

impl<'a> From<&'a Stances<'a>> for Value<'a> {
    fn from(stances: &'a Stances<'a>) -> Self {
        Self::Stances(stances.clone())
    }
}
