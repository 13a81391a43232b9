//! RDF as Turtle, with PROV-O: `.ttl`.

use std::collections::BTreeSet;
use std::io::{self, Write};

use super::order::reading_order_in_graph;
use crate::graph::{StanceGraph, StanceRef, TargetRef};
use crate::model::{
    Actor, Attribute, Attributes, Date, Issue, LabelMeaning, Position, Precision, Provenance,
    Source, whole,
};

/// The vocabulary, described in each file that uses it.
const VOCABULARY: &str = r#"@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sg: <urn:stancegraph:term:> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

sg:Actor a rdfs:Class ; rdfs:subClassOf prov:Agent ; rdfs:comment "Who takes positions." .
sg:Issue a rdfs:Class ; rdfs:comment "What a position is about." .
sg:Source a rdfs:Class ; rdfs:subClassOf prov:Entity ; rdfs:comment "Where it was said." .
sg:Stance a rdfs:Class ; rdfs:subClassOf rdf:Statement, prov:Entity ; rdfs:comment "One statement: who takes which position on what." .
sg:Label a rdfs:Class ; rdfs:comment "A label of stances, with what it means." .
sg:supports a rdf:Property ; rdfs:comment "Has said to be for it." .
sg:opposes a rdf:Property ; rdfs:comment "Has said to be against it." .
sg:isNeutralOn a rdf:Property ; rdfs:comment "Has said to be neither for nor against it." .
sg:position a rdf:Property ; rdfs:comment "support, oppose or neutral." .
sg:strength a rdf:Property ; rdfs:comment "How strongly: more than 0, at most 1." .
sg:weight a rdf:Property ; rdfs:comment "How much it weighs, in a unit of the data's own; its part of the heaviest is the strength." .
sg:until a rdf:Property ; rdfs:comment "The last date on which it holds." .
sg:speaker a rdf:Property ; rdfs:comment "Who said it for the actor." .
sg:toward a rdf:Property ; rdfs:comment "Whom it is addressed to." .
sg:codedRange a rdf:Property ; rdfs:comment "Between which values positions were coded, in the unit of the weights." .
sg:locator a rdf:Property ; rdfs:comment "Where in the source." .
sg:quote a rdf:Property ; rdfs:comment "The words of the source." .
sg:grade a rdf:Property ; rdfs:comment "How good the evidence is." .
sg:status a rdf:Property ; rdfs:comment "draft, if no person has confirmed it." .
sg:characters a rdf:Property ; rdfs:comment "The characters of the source's text that it quotes." .
sg:proposedBy a rdf:Property ; rdfs:comment "Who or what proposed it." .
sg:rule a rdf:Property ; rdfs:comment "The rule by which it was proposed." .
sg:confidence a rdf:Property ; rdfs:comment "How likely it was right when it was proposed." .
sg:kind a rdf:Property ; rdfs:comment "What sort of actor it is." .
sg:url a rdf:Property ; rdfs:comment "Where the source can be read." .
sg:archived a rdf:Property ; rdfs:comment "Where a copy of it is kept." .
sg:text a rdf:Property ; rdfs:comment "The file with its text." .
"#;

/// Writes everything: each stance as a statement about a statement, with its evidence.
pub fn write(graph: &StanceGraph, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(VOCABULARY.as_bytes())?;
    whole_graph(graph).write(out)?;
    for (label, meaning) in graph.meanings() {
        label_with(label, *meaning).write(out)?;
    }
    graph.actors().iter().try_for_each(|known| actor(known).write(out))?;
    graph.issues().iter().try_for_each(|known| issue(known).write(out))?;
    graph.sources().iter().try_for_each(|known| source(known).write(out))?;
    coders(graph).iter().try_for_each(|name| coder(name).write(out))?;
    let mut stances = graph.stances().collect::<Vec<_>>();
    stances.sort_unstable_by(|a, b| reading_order_in_graph(*a, *b));
    stances.iter().try_for_each(|known| stance(*known).write(out))?;
    said(&stances, out)
}

/// A subject and its statements.
struct Subject {
    iri: String,
    facts: Vec<(&'static str, String)>,
    attributes: Vec<(String, String)>,
}

impl Subject {
    fn new(kind: &str, id: &str, class: &str) -> Self {
        let facts = vec![("a", class.to_owned())];
        Self { iri: iri(kind, id), facts, attributes: Vec::new() }
    }

    fn with(mut self, predicate: &'static str, object: impl Into<Option<String>>) -> Self {
        self.facts.extend(object.into().map(|object| (predicate, object)));
        self
    }

    fn text<'t>(self, predicate: &'static str, text: impl Into<Option<&'t str>>) -> Self {
        self.with(predicate, text.into().map(quoted))
    }

    fn date(self, predicate: &'static str, known: Option<Date>) -> Self {
        self.with(predicate, known.map(date))
    }

    fn aliases(self, aliases: &[String]) -> Self {
        aliases.iter().fold(self, |subject, alias| subject.text("skos:altLabel", alias.as_str()))
    }

    fn attributes(mut self, attributes: &Attributes) -> Self {
        let attributes = attributes.iter();
        self.attributes =
            attributes.map(|(name, value)| (iri("attribute", name), literal(value))).collect();
        self
    }

    fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        write!(out, "\n{}", self.iri)?;
        let attributes = self.attributes.iter().map(|(name, value)| (name.as_str(), value));
        let facts = self.facts.iter().map(|(predicate, object)| (*predicate, object));
        for (number, (predicate, object)) in facts.chain(attributes).enumerate() {
            let start = if number == 0 { " " } else { " ;\n  " };
            write!(out, "{start}{predicate} {object}")?;
        }
        writeln!(out, " .")
    }
}

fn whole_graph(graph: &StanceGraph) -> Subject {
    let subject = Subject::new("graph", "", "prov:Collection");
    subject
        .text("dcterms:title", graph.title())
        .text("dcterms:description", graph.description())
        .text("sg:codedRange", graph.coded_range().map(|range| range.to_string()).as_deref())
}

fn label_with(label: &str, meaning: LabelMeaning) -> Subject {
    Subject::new("label", label, "sg:Label")
        .text("rdfs:label", label)
        .text("sg:position", meaning.position.as_str())
        .with("sg:strength", decimal(meaning.strength.get()))
}

fn actor(actor: &Actor) -> Subject {
    Subject::new("actor", actor.id.as_str(), "sg:Actor, prov:Agent")
        .text("dcterms:identifier", actor.id.as_str())
        .text("rdfs:label", actor.title())
        .text("sg:kind", actor.kind.as_deref())
        .aliases(&actor.aliases)
        .with("dcterms:isPartOf", actor.part_of.as_ref().map(|id| iri("actor", id.as_str())))
        .attributes(&actor.attributes)
}

fn issue(issue: &Issue) -> Subject {
    Subject::new("issue", issue.id.as_str(), "sg:Issue")
        .text("dcterms:identifier", issue.id.as_str())
        .text("rdfs:label", issue.title())
        .text("dcterms:description", issue.description.as_deref())
        .aliases(&issue.aliases)
        .attributes(&issue.attributes)
}

fn source(source: &Source) -> Subject {
    let address = |url: &Option<String>| url.as_deref().map(|url| typed(url, "anyURI"));
    Subject::new("source", source.id.as_str(), "sg:Source, prov:Entity")
        .text("dcterms:identifier", source.id.as_str())
        .text("dcterms:title", source.title())
        .text("dcterms:publisher", source.publisher.as_deref())
        .date("dcterms:date", source.date)
        .with("sg:url", address(&source.url))
        .with("sg:archived", address(&source.archived))
        .text("sg:text", source.text.as_deref())
}

fn coders(graph: &StanceGraph) -> BTreeSet<&str> {
    graph.stances().filter_map(StanceRef::coder).collect()
}

fn coder(name: &str) -> Subject {
    Subject::new("coder", name, "prov:Agent").text("rdfs:label", name)
}

fn stance(stance: StanceRef) -> Subject {
    let (id, source) =
        (stance.id(), stance.source().map(|source| iri("source", source.id.as_str())));
    let by = |actor: Option<&Actor>| actor.map(|actor| iri("actor", actor.id.as_str()));
    let Provenance { status, characters, proposed_by, rule, confidence } = stance.provenance();
    Subject::new("stance", id.as_str(), "sg:Stance, rdf:Statement, prov:Entity")
        .text("dcterms:identifier", id.as_str())
        .with("rdf:subject", by(Some(stance.actor())))
        .with("rdf:predicate", predicate(stance.position()).to_owned())
        .with("rdf:object", target(stance))
        .text("rdfs:label", stance.label())
        .text("sg:position", stance.position().as_str())
        .with("sg:strength", decimal(stance.strength().get()))
        .with("sg:weight", stance.own_weight().map(|weight| decimal(weight.get())))
        .date("dcterms:date", stance.date())
        .date("sg:until", stance.until())
        .with("sg:speaker", by(stance.speaker()))
        .with("sg:toward", by(stance.toward()))
        .with("prov:wasQuotedFrom", source.clone().filter(|_| stance.quote().is_some()))
        .with("prov:hadPrimarySource", source)
        .text("sg:locator", stance.locator())
        .text("sg:quote", stance.quote())
        .text("rdfs:comment", stance.note())
        .with("prov:wasAttributedTo", stance.coder().map(|name| iri("coder", name)))
        .text("sg:grade", stance.grade())
        .text("sg:status", (!status.is_confirmed()).then_some(status.as_str()))
        .text("sg:characters", characters.map(|place| place.to_string()).as_deref())
        .text("sg:proposedBy", proposed_by)
        .text("sg:rule", rule)
        .with("sg:confidence", confidence.map(|confidence| decimal(confidence.get())))
}

/// Writes what the stances say, each triple once, for simple queries.
fn said(stances: &[StanceRef], out: &mut dyn Write) -> io::Result<()> {
    let triple = |stance: &StanceRef| {
        let actor = iri("actor", stance.actor().id.as_str());
        format!("{actor} {} {} .", predicate(stance.position()), target(*stance))
    };
    let triples = stances.iter().map(triple).collect::<BTreeSet<_>>();
    if !triples.is_empty() {
        writeln!(out)?;
    }
    triples.iter().try_for_each(|triple| writeln!(out, "{triple}"))
}

fn predicate(position: Position) -> &'static str {
    match position {
        Position::Support => "sg:supports",
        Position::Oppose => "sg:opposes",
        Position::Neutral => "sg:isNeutralOn",
    }
}

fn target(stance: StanceRef) -> String {
    match stance.target() {
        TargetRef::Actor(actor) => iri("actor", actor.id.as_str()),
        TargetRef::Issue(issue) => iri("issue", issue.id.as_str()),
    }
}

/// Returns `<urn:stancegraph:actor:russia>`; percent-encodes everything but letters and digits.
fn iri(kind: &str, id: &str) -> String {
    let mut iri = format!("<urn:stancegraph:{kind}");
    if !(kind == "graph" && id.is_empty()) {
        iri.push(':');
    }
    for letter in id.chars() {
        if letter.is_alphanumeric() || matches!(letter, '-' | '.' | '_' | '~') {
            iri.push(letter);
        } else {
            let mut bytes = [0; 4];
            let bytes = letter.encode_utf8(&mut bytes).bytes();
            bytes.for_each(|byte| iri.push_str(&format!("%{byte:02X}")));
        }
    }
    iri + ">"
}

fn date(date: Date) -> String {
    let kind = match date.precision() {
        Precision::Year => "gYear",
        Precision::Month => "gYearMonth",
        Precision::Day => "date",
    };
    typed(&date.to_string(), kind)
}

fn literal(value: &Attribute) -> String {
    match value {
        Attribute::Flag(flag) => flag.to_string(),
        Attribute::Text(text) => quoted(text),
        Attribute::Number(number) => match whole(*number) {
            Some(number) => typed(&number.to_string(), "integer"),
            None => typed(&format!("{number:?}"), "double"),
        },
    }
}

fn decimal(number: f64) -> String {
    typed(&number.to_string(), "decimal")
}

fn typed(text: &str, kind: &str) -> String {
    format!("{}^^xsd:{kind}", quoted(text))
}

fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for letter in text.chars() {
        match letter {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            letter
                if letter.is_control()
                    || matches!(letter, '\u{2028}' | '\u{2029}' | '\u{feff}') =>
            {
                quoted.push_str(&format!("\\u{:04X}", u32::from(letter)));
            }
            letter => quoted.push(letter),
        }
    }
    quoted.push('"');
    quoted
}
