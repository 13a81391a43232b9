//! The engines on good, hostile and hopeless graphs.

use stancegraph::render::engine::{Algorithm, Engine, EngineError, Limits};
use std::env;
use std::fmt::Write;
use std::process::{Command, Output};

const ALL: [Algorithm; 7] = [
    Algorithm::Dot,
    Algorithm::Neato,
    Algorithm::Fdp,
    Algorithm::Sfdp,
    Algorithm::Circo,
    Algorithm::Twopi,
    Algorithm::Given,
];

fn embedded(dot: &str) -> Result<String, EngineError> {
    Engine::Embedded.layout(dot, Algorithm::Dot, Limits::default())
}

fn json(dot: &str) -> serde_json::Value {
    serde_json::from_str(&embedded(dot).unwrap()).unwrap()
}

/// A graph of pseudorandom edges, each with a label.
fn tangle(nodes: u64, edges: u64) -> String {
    let mut seed = 1_u64;
    let mut next = || {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) % nodes
    };
    let mut dot = String::from("digraph {\n");
    for edge in 0..edges {
        writeln!(dot, "{} -> {} [label=\"edge {edge}\"]", next(), next()).unwrap();
    }
    dot + "}"
}

#[test]
fn a_graph_gets_positions() {
    let json = json("digraph { a -> b [label=x] }");
    assert_eq!(json["objects"][1]["name"], "b");
    assert_eq!(json["objects"][1]["pos"], "27,18");
    assert!(json["edges"][0]["lp"].is_string());
}

#[test]
fn every_algorithm_is_there() {
    let dot = r#"digraph { a [pos="0,0"]; b [pos="90,45"]; a -> b }"#;
    for algorithm in ALL {
        let answer = Engine::Embedded.layout(dot, algorithm, Limits::default());
        assert!(answer.is_ok_and(|json| json.contains(r#""pos""#)), "{algorithm:?}");
    }
}

#[test]
fn labels_as_tables_have_the_size_they_ask_for() {
    let label = r#"<<TABLE BORDER="0" CELLBORDER="0" CELLPADDING="0" CELLSPACING="0"
        FIXEDSIZE="TRUE" WIDTH="WIDE" HEIGHT="30"><TR><TD></TD></TR></TABLE>>"#;
    let distance = |wide: &str| {
        let label = label.replace("WIDE", wide);
        let json = json(&format!("digraph {{ rankdir=LR; a -> b [label={label}] }}"));
        let bounds = json["bb"].as_str().unwrap().split(',').nth(2).unwrap().to_owned();
        bounds.parse::<f64>().unwrap()
    };
    assert!((distance("150") - distance("100") - 50.0).abs() < 0.01);
}

#[test]
fn the_same_bytes_twice() {
    let dot = tangle(12, 30);
    for algorithm in [Algorithm::Dot, Algorithm::Neato, Algorithm::Fdp, Algorithm::Sfdp] {
        let once = Engine::Embedded.layout(&dot, algorithm, Limits::default());
        assert!(once.is_ok());
        assert!(once == Engine::Embedded.layout(&dot, algorithm, Limits::default()));
    }
}

#[test]
fn hostile_graphs_are_refused_with_a_message() {
    for (dot, message) in [
        ("digraph { a -> }", "syntax error in line 1"),
        ("digraph {\n a [label=\"open }", "syntax error in line"),
        ("graph { a -> b }", "syntax error in line 1"),
        ("digraph { a [label=<<b>open>] }", "mismatched tag"),
        ("{}", "syntax error in line 1"),
        ("", "no graph found"),
        ("\0digraph { a }", "no graph found"),
        ("digraph { a:b:c:d:e -> f }", "syntax error"),
    ] {
        let Err(EngineError::Refused(said)) = embedded(dot) else {
            panic!("not refused: {dot}");
        };
        assert!(said.contains(message), "{dot}: {said}");
    }
}

#[test]
fn warnings_do_not_stop_a_layout() {
    let dot =
        "digraph { a [fontname=none, shape=unknown, image=\"none.png\", URL=x]; a -> b:nowhere }";
    assert!(embedded(dot).is_ok());
}

#[test]
fn an_endless_layout_ends() {
    let limits = Limits::default().with_fuel(300_000_000);
    let answer = Engine::Embedded.layout(&tangle(200, 1000), Algorithm::Dot, limits);
    assert_eq!(answer.err(), Some(EngineError::TooLarge));
}

#[test]
fn no_fuel_or_memory_is_too_large() {
    let little = Limits::default().with_fuel(1_000);
    let answer = Engine::Embedded.layout("digraph { a }", Algorithm::Dot, little);
    assert_eq!(answer.err(), Some(EngineError::TooLarge));
    for megabytes in [1, 17] {
        let small = Limits::default().with_memory(megabytes << 20);
        let answer = Engine::Embedded.layout(&tangle(50, 3_000), Algorithm::Dot, small);
        assert_eq!(answer.err(), Some(EngineError::TooLarge), "{megabytes}");
    }
}

#[test]
fn deep_nesting_does_not_break_the_host() {
    let deep = format!("digraph {{ {} a {} }}", "subgraph {".repeat(3_000), "}".repeat(3_000));
    let answer = embedded(&deep);
    assert!(!matches!(answer, Ok(ref json) if json.is_empty()));
}

#[test]
fn a_long_chain_is_laid_out() {
    let chain: String = (0..500).fold(String::new(), |dot, i| dot + &format!("{i} -> "));
    assert!(embedded(&format!("digraph {{ {chain} end }}")).is_ok());
}

/// Runs one test of this file alone, with what it prints kept.
fn alone(test: &str, path: &str) -> Output {
    let mut command = Command::new(env::current_exe().unwrap());
    let name = format!("engine::{test}");
    command.args(["--exact", &name, "--include-ignored", "--nocapture"]).env("PATH", path);
    let run = command.output().unwrap();
    let said = String::from_utf8_lossy(&run.stdout);
    assert!(said.contains("running 1 test\n"), "{name} is a test: {said}");
    run
}

#[test]
fn nothing_is_printed() {
    for test in ["warnings_do_not_stop_a_layout", "hostile_graphs_are_refused_with_a_message"] {
        let run = alone(test, "");
        assert!(run.status.success());
        assert_eq!(String::from_utf8_lossy(&run.stderr), "");
        let said = String::from_utf8_lossy(&run.stdout).into_owned();
        let harness = |line: &str| line.is_empty() || line.starts_with("running 1 test");
        let lines: Vec<_> = said.lines().filter(|line| !harness(line)).collect();
        assert!(lines.iter().all(|line| line.starts_with("test ")), "{lines:?}");
    }
}

#[test]
#[ignore = "runs through the next test, which hides every program"]
fn without_dot() {
    let answer = Engine::System.layout("digraph { a }", Algorithm::Dot, Limits::default());
    assert_eq!(answer, Err(EngineError::NotInstalled));
    assert!(EngineError::NotInstalled.to_string().contains("install it"));
}

#[test]
fn a_missing_dot_is_said() {
    assert!(alone("without_dot", "").status.success());
}

#[test]
fn an_installed_dot_answers_like_ours() {
    let dot = "digraph { a [label=\"\", width=1]; b; a -> b }";
    match Engine::System.layout(dot, Algorithm::Dot, Limits::default()) {
        Ok(json) => assert!(json.contains(r#""pos": "36,90""#), "{json}"),
        Err(error) => assert_eq!(error, EngineError::NotInstalled),
    }
    match Engine::System.layout("digraph {", Algorithm::Dot, Limits::default()) {
        Err(EngineError::Refused(said)) => assert!(said.contains("syntax error"), "{said}"),
        answer => assert_eq!(answer, Err(EngineError::NotInstalled)),
    }
}
