//! Formats that are only written: for people who draw, query and link.

use proptest::prelude::*;
use stancegraph::model::StanceId;
use stancegraph::model::{Actor, ActorId, Position, Stance};
use stancegraph::{Format, StanceGraph, Undeclared};

use crate::shared::built::graph_of;

fn stance(actor: &str, label: &str, issue: &str, position: Position) -> Stance {
    let stance = Stance::on_issue(actor, label, issue).expect("ids");
    stance.with_position(position)
}

fn written(format: Format, graph: &StanceGraph) -> String {
    let mut bytes = Vec::new();
    format.write(graph, &mut bytes).expect("memory takes everything");
    String::from_utf8(bytes).expect("it is text")
}

fn losses(format: Format, graph: &StanceGraph) -> Vec<String> {
    format.losses(graph).iter().map(ToString::to_string).collect()
}

mod mermaid {
    use super::*;

    #[test]
    fn a_stance_is_a_line_with_its_glyph_its_label_and_its_id() {
        let graph = graph_of(&[
            stance("ann", "backs", "tunnel", Position::Support)
                .with_id(StanceId::new("s-1").expect("an id")),
            stance("bob", "fights", "tunnel", Position::Oppose)
                .with_id(StanceId::new("s-2").expect("an id")),
        ]);
        let chart = "\
flowchart LR
  accDescr: stances 2, actors 2, targets 1, support 1, oppose 1, neutral 0
  a1[\"ann\"]:::actor
  a2[\"bob\"]:::actor
  i1([\"tunnel\"]):::issue
  %% stance s-1
  a1 -->|\"▲ backs\"| i1
  %% stance s-2
  a2 --x|\"▼ fights\"| i1
  classDef actor fill:#ffffff,stroke:#333333,color:#1c1c1c
  classDef issue fill:#eeeeee,stroke:#a6a6a6,color:#1c1c1c
  linkStyle 0 stroke:#0072b2,stroke-width:1.7px
  linkStyle 1 stroke:#d55e00,stroke-width:1.7px,stroke-dasharray:7.0 4.6
";
        assert_eq!(written(Format::Mermaid, &graph), chart);
        assert_eq!(losses(Format::Mermaid, &graph), [""; 0]);
    }

    /// Three are a fan, four are one line with their number: no stance is dropped.
    #[test]
    fn many_stances_of_one_pair_are_one_line() {
        let say = |times: usize| {
            let stances = (0..times).map(|number| {
                let position = Position::ALL[number % 3];
                stance("ann", &format!("says {number} on"), "tunnel", position)
            });
            written(Format::Mermaid, &graph_of(&stances.collect::<Vec<_>>()))
        };
        assert_eq!(say(3).matches("| i1").count(), 3);
        let four = say(4);
        assert_eq!(four.matches("| i1").count(), 1);
        assert!(four.contains("a1 <==>|\"4 stances#58; 1 ▲ 2 ▼ 1 ○\"| i1"), "{four}");
        assert_eq!(four.matches("%% stance ").count(), 4);
    }

    #[test]
    fn addressees_are_named_and_labels_that_are_not_are_counted() {
        let said = |label: &str, toward: &str| {
            let stance = stance("ann", label, "tunnel", Position::Support);
            stance.with_toward(ActorId::new(toward).expect("an id"))
        };
        let same = graph_of(&["bob", "cem", "dua", "eva"].map(|toward| said("backs", toward)));
        let chart = written(Format::Mermaid, &same);
        assert!(chart.contains("==>|\"▲ backs → bob, cem, dua and eva\"| i1"), "{chart}");
        assert_eq!(losses(Format::Mermaid, &same), ["4 actors without a stance"]);
        let labels = ["backs", "praises", "promotes", "defends"];
        let all = labels.map(|label| said(label, if label == "backs" { "bob" } else { "cem" }));
        let chart = written(Format::Mermaid, &graph_of(&all));
        assert!(
            chart.contains("4 stances#58; 4 ▲ → bob and cem") || chart.contains("→ cem and bob"),
            "{chart}"
        );
        let lost = ["2 actors without a stance", "4 labels on lines of many stances"];
        assert!(
            lost.iter()
                .all(|lost| losses(Format::Mermaid, &graph_of(&all)).contains(&(*lost).to_owned()))
        );
    }

    #[test]
    fn what_it_cannot_hold_is_counted() {
        let mut builder = StanceGraph::builder();
        builder.undeclared(Undeclared::Create);
        builder.actor(Actor::new(ActorId::new("silent").expect("an id")).with_kind("state"));
        let said = stance("ann", &"a".repeat(500), "tunnel", Position::Support);
        builder.stance(&said.with_quote("it is good"));
        let graph = builder.build().expect("no faults");
        let wanted =
            ["1 quote", "1 kind of an actor", "1 end of a long text", "1 actor without a stance"];
        assert_eq!(losses(Format::Mermaid, &graph), wanted);
    }

    proptest! {
        /// Whatever the texts are, each line of the chart is one that we mean.
        #[test]
        fn no_text_breaks_out(name in any::<String>(), label in any::<String>(), title in any::<String>()) {
            let mut builder = StanceGraph::builder();
            builder.undeclared(Undeclared::Create).title(title);
            let actor = Actor::new(ActorId::new("ann").expect("an id"));
            builder.actor(actor.with_name(name.clone()));
            builder.stance(&stance("ann", &label, "tunnel", Position::Neutral));
            let Ok(graph) = builder.build() else { return Err(TestCaseError::reject("names")) };
            let chart = written(Format::Mermaid, &graph);
            let (front, body) = chart.split_at(chart.find("flowchart LR").expect("it begins so"));
            prop_assert!(matches!(front.lines().count(), 0 | 3), "{}", chart);
            prop_assert_eq!(body.lines().count(), 9, "{}", body);
            prop_assert_eq!(body.matches('"').count(), 6, "{}", body);
            prop_assert!(!chart.contains("%%{") && !body.contains('`') && !body.contains('<'), "{}", chart);
        }
    }
}

/// A graph with one of everything.
fn whole() -> StanceGraph {
    let text = r#"
title = "One's own"
[actors.ann]
name = "Ann\\uX"
kind = "person"
aliases = ["A"]
part-of = "city"
attributes = { eu = true, id = "7", "a`b" = 0.5 }
[actors.city]
[issues.tunnel]
description = "under the river"
[sources.press]
title = "News"
date = 2026
url = "https://example.org/news"
[labels]
"mumbles about" = "neutral"
[[stances]]
id = "s 1"
actor = "ann"
label = "backs"
issue = "tunnel"
toward = "city"
strength = 0.5
date = 2026-04-01
source = "press"
quote = "it's good"
coder = "bo"
[[stances]]
id = "s2"
actor = "ann"
label = "opposes"
toward = "city"
date = "2026-04"
"#;
    Format::Toml.read(text.as_bytes()).expect("it has no faults")
}

#[test]
fn a_cypher_script_makes_nodes_and_relationships() {
    let script = written(Format::Cypher, &whole());
    let wanted = r"// title: 'One\'s own'
CREATE CONSTRAINT stancegraph_actor IF NOT EXISTS FOR (n:Actor) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT stancegraph_issue IF NOT EXISTS FOR (n:Issue) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT stancegraph_source IF NOT EXISTS FOR (n:Source) REQUIRE n.id IS UNIQUE;
UNWIND [
  {id: 'ann', name: 'Ann\\\u0075X', kind: 'person', aliases: ['A'], eu: true, attribute_id: '7', attributes: '{@a`b@:0.5}'},
  {id: 'city', name: 'city'}
] AS row
MERGE (n:Actor {id: row.id})
SET n += row;
UNWIND [
  {id: 'tunnel', name: 'tunnel', description: 'under the river'}
] AS row
MERGE (n:Issue {id: row.id})
SET n += row;
UNWIND [
  {id: 'press', title: 'News', date: '2026', url: 'https://example.org/news'}
] AS row
MERGE (n:Source {id: row.id})
SET n += row;
UNWIND [
  {part: 'ann', whole: 'city'}
] AS row
MATCH (part:Actor {id: row.part})
MATCH (whole:Actor {id: row.whole})
MERGE (part)-[:PART_OF]->(whole);
UNWIND [
  {id: 's 1', actor: 'ann', target: 'tunnel', stance: {label: 'backs', position: 'support', sign: 1, strength: 0.5, date: '2026-04-01', toward: 'city', source: 'press', quote: 'it\'s good', coder: 'bo'}}
] AS row
MATCH (actor:Actor {id: row.actor})
MATCH (target:Issue {id: row.target})
MERGE (actor)-[r:TAKES_POSITION {id: row.id}]->(target)
SET r += row.stance;
UNWIND [
  {id: 's2', actor: 'ann', target: 'city', stance: {label: 'opposes', position: 'oppose', sign: -1, strength: 1.0, date: '2026-04'}}
] AS row
MATCH (actor:Actor {id: row.actor})
MATCH (target:Actor {id: row.target})
MERGE (actor)-[r:TAKES_POSITION {id: row.id}]->(target)
SET r += row.stance;
";
    assert_eq!(script, wanted.replace('@', "\""));
    assert_eq!(losses(Format::Cypher, &whole()), ["1 meaning of a label"]);
}

#[test]
fn many_stances_are_several_statements() {
    let stances = (0..1001)
        .map(|number| stance("ann", &format!("says {number} on"), "tunnel", Position::Support));
    let script = written(Format::Cypher, &graph_of(&stances.collect::<Vec<_>>()));
    assert_eq!(script.matches("MERGE (actor)-[r:TAKES_POSITION").count(), 3);
    assert_eq!(script.matches("label: 'says ").count(), 1001);
}

#[test]
fn turtle_says_stances_as_statements_with_their_evidence() {
    let turtle = written(Format::Turtle, &whole());
    let wanted = r#"
<urn:stancegraph:stance:s%201> a sg:Stance, rdf:Statement, prov:Entity ;
  dcterms:identifier "s 1" ;
  rdf:subject <urn:stancegraph:actor:ann> ;
  rdf:predicate sg:supports ;
  rdf:object <urn:stancegraph:issue:tunnel> ;
  rdfs:label "backs" ;
  sg:position "support" ;
  sg:strength "0.5"^^xsd:decimal ;
  dcterms:date "2026-04-01"^^xsd:date ;
  sg:toward <urn:stancegraph:actor:city> ;
  prov:wasQuotedFrom <urn:stancegraph:source:press> ;
  prov:hadPrimarySource <urn:stancegraph:source:press> ;
  sg:quote "it's good" ;
  prov:wasAttributedTo <urn:stancegraph:coder:bo> .
"#;
    assert!(turtle.contains(wanted), "{turtle}");
    for fact in [
        "\n<urn:stancegraph:actor:ann> sg:supports <urn:stancegraph:issue:tunnel> .\n",
        "\n<urn:stancegraph:actor:ann> sg:opposes <urn:stancegraph:actor:city> .\n",
        "\n<urn:stancegraph:graph> a prov:Collection ;\n  dcterms:title \"One's own\" .\n",
        "  dcterms:date \"2026-04\"^^xsd:gYearMonth .\n",
        "  dcterms:date \"2026\"^^xsd:gYear ;\n  sg:url \"https://example.org/news\"^^xsd:anyURI .\n",
        "  dcterms:isPartOf <urn:stancegraph:actor:city> ;\n  <urn:stancegraph:attribute:a%60b> \"0.5\"^^xsd:double ;\n",
        "  <urn:stancegraph:attribute:eu> true ;\n",
        "\n<urn:stancegraph:label:mumbles%20about> a sg:Label ;\n",
    ] {
        assert!(turtle.contains(fact), "no {fact}");
    }
    assert_eq!(losses(Format::Turtle, &whole()), [""; 0]);
}

proptest! {
    /// Whatever the texts are, no line begins in the middle of one, and no quote ends it.
    #[test]
    fn no_text_ends_early(text in any::<String>(), name in any::<String>()) {
        let mut builder = StanceGraph::builder();
        builder.undeclared(Undeclared::Create).title(text.clone());
        let actor = Actor::new(ActorId::new("ann").expect("an id"));
        // Within backticks, a single quote is a letter like others.
        let attributes = [(name.replace('\'', ""), text.as_str().into())].into();
        builder.actor(actor.with_name(text.clone()).with_attributes(attributes));
        let said = stance("ann", "is neutral on", "tunnel", Position::Neutral);
        builder.stance(&said.with_quote(text.clone()).with_note(name));
        let Ok(graph) = builder.build() else { return Err(TestCaseError::reject("names")) };
        let script = written(Format::Cypher, &graph);
        let open = script.lines().filter(|line| quotes(line, '\'') % 2 == 1).count();
        prop_assert_eq!(open, 0, "{}", script);
        prop_assert!(script.lines().count() <= 22, "{}", script);
        let turtle = written(Format::Turtle, &graph);
        let open = turtle.lines().filter(|line| quotes(line, '"') % 2 == 1).count();
        prop_assert_eq!(open, 0, "{}", turtle);
    }
}

/// How many quotes of a line have no backslash before them that is one itself.
fn quotes(line: &str, quote: char) -> usize {
    let (mut is_escaped, mut count) = (false, 0);
    for letter in line.chars() {
        count += usize::from(letter == quote && !is_escaped);
        is_escaped = letter == '\\' && !is_escaped;
    }
    count
}
