//! Drafts against a gold standard: what holds for all maps.

use std::collections::BTreeSet;

use proptest::prelude::*;
use stancegraph::answer::evaluation::{Mistake, Place, Settings, Share};
use stancegraph::answer::{Answer, Evaluation};
use stancegraph::{Format, StanceGraph};

/// A row: actor, issue, position, source, paragraph, first character, length, tenths of confidence.
type Row = (u8, u8, u8, u8, u8, u32, u32, Option<u8>);

fn rows() -> impl Strategy<Value = Vec<Row>> {
    let row = (
        0..4_u8,
        0..3_u8,
        0..3_u8,
        0..2_u8,
        0..3_u8,
        0..60_u32,
        1..30_u32,
        proptest::option::of(0..=10_u8),
    );
    proptest::collection::vec(row, 0..30)
}

/// A map of rows, all of them drafts or all confirmed; both sources are declared in every map.
fn map(rows: &[Row], status: &str) -> StanceGraph {
    let positions = ["support", "oppose", "neutral"];
    let mut text = String::new();
    for source in 0..2 {
        text.push_str(&format!("[sources.s{source}]\n"));
    }
    for actor in 0..4 {
        text.push_str(&format!("[actors.a{actor}]\n"));
    }
    for issue in 0..3 {
        text.push_str(&format!("[issues.i{issue}]\n"));
    }
    for (number, row) in rows.iter().enumerate() {
        let (actor, issue, position, source, paragraph, start, length, confidence) = *row;
        let position = positions[position as usize];
        text.push_str(&format!(
            "[[stances]]\nid = \"n{number}\"\nactor = \"a{actor}\"\nissue = \"i{issue}\"\nlabel = \"says\"\nposition = \"{position}\"\nsource = \"s{source}\"\nlocator = \"paragraph {paragraph}\"\ncharacters = \"{start}-{}\"\n",
            start + length
        ));
        if let Some(tenths) = confidence {
            text.push_str(&format!("confidence = {}\n", f64::from(tenths) / 10.0));
        }
        text.push_str(status);
    }
    Format::Toml.read(text.as_bytes()).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

const DRAFT: &str = "status = \"draft\"\n";

fn compare<'g>(drafts: &'g StanceGraph, gold: &'g StanceGraph, place: Place) -> Evaluation<'g> {
    let (drafts, gold) = (drafts.with_drafts().view(), gold.with_drafts().view());
    let settings = Settings::default().with_place(place);
    Evaluation::of(["drafts", "gold"], &drafts, &gold, &settings).expect("both are whole")
}

/// The share, and nothing where it is undefined.
fn of(share: Option<Share>) -> Option<f64> {
    share.map(|share| share.share)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_map_against_itself_is_right(rows in rows()) {
        let (drafts, gold) = (map(&rows, DRAFT), map(&rows, ""));
        for place in Place::ALL {
            let found = compare(&drafts, &gold, *place);
            let whole = (!rows.is_empty()).then_some(1.0);
            prop_assert_eq!(of(found.stances.precision), whole);
            prop_assert_eq!(of(found.stances.recall), whole);
            prop_assert_eq!(of(found.stances.f1), whole);
            prop_assert_eq!(of(found.recovered.edges.f1), whole);
            prop_assert!(found.recovered.alignments.mean_difference.is_none_or(|mean| mean == 0.0));
            prop_assert!(found.recovered.blocs.adjusted_rand.is_none_or(|index| (index - 1.0).abs() < 1e-12));
            prop_assert!(found.missed.is_empty() && found.spurious.is_empty());
        }
    }

    #[test]
    fn exchanged_maps_exchange_precision_and_recall(one in rows(), other in rows()) {
        let (one, other) = (map(&one, ""), map(&other, ""));
        for place in Place::ALL {
            let (there, back) = (compare(&one, &other, *place), compare(&other, &one, *place));
            prop_assert_eq!(there.stances.right, back.stances.right);
            prop_assert_eq!(there.stances.precision, back.stances.recall);
            prop_assert_eq!(there.stances.recall, back.stances.precision);
            prop_assert_eq!(there.stances.f1, back.stances.f1);
            prop_assert_eq!(there.recovered.edges.precision, back.recovered.edges.recall);
            prop_assert_eq!(there.recovered.blocs.adjusted_rand, back.recovered.blocs.adjusted_rand);
        }
    }

    #[test]
    fn what_is_taken_away_is_missed(rows in rows(), gone in proptest::collection::btree_set(0..30_usize, 0..10)) {
        let kept = rows.iter().enumerate().filter(|(number, _)| !gone.contains(number));
        let kept = kept.map(|(_, row)| *row).collect::<Vec<_>>();
        let (drafts, gold) = (map(&kept, DRAFT), map(&rows, ""));
        for place in Place::ALL {
            let found = compare(&drafts, &gold, *place);
            prop_assert_eq!(found.stances.right, kept.len());
            prop_assert_eq!(found.missed.len(), rows.len() - kept.len());
            prop_assert!(found.spurious.is_empty());
        }
    }

    #[test]
    fn all_drafts_are_right_or_listed(one in rows(), other in rows()) {
        let (drafts, gold) = (map(&one, DRAFT), map(&other, ""));
        for place in Place::ALL {
            let found = compare(&drafts, &gold, *place);
            let scores = found.stances;
            prop_assert_eq!(scores.right + found.spurious.len(), scores.drafted);
            prop_assert_eq!(scores.right + found.missed.len(), scores.wanted);
            let mistaken = found.mistakes.iter().map(|mistaken| mistaken.drafts).sum::<usize>();
            prop_assert_eq!(mistaken, found.spurious.len());
            let sure = found.thresholds.first().map(|threshold| threshold.scores);
            prop_assert!(sure.is_none_or(|sure| sure == scores));
            for draft in &found.spurious {
                let has_other = !draft.instead.is_empty();
                prop_assert_eq!(has_other, draft.mistake != Mistake::Nothing);
            }
            let json = serde_json::to_string(&found).expect("JSON");
            let read = serde_json::from_str::<Evaluation>(&json).expect("the same");
            prop_assert_eq!(read, found.clone());
            let cells = found.tables().into_iter().flat_map(|table| table.records().flatten().collect::<Vec<_>>());
            let cells = cells.collect::<BTreeSet<_>>();
            prop_assert!(!cells.contains("NaN") && !cells.contains("inf"));
        }
    }

    #[test]
    fn a_looser_place_finds_no_fewer(one in rows(), other in rows()) {
        let (drafts, gold) = (map(&one, DRAFT), map(&other, ""));
        let right = |place| compare(&drafts, &gold, place).stances.right;
        prop_assert!(right(Place::Source) >= right(Place::Paragraph));
        prop_assert!(right(Place::Source) >= right(Place::Characters));
    }
}

#[test]
fn sources_of_one_map_alone_are_left_out() {
    let gold = "actor,label,issue,source\nann,supports,tax,monday\n";
    let drafts = "actor,label,issue,source\nann,supports,tax,monday\nbob,opposes,tax,friday\n";
    let read = |text: &str| Format::Csv.read(text.as_bytes()).expect("it is right");
    let (drafts, gold) = (read(drafts), read(gold));
    let found = compare(&drafts, &gold, Place::Paragraph);
    assert_eq!((found.stances.right, found.stances.drafted, found.stances.wanted), (1, 1, 1));
    assert_eq!(found.only_drafts.len(), 1);
    assert_eq!((found.only_drafts[0].source.as_ref(), found.only_drafts[0].stances), ("friday", 1));
    assert_eq!(found.recovered.edges.drafted, 1);
    let table = &found.tables()[0];
    assert!(table.title.starts_with("drafts against gold: F1 1.00"), "{}", table.title);
}

#[test]
fn mistakes_are_told_apart() {
    let header = "actor,label,issue,source,locator\n";
    let gold = format!("{header}ann,supports,tax,m,p. 1\n");
    let cases = [
        ("ann,opposes,tax,m,paragraph 1", Mistake::Side),
        ("bob,supports,tax,m,1", Mistake::Holder),
        ("ann,supports,tax,m,p. 2", Mistake::Place),
        ("ann,supports,war,m,p. 1", Mistake::Target),
        ("bob,opposes,war,m,p. 3", Mistake::Nothing),
    ];
    for (row, mistake) in cases {
        let drafts = format!("{header}{row}\n");
        let read = |text: &str| Format::Csv.read(text.as_bytes()).expect("it is right");
        let (drafts, gold) = (read(&drafts), read(&gold));
        let found = compare(&drafts, &gold, Place::Paragraph);
        assert_eq!(found.spurious[0].mistake, mistake, "{row}");
        assert_eq!(found.stances.precision.map(|share| share.share), Some(0.0));
    }
}
