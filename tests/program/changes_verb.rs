//! `changes` on the command line.

use crate::shared::program::{EXAMPLE, answer, file, folder, json, refusal};

const SAID: &str = "\
actor,speaker,issue,position,label,date,until
seoul,,thaad,oppose,,,
seoul,,thaad,support,,2014-07,
seoul,,thaad,support,defends,2016-07-08,
seoul,,thaad,oppose,,2016-07-08,
seoul,,thaad,support,,2017-05-02,
busan,,thaad,oppose,,2016-07-13,2016-12-31
busan,mayor,thaad,support,,2017-06-01,
";

#[test]
fn it_says_who_moved_from_where_to_where() {
    let folder = folder();
    let file = file(&folder, "said.csv", SAID);
    let words = ["changes", &file, "--since", "2014-08", "--first"];
    assert_eq!(
            answer(&words),
            "\
5 changes since 2014-08-01: 2 moved, 1 first, 1 resumed, 1 lapsed
  date         actor   target   change    from        to          before                    after
─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
  2016-07-08   seoul   thaad    moved     ▲ support   ◆ mixed     2014-07 supports          2016-07-08 opposes (+1)
  2016-07-13   busan   thaad    first                 ▼ oppose                              2016-07-13 opposes
  2017-01-01   busan   thaad    lapsed    ▼ oppose                2016-07-13 opposes
  2017-05-02   seoul   thaad    moved     ◆ mixed     ▲ support   2016-07-08 opposes (+1)   2017-05-02 supports
  2017-06-01   busan   thaad    resumed               ▲ support                             2017-06-01 supports
1 stance without a date: on record before the first day
"
        );
    let found = json(&[&words[..], &["--evidence"]].concat());
    let changes = found["answer"]["changes"].as_array().expect("a list");
    assert_eq!(changes.len(), 5);
    assert_eq!(changes[0]["before"].as_array().map(Vec::len), Some(1));
    let after = changes[0]["after"].as_array().expect("a list");
    assert!(after.iter().all(|id| found["evidence"][id.as_str().expect("an id")].is_object()));
    assert_eq!(found["answer"]["counts"]["moved"], 2);
    let said = &changes[0]["said_after"];
    assert_eq!(said["date"], changes[0]["date"], "words are beside the ids: {said}");
}

#[test]
fn filters_bounds_and_grouping_arrive() {
    let folder = folder();
    let file = file(&folder, "said.csv", SAID);
    let rows = |words: &[&str]| {
        let csv = answer(&[&["changes", &file, "--format", "csv"], words].concat());
        csv.lines()
            .skip(1)
            .map(|line| {
                let cells = line.split(',').collect::<Vec<_>>();
                // Date, actor, target and kind, without the ids.
                [0, 1, 3, 6].map(|column| cells[column]).join(" ")
            })
            .collect::<Vec<_>>()
    };
    assert_eq!(rows(&[]).len(), 4);
    assert_eq!(rows(&["--first"]).len(), 5);
    assert_eq!(rows(&["--only", "first"]), ["2016-07-13 busan thaad first"]);
    // What the undated stance was before, nobody knows.
    assert_eq!(rows(&["--only", "undated"]), ["2014-07 seoul thaad undated"]);
    assert_eq!(rows(&[])[0], "2016-07-08 seoul thaad moved");
    assert_eq!(rows(&["--until", "2014-07"]), [""; 0]);
    assert_eq!(rows(&["--since", "2016-07-08", "--until", "2016-07-09"]).len(), 1);
    assert_eq!(rows(&["--actor", "busan", "--only", "lapsed,resumed"]).len(), 2);
    assert_eq!(rows(&["--top", "2"]).len(), 2);
    let top = answer(&["changes", &file, "--top", "3"]);
    assert!(top.starts_with("4 changes: 2 moved, 1 resumed, 1 lapsed\n"), "{top}");
    assert!(
        top.contains("\nnot listed: 1 first, 1 undated; --first, or --only KIND, lists them\n"),
        "{top}"
    );
    let more = "\nand 1 more change; --since, --only and --top say which, and how many\n";
    assert!(top.contains(more), "{top}");
    assert!(top.ends_with("\n1 stance without a date: on record before the first day\n"), "{top}");
    let mayor = rows(&["--by", "speaker", "--actor", "mayor", "--first"]);
    assert_eq!(mayor, ["2017-06-01 mayor thaad first"]);
}

#[test]
fn nothing_changed_is_an_answer() {
    assert_eq!(answer(&["changes", EXAMPLE, "--since", "2020"]), "0 changes since 2020-01-01\n");
}

#[test]
fn requests_that_make_no_sense_are_refused() {
    for (words, wanted) in [
        (
            vec!["--since", "2017", "--until", "2016"],
            "the window from 2017-01-01 until before 2016-01-01 is empty",
        ),
        (vec!["--since", "soon"], "\"soon\" is not a date"),
        (vec!["--since", "2016", "--from", "2015"], "cannot be used with"),
        (vec!["--from", "2015"], "a change is between two days: --since DATE --until DATE"),
        (vec!["--ever"], "a change is between two days"),
        (vec!["--actor", "Rusia"], "no actor \"Rusia\"; did you mean \"Russia\"?"),
        (vec!["--only", "flipped"], "[possible values: moved, first, reaffirmed"),
    ] {
        let said = refusal(&[&["changes", EXAMPLE], words.as_slice()].concat());
        assert!(said.contains(wanted), "{words:?} says {said}");
    }
}
