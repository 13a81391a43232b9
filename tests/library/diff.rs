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

#[cfg(feature = "cli")]
mod as_users_see_it {
    use crate::shared::program::{EXAMPLE, answer, ends, file, folder, json_that_ends, refusal};

    const OLD: &str = "\
title = 'Crossing'
actors.ann = { name = 'Ann', kind = 'person' }
actors.bob = {}
actors.gus = {}
issues.tunnel = {}
issues.ferry = {}
sources.press = { title = 'Gazette' }
stances = [
  { actor = 'ann', label = 'supports', issue = 'tunnel', date = 2015-03-01, source = 'press', note = 'in pasing' },
  { actor = 'bob', label = 'supports', issue = 'tunnel', date = 2015-03-01, source = 'press' },
  { id = 'b-ferry', actor = 'bob', label = 'opposes', issue = 'ferry', date = 2015-04-01 },
]
";

    const NEW: &str = "\
title = 'Crossing'
actors.ann = { name = 'Ann', kind = 'minister', attributes = { party = 'Blue' } }
actors.bob = {}
actors.cem = {}
issues.tunnel = {}
issues.ferry = {}
sources.press = { title = 'Gazette' }
stances = [
  { actor = 'ann', label = 'supports', issue = 'tunnel', date = 2015-03-01, source = 'press', note = 'in passing' },
  { actor = 'bob', label = 'opposes', issue = 'tunnel', date = 2015-03-01, source = 'press' },
  { id = 'b-ferry', actor = 'bob', label = 'opposes', issue = 'ferry', date = 2015-05-01 },
  { actor = 'cem', label = 'supports', issue = 'ferry', date = 2016-04-01 },
]
";

    fn files(folder: &tempfile::TempDir) -> [String; 2] {
        [file(folder, "old.toml", OLD), file(folder, "new.toml", NEW)]
    }

    const WANTED: &str = "\
what,change,name,field,old,new,id
actor,edited,Ann,attributes.party,,Blue,ann
actor,edited,Ann,kind,person,minister,ann
actor,added,cem,,,,cem
actor,removed,gus,,,,gus
stance,edited,Ann supports tunnel (2015-03-01),note,in pasing,in passing,
stance,edited,bob opposes ferry (2015-05-01),date,2015-04-01,2015-05-01,b-ferry
stance,edited,bob opposes tunnel (2015-03-01),label,supports,opposes,
stance,edited,bob opposes tunnel (2015-03-01),position,support,oppose,
stance,added,cem supports ferry (2016-04-01),,,,
standing,edited,bob on tunnel,side,support,oppose,bob on tunnel
standing,added,cem on ferry,side,,support,cem on ferry
agreement,edited,Ann and bob,score,1,0,ann and bob
agreement,edited,Ann and bob,tally,1 shared: 1 agree,1 shared: 1 disagree,ann and bob
agreement,added,bob and cem,score,,0,bob and cem
agreement,added,bob and cem,tally,,1 shared: 1 disagree,bob and cem
";

    /// Without derived ids, which nobody can guess.
    fn without_ids(csv: &str) -> String {
        let line = |line: &str| match line.rsplit_once(',') {
            Some((rest, id)) if line.starts_with("stance") && id != "b-ferry" => {
                format!("{rest},\n")
            }
            _ => format!("{line}\n"),
        };
        csv.lines().map(line).collect()
    }

    #[test]
    fn two_files_differ_and_the_exit_code_says_so() {
        let folder = folder();
        let [old, new] = files(&folder);
        let csv = ends(1, &["diff", &old, &new, "--format", "csv"]);
        assert_eq!(without_ids(&csv), WANTED);
        let same = answer(&["diff", &new, &new]);
        assert_eq!(same, format!("{new} -> {new}: no difference\n"));
        let filtered = ends(1, &["diff", &old, &new, "--actor", "bob", "--format", "csv"]);
        assert!(!filtered.contains("cem on ferry"), "{filtered}");
        let table = ends(1, &["diff", &old, &new]);
        assert!(table.contains(": 3 actors, 4 stances, 2 standings, 2 pairs\n"), "{table}");
        let top = ends(1, &["diff", &old, &new, "--top", "1"]);
        assert!(top.ends_with("and 1 more pair; --top 100 lists more\n"), "{top}");
        assert!(ends(1, &["diff", &old, &new, "--format", "md"]).contains("## How far they agree"));
    }

    #[test]
    fn json_has_both_sides_and_the_evidence() {
        let folder = folder();
        let [old, new] = files(&folder);
        let found = json_that_ends(1, &["diff", &old, &new, "--evidence"]);
        let answer = &found["answer"];
        assert_eq!(answer["stances"].as_array().map(Vec::len), Some(4));
        let standing = &answer["standings"][0];
        assert_eq!(
            (&standing["old"]["side"], &standing["new"]["side"]),
            (&"support".into(), &"oppose".into())
        );
        let id = standing["new"]["stances"][0].as_str().expect("an id");
        assert_eq!(found["evidence"][id]["label"], "opposes");
        assert_eq!(found["evidence"][id]["file"], new.as_str());
        assert_eq!(found["evidence"]["b-ferry"]["date"], "2015-05-01");
    }

    #[test]
    fn two_days_of_one_file_differ_in_what_is_in_force() {
        let folder = folder();
        let [_, new] = files(&folder);
        let csv = ends(1, &["diff", &new, "--days", "2015-04-01", "2016-12-31", "--format", "csv"]);
        let lines = without_ids(&csv);
        let wanted = "\
what,change,name,field,old,new,id
stance,added,bob opposes ferry (2015-05-01),,,,b-ferry
stance,added,cem supports ferry (2016-04-01),,,,
standing,added,bob on ferry,side,,oppose,bob on ferry
standing,added,cem on ferry,side,,support,cem on ferry
agreement,added,bob and cem,score,,0,bob and cem
agreement,added,bob and cem,tally,,1 shared: 1 disagree,bob and cem
";
        assert_eq!(lines, wanted);
        answer(&["diff", EXAMPLE, "--days", "2016-04-29", "2020"]);
    }

    #[test]
    fn requests_that_make_no_sense_are_refused() {
        for (words, wanted) in [
            (vec![EXAMPLE], "diff compares two files or folders: stancegraph diff OLD NEW"),
            (vec![EXAMPLE, EXAMPLE, EXAMPLE], "or two days of the same files"),
            (vec!["-", "-"], "only one of the two can be standard input"),
            (vec![EXAMPLE, EXAMPLE, "--actor", "cem"], "2016.toml: no actor \"cem\""),
            (vec![EXAMPLE, "absent.toml"], "absent.toml: No such file"),
            (vec![EXAMPLE, "--days", "2015"], "2 values required"),
            (vec![EXAMPLE, "--days", "2015", "now"], "\"now\" is not a date"),
            (vec![EXAMPLE, "--days", "2015", "2016", "--at", "2016"], "cannot be used with"),
        ] {
            let said = refusal(&[&["diff"], words.as_slice()].concat());
            assert!(said.contains(wanted), "{words:?} says {said}");
        }
    }
}
