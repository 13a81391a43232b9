//! The DOT that we write, as Graphviz reads it.

#![allow(clippy::print_stdout, reason = "a test says what it leaves out")]

use std::collections::BTreeSet;
use std::process::{Command, Stdio};

use crate::shared::graphs;
use serde_json::Value;
use stancegraph::model::Actor;
use stancegraph::render::engine::{Algorithm, Limits};
use stancegraph::render::{self, Diagram, Engine, Picture};

fn dot(graph: &stancegraph::StanceGraph) -> String {
    render::dot(&graph.view(), &Picture::default()).unwrap()
}

/// Both engines, or the embedded one where the system has none.
fn layouts(dot: &str) -> Vec<Value> {
    let mut engines = vec![Engine::Embedded];
    if has_graphviz() {
        engines.push(Engine::System);
    }
    engines.into_iter().map(|engine| layout(engine, dot)).collect()
}

/// A layout in which drawn backslashes are single: later versions of Graphviz
/// draw one and say two.
fn layout(engine: Engine, dot: &str) -> Value {
    let json = |dot: &str| engine.layout(dot, Algorithm::Dot, Limits::default()).unwrap();
    let probe = json(r#"digraph { a [label="\\"] }"#);
    let mut text = json(dot);
    if probe.contains(r#""text": "\\\\""#) {
        let lines = text.lines().map(|line| {
            let is_drawn = line.contains(r#""text": "#);
            if is_drawn { line.replace(r"\\\\", r"\\") } else { line.to_owned() }
        });
        text = lines.collect::<Vec<_>>().join("\n");
    }
    serde_json::from_str(&text).unwrap()
}

fn has_graphviz() -> bool {
    let dot = Command::new("dot").arg("-V").stderr(Stdio::null()).status();
    let is_there = dot.is_ok_and(|status| status.success());
    if !is_there {
        println!("no `dot` on the path: only the embedded Graphviz is tested");
    }
    is_there
}

/// What Graphviz draws as the label of a node or an edge.
fn drawn(object: &Value) -> String {
    let operations = object["_ldraw_"].as_array().into_iter().flatten();
    let texts = operations.filter(|operation| operation["op"] == "T");
    texts.map(|operation| operation["text"].as_str().unwrap()).collect::<Vec<_>>().join(" ")
}

fn list<'a>(layout: &'a Value, key: &str) -> impl Iterator<Item = &'a Value> {
    layout[key].as_array().into_iter().flatten()
}

/// A text as a label shows it: on one line, and without control characters.
fn shown(text: &str) -> String {
    let spaced = text.replace(char::is_whitespace, " ");
    let visible = spaced.replace(|c: char| c.is_control() || c == '\u{ffff}', "");
    visible.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[track_caller]
fn assert_same(drawn: &str, wanted: &str) {
    match drawn.strip_suffix('…') {
        Some(beginning) => assert!(beginning.len() > 8_000 && wanted.starts_with(beginning)),
        None => assert_eq!(drawn, wanted),
    }
}

#[test]
fn every_text_survives() {
    for text in graphs::hostile() {
        let graph = graphs::with_text(&text);
        for layout in layouts(&dot(&graph)) {
            let (nodes, edges) = (list(&layout, "objects"), list(&layout, "edges"));
            assert_eq!((nodes.count(), edges.count()), (3, 3), "{text:?}");
            let labels = list(&layout, "edges").map(drawn);
            labels.for_each(|label| assert_same(&label, &shown(&text)));
            let names = list(&layout, "objects").map(drawn).collect::<BTreeSet<_>>();
            let issue = graph.issues()[0].title();
            let wanted = graph.actors().iter().map(Actor::title).chain([issue]).map(shown);
            for wanted in wanted.collect::<BTreeSet<_>>() {
                let beginning = |name: &String| {
                    name.strip_suffix('…').is_some_and(|start| wanted.starts_with(start))
                };
                assert!(names.contains(&wanted) || names.iter().any(beginning), "{wanted:?}");
            }
            let ids = list(&layout, "edges").map(|edge| edge["id"].as_str().unwrap());
            assert_eq!(ids.collect::<BTreeSet<_>>().len(), 3, "{text:?}");
        }
    }
}

#[test]
fn graphviz_draws_well_formed_svg() {
    if !has_graphviz() {
        return;
    }
    for text in graphs::hostile() {
        let svg = system_svg(&dot(&graphs::with_text(&text)));
        let document = roxmltree::Document::parse_with_options(&svg, with_dtd());
        let document = document.map_err(|error| format!("{text:?}: {error}")).unwrap();
        let scripts = document.descendants().filter(|node| {
            node.has_tag_name("script") || node.attributes().any(|a| a.name().starts_with("on"))
        });
        let scripts = scripts.count();
        assert_eq!(scripts, 0, "{text:?}");
        assert!(svg.contains("▲") && svg.contains("▼"), "the legend is there");
    }
}

fn with_dtd<'a>() -> roxmltree::ParsingOptions<'a> {
    roxmltree::ParsingOptions { allow_dtd: true, ..roxmltree::ParsingOptions::default() }
}

fn system_svg(dot: &str) -> String {
    use std::io::Write;
    let command = Command::new("dot")
        .arg("-Tsvg")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let mut command = command.unwrap();
    command.stdin.take().unwrap().write_all(dot.as_bytes()).unwrap();
    let output = command.wait_with_output().unwrap();
    let messages = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success() && !messages.contains("rror"), "{messages}");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn every_stance_is_an_edge_between_nodes_named_by_kind() {
    let graph = graphs::example();
    for layout in layouts(&dot(&graph)) {
        let names = list(&layout, "objects").map(|node| node["name"].as_str().unwrap());
        let names = names.collect::<Vec<_>>();
        assert_eq!(names.len(), 10);
        assert!(names.contains(&"actor:russia") && names.contains(&"issue:thaad"));
        let mut ids = list(&layout, "edges").map(|e| e["id"].as_str().unwrap().to_owned());
        let ids = ids.by_ref().collect::<BTreeSet<_>>();
        assert_eq!(ids, graph.stances().map(|stance| stance.id().to_string()).collect());
    }
}

#[test]
fn an_actor_and_an_issue_of_one_id_are_two_nodes() {
    let mut builder = stancegraph::StanceGraph::builder();
    builder.undeclared(stancegraph::Undeclared::Create);
    let stance = stancegraph::model::Stance::on_issue("nato", "supports", "nato").unwrap();
    builder.stance(&stance);
    let layout = layouts(&dot(&builder.build().unwrap())).remove(0);
    assert_eq!(list(&layout, "objects").count(), 2);
}

#[test]
fn pairs_are_edges_of_an_undirected_graph() {
    let graph = graphs::example();
    let picture = Picture::default().with_diagram(Diagram::AlignmentMap);
    let dot = render::dot(&graph.view(), &picture).unwrap();
    for layout in layouts(&dot) {
        assert_eq!(layout["directed"], false);
        let labels = list(&layout, "edges").map(drawn).collect::<Vec<_>>();
        assert_eq!(labels.iter().filter(|label| *label == "0.00 on 1").count(), 4);
        assert!(labels.contains(&"1.00 on 4".to_owned()));
    }
}

#[test]
fn two_thousand_stances_are_written() {
    let graph = graphs::random(1, 60, 40, 2_000);
    assert_eq!(dot(&graph).matches(" -> ").count(), graph.view().in_force().stances().count());
}
