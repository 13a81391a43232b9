//! Where one actor took both sides.

use std::cmp::Reverse;

use crate::shared::graphs;
use stancegraph::graph::{Contradiction, Time};
use stancegraph::model::{Date, Document, Position};
use stancegraph::{StanceGraph, StanceRef};

fn built(document: &Document) -> StanceGraph {
    let mut builder = StanceGraph::builder();
    builder.document(document);
    builder.build().expect("no faults")
}

/// A random graph, some of whose stances have no date or a less precise one.
fn graph(seed: u64) -> StanceGraph {
    let mut document = graphs::random(seed, 4, 3, 40).document();
    for (index, stance) in document.stances.iter_mut().enumerate() {
        let month =
            || stance.date.map(|date| date.to_string()[..7].parse::<Date>().expect("a month"));
        stance.date = match index % 7 {
            0 => None,
            1 => month(),
            _ => stance.date,
        };
    }
    built(&document)
}

fn ids(pair: &Contradiction) -> (Option<i32>, String, String) {
    let days = pair.days.map(|days| i32::try_from(days).expect("few"));
    (days, pair.support.id().to_string(), pair.oppose.id().to_string())
}

/// All pairs, straight from the definition.
fn naive(graph: &StanceGraph) -> Vec<(Option<i32>, String, String)> {
    let mut pairs = Vec::new();
    let of = |position| graph.stances().filter(move |stance| stance.position() == position);
    for a in of(Position::Support) {
        for b in of(Position::Oppose) {
            if a.ends() != b.ends() {
                continue;
            }
            let day = |stance: StanceRef| stance.date().map(Date::first_day);
            let days = day(a).zip(day(b)).map(|(a, b)| (b - a).get_days().abs());
            pairs.push((days, a.id().to_string(), b.id().to_string()));
        }
    }
    pairs
}

#[test]
fn they_are_all_pairs_of_opposed_stances_the_nearest_first() {
    for seed in 0..40 {
        let graph = graph(seed);
        let all = graph.view().contradictions();
        let total = all.total();
        let mut found = all.map(|pair| ids(&pair)).collect::<Vec<_>>();
        let far = |days: &Option<i32>| days.map_or(i32::MAX, |days| days);
        assert!(found.is_sorted_by_key(|(days, ..)| far(days)), "{found:?}");
        let mut wanted = naive(&graph);
        assert_eq!(total, wanted.len() as u64);
        found.sort();
        wanted.sort();
        assert_eq!(found, wanted, "seed {seed}");
    }
}

#[test]
fn very_many_pairs_cost_only_what_is_asked_for() {
    let mut document = graphs::random(3, 2, 1, 30_000).document();
    for stance in &mut document.stances {
        stance.actor = "Austria".parse().expect("an id");
        if stance.issue.is_none() {
            stance.toward = Some("Belgium".parse().expect("an id"));
        }
    }
    let graph = built(&document);
    let all = graph.view().contradictions();
    assert!(all.total() > 30_000_000, "{}", all.total());
    assert!(all.take(10).all(|pair| pair.days == Some(0)));
}

#[test]
fn the_time_of_the_view_counts() {
    let graph = graph(1);
    let (from, until) = ("2024-03".parse().ok(), "2024-09".parse().ok());
    let view = graph.view().at(Time::Window { from, until });
    assert!(view.contradictions().total() < graph.view().contradictions().total());
    let last = view.contradictions().map(|pair| pair.in_order()).max_by_key(|[first, second]| {
        assert!(first.date().map(Date::first_day) <= second.date().map(Date::first_day));
        Reverse(first.date())
    });
    assert!(last.is_some());
}

#[cfg(feature = "cli")]
mod as_users_see_it {
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
actor,target,days,first,side,label,then,then-side,then-label
seoul,thaad,0,2016-07-08,support,supports,2016-07-08,oppose,opposes
seoul,thaad,386,2016-07-08,oppose,opposes,2017-07-29,support,backs
busan,thaad,,,oppose,opposes,2016-07-08,support,supports
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
}
