//! `convert`, as its users see it.

#![cfg(feature = "cli")]

mod program;

use std::fs;
use std::process::Stdio;

use program::{EXAMPLE, answer, file, folder, refusal, run, stancegraph, text};
use stancegraph::Format;

fn lossless() -> impl Iterator<Item = Format> {
    Format::ALL.into_iter().filter(|format| format.is_lossless())
}

#[test]
fn there_and_back_again_is_the_same_file() {
    let folder = folder();
    let canonical = answer(&["convert", EXAMPLE, "--to", "toml"]);
    for format in lossless() {
        let there = folder.path().join(format!("map-{format}.{}", format.extension()));
        let there = there.to_str().expect("a plain path");
        answer(&["convert", EXAMPLE, "-o", there, "--to", format.name()]);
        let back = answer(&["convert", there, "--from", format.name(), "--to", "toml"]);
        assert_eq!(back, canonical, "{format}");
        let found = run(&["convert", there, "--from", format.name(), "--to", "toml"]);
        assert_eq!(text(&found.stderr), "", "{format}");
    }
}

/// The extension decides, and the content where two formats have one.
#[test]
fn files_are_read_by_their_names() {
    let folder = folder();
    let canonical = answer(&["convert", EXAMPLE, "--to", "toml"]);
    for format in lossless() {
        let there = folder.path().join(format!("{format}.{}", format.extension()));
        let there = there.to_str().expect("a plain path");
        answer(&["convert", EXAMPLE, "-o", there, "--to", format.name()]);
        assert_eq!(answer(&["convert", there, "--to", "toml"]), canonical, "{format}");
        let agree = answer(&["align", there, "--format", "csv"]);
        assert_eq!(agree, answer(&["align", EXAMPLE, "--format", "csv"]), "{format}");
    }
}

#[test]
fn a_pipe_is_as_good_as_a_file() {
    let folder = folder();
    for format in lossless() {
        let there = run(&["convert", EXAMPLE, "--to", format.name()]).stdout;
        let path = folder.path().join("there");
        fs::write(&path, &there).expect("space");
        let input = fs::File::open(&path).expect("it is there");
        let back = stancegraph(&["convert", "-", "--from", format.name(), "--to", "toml"])
            .stdin(Stdio::from(input))
            .output()
            .expect("the program runs");
        assert_eq!(text(&back.stderr), "", "{format}");
        assert_eq!(text(&back.stdout), answer(&["convert", EXAMPLE, "--to", "toml"]), "{format}");
    }
}

#[test]
fn what_ends_with_gz_is_compressed() {
    let folder = folder();
    let path = folder.path().join("map.json.gz");
    let path = path.to_str().expect("a plain path");
    answer(&["convert", EXAMPLE, "-o", path]);
    assert!(fs::read(path).expect("it is there").starts_with(&[0x1f, 0x8b]));
    assert_eq!(
        answer(&["convert", path, "--to", "csv"]),
        answer(&["convert", EXAMPLE, "--to", "csv"])
    );
}

#[test]
fn what_cannot_be_is_said_with_the_way_out() {
    let folder = folder();
    let path = |name: &str| folder.path().join(name).to_str().expect("a plain path").to_owned();
    let said = |words: &[&str], wanted: &str| {
        let said = refusal(words);
        assert!(said.contains(wanted), "{words:?}: {said}");
    };
    said(&["convert", EXAMPLE], "-o FILE decides by its extension");
    said(&["convert", EXAMPLE, "-o", &path("map.docx")], "--to FORMAT");
    said(&["convert", EXAMPLE, "-o", &path("map")], "--to FORMAT");
    said(&["convert", EXAMPLE, "--to", "jsno"], "did you mean \"json\"?");
    said(&["convert", &path("none.csv"), "--to", "toml"], "none.csv");
}

/// A table that has faults gives no file, and leaves what stood there.
#[test]
fn what_has_faults_replaces_nothing() {
    let folder = folder();
    let broken = file(&folder, "broken.csv", "actor,label,issue\nann,mumbles about,tunnel\n");
    let target = file(&folder, "target.json", "what stood there");
    let output = run(&["convert", &broken, "-o", &target]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("broken.csv:2"), "{}", text(&output.stderr));
    assert_eq!(fs::read_to_string(&target).expect("it is there"), "what stood there");
}
