//! What differs between two graphs, or between two days.

use std::collections::BTreeMap;

use crate::shared::graphs::{self, Seeded};
use stancegraph::diff::{Diff, Edit};
use stancegraph::graph::Side;
use stancegraph::measure::Measure;
use stancegraph::model::{Document, Position, date};
use stancegraph::{StanceGraph, View};

fn built(document: &Document) -> StanceGraph {
    let mut builder = StanceGraph::builder();
    builder.document(document);
    builder.build().expect("no faults")
}

/// The same with some stances left out, some edited in one field.
fn edited(document: &Document, seed: u64) -> Document {
    let mut seeded = Seeded(seed);
    let mut document = document.clone();
    document.stances.retain(|_| seeded.below(10) > 0);
    for stance in &mut document.stances {
        match seeded.below(12) {
            0 => stance.note = Some("another note".into()),
            1 => stance.position = Some(Position::Neutral),
            2 => stance.date = Some(date(2024, 12, 31)),
            3 => stance.quote = Some("another quote".into()),
            _ => {}
        }
    }
    document
}

fn sides(view: &View) -> BTreeMap<(String, String), (Side, String)> {
    let standings = view.standings().iter().map(|standing| {
        let target = standing.target();
        let pair =
            (standing.actor().id.to_string(), format!("{}{}", target.is_actor(), target.id()));
        (pair, (standing.side(), standing.value().to_string()))
    });
    standings.collect()
}

fn scores(view: &View) -> BTreeMap<String, String> {
    let pairs = view.alignments(Measure::Agreement).map(|pair| {
        let ids = format!("{} and {}", pair.a().id, pair.b().id);
        (ids, format!("{:?} {}", pair.score, pair.tally))
    });
    pairs.collect()
}

/// How many keys have another value.
fn differing<K: Ord + Clone, V: PartialEq>(a: &BTreeMap<K, V>, b: &BTreeMap<K, V>) -> usize {
    let keys = a.keys().chain(b.keys()).collect::<std::collections::BTreeSet<_>>();
    keys.into_iter().filter(|key| a.get(key) != b.get(key)).count()
}

#[test]
fn standings_and_alignments_are_those_that_differ() {
    for seed in 0..25 {
        let old = graphs::random(seed, 7, 6, 40);
        let new = built(&edited(&old.document(), seed));
        let (old, new) = (old.view(), new.view());
        let diff = Diff::between(&old, &new);
        assert_eq!(diff.standings.len(), differing(&sides(&old), &sides(&new)), "seed {seed}");
        assert_eq!(diff.alignments.len(), differing(&scores(&old), &scores(&new)), "seed {seed}");
        assert!(!diff.is_empty());
    }
}

#[test]
fn no_stance_is_lost_or_counted_twice_and_back_is_the_reverse() {
    for seed in 0..25 {
        let old = graphs::random(seed, 7, 6, 40);
        let new = built(&edited(&old.document(), seed));
        let (before, after) = (old.view(), new.view());
        let diff = Diff::between(&before, &after);
        let back = Diff::between(&after, &before);
        let count = |diff: &Diff, what: &str| {
            diff.stances.iter().filter(|edit| edit.as_str() == what).count()
        };
        assert_eq!(
            old.stance_count() - count(&diff, "removed"),
            new.stance_count() - count(&diff, "added"),
        );
        assert_eq!(count(&diff, "removed"), count(&back, "added"));
        assert_eq!(count(&diff, "added"), count(&back, "removed"));
        assert_eq!(count(&diff, "edited"), count(&back, "edited"));
        for edit in &diff.stances {
            let Edit::Edited { old, new, fields } = edit else { continue };
            assert!(!fields.is_empty());
            assert_eq!(old.actor().id, new.actor().id);
            assert_eq!(old.target().id(), new.target().id());
        }
        for graph in [&old, &new] {
            let view = graph.view();
            assert!(Diff::between(&view, &view).is_empty());
        }
    }
}

#[test]
fn an_edited_note_leaves_the_stance_the_same() {
    let old = graphs::example();
    let mut document = old.document();
    document.stances[0].note = Some("seen again".into());
    document.stances[3].locator = Some("paragraph 4".into());
    let new = built(&document);
    let (before, after) = (old.view(), new.view());
    let diff = Diff::between(&before, &after);
    let fields = diff.stances.iter().flat_map(|edit| edit.fields().iter().map(ToString::to_string));
    let mut fields = fields.collect::<Vec<_>>();
    fields.sort();
    assert_eq!(fields, ["locator: paragraph 12 -> paragraph 4", "note: (none) -> seen again"]);
    assert!(diff.standings.is_empty() && diff.alignments.is_empty());
}
