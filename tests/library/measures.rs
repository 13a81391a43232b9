//! Every measure: laws on random graphs, values of reference, and how often intervals hold.

use proptest::prelude::*;
use stancegraph::format::{Mapping, Reader};
use stancegraph::graph::{Time, Unit};
use stancegraph::measure::{
    Comparison, Confidence, Distance, Duplicates, Joint, Measure, Normalisation, Share, TwoMode,
};
use stancegraph::model::{ActorId, Stance, Strength};
use stancegraph::{Error, StanceGraph, StanceRef, Undeclared, View};

use crate::shared::real::real;

/// Every measure with every setting that it takes.
fn comparisons() -> Vec<Comparison> {
    let mut all = Vec::new();
    for measure in Measure::ALL {
        let plain = Comparison::from(*measure);
        if measure.has_distance() {
            all.extend(Distance::ALL.iter().map(|distance| plain.clone().with_distance(*distance)));
        } else if measure.is_of_counts() {
            for normalisation in Normalisation::ALL {
                all.extend(Duplicates::ALL.iter().map(|duplicates| {
                    plain.clone().with_normalisation(*normalisation).with_duplicates(*duplicates)
                }));
            }
        } else {
            all.push(plain);
        }
    }
    all
}

fn range(measure: Measure) -> (f64, f64) {
    match measure {
        Measure::Agreement | Measure::Identical | Measure::Decided => (0.0, 1.0),
        Measure::Congruence | Measure::Conflict | Measure::Ignore => (0.0, f64::INFINITY),
        Measure::Subtract => (f64::NEG_INFINITY, f64::INFINITY),
        Measure::Kappa | Measure::Pi | Measure::Alpha => (f64::NEG_INFINITY, 1.0),
        _ => (-1.0, 1.0),
    }
}

type Said = (usize, usize, i8, bool, u8);

fn graph(said: &[Said]) -> StanceGraph {
    let mut builder = StanceGraph::builder();
    builder.undeclared(Undeclared::Create);
    for (actor, target, position, is_strong, day) in said {
        let label = ["opposes", "abstains", "supports"][usize::from((position + 1).unsigned_abs())];
        let target = ["tunnel", "ferry", "toll", "park"][*target];
        let actor = ["ann", "bob", "cem", "dan"][*actor];
        let mut stance = Stance::on_issue(actor, label, target).expect("ids");
        let strength = if *is_strong { 1.0 } else { 0.5 };
        stance.strength = Some(Strength::new(strength).expect("a strength"));
        stance.date =
            Some(stancegraph::model::date(2016, 1, 1 + i8::try_from(*day).expect("a day")));
        builder.stance(&stance);
    }
    builder.build().expect("no faults")
}

fn said() -> impl Strategy<Value = Vec<Said>> {
    prop::collection::vec((0..4_usize, 0..4_usize, -1..=1_i8, any::<bool>(), 0..20_u8), 0..40)
}

fn everything(graph: &StanceGraph) -> View<'_> {
    graph.view().at(Time::Window { from: None, until: None })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn all_measures_are_symmetric_and_within_their_range(said in said()) {
        let graph = graph(&said);
        for view in [graph.view(), everything(&graph)] {
            for comparison in comparisons() {
                let alignments = view.compare(comparison.clone()).expect("settings that fit");
                let (low, high) = range(comparison.measure.built_in().expect("it is one"));
                for pairing in alignments.pairings() {
                    let (a, b) = pairing.pair;
                    let turned = alignments.between((b, a)).expect("of this graph");
                    prop_assert_eq!(turned.score, pairing.score);
                    prop_assert_eq!(turned.tally, pairing.tally);
                    let score = pairing.score.unwrap_or(low);
                    let within = (low - 1e-9..=high + 1e-9).contains(&score);
                    prop_assert!(within, "{} {score}", comparison.measure);
                }
            }
        }
    }

    #[test]
    fn an_actor_agrees_with_itself(said in said()) {
        let graph = graph(&said);
        let view = graph.view();
        let full = Measure::ALL.iter().filter(|measure| !measure.is_of_counts());
        for measure in full {
            let alignments = view.compare(*measure).expect("no settings");
            for actor in alignments.actors() {
                let own = alignments.between((*actor, *actor)).expect("of this graph");
                // Who has said both is not identical to anything.
                let is_share = matches!(measure, Measure::Identical | Measure::Decided);
                let wanted = match is_share && own.tally.mixed > 0 {
                    true => continue,
                    false => 1.0,
                };
                prop_assert!(own.score.is_none_or(|score| (score - wanted).abs() < 1e-9));
            }
        }
    }

    #[test]
    fn an_unrelated_actor_and_the_order_of_lines_change_no_score(said in said()) {
        let scores = |graph: &StanceGraph, comparison: &Comparison| {
            let view = everything(graph);
            let alignments = view.compare(comparison.clone()).expect("settings that fit");
            let named = alignments.into_iter().map(|pair| {
                let interval = pair.interval();
                (pair.a().id.clone(), pair.b().id.clone(), pair.score, pair.tally, interval)
            });
            named.collect::<Vec<_>>()
        };
        let one = graph(&said);
        let mut turned = said.clone();
        turned.reverse();
        let turned = graph(&turned);
        let mut builder = StanceGraph::builder();
        builder.undeclared(Undeclared::Create);
        one.stances().for_each(|stance| { builder.stance(&stance.to_stance()); });
        builder.stance(&Stance::on_issue("aaron", "supports", "zoo").expect("ids"));
        let more = builder.build().expect("no faults");
        for comparison in comparisons().into_iter().step_by(3) {
            let comparison = comparison.with_resamples(20);
            let wanted = scores(&one, &comparison);
            prop_assert_eq!(&scores(&turned, &comparison), &wanted);
            prop_assert_eq!(&scores(&more, &comparison), &wanted);
        }
    }

    #[test]
    fn all_ways_to_a_pair_give_the_same(said in said()) {
        let graph = graph(&said);
        let view = graph.view();
        for comparison in comparisons().into_iter().step_by(5) {
            let alignments = view.compare(comparison).expect("settings that fit");
            let matrix = alignments.matrix().expect("small enough");
            let all = alignments.pairings().collect::<Vec<_>>();
            for pairing in &all {
                let (a, b) = pairing.pair;
                prop_assert_eq!(matrix.pair(b, a).expect("of this graph"), Some(*pairing));
                let slow = alignments.between((a, b)).expect("of this graph");
                prop_assert_eq!((slow.score, slow.tally), (pairing.score, pairing.tally));
            }
            let closest = alignments.closest(3, 2);
            let thick = all.iter().filter(|pairing| pairing.tally.shared >= 2);
            let mut thick = thick.copied().collect::<Vec<_>>();
            let comparison = alignments.comparison();
            thick.sort_by(|one, other| comparison.closest_first(one, other));
            prop_assert_eq!(closest.thin, all.len() - thick.len());
            prop_assert_eq!(closest.omitted, thick.len().saturating_sub(3));
            let pairs = closest.pairs.iter().map(stancegraph::Alignment::pair);
            prop_assert!(pairs.eq(thick.iter().take(3).map(|pairing| pairing.pair)));
            let full = alignments.closest(usize::MAX, 2);
            let pairs = full.pairs.iter().map(stancegraph::Alignment::pair);
            prop_assert!(pairs.eq(thick.iter().map(|pairing| pairing.pair)));
            if comparison.measure.is_share() {
                let low = |pair: &stancegraph::Alignment| pair.interval().map_or(-1.0, |ends| ends.low);
                prop_assert!(full.pairs.is_sorted_by(|one, next| low(one) >= low(next)));
            }
            for actor in alignments.actors() {
                let of_actor = |(a, b): (_, _)| a == *actor || b == *actor;
                let listed = full.pairs.iter().map(stancegraph::Alignment::pair);
                let listed = listed.filter(|pair| of_actor(*pair)).collect::<Vec<_>>();
                let own = alignments.closest_to(*actor, usize::MAX, 2).expect("of this graph").pairs;
                let own = own.iter().map(|pair| {
                    let (a, b) = pair.pair();
                    (a.min(b), a.max(b))
                });
                prop_assert_eq!(own.collect::<Vec<_>>(), listed);
            }
        }
    }
}

proptest! {
    // Each graph is built anew twice for every pair and every measure.
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn an_explanation_gives_its_answer_and_no_other(said in said()) {
        let graph = graph(&said);
        for view in [graph.view(), everything(&graph)] {
            for comparison in comparisons() {
                let alignments = view.compare(comparison.clone()).expect("settings that fit");
                for pair in alignments {
                    explains(&graph, &view, &pair, &comparison)?;
                }
            }
        }
    }
}

/// The listed stances alone give the score, and without them there is another answer; the parts
/// add up.
fn explains(
    graph: &StanceGraph,
    view: &View,
    pair: &stancegraph::Alignment,
    comparison: &Comparison,
) -> Result<(), TestCaseError> {
    let behind = pair.stances();
    let edges = behind.iter().map(|stance| stance.index()).collect::<Vec<_>>();
    let again = |keep: &dyn Fn(usize) -> bool| {
        let mut builder = StanceGraph::builder();
        graph.actors().iter().for_each(|actor| {
            builder.actor(actor.clone());
        });
        graph.issues().iter().for_each(|issue| {
            builder.issue(issue.clone());
        });
        let kept = graph.stances().filter(|stance| keep(stance.index().index()));
        kept.for_each(|stance| {
            builder.stance(&stance.to_stance());
        });
        builder.build().expect("no faults")
    };
    let is_behind = |edge: usize| edges.iter().any(|known| known.index() == edge);
    let time = match (view.time(), graph.period()) {
        (Time::Latest, Some((_, last))) => Time::Snapshot(last),
        (time, _) => time,
    };
    let ids = (pair.a().id.as_str(), pair.b().id.as_str());
    let alone = again(&is_behind);
    let alone_view = alone.view().at(time);
    let alone = alone_view.alignment(ids.0, ids.1, comparison.clone()).expect("both are there");
    prop_assert_eq!(alone.tally, pair.tally);
    let differ = alone.score.zip(pair.score).is_some_and(|(a, b)| (a - b).abs() > 1e-9);
    prop_assert!(!differ && alone.score.is_some() == pair.score.is_some());

    let rest = again(&|edge| !is_behind(edge));
    let rest_view = rest.view().at(time);
    let rest = rest_view.alignment(ids.0, ids.1, comparison.clone()).expect("both are there");
    let evidence = |alignment: &stancegraph::Alignment| {
        alignment.stances().iter().map(|stance| stance.to_stance()).collect::<Vec<_>>()
    };
    prop_assert!(pair.tally.shared == 0 || evidence(&rest) != evidence(pair));
    if matches!(time, Time::Window { .. }) {
        prop_assert_eq!(rest.tally.shared, 0);
        prop_assert!(rest.score.is_none_or(|score| score == 0.0));
    }

    let parts = pair.contributions();
    prop_assert_eq!(parts.len(), pair.tally.shared);
    let sum = parts.iter().map(|part| part.part).sum::<Option<f64>>();
    if let (Some(sum), Some(score)) = (sum.filter(|_| !parts.is_empty()), pair.score) {
        prop_assert!((sum - score).abs() < 1e-9, "{} is not {}", sum, score);
    }
    Ok(())
}

#[test]
fn counts_give_the_sums_of_reference() {
    let Some(path) = real("dna/statements.csv") else { return };
    let mapping = Mapping::parse(
        "actor=organization,issue=concept,position=agreement,source=document,date=date",
        "1=support,0=oppose",
    );
    let graph = Reader::new().mapping(mapping.unwrap()).path(path).read().unwrap();
    let view = everything(&graph);
    let sum = |measure: Measure, normalisation, duplicates| {
        let comparison =
            Comparison::from(measure).with_normalisation(normalisation).with_duplicates(duplicates);
        let alignments = view.compare(comparison).unwrap();
        // Both triangles.
        2.0 * alignments.pairings().filter_map(|pairing| pairing.score).sum::<f64>()
    };
    let wanted = [
        (Measure::Ignore, [276.0, 46.261_853_83, 24.469_002_23, 8.872_727_27]),
        (Measure::Congruence, [160.0, 25.802_436_13, 13.610_662_53, 4.806_060_61]),
        (Measure::Conflict, [116.0, 20.459_417_71, 10.858_339_70, 4.066_666_67]),
        (Measure::Subtract, [44.0, 5.343_018_42, 2.752_322_83, 0.739_393_94]),
    ];
    let normalisations = [
        Normalisation::None,
        Normalisation::Average,
        Normalisation::Jaccard,
        Normalisation::Cosine,
    ];
    for (measure, sums) in wanted {
        for (normalisation, wanted) in normalisations.into_iter().zip(sums) {
            let found = sum(measure, normalisation, Duplicates::Keep);
            // The reference has eight decimals.
            assert!((found - wanted).abs() < 5.1e-9, "{measure} {normalisation}: {found}");
        }
    }
    let once = sum(Measure::Congruence, Normalisation::None, Duplicates::All);
    assert!((once - 48.0).abs() < 1e-9);

    let two_mode = |mode, share| {
        let ties = view.two_mode(mode, share, Duplicates::Keep);
        ties.iter().map(|tie| tie.weight).sum::<f64>()
    };
    let wanted = [
        (TwoMode::Ignore, Share::None, 40.0),
        (TwoMode::Subtract, Share::None, 18.0),
        (TwoMode::Subtract, Share::Activity, 2.118_181_82),
        (TwoMode::Subtract, Share::Prominence, 3.778_571_43),
        (TwoMode::Combine, Share::None, 30.0),
    ];
    for (mode, share, wanted) in wanted {
        assert!((two_mode(mode, share) - wanted).abs() < 5.1e-9, "{mode} {share}");
    }
    let left = view.two_mode(TwoMode::Ignore, Share::None, Duplicates::All);
    assert!((left.iter().map(|tie| tie.weight).sum::<f64>() - 23.0).abs() < 1e-9);
}

#[test]
fn the_votes_of_2019_give_the_values_of_reference() {
    let (Some(votes), Some(calls)) =
        (real("unvotes/un_votes.csv.gz"), real("unvotes/un_roll_calls.csv.gz"))
    else {
        return;
    };
    let graph = year_of_votes(&votes, &calls, "2019");
    let view = graph.view();
    let score = |a: &str, b: &str, comparison: Comparison| {
        let pair = view.alignment(a, b, comparison).unwrap();
        (pair.tally.shared, pair.score.unwrap())
    };
    let near = |found: (usize, f64), n: usize, wanted: f64| {
        assert!(found.0 == n && (found.1 - wanted).abs() < 5.1e-7, "{found:?}, not {wanted}");
    };
    let (us, uk) = ("United States", "United Kingdom");
    near(score(us, uk, Measure::S.into()), 90, 0.3);
    near(score(us, uk, Measure::Kappa.into()), 90, 0.390_873);
    near(score(us, uk, Measure::Pi.into()), 90, 0.301_526);
    near(score(us, uk, Measure::TauB.into()), 90, 0.508_828);
    near(score(us, uk, Measure::Pearson.into()), 90, 0.527_299);
    near(score(us, "Russia", Measure::S.into()), 86, -0.418_605);
    near(score("India", "Pakistan", Measure::S.into()), 89, 0.853_933);
}

/// The votes of one year.
fn year_of_votes(votes: &std::path::Path, calls: &std::path::Path, year: &str) -> StanceGraph {
    let lines = |path: &std::path::Path| {
        let file = std::fs::File::open(path).expect("it is there");
        csv::Reader::from_reader(flate2::read::GzDecoder::new(file)).into_records()
    };
    let calls = lines(calls).map(|row| row.expect("a row"));
    let of_year = calls.filter(|row| row.iter().any(|cell| cell.starts_with(&format!("{year}-"))));
    let of_year =
        of_year.map(|row| row[0].to_owned()).collect::<std::collections::BTreeSet<String>>();
    let mut builder = StanceGraph::builder();
    builder.undeclared(Undeclared::Create);
    for row in lines(votes).map(|row| row.expect("a row")) {
        if of_year.contains(&row[0]) {
            let label = match &row[3] {
                "yes" => "supports",
                "no" => "opposes",
                _ => "abstains",
            };
            builder.stance(&Stance::on_issue(&row[1], label, &row[0]).expect("ids"));
        }
    }
    builder.build().expect("no faults")
}

/// Two actors whose agreement is known are watched on few targets, again and again: how often does
/// the interval hold what is true?
#[test]
fn intervals_hold_as_often_as_they_say() {
    use rand::rngs::Xoshiro256PlusPlus;
    use rand::{RngExt, SeedableRng};

    // The positions of the two, and how likely they are.
    let world = [((1.0, 1.0), 40), ((1.0, -1.0), 15), ((-1.0, 1.0), 10), ((-1.0, -1.0), 35)];
    let truth = world.iter().flat_map(|(pair, n)| std::iter::repeat_n(*pair, *n));
    let truth = truth.collect::<Vec<_>>();
    let whole = truth.iter().copied().collect::<Joint>();
    let mut random = Xoshiro256PlusPlus::seed_from_u64(7);
    let measures = [
        Measure::Agreement,
        Measure::Identical,
        Measure::Decided,
        Measure::S,
        Measure::Kappa,
        Measure::Pi,
        Measure::Alpha,
        Measure::Pearson,
        Measure::TauB,
        Measure::Cosine,
    ];
    let (worlds, targets) = (1000, 150);
    let mut held = vec![0; measures.len()];
    for _ in 0..worlds {
        let mut builder = StanceGraph::builder();
        builder.undeclared(Undeclared::Create);
        for target in 0..targets {
            let (a, b) = truth[random.random_range(0..truth.len())];
            for (actor, value) in [("ann", a), ("bob", b)] {
                let label = if value > 0.0 { "supports" } else { "opposes" };
                let issue = format!("i{target}");
                builder.stance(&Stance::on_issue(actor, label, issue).expect("ids"));
            }
        }
        let graph = builder.build().expect("no faults");
        let view = graph.view();
        for (measure, held) in measures.iter().zip(&mut held) {
            let true_score = measure.score(&whole, Distance::default()).expect("a score");
            let comparison = Comparison::from(*measure)
                .with_confidence(Confidence::Ninety)
                .with_resamples(199)
                .with_seed(random.random());
            let pair = view.alignment("ann", "bob", comparison).expect("both are there");
            let interval = pair.interval().expect("an interval");
            *held += usize::from(interval.low <= true_score && true_score <= interval.high);
        }
    }
    for (measure, held) in measures.iter().zip(held) {
        let per_cent = held * 100 / worlds;
        assert!((88..=92).contains(&per_cent), "{measure}: {held} of {worlds}");
    }
}

#[test]
fn weights_count_for_s_alone() {
    let graph =
        graph(&[(0, 0, 1, true, 0), (1, 0, 1, true, 0), (0, 1, 1, true, 0), (1, 1, -1, true, 0)]);
    let view = graph.view();
    let weighed = |measure: Measure, weight: f64| {
        let comparison = Comparison::from(measure).with_weights([("ferry", weight)]);
        view.alignment("ann", "bob", comparison)
    };
    assert_eq!(weighed(Measure::S, 3.0).unwrap().score, Some(-0.5));
    assert_eq!(weighed(Measure::S, 0.0).unwrap().score, Some(1.0));
    let error = weighed(Measure::S, -1.0).unwrap_err().to_string();
    assert_eq!(error, "weight -1 of \"ferry\": a weight is 0 or more");
    let error = weighed(Measure::Kappa, 1.0).unwrap_err().to_string();
    assert_eq!(error, "the measure \"kappa\" does not take weights of targets; only s does");
    let comparison = Comparison::from(Measure::S).with_weights([("fery", 1.0)]);
    let error = view.alignment("ann", "bob", comparison);
    assert!(matches!(&error, Err(Error::Unknown { suggestions, .. }) if !suggestions.is_empty()));
}

#[test]
fn weeks_and_months_are_those_of_their_year() {
    let mut builder = StanceGraph::builder();
    builder.undeclared(Undeclared::Create);
    // The first ISO week of 2016 begins on 4 January; 1 January is in the last week of 2015.
    for day in ["2015-12-28", "2016-01-01", "2016-01-04", "2016-12-28", "2017-01-04"] {
        let mut stance = Stance::on_issue("ann", "supports", "tunnel").expect("ids");
        stance.date = Some(day.parse().expect("a date"));
        builder.stance(&stance);
    }
    let graph = builder.build().expect("no faults");
    let view = everything(&graph);
    let left = |duplicates| view.two_mode(TwoMode::Ignore, Share::None, duplicates)[0].weight;
    assert_eq!(
        Duplicates::ALL.iter().map(|rule| left(*rule)).collect::<Vec<_>>(),
        [
            // Without a source nothing repeats within one.
            5.0, 5.0, 4.0, 4.0, 3.0, 1.0,
        ]
    );
}

#[test]
fn groups_pool_what_each_of_them_holds() {
    use stancegraph::graph::{Grouping, RollUp, Side};
    use stancegraph::model::{Actor, Attribute, date};

    let mut builder = StanceGraph::builder();
    builder.undeclared(Undeclared::Create);
    for (id, region) in [("france", "europe"), ("spain", "europe"), ("japan", "asia")] {
        let mut actor = Actor::new(ActorId::new(id).expect("an id"));
        actor.attributes.insert("region".into(), Attribute::from(region));
        builder.actor(actor);
    }
    for (actor, label, day) in [
        ("france", "supports", 1),
        ("spain", "opposes", 2),
        ("spain", "supports", 3),
        ("japan", "supports", 3),
        ("mars", "opposes", 1),
    ] {
        let mut stance = Stance::on_issue(actor, label, "treaty").expect("ids");
        stance.date = Some(date(2016, 1, day));
        builder.stance(&stance);
    }
    let graph = builder.build().expect("no faults");
    let by_region = graph.clone().grouped(&Grouping::of("region"), RollUp::None).unwrap();
    let sides = |day: i8| {
        let view = by_region.snapshot(date(2016, 1, day)).by(Unit::Group);
        let standings = view.standings();
        let sides = standings
            .iter()
            .map(|one| (one.actor().id.to_string(), one.side(), one.deciding().len()));
        sides.collect::<Vec<_>>()
    };
    let europe = |day| {
        sides(day).into_iter().find(|(group, ..)| group == "europe").map(|(_, side, n)| (side, n))
    };
    assert_eq!(europe(1), Some((Side::Support, 1)));
    // Spain's position does not take the place of France's.
    assert_eq!(europe(2), Some((Side::Mixed, 2)));
    assert_eq!(europe(3), Some((Side::Support, 2)));
    assert_eq!(
        sides(3).iter().map(|(group, ..)| group.as_str()).collect::<Vec<_>>(),
        ["(no region)", "asia", "europe"]
    );
    let before = graph.stances().map(StanceRef::id).collect::<Vec<_>>();
    assert_eq!(by_region.stances().map(StanceRef::id).collect::<Vec<_>>(), before);
    let error = graph.grouped(&Grouping::of("regin"), RollUp::None).unwrap_err().to_string();
    assert!(error.contains("region"), "{error}");
}

/// Adding up 0.1, 0.2 and 0.3 does not give three times 0.2 exactly.
#[test]
fn what_rounding_leaves_behind_is_no_variance() {
    let mut builder = StanceGraph::builder();
    builder.undeclared(Undeclared::Create);
    let mut say = |actor: &str, issue: &str, strength: f64| {
        let mut stance = Stance::on_issue(actor, "supports", issue).expect("ids");
        stance.strength = Some(Strength::new(strength).expect("a strength"));
        builder.stance(&stance);
    };
    [0.1, 0.2, 0.3].into_iter().for_each(|strength| say("ann", "ferry", strength));
    [("ann", "toll"), ("bob", "ferry"), ("bob", "toll")].iter().for_each(|(a, i)| say(a, i, 0.2));
    let graph = builder.build().expect("no faults");
    let view = graph.view();
    for measure in [Measure::Kappa, Measure::Pi, Measure::Alpha, Measure::Pearson, Measure::TauB] {
        let pair = view.alignment("ann", "bob", measure).expect("both are there");
        assert_eq!((pair.score, pair.interval()), (None, None), "{measure}");
    }
}

#[test]
fn what_two_say_of_one_another_is_a_tie_and_no_shared_target() {
    let mut builder = StanceGraph::builder();
    builder.undeclared(Undeclared::Create);
    for (actor, label, target) in
        [("ann", "praises", "ann"), ("bob", "condemns", "ann"), ("cem", "praises", "ann")]
    {
        let mut stance = Stance::on_issue(actor, label, "-").expect("ids");
        stance.issue = None;
        stance.toward = Some(ActorId::new(target).expect("an id"));
        builder.stance(&stance);
    }
    for actor in ["ann", "bob"] {
        builder.stance(&Stance::on_issue(actor, "supports", "toll").expect("ids"));
    }
    let graph = builder.build().expect("no faults");
    let view = graph.view();
    for measure in [Measure::Agreement, Measure::Congruence] {
        let alignments = view.compare(measure).expect("no settings");
        let scores = alignments.pairings().map(|pair| (pair.tally.shared, pair.score));
        // Ann and Bob on the toll, Ann and Cem on nothing, Bob and Cem on Ann.
        let none = measure.is_of_counts().then_some(0.0);
        assert_eq!(scores.collect::<Vec<_>>(), [(1, Some(1.0)), (0, none), (1, Some(0.0))]);
    }
}
