//! Sentences of our own, and the stances in them.

use stancegraph::draft::{Drafter, Language, Named, Names};
use stancegraph::model::Position;

/// The confidence from which drafts count here.
const LEAST: f64 = 0.4;

fn names() -> Names {
    let named = |name: &str, kind: &str, aliases: &[&str]| {
        Named::new(name.to_lowercase().replace(' ', "-"), name)
            .with_aliases(aliases.iter().copied())
            .with_kind(kind)
    };
    Names::default()
        .with_actors(vec![
            named("Peru", "state", &[]),
            named("Chile", "state", &[]),
            named("Green Alliance", "party", &[]),
            named("Reform Party", "party", &[]),
            named("Farmers' League", "organisation", &[]),
            named("Acme Power", "company", &[]),
        ])
        .with_issues(vec![
            named("Lake dam", "", &["the dam"]),
            named("Fishing ban", "", &["the ban"]),
            named("Water treaty", "", &["the treaty"]),
            named("Carbon tax", "", &["the tax"]),
        ])
}

fn found(drafter: &Drafter, sentence: &str) -> String {
    let drafts =
        drafter.draft(sentence, None).into_iter().filter(|draft| draft.confidence >= LEAST);
    let all = drafts.map(|draft| {
        let side = match draft.position {
            Position::Support => '+',
            Position::Neutral => '0',
            Position::Oppose => '-',
        };
        format!("{}>{}{side}", draft.actor.name, draft.target.name().name)
    });
    all.collect::<Vec<_>>().join(";")
}

#[test]
fn sentences_give_their_stances() {
    let drafter = Drafter::new(&names(), Language::english());
    let mut wrong = Vec::new();
    let table = include_str!("../../data/draft/sentences.tsv");
    for line in table.lines().filter(|line| !line.starts_with('#')) {
        let (sentence, wanted) = line.split_once('\t').expect("a sentence, a tab, its stances");
        let found = found(&drafter, sentence);
        if found != wanted {
            wrong.push(format!("{sentence}\n  wanted {wanted}\n  found  {found}"));
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}
