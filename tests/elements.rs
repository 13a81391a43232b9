//! JSON as other programs have it: lines.

#![cfg(feature = "cli")]

mod program;

use std::fs;

use program::{EXAMPLE, answer, file, folder};
use stancegraph::{Error, Format, StanceGraph};

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
    let graph = read(Format::Toml, &fs::read_to_string(EXAMPLE).expect("the example is there"));
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
