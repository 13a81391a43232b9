//! The columns and rows of our own tables, for all kinds of files.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashSet};

use crate::format::order::reading_order_in_graph;
use crate::format::tables::aliases::joined;
use crate::format::tables::field::Field;
use crate::graph::{self, StanceGraph, StanceRef, TargetRef};
use crate::model::{Actor, Attributes, Issue, Source};

type Cell = (Field, String);

/// The canonical table of a graph: only stances, if there is nothing else.
///
/// The position is always written out, for readers of the table without the lexicon.
pub struct Records<'g> {
    /// The columns with content.
    pub columns: Vec<Field>,
    declarations: Vec<BTreeMap<Field, String>>,
    stances: Vec<StanceRef<'g>>,
}

/// A row of the table.
#[derive(Clone, Copy)]
pub enum Record<'r> {
    /// An actor, an issue, a source, a label or the whole graph.
    Declared(&'r BTreeMap<Field, String>),
    /// A stance.
    Stance(StanceRef<'r>),
}

impl<'g> Records<'g> {
    pub fn of(graph: &'g StanceGraph) -> Self {
        let declarations = declarations(graph);
        let is_column = |field: &Field| {
            let is_needed = matches!(field, Field::Actor | Field::Label);
            let is_declared = || declarations.iter().any(|row| row.contains_key(field));
            let is_said = || graph.stances().any(|stance| said(stance, *field).is_some());
            is_needed || is_declared() || is_said()
        };
        let columns = Field::with_proposer(Field::ALL.into_iter().filter(is_column).collect());
        let mut stances = graph.stances().collect::<Vec<_>>();
        stances.sort_unstable_by(|a, b| reading_order_in_graph(*a, *b));
        Self { columns, declarations, stances }
    }

    /// Its rows, with the stances last, in reading order.
    pub fn rows(&self) -> impl Iterator<Item = Record<'_>> {
        let declared = self.declarations.iter().map(Record::Declared);
        declared.chain(self.stances.iter().map(|stance| Record::Stance(*stance)))
    }
}

impl<'r> Record<'r> {
    /// Its value in a column.
    pub fn get(self, field: Field) -> Option<Cow<'r, str>> {
        match self {
            Self::Declared(row) => row.get(&field).map(|text| text.as_str().into()),
            Self::Stance(stance) => said(stance, field),
        }
    }
}

/// The value of a stance in a column.
fn said(stance: StanceRef<'_>, field: Field) -> Option<Cow<'_, str>> {
    let text = match field {
        Field::Id => stance.own_id()?.as_str(),
        Field::Actor => stance.actor().id.as_str(),
        Field::Speaker => stance.speaker()?.id.as_str(),
        Field::Label => stance.label(),
        Field::Issue => Some(stance.target()).filter(|target| !target.is_actor())?.id(),
        Field::Toward => match stance.target() {
            TargetRef::Issue(_) => stance.toward()?.id.as_str(),
            TargetRef::Actor(actor) => actor.id.as_str(),
        },
        Field::Position => stance.position().as_str(),
        Field::Strength => return Some(stance.own_strength()?.get().to_string().into()),
        Field::Weight => return Some(stance.own_weight()?.get().to_string().into()),
        Field::Date => return Some(stance.date()?.to_string().into()),
        Field::Until => return Some(stance.until()?.to_string().into()),
        Field::Source => stance.source()?.id.as_str(),
        Field::Locator => stance.locator()?,
        Field::Quote => stance.quote()?,
        Field::Note => stance.note()?,
        Field::Coder => stance.coder()?,
        Field::Grade => stance.grade()?,
        Field::Status => Some(stance.status()).filter(|status| !status.is_confirmed())?.as_str(),
        Field::Characters => return Some(stance.characters()?.to_string().into()),
        Field::ProposedBy => stance.proposed_by()?,
        Field::Rule => stance.rule()?,
        Field::Confidence => return Some(stance.confidence()?.get().to_string().into()),
        Field::Record
        | Field::Name
        | Field::Kind
        | Field::Aliases
        | Field::PartOf
        | Field::Description
        | Field::Attributes
        | Field::Title
        | Field::Publisher
        | Field::Url
        | Field::Archived
        | Field::Text
        | Field::CodedRange => return None,
    };
    Some(text.into())
}

/// Rows for everything that is more than a name in a stance.
fn declarations(graph: &StanceGraph) -> Vec<BTreeMap<Field, String>> {
    let mut rows = Vec::new();
    let mut add = |record: &str, cells: Vec<Option<Cell>>| {
        let record = (Field::Record, record.to_owned());
        rows.push(cells.into_iter().flatten().chain([record]).collect());
    };
    let range = graph.coded_range().map(|range| range.to_string());
    if graph.title().is_some() || graph.description().is_some() || range.is_some() {
        let whole = [
            text(Field::Title, graph.title()),
            text(Field::Description, graph.description()),
            text(Field::CodedRange, range.as_deref()),
        ];
        add("graph", whole.into());
    }
    let named = Named::in_stances_of(graph);
    for (actor, is_named) in graph.actors().iter().zip(named.actors) {
        if !is_named || *actor != Actor::new(actor.id.clone()) {
            add("actor", actor_cells(actor));
        }
    }
    for (issue, is_named) in graph.issues().iter().zip(named.issues) {
        if !is_named || *issue != Issue::new(issue.id.clone()) {
            add("issue", issue_cells(issue));
        }
    }
    for (source, is_named) in graph.sources().iter().zip(named.sources) {
        if !is_named || *source != Source::new(source.id.clone()) {
            add("source", source_cells(source));
        }
    }
    for (label, meaning) in graph.meanings() {
        let strength = Some(meaning.strength).filter(|strength| !strength.is_full());
        let cells = vec![
            text(Field::Label, Some(label)),
            text(Field::Position, Some(meaning.position.as_str())),
            strength.map(|strength| (Field::Strength, strength.get().to_string())),
        ];
        add("label", cells);
    }
    rows
}

/// Which things are named in stances, and so need no row of their own. A thing whose id is a name of another
/// still needs one, since its id would find the other.
struct Named {
    actors: Vec<bool>,
    issues: Vec<bool>,
    sources: Vec<bool>,
}

impl Named {
    fn in_stances_of(graph: &StanceGraph) -> Self {
        let mut named = Self {
            actors: vec![false; graph.actors().len()],
            issues: vec![false; graph.issues().len()],
            sources: vec![false; graph.sources().len()],
        };
        for stance in graph.stances() {
            let (edge, (actor, target)) = (stance.edge(), stance.ends());
            let others = [stance.speaker_ix(), stance.toward_ix()].into_iter().flatten();
            let others = others.map(graph::Node::Actor);
            for node in others.chain([actor, target]) {
                match node {
                    graph::Node::Actor(actor) => named.actors[actor.index()] = true,
                    graph::Node::Issue(issue) => named.issues[issue.index()] = true,
                }
            }
            if let Some(source) = edge.source {
                named.sources[source.index()] = true;
            }
        }
        let actors = graph.actors();
        let names = names(actors.iter().map(|actor| (&actor.name, &actor.aliases)));
        for (is_named, actor) in named.actors.iter_mut().zip(actors) {
            *is_named &= !names.contains(actor.id.as_str());
        }
        let issues = graph.issues();
        let names = self::names(issues.iter().map(|issue| (&issue.name, &issue.aliases)));
        for (is_named, issue) in named.issues.iter_mut().zip(issues) {
            *is_named &= !names.contains(issue.id.as_str());
        }
        named
    }
}

/// All names and aliases.
fn names<'g>(of: impl Iterator<Item = (&'g Option<String>, &'g Vec<String>)>) -> HashSet<&'g str> {
    of.flat_map(|(name, aliases)| name.iter().chain(aliases)).map(String::as_str).collect()
}

fn text(field: Field, text: Option<&str>) -> Option<Cell> {
    text.map(|text| (field, text.to_owned()))
}

fn attributes(attributes: &Attributes) -> Option<Cell> {
    let json = serde_json::to_string(attributes).expect("attributes are JSON");
    (!attributes.is_empty()).then_some((Field::Attributes, json))
}

fn actor_cells(actor: &Actor) -> Vec<Option<Cell>> {
    vec![
        text(Field::Id, Some(actor.id.as_str())),
        text(Field::Name, actor.name.as_deref()),
        text(Field::Kind, actor.kind.as_deref()),
        (!actor.aliases.is_empty()).then(|| (Field::Aliases, joined(&actor.aliases))),
        text(Field::PartOf, actor.part_of.as_ref().map(AsRef::as_ref)),
        attributes(&actor.attributes),
    ]
}

fn issue_cells(issue: &Issue) -> Vec<Option<Cell>> {
    vec![
        text(Field::Id, Some(issue.id.as_str())),
        text(Field::Name, issue.name.as_deref()),
        (!issue.aliases.is_empty()).then(|| (Field::Aliases, joined(&issue.aliases))),
        text(Field::Description, issue.description.as_deref()),
        attributes(&issue.attributes),
    ]
}

fn source_cells(source: &Source) -> Vec<Option<Cell>> {
    vec![
        text(Field::Id, Some(source.id.as_str())),
        source.date.map(|date| (Field::Date, date.to_string())),
        text(Field::Title, source.title.as_deref()),
        text(Field::Publisher, source.publisher.as_deref()),
        text(Field::Url, source.url.as_deref()),
        text(Field::Archived, source.archived.as_deref()),
        text(Field::Text, source.text.as_deref()),
    ]
}
