//! German: another language is another folder of tables.

use stancegraph::draft::{Drafter, Language, Named, Names};
use stancegraph::model::Position;

fn names() -> Names {
    let named = |name: &str, kind: &str, aliases: &[&str]| {
        Named::new(name.to_lowercase(), name).with_aliases(aliases.iter().copied()).with_kind(kind)
    };
    Names::default()
        .with_actors(vec![
            named("Frankreich", "state", &["Paris", "französische", "französischer"]),
            named("Polen", "state", &["Warschau", "polnische"]),
            named("Bauernverband", "organisation", &[]),
        ])
        .with_issues(vec![
            named("Fangverbot", "", &["das Verbot"]),
            named("Staudamm", "", &[]),
            named("Wasserabkommen", "", &["das Abkommen"]),
        ])
}

#[test]
fn german_sentences_give_their_stances() {
    let drafter = Drafter::new(&names(), Language::german());
    let sentences = [
        ("Frankreich unterstützt den Staudamm.", "Frankreich", "Staudamm", Position::Support),
        ("Polen lehnt den Staudamm ab.", "Polen", "Staudamm", Position::Oppose),
        (
            "Paris forderte am Montag ein Ende des Fangverbots.",
            "Frankreich",
            "Fangverbot",
            Position::Oppose,
        ),
        (
            "Der Bauernverband, eine Lobbygruppe, warnte vor dem Staudamm.",
            "Bauernverband",
            "Staudamm",
            Position::Oppose,
        ),
        (
            "Warschau äußerte scharfe Kritik an dem Wasserabkommen.",
            "Polen",
            "Wasserabkommen",
            Position::Oppose,
        ),
        ("Frankreich ist gegen das Fangverbot.", "Frankreich", "Fangverbot", Position::Oppose),
        (
            "Die polnische Regierung begrüßte das Abkommen.",
            "Polen",
            "Wasserabkommen",
            Position::Support,
        ),
        (
            "Frankreich enthielt sich in der Abstimmung über das Wasserabkommen.",
            "Frankreich",
            "Wasserabkommen",
            Position::Neutral,
        ),
        ("Polen verlangt die Aufhebung des Fangverbots.", "Polen", "Fangverbot", Position::Oppose),
        (
            "„Der Staudamm ist ein Fehler“, sagte der französische Außenminister Jean Dupuis.",
            "Frankreich",
            "Staudamm",
            Position::Oppose,
        ),
    ];
    let mut wrong = Vec::new();
    for (sentence, actor, target, side) in sentences {
        let found = drafter.draft(sentence, None);
        let found = found
            .iter()
            .map(|draft| {
                (draft.actor.name.as_str(), draft.target.name().name.as_str(), draft.position)
            })
            .collect::<Vec<_>>();
        if found != [(actor, target, side)] {
            wrong.push(format!("{sentence}: {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
