//! What files were taken to say: the preview of an import.

use std::borrow::Cow;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{ActorName, Answer, Column, Row, Stances, Table, TargetName, Value, plural};
use crate::graph::{Side, StanceGraph, StanceRef};
use crate::model::Date;

/// What files were taken to say: their first rows as stances.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Import<'g> {
    /// The number of stances.
    pub stances: usize,
    /// The number of actors with a stance.
    pub actors: usize,
    /// The tables whose columns or values have names of their own.
    pub tables: Vec<ImportedTable<'g>>,
    /// The first stances, in the order of the files.
    pub first: Vec<ImportedStance<'g>>,
}

/// What a table was taken to say.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct ImportedTable<'g> {
    /// The file.
    pub file: Cow<'g, str>,
    /// The columns that are read, each with its field.
    pub columns: Vec<(Cow<'g, str>, Cow<'g, str>)>,
    /// The values of positions, each with its meaning: `support`, `neutral`, `oppose`, `both` or `skip`.
    pub values: Vec<(Cow<'g, str>, Cow<'g, str>)>,
    /// The mapping file that says so, in TOML.
    pub mapping: Cow<'g, str>,
}

/// A row as a stance.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct ImportedStance<'g> {
    /// The line of the file; 0 if it is not known.
    pub line: u32,
    /// The actor.
    pub actor: ActorName<'g>,
    /// The label.
    pub label: Cow<'g, str>,
    /// The issue, or the actor that it is toward.
    pub target: TargetName<'g>,
    /// The position.
    pub position: Side,
    /// The date.
    pub date: Option<Date>,
    /// The source, by its title or id.
    pub source: Option<Cow<'g, str>>,
    /// The words that it rests on.
    pub quote: Option<Cow<'g, str>>,
    /// The id of the stance.
    pub stance: Stances<'g>,
}

impl<'g> Import<'g> {
    /// The first stances of a graph, at most this many, in the order of its files.
    #[must_use]
    pub fn of(graph: &'g StanceGraph, rows: usize) -> Self {
        let mut stances = graph.stances().collect::<Vec<_>>();
        let place = |stance: &StanceRef| stance.place().map(|place| (place.file, place.line));
        stances.sort_by_key(place);
        let tables = graph.taken().iter().map(|taken| ImportedTable {
            file: taken.file.as_str().into(),
            columns: pairs(&taken.columns),
            values: pairs(&taken.values),
            mapping: taken.mapping.as_str().into(),
        });
        Self {
            stances: stances.len(),
            actors: graph.acting_count(),
            tables: tables.collect(),
            first: stances.into_iter().take(rows).map(ImportedStance::from).collect(),
        }
    }
}

fn pairs(pairs: &[(String, String)]) -> Vec<(Cow<'_, str>, Cow<'_, str>)> {
    pairs.iter().map(|(a, b)| (a.as_str().into(), b.as_str().into())).collect()
}

impl<'g> From<StanceRef<'g>> for ImportedStance<'g> {
    fn from(stance: StanceRef<'g>) -> Self {
        Self {
            line: stance.place().map_or(0, |place| place.line),
            actor: stance.actor().into(),
            label: stance.label().into(),
            target: stance.target().into(),
            position: Side::from(stance.position()),
            date: stance.date(),
            source: stance
                .source()
                .map(|source| source.title.as_deref().unwrap_or(source.id.as_str()).into()),
            quote: stance.quote().map(Cow::Borrowed),
            stance: Stances::listed(vec![stance]),
        }
    }
}

impl Answer for Import<'_> {
    const VERB: &'static str = "import";

    fn tables(&self) -> Vec<Table<'_>> {
        let text = |text: &Option<Cow<str>>| {
            text.as_ref().map_or(Value::Nothing, |text| Value::Text(text.to_string().into()))
        };
        let rows = self.first.iter().map(|stance| Row {
            values: vec![
                u64::from(stance.line).into(),
                (&stance.actor).into(),
                Value::Text(stance.label.to_string().into()),
                (&stance.target).into(),
                stance.position.into(),
                Value::maybe(stance.date),
                text(&stance.source),
                text(&stance.quote),
            ],
            about: format!("{} {} {}", stance.actor.name, stance.label, stance.target.name),
            stances: stance.stance.clone(),
        });
        let columns = vec![
            Column::number("line"),
            Column::actor("actor"),
            Column::text("label"),
            Column::target("target"),
            Column::side("position"),
            Column::date("date"),
            Column::text("source"),
            Column::text("quote"),
        ];
        let (stances, actors) = (plural(self.stances, "stance"), plural(self.actors, "actor"));
        let title = match self.stances - self.first.len().min(self.stances) {
            0 => format!("{stances} of {actors}"),
            _ => format!("{stances} of {actors}; the first {}", self.first.len()),
        };
        vec![Table { title, columns, rows: rows.collect(), notes: Vec::new() }]
    }
}
