//! Databases of Discourse Network Analyzer.

use std::fs;
use std::io::Cursor;
use std::path::Path;

use crate::shared::databases::{self, STATEMENTS, bytes, execute, span, version_2, version_3};
use crate::shared::program::{answer, folder, refusal, run, text};
use crate::shared::real::real;
use proptest::prelude::*;
use rusqlite::{Connection, params};
use stancegraph::format::{DnaVariables, Limits, Reader};
use stancegraph::measure::{Comparison, Duplicates, Measure, Normalisation, Share, TwoMode};
use stancegraph::model::{ActorId, Attribute, Document, Position, Weight};
use stancegraph::{Error, Format, StanceGraph};

fn reader(connection: Connection) -> Reader {
    Reader::new().stream("harbour.dna", Cursor::new(bytes(connection)))
}

fn read(connection: Connection) -> StanceGraph {
    reader(connection).read().expect("nothing is wrong with it")
}

fn read_as(connection: Connection, variables: &str) -> StanceGraph {
    let variables = DnaVariables::parse(variables).expect("it is right");
    reader(connection).dna(variables).read().expect("nothing is wrong with it")
}

fn faults(read: Result<StanceGraph, Error>) -> String {
    match read {
        Err(Error::Faults(faults)) => faults.to_string(),
        other => panic!("there have to be faults: {other:?}"),
    }
}

fn left_out(graph: &StanceGraph) -> Vec<String> {
    graph.left_out().iter().map(ToString::to_string).collect()
}

/// The statement type that is not asked for, which is told of each time.
const OTHERS: &str = "harbour.dna: 1 statements of other types: Annotation";

/// A database in which something is done.
fn with(statements: &str) -> Connection {
    let connection = version_3();
    execute(&connection, statements);
    connection
}

fn stance<'d>(document: &'d Document, id: &str) -> &'d stancegraph::model::Stance {
    let is_it = |stance: &&stancegraph::model::Stance| {
        stance.id.as_ref().is_some_and(|known| known.as_str() == id)
    };
    document.stances.iter().find(is_it).expect("it is there")
}

#[test]
fn a_statement_is_a_stance_with_everything_that_is_known_of_it() {
    let graph = read(version_3());
    assert_eq!(graph.stance_count(), STATEMENTS.len());
    assert_eq!(left_out(&graph), [OTHERS]);
    let document = graph.document();
    let found = stance(&document, "2");
    let (start, stop) = span(1, "Lindhaven needs a bridge");
    assert_eq!(found.actor.as_str(), "City");
    assert_eq!(found.speaker.as_ref().map(ActorId::as_str), Some("Jon Brandt"));
    assert_eq!(found.label.as_deref(), Some("agrees with"));
    assert_eq!(found.issue.as_ref().map(AsRef::as_ref), Some("A bridge should be built"));
    assert_eq!(found.date.map(|date| date.to_string()).as_deref(), Some("2026-03-02"));
    assert_eq!(found.source.as_ref().map(AsRef::as_ref), Some("Hearing on the crossing"));
    assert_eq!(found.locator.as_deref(), Some(&*format!("characters {start}-{stop}")));
    assert_eq!(found.quote.as_deref(), Some("Lindhaven needs a bridge"));
    assert_eq!(
        found.note.as_deref(),
        Some(
            "weight: 4; remark: interrupted twice; place: town hall; author: Mira Holt; \
             section: City; type: report"
        )
    );
    assert_eq!(found.coder.as_deref(), Some("Robin"));
}

/// Offsets count UTF-16, in which a fish is two.
#[test]
fn quotes_are_what_was_coded() {
    let document = read(version_3()).document();
    for (id, _, words, ..) in STATEMENTS {
        assert_eq!(stance(&document, &id.to_string()).quote.as_deref(), Some(words));
    }
}

#[test]
fn entities_keep_their_colours_and_attributes() {
    let document = read(version_3()).document();
    let id = |id: &str| ActorId::new(id).expect("an id");
    let union = &document.actors[&id("Fishers’ union")];
    assert_eq!(union.kind.as_deref(), Some("organization"));
    assert_eq!(union.attributes["Type"], Attribute::from("union"));
    assert_eq!(union.attributes["colour"], Attribute::from("#00cc00"));
    let speaker = &document.actors[&id("Jon Brandt")];
    assert_eq!(speaker.kind.as_deref(), Some("person"));
    assert_eq!(speaker.part_of, Some(id("City")));
    assert_eq!(speaker.attributes.len(), 1, "black is no colour, and nothing no attribute");
    let issue = document.issues.values().find(|issue| issue.title().contains("ferry"));
    assert_eq!(issue.expect("it is there").attributes["colour"], Attribute::from("#0000ff"));
}

#[test]
fn documents_are_sources() {
    let document = read(version_3()).document();
    let sources = document.sources.values();
    let sources = sources.map(|source| {
        let date = source.date.map(|date| date.to_string()).unwrap_or_default();
        (source.id.to_string(), source.publisher.clone().unwrap_or_default(), date)
    });
    let paper = || "Lindhaven Gazette".to_owned();
    assert_eq!(
        sources.collect::<Vec<_>>(),
        [
            ("Hearing on the crossing".into(), paper(), "2026-03-02".into()),
            ("Letters to the editor".into(), paper(), "2026-03-05".into()),
        ]
    );
}

#[test]
fn both_versions_give_the_same_graph() {
    let (three, two) = (read(version_3()), read(version_2()));
    assert_eq!(two.document(), three.document());
    assert_eq!(left_out(&two), left_out(&three));
}

#[test]
fn titles_that_are_not_one_get_the_number_of_the_document() {
    let graph = read(with(
        "UPDATE DOCUMENTS SET Title = 'Letters' || char(10);
         INSERT INTO DOCUMENTS(ID, Title, Text, Date) VALUES (3, ' ', '', 0), (4, 'document 3', '', 0);",
    ));
    let ids = graph.sources().iter().map(|source| source.id.as_str()).collect::<Vec<_>>();
    assert_eq!(ids, ["Letters", "Letters (document 2)", "document 3", "document 3 (document 4)"]);
}

#[test]
fn an_integer_is_a_side_and_how_strongly() {
    let graph = read_as(version_3(), "qualifier=weight");
    let document = graph.document();
    let side = |id: &str| {
        let stance = stance(&document, id);
        let position = stance.position.or_else(|| {
            let label = stance.label.as_deref().expect("it has a label");
            stancegraph::model::Lexicon::lookup(label).map(|implied| implied.position)
        });
        (position.expect("it has a side"), stance.weight.map_or(0.0, Weight::get))
    };
    assert_eq!(side("1"), (Position::Oppose, 2.0));
    assert_eq!(side("2"), (Position::Support, 4.0));
    assert_eq!(side("3"), (Position::Oppose, 1.0));
    assert_eq!(side("4"), (Position::Support, 3.0));
    assert_eq!(side("5"), (Position::Oppose, 4.0));
    assert_eq!(side("6"), (Position::Neutral, 0.0));
    let mut strengths = graph.stances().map(|stance| (stance.weight(), stance.strength().get()));
    let is_part = |(weight, strength): (f64, f64)| (strength - weight / 4.0).abs() < 1e-15;
    assert!(strengths.all(is_part));
    let note = stance(&document, "1").note.as_deref().expect("there is more to say");
    assert!(note.starts_with("agreement: no; "), "{note}");
}

/// What Discourse Network Analyzer does: distances are divided by the range of the values in the data.
#[test]
fn whole_numbers_are_compared_on_the_range_of_their_values() {
    let connection = with("UPDATE DATAINTEGER SET Value = StatementId % 4 WHERE VariableId = 5");
    let graph = read_as(connection, "qualifier=weight");
    assert_eq!(graph.coded_range(), "0:3".parse().ok());
    let view = graph.view();
    let sum = |range: &str, measure: Measure| {
        let range = (!range.is_empty()).then(|| range.parse().expect("a range"));
        let comparison = Comparison::from(measure).with_range(range);
        let alignments = view.compare(comparison).expect("it fits");
        alignments.pairings().filter_map(|pairing| pairing.score).sum::<f64>()
    };
    let naive = |near: fn(f64) -> f64| {
        let said = view.stances().collect::<Vec<_>>();
        let pairs = said.iter().flat_map(|a| said.iter().map(move |b| (a, b)));
        let meet = pairs
            .filter(|(a, b)| a.actor().id < b.actor().id && a.target().id() == b.target().id());
        meet.map(|(a, b)| near((a.signed_weight() - b.signed_weight()).abs())).sum::<f64>()
    };
    let is = |found: f64, wanted: f64| assert!((found - wanted).abs() < 1e-12, "{found} {wanted}");
    is(sum("", Measure::Congruence), naive(|apart| 1.0 - apart / 3.0));
    is(sum("", Measure::Conflict), naive(|apart| apart / 3.0));
    is(sum("", Measure::Subtract), naive(|apart| 1.0 - 2.0 * apart / 3.0));
    for format in Format::ALL.into_iter().filter(|format| format.is_written()) {
        let mut bytes = Vec::new();
        format.write(&graph, &mut bytes).expect("memory takes everything");
        let lost = format.losses(&graph).iter().map(|lost| lost.what.clone()).collect::<Vec<_>>();
        let says_so = lost.iter().any(|what| what == "range of coded positions");
        match format.is_lossless() {
            true => {
                let again = format.read(bytes.as_slice()).expect("our own");
                assert_eq!(again.coded_range(), "0:3".parse().ok(), "{format}");
                assert!(!says_so, "{format}");
            }
            false => assert!(says_so || format == Format::Turtle, "{format}: {lost:?}"),
        }
    }
    is(sum("-3:3", Measure::Congruence), naive(|apart| 1.0 - apart / 6.0));
    assert!(naive(|apart| apart) > 0.0);
    let narrow = Comparison::from(Measure::Congruence).with_range("0:2".parse().ok());
    let error = view.compare(narrow).err().expect("3 is outside").to_string();
    assert!(error.contains("position 3 is outside of the range 0:2"), "{error}");
    let unfit = Comparison::from(Measure::Kappa).with_range("0:2".parse().ok());
    assert!(view.compare(unfit).is_err());
}

#[test]
fn one_value_alone_is_near_itself() {
    let connection = with("UPDATE DATAINTEGER SET Value = 2 WHERE VariableId = 5");
    let graph = read_as(connection, "qualifier=weight");
    let view = graph.view();
    let sum = |measure: Measure| {
        let alignments = view.compare(measure).expect("it fits");
        alignments.pairings().filter_map(|pairing| pairing.score).sum::<f64>()
    };
    assert!((sum(Measure::Congruence) - sum(Measure::Ignore)).abs() < 1e-12);
    assert!(sum(Measure::Conflict).abs() < 1e-12);
}

#[test]
fn without_a_qualifier_statements_mention_their_issue() {
    let graph = read_as(version_3(), "qualifier=none");
    let labels = graph.stances().map(|stance| (stance.label().to_owned(), stance.position()));
    let labels = labels.collect::<Vec<_>>();
    assert_eq!(labels, vec![("mentions".to_owned(), Position::Neutral); STATEMENTS.len()]);
}

#[test]
fn other_statements_and_other_variables_can_be_chosen() {
    let story =
        "INSERT INTO ENTITIES(ID, VariableId, Value) VALUES (81, 8, 'Ida'), (91, 9, 'rescue');
        INSERT INTO STATEMENTS VALUES (9, 2, 1, 0, 3, 1);
        INSERT INTO DATASHORTTEXT(StatementId, VariableId, Entity) VALUES (9, 8, 81), (9, 9, 91);";
    for asked in
        ["actor=hero,issue=plot,qualifier=none", "type=story,actor=HERO,issue=plot,qualifier=none"]
    {
        let graph = read_as(with(story), asked);
        let stances = graph.stances().map(|stance| stance.to_string()).collect::<Vec<_>>();
        assert_eq!(stances, ["Ida mentions rescue"], "{asked}");
    }
    let by_person = read_as(version_3(), "actor=person");
    let actors = by_person.stances().map(|stance| stance.actor().id.to_string());
    assert_eq!(actors.collect::<Vec<_>>(), ["Ida Aske", "Jon Brandt", "Jon Brandt"]);
    assert!(by_person.stances().all(|stance| stance.speaker().is_none()));
    assert!(
        left_out(&by_person)
            .iter()
            .any(|left| left.contains("3 statements without \"person\": 4, 5, 6"))
    );
    let silent = read_as(version_3(), "speaker=none");
    assert!(silent.stances().all(|stance| stance.speaker().is_none()));
}

const KNOWN: &str = "there are \"DNA Statement\" with person (short text), organization (short text), \
    concept (short text), agreement (boolean), weight (integer), remark (long text), place (short text); \
    \"Story\" with hero (short text), plot (short text); \"Annotation\" with note (long text)";

#[test]
fn a_wrong_choice_lists_what_there_is() {
    let said = |asked: &str| {
        let variables = DnaVariables::parse(asked).expect("it is right");
        faults(reader(version_3()).dna(variables).read())
    };
    assert_eq!(
        said("actor=organisation,qualifier=remark"),
        format!(
            "harbour.dna: error: the qualifier variable \"remark\" has to be a boolean or an integer, \
             not \"long text\"; say which one with Reader::dna(\"qualifier=NAME\"), or none \
             for statements that only mention their issue; {KNOWN}\n\
             harbour.dna: error: the statements have no actor variable \"organisation\"; did you mean \
             \"organization\"?; say which one with Reader::dna(\"actor=NAME\"); {KNOWN}"
        )
    );
    let story = "\"Story\" with hero (short text), plot (short text); \"DNA Statement\" with";
    let unknown = said("type=Storys");
    assert!(unknown.contains("no statement type \"Storys\"; did you mean \"Story\"?"), "{unknown}");
    assert!(unknown.contains(story), "{unknown}");
    let unknown = said("type=story");
    assert_eq!(unknown.lines().count(), 3, "all at once: {unknown}");
    assert!(
        unknown.contains("no qualifier variable \"agreement\"") && unknown.contains(story),
        "{unknown}"
    );
    assert!(
        said("speaker=weight").contains("the speaker variable \"weight\" has to be a short text")
    );
    for wrong in ["actor", "acter=a", "actor=a,actor=b", "actor=", "actor=\"a"] {
        assert!(DnaVariables::parse(wrong).is_err(), "{wrong}");
    }
}

/// What leads nowhere is counted and named, and the rest is read.
#[test]
fn orphans_are_counted_and_named() {
    let cases = [
        (
            "DELETE FROM DOCUMENTS WHERE ID = 2",
            3,
            "3 statements whose document is missing: 4, 5, 6",
        ),
        ("DELETE FROM ENTITIES WHERE ID = 22", 4, "2 statements without \"organization\": 2, 3"),
        ("DELETE FROM ENTITIES WHERE ID = 22", 4, "2 values whose entity is missing: 2, 3"),
        (
            "UPDATE ENTITIES SET Value = ' ' WHERE ID = 32",
            3,
            "3 statements without \"concept\": 3, 4, 6",
        ),
        ("DELETE FROM STATEMENTS WHERE ID = 1", 5, "5 values of statements that are missing: 1, …"),
        (
            "DELETE FROM VARIABLES WHERE ID = 5",
            6,
            "6 values of variables that are missing: 1, 2, 3, 4, 5, …",
        ),
        ("DELETE FROM STATEMENTTYPES WHERE ID = 3", 6, "1 statements whose type is missing: 7"),
        ("DELETE FROM CODERS", 6, "6 coders that are missing: 1, 2, 3, 4, 5, …"),
        ("DELETE FROM DATABOOLEAN WHERE ID < 3", 4, "2 statements without \"agreement\": 1, 2"),
        (
            "UPDATE DATABOOLEAN SET Value = 7",
            0,
            "6 statements whose \"agreement\" is neither 0 nor 1: 1, 2, 3, 4, 5, …",
        ),
        (
            "UPDATE DATABOOLEAN SET VariableId = 10 WHERE StatementId = 3",
            5,
            "1 values of variables of other statement types: 3",
        ),
        (
            "UPDATE STATEMENTS SET Stop = 9999 WHERE ID = 1",
            6,
            "1 quotes that are not within the text of their document: 1",
        ),
        (
            "UPDATE STATEMENTS SET Start = 13, Stop = 14 WHERE ID = 1",
            6,
            "1 quotes that are not within the text of their document: 1",
        ),
        (
            "UPDATE DOCUMENTS SET Text = x'ff00' WHERE ID = 1",
            6,
            "3 quotes that are not within the text of their document: 1, 2, 3",
        ),
        (
            "UPDATE DOCUMENTS SET Date = 'spring' WHERE ID = 1",
            6,
            "1 documents' dates that are none: Hearing on the crossing",
        ),
        (
            "UPDATE DOCUMENTS SET Date = 9223372036854775807",
            6,
            "2 documents' dates that are none: Hearing on the crossing, Letters to the editor",
        ),
        (
            "UPDATE DOCUMENTS SET Notes = 'read twice' WHERE ID = 1",
            6,
            "1 notes on documents: Hearing on the crossing",
        ),
        ("INSERT INTO DATABOOLEAN VALUES (99, 1, 4, 1)", 6, "1 values that stand twice: 1"),
        ("INSERT INTO DATALONGTEXT VALUES (99, 2, 6, 'again')", 6, "1 values that stand twice: 2"),
        (
            "INSERT INTO ATTRIBUTEVALUES VALUES (99, 77, 1, 'lost')",
            6,
            "1 attributes of nothing: lost",
        ),
        (
            "UPDATE ENTITIES SET ChildOf = 77 WHERE ID = 21",
            6,
            "1 entities that those below them miss: 77",
        ),
        (
            "UPDATE ENTITIES SET ChildOf = ID WHERE ID = 21",
            6,
            "1 actors that are part of themselves: Port",
        ),
    ];
    for (done, count, wanted) in cases {
        let graph = read(with(done));
        assert_eq!(graph.stance_count(), count, "{done}");
        let said = left_out(&graph);
        assert!(said.contains(&format!("harbour.dna: {wanted}")), "{done}: {said:?}");
    }
}

#[test]
fn what_is_below_another_is_part_of_it_but_never_in_a_circle() {
    let graph = read(with(
        "UPDATE ENTITIES SET ChildOf = 22 WHERE ID = 21; UPDATE ENTITIES SET ChildOf = 23 WHERE ID = 22;
         UPDATE ENTITIES SET ChildOf = 21 WHERE ID = 23; UPDATE ENTITIES SET ChildOf = 31 WHERE ID = 32;",
    ));
    let wholes = graph
        .actors()
        .iter()
        .filter_map(|actor| Some((actor.id.as_str(), actor.part_of.as_ref()?.as_str())));
    assert_eq!(
        wholes.collect::<Vec<_>>(),
        [
            ("City", "Fishers’ union"),
            ("Fishers’ union", "Port"),
            ("Ida Aske", "Port"),
            ("Jon Brandt", "City")
        ]
    );
    let issue = graph.issues().iter().find(|issue| issue.title().contains("ferry"));
    let whole = &issue.expect("it is there").attributes["part-of"];
    assert_eq!(*whole, Attribute::from("A bridge should be built"));
}

#[test]
fn who_speaks_for_several_is_part_of_none() {
    let graph =
        read(with("UPDATE DATASHORTTEXT SET Entity = 12 WHERE StatementId = 1 AND VariableId = 1"));
    let speaker = graph.actors().iter().find(|actor| actor.title() == "Jon Brandt");
    assert_eq!(speaker.expect("he is there").part_of, None);
}

/// Columns may hold anything, whatever they are declared as.
#[test]
fn values_of_other_types_than_their_columns_are_no_failure() {
    for table in [
        "CODERS",
        "DOCUMENTS",
        "STATEMENTTYPES",
        "VARIABLES",
        "STATEMENTS",
        "DATABOOLEAN",
        "DATAINTEGER",
        "DATALONGTEXT",
        "DATASHORTTEXT",
        "ENTITIES",
        "ATTRIBUTEVARIABLES",
        "ATTRIBUTEVALUES",
    ] {
        let columns = columns(&version_3(), table);
        for column in columns.iter().skip(1) {
            for value in [
                "NULL",
                "x'00ff'",
                "'a' || char(0, 10, 27)",
                "-1",
                "1e300",
                "9223372036854775807",
                "CAST(x'fffe41' AS TEXT)",
            ] {
                let connection = with(&format!("UPDATE {table} SET {column} = {value}"));
                match reader(connection).read() {
                    Ok(graph) => assert!(graph.stance_count() <= STATEMENTS.len()),
                    Err(Error::Faults(faults)) => assert!(!faults.is_empty()),
                    Err(other) => panic!("{table}.{column} = {value}: {other}"),
                }
            }
        }
    }
}

fn columns(connection: &Connection, table: &str) -> Vec<String> {
    let mut query = connection.prepare("SELECT name FROM pragma_table_info(?1)").expect("a query");
    let rows = query.query_map([table], |row| row.get(0)).expect("rows");
    rows.map(|row| row.expect("a name")).collect()
}

#[test]
fn missing_tables_and_columns_are_all_named() {
    let said = faults(
        reader(with(
            "DROP TABLE DATAINTEGER; ALTER TABLE STATEMENTS DROP COLUMN Start;
             ALTER TABLE DATASHORTTEXT RENAME COLUMN Entity TO Entitee;",
        ))
        .read(),
    );
    let lines = said.lines().map(|line| line.split(';').next().expect("a message"));
    assert_eq!(
        lines.collect::<Vec<_>>(),
        [
            "harbour.dna: error: the database has no column \"DATASHORTTEXT.Entity\"",
            "harbour.dna: error: the database has no column \"STATEMENTS.Start\"",
            "harbour.dna: error: the database has no table \"DATAINTEGER\"",
        ]
    );
    assert!(said.contains("Discourse Network Analyzer 2 and 3 have it"), "{said}");
    // What is not needed may be missing.
    let graph = read(with("DROP TABLE CODERS; DROP TABLE ATTRIBUTEVALUES; DROP TABLE SETTINGS"));
    assert_eq!(graph.stance_count(), STATEMENTS.len());
}

/// What runs when it is read could be anything.
#[test]
fn views_and_computed_columns_are_no_tables() {
    let endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x AS ID, \
                   x AS StatementTypeId, 1 AS DocumentId, 0 AS Start, 1 AS Stop, 1 AS Coder FROM n";
    let said = faults(
        reader(with(&format!("DROP TABLE STATEMENTS; CREATE VIEW STATEMENTS AS {endless}"))).read(),
    );
    assert!(said.contains("no table \"STATEMENTS\""), "{said}");
    let computed = "ALTER TABLE STATEMENTS DROP COLUMN Stop;
        ALTER TABLE STATEMENTS ADD COLUMN Stop INTEGER AS (length(zeroblob(1000000000)))";
    let said = faults(reader(with(computed)).read());
    assert!(said.contains("no column \"STATEMENTS.Stop\""), "{said}");
    let virtual_table = "DROP TABLE CODERS; CREATE VIRTUAL TABLE CODERS USING fts5(ID, Name)";
    assert_eq!(read(with(virtual_table)).stance_count(), STATEMENTS.len());
}

#[test]
fn what_is_no_database_is_refused_with_the_way_out() {
    let said = |bytes: &'static [u8]| faults(Reader::new().stream("a.dna", bytes).read());
    assert!(said(b"").contains("the file is empty"));
    assert!(said(b"<?xml version=\"1.0\"?>").contains("Discourse Network Analyzer 1"));
    assert!(said(&[7; 4096]).contains("not an SQLite database, or it is encrypted"));
    assert!(said(b"SQLite format 3\0").starts_with("a.dna: error: "));
    let whole = bytes(version_3());
    for length in (100..whole.len()).step_by(97) {
        let cut = whole[..length].to_vec();
        let read = Reader::new().stream("a.dna", Cursor::new(cut)).read();
        assert!(faults(read).starts_with("a.dna: error: "), "{length}");
    }
}

#[test]
fn a_file_that_is_too_large_is_not_read() {
    let limits = Limits::default().with_binary(100);
    let said = faults(reader(version_3()).limits(limits).read());
    assert!(said.contains("the file is larger than 100 bytes"), "{said}");
    let limits = Limits::default().with_field_length(30);
    let graph = reader(version_3()).limits(limits).read().expect("it is read");
    assert!(left_out(&graph).iter().any(|left| left.contains("texts that are too large")));
}

/// One long text behind thousands of statements would need gigabytes.
#[test]
fn a_small_file_does_not_become_a_large_graph() {
    let long = "x".repeat(500_000);
    let done = format!(
        "UPDATE CODERS SET Name = '{long}'; UPDATE DOCUMENTS SET Text = '{long}', Author = '{long}';
         WITH RECURSIVE n(x) AS (SELECT 100 UNION ALL SELECT x + 1 FROM n WHERE x < 3100)
         INSERT INTO STATEMENTS SELECT x, 1, 1, 0, 500000, 2 FROM n;
         INSERT INTO DATASHORTTEXT(StatementId, VariableId, Entity) SELECT ID, 2, 21 FROM STATEMENTS WHERE ID >= 100;
         INSERT INTO DATASHORTTEXT(StatementId, VariableId, Entity) SELECT ID, 3, 31 FROM STATEMENTS WHERE ID >= 100;
         INSERT INTO DATABOOLEAN(StatementId, VariableId, Value) SELECT ID, 4, 1 FROM STATEMENTS WHERE ID >= 100;"
    );
    let file = bytes(with(&done));
    let size = file.len();
    let graph = Reader::new().stream("a.dna", Cursor::new(file)).read().expect("it is read");
    assert_eq!(graph.stance_count(), STATEMENTS.len() + 3_001);
    let texts = graph.stances().map(|stance| {
        [stance.quote(), stance.note(), stance.coder()]
            .into_iter()
            .flatten()
            .map(str::len)
            .sum::<usize>()
    });
    assert!(texts.sum::<usize>() < 17 * size + (1 << 20));
    let said = left_out(&graph);
    assert!(
        said.iter().any(|left| left.contains("quotes that together are too large")),
        "{said:?}"
    );
}

const HOSTILE: [&str; 9] = [
    "\"quoted\", it's; 100 % <&>",
    "  blanks around  ",
    "line\nbreak\ttab\rreturn",
    "\u{202e}right to left\u{202c}",
    "👩‍👩‍👧 é e\u{301}",
    "010",
    "NA",
    "'); DROP TABLE STATEMENTS; --",
    "\\ \u{1b}[31m \u{0}",
];

#[test]
fn hostile_texts_stay_what_they_are() {
    for hostile in HOSTILE {
        for version in [version_3, version_2] {
            let connection = version();
            let tables = if columns(&connection, "ENTITIES").is_empty() {
                vec!["ATTRIBUTES SET Value", "DATASHORTTEXT SET Value"]
            } else {
                vec!["ENTITIES SET Value"]
            };
            for table in tables {
                let column = "VariableId = 2";
                let update = format!("UPDATE {table} = Value || ?1 WHERE {column} AND Value != ''");
                connection.execute(&update, [hostile]).expect("a row");
            }
            let update = "UPDATE DOCUMENTS SET Title = Title || ?1, Author = ?1, Source = ?1";
            connection.execute(update, [hostile]).expect("a row");
            connection.execute("UPDATE CODERS SET Name = ?1", [hostile]).expect("a row");
            connection.execute("UPDATE DATALONGTEXT SET Value = ?1", [hostile]).expect("a row");
            let graph = read(connection);
            assert_eq!(graph.stance_count(), STATEMENTS.len(), "{hostile:?}");
            assert!(graph.stances().all(|stance| stance.coder() == Some(hostile)));
            for format in [Format::Toml, Format::Csv, Format::Json] {
                let mut written = Vec::new();
                format.write(&graph, &mut written).expect("memory takes everything");
                let again = format.read(written.as_slice()).expect("what we write has no faults");
                assert_eq!(again.document(), graph.document(), "{format}: {hostile:?}");
            }
        }
    }
}

/// A file of one's own says more of those that are in a database.
#[test]
fn what_is_known_already_is_not_declared_again() {
    let own = "[actors.port]\nname = \"Port\"\npart-of = \"works\"\n[actors.works]\n\
               [issues.bridge]\naliases = [\"A bridge should be built\"]\n";
    let file = || Cursor::new(bytes(version_3()));
    let graph = Reader::new()
        .stream("own.toml", own.as_bytes())
        .stream("first.dna", file())
        .stream("second.dna", file())
        .read()
        .expect("they fit together");
    assert_eq!(graph.stance_count(), 2 * STATEMENTS.len());
    assert!(graph.stances().any(|stance| stance.actor().id.as_str() == "port"));
    assert!(graph.stances().all(|stance| stance.actor().id.as_str() != "Port"));
    assert!(graph.issues().iter().any(|issue| issue.id.as_str() == "bridge"));
    assert_eq!(graph.issues().len(), 2);
    assert_eq!(graph.sources().len(), 4, "documents of two databases are not one");
}

/// A database whose changes are in a second file, as long as it is open.
#[test]
fn a_database_with_a_write_ahead_log_is_read() {
    let mut file = bytes(version_3());
    file[18..20].copy_from_slice(&[2, 2]);
    let graph = Reader::new().stream("a.dna", Cursor::new(file)).read().expect("it is read");
    assert_eq!(graph.stance_count(), STATEMENTS.len());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    /// A damaged file gives faults with their place, or what is left of it, and no panic.
    #[test]
    fn damage_is_no_disaster(
        is_old: bool,
        damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..40),
    ) {
        let mut file = bytes(if is_old { version_2() } else { version_3() });
        for (at, byte) in damage {
            let at = at.index(file.len());
            file[at] = byte;
        }
        match Reader::new().stream("a.dna", Cursor::new(file)).read() {
            Ok(graph) => prop_assert!(graph.stance_count() <= STATEMENTS.len()),
            Err(Error::Faults(faults)) => {
                prop_assert!(faults.iter().all(|fault| fault.place.is_some()), "{faults}");
            }
            Err(other) => prop_assert!(false, "{other}"),
        }
    }
}

fn saved(folder: &Path, name: &str, connection: Connection) -> String {
    let path = folder.join(name);
    fs::write(&path, bytes(connection)).expect("space");
    path.to_str().expect("a plain path").to_owned()
}

#[test]
fn verbs_read_databases() {
    let folder = folder();
    let path = saved(folder.path(), "harbour.dna", version_3());
    let output = run(&["convert", &path, "--to", "csv"]);
    assert!(text(&output.stdout).contains("disagrees with"), "{}", text(&output.stdout));
    let warning = text(&output.stderr);
    assert!(warning.contains("warning: left out of"), "{warning}");
    assert!(warning.contains("1 statements of other types: Annotation"), "{warning}");
    let options = [
        "--statement-type",
        "DNA Statement",
        "--actor",
        "person",
        "--issue",
        "concept",
        "--qualifier",
        "weight",
        "--speaker",
        "none",
    ];
    let csv = answer(&[&["convert", &path, "--to", "csv"], &options[..]].concat());
    assert!(csv.contains("Ida Aske") && csv.contains(",position,weight,"), "{csv}");
    let dna = "type=DNA Statement,actor=person,issue=concept,qualifier=weight,speaker=none";
    assert_eq!(answer(&["convert", &path, "--to", "csv", "--dna", dna]), csv);
    let pair = answer(&["align", &path, "--dna", "actor=person", "--format", "csv"]);
    assert!(pair.contains("Ida Aske,Jon Brandt"), "{pair}");
    let checked = run(&["check", &path]);
    assert!(checked.status.success(), "{}", text(&checked.stdout));
    let gone = refusal(&["convert", &path, "--actor", "organisation", "--to", "toml"]);
    assert!(gone.contains("did you mean \"organization\"?"), "{gone}");
    assert!(gone.contains("harbour.dna") && !gone.contains(":0"), "{gone}");
}

/// What is written with its texts can be checked without the database.
#[test]
fn texts_go_along_so_that_quotes_can_be_checked() {
    let folder = folder();
    let path = saved(folder.path(), "harbour.dna", version_3());
    let output = folder.path().join("map.toml");
    let output = output.to_str().expect("a plain path");
    answer(&["convert", &path, "-o", output, "--texts", "texts"]);
    let written = fs::read_to_string(folder.path().join("texts/1.txt")).expect("it is there");
    assert_eq!(written, databases::DOCUMENTS[0].2);
    let checked = run(&["check", output, "--strict"]);
    assert!(checked.status.success(), "{}", text(&checked.stdout));
    fs::write(folder.path().join("texts/1.txt"), "something else").expect("space");
    let checked = text(&run(&["check", output, "--strict"]).stdout);
    assert_eq!(checked.matches("the quote is not in the text of").count(), 3, "{checked}");
    for wrong in ["..", "/tmp", ""] {
        let said = refusal(&["convert", &path, "-o", output, "--texts", wrong]);
        assert!(said.contains("a folder beside the output"), "{said}");
    }
    refusal(&["convert", &path, "--to", "toml", "--texts", "texts"]);
}

/// Places of stances are numbers of statements, and no lines of the file are shown for them.
#[test]
fn suspicions_name_the_statement() {
    let folder = folder();
    let both =
        "INSERT INTO STATEMENTS SELECT 60, 1, 1, Start, Stop + 1, 1 FROM STATEMENTS WHERE ID = 2;
        INSERT INTO DATASHORTTEXT(StatementId, VariableId, Entity) VALUES (60, 2, 22), (60, 3, 31);
        INSERT INTO DATABOOLEAN(StatementId, VariableId, Value) VALUES (60, 4, 0);";
    let path = saved(folder.path(), "harbour.dna", with(both));
    let found = text(&run(&["check", &path]).stdout);
    assert!(found.contains("both supports and opposes"), "{found}");
    assert!(found.contains("harbour.dna:60") || found.contains("harbour.dna:2"), "{found}");
    assert!(!found.contains("CREATE TABLE") && !found.contains("SQLite"), "{found}");
}

#[test]
fn the_sample_gives_the_sums_of_reference() {
    let (Some(three), Some(two)) = (real("dna/sample.dna"), real("dna/sample_dna2.dna")) else {
        return;
    };
    for path in [&three, &two] {
        let graph = Reader::new().path(path).read().expect("nothing is wrong with it");
        assert_eq!(graph.stance_count(), 40);
        assert_eq!(graph.sources().len(), 7);
        assert!(graph.stances().all(|stance| stance.quote().is_some()));
        assert!(graph.stances().all(|stance| stance.speaker().is_some()));
        let said = left_out(&graph);
        assert!(said.iter().all(|left| left.contains("1 statements of other types")), "{said:?}");
        has_the_sums_of_reference(&graph);
    }
    // The numbers of statements differ.
    let stances = |path: &Path| {
        let graph = Reader::new().path(path).read().expect("nothing is wrong with it");
        let mut stances = graph.document().stances;
        stances.iter_mut().for_each(|stance| stance.id = None);
        let mut stances = stances.iter().map(|stance| format!("{stance:?}")).collect::<Vec<_>>();
        stances.sort();
        stances
    };
    assert_eq!(stances(&three), stances(&two));
}

fn has_the_sums_of_reference(graph: &StanceGraph) {
    let view = graph.view().at(stancegraph::graph::Time::Window { from: None, until: None });
    let sum = |measure: Measure, normalisation, duplicates| {
        let comparison =
            Comparison::from(measure).with_normalisation(normalisation).with_duplicates(duplicates);
        let alignments = view.compare(comparison).expect("it can be compared");
        2.0 * alignments.pairings().filter_map(|pairing| pairing.score).sum::<f64>()
    };
    let normalisations = [
        Normalisation::None,
        Normalisation::Average,
        Normalisation::Jaccard,
        Normalisation::Cosine,
    ];
    let wanted = [
        (Measure::Ignore, [276.0, 46.261_853_83, 24.469_002_23, 8.872_727_27]),
        (Measure::Congruence, [160.0, 25.802_436_13, 13.610_662_53, 4.806_060_61]),
        (Measure::Conflict, [116.0, 20.459_417_71, 10.858_339_70, 4.066_666_67]),
        (Measure::Subtract, [44.0, 5.343_018_42, 2.752_322_83, 0.739_393_94]),
    ];
    for (measure, sums) in wanted {
        for (normalisation, wanted) in normalisations.into_iter().zip(sums) {
            let found = sum(measure, normalisation, Duplicates::Keep);
            assert!((found - wanted).abs() < 5.1e-9, "{measure} {normalisation}: {found}");
        }
    }
    assert!((sum(Measure::Congruence, Normalisation::None, Duplicates::All) - 48.0).abs() < 1e-9);
    let wanted = [
        (TwoMode::Ignore, Share::None, 40.0),
        (TwoMode::Subtract, Share::None, 18.0),
        (TwoMode::Subtract, Share::Activity, 2.118_181_82),
        (TwoMode::Subtract, Share::Prominence, 3.778_571_43),
        (TwoMode::Combine, Share::None, 30.0),
    ];
    for (mode, share, wanted) in wanted {
        let ties = view.two_mode(mode, share, Duplicates::Keep);
        let found = ties.iter().map(|tie| tie.weight).sum::<f64>();
        assert!((found - wanted).abs() < 5.1e-9, "{mode} {share}: {found}");
    }
}

/// The same statements as in the table that was made of it.
#[test]
fn the_sample_has_the_statements_of_its_table() {
    let (Some(sample), Some(table)) = (real("dna/sample.dna"), real("dna/statements.csv")) else {
        return;
    };
    let graph = Reader::new().path(sample).read().expect("nothing is wrong with it");
    let document = graph.document();
    let mut rows = csv::Reader::from_path(table).expect("it is there");
    let mut count = 0;
    for row in rows.records() {
        let row = row.expect("a row");
        let stance = stance(&document, &row[0]);
        let locator = format!("characters {}-{}", &row[7], &row[8]);
        assert_eq!(stance.locator.as_deref(), Some(&*locator));
        assert_eq!(stance.date.map(|date| date.to_string()).as_deref(), Some(&row[2]));
        assert_eq!(stance.speaker.as_ref().map(ActorId::as_str), Some(&row[3]));
        assert_eq!(stance.actor.as_str(), &row[4]);
        assert_eq!(stance.issue.as_ref().map(AsRef::as_ref), Some(&row[5]));
        let side = if &row[6] == "1" { "agrees with" } else { "disagrees with" };
        assert_eq!(stance.label.as_deref(), Some(side));
        count += 1;
    }
    assert_eq!(count, 40);
}

/// Numbers that no database should have.
#[test]
fn numbers_at_the_ends_are_numbers() {
    let connection = version_3();
    let update = "UPDATE DATAINTEGER SET Value = ?1 WHERE StatementId = ?2";
    for (value, id) in [(i64::MIN, 1), (i64::MAX, 2), (1, 3)] {
        connection.execute(update, params![value, id]).expect("a row");
    }
    execute(&connection, "UPDATE STATEMENTS SET ID = -5 WHERE ID = 6");
    execute(&connection, "UPDATE STATEMENTS SET ID = 9223372036854775807 WHERE ID = 5");
    let graph = read_as(connection, "qualifier=weight");
    assert_eq!(graph.stance_count(), 4, "two have lost their values");
}

/// `STANCEGRAPH_RENEW=1 cargo test --test interop dna::` writes them anew.
#[test]
fn the_example_and_the_seeds_are_the_debate_of_the_tests() {
    let files = [
        ("examples/data/harbour.dna", bytes(version_3())),
        ("fuzz/seeds/dna/version-2", bytes(version_2())),
        ("fuzz/seeds/dna/version-3", bytes(version_3())),
    ];
    for (name, made) in files {
        let path = crate::shared::repository::root().join(name);
        if std::env::var_os("STANCEGRAPH_RENEW").is_some() {
            fs::create_dir_all(path.parent().expect("a folder")).expect("space");
            fs::write(&path, &made).expect("space");
        }
        // A package has no seeds.
        let Ok(kept) = fs::read(&path) else { continue };
        let read = |bytes: Vec<u8>| Format::Dna.read(bytes.as_slice()).expect("nothing is wrong");
        assert_eq!(read(kept).document(), read(made).document(), "{name}");
    }
}
