//! Excel workbooks, ours and those of analysts.

use std::io::{Cursor, Write};

use crate::shared::damage;
use calamine::{Data, Reader as _, Xlsx};
use proptest::prelude::*;
use rust_xlsxwriter::{ExcelDateTime, Format as Look, Formula, Workbook};
use stancegraph::format::{Limits, Mapping, Reader};
use stancegraph::model::Stance;
use stancegraph::{Error, Format, StanceGraph};

use crate::shared::built::graph_of;

const EXAMPLE: &str = include_str!("../../examples/data/lindhaven-crossing.toml");

fn example() -> StanceGraph {
    Format::Toml.read(EXAMPLE.as_bytes()).expect("the example has no faults")
}

fn written(graph: &StanceGraph) -> Vec<u8> {
    let mut bytes = Vec::new();
    Format::Excel.write(graph, &mut bytes).expect("memory takes everything");
    bytes
}

fn saved(mut book: Workbook) -> Vec<u8> {
    book.save_to_buffer().expect("memory takes everything")
}

fn reader(bytes: Vec<u8>) -> Reader {
    Reader::new().stream("book.xlsx", Cursor::new(bytes))
}

fn said(graph: &StanceGraph) -> Vec<String> {
    graph.stances().map(|stance| stance.to_string()).collect()
}

fn faults(read: Result<StanceGraph, Error>) -> String {
    match read {
        Err(error @ Error::Faults(_)) => error.to_string(),
        other => panic!("it has to have faults: {other:?}"),
    }
}

/// What stands in a sheet that others read.
fn cells(bytes: Vec<u8>, sheet: &str) -> Vec<Vec<Data>> {
    let mut book = Xlsx::new(Cursor::new(bytes)).expect("a workbook");
    let range = book.worksheet_range(sheet).expect("a sheet");
    range.rows().map(<[Data]>::to_vec).collect()
}

#[test]
fn an_analyst_finds_a_sheet_for_each_sort_of_thing() {
    let bytes = written(&example());
    let book = Xlsx::new(Cursor::new(bytes.clone())).expect("a workbook");
    assert_eq!(book.sheet_names(), ["stances", "actors", "issues", "sources", "graph"]);
    let stances = cells(bytes, "stances");
    assert_eq!(stances.len(), 1 + example().stances().count());
    let header = stances[0].iter().map(ToString::to_string).collect::<Vec<_>>();
    assert!(header.contains(&"position".to_owned()) && !header.contains(&"record".to_owned()));
    let date = header.iter().position(|name| name == "date").expect("stances have dates");
    let dates = stances[1..].iter().map(|row| &row[date]);
    assert!(dates.clone().any(|date| matches!(date, Data::DateTime(_))), "{stances:?}");
}

#[test]
fn cells_are_what_they_look_like() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("Votes").expect("a name");
    let names = ["country", "roll", "yes", "day", "weight", "when", "sum"];
    for (name, column) in names.iter().zip(0..) {
        sheet.write(0, column, *name).expect("a cell");
    }
    let day = Look::new().set_num_format("dd/mm/yyyy");
    let moment = Look::new().set_num_format("dd/mm/yyyy hh:mm");
    let date = ExcelDateTime::from_ymd(2016, 4, 29).expect("a day");
    let noon = ExcelDateTime::from_ymd(2016, 4, 29).and_then(|day| day.and_hms(12, 0, 0));
    sheet.write_string(1, 0, "010").expect("a cell");
    sheet.write_number(1, 1, 17.0).expect("a cell");
    sheet.write_boolean(1, 2, true).expect("a cell");
    sheet.write_datetime_with_format(1, 3, &date, &day).expect("a cell");
    sheet.write_number(1, 4, 0.1).expect("a cell");
    sheet.write_datetime_with_format(1, 5, noon.expect("a time"), &moment).expect("a cell");
    sheet.write_formula(1, 6, Formula::new("=1+1").set_result("2")).expect("a cell");
    sheet.write_string(2, 0, "NA").expect("a cell");
    sheet.write_number(2, 1, -1.5).expect("a cell");
    sheet.write_boolean(2, 2, false).expect("a cell");
    let map = "actor=country,issue=roll,position=yes,date=day,strength=weight,note=when,coder=sum";
    let mapping = Mapping::parse(map, "TRUE=support,FALSE=oppose").expect("a mapping");
    let graph = reader(saved(book)).mapping(mapping).read().expect("no faults");
    assert_eq!(said(&graph), ["010 supports 17", "NA opposes -1.5"]);
    let stance = graph.stances().next().expect("there are two");
    assert_eq!(stance.date().map(|date| date.to_string()).as_deref(), Some("2016-04-29"));
    assert_eq!(stance.note(), Some("2016-04-29T12:00:00"));
    assert_eq!(stance.coder(), Some("2"));
    assert_eq!(stance.strength().get().to_string(), "0.1");
}

/// A workbook with titles above, an empty column before, and merged cells.
fn messy() -> Workbook {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("Data").expect("a name");
    for (name, column) in ["actor", "label", "issue"].iter().zip(1..) {
        sheet.write(2, column, *name).expect("a cell");
    }
    let plain = Look::new();
    sheet.merge_range(3, 1, 5, 1, "ann", &plain).expect("a range");
    for (row, (label, issue)) in (3..).zip([("opposes", "x"), ("supports", "y"), ("backs", "z")]) {
        sheet.write(row, 2, label).expect("a cell");
        sheet.write(row, 3, issue).expect("a cell");
    }
    sheet.write(7, 1, "bo").expect("a cell");
    sheet.write(7, 2, "opposes").expect("a cell");
    sheet.write(7, 3, "x").expect("a cell");
    book
}

#[test]
fn merged_cells_say_the_same_in_each_row() {
    let graph = reader(saved(messy())).read().expect("no faults");
    assert_eq!(said(&graph), ["ann opposes x", "ann supports y", "ann backs z", "bo opposes x"]);
}

#[test]
fn faults_have_the_address_of_their_cell() {
    let mut book = messy();
    let sheet = book.worksheet_from_index(0).expect("the first");
    sheet.write(2, 4, "date").expect("a cell");
    sheet.write(3, 4, "yesterday").expect("a cell");
    sheet.write_formula(4, 3, Formula::new("=1/0").set_result("#DIV/0!")).expect("a cell");
    sheet.write(7, 6, "what is this?").expect("a cell");
    let wanted = "book.xlsx:Data!E4: error: \"date\": \"yesterday\" is not a date; \
        write 2016, 2016-04 or 2016-04-29\n\
        book.xlsx:Data!D5: error: the cell has the error #DIV/0!; mend its formula or clear it; where \
        errors mean that nothing is known, say Mapping::with_missing(\"#DIV/0!\")\n\
        book.xlsx:Data!G8: error: the column of this cell has no name";
    assert_eq!(faults(reader(saved(book)).read()), wanted);
}

#[test]
fn a_number_that_no_date_has_is_a_fault_and_not_the_last_day() {
    for (number, is_date) in [
        (20_160_429.0, false),
        (2_958_466.0, false),
        (1e300, false),
        (-1.0, false),
        (2_958_465.0, true),
        (42_489.0, true),
        (42_489.5, true),
    ] {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        for (text, column) in ["actor", "label", "issue", "note"].iter().zip(0..) {
            sheet.write(0, column, *text).expect("a cell");
        }
        for (text, column) in ["ann", "opposes", "thaad"].iter().zip(0..) {
            sheet.write(1, column, *text).expect("a cell");
        }
        let day = Look::new().set_num_format("yyyy-mm-dd");
        sheet.write_number_with_format(1, 3, number, &day).expect("a cell");
        let read = reader(saved(book)).read();
        if is_date {
            read.expect("a date");
            continue;
        }
        let said = faults(read);
        assert!(said.starts_with("book.xlsx:Sheet1!D2: error: the number "), "{said}");
        assert!(said.contains("has the format of a date and is none"), "{said}");
    }
}

/// A workbook in which a text in a sheet is another.
fn with_text_replaced(bytes: Vec<u8>, old: &str, new: &str) -> Vec<u8> {
    let mut book = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..book.len() {
        let mut entry = book.by_index(index).expect("a file");
        let name = entry.name().expect("a name").into_owned();
        let mut text = String::new();
        std::io::Read::read_to_string(&mut entry, &mut text).expect("a text");
        zip.start_file(name, zip::write::SimpleFileOptions::default()).expect("a file");
        zip.write_all(text.replace(old, new).as_bytes()).expect("memory takes everything");
    }
    zip.finish().expect("an archive").into_inner()
}

/// openpyxl writes formulas that nobody has calculated.
#[test]
fn a_formula_without_a_value_is_no_empty_cell() {
    let mut book = messy();
    let sheet = book.worksheet_from_index(0).expect("the first");
    sheet.write(2, 4, "note").expect("a cell");
    sheet.write_formula(4, 4, Formula::new("=A1").set_result("soon")).expect("a cell");
    sheet.write_formula(5, 4, Formula::new("=A2").set_result("")).expect("a cell");
    let bytes = saved(book);
    assert!(reader(bytes.clone()).read().is_ok(), "an empty value is one");
    let bytes = with_text_replaced(bytes, "<v>soon</v>", "");
    assert_eq!(
        faults(reader(bytes).read()),
        "book.xlsx:Data!E5: error: the formula has no value; open the workbook in Excel or \
         LibreOffice and save it"
    );
}

#[test]
fn errors_that_mean_nothing_are_missing() {
    let mut book = messy();
    let sheet = book.worksheet_from_index(0).expect("the first");
    sheet.write(2, 4, "note").expect("a cell");
    sheet.write_formula(4, 4, Formula::new("=NA()").set_result("#N/A")).expect("a cell");
    let mapping = Mapping::parse("actor=actor,label=label,issue=issue,note=note", "");
    let mapping = mapping.and_then(|mapping| mapping.with_missing("#N/A")).expect("a mapping");
    let graph = reader(saved(book)).mapping(mapping).read().expect("no faults");
    assert!(graph.stances().all(|stance| stance.note().is_none()));
}

fn several() -> Vec<u8> {
    let mut book = Workbook::new();
    for (name, actor) in [("2016", "ann"), ("Old", "bo"), ("Empty", "")] {
        let sheet = book.add_worksheet().set_name(name).expect("a name");
        if actor.is_empty() {
            continue;
        }
        for (column, (title, text)) in
            (0..).zip([("actor", actor), ("label", "opposes"), ("issue", "x")])
        {
            sheet.write(0, column, title).expect("a cell");
            sheet.write(1, column, text).expect("a cell");
        }
    }
    saved(book)
}

#[test]
fn one_sheet_is_read_and_the_others_are_named() {
    let left_out = |graph: &StanceGraph| {
        graph.left_out().iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
    };
    let graph = reader(several()).read().expect("no faults");
    assert_eq!(said(&graph), ["ann opposes x"]);
    assert_eq!(
        left_out(&graph),
        "book.xlsx: 1 sheet beside \"2016\", which is read (Reader::sheet reads another): Old"
    );
    for sheet in ["Old", "2"] {
        let graph = reader(several()).sheet(sheet).read().expect("no faults");
        assert_eq!(said(&graph), ["bo opposes x"]);
        assert_eq!(
            left_out(&graph),
            "book.xlsx: 1 sheet beside \"Old\", which is read (Reader::sheet reads another): 2016"
        );
    }
    // A name comes before a number.
    assert_eq!(
        said(&reader(several()).sheet("2016").read().expect("no faults")),
        ["ann opposes x"]
    );
    assert_eq!(
        faults(reader(several()).sheet("Odl").read()),
        "book.xlsx: error: there is no sheet \"Odl\"; did you mean \"Old\"?; there are 2016, Old, Empty"
    );
    let empty = faults(reader(several()).sheet("Empty").read());
    assert!(empty.starts_with("book.xlsx:Empty"), "{empty}");
    assert!(empty.contains("the table is empty, without a header"), "{empty}");
}

#[test]
fn a_hidden_sheet_is_read_after_those_that_are_seen_and_names_have_no_case() {
    let book = |names: [&str; 2], hides_first: bool| {
        let mut book = Workbook::new();
        for (name, actor) in names.into_iter().zip(["ann", "bo"]) {
            let sheet = book.add_worksheet().set_name(name).expect("a name");
            for (column, (title, text)) in
                (0..).zip([("Actor", actor), ("LABEL", "opposes"), ("issue ", "x")])
            {
                sheet.write(0, column, title).expect("a cell");
                sheet.write(1, column, text).expect("a cell");
            }
        }
        if hides_first {
            book.worksheet_from_index(1).expect("the second").set_active(true);
            book.worksheet_from_index(0).expect("the first").set_hidden(true);
        }
        saved(book)
    };
    let graph = reader(book(["Old", "New"], true)).read().expect("no faults");
    assert_eq!(said(&graph), ["bo opposes x"]);
    let left_out = graph.left_out().iter().map(ToString::to_string).collect::<Vec<_>>();
    let wanted =
        "book.xlsx: 1 sheet beside \"New\", which is read (Reader::sheet reads another): Old";
    assert_eq!(left_out, [wanted]);
    let graph = reader(book(["Notes", "Stances"], false)).read().expect("no faults");
    assert_eq!(said(&graph), ["bo opposes x"]);
    let graph = reader(book(["Notes", "Data"], false)).sheet("data").read().expect("no faults");
    assert_eq!(said(&graph), ["bo opposes x"]);
}

/// Whoever keeps notes on the first sheet is told of the others.
#[test]
fn faults_of_one_sheet_name_the_others() {
    let mut book = Workbook::new();
    book.add_worksheet()
        .set_name("Notes")
        .and_then(|sheet| sheet.write(0, 0, "read me"))
        .expect("a cell");
    book.add_worksheet()
        .set_name("Data")
        .and_then(|sheet| sheet.write(0, 0, "actor"))
        .expect("a cell");
    let said = faults(reader(saved(book)).read());
    assert!(
        said.contains("the sheet \"Notes\" is read; there is also \"Data\"; Reader::sheet"),
        "{said}"
    );
}

#[test]
fn sheets_beside_the_stances_are_read_where_they_are_ours() {
    let mut book = Workbook::new();
    let tables = [
        ("notes", [["what", "ever"], ["a", "b"]]),
        ("stances", [["actor", "issue"], ["ann", "x"]]),
        ("actors", [["id", "name"], ["ann", "Ann"]]),
        ("sources", [["where", "when"], ["here", "now"]]),
    ];
    for (name, rows) in tables {
        let sheet = book.add_worksheet().set_name(name).expect("a name");
        for (row, cells) in (0..).zip(rows) {
            for (column, cell) in (0..).zip(cells) {
                sheet.write(row, column, cell).expect("a cell");
            }
        }
        if name == "stances" {
            sheet
                .write(0, 2, "label")
                .and_then(|sheet| sheet.write(1, 2, "opposes"))
                .expect("cells");
        }
    }
    let graph = reader(saved(book)).read().expect("no faults");
    assert_eq!(graph.actors()[0].name.as_deref(), Some("Ann"));
    let left_out = graph.left_out().iter().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(
        left_out,
        [
            "book.xlsx: 2 sheets beside \"stances\", which is read (Reader::sheet reads another): notes, sources"
        ]
    );
}

#[test]
fn long_texts_and_what_looks_like_a_formula_are_kept() {
    let long = "é\u{1}=".repeat(40_000);
    let mut csv = String::from("actor,label,issue,note,quote\n");
    csv += &format!("=1+1,opposes,@x,{long},\"+a\n_x0041_\"\n");
    csv += "+49,opposes,-1,=HYPERLINK(\"\"x\"\"),' [goes on in texts: 1]\n";
    let graph = Format::Csv.read(csv.into_bytes().as_slice()).expect("no faults");
    let bytes = written(&graph);
    let again = Format::Excel.read(bytes.as_slice()).expect("no faults");
    assert!(again.document() == graph.document(), "the same document");
    assert!(written(&again) == bytes, "the same bytes each time");
    let mut book = Xlsx::new(Cursor::new(bytes)).expect("a workbook");
    let formulas = book.worksheet_formula("stances").expect("a sheet");
    assert!(formulas.cells().next().is_none(), "no formula is written");
}

#[test]
fn bombs_and_other_things_are_refused() {
    let limits = Limits::default().with_binary(100_000);
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let deflated = zip::write::SimpleFileOptions::default();
    zip.start_file("xl/worksheets/sheet1.xml", deflated).expect("a file");
    zip.write_all(&vec![b' '; 1 << 20]).expect("memory takes everything");
    let bomb = zip.finish().expect("an archive").into_inner();
    assert!(bomb.len() < 10_000);
    assert_eq!(
        faults(reader(bomb).limits(limits).read()),
        "book.xlsx: error: the workbook is larger than 100000 bytes when it is unpacked"
    );
    for (bytes, wanted) in [
        (b"actor,issue\n".to_vec(), "not an Excel workbook: "),
        (vec![0xd0, 0xcf, 0x11, 0xe0, 0, 0], "save it as .xlsx"),
        (Vec::new(), "not an Excel workbook: "),
    ] {
        let message = faults(reader(bytes).read());
        assert!(message.starts_with("book.xlsx: error: ") && message.contains(wanted), "{message}");
    }
}

/// A part of a workbook, with another in its place.
fn replaced(book: Workbook, part: &str, from: &str, to: &str) -> Vec<u8> {
    let mut book = zip::ZipArchive::new(Cursor::new(saved(book))).expect("an archive");
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..book.len() {
        let mut entry = book.by_index(index).expect("a file");
        let name = entry.name().expect("a name").into_owned();
        let mut text = String::new();
        std::io::Read::read_to_string(&mut entry, &mut text).expect("XML");
        if name == part {
            assert!(text.contains(from), "{text}");
            text = text.replace(from, to);
        }
        zip.start_file(name, zip::write::SimpleFileOptions::default()).expect("a file");
        zip.write_all(text.as_bytes()).expect("memory takes everything");
    }
    zip.finish().expect("an archive").into_inner()
}

/// What the library would make room for, or count beyond its numbers.
#[test]
fn numbers_out_of_range_are_refused() {
    let sheet = "xl/worksheets/sheet1.xml";
    for (part, from, to, wanted) in [
        (sheet, "r=\"B4\"", "r=\"BBBBBBBBBB4\"", "the address of a cell is out of range"),
        (
            sheet,
            "ref=\"B4:B6\"",
            "ref=\"B4:B99999999999\"",
            "the address of a cell is out of range",
        ),
        (
            "xl/sharedStrings.xml",
            "uniqueCount=\"",
            "uniqueCount=\"99999999999999",
            "it says that it has more texts than it can have",
        ),
        (sheet, "r=\"5\"", "r=\"1\"", ""),
    ] {
        let read = reader(replaced(messy(), part, from, to)).read();
        if !wanted.is_empty() {
            let message = faults(read);
            assert!(message.contains(wanted), "{message}");
        }
    }
}

/// A size in the directory that is not true helps nobody.
#[test]
fn a_directory_that_lies_is_found_out() {
    let mut bytes = {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        zip.start_file("a", zip::write::SimpleFileOptions::default()).expect("a file");
        zip.write_all(&vec![b' '; 1 << 20]).expect("memory takes everything");
        zip.finish().expect("an archive").into_inner()
    };
    let size = (1_u32 << 20).to_le_bytes();
    for at in 0..bytes.len() - 4 {
        if bytes[at..at + 4] == size {
            bytes[at..at + 4].copy_from_slice(&10_u32.to_le_bytes());
        }
    }
    let limits = Limits::default().with_binary(100_000);
    let message = faults(reader(bytes).limits(limits).read());
    assert!(message.starts_with("book.xlsx: error: "), "{message}");
}

/// What people write looks like the attributes of a workbook at times: an address with `?ref=…`.
#[test]
fn texts_that_look_like_addresses_of_cells_are_texts() {
    let stance = Stance::on_issue("ann", "opposes", "tunnel").expect("ids");
    let note = "https://example.org/?ref=newsletter&r=abcdefgh uniqueCount 99999999999999 r=\"AAAAAAAAAA1\"";
    let graph = graph_of(&[stance.with_note(note)]);
    let mut bytes = Vec::new();
    Format::Excel.write(&graph, &mut bytes).expect("memory takes everything");
    let again = Format::Excel.read(bytes.as_slice()).expect("what we write has no faults");
    assert_eq!(again.document(), graph.document());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    /// Whatever is done to a file of a workbook, it is read or its faults are said.
    #[test]
    fn a_damaged_workbook_breaks_nothing(
        file in any::<prop::sample::Index>(),
        cuts in prop::collection::vec(
            (any::<prop::sample::Index>(), 0..30_usize, prop_oneof!["[<>/a-z\"=0-9]{0,9}", ".{0,3}"]),
            1..4,
        ),
    ) {
        let mut book = zip::ZipArchive::new(Cursor::new(saved(messy()))).expect("an archive");
        let file = file.index(book.len());
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for index in 0..book.len() {
            let mut entry = book.by_index(index).expect("a file");
            let mut bytes = Vec::new();
            std::io::copy(&mut entry, &mut bytes).expect("memory takes everything");
            if index == file {
                damage::cut(&mut bytes, &cuts);
            }
            let name = entry.name().expect("a name").into_owned();
            zip.start_file(name, zip::write::SimpleFileOptions::default()).expect("a file");
            zip.write_all(&bytes).expect("memory takes everything");
        }
        let bytes = zip.finish().expect("an archive").into_inner();
        if let Err(error) = reader(bytes).read() {
            let Error::Faults(faults) = error else { panic!("{error}") };
            for fault in &faults {
                prop_assert!(fault.place.is_some(), "{}", fault.cause);
            }
        }
    }
}
