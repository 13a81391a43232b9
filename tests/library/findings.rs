//! What programs are told of faults: replacements mend the file.

use std::path::Path;

use stancegraph::error::{Faults, Finding, Findings};
use stancegraph::{Error, Format};

fn faults(format: Format, text: &str) -> Option<Faults> {
    match format.read(text.as_bytes()) {
        Ok(_) => None,
        Err(Error::Faults(faults)) => Some(faults),
        Err(error) => panic!("{error}"),
    }
}

/// The bytes from the start to the end of a finding: columns are in characters.
fn span(text: &str, finding: &Finding) -> std::ops::Range<usize> {
    let at = |line: Option<u32>, column: Option<u32>| {
        let before = line.expect("a line") as usize - 1;
        let start = text.split_inclusive('\n').take(before).map(str::len).sum::<usize>();
        let column = column.expect("a column") as usize - 1;
        let in_line = &text[start..];
        start + in_line.char_indices().nth(column).map_or(in_line.len(), |(byte, _)| byte)
    };
    at(finding.line, finding.column)..at(finding.end_line, finding.end_column)
}

/// The text with all replacements, the last first.
fn mended(text: &str, findings: &[Finding]) -> String {
    let mut text = text.to_owned();
    for finding in findings.iter().rev() {
        if let Some(replacement) = &finding.replacement {
            text.replace_range(span(&text, finding), replacement);
        }
    }
    text
}

#[test]
fn replacements_mend_a_file() {
    let toml = r#"
[actors."größe-1"]
name = "Ärztekammer"

[actors.ann]
nme = "Ann"

[issues.tax]

[[stances]]
actor = "größe-2"
issue = "taxx"
label = "oposes"
date = "29.04.2016"

[[stances]]
actor = 'an'
issue = "tax"
position = "opose"
"#;
    let csv = "actor,labl,issue,date\nann,opposes,tax,2016/04/29\n\"ann\",\"suports\",tax,\n";
    let json = r#"{"actors": {"ann": {}}, "issues": {"tax": {}}, "stances": [
        {"actor": "é", "label": "opposes", "issue": "tax"}, {"actor": "ann", "label": "opposes", "isue": "tax"}]}"#;
    let json = json.replace("\"é\"", "\"annn\"");
    for (format, text) in [(Format::Toml, toml), (Format::Csv, csv), (Format::Json, &json)] {
        let mut text = text.to_owned();
        // What comes behind a fault may only be found when that is mended.
        for _ in 0..3 {
            let Some(faults) = faults(format, &text) else { break };
            let findings = faults.findings();
            assert!(findings.iter().all(|it| it.replacement.is_some()), "{format}: {faults}");
            text = mended(&text, &findings);
        }
        assert!(
            faults(format, &text).is_none(),
            "{format}: {}\n{text}",
            faults(format, &text).unwrap()
        );
    }
}

/// Of every faulty file at hand: a replacement is for what stands there, and leaves one fault less.
#[test]
fn replacements_leave_fewer_faults() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/invalid");
    let mut replaced = 0;
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let format = match path.extension().and_then(|extension| extension.to_str()) {
            Some("toml") => Format::Toml,
            Some("json") => Format::Json,
            Some("csv") => Format::Csv,
            _ => continue,
        };
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        let Err(Error::Faults(faults)) = format.read(text.as_bytes()) else { continue };
        for finding in faults.findings().iter().filter(|finding| finding.replacement.is_some()) {
            let better = mended(&text, std::slice::from_ref(finding));
            let left = match format.read(better.as_bytes()) {
                Err(Error::Faults(left)) => left.findings(),
                _ => Vec::new(),
            };
            let is_left = |it: &Finding| (it.line, &it.message) == (finding.line, &finding.message);
            assert!(!left.iter().any(is_left), "{}: {finding:?}\n{better}", path.display());
            replaced += 1;
        }
    }
    assert!(replaced > 5, "{replaced}");
}

#[test]
fn what_is_not_the_whole_fix_is_left_to_people() {
    let text = |faults: &str| Format::Csv.read(faults.as_bytes()).expect_err("faults");
    // Two stances have the label; a date that may be two.
    for csv in [
        "actor,label,issue\nann,suports,tax\nbob,suports,tax\n",
        "actor,label,issue,date\nann,supports,tax,03/04/2016\n",
    ] {
        let Error::Faults(faults) = text(csv) else { panic!("faults") };
        assert_eq!(faults.findings()[0].replacement, None, "{csv}");
    }
}

#[test]
fn findings_are_read_back() {
    let faults = faults(Format::Csv, "actor,labl,issue\n").expect("an unknown column");
    let text = serde_json::to_string(&faults).expect("faults");
    let read: Findings = serde_json::from_str(&text).expect("the same");
    assert_eq!(read.findings, faults.findings());
    assert!(
        text.contains(r#""line":1,"column":7,"end_line":1,"end_column":11,"replacement":"label""#),
        "{text}"
    );
}

#[test]
fn names_that_look_like_one_are_one_finding_with_the_name_to_keep() {
    let csv = "actor,label,issue\nUnited States,supports,Deal\nUnited  States,supports,Deal\n\
        united states,supports,Deal\nUntied States,opposes,Deal\nU.S.,supports,deals\nFrance,opposes,Deal\n";
    let graph = Format::Csv.read(csv.as_bytes()).expect("it has no errors");
    let faults = Faults::new(graph.suspicions(None), graph.files().clone());
    let findings = faults.findings();
    let groups =
        findings.iter().map(|finding| finding.group.as_ref().expect("names look like one"));
    let groups = groups.map(|group| {
        let names = group.names.iter().map(|name| (name.name.as_str(), name.lines[0].line));
        (group.kind.as_str(), group.keep.as_str(), names.collect::<Vec<_>>())
    });
    let actors = vec![
        ("United States", 2),
        ("U.S.", 6),
        ("United  States", 3),
        ("Untied States", 5),
        ("united states", 4),
    ];
    let issues = vec![("Deal", 2), ("deals", 6)];
    let wanted = [("actor", "United States", actors), ("issue", "Deal", issues)];
    assert_eq!(groups.collect::<Vec<_>>(), wanted);
    let message = "\"Deal\" (lines 2, 3, 4 and more) and \"deals\" (line 6) look like one issue";
    assert_eq!(findings[1].message, message);
}

#[test]
fn the_commonest_name_is_kept_but_none_with_two_blanks() {
    let kept = |rows: &[&str]| {
        let rows =
            rows.iter().map(|actor| [actor, ",supports,Deal\n"].concat()).collect::<String>();
        let graph = Format::Csv.read(format!("actor,label,issue\n{rows}").as_bytes());
        let graph = graph.expect("it has no errors");
        let faults = Faults::new(graph.suspicions(None), graph.files().clone());
        let group = faults.findings().into_iter().find_map(|finding| finding.group);
        group.expect("names look like one").keep
    };
    assert_eq!(kept(&["Russia", "russia", "russia"]), "russia");
    assert_eq!(kept(&["North  Korea", "North  Korea", "north korea"]), "north korea");
    assert_eq!(kept(&["The Greens", "Greens", "GREENS"]), "Greens");
    assert_eq!(kept(&["US", "US", "United States"]), "US");
}
