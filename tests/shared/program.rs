//! Runs the program as a process.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Output, Stdio};

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

/// A command that serves, and the address that it prints.
pub fn serving(words: &[&str]) -> (Child, String) {
    let mut command = stancegraph(words);
    let command = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn().expect("it starts");
    let mut address = String::new();
    let out = child.stdout.take().expect("it is piped");
    BufReader::new(out).read_line(&mut address).expect("it prints its address");
    (child, address.trim().to_owned())
}

/// The host and the token of such an address.
pub fn host_and_token(address: &str) -> (String, String) {
    let rest = address.strip_prefix("http://").expect("an address");
    let (host, token) = rest.trim_end_matches('/').split_once('/').expect("a token");
    (host.to_owned(), token.to_owned())
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
