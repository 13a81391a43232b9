//! Files as they come: compressed, of other systems, too large, cut off, or not there.

use std::fs;
use std::io::Write;
use std::path::Path;

use flate2::Compression;
use flate2::write::GzEncoder;
use stancegraph::format::{Limits, Reader};
use stancegraph::{Error, Format, StanceGraph};

const MAP: &str = "[actors.ann]\n[issues.tunnel]\n[[stances]]\nactor = \"ann\"\n\
                   label = \"opposes\"\nissue = \"tunnel\"\n";

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::default());
    gzip.write_all(bytes).expect("memory takes everything");
    gzip.finish().expect("memory takes everything")
}

fn read(folder: &Path, files: &[(&str, &[u8])]) -> Result<StanceGraph, Error> {
    for (name, bytes) in files {
        fs::write(folder.join(name), bytes).expect("space");
    }
    Reader::new().path(folder).read()
}

fn faults(read: Result<StanceGraph, Error>) -> String {
    match read {
        Err(Error::Faults(faults)) => faults.to_string(),
        other => panic!("there have to be faults: {other:?}"),
    }
}

#[test]
fn a_folder_is_one_graph_whatever_its_files_are() {
    let folder = tempfile::tempdir().expect("a folder");
    let json = br#"{ "actors": { "bob": {} }, "stances": [
        { "actor": "bob", "label": "supports", "issue": "tunnel" }] }"#;
    let stances = b"actor,label,issue\ncem,opposes,tunnel\n";
    let graph = read(
        folder.path(),
        &[("c.csv.gz", &gzip(stances)), ("b.json", json), ("a.toml.gz", &gzip(MAP.as_bytes()))],
    );
    let graph = graph.expect("the files have no faults");
    let actors = graph.actors().iter().map(|actor| actor.id.as_str());
    assert_eq!(actors.collect::<Vec<_>>(), ["ann", "bob", "cem"]);
    assert_eq!(graph.stance_count(), 3);
    assert_eq!(graph.files().len(), 3);
}

#[test]
fn what_does_not_belong_to_a_folder_is_left_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir(folder.path().join("old.toml")).expect("space");
    fs::write(folder.path().join("old.toml/b.toml"), "broken").expect("space");
    let broken: &[u8] = b"broken \xff";
    let graph = read(
        folder.path(),
        &[
            ("a.toml", MAP.as_bytes()),
            (".a.toml.swp", broken),
            (".b.toml", broken),
            ("readme.md", broken),
            ("stancegraph.schema.json", broken),
        ],
    );
    assert_eq!(graph.expect("one file counts").files().len(), 1);
}

#[test]
#[cfg(unix)]
fn a_link_to_nowhere_is_named() {
    let folder = tempfile::tempdir().expect("a folder");
    std::os::unix::fs::symlink("nowhere", folder.path().join("b.toml")).expect("links are there");
    let Err(Error::Io { path, .. }) = read(folder.path(), &[("a.toml", MAP.as_bytes())]) else {
        panic!("the file cannot be read")
    };
    assert!(path.ends_with("b.toml"));
}

#[test]
fn a_compressed_file_that_is_cut_off_is_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let bytes = gzip(MAP.repeat(100).as_bytes());
    for end in [3, 12, bytes.len() - 9, bytes.len() - 1] {
        for name in ["a.toml", "a.csv.gz"] {
            let path = folder.path().join(name);
            fs::write(&path, &bytes[..end]).expect("space");
            let read = Reader::new().path(&path).read();
            let Err(Error::Io { path, .. }) = read else { panic!("{name} {end}: {read:?}") };
            assert!(path.ends_with(name));
        }
    }
}

#[test]
fn several_compressed_parts_are_one_file() {
    let (first, second) = MAP.split_at(20);
    let bytes = [gzip(first.as_bytes()), gzip(second.as_bytes())].concat();
    assert_eq!(Format::Toml.read(bytes.as_slice()).expect("no faults").stance_count(), 1);
}

#[test]
fn every_limit_gives_a_fault_with_its_place() {
    let limits = Limits::default();
    let long = format!("{MAP}note = \"{}\"\n", "x".repeat(2000));
    let deep = "[actors.ann.attributes]\nx = [[[[[[[[]]]]]]]]\n";
    for (limits, name, text, wanted) in [
        (limits.with_document(50), "a.toml", MAP, "a.toml:1: error: the file is larger"),
        (limits.with_document(50), "a.json", MAP, "a.json:1: error: the file is larger"),
        (limits.with_field_length(1000), "a.toml", &long, "a.toml:7:8: error: a text is"),
        (limits.with_depth(8), "a.toml", deep, "a.toml:1:1: error: the depth of the file"),
        (limits.with_files(0), "a.toml", MAP, "error: the input is larger than 0 files"),
    ] {
        let reader =
            Reader::new().limits(limits).stream(name, std::io::Cursor::new(text.to_owned()));
        let said = faults(reader.read());
        assert!(said.starts_with(wanted), "{said}");
        assert_eq!(said.lines().count(), 1, "{said}");
    }
}

#[test]
fn a_bomb_is_refused_before_it_explodes() {
    let bomb = gzip(&vec![b'#'; 64 << 20]);
    assert!(bomb.len() < 1 << 20);
    let limits = Limits::default().with_document(1 << 20);
    let read = Reader::new().limits(limits).stream("a.toml.gz", std::io::Cursor::new(bomb)).read();
    assert_eq!(faults(read), "a.toml.gz:1: error: the file is larger than 1048576 bytes");
}

#[test]
fn files_of_nothing_are_graphs_of_nothing() {
    for text in ["", "\n", "# only\n# comments", "\u{feff}", "\u{feff}# mark\r\n"] {
        let graph = Format::Toml.read(text.as_bytes()).expect(text);
        assert_eq!((graph.stance_count(), graph.actors().len()), (0, 0));
    }
    assert_eq!(Format::Json.read("{}".as_bytes()).expect("no faults").stance_count(), 0);
    assert_eq!(faults(Format::Json.read("\u{feff}".as_bytes())).lines().count(), 1);
}

#[test]
fn other_encodings_are_no_text_unless_a_mark_says_so() {
    let utf16 = MAP.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>();
    for format in [Format::Toml, Format::Json] {
        let said = faults(format.read(&b"# caf\xe9\n"[..]));
        assert!(said.starts_with("input:1"), "{said}");
        assert!(said.contains("not UTF-8 text"), "{said}");
    }
    let without_mark = faults(Format::Toml.read(utf16.as_slice()));
    assert!(without_mark.starts_with("input:1:"), "{without_mark}");
    let marked = Format::Toml.read([b"\xff\xfe".as_slice(), &utf16].concat().as_slice());
    let plain = Format::Toml.read(MAP.as_bytes()).expect("no faults");
    assert_eq!(marked.expect("no faults").document(), plain.document());
}

/// A file that never ends a line costs no more than one that does.
#[test]
fn one_long_line_is_read_like_many() {
    let stance = r#"{ "actor": "ann", "label": "opposes", "issue": "tunnel", "note": "ü" }"#;
    let stances = vec![stance; 20_000].join(", ");
    let text = format!(
        r#"{{ "actors": {{ "ann": {{}} }}, "issues": {{ "tunnel": {{}} }}, "stances": [{stances}, 7] }}"#
    );
    let said = faults(Format::Json.read(text.as_bytes()));
    let column = text.chars().count() - 3;
    assert!(said.starts_with(&format!("input:1:{column}: error: ")), "{said}");
}
