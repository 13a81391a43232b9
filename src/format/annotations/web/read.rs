//! Reads annotations.

use std::collections::HashMap;

use super::{DECLARED, OURS};
use crate::error::{Error, FileId};
use crate::format::annotations::intake::take_in;
use crate::format::annotations::json::{each, each_of, field, name, text, texts, whole};
use crate::format::annotations::passage::{Code, Collection, Document, Passage};
use crate::format::document::Parsed;
use crate::format::json;
use crate::format::options::Settings;
use crate::format::tree::{Lines, Node, Value};
use crate::graph::{Builder, Undeclared};

/// How deep selectors refine one another.
const REFINED: usize = 8;

/// Whether a tree has annotations.
pub fn is_annotation(root: &Node) -> bool {
    let first = annotations(root).into_iter().next();
    first.is_some_and(|first| is_one(first) || field(first, OURS).is_some())
        || is_typed(root, &["AnnotationPage", "AnnotationCollection"])
}

fn is_typed(node: &Node, wanted: &[&str]) -> bool {
    let types = texts(node, "type").into_iter().chain(texts(node, "@type"));
    let mut bare = types.map(|name| name.rsplit([':', '#']).next().unwrap_or_default().to_owned());
    bare.any(|name| wanted.contains(&name.as_str()))
}

/// Whether it is an annotation: by its type, or by a target with a selector.
fn is_one(node: &Node) -> bool {
    let has_selector =
        || each_of(node, "target").iter().any(|target| field(target, "selector").is_some());
    is_typed(node, &["Annotation"]) || has_selector()
}

/// The annotations of a page, a collection, a graph, a list, or the one that it is.
fn annotations<'n, 't>(root: &'n Node<'t>) -> Vec<&'n Node<'t>> {
    let lists = ["items", "@graph", "rows", "annotations"];
    let inner = |node: &'n Node<'t>| lists.iter().find_map(|name| field(node, name));
    let first = field(root, "first").filter(|first| matches!(first.value, Value::Table(_)));
    let mut all = Vec::new();
    for node in each(first.unwrap_or(root)) {
        match inner(node) {
            Some(items) if !is_one(node) => all.extend(each(items)),
            Some(_) | None => all.push(node),
        }
    }
    all
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
    let lines = Lines::new(file, text);
    let root = match json::parse(text) {
        Ok(root) => root,
        Err((cause, span)) => {
            builder.incomplete();
            builder.fault(cause, Some(lines.place(&span)));
            return Ok(());
        }
    };
    builder.undeclared(Undeclared::Create);
    let mut reading = Reading {
        lines: &lines,
        documents: HashMap::new(),
        collection: Collection { tool: tool(&root), ..Collection::default() },
    };
    for record in each(first_page(&root)).iter().flat_map(|page| each_of(page, DECLARED)) {
        Parsed::of_record(record, &lines, &settings.limits).build(builder);
    }
    for annotation in annotations(&root) {
        match field(annotation, OURS) {
            Some(ours) => Parsed::of_record(ours, &lines, &settings.limits).build(builder),
            None if matches!(annotation.value, Value::Table(_)) => reading.annotation(annotation),
            None => reading.collection.left_out.add("parts that are no annotations", ""),
        }
    }
    take_in(reading.collection, text.len(), file, settings, builder)
}

fn first_page<'n, 't>(root: &'n Node<'t>) -> &'n Node<'t> {
    field(root, "first").filter(|first| matches!(first.value, Value::Table(_))).unwrap_or(root)
}

/// The program that made the annotations, if they say it.
fn tool(root: &Node) -> String {
    let generator = annotations(root).first().and_then(|first| field(first, "generator"));
    let name = generator.and_then(|generator| match generator.value.as_text() {
        Some(_) => None,
        None => text(generator, "name").map(str::to_owned),
    });
    name.unwrap_or_else(|| "Web Annotation".into())
}

struct Reading<'r> {
    lines: &'r Lines<'r>,
    /// The numbers of the documents by their addresses.
    documents: HashMap<String, usize>,
    collection: Collection,
}

impl Reading<'_> {
    fn annotation(&mut self, node: &Node) {
        let motivations = texts(node, "motivation");
        let mut passage = Passage {
            coder: creator(node),
            place: Some(self.lines.place(&node.span)),
            ..Passage::default()
        };
        let mut notes = Vec::new();
        for body in each_of(node, "body") {
            body_of(body, &motivations, &mut passage.codes, &mut notes);
        }
        if let Some(value) = text(node, "bodyValue") {
            match is_code(&[], &motivations) {
                true => passage.codes.push(Code::named(value)),
                false => notes.push(value.to_owned()),
            }
        }
        // Hypothesis writes tags and a comment beside the target.
        passage.codes.extend(texts(node, "tags").into_iter().map(Code::named));
        let comment = text(node, "text").filter(|_| field(node, "body").is_none());
        notes.extend(comment.map(str::to_owned));
        notes.retain(|note| !note.trim().is_empty());
        passage.note = (!notes.is_empty()).then(|| notes.join("; "));
        if passage.codes.is_empty() {
            let shown = passage.note.as_deref().unwrap_or_default();
            return self.collection.left_out.add("annotations without a tag", shown);
        }
        let targets = each_of(node, "target");
        if targets.is_empty() {
            return self.collection.left_out.add("annotations without a target", "");
        }
        let given = text(node, "uri");
        // Several targets are several passages with the same codes.
        for target in targets {
            let mut passage = Passage {
                codes: passage.codes.clone(),
                coder: passage.coder.clone(),
                note: passage.note.clone(),
                place: passage.place,
                ..Passage::default()
            };
            passage.document = self.document(target, given);
            each_of(target, "selector")
                .iter()
                .for_each(|selector| select(selector, &mut passage, 0));
            self.collection.passages.push(passage);
        }
    }

    /// The number of the document of a target, which is added if it is new.
    fn document(&mut self, target: &Node, given: Option<&str>) -> Option<usize> {
        let source = field(target, "source");
        let about = source.filter(|source| matches!(source.value, Value::Table(_)));
        let address = source
            .and_then(|source| source.value.as_text())
            .or_else(|| about.and_then(|about| text(about, "id").or_else(|| text(about, "@id"))))
            .or_else(|| target.value.as_text())
            .or_else(|| text(target, "id").filter(|_| source.is_none()))
            .or(given)?;
        // A fragment is a part of the document.
        let address = address.split('#').next().filter(|text| !text.is_empty()).unwrap_or(address);
        if let Some(number) = self.documents.get(address) {
            return Some(*number);
        }
        let number = self.collection.documents.len();
        self.documents.insert(address.to_owned(), number);
        let is_address = address.starts_with("http://") || address.starts_with("https://");
        let label = about.and_then(|about| text(about, "title").or_else(|| text(about, "label")));
        self.collection.documents.push(Document {
            name: name_of(address),
            title: label.map(str::to_owned),
            url: is_address.then(|| address.to_owned()),
            ..Document::default()
        });
        Some(number)
    }
}

/// A short name for an address: its last part, or the address.
fn name_of(address: &str) -> String {
    let bare = address.split('?').next().unwrap_or(address).trim_end_matches('/');
    let last = bare.rsplit(['/', ':']).next().unwrap_or_default();
    if last.chars().any(char::is_alphabetic) { last.to_owned() } else { address.to_owned() }
}

/// Who made it, by name.
fn creator(node: &Node) -> Option<String> {
    let creator = field(node, "creator").or_else(|| field(node, "user"))?;
    let creator = each(creator).first()?;
    let known = ["name", "nickname", "nick", "email", "id"];
    name(creator).or_else(|| known.iter().find_map(|name| text(creator, name)).map(str::to_owned))
}

/// Whether a body is a code: by its purposes, or by the motivations of the annotation.
fn is_code(purposes: &[String], motivations: &[String]) -> bool {
    let decides = if purposes.is_empty() { motivations } else { purposes };
    let marks = ["tagging", "classifying", "identifying", "linking", "coding"];
    decides
        .iter()
        .any(|word| marks.contains(&word.rsplit([':', '/', '#']).next().unwrap_or_default()))
}

/// Takes a body: as a code, or as a note.
fn body_of(body: &Node, motivations: &[String], codes: &mut Vec<Code>, notes: &mut Vec<String>) {
    if let Some(address) = body.value.as_text() {
        if is_code(&[], motivations) {
            codes.push(Code::named(name_of(address)));
        }
        return;
    }
    // A choice or a list of bodies.
    for inner in each_of(body, "items") {
        if inner.depth() < REFINED {
            body_of(inner, motivations, codes, notes);
        }
    }
    let source = field(body, "source");
    let labelled = source.filter(|source| matches!(source.value, Value::Table(_))).unwrap_or(body);
    let value = text(body, "value").map(str::to_owned);
    let label =
        ["label", "name", "prefLabel", "title"].iter().find_map(|name| text(labelled, name));
    let address = source.and_then(|source| source.value.as_text()).or_else(|| text(labelled, "id"));
    let said = value.or(label.map(str::to_owned)).or(address.map(name_of));
    let Some(said) = said.filter(|said| !said.trim().is_empty()) else { return };
    let purposes = texts(body, "purpose");
    match is_code(&purposes, motivations) {
        true => codes.push(Code::named(said)),
        false => notes.push(said),
    }
}

/// Takes a selector, and those that refine it.
fn select(selector: &Node, passage: &mut Passage, depth: usize) {
    let exact = text(selector, "exact").or_else(|| text(selector, "quote"));
    if let Some(exact) = exact {
        passage.quote = Some(exact.to_owned());
        passage.context = ["prefix", "suffix"]
            .map(|name| text(selector, name).filter(|text| !text.is_empty()).map(str::to_owned));
    }
    if let (Some(start), Some(end)) = (whole(selector, "start"), whole(selector, "end")) {
        passage.span = Some((start, end));
    }
    if let Some(fragment) = text(selector, "value").filter(|_| exact.is_none()) {
        passage.locator = passage.locator.take().or(Some(fragment.to_owned()));
    }
    if depth < REFINED {
        for refined in each_of(selector, "refinedBy") {
            select(refined, passage, depth + 1);
        }
    }
}
