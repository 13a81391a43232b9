//! Formats that are only written: for people who draw, query and link.

use proptest::prelude::*;
use stancegraph::model::{Actor, ActorId, Position, Stance, StanceId};
use stancegraph::{Format, StanceGraph, Undeclared};

fn stance(actor: &str, label: &str, issue: &str, position: Position) -> Stance {
    let stance = Stance::on_issue(actor, label, issue).expect("ids");
    Stance { position: Some(position), ..stance }
}

fn graph(stances: &[Stance]) -> StanceGraph {
    let mut builder = StanceGraph::builder();
    builder.undeclared(Undeclared::Create);
    for stance in stances {
        builder.stance(stance);
    }
    builder.build().expect("no faults")
}

fn written(format: Format, graph: &StanceGraph) -> String {
    let mut bytes = Vec::new();
    format.write(graph, &mut bytes).expect("memory takes everything");
    String::from_utf8(bytes).expect("it is text")
}

fn losses(format: Format, graph: &StanceGraph) -> Vec<String> {
    format.losses(graph).iter().map(ToString::to_string).collect()
}

#[cfg(feature = "svg")]
mod mermaid {
    use super::*;

    #[test]
    fn a_stance_is_a_line_with_its_glyph_its_label_and_its_id() {
        let graph = graph(&[
            Stance {
                id: Some(StanceId::new("s-1").expect("an id")),
                ..stance("ann", "backs", "tunnel", Position::Support)
            },
            Stance {
                id: Some(StanceId::new("s-2").expect("an id")),
                ..stance("bob", "fights", "tunnel", Position::Oppose)
            },
        ]);
        let chart = "\
flowchart LR
  accDescr: stances 2, actors 2, targets 1, support 1, oppose 1, neutral 0
  a1[\"ann\"]:::actor
  a2[\"bob\"]:::actor
  i1([\"tunnel\"]):::issue
  %% stance s-1
  a1 -->|\"▲ backs\"| i1
  %% stance s-2
  a2 --x|\"▼ fights\"| i1
  classDef actor fill:#ffffff,stroke:#333333,color:#1c1c1c
  classDef issue fill:#eeeeee,stroke:#a6a6a6,color:#1c1c1c
  linkStyle 0 stroke:#0072b2,stroke-width:1.7px
  linkStyle 1 stroke:#d55e00,stroke-width:1.7px,stroke-dasharray:7.0 4.6
";
        assert_eq!(written(Format::Mermaid, &graph), chart);
        assert_eq!(losses(Format::Mermaid, &graph), [""; 0]);
    }

    /// Three are a fan, four are one line with their number: no stance is dropped.
    #[test]
    fn many_stances_of_one_pair_are_one_line() {
        let say = |times: usize| {
            let stances = (0..times).map(|number| {
                let position = Position::ALL[number % 3];
                stance("ann", &format!("says {number} on"), "tunnel", position)
            });
            written(Format::Mermaid, &graph(&stances.collect::<Vec<_>>()))
        };
        assert_eq!(say(3).matches("| i1").count(), 3);
        let four = say(4);
        assert_eq!(four.matches("| i1").count(), 1);
        assert!(four.contains("a1 <==>|\"4 stances#58; 1 ▲ 2 ▼ 1 ○\"| i1"), "{four}");
        assert_eq!(four.matches("%% stance ").count(), 4);
    }

    #[test]
    fn what_it_cannot_hold_is_counted() {
        let mut builder = StanceGraph::builder();
        builder.undeclared(Undeclared::Create);
        builder.actor(Actor {
            kind: Some("state".into()),
            ..Actor::new(ActorId::new("silent").expect("an id"))
        });
        let said = stance("ann", &"a".repeat(500), "tunnel", Position::Support);
        builder.stance(&Stance { quote: Some("it is good".into()), ..said });
        let graph = builder.build().expect("no faults");
        let wanted =
            ["1 quote", "1 kind of an actor", "1 end of a long text", "1 actor without a stance"];
        assert_eq!(losses(Format::Mermaid, &graph), wanted);
    }

    proptest! {
        /// Whatever the texts are, each line of the chart is one that we mean.
        #[test]
        fn no_text_breaks_out(name in any::<String>(), label in any::<String>(), title in any::<String>()) {
            let mut builder = StanceGraph::builder();
            builder.undeclared(Undeclared::Create).title(title);
            let actor = Actor::new(ActorId::new("ann").expect("an id"));
            builder.actor(Actor { name: Some(name.clone()), ..actor });
            builder.stance(&stance("ann", &label, "tunnel", Position::Neutral));
            let Ok(graph) = builder.build() else { return Err(TestCaseError::reject("names")) };
            let chart = written(Format::Mermaid, &graph);
            let (front, body) = chart.split_at(chart.find("flowchart LR").expect("it begins so"));
            prop_assert!(matches!(front.lines().count(), 0 | 3), "{}", chart);
            prop_assert_eq!(body.lines().count(), 9, "{}", body);
            prop_assert_eq!(body.matches('"').count(), 6, "{}", body);
            prop_assert!(!chart.contains("%%{") && !body.contains('`') && !body.contains('<'), "{}", chart);
        }
    }
}
