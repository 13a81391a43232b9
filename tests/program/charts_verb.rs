//! The charts of `draw` on the command line: flags arrive, and what is missing is asked for.

use crate::shared::program::{self, EXAMPLE, answer, refusal};

const CROSSING: &str = "examples/data/lindhaven-crossing.toml";

#[test]
fn every_chart_is_drawn_from_the_command_line() {
    for (words, wanted) in [
        (vec!["--view", "issues"], "one segment is one actor"),
        (vec!["--view", "issues", "--theme", "print"], "unknown, not neutral"),
        (vec!["--view", "timeline", "--actor", "city"], "a lane for each target of Lindhaven City"),
        (vec!["--view", "timeline", "--issue", "tunnel"], "a lane for each actor on Road tunnel"),
        (vec!["--view", "timeline"], "a lane for all that an actor said"),
        (vec!["--view", "balance"], "algebraic conflict"),
        (vec!["--view", "balance", "--min-shared", "3"], "at least 3 targets"),
        (vec!["--view", "change", "--since", "2024"], "changed since 2024-01-01: "),
        (vec!["--since", "2024", "--at", "2024-12-31"], "changed since 2024-01-01: "),
        (vec!["--view", "flow", "--window", "1y"], "3 windows of 1y"),
        (vec!["--window", "1y", "--step", "6m"], "windows of 1y, 6m apart"),
    ] {
        let picture = answer(&[&["draw", CROSSING], &words[..]].concat());
        assert!(picture.starts_with("<svg"), "{words:?}");
        // Lines are broken where they are full.
        let text = picture.replace("</text>\n", " ");
        let text = text.split('<').map(|part| part.rsplit('>').next().unwrap_or_default());
        let text = text.collect::<Vec<_>>().join(" ");
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(text.contains(wanted), "{words:?}: {wanted} is not in {text}");
    }
}

#[test]
fn what_is_missing_is_asked_for() {
    for (words, way_out) in [
        (vec!["--view", "change"], "--since DATE"),
        (vec!["--view", "change", "--since", "2024", "--ever"], "--since DATE --at DATE"),
        (vec!["--view", "flow"], "--window 3m"),
        (vec!["--view", "issues", "--since", "2024"], "--since belongs to --view change"),
        (vec!["--view", "stances", "--window", "1y"], "--window belongs to --view flow"),
        (vec!["--step", "1y"], "--window"),
        (vec!["--view", "flow", "--window", "1d", "--from", "1900", "--until", "2000"], "window"),
        (vec!["--view", "balance", "-o", "map.dot"], "write it as .svg"),
    ] {
        let said = refusal(&[&["draw", CROSSING], &words[..]].concat());
        assert!(said.contains(way_out), "{words:?}: {said}");
    }
}

#[test]
fn a_change_after_its_second_day_is_refused() {
    let words = ["draw", EXAMPLE, "--view", "change", "--since", "2017", "--at", "2016-04-29"];
    let said = refusal(&words);
    assert!(said.contains("2017") && said.contains("2016-04-29"), "{said}");
}

/// Nobody can follow so many lines, and placing them takes minutes.
#[test]
fn more_lines_than_can_be_read_are_refused_with_their_number() {
    let folder = program::folder();
    let rows = (0..2_001).map(|actor| format!("actor {actor},supports,issue {}\n", actor % 90));
    let table = format!("actor,label,issue\n{}", rows.collect::<String>());
    let file = program::file(&folder, "many.csv", &table);
    let said = refusal(&["draw", &file, "--view", "stances"]);
    assert!(said.contains("a diagram of 2001 lines is more than can be read"), "{said}");
    assert!(said.contains("at most 2000; a matrix shows them all"), "{said}");
}

/// A file of stances that look arbitrary: of some actors on as many issues and on one another, each dated and weighed.
fn arbitrary(seed: u64, actors: u64, rows: usize) -> String {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut below = |most: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005);
        state = state.wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % most
    };
    let mut text = "actor,label,issue,toward,position,strength,date\n".to_owned();
    for _ in 0..rows {
        // Three camps, of which not everybody says what it should.
        let (actor, other) = (below(actors), below(actors));
        let (about, is_of_actor) = match below(2) {
            0 => (other, other != actor),
            _ => (below(actors), false),
        };
        let position = match (below(6), actor % 3 == about % 3) {
            (0, _) => "neutral",
            (1, true) | (2.., false) => "oppose",
            (1, false) | (2.., true) => "support",
        };
        let (issue, toward) = match is_of_actor {
            true => (String::new(), format!("a{about}")),
            false => (format!("i{about}"), String::new()),
        };
        let (strength, month) = (below(9) + 1, below(12) + 1);
        text +=
            &format!("a{actor},says,{issue},{toward},{position},0.{strength},2020-{month:02}-01\n");
    }
    text
}

#[test]
fn an_option_changes_the_picture_or_is_refused() {
    let folder = program::folder();
    let files = [(0, 6, 30), (6, 5, 20), (1, 9, 60), (2, 9, 60)].map(|(seed, actors, rows)| {
        program::file(&folder, &format!("{seed}.csv"), &arbitrary(seed, actors, rows))
    });
    let layout = "[stances]\n\"actor:a1\" = [2, 400]\n\"issue:i1\" = [0, 500]\n\
                  [change]\n\"actor:a1\" = [2, 400]\n\"issue:i1\" = [0, 500]\n\
                  [matrix]\n\"actor:a1\" = [0, 9]\n\"actor:a2\" = [0, 1]\n\"actor:a3\" = [0, 5]\n\
                  [alignment]\n\"actor:a1\" = [0, 9]\n\"actor:a2\" = [0, 1]\n\"actor:a3\" = [0, 5]\n\
                  [alignment-map]\n\"actor:a1\" = [300, 400]\n\"actor:a2\" = [0, 1]\n";
    let views: [&[&str]; 9] = [
        &["stances"],
        &["matrix"],
        &["alignment"],
        &["alignment-map"],
        &["issues"],
        &["timeline"],
        &["balance"],
        &["change", "--since", "2020-06"],
        &["flow", "--window", "6m"],
    ];
    let options: [&[&str]; 12] = [
        &["--layout", "LAYOUT"],
        &["--min-shared", "3"],
        &["--measure", "kappa"],
        &["--threshold", "0.8"],
        &["--k", "3"],
        &["--direct"],
        &["--weighted"],
        &["--direct", "--parallel", "sum"],
        &["--direct", "--threshold", "0.8"],
        &["--direct", "--measure", "kappa"],
        &["--direct", "--min-shared", "3"],
        &["--history"],
    ];
    let mut counts = [0, 0];
    for view in views {
        for option in options {
            // A timeline shows the history in any case.
            if (view[0], option[0]) == ("timeline", "--history") {
                continue;
            }
            // Of several stances on one day, the rule rarely decides who is in which bloc: here it changes weights.
            let is_rare = !["balance", "flow", "matrix", "issues", "timeline"].contains(&view[0]);
            if option.contains(&"--parallel") && is_rare {
                continue;
            }
            // What is asked for beside --direct is compared with --direct alone.
            let base = if option.len() > 1 && option[0] == "--direct" { &option[..1] } else { &[] };
            let mut is_refused = false;
            let differs = files.iter().any(|input| {
                let kept = program::file(&folder, "kept.layout.toml", layout);
                let words = |more: &[&str]| {
                    let words = [&["draw", input.as_str(), "--view"], view, more].concat();
                    let words =
                        words.iter().map(|word| if *word == "LAYOUT" { &kept } else { *word });
                    words.map(str::to_owned).collect::<Vec<_>>()
                };
                let run = |words: Vec<String>| {
                    program::run(&words.iter().map(String::as_str).collect::<Vec<_>>())
                };
                let (with, without) = (run(words(option)), run(words(base)));
                is_refused |= with.status.code() == Some(2);
                if is_refused {
                    let said = program::text(&with.stderr);
                    assert!(option.iter().any(|word| said.contains(*word)), "{view:?}: {said}");
                    assert!(with.stdout.is_empty());
                } else {
                    assert_eq!(with.status.code(), Some(0), "{}", program::text(&with.stderr));
                }
                is_refused || with.stdout != without.stdout
            });
            assert!(differs, "{option:?} changes nothing in {view:?}, and is not refused");
            counts[usize::from(is_refused)] += 1;
        }
    }
    assert!(counts[0] > 40 && counts[1] > 30, "{counts:?}");
}

#[test]
fn what_a_dot_cannot_heed_is_refused() {
    for option in ["--direct", "--weighted", "--system-fonts"] {
        let said = refusal(&["draw", EXAMPLE, option, "-o", "/nowhere/map.dot"]);
        assert!(said.contains(option), "{said}");
    }
    let said = refusal(&[
        "draw",
        EXAMPLE,
        "--view",
        "alignment-map",
        "--k",
        "3",
        "-o",
        "/nowhere/map.dot",
    ]);
    assert!(said.contains("--k changes nothing in a .dot"), "{said}");
    let said = refusal(&["draw", EXAMPLE, "--view", "balance", "--k", "3"]);
    assert!(
        said.contains("--k changes nothing in the view balance; it counts in stances"),
        "{said}"
    );
    let said = refusal(&["draw", EXAMPLE, "--system-fonts"]);
    assert!(said.contains("for .png and .pdf"), "{said}");
}
