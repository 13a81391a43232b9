//! Machine-coded events, as stances of one actor toward another.

use std::fs;
use std::path::PathBuf;

use crate::shared::damage;
use proptest::prelude::*;
use stancegraph::format::{EventOptions, EventPosition, Limits, Mapping, Reader};
use stancegraph::model::{ActorId, SourceId, StanceId};
use stancegraph::{Error, Format, StanceGraph};

const FILES: [(Format, &str); 3] = [
    (Format::Gdelt, "gdelt.export.CSV"),
    (Format::Icews, "icews.tab"),
    (Format::Polecat, "polecat.txt"),
];

fn path(name: &str) -> PathBuf {
    crate::shared::repository::root().join("tests/data/events").join(name)
}

fn text(name: &str) -> String {
    fs::read_to_string(path(name)).expect("the file is there")
}

fn read(format: Format, text: &str) -> StanceGraph {
    read_with(format, text, EventOptions::default())
}

fn read_with(format: Format, text: &str, options: EventOptions) -> StanceGraph {
    let reader = Reader::new().format(format).events(options);
    let stream = std::io::Cursor::new(text.to_owned());
    reader.stream("events", stream).read().unwrap_or_else(|error| panic!("{error}"))
}

fn faults(format: Format, text: impl AsRef<[u8]>) -> Vec<String> {
    let stream = std::io::Cursor::new(text.as_ref().to_owned());
    match Reader::new().format(format).stream("events", stream).read() {
        Err(Error::Faults(faults)) => faults.to_string().lines().map(str::to_owned).collect(),
        other => panic!("it has to have a fault: {other:?}"),
    }
}

/// Each stance as "id date sentence: position, strength, source, locator".
fn said(graph: &StanceGraph) -> Vec<String> {
    let mut said = graph.stances().map(|stance| {
        let source = stance.source().map_or("-", |source| source.id.as_str());
        format!(
            "{} {} {} {} {}: {} {} {source} {} {}",
            stance.id(),
            stance.date().expect("events have dates"),
            stance.actor().id,
            stance.label(),
            stance.target().id(),
            stance.position(),
            stance.strength().get(),
            stance.locator().unwrap_or("-"),
            stance.coder().expect("events have coders"),
        )
    });
    let mut said = said.by_ref().collect::<Vec<_>>();
    said.sort();
    said
}

fn left_out(graph: &StanceGraph) -> Vec<String> {
    graph.left_out().iter().map(ToString::to_string).collect()
}

#[test]
fn gdelt_is_read() {
    let graph = read(Format::Gdelt, &text("gdelt.export.CSV"));
    let wanted = [
        "900000001 2026-03-02 ATL criticises RUR: oppose 0.2 https://news.example.org/a - GDELT",
        "900000002 2026-03-02 ATLGOV signs an agreement with RUR: support 0.8 https://news.example.org/a - GDELT",
        "900000003 2026-03-03 RUR confiscates property of ATL: oppose 0.92 https://news.example.org/b?c=\"d\" - GDELT",
        "900000004 2026-03-03 RURGOV consults ATL: support 0.1 Radio Example - GDELT",
        "900000005 2026-03-04 RUR makes a statement on ATLGOV: neutral 1 https://news.example.org/b?c=\"d\" - GDELT",
    ];
    assert_eq!(said(&graph), wanted);
    let wanted = [
        "events: 1 events without a second actor: 900000006",
        "events: 1 events without a first actor: 900000007",
        "events: 1 events of an actor with itself: 900000008",
        "events: 1 events whose code is none of CAMEO: 900000009",
        "events: 1 events that were there before: 900000002",
    ];
    assert_eq!(left_out(&graph), wanted);
}

#[test]
fn actors_have_the_name_that_most_events_give_them() {
    let graph = read(Format::Gdelt, &text("gdelt.export.CSV"));
    let titles = graph.actors().iter().map(stancegraph::model::Actor::title).collect::<Vec<_>>();
    let wanted = ["ATLANTIS (ATL)", "PRESIDENT (ATLGOV)", "RURITANIA (RUR)", "PRESIDENT (RURGOV)"];
    assert_eq!(titles, wanted);
}

#[test]
fn sources_have_their_addresses() {
    let graph = read(Format::Gdelt, &text("gdelt.export.CSV"));
    let url = |id: &str| {
        let id = SourceId::new(id).expect("an id");
        graph.sources().iter().find(|source| source.id == id).expect("it is there").url.clone()
    };
    let address = "https://news.example.org/a";
    assert_eq!(url(address).as_deref(), Some(address));
    assert_eq!(url("Radio Example"), None);
}

#[test]
fn icews_is_read() {
    let graph = read(Format::Icews, &text("icews.tab"));
    let wanted = [
        "700001 2026-03-02 Atlantis criticises Ruritania: oppose 0.2 5001 sentence 3 ICEWS",
        "700002 2026-03-02 Foreign Affairs (Atlantis) signs an agreement with Ruritania: support 0.8 5001 sentence 5 ICEWS",
        "700003 2026-03-05 Ruritania visits Atlantis: support 0.19 Daily Example - ICEWS",
    ];
    assert_eq!(said(&graph), wanted);
    let wanted = [
        "events: 1 events without a second actor: 700004",
        "events: 1 events that were there before: 700003",
    ];
    assert_eq!(left_out(&graph), wanted);
    let ministry = ActorId::new("Foreign Affairs (Atlantis)").expect("an id");
    let ministry = graph.actors().iter().find(|actor| actor.id == ministry).expect("it is there");
    assert_eq!(ministry.attributes["country"].to_string(), "Atlantis");
    assert_eq!(ministry.attributes["sectors"].to_string(), "Foreign Affairs,Government");
    assert_eq!(graph.sources()[0].publisher.as_deref(), Some("Example Post"));
}

/// What a spreadsheet makes of "042" and "0211".
#[test]
fn codes_that_lost_their_zero_are_known() {
    let text = text("icews.tab").replace("\t042\t", "\t42\t").replace("\t057\t", "\t211\t");
    let graph = read(Format::Icews, &text);
    let labels = graph.stances().map(|stance| stance.label().to_owned()).collect::<Vec<_>>();
    assert!(labels.contains(&"visits".into()), "{labels:?}");
    assert!(labels.contains(&"asks for economic cooperation".into()), "{labels:?}");
}

/// Some releases of ICEWS have no codes, dates of Stata, and quotes around cells or rows.
#[test]
fn icews_without_codes_is_read_by_its_scores() {
    let rows = [
        "Event ID\tEvent Date\tSource Name\tEvent Text\tIntensity\tTarget Name",
        "1\t01jan2017\tOrdo\tMake statement\t0\tVale",
        "2\t2017-01-02\tOrdo\tCriticize or denounce\t-2\tVale",
    ];
    let wanted =
        ["1 2017-01-01 Ordo Make statement Vale", "2 2017-01-02 Ordo Criticize or denounce Vale"];
    let of_cells = |row: &str| format!("\"{}\"\n", row.replace('\t', "\"\t\""));
    let of_rows = |row: &str| format!("\"{row}\"\n");
    let plain = |row: &str| format!("{row}\n");
    for text in [rows.map(plain).concat(), rows.map(of_cells).concat(), rows.map(of_rows).concat()]
    {
        let graph = read(Format::Icews, &text);
        let said = said(&graph);
        assert!(said.iter().zip(wanted).all(|(said, wanted)| said.starts_with(wanted)), "{said:?}");
        let positions = graph.stances().map(stancegraph::StanceRef::signed).collect::<Vec<_>>();
        assert_eq!(positions, [0.0, -0.2], "{text}");
    }
    let options = EventOptions::default().with_position(EventPosition::Quad);
    let reader = Reader::new().format(Format::Icews).events(options);
    let said = reader.stream("events", std::io::Cursor::new(rows.map(plain).concat())).read();
    let said = said.expect_err("a class needs a code").to_string();
    assert!(said.contains("the table has no column \"CAMEO Code\""), "{said}");
}

/// Quotes are decided cell by cell: those around a cell are none of it, and those of a text stay.
#[test]
fn quotes_around_cells_are_none_of_them() {
    let header = "Event ID\tEvent Date\tSource Name\tEvent Text\tIntensity\tTarget Name";
    let quoted = format!("\"{}\"", header.replace('\t', "\"\t\""));
    for (header, row, actor, target) in [
        (header, "1\t2017-01-01\t\"Ann\"\tPraise\t2\t\"B, C\"", "Ann", "B, C"),
        (header, "\"1\"\t\"2017-01-01\"\t\"A\tX\"\t\"Praise\"\t\"2\"\t\"B\"", "A X", "B"),
        (
            &quoted,
            "\"1\"\t\"2017-01-01\"\t\"A \"\"the\"\" x\"\t\"Praise\"\t\"2\"\t\"B\"",
            "A \"the\" x",
            "B",
        ),
        (&quoted, "1\t2017-01-01\tAnn\tPraise\t2\tB", "Ann", "B"),
        (
            header,
            "1\t2017-01-01\t\"Ann\" and \"Bob\"\tPraise\t2\tB \"x\"",
            "\"Ann\" and \"Bob\"",
            "B \"x\"",
        ),
        (header, "\"1\t2017-01-01\tAnn\tPraise\t2\tB\"", "Ann", "B"),
        (header, "\"1\t2017-01-01\t\"Ann\"\tPraise\t2\tB\"", "Ann", "B"),
    ] {
        let graph = read(Format::Icews, &format!("{header}\n{row}\n"));
        let stance = graph.stances().next().expect("one");
        let said =
            [stance.actor().title(), stance.target().title()].map(|name| name.replace('\t', " "));
        assert_eq!(said, [actor, target], "{row}");
        assert_eq!(stance.id().as_str(), "1");
    }
}

#[test]
fn polecat_is_read_with_a_stance_for_each_pair() {
    let graph = read(Format::Polecat, &text("polecat.txt"));
    let wanted = [
        "20260302-1-abc_1 2026-03-02 Ann Example accuses (disapprove) Ruritania: oppose 0.2 Example Post, 2026-03-03 - POLECAT",
        "20260302-1-abc_2 2026-03-02 Ann Example consults (visit) Ruritania: support 0.15 Example Post, 2026-03-03 - POLECAT",
        "20260302-1-abc_2/2 2026-03-02 Ann Example consults (visit) Sylvania: support 0.15 Example Post, 2026-03-03 - POLECAT",
        "20260302-1-abc_2/3 2026-03-02 Bob Example consults (visit) Ruritania: support 0.15 Example Post, 2026-03-03 - POLECAT",
        "20260302-1-abc_2/4 2026-03-02 Bob Example consults (visit) Sylvania: support 0.15 Example Post, 2026-03-03 - POLECAT",
        "20260304-2-def_1 2026-03-04 Bob Example protests against Ruritania: oppose 1 Daily Example, 2026-03-04 - POLECAT",
    ];
    assert_eq!(said(&graph), wanted);
    let wanted = [
        "events: 1 events without a second actor: 20260304-2-def_2",
        "events: 1 events whose type is none of PLOVER: 20260304-2-def_3",
    ];
    assert_eq!(left_out(&graph), wanted);
    assert_eq!(graph.actors()[0].attributes["country"].to_string(), "ATL");
}

/// Some headers name headlines that the rows do not have, and some rows end with tabs.
#[test]
fn polecat_files_that_are_out_of_shape_are_read() {
    let usual = text("polecat.txt");
    let wanted = said(&read(Format::Polecat, &usual));
    let headlines = usual.replacen("\tSource\t", "\tHeadline\tSource\t", 1);
    assert_eq!(said(&read(Format::Polecat, &headlines)), wanted);
    let tabs = usual.replace('\n', "\t\t\n");
    assert_eq!(said(&read(Format::Polecat, &tabs)), wanted);
}

#[test]
fn the_class_of_an_event_can_be_its_position() {
    let options = EventOptions::default().with_position(EventPosition::Quad);
    let graph = read_with(Format::Gdelt, &text("gdelt.export.CSV"), options);
    let sides =
        graph.stances().map(|stance| format!("{} {}", stance.position(), stance.strength().get()));
    let mut sides = sides.collect::<Vec<_>>();
    sides.sort();
    assert_eq!(sides, ["oppose 0.5", "oppose 1", "support 0.5", "support 0.5", "support 0.5"]);
}

#[test]
fn scores_near_nothing_can_be_neutral() {
    let neutral = |neutral: f64| {
        let options = EventOptions::default().with_neutral(neutral);
        let graph = read_with(Format::Gdelt, &text("gdelt.export.CSV"), options);
        graph.stances().filter(|stance| stance.position().sign() == 0).count()
    };
    assert_eq!([0.0, 0.9, 1.0, 2.0, 10.0].map(neutral), [1, 1, 2, 3, 5]);
}

/// An event without a score has the one of its code.
#[test]
fn a_score_that_is_not_there_follows_from_the_code() {
    let text = text("gdelt.export.CSV").replace("\t-9.2\t", "\t\t");
    let graph = read(Format::Gdelt, &text);
    let id = StanceId::new("900000003").expect("an id");
    let stance = graph.stances_with_id(&id).next().expect("it is there");
    assert_eq!(stance.strength().get().to_string(), "0.92");
}

#[test]
fn the_order_of_rows_changes_nothing() {
    for (format, name) in FILES {
        let usual = text(name);
        let has_header = format != Format::Gdelt;
        let mut lines = usual.lines().collect::<Vec<_>>();
        // The one that was there before is the same.
        lines[usize::from(has_header)..].reverse();
        let turned = read(format, &(lines.join("\r\n") + "\r\n"));
        let usual = read(format, &usual);
        if format == Format::Gdelt || format == Format::Polecat {
            assert_eq!(turned.document(), usual.document(), "{format}");
        }
    }
}

/// Files of one day are read together: actors and sources that are in several are one.
#[test]
fn several_files_are_one_graph() {
    let other =
        text("gdelt.export.CSV").replace("90000000", "91000000").replace("RURITANIA", "SYLVANIA");
    let graph = Reader::new()
        .format(Format::Gdelt)
        .path(path("gdelt.export.CSV"))
        .stream("other", std::io::Cursor::new(other))
        .read()
        .expect("no faults");
    assert_eq!((graph.stance_count(), graph.actors().len()), (10, 4));
}

#[test]
fn version_1_of_gdelt_is_read() {
    let short = |count: usize| {
        let text = text("gdelt.export.CSV");
        let cut = |line: &str| {
            let cells = line.split('\t').collect::<Vec<_>>();
            let mut kept = cells[..57].to_vec();
            kept.extend([cells[60]].iter().take(count - 57));
            kept.join("\t") + "\n"
        };
        read(Format::Gdelt, &text.lines().map(cut).collect::<String>())
    };
    assert_eq!(short(58).stance_count(), 5);
    assert_eq!(short(58).sources().len(), 3);
    assert_eq!(short(57).stance_count(), 5);
    assert_eq!(short(57).sources().len(), 0);
}

#[test]
fn faults_come_all_at_once_with_their_places() {
    let text = text("gdelt.export.CSV")
        .replacen("20260302", "20260230", 1)
        .replace("\t-9.2\t", "\tmuch\t")
        .replace("\tATL\tATLANTIS\t", "\tA L\tATLANTIS\t")
        .replacen("900000005", "", 1);
    let faults = faults(Format::Gdelt, text);
    let places = faults.iter().map(|fault| fault.split(": error").next().expect("a place"));
    let places = places.collect::<Vec<_>>();
    assert!(places.contains(&"events:1:11"), "{faults:#?}");
    assert!(faults.iter().any(|fault| fault.contains("\"20260230\" is not a date")), "{faults:#?}");
    assert!(
        faults.iter().any(|fault| fault.contains("\"GoldsteinScale\" has to be a number")),
        "{faults:#?}"
    );
    assert!(
        faults.iter().any(|fault| fault.contains("\"A L\" is not a code of an actor")),
        "{faults:#?}"
    );
    assert!(
        faults.iter().any(|fault| fault.starts_with("events:5:1: error: \"GlobalEventID\"")),
        "{faults:#?}"
    );
}

#[test]
fn what_is_no_file_of_events_is_refused() {
    let said = |format, text: &[u8], wanted: &str| {
        let faults = faults(format, text);
        assert!(faults.iter().any(|fault| fault.contains(wanted)), "{faults:#?}");
    };
    said(
        Format::Gdelt,
        b"a,b,c\n",
        "events:1: error: the row has 1 fields; an event of GDELT has 61",
    );
    said(Format::Gdelt, b"PK\x03\x04...", "a zip archive");
    said(Format::Icews, b"PK\x03\x04...", "a zip archive");
    said(Format::Icews, b"Event ID\tEvent Date\n", "the table has no column \"CAMEO Code\"");
    said(Format::Polecat, b"Event ID\tEvent Date\n", "the table has no column \"Recipient Name\"");
    said(
        Format::Icews,
        &[text("icews.tab").as_bytes(), b"1\t2026-01-01\n"].concat(),
        "events:7: error: the row has 2 fields",
    );
    said(
        Format::Icews,
        &[text("icews.tab").as_bytes(), b"caf\xe9\n"].concat(),
        "events:7: error: not UTF-8",
    );
    said(
        Format::Polecat,
        (text("polecat.txt")
            .replace("Bob Example;", "")
            .replace("Ruritania; Sylvania", &"a;".repeat(101)))
        .as_bytes(),
        "100 names",
    );
}

/// Years of ICEWS are in Latin-1.
#[test]
fn other_encodings_are_read_where_they_are_named() {
    let text = text("icews.tab").replace("Ruritania", "R\u{e9}publique");
    let latin1 = text
        .chars()
        .map(|letter| u8::try_from(u32::from(letter)).expect("Latin-1"))
        .collect::<Vec<_>>();
    let mapping = Mapping::default().with_encoding("latin1").expect("there is one");
    let reader = Reader::new().format(Format::Icews).mapping(mapping);
    let graph = reader.stream("events", std::io::Cursor::new(latin1)).read().expect("no faults");
    assert_eq!(said(&graph), said(&read(Format::Icews, &text)));
}

#[test]
fn a_row_without_end_is_refused() {
    let limits = Limits::default().with_field_length(1000);
    let reader = Reader::new().format(Format::Gdelt).limits(limits);
    let read = reader.stream("events", std::io::Cursor::new("a".repeat(5000))).read();
    let Err(Error::Faults(faults)) = read else { panic!("it is too long") };
    assert!(faults.to_string().contains("the row is larger than 1000 bytes"), "{faults}");
}

#[test]
fn the_flags_arrive() {
    let run = |words: &[&str]| {
        let file = path("gdelt.export.CSV");
        let program = env!("CARGO_BIN_EXE_stancegraph");
        let mut command = std::process::Command::new(program);
        command.arg("convert").arg(file).args(["--from", "gdelt", "--to", "csv"]).args(words);
        let output = command.output().expect("the program runs");
        (
            String::from_utf8_lossy(&output.stdout).into_owned(),
            String::from_utf8_lossy(&output.stderr).into_owned(),
        )
    };
    let (usual, warnings) = run(&[]);
    assert!(usual.contains("criticises,RUR,oppose,0.2,"), "{usual}");
    assert!(warnings.contains("1 events of an actor with itself: 900000008"), "{warnings}");
    assert!(run(&["--event-position", "quad"]).0.contains("criticises,RUR,oppose,0.5,"));
    assert!(run(&["--event-neutral", "3"]).0.contains("criticises,RUR,neutral,"));
    assert!(run(&["--event-position", "mood"]).1.contains("goldstein"));
    assert!(run(&["--event-neutral", "lots"]).1.contains("lots"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Whatever is done to a file, it is read or its faults are said, each at a place.
    #[test]
    fn a_damaged_file_breaks_nothing(
        which in 0..3_usize,
        cuts in prop::collection::vec((any::<prop::sample::Index>(), 0..60_usize, "\\PC{0,3}|\t|\n|\u{0}"), 1..4),
    ) {
        let (format, name) = FILES[which];
        let mut bytes = text(name).into_bytes();
        damage::cut(&mut bytes, &cuts);
        match format.read(bytes.as_slice()) {
            Ok(graph) => prop_assert!(graph.stances().all(|stance| stance.date().is_some())),
            Err(Error::Faults(faults)) => {
                prop_assert!(faults.iter().all(|fault| fault.place.is_some()), "{}", faults);
            }
            Err(error) => panic!("{error}"),
        }
    }
}
