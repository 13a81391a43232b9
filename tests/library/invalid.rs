//! Invalid files: one fault in each, beside the expected message.
//!
//! `tests/data/invalid/<name>` lies beside `<name>.txt`; `STANCEGRAPH_RENEW=1 cargo test --test
//! library invalid::` writes the messages anew.

use std::fs;
use std::path::{Path, PathBuf};

use stancegraph::error::{Fault, Severity};
use stancegraph::format::Reader;
use stancegraph::{Error, Format};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/invalid")
}

/// The bad files, by name.
fn bad_files() -> Vec<PathBuf> {
    let entries = fs::read_dir(folder()).expect("the folder is there");
    let paths = entries.map(|entry| entry.expect("a folder can be listed").path());
    let is_bad = |path: &PathBuf| path.extension().is_some_and(|extension| extension != "txt");
    let mut paths = paths.filter(is_bad).collect::<Vec<_>>();
    paths.sort();
    paths
}

/// Reads a file under its name alone, so that messages do not depend on where the project lies.
fn faults(path: &Path) -> stancegraph::Faults {
    let name = path.file_name().expect("a file").to_string_lossy().into_owned();
    let bytes = fs::read(path).expect("the file can be read");
    match Reader::new().stream(name, std::io::Cursor::new(bytes)).read() {
        Err(Error::Faults(faults)) => faults,
        other => panic!("{} has to have a fault: {other:?}", path.display()),
    }
}

#[test]
fn every_bad_file_gives_its_message() {
    for path in bad_files() {
        let message = format!("{}\n", faults(&path));
        let wanted = PathBuf::from(format!("{}.txt", path.display()));
        if std::env::var_os("STANCEGRAPH_RENEW").is_some() {
            fs::write(&wanted, &message).expect("the message can be written");
        }
        let wanted = fs::read_to_string(&wanted).unwrap_or_default();
        assert_eq!(message, wanted, "{}", path.display());
    }
}

#[test]
fn every_bad_file_has_one_fault_and_a_place() {
    for path in bad_files() {
        let faults = faults(&path);
        let causes = faults.iter().map(|fault| fault.cause.to_string()).collect::<Vec<_>>();
        assert_eq!(causes.len(), 1, "{}: {causes:?}", path.display());
        let fault: &Fault = faults.iter().next().expect("there is one");
        assert_eq!(fault.cause.severity(), Severity::Error);
        assert!(fault.place.is_some_and(|place| place.line > 0), "{}", path.display());
    }
}

#[test]
fn ten_faults_of_one_file_are_reported_at_once() {
    let text = r#"
titel = "a"
[actors.ann]
kind = 1
[actors.bob]
part-of = "zoe"
[issues.tunnel]
[labels]
"wants" = "suport"
[[stances]]
actor = "anne"
label = "praises"
issue = "tunel"
[[stances]]
actor = "ann"
label = "muses about"
issue = "tunnel"
[[stances]]
actor = "ann"
label = "opposes"
issue = "tunnel"
date = "2016-02-30"
strength = 0
[[stances]]
label = "opposes"
issue = "tunnel"
"#;
    let Err(Error::Faults(faults)) = Format::Toml.read(text.as_bytes()) else {
        panic!("the text has faults")
    };
    let lines = faults.iter().map(|fault| fault.place.expect("a place").line);
    assert_eq!(lines.collect::<Vec<_>>(), [2, 4, 6, 9, 11, 13, 16, 22, 23, 24]);
}

#[test]
fn faults_of_all_files_of_a_folder_are_reported_at_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).expect("space");
    write("a.toml", "titel = \"a\"");
    write("b.json", "{ \"titel\": \"b\" }");
    write("c.toml", "[actors.ann]\n");
    write("notes.txt", "not ours");
    write(".hidden.toml", "titel = 1");
    let Err(Error::Faults(faults)) = Reader::new().path(folder.path()).read() else {
        panic!("two files have faults")
    };
    let name = |fault: &Fault| {
        let place = fault.place.expect("a place");
        let name = faults.files().name(place.file).to_owned();
        Path::new(&name).file_name().expect("a name").to_string_lossy().into_owned()
    };
    assert_eq!(faults.iter().map(name).collect::<Vec<_>>(), ["a.toml", "b.json"]);
}

#[test]
fn a_folder_without_files_and_a_file_that_is_not_there_are_said_so() {
    let folder = tempfile::tempdir().expect("a folder");
    let empty = Reader::new().path(folder.path()).read();
    assert!(matches!(empty, Err(Error::EmptyFolder { .. })), "{empty:?}");
    let absent = Reader::new().path(folder.path().join("absent.toml")).read();
    assert!(matches!(absent, Err(Error::Io { .. })), "{absent:?}");
    let text = folder.path().join("map.docx");
    std::fs::write(&text, "no network").expect("space");
    let unknown = Reader::new().path(text).read();
    assert!(matches!(unknown, Err(Error::UnknownFormat { .. })), "{unknown:?}");
}

#[test]
fn windows_line_ends_and_a_byte_order_mark_are_no_fault() {
    let text = "\u{feff}[actors.ann]\r\n[issues.tunnel]\r\n[[stances]]\r\nactor = \"ann\"\r\n\
                label = \"opposes\"\r\nissue = \"tunnel\"\r\n";
    let graph = Format::Toml.read(text.as_bytes()).expect("the text has no faults");
    assert_eq!(graph.stance_count(), 1);
}

#[test]
fn depth_without_end_is_refused_and_overflows_nothing() {
    for (format, open) in [(Format::Json, "["), (Format::Json, "{\"a\":"), (Format::Toml, "[")] {
        let start = if format == Format::Toml { "a = " } else { "" };
        let text = format!("{start}{}", open.repeat(100_000));
        let read = format.read(text.as_bytes());
        assert!(matches!(read, Err(Error::Faults(_))), "{format} {open}");
    }
    let dotted = format!("{}a = 1", "a.".repeat(100_000));
    assert!(matches!(Format::Toml.read(dotted.as_bytes()), Err(Error::Faults(_))));
}

/// What a broken file may have declared is not reported as unknown.
#[test]
fn a_broken_file_makes_no_faults_elsewhere() {
    let stances = "[[stances]]\nactor = \"ann\"\nlabel = \"muses about\"\nissue = \"tunnel\"\n";
    let broken: [(&str, &[u8]); 7] = [
        ("a.json", b"{ \"actors\": { \"ann\": {} }, \"issues\": "),
        ("a.toml", b"[actors.ann\n[issues.tunnel]\n[labels]\n\"muses about\" = \"support\"\n"),
        ("a.toml", b"[actors.ann]\n# caf\xe9\n"),
        ("a.toml", b"actors = [\"ann\"]\n"),
        ("a.toml", b"actors.anne = { aliases = \"ann\" }\n"),
        ("a.toml", b"issues.tunnel = \"a tunnel\"\n"),
        ("a.toml", b"[actors.ann]\n[issues.tunnel]\n[labels]\n\"muses about\" = \"suport\"\n"),
    ];
    for (name, bytes) in broken {
        let reader = Reader::new().stream("b.toml", stances.as_bytes()).stream(name, bytes);
        let Err(Error::Faults(faults)) = reader.read() else { panic!("{name} is broken") };
        assert_eq!(faults.iter().count(), 1, "{faults}");
        let place = faults.iter().next().and_then(|fault| fault.place).expect("a place");
        assert_eq!(faults.files().name(place.file), name);
    }
}

/// Files and folders of the project, but for what is built and hidden.
fn names_below(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder can be listed") {
        let path = entry.expect("a folder can be listed").path();
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        if name.starts_with('.') || name == "target" {
            continue;
        }
        if path.is_dir() {
            names_below(&path, found);
        }
        found.push(path);
    }
}

/// Whether Windows has a file of this name.
fn exists_on_windows(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().trim_end().to_lowercase();
    let is_numbered = |device: &str| {
        let number = stem.strip_prefix(device).filter(|rest| rest.chars().count() == 1);
        number.is_some_and(|digit| "0123456789¹²³".contains(digit))
    };
    let is_device = ["con", "prn", "aux", "nul", "conin$", "conout$"].contains(&stem.as_str())
        || is_numbered("com")
        || is_numbered("lpt");
    let is_plain = |c: char| !c.is_control() && !r#"<>:"/\|?*"#.contains(c);
    !is_device && name.chars().all(is_plain) && !name.ends_with(['.', ' '])
}

#[test]
fn the_project_can_be_checked_out_on_windows() {
    for name in ["nul.toml", "CON", "com1.txt", "aux.rs", "a?.csv", "a.", "lpt¹.b"] {
        assert!(!exists_on_windows(name), "{name}");
    }
    assert!(exists_on_windows("null.toml") && exists_on_windows("common.rs"));
    let mut paths = Vec::new();
    names_below(Path::new(env!("CARGO_MANIFEST_DIR")), &mut paths);
    assert!(paths.len() > 100, "the project is found");
    let mut in_lower_case = std::collections::BTreeMap::new();
    for path in &paths {
        let name = path.file_name().expect("a name").to_string_lossy();
        assert!(exists_on_windows(&name), "{}", path.display());
        let other = in_lower_case.insert(path.to_string_lossy().to_lowercase(), path);
        assert_eq!(other, None, "{} differs by case alone", path.display());
    }
}
