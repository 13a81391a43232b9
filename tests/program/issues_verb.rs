//! `issues` on the command line.

use serde_json::Value;

use crate::shared::program::{EXAMPLE, answer, file, folder, json, refusal};

const VOTES: &str = "\
actor,issue,toward,position,date
ann,tunnel,,support,2014-03-01
bob,tunnel,,support,2014-03-01
cem,tunnel,,oppose,2014-04-01
dan,tunnel,,neutral,2014-04-01
ann,ferry,,oppose,2016-01-01
bob,ferry,,oppose,2016-01-01
cem,ferry,,support,2016-02-01
ann,toll,,support,2016-02-01
bob,toll,,support,2016-02-01
cem,,ann,oppose,2016-02-01
dan,park,,support,
";

fn votes(folder: &tempfile::TempDir) -> String {
    file(folder, "votes.csv", VOTES)
}

#[test]
fn it_says_who_is_where_and_what_goes_together() {
    let folder = folder();
    let found = answer(&["issues", &votes(&folder)]);
    assert_eq!(
            found,
            "\
4 targets, 4 actors, the most contested first
latest positions, in force on 2016-02-01; targets issues only
  target   support   oppose   neutral   mixed   unknown   contested   first        last         stances
─────────────────────────────────────────────────────────────────────────────────────────────────────────
  tunnel         2        1         1       0         0        0.67   2014-03-01   2014-04-01         4
  ferry          1        2         0       0         1        0.67   2016-01-01   2016-02-01         3
  toll           2        0         0       0         2        0.00   2016-02-01   2016-02-01         2
  park           1        0         0       0         3        0.00                                   1

Divided the same way, or reversed: 1 pair
  target   and        phi   direction   shared   same-side
────────────────────────────────────────────────────────────
  ferry    tunnel   -1.00   reversed         3           0
"
        );
}

#[test]
fn a_small_even_split_is_more_contested_than_a_large_uneven_one() {
    let folder = folder();
    let rows = ["a,big,support", "b,big,support", "c,big,support", "d,big,support"];
    let rows = [&rows[..], &["e,big,oppose", "f,big,oppose", "g,big,oppose"]].concat();
    let rows = [&rows[..], &["a,small,support", "b,small,oppose", "c,mute,neutral"]].concat();
    let rows = [&rows[..], &["a,even,support", "b,even,oppose"]].concat();
    let rows = [&rows[..], &["c,even,support", "d,even,oppose", "a,one,support"]].concat();
    let table = format!("actor,issue,position\n{}\n", rows.join("\n"));
    let path = file(&folder, "votes.csv", &table);
    for (verb, list) in [("issues", "issues"), ("show", "issues")] {
        let found = json(&[verb, &path]);
        let issues = found["answer"][list].as_array().expect("a list").clone();
        let ids = issues.iter().map(|issue| issue["target"]["id"].clone()).collect::<Vec<_>>();
        assert_eq!(ids, ["even", "small", "big", "one", "mute"], "{verb}");
    }
}

#[test]
fn targets_pairs_and_top_arrive() {
    let folder = folder();
    let votes = votes(&folder);
    let names = |words: &[&str]| {
        let found = json(&[&["issues", &votes], words].concat());
        let issues = found["answer"]["issues"].as_array().expect("a list").clone();
        issues.iter().map(|issue| issue["target"]["id"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(names(&[]).len(), 4);
    assert_eq!(names(&["--targets", "all"]).len(), 5);
    assert_eq!(names(&["--targets", "actors"]), ["ann"]);
    assert_eq!(names(&["--target", "ann"]), ["ann"]);
    assert_eq!(names(&["--top", "1"]), ["tunnel"]);
    let found = json(&["issues", &votes, "--min-shared", "4"]);
    assert_eq!(
        (&found["answer"]["thin"], &found["answer"]["pairs"]),
        (&1.into(), &Value::Array(vec![]))
    );
    let csv = answer(&["issues", &votes, "--pairs", "--format", "csv"]);
    let header =
        "target,target_id,target_kind,other,other_id,other_kind,phi,direction,shared,same-side\n";
    assert_eq!(csv, format!("{header}ferry,ferry,issue,tunnel,tunnel,issue,-1,reversed,3,0\n"));
    let evidence = json(&["issues", &votes, "--evidence"]);
    let ids = evidence["answer"]["pairs"][0]["stances"].as_array().expect("a list").clone();
    assert_eq!(ids.len(), 6);
    assert!(ids.iter().all(|id| evidence["evidence"][id.as_str().expect("a text")].is_object()));
}

#[test]
fn each_window_has_its_answer_and_the_empty_one_says_so() {
    let folder = folder();
    let words = &["issues", &votes(&folder), "--window", "1y", "--top", "1"];
    assert_eq!(
            answer(words),
            "\
everything said; targets issues only

2014-01-01 until 2015-01-01: 4 stances

1 target, 4 actors
  target   support   oppose   neutral   mixed   unknown   contested   first        last         stances
─────────────────────────────────────────────────────────────────────────────────────────────────────────
  tunnel         2        1         1       0         0        0.67   2014-03-01   2014-04-01         4

Divided the same way, or reversed: 0 pairs

2015-01-01 until 2016-01-01: no stances

2016-01-01 until 2017-01-01: 5 stances

2 targets, 3 actors, the most contested first
  target   support   oppose   neutral   mixed   unknown   contested   first        last         stances
─────────────────────────────────────────────────────────────────────────────────────────────────────────
  ferry          1        2         0       0         0        0.67   2016-01-01   2016-02-01         3
and 1 more target; --top 100 lists more

Divided the same way, or reversed: 0 pairs

1 stance has no date and no window
"
        );
    let csv = answer(&[words, &["--format", "csv"][..]].concat());
    assert_eq!(
            csv,
            "\
window-from,window-until,window-stances,target,target_id,target_kind,support,oppose,neutral,mixed,unknown,contested,first,last,stances
2014-01-01,2015-01-01,4,tunnel,tunnel,issue,2,1,1,0,0,0.6666666666666667,2014-03-01,2014-04-01,4
2015-01-01,2016-01-01,0,,,,,,,,,,,,
2016-01-01,2017-01-01,5,ferry,ferry,issue,1,2,0,0,0,0.6666666666666667,2016-01-01,2016-02-01,3
"
        );
    let found = json(&[words, &["--evidence"][..]].concat());
    assert_eq!((&found["window"], &found["step"]), (&"1y".into(), &"1y".into()));
    assert_eq!((&found["verb"], &found["undated"]), (&"issues".into(), &1.into()));
    let windows = found["windows"].as_array().expect("a list");
    let stances = windows.iter().map(|window| window["stances"].as_u64().expect("a count"));
    assert_eq!(stances.collect::<Vec<_>>(), [4, 0, 5]);
    assert_eq!(windows[1]["answer"]["issues"], Value::Array(vec![]));
    assert!(windows[0]["evidence"].is_object());
    let md = answer(&[words, &["--format", "md"][..]].concat());
    assert!(md.contains("\n# 2015-01-01 until 2016-01-01: no stances\n"), "{md}");
}

#[test]
fn windows_that_make_no_sense_are_refused_with_the_way_out() {
    for (words, wanted) in [
        (vec!["--window", "1x"], "\"1x\" is not a span; write a number and d, w, m, q or y"),
        (vec!["--window", "-1y"], "\"-1y\" is not a span"),
        (vec!["--window", "0d"], "a span of \"0d\" is empty; the shortest is 1d"),
        (vec!["--window", "1y", "--step", "0m"], "a span of \"0m\" is empty"),
        (vec!["--window", "99999y"], "is longer than all dates from 0001 to 9999"),
        (vec!["--step", "1m"], "--window <SPAN>"),
        (vec!["--window", "1y", "--at", "2016"], "cannot be used with"),
        (vec!["--window", "1y", "--from", "2030"], "there is nothing to cut into windows"),
        (vec!["--window", "1d", "--from", "0001", "--until", "3000"], "more than 10000 windows"),
    ] {
        let said = refusal(&[&["issues", EXAMPLE], words.as_slice()].concat());
        assert!(said.contains(wanted), "{words:?} says {said}");
    }
}
