//! Laws of blocs of views, on random debates.

#![expect(clippy::float_cmp, reason = "weights are whole numbers")]

use proptest::prelude::*;
use stancegraph::bloc::{
    ActorGraph, Basis, BestCount, BlocCount, Blocs, Consensus, Parallel, Partition, SignedGraph,
    Threshold, TieOrigin, TieRule,
};
use stancegraph::graph::{Filter, Node, Side};
use stancegraph::measure::{Comparison, Measure, Normalisation};
use stancegraph::model::{Position, SourceId, Stance};
use stancegraph::{StanceGraph, View};

use crate::shared::built::graph_of;

const COUNTS: [BlocCount; 2] = [BlocCount::Two, BlocCount::Any];

/// An actor, a target (an actor from 10 on), a position and a source.
type Said = (u8, u8, i8, u8);

fn said() -> impl Strategy<Value = Vec<Said>> {
    prop::collection::vec((0..7_u8, prop_oneof![0..4_u8, 10..17_u8], -1..=1_i8, 0..3_u8), 1..60)
}

fn stance((actor, target, position, source): Said, names: &str) -> Stance {
    let actor = format!("{names}{actor}");
    let stance = match target.checked_sub(10) {
        Some(other) => Stance::toward_actor(&actor, "says", format!("{names}{other}")),
        None => Stance::on_issue(&actor, "says", format!("issue-{target}")),
    };
    let position = match position {
        -1 => Position::Oppose,
        0 => Position::Neutral,
        _ => Position::Support,
    };
    let source = Some(SourceId::new(format!("source-{source}")).expect("an id"));
    stance.expect("ids").with_position(position).with_source(source)
}

fn graph(said: &[Said]) -> StanceGraph {
    graph_of(&said.iter().map(|said| stance(*said, "actor-")).collect::<Vec<_>>())
}

fn blocs<'v>(view: &'v View, is_direct: bool, count: BlocCount) -> Blocs<'v> {
    let ties = match is_direct {
        true => view.direct_graph(false),
        false => view.alignment_graph(Measure::Agreement, TieRule::default()).expect("it fits"),
    };
    ties.blocs(count, None, 7)
}

/// Each bloc's actors.
fn named(blocs: &Blocs) -> Vec<Vec<String>> {
    let name = |node: &usize| {
        let actor =
            blocs.ties().graph().actor_at(blocs.ties().nodes()[*node]).expect("of this graph");
        actor.id.to_string()
    };
    blocs.members().iter().map(|members| members.iter().map(name).collect()).collect()
}

fn disagreement(graph: &SignedGraph, labels: &[usize]) -> f64 {
    let disagrees = |u: usize, v: usize, weight: f64| (labels[u] == labels[v]) != (weight > 0.0);
    let ties = graph.ties().iter().filter(|tie| disagrees(tie.u, tie.v, tie.weight));
    ties.map(|tie| tie.weight.abs()).sum()
}

proptest! {
    #[test]
    fn the_order_of_stances_never_matters(
        (said, shuffled) in said().prop_flat_map(|s| (Just(s.clone()), Just(s).prop_shuffle())),
        is_direct in any::<bool>(),
    ) {
        let (one, other) = (graph(&said), graph(&shuffled));
        for count in COUNTS {
            let (one, other) = (one.view(), other.view());
            let (one, other) = (blocs(&one, is_direct, count), blocs(&other, is_direct, count));
            prop_assert_eq!(one.partition(), other.partition());
            prop_assert_eq!(named(&one), named(&other));
            let told = |blocs: &Blocs| {
                blocs.misfits().iter().map(|one| (one.tie, one.weight, one.together)).collect::<Vec<_>>()
            };
            prop_assert_eq!(told(&one), told(&other));
        }
    }

    #[test]
    fn what_actors_are_called_never_matters(said in said(), is_direct in any::<bool>()) {
        // The same order of names: the same answer, name by name.
        let renamed = graph_of(&said.iter().map(|said| stance(*said, "who-")).collect::<Vec<_>>());
        let graph = graph(&said);
        for count in COUNTS {
            let (view, other) = (graph.view(), renamed.view());
            let (one, other) = (blocs(&view, is_direct, count), blocs(&other, is_direct, count));
            let renamed = named(&one).iter().map(|names| {
                names.iter().map(|name| name.replace("actor-", "who-")).collect::<Vec<_>>()
            }).collect::<Vec<_>>();
            prop_assert_eq!(renamed, named(&other));
        }
    }

    #[test]
    fn the_value_is_what_the_misfits_weigh(said in said(), is_direct in any::<bool>()) {
        let graph = graph(&said);
        let view = graph.view();
        for count in COUNTS {
            let blocs = blocs(&view, is_direct, count);
            let value = disagreement(blocs.ties().signed(), &blocs.partition().blocs);
            prop_assert_eq!(value, blocs.partition().value);
            let misfits = blocs.misfits();
            let firm = misfits.iter().map(|misfit| misfit.weight.abs()).sum::<f64>();
            prop_assert_eq!(value, firm + blocs.open_disagreement());
            for misfit in misfits {
                prop_assert_eq!(misfit.together, misfit.weight < 0.0);
                let behind = blocs.ties().behind(misfit.tie);
                prop_assert!(!behind.is_empty());
                let (a, b) = misfit.pair;
                let is_theirs = behind.iter().all(|stance| {
                    [a, b].map(|ix| &graph.actor_at(ix).expect("of this graph").id).contains(&&stance.actor().id)
                });
                prop_assert!(is_theirs);
            }
        }
    }

    #[test]
    fn ties_are_as_defined(said in said(), min_shared in 1..3_usize, weighted in any::<bool>()) {
        let graph = graph(&said);
        let view = graph.view();
        let rule = TieRule::default()
            .with_threshold(Threshold::At(0.4))
            .with_min_shared(min_shared)
            .with_weighted(weighted);
        let ties = view.alignment_graph(Measure::Agreement, rule).expect("it fits");
        let mut wanted = Vec::new();
        for pair in view.alignments(Measure::Agreement) {
            let Some(score) = pair.score.filter(|_| pair.tally.shared >= min_shared) else { continue };
            let away = score - 0.4;
            if away.abs() > 1e-12 {
                wanted.push((pair.pair(), if weighted { away } else { away.signum() }));
            }
        }
        let found = ties.signed().ties().iter().map(|tie| {
            ((ties.nodes()[tie.u], ties.nodes()[tie.v]), tie.weight)
        });
        let found = found.collect::<Vec<_>>();
        let ends = |ties: &[(_, f64)]| ties.iter().map(|(ends, _)| *ends).collect::<Vec<_>>();
        prop_assert_eq!(ends(&found), ends(&wanted));
        let apart = found.iter().zip(&wanted).map(|((_, a), (_, b))| (a - b).abs());
        prop_assert!(apart.fold(0.0, f64::max) < 1e-12);
        let all = ties.nodes().len() + ties.isolates().len();
        prop_assert_eq!(all, view.standings().actors().count());
    }

    #[test]
    fn direct_ties_are_the_sides_of_standings_on_actors(said in said()) {
        let graph = graph(&said);
        let view = graph.view();
        let ties = view.direct_graph_with(false, Parallel::Merge);
        for (number, tie) in ties.signed().ties().iter().enumerate() {
            let TieOrigin::Standing(standing) = ties.origin(number) else { panic!("it is said") };
            prop_assert_eq!(ties.nodes()[tie.u], standing.actor_ix());
            prop_assert_eq!(Node::Actor(ties.nodes()[tie.v]), standing.target_node());
            prop_assert!(standing.side().is_decided());
        }
        let on_actors = view.standings().iter().filter(|standing| standing.target().is_actor());
        let untied = ties.untied();
        prop_assert_eq!(
            ties.signed().ties().len() + untied.undecided + untied.unanswered,
            on_actors.count()
        );
    }

    #[test]
    fn every_stance_in_force_on_an_actor_is_a_tie_or_neutral(said in said()) {
        let graph = graph(&said);
        let view = graph.view();
        let ties = view.direct_graph(false);
        let on_actors = view.standings().iter().filter(|standing| standing.target().is_actor());
        let in_force = on_actors.map(|standing| standing.deciding().count()).sum::<usize>();
        prop_assert_eq!(ties.signed().ties().len() + ties.untied().undecided, in_force);
        prop_assert_eq!(ties.untied().unanswered, 0);
        for (number, tie) in ties.signed().ties().iter().enumerate() {
            let behind = ties.behind(number);
            prop_assert_eq!(behind.len(), 1);
            prop_assert_eq!(f64::from(behind[0].position().sign()), tie.weight);
        }
        // Added up, the ties of one on another weigh as much as they do one by one.
        let sums = view.direct_graph_with(false, Parallel::Sum);
        let total = |ties: &ActorGraph| ties.signed().ties().iter().map(|tie| tie.weight).sum::<f64>();
        prop_assert_eq!(total(&sums), total(&ties));
    }

    #[test]
    fn moving_an_actor_costs_what_is_said(said in said(), is_direct in any::<bool>()) {
        let graph = graph(&said);
        let view = graph.view();
        for count in COUNTS {
            let blocs = blocs(&view, is_direct, count);
            let labels = &blocs.partition().blocs;
            let signed = blocs.ties().signed();
            let mut last = 0.0;
            for swing in blocs.swings() {
                prop_assert!(swing.cost > 0.0, "who could move at no cost has no bloc");
                prop_assert!(swing.cost >= last, "the cheapest first, and none is better");
                last = swing.cost;
                let mut moved = labels.clone();
                let costs = (0..=blocs.partition().count()).map(|bloc| {
                    moved[swing.node] = bloc;
                    Partition::of(signed, &moved).value - disagreement(signed, labels)
                });
                let own = labels[swing.node];
                let is_alone = labels.iter().filter(|bloc| **bloc == own).count() == 1;
                let unused = if is_alone { blocs.partition().count() } else { usize::MAX };
                let costs = costs.enumerate().filter(|(bloc, _)| *bloc != own && *bloc != unused);
                let costs = costs.map(|(_, cost)| cost).collect::<Vec<_>>();
                prop_assert!(costs.iter().any(|cost| (cost - swing.cost).abs() < 1e-9));
                // A bloc of another part is no better than one of its own.
                let least = costs.into_iter().fold(f64::INFINITY, f64::min);
                let may_leave = count == BlocCount::Any || blocs.component_count() > 1;
                prop_assert!(least >= swing.cost - 1e-9 || !may_leave || blocs.component_count() > 1);
            }
        }
    }

    #[test]
    fn blocs_are_what_all_best_partitions_say(said in said(), is_direct in any::<bool>()) {
        let graph = graph(&said);
        let view = graph.view();
        let three = BlocCount::AtMost(3.try_into().expect("not zero"));
        for (count, most) in [(BlocCount::Two, 2), (three, 3), (BlocCount::Any, usize::MAX)] {
            let blocs = blocs(&view, is_direct, count);
            prop_assert!(blocs.is_decided());
            let signed = blocs.ties().signed();
            let mut counted = 1;
            for part in 0..blocs.component_count() {
                let nodes = (0..signed.nodes()).filter(|node| blocs.component(*node) == part);
                let nodes = nodes.collect::<Vec<_>>();
                let best = best_of_part(signed, &nodes, most);
                counted *= best.len() as u64;
                let mut is_open = vec![false; nodes.len()];
                for (a, b) in (0..nodes.len()).flat_map(|b| (0..b).map(move |a| (a, b))) {
                    let together = best.iter().filter(|labels| labels[a] == labels[b]).count();
                    let is_same = together == 0 || together == best.len();
                    if !is_same {
                        (is_open[a], is_open[b]) = (true, true);
                    }
                    let Some((one, other)) = blocs.bloc(nodes[a]).zip(blocs.bloc(nodes[b])) else {
                        continue;
                    };
                    prop_assert!(one != other || together == best.len());
                    prop_assert!(one == other || together < best.len());
                    // With more blocs, two that no tie joins may also be one.
                    prop_assert!(is_same || most > 2);
                }
                for (place, node) in nodes.iter().enumerate() {
                    prop_assert!(blocs.bloc(*node).is_some() || is_open[place]);
                }
            }
            prop_assert_eq!(blocs.best(), BestCount::Exactly(counted));
            for group in blocs.unplaced() {
                prop_assert!(group.iter().all(|node| blocs.bloc(*node).is_none()));
            }
        }
    }

    #[test]
    fn who_has_a_panel_is_opposed_by_nobody_in_it(said in said(), is_direct in any::<bool>()) {
        let graph = graph(&said);
        let view = graph.view();
        let blocs = blocs(&view, is_direct, BlocCount::Two);
        let opposed = blocs.oppositions(&view);
        for (bloc, members) in blocs.unopposed(&view).iter().enumerate() {
            let actors = members.iter().map(|node| blocs.ties().nodes()[*node]).collect::<Vec<_>>();
            for standing in view.standings().iter().filter(|s| s.side() == Side::Oppose) {
                let Node::Actor(target) = standing.target_node() else { continue };
                let is_within = actors.contains(&standing.actor_ix()) && actors.contains(&target);
                prop_assert!(!is_within || target == standing.actor_ix());
            }
            let is_told = opposed.iter().any(|one| one.bloc == bloc);
            prop_assert_eq!(members.len() == blocs.members()[bloc].len(), !is_told);
        }
    }

    #[test]
    fn what_blocs_say_is_what_their_members_say(said in said()) {
        let graph = graph(&said);
        let view = graph.view();
        let blocs = blocs(&view, false, BlocCount::Two);
        let consensus = blocs.consensus(view.standings());
        let placed = view.standings().iter().filter(|s| blocs.bloc_of(s.actor_ix()).expect("of this graph").is_some());
        let members = consensus.iter().map(|one| one.members() as usize).sum::<usize>();
        prop_assert_eq!(members, placed.count());
        for one in &consensus {
            for index in [one.rice(), one.cohesion()].into_iter().flatten() {
                prop_assert!((0.0..=1.0).contains(&index));
            }
            prop_assert!(!one.unites() || (one.rice(), one.cohesion()) == (Some(1.0), Some(1.0)));
        }
        if let Some(mean) = Consensus::mean(&consensus, Consensus::cohesion) {
            prop_assert!((0.0..=1.0).contains(&mean));
        }
    }

    #[test]
    fn a_target_drawn_so_often_is_so_many_targets(
        said in said(),
        times in prop::collection::vec(0..4_u32, 4),
        measure in prop::sample::select(vec![
            Measure::Agreement, Measure::Kappa, Measure::Cosine, Measure::Subtract,
        ]),
    ) {
        let said = said.into_iter().filter(|said| said.1 < 10).collect::<Vec<_>>();
        let times_of = |issue: u8| times[usize::from(issue)];
        let again = said.iter().flat_map(|said| {
            (0..times_of(said.1)).map(|round| {
                let mut copy = stance(*said, "actor-");
                copy.issue = Some(format!("issue-{}-{round}", said.1).parse().expect("an id"));
                copy
            })
        });
        let (graph, again) = (graph(&said), graph_of(&again.collect::<Vec<_>>()));
        let (view, again) = (graph.view(), again.view());
        let mut comparison = Comparison::from(measure);
        if measure.is_of_counts() {
            comparison.normalisation = Normalisation::Average;
        }
        let drawn = view.compare(comparison.clone()).expect("it fits").redrawn(|node| {
            let issue = graph.target_at(node).expect("of this graph").id().strip_prefix("issue-");
            issue.map_or(1, |issue| times_of(issue.parse().expect("a number")))
        });
        let name = |graph: &StanceGraph, pair| {
            let (a, b): (stancegraph::graph::ActorIx, _) = pair;
            [a, b].map(|ix| graph.actor_at(ix).expect("of this graph").id.to_string())
        };
        let drawn = drawn.into_iter().map(|p| (name(&graph, p.pair), p.tally, p.score));
        let wanted = again.compare(comparison).expect("it fits").pairings().collect::<Vec<_>>();
        let wanted = wanted.into_iter().map(|p| (name(again.graph(), p.pair), p.tally, p.score));
        prop_assert_eq!(drawn.collect::<Vec<_>>(), wanted.collect::<Vec<_>>());
    }

    #[test]
    fn what_is_left_out_is_not_there(said in said(), source in 0..3_u8) {
        let graph = graph(&said);
        let name = format!("source-{source}");
        let Ok(view) = graph.view().without(&Filter::default().with_sources([name.clone()]))
        else { return Ok(()) };
        let rest = said.iter().filter(|said| said.3 != source).copied().collect::<Vec<_>>();
        prop_assert_eq!(view.stances().count(), rest.len());
        let is_out = view.stances().all(|stance| stance.source().is_none_or(|s| s.id.as_str() != name));
        prop_assert!(is_out);
    }

    #[test]
    fn what_changes_without_a_source_is_what_blocs_of_the_rest_say(
        said in said(),
        is_direct in any::<bool>(),
    ) {
        let whole = graph(&said);
        let view = whole.view();
        let found = blocs(&view, is_direct, BlocCount::Two);
        let all = found.leave_outs(&view, 2, None).expect("no weights");
        let (sources, issues) =
            all.tried.iter().partition::<Vec<_>, _>(|left| left.basis == Basis::Source);
        prop_assert!(issues.iter().all(|left| left.basis == Basis::Issue && !is_direct));
        for left in &sources {
            let number = left.id.trim_start_matches("source-").parse::<u8>().expect("a number");
            let rest = said.iter().filter(|said| said.3 != number).copied().collect::<Vec<_>>();
            prop_assert_eq!(left.stances, said.len() - rest.len());
            let rest = graph(&rest);
            let rest_view = rest.view();
            let of_rest = blocs(&rest_view, is_direct, BlocCount::Two);
            let ties = of_rest.ties();
            let known = |ix| rest.find_actor(whole.actor_at(ix).expect("of this graph").id.as_str()).ok();
            for actor in &left.untied {
                prop_assert!(known(*actor).and_then(|ix| ties.node(ix).expect("of this graph")).is_none());
            }
            // If nobody has moved, what was best still is, but for who has no tie.
            if left.moved.is_empty() && found.unplaced().is_empty() {
                let labels = ties.nodes().iter().map(|ix| {
                    let actor = whole.find_actor(rest.actor_at(*ix).expect("of this graph").id.as_str()).expect("it was there");
                    found.ties().node(actor).expect("of this graph").map(|node| found.partition().blocs[node])
                });
                let Some(labels) = labels.collect::<Option<Vec<_>>>() else { continue };
                prop_assert_eq!(disagreement(ties.signed(), &labels), of_rest.partition().value);
            }
        }
        let count = [0, 1, 2].iter().filter(|n| said.iter().any(|said| said.3 == **n)).count();
        let (tried, more) = if count < 2 { (0, 0) } else { (2, count - 2) };
        prop_assert_eq!(sources.len(), tried);
        prop_assert!(all.omitted >= more);
    }

    #[test]
    fn shares_of_resamples_hang_together(said in said(), is_direct in any::<bool>()) {
        let graph = graph(&said);
        let view = graph.view();
        let blocs = blocs(&view, is_direct, BlocCount::Two);
        let stability = blocs.stability(12, None);
        prop_assert_eq!(stability.drawn(), 12);
        prop_assert!(blocs.members().iter().flatten().all(|node| blocs.bloc(*node).is_some()));
        for (bloc, members) in blocs.members().iter().enumerate() {
            let pairs = members.iter().enumerate().flat_map(|(i, u)| {
                members[i + 1..].iter().filter_map(|v| stability.together(*u, *v)).collect::<Vec<_>>()
            });
            let pairs = pairs.collect::<Vec<_>>();
            let least = pairs.iter().copied().reduce(f64::min);
            prop_assert_eq!(stability.weakest_pair(bloc).map(|(.., share)| share), least);
            let mean = stability.of_bloc(bloc);
            prop_assert_eq!(mean.is_some(), least.is_some());
            prop_assert!(mean.is_none_or(|mean| (0.0..=1.0).contains(&mean)));
            prop_assert!(mean.zip(least).is_none_or(|(mean, least)| mean >= least - 1e-9));
            if let [one, other] = members.as_slice() {
                let pair = stability.together(*one, *other);
                prop_assert_eq!(pair, mean);
                prop_assert_eq!(vec![pair, pair], stability.of_members(bloc));
            }
        }
    }
}

#[test]
fn more_blocs_than_actors_are_those_there_are() {
    for (position, wanted) in [(1, vec![vec![0, 1]]), (-1, vec![vec![0], vec![1]])] {
        let graph = graph(&[(0, 0, 1, 0), (1, 0, position, 0)]);
        let view = graph.view();
        for most in 2..5 {
            let most = BlocCount::AtMost(most.try_into().expect("not zero"));
            let blocs = blocs(&view, false, most);
            assert_eq!(blocs.members(), wanted);
            assert_eq!(blocs.best(), BestCount::Exactly(1));
        }
    }
}

/// All partitions of nodes into at most so many blocs, labels by their first nodes.
fn partitions(nodes: usize, most: usize) -> Vec<Vec<usize>> {
    let mut all = vec![Vec::new()];
    for _ in 0..nodes {
        let longer = all.into_iter().flat_map(|labels: Vec<usize>| {
            let used = labels.iter().max().map_or(0, |last| last + 1);
            (0..(used + 1).min(most)).map(move |bloc| [&labels[..], &[bloc]].concat())
        });
        all = longer.collect();
    }
    all
}

/// The best partitions of the nodes of one part, which have the labels in their order.
fn best_of_part(signed: &SignedGraph, nodes: &[usize], most: usize) -> Vec<Vec<usize>> {
    let mut part = SignedGraph::new(nodes.len());
    for tie in signed.ties() {
        let place = |node| nodes.iter().position(|other| *other == node);
        if let (Some(u), Some(v)) = (place(tie.u), place(tie.v)) {
            part.add(u, v, tie.weight).expect("it is a tie");
        }
    }
    let all = partitions(nodes.len(), most);
    let value = |labels: &Vec<usize>| disagreement(&part, labels);
    let least = all.iter().map(value).fold(f64::INFINITY, f64::min);
    all.into_iter().filter(|labels| value(labels) == least).collect()
}

#[test]
fn the_median_splits_those_who_mostly_agree() {
    let mut said = Vec::new();
    for issue in 0..4_u8 {
        for actor in 0..4_u8 {
            // On one issue of four the actors are split in half.
            let position = if issue == 3 && actor > 1 { -1 } else { 1 };
            said.push((actor, issue, position, 0));
        }
    }
    let graph = graph(&said);
    let view = graph.view();
    let count = |threshold: Threshold| {
        let rule = TieRule::default().with_threshold(threshold);
        let ties = view.alignment_graph(Measure::Agreement, rule).expect("it fits");
        (ties.threshold(), ties.blocs(BlocCount::Two, None, 0).members().len())
    };
    assert_eq!(count(Threshold::Middle), (Some(0.5), 1));
    assert_eq!(count(Threshold::At(0.8)), (Some(0.8), 2));
    assert_eq!(count(Threshold::Median).0, Some(0.75));
}
