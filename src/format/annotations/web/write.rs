//! Writes annotations: a page of them, with the declarations of the graph.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::{Map, Value, json};

use super::{DECLARED, OURS};
use crate::format::graphs::json_lines::{declarations, with_position};
use crate::format::order::reading_order_in_graph;
use crate::graph::{StanceGraph, StanceRef};
use crate::text::TameJson;

/// A page of annotations.
#[derive(Serialize)]
struct Page {
    #[serde(rename = "@context")]
    context: Value,
    #[serde(rename = "type")]
    kind: &'static str,
    #[serde(flatten)]
    declared: Map<String, Value>,
    items: Vec<Value>,
}

/// Writes a graph: each stance is an annotation, whose target is the passage of its source.
pub fn write(graph: &StanceGraph, out: &mut dyn Write) -> io::Result<()> {
    let graph = graph.with_drafts();
    let mut stances = graph.stances().collect::<Vec<_>>();
    stances.sort_unstable_by(|a, b| reading_order_in_graph(*a, *b));
    let mut declared = Map::new();
    let records = declarations(graph).map(serde_json::to_value).collect::<Result<Vec<_>, _>>()?;
    if !records.is_empty() {
        declared.insert(DECLARED.into(), Value::Array(records));
    }
    let items = stances.into_iter().map(annotation).collect::<Result<_, _>>();
    let page = Page {
        context: json!([
            "http://www.w3.org/ns/anno.jsonld",
            {
                "stancegraph": "urn:stancegraph:term:",
                OURS: { "@type": "@json" },
                DECLARED: { "@type": "@json" },
            },
        ]),
        kind: "AnnotationPage",
        declared,
        items: items.map_err(io::Error::other)?,
    };
    serde_json::to_writer_pretty(TameJson(&mut *out), &page)?;
    writeln!(out)
}

fn annotation(stance: StanceRef) -> Result<Value, serde_json::Error> {
    let mut fields = Map::new();
    let mut put = |name: &str, value: Value| fields.insert(name.to_owned(), value);
    put("type", "Annotation".into());
    put("id", format!("urn:stancegraph:stance:{}", percent(stance.id().as_str())).into());
    put("motivation", "tagging".into());
    if let Some(coder) = stance.coder() {
        put("creator", json!({ "type": "Person", "name": coder }));
    }
    if !stance.status().is_confirmed() {
        let name = stance.proposed_by().unwrap_or("stancegraph");
        put("generator", json!({ "type": "Software", "name": name }));
    }
    let mut bodies = vec![tag(&stance.to_string()), tag(stance.position().as_str())];
    if let Some(note) = stance.note() {
        bodies.push(json!({ "type": "TextualBody", "purpose": "commenting", "value": note }));
    }
    put("body", Value::Array(bodies));
    put("target", target(stance));
    put(OURS, serde_json::to_value(with_position(stance))?);
    Ok(Value::Object(fields))
}

fn tag(words: &str) -> Value {
    json!({ "type": "TextualBody", "purpose": "tagging", "value": words })
}

/// The passage of the source.
fn target(stance: StanceRef) -> Value {
    let address = match stance.source() {
        Some(source) => match &source.url {
            Some(url) => url.clone(),
            None => format!("urn:stancegraph:source:{}", percent(source.id.as_str())),
        },
        None => "urn:stancegraph:no-source".into(),
    };
    let quote = stance.quote().map(|quote| json!({ "type": "TextQuoteSelector", "exact": quote }));
    let at = stance
        .characters()
        .map(|at| json!({ "type": "TextPositionSelector", "start": at.start(), "end": at.end() }));
    let selectors = quote.into_iter().chain(at).collect::<Vec<_>>();
    match selectors.is_empty() {
        true => address.into(),
        false => json!({ "type": "SpecificResource", "source": address, "selector": selectors }),
    }
}

/// A text as part of a URN: everything but letters and digits is percent-encoded.
fn percent(text: &str) -> String {
    let bytes = text.bytes().map(|byte| match byte.is_ascii_alphanumeric() || byte == b'-' {
        true => char::from(byte).to_string(),
        false => format!("%{byte:02X}"),
    });
    bytes.collect()
}
