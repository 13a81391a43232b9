//! What the library knows, as values for serde.

use serde_json::{Value, json};
use stancegraph::bloc::{BlocCount, Partition, Threshold, TieRule};
use stancegraph::graph::{Filter, Time};
use stancegraph::measure::{Comparison, Confidence, Measure, Question, Sort};
use stancegraph::model::date;
use stancegraph::{Format, StanceGraph};

fn graph() -> StanceGraph {
    let csv = "id,actor,label,issue,date\ns1,ann,supports,tax,2016\ns2,bob,opposes,tax,2016\ns3,ann,opposes,tax,2018\n";
    Format::Csv.read(csv.as_bytes()).expect("a table")
}

fn told(value: &impl serde::Serialize) -> Value {
    serde_json::to_value(value).expect("a value")
}

#[test]
fn answers_name_actors_and_stances_by_id() {
    let graph = graph();
    let view = graph.view();
    let pair = view.alignment("ann", "bob", Measure::Agreement).expect("known actors");
    let value = told(&pair);
    assert_eq!(value["a"], json!({"id": "ann", "name": "ann"}));
    assert_eq!((&value["score"], &value["measure"]), (&json!(1.0), &json!("agreement")));
    assert_eq!(value["stances"], json!(["s3", "s2"]));
    let standing = told(&view.standings().iter().next().expect("a standing"));
    assert_eq!(standing["target"], json!({"kind": "issue", "id": "tax", "name": "tax"}));
    assert_eq!((&standing["side"], &standing["stances"]), (&json!("oppose"), &json!(["s1", "s3"])));
    let changes = view.changes(None, None).expect("changes");
    let moved = changes.iter().map(told).find(|change| change["kind"] == "moved").expect("one");
    assert_eq!((&moved["from"], &moved["to"]), (&json!("support"), &json!("oppose")));
    assert_eq!((&moved["before"], &moved["after"]), (&json!(["s1"]), &json!(["s3"])));
}

#[test]
fn questions_are_read_back() {
    let mut question = Question::default();
    assert_eq!(serde_json::from_str::<Question>("{}").expect("nothing is asked"), question);
    question.query.filter = Filter::default().with_actors(["ann"]);
    question.query.time = Time::Snapshot(date(2016, 4, 29));
    question.comparison = Comparison::from(Measure::S)
        .with_weights([("tax", 2.5)])
        .with_confidence(Confidence::NinetyNine)
        .with_sort(Sort::Score);
    let text = serde_json::to_string(&question).expect("a question");
    assert_eq!(serde_json::from_str::<Question>(&text).expect("the same"), question);
    assert!(serde_json::from_str::<Question>(r#"{"comparison": {"mesure": "s"}}"#).is_err());
}

#[test]
fn settings_of_blocs_are_read_back() {
    for threshold in [Threshold::Middle, Threshold::Median, Threshold::At(0.25)] {
        let rule =
            TieRule::default().with_threshold(threshold).with_min_shared(3).with_weighted(true);
        let text = serde_json::to_string(&rule).expect("a rule");
        assert_eq!(serde_json::from_str::<TieRule>(&text).expect("the same"), rule);
    }
    let counts = serde_json::from_str::<Vec<BlocCount>>(r#"["2", "5", "auto"]"#).expect("counts");
    assert_eq!(serde_json::to_string(&counts).expect("counts"), r#"["2","5","auto"]"#);
    assert!(serde_json::from_str::<BlocCount>("\"0\"").is_err());
    let graph = graph();
    let view = graph.view();
    let ties = view.alignment_graph(Measure::Agreement, TieRule::default()).expect("ties");
    let blocs = ties.quick_blocs(BlocCount::Two);
    let text = serde_json::to_string(blocs.partition()).expect("a partition");
    assert_eq!(&serde_json::from_str::<Partition>(&text).expect("the same"), blocs.partition());
}
