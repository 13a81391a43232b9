//! Runs the program as a process.

use std::process::{Command, Output, Stdio};

use super::repository::root;

pub const EXAMPLE: &str = "examples/data/northeast-asia-2016.toml";

pub fn stancegraph(words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_stancegraph"));
    command.args(words).current_dir(root()).env_remove("NO_COLOR");
    command
}

pub fn run(words: &[&str]) -> Output {
    stancegraph(words).stdin(Stdio::null()).output().expect("the program runs")
}

pub fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("the program writes text")
}

/// The output of a command, which must end with this exit code.
pub fn ends(code: i32, words: &[&str]) -> String {
    let output = run(words);
    assert_eq!(output.status.code(), Some(code), "{words:?}: {}", text(&output.stderr));
    text(&output.stdout)
}

/// The answer of a command, which must succeed.
pub fn answer(words: &[&str]) -> String {
    ends(0, words)
}

/// The message of a command that fails.
pub fn refusal(words: &[&str]) -> String {
    let output = run(words);
    assert_eq!(output.status.code(), Some(2), "{words:?}: {}", text(&output.stdout));
    assert_eq!(text(&output.stdout), "", "{words:?} has no answer");
    text(&output.stderr)
}

/// A JSON answer, checked against the published schema.
pub fn json(words: &[&str]) -> serde_json::Value {
    json_that_ends(0, words)
}

pub fn json_that_ends(code: i32, words: &[&str]) -> serde_json::Value {
    let words = [words, &["--format", "json"]].concat();
    let found = serde_json::from_str(&ends(code, &words)).expect("JSON");
    let schema = serde_json::from_str(&answer(&["schema", "--answers"])).expect("JSON");
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    assert!(validator.is_valid(&found), "{words:?} fits no schema: {found:#}");
    found
}

/// A file in a folder that is deleted when the test ends.
pub fn file(folder: &tempfile::TempDir, name: &str, content: &str) -> String {
    let path = folder.path().join(name);
    std::fs::write(&path, content).expect("space");
    path.to_str().expect("a plain path").to_owned()
}

pub fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a folder")
}
