//! Label Studio: JSON or JSON Lines, as tasks or in the minimal form. Offsets are characters in current versions, and
//! UTF-16 code units in older ones: the words of a region say which.

use std::collections::BTreeMap;

use super::anchor::Settled;
use super::beside::stem;
use super::doccano::{document, each_record};
use super::intake::take_in;
use super::json::{each, each_of, field, name, text, texts, whole};
use super::passage::{Code, Collection, Counts, Entity, Passage};
use crate::error::{Error, FileId, Place};
use crate::format::options::Settings;
use crate::format::tree::{Node, Value};
use crate::graph::Builder;

/// Names of controls that say nothing about what a label is.
const NO_KIND: [&str; 6] = ["label", "labels", "tag", "tags", "ner", "choice"];

/// Whether a tree, or the first item of a list, is a task.
pub fn is_task(root: &Node) -> bool {
    each(root).first().is_some_and(|first| {
        let lists = ["annotations", "completions", "predictions"];
        let has_result = |node: &Node| field(node, "result").is_some();
        let is_full = field(first, "data")
            .is_some_and(|data| matches!(data.value, Value::Table(_)))
            && lists.iter().any(|list| each_of(first, list).iter().any(has_result));
        is_full || is_minimal(first)
    })
}

fn is_minimal(node: &Node) -> bool {
    let known = ["annotation_id", "annotator", "lead_time"];
    known.iter().any(|name| field(node, name).is_some()) && regions_of(node).next().is_some()
}

/// The regions of the minimal form, with the names of their controls.
fn regions_of<'n>(node: &'n Node) -> impl Iterator<Item = (&'n str, &'n Node<'n>)> {
    let fields = node.value.as_table().unwrap_or_default().iter();
    fields.flat_map(|(key, node)| {
        let items = node.value.as_list().unwrap_or_default().iter();
        items.filter(|item| ends_of(item).is_some()).map(|item| (&*key.text, item))
    })
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
    let collection = Collection { tool: "Label Studio".into(), ..Collection::default() };
    let mut reading = Reading { stem: stem(builder.file_name(file)), collection };
    each_record(text, file, builder, |node, place| reading.task(node, place));
    take_in(reading.collection, text.len(), file, settings, builder)
}

struct Reading {
    stem: String,
    collection: Collection,
}

/// A region of a text: where it is, and what is said of it.
#[derive(Default)]
struct Region {
    entity: Option<Entity>,
    codes: Vec<Code>,
    notes: Vec<String>,
    is_joined: bool,
}

impl Reading {
    fn task(&mut self, node: &Node, place: Place) {
        let data = field(node, "data").unwrap_or(node);
        let id = field(node, "id").and_then(name);
        let number = self.collection.documents.len();
        let id = id.unwrap_or_else(|| (number + 1).to_string());
        let Some(content) = text_of(data) else {
            return self.collection.left_out.add("tasks without a text", &id);
        };
        let found = document(data, format!("{} {id}", self.stem), content);
        self.collection.documents.push(found);
        let passage = Passage { document: Some(number), place: Some(place), ..Passage::default() };
        if field(node, "data").is_none() {
            let coder = field(node, "annotator").and_then(person);
            let mut settled = Settled::new(content);
            let mut regions = BTreeMap::new();
            for (at, (control, region)) in regions_of(node).enumerate() {
                let key = (at, String::new());
                let kept: &mut Region = regions.entry(key).or_default();
                kept.say(control, region, &mut settled, &mut self.collection.left_out);
            }
            return self.add(regions, content, &Passage { coder, ..passage });
        }
        for annotation in ["annotations", "completions"].iter().flat_map(|list| each_of(node, list))
        {
            let is_cancelled =
                field(annotation, "was_cancelled").and_then(|flag| flag.value.as_flag());
            if is_cancelled == Some(true) {
                self.collection.left_out.add("annotations that were cancelled", &id);
                continue;
            }
            let coder = field(annotation, "completed_by").and_then(person);
            self.annotation(annotation, content, &Passage { coder, ..passage.clone() });
        }
        let predictions = each_of(node, "predictions").len();
        self.collection.left_out.add_many("predictions of models", predictions, &id);
    }

    fn annotation(&mut self, annotation: &Node, content: &str, passage: &Passage) {
        let mut settled = Settled::new(content);
        let mut regions = BTreeMap::<(usize, String), Region>::new();
        let mut order = BTreeMap::<String, usize>::new();
        let results = each_of(annotation, "result");
        for result in results.iter().filter(|result| field(result, "from_id").is_none()) {
            let id = text(result, "id").unwrap_or_default().to_owned();
            let next = order.len();
            let at = *order.entry(id.clone()).or_insert(next);
            let region = regions.entry((at, id)).or_default();
            let control = text(result, "from_name").unwrap_or_default();
            if let Some(value) = field(result, "value") {
                region.say(control, value, &mut settled, &mut self.collection.left_out);
            }
            let meta = field(result, "meta");
            region.notes.extend(meta.map(|meta| texts(meta, "text")).unwrap_or_default());
        }
        for relation in results.iter().filter(|result| field(result, "from_id").is_some()) {
            let key = |of: &str| {
                let id = text(relation, of)?.to_owned();
                Some((*order.get(&id)?, id))
            };
            let ends = match text(relation, "direction") {
                Some("left") => (key("to_id"), key("from_id")),
                _ => (key("from_id"), key("to_id")),
            };
            let entity = |key: &(usize, String)| regions.get(key)?.entity.clone();
            let joined = ends.0.zip(ends.1);
            let found = joined.as_ref().and_then(|(from, to)| entity(from).zip(entity(to)));
            let (Some((from, to)), Some((a, b))) = (joined, found) else {
                self.collection.left_out.add("relations of regions that are not there", "");
                continue;
            };
            let kinds = texts(relation, "labels");
            let kind = kinds.first().map_or("", String::as_str);
            let mut codes = a.joined(kind, &b);
            codes.extend(kinds.iter().skip(1).map(Code::named));
            let (span, is_alone) = (a.together(&b), true);
            self.collection.passages.push(Passage { span, codes, is_alone, ..passage.clone() });
            for key in [from, to] {
                regions.entry(key).or_default().is_joined = true;
            }
        }
        self.add(regions, content, passage);
    }

    /// Adds the regions that no relation joins.
    fn add(
        &mut self,
        regions: BTreeMap<(usize, String), Region>,
        content: &str,
        passage: &Passage,
    ) {
        for region in regions.into_values().filter(|region| !region.is_joined) {
            let Region { entity, codes, notes, .. } = region;
            if codes.is_empty() {
                continue;
            }
            let whole = u64::try_from(content.chars().count()).unwrap_or(u64::MAX);
            // What is not said of a region is said of the text.
            let (span, quote) = match entity {
                Some(Entity { span, text, .. }) => (span, Some(text)),
                None => (Some((0, whole)), None),
            };
            let quote = quote.filter(|text| !text.is_empty());
            let note = (!notes.is_empty()).then(|| notes.join("; "));
            self.collection.passages.push(Passage { span, quote, codes, note, ..passage.clone() });
        }
    }
}

impl Region {
    /// Takes a value: a span, labels, choices, a taxonomy or words.
    fn say(&mut self, control: &str, value: &Node, settled: &mut Settled, left_out: &mut Counts) {
        let lists = ["labels", "hypertextlabels", "paragraphlabels", "choices"];
        let labels = lists.iter().flat_map(|list| texts(value, list)).collect::<Vec<_>>();
        if let (None, Some(span)) = (&self.entity, ends_of(value)) {
            let words = text(value, "text").unwrap_or_default().to_owned();
            let kind = labels.first().cloned().unwrap_or_default();
            let mut entity = Entity { kind, text: words, span: Some(span) };
            settled.settle(&mut entity, left_out);
            self.entity = Some(entity);
        }
        let is_kind = !control.is_empty() && !NO_KIND.contains(&control.to_lowercase().as_str());
        let code = |label: String| match is_kind {
            true => Code::within(control, label),
            false => Code::named(label),
        };
        self.codes.extend(labels.into_iter().map(code));
        for path in each_of(value, "taxonomy") {
            let path = each(path).iter().filter_map(name).collect::<Vec<_>>();
            self.codes.extend((!path.is_empty()).then_some(Code { path, role: None }));
        }
        if ends_of(value).is_none() {
            self.notes.extend(texts(value, "text"));
        }
    }
}

/// The ends of a region: in the text, or in the text of a page of HTML.
fn ends_of(value: &Node) -> Option<(u64, u64)> {
    let global = field(value, "globalOffsets").unwrap_or(value);
    Some((whole(global, "start")?, whole(global, "end")?))
}

/// The text of a task: that which is called so, or the longest.
fn text_of<'n>(data: &'n Node) -> Option<&'n str> {
    let fields = data.value.as_table()?.iter().filter_map(|(_, node)| node.value.as_text());
    text(data, "text").or_else(|| fields.max_by_key(|text| text.len()))
}

/// Who annotated: a name, an address or a number.
fn person(node: &Node) -> Option<String> {
    let named = ["email", "username", "first_name", "id"];
    name(node).or_else(|| named.iter().find_map(|of| name(field(node, of)?)))
}
