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

/// A row without and with the column of locators, whose values have no numbers.
fn row() -> impl Strategy<Value = [String; 2]> {
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
            let row = format!("{actor},{issue},{position},{label},{strength},{weight},{date}");
            [format!("{row}{end}"), format!("{row},{locator}{end}")]
        },
    )
}

fn table() -> impl Strategy<Value = String> {
    let flags = (any::<bool>(), any::<bool>(), any::<bool>());
    (prop::collection::vec(row(), 0..40), flags).prop_map(
        |(rows, (has_mark, is_cut, has_locators))| {
            let mark = if has_mark { "\u{feff}" } else { "" };
            let header = "actor,issue,position,label,strength,weight,date";
            let locator = if has_locators { ",locator" } else { "" };
            let rows = rows.iter().map(|row| &*row[usize::from(has_locators)]).collect::<String>();
            let rows = if is_cut { rows.trim_end() } else { &rows };
            format!("{mark}{header}{locator}\n{rows}")
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
    let rows = "Ann,dam,support,,0.5,,\nAnn,dam,support,,,2,\n".repeat(3);
    let header = "actor,issue,position,label,strength,weight,date\n";
    let table = format!("{header}{rows}Ann,dam,support,,0.5,2,\n");
    let said = read_in(&table, None, 20, 1);
    assert!(said.starts_with("a.csv:8"), "{said}");
    assert_eq!(said, read_in(&table, None, 1 << 16, 0));
}

#[test]
fn rows_of_known_values_are_those_that_are_read_one_by_one() {
    let header = "actor,speaker,label,issue,toward,position,strength,date,until,source\n";
    let rows = [
        "ann,zoe,hails,dam,,support,0.5,2016,2017,press\n",
        "bob,,,dam,ann,oppose,,2016-04,,\n",
        "ann,,opposes,,bob,,,,,press\n",
        "bob,,supports,dam,,,1,2016,2016,press\n",
        "ann,,,dam,,skip,,,,\n",
    ];
    let wrong = ["ann,,,,,support,,,,\n", "ann,,,dam,,,,,,\n", "bob,,,dam,,support,,2017,2016,\n"];
    let mapping = Mapping::default().with_values("skip=skip").expect("a mapping");
    for wrong in [&[][..], &wrong] {
        let table = format!("{header}{}{}", rows.concat().repeat(9), wrong.concat().repeat(2));
        let said = read_in(&table, Some(&mapping), 40, 1);
        assert_eq!(said.contains("error"), !wrong.is_empty(), "{said}");
        assert_eq!(said, read_in(&table, Some(&mapping), 1 << 16, 0));
    }
}
