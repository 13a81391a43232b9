//! Small files that would become large ones: each is refused while it is read, in little memory.

use std::fs;
use std::io::{Cursor, Read, Write};
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use crate::shared::program::stancegraph;
use flate2::Compression;
use flate2::write::GzEncoder;
use zip::write::SimpleFileOptions;

/// How much memory a refusal may take, in MB.
const MEMORY: usize = 200;

/// How long one may take at most on a machine where other tests run; a release build needs less than two
/// seconds.
const PATIENCE: Duration = Duration::from_mins(2);

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    gzip.write_all(bytes).expect("memory takes everything");
    gzip.finish().expect("memory takes everything")
}

/// Some text, and then a gigabyte of another one, again and again: several streams of gzip are one.
fn endless(begin: &str, more: &str) -> Vec<u8> {
    let piece = gzip(more.repeat((1 << 20) / more.len()).as_bytes());
    let mut bytes = gzip(begin.as_bytes());
    (0..1_024).for_each(|_| bytes.extend_from_slice(&piece));
    bytes
}

/// Some text, and then so many MB of another one, as it is.
fn long(begin: &str, more: &str, megabytes: usize) -> Vec<u8> {
    [begin, &more.repeat((megabytes << 20) / more.len())].concat().into_bytes()
}

/// A workbook with these texts that cells share and these rows.
fn workbook(texts: &str, rows: &str) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006/relationships";
    let related = |name: &str, kind: &str, id: &str| {
        format!("<Relationship Id=\"{id}\" Type=\"{office}/{kind}\" Target=\"{name}\"/>")
    };
    let relations = |all: &str| format!("<Relationships xmlns=\"{package}\">{all}</Relationships>");
    let sheets = "<sheets><sheet name=\"a\" sheetId=\"1\" r:id=\"r1\"/></sheets>";
    let parts = [
        ("[Content_Types].xml", "<Types/>".to_owned()),
        ("_rels/.rels", relations(&related("xl/workbook.xml", "officeDocument", "r1"))),
        (
            "xl/workbook.xml",
            format!("<workbook xmlns=\"{main}\" xmlns:r=\"{office}\">{sheets}</workbook>"),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            relations(
                &[
                    related("worksheets/sheet1.xml", "worksheet", "r1"),
                    related("sharedStrings.xml", "sharedStrings", "r2"),
                ]
                .concat(),
            ),
        ),
        ("xl/sharedStrings.xml", format!("<sst xmlns=\"{main}\">{texts}</sst>")),
        (
            "xl/worksheets/sheet1.xml",
            format!("<worksheet xmlns=\"{main}\"><sheetData>{rows}</sheetData></worksheet>"),
        ),
    ];
    for (name, content) in parts {
        zip.start_file(name, SimpleFileOptions::default()).expect("a file");
        zip.write_all(content.as_bytes()).expect("memory takes everything");
    }
    zip.finish().expect("an archive").into_inner()
}

const ROW: &str = "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row>";

/// A cell of a row, with its text in it.
fn cell(place: &str, text: &str) -> String {
    format!("<c r=\"{place}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
}

/// The name of each, how it is read, and its bytes.
fn bombs() -> Vec<(&'static str, &'static [&'static str], Vec<u8>)> {
    let zeros = endless("", "\0");
    let none: &[&str] = &[];
    let graphml = "<graphml><graph edgedefault=\"directed\">";
    let entities = "<!DOCTYPE a [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]>\
                    <graphml>&b;</graphml>";
    let header = "actor,issue,position\n";
    let event = format!("1\t20160429\t{}\n", ["x"; 59].join("\t"));
    let wide = |row: usize| format!("<row r=\"{row}\">{}</row>", cell(&format!("A{row}"), "x"));
    let wide = (2..60_000).map(wide).collect::<String>();
    let wide_header = format!("<row r=\"1\">{}{}</row>", cell("A1", "actor"), cell("XFD1", "b"));
    let far_header = format!("<row r=\"1\">{}{}</row>", cell("A1", "actor"), cell("ZZZZZ1", "b"));
    vec![
        ("zeros.toml.gz", none, zeros.clone()),
        ("zeros.csv.gz", none, zeros.clone()),
        ("zeros.json.gz", none, zeros.clone()),
        ("zeros.html.gz", none, zeros.clone()),
        ("zeros.xlsx.gz", none, [gzip(b"PK\x03\x04"), zeros.clone()].concat()),
        ("zeros.parquet.gz", none, [gzip(b"PAR1"), zeros.clone()].concat()),
        ("zeros.dna.gz", none, [gzip(b"SQLite format 3\0"), zeros].concat()),
        ("header.csv.gz", none, endless("actor", ",a")),
        ("quoted.csv.gz", none, endless("actor,issue,position\n\"", "x")),
        ("quotes.csv.gz", none, endless("actor,issue,position\n\"", "\"\"")),
        ("heads.csv.gz", none, endless("", "#map actor=a\n")),
        ("heads.csv", none, long("", "#missing NA\n", 4)),
        ("rows.csv.gz", none, endless(header, "a,b,support\n")),
        ("columns.csv", none, long("actor", ",a", 8)),
        ("deep.json.gz", none, endless("", "[")),
        ("deep.json", none, long("", "[", 4)),
        ("string.json.gz", none, endless("{\"title\": \"", "x")),
        ("array.json.gz", none, endless("{\"stances\": [1", ",1")),
        ("array.json", none, long("{\"stances\": [1", ",1", 12)),
        ("nodes.json.gz", none, endless("{\"nodes\": [{\"id\": 1}", ",{\"id\": 1}")),
        ("line.jsonl.gz", none, endless("{\"actor\": \"", "x")),
        (
            "lines.jsonl.gz",
            none,
            endless("", "{\"actor\":\"a\",\"label\":\"opposes\",\"issue\":\"b\"}\n"),
        ),
        ("key.toml", none, long("a", ".a", 4)),
        ("array.toml", none, long("x = [1", ",1", 12)),
        ("lines.toml", none, long("", "x\n", 4)),
        ("name.toml.gz", none, endless("[actors.\"", "x")),
        ("entities.graphml", none, entities.into()),
        ("deep.graphml.gz", none, endless("", "<a>")),
        ("elements.graphml.gz", none, endless(graphml, "<node/>")),
        ("elements.graphml", none, long(graphml, "<a/>", 12)),
        ("attribute.graphml.gz", none, endless("<graphml a=\"", "x")),
        ("spells.gexf.gz", none, endless("<gexf><graph><spells>", "<spell/>")),
        ("vertices.net", none, b"*Vertices 1000000000000\n*Arcs\n1 2 1\n".into()),
        ("n.dl", none, b"dl n=1000000000 format=fullmatrix\ndata:\n1 0 1\n".into()),
        ("nested.dot", none, long("digraph", " { subgraph ", 4)),
        ("nodes.dot", none, long("digraph { ", "a;", 2)),
        ("events.tsv.gz", &["--read-as", "gdelt"], endless("", &event)),
        ("event.tsv.gz", &["--read-as", "gdelt"], endless("", "1\t")),
        ("texts.xlsx", none, workbook(&"<si><t>a</t></si>".repeat(1_500_000), ROW)),
        ("text.xlsx", none, workbook(&format!("<si><t>{}</t></si>", "x".repeat(24 << 20)), ROW)),
        ("cells.xlsx", none, workbook("", &"<row><c/></row>".repeat(1_500_000))),
        ("wide.xlsx", none, workbook("", &(wide_header + &wide))),
        ("far.xlsx", none, workbook("", &far_header)),
    ]
}

/// What is said of a file, and the most memory that it took, in MB.
fn refused(name: &str, child: &mut Child) -> (String, usize) {
    let status = format!("/proc/{}/status", child.id());
    let (mut peak, begin) = (0, Instant::now());
    let ended = loop {
        let status = fs::read_to_string(&status).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kilobytes =
            line.and_then(|line| line.trim().strip_suffix(" kB")?.parse::<usize>().ok());
        peak = peak.max(kilobytes.unwrap_or(0) / 1_024);
        if let Some(ended) = child.try_wait().expect("it was begun") {
            break ended;
        }
        if begin.elapsed() > PATIENCE {
            child.kill().expect("it was begun");
            panic!("{name} takes too long");
        }
        std::thread::sleep(Duration::from_millis(2));
    };
    let mut said = String::new();
    let mut stderr = child.stderr.take().expect("it is read");
    stderr.read_to_string(&mut said).expect("text");
    assert_eq!(ended.code(), Some(2), "{name}: {said}");
    (said, peak)
}

#[test]
fn every_bomb_is_refused_in_little_memory() {
    let folder = tempfile::tempdir().expect("a folder");
    let bombs = bombs();
    assert!(bombs.len() > 40);
    let mut large = Vec::new();
    for (name, flags, bytes) in bombs {
        let path = folder.path().join(name);
        fs::write(&path, bytes).expect("space");
        let words = [&["show", path.to_str().expect("a name in UTF-8")], flags].concat();
        let mut command = stancegraph(&words);
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
        let begin = Instant::now();
        let (said, peak) = refused(name, &mut command.spawn().expect("it begins"));
        println!("{name}: {peak} MB, {:?}: {}", begin.elapsed(), said.lines().next().unwrap_or(""));
        assert!(said.contains("error") && said.contains(name), "{name}: {said}");
        assert!(said.len() < 400_000, "{name} says {} bytes", said.len());
        if peak > MEMORY {
            large.push((name, peak));
        }
        fs::remove_file(&path).expect("it was written");
    }
    assert!(large.is_empty(), "more than {MEMORY} MB: {large:?}");
}

/// Rows of which every one is wrong: what is said of them stays short, and quick, and needs little memory.
fn rotten() -> Vec<(&'static str, &'static str, String)> {
    let rows = |header: &str, row: &dyn Fn(usize) -> String, count: usize| {
        let rows = (0..count).map(row).collect::<String>();
        format!("{header}{rows}")
    };
    let edge = |number: usize| {
        format!(",{{\"source\":\"n{number}\",\"target\":\"m{number}\",\"sign\":1}}")
    };
    let edges = rows("", &edge, 40_000);
    let links = edges.trim_start_matches(',');
    vec![
        (
            "fields.jsonl",
            "9,900 more up to where reading stopped",
            rows("", &|_| "{\"x\":1}\n".into(), 2_000_000),
        ),
        (
            "dates.csv",
            "may be 2016-04-03 or 2016-03-04",
            rows("actor,issue,position,date\n", &|_| "a,b,support,03/04/2016\n".into(), 300_000),
        ),
        (
            "labels.csv",
            "299,900 more",
            rows("actor,issue,label\n", &|number| format!("a,b,zork{number}\n"), 300_000),
        ),
        (
            "ends.json",
            "79,900 more",
            format!("{{\"directed\":true,\"nodes\":[{{\"id\":\"a\"}}],\"links\":[{links}]}}"),
        ),
    ]
}

#[test]
fn a_file_of_faults_alone_is_refused_in_little_memory() {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, wanted, text) in rotten() {
        let path = folder.path().join(name);
        fs::write(&path, text).expect("space");
        let mut command = stancegraph(&["show", path.to_str().expect("a name in UTF-8")]);
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
        let begin = Instant::now();
        let (said, peak) = refused(name, &mut command.spawn().expect("it begins"));
        println!("{name}: {peak} MB, {:?}", begin.elapsed());
        assert!(said.contains(wanted), "{name}: {}", said.lines().last().unwrap_or_default());
        assert!(peak <= MEMORY, "{name}: {peak} MB");
    }
}

/// So many actors on one issue.
fn crowd(count: usize) -> String {
    let rows =
        (0..count).map(|number| format!("a{number},i,{}\n", ["support", "oppose"][number % 2]));
    rows.fold("actor,issue,position\n".to_owned(), |text, row| text + &row)
}

#[test]
fn too_many_ties_are_refused_before_they_are_made() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("crowd.csv");
    fs::write(&path, crowd(9_000)).expect("space");
    let mut command = stancegraph(&["blocs", path.to_str().expect("a name in UTF-8")]);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
    let (said, peak) = refused("crowd.csv", &mut command.spawn().expect("it begins"));
    assert!(said.contains("more than 20,000,000 ties"), "{said}");
    assert!(peak <= MEMORY, "{peak} MB");
}

#[test]
fn a_picture_of_a_crowd_is_drawn_without_a_list_of_all_pairs() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name| folder.path().join(name).to_str().expect("a name in UTF-8").to_owned();
    let (crowded, few, picture) = (path("crowd.csv"), path("few.csv"), path("crowd.svg"));
    fs::write(&crowded, crowd(9_000)).expect("space");
    fs::write(&few, crowd(9)).expect("space");
    let said = |file: &str| {
        let words = ["draw", file, "--view", "issues", "-o", &picture];
        let output = stancegraph(&words).output().expect("it runs");
        assert!(output.status.success());
        String::from_utf8([output.stdout, output.stderr].concat()).expect("text")
    };
    let crowd = said(&crowded);
    assert!(crowd.contains("the alignments are not listed: up to 40 million pairs"), "{crowd}");
    assert!(said(&few).contains("20 pairs"));
}
