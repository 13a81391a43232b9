//! How far coders agree.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use stancegraph::StanceRef;
use stancegraph::measure::{CodedUnit, Distance, krippendorff};
use stancegraph::model::{Position, SourceId, Stance, Strength, date};

use crate::shared::built::graph_of;

prop_compose! {
    fn coded()(
        actor in prop::sample::select(vec!["ann", "bob"]),
        issue in prop::sample::select(vec!["tunnel", "ferry"]),
        position in prop::sample::select(Position::ALL.to_vec()),
        strength in prop::sample::select(vec![1.0, 1.0, 0.5]),
        day in prop::option::weighted(0.8, 1_i8..4),
        source in prop::option::of(prop::sample::select(vec!["press", "radio"])),
        locator in prop::option::of(prop::sample::select(vec!["p. 1", "p. 2"])),
        coder in prop::option::weighted(0.9, prop::sample::select(vec!["x", "y", "z"])),
    ) -> Stance {
        let mut stance = Stance::on_issue(actor, position.as_str(), issue).expect("ids");
        stance.locator = locator.map(str::to_owned);
        stance.coder = coder.map(str::to_owned);
        stance
            .with_position(position)
            .with_strength(Strength::new(strength).expect("a strength"))
            .with_date(day.map(|day| date(2016, 1, day)))
            .with_source(source.map(|source| SourceId::new(source).expect("an id")))
    }
}

/// For each unit, straight from the definition: the values of each coder.
fn naive(stances: &[Stance]) -> BTreeMap<String, BTreeMap<String, Vec<f64>>> {
    let mut units = BTreeMap::<_, BTreeMap<_, Vec<_>>>::new();
    for stance in stances {
        let Some(coder) = &stance.coder else { continue };
        let day = stance.date.filter(|_| stance.source.is_none());
        let place = (&stance.source, &stance.locator, day);
        let unit = format!("{} {:?} {place:?}", stance.actor, stance.issue);
        let sign = f64::from(stance.position.expect("it has one").sign());
        let value = sign * stance.strength.expect("it has one").get();
        units.entry(unit).or_default().entry(coder.clone()).or_default().push(value);
    }
    units
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / f64::from(u32::try_from(values.len()).expect("few"))
}

proptest! {
    #[test]
    fn units_are_as_defined(stances in prop::collection::vec(coded(), 0..50)) {
        let graph = graph_of(&stances);
        let units = naive(&stances);
        let common = units.values().filter(|codes| codes.len() > 1).collect::<Vec<_>>();
        for distance in Distance::ALL.iter().copied() {
            let coding = graph.view().coding(distance);
            prop_assert_eq!(coding.units.len(), common.len());
            prop_assert_eq!(coding.single, units.len() - common.len());
            let uncoded = stances.iter().filter(|stance| stance.coder.is_none()).count();
            prop_assert_eq!(coding.uncoded, uncoded);
            let values = common.iter().map(|codes| codes.values().map(|v| mean(v)).collect());
            let wanted = krippendorff(&values.collect::<Vec<_>>(), distance);
            let close = match (coding.alpha(), wanted) {
                (Some(a), Some(b)) => (a - b).abs() < 1e-9,
                (a, b) => a == b,
            };
            prop_assert!(close, "{:?} is not {:?}", coding.alpha(), wanted);
        }
    }

    #[test]
    fn pairs_and_disagreements_add_up(stances in prop::collection::vec(coded(), 0..50)) {
        let graph = graph_of(&stances);
        let coding = graph.view().coding(Distance::default());
        let disputed = coding.disputed();
        prop_assert!(disputed.is_sorted_by(|a, b| a.spread() >= b.spread()));
        prop_assert_eq!(disputed.len(), coding.units.iter().filter(|u| u.is_disputed()).count());
        let pairs = coding.pairs().expect("few coders");
        let wanted = coding.units.iter().map(|unit| unit.codes.len() * (unit.codes.len() - 1) / 2);
        prop_assert_eq!(pairs.iter().map(|pair| pair.units).sum::<usize>(), wanted.sum::<usize>());
        for pair in &pairs {
            prop_assert!(pair.a < pair.b && pair.same <= pair.units);
            prop_assert!(pair.same == pair.units || pair.alpha.is_some_and(|alpha| alpha < 1.0));
        }
        let by_target = coding.by_target();
        prop_assert_eq!(by_target.values().map(Vec::len).sum::<usize>(), coding.units.len());
        let behind = coding.units.iter().flat_map(CodedUnit::stances);
        let behind = behind.map(StanceRef::id).collect::<Vec<_>>();
        prop_assert_eq!(behind.iter().collect::<BTreeSet<_>>().len(), behind.len());
    }
}
