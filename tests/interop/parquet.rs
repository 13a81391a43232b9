//! Parquet, ours and that of others.

use std::io::Cursor;
use std::sync::Arc;

use parquet::basic::{Compression, Encoding, GzipLevel, ZstdLevel};
use parquet::data_type::{
    BoolType, ByteArray, ByteArrayType, DoubleType, FloatType, Int32Type, Int64Type, Int96,
    Int96Type,
};
use parquet::file::properties::{WriterProperties, WriterVersion};
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;
use proptest::prelude::*;
use stancegraph::format::{Mapping, Reader};
use stancegraph::{Error, Format, StanceGraph};

const EXAMPLE: &str = include_str!("../../examples/data/lindhaven-crossing.toml");

fn written(graph: &StanceGraph) -> Vec<u8> {
    let mut bytes = Vec::new();
    Format::Parquet.write(graph, &mut bytes).expect("memory takes everything");
    bytes
}

fn example() -> StanceGraph {
    Format::Toml.read(EXAMPLE.as_bytes()).expect("the example has no faults")
}

fn read(bytes: Vec<u8>, map: &str, values: &str) -> Result<StanceGraph, Error> {
    let mapping = Mapping::parse(map, values).expect("a mapping");
    Reader::new().mapping(mapping).stream("votes.parquet", Cursor::new(bytes)).read()
}

/// A column as others write it.
enum Values {
    Flags(Vec<bool>),
    Days(Vec<i32>),
    Numbers(Vec<i64>),
    Singles(Vec<f32>),
    Doubles(Vec<f64>),
    Old(Vec<[u32; 3]>),
    Texts(Vec<&'static str>),
}

/// A file that others could have written; `None` in the last column of each list of levels is
/// what is missing.
fn foreign(
    schema: &str,
    columns: &[(Values, Option<Vec<i16>>)],
    with: WriterProperties,
) -> Vec<u8> {
    let schema = Arc::new(parse_message_type(schema).expect("a schema"));
    let mut bytes = Vec::new();
    let mut file = SerializedFileWriter::new(&mut bytes, schema, Arc::new(with)).expect("a file");
    let mut group = file.next_row_group().expect("a group of rows");
    for (values, levels) in columns {
        let mut column = group.next_column().expect("a column").expect("as many as in the schema");
        let levels = levels.as_deref();
        let repeated = levels.map(|levels| vec![0; levels.len()]);
        let repeated = repeated.as_deref();
        let count = match values {
            Values::Flags(v) => column.typed::<BoolType>().write_batch(v, levels, repeated),
            Values::Days(v) => column.typed::<Int32Type>().write_batch(v, levels, repeated),
            Values::Numbers(v) => column.typed::<Int64Type>().write_batch(v, levels, repeated),
            Values::Singles(v) => column.typed::<FloatType>().write_batch(v, levels, repeated),
            Values::Doubles(v) => column.typed::<DoubleType>().write_batch(v, levels, repeated),
            Values::Old(v) => {
                let v = v.iter().map(|v| Int96::from(v.to_vec())).collect::<Vec<_>>();
                column.typed::<Int96Type>().write_batch(&v, levels, repeated)
            }
            Values::Texts(v) => {
                let v = v.iter().map(|text| ByteArray::from(*text)).collect::<Vec<_>>();
                column.typed::<ByteArrayType>().write_batch(&v, levels, repeated)
            }
        };
        count.expect("the values are of the type");
        column.close().expect("a column");
    }
    group.close().expect("a group");
    file.close().expect("a file");
    bytes
}

fn plain() -> WriterProperties {
    WriterProperties::builder().build()
}

#[test]
fn columns_are_those_of_csv_with_their_types() {
    let bytes = written(&example());
    let file = SerializedFileReader::new(bytes::Bytes::from(bytes)).expect("Parquet");
    let about = file.metadata().file_metadata();
    let columns = about.schema_descr().columns().iter();
    let columns = columns.map(|column| format!("{} {}", column.name(), column.physical_type()));
    let mut csv = Vec::new();
    Format::Csv.write(&example(), &mut csv).expect("memory takes everything");
    let header = String::from_utf8(csv).expect("text");
    let header = header.lines().next().expect("a header").split(',').map(|name| match name {
        "strength" | "weight" => format!("{name} DOUBLE"),
        _ => format!("{name} BYTE_ARRAY"),
    });
    assert_eq!(columns.collect::<Vec<_>>(), header.collect::<Vec<_>>());
    assert_eq!(about.created_by(), Some("stancegraph"));
}

#[test]
fn what_others_write_is_text_for_the_mapping() {
    let schema = "message votes {
        required binary country (STRING);
        optional int32 day (DATE);
        required boolean yes;
        required int64 roll;
        optional double weight;
        required int64 stamp (TIMESTAMP(MICROS, true));
        required int96 old;
        required int64 share (DECIMAL(10, 2));
        optional float single;
    }";
    let columns = [
        (Values::Texts(vec!["010", "NA", "FR"]), None),
        (Values::Days(vec![0, 16_920]), Some(vec![1, 0, 1])),
        (Values::Flags(vec![true, false, true]), None),
        (Values::Numbers(vec![1, -2, i64::MAX]), None),
        (Values::Doubles(vec![0.1, f64::NAN]), Some(vec![1, 0, 1])),
        (Values::Numbers(vec![0, -1, 1_461_931_200_000_000]), None),
        (
            Values::Old(vec![[0, 0, 2_440_588], [0, 0, 2_457_508], [1_000_000_000, 0, 2_440_588]]),
            None,
        ),
        (Values::Numbers(vec![50, -125, 100]), None),
        (Values::Singles(vec![0.5]), Some(vec![0, 1, 0])),
    ];
    for compression in [
        Compression::UNCOMPRESSED,
        Compression::SNAPPY,
        Compression::GZIP(GzipLevel::default()),
        Compression::ZSTD(ZstdLevel::default()),
        Compression::LZ4_RAW,
    ] {
        for version in [WriterVersion::PARQUET_1_0, WriterVersion::PARQUET_2_0] {
            let with = WriterProperties::builder()
                .set_compression(compression)
                .set_writer_version(version)
                .build();
            let bytes = foreign(schema, &columns, with);
            let map = "actor=country,issue=roll,position=yes,date=day,strength=weight,note=stamp,\
                       locator=old,coder=share,grade=single";
            let graph = read(bytes, map, "true=support,false=oppose").expect("no faults");
            let stances = &graph.document().stances;
            let said = stances.iter().map(|stance| {
                let text = |text: &Option<String>| text.clone().unwrap_or_default();
                format!(
                    "{} {} {} {} {} | {} | {} | {} | {}",
                    stance.actor,
                    stance.label.as_deref().expect("a position has one"),
                    stance.issue.as_ref().expect("it is mapped"),
                    stance.date.map(|date| date.to_string()).unwrap_or_default(),
                    stance.strength.map(|strength| strength.get().to_string()).unwrap_or_default(),
                    text(&stance.note),
                    text(&stance.locator),
                    text(&stance.coder),
                    text(&stance.grade),
                )
            });
            let mut said = said.collect::<Vec<_>>();
            said.sort();
            let wanted = [
                "010 supports 1 1970-01-01 0.1 | 1970-01-01 | 1970-01-01 | 0.5 | ",
                "FR supports 9223372036854775807 2016-04-29  | 2016-04-29T12:00:00 | \
                 1970-01-01T00:00:01 | 1 | ",
                "NA opposes -2   | 1969-12-31T23:59:59.999999 | 2016-04-29 | -1.25 | 0.5",
            ];
            assert_eq!(said, wanted, "{compression} {version:?}");
        }
    }
}

/// Ways in which writers put values into bytes.
#[test]
fn every_common_encoding_is_read() {
    let schema = "message m {
        required binary actor (STRING);
        optional int64 issue;
        required int32 strength (INTEGER(8, false));
        optional double weight;
    }";
    let words: Vec<&str> = ["ann", "annabel", "bo", "", "anna"].repeat(200);
    let words = words.into_iter().map(|word| if word.is_empty() { "x" } else { word }).collect();
    let numbers = (0..900).map(|number: i64| number * number - 1000).collect();
    let levels = (0..1000).map(|row| i16::from(row % 10 != 0)).collect::<Vec<_>>();
    let columns = [
        (Values::Texts(words), None),
        (Values::Numbers(numbers), Some(levels.clone())),
        (Values::Days(vec![1; 1000]), None),
        (Values::Doubles((0..900).map(|n| f64::from(n) / 8.0).collect()), Some(levels)),
    ];
    let read = |with: WriterProperties| {
        let map =
            "actor=actor,issue=issue,strength=strength,note=weight,position:=support,toward:=all";
        read(foreign(schema, &columns, with), map, "").expect("no faults").document()
    };
    let wanted = read(plain());
    assert_eq!(wanted.stances.len(), 1000);
    for (texts, numbers, doubles) in [
        (Encoding::PLAIN, Encoding::PLAIN, Encoding::PLAIN),
        (Encoding::DELTA_BYTE_ARRAY, Encoding::DELTA_BINARY_PACKED, Encoding::BYTE_STREAM_SPLIT),
        (Encoding::DELTA_LENGTH_BYTE_ARRAY, Encoding::BYTE_STREAM_SPLIT, Encoding::PLAIN),
    ] {
        let column = |name: &str| parquet::schema::types::ColumnPath::from(name);
        let with = WriterProperties::builder()
            .set_dictionary_enabled(false)
            .set_data_page_row_count_limit(70)
            .set_write_batch_size(10)
            .set_column_encoding(column("actor"), texts)
            .set_column_encoding(column("issue"), numbers)
            .set_column_encoding(column("strength"), numbers)
            .set_column_encoding(column("weight"), doubles)
            .build();
        assert_eq!(read(with), wanted, "{texts} {numbers} {doubles}");
    }
}

#[test]
fn columns_without_a_text_are_left_out_by_name() {
    let schema = "message m {
        required binary actor (STRING);
        repeated binary tags (STRING);
        required binary issue (STRING);
        required binary picture (BSON);
    }";
    let columns = [
        (Values::Texts(vec!["ann"]), None),
        (Values::Texts(vec!["a"]), Some(vec![1])),
        (Values::Texts(vec!["tunnel"]), None),
        (Values::Texts(vec!["x"]), None),
    ];
    let bytes = foreign(schema, &columns, plain());
    let graph = read(bytes, "actor=actor,issue=issue,position:=support", "").expect("no faults");
    let left_out = graph.left_out().iter().map(ToString::to_string).collect::<Vec<_>>();
    let wanted = "votes.parquet: 2 columns that are lists, structures or bytes: tags, picture";
    assert_eq!(left_out, [wanted]);
}

#[test]
fn faults_have_their_row_and_column() {
    let schema = "message m {
        required binary actor (STRING);
        optional binary day (STRING);
        optional binary vote (STRING);
    }";
    let columns = [
        (Values::Texts(vec!["ann", "bo", "cy"]), None),
        (Values::Texts(vec!["2016", "yesterday"]), Some(vec![1, 1, 0])),
        (Values::Texts(vec!["yes", "perhaps"]), Some(vec![1, 0, 1])),
    ];
    let bytes = foreign(schema, &columns, plain());
    let faults =
        read(bytes, "actor=actor,date=day,position=vote,issue:=x", "yes=support,\"\"=skip");
    let wanted = "votes.parquet:2:2: error: \"day\": \"yesterday\" is not a date; \
                  write 2016, 2016-04 or 2016-04-29\n\
                  votes.parquet:3:3: error: the value \"perhaps\" of column \"vote\" is not mapped to a \
                  position; say what it means with Mapping::with_values(\"perhaps=…\"): support, neutral, oppose or skip";
    let said = faults.expect_err("two are wrong").to_string();
    assert_eq!(said.lines().last(), wanted.lines().last());
    let said =
        read(foreign(schema, &columns, plain()), "actor=actor,issue=vot,position:=support", "");
    let said = said.expect_err("there is no such column").to_string();
    assert!(said.starts_with("votes.parquet: error: unknown column \"vot\""), "{said}");
    let said = Format::Parquet.read(&b"PAR1 no PAR1"[..]).expect_err("it is none").to_string();
    assert!(said.starts_with("input: error: not a Parquet file: "), "{said}");
}

#[test]
fn bytes_that_are_no_text_are_said_with_their_cell() {
    let schema = "message m { required binary actor; required binary issue; }";
    let mut bytes = foreign(
        schema,
        &[(Values::Texts(vec!["ann", "b@"]), None), (Values::Texts(vec!["x", "y"]), None)],
        WriterProperties::builder()
            .set_dictionary_enabled(false)
            .set_statistics_enabled(parquet::file::properties::EnabledStatistics::None)
            .build(),
    );
    for byte in bytes.iter_mut().filter(|byte| **byte == b'@') {
        *byte = 0xff;
    }
    let said = read(bytes, "actor=actor,issue=issue,position:=support", "");
    let said = said.expect_err("it is not text").to_string();
    assert_eq!(said, "votes.parquet:2:1: error: the value is not UTF-8 text");
}

/// The example with one more field at the end of its footer, as newer versions of the format may have.
fn with_field(field: &[u8]) -> Vec<u8> {
    let bytes = written(&example());
    let (rest, mark) = bytes.split_last_chunk::<4>().expect("it has a mark");
    let (rest, length) = rest.split_last_chunk::<4>().expect("it has a length");
    let (rest, stop) = rest.split_at(rest.len() - 1);
    let added = u32::try_from(field.len()).expect("it is short");
    let length = (u32::from_le_bytes(*length) + added).to_le_bytes();
    [rest, field, stop, &length, mark].concat()
}

#[test]
fn what_is_not_known_in_a_footer_is_passed_over_and_not_counted_through() {
    // Field 100: a list of two flags.
    let graph = Format::Parquet.read(with_field(b"\x09\xc8\x01\x22\x01\x02").as_slice());
    assert_eq!(graph.expect("it is passed over").document(), example().document());
    // A list of 2,147,483,647 flags, and a map of as many.
    for field in
        [&b"\x09\xc8\x01\xf2\xff\xff\xff\xff\x07"[..], b"\x0b\xc8\x01\xff\xff\xff\xff\x07\x22"]
    {
        let said = Format::Parquet.read(with_field(field).as_slice());
        let said = said.expect_err("they are not there").to_string();
        assert_eq!(said, "input: error: not a Parquet file: Parquet error: its footer is broken");
    }
}

#[test]
fn many_rows_are_in_many_groups_and_batches() {
    let mut csv = String::from("actor,label,issue,note\n");
    for row in 0..140_000 {
        csv += &format!("a{},opposes,i{},{}\n", row % 7, row / 1000, "x".repeat(row % 3));
    }
    let graph = Format::Csv.read(csv.as_bytes().to_vec().as_slice()).expect("no faults");
    let bytes = written(&graph);
    let file = SerializedFileReader::new(bytes::Bytes::from(bytes.clone())).expect("Parquet");
    assert_eq!(file.metadata().num_row_groups(), 2);
    let again = Format::Parquet.read(bytes.as_slice()).expect("no faults");
    assert!(again.document() == graph.document());
}

#[test]
fn long_texts_are_in_many_batches() {
    let schema = "message m {
        required binary actor (STRING);
        required binary issue (STRING);
        required binary story (STRING);
    }";
    let story: &str = "x".repeat(1 << 20).leak();
    // Together they are more than a batch may have.
    let columns = [
        (Values::Texts(vec!["ann"; 140]), None),
        (Values::Texts(vec!["tunnel"; 140]), None),
        (Values::Texts(vec![story; 140]), None),
    ];
    let with = WriterProperties::builder()
        .set_dictionary_enabled(false)
        .set_compression(Compression::ZSTD(ZstdLevel::default()))
        .build();
    let bytes = foreign(schema, &columns, with);
    assert!(bytes.len() < 100_000);
    let graph = read(bytes, "actor=actor,issue=issue,position:=support", "").expect("no faults");
    assert_eq!(graph.stance_count(), 140);
}

/// Columns of a table of stances, and what may stand in them: right, missing and wrong.
const CELLS: [(&str, &[&str]); 12] = [
    ("record", &["", "stance"]),
    ("id", &["", "", "", "one two"]),
    ("actor", &["ann", " bo ", "cy", "NA", "ann", ""]),
    ("speaker", &["", "", "dee", "ann"]),
    ("label", &["", "backs", "opposes", "wonders", "NA"]),
    ("issue", &["x", "y", "", "x", " y"]),
    ("toward", &["", "", "bo", "cy"]),
    ("position", &["support", "oppose", "abstains", "", "support", "oppose", "perhaps"]),
    ("strength", &["", "0.5", "0,5", "9"]),
    ("date", &["2016", "2016-04-29", "", "never"]),
    ("source", &["", "report", "NA"]),
    ("locator", &["", "page 1", "NA", " p. 2 "]),
];

/// What is said of such a table.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Mapped {
    No,
    Words,
    Graded,
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// What a value came to is known when it comes again; that changes nothing, right or wrong.
    #[test]
    fn values_in_dictionaries_mean_what_they_mean_without(
        rows in prop::collection::vec(prop::collection::vec(0..7_usize, CELLS.len()), 1..40),
        tame in any::<bool>(),
        mapped in prop::sample::select(&[Mapped::No, Mapped::Words, Mapped::Graded][..]),
    ) {
        let rows = rows.iter().map(|choices| {
            let cells = choices.iter().zip(CELLS).map(|(choice, (_, cells))| cells[choice % cells.len()]);
            let mut cells = cells.collect::<Vec<&'static str>>();
            // In most tables nothing is wrong, or one could not see what comes of the rest.
            if mapped == Mapped::Graded {
                cells[7] = match cells[7] {
                    "support" => "8",
                    "oppose" => "1",
                    "abstains" => "5",
                    other => other,
                };
            }
            if tame {
                let wrong = ["one two", "wonders", "perhaps", "9", "never"];
                for cell in &mut cells {
                    let is_wrong = wrong.contains(cell) || (*cell == "abstains" && mapped == Mapped::No);
                    *cell = if is_wrong { "" } else { cell };
                }
                let [_, _, actor, _, label, _, toward, position, ..] = cells.as_mut_slice() else { unreachable!() };
                *actor = if actor.is_empty() || *actor == "NA" { "ann" } else { actor };
                *toward = if toward.is_empty() { "bo" } else { toward };
                let some = if mapped == Mapped::Graded { "2" } else { "oppose" };
                *position = if label.is_empty() || *label == "NA" { some } else { position };
            }
            cells
        });
        let rows = rows.collect::<Vec<_>>();
        let fields = CELLS.map(|(name, _)| format!("optional binary {name} (STRING);"));
        let schema = format!("message m {{ {} }}", fields.join(" "));
        let columns = (0..CELLS.len()).map(|column| {
            let cells = rows.iter().map(|row| row[column]).collect::<Vec<_>>();
            let levels = cells.iter().map(|cell| i16::from(!cell.is_empty())).collect();
            let values = cells.into_iter().filter(|cell| !cell.is_empty()).collect();
            (Values::Texts(values), Some(levels))
        });
        let columns = columns.collect::<Vec<_>>();
        let said = [true, false].map(|dictionary| {
            let with = WriterProperties::builder().set_dictionary_enabled(dictionary).build();
            let bytes = foreign(&schema, &columns, with);
            let names = CELLS[1..].iter().map(|(name, _)| *name);
            // A scale says the strength.
            let names = names.filter(|name| mapped != Mapped::Graded || *name != "strength");
            let map = names.map(|name| format!("{name}={name}"));
            let map = map.collect::<Vec<_>>().join(",");
            let mapping = Mapping::parse(&map, "").and_then(|mapping| mapping.with_missing("NA"));
            let mapping = mapping.and_then(|mapping| match mapped {
                Mapped::Graded => mapping.with_scale("0:10"),
                _ => mapping.with_values("abstains=skip"),
            });
            let mut reader = Reader::new().stream("t.parquet", Cursor::new(bytes));
            if mapped != Mapped::No {
                reader = reader.mapping(mapping.expect("a mapping"));
            }
            let graph = reader.read();
            graph.map(|graph| graph.document()).map_err(|error| error.to_string())
        });
        prop_assert!(!tame || said[0].is_ok(), "{:?}", said[0]);
        prop_assert_eq!(&said[0], &said[1]);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Whatever is done to the bytes, they are read or their faults are said.
    #[test]
    fn a_damaged_file_breaks_nothing(
        cuts in prop::collection::vec((any::<prop::sample::Index>(), 0..6_usize, any::<[u8; 3]>()), 1..4),
        footer in any::<bool>(),
        with in (any::<bool>(), any::<bool>()),
    ) {
        let schema = "message m {
            required binary actor (STRING);
            optional binary issue (STRING);
            required int64 note;
            required boolean yes;
        }";
        let columns = [
            (Values::Texts(["ann", "bo", "cy"].repeat(20)), None),
            (Values::Texts(["x", "y"].repeat(30)), Some(vec![1; 60])),
            (Values::Numbers((0..60).collect()), None),
            (Values::Flags([true, false].repeat(30)), None),
        ];
        let version = if with.0 { WriterVersion::PARQUET_1_0 } else { WriterVersion::PARQUET_2_0 };
        let properties = WriterProperties::builder()
            .set_writer_version(version)
            .set_dictionary_enabled(with.1)
            .build();
        let mut bytes = foreign(schema, &columns, properties);
        for (at, length, new) in cuts {
            let half = if footer { bytes.len() / 2 } else { 0 };
            let start = half + at.index(bytes.len() - half);
            let end = (start + length).min(bytes.len());
            bytes.splice(start..end, new.into_iter().take(length));
        }
        let map = "actor=actor,issue=issue,note=note,position=yes";
        if let Err(error) = read(bytes, map, "true=support,false=oppose") {
            let Error::Faults(faults) = error else { panic!("{error}") };
            prop_assert!(!faults.is_empty());
            for fault in &faults {
                prop_assert!(fault.place.is_some(), "{}", fault.cause);
            }
        }
    }
}
