//! No answer about time depends on the order of lines, and an empty file has an answer too.

use crate::shared::graphs;
use crate::shared::program::{answer, file, folder, refusal};
use stancegraph::Format;

/// A table of random stances, by several coders, and the same upside down.
fn tables(seed: u64) -> [String; 2] {
    let mut document = graphs::random(seed, 6, 5, 80).document();
    for (index, stance) in document.stances.iter_mut().enumerate() {
        stance.coder = Some(["ann", "ben", "cem"][index % 3].into());
        stance.date = stance.date.filter(|_| index % 9 > 0);
        stance.until = Some("2024-11".parse().expect("a date")).filter(|_| index % 11 == 0);
        if stance.date.is_some_and(|date| date.to_string().as_str() > "2024-11") {
            stance.until = None;
        }
    }
    let mut builder = stancegraph::StanceGraph::builder();
    builder.document(&document);
    let graph = builder.build().expect("no faults");
    let mut bytes = Vec::new();
    Format::Csv.write(&graph, &mut bytes).expect("memory takes everything");
    let text = String::from_utf8(bytes).expect("text");
    let (header, lines) = text.split_once('\n').expect("a header");
    let mut lines = lines.lines().collect::<Vec<_>>();
    lines.reverse();
    [text.clone(), format!("{header}\n{}\n", lines.join("\n"))]
}

const QUESTIONS: [&[&str]; 9] = [
    &["issues"],
    &["issues", "--pairs", "--min-shared", "1", "--targets", "all"],
    &["issues", "--window", "3m", "--step", "1m"],
    &["changes"],
    &["changes", "--since", "2024-05", "--until", "2024-09"],
    &["contradictions"],
    &["contradictions", "--at", "2024-06-30"],
    &["coders"],
    &["coders", "--distance", "ordinal", "--disagreements"],
];

#[test]
fn the_order_of_lines_changes_no_answer() {
    for seed in 0..3 {
        let folder = folder();
        let [one, other] = tables(seed);
        let [one, other] = [file(&folder, "one.csv", &one), file(&folder, "other.csv", &other)];
        for question in QUESTIONS {
            for form in ["table", "json", "csv", "md"] {
                let ask = |file: &str| answer(&[question, &[file, "--format", form][..]].concat());
                assert_eq!(ask(&one), ask(&other), "{question:?} as {form}");
            }
        }
        assert!(answer(&["diff", &one, &other]).ends_with(": no difference\n"));
    }
}

#[test]
fn an_empty_file_has_an_answer_too() {
    let folder = folder();
    let empty = file(&folder, "empty.toml", "title = 'nothing yet'\n");
    for question in QUESTIONS {
        if question.contains(&"--window") {
            let said = refusal(&[question, &[empty.as_str()]].concat());
            assert!(said.contains("there is nothing to cut into windows"), "{said}");
            continue;
        }
        for form in ["table", "json", "csv", "md"] {
            answer(&[question, &[empty.as_str(), "--format", form]].concat());
        }
    }
    answer(&["diff", &empty, &empty]);
    answer(&["diff", &empty, "--days", "2015", "2016"]);
}
