//! Actors grouped by kind or attribute: the same in every verb.

use crate::shared::program::{self, answer, file, folder, json, refusal};

const MAP: &str = r#"
[actors.a]
kind = "state"
attributes.region = "east"
[actors.b]
kind = "state"
attributes.region = "west"
[actors.c]
kind = "ngo"
attributes.region = "a"
[issues.x]
[issues.y]
[sources.press]
title = "Press"

[[stances]]
actor = "a"
label = "supports"
issue = "x"
date = 2020-01-01
[[stances]]
actor = "b"
label = "opposes"
issue = "x"
date = 2020-02-01
[[stances]]
actor = "b"
label = "supports"
issue = "x"
date = 2020-03-01
until = 2020-06-30
[[stances]]
actor = "c"
label = "opposes"
issue = "x"
date = 2020-01-01
[[stances]]
actor = "a"
label = "praises"
toward = "b"
date = 2020-01-01
"#;

#[test]
fn changes_pool_what_each_of_a_group_holds() {
    let folder = folder();
    let path = file(&folder, "map.toml", MAP);
    let words = ["changes", &path, "--by", "kind", "--issue", "x", "--format", "csv", "--first"];
    let csv = answer(&words);
    let rows = csv.lines().skip(1).map(|line| {
        let cells = line.split(',').collect::<Vec<_>>();
        // Date, actor, target, kind, from and to, without ids and kinds of targets.
        [0, 1, 3, 6, 7, 8].map(|column| cells[column]).join(" ")
    });
    assert_eq!(
        rows.collect::<Vec<_>>(),
        [
            "2020-01-01 ngo x first  oppose",
            "2020-01-01 state x first  support",
            "2020-02-01 state x moved support mixed",
            "2020-03-01 state x moved mixed support",
            // What b said of x in February comes into force again.
            "2020-07-01 state x moved support mixed",
        ]
    );
}

#[test]
fn every_verb_groups() {
    let folder = folder();
    let path = file(&folder, "map.toml", MAP);
    let opposed = json(&["contradictions", &path, "--by", "kind"]);
    assert_eq!(opposed["answer"]["total"], 2);
    let diff =
        program::ends(1, &["diff", &path, "--days", "2020-01-15", "2020-02-15", "--by", "kind"]);
    assert!(diff.contains("state"), "{diff}");
    for verb in
        ["show", "align", "blocs", "balance", "issues", "changes", "contradictions", "coders"]
    {
        let error = refusal(&[verb, &path, "--by", "regin"]);
        assert!(error.contains("no attribute of actors \"regin\"; did you mean \"region\"?; known are actor, kind, region, speaker"), "{verb}: {error}");
    }
    let record =
        answer(&["record", "state", &path, "--by", "kind", "--issue", "x", "--at", "2020-02-15"]);
    assert!(record.contains("▲ 2020-01-01 → ◆ 2020-02-01"), "{record}");
}

#[test]
fn a_group_is_asked_for_by_its_name_and_its_members_are_said_to_count_for_it() {
    let folder = folder();
    let path = file(&folder, "map.toml", MAP);
    // The region of c is called like an actor.
    let pair = json(&["align", &path, "--by", "region", "--between", "a", "east", "--ever"]);
    assert_eq!(pair["answer"]["pairs"][0]["tally"]["shared"], 1);
    let error = refusal(&["align", &path, "--by", "region", "--between", "b", "east"]);
    assert!(error.contains("\"b\" counts for \"west\" here"), "{error}");
    let error = refusal(&["record", "b", &path, "--by", "kind"]);
    assert!(error.contains("\"b\" counts for \"state\" here"), "{error}");
    let only = json(&["show", &path, "--by", "kind", "--actor", "a"]);
    assert_eq!(only["answer"]["stances"], 2);
}

#[test]
fn names_of_attributes_may_be_anything() {
    let folder = folder();
    let long = "long".repeat(300);
    let text = format!(
        "[actors.a.attributes]\n\"re\\u0007ga\" = \"x\"\n{long} = \"y\"\n[actors.b]\n[issues.i]\n[[stances]]\nactor = \"a\"\nlabel = \"supports\"\nissue = \"i\"\n"
    );
    let path = file(&folder, "map.toml", &text);
    let actors = answer(&["show", &path, "--by", "re\u{7}ga"]);
    assert!(actors.lines().any(|line| line.starts_with("  x ")), "{actors}");
    assert!(answer(&["show", &path, "--by", &long]).contains('y'));
    // Values that begin alike are two groups.
    let value = |end: &str| format!("{}{end}", "v".repeat(600));
    let text = format!(
        "[actors.a.attributes]\nr = \"{}\"\n[actors.b.attributes]\nr = \"{}\"\n[issues.i]\n[[stances]]\nactor = \"a\"\nlabel = \"supports\"\nissue = \"i\"\n[[stances]]\nactor = \"b\"\nlabel = \"opposes\"\nissue = \"i\"\n",
        value("1"),
        value("2")
    );
    let path = file(&folder, "alike.toml", &text);
    assert_eq!(
        json(&["align", &path, "--by", "r"])["answer"]["pairs"].as_array().map(Vec::len),
        Some(1)
    );
}
