//! `convert` on the command line.

use std::fs;
use std::process::Stdio;

use crate::shared::program::{EXAMPLE, answer, file, folder, refusal, run, stancegraph, text};
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

/// All flags of tables arrive.
#[test]
fn tables_of_others_are_read_by_flags() {
    let folder = folder();
    let table = "party;seats;year;tunnel;ferry\nGr\u{fc}ne and Linke;51;1998;9;-\n";
    let table = table.chars().map(|c| u8::try_from(c).expect("Latin-1")).collect::<Vec<_>>();
    let path = folder.path().join("wide.csv");
    fs::write(&path, table).expect("space");
    let path = path.to_str().expect("a plain path");
    let parties = file(&folder, "parties.csv", "party,title\nLinke,The Left\n");
    let join = format!("actor:party={parties}");
    let words = [
        "convert",
        path,
        "--to",
        "csv",
        "--wide",
        "--map",
        "actor=party,date=year",
        "--ignore",
        "seats",
        "--split",
        "actor=\" and \"",
        "--scale",
        "0:10",
        "--missing",
        "-",
        "--delimiter",
        "semicolon",
        "--encoding",
        "latin1",
        "--join",
        &join,
        "--join-map",
        "actor.name=title",
    ];
    let found = run(&words);
    assert_eq!(
        text(&found.stderr).trim(),
        format!("warning: left out of {path}: 1 keys without a row in {parties}: Grüne")
    );
    assert_eq!(
        text(&found.stdout),
        "record,id,actor,label,issue,position,strength,date,name\n\
         actor,Linke,,,,,,,The Left\n\
         ,,Grüne,supports,tunnel,support,0.8,1998,\n\
         ,,Linke,supports,tunnel,support,0.8,1998,\n"
    );
    let votes = file(&folder, "votes.csv", "country,rcid,vote\nNA,7,yes\n");
    let calls = file(&folder, "calls.csv", "rcid,date,descr\n7,1999-01-02,Peace\n");
    let graph =
        answer(&["convert", &votes, "--preset", "un-votes", "--join", &calls, "--to", "toml"]);
    assert!(
        graph.contains("description = \"Peace\"") && graph.contains("date = 1999-01-02"),
        "{graph}"
    );
    let mapping = file(&folder, "a.mapping.toml", "[values]\nyes = \"oppose\"\n");
    let words = ["convert", &votes, "--mapping", &mapping, "--preset", "un-votes", "--to", "csv"];
    assert!(answer(&words).contains("NA,opposes,7"), "{}", answer(&words));
    let said = refusal(&["show", &votes, "--preset", "unvotes"]);
    assert!(said.contains("did you mean \"un-votes\"?"), "{said}");
}

#[test]
fn a_scale_alone_is_that_of_a_picture() {
    let folder = folder();
    let path = |name: &str| folder.path().join(name).to_str().expect("a plain path").to_owned();
    let draw = |name: &str, scale: &str| {
        answer(&["draw", EXAMPLE, "-q", "-o", &path(name), "--scale", scale]);
        let png = fs::read(path(name)).expect("it is drawn");
        u32::from_be_bytes(png[16..20].try_into().expect("four bytes"))
    };
    assert_eq!(draw("one.png", "1") * 3, draw("three.png", "3"));
    let refused = |name: &str, scale: &str| {
        refusal(&["draw", EXAMPLE, "-q", "-o", &path(name), "--scale", scale])
    };
    assert!(refused("huge.png", "1000").contains("use a scale of at most"));
    assert!(refused("none.png", "0").contains("write a number above 0"));
    assert!(refused("none.svg", "3").contains("is for the pixels of a .png"));
    assert!(!folder.path().join("huge.png").exists());
}

/// What is in a folder and not read is said.
#[test]
fn other_files_of_a_folder_are_named() {
    let folder = folder();
    file(&folder, "a.csv", "actor,label,issue\nann,opposes,tunnel\n");
    file(&folder, "b.graphml", "");
    file(&folder, "notes.txt", "");
    let found = run(&["show", folder.path().to_str().expect("a plain path")]);
    assert_eq!(found.status.code(), Some(0));
    let said = text(&found.stderr);
    assert!(
        said.contains(": 1 files that are read alone, and not in a folder: b.graphml"),
        "{said}"
    );
}
