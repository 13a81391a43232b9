//! A table reads the same, however it is cut into rows, and with or without numbered values.

use proptest::prelude::*;

use super::*;
use crate::Format;
use crate::format::tables::source::csv::{Blocks, read as read_blocks};
use crate::graph::Undeclared;

/// The graph of a table and what is left out of it, or all its faults.
fn read_in(table: &str, mapping: Option<&Mapping>, size: usize, helpers: usize) -> String {
    let mut builder = Builder::default();
    let file = builder.file(|files| files.add("a.csv", None, None));
    builder.undeclared(Undeclared::Create);
    let limits = Limits { field_length: 60, ..Limits::default() };
    let outcome = super::read(&mut builder, file, mapping, &limits, |take| {
        let blocks = Blocks::new(table.as_bytes(), size, &limits);
        read_blocks(blocks, None, &limits, helpers, &mut |batch| match take(batch) {
            // In one block, nothing is numbered.
            Wanted::Numbers(_) if helpers == 0 => Wanted::Numbers(Vec::new()),
            wanted @ (Wanted::Nothing | Wanted::Rows | Wanted::Numbers(_)) => wanted,
        });
    });
    match outcome.and_then(|()| builder.build()) {
        Err(error) => error.to_string(),
        Ok(graph) => {
            let mut text = Vec::new();
            Format::Json.write(&graph, &mut text).expect("memory can be written");
            let places = graph.stances().map(|stance| format!("{:?}", stance.place()));
            let all = [String::from_utf8_lossy(&text).into_owned()].into_iter().chain(places);
            all.chain([format!("{:?}", graph.left_out())]).collect::<Vec<_>>().join("\n")
        }
    }
}

fn cell(values: &[&'static str]) -> impl Strategy<Value = String> + use<> {
    prop::sample::select(values.to_vec()).prop_map(str::to_owned)
}

fn row() -> impl Strategy<Value = String> {
    let names = ["Ann", "Bob", " Bob ", "\"Zoë, \"\"Z\"\"\"", "\"two\nlines\"", "\"\""];
    let dates = ["", "2016", "2016-04-29", "29/04/2016", "03/04/2016", "1461888000", "2016-13"];
    let ends = ["\n", "\n", "\n", "\r\n", "\n\n", ",x\n"];
    let usual = (
        cell(&names),
        cell(&["tunnel", "dam", "zoo", ""]),
        cell(&["support", "oppose", "neutral", "yes", "", "maybe"]),
        cell(&["", "", "", "supports", "opposes", "hails"]),
        cell(&["", "", "", "0.5", "0,5", "7"]),
        cell(&["", "", "", "2", "x"]),
    );
    (usual, cell(&dates), cell(&["", "", "p. 1"]), cell(&ends)).prop_map(
        |((actor, issue, position, label, strength, weight), date, locator, end)| {
            format!("{actor},{issue},{position},{label},{strength},{weight},{date},{locator}{end}")
        },
    )
}

fn table() -> impl Strategy<Value = String> {
    (prop::collection::vec(row(), 0..40), any::<bool>(), any::<bool>()).prop_map(
        |(rows, has_mark, is_cut)| {
            let mark = if has_mark { "\u{feff}" } else { "" };
            let rows = rows.concat();
            let rows = if is_cut { rows.trim_end() } else { &rows };
            format!("{mark}actor,issue,position,label,strength,weight,date,locator\n{rows}")
        },
    )
}

proptest! {
    #[test]
    fn all_cores_make_the_same_of_a_table(
        table in table(), size in 20..200_usize, helpers in 1..3_usize, is_mapped in any::<bool>(),
    ) {
        let mapping = Mapping::default()
            .with_values("yes=support,maybe=skip")
            .and_then(|mapping| mapping.with_missing("zoo"))
            .expect("a mapping");
        let mapping = is_mapped.then_some(&mapping);
        let at_once = read_in(&table, mapping, 1 << 16, 0);
        prop_assert_eq!(read_in(&table, mapping, size, helpers), at_once);
    }
}

#[test]
fn what_is_wrong_with_two_cells_together_is_so_when_each_is_known() {
    let rows = "Ann,dam,support,,0.5,,,\nAnn,dam,support,,,2,,\n".repeat(3);
    let header = "actor,issue,position,label,strength,weight,date,locator\n";
    let table = format!("{header}{rows}Ann,dam,support,,0.5,2,,\n");
    let said = read_in(&table, None, 20, 1);
    assert!(said.starts_with("a.csv:8"), "{said}");
    assert_eq!(said, read_in(&table, None, 1 << 16, 0));
}
