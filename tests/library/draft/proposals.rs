//! What other programs propose: the schema, and the checks.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use stancegraph::draft::{
    Checker, Checking, Named, Names, Proposal, ProposalRequest, Proposals, ProposalsError, Refusal,
    Target, proposals_schema,
};
use stancegraph::model::{LabelMeaning, Position};

const TEXT: &str = "Peru opposes the dam\r\n\r\nLIMA – Peru “firmly rejects” the lake\u{a0}dam, said Ana Ruiz. 😀\r\n\r\n\
    Chile says no. Peru’s cabi\u{ad}net says no.\r\n";

fn names() -> Names {
    Names::default()
        .with_actors([
            Named::new("peru", "Peru").with_aliases(["Republic of Peru".to_owned()]),
            Named::new("chile", "Chile").with_kind("state"),
        ])
        .with_issues([Named::new("dam", "Lake dam")])
}

fn proposal(quote: &str) -> Value {
    json!({ "actor": "Peru", "label": "rejects", "issue": "dam", "position": "oppose", "quote": quote })
}

fn with(mut proposal: Value, field: &str, value: impl Into<Value>) -> Value {
    proposal[field] = value.into();
    proposal
}

fn checked(proposals: &[Value]) -> Checking {
    let answer =
        json!({ "new-actors": [{ "name": "Norway", "kind": "state" }], "proposals": proposals });
    let names = names();
    let meanings = BTreeMap::from([("waves at".to_owned(), LabelMeaning::from(Position::Support))]);
    let checker = Checker::new(&names).with_meanings(&meanings);
    checker.check(TEXT, "model", answer.to_string().as_bytes()).expect("proposals")
}

fn refusal(proposal: Value) -> Refusal {
    let checking = checked(&[proposal]);
    assert_eq!(checking.accepted, []);
    checking.refused[0].why.clone()
}

#[test]
fn what_holds_has_the_words_of_the_text_and_their_place() {
    let checking = checked(&[
        proposal("\"firmly rejects\" the lake dam"),
        with(proposal("Peru's cabinet says no"), "actor", "republic of peru"),
        with(with(proposal("says no"), "actor", "Norway"), "characters", "120-127"),
        with(with(proposal("says no"), "actor", "CHILE"), "issue", "lake dam"),
        json!({ "actor": "chile", "label": "says no to", "toward": "peru", "position": "oppose",
            "quote": "Chile says no.", "speaker": "peru", "date": "2024-05", "confidence": 0.5, "note": "late" }),
    ]);
    assert_eq!(checking.refused, []);
    let quotes = checking.accepted.iter().map(|checked| checked.quote.as_str()).collect::<Vec<_>>();
    let wanted = [
        "“firmly rejects” the lake\u{a0}dam",
        "Peru’s cabi\u{ad}net says no",
        "says no",
        "says no",
        "Chile says no.",
    ];
    assert_eq!(quotes, wanted);
    for checked in &checking.accepted {
        assert_eq!(checked.characters.in_text(TEXT), Some(checked.quote.as_str()));
        assert_eq!(checked.proposed_by, "model");
    }
    let [first, second, third, fourth, fifth] = &checking.accepted[..] else { panic!("five") };
    assert_eq!(first.locator.as_deref(), Some("paragraph 1"));
    assert_eq!(second.actor.id.as_deref(), Some("peru"));
    assert_eq!((third.actor.id.as_deref(), third.actor.kind.as_deref()), (None, Some("state")));
    assert!(third.characters > fourth.characters, "the place that was meant");
    assert_eq!(fourth.target.name().id.as_deref(), Some("dam"));
    assert!(matches!(&fifth.target, Target::Actor(actor) if actor.name == "Peru"));
    assert_eq!(fifth.date.map(|date| date.to_string()).as_deref(), Some("2024-05"));
}

#[test]
fn what_does_not_hold_is_refused_with_the_reason() {
    let said = |proposal: Value| refusal(proposal).to_string();
    assert_eq!(
        said(proposal("Peru firmly rejected the lake dam")),
        "its quote \"Peru firmly rejected the lake dam\" does not occur in the text; the nearest passage, in line 3, is \
         \"Peru “firmly rejects” the lake dam,\""
    );
    assert_eq!(
        said(proposal("Nobody knows anything")),
        "its quote \"Nobody knows anything\" does not occur in the text"
    );
    for quote in ["", " … ", "“”"] {
        assert_eq!(said(proposal(quote)), "its quote has no words");
    }
    assert!(said(proposal("eru opposes the dam")).contains("does not occur"), "parts of words");
    assert!(said(proposal("peru opposes the dam")).contains("does not occur"), "case");
    let good = || proposal("Peru opposes the dam");
    assert_eq!(
        said(with(good(), "actor", "Perru")),
        "the map has no actor \"Perru\"; did you mean \"Peru\"?; if it is new, declare it in new-actors"
    );
    assert_eq!(
        said(with(good(), "issue", "tunnel")),
        "the map has no issue \"tunnel\"; if it is new, declare it in new-issues"
    );
    assert!(said(with(good(), "position", "against")).contains("does not fit the schema"));
    assert!(said(with(good(), "confidence", 2)).contains("does not fit the schema"));
    assert!(said(with(good(), "extra", 1)).contains("does not fit the schema"));
    assert!(said(json!("text")).contains("does not fit the schema"));
    assert!(said(json!({ "actor": "peru" })).contains("missing field"));
    assert_eq!(said(with(good(), "label", " ")), "its label is empty");
    assert_eq!(said(with(good(), "actor", "a\u{1b}[2J")), "its actor has a control character");
    assert!(said(with(good(), "label", "x".repeat(501))).contains("longer than 500 bytes"));
    assert!(said(with(good(), "quote", "x ".repeat(20_000))).contains("longer than"));
    assert_eq!(
        said(with(good(), "label", "supports")),
        "its label \"supports\" says support, and its position is oppose"
    );
    assert!(matches!(
        refusal(with(good(), "label", "waves at")),
        Refusal::LabelAgainstPosition { .. }
    ));
    let mut aimless = good();
    aimless.as_object_mut().expect("an object").remove("issue");
    assert_eq!(refusal(aimless), Refusal::NoTarget);
    let twice = checked(&[good(), good(), good()]);
    assert_eq!((twice.accepted.len(), twice.refused.len()), (1, 2));
    assert_eq!(twice.refused[1].why, Refusal::Repeated(1));
    let steering = said(proposal("\u{1b}[31mPeru opposes the moon"));
    assert!(!steering.contains('\u{1b}'), "{steering:?}");
}

#[test]
fn an_answer_that_is_none_is_an_error() {
    let names = names();
    let checker = Checker::new(&names);
    let deep = "[".repeat(100_000);
    for answer in [
        "",
        "null",
        "[]",
        "{}",
        "{\"proposals\": 1}",
        "{\"proposals\": [], \"x\": 1}",
        &deep,
        "\u{0}",
    ] {
        let error = checker.check(TEXT, "model", answer.as_bytes()).expect_err(answer);
        assert!(matches!(error, ProposalsError::Schema(_)), "{answer}");
    }
    assert!(checker.check(TEXT, "model", b"{\"proposals\": []} \xff").is_err());
    let many = json!({ "proposals": vec![Value::Null; 10_001] }).to_string();
    let error = checker.check(TEXT, "model", many.as_bytes()).expect_err("too many");
    assert_eq!(error, ProposalsError::TooMany { count: 10_001, most: 10_000 });
}

/// A text of 1,000 sentences, each once.
fn long_text() -> (String, Vec<String>) {
    let verbs = ["opposes", "rejects", "denounces", "deplores", "resists"];
    let sentences = (0..1_000).map(|number| {
        let verb = verbs[number % verbs.len()];
        format!("Peru’s cabinet no. {number} {verb} the “lake dam” — and says why, in words that nobody else has.")
    });
    let sentences = sentences.collect::<Vec<_>>();
    (sentences.join("\r\n\r\n"), sentences)
}

/// A quote that somebody did not copy as it stands: a letter more, less or another, words that change places, a word more or
/// less in the middle, another case, another number.
fn damaged(quote: &str, random: &mut fastrand::Rng) -> String {
    let words = quote.split(' ').map(str::to_owned).collect::<Vec<_>>();
    let letters = quote.chars().collect::<Vec<_>>();
    let places = (0..letters.len()).filter(|at| letters[*at].is_alphabetic()).collect::<Vec<_>>();
    let place = places[random.usize(..places.len())];
    let middle = random.usize(2..words.len() - 2);
    let mut other = letters.clone();
    let mut moved = words.clone();
    match random.u8(..8) {
        0 => other[place] = if letters[place] == 'x' { 'y' } else { 'x' },
        1 => drop(other.remove(place)),
        2 => other.insert(place, 'q'),
        3 => {
            other[place] = if letters[place].is_uppercase() {
                letters[place].to_ascii_lowercase()
            } else {
                'Z'
            }
        }
        4 => moved.swap(middle, middle + 1),
        5 => drop(moved.remove(middle)),
        6 => moved.insert(middle, "really".into()),
        _ => moved[middle] = format!("{}s", moved[middle].trim_end_matches(',')),
    }
    if other == letters { moved.join(" ") } else { other.into_iter().collect() }
}

#[test]
fn of_a_thousand_damaged_quotes_none_is_taken_and_of_intact_ones_all() {
    let (text, sentences) = long_text();
    let names = names();
    let checker = Checker::new(&names);
    let answer = |quotes: &[String]| {
        let proposals = quotes.iter().map(|quote| proposal(quote)).collect::<Vec<_>>();
        let answer = json!({ "proposals": proposals }).to_string();
        checker.check(&text, "model", answer.as_bytes()).expect("proposals")
    };
    let plain =
        |quote: &String| quote.replace('’', "'").replace(['“', '”'], "\"").replace('—', "-");
    for intact in [sentences.clone(), sentences.iter().map(plain).collect()] {
        let checking = answer(&intact);
        assert_eq!(checking.refused, []);
        let kept = checking.accepted.iter().map(|checked| checked.quote.clone());
        assert_eq!(kept.collect::<Vec<_>>(), sentences, "the words of the text");
    }
    let mut random = fastrand::Rng::with_seed(11);
    let damaged = sentences.iter().map(|quote| damaged(quote, &mut random)).collect::<Vec<_>>();
    let checking = answer(&damaged);
    assert_eq!(checking.accepted, []);
    assert_eq!(checking.refused.len(), 1_000);
    let right = checking.refused.iter().filter(|refused| {
        let Refusal::QuoteNotFound { nearest: Some(nearest), .. } = &refused.why else {
            panic!("{:?}", refused.why)
        };
        nearest.line == refused.number * 2 - 1
    });
    let right = right.count();
    assert!(right > 940, "the passage that was meant: {right}");
}

#[test]
fn the_schema_says_what_is_read() {
    let schema = serde_json::from_str::<Value>(&proposals_schema()).expect("JSON");
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    let good = with(with(proposal("a"), "characters", "1-2"), "confidence", 0.5);
    let answer = json!({ "new-issues": [{ "name": "Dam" }], "proposals": [good] });
    assert!(validator.is_valid(&answer));
    let read = serde_json::from_value::<Proposals>(answer.clone()).expect("the schema says so");
    assert_eq!(serde_json::to_value(read).expect("JSON"), answer);
    for (field, value) in [
        ("position", json!("against")),
        ("confidence", json!(2)),
        ("characters", json!("9")),
        ("extra", json!(1)),
        ("date", json!("soon")),
    ] {
        let bad = with(proposal("a"), field, value);
        assert!(!validator.is_valid(&json!({ "proposals": [bad] })), "{field}");
        assert!(serde_json::from_value::<Proposal>(bad).is_err(), "{field}");
    }
    let file = crate::shared::repository::root().join("stancegraph-proposals.schema.json");
    if std::env::var_os("STANCEGRAPH_RENEW").is_some() {
        std::fs::write(&file, proposals_schema()).expect("the repository can be written");
    }
    assert_eq!(std::fs::read_to_string(file).expect("it is there"), proposals_schema());
}

#[test]
fn a_request_has_all_that_a_program_needs() {
    let names = names();
    let meanings = BTreeMap::from([("waves at".to_owned(), LabelMeaning::from(Position::Support))]);
    let request = ProposalRequest::new(TEXT, &names).with_labels(&meanings);
    let request = serde_json::to_value(request).expect("JSON");
    assert_eq!(request["text"], TEXT);
    assert_eq!(
        request["names"]["actors"][1],
        json!({ "id": "chile", "name": "Chile", "aliases": [], "kind": "state" })
    );
    assert_eq!(request["names"]["labels"]["waves at"], "support");
    assert!(jsonschema::validator_for(&request["schema"]).is_ok());
}
