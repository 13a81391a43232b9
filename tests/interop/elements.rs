//! Nodes, edges and lines: JSON and DOT as other programs have it.

use std::collections::BTreeSet;
use std::fs;

use crate::shared::program::{EXAMPLE, answer, file, folder, refusal};
use proptest::prelude::*;
use serde_json::{Value, json};
use stancegraph::format::Reader;
use stancegraph::model::{Attribute, Attributes};
use stancegraph::{Error, Format, StanceGraph, StanceRef};

fn read(format: Format, text: &str) -> StanceGraph {
    match format.read(text.as_bytes()) {
        Ok(graph) => graph,
        Err(error) => panic!("{format}: {error}\n{text}"),
    }
}

fn faults(format: Format, text: &str) -> String {
    match format.read(text.as_bytes()) {
        Err(Error::Faults(faults)) => faults.to_string(),
        other => panic!("{format}: {other:?}"),
    }
}

fn written(format: Format, graph: &StanceGraph) -> String {
    let mut bytes = Vec::new();
    format.write(graph, &mut bytes).expect("memory takes everything");
    String::from_utf8(bytes).expect("writers write text")
}

fn toml(graph: &StanceGraph) -> String {
    written(Format::Toml, graph)
}

#[test]
fn lines_of_stances_alone_are_enough() {
    let text = "{\"actor\":\"ann\",\"label\":\"supports\",\"issue\":\"tunnel\"}\r\n\n\
                {\"record\":\"stance\",\"actor\":\"bob\",\"position\":\"oppose\",\"toward\":\"ann\"}";
    let graph = read(Format::JsonLines, text);
    assert_eq!((graph.actors().len(), graph.issues().len(), graph.stance_count()), (2, 1, 2));
    assert_eq!(read(Format::JsonLines, "").stance_count(), 0);
}

#[test]
fn a_line_says_what_it_is() {
    let example = crate::shared::repository::root().join(EXAMPLE);
    let graph = read(Format::Toml, &fs::read_to_string(example).expect("the example is there"));
    let lines = written(Format::JsonLines, &graph);
    let declared = graph.actors().len() + graph.issues().len() + graph.sources().len();
    let count = 1 + declared + graph.meanings().len() + graph.stance_count();
    assert_eq!(lines.lines().count(), count);
    assert!(lines.starts_with("{\"record\":\"graph\",\"title\":"), "{lines}");
    let stances = lines.lines().filter(|line| line.starts_with("{\"actor\":"));
    assert!(stances.clone().all(|line| line.contains("\"position\":\"")), "{lines}");
    assert_eq!(stances.count(), graph.stance_count());
}

/// What is damaged in one line says so there, and hides nothing of the others.
#[test]
fn all_faults_of_all_lines_are_said_at_once() {
    let text = "{\"actor\":\"ann\",\"label\":\"supports\",\"issue\":\"tunnel\",\"date\":\"soon\"}\n\
                {\"actor\":\"ann\",\n\
                {\"record\":\"label\",\"label\":\"wants\",\"position\":\"suport\"}\n";
    let said = faults(Format::JsonLines, text);
    for wanted in
        ["input:1:59: error: \"date\": \"soon\"", "input:2:", "input:3:46: error: unknown position"]
    {
        assert!(said.contains(wanted), "{said}");
    }
}

/// polars and pandas write null where a row has nothing.
#[test]
fn null_in_a_line_is_nothing() {
    let line = "{\"actor\":\"ann\",\"label\":\"supports\",\"issue\":\"tunnel\",\"quote\":null,\"strength\":null}\n";
    let graph = read(Format::JsonLines, line);
    let stance = graph.stances().next().expect("one");
    assert_eq!((stance.to_string(), stance.quote()), ("ann supports tunnel".into(), None));
    let said =
        faults(Format::JsonLines, "{\"actor\":null,\"label\":\"supports\",\"issue\":\"tunnel\"}\n");
    assert!(said.contains("actor"), "{said}");
}

#[test]
fn numbers_that_json_does_not_have_are_called_by_their_name() {
    let said = faults(Format::JsonLines, "{\"actor\":\"ann\",\"strength\":NaN}\n");
    assert!(said.contains("input:1:27: error: JSON has no NaN"), "{said}");
}

#[test]
fn a_folder_may_have_lines_beside_a_map() {
    let folder = folder();
    file(&folder, "actors.toml", "[actors.ann]\nname = \"Ann\"\n");
    file(
        &folder,
        "more.jsonl",
        "{\"actor\":\"Ann\",\"label\":\"supports\",\"issue\":\"tunnel\"}\n",
    );
    let path = folder.path().to_str().expect("a plain path");
    let text = answer(&["convert", path, "--to", "jsonl"]);
    assert!(text.contains("{\"actor\":\"ann\",\"label\":\"supports\""), "{text}");
    assert_eq!(toml(&read(Format::JsonLines, &text)), answer(&["convert", path, "--to", "toml"]));
}

/// What we write of a map, as JSON.
fn elements_of(format: Format, graph: &StanceGraph) -> Value {
    serde_json::from_str(&written(format, graph)).expect("JSON")
}

const MAP: &str = r#"
[actors.ann]
name = "ann"
kind = "person"
aliases = ["A; N", "\\"]
part-of = "party"
attributes = { label = "mine", "attribute:label" = 1, "" = true, age = 41, id = "actor:ann", huge = 1e300 }
[actors.party]
name = "The \"Party\"\nof all"
[issues.tunnel]
description = "below"
attributes = { kind = "road", source = "x" }
[sources.press]
title = "News"
[labels]
"mumbles about" = { position = "oppose", strength = 0.25 }
[[stances]]
actor = "ann"
label = "mumbles about"
issue = "tunnel"
toward = "party"
speaker = "party"
date = "2016-04"
until = "2017"
source = "press"
quote = "\"\u0000\\"
[[stances]]
id = "0123456789ab"
actor = "ann"
label = "criticises"
toward = "party"
[[stances]]
id = "mine"
actor = "ann"
label = "criticises"
toward = "party"
"#;

#[test]
fn a_node_says_all_of_an_actor() {
    let graph = read(Format::Toml, MAP);
    let json = elements_of(Format::NodeLink, &graph);
    let ann = json!({
        "id": "actor:ann", "record": "actor", "label": "ann", "name": "ann", "aliases": "A\\; N; \\\\",
        "kind": "person", "part-of": "party", "attribute:": true, "age": 41, "attribute:attribute:label": 1,
        "huge": 1e300, "attribute:id": "actor:ann", "attribute:label": "mine",
    });
    assert_eq!(json["nodes"][0], ann);
    assert_eq!(json["nodes"][2]["attribute:kind"], "road");
    assert_eq!(json["graph"]["sources"], json!({"press": {"title": "News"}}));
    assert_eq!(json["graph"]["stancegraph"], "1");
}

#[test]
fn an_edge_says_all_of_a_stance() {
    let graph = read(Format::Toml, MAP);
    let json = elements_of(Format::NodeLink, &graph);
    let edges = json["edges"].as_array().expect("a list");
    let mumbles = edges.iter().find(|edge| edge["label"] == "mumbles about").expect("it is there");
    let wanted = json!({
        "source": "actor:ann", "target": "issue:tunnel", "key": mumbles["key"], "label": "mumbles about",
        "position": "oppose", "sign": -0.25, "strength": 0.25, "date": "2016-04", "until": "2017",
        "speaker": "party", "toward": "party", "source-id": "press", "source-title": "News",
        "quote": "\"\u{0}\\",
    });
    assert_eq!(*mumbles, wanted);
    let keys = edges.iter().map(|edge| (edge["key"].as_str(), edge.get("own-id").is_some()));
    let keys = keys.collect::<Vec<_>>();
    assert!(keys.contains(&(Some("0123456789ab"), true)), "it looks derived: {keys:?}");
    assert!(keys.contains(&(Some("mine"), false)), "{keys:?}");
    for stance in graph.stances() {
        assert!(keys.iter().any(|(key, _)| *key == Some(stance.id().as_str())), "{keys:?}");
    }
}

#[test]
fn all_of_them_read_back() {
    let graph = read(Format::Toml, MAP);
    for format in ELEMENTS {
        assert_eq!(toml(&read(format, &written(format, &graph))), toml(&graph), "{format}");
    }
}

const ELEMENTS: [Format; 3] = [Format::NodeLink, Format::Cytoscape, Format::Dot];

/// An id that is derived, and that another stance has as its own, is on one edge alone.
#[test]
fn no_two_edges_have_one_id() {
    let once = "[actors.ann]\n[issues.tunnel]\n[[stances]]\nactor = \"ann\"\nlabel = \"opposes\"\nissue = \"tunnel\"\n";
    let derived = read(Format::Toml, once).stances().next().expect("one").id().to_string();
    let twice = format!(
        "{once}[[stances]]\nid = \"{derived}\"\nactor = \"ann\"\nlabel = \"supports\"\nissue = \"tunnel\"\n\
         [[stances]]\nid = \"{derived}-01\"\nactor = \"ann\"\nlabel = \"backs\"\nissue = \"tunnel\"\n"
    );
    let graph = read(Format::Toml, &twice);
    let json = elements_of(Format::NodeLink, &graph);
    let edges = json["edges"].as_array().expect("a list").iter();
    let keys = edges.map(|edge| edge["key"].as_str().expect("a text")).collect::<BTreeSet<_>>();
    assert_eq!(keys.len(), 3, "{keys:?}");
    for format in ELEMENTS {
        assert_eq!(toml(&read(format, &written(format, &graph))), toml(&graph), "{format}");
    }
}

/// Changes what node-link JSON says of a map, as a program would, and reads it again.
fn changed(change: impl FnOnce(&mut Value)) -> String {
    let mut json = elements_of(Format::NodeLink, &read(Format::Toml, MAP));
    change(&mut json);
    json.to_string()
}

#[test]
fn what_programs_add_to_nodes_is_kept_and_to_edges_counted() {
    let text = changed(|json| {
        json["nodes"][0]["centrality"] = json!(0.5);
        json["nodes"][0]["viz"] = json!({"x": 1});
        json["edges"][0]["weight"] = json!(2);
        json["edges"][1]["weight"] = Value::Null;
        json["graph"]["layout"] = json!("spring");
    });
    let graph = read(Format::NodeLink, &text);
    assert_eq!(graph.actors()[0].attributes["centrality"], Attribute::Number(0.5));
    let said = graph.left_out().iter().map(ToString::to_string).collect::<Vec<_>>();
    let wanted = [
        "input: 1 attributes of the graph: layout",
        "input: 1 values of edges in attributes that stances do not have: weight",
        "input: 1 values that are lists or tables: viz",
    ];
    for wanted in wanted {
        assert!(said.contains(&wanted.to_owned()), "{said:?}");
    }
}

#[test]
fn names_are_what_people_see_and_change() {
    let text = changed(|json| {
        json["nodes"][0]["label"] = json!("Ann");
        json["nodes"][1]["label"] = json!("party");
        json["nodes"][2]["name"] = json!("The tunnel");
    });
    let graph = read(Format::NodeLink, &text);
    assert_eq!(graph.actors()[0].name.as_deref(), Some("Ann"));
    assert_eq!(graph.actors()[1].name, None);
    assert_eq!(graph.issues()[0].name.as_deref(), Some("The tunnel"));
}

#[test]
fn new_nodes_and_edges_need_little() {
    let text = changed(|json| {
        let nodes = json["nodes"].as_array_mut().expect("a list");
        nodes.push(json!({"id": "zoe", "record": "actor"}));
        nodes.push(json!({"id": "issue:ferry"}));
        let edges = json["edges"].as_array_mut().expect("a list");
        edges.push(json!({"source": "zoe", "target": "issue:ferry", "key": 0, "sign": -0.5}));
        edges.push(json!({"source": "zoe", "target": "actor:ann", "key": "k", "label": "praises"}));
        edges.push(json!({"source": "zoe", "target": "actor:ann", "position": "support",
                          "source-id": "new", "source-title": "A new one"}));
    });
    let graph = read(Format::NodeLink, &text);
    let zoe = graph.stances().filter(|stance| stance.actor().id.as_str() == "zoe");
    let mut signed = zoe.map(StanceRef::signed).collect::<Vec<_>>();
    signed.sort_by(f64::total_cmp);
    assert_eq!(signed, [-0.5, 1.0, 1.0]);
    assert!(graph.stances().any(|stance| stance.own_id().is_some_and(|id| id.as_str() == "k")));
    assert!(graph.sources().iter().any(|source| source.title.as_deref() == Some("A new one")));
}

/// A program may forget the graph's own attributes.
#[test]
fn what_lost_our_mark_is_ours_by_its_nodes() {
    let wanted = read(Format::Toml, MAP);
    let text = changed(|json| json["graph"] = json!({}));
    let graph = read(Format::NodeLink, &text);
    assert_eq!(graph.actors(), wanted.actors());
    assert_eq!(graph.sources(), wanted.sources());
    assert_eq!(graph.stance_count(), wanted.stance_count());
}

#[test]
fn faults_of_elements_stand_where_they_are() {
    let cases = [
        ("/edges/0/date", json!("soon"), "\"date\": \"soon\" is not a date"),
        ("/edges/0/position", json!("suport"), "did you mean \"support\"?"),
        ("/edges/0/strength", json!(2), "strength 2 is not more than 0"),
        ("/edges/0/strength", json!("much"), "\"strength\" has to be a number"),
        ("/edges/0/speaker", json!("zoe"), "unknown actor \"zoe\""),
        ("/edges/0/target", json!("tunel"), "leads to \"tunel\", which is no node"),
        ("/edges/0/target", json!("issue:tunel"), "did you mean \"tunnel\"?"),
        ("/edges/0/source", json!("issue:tunnel"), "the issue \"tunnel\" takes a position"),
        ("/nodes/1/id", json!("ann"), "the actor \"ann\" is declared twice"),
        ("/nodes/1/id", json!("actor:ann"), "the actor \"ann\" is declared twice"),
        ("/graph/sources", json!({"press": {"titel": ""}}), "did you mean \"title\"?"),
    ];
    for (at, value, wanted) in cases {
        let (parent, name) = at.rsplit_once('/').expect("a path");
        let text = changed(|json| json.pointer_mut(parent).expect("it is there")[name] = value);
        let said = faults(Format::NodeLink, &text);
        assert!(said.starts_with("input:1:"), "{said}");
        assert!(said.contains(wanted), "{wanted}: {said}");
    }
}

#[test]
fn a_node_of_no_kind_is_refused_with_the_way_out() {
    let text = changed(|json| {
        json["nodes"].as_array_mut().expect("a list").push(json!({"id": "zoe"}));
    });
    let said = faults(Format::NodeLink, &text);
    assert!(
        said.contains("the node \"zoe\" is neither an actor nor an issue; begin its id"),
        "{said}"
    );
}

#[test]
fn json_is_read_by_its_content() {
    let folder = folder();
    let wanted = answer(&["convert", EXAMPLE, "--to", "toml"]);
    for (name, format) in [("a.json", "json"), ("b.json", "node-link"), ("c.json", "cytoscape")] {
        let path = folder.path().join(name);
        let path = path.to_str().expect("a plain path");
        answer(&["convert", EXAMPLE, "-o", path, "--to", format]);
        assert_eq!(answer(&["convert", path, "--to", "toml"]), wanted, "{name}");
    }
}

/// Ids may be numbers, keys of lists are none, and older files say `links`.
#[test]
fn networks_of_others_are_signed_networks() {
    let node_link = r#"{"directed": false, "multigraph": true, "graph": {"name": "Tribes"},
        "nodes": [{"id": 1, "tribe": "Gavev"}, {"id": "two"}],
        "links": [{"source": 1, "target": "two", "key": 0, "sign": -1}, {"source": "two", "target": 1, "key": "k", "sign": 1}]}"#;
    let graph = read(Format::NodeLink, node_link);
    assert_eq!(graph.title(), Some("Tribes"));
    assert_eq!(graph.actors()[0].attributes["tribe"], Attribute::from("Gavev"));
    let mut stances = graph
        .stances()
        .map(|stance| (stance.actor().id.to_string(), stance.signed(), stance.own_id().is_some()));
    assert_eq!(stances.next(), Some(("1".into(), -1.0, false)));
    assert_eq!(stances.next(), Some(("two".into(), 1.0, true)));

    let list = r#"[{"data": {"id": "a"}}, {"group": "nodes", "data": {"id": "b"}, "position": {"x": 1}},
        {"group": "edges", "data": {"id": "e", "source": "a", "target": "b", "weight": -2.5}}]"#;
    let graph = read(Format::Cytoscape, list);
    assert_eq!(graph.stances().next().map(StanceRef::signed), Some(-1.0));
    let by_index = r#"{"nodes": [{"name": "Myriel"}, {"name": "Valjean"}], "links": [{"source": 1, "target": 0, "value": -1}]}"#;
    let graph = read(Format::NodeLink, by_index);
    let stance = graph.stances().next().expect("one");
    assert_eq!((stance.actor().title(), stance.target().title()), ("Valjean", "Myriel"));
}

/// Nodes without an id are known by what fits all edges; where two fit and lead elsewhere, somebody has to say.
#[test]
fn ends_of_edges_are_what_fits_and_nothing_is_guessed() {
    let read_by = |text: &str, by: Option<&str>| {
        let reader = Reader::new().stream("x.json", std::io::Cursor::new(text.to_owned()));
        let reader = match by {
            Some(by) => reader.node_id(by),
            None => reader,
        };
        let graph = reader.read().map_err(|error| error.to_string())?;
        let said = graph.stances().map(|stance| {
            format!("{} {:+} {}", stance.actor().title(), stance.signed(), stance.target().title())
        });
        Ok::<_, String>(said.collect::<Vec<_>>())
    };
    let names = r#"{"nodes": [{"name": "Ann"}, {"name": "Bob"}],
        "links": [{"source": "Bob", "target": "Ann", "sign": -1}]}"#;
    assert_eq!(read_by(names, None), Ok(vec!["Bob -1 Ann".to_owned()]));
    let keys = r#"{"attributes": {"name": "x"}, "options": {"type": "mixed", "multi": true},
        "nodes": [{"key": "a", "attributes": {"label": "Ann"}}, {"key": "b", "attributes": {"label": "Bob"}}],
        "edges": [{"key": "e", "source": "a", "target": "b", "attributes": {"sign": -1}},
                  {"key": "f", "source": "b", "target": "a", "undirected": true, "attributes": {"sign": 1}}]}"#;
    assert_eq!(read_by(keys, None), Ok(vec!["Ann -1 Bob".to_owned(), "Bob +1 Ann".to_owned()]));
    let old = r#"{"directed": true, "graph": [], "nodes": [{"id": "Ann"}, {"id": "Bob"}],
        "links": [{"source": 1, "target": 0, "sign": -1}]}"#;
    assert_eq!(read_by(old, None), Ok(vec!["Bob -1 Ann".to_owned()]));
    let either = r#"{"nodes": [{"name": 1}, {"name": 0}], "links": [{"source": 1, "target": 0, "sign": -1}]}"#;
    let said = read_by(either, None).expect_err("both fit");
    assert!(said.contains("may be the name or the position of nodes, and these differ"), "{said}");
    assert!(said.contains("Reader::node_id(\"name\") or Reader::node_id(\"position\")"), "{said}");
    assert_eq!(read_by(either, Some("name")), Ok(vec!["1 -1 0".to_owned()]));
    assert_eq!(read_by(either, Some("position")), Ok(vec!["0 -1 1".to_owned()]));
    let same = r#"{"nodes": [{"name": 0}, {"name": 1}], "links": [{"source": 1, "target": 0, "sign": -1}]}"#;
    assert_eq!(read_by(same, None), Ok(vec!["1 -1 0".to_owned()]));
    let neither = r#"{"nodes": [{"name": "Ann"}, {"name": "Bob"}], "links": [{"source": "Bo", "target": "Ann", "sign": -1}]}"#;
    let said = read_by(neither, None).expect_err("nothing fits");
    assert!(said.contains("leads to \"Bo\", which is no node"), "{said}");
}

/// Whoever cannot be told from another is no end of an edge, and issues take no positions.
#[test]
fn nodes_that_are_alike_are_refused() {
    let faults = |text: &str| {
        let reader = Reader::new().stream("x.json", std::io::Cursor::new(text.to_owned()));
        reader.read().map(|graph| graph.stance_count()).map_err(|error| error.to_string())
    };
    for (text, wanted) in [
        (
            r#"{"directed":true,"nodes":[{"id":1},{"id":"1"}],"links":[{"source":1,"target":"1","sign":-1}]}"#,
            "x.json:1:42: error: two nodes have the id \"1\"",
        ),
        (
            r#"{"nodes":[{"name":"A"},{"name":"A"},{"name":"B"}],"links":[{"source":"A","target":"B","sign":-1}]}"#,
            "x.json:1:32: error: two nodes have the name \"A\"",
        ),
        (
            r#"{"nodes":[{"id":"a"},{"id":"a"}],"links":[]}"#,
            "x.json:1:22: error: the node \"a\" is declared twice",
        ),
        (
            r#"{"directed":true,"nodes":[{"id":"a","bipartite":0},{"id":"b","bipartite":1}],
            "links":[{"source":"b","target":"a","sign":-1}]}"#,
            "x.json:2:22: error: the issue \"b\" takes a position; turn the edge",
        ),
    ] {
        let said = faults(text).expect_err("nobody knows who is meant");
        assert!(said.starts_with(wanted), "{said}");
        assert_eq!(said.lines().count(), 1, "{said}");
    }
    let keys = r#"{"options":{"type":"directed"},"attributes":{},
        "nodes":[{"key":"1","attributes":{"label":"A"}},{"key":"0","attributes":{"label":"B"}}],
        "edges":[{"source":"1","target":"0","attributes":{"sign":-1}}]}"#;
    let graph = read(Format::NodeLink, keys);
    let stance = graph.stances().next().expect("one");
    assert_eq!((stance.actor().title(), stance.target().title()), ("A", "B"));
}

#[test]
fn words_that_say_a_position_are_signs() {
    let cytoscape = |word: &str| {
        let text = format!(
            r#"{{"elements": {{"nodes": [{{"data": {{"id": "a"}}}}, {{"data": {{"id": "b"}}}}],
            "edges": [{{"data": {{"id": "e", "source": "a", "target": "b", "interaction": "{word}"}}}}]}}}}"#
        );
        Format::Cytoscape.read(text.as_bytes()).map_err(|error| error.to_string())
    };
    let graph = cytoscape("opposes").expect("the lexicon knows it");
    assert_eq!(
        graph.stances().next().map(|stance| stance.to_string()).as_deref(),
        Some("a opposes b")
    );
    let said = cytoscape("pp").expect_err("nobody knows it");
    assert!(said.contains("Mapping::with_values(\"pp=…\")"), "{said}");
}

#[test]
fn dot_of_a_picture_is_refused_with_the_way_out() {
    let folder = folder();
    let path = folder.path().join("drawn.dot");
    let path = path.to_str().expect("a plain path");
    answer(&["draw", EXAMPLE, "-o", path, "--view", "stances"]);
    let said = refusal(&["convert", path, "--to", "toml"]);
    assert!(
        said.contains("says how a picture looks")
            && said.contains("`convert -o FILE.dot` writes DOT that reads back"),
        "{said}"
    );
}

/// DOT as other programs write it again, with their comments, their order and their line breaks.
#[test]
fn dot_that_was_rewritten_says_the_same() {
    let rewritten = r#"/* by another program */
# 1 "map"
strict digraph "a name" {
    graph [bb="0,0,1,1", "data_stancegraph"="1"];
    data_title = "Two " + "parts";
    node [label="\N"];
    "issue:tunnel"	[data_record=issue, height=0.5]; // beside
    "actor:ann" [data_record=actor; number_age=41
        flag_member=true "data_note\"s"="\\n \"a\
b\""];
    "actor:ann":e -> "issue:tunnel":w	[data_position=oppose,
        data_quote="a\nb", label=<<B>no</B>>, data_date=2016];
}
"#;
    let graph = read(Format::Dot, rewritten);
    assert_eq!(graph.title(), Some("Two parts"));
    let ann = &graph.actors()[0];
    let wanted = [
        ("age", Attribute::Number(41.0)),
        ("member", Attribute::Flag(true)),
        ("note\"s", "\\n \"ab\"".into()),
    ];
    assert_eq!(
        ann.attributes,
        Attributes::from(wanted.map(|(name, value)| (name.to_owned(), value)))
    );
    let stance = graph.stances().next().expect("one");
    assert_eq!((stance.quote(), stance.signed()), (Some("a\nb"), -1.0));
    assert_eq!(stance.date().map(|date| date.to_string()).as_deref(), Some("2016"));
}

#[test]
fn faults_of_dot_stand_where_they_are() {
    for (text, wanted) in [
        ("", "input:1:1: error: a graph begins with digraph"),
        ("digraph {\n  a [x=\"y]\n}", "input:2:8: error: the string is not closed"),
        ("digraph {\n  subgraph x { a }\n}", "input:2:3: error: subgraphs are not read"),
        ("digraph {\n  a -> { b }\n}", "input:2:8: error: subgraphs are not read"),
        ("digraph {\n  a [x]\n}", "input:2:7: error: an attribute is written name=value"),
        ("digraph {\n  a [x=\"b\" + c]\n}", "input:2:14: error: a plus joins strings in quotes"),
        ("digraph {\n  a ! b\n}", "input:2:5: error: this is not of the DOT language"),
        ("digraph {\n  a [l=<<b>]\n}", "input:2:8: error: the text in < > is not closed"),
        ("digraph {\n  a /* b\n}", "input:2:5: error: the comment is not closed"),
        ("digraph { a", "error: a name or a value has to stand here"),
        ("digraph { } }", "input:1:13: error: the graph is closed before"),
    ] {
        let said = faults(Format::Dot, text);
        assert!(said.contains(wanted), "{text:?}: {said}");
    }
    let dot = written(Format::Dot, &read(Format::Toml, MAP));
    let broken = dot.replace("data_date=\"2016-04\"", "data_date=\"soon\"");
    let said = faults(Format::Dot, &broken);
    assert!(said.contains("\"date\": \"soon\" is not a date"), "{said}");
    let line = broken.lines().position(|line| line.contains("soon")).expect("it is there") + 1;
    assert!(said.starts_with(&format!("input:{line}:")), "{said}");
}

/// Any text, with what parsers stumble over.
fn junk() -> impl Strategy<Value = String> {
    prop_oneof![
        "[\\[\\]{}\"\\\\,:;=<>+ \n#/*-]{0,6}",
        any::<String>(),
        Just("_x0041_".to_owned()),
        Just("\"actor:\"".to_owned()),
        Just("null".to_owned()),
        Just("1e999".to_owned()),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// Whatever is done to a file, it is read or its faults are said, each at a place.
    #[test]
    fn damaged_elements_break_nothing(
        format in prop::sample::select(vec![Format::JsonLines, Format::NodeLink, Format::Cytoscape, Format::Dot]),
        cuts in prop::collection::vec((any::<prop::sample::Index>(), 0..60_usize, junk()), 1..4),
    ) {
        let mut text = written(format, &read(Format::Toml, MAP));
        for (at, length, junk) in cuts {
            let start = text.floor_char_boundary(at.index(text.len() + 1));
            let end = text.floor_char_boundary((start + length).min(text.len()));
            text.replace_range(start..end, &junk);
        }
        match format.read(text.as_bytes()) {
            Ok(graph) => {
                let again = written(format, &graph);
                prop_assert_eq!(read(format, &again).document(), graph.document());
            }
            Err(Error::Faults(faults)) => {
                prop_assert!(!faults.is_empty());
                for fault in &faults {
                    prop_assert!(fault.place.is_some(), "{}", fault.cause);
                }
            }
            Err(error) => panic!("{error}"),
        }
    }
}

/// Whatever an attribute is called, also like something that is said of the whole.
#[test]
fn attributes_of_actors_are_never_taken_for_those_of_the_graph() {
    let text =
        "[actors.ann]\nattributes = { sources = \"press\", labels = \"}, {\", title = \"Dr\" }\n";
    let graph = Format::Toml.read(text.as_bytes()).expect("it has no faults");
    for format in Format::ALL.into_iter().filter(|format| format.is_lossless()) {
        let mut written = Vec::new();
        if format.write(&graph, &mut written).is_ok() {
            let again = format.read(written.as_slice()).expect("what is written can be read");
            assert_eq!(again.document(), graph.document(), "{format}");
        }
    }
}
