//! `draft` on the command line.

use std::fs;

use crate::shared::program::{answer, file, folder, json, refusal};

const MAP: &str = "[actors.peru]\nname = \"Peru\"\nkind = \"state\"\n\n[actors.chile]\nname = \"Chile\"\n\
    kind = \"state\"\n\n[issues.dam]\nname = \"Lake dam\"\n";

const REPORT: &str = "LIMA, 3 May 2024 (Post) - Peru opposes the lake dam.\n\n\
    Norway supports the lake dam.\n";

#[test]
fn it_proposes_and_writes_nothing_into_the_map() {
    let folder = folder();
    let (map, report) = (file(&folder, "map.toml", MAP), file(&folder, "report.txt", REPORT));
    let found = json(&["draft", &report, "--names", &map]);
    let drafts = &found["answer"]["texts"][0]["drafts"];
    assert_eq!(drafts[0]["actor"]["id"], "peru");
    assert_eq!(drafts[0]["target"]["id"], "dam");
    assert_eq!(drafts[0]["target_kind"], "issue");
    assert_eq!(drafts[0]["position"], "oppose");
    assert_eq!(drafts[0]["date"], "2024-05-03");
    assert_eq!(drafts[1]["actor"]["name"], "Norway");
    assert!(drafts[1]["actor"]["id"].is_null(), "the map does not have it");
    let (start, end) = (drafts[0]["start"].as_u64(), drafts[0]["end"].as_u64());
    let at = |place: Option<u64>| usize::try_from(place.expect("a number")).expect("small");
    assert_eq!(drafts[0]["quote"], REPORT[at(start)..at(end)]);
    assert_eq!(fs::read_to_string(&map).expect("still there"), MAP);
}

#[test]
fn every_form_and_the_options_arrive() {
    let folder = folder();
    let (map, report) = (file(&folder, "map.toml", MAP), file(&folder, "report.txt", REPORT));
    let other = file(&folder, "other.md", "\u{feff}Chile backs the lake dam.\n");
    let csv = answer(&["draft", &report, &other, "--names", &map, "--format", "csv"]);
    let mut lines = csv.lines();
    assert_eq!(
        lines.next(),
        Some(
            "text,paragraph,actor,actor_id,speaker,label,target,target_id,target_kind,toward,toward_id,\
             position,date,confidence,rule,quote"
        )
    );
    assert_eq!(lines.count(), 3, "{csv}");
    let table = answer(&["draft", &other, "--names", &map, "--published", "2024-05-06"]);
    assert!(table.contains("1 draft") && table.contains("2024-05-06"), "{table}");
    assert!(table.contains("nothing is written into a map"), "{table}");
    let md = answer(&["draft", &other, "--names", &map, "--format", "md"]);
    assert!(md.contains("| Chile |"), "{md}");
    let none = json(&["draft", &report, "--names", &map, "--least", "1"]);
    assert_eq!(none["answer"]["texts"][0]["drafts"], serde_json::json!([]));
    assert_ne!(none["answer"]["texts"][0]["omitted"], 0);
    assert!(answer(&["draft", &report]).contains("Peru"), "the tables of states have it");
}

#[test]
fn a_web_page_gives_its_text_and_its_day() {
    let folder = folder();
    let map = file(&folder, "map.toml", MAP);
    let page = "<html><head><title>Dam</title><meta property=\"article:published_time\" content=\"2024-05-03T08:00:00Z\">\
        </head><body><nav>Chile backs the lake dam.</nav><p>Peru <b>opposes</b> the lake&nbsp;dam.</p></body></html>";
    let page = file(&folder, "page.html", page);
    let found = json(&["draft", &page, "--names", &map]);
    let drafts = &found["answer"]["texts"][0]["drafts"];
    assert_eq!(drafts[0]["actor"]["id"], "peru");
    assert_eq!(drafts[0]["date"], "2024-05-03");
    assert_eq!(drafts.as_array().map(Vec::len), Some(1), "the navigation is no text: {drafts}");
    let found = json(&["draft", &page, "--names", &map, "--published", "2024-05-06"]);
    assert_eq!(found["answer"]["texts"][0]["drafts"][0]["date"], "2024-05-06");
}

#[test]
fn what_is_no_text_is_refused() {
    let folder = folder();
    let (map, report) = (file(&folder, "map.toml", MAP), file(&folder, "report.txt", REPORT));
    let binary = folder.path().join("report.docx");
    fs::write(&binary, b"PK\x03\x04\xff\xfe\0").expect("space");
    let said = refusal(&["draft", binary.to_str().expect("text")]);
    assert!(said.contains("report.docx: not a whole Word document"), "{said}");
    let latin = folder.path().join("latin.txt");
    fs::write(&latin, b"Peru\nopposes the caf\xe9.").expect("space");
    let said = refusal(&["draft", latin.to_str().expect("text")]);
    assert!(said.contains("latin.txt: line 2 is not UTF-8 text; save it in UTF-8"), "{said}");
    assert!(refusal(&["draft", "missing.txt"]).contains("missing.txt"));
    assert!(refusal(&["draft", &report, "--least", "2"]).contains("from 0 to 1"));
    assert!(refusal(&["draft", "-", "--names", "-"]).contains("only once"));
    assert!(refusal(&["draft", &report, "--evidence"]).contains("leave out --evidence"));
    for input in [&map, &report] {
        let said = refusal(&["draft", &report, "--names", &map, "--format", "csv", "-o", input]);
        assert!(said.contains("not overwritten"), "{said}");
    }
}
