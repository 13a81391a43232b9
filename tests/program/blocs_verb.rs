//! `blocs` on the command line.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use crate::shared::program::{EXAMPLE, answer, file, folder, json, refusal};
use crate::shared::real::real;
use serde_json::Value;

/// Two camps of three; one tie within the first is against, and one between them is for.
const EDGES: &str = "\
\"source\",\"target\",\"sign\"
\"Ann\",\"Bob\",\"1\"
\"Bob\",\"Cem\",\"1\"
\"Cem\",\"Ann\",\"-1\"
\"Dua\",\"Eva\",\"1\"
\"Eva\",\"Fay\",\"1\"
\"Dua\",\"Fay\",\"1\"
\"Ann\",\"Dua\",\"-1\"
\"Bob\",\"Eva\",\"-1\"
\"Bob\",\"Fay\",\"-1\"
\"Cem\",\"Eva\",\"-1\"
\"Cem\",\"Fay\",\"1\"
\"Cem\",\"Dua\",\"-1\"
";

struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        Self(folder())
    }

    fn file(&self, name: &str, text: &str) -> String {
        file(&self.0, name, text)
    }
}

/// The ids of the members of each bloc.
fn blocs(answer: &Value) -> Vec<Vec<&str>> {
    let blocs = answer["answer"]["blocs"].as_array().expect("blocs");
    blocs
        .iter()
        .map(|bloc| {
            let members = bloc["members"].as_array().expect("members");
            members.iter().map(|member| member["id"].as_str().expect("an id")).collect()
        })
        .collect()
}

#[test]
fn the_example_has_the_camps_that_everyone_sees() {
    let found = json(&["blocs", EXAMPLE]);
    assert_eq!(blocs(&found), [["china", "russia"], ["south-korea", "united-states"]]);
    let answer = &found["answer"];
    assert_eq!(answer["certificate"]["value"], 0.0);
    assert_eq!(answer["certificate"]["proved"], true);
    assert_eq!(answer["isolates"][0]["id"], "north-korea");
    assert_eq!(answer["divisions"][0]["target"]["id"], "thaad");
    assert_eq!(answer["divisions"][0]["support"], serde_json::json!([2]));
    let thaad = answer["stability"]["left_out"].as_array().expect("a list");
    let thaad = thaad.iter().find(|left| left["id"] == "thaad").expect("it was left out");
    let untied = thaad["untied"].as_array().expect("a list").iter().map(|actor| &actor["id"]);
    assert_eq!(untied.collect::<Vec<_>>(), ["south-korea", "united-states"]);
}

#[test]
fn tables_say_what_was_found_and_how_sure_it_is() {
    let table = answer(&["blocs", EXAMPLE]);
    for words in [
        "2 blocs of 4 actors: all 6 ties fit",
        "tied by agreement: for above 0.5, against below; 2 for, 4 against",
        "5 of 6 ties rest on a single shared target",
        "1 actor has no tie: North Korea",
        "how often two members stay so in 100 resamples",
        "What divides the blocs: 1 target",
        "Left out one by one: 1 of 5 issues change the blocs",
    ] {
        assert!(table.contains(words), "{words}\n{table}");
    }
    let markdown = answer(&["blocs", EXAMPLE, "--format", "md"]);
    assert!(markdown.starts_with("## 2 blocs of 4 actors"), "{markdown}");
    assert!(markdown.contains("| 1 | 2 | China, Russia | 1.00 | 1.00 | 1.00 |"), "{markdown}");
    let csv = answer(&["blocs", EXAMPLE, "--format", "csv", "--no-stability"]);
    assert_eq!(
        csv,
        "bloc,actor,actor_id,together\n1,China,china,\n1,Russia,russia,\n\
         2,South Korea,south-korea,\n2,United States,united-states,\n,North Korea,north-korea,\n"
    );
}

#[test]
fn a_list_of_signed_edges_is_read_as_it_is() {
    let folder = Folder::new();
    let quoted = folder.file("edges.csv", EDGES);
    let plain = folder.file("plain.csv", &EDGES.replace('"', ""));
    let tabs = folder.file("tabs.csv", &EDGES.replace(',', "\t"));
    let words = EDGES.replace("\"-1\"", "negative").replace("\"1\"", "+");
    let words = folder.file("words.csv", &words);
    let found = json(&["blocs", &quoted, "--direct"]);
    assert_eq!(blocs(&found), [["Ann", "Bob", "Cem"], ["Dua", "Eva", "Fay"]]);
    let certificate = &found["answer"]["certificate"];
    assert_eq!((&certificate["value"], &certificate["proved"]), (&2.0.into(), &true.into()));
    for other in [plain, tabs, words] {
        assert_eq!(json(&["blocs", &other, "--direct"])["answer"], found["answer"], "{other}");
    }
}

#[test]
fn other_columns_of_edges_are_mapped_or_passed_over() {
    let folder = Folder::new();
    let edges = "net,source,target,sign,begin,end,type\n\
                 old,Ann,Bob,1,1872,1890,pact\nold,Ann,Cem,-1,1872,,war\n\
                 new,Ann,Bob,-1,1891,,war\nnew,Ann,Cem,1,1891,,pact\n";
    let path = folder.file("edges.csv", edges);
    let of = |words: &[&str]| {
        let found = json(&[&["blocs", &path, "--direct", "--no-stability"], words].concat());
        blocs(&found).iter().map(|bloc| bloc.join(" ")).collect::<Vec<_>>()
    };
    assert_eq!(of(&["--source", "old", "--ever"]), ["Ann Bob", "Cem"]);
    assert_eq!(of(&["--source", "new"]), ["Ann Cem", "Bob"]);
    assert_eq!(of(&["--at", "1880"]), ["Ann Bob", "Cem"]);
    assert_eq!(of(&[]), ["Ann Cem", "Bob"]);
    // Over all time everyone said both.
    assert_eq!(of(&["--ever", "--parallel", "merge"]), [""; 0]);
}

#[test]
fn signs_that_are_none_are_faults_with_their_lines() {
    let folder = Folder::new();
    let edges = "source,target,sign\nAnn,Bob,1\nAnn,Cem,perhaps\nBob,Cem,\n,Cem,-1\n";
    let path = folder.file("edges.csv", edges);
    let said = refusal(&["blocs", &path, "--direct"]);
    for words in [
        "the sign \"perhaps\" is neither positive nor negative",
        "edges.csv:3:9",
        "the sign \"\" is neither positive nor negative",
        "edges.csv:4",
        "write 1 or -1, + or -, positive or negative",
        "--values \"perhaps=…\": support, neutral or oppose, or skip",
        "edges.csv:5",
        "3 errors",
    ] {
        assert!(said.contains(words), "{words}\n{said}");
    }
    // The way out that it gives.
    let mended = folder.file("mended.csv", "source,target,sign\nAnn,Bob,1\nAnn,Cem,perhaps\n");
    let values = ["--values", "perhaps=skip"];
    let found = json(&[&["blocs", &mended, "--direct"], &values[..]].concat());
    assert_eq!(blocs(&found), [["Ann", "Bob"]]);
}

#[test]
fn bad_requests_say_what_is_wrong_and_the_way_out() {
    for (words, said) in [
        (&["--k", "0"][..], "write 1 or more, or auto"),
        (&["--k", "many"], "write 1 or more, or auto"),
        (&["--threshold", "-0.2"], "threshold -0.2 is outside of agreement, from 0 to 1"),
        (&["--threshold", "1.5", "--measure", "s"], "threshold 1.5 is outside of s, from -1 to 1"),
        (&["--threshold", "NaN"], "threshold NaN is not a number"),
        (&["--threshold", "half"], "\"half\" is not a threshold: write middle, median or a number"),
        (
            &["--measure", "congruence"],
            "the measure \"congruence\" has no middle; give a threshold, or take subtract",
        ),
        (
            &["--measure", "ignore", "--threshold", "1"],
            "the measure \"ignore\" does not say who is close; subtract and congruence do",
        ),
        (&["--measure", "agreemnt"], "did you mean \"agreement\"?"),
        (&["--direct", "--threshold", "0.5"], "cannot be used with"),
        (&["--direct", "--min-shared", "2"], "cannot be used with"),
        (&["--direct", "--measure", "s"], "cannot be used with"),
        (&["--time-limit", "soon"], "write a time such as 500ms, 10s or 2m"),
        (&["--time-limit", "-1s"], "write a time such as 500ms, 10s or 2m"),
        (&["--source", "yonhp"], "no source \"yonhp\""),
        (&["--actor", "Rusia"], "did you mean \"Russia\"?"),
    ] {
        let found = refusal(&[&["blocs", EXAMPLE], words].concat());
        assert!(found.contains(said), "{words:?}: {found}");
    }
}

#[test]
fn no_time_no_samples_and_no_lists_are_answers() {
    let folder = Folder::new();
    let path = folder.file("edges.csv", EDGES);
    let found = json(&["blocs", &path, "--direct", "--time-limit", "0"]);
    let certificate = &found["answer"]["certificate"];
    let [value, bound] = ["value", "lower_bound"].map(|name| certificate[name].as_f64());
    assert!(bound <= value, "{certificate}");
    assert_eq!(found["answer"]["stability"]["drawn"], 0);
    let found = json(&["blocs", EXAMPLE, "--resamples", "0", "--top", "0"]);
    assert!(found["answer"]["blocs"][0]["together"].is_null());
    assert_eq!(found["answer"]["swings"].as_array().map(Vec::len), Some(0));
    assert!(answer(&["blocs", EXAMPLE, "--resamples", "0", "--top", "0"]).starts_with("2 blocs"));
}

#[test]
fn the_page_on_blocs_shows_what_is_said() {
    let page = fs::read_to_string(crate::shared::repository::root().join("docs/blocs.md"));
    let page = page.expect("the page is there");
    let (_, verb) = page.split_once("## The verb").expect("there is the section");
    let shown = verb.split("```text\n").nth(1).expect("an answer");
    let table = answer(&["blocs", EXAMPLE]);
    let words = |line: &str| line.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    let known = table.lines().map(words).collect::<Vec<_>>();
    let shown = shown.split("```").next().unwrap_or_default().lines();
    for line in shown.filter(|line| !line.contains('…') && !line.starts_with('─')) {
        assert!(known.contains(&words(line)), "no line of the answer is {line}");
    }
}

#[test]
fn a_threshold_at_the_ends_of_the_range_and_no_ties_are_answers() {
    let found = json(&["blocs", EXAMPLE, "--threshold", "1"]);
    assert_eq!(found["answer"]["ties"]["positive"], 0);
    let table = answer(&["blocs", EXAMPLE, "--min-shared", "100"]);
    assert!(table.starts_with("No ties, so no blocs\n"), "{table}");
    assert!(table.contains("no tie: 6 with fewer than 100 shared targets"), "{table}");
    let empty = json(&["blocs", EXAMPLE, "--from", "1990", "--until", "1991", "--k", "3"]);
    assert_eq!(blocs(&empty), [[""; 0]; 0]);
}

#[test]
fn every_misfit_leads_to_its_stances() {
    let folder = Folder::new();
    let path = folder.file("edges.csv", EDGES);
    let found = json(&["blocs", &path, "--direct", "--evidence"]);
    let evidence = found["evidence"].as_object().expect("it was asked for");
    let misfits = found["answer"]["misfits"].as_array().expect("a list");
    assert_eq!(misfits.len(), 2);
    for misfit in misfits {
        let ids = misfit["stances"].as_array().expect("ids");
        assert_eq!(ids.len(), 1);
        let stance = &evidence[ids[0].as_str().expect("an id")];
        let actors = [&misfit["a"]["id"], &misfit["b"]["id"]];
        assert!(
            actors.contains(&&stance["actor"]["id"]) && actors.contains(&&stance["target"]["id"])
        );
        let wanted = if misfit["together"] == true { "oppose" } else { "support" };
        assert_eq!(stance["position"], wanted);
    }
    for bloc in found["answer"]["blocs"].as_array().expect("a list") {
        for on in bloc["targets"].as_array().expect("a list") {
            for id in on["stances"].as_array().expect("ids") {
                assert!(evidence.contains_key(id.as_str().expect("an id")), "{id}");
            }
        }
    }
    let table = answer(&["blocs", &path, "--direct", "--evidence"]);
    assert!(table.contains("Cem and Ann: tied against one another"), "{table}");
}

/// Adds up what disagrees with the printed blocs, from the file alone.
fn recomputed(edges: &str, found: &Value) -> f64 {
    let blocs = blocs(found);
    let of = |actor: &str| blocs.iter().position(|bloc| bloc.contains(&actor)).expect("in a bloc");
    let disagrees = |line: &&str| {
        let cells = line.split(',').map(|cell| cell.trim_matches('"')).collect::<Vec<_>>();
        let [source, target, sign] = cells[cells.len() - 3..] else { panic!("{line}") };
        (of(source) == of(target)) != (sign == "1")
    };
    f64::from(u32::try_from(edges.lines().skip(1).filter(disagrees).count()).expect("few"))
}

#[test]
fn the_printed_blocs_have_the_disagreement_that_is_certified() {
    let folder = Folder::new();
    let path = folder.file("edges.csv", EDGES);
    for k in ["2", "1", "6", "auto"] {
        let found = json(&["blocs", &path, "--direct", "--k", k, "--no-stability"]);
        let certificate = &found["answer"]["certificate"];
        if found["answer"]["unplaced"].as_array().is_some_and(Vec::is_empty) {
            assert_eq!(certificate["value"], recomputed(EDGES, &found), "--k {k}");
        }
        let misfits = found["answer"]["misfits"].as_array().expect("a list");
        let weights = misfits.iter().map(|misfit| misfit["weight"].as_f64().expect("a number"));
        let open = found["answer"]["open"].as_f64().expect("a number");
        assert_eq!(certificate["value"], weights.sum::<f64>() + open, "--k {k}");
    }
}

#[test]
fn the_order_of_rows_never_matters() {
    let folder = Folder::new();
    let mut lines = EDGES.lines().skip(1).collect::<Vec<_>>();
    let path = folder.file("edges.csv", EDGES);
    let wanted = json(&["blocs", &path, "--direct"])["answer"].clone();
    lines.reverse();
    for turns in 0..3 {
        lines.rotate_left(turns);
        let shuffled = format!("source,target,sign\n{}\n", lines.join("\n"));
        fs::write(&path, shuffled).expect("it can be written");
        assert_eq!(json(&["blocs", &path, "--direct"])["answer"], wanted);
    }
}

#[test]
fn parts_that_nothing_connects_are_not_put_together() {
    let folder = Folder::new();
    let edges = "source,target,sign\nAnn,Bob,1\nCem,Dua,-1\nEva,Fay,1\n";
    let path = folder.file("edges.csv", edges);
    let found = json(&["blocs", &path, "--direct"]);
    assert_eq!(found["answer"]["parts"], 3);
    let blocs = blocs(&found).iter().map(|bloc| bloc.join(" ")).collect::<Vec<_>>();
    assert_eq!(blocs, ["Ann Bob", "Eva Fay", "Cem", "Dua"]);
    let table = answer(&["blocs", &path, "--direct"]);
    assert!(table.contains("the ties fall into 3 parts that nothing connects"), "{table}");
}

#[test]
fn a_bloc_that_rests_on_one_newspaper_is_named() {
    let folder = Folder::new();
    let mut table = "actor,label,issue,source,coder,date\n".to_owned();
    for issue in ["bridge", "tunnel"] {
        for (actor, label) in [
            ("Ann", "supports"),
            ("Bob", "supports"),
            ("Cem", "opposes"),
            ("Dua", "opposes"),
            ("Eva", "opposes"),
        ] {
            table += &format!("{actor},{label},{issue},gazette,kim,2020-01-01\n");
        }
        // Only the herald knows that Eva has gone over to Ann and Bob.
        table += &format!("Eva,supports,{issue},herald,lee,2020-02-02\n");
    }
    let path = folder.file("debate.csv", &table);
    let found = json(&["blocs", &path]);
    assert_eq!(blocs(&found), [vec!["Ann", "Bob", "Eva"], vec!["Cem", "Dua"]]);
    let left_out = found["answer"]["stability"]["left_out"].as_array().expect("a list");
    let moved = left_out
        .iter()
        .map(|left| {
            let moved = left["moved"].as_array().expect("a list").iter().map(|actor| &actor["id"]);
            (left["id"].as_str().expect("an id"), moved.collect::<Vec<_>>())
        })
        .collect::<BTreeMap<_, _>>();
    assert_eq!(moved["herald"], ["Eva"]);
    assert_eq!(moved["lee"], ["Eva"]);
    assert_eq!(moved["bridge"], [""; 0]);
    // Without the gazette only Eva is left, and nobody to be tied to.
    let gazette = left_out.iter().find(|left| left["id"] == "gazette").expect("it was left out");
    assert_eq!(gazette["untied"].as_array().expect("a list").len(), 5);
    let table = answer(&["blocs", &path]);
    let row = table.lines().find(|line| line.contains("herald")).expect("it is named");
    assert_eq!(
        row.split_whitespace().collect::<Vec<_>>(),
        ["source", "herald", "2", "1", "0", "Eva"]
    );
}

#[test]
fn who_meant_to_ask_something_else_is_told_how() {
    let folder = Folder::new();
    let edges = folder.file("edges.csv", EDGES);
    let issues =
        folder.file("issues.csv", "actor,label,issue\nAnn,supports,tunnel\nBob,supports,tunnel\n");
    for (words, hint) in [
        (&["blocs", &edges][..], "all stances are on actors: --direct takes them as ties"),
        (&["blocs", &issues, "--direct"], "no actor has a stance on another"),
        (&["blocs", &issues], "100 % of the ties are for"),
    ] {
        let table = answer(words);
        assert!(table.contains(hint), "{words:?}: {table}");
    }
    assert!(!answer(&["blocs", &edges, "--direct"]).contains("--direct"));
}

#[test]
fn each_window_has_its_blocs() {
    let folder = Folder::new();
    let table = "actor,label,issue,date\nAnn,supports,bridge,2019\nBob,supports,bridge,2019\n\
                 Cem,opposes,bridge,2019\nAnn,opposes,bridge,2021\nBob,supports,bridge,2021\n";
    let path = folder.file("debate.csv", table);
    let found = json(&["blocs", &path, "--window", "1y", "--k", "3"]);
    let windows = found["windows"].as_array().expect("a list");
    let counts = windows
        .iter()
        .map(|window| (window["stances"].as_u64().expect("a count"), blocs(window).len()));
    assert_eq!(counts.collect::<Vec<_>>(), [(3, 2), (0, 0), (2, 2)]);
    let csv = answer(&["blocs", &path, "--window", "1y", "--format", "csv", "--no-stability"]);
    assert!(csv.contains("2019-01-01,2020-01-01,3,1,Ann,Ann,\n"), "{csv}");
}

#[test]
fn the_answer_is_the_same_every_time_and_the_seed_is_kept() {
    let folder = Folder::new();
    let path = folder.file("edges.csv", EDGES);
    let ask =
        |seed: &str| answer(&["blocs", &path, "--direct", "--format", "json", "--seed", seed]);
    assert_eq!(ask("1"), ask("1"));
    let together = |text: &str| {
        let found: Value = serde_json::from_str(text).expect("JSON");
        found["answer"]["blocs"][0]["together"].as_f64().expect("a share")
    };
    let seeds = ["1", "2", "3"].map(|seed| together(&ask(seed)).to_string());
    assert!(seeds.iter().collect::<BTreeSet<_>>().len() > 1, "{seeds:?}");
    assert!(
        seeds.iter().all(|share| (0.0..=1.0).contains(&share.parse::<f64>().expect("a share")))
    );
}

#[test]
fn lists_are_as_long_as_they_are_asked_to_be() {
    let folder = Folder::new();
    let path = folder.file("edges.csv", EDGES);
    let found = json(&["blocs", &path, "--direct", "--top", "1", "--no-stability"]);
    let answer_of = &found["answer"];
    let lengths = ["misfits", "swings", "divisions"].map(|name| {
        let listed = answer_of[name].as_array().expect("a list").len();
        (listed, answer_of["omitted"][name].as_u64().expect("a count"))
    });
    // A third of the ties of Ann, and two in five of Cem's, pull them elsewhere.
    assert_eq!(lengths, [(1, 1), (1, 1), (1, 0)]);
    assert_eq!(answer_of["swing_reach"].as_f64(), Some(1.0 / 3.0));
    for bloc in answer_of["blocs"].as_array().expect("a list") {
        assert_eq!(bloc["targets"].as_array().expect("a list").len(), 1);
        assert_eq!(bloc["members"].as_array().expect("a list").len(), 3);
    }
    let table = answer(&["blocs", &path, "--direct", "--top", "1", "--no-stability"]);
    assert!(table.contains("and 1 more misfit; --top N lists more"), "{table}");
}

#[test]
fn ties_with_oneself_and_one_way_ties_count() {
    let folder = Folder::new();
    let edges = "source,target,sign\nAnn,Ann,-1\nAnn,Bob,1\nBob,Ann,-1\n";
    let path = folder.file("edges.csv", edges);
    let found = json(&["blocs", &path, "--direct"]);
    // Ann disagrees with herself, and one of the two ties disagrees with any blocs.
    assert_eq!(found["answer"]["certificate"]["value"], 2.0);
    assert_eq!(found["answer"]["misfits"].as_array().expect("a list").len(), 1);
    assert_eq!(found["answer"]["open"], 1.0);
    assert_eq!(blocs(&found), [[""; 0]; 0]);
    assert_eq!(found["answer"]["best"], serde_json::json!({ "count": 2, "exact": true }));
}

#[test]
fn who_is_against_both_camps_is_unplaced_and_counts_in_neither() {
    let folder = Folder::new();
    let table = "actor,label,issue\nAnn,supports,dam\nBob,supports,dam\nCem,opposes,dam\n\
                 Dua,opposes,dam\nBob,supports,well\nCem,supports,well\nEva,opposes,well\n";
    let path = folder.file("debate.csv", table);
    let found = json(&["blocs", &path]);
    assert_eq!(blocs(&found), [["Ann", "Bob"], ["Cem", "Dua"]]);
    let answer_of = &found["answer"];
    assert_eq!(answer_of["best"], serde_json::json!({ "count": 2, "exact": true }));
    assert_eq!(answer_of["decided"], true);
    assert_eq!(answer_of["unplaced"][0]["id"], "Eva");
    assert_eq!(
        (&answer_of["open"], &answer_of["certificate"]["value"]),
        (&1.0.into(), &1.0.into())
    );
    let members = answer_of["blocs"].as_array().expect("a list").iter();
    let members = members.flat_map(|bloc| bloc["members"].as_array().expect("a list"));
    assert!(members.clone().all(|member| member["together"].is_number()));
    let table = answer(&["blocs", &path]);
    for words in [
        "2 blocs of 5 actors (1 unplaced): 1 of 7 ties does not fit; no two-camp split does better (proven)",
        "blocs are what all of 2 best partitions have in common",
        "Unplaced: 1 actor whom best partitions place differently",
    ] {
        assert!(table.contains(words), "{words}\n{table}");
    }
    let csv = answer(&["blocs", &path, "--format", "csv", "--no-stability"]);
    assert!(csv.contains("unplaced,Eva,Eva,\n"), "{csv}");
}

#[test]
fn who_opposes_a_member_of_its_bloc_is_named() {
    let folder = Folder::new();
    let table = "actor,label,issue,toward\nAnn,supports,dam,\nBob,supports,dam,\nCem,opposes,dam,\n\
                 Bob,condemns,,Ann\n";
    let path = folder.file("debate.csv", table);
    let found = json(&["blocs", &path, "--evidence"]);
    let opposed = &found["answer"]["oppositions"][0];
    let told = ["actor", "target"].map(|name| opposed[name]["id"].as_str().expect("an id"));
    assert_eq!((told, &opposed["bloc"]), (["Bob", "Ann"], &1.into()));
    assert_eq!(opposed["stances"].as_array().expect("ids").len(), 1);
    let table = answer(&["blocs", &path]);
    assert!(table.contains("In one bloc, although one opposes the other"), "{table}");
}

#[test]
fn more_blocs_than_actors_are_an_answer() {
    let folder = Folder::new();
    let path = folder.file("edges.csv", "source,target,sign\na,b,1\nb,c,-1\n");
    for k in ["3", "9", "auto"] {
        let found = json(&["blocs", &path, "--direct", "--k", k]);
        assert_eq!(blocs(&found), [vec!["a", "b"], vec!["c"]], "--k {k}");
    }
    let windowed = json(&["blocs", EXAMPLE, "--k", "9", "--window", "1y"]);
    assert_eq!(blocs(&windowed["windows"][0]), blocs(&json(&["blocs", EXAMPLE, "--k", "9"])));
}

#[test]
fn ties_may_weigh_as_much_as_was_said() {
    let folder = Folder::new();
    let edges = "source,target,sign,strength\nAnn,Bob,1,0.5\nBob,Cem,1,0.25\nCem,Ann,-1,1\n";
    let path = folder.file("edges.csv", edges);
    let found = json(&["blocs", &path, "--direct", "--weighted"]);
    assert_eq!(blocs(&found), [vec!["Ann", "Bob"], vec!["Cem"]]);
    assert_eq!(found["answer"]["certificate"]["value"], 0.25);
    assert_eq!(json(&["blocs", &path, "--direct"])["answer"]["certificate"]["value"], 1.0);
}

fn frustration(words: &[&str]) -> Value {
    json(&[&["balance", "--direct"], words].concat())["answer"]["frustration"].clone()
}

#[test]
fn weights_are_answered_in_the_unit_of_the_file_and_add_up_exactly() {
    let folder = Folder::new();
    let edges = "source,target,sign,weight\nAnn,Bob,1,49\nAnn,Cem,1,3\nBob,Cem,-1,3\n";
    let found = frustration(&[&folder.file("edges.csv", edges), "--weighted"]);
    assert_eq!((&found["value"], &found["lower_bound"]), (&3.0.into(), &3.0.into()));
    assert_eq!(found["share"], 3.0 / 55.0);
    // Ten triangles, each with one tie of 0.1 against.
    let triangle = |n: u32| format!("a{n},b{n},1,2\nb{n},c{n},1,2\na{n},c{n},-1,0.1\n");
    let edges = (0..10).map(triangle).collect::<String>();
    let path = folder.file("tenths.csv", &format!("source,target,sign,weight\n{edges}"));
    let found = frustration(&[&path, "--weighted"]);
    assert_eq!((&found["value"], &found["gap"]), (&1.0.into(), &0.0.into()));
    assert_eq!(found["proved"], true);
}

#[test]
fn parallel_ties_are_counted_added_up_or_merged() {
    let folder = Folder::new();
    let twice = "source,target,sign\nAnn,Bob,-1\nAnn,Bob,-1\nAnn,Cem,1\nAnn,Cem,1\n\
                 Bob,Cem,1\nBob,Cem,1\n";
    let both = "source,target,sign\nAnn,Bob,1\nAnn,Bob,-1\nBob,Cem,1\n";
    for (edges, wanted) in [(twice, [2.0, 2.0, 1.0]), (both, [1.0, 0.0, 0.0])] {
        let path = folder.file("edges.csv", edges);
        assert_eq!(frustration(&[&path])["value"], wanted[0]);
        for (rule, wanted) in ["count", "sum", "merge"].into_iter().zip(wanted) {
            let words = ["--direct", "--parallel", rule, &path];
            assert_eq!(frustration(&words[1..])["value"], wanted, "{rule}");
            let found = json(&[&["blocs"], &words[..]].concat());
            assert_eq!(found["answer"]["certificate"]["value"], wanted, "{rule}");
            assert_eq!(found["answer"]["ties"]["parallel"], rule);
        }
    }
    let path = folder.file("edges.csv", twice);
    let told = answer(&["balance", &path, "--direct"]);
    assert!(told.contains("each stance is a tie; 3 beside another of the same two"), "{told}");
    let told = answer(&["balance", &path, "--direct", "--parallel", "merge"]);
    assert!(told.contains("stances of one on another merged"), "{told}");
    assert!(refusal(&["balance", &path, "--parallel", "sum"]).contains("--direct"));
}

// The real networks, where they are at hand.

fn data(name: &str) -> Option<String> {
    real(name).map(|path| path.to_str().expect("a plain path").to_owned())
}

fn is_certified(words: &[&str], value: f64) {
    let words = [&["blocs", "--direct", "--no-stability"], words].concat();
    let found = json(&words);
    let certificate = &found["answer"]["certificate"];
    assert_eq!(certificate["value"], value, "{words:?}");
    assert_eq!(certificate["proved"], true, "{words:?}");
}

#[test]
fn the_tribes_are_seven_ties_away_from_balance_and_two_from_three_camps() {
    let Some(path) = data("signed/tribes_edges.csv") else { return };
    is_certified(&[&path], 7.0);
    is_certified(&[&path, "--k", "3"], 2.0);
    let found = json(&["blocs", &path, "--direct", "--k", "3", "--no-stability"]);
    let edges = fs::read_to_string(&path).expect("it can be read");
    assert_eq!(found["answer"]["certificate"]["value"], recomputed(&edges, &found));
}

#[test]
fn the_networks_of_countries_are_reached_by_their_names() {
    let Some(path) = data("signed/countries_edges.csv") else { return };
    for (net, value) in [("46-49", 17.0), ("55-58", 35.0), ("96-99", 45.0)] {
        is_certified(&[&path, "--source", net], value);
    }
}

#[test]
fn the_figures_of_avatar_are_proved() {
    let Some(path) = data("signed/avatar_edges.csv") else { return };
    is_certified(&[&path], 122.0);
}

#[test]
fn the_debate_on_nuclear_power_stops_at_the_limit_with_an_honest_gap() {
    let Some(path) = data("irps_nuclear/irps_nuclear_edges.csv") else { return };
    let found = json(&[
        "blocs",
        &path,
        "--map",
        "actor=source,issue=target,date=time,position=increment",
        "--values",
        "1=support,-1=oppose",
        "--time-limit",
        "500ms",
    ]);
    let certificate = &found["answer"]["certificate"];
    let [value, bound, gap] =
        ["value", "lower_bound", "gap"].map(|name| certificate[name].as_f64().expect("a number"));
    assert!(bound <= value && (value - bound - gap).abs() < 1e-9);
    assert_eq!(certificate["proved"], gap == 0.0);
    let misfits = found["answer"]["misfits"].as_array().expect("a list");
    let weights = misfits.iter().map(|misfit| misfit["weight"].as_f64().expect("a number"));
    let open = found["answer"]["open"].as_f64().expect("a number");
    assert!((weights.sum::<f64>() + open - value).abs() < 1e-9);
}

#[test]
fn balance_counts_triangles_and_says_how_far_it_is_from_two_camps() {
    let folder = Folder::new();
    let path = folder.file("edges.csv", EDGES);
    let found = json(&["balance", &path, "--direct", "--evidence"]);
    let answer_of = &found["answer"];
    let triangles = &answer_of["triangles"];
    // By hand: DEF; ABC, BCF, CDF, CEF; BCE, BEF, CDE; ACD.
    let counts = ["all_positive", "one_negative", "two_negative", "all_negative"];
    let counts = counts.map(|name| triangles[name].as_u64().expect("a count"));
    assert_eq!(counts, [1, 4, 3, 1]);
    assert_eq!(answer_of["triangle_balance"], 4.0 / 9.0);
    assert_eq!(answer_of["frustration"]["value"], 2.0);
    assert_eq!(answer_of["frustration"]["proved"], true);
    assert_eq!(answer_of["frustration"]["share"], 2.0 / 12.0);
    let ids = answer_of["frustration"]["stances"].as_array().expect("ids");
    assert_eq!(ids.len(), 2);
    for id in ids {
        assert!(found["evidence"][id.as_str().expect("an id")].is_object(), "{id}");
    }
    let table = answer(&["balance", &path, "--direct"]);
    assert!(table.starts_with("Balance of 6 actors, by 12 ties\n"), "{table}");
}

#[test]
fn balance_of_nothing_is_no_number() {
    let found = json(&["balance", EXAMPLE, "--min-shared", "100"]);
    for name in ["triangle_balance", "walk_balance"] {
        assert!(found["answer"][name].is_null(), "{name}");
    }
    assert!(found["answer"]["frustration"]["share"].is_null());
    let table = answer(&["balance", EXAMPLE, "--min-shared", "100"]);
    assert!(table.contains("there is no triangle") && table.contains("there is no tie"), "{table}");
}

#[test]
fn each_window_has_its_balance() {
    let folder = Folder::new();
    let edges = "source,target,sign,begin\nA,B,1,1900\nB,C,1,1900\nA,C,-1,1900\nA,B,1,1901\n";
    let path = folder.file("edges.csv", edges);
    let found = json(&["balance", &path, "--direct", "--window", "1y"]);
    let windows = found["windows"].as_array().expect("a list");
    let values = windows.iter().map(|window| window["answer"]["frustration"]["value"].clone());
    assert_eq!(values.collect::<Vec<_>>(), [1.0, 0.0]);
}

#[test]
fn the_balance_of_the_tribes_is_that_of_the_literature() {
    let Some(path) = data("signed/tribes_edges.csv") else { return };
    let found = json(&["balance", &path, "--direct"]);
    let is_near = |name: &str, wanted: f64| {
        let found = found["answer"][name].as_f64().expect("a number");
        assert!((found - wanted).abs() < 1e-7, "{name} {found}");
    };
    is_near("triangle_balance", 0.867_647_1);
    is_near("walk_balance", 0.357_576_1);
    let triangles = &found["answer"]["triangles"];
    assert_eq!((&triangles["all_positive"], &triangles["two_negative"]), (&19.into(), &40.into()));
    assert_eq!(found["answer"]["frustration"]["value"], 7.0);
}

#[test]
fn the_balance_of_the_countries_is_that_of_the_literature() {
    let Some(path) = data("signed/countries_edges.csv") else { return };
    for (net, wanted) in [("46-49", 0.953_502_4), ("55-58", 0.872_710_6), ("96-99", 0.936_796_5)] {
        let found = json(&["balance", &path, "--direct", "--source", net]);
        let share = found["answer"]["triangle_balance"].as_f64().expect("a share");
        assert!((share - wanted).abs() < 1e-7, "{net} {share}");
    }
}

#[test]
fn the_votes_of_the_united_nations_stop_at_the_limit_with_an_honest_gap() {
    let Some(path) = data("unvotes/un_votes.csv.gz") else { return };
    let map = ["--map", "actor=country,issue=rcid,position=vote"];
    let values = ["--values", "yes=support,no=oppose,abstain=neutral"];
    let short = ["--time-limit", "1s", "--no-stability", "--top", "3"];
    let measure = ["--measure", "kappa", "--min-shared", "100"];
    let found =
        json(&[&["blocs", &path], &map[..], &values[..], &short[..], &measure[..]].concat());
    let answer = &found["answer"];
    let certificate = &answer["certificate"];
    let [value, bound, gap] =
        ["value", "lower_bound", "gap"].map(|name| certificate[name].as_f64().expect("a number"));
    // How far the bound gets depends on the machine; that it is one, does not.
    assert!(0.0 <= bound && bound <= value && (value - bound - gap).abs() < 1e-9, "{certificate}");
    // All ties weigh 1: the value is how many do not fit, those of unplaced actors included.
    let omitted = answer["omitted"]["misfits"].as_f64().expect("a count");
    let open = answer["open"].as_f64().expect("a number");
    assert!((value - 3.0 - omitted - open).abs() < 1e-9);
    assert!(answer["ties"]["thin"].as_u64() > Some(0));
    let camps = blocs(&found);
    let with = |country: &str| camps.iter().position(|camp| camp.contains(&country));
    assert_eq!(with("United States"), with("Israel"));
    assert_ne!(with("United States"), with("Cuba"));
}
