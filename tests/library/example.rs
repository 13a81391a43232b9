//! What the report says, and what is asked of it: `examples/data/northeast-asia-2016.toml`.

use std::path::Path;

use stancegraph::format::{Reader, check_quotes};
use stancegraph::graph::Side;
use stancegraph::measure::{Alignment, Measure};
use stancegraph::model::{Position, date};
use stancegraph::{StanceGraph, StanceRef, Standing};

fn example() -> StanceGraph {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data/northeast-asia-2016.toml");
    Reader::new().path(file).read().expect("the example has no faults")
}

/// The stances of an actor on a target: label, speaker, locator.
fn said(graph: &StanceGraph, actor: &str, target: &str) -> Vec<(String, String, String)> {
    let stances = graph.stances();
    let stances = stances.filter(|s| s.actor().id.as_str() == actor && s.target().id() == target);
    let text = |stance: StanceRef| {
        (
            stance.label().to_owned(),
            stance.speaker().map_or(String::new(), |speaker| speaker.id.to_string()),
            stance.locator().unwrap_or_default().to_owned(),
        )
    };
    stances.map(text).collect()
}

fn row(label: &str, speaker: &str, locator: &str) -> (String, String, String) {
    (label.into(), speaker.into(), locator.into())
}

#[test]
fn every_position_of_the_report_is_there() {
    let graph = example();
    for (actor, minister) in [("russia", "lavrov"), ("china", "wang-yi")] {
        assert_eq!(
            said(&graph, actor, "north-korea"),
            [
                row("urges end of provocations", "", "headline"),
                row("urges restraint", minister, "paragraph 1"),
                row("urges restraint", "lavrov", "paragraph 2"),
            ]
        );
        let resolution = [row("commits to carrying out", "wang-yi", "paragraph 3")];
        assert_eq!(said(&graph, actor, "un-resolution"), resolution);
        let talks = [row("calls for early return to", minister, "paragraph 12")];
        assert_eq!(said(&graph, actor, "six-party-talks"), talks);
    }
    let thaad = |second| {
        let (label, minister, locator) = second;
        [
            row("voices concern about", minister, "paragraph 6"),
            row(label, minister, locator),
            row("sees balance upset by", "", "paragraph 11"),
        ]
    };
    let warns = ("warns of tension from", "lavrov", "paragraph 8");
    assert_eq!(said(&graph, "russia", "thaad"), thaad(warns));
    let repeats = ("repeats opposition to", "wang-yi", "paragraph 9");
    assert_eq!(said(&graph, "china", "thaad"), thaad(repeats));
    for actor in ["south-korea", "united-states"] {
        let rows = [row("pursues", "", "paragraph 7"), row("defends", "", "paragraph 10")];
        assert_eq!(said(&graph, actor, "thaad"), rows);
    }
    let programme = [row("holds on to", "", "paragraph 12")];
    assert_eq!(said(&graph, "north-korea", "nuclear-programme"), programme);
    let tests = [row("carries out (act)", "", "paragraph 4")];
    assert_eq!(said(&graph, "north-korea", "missile-tests"), tests);
    assert_eq!(graph.stance_count(), 22);
}

#[test]
fn all_is_of_one_day_but_the_missile_tests() {
    for stance in example().stances() {
        let day = if stance.target().id() == "missile-tests" { 28 } else { 29 };
        assert_eq!(stance.date(), Some(date(2016, 4, day)), "{stance}");
    }
}

#[test]
fn nothing_in_it_is_suspicious() {
    let graph = example();
    assert_eq!(graph.suspicions(Some(date(2026, 1, 1))), []);
    assert_eq!(check_quotes(&graph), []);
}

#[test]
fn russia_and_china_agree_on_all_they_share_and_are_the_most_aligned_pair() {
    let graph = example();
    let view = graph.view();
    let pair = view.alignment("Russia", "China", Measure::Agreement).expect("both are there");
    let shared = pair.shared().map(|shared| shared.target().id().to_owned()).collect::<Vec<_>>();
    assert_eq!(shared, ["north-korea", "six-party-talks", "thaad", "un-resolution"]);
    assert_eq!((pair.tally.agree, pair.tally.shared), (4, 4));
    assert_eq!(pair.score, Some(1.0));

    let rank = |pair: &Alignment| (pair.score.unwrap_or(-1.0), pair.tally.shared);
    let pairs = view.alignments(Measure::Agreement);
    let best = pairs.max_by(|a, b| rank(a).partial_cmp(&rank(b)).expect("scores are numbers"));
    assert_eq!(best.map(|best| best.pair()), view_pair(&graph, "china", "russia"));
}

fn view_pair(
    graph: &StanceGraph,
    a: &str,
    b: &str,
) -> Option<(stancegraph::graph::ActorIx, stancegraph::graph::ActorIx)> {
    Some((graph.find_actor(a).ok()?, graph.find_actor(b).ok()?))
}

#[test]
fn south_korea_and_the_united_states_agree_on_thaad_and_the_two_pairs_oppose_each_other() {
    let graph = example();
    let view = graph.view();
    let score = |a, b| view.alignment(a, b, Measure::Agreement).expect("both are there").score;
    assert_eq!(score("Seoul", "Washington"), Some(1.0));
    for a in ["Russia", "China"] {
        for b in ["South Korea", "United States"] {
            let pair = view.alignment(a, b, Measure::Agreement).expect("both are there");
            let shared = pair.shared().map(|shared| shared.target().id()).collect::<Vec<_>>();
            assert_eq!((shared, pair.score, pair.tally.disagree), (vec!["thaad"], Some(0.0), 1));
        }
    }
}

#[test]
fn nobody_is_aligned_with_north_korea() {
    let graph = example();
    let view = graph.view();
    for actor in ["russia", "china", "south-korea", "united-states"] {
        let pair =
            view.alignment(actor, "north-korea", Measure::Agreement).expect("both are there");
        assert_eq!(pair.score, None, "{pair}");
    }
    let pair = view.alignment("russia", "north-korea", Measure::Agreement).expect("both are there");
    let [toward, back] = pair.ties();
    assert_eq!(toward.map(Standing::side), Some(Side::Oppose));
    assert!(back.is_none());
}

#[test]
fn china_and_russia_oppose_thaad_with_six_stances_between_them() {
    let graph = example();
    let view = graph.view();
    let thaad = graph.find_target("thaad").expect("thaad is there");
    let against = view
        .standings()
        .on_target(thaad)
        .expect("of this graph")
        .filter(|s| s.side() == Side::Oppose);
    let against = against.collect::<Vec<_>>();
    let names = against.iter().map(|standing| standing.actor().title()).collect::<Vec<_>>();
    assert_eq!(names, ["China", "Russia"]);
    assert_eq!(against.iter().map(|standing| standing.stances().len()).sum::<usize>(), 6);
    let stances = against.iter().flat_map(|standing| standing.stances());
    assert!(stances.into_iter().all(|stance| stance.position() == Position::Oppose));
}
