//! Laws that hold on every graph.

use std::collections::BTreeSet;

use proptest::prelude::*;
use stancegraph::graph::{Filter, Side, Standing, TargetKind, Time};
use stancegraph::measure::Measure;
use stancegraph::model::{ActorId, Date, IssueId, Position, Stance, Strength, Target};
use stancegraph::{StanceGraph, StanceRef, Undeclared, View};

use crate::shared::built::graph_of;

fn actor() -> impl Strategy<Value = String> {
    prop::sample::select(vec!["ann", "bob", "cem", "dan", "eve"]).prop_map(str::to_owned)
}

fn target() -> impl Strategy<Value = Target> {
    prop_oneof![
        3 => prop::sample::select(vec!["tunnel", "ferry", "toll", "park"])
            .prop_map(|id| Target::Issue(IssueId::new(id).expect("an id"))),
        1 => actor().prop_map(|id| Target::Actor(ActorId::new(id).expect("an id"))),
    ]
}

fn when() -> impl Strategy<Value = Option<Date>> {
    let dates =
        vec!["2015", "2016", "2016-01", "2016-04", "2016-04-01", "2016-04-29", "2017-02-03"];
    prop::option::of(prop::sample::select(dates))
        .prop_map(|text| text.map(|text| text.parse().expect("a date")))
}

prop_compose! {
    fn stance()(
        actor in actor(),
        target in target(),
        position in prop::sample::select(Position::ALL.to_vec()),
        strength in prop::sample::select(vec![1.0, 1.0, 0.5, 0.25]),
        date in when(),
        until in when(),
        note in prop::option::of("[a-z]{0,6}"),
        coder in prop::option::of("[ab]"),
    ) -> Stance {
        let mut stance = Stance::on_issue(actor, position.as_str(), "-").expect("ids");
        match target {
            Target::Issue(issue) => stance.issue = Some(issue),
            Target::Actor(toward) => {
                stance.issue = None;
                stance.toward = Some(toward);
            }
        }
        let until = until.filter(|until| date.is_none_or(|date| date.first_day() <= until.last_day()));
        (stance.note, stance.coder) = (note, coder);
        stance
            .with_position(position)
            .with_strength(Strength::new(strength).expect("a strength"))
            .with_date(date)
            .with_until(until)
    }
}

fn stances() -> impl Strategy<Value = Vec<Stance>> {
    prop::collection::vec(stance(), 0..40)
}

fn first_day(date: Option<Date>) -> Option<jiff::civil::Date> {
    date.map(Date::first_day)
}

/// The side of an actor on a target, straight from the definition.
fn naive_side(stances: &[Stance], actor: &str, target: &str, time: Time) -> Option<Side> {
    let of_pair = stances.iter().filter(|stance| {
        stance.actor.as_str() == actor
            && stance.target().is_some_and(|known| known.as_str() == target)
    });
    let counted: Vec<&Stance> = match time {
        Time::Snapshot(day) => {
            let held = of_pair.filter(|stance| {
                first_day(stance.date).is_none_or(|date| date <= day.last_day())
                    && stance.until.is_none_or(|until| until.last_day() >= day.last_day())
            });
            let held = held.collect::<Vec<_>>();
            let last = held.iter().map(|stance| first_day(stance.date)).max()?;
            held.into_iter().filter(|stance| first_day(stance.date) == last).collect()
        }
        Time::Window { from: Some(from), until: Some(until) } => of_pair
            .filter(|stance| {
                first_day(stance.date)
                    .is_some_and(|date| from.first_day() <= date && date < until.first_day())
            })
            .collect(),
        _ => of_pair.collect(),
    };
    let has = |position| counted.iter().any(|stance| stance.position == Some(position));
    match (has(Position::Support), has(Position::Oppose), has(Position::Neutral)) {
        (true, true, _) => Some(Side::Mixed),
        (true, ..) => Some(Side::Support),
        (_, true, _) => Some(Side::Oppose),
        (_, _, true) => Some(Side::Neutral),
        _ => None,
    }
}

fn agrees_with_the_definition(view: &View, stances: &[Stance]) -> Result<(), TestCaseError> {
    let standings = view.standings();
    for actor in view.graph().actors() {
        let ix = view.graph().find_actor(actor.id.as_str()).expect("its own id");
        for node in view.graph().petgraph().node_weights() {
            let target = view.graph().target_at(*node).expect("of this graph");
            let wanted = naive_side(stances, actor.id.as_str(), target.id(), view.time());
            let found =
                standings.get(ix, *node).expect("of this graph").map(stancegraph::Standing::side);
            prop_assert_eq!(found, wanted, "{} on {}", actor.id, target.id());
        }
    }
    Ok(())
}

proptest! {
    #[test]
    fn the_order_of_stances_never_matters(
        (stances, shuffled) in stances().prop_flat_map(|s| (Just(s.clone()), Just(s).prop_shuffle()))
    ) {
        let (a, b) = (graph_of(&stances), graph_of(&shuffled));
        prop_assert_eq!(a.document(), b.document());
        let ids = |graph: &StanceGraph| graph.stances().map(stancegraph::StanceRef::id).collect::<Vec<_>>();
        prop_assert_eq!(ids(&a), ids(&b));
    }

    #[test]
    fn a_graph_is_its_document(stances in stances()) {
        let graph = graph_of(&stances);
        let mut builder = StanceGraph::builder();
        builder.document(&graph.document());
        let again = builder.build().expect("a graph's document has no faults");
        prop_assert_eq!(again.document(), graph.document());
    }

    #[test]
    fn ids_are_distinct_and_survive_when_they_are_written_out(stances in stances()) {
        let one = graph_of(&stances);
        let ids = one.stances().map(stancegraph::StanceRef::id).collect::<Vec<_>>();
        let mut distinct = ids.clone();
        distinct.sort();
        distinct.dedup();
        prop_assert_eq!(distinct.len(), ids.len());

        let written = one.stances().map(|stance| {
            stance.to_stance().with_id(stance.id())
        });
        let again = graph_of(&written.collect::<Vec<_>>());
        prop_assert_eq!(again.document(), one.document());
    }

    #[test]
    fn standings_are_as_defined(stances in stances(), from in when(), until in when()) {
        let graph = graph_of(&stances);
        agrees_with_the_definition(&graph.view().at(Time::Window { from: None, until: None }), &stances)?;
        if let Some(day) = from {
            agrees_with_the_definition(&graph.snapshot(day), &stances)?;
        }
        if let (Some(from), Some(until)) = (from, until) {
            agrees_with_the_definition(&graph.window(from..until), &stances)?;
        }
    }

    #[test]
    fn the_snapshot_of_the_last_day_is_the_latest(stances in stances()) {
        let graph = graph_of(&stances);
        if let Some((_, last)) = graph.period() {
            let ids = |view: View| view.stances().map(stancegraph::StanceRef::id).collect::<Vec<_>>();
            prop_assert_eq!(ids(graph.snapshot(last)), ids(graph.view()));
        }
    }

    #[test]
    fn a_filter_shows_what_fits_and_nothing_else(
        stances in stances(),
        positions in prop::collection::vec(prop::sample::select(Position::ALL.to_vec()), 0..3),
        coder in prop::option::of("[ab]"),
        issues_only in any::<bool>(),
    ) {
        let graph = graph_of(&stances);
        let ever = Time::Window { from: None, until: None };
        let target_kind = if issues_only { TargetKind::Issues } else { TargetKind::All };
        let filter = Filter::default()
            .with_positions(positions.clone())
            .with_coders(coder.clone())
            .with_target_kind(target_kind);
        let view = graph.view().at(ever).filter(&filter).expect("no names in it");
        let wanted = stances.iter().filter(|stance| {
            (positions.is_empty() || positions.iter().any(|p| stance.position == Some(*p)))
                && (coder.is_none() || stance.coder == coder)
                && (!issues_only || stance.issue.is_some())
        });
        prop_assert_eq!(view.stances().count(), wanted.count());
    }

    #[test]
    fn positions_select_from_what_is_in_force(
        stances in stances(),
        positions in prop::collection::vec(prop::sample::select(Position::ALL.to_vec()), 1..3),
        day in when(),
    ) {
        let graph = graph_of(&stances);
        let whole = day.map_or(graph.view(), |day| graph.snapshot(day));
        let filter = Filter::default().with_positions(positions.clone());
        let view = whole.clone().filter(&filter).expect("no names in it");
        let is_of = |stance: &StanceRef| positions.contains(&stance.position());
        let told = |standing: Standing| {
            (standing.to_string(), standing.stances().map(StanceRef::index).collect::<Vec<_>>())
        };
        let standings = whole.standings();
        let wanted = standings.iter().filter(|standing| standing.deciding().any(|s| is_of(&s)));
        let wanted = wanted.map(told).collect::<Vec<_>>();
        prop_assert_eq!(view.standings().iter().map(told).collect::<Vec<_>>(), wanted);
        let now = view.in_force();
        let sides = |view: &View| view.standings().iter().map(|s| s.to_string()).collect::<Vec<_>>();
        prop_assert_eq!(sides(&now), sides(&view));
        let edges = |view: &View| view.stances().map(StanceRef::index).collect::<BTreeSet<_>>();
        prop_assert!(edges(&view.past()).is_disjoint(&edges(&whole.in_force())));
        prop_assert!(edges(&view.past()).is_subset(&edges(&whole.past())));
        let changes = |view: &View| {
            let changes = view.changes(None, None).expect("no bounds");
            changes.iter().map(ToString::to_string).collect::<BTreeSet<_>>()
        };
        prop_assert!(changes(&view).is_subset(&changes(&whole)));
    }

    #[test]
    fn an_alignment_is_symmetric_and_within_its_range(stances in stances()) {
        let graph = graph_of(&stances);
        let view = graph.view();
        for a in graph.actors() {
            for b in graph.actors() {
                let align = |x: &str, y: &str| view.alignment(x, y, Measure::Agreement).expect("there");
                let (one, other) =
                    (align(a.id.as_str(), b.id.as_str()), align(b.id.as_str(), a.id.as_str()));
                prop_assert_eq!(one.score, other.score);
                prop_assert_eq!(one.tally, other.tally);
                prop_assert_eq!(one.score.is_none(), one.tally.shared == 0);
                let tally = one.tally;
                let parts = tally.agree + tally.disagree + tally.mixed + tally.neutral;
                prop_assert_eq!(parts, tally.shared);
                if let (Some(score), Some(interval)) = (one.score, one.interval()) {
                    prop_assert!((0.0..=1.0).contains(&score));
                    prop_assert!(interval.low <= score + 1e-9 && score <= interval.high + 1e-9);
                }
                if a.id == b.id && tally.shared > 0 {
                    prop_assert_eq!(one.score, Some(1.0));
                }
            }
        }
    }

    #[test]
    fn an_unrelated_actor_changes_no_pair(stances in stances()) {
        let scores = |graph: &StanceGraph| {
            let view = graph.view();
            let pairs = view.alignments(Measure::Agreement).map(|pair| {
                (pair.a().id.to_string(), pair.b().id.to_string(), pair.score, pair.tally)
            });
            pairs.collect::<Vec<_>>()
        };
        let before = scores(&graph_of(&stances));
        let mut more = stances.clone();
        more.push(Stance::on_issue("zoe", "supports", "zoo").expect("ids"));
        prop_assert_eq!(scores(&graph_of(&more)), before);
    }

    #[test]
    fn an_alignment_rests_on_its_stances_alone(stances in stances()) {
        let graph_all = graph_of(&stances);
        let view = graph_all.view();
        let Some((_, last)) = graph_all.period() else { return Ok(()) };
        for pair in view.alignments(Measure::Agreement) {
            let behind = pair.stances().into_iter().map(stancegraph::StanceRef::to_stance).collect::<Vec<_>>();
            if pair.tally.shared == 0 {
                continue;
            }
            let alone = graph_of(&behind);
            let (a, b) = (pair.a().id.as_str(), pair.b().id.as_str());
            let again = alone.snapshot(last);
            let again = again.alignment(a, b, Measure::Agreement).expect("both are there");
            prop_assert_eq!((again.score, again.tally), (pair.score, pair.tally));
        }
    }
}

#[test]
fn parts_count_for_their_wholes_where_asked() {
    use stancegraph::graph::{RollUp, Unit};
    use stancegraph::model::Actor;

    let mut builder = StanceGraph::builder();
    builder.undeclared(Undeclared::Create);
    let mut part = |id: &str, whole: &str| {
        let mut actor = Actor::new(ActorId::new(id).expect("an id"));
        actor.part_of = Some(ActorId::new(whole).expect("an id"));
        builder.actor(actor);
    };
    part("minister", "state");
    part("state", "alliance");
    let mut said = Stance::on_issue("state", "supports", "treaty").expect("ids");
    said.speaker = Some(ActorId::new("minister").expect("an id"));
    builder.stance(&said);
    let graph = builder.build().expect("no faults");

    let units = |view: View| {
        let standings = view.standings();
        standings.iter().map(|standing| standing.actor().id.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(units(graph.view()), ["state"]);
    assert_eq!(units(graph.view().by(Unit::Speaker)), ["minister"]);
    assert_eq!(units(graph.view().by(Unit::Speaker).roll_up(RollUp::Parent)), ["state"]);
    assert_eq!(units(graph.view().roll_up(RollUp::Parent)), ["alliance"]);
    assert_eq!(units(graph.view().by(Unit::Speaker).roll_up(RollUp::Top)), ["alliance"]);
}
