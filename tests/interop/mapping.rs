//! Tables that others made: scales, wide tables, several names in a cell, second tables, encodings,
//! and mappings in files, above headers and ready-made.

use std::fs;
use std::io::Cursor;
use std::path::Path;

use proptest::prelude::*;
use stancegraph::format::{Mapping, Reader};
use stancegraph::measure::Measure;
use stancegraph::model::Position;
use stancegraph::{Error, Format, StanceGraph};

use crate::shared::real::real;

fn mapping(map: &str) -> Mapping {
    Mapping::default().with_map(map).expect("the map is fine")
}

fn read(table: impl Into<Vec<u8>>, mapping: Mapping) -> Result<StanceGraph, Error> {
    Reader::new().mapping(mapping).stream("table.csv", Cursor::new(table.into())).read()
}

fn plain(table: &str) -> Result<StanceGraph, Error> {
    Reader::new().stream("table.csv", Cursor::new(table.to_owned())).read()
}

fn sentences(graph: &StanceGraph) -> Vec<String> {
    graph.stances().map(|stance| stance.to_string()).collect()
}

fn graded(graph: &StanceGraph) -> Vec<(String, f64)> {
    let stances = graph.stances();
    stances.map(|stance| (stance.to_string(), stance.strength().get())).collect()
}

fn message(result: Result<StanceGraph, Error>) -> String {
    result.expect_err("there is a fault").to_string()
}

fn write(folder: &Path, name: &str, text: impl AsRef<[u8]>) -> String {
    let path = folder.join(name);
    fs::write(&path, text).expect("space");
    path.to_str().expect("a plain path").to_owned()
}

/// What is read of a table in a folder, and what is said of it.
fn read_in(folder: &Path, name: &str, mapping: Option<Mapping>) -> Result<StanceGraph, Error> {
    let reader = Reader::new().path(folder.join(name));
    mapping.into_iter().fold(reader, Reader::mapping).read()
}

// Encodings and delimiters.

#[test]
fn latin_1_is_read_where_somebody_says_so() {
    let table = b"actor,label,issue\nZo\xeb,opposes,caf\xe9\n";
    let wrong = message(read(table, Mapping::default()));
    assert_eq!(
        wrong,
        "table.csv:2:1: error: not UTF-8 text; save the file as UTF-8, or say what it is with \
         Mapping::with_encoding: latin1, windows-1252"
    );
    for label in ["latin1", "Latin-1", "iso-8859-1", "windows-1252"] {
        let mapping = Mapping::default().with_encoding(label).expect("a label");
        assert_eq!(sentences(&read(table, mapping).unwrap()), ["Zoë opposes café"], "{label}");
    }
    let message = Mapping::default().with_encoding("latin-9").unwrap_err().to_string();
    assert!(message.starts_with("no encoding \"latin-9\""), "{message}");
}

#[test]
fn utf_16_is_known_by_its_mark() {
    let table = "actor\tlabel\tissue\nZoë\topposes\ttunnel\n";
    for (mark, bytes) in [
        ([0xff, 0xfe], table.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>()),
        ([0xfe, 0xff], table.encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<_>>()),
    ] {
        let table = [mark.as_slice(), &bytes].concat();
        let graph = Format::Csv.read(table.as_slice()).unwrap();
        assert_eq!(sentences(&graph), ["Zoë opposes tunnel"]);
    }
}

#[test]
fn bytes_that_are_no_text_in_their_encoding_are_found() {
    let mapping = Mapping::default().with_encoding("shift_jis").expect("a label");
    let faults = message(read(b"actor,label,issue\na,opposes,b\nc,opposes,\x81\xff\n", mapping));
    assert!(faults.starts_with("table.csv:3:11: error: not text in Shift_JIS; "), "{faults}");
}

#[test]
fn a_delimiter_is_seen_or_said() {
    for (delimiter, name) in [(';', "semicolon"), ('\t', "tab"), ('|', "pipe"), ('!', "!")] {
        let table = "actor,label,issue\nann,opposes,tunnel\n".replace(',', &delimiter.to_string());
        let mapping = Mapping::default().with_delimiter(name).expect("a delimiter");
        assert_eq!(sentences(&read(table.clone(), mapping).unwrap()), ["ann opposes tunnel"]);
        if delimiter != '!' {
            assert_eq!(sentences(&plain(&table).unwrap()), ["ann opposes tunnel"]);
        }
    }
    for wrong in ["", "ab", "ü", "\"", "\n"] {
        assert!(Mapping::default().with_delimiter(wrong).is_err(), "{wrong:?}");
    }
}

// Scales.

#[test]
fn a_scale_grades_and_values_say_the_rest() {
    let map = mapping("actor=party,issue=item,position=answer").with_scale("0:10").unwrap();
    let map = map.with_values("99=skip").unwrap();
    let table = "party,item,answer\na,x,10\nb,x,7.5\nc,x,5\nd,x,0\ne,x,99\n";
    assert_eq!(
        graded(&read(table, map.clone()).unwrap()),
        [
            ("a supports x".into(), 1.0),
            ("b supports x".into(), 0.5),
            ("c is neutral on x".into(), 1.0),
            ("d opposes x".into(), 1.0),
        ]
    );
    let faults = message(read("party,item,answer\na,x,11\nb,x,dk\nc,x,\n", map));
    assert_eq!(
        faults.lines().next(),
        Some(
            "table.csv:2:5: error: the value \"11\" of column \"answer\" is not on the scale 0:10; \
             say what it means with Mapping::with_values(\"11=skip\"), or correct it"
        )
    );
    assert_eq!(faults.lines().count(), 3, "{faults}");
}

/// Strengths keep the precision of the numbers that they come from.
#[test]
fn thirds_of_a_scale_are_thirds() {
    let table = "actor,issue,position\na,w,0\na,x,1\na,y,2\na,z,3\nb,w,3\nb,x,2\nb,y,1\nb,z,0\n";
    let mapping = Mapping::default().with_scale("0:3").expect("a scale");
    let graph = read(table, mapping).expect("no fault");
    let third = 1.0 / 3.0;
    let strengths = graph.stances().take(4).map(|stance| stance.strength().get());
    assert_eq!(strengths.collect::<Vec<_>>(), [1.0, third, third, 1.0]);
    let score = |measure| {
        let view = graph.view();
        let alignments = view.compare(measure).expect("it fits");
        alignments.pairings().next().expect("one pair").score
    };
    assert_eq!(score(Measure::S), Some(-third));
    assert_eq!(score(Measure::Agreement), Some(third));
}

#[test]
fn a_scale_leaves_no_room_for_a_strength() {
    let map = mapping("actor=a,issue=b,position=c,strength=d").with_scale("0:10").unwrap();
    let wrong = message(read("a,b,c,d\n", map));
    assert_eq!(wrong, "a scale says the strength; take \"strength\" out of the map");
}

proptest! {
    #[test]
    fn a_reversed_scale_is_the_opposite(answer in 0..=60_u32) {
        let table = format!("actor,issue,position\na,x,{}\n", f64::from(answer) / 10.0 + 1.0);
        let on = |scale: &str| {
            let mapping = Mapping::default().with_scale(scale).expect("a scale");
            let graph = read(table.clone(), mapping).expect("no fault");
            let stance = graph.stances().next().expect("one");
            (stance.position().sign(), stance.strength())
        };
        let (forth, back) = (on("1:7"), on("7:1"));
        prop_assert_eq!((forth.0, forth.1), (-back.0, back.1));
    }
}

// Several names in one cell.

#[test]
fn names_of_one_cell_are_a_stance_each() {
    let map = Mapping::default().with_split("issue=;,actor=\" and \"").unwrap();
    let table = "actor,label,issue,note\nann and bob,opposes,tunnel; ferry;;tunnel,both\ncat,backs,tunnel,\n";
    let graph = read(table, map).unwrap();
    assert_eq!(
        sentences(&graph),
        [
            "ann opposes ferry",
            "ann opposes tunnel",
            "bob opposes ferry",
            "bob opposes tunnel",
            "cat backs tunnel",
        ]
    );
    assert!(graph.stances().take(4).all(|stance| stance.note() == Some("both")));
}

#[test]
fn ids_of_split_rows_stay_unique() {
    let map = || Mapping::default().with_split("issue=;").unwrap();
    let table = "id,actor,label,issue\nk1,ann,opposes,tunnel;ferry\nk2,bob,opposes,tunnel\n";
    let graph = read(table, map()).unwrap();
    let mut ids = graph.stances().map(|stance| stance.id().to_string()).collect::<Vec<_>>();
    ids.sort();
    assert_eq!(ids, ["k1-1", "k1-2", "k2"]);
    let taken = "id,actor,label,issue\nk1,ann,opposes,tunnel;ferry\nk1-2,bob,opposes,tunnel\n";
    let faults = message(read(taken, map()));
    assert!(faults.contains("the stance \"k1-2\" is declared twice"), "{faults}");
}

#[test]
fn a_cell_of_separators_is_empty_and_one_of_thousands_refused() {
    let map = || Mapping::default().with_split("issue=;,actor=;").unwrap();
    let faults = message(read("actor,label,issue\nann,opposes,;;\n", map()));
    assert!(faults.starts_with("table.csv:2: error: the stance has no target"), "{faults}");
    let many = (0..200).map(|number| number.to_string()).collect::<Vec<_>>().join(";");
    let faults = message(read(format!("actor,label,issue\n{many},opposes,{many}\n"), map()));
    assert!(faults.contains("the number of stances of this row is larger than 10000"), "{faults}");
}

#[test]
fn what_cannot_be_split_is_said() {
    for (split, wanted) in [
        (
            "label=;",
            "\"label\" is one thing a stance; what can be split is actor, speaker, issue, toward",
        ),
        (
            "issue=",
            "\"issue\" is split at nothing; write what is between names, such as issue=semicolon",
        ),
        ("issue=;,issue=|", "\"issue\" is split twice"),
        ("isue=;", "a stance has no field \"isue\" to split cells of; did you mean \"issue\"?"),
    ] {
        assert_eq!(Mapping::default().with_split(split).unwrap_err().to_string(), wanted);
    }
}

fn name() -> impl Strategy<Value = String> {
    prop::sample::select(vec!["a", "NA", "010", "x y", "ü", "\"q\"", "=1", "-", "b,c"])
        .prop_map(str::to_owned)
}

fn cell(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

proptest! {
    #[test]
    fn split_is_the_same_as_written_out(
        rows in prop::collection::vec((name(), prop::collection::btree_set(name(), 1..4)), 1..6)
    ) {
        let mut together = "actor,label,issue\n".to_owned();
        let mut apart = together.clone();
        for (actor, issues) in &rows {
            let all = issues.iter().cloned().collect::<Vec<_>>().join(" | ");
            together += &format!("{},opposes,{}\n", cell(actor), cell(&all));
            for issue in issues {
                apart += &format!("{},opposes,{}\n", cell(actor), cell(issue));
            }
        }
        let split = Mapping::default().with_split("issue=|").expect("a split");
        prop_assert_eq!(read(together, split)?.document(), plain(&apart)?.document());
    }
}

// Wide tables.

#[test]
fn a_wide_table_has_a_column_for_each_issue() {
    let wide = Mapping::default().with_wide("issues").unwrap();
    let table = ",tunnel,ferry\nann,+,-1\nNA,oppose,\n,,\n";
    assert_eq!(
        sentences(&read(table, wide).unwrap()),
        ["NA opposes tunnel", "ann opposes ferry", "ann supports tunnel"]
    );
}

#[test]
fn columns_of_a_wide_table_can_be_said_and_ignored() {
    let map = mapping("actor=party,date=year,source:=manifestos").with_wide("issues").unwrap();
    let map = map.with_ignored("seats").unwrap().with_scale("0:10").unwrap();
    let table = "year,seats,party,tunnel,010\n1998,51,greens,2,\n2002,55,greens,,10\n";
    let graph = read(table, map).unwrap();
    assert_eq!(
        graded(&graph),
        [("greens supports 010".into(), 1.0), ("greens opposes tunnel".into(), 0.6)]
    );
    let dates = graph.stances().map(|stance| stance.date().unwrap().to_string());
    assert_eq!(dates.collect::<Vec<_>>(), ["2002", "1998"]);
}

#[test]
fn columns_of_a_wide_table_can_be_actors() {
    let wide = |columns| Mapping::default().with_wide(columns).unwrap();
    let graph = read("issue,ann,bob\ntunnel,+,-\n", wide("actors")).unwrap();
    assert_eq!(sentences(&graph), ["ann supports tunnel", "bob opposes tunnel"]);
    let graph = read("x,ann,bob\nann,,-\nbob,+,\n", wide("toward")).unwrap();
    assert_eq!(sentences(&graph), ["ann opposes bob", "bob supports ann"]);
    let message = Mapping::default().with_wide("isues").unwrap_err().to_string();
    assert!(message.contains("did you mean \"issues\"?"), "{message}");
}

#[test]
fn faults_of_wide_tables_have_their_places() {
    let wide = || Mapping::default().with_wide("issues").unwrap();
    let faults = message(read("a,tunnel,ferry\nann,+,0\nbob,x,-\n,+,\n", wide()));
    let lines = faults.lines().collect::<Vec<_>>();
    assert_eq!(
        lines[0],
        "table.csv:2:7: error: the value \"0\" of column \"ferry\" is not mapped to a position; \
         say what it means with Mapping::with_values(\"0=…\"): support, neutral, oppose or skip"
    );
    assert!(lines[1].starts_with("table.csv:3:5: error: the value \"x\" of column \"tunnel\""));
    assert_eq!(lines[2], "table.csv:4: error: the stance has no cell \"actor\"");
    assert_eq!(
        message(read("a,tunnel,tunnel\n", wide())),
        "table.csv:1:10: error: \"tunnel\" stands here for the second time; keep one of the two"
    );
    assert_eq!(
        message(read("a\n", wide())),
        "table.csv:1: error: the table has no column that is an issue"
    );
    let faults = message(read("a,tunnel,\nann,+,-\n", wide()));
    assert_eq!(faults, "table.csv:2:7: error: the column of this cell has no name");
    let ignored = wide().with_ignored("tunel").unwrap();
    let faults = message(read("a,tunnel\n", ignored));
    assert!(faults.contains("did you mean \"tunnel\"?"), "{faults}");
    let spare = mapping("actor=a,issue=b").with_wide("issues").unwrap();
    assert_eq!(
        message(read("a,b\n", spare)),
        "\"issue\" of a wide table is the name of a column; take it out of the map"
    );
}

proptest! {
    #[test]
    fn wide_is_the_same_as_long(
        cells in prop::collection::vec(prop::collection::vec(0..5_usize, 3), 0..6)
    ) {
        let values = ["", "yes", "no", "abstain", "absent"];
        let mut wide = "party,010,NA,\"x, y\"\n".to_owned();
        let mut turned = ["issue".to_owned(), "010".into(), "NA".into(), "\"x, y\"".into()];
        let mut long = "party,issue,vote\n".to_owned();
        for (actor, row) in cells.iter().enumerate() {
            let row = row.iter().map(|value| values[*value]).collect::<Vec<_>>();
            wide += &format!("p{actor},{}\n", row.join(","));
            turned[0] += &format!(",p{actor}");
            for (line, value) in turned[1..].iter_mut().zip(&row) {
                *line += &format!(",{value}");
            }
            for (issue, value) in ["010", "NA", "\"x, y\""].iter().zip(&row) {
                long += &format!("p{actor},{issue},{value}\n");
            }
        }
        let said = "yes=support,no=oppose,abstain=neutral,absent=skip";
        let base = Mapping::default().with_values(said).expect("values");
        let in_long = base.clone().with_values("=skip").expect("values");
        let in_long = in_long.with_map("actor=party,issue=issue,position=vote").expect("a map");
        let long = read(long, in_long)?;
        let by_issue = read(wide, base.clone().with_wide("issues").expect("wide"))?;
        prop_assert_eq!(by_issue.document(), long.document());
        if !cells.is_empty() {
            let by_actor = read(turned.join("\n"), base.with_wide("actors").expect("wide"))?;
            prop_assert_eq!(by_actor.document(), long.document());
        }
    }
}

// Columns that are made of several.

#[test]
fn a_field_can_be_made_of_several_columns() {
    let map = mapping("actor=who,issue={congress}-{roll},position=vote");
    let graph = read("congress,roll,who,vote\n117,3,ann,support\n", map.clone()).unwrap();
    assert_eq!(sentences(&graph), ["ann supports 117-3"]);
    let faults = message(read("congres,roll,who,vote\n", map.clone()));
    assert!(faults.contains("unknown column \"congress\"") && faults.contains("\"congres\"?"));
    let faults = message(read("congress,roll,who,vote\n,3,ann,support\n", map));
    assert!(faults.contains("the stance has no target"), "{faults}");
}

// Second tables.

#[test]
fn a_second_table_describes_issues_and_dates_stances() {
    let folder = tempfile::tempdir().expect("a folder");
    let calls = "rcid,day,title,text\n1,2016-04-29,Res. 1,Build it\n2,,,\n9,2017,Res. 9,No\n";
    let calls = write(folder.path(), "calls.csv", calls);
    let map = mapping("actor=country,issue=rcid,position=vote").with_values("absent=skip").unwrap();
    let said = "date=day,name=title,issue.description=text,issue.attributes.full=text";
    let map = map.with_joins(&[format!("rcid={calls}")], &[said.into()]).unwrap();
    let table = "country,rcid,vote\nNA,1,support\nFR,2,oppose\nDE,3,oppose\nFR,9,absent\n";
    let graph = read(table, map).unwrap();
    let document = graph.document();
    let first = document.issues.values().next().expect("an issue");
    assert_eq!(first.name.as_deref(), Some("Res. 1"));
    assert_eq!(first.description.as_deref(), Some("Build it"));
    assert_eq!(first.attributes.len(), 1);
    let dates = graph.stances().map(|s| s.date().map(|date| date.to_string()));
    assert_eq!(dates.flatten().collect::<Vec<_>>(), ["2016-04-29"]);
    assert_eq!(document.issues.len(), 3, "9 has no stance");
    let left_out = graph.left_out().iter().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(left_out, [format!("table.csv: 1 keys without a row in {calls}: 3")]);
}

#[test]
fn columns_of_a_second_table_are_known_by_their_names_and_keys_by_theirs() {
    let folder = tempfile::tempdir().expect("a folder");
    let parties = "code,name,kind,part-of,actor.attributes.seats\ng,Greens,party,left,51\n";
    let parties = write(folder.path(), "parties.csv", parties);
    let joins = [format!("party:code={parties}")];
    let map = mapping("actor=party").with_wide("issues").unwrap();
    let map = map.with_joins(&joins, &[]).unwrap();
    let graph = read("party,tunnel\ng,+\n", map).unwrap();
    let (actor, _) = graph.actors().iter().zip(0..).next().expect("an actor");
    assert_eq!((actor.id.as_str(), actor.name.as_deref()), ("g", Some("Greens")));
    assert_eq!(actor.kind.as_deref(), Some("party"));
    assert_eq!(actor.part_of.as_ref().map(AsRef::as_ref), Some("left"));
    assert_eq!(actor.attributes.len(), 1);
}

#[test]
fn a_key_can_be_the_names_of_columns_or_a_part_of_a_cell() {
    let folder = tempfile::tempdir().expect("a folder");
    let issues =
        write(folder.path(), "issues.csv", "issue,description\ntunnel,A tunnel\nferry,A ferry\n");
    let joins = [format!("issue={issues}")];
    let described = |graph: StanceGraph| {
        let issues = graph.document().issues.into_values();
        issues.filter_map(|issue| issue.description).collect::<Vec<_>>()
    };
    let wide = Mapping::default().with_wide("issues").unwrap();
    let wide = wide.with_joins(&joins, &[]).unwrap();
    assert_eq!(
        described(read("a,tunnel,ferry\nann,+,-\n", wide).unwrap()),
        ["A ferry", "A tunnel"]
    );
    let split = Mapping::default().with_split("issue=;").unwrap();
    let split = split.with_joins(&joins, &[]).unwrap();
    let table = "actor,label,issue\nann,opposes,tunnel; ferry\n";
    assert_eq!(described(read(table, split).unwrap()), ["A ferry", "A tunnel"]);
}

#[test]
fn what_is_declared_counts_before_what_is_joined() {
    let folder = tempfile::tempdir().expect("a folder");
    let calls = write(folder.path(), "calls.csv", "rcid,name\n1,First\n2,Second\n");
    let declared = "[issues.1]\nname = \"My own\"\n[issues.two]\naliases = [\"2\"]\n";
    let table = "country,rcid,vote\nFR,1,support\nFR,2,support\n";
    let map = mapping("actor=country,issue=rcid,position=vote");
    let map = map.with_joins(&[format!("rcid={calls}")], &[]).unwrap();
    for order in [[0, 1], [1, 0]] {
        let mut reader = Reader::new().mapping(map.clone());
        for part in order {
            reader = match part {
                0 => reader.stream("own.toml", Cursor::new(declared)),
                _ => reader.stream("table.csv", Cursor::new(table)),
            };
        }
        let graph = reader.read().unwrap();
        let names = graph.issues().iter().map(|issue| issue.name.as_deref());
        assert_eq!(names.collect::<Vec<_>>(), [Some("My own"), None]);
    }
}

#[test]
fn faults_of_second_tables_have_their_places() {
    let folder = tempfile::tempdir().expect("a folder");
    let table = "country,rcid,vote\nFR,1,support\n";
    let faults = |calls: &str, key: &str, said: &[&str]| {
        let path = write(folder.path(), "calls.csv", calls);
        let map = mapping("actor=country,issue=rcid,position=vote");
        let said = said.iter().map(|said| (*said).to_owned()).collect::<Vec<_>>();
        let map = map.with_joins(&[format!("{key}{path}")], &said).expect("a join");
        message(read(table, map)).replace(&path, "calls.csv")
    };
    assert_eq!(
        faults("rcid,date\n1,someday\n", "rcid=", &[]),
        "calls.csv:2:3: error: \"date\": \"someday\" is not a date; write 2016, 2016-04 or 2016-04-29"
    );
    let unknown = faults("rcid,date\n", "rcid:rcd=", &[]);
    assert!(unknown.starts_with("calls.csv:1: error: unknown column \"rcd\""), "{unknown}");
    assert!(faults("rcid,date\n", "rcd:rcid=", &[]).contains("did you mean \"rcid\"?"));
    assert!(faults("rcid,x\n1,2\n", "rcid=", &[]).contains("nothing is said of the columns"));
    assert!(faults("rcid,x\n1,2\n", "", &[]).contains("write Mapping::with_joins(\"KEY=FILE\")"));
    assert!(faults("", "rcid=", &[]).contains("the table is empty"));
    assert!(faults("rcid,date\n\"1,2\n", "rcid=", &[]).contains("the quoted cell is not closed"));
    assert!(
        faults("rcid,title\n", "rcid=", &["issue.name=titel"]).contains("did you mean \"title\"?")
    );
    let absent = mapping("actor=country,issue=rcid,position=vote");
    let absent = absent.with_joins(&["rcid=no/such/file.csv".into()], &[]).unwrap();
    assert!(matches!(read(table, absent), Err(Error::Io { .. })));
    for (files, maps, wanted) in [
        (vec!["rcid="], vec![], "names no second table"),
        (vec!["=calls.csv"], vec![], "is not a key"),
        (vec![], vec!["date=day"], "there are more lists than tables"),
        (vec!["a=b"], vec!["issue.nam=day"], "did you mean \"issue.name\"?"),
        (vec!["a=b"], vec!["actor.description=day"], "cannot say"),
    ] {
        let owned = |texts: Vec<&str>| texts.into_iter().map(str::to_owned).collect::<Vec<_>>();
        let wrong = Mapping::default().with_joins(&owned(files), &owned(maps));
        let wrong = wrong.unwrap_err().to_string();
        assert!(wrong.contains(wanted), "{wrong}");
    }
}

/// What is behind the door is the same for all tables.
#[test]
fn parquet_is_read_through_the_same_mappings() {
    let folder = tempfile::tempdir().expect("a folder");
    let table = "actor,label,issue,position,source\nann,opposes,tunnel; ferry,oppose,7\n";
    let mut file = Vec::new();
    Format::Parquet.write(&plain(table).unwrap(), &mut file).expect("memory takes everything");
    write(folder.path(), "split.parquet", &file);
    write(folder.path(), "split.parquet.mapping.toml", "split = { issue = \";\" }\n");
    let graph = read_in(folder.path(), "split.parquet", None).unwrap();
    assert_eq!(sentences(&graph), ["ann opposes ferry", "ann opposes tunnel"]);
    let mapping =
        mapping("actor=actor").with_wide("issues").unwrap().with_ignored("label").unwrap();
    let mapping = mapping.with_values("oppose=oppose,7=support,tunnel; ferry=skip").unwrap();
    let graph = read_in(folder.path(), "split.parquet", Some(mapping)).unwrap();
    assert_eq!(sentences(&graph), ["ann opposes position", "ann supports source"]);
    let calls = write(folder.path(), "calls.csv", "who,actor.kind\nann,person\n");
    let joined = Mapping::default().with_joins(&[format!("actor:who={calls}")], &[]).unwrap();
    let graph = read_in(folder.path(), "split.parquet", Some(joined)).unwrap();
    assert_eq!(graph.actors()[0].kind.as_deref(), Some("person"));
    // And as a second table.
    let second = folder.path().join("split.parquet");
    let join = format!("who:actor={}", second.to_str().expect("a plain path"));
    let mapping = mapping_of_second(&join);
    let graph = read("who,what,how\nann,tunnel,support\n", mapping).unwrap();
    assert_eq!(graph.stances().next().unwrap().source().unwrap().id.as_str(), "7");
}

#[test]
fn workbooks_are_read_through_the_same_mappings() {
    let folder = tempfile::tempdir().expect("a folder");
    let table = "actor,label,issue,position,source\nann,opposes,tunnel; ferry,oppose,7\n";
    let mut file = Vec::new();
    Format::Excel.write(&plain(table).unwrap(), &mut file).expect("memory takes everything");
    write(folder.path(), "split.xlsx", &file);
    write(folder.path(), "split.xlsx.mapping.toml", "split = { issue = \";\" }\n");
    let graph = read_in(folder.path(), "split.xlsx", None).unwrap();
    assert_eq!(sentences(&graph), ["ann opposes ferry", "ann opposes tunnel"]);
    let second = folder.path().join("split.xlsx");
    let join = format!("who:actor={}", second.to_str().expect("a plain path"));
    let mapping = mapping("actor=who,issue=what,position=how");
    let mapping = mapping.with_joins(&[join], &["source=source".to_owned()]).expect("a join");
    let graph = read("who,what,how\nann,tunnel,support\n", mapping).unwrap();
    assert_eq!(graph.stances().next().unwrap().source().unwrap().id.as_str(), "7");
}

fn mapping_of_second(join: &str) -> Mapping {
    let mapping = mapping("actor=who,issue=what,position=how");
    mapping.with_joins(&[join.to_owned()], &["source=source".to_owned()]).expect("a join")
}

// Where a mapping can stand.

const VOTES: &str = "country,rcid,vote\nFR,1,yes\nNA,1,absent\n";

const WRITTEN: &str = "[map]\nactor = \"country\"\nissue = \"rcid\"\nposition = \"vote\"\n\
                       [values]\nyes = \"support\"\nabsent = \"skip\"\n";

#[test]
fn a_mapping_can_lie_beside_a_table() {
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), "votes.csv", VOTES);
    write(folder.path(), "votes.csv.mapping.toml", WRITTEN);
    let graph = read_in(folder.path(), "votes.csv", None).unwrap();
    assert_eq!(sentences(&graph), ["FR supports 1"]);
    let own = Mapping::default().with_values("absent=neutral").unwrap();
    let graph = read_in(folder.path(), "votes.csv", Some(own)).unwrap();
    assert_eq!(sentences(&graph), ["FR supports 1", "NA is neutral on 1"]);
    let graph = Reader::new().path(folder.path()).read().unwrap();
    assert_eq!(sentences(&graph), ["FR supports 1"], "it is not a file of the folder");
    write(folder.path(), "votes.csv.mapping.toml", "[map]\nacter = \"country\"\n");
    let faults = message(read_in(folder.path(), "votes.csv", None));
    assert!(faults.contains("votes.csv.mapping.toml:2:1: error: a stance has no field \"acter\""));
}

#[test]
fn a_mapping_can_stand_above_the_header() {
    for (head, body) in [
        (
            "#map actor=country,issue=rcid,position=vote\n#values yes=support,absent=skip\n",
            VOTES.to_owned(),
        ),
        (
            "\"#map actor=country,issue=rcid,position=vote\";;\n\n#values yes=support,absent=skip;;\n",
            VOTES.replace(',', ";"),
        ),
        (
            "\u{feff}#delimiter !\r\n#map actor=country,issue=rcid,position=vote\r\n#values yes=support,absent=skip\r\n",
            VOTES.replace(',', "!"),
        ),
    ] {
        let graph = plain(&format!("{head}{body}")).unwrap();
        assert_eq!(sentences(&graph), ["FR supports 1"], "{head}");
    }
    let graph = plain("#wide\n#scale 0:10\n#missing NA\na,tunnel\nann,0\nNA,NA\nbob,NA\n").unwrap();
    assert_eq!(sentences(&graph), ["ann opposes tunnel"]);
    let graph = plain("#split issue=semicolon\nactor;label;issue\nann;opposes;\"x;y\"\n").unwrap();
    assert_eq!(sentences(&graph), ["ann opposes x", "ann opposes y"]);
    let graph = plain(&format!("#preset un-votes\n{VOTES}")).unwrap();
    assert_eq!(sentences(&graph), ["FR supports 1"]);
}

#[test]
fn faults_above_a_header_have_their_places() {
    let faults = message(plain("#map acter=country\ncountry,rcid,vote\n"));
    assert_eq!(
        faults.lines().next(),
        Some(
            "table.csv:1: error: a stance has no field \"acter\" to map a column to; did you mean \"actor\"?"
        )
    );
    let faults = message(plain("#scale 0:10\n"));
    assert_eq!(faults, "table.csv:1: error: the table is empty, without a header");
    let faults = message(plain("#id,actor\n"));
    assert!(faults.contains("unknown column \"#id\""), "{faults}");
    let faults = message(plain("#map issue=rcid\ncountry,rcid\n"));
    assert_eq!(faults, "table.csv:2: error: no column is mapped to \"actor\"; write actor=COLUMN");
}

/// Whatever a flag can say, a file can.
#[test]
fn a_file_says_what_flags_say() {
    let text = "encoding = \"latin1\"\ndelimiter = \"tab\"\nmissing = [\"NA\", \"-\"]\nscale = [0, 10]\n\
                wide = true\nignore = [\"seats\"]\nsplit = { actor = \";\" }\n\
                [map]\nactor = \"party\"\n[constants]\nsource = \"survey\"\n[values]\ndk = \"skip\"\n\
                [[join]]\nfile = \"a.csv\"\nkey = [\"a\", \"b\"]\n[join.map]\ndate = \"day\"\n\
                [[join]]\nfile = \"b.csv\"\nkey = { c = \"d\" }\n";
    let by_flags = Mapping::default()
        .with_encoding("latin1")
        .and_then(|it| it.with_delimiter("\t"))
        .and_then(|it| it.with_missing("NA,-"))
        .and_then(|it| it.with_scale("0:10"))
        .and_then(|it| it.with_wide("issues"))
        .and_then(|it| it.with_ignored("seats"))
        .and_then(|it| it.with_split("actor=;"))
        .and_then(|it| it.with_map("actor=party,source:=survey"))
        .and_then(|it| it.with_values("dk=skip"))
        .and_then(|it| {
            it.with_joins(&["a+b=a.csv".into(), "c:d=b.csv".into()], &["date=day".into()])
        });
    assert_eq!(Mapping::from_toml(text).unwrap(), by_flags.unwrap());
    let preset = Mapping::from_toml("preset = \"un-votes\"\n[map]\nactor = \"Country\"\n").unwrap();
    let by_flags = mapping("actor=Country").over(&Mapping::preset("un-votes").unwrap());
    assert_eq!(preset, by_flags);
}

#[test]
fn all_faults_of_a_mapping_file_are_reported_with_the_nearest_key() {
    let text = "spilt = { issue = \";\" }\nscale = 5\nwide = \"isues\"\n[map]\nacter = \"a\"\n\
                issue = 1\n[values]\nyes = \"yea\"\n[[join]]\nfle = \"a.csv\"\n[join.map]\nissue.nam = \"x\"\n";
    let faults = Mapping::from_toml(text).unwrap_err().to_string();
    let lines = faults.lines().collect::<Vec<_>>();
    assert!(
        lines[0].starts_with(
            "mapping:1:1: error: unknown field \"spilt\" in the mapping; did you mean \"split\"?"
        ),
        "{faults}"
    );
    for (line, wanted) in lines.iter().zip([1, 2, 3, 5, 6, 8, 10, 12]) {
        assert!(line.starts_with(&format!("mapping:{wanted}:")), "{wanted}: {faults}");
    }
    assert_eq!(lines.len(), 8, "{faults}");
}

proptest! {
    /// Whatever is damaged, there is a graph, or a fault with a place.
    #[test]
    fn damaged_tables_have_faults_with_places(
        damages in prop::collection::vec((any::<prop::sample::Index>(), prop::sample::select(b"\",;\n\r#=:|{}+-0aN\xff\0".to_vec())), 1..8),
        which in 0..4_usize,
    ) {
        let tables = [
            "#wide\n#scale 0:10\n#map date=year\nyear,who,tunnel,ferry\n1998,ann,1,9\n2000,bob,,5\n",
            "#map actor={a}-{b},issue=i,position=p\n#split issue=semicolon\na,b,i,p\n1,2,x;y,support\n",
            "#preset voteview\ncongress,chamber,rollnumber,icpsr,cast_code\n1,House,1,2,3\n1,House,1,3,9\n",
            "#values yes=support,no=oppose\n#missing NA\nactor;issue;position\nann;x;yes\nbob;NA;no\n",
        ];
        let mut table = tables[which].as_bytes().to_vec();
        for (place, byte) in damages {
            let place = place.index(table.len());
            table[place] = byte;
        }
        match Reader::new().stream("table.csv", Cursor::new(table)).read() {
            Ok(graph) => drop(graph),
            Err(Error::Faults(faults)) => {
                prop_assert!(faults.iter().all(|fault| fault.place.is_some()), "{faults}");
            }
            Err(other) => prop_assert!(false, "{other}"),
        }
    }
}

// Ready-made mappings.

#[test]
fn the_votes_of_congress_are_read_by_their_codes() {
    let folder = tempfile::tempdir().expect("a folder");
    let votes = "congress,chamber,rollnumber,icpsr,cast_code,prob\n\
                 117,House,1,14009,1,99.1\n117,House,1,14854,6,98\n117,House,1,15000,9,\n\
                 117,House,2,14009,7,50\n117,Senate,1,14854,4,1\n117,House,2,14854,0,\n117,House,2,15001,3,\n";
    let calls = "congress,chamber,rollnumber,date,bill_number,vote_result,vote_desc,vote_question,dtl_desc\n\
                 117,House,1,2021-01-03,HR1,Passed,Pay act,On Passage,\n117,House,2,2021-01-04,,Failed,,On the Motion,Older words\n\
                 117,Senate,1,2021-02-01,,,,,\n";
    let members = "congress,chamber,icpsr,party_code,state_abbrev,bioname\n\
                   117,House,14009,200,AL,\"BEE, Ann\"\n116,House,14009,200,AL,\"BEE, Ann\"\n117,House,14854,200,KY,\"COW, Bob\"\n116,House,14854,100,KY,\"COW, Bob\"\n";
    let calls = write(folder.path(), "HSall_rollcalls.csv", calls);
    let members = write(folder.path(), "HSall_members.csv", members);
    let preset = Mapping::preset("voteview").unwrap();
    let graph = read(
        votes,
        Mapping::default().with_joins(&[members.clone(), calls], &[]).unwrap().over(&preset),
    )
    .unwrap();
    assert_eq!(
        sentences(&graph),
        [
            "BEE, Ann supports 117-House-1",
            "BEE, Ann is neutral on 117-House-2",
            "COW, Bob opposes 117-House-1",
            "COW, Bob opposes 117-Senate-1",
            "15001 supports 117-House-2",
        ]
    );
    let dates = graph.stances().map(|stance| stance.date().unwrap().to_string());
    let dates = dates.collect::<Vec<_>>();
    assert_eq!(dates, ["2021-01-03", "2021-01-04", "2021-01-03", "2021-02-01", "2021-01-04"]);
    let issues = graph.issues().iter().map(|issue| issue.description.as_deref());
    assert_eq!(issues.collect::<Vec<_>>(), [Some("Pay act"), Some("Older words"), None]);
    let left_out = graph.left_out().iter().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(
        left_out,
        [
            format!(
                "{members}: 1 rows whose key another row has, which says something else: 14854"
            ),
            "table.csv: 2 keys without a row in MEMBERS: 15000, 15001".replace("MEMBERS", &members),
        ]
    );
}

/// Older files of Voteview have their numbers with a point, on one side or on both.
#[test]
fn whole_numbers_with_a_point_are_whole_numbers() {
    let folder = tempfile::tempdir().expect("a folder");
    let whole = write(
        folder.path(),
        "whole.csv",
        "congress,chamber,icpsr,bioname\n117,House,14009,\"BEE, Ann\"\n",
    );
    let pointed = write(
        folder.path(),
        "pointed.csv",
        "congress,chamber,icpsr,bioname\n117,House,14009.0,\"BEE, Ann\"\n",
    );
    let preset = Mapping::preset("voteview").unwrap();
    for (members, icpsr) in [(&whole, "14009.0"), (&pointed, "14009"), (&pointed, "14009.0")] {
        let votes =
            format!("congress,chamber,rollnumber,icpsr,cast_code\n117.0,House,1.0,{icpsr},6.0\n");
        let mapping = Mapping::default().with_joins(std::slice::from_ref(members), &[]).unwrap();
        let graph = read(votes, mapping.over(&preset)).unwrap();
        assert_eq!(sentences(&graph), ["BEE, Ann opposes 117-House-1"], "{members} {icpsr}");
        assert_eq!(graph.actors()[0].id.as_str(), "14009");
        assert!(left_out(&graph).is_empty(), "{:?}", left_out(&graph));
    }
}

/// Matrices of Discourse Network Analyzer have a row and a column of those without a name.
#[test]
fn who_has_no_name_in_a_matrix_is_left_out_and_said() {
    let table = "\"\";\"\";\"Ordo\";\"Vale\"\n\"\";0.000000;6.000000;-2.000000\n\
                 \"Ordo\";6.000000;0.000000;3.000000\n\"Vale\";-2.000000;3.000000;0.000000\n";
    let said = Mapping::default().with_wide("toward").and_then(|said| said.with_scale("-6:6"));
    let said = said.and_then(|said| said.with_values("0=skip")).unwrap();
    let graph = read(table, said).unwrap();
    assert_eq!(
        graded(&graph),
        [("Ordo supports Vale".to_owned(), 0.5), ("Vale supports Ordo".to_owned(), 0.5)]
    );
    assert_eq!(
        left_out(&graph),
        [
            "table.csv: 3 cells in columns without a name: 2, …",
            "table.csv: 1 rows without a name: line 2"
        ]
    );
}

// Dates.

fn dates(table: &str, mapping: Mapping) -> Result<Vec<String>, String> {
    let graph = read(table, mapping).map_err(|error| error.to_string())?;
    let mut dates = graph.stances().map(|stance| {
        let dates = [stance.date(), stance.until()];
        let dates = dates.map(|date| date.map(|date| date.to_string()).unwrap_or_default());
        format!("{} {}", stance.actor().id, dates.join("..").trim_end_matches(".."))
    });
    let dates = dates.by_ref().collect();
    Ok(dates)
}

#[test]
fn dates_are_read_as_people_write_them() {
    let table = "actor,issue,position,date\nA,x,support,3 April 2021\nB,x,support,2021-04-03 00:00:00\n\
                 C,x,support,\"April 3, 2021\"\nD,x,support,2021/4/3\nE,x,support,03apr2021\n";
    let wanted = ["A", "B", "C", "D", "E"].map(|actor| format!("{actor} 2021-04-03"));
    assert_eq!(dates(table, Mapping::default()), Ok(wanted.to_vec()));
}

/// Nobody knows which of two days is meant, unless another date of the column or a flag says so; then all are said at
/// once, and the flag is named once.
#[test]
fn a_date_that_may_be_two_days_is_read_where_its_column_or_somebody_says_how() {
    let table = |last: &str| {
        format!(
            "actor,issue,position,date,until\nA,x,support,03/04/2021,\nB,x,support,05/06/2021,\nC,x,support,{last},\n"
        )
    };
    let of = |form: &str| Mapping::default().with_dates(form).unwrap();
    let wanted = |dates: [&str; 3]| {
        let dates =
            ["A", "B", "C"].iter().zip(dates).map(|(actor, date)| format!("{actor} {date}"));
        Ok(dates.collect::<Vec<_>>())
    };
    let dmy = wanted(["2021-04-03", "2021-06-05", "2021-04-25"]);
    assert_eq!(dates(&table("25/04/2021"), Mapping::default()), dmy);
    assert_eq!(dates(&table("25/04/2021"), of("dmy")), dmy);
    let mdy = wanted(["2021-03-04", "2021-05-06", "2021-04-25"]);
    assert_eq!(dates(&table("04/25/2021"), Mapping::default()), mdy);
    assert_eq!(dates(&table("2021-04-25"), of("mdy")), mdy);
    let said = dates(&table("2021-04-25"), Mapping::default()).expect_err("it may be two days");
    assert_eq!(
        said,
        "table.csv:2:13: error: \"date\": \"03/04/2021\" may be 2021-04-03 or 2021-03-04; say how all dates \
         are written with Mapping::with_dates(\"dmy\") or Mapping::with_dates(\"mdy\"), or write 2016-04-29"
    );
    let said = dates(&table("25/04/2021"), of("mdy")).expect_err("there is no such day");
    assert!(
        said.contains("table.csv:4:13: error: \"date\": \"25/04/2021\" is not a date"),
        "{said}"
    );
    // One column says nothing of another.
    let two = "actor,issue,position,date,until\nA,x,support,25/04/2021,03/05/2021\n";
    let said = dates(two, Mapping::default()).expect_err("until may be two days");
    assert!(said.contains("\"until\": \"03/05/2021\" may be"), "{said}");
    let said = dates("actor,issue,position,date\nA,x,support,44290\n", Mapping::default());
    let said = said.expect_err("a number of a day");
    assert!(said.contains("that is 2021-04-04"), "{said}");
    let before = "actor,issue,position,date,until\nA,x,support,25/04/2021,\nB,x,support,04/05/2021,2021-05-03\n";
    let said = dates(before, Mapping::default()).expect_err("it ends before it begins");
    assert!(said.contains("until 2021-05-03 is before the date 2021-05-04"), "{said}");
}

#[test]
fn a_ready_made_mapping_can_be_changed() {
    let preset = Mapping::preset("un-votes").unwrap();
    let own = mapping("actor=Country").with_values("absent=neutral").unwrap();
    let graph =
        read("Country,rcid,vote\nFR,1,1\nDE,1,absent\nIT,1,8\n", own.over(&preset)).unwrap();
    assert_eq!(sentences(&graph), ["DE is neutral on 1", "FR supports 1"]);
    let wrong = Mapping::preset("unvotes").unwrap_err().to_string();
    assert!(wrong.contains("did you mean \"un-votes\"?"), "{wrong}");
}

// The real tables, where they are at hand.

#[test]
fn the_roll_calls_of_the_united_nations_are_joined() {
    let (Some(votes), Some(calls)) =
        (real("unvotes/un_votes.csv.gz"), real("unvotes/un_roll_calls.csv.gz"))
    else {
        return;
    };
    let join = calls.to_str().expect("a plain path").to_owned();
    let mapping = Mapping::default().with_joins(&[join], &[]).unwrap();
    let mapping = mapping.over(&Mapping::preset("un-votes").unwrap());
    let graph = Reader::new().mapping(mapping).path(votes).read().unwrap();
    assert_eq!((graph.stance_count(), graph.actors().len()), (870_109, 200));
    assert_eq!(graph.issues().len(), 6_203);
    assert!(graph.find_actor("Namibia").is_ok());
    assert!(graph.left_out().is_empty());
    let described = graph.issues().iter().filter(|issue| issue.description.is_some()).count();
    assert_eq!(described, 6_202, "one has none");
    assert!(graph.stances().all(|stance| stance.date().is_some()));
    let (first, last) = graph.period().unwrap();
    assert_eq!((first.to_string(), last.to_string()), ("1946-01-01".into(), "2020-01-14".into()));
    // The roll calls of 2019 where both voted.
    let year =
        |stance: &stancegraph::StanceRef| stance.date().unwrap().to_string().starts_with("2019");
    let votes_of = |name: &str| {
        let of = graph.stances().filter(|stance| stance.actor().id.as_str() == name).filter(year);
        of.map(|stance| (stance.target().id().to_owned(), stance.position()))
            .collect::<std::collections::BTreeMap<_, Position>>()
    };
    let shared = |one: &str, other: &str| {
        let (one, other) = (votes_of(one), votes_of(other));
        one.keys().filter(|issue| other.contains_key(*issue)).count()
    };
    assert_eq!(shared("United States", "United Kingdom"), 90);
    assert_eq!(shared("United States", "Russia"), 86);
    assert_eq!(shared("India", "Pakistan"), 89);
}

#[test]
fn a_wide_table_of_the_nuclear_debate_is_the_debate() {
    let Some(path) = real("irps_nuclear/irps_nuclear_edges.csv") else { return };
    let text = fs::read_to_string(path).expect("it is there");
    let by_sign = mapping("actor=source,issue=target,date=time,position=increment")
        .with_values("1=support,-1=oppose")
        .unwrap();
    let graded = mapping("actor=source,issue=target,date=time,position=increment");
    let graded = graded.with_scale("-1:1").unwrap();
    let (by_sign, graded) = (read(text.clone(), by_sign).unwrap(), read(text, graded).unwrap());
    assert_eq!(by_sign.stance_count(), 1_164);
    assert_eq!(graded.stance_count(), 1_164);
    assert_eq!(sentences(&graded), sentences(&by_sign));
}

// What is not read is told.

fn left_out(graph: &StanceGraph) -> Vec<String> {
    graph.left_out().iter().map(ToString::to_string).collect()
}

#[test]
fn columns_of_which_a_mapping_says_nothing_are_named() {
    let votes = "country,code,rcid,vote,\nNA,516,1,yes,note\n";
    let mapping =
        mapping("actor=country,issue=rcid,position=vote").with_values("yes=support").unwrap();
    let graph = read(votes, mapping.clone()).unwrap();
    assert_eq!(left_out(&graph), ["table.csv: 2 columns of which nothing is said: code, 5"]);
    let quiet = mapping.with_ignored("code").unwrap();
    let graph = read("country,code,rcid,vote\nNA,516,1,yes\n", quiet).unwrap();
    assert!(left_out(&graph).is_empty());
}

#[test]
fn columns_that_lists_of_edges_do_not_have_are_named() {
    let graph = plain("source,target,sign,type,wave\nA,B,-1,like,1\n").unwrap();
    assert_eq!(left_out(&graph), ["table.csv: 2 columns of which nothing is said: type, wave"]);
}

#[test]
fn ready_made_mappings_know_the_other_columns() {
    let votes = "rcid,country,country_code,vote\n1,Namibia,NA,yes\n";
    let graph = read(votes, Mapping::preset("un-votes").unwrap()).unwrap();
    assert!(left_out(&graph).is_empty());
}

#[test]
fn row_numbers_of_r_and_pandas_are_passed_over() {
    let table = "\"\",\"actor\",\"issue\",\"position\"\n\"1\",\"NA\",\"x\",\"support\"\n\"2\",\"B\",\"x\",\"oppose\"\n";
    let graph = plain(table).unwrap();
    assert_eq!(sentences(&graph), ["B opposes x", "NA supports x"]);
    assert_eq!(left_out(&graph), ["table.csv: 1 columns without a name, of row numbers"]);
    let faults = message(plain(",actor,label,issue\nimportant,A,supports,x\n"));
    assert!(
        faults.contains("table.csv:2:1: error: the column of this cell has no name"),
        "{faults}"
    );
}

#[test]
fn a_decimal_comma_is_one() {
    let graph = plain("actor;label;issue;strength\nA;supports;x;0,25\n").unwrap();
    assert_eq!(graded(&graph), [("A supports x".to_owned(), 0.25)]);
    let graph = plain("From;To;Weight;Label\nA;B;0,5;1,5\nB;A;-1,0;\n").unwrap();
    let edges = graded(&graph);
    assert_eq!(edges.iter().map(|(_, strength)| *strength).collect::<Vec<_>>(), [0.5, 1.0]);
    assert!(graph.stances().any(|stance| stance.label() == "1,5"));
    let faults = message(plain("actor;label;issue;strength\nA;supports;x;1,500\n"));
    assert!(faults.contains("strength 1,500 is not more than 0"), "{faults}");
}

#[test]
fn ways_out_do_not_mislead() {
    let faults = message(plain("actor,label,issue,date\nA,supports,x,2016-04-29T12:00:00\n"));
    assert!(faults.contains("write the day alone"), "{faults}");
    let faults = message(plain("actor,label,issue,seats\nA,supports,x,3\n"));
    assert!(faults.contains("Mapping::with_ignored which are passed over"), "{faults}");
    let faults = message(read(
        "actor,issue,position\nA,x,7\n",
        mapping("actor=actor,issue=issue,position=position"),
    ));
    assert!(
        faults.contains("Mapping::with_values(\"7=…\"): support, neutral, oppose or skip"),
        "{faults}"
    );
}

#[test]
fn columns_are_known_in_any_case_of_their_letters() {
    for table in [
        "Actor,Position,Issue,Date\nann,support,x,2016\n",
        "ACTOR, POSITION ,ISSUE,DATE\nann,support,x,2016\n",
    ] {
        let graph = plain(table).unwrap();
        assert_eq!(sentences(&graph), ["ann supports x"]);
        assert!(graph.stances().all(|stance| stance.date().is_some()));
    }
    let votes = "Country,RCID,Vote\nNA,1,yes\n";
    let map = || {
        Mapping::parse("actor=country,issue={rcid}-{Country},position=VOTE", "yes=support").unwrap()
    };
    assert_eq!(sentences(&read(votes, map()).unwrap()), ["NA supports 1-NA"]);
    let twice = "Vote,vote,a\nsupport,oppose,b\n";
    let exact = Mapping::parse("actor=a,position=vote,issue:=x", "").unwrap();
    assert_eq!(sentences(&read(twice, exact).unwrap()), ["b opposes x"]);
    let either = Mapping::parse("actor=a,position=VOTE,issue:=x", "").unwrap();
    assert!(message(read(twice, either)).contains("VOTE"));
    assert!(message(plain("actor,Actor,issue\na,b,x\n")).contains("Actor"));
}

/// A date that may be two days is of its own row, also where that row has a fault.
#[test]
fn a_faulty_row_keeps_its_date_to_itself() {
    let rows = "ann,perhaps,x,08/05/2018\nbo,oppose,x,14/07/2015\n";
    let faults = message(plain(&format!("actor,position,issue,date\n{rows}")));
    assert!(faults.contains("\"perhaps\""), "{faults}");
    let map = mapping("actor=actor,issue=issue,position=position,date=date");
    let faults = message(read(format!("actor,position,issue,date\n{rows}"), map));
    assert!(faults.contains("\"perhaps\""), "{faults}");
}
