//! Who moved on what.

use jiff::ToSpan;
use proptest::prelude::*;
use stancegraph::graph::{Change, ChangeKind, Side, Unit};
use stancegraph::model::{ActorId, Date, Position, Stance, date};
use stancegraph::{Error, StanceGraph, Standing};

use crate::shared::built::graph_of;

fn when() -> impl Strategy<Value = Option<Date>> {
    let dates = vec![
        "2015",
        "2016",
        "2016-01",
        "2016-01-01",
        "2016-01-02",
        "2016-01-03",
        "2016-01-15",
        "2016-02",
        "2016-02-01",
    ];
    prop::option::weighted(0.8, prop::sample::select(dates))
        .prop_map(|text| text.map(|text| text.parse().expect("a date")))
}

prop_compose! {
    fn stance()(
        actor in prop::sample::select(vec!["ann", "bob"]),
        issue in prop::sample::select(vec!["tunnel", "ferry"]),
        position in prop::sample::select(Position::ALL.to_vec()),
        date in when(),
        until in when(),
        has_end in prop::bool::weighted(0.4),
        speaker in prop::option::weighted(0.3, prop::sample::select(vec!["ann", "cem"])),
    ) -> Stance {
        let stance = Stance::on_issue(actor, position.as_str(), issue).expect("ids");
        let until = until.filter(|until| {
            has_end && date.is_none_or(|date| date.first_day() <= until.last_day())
        });
        let speaker = speaker.map(|speaker| ActorId::new(speaker).expect("an id"));
        stance.with_position(position).with_speaker(speaker).with_date(date).with_until(until)
    }
}

type Row = (String, String, String, ChangeKind, [Option<Side>; 2], [Vec<String>; 2]);

fn row(change: &Change) -> Row {
    let ids = |stances: &[stancegraph::StanceRef]| {
        stances.iter().map(|stance| stance.id().to_string()).collect::<Vec<_>>()
    };
    (
        change.date.first_day().to_string(),
        change.actor().id.to_string(),
        change.target().id().to_owned(),
        change.kind,
        [change.from, change.to],
        [ids(&change.before), ids(&change.after)],
    )
}

/// Whether only what has no date is in force.
fn is_undated(standing: Option<Standing>) -> bool {
    standing.is_some_and(|standing| standing.deciding().all(|stance| stance.date().is_none()))
}

/// The changes by the comparison of each day's snapshot with that of the day before.
fn naive(graph: &StanceGraph, unit: Unit, since: Date, until: Date) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut day = since.first_day();
    while day < until.first_day() {
        let eve = day.checked_sub(1.day()).expect("not the first day");
        let at = |day: jiff::civil::Date| graph.snapshot(day.into()).by(unit);
        let (before, after) = (at(eve), at(day));
        for actor in graph.actors() {
            let ix = graph.find_actor(actor.id.as_str()).expect("its own id");
            for issue in graph.issues() {
                let node = graph.find_target(issue.id.as_str()).expect("its own id");
                let [from, to] = [&before, &after]
                    .map(|view| view.standings().get(ix, node).expect("of this graph"));
                let stances = || {
                    graph.stances().filter(|stance| {
                        after.acting(*stance).expect("of this graph") == ix
                            && stance.target().id() == issue.id.as_str()
                    })
                };
                let first_day = |stance: stancegraph::StanceRef| stance.date().map(Date::first_day);
                let is_said = stances().any(|stance| first_day(stance) == Some(day));
                let on_record = stances().any(|stance| first_day(stance).is_none_or(|d| d < day));
                let [old, new] = [from, to].map(|standing| standing.map(Standing::side));
                let kind = match (is_said, old, new) {
                    (true, ..) if !on_record => ChangeKind::First,
                    (true, None, _) => ChangeKind::Resumed,
                    (true, old, new) if old == new => ChangeKind::Reaffirmed,
                    (false, old, new) if old == new => continue,
                    (false, _, None) => ChangeKind::Lapsed,
                    _ if is_undated(from) != is_undated(to) => ChangeKind::Undated,
                    _ => ChangeKind::Moved,
                };
                let ids = |standing: Option<Standing>| {
                    let stances = standing.into_iter().flat_map(Standing::deciding);
                    stances.map(|stance| stance.id().to_string()).collect()
                };
                let names = (actor.id.to_string(), issue.id.to_string());
                let ids = [ids(from), ids(to)];
                rows.push((day.to_string(), names.0, names.1, kind, [old, new], ids));
            }
        }
        day = day.tomorrow().expect("not the last day");
    }
    rows
}

proptest! {
    #[test]
    fn changes_are_what_differs_from_one_day_to_the_next(
        stances in prop::collection::vec(stance(), 0..14)
    ) {
        let graph = graph_of(&stances);
        let (since, until) = (date(2015, 12, 30), date(2016, 3, 2));
        for unit in [Unit::Actor, Unit::Speaker] {
            let view = graph.view().by(unit);
            let changes = view.changes(Some(since), Some(until)).expect("it is a period");
            let found = changes.iter().map(row).collect::<Vec<_>>();
            prop_assert_eq!(found, naive(&graph, unit, since, until));
        }
    }

    #[test]
    fn without_bounds_they_go_from_the_first_to_the_last_stance(
        stances in prop::collection::vec(stance(), 0..14)
    ) {
        let graph = graph_of(&stances);
        let all = graph.view().changes(None, None).expect("no bounds");
        let said = graph.stances().filter_map(stancegraph::StanceRef::date);
        let ended = graph.stances().filter_map(stancegraph::StanceRef::until);
        let lapsed = ended.map(|until| until.last_day().tomorrow().expect("not the last day"));
        let days = said.map(stancegraph::model::Date::first_day).chain(lapsed);
        let days = days.collect::<std::collections::BTreeSet<_>>();
        let (Some(first), Some(last)) = (days.first(), days.last()) else {
            prop_assert!(all.is_empty());
            return Ok(());
        };
        let first = (*first).into();
        let end = last.tomorrow().expect("not the last day").into();
        // Nothing is said before the first day, but an undated stance may lapse there.
        let since = date(2014, 1, 1).min(first);
        let bounded = graph.view().changes(Some(since), Some(end)).expect("a period");
        prop_assert_eq!(all.iter().map(row).collect::<Vec<_>>(), bounded.iter().map(row).collect::<Vec<_>>());
        // Of two periods that follow one another, the changes are those of both together.
        let middle = date(2016, 1, 2);
        if since < middle && middle < end {
            let parts = [(since, middle), (middle, end)].map(|(since, until)| {
                graph.view().changes(Some(since), Some(until)).expect("a period").len()
            });
            prop_assert_eq!(parts.iter().sum::<usize>(), all.len());
        }
    }
}

#[test]
fn a_stance_without_a_date_proves_no_move() {
    let said =
        |actor, label, date| Stance::on_issue(actor, label, "tunnel").expect("ids").with_date(date);
    let graph = graph_of(&[
        said("ann", "supports", None),
        said("ann", "opposes", Some(date(2016, 1, 1))),
        said("ann", "supports", Some(date(2017, 1, 1))),
    ]);
    let changes = graph.view().changes(None, None).expect("no bounds");
    let found = changes.iter().map(|change| change.kind).collect::<Vec<_>>();
    assert_eq!(found, [ChangeKind::Undated, ChangeKind::Moved]);
}

#[test]
fn an_empty_period_is_refused() {
    let graph = graph_of(&[]);
    let day = date(2016, 1, 1);
    for until in [day, date(2015, 1, 1)] {
        let error = graph.view().changes(Some(day), Some(until)).expect_err("no day");
        assert!(matches!(error, Error::EmptyWindow { .. }), "{error}");
    }
}
