//! The library's answers are the program's: the same JSON, the same schema, and nothing is lost when it is read.

use std::fs;
use std::path::{Path, PathBuf};

use serde::Serialize;
use serde::de::DeserializeOwned;
use stancegraph::answer::align::{Listed, Settings};
use stancegraph::answer::{
    Align, Answer, Balance, Blocs, Changes, Check, Coders, Contradictions, Diff, Drafts, Envelope,
    InWindow, InWindows, Issues, Matrix, Positions, Quality, Record, Show, Stances, Statements,
    Suggestion, Table, Who, Why, balance, blocs, changes, coders, contradictions, issues, matrix,
    show, statements,
};
use stancegraph::bloc::{BlocCount, Grouping, Parallel, Threshold, TieRule, TiedBy};
use stancegraph::diff;
use stancegraph::format::{Format, Reader, TameJson};
use stancegraph::graph::{Filter, Side, Time};
use stancegraph::measure::{Comparison, Measure, OwnMeasure, Share, TwoMode, standing};
use stancegraph::model::{Actor, ActorId, Stance, date};
use stancegraph::{Error, StanceGraph, Undeclared, View};

fn project(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn example() -> StanceGraph {
    // Named as the program names it in the recorded answers: tests run where the package is.
    let path = "examples/data/northeast-asia-2016.toml";
    Reader::new().path(path).read().expect("the example is right")
}

/// JSON as the program writes it.
fn json(value: &impl Serialize) -> String {
    let mut bytes = Vec::new();
    serde_json::to_writer_pretty(TameJson(&mut bytes), value).expect("memory");
    String::from_utf8(bytes).expect("JSON is text") + "\n"
}

fn validator() -> jsonschema::Validator {
    let text = fs::read_to_string(project("stancegraph-answers.schema.json")).expect("committed");
    let schema = serde_json::from_str(&text).expect("JSON");
    jsonschema::validator_for(&schema).expect("a schema")
}

/// The JSON of an answer, when it has been read back, shown as tables and checked against the published schema.
fn told<A>(answer: &A, view: &View, with_evidence: bool) -> String
where
    A: Answer + Told,
{
    let envelope = Envelope::of(answer, view, with_evidence);
    let text = json(&envelope);
    let read: Envelope<A::Owned> = serde_json::from_str(&text).expect("its own JSON");
    assert_eq!(json(&read), text, "{} is the same when it has been read", A::VERB);
    let (tables, read_tables) = (answer.tables(), read.answer.tables());
    assert_eq!(tables.len(), read_tables.len());
    for (table, read) in tables.iter().zip(&read_tables) {
        let plain = |table: &Table| (table.header(), table.records().collect::<Vec<_>>());
        assert_eq!((&table.title, &table.notes), (&read.title, &read.notes));
        assert_eq!(plain(table), plain(read));
        assert_eq!(table.rows.len(), read.rows.len());
        assert!(table.rows.iter().all(|row| row.values.len() == table.columns.len()));
        let read: Table = serde_json::from_str(&json(table)).expect("tables are JSON, too");
        assert_eq!(read, *table);
    }
    let found = serde_json::from_str(&text).expect("JSON");
    let errors = validator().iter_errors(&found).map(|error| error.to_string()).collect::<Vec<_>>();
    assert!(errors.is_empty(), "{text}\n{errors:?}");
    let (listing, read_listing) = (answer.listing(), read.answer.listing());
    if let (Some(table), Some(read)) = (&listing, &read_listing) {
        let plain = |table: &Table| (table.header(), table.records().collect::<Vec<_>>());
        assert_eq!((&table.title, plain(table)), (&read.title, plain(read)));
    }
    assert_eq!(listing.is_some(), read_listing.is_some());
    assert!(read.answer.evidence().is_empty());
    text
}

/// An answer that borrows, and the same that was read.
trait Told {
    type Owned: Answer + DeserializeOwned;
}

macro_rules! told {
    ($($answer:ident),*) => {$(
        impl Told for $answer<'_> {
            type Owned = $answer<'static>;
        }
    )*};
}

told!(
    Who,
    Record,
    Align,
    Matrix,
    Why,
    Show,
    Issues,
    Contradictions,
    Coders,
    Changes,
    Blocs,
    Balance,
    Diff,
    Drafts
);

fn is_wanted(name: &str, found: &str) {
    let wanted = fs::read_to_string(project("tests/data/answers").join(name)).expect("it is there");
    assert_eq!(found, wanted.replace('\r', ""), "{name}");
}

#[test]
fn the_librarys_answers_are_those_of_the_program() {
    let graph = example();
    let view = graph.view();
    let thaad = graph.find_target("thaad").expect("it is there");
    for (name, with_evidence) in [("who.json", false), ("who-evidence.json", true)] {
        let who = Who::of(&view, thaad, Some(Side::Oppose)).expect("of this graph");
        is_wanted(name, &told(&who, &view, with_evidence));
    }
    for (name, with_evidence) in [("record.json", false), ("record-evidence.json", true)] {
        let record = Record::of(&view, view.find_actor("Moscow").expect("it is there"))
            .expect("of this graph");
        is_wanted(name, &told(&record, &view, with_evidence));
    }
    let align = Align::of(&view, &Settings::default()).expect("a measure");
    is_wanted("align.json", &told(&align, &view, false));
    let listed = Listed::Between("Seoul".into(), "Washington".into());
    let align = Align::of(&view, &Settings::default().with_listed(listed)).expect("actors");
    is_wanted("align-evidence.json", &told(&align, &view, true));
    is_wanted("show.json", &told(&Show::of(&view, &show::Settings::default()), &view, false));
    let seoul = Filter::default().with_actors(["south-korea"]);
    let seoul = view.clone().filter(&seoul).expect("it is there");
    let settings = show::Settings::default().with_stances(true);
    is_wanted("show-evidence.json", &told(&Show::of(&seoul, &settings), &seoul, true));
    let pair = view.alignment("Russia", "United States", Measure::Agreement).expect("actors");
    is_wanted("why.json", &told(&Why::from(pair), &view, true));
}

#[test]
fn every_form_of_an_alignment_is_read_back() {
    let graph = example();
    let view = graph.view();
    for measure in [Measure::Agreement, Measure::Kappa, Measure::Congruence] {
        for listed in [
            Listed::Closest { top: Some(2) },
            Listed::With { actor: "China".into(), top: None },
            Listed::Square,
            Listed::TwoMode { mode: TwoMode::Subtract, share: Share::Activity },
        ] {
            let comparison = Comparison::from(measure).with_resamples(20);
            let settings = Settings::default()
                .with_comparison(comparison)
                .with_min_shared(1)
                .with_listed(listed);
            let read: Settings = serde_json::from_str(&json(&settings)).expect("its own JSON");
            assert_eq!(read, settings);
            let align = Align::of(&view, &settings).expect("it has an answer");
            told(&align, &view, true);
        }
    }
    let default: Settings = serde_json::from_str("{}").expect("all is optional");
    assert_eq!(default, Settings::default());
}

#[test]
fn every_matrix_is_read_back() {
    let graph = example();
    let view = graph.view();
    let comparison = Comparison::from(Measure::Kappa);
    let alignments = matrix::Settings::Alignments { comparison, min_shared: 1 };
    for settings in [matrix::Settings::Standings, alignments] {
        let read: matrix::Settings = serde_json::from_str(&json(&settings)).expect("its own JSON");
        assert_eq!(read, settings);
        let found = Matrix::of(&view, &settings).expect("it has an answer");
        let text = told(&found, &view, true);
        let read: Envelope<Matrix> = serde_json::from_str(&text).expect("its own JSON");
        assert_eq!(read.answer, found);
    }
    let Matrix::Standings(sides) =
        Matrix::of(&view, &matrix::Settings::Standings).expect("it has an answer")
    else {
        panic!("standings are asked for")
    };
    let cells = sides.cells.iter().flatten().flatten();
    assert_eq!(cells.map(|cell| cell.stances.len()).sum::<usize>(), view.stances().count());
    let table = &sides.tables()[0];
    let names = table.columns.iter().map(|column| &column.name);
    let distinct = names.collect::<std::collections::BTreeSet<_>>();
    assert_eq!(distinct.len(), table.columns.len(), "names of columns are unique");
}

/// What a page lists of a view says the same when it has been read.
#[test]
fn lists_of_positions_and_stances_are_read_back() {
    let graph = example();
    let view = graph.view();
    let positions = Positions::of(&view, Some(3));
    let read: Positions = serde_json::from_str(&json(&positions)).expect("its own JSON");
    assert_eq!((&read, read.tables()), (&positions, positions.tables()));
    assert_eq!(positions.positions.len() + positions.omitted, view.standings().len());
    for by_date in [false, true] {
        for history in [false, true] {
            let settings = statements::Settings::default()
                .with_by_date(by_date)
                .with_history(history)
                .with_top(5);
            let found = Statements::of(&view, &settings);
            let read: Statements = serde_json::from_str(&json(&found)).expect("its own JSON");
            assert_eq!((&read, read.tables()), (&found, found.tables()));
            let table = &found.tables()[0];
            assert!(table.rows.iter().all(|row| row.values.len() == table.columns.len()));
            let listed = if history { view.said() } else { view.in_force() };
            assert_eq!(found.statements.len() + found.omitted, listed.stances().count());
        }
    }
}

/// All examples, with their windows: where there are changes, contradictions and coders.
#[test]
fn answers_of_every_example_are_read_back() {
    let folder = fs::read_dir(project("examples/data")).expect("there are examples");
    let paths = folder.map(|entry| entry.expect("a folder can be listed").path());
    let paths = paths.filter(|path| path.extension().is_some_and(|extension| extension == "toml"));
    let mut changed = 0;
    for path in paths {
        let graph = Reader::new().path(&path).read().expect("the example is right");
        let view = graph.view();
        for pairs_first in [false, true] {
            let settings = issues::Settings::default().with_top(3).with_pairs_first(pairs_first);
            let mut issues = Issues::of(&view, &settings);
            assert_eq!(issues.tables()[usize::from(pairs_first)].columns[0].name, "target");
            issues.pairs_first = false;
            told(&issues, &view, true);
        }
        told(&Contradictions::of(&view, &contradictions::Settings::default()), &view, true);
        told(&Coders::of(&view, &coders::Settings::default()), &view, true);
        let changes = Changes::of(&view, &changes::Settings::default()).expect("a period");
        changed += changes.changes.len();
        told(&changes, &view, true);
        told(&Show::of(&view, &show::Settings::default().with_top(2)), &view, true);
    }
    assert!(changed > 0, "an example has changes");
}

#[test]
fn contradictions_and_coders_are_read_back() {
    let mut builder = StanceGraph::builder();
    builder.undeclared(Undeclared::Create);
    for (label, day, coder) in
        [("supports", 1, "ann"), ("opposes", 1, "ben"), ("opposes", 4, "ann")]
    {
        let stance = Stance::on_issue("Seoul", label, "THAAD").expect("a stance");
        let date = Some(stancegraph::model::date(2016, 7, day));
        builder.stance(&stance.with_date(date).with_coder(coder));
    }
    let graph = builder.build().expect("a graph");
    let view = graph.view();
    let found = Contradictions::of(&view, &contradictions::Settings::default());
    assert_eq!(found.contradictions.len(), 2);
    let read: Contradictions = serde_json::from_str(&json(&found)).expect("its own JSON");
    assert_eq!(read.tables()[0].rows[0].stances, found.tables()[0].rows[0].stances);
    told(&found, &view.said(), true);
    let settings = coders::Settings::default().with_disagreements_first(true);
    let mut found = Coders::of(&view, &settings);
    assert_eq!((found.disagreements.len(), found.tables()[0].columns.len()), (1, 6));
    found.disagreements_first = false;
    told(&found, &view.said(), true);
}

/// Answers for windows are one JSON, which fits the schema and is read back.
#[test]
fn answers_for_windows_are_read_back() {
    let graph = example();
    let (view, month) = (graph.view(), "1y".parse().expect("a span"));
    let windows = view.windows(month, None).expect("windows");
    let views = (0..windows.len()).filter_map(|index| windows.get(index)).collect::<Vec<_>>();
    let settings = issues::Settings::default();
    let answers = views.iter().map(|view| Issues::of(view, &settings)).collect::<Vec<_>>();
    let all = views.iter().zip(&answers);
    let mut told = InWindows::begun("issues", &windows, month, None);
    told.windows = all.map(|(view, answer)| InWindow::of(answer, view, true)).collect();
    let text = json(&told);
    assert!(
        !answers.is_empty() && validator().is_valid(&serde_json::from_str(&text).expect("JSON"))
    );
    let read: InWindows<Issues> = serde_json::from_str(&text).expect("its own JSON");
    assert_eq!(json(&read), text);
}

/// What ties actors: in every way, and with settings that are not the usual ones.
fn ties() -> Vec<TiedBy> {
    let rule = TieRule::default()
        .with_threshold(Threshold::At(0.4))
        .with_min_shared(1)
        .with_weighted(true);
    vec![
        TiedBy::default(),
        TiedBy::Alignment { comparison: Measure::Kappa.into(), rule },
        TiedBy::Words { weighted: false, parallel: Parallel::Count },
        TiedBy::Words { weighted: true, parallel: Parallel::Merge },
    ]
}

#[test]
fn every_form_of_blocs_and_of_balance_is_read_back() {
    let graph = example();
    let view = graph.view();
    for tied_by in ties() {
        for (count, resamples) in [(BlocCount::Two, Some(20)), (BlocCount::Any, None)] {
            let grouping = Grouping::default().with_tied_by(tied_by.clone()).with_count(count);
            let (time_limit, top) = (None, None);
            let settings = blocs::Settings::default()
                .with_grouping(grouping)
                .with_resamples(resamples)
                .with_time_limit(time_limit)
                .with_top(top);
            let read: blocs::Settings = serde_json::from_str(&json(&settings)).expect("its own");
            assert_eq!(read, settings);
            let found = Blocs::of(&view, &settings).expect("ties");
            let text = told(&found, &view, true);
            let read: Envelope<Blocs> = serde_json::from_str(&text).expect("its own JSON");
            assert_eq!(read.answer, found, "what JSON leaves out makes no difference");
        }
        let settings = balance::Settings::default().with_tied_by(tied_by).with_time_limit(None);
        let read: balance::Settings = serde_json::from_str(&json(&settings)).expect("its own");
        assert_eq!(read, settings);
        told(&Balance::of(&view, &settings).expect("ties"), &view, true);
    }
    let default: blocs::Settings = serde_json::from_str("{}").expect("all is optional");
    assert_eq!(default, blocs::Settings::default());
    let default: balance::Settings = serde_json::from_str("{}").expect("all is optional");
    assert_eq!(default, balance::Settings::default());
}

/// What blocs say of a target that divides them is told, whether or not the target is among those that are listed.
#[test]
fn blocs_with_short_lists_say_what_divides_them() {
    let graph = example();
    let view = graph.view();
    let settings = |top| blocs::Settings::default().with_time_limit(None).with_top(top);
    let shown = |top| {
        let found = Blocs::of(&view, &settings(top)).expect("ties");
        let tables = found.tables();
        let table = tables.iter().find(|table| table.title.starts_with("What divides"));
        table.expect("something does").rows[0].values[2].to_string()
    };
    assert_eq!(shown(None), "1 (2 of 2)");
    assert_eq!(shown(Some(1)), shown(None));
}

#[test]
fn a_difference_is_read_back_and_rests_on_stances_of_both_sides() {
    let graph = example();
    let old = graph.view().at(Time::Snapshot(date(2015, 1, 1)));
    let new = graph.view().at(Time::Snapshot(date(2016, 12, 31)));
    let days = [date(2015, 1, 1), date(2016, 12, 31)];
    let found = Diff::between_days(days, &diff::Diff::between(&old, &new), None);
    assert!(found.says_time() && !found.is_empty());
    let text = told(&found, &new, true);
    let read: Envelope<Diff> = serde_json::from_str(&text).expect("its own JSON");
    assert_eq!(read.answer, found);

    let other = |label: &str, issue: &str| {
        let mut builder = StanceGraph::builder();
        builder.undeclared(Undeclared::Create);
        for actor in ["ann", "bob"] {
            builder.stance(&Stance::on_issue(actor, label, issue).expect("a stance"));
        }
        builder.build().expect("a graph")
    };
    let (one, two) = (other("supports", "dam"), other("opposes", "canal"));
    let (old, new) = (one.view(), two.view());
    let names = ["one".into(), "two".into()];
    let found = Diff::between_files(names, &diff::Diff::between(&old, &new), None);
    told(&found, &new, true);
    let targets = found.evidence().into_values().map(|evidence| evidence.target.name.to_string());
    let targets = targets.collect::<std::collections::BTreeSet<_>>();
    assert_eq!(targets.into_iter().collect::<Vec<_>>(), ["canal", "dam"]);
}

/// The same columns for people, and an id for programs: two actors of one name are two.
#[test]
fn two_actors_of_one_name_have_an_id_each() {
    let mut builder = StanceGraph::builder();
    builder.undeclared(Undeclared::Create);
    for id in ["ministry-a", "ministry-b"] {
        let mut actor = Actor::new(ActorId::new(id).expect("an id"));
        actor.name = Some("Ministry".into());
        builder.actor(actor);
        builder.stance(&Stance::on_issue(id, "opposes", "dam").expect("a stance"));
    }
    let graph = builder.build().expect("a graph");
    let view = graph.view();
    let who = Who::of(&view, graph.find_target("dam").expect("it is there"), None)
        .expect("of this graph");
    let records = who.tables()[0].records().collect::<Vec<_>>();
    assert_eq!(records[0][..2], ["Ministry", "ministry-a"]);
    assert_eq!(records[1][..2], ["Ministry", "ministry-b"]);
    let align = Align::of(&view, &Settings::default()).expect("a measure");
    let table = &align.tables()[0];
    assert_eq!(table.header()[..4], ["actor", "actor_id", "other", "other_id"]);
    assert_eq!(table.columns[1].heading, "and");
    let record = table.records().next().expect("a pair");
    assert_eq!(record[..4], ["Ministry", "ministry-a", "Ministry", "ministry-b"]);
    let settings = Settings::default().with_listed(Listed::Square);
    let square = Align::of(&view, &settings).expect("a measure");
    let header = square.tables()[0].header();
    assert_eq!(header, ["actor", "actor_id", "ministry-a", "ministry-b"]);
}

/// An issue and an actor may have one id: what kind of target each is stands beside it.
#[test]
fn targets_of_one_id_are_told_apart_in_csv() {
    let mut builder = StanceGraph::builder();
    builder.undeclared(Undeclared::Create);
    builder.stance(&Stance::on_issue("ann", "opposes", "seoul").expect("a stance"));
    builder.stance(&Stance::toward_actor("ann", "supports", "seoul").expect("a stance"));
    let graph = builder.build().expect("a graph");
    let view = graph.view();
    let ann = view.find_actor("ann").expect("it is there");
    let record = Record::of(&view, ann).expect("of this graph");
    let table = &record.tables()[0];
    assert_eq!(table.header()[..4], ["target", "target_id", "target_kind", "side"]);
    let mut targets = table.records().map(|record| record[1..4].to_vec()).collect::<Vec<_>>();
    targets.sort();
    assert_eq!(targets, [["seoul", "actor", "support"], ["seoul", "issue", "oppose"]]);
    let changes = Changes::of(&view, &changes::Settings::default()).expect("a period");
    let header = changes.tables()[0].header();
    assert_eq!(header[1..6], ["actor", "actor_id", "target", "target_id", "target_kind"]);
}

/// JSON has the name of a measure of one's own: an answer by it is shown as it was, and is in the schema.
#[test]
fn answers_by_a_measure_of_ones_own_are_read_back() {
    let graph = example();
    let view = graph.view();
    let mine = || OwnMeasure::new("mine", 0.0..=1.0, standing::identical).expect("a name");
    let share = mine().as_share_of(|tally| tally.shared);
    for own in [mine(), share] {
        for listed in [Listed::Closest { top: None }, Listed::Square] {
            let comparison = Comparison::from(own.clone()).with_resamples(20);
            let settings = Settings::default()
                .with_comparison(comparison)
                .with_min_shared(1)
                .with_listed(listed);
            let text = told(&Align::of(&view, &settings).expect("it has an answer"), &view, true);
            assert!(text.contains("\"measure\": \"mine\""), "{text}");
            let written = json(&settings);
            let error = serde_json::from_str::<Settings>(&written).expect_err("it has no closure");
            assert!(error.to_string().contains("mine"), "a question by it is refused: {error}");
        }
        let pair = view.alignment("Russia", "China", own.clone()).expect("actors");
        let text = told(&Why::from(pair), &view, true);
        let read: Envelope<Why> = serde_json::from_str(&text).expect("its own JSON");
        assert_eq!(read.answer.measure.name(), "mine");
        let no_score =
            view.alignment("Russia", "China", read.answer.measure).expect("actors").score;
        assert_eq!(no_score, None, "only its name is known");
        let rule = TieRule::default().with_min_shared(1);
        let tied_by = TiedBy::Alignment { comparison: own.clone().into(), rule };
        let settings = blocs::Settings::default()
            .with_grouping(Grouping::default().with_tied_by(tied_by))
            .with_time_limit(None)
            .with_resamples(None);
        told(&Blocs::of(&view, &settings).expect("ties"), &view, true);
    }
}

/// Notes name settings by type: whoever shows them words them.
#[test]
fn notes_suggest_settings_that_are_worded_by_who_shows_them() {
    let graph = example();
    let view = graph.view();
    let listed = Listed::Closest { top: Some(2) };
    let align = Align::of(&view, &Settings::default().with_listed(listed)).expect("a measure");
    let tables = align.tables();
    let note = tables[0].notes.last().expect("it says how many more there are");
    let asked = note.requests().cloned().collect::<Vec<_>>();
    assert_eq!(asked, [Suggestion::Top(Some("N".into())), Suggestion::Csv]);
    let worded = note.worded(|_| "this".into());
    assert!(worded.ends_with("; this lists more, this all"), "{worded}");
    assert!(!note.to_string().contains("--"), "{note}");
}

/// An answer can go to another thread, and says what it rests on when it is asked there.
#[test]
fn answers_go_from_thread_to_thread() {
    fn goes<T: Send + Sync>(_: &T) {}
    let graph = example();
    let view = graph.view();
    let align = Align::of(&view, &Settings::default()).expect("a measure");
    goes(&align);
    let here = json(&align);
    let there = std::thread::scope(|scope| scope.spawn(|| json(&align)).join().expect("no panic"));
    assert_eq!(here, there);
}

#[test]
fn what_is_read_has_ids_and_no_stances() {
    let ids = Stances::from_ids(vec!["one".into(), "two".into()]);
    assert_eq!((ids.len(), ids.said().len()), (2, 0));
    assert_eq!(Stances::joined(vec![ids.clone(), ids.clone()]).ids(), ["one", "two", "one", "two"]);
    let graph = example();
    let filter = Filter::default().with_actors(["russia"]);
    let view = graph.view().filter(&filter).expect("it is there");
    let record =
        Record::of(&view, view.find_actor("russia").expect("it is there")).expect("of this graph");
    let read: Record = serde_json::from_str(&json(&record)).expect("its own JSON");
    assert_eq!(read, record);
    assert!(read.evidence().is_empty() && !record.evidence().is_empty());
}

#[test]
fn findings_labels_and_quality_are_one_answer() {
    let table = "actor,label,issue\nann,opposes,tax\nbob,suports,tax\ncem,calls for,tax\n";
    let mut builder = StanceGraph::builder();
    let Err(Error::Faults(faults)) = Format::Csv.read(table.as_bytes()) else {
        panic!("nobody suports anything")
    };
    builder.undeclared(Undeclared::Create);
    builder.stance(&Stance::on_issue("ann", "strongly opposes", "tax").expect("a stance"));
    let mut labels = builder.labels_found();
    let mut unknown = labels[0].clone();
    (unknown.label, unknown.position, unknown.implied) = ("suports".into(), None, None);
    labels.push(unknown);
    let graph = builder.build().expect("a graph");
    let quality = Quality::in_full(&graph.view(), "1y".parse().expect("a span"));
    let check = Check::of(&faults, Some(labels), Some(quality));
    let text = json(&check);
    let read: Check = serde_json::from_str(&text).expect("its own JSON");
    assert_eq!(read, check);
    assert_eq!(read.tables(), check.tables());
    assert!(validator().is_valid(&serde_json::from_str(&text).expect("JSON")), "{text}");

    let titles = check.tables().into_iter().map(|table| table.title).collect::<Vec<_>>();
    assert_eq!(titles[..2], ["1 error, 0 warnings", "2 labels"]);
    let why = check.tables()[1].records().map(|record| record[4].clone()).collect::<Vec<_>>();
    assert_eq!(
        why,
        [
            "lexicon: adverb \"strongly\", verb \"opposes\"",
            "no verb of the lexicon, not in [labels], no position of the stance"
        ]
    );
    let worded = check.with_fixes(&faults, |_| Some("say it otherwise".into()));
    assert_eq!(worded.findings[0].help.as_deref(), Some("say it otherwise"));
}

#[test]
fn the_published_schema_is_the_librarys() {
    let published = fs::read_to_string(project("stancegraph-answers.schema.json"));
    // The order of keys depends on whether another crate of the build has serde_json keep it.
    let value = |text: &str| serde_json::from_str::<serde_json::Value>(text).expect("JSON");
    assert_eq!(value(&published.expect("committed")), value(&stancegraph::answer::schema()));
}

#[cfg(feature = "draft")]
#[test]
fn drafts_are_read_back() {
    use stancegraph::draft::{Drafter, Language, Named, Names};

    let names = Names::default()
        .with_actors([Named::new("peru", "Peru")])
        .with_issues([Named::new("dam", "Lake dam")]);
    let drafter = Drafter::new(&names, Language::english());
    let text = "Peru on Friday urged Chile to stop the lake dam.\n\nNorway backs the lake dam.\n";
    let drafts = drafter.draft(text, Some(stancegraph::jiff::civil::date(2024, 5, 6)));
    let mut answer = Drafts::new(0.0);
    answer.add("a.txt", &drafts);
    answer.add("b.txt", &[]);
    let graph = StanceGraph::builder().build().expect("it is empty");
    told(&answer, &graph.view(), false);
    let listed = answer.listing().expect("a table");
    assert_eq!(listed.rows.len(), drafts.len());
    assert_eq!(listed.records().next().expect("a draft")[..3], ["a.txt", "paragraph 1", "Peru"]);
    let mut sure = Drafts::new(1.0);
    sure.add("a.txt", &drafts);
    assert_eq!((sure.texts[0].drafts.len(), sure.texts[0].omitted), (0, drafts.len()));
}
