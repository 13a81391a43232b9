//! Writes an openCypher script for Neo4j and similar databases: `.cypher`.

use std::io::{self, Write};

use super::losses::{coded_range, counted};
use super::order::reading_order_in_graph;
use crate::error::LeftOut;
use crate::graph::{StanceGraph, StanceRef};
use crate::model::{Actor, Attribute, Attributes, Issue, Source};

/// The number of nodes or relationships that one statement creates.
const BATCH: usize = 500;

/// The longest name of a property, in bytes.
const LONGEST_NAME: usize = 1000;

/// The properties of actors and issues that are not attributes.
const RESERVED: [&str; 6] = ["id", "name", "kind", "aliases", "description", "attributes"];

/// The prefix of an attribute whose name is reserved.
const PREFIX: &str = "attribute_";

/// Writes a node for each actor, issue and source, and a relationship for each stance.
///
/// Everything is merged by id, so running the script again adds nothing.
pub fn write(graph: &StanceGraph, out: &mut dyn Write) -> io::Result<()> {
    head(graph, out)?;
    constraints(out)?;
    batches(out, graph.actors(), actor, &node("Actor"))?;
    batches(out, graph.issues(), issue, &node("Issue"))?;
    batches(out, graph.sources(), source, &node("Source"))?;
    let parts = graph.actors().iter().filter(|actor| actor.part_of.is_some()).collect::<Vec<_>>();
    batches(out, &parts, |actor| part(actor), PART_OF)?;
    let mut stances = graph.stances().collect::<Vec<_>>();
    stances.sort_unstable_by(|a, b| reading_order_in_graph(*a, *b));
    let (on_actors, on_issues) =
        stances.into_iter().partition::<Vec<_>, _>(|stance| stance.target().is_actor());
    batches(out, &on_issues, |stance| relationship(*stance), &takes_position("Issue"))?;
    batches(out, &on_actors, |stance| relationship(*stance), &takes_position("Actor"))
}

/// Counts what the script does not contain.
pub fn losses(graph: &StanceGraph) -> Vec<LeftOut> {
    let meanings = counted(graph.meanings().len(), "meaning of a label", "meanings of labels");
    meanings.into_iter().chain(coded_range(graph)).collect()
}

fn head(graph: &StanceGraph, out: &mut dyn Write) -> io::Result<()> {
    for (what, text) in [("title", graph.title()), ("description", graph.description())] {
        if let Some(text) = text {
            writeln!(out, "// {what}: {}", quoted(text))?;
        }
    }
    Ok(())
}

fn constraints(out: &mut dyn Write) -> io::Result<()> {
    for label in ["Actor", "Issue", "Source"] {
        let name = label.to_lowercase();
        writeln!(
            out,
            "CREATE CONSTRAINT stancegraph_{name} IF NOT EXISTS FOR (n:{label}) REQUIRE n.id IS UNIQUE;"
        )?;
    }
    Ok(())
}

fn node(label: &str) -> String {
    format!("MERGE (n:{label} {{id: row.id}})\nSET n += row;")
}

const PART_OF: &str = "\
MATCH (part:Actor {id: row.part})
MATCH (whole:Actor {id: row.whole})
MERGE (part)-[:PART_OF]->(whole);";

fn takes_position(target: &str) -> String {
    format!(
        "MATCH (actor:Actor {{id: row.actor}})\n\
         MATCH (target:{target} {{id: row.target}})\n\
         MERGE (actor)-[r:TAKES_POSITION {{id: row.id}}]->(target)\n\
         SET r += row.stance;"
    )
}

/// Writes a statement for each batch of rows.
fn batches<T>(
    out: &mut dyn Write,
    things: &[T],
    row: impl Fn(&T) -> Map,
    statement: &str,
) -> io::Result<()> {
    for batch in things.chunks(BATCH) {
        writeln!(out, "UNWIND [")?;
        for (number, thing) in batch.iter().enumerate() {
            let end = if number + 1 < batch.len() { "," } else { "" };
            writeln!(out, "  {}{end}", row(thing).written())?;
        }
        writeln!(out, "] AS row\n{statement}")?;
    }
    Ok(())
}

/// A Cypher map literal: its entries as text.
#[derive(Default)]
struct Map(Vec<String>);

impl Map {
    fn with(mut self, name: &str, value: impl Into<Option<String>>) -> Self {
        self.0.extend(value.into().map(|value| format!("{}: {value}", property(name))));
        self
    }

    fn text<'t>(self, name: &str, text: impl Into<Option<&'t str>>) -> Self {
        self.with(name, text.into().map(quoted))
    }

    fn texts(self, name: &str, texts: &[String]) -> Self {
        let list = texts.iter().map(|text| quoted(text)).collect::<Vec<_>>().join(", ");
        self.with(name, (!texts.is_empty()).then(|| format!("[{list}]")))
    }

    /// Adds attributes as properties; those whose names cannot be property names share one JSON text.
    fn attributes(mut self, attributes: &Attributes) -> Self {
        let mut others = Attributes::new();
        for (name, value) in attributes {
            match is_name(name) {
                true => self = self.with(&unreserved(name), literal(value)),
                false => drop(others.insert(name.clone(), value.clone())),
            }
        }
        let json = serde_json::to_string(&others).expect("attributes are JSON");
        self.text("attributes", Some(json.as_str()).filter(|_| !others.is_empty()))
    }

    fn written(&self) -> String {
        format!("{{{}}}", self.0.join(", "))
    }
}

fn actor(actor: &Actor) -> Map {
    let map = Map::default().text("id", actor.id.as_str()).text("name", actor.title());
    let map = map.text("kind", actor.kind.as_deref()).texts("aliases", &actor.aliases);
    map.attributes(&actor.attributes)
}

fn issue(issue: &Issue) -> Map {
    let map = Map::default().text("id", issue.id.as_str()).text("name", issue.title());
    let map = map.text("description", issue.description.as_deref());
    map.texts("aliases", &issue.aliases).attributes(&issue.attributes)
}

fn source(source: &Source) -> Map {
    Map::default()
        .text("id", source.id.as_str())
        .text("title", source.title())
        .text("publisher", source.publisher.as_deref())
        .with("date", source.date.map(|date| format!("'{date}'")))
        .text("url", source.url.as_deref())
        .text("archived", source.archived.as_deref())
        .text("text", source.text.as_deref())
}

fn part(actor: &Actor) -> Map {
    let whole = actor.part_of.as_ref().map(AsRef::as_ref);
    Map::default().text("part", actor.id.as_str()).text("whole", whole)
}

fn relationship(stance: StanceRef) -> Map {
    let id = stance.id();
    let says = Map::default()
        .text("label", stance.label())
        .text("position", stance.position().as_str())
        .with("sign", stance.position().sign().to_string())
        .with("strength", decimal(stance.strength().get()))
        .with("weight", stance.own_weight().map(|weight| decimal(weight.get())))
        .with("date", stance.date().map(|date| format!("'{date}'")))
        .with("until", stance.until().map(|date| format!("'{date}'")))
        .text("speaker", stance.speaker().map(|speaker| speaker.id.as_str()))
        .text("toward", stance.toward().map(|toward| toward.id.as_str()))
        .text("source", stance.source().map(|source| source.id.as_str()))
        .text("locator", stance.locator())
        .text("quote", stance.quote())
        .text("note", stance.note())
        .text("coder", stance.coder())
        .text("grade", stance.grade());
    let says = stance
        .provenance()
        .texts()
        .fold(says, |says, (name, text)| says.text(&name.replace('-', "_"), text.as_str()));
    Map::default()
        .text("id", id.as_str())
        .text("actor", stance.actor().id.as_str())
        .text("target", stance.target().id())
        .with("stance", says.written())
}

fn literal(value: &Attribute) -> String {
    match value {
        Attribute::Flag(flag) => flag.to_string(),
        Attribute::Number(number) => decimal(*number),
        Attribute::Text(text) => quoted(text),
    }
}

/// Formats a number so that every reader takes it for a decimal.
fn decimal(number: f64) -> String {
    format!("{number:?}")
}

/// Whether a text can be a property name within backticks.
fn is_name(text: &str) -> bool {
    let is_odd = |letter: char| {
        letter.is_control() || matches!(letter, '`' | '\\' | '\u{2028}' | '\u{2029}')
    };
    !text.trim().is_empty() && text.len() <= LONGEST_NAME && !text.contains(is_odd)
}

fn unreserved(name: &str) -> String {
    let is_taken = RESERVED.contains(&name) || name.starts_with(PREFIX);
    if is_taken { format!("{PREFIX}{name}") } else { name.to_owned() }
}

fn property(name: &str) -> String {
    let is_plain = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
        && name.starts_with(|first: char| first.is_ascii_alphabetic());
    if is_plain { name.to_owned() } else { format!("`{name}`") }
}

fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('\'');
    let mut before = ' ';
    for letter in text.chars() {
        match letter {
            '\\' => quoted.push_str("\\\\"),
            '\'' => quoted.push_str("\\'"),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            // Neo4j replaces `\u0041` before it replaces `\\`.
            'u' if before == '\\' => quoted.push_str("\\u0075"),
            letter
                if letter.is_control()
                    || matches!(letter, '\u{2028}' | '\u{2029}' | '\u{feff}') =>
            {
                quoted.push_str(&format!("\\u{:04x}", u32::from(letter)));
            }
            letter => quoted.push(letter),
        }
        before = letter;
    }
    quoted.push('\'');
    quoted
}
