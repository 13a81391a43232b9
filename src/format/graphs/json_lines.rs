//! JSON Lines, for streams and data frames: one stance, actor, issue, source or label on each line.
//!
//! A line is a stance in the form of JSON. Its field `record` can make it an actor, an issue, a source, a
//! label or the whole graph instead, as in CSV.

use std::io::{self, Write};

use serde::Serialize;

use crate::error::FileId;
use crate::format::document::Parsed;
use crate::format::json;
use crate::format::options::Settings;
use crate::format::order::reading_order_in_graph;
use crate::format::tree::{Lines, Node, Value, shifted};
use crate::graph::{Builder, StanceGraph, StanceRef, Undeclared};
use crate::model::{Actor, Issue, LabelMeaning, Position, PositionRange, Source, Stance, Strength};

/// Reads JSON Lines into a builder; names in stances that no line declares are new, as in tables.
pub fn read(text: &str, file: FileId, settings: &Settings, builder: &mut Builder) {
    builder.undeclared(Undeclared::Create);
    let lines = Lines::new(file, text);
    each_line(text, &lines, builder, |mut node, builder| {
        // Data frames write null for missing values.
        if let Value::Table(fields) = &mut node.value {
            fields.retain(|(_, field)| !matches!(field.value, Value::Null));
        }
        Parsed::of_record(&node, &lines, &settings.limits).build(builder);
    });
}

/// Hands over what stands on each line, with its place in the whole text; what is broken is a fault.
pub fn each_line(
    text: &str,
    lines: &Lines,
    builder: &mut Builder,
    mut take: impl FnMut(Node, &mut Builder),
) {
    let mut offset = 0;
    for line in text.split_inclusive('\n') {
        if builder.is_full() {
            return;
        }
        // A line that is cut off is wrong where it ends, and not on the next one.
        match json::parse(line.trim_end()) {
            _ if line.trim().is_empty() => {}
            Ok(mut node) => {
                node.shift(offset);
                take(node, builder);
            }
            Err((cause, span)) => {
                builder.incomplete();
                builder.fault(cause, Some(lines.place(&shifted(&span, offset))));
            }
        }
        offset += line.len();
    }
}

/// A declaration and its id.
#[derive(Serialize)]
pub struct Declared<'g, T> {
    record: &'static str,
    id: &'g str,
    #[serde(flatten)]
    what: &'g T,
}

#[derive(Serialize)]
pub struct Whole<'g> {
    record: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'g str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'g str>,
    #[serde(rename = "coded-range", skip_serializing_if = "Option::is_none")]
    coded_range: Option<PositionRange>,
}

#[derive(Serialize)]
pub struct Label<'g> {
    record: &'static str,
    label: &'g str,
    position: Position,
    #[serde(skip_serializing_if = "Strength::is_full")]
    strength: Strength,
}

/// A declaration, in the order of the file.
#[derive(Serialize)]
#[serde(untagged)]
pub enum Record<'g> {
    Whole(Whole<'g>),
    Actor(Declared<'g, Actor>),
    Issue(Declared<'g, Issue>),
    Source(Declared<'g, Source>),
    Label(Label<'g>),
}

/// The declarations of a graph, by id.
pub fn declarations(graph: &StanceGraph) -> impl Iterator<Item = Record<'_>> {
    let (title, description, coded_range) =
        (graph.title(), graph.description(), graph.coded_range());
    let says_more = title.is_some() || description.is_some() || coded_range.is_some();
    let whole = Whole { record: "graph", title, description, coded_range };
    let actors = graph.actors().iter();
    let actors =
        actors.map(|actor| Declared { record: "actor", id: actor.id.as_str(), what: actor });
    let issues = graph.issues().iter();
    let issues =
        issues.map(|issue| Declared { record: "issue", id: issue.id.as_str(), what: issue });
    let sources = graph.sources().iter();
    let sources =
        sources.map(|source| Declared { record: "source", id: source.id.as_str(), what: source });
    let labels = graph.meanings().iter().map(|(label, meaning)| {
        let LabelMeaning { position, strength } = *meaning;
        Label { record: "label", label, position, strength }
    });
    says_more
        .then_some(Record::Whole(whole))
        .into_iter()
        .chain(actors.map(Record::Actor))
        .chain(issues.map(Record::Issue))
        .chain(sources.map(Record::Source))
        .chain(labels.map(Record::Label))
}

/// Writes the canonical form: declarations by id, then the stances in reading order.
pub fn write(graph: &StanceGraph, out: &mut dyn Write) -> io::Result<()> {
    declarations(graph).try_for_each(|record| line(&record, out))?;
    let mut stances = graph.stances().collect::<Vec<_>>();
    stances.sort_unstable_by(|a, b| reading_order_in_graph(*a, *b));
    stances.into_iter().try_for_each(|stance| line(&with_position(stance), out))
}

/// Adds the position, for readers of a line without the lexicon.
pub fn with_position(stance: StanceRef) -> Stance {
    Stance { position: Some(stance.position()), ..stance.to_stance() }
}

fn line(what: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer(&mut *out, what)?;
    out.write_all(b"\n")
}
