//! Measures of the user's own: everywhere where a built-in one goes, and with the same answers.

use proptest::prelude::*;
use stancegraph::bloc::{BlocCount, Grouping, TieRule, TiedBy};
use stancegraph::measure::{
    AnyMeasure, Comparison, Distance, Level, Measure, OwnMeasure, Pairing, Shared, Tally,
};
use stancegraph::{StanceGraph, View};

use crate::shared::graphs::random;

/// A built-in measure as one of the user's own, by way of the joint distribution and by way of the standings.
fn doubles(measure: Measure) -> [OwnMeasure; 2] {
    let low = if measure.is_share() { 0.0 } else { -1.0 };
    let of_joint = OwnMeasure::new(format!("own {measure}"), low..=1.0, move |joint| {
        measure.score(joint, Distance::default())
    });
    let of_standings =
        OwnMeasure::of_standings(format!("own {measure}"), low..=1.0, move |shared| {
            let level = |shared: &Shared| (Level::from(shared.a), Level::from(shared.b));
            measure.score(&shared.iter().map(level).collect(), Distance::default())
        });
    [of_joint, of_standings].map(|own| as_share(own.expect("a name and a range"), measure))
}

fn as_share(own: OwnMeasure, measure: Measure) -> OwnMeasure {
    match measure {
        Measure::Agreement | Measure::Identical => own.as_share_of(|tally| tally.shared),
        Measure::Decided => own.as_share_of(|tally| tally.agree + tally.disagree),
        _ => own,
    }
}

fn of_standings() -> impl Iterator<Item = Measure> {
    Measure::ALL.iter().copied().filter(|measure| !measure.is_of_counts())
}

fn comparison(measure: impl Into<AnyMeasure>) -> Comparison {
    Comparison::from(measure.into()).with_resamples(20)
}

type Told = (Vec<Pairing>, Vec<String>, Vec<Vec<Option<f64>>>, Vec<Vec<usize>>, Vec<Pairing>);

/// All pairs, the closest with their intervals, the matrix, the blocs, and all pairs on targets drawn anew.
fn told(view: &View, comparison: &Comparison) -> Told {
    let alignments = view.compare(comparison).expect("the settings fit");
    let closest = alignments.closest(5, 1).pairs;
    let matrix = alignments.matrix().expect("few actors");
    let row = |actor| matrix.row(actor).expect("of this graph").map(|(_, score)| score).collect();
    let tied_by = TiedBy::Alignment { comparison: comparison.clone(), rule: TieRule::default() };
    let blocs = Grouping::default()
        .with_tied_by(tied_by)
        .with_count(BlocCount::Any)
        .blocs(view)
        .expect("a threshold");
    (
        alignments.pairings().collect(),
        closest.iter().map(ToString::to_string).collect(),
        matrix.actors().iter().map(|actor| row(*actor)).collect(),
        blocs.members().to_vec(),
        alignments.redrawn(|target| match target {
            stancegraph::graph::Node::Actor(_) => 1,
            stancegraph::graph::Node::Issue(issue) => {
                u32::try_from(issue.index() % 3).expect("small")
            }
        }),
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn an_own_measure_that_is_a_built_in_one_gives_the_same_answers(seed in 0_u64..1000) {
        let graph = random(seed, 8, 6, 60);
        let view = graph.view();
        for measure in of_standings() {
            let wanted = told(&view, &comparison(measure));
            // A bootstrap over cells and one over standings draw other targets.
            let [of_joint, of_standings] = doubles(measure);
            prop_assert_eq!(&told(&view, &comparison(of_joint)), &wanted, "{}", measure);
            let mut by_standings = told(&view, &comparison(of_standings));
            if !measure.is_share() {
                by_standings.1.clone_from(&wanted.1);
            }
            prop_assert_eq!(by_standings, wanted, "{}", measure);
        }
    }
}

fn by_two() -> StanceGraph {
    stancegraph::Format::Csv
        .read("actor,label,issue\nann,supports,war\nbob,supports,war\nann,supports,tax\nbob,opposes,tax\n".as_bytes())
        .expect("a table")
}

#[test]
fn targets_and_stances_are_there_for_measures_of_standings() {
    let graph = by_two();
    let view = graph.view();
    let on_war = OwnMeasure::of_standings("on war", -1.0..=1.0, |shared| {
        let war = shared.iter().find(|shared| shared.target().id() == "war")?;
        assert_eq!(war.a.stances().len(), 1);
        Some(war.a.value() * war.b.value())
    });
    let pair = view.alignment("bob", "ann", on_war.expect("a measure")).expect("known actors");
    assert_eq!(pair.score, Some(1.0));
    let influences = pair.contributions().into_iter().map(|target| target.influence);
    // Without the war there would be no score.
    assert_eq!(influences.collect::<Vec<_>>(), [Some(0.0), None]);
    assert_eq!(pair.stances().len(), 4);
}

#[test]
fn scores_that_are_none_have_no_answer() {
    let graph = by_two();
    let view = graph.view();
    for (score, wanted) in [
        (f64::NAN, None),
        (f64::INFINITY, None),
        (1.5, None),
        (1.0 + 1e-12, Some(1.0)),
        (0.25, Some(0.25)),
    ] {
        let own = OwnMeasure::new("own", 0.0..=1.0, move |_| Some(score)).expect("a measure");
        let pair = view.alignment("ann", "bob", own).expect("known actors");
        assert_eq!(pair.score, wanted, "{score}");
    }
}

#[test]
fn names_and_ranges_are_checked() {
    let wrong = |name: &str, low: f64, high: f64| {
        OwnMeasure::new(name, low..=high, |_| None).unwrap_err().to_string()
    };
    assert_eq!(wrong(" ", 0.0, 1.0), "a measure needs a name");
    assert_eq!(wrong("s", 0.0, 1.0), "\"s\" is a built-in measure; give yours another name");
    assert!(wrong("own\nname", 0.0, 1.0).contains("control character"));
    for (low, high) in [(1.0, 0.0), (0.0, 0.0), (f64::NAN, 1.0), (0.0, f64::INFINITY)] {
        assert!(wrong("own", low, high).contains("has no width"), "{low} to {high}");
    }
}

#[test]
fn settings_that_only_built_in_measures_have_are_refused() {
    let graph = by_two();
    let view = graph.view();
    let [own, of_standings] = doubles(Measure::S);
    let with_distance = Comparison::from(&own).with_distance(Distance::Nominal);
    let error = view.compare(with_distance).map(drop).unwrap_err();
    assert!(error.to_string().contains("does not take a distance"), "{error}");
    let weighted =
        |own: &OwnMeasure| view.compare(Comparison::from(own).with_weights([("war", 3.0)]));
    assert_eq!(
        weighted(&own).expect("cells have weights").pairings().next().unwrap().score,
        Some(0.5)
    );
    assert!(weighted(&of_standings).is_err());
}

#[test]
fn the_middle_of_an_own_range_ties() {
    let graph = by_two();
    let view = graph.view();
    let of_ten = |score: f64| OwnMeasure::new("of ten", 0.0..=10.0, move |_| Some(score)).unwrap();
    let weight = |score: f64| {
        let ties = view.alignment_graph(of_ten(score), TieRule::default()).expect("a middle");
        ties.signed().ties().iter().map(|tie| tie.weight).collect::<Vec<_>>()
    };
    assert_eq!([weight(5.5), weight(5.0), weight(4.0)], [vec![1.0], vec![], vec![-1.0]]);
    let share = of_ten(10.0).as_share_of(|tally: &Tally| tally.shared);
    let interval = view.alignment("ann", "bob", share).unwrap().interval().expect("a share");
    assert!((interval.high - 10.0).abs() < 1e-9, "{interval:?}");
    assert!((3.0..4.0).contains(&interval.low), "{interval:?}");
}

#[test]
fn with_serde_an_own_measure_is_its_name() {
    let [own, _] = doubles(Measure::Kappa);
    let text = serde_json::to_string(&Comparison::from(&own)).expect("a comparison");
    assert!(text.starts_with(r#"{"measure":"own kappa","#), "{text}");
    let error = serde_json::from_str::<Comparison>(&text).unwrap_err().to_string();
    assert!(error.contains("own kappa"), "{error}");
    let error = serde_json::from_str::<Comparison>(r#"{"measure": "agrement"}"#).unwrap_err();
    assert!(error.to_string().contains("did you mean \"agreement\"?"), "{error}");
}
