//! Turns a graph into nodes and edges.

use std::borrow::Cow;

use rustc_hash::FxHashSet;

use super::{ACTOR, Edge, ISSUE, LABELS, MARK, Node, PREFIX, Property, RESERVED, SOURCES, Value};
use crate::format::document::CODED_RANGE;
use crate::format::order::reading_order_in_graph;
use crate::format::tables::joined;
use crate::graph::{StanceGraph, StanceRef, TargetRef, is_like_derived};
use crate::model::{Actor, Attribute, Attributes, Issue, StanceId};

/// The attributes of the graph: our mark, title and description, and everything that is neither node nor edge.
pub fn graph(graph: &StanceGraph) -> Vec<Property<'_>> {
    let mut properties = vec![Property::new(MARK, "1")];
    properties.extend(graph.title().map(|title| Property::new("title", title)));
    properties.extend(graph.description().map(|text| Property::new("description", text)));
    let range = graph.coded_range().map(|range| range.to_string());
    properties.extend(range.map(|range| Property::new(CODED_RANGE, range)));
    let sources = graph.sources().iter().map(|source| (source.id.as_str(), source));
    properties.extend(json(SOURCES, sources));
    properties.extend(json(LABELS, graph.meanings().iter().map(|(label, m)| (label.as_str(), m))));
    properties
}

/// A table as JSON, unless it is empty.
fn json<'g, T: serde::Serialize + 'g>(
    name: &'static str,
    table: impl Iterator<Item = (&'g str, T)>,
) -> Option<Property<'g>> {
    let table = table.collect::<std::collections::BTreeMap<_, _>>();
    let json = || serde_json::to_string(&table).expect("what files say is JSON");
    (!table.is_empty()).then(|| Property::new(name, json()))
}

/// All actors, then all issues, by id.
pub fn nodes(graph: &StanceGraph) -> impl Iterator<Item = Node<'_>> {
    graph.actors().iter().map(actor).chain(graph.issues().iter().map(issue))
}

fn actor(actor: &Actor) -> Node<'_> {
    let id = actor.id.as_str();
    let mut properties = vec![Property::new("record", "actor")];
    called(id, actor.name.as_deref(), &actor.aliases, &mut properties);
    properties.extend(actor.kind.as_deref().map(|kind| Property::new("kind", kind)));
    properties.extend(actor.part_of.as_ref().map(|whole| Property::new("part-of", whole.as_str())));
    properties.extend(free(&actor.attributes));
    Node { id: format!("{ACTOR}{id}").into(), properties, place: None }
}

fn issue(issue: &Issue) -> Node<'_> {
    let id = issue.id.as_str();
    let mut properties = vec![Property::new("record", "issue")];
    called(id, issue.name.as_deref(), &issue.aliases, &mut properties);
    let description = issue.description.as_deref();
    properties.extend(description.map(|text| Property::new("description", text)));
    properties.extend(free(&issue.attributes));
    Node { id: format!("{ISSUE}{id}").into(), properties, place: None }
}

/// Adds the label, which is the name; a name that equals the id is also written separately.
fn called<'g>(
    id: &'g str,
    name: Option<&'g str>,
    aliases: &[String],
    properties: &mut Vec<Property<'g>>,
) {
    properties.push(Property::new("label", name.unwrap_or(id)));
    properties.extend(name.filter(|name| *name == id).map(|name| Property::new("name", name)));
    if !aliases.is_empty() {
        properties.push(Property::new("aliases", joined(aliases)));
    }
}

fn free(attributes: &Attributes) -> impl Iterator<Item = Property<'_>> {
    attributes.iter().map(|(name, value)| Property::new(free_name(name), Value::from(value)))
}

fn free_name(name: &str) -> Cow<'_, str> {
    match RESERVED.contains(&name) || name.starts_with(PREFIX) {
        true => format!("{PREFIX}{name}").into(),
        false => name.into(),
    }
}

impl<'g> From<&'g Attribute> for Value<'g> {
    fn from(attribute: &'g Attribute) -> Self {
        match attribute {
            Attribute::Flag(flag) => Self::Flag(*flag),
            Attribute::Number(number) => Self::Number(*number),
            Attribute::Text(text) => Self::Text(text.into()),
        }
    }
}

/// All stances, in reading order.
pub fn edges(graph: &StanceGraph) -> impl Iterator<Item = Edge<'_>> {
    let own = graph.stances().filter_map(StanceRef::own_id).map(StanceId::as_str);
    let own = own.filter(|id| is_like_derived(id)).collect::<FxHashSet<_>>();
    let mut stances = graph.stances().collect::<Vec<_>>();
    stances.sort_unstable_by(|a, b| reading_order_in_graph(*a, *b));
    stances.into_iter().map(move |stance| edge(stance, &own))
}

fn edge<'g>(stance: StanceRef<'g>, own: &FxHashSet<&str>) -> Edge<'g> {
    let target = match stance.target() {
        TargetRef::Actor(actor) => format!("{ACTOR}{}", actor.id),
        TargetRef::Issue(issue) => format!("{ISSUE}{}", issue.id),
    };
    let id = match stance.own_id() {
        Some(id) => id.as_str().into(),
        None => free_id(stance.id().to_string(), own).into(),
    };
    let ends = [format!("{ACTOR}{}", stance.actor().id).into(), target.into()];
    Edge { id: Some(id), ends, is_directed: true, properties: said(stance, own), place: None }
}

/// A derived id that differs from the own ids of all stances.
fn free_id(id: String, own: &FxHashSet<&str>) -> String {
    if !own.contains(id.as_str()) {
        return id;
    }
    let numbered = (1..).map(|number| format!("{id}-0{number}"));
    numbered.into_iter().find(|id| !own.contains(id.as_str())).expect("numbers do not end")
}

/// The strength or the weight of a stance: never both, since other programs have their own weights.
fn size(stance: StanceRef<'_>) -> Property<'_> {
    match stance.own_weight() {
        Some(weight) => Property::new("weight", Value::Number(weight.get())),
        None => Property::new("strength", Value::Number(stance.strength().get())),
    }
}

fn said<'g>(stance: StanceRef<'g>, own: &FxHashSet<&str>) -> Vec<Property<'g>> {
    let source = stance.source();
    let is_own = stance.own_id().is_some_and(|id| own.contains(id.as_str()));
    let texts = [
        ("speaker", stance.speaker().map(|actor| actor.id.as_str())),
        ("toward", stance.toward().map(|actor| actor.id.as_str())),
        ("source-id", source.map(|source| source.id.as_str())),
        ("source-title", source.and_then(|source| source.title.as_deref())),
        ("source-url", source.and_then(|source| source.url.as_deref())),
        ("locator", stance.locator()),
        ("quote", stance.quote()),
        ("note", stance.note()),
        ("coder", stance.coder()),
        ("grade", stance.grade()),
    ];
    let dates = [("date", stance.date()), ("until", stance.until())];
    let mut properties = vec![
        Property::new("label", stance.label()),
        Property::new("position", stance.position().as_str()),
        Property::new("sign", Value::Number(stance.signed())),
        size(stance),
    ];
    let dates = dates.into_iter().filter_map(|(name, date)| Some((name, date?.to_string())));
    properties.extend(dates.map(|(name, date)| Property::new(name, date)));
    let texts = texts.into_iter().filter_map(|(name, text)| Some((name, text?)));
    properties.extend(texts.map(|(name, text)| Property::new(name, text)));
    let provenance = stance.provenance();
    properties.extend(provenance.texts().map(|(name, text)| Property::new(name, text)));
    properties.extend(is_own.then(|| Property::new("own-id", Value::Flag(true))));
    properties
}
