//! Drafts are carried, and count only where they are asked for.

use proptest::prelude::*;
use stancegraph::graph::Query;
use stancegraph::model::{Confidence, Stance, Status, Weight, date};
use stancegraph::{Format, StanceGraph, StanceRef, Undeclared};

const ACTORS: [&str; 4] = ["ann", "bob", "cem", "dan"];
const ISSUES: [&str; 3] = ["dam", "tax", "zoo"];

fn stance() -> impl Strategy<Value = Stance> {
    let label = prop::sample::select(vec!["supports", "opposes", "is neutral on"]);
    let ends = (0..ACTORS.len(), 0..ISSUES.len());
    let more = (0..3_i16, prop::option::of(1..9_u32), prop::option::weighted(0.2, "[ab]"));
    (label, ends, more, any::<bool>()).prop_map(|(label, (actor, issue), more, is_draft)| {
        let (year, weight, locator) = more;
        let weight = weight.map(|weight| Weight::new(f64::from(weight)).expect("positive"));
        let mut stance = Stance::on_issue(ACTORS[actor], label, ISSUES[issue]).expect("ids");
        stance.locator = locator;
        let status = if is_draft { Status::Draft } else { Status::Confirmed };
        stance.with_date(date(2016 + year, 5, 1)).with_weight(weight).with_status(status)
    })
}

/// A graph in which all actors and issues are declared, whoever takes a stance.
fn graph(stances: &[Stance]) -> StanceGraph {
    let mut builder = StanceGraph::builder();
    for actor in ACTORS {
        builder.actor(stancegraph::model::Actor::new(actor.parse().expect("an id")));
    }
    for issue in ISSUES {
        builder.issue(stancegraph::model::Issue::new(issue.parse().expect("an id")));
    }
    for stance in stances {
        builder.stance(stance);
    }
    builder.build().expect("everything is declared")
}

/// What a graph says of its stances: ids, sides and sizes.
fn said(graph: &StanceGraph) -> Vec<String> {
    let line = |stance: StanceRef| {
        let strength = stance.strength().get();
        format!("{} {stance} {} {strength} {}", stance.id(), stance.position(), stance.weight())
    };
    graph.stances().map(line).collect()
}

proptest! {
    /// A draft changes nothing: neither ids, nor strengths, nor standings, nor alignments.
    #[test]
    fn a_graph_with_drafts_is_the_graph_without_them(
        stances in prop::collection::vec(stance(), 0..14),
    ) {
        let with = graph(&stances);
        let confirmed = stances.iter().filter(|stance| stance.status.is_confirmed());
        let without = graph(&confirmed.cloned().collect::<Vec<_>>());
        prop_assert_eq!(said(&with), said(&without));
        prop_assert_eq!(with.heaviest().to_bits(), without.heaviest().to_bits());
        let standings = |graph: &StanceGraph| {
            let view = graph.view();
            let texts = view.standings().iter().map(|standing| standing.to_string());
            texts.collect::<Vec<_>>()
        };
        prop_assert_eq!(standings(&with), standings(&without));
        prop_assert_eq!(with.labels().collect::<Vec<_>>(), without.labels().collect::<Vec<_>>());
        prop_assert_eq!(with.draft_count(), stances.len() - without.stance_count());
    }

    /// With its drafts, a graph is that of all stances; confirmed ones keep their ids.
    #[test]
    fn drafts_that_are_asked_for_count_like_others(
        stances in prop::collection::vec(stance(), 0..14),
    ) {
        let graph = graph(&stances);
        let all = graph.with_drafts();
        prop_assert_eq!(all.stance_count(), stances.len());
        let asked = graph.ask(&Query::default().with_drafts(true)).expect("it asks for all");
        prop_assert_eq!(asked.graph().stance_count(), stances.len());
        let ids = all.stances().map(StanceRef::id).collect::<Vec<_>>();
        for stance in graph.stances() {
            prop_assert!(ids.contains(&stance.id()), "{}", stance);
        }
        prop_assert_eq!(all.counts_drafts(), graph.draft_count() > 0);
    }

    /// A draft that resembles nothing else has the same id before and after it is confirmed.
    #[test]
    fn a_draft_keeps_its_id_when_it_is_confirmed(stance in stance()) {
        let id = |status: Status| {
            let graph = graph(&[stance.clone().with_status(status)]);
            graph.with_drafts().stances().next().expect("one").id()
        };
        prop_assert_eq!(id(Status::Draft), id(Status::Confirmed));
    }
}

const MAP: &str = r#"undeclared = "create"
[[stances]]
actor = "ann"
label = "supports"
issue = "dam"
[[stances]]
actor = "bob"
label = "opposes"
issue = "dam"
status = "draft"
characters = "12-48"
proposed-by = "stancegraph"
rule = "oppose, target named"
confidence = 0.62
"#;

#[test]
fn a_caption_says_how_many_drafts_there_are() {
    let graph = Format::Toml.read(MAP.as_bytes()).expect("a map");
    assert_eq!(graph.view().to_string(), "latest positions; 1 draft not counted");
    let all = graph.with_drafts();
    assert_eq!(all.view().to_string(), "latest positions; 1 draft counted");
    let draft = all.stances().find(|stance| !stance.status().is_confirmed()).expect("bob's");
    assert_eq!(draft.rule(), Some("oppose, target named"));
    assert_eq!(draft.confidence().map(Confidence::get), Some(0.62));
    assert_eq!(draft.characters().map(|place| place.to_string()), Some("12-48".into()));
}

#[test]
fn formats_that_lose_something_leave_out_drafts_and_say_so() {
    let graph = Format::Toml.read(MAP.as_bytes()).expect("a map");
    for format in Format::ALL.into_iter().filter(|format| format.is_written()) {
        let mut bytes = Vec::new();
        if format.write(&graph, &mut bytes).is_err() {
            continue;
        }
        let losses = format.losses(&graph);
        let lost = losses.iter().filter(|lost| lost.what.starts_with("draft"));
        let lost = lost.map(|lost| lost.count).sum::<usize>();
        let carries = format.is_lossless() && format != Format::Dot
            || format == Format::Turtle
            || format.is_annotations();
        assert_eq!(lost, usize::from(!carries), "{format}: {losses:?}");
    }
}

#[test]
fn what_is_wrong_with_a_draft_is_said_with_its_place() {
    let wrong =
        MAP.replace("12-48", "48-12").replace("0.62", "1.5").replace("\"draft\"", "\"done\"");
    let error = Format::Toml.read(wrong.as_bytes()).expect_err("three faults").to_string();
    for text in [
        "unknown status \"done\"",
        "\"48-12\" is not a range of characters such as 120-245",
        "confidence 1.5 is not a number from 0 to 1",
    ] {
        assert!(error.contains(text), "{error}");
    }
    let csv = "actor,label,issue,status,confidence,proposed-by\nann,supports,dam,draught,high,x\n";
    let error = Format::Csv.read(csv.as_bytes()).expect_err("two faults").to_string();
    assert!(error.contains("unknown status \"draught\""), "{error}");
    assert!(error.contains("confidence high is not a number"), "{error}");
}

#[test]
fn a_spreadsheet_has_a_status_and_a_confidence_of_its_own() {
    let csv = "Actor,Position,Issue,Status,Confidence\nAnn,for,dam,checked,high\n";
    let graph = Format::Csv.read(csv.as_bytes()).expect("a spreadsheet");
    let stance = graph.stances().next().expect("one");
    assert!(stance.status().is_confirmed());
    assert_eq!((stance.grade(), stance.confidence()), (Some("high"), None));
}

#[test]
fn draft_actors_that_nobody_declares_may_be_created() {
    let mut builder = StanceGraph::builder();
    builder.undeclared(Undeclared::Create);
    let stance = Stance::on_issue("ann", "supports", "dam").expect("ids");
    builder.stance(&stance.with_status(Status::Draft));
    let graph = builder.build().expect("nothing is wrong");
    assert_eq!((graph.stance_count(), graph.draft_count()), (0, 1));
}
