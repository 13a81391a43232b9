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
        Stance {
            position: Some(position),
            strength: Some(Strength::new(strength).expect("a strength")),
            date: day.map(|day| date(2016, 1, day)),
            source: source.map(|source| SourceId::new(source).expect("an id")),
            locator: locator.map(str::to_owned),
            coder: coder.map(str::to_owned),
            ..Stance::on_issue(actor, position.as_str(), issue).expect("ids")
        }
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

#[cfg(feature = "cli")]
mod as_users_see_it {
    use crate::shared::program::{EXAMPLE, answer, file, folder, json, refusal};

    const CODED: &str = "\
actor,issue,position,date,source,locator,coder
seoul,thaad,support,2016-07-08,press,p. 1,ann
seoul,thaad,support,2016-07-08,press,p. 1,ben
seoul,thaad,oppose,2016-07-09,press,p. 2,ann
seoul,thaad,support,2016-07-09,press,p. 2,ben
busan,thaad,oppose,2016-07-09,,,ann
busan,thaad,oppose,2016-07-09,,,ben
busan,thaad,neutral,2016-07-10,,,ann
busan,talks,support,2016-07-10,,,ann
busan,talks,support,2016-07-10,,,cem
busan,talks,support,2016-07-10,,,
";

    #[test]
    fn it_says_how_far_they_agree_and_on_what_not() {
        let folder = folder();
        let file = file(&folder, "coded.csv", CODED);
        assert_eq!(
            answer(&["coders", &file]),
            "\
3 coders, 4 statements coded by more than one: alpha 0.53 (quadratic)
everything said
  target   alpha   statements   disputed
──────────────────────────────────────────
  talks                     1          0
  thaad     0.44            3          1
1 statement coded by one alone
1 stance without a coder (its field \"coder\" says who it was)

How often two agree
  coder   and   statements   same   share   alpha
───────────────────────────────────────────────────
  ann     ben            3      2    0.67    0.44
  ann     cem            1      1    1.00

1 disagreement
  actor   target   date         place         spread   coded
──────────────────────────────────────────────────────────────────────────────────
  seoul   thaad    2016-07-09   press, p. 2     2.00   ann: oppose, ben: support
"
        );
    }

    #[test]
    fn every_form_and_the_options_arrive() {
        let folder = folder();
        let file = file(&folder, "coded.csv", CODED);
        let found = json(&["coders", &file, "--distance", "nominal", "--evidence"]);
        let answer_ = &found["answer"];
        assert_eq!(answer_["distance"], "nominal");
        let codes = answer_["disagreements"][0]["codes"].as_array().expect("a list");
        assert_eq!(codes.len(), 2);
        let id = codes[0]["stances"][0].as_str().expect("an id");
        assert_eq!(found["evidence"][id]["coder"], "ann");
        let csv = answer(&["coders", &file, "--disagreements", "--format", "csv"]);
        assert_eq!(
            csv,
            "\
actor,target,date,place,spread,coded
seoul,thaad,2016-07-09,\"press, p. 2\",2,\"ann: oppose, ben: support\"
"
        );
        let two = answer(&["coders", &file, "--coder", "ann", "--coder", "cem"]);
        assert!(
            two.starts_with(
                "2 coders, 1 statement coded by more than one: no alpha: all values are the same\n"
            ),
            "{two}"
        );
    }

    #[test]
    fn one_coder_or_none_is_an_honest_answer() {
        let folder = folder();
        let file = file(&folder, "coded.csv", CODED);
        let one = answer(&["coders", &file, "--coder", "ann"]);
        assert!(
            one.starts_with(
                "1 coder, 0 statements coded by more than one: no alpha: it takes two\n"
            ),
            "{one}"
        );
        let none = answer(&["coders", EXAMPLE]);
        assert_eq!(
            none,
            "0 coders, 0 statements coded by more than one: no alpha: it takes two\neverything said\n22 stances without a coder (its field \"coder\" says who it was)\n"
        );
        assert_eq!(json(&["coders", EXAMPLE])["answer"]["alpha"], serde_json::Value::Null);
        let apart = answer(&["coders", &file, "--coder", "ben", "--coder", "cem"]);
        assert!(apart.contains("no alpha: none was coded by two"), "{apart}");
    }

    #[test]
    fn requests_that_make_no_sense_are_refused() {
        for (words, wanted) in [
            (
                vec!["--distance", "quadratik"],
                "no distance \"quadratik\"; did you mean \"quadratic\"?",
            ),
            (vec!["--issue", "thad"], "no issue \"thad\"; did you mean \"thaad\"?"),
        ] {
            let said = refusal(&[&["coders", EXAMPLE], words.as_slice()].concat());
            assert!(said.contains(wanted), "{words:?} says {said}");
        }
    }
}
