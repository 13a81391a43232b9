//! `diff` on the command line.

use crate::shared::program::{EXAMPLE, answer, ends, file, folder, json_that_ends, refusal};

const OLD: &str = "\
title = 'Crossing'
actors.ann = { name = 'Ann', kind = 'person' }
actors.bob = {}
actors.gus = {}
issues.tunnel = {}
issues.ferry = {}
sources.press = { title = 'Gazette' }
stances = [
  { actor = 'ann', label = 'supports', issue = 'tunnel', date = 2015-03-01, source = 'press', note = 'in pasing' },
  { actor = 'bob', label = 'supports', issue = 'tunnel', date = 2015-03-01, source = 'press' },
  { id = 'b-ferry', actor = 'bob', label = 'opposes', issue = 'ferry', date = 2015-04-01 },
]
";

const NEW: &str = "\
title = 'Crossing'
actors.ann = { name = 'Ann', kind = 'minister', attributes = { party = 'Blue' } }
actors.bob = {}
actors.cem = {}
issues.tunnel = {}
issues.ferry = {}
sources.press = { title = 'Gazette' }
stances = [
  { actor = 'ann', label = 'supports', issue = 'tunnel', date = 2015-03-01, source = 'press', note = 'in passing' },
  { actor = 'bob', label = 'opposes', issue = 'tunnel', date = 2015-03-01, source = 'press' },
  { id = 'b-ferry', actor = 'bob', label = 'opposes', issue = 'ferry', date = 2015-05-01 },
  { actor = 'cem', label = 'supports', issue = 'ferry', date = 2016-04-01 },
]
";

fn files(folder: &tempfile::TempDir) -> [String; 2] {
    [file(folder, "old.toml", OLD), file(folder, "new.toml", NEW)]
}

const WANTED: &str = "\
what,change,name,field,old,new,id
actor,edited,Ann,attributes.party,,Blue,ann
actor,edited,Ann,kind,person,minister,ann
actor,added,cem,,,,cem
actor,removed,gus,,,,gus
stance,edited,Ann supports tunnel (2015-03-01),note,in pasing,in passing,
stance,edited,bob opposes ferry (2015-05-01),date,2015-04-01,2015-05-01,b-ferry
stance,edited,bob opposes tunnel (2015-03-01),label,supports,opposes,
stance,edited,bob opposes tunnel (2015-03-01),position,support,oppose,
stance,added,cem supports ferry (2016-04-01),,,,
standing,edited,bob on tunnel,side,support,oppose,bob on tunnel
standing,added,cem on ferry,side,,support,cem on ferry
agreement,edited,Ann and bob,score,1,0,ann and bob
agreement,edited,Ann and bob,tally,1 shared: 1 agree,1 shared: 1 disagree,ann and bob
agreement,added,bob and cem,score,,0,bob and cem
agreement,added,bob and cem,tally,,1 shared: 1 disagree,bob and cem
";

/// Without derived ids, which nobody can guess.
fn without_ids(csv: &str) -> String {
    let line = |line: &str| match line.rsplit_once(',') {
        Some((rest, id)) if line.starts_with("stance") && id != "b-ferry" => {
            format!("{rest},\n")
        }
        _ => format!("{line}\n"),
    };
    csv.lines().map(line).collect()
}

#[test]
fn two_files_differ_and_the_exit_code_says_so() {
    let folder = folder();
    let [old, new] = files(&folder);
    let csv = ends(1, &["diff", &old, &new, "--format", "csv"]);
    assert_eq!(without_ids(&csv), WANTED);
    let same = answer(&["diff", &new, &new]);
    assert_eq!(same, format!("{new} -> {new}: no difference\n"));
    let filtered = ends(1, &["diff", &old, &new, "--actor", "bob", "--format", "csv"]);
    assert!(!filtered.contains("cem on ferry"), "{filtered}");
    let table = ends(1, &["diff", &old, &new]);
    assert!(table.contains(": 3 actors, 4 stances, 2 standings, 2 pairs\n"), "{table}");
    let top = ends(1, &["diff", &old, &new, "--top", "1"]);
    assert!(top.ends_with("and 1 more pair; --top 100 lists more\n"), "{top}");
    assert!(ends(1, &["diff", &old, &new, "--format", "md"]).contains("## How far they agree"));
}

#[test]
fn json_has_both_sides_and_the_evidence() {
    let folder = folder();
    let [old, new] = files(&folder);
    let found = json_that_ends(1, &["diff", &old, &new, "--evidence"]);
    let answer = &found["answer"];
    assert_eq!(answer["stances"].as_array().map(Vec::len), Some(4));
    let standing = &answer["standings"][0];
    assert_eq!(
        (&standing["old"]["side"], &standing["new"]["side"]),
        (&"support".into(), &"oppose".into())
    );
    let id = standing["new"]["stances"][0].as_str().expect("an id");
    assert_eq!(found["evidence"][id]["label"], "opposes");
    assert_eq!(found["evidence"][id]["file"], new.as_str());
    assert_eq!(found["evidence"]["b-ferry"]["date"], "2015-05-01");
}

#[test]
fn two_days_of_one_file_differ_in_what_is_in_force() {
    let folder = folder();
    let [_, new] = files(&folder);
    let csv = ends(1, &["diff", &new, "--days", "2015-04-01", "2016-12-31", "--format", "csv"]);
    let lines = without_ids(&csv);
    let wanted = "\
what,change,name,field,old,new,id
stance,added,bob opposes ferry (2015-05-01),,,,b-ferry
stance,added,cem supports ferry (2016-04-01),,,,
standing,added,bob on ferry,side,,oppose,bob on ferry
standing,added,cem on ferry,side,,support,cem on ferry
agreement,added,bob and cem,score,,0,bob and cem
agreement,added,bob and cem,tally,,1 shared: 1 disagree,bob and cem
";
    assert_eq!(lines, wanted);
    answer(&["diff", EXAMPLE, "--days", "2016-04-29", "2020"]);
}

#[test]
fn requests_that_make_no_sense_are_refused() {
    for (words, wanted) in [
        (vec![EXAMPLE], "diff compares two files or folders: stancegraph diff OLD NEW"),
        (vec![EXAMPLE, EXAMPLE, EXAMPLE], "or two days of the same files"),
        (vec!["-", "-"], "only one of the two can be standard input"),
        (vec![EXAMPLE, EXAMPLE, "--actor", "cem"], "2016.toml: no actor \"cem\""),
        (vec![EXAMPLE, "absent.toml"], "absent.toml: No such file"),
        (vec![EXAMPLE, "--days", "2015"], "2 values required"),
        (vec![EXAMPLE, "--days", "2015", "now"], "\"now\" is not a date"),
        (vec![EXAMPLE, "--days", "2015", "2016", "--at", "2016"], "cannot be used with"),
    ] {
        let said = refusal(&[&["diff"], words.as_slice()].concat());
        assert!(said.contains(wanted), "{words:?} says {said}");
    }
}
