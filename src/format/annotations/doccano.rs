//! Doccano: JSON Lines or a list, with one text and its labels each. Offsets are characters.

use std::collections::HashMap;

use super::anchor::Settled;
use super::beside::stem;
use super::intake::take_in;
use super::json::{each_of, field, name, number, text, texts, whole};
use super::passage::{Code, Collection, Document, Entity, Passage};
use crate::error::{Error, FileId, Place};
use crate::format::dates::of_moment;
use crate::format::graphs::json_lines::each_line;
use crate::format::json;
use crate::format::options::Settings;
use crate::format::tree::{Lines, Node, Value};
use crate::graph::Builder;

/// Whether a tree, or the first item of a list, is a text with labels.
pub fn is_example(root: &Node) -> bool {
    let first = super::json::each(root).first();
    first.is_some_and(|first| {
        let is_list =
            |name: &str| field(first, name).is_some_and(|node| node.value.as_list().is_some());
        text_of(first).is_some()
            && ["label", "labels", "entities", "annotations"].into_iter().any(is_list)
    })
}

fn text_of<'n>(example: &'n Node) -> Option<&'n str> {
    text(example, "text").or_else(|| text(example, "data"))
}

/// Reads a file into a builder.
///
/// # Errors
///
/// Those of the mapping beside it.
pub fn read(
    text: &str,
    file: FileId,
    settings: &Settings,
    builder: &mut Builder,
) -> Result<(), Error> {
    let collection = Collection { tool: "Doccano".into(), ..Collection::default() };
    let mut reading = Reading { stem: stem(builder.file_name(file)), collection };
    each_record(text, file, builder, |node, place| reading.example(node, place));
    take_in(reading.collection, text.len(), file, settings, builder)
}

/// Hands over the items of a list, or the lines of JSON Lines; what is broken is a fault.
pub fn each_record(
    text: &str,
    file: FileId,
    builder: &mut Builder,
    mut take: impl FnMut(&Node, Place),
) {
    let lines = Lines::new(file, text);
    match json::parse(text) {
        Ok(root) => {
            let items = super::json::each(&root).iter();
            items.for_each(|node| take(node, lines.place(&node.span)));
        }
        Err((cause, span)) if text.trim_start().starts_with('[') => {
            builder.incomplete();
            builder.fault(cause, Some(lines.place(&span)));
        }
        Err(_) => each_line(text, &lines, builder, |node, _| take(&node, lines.place(&node.span))),
    }
}

struct Reading {
    stem: String,
    collection: Collection,
}

impl Reading {
    fn example(&mut self, node: &Node, place: Place) {
        let Some(text) = text_of(node) else {
            return self.collection.left_out.add("examples without a text", &self.stem);
        };
        let number = self.collection.documents.len();
        let id = field(node, "id").and_then(name).unwrap_or_else(|| (number + 1).to_string());
        let document = document(node, format!("{} {id}", self.stem), text);
        let coder = ["annotator", "user", "username"].iter().find_map(|of| name(field(node, of)?));
        let comments = [texts(node, "Comments"), texts(node, "comments")].concat();
        let passage = Passage {
            document: Some(number),
            coder,
            note: (!comments.is_empty()).then(|| comments.join("; ")),
            place: Some(place),
            ..Passage::default()
        };
        let mut settled = Settled::new(text);
        let (mut by_id, mut entities) = (HashMap::new(), Vec::new());
        let spans = ["label", "labels", "entities", "annotations"];
        for label in spans.iter().flat_map(|list| each_of(node, list)) {
            match span_of(label) {
                Some((id, mut entity)) => {
                    settled.settle(&mut entity, &mut self.collection.left_out);
                    by_id.extend(id.map(|id| (id, entities.len())));
                    entities.push((entity, false));
                }
                // The label of the text as a whole.
                None => match name(label).or_else(|| name(field(label, "label")?)) {
                    Some(label) => {
                        let whole = u64::try_from(text.chars().count()).unwrap_or(u64::MAX);
                        let codes = vec![Code::named(label)];
                        let span = Some((0, whole));
                        self.collection.passages.push(Passage { span, codes, ..passage.clone() });
                    }
                    None => self.collection.left_out.add("labels that cannot be read", &id),
                },
            }
        }
        for relation in each_of(node, "relations") {
            let end = |of: &str| by_id.get(&whole(relation, of)?).copied();
            let kind = self::text(relation, "type").or_else(|| self::text(relation, "label"));
            let (Some(from), Some(to), Some(kind)) = (end("from_id"), end("to_id"), kind) else {
                self.collection.left_out.add("relations of labels that are not there", &id);
                continue;
            };
            let (a, b) = (&entities[from].0, &entities[to].0);
            let (codes, span) = (a.joined(kind, b), a.together(b));
            let relation = Passage { span, codes, is_alone: true, ..passage.clone() };
            self.collection.passages.push(relation);
            (entities[from].1, entities[to].1) = (true, true);
        }
        for (entity, _) in entities.into_iter().filter(|(_, is_joined)| !is_joined) {
            let Entity { kind, text, span } = entity;
            let quote = Some(text).filter(|text| !text.is_empty());
            let codes = vec![Code::named(kind)];
            self.collection.passages.push(Passage { span, quote, codes, ..passage.clone() });
        }
        self.collection.documents.push(document);
    }
}

/// The document of an example, with what its metadata say of it.
pub fn document(node: &Node, name: String, text: &str) -> Document {
    let about = field(node, "meta").or_else(|| field(node, "metadata"));
    let said = |what: &str| {
        let found =
            [Some(node), about].into_iter().flatten().find_map(|node| self::text(node, what));
        found.filter(|said| !said.trim().is_empty()).map(str::to_owned)
    };
    Document {
        name: said("title").unwrap_or(name),
        publisher: said("publisher").or_else(|| said("outlet")),
        date: said("date").and_then(|date| of_moment(&date)),
        url: said("url"),
        text: Some(text.to_owned()),
        ..Document::default()
    }
}

/// A span with its label: `[0, 5, "X"]`, or a table.
fn span_of(label: &Node) -> Option<(Option<u64>, Entity)> {
    if let Value::List(items) = &label.value {
        let [start, end, kind, ..] = items.as_slice() else { return None };
        let span = Some((number(start)?, number(end)?));
        return Some((None, Entity { kind: name(kind)?, span, ..Entity::default() }));
    }
    let span = Some((whole(label, "start_offset")?, whole(label, "end_offset")?));
    let kind = name(field(label, "label")?)?;
    Some((whole(label, "id"), Entity { kind, span, ..Entity::default() }))
}
