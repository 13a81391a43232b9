//! What differs between two graphs, or between two days.

use std::collections::BTreeMap;

use crate::shared::built::graph_of;
use crate::shared::graphs::{self, Seeded};
use stancegraph::diff::{Diff, Edit};
use stancegraph::graph::Side;
use stancegraph::measure::Measure;
use stancegraph::model::{Document, Position, Stance, date};
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

/// A graph of a document.
fn document(toml: &str) -> StanceGraph {
    stancegraph::Format::Toml.read(toml.as_bytes()).expect("it has no faults")
}

const NAMED: &str = "[actors.us]\n[actors.kerry]\npart-of = 'us'\n[actors.iran]\n[issues.deal]\n[issues.oil]\n\
    [[stances]]\nactor = 'us'\nspeaker = 'kerry'\nlabel = 'supports'\nissue = 'deal'\ndate = 2015-07-14\n\
    [[stances]]\nactor = 'us'\nlabel = 'opposes'\nissue = 'oil'\ndate = 2015-07-14\n\
    [[stances]]\nactor = 'iran'\nlabel = 'opposes'\ntoward = 'us'\n\
    [[stances]]\nactor = 'iran'\nlabel = 'supports'\nissue = 'deal'\n";

#[test]
fn what_is_only_called_otherwise_is_renamed_and_nothing_else_differs() {
    let renamed = NAMED
        .replace("us'", "america'")
        .replace("actors.us", "actors.america")
        .replace("deal", "accord");
    let (old, new) = (document(NAMED), document(&renamed));
    let (old, new) = (old.view(), new.view());
    let diff = Diff::between(&old, &new);
    let actors = diff.actors.iter().map(|edit| {
        let same = edit.same().expect("it is renamed");
        (edit.as_str(), edit.fields()[0].to_string(), same.same, same.old, same.new)
    });
    assert_eq!(actors.collect::<Vec<_>>(), [("renamed", "id: us -> america".into(), 3, 3, 3)]);
    let issues = diff.issues.iter().map(|edit| (edit.as_str(), edit.fields()[0].to_string()));
    assert_eq!(issues.collect::<Vec<_>>(), [("renamed", "id: deal -> accord".into())]);
    assert!(diff.stances.is_empty() && diff.standings.is_empty() && diff.alignments.is_empty());
    let back = Diff::between(&new, &old);
    assert_eq!(back.actors[0].fields()[0].to_string(), "id: america -> us");
}

#[test]
fn a_renamed_actor_with_one_other_stance_is_renamed_and_that_stance_edited() {
    let renamed = NAMED
        .replace("us'", "zz'")
        .replace("actors.us", "actors.zz")
        .replace("'opposes'\nissue", "'supports'\nissue");
    let (old, new) = (document(NAMED), document(&renamed));
    let (old, new) = (old.view(), new.view());
    let diff = Diff::between(&old, &new);
    let same = diff.actors[0].same().expect("it is renamed");
    assert_eq!((same.same, same.old, same.new), (2, 3, 3));
    let stances = diff.stances.iter().map(|edit| edit.fields()[0].to_string()).collect::<Vec<_>>();
    assert_eq!(stances, ["label: opposes -> supports"]);
    let standings = diff.standings.iter().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(standings, ["zz on oil: oppose -> support"]);
}

#[test]
fn what_has_other_stances_or_fits_twice_is_not_renamed() {
    let of = |rows: &[(&str, &str, &str)]| {
        let stances = rows.iter().map(|(actor, label, issue)| {
            Stance::on_issue(*actor, *label, *issue).expect("names are ids")
        });
        graph_of(&stances.collect::<Vec<_>>())
    };
    let kinds = |old: &StanceGraph, new: &StanceGraph| {
        let (old, new) = (old.view(), new.view());
        Diff::between(&old, &new).actors.iter().map(Edit::as_str).collect::<Vec<_>>()
    };
    let old = of(&[("a", "supports", "x"), ("c", "supports", "x")]);
    assert_eq!(
        kinds(&old, &of(&[("b", "opposes", "x"), ("c", "supports", "x")])),
        ["removed", "added"]
    );
    let twice = of(&[("b", "supports", "x"), ("d", "supports", "x"), ("c", "supports", "x")]);
    assert_eq!(kinds(&old, &twice), ["removed", "added", "added"]);
    assert_eq!(kinds(&old, &of(&[("b", "supports", "x"), ("c", "supports", "x")])), ["renamed"]);
}

#[test]
fn a_name_among_the_aliases_is_that_of_the_renamed() {
    let old = document("[actors.us]\n[actors.uk]\n[issues.x]\n");
    let new = document("[actors.america]\naliases = ['us']\n[actors.britain]\n[issues.x]\n");
    let (old, new) = (old.view(), new.view());
    let diff = Diff::between(&old, &new);
    let kinds = diff.actors.iter().map(|edit| (edit.as_str(), edit.latest().id.as_str()));
    assert_eq!(
        kinds.collect::<Vec<_>>(),
        [("renamed", "america"), ("added", "britain"), ("removed", "uk")]
    );
}
