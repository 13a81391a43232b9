//! `contradictions` on the command line.

use crate::shared::program::{EXAMPLE, answer, file, folder, json, refusal};

const SAID: &str = "\
actor,speaker,issue,position,label,date
seoul,park,thaad,support,,2016-07-08
seoul,moon,thaad,oppose,,2016-07-08
seoul,moon,thaad,support,backs,2017-07-29
busan,,thaad,neutral,,2016-07-08
busan,,thaad,oppose,,
busan,,thaad,support,,2016-07-08
";

#[test]
fn it_lists_opposed_stances_the_nearest_first() {
    let folder = folder();
    let file = file(&folder, "said.csv", SAID);
    let csv = answer(&["contradictions", &file, "--format", "csv"]);
    assert_eq!(
        csv,
        "\
actor,actor_id,target,target_id,target_kind,days,first,side,label,then,then-side,then-label
seoul,seoul,thaad,thaad,issue,0,2016-07-08,support,supports,2016-07-08,oppose,opposes
seoul,seoul,thaad,thaad,issue,386,2016-07-08,oppose,opposes,2017-07-29,support,backs
busan,busan,thaad,thaad,issue,,,oppose,opposes,2016-07-08,support,supports
"
    );
    let speakers = answer(&["contradictions", &file, "--by", "speaker", "--actor", "moon"]);
    assert!(speakers.starts_with("1 pair of opposed stances\n"), "{speakers}");
    let near = answer(&["contradictions", &file, "--within", "30"]);
    assert!(near.contains("seoul   thaad       0"), "{near}");
    assert!(near.ends_with("\n2 with more than 30 days between, or undated\n"), "{near}");
    let top = answer(&["contradictions", &file, "--top", "1"]);
    assert!(top.ends_with("and 2 more pairs; --top 100 lists more\n"), "{top}");
}

#[test]
fn json_leads_to_both_stances() {
    let folder = folder();
    let found = json(&["contradictions", &file(&folder, "said.csv", SAID), "--evidence"]);
    assert_eq!(found["answer"]["total"], 3);
    let first = &found["answer"]["contradictions"][0];
    for which in ["first", "second"] {
        let id = first[which]["id"].as_str().expect("an id");
        assert_eq!(found["evidence"][id]["date"], "2016-07-08");
    }
}

#[test]
fn none_is_an_answer_and_nonsense_is_not() {
    assert_eq!(
        answer(&["contradictions", EXAMPLE]),
        "0 pairs of opposed stances\neverything said\n"
    );
    for (words, wanted) in [
        (vec!["--actor", "Rusia"], "no actor \"Rusia\"; did you mean \"Russia\"?"),
        (vec!["--within", "a-week"], "invalid value 'a-week' for '--within <DAYS>'"),
        (vec!["--from", "2017", "--until", "2016"], "is empty"),
    ] {
        let said = refusal(&[&["contradictions", EXAMPLE], words.as_slice()].concat());
        assert!(said.contains(wanted), "{words:?} says {said}");
    }
}
