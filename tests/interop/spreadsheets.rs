//! Spreadsheets as people keep them: their own columns, their own words, several languages.

use std::io::Cursor;

use stancegraph::format::{Mapping, Reader};
use stancegraph::graph::{Side, StanceRef};
use stancegraph::{Error, Format, StanceGraph};

fn read(sheet: &str) -> Result<StanceGraph, Error> {
    Reader::new().stream("sheet.csv", Cursor::new(sheet.to_owned())).read()
}

/// The stances, one a line: actor, label, target, date.
fn said(graph: &StanceGraph) -> Vec<String> {
    let words = graph.stances().map(|stance| {
        let date = stance.date().map(|date| format!(" {date}"));
        format!("{stance} ({}){}", stance.position(), date.unwrap_or_default())
    });
    let mut words = words.collect::<Vec<_>>();
    words.sort();
    words
}

fn faults(sheet: &str) -> String {
    read(sheet).expect_err("it has faults").to_string()
}

#[test]
fn a_sheet_in_four_languages_says_the_same() {
    let wanted = said(&read("actor,issue,position,date\nOrdo,Toll,support,2021-04-25\nVale,Toll,oppose,2021-04-26\n").unwrap());
    for sheet in [
        "Organisation,Topic,Stance,Date\nOrdo,Toll,For,25/04/2021\nVale,Toll,Against,26/04/2021\n",
        "Partei;Thema;Haltung;Datum\nOrdo;Toll;dafür;25.04.2021\nVale;Toll;dagegen;26. April 2021\n",
        "Parti,Sujet,Prise de position,Date\nOrdo,Toll,pour,25/04/2021\nVale,Toll,contre,26 avril 2021\n",
        "Partido,Tema,Postura,Fecha\nOrdo,Toll,a favor,25/04/2021\nVale,Toll,en contra,26 de abril de 2021\n",
        "ACTOR_NAME,Issue Name,Position (support/oppose),Date\nOrdo,Toll ,SUPPORT,25/04/2021\nVale, Toll,Opposed,26 April 2021\n",
        "Country,Topic,Vote,Year,Date\nOrdo,Toll,+1,,25/04/2021\nVale,Toll,-1,,2021-04-26\n",
    ] {
        assert_eq!(
            said(&read(sheet).unwrap_or_else(|error| panic!("{sheet}{error}"))),
            wanted,
            "{sheet}"
        );
    }
}

#[test]
fn for_and_against_is_mixed_and_no_position_is_no_stance() {
    let sheet = "actor,issue,position\nOrdo,Toll,Mixed\nVale,Toll,n/a\nMira,Toll,Abstained\n";
    let graph = read(sheet).unwrap();
    assert_eq!(
        said(&graph),
        [
            "Mira is neutral on Toll (neutral)",
            "Ordo opposes Toll (oppose)",
            "Ordo supports Toll (support)"
        ]
    );
    let view = graph.view();
    let standings = view.standings().on_target(graph.find_target("Toll").unwrap()).unwrap();
    let sides = standings.map(|standing| (standing.actor().title().to_owned(), standing.side()));
    assert_eq!(
        sides.collect::<Vec<_>>(),
        [("Mira".into(), Side::Neutral), ("Ordo".into(), Side::Mixed)]
    );
    let taken = graph.taken()[0].to_string();
    let wanted =
        "values: \"Abstained\" as neutral; \"Mixed\" as support and oppose; \"n/a\" as no stance";
    assert_eq!(taken, wanted);
}

#[test]
fn a_sign_that_can_mean_two_things_is_no_side() {
    for (cells, wanted) in [
        (["1", "0"], "\"0\" can be oppose or neutral"),
        (["-", "yes"], "\"-\" can be oppose or skip"),
    ] {
        let sheet = format!(
            "Actor,Topic,Vote\nOrdo,Toll,{}\nVale,Toll,{}\nMira,Toll,{}\n",
            cells[0], cells[1], cells[1]
        );
        let said = faults(&sheet);
        assert!(said.contains(wanted) && said.matches("error:").count() == 1, "{said}");
    }
    let sheet =
        "Actor,Topic,Vote\nOrdo,Toll,1\nVale,Toll,0\nMira,Toll,-1\nBray,Toll,-\nTarn,Toll,+\n";
    assert_eq!(read(sheet).unwrap().stance_count(), 5);
    let own = Mapping::default().with_values("0=oppose").unwrap();
    let sheet = "Actor,Topic,Vote\nOrdo,Toll,yes\nVale,Toll,0\n";
    let reader = Reader::new().mapping(own).stream("a.csv", sheet.as_bytes());
    assert_eq!(
        said(&reader.read().unwrap()),
        ["Ordo supports Toll (support)", "Vale opposes Toll (oppose)"]
    );
}

#[test]
fn a_single_sign_is_half_of_a_double_one() {
    let strengths = |cells: [&str; 2]| {
        let sheet = format!("Actor,Topic,Vote\nOrdo,Toll,{}\nVale,Toll,{}\n", cells[0], cells[1]);
        let graph = read(&sheet).unwrap();
        graph.stances().map(StanceRef::signed).collect::<Vec<_>>()
    };
    assert_eq!(strengths(["++", "-"]), [1.0, -0.5]);
    assert_eq!(strengths(["+", "--"]), [0.5, -1.0]);
    assert_eq!(strengths(["+", "-"]), [1.0, -1.0]);
    assert_eq!(strengths(["Strongly agree", "Somewhat opposed"]), [1.0, -0.5]);
}

#[test]
fn an_address_is_that_of_its_source() {
    let graph = read("Actor,Topic,Stance,Source\nOrdo,Toll,for,https://x.example/a\n").unwrap();
    let source = graph.stances().next().unwrap().source().unwrap();
    assert_eq!(
        (source.id.as_str(), source.url.as_deref()),
        ("https://x.example/a", Some("https://x.example/a"))
    );
    let sheet = "Actor,Topic,Stance,Outlet,Link\nOrdo,Toll,for,Gazette,https://x.example/a\nVale,Toll,for,Gazette,https://x.example/b\nWold,Toll,for,Gazette,\n";
    let graph = read(sheet).unwrap();
    let sources = graph.stances().filter_map(StanceRef::source);
    let sources =
        sources.map(|source| (source.id.to_string(), source.title.clone(), source.url.clone()));
    let at = |url: &str| (url.to_owned(), Some("Gazette".to_owned()), Some(url.to_owned()));
    assert_eq!(
        sources.collect::<Vec<_>>(),
        [at("https://x.example/a"), at("https://x.example/b"), ("Gazette".into(), None, None)]
    );
}

#[test]
fn a_label_in_the_column_of_positions_is_the_label() {
    let graph = read("Actor,Topic,Stance\nOrdo,Toll,condemns\nVale,Toll,Yes\n").unwrap();
    assert_eq!(said(&graph), ["Ordo condemns Toll (oppose)", "Vale supports Toll (support)"]);
}

#[test]
fn a_label_that_says_something_on_an_issue_says_nothing_toward_an_actor() {
    let sheet = "Actor,Topic,Toward,Stance\nOrdo,Toll,,calls for\n";
    assert_eq!(said(&read(sheet).unwrap()), ["Ordo calls for Toll (support)"]);
    let said = faults(&format!("{sheet}Vale,,Ordo,calls for\n"));
    assert!(said.contains("sheet.csv:3:") && said.contains("\"calls for\""), "{said}");
}

#[test]
fn two_columns_that_can_be_one_field_are_a_fault_with_its_fix() {
    let sheet = "Country,Organisation,Topic,Vote\nOrdia,Ordo,Toll,yes\n";
    let said = faults(sheet);
    assert!(said.contains("\"Country\" and \"Organisation\" can both be the actor"), "{said}");
    assert!(said.contains("Mapping::with_ignored(\"Organisation\")"), "{said}");
    let own = Mapping::default().with_ignored("Country").unwrap();
    let graph = Reader::new().mapping(own).stream("a.csv", sheet.as_bytes()).read().unwrap();
    assert_eq!(graph.stances().next().unwrap().actor().id.as_str(), "Ordo");
}

#[test]
fn columns_that_are_nothing_are_left_out_and_misspelt_ones_are_faults() {
    let graph = read("Party,Topic,Vote,Population\nOrdo,Toll,yes,12\n").unwrap();
    assert_eq!(graph.left_out()[0].examples, ["Population"]);
    assert!(
        faults("Party,Topic,Vote,Lable\nOrdo,Toll,yes,x\n").contains("did you mean \"label\"?")
    );
    assert!(
        faults("actor,issue,position,colour\nOrdo,Toll,yes,x\n")
            .contains("unknown column \"colour\"")
    );
}

#[test]
fn the_mapping_that_was_found_reads_the_sheet_in_the_same_way() {
    for sheet in [
        "Partei,Thema,Haltung,Datum,Link\nOrdo,Maut,dafür,25.04.2021,\nVale,Maut,verurteilt,26.04.2021,https://x.example/b\n",
        "Actor,Topic,Stance,Date\nOrdo,Toll,++,03/04/2021\nVale,Toll,-,25/04/2021\nMira,Toll,mixed,\nBray,Toll,n/a,\nTarn,Toll,condemns,\n",
        "actor,issue,position\nOrdo,Toll,Yes\n",
    ] {
        let Ok(graph) = read(sheet) else {
            assert!(sheet.contains("verurteilt"), "{sheet}");
            continue;
        };
        let mapping = Mapping::from_toml(&graph.taken()[0].mapping).unwrap();
        let again =
            Reader::new().mapping(mapping).stream("sheet.csv", sheet.as_bytes()).read().unwrap();
        assert_eq!(again.document(), graph.document(), "{sheet}");
        assert_eq!(again.taken()[0].mapping, graph.taken()[0].mapping, "{sheet}");
    }
}

#[test]
fn titles_above_the_header_are_passed_over() {
    let rows = "Actor,Position,Issue\nAnn,for,dam\nBob,against,dam\n";
    for titles in
        ["Port debate,,\n", "Port debate,,\n,,\n\n", "Port debate\n", ",,\nCoded in May,,\n"]
    {
        let graph = Format::Csv.read(format!("{titles}{rows}").as_bytes());
        let graph = graph.unwrap_or_else(|error| panic!("{titles:?}: {error}"));
        assert_eq!(graph.stance_count(), 2, "{titles:?}");
        let line = 2 + titles.lines().count();
        let first = graph.stances().next().expect("Ann's");
        assert_eq!(first.place().expect("a place").line as usize, line, "{titles:?}");
    }
}

#[test]
fn what_no_header_follows_is_no_title() {
    for text in [
        "Port debate,,\nAnn,for,dam\n",
        "Port debate,,\n,,\n",
        "Ann,for,dam\nActor,Position,Issue\n",
    ] {
        assert!(Format::Csv.read(text.as_bytes()).is_err(), "{text:?}");
    }
}
