//! Time on real data, where they are at hand: the German debate on nuclear power of 2011.

use std::collections::BTreeMap;
use std::path::PathBuf;

use stancegraph::StanceGraph;
use stancegraph::format::{Mapping, Reader};
use stancegraph::graph::{ChangeKind, Time};
use stancegraph::model::{Date, Position, date};

/// Where the real data are: `STANCEGRAPH_DATA`, else beside the project.
fn path() -> Option<PathBuf> {
    let folder = std::env::var_os("STANCEGRAPH_DATA").map(PathBuf::from);
    let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/data");
    let path = folder.unwrap_or(beside).join("irps_nuclear/irps_nuclear_edges.csv");
    if path.is_file() {
        return Some(path);
    }
    eprintln!("skipped: the debate is not there; say with STANCEGRAPH_DATA where the data are");
    None
}

fn debate(path: &PathBuf) -> StanceGraph {
    let mapping = Mapping::parse(
        "actor=source,issue=target,date=time,position=increment",
        "1=support,-1=oppose",
    );
    Reader::new().mapping(mapping.expect("a mapping")).path(path).read().expect("no faults")
}

/// Actor, issue, day and position of each line of the file, without the program's reader.
fn claims(path: &PathBuf) -> Vec<(String, String, String, String)> {
    let mut reader = csv::Reader::from_path(path).expect("a table");
    let records = reader.records().map(|record| record.expect("a line"));
    let text = |record: &csv::StringRecord, column: usize| record[column].trim().to_owned();
    records.map(|it| (text(&it, 0), text(&it, 1), text(&it, 2), text(&it, 3))).collect()
}

#[test]
fn months_and_weeks_have_the_claims_of_their_days() {
    let Some(path) = path() else { return };
    let (graph, claims) = (debate(&path), claims(&path));
    let view = graph.view();
    for (length, step, count) in [("1m", "1m", 4), ("2w", "1w", 16), ("30d", "5d", 18)] {
        let (length, step) = (length.parse().expect("a span"), step.parse().expect("a span"));
        let windows = view.windows(length, Some(step)).expect("there are dates");
        assert_eq!(windows.len(), count, "{length} by {step}");
        for window in windows {
            let Time::Window { from: Some(from), until: Some(until) } = window.time() else {
                panic!("it has both ends");
            };
            let [from, until] = [from, until].map(|day: Date| day.to_string());
            let wanted = claims.iter().filter(|(_, _, day, _)| from <= *day && *day < until);
            assert_eq!(window.stances().count(), wanted.count(), "{from} until {until}");
        }
    }
}

#[test]
fn every_day_on_which_a_side_was_taken_is_a_change() {
    let Some(path) = path() else { return };
    let graph = debate(&path);
    let mut days = BTreeMap::<_, BTreeMap<_, Vec<_>>>::new();
    for (actor, issue, day, sign) in claims(&path) {
        days.entry((actor, issue)).or_default().entry(day).or_default().push(sign);
    }
    let since = date(2011, 4, 1);
    let (mut first, mut moved, mut reaffirmed) = (0, 0, 0);
    for days in days.values_mut() {
        let mut before = None;
        for (day, signs) in days {
            signs.sort();
            signs.dedup();
            if *day >= since.to_string() {
                match &before {
                    None => first += 1,
                    Some(known) if known == signs => reaffirmed += 1,
                    Some(_) => moved += 1,
                }
            }
            before = Some(signs.clone());
        }
    }
    let changes = graph.view().changes(Some(since), None).expect("a period");
    let count = |kind| changes.iter().filter(|change| change.kind == kind).count();
    assert_eq!(
        (count(ChangeKind::First), count(ChangeKind::Moved), count(ChangeKind::Reaffirmed)),
        (first, moved, reaffirmed)
    );
    assert!(moved > 0 && first + moved + reaffirmed == changes.len());
}

#[test]
fn contradictions_are_the_pairs_of_opposed_claims() {
    let Some(path) = path() else { return };
    let graph = debate(&path);
    let mut sides = BTreeMap::<_, [u64; 2]>::new();
    for (actor, issue, _, sign) in claims(&path) {
        sides.entry((actor, issue)).or_default()[usize::from(sign == "1")] += 1;
    }
    let wanted = sides.values().map(|[oppose, support]| oppose * support).sum::<u64>();
    let all = graph.view().contradictions();
    assert_eq!(all.total(), wanted);
    assert_eq!(all.count() as u64, wanted);
    for pair in graph.view().contradictions() {
        assert_eq!(pair.support.position(), Position::Support);
        assert_eq!(pair.oppose.position(), Position::Oppose);
        assert_eq!(pair.support.ends(), pair.oppose.ends());
    }
}
