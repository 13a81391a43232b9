//! The program on the command line.
//!
//! Wanted answers lie in `tests/data/answers/`; `STANCEGRAPH_RENEW=1 cargo test --test program cli::`
//! writes them anew.

use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use crate::shared::program::{
    self, EXAMPLE, answer, file, folder, json, refusal, run, stancegraph, text,
};

fn code(output: &Output) -> i32 {
    output.status.code().expect("the program is not killed")
}

fn is_wanted(name: &str, found: &str) {
    let path = crate::shared::repository::root().join("tests/data/answers").join(name);
    if std::env::var_os("STANCEGRAPH_RENEW").is_some() {
        fs::write(&path, found).expect("the answer can be written");
    }
    assert_eq!(found, fs::read_to_string(&path).unwrap_or_default(), "{name}");
}

fn path(folder: &tempfile::TempDir, name: &str) -> (PathBuf, String) {
    let path = folder.path().join(name);
    let name = path.to_str().expect("a plain path").to_owned();
    (path, name)
}

#[test]
fn every_verb_gives_its_answer_in_every_form() {
    for (name, words) in [
        ("show", vec!["show", EXAMPLE]),
        ("who", vec!["who", "opposes", "thaad", EXAMPLE]),
        ("record", vec!["record", "Moscow", EXAMPLE]),
        ("align", vec!["align", EXAMPLE]),
        ("why", vec!["why", "Russia", "United States", EXAMPLE]),
    ] {
        for (form, extension) in [("table", "txt"), ("json", "json"), ("csv", "csv"), ("md", "md")]
        {
            let words = [words.as_slice(), &["--format", form]].concat();
            is_wanted(&format!("{name}.{extension}"), &answer(&words));
        }
    }
}

#[test]
fn every_verb_lists_its_evidence() {
    for (name, words) in [
        ("show", vec!["show", EXAMPLE, "--actor", "south-korea"]),
        ("who", vec!["who", "opposes", "thaad", EXAMPLE]),
        ("record", vec!["record", "Moscow", EXAMPLE]),
        ("align", vec!["align", EXAMPLE, "--between", "Seoul", "Washington"]),
    ] {
        for (form, extension) in [("table", "txt"), ("json", "json"), ("csv", "csv"), ("md", "md")]
        {
            let words = [words.as_slice(), &["--evidence", "--format", form]].concat();
            is_wanted(&format!("{name}-evidence.{extension}"), &answer(&words));
        }
    }
}

/// A quote stands in quotation marks, a note never, and each says what it is.
#[test]
fn quotes_are_shown_as_quotes_and_notes_as_notes() {
    let example = "examples/data/lindhaven-crossing.toml";
    let (quote, note) =
        ("A tunnel brings more of them to our doors, not fewer", "the chair reads a letter");
    answer(&["check", example, "--strict"]);
    let words =
        ["who", "opposes", "tunnel", example, "--source", "hearing", "--actor", "residents"];
    let shown = |form: &str| answer(&[&words[..], &["--evidence", "--format", form]].concat());
    is_wanted("who-quote.txt", &shown("table"));
    for form in ["table", "md"] {
        let text = shown(form);
        assert!(text.contains(&format!("\"{quote}\"")), "{text}");
        assert!(text.contains(&format!("note: {note}")), "{text}");
    }
    let json = serde_json::from_str::<serde_json::Value>(&shown("json")).expect("JSON");
    let stance = &json["evidence"]["wgdq5fg6brdm"];
    assert_eq!((&stance["quote"], &stance["note"]), (&quote.into(), &note.into()), "{json}");
    let csv = shown("csv");
    assert!(
        csv.lines().next().expect("a header").ends_with("quote,note,status,superseded"),
        "{csv}"
    );
    assert!(csv.contains(&format!(",\"{quote}\",{note}")), "{csv}");
}

/// Two quotes out of one article are two stances; the same words twice are the same twice.
#[test]
fn two_quotes_are_two_stances() {
    let folder = folder();
    let map = |words: [&str; 2]| {
        let head = "[actors.israel]\n[issues.deal]\n[sources.a]\n".to_owned();
        let stance = |words: &str| {
            format!(
                "[[stances]]\nactor = \"israel\"\nlabel = \"condemns\"\nissue = \"deal\"\n\
                 source = \"a\"\n{words}\n"
            )
        };
        head + &words.map(stance).concat()
    };
    for (words, is_twice) in [
        (["quote = \"a bad mistake\"", "quote = \"Iran lied\""], false),
        (["note = \"on Monday\"", "note = \"on Tuesday\""], false),
        (["locator = \"page 1\"", "locator = \"page 2\""], false),
        (["quote = \"Iran lied\"", "quote = \"Iran lied\""], true),
        (["", ""], true),
    ] {
        let (file, name) = path(&folder, "map.toml");
        fs::write(file, map(words)).expect("space");
        let output = run(&["check", &name, "--strict"]);
        assert_eq!(code(&output) != 0, is_twice, "{words:?}");
        let says = text(&output.stdout) + &text(&output.stderr);
        assert_eq!(says.contains("stands here twice"), is_twice, "{says}");
    }
}

/// Whom a stance on an issue is addressed to is said wherever the stance is.
#[test]
fn addressees_are_in_every_answer_with_evidence() {
    let folder = folder();
    let (file, name) = path(&folder, "map.toml");
    let map = "[actors.ann]\n[actors.bea]\n[actors.zeta]\n[issues.tunnel]\n".to_owned()
        + &[("ann", "opposes", 1), ("ann", "supports", 2), ("bea", "opposes", 1)]
            .map(|(actor, label, day)| {
                format!(
                    "[[stances]]\nactor = \"{actor}\"\nlabel = \"{label}\"\nissue = \"tunnel\"\n\
                     toward = \"zeta\"\ndate = 2016-04-0{day}\n"
                )
            })
            .concat();
    fs::write(file, map).expect("space");
    for words in [
        vec!["who", "tunnel", &name],
        vec!["record", "ann", &name],
        vec!["why", "ann", "bea", &name],
        vec!["show", &name],
        vec!["align", &name],
        vec!["issues", &name],
        vec!["changes", &name],
        vec!["contradictions", &name],
    ] {
        for form in ["table", "json", "csv", "md"] {
            let text = answer(&[&words[..], &["--evidence", "--format", form]].concat());
            assert!(text.contains("zeta"), "{words:?} as {form}: {text}");
        }
    }
}

#[test]
fn json_answers_fit_their_schema() {
    let schema = serde_json::from_str(&answer(&["schema", "--answers"])).expect("JSON");
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    for words in [
        vec!["show", EXAMPLE, "--format", "json", "--evidence"],
        vec!["who", "thaad", EXAMPLE, "--format", "json", "--evidence"],
        vec!["record", "China", EXAMPLE, "--format", "json"],
        vec!["align", EXAMPLE, "--format", "json"],
        vec!["why", "China", "North Korea", EXAMPLE, "--format", "json"],
        vec!["check", EXAMPLE, "--format", "json"],
    ] {
        let found = serde_json::from_str(&answer(&words)).expect("JSON");
        let faults = validator.iter_errors(&found).map(|error| error.to_string());
        assert_eq!(faults.collect::<Vec<_>>(), Vec::<String>::new(), "{words:?}");
    }
    let nonsense = serde_json::json!({ "stancegraph": 1, "verb": "who" });
    assert!(!validator.is_valid(&nonsense));
}

#[test]
fn the_committed_schemas_are_those_of_the_program() {
    let root = crate::shared::repository::root();
    for (name, words) in [
        ("stancegraph.schema.json", vec!["schema"]),
        ("stancegraph-answers.schema.json", vec!["schema", "--answers"]),
        ("stancegraph-proposals.schema.json", vec!["schema", "--proposals"]),
    ] {
        let found = answer(&words);
        if std::env::var_os("STANCEGRAPH_RENEW").is_some() {
            fs::write(root.join(name), &found).expect("the schema can be written");
        }
        assert_eq!(found, fs::read_to_string(root.join(name)).unwrap_or_default(), "{name}");
    }
}

#[test]
fn filters_and_time_arrive() {
    let lines = |words: &[&str]| {
        let words = [&["show", EXAMPLE, "--format", "json"], words].concat();
        let found: serde_json::Value = serde_json::from_str(&answer(&words)).expect("JSON");
        found["answer"]["stances"].as_u64().expect("a count")
    };
    for (words, count) in [
        (vec![], 22),
        (vec!["--actor", "Moscow"], 8),
        (vec!["--actor", "russia", "--actor", "China"], 16),
        (vec!["--issue", "thaad"], 10),
        (vec!["--target", "Pyongyang"], 6),
        (vec!["--targets", "actors"], 6),
        (vec!["--targets", "issues"], 16),
        (vec!["--position", "oppose"], 12),
        (vec!["--label", "urges restraint"], 4),
        (vec!["--source", "yonhap"], 22),
        (vec!["--speaker", "Wang Yi"], 6),
        (vec!["--text", "balance"], 2),
        (vec!["--at", "2016-04-28"], 1),
        (vec!["--from", "2016-04-29"], 21),
        (vec!["--until", "2016-04-29"], 1),
        (vec!["--from", "2016", "--until", "2016-04-29"], 1),
        (vec!["--ever"], 22),
    ] {
        assert_eq!(lines(&words), count, "{words:?}");
    }
    let by_speaker = answer(&["record", "Lavrov", EXAMPLE, "--by", "speaker"]);
    assert!(by_speaker.contains("THAAD in South Korea"), "{by_speaker}");
    let rolled = answer(&["record", "Russia", EXAMPLE, "--by", "speaker", "--roll-up"]);
    assert!(rolled.starts_with("Russia (state): 3 positions"), "{rolled}");
}

#[test]
fn a_superseded_stance_is_no_position_and_is_counted_as_such() {
    let folder = folder();
    let (path, name) = path(&folder, "turned.csv");
    let rows = ["ann,supports,deal,2015", "ann,opposes,deal,2018", "bob,supports,deal,2016"];
    fs::write(&path, format!("actor,label,issue,date\n{}\n", rows.join("\n"))).unwrap();
    let names = |answer: &serde_json::Value| {
        let actors = answer["answer"]["actors"].as_array().unwrap().iter();
        actors.map(|it| it["actor"]["id"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let support = ["who", "deal", &name, "--position", "support"];
    assert_eq!(names(&json(&support)), ["bob"]);
    let oppose = json(&["who", "deal", &name, "--position", "oppose"]);
    assert_eq!(names(&oppose), ["ann"]);
    assert_eq!(
        (&oppose["answer"]["stances"], &oppose["answer"]["superseded"]),
        (&2.into(), &1.into())
    );
    assert_eq!(oppose["answer"]["actors"][0]["superseded"], 1);
    let said = answer(&["who", "deal", &name]);
    assert!(said.starts_with("deal: 2 actors, 3 stances, 1 superseded\n"), "{said}");
    let ever = answer(&["who", "deal", &name, "--ever"]);
    assert!(ever.starts_with("deal: 2 actors, 3 stances\n"), "{ever}");
    let record = answer(&["record", "ann", &name, "--position", "oppose"]);
    assert!(record.contains("▲ 2015 → ▼ 2018"), "{record}");
    assert!(answer(&["record", "ann", &name, "--position", "support"]).contains("0 positions"));
    let moved = answer(&["changes", &name, "--position", "support"]);
    assert!(moved.contains("moved"), "{moved}");
}

#[test]
fn stances_are_filtered_by_the_grade_of_their_evidence() {
    let text = "actor,issue,position,grade\nann,tax,support,A\nbob,tax,oppose,B\ncem,tax,oppose,\n";
    let folder = program::folder();
    let path = program::file(&folder, "graded.csv", text);
    let found = program::json(&["show", &path, "--grade", "A", "--grade", "B"]);
    assert_eq!(
        (&found["answer"]["stances"], &found["view"]),
        (&2.into(), &"latest positions; grade A, B".into())
    );
    let found = program::json(&["who", "opposes", "tax", &path, "--grade", "B"]);
    assert_eq!(found["answer"]["actors"].as_array().map(Vec::len), Some(1));
}

#[test]
fn times_are_named_by_their_exact_days() {
    for (words, named) in [
        (vec![], "latest positions, in force on 2016-04-29"),
        (vec!["--at", "2020"], "positions in force on 2020-12-31"),
        (vec!["--at", "2016-02"], "positions in force on 2016-02-29"),
        (vec!["--from", "2016"], "said since 2016-01-01"),
        (vec!["--until", "2017"], "said before 2017-01-01"),
        (
            vec!["--from", "2016", "--until", "2017-03"],
            "said from 2016-01-01 until before 2017-03-01",
        ),
    ] {
        let show = [&["show", EXAMPLE], words.as_slice()].concat();
        assert_eq!(program::json(&show)["view"], named, "{words:?}");
        let folder = program::folder();
        let (picture, name) = path(&folder, "map.svg");
        let (_, rest) = named.split_at(1);
        for view in ["stances", "matrix", "alignment", "issues", "balance"] {
            let draw = ["draw", EXAMPLE, "--view", view, "-o", &name];
            answer(&[&draw, words.as_slice()].concat());
            let svg = fs::read_to_string(&picture).expect("drawn");
            assert!(svg.contains(rest), "{view} {words:?}");
            fs::remove_file(&picture).expect("ours");
        }
    }
    for option in ["--at", "--from", "--until"] {
        let help = answer(&["show", "--help"]);
        let said = help.split(&format!("{option} <")).nth(1).expect("an option").split("--").next();
        assert!(
            said.is_some_and(|said| said.contains("of a month or a year")),
            "{option}: {said:?}"
        );
    }
}

/// Ann rests on one source; one stance has no source, one no date, one alone a quote.
const AGED: &str = "\
actor,position,issue,date,source,quote
ann,support,dam,2010-03,times,
ann,support,tram,2015-05-01,times,
ann,oppose,zoo,2016-01-01,,\"No, said Ann\"
bob,support,dam,,post,
bob,oppose,zoo,2014-02-01,times,
cem,neutral,zoo,2013-12-31,post,
";

#[test]
fn quality_says_what_is_missing_what_is_old_and_who_rests_on_one_source() {
    let folder = program::folder();
    let file = program::file(&folder, "aged.csv", AGED);
    let quality = |words: &[&str]| {
        let found = program::json(&[&[words[0], &file], &words[1..]].concat());
        found["answer"].get("quality").or(found.get("quality")).expect("quality").clone()
    };
    for words in [&["show"][..], &["check", "--quality"]] {
        let found = quality(words);
        let number = |name: &str| found[name].as_u64().expect("a count");
        let missing = ["without_source", "without_date", "without_quote", "stances"].map(number);
        assert_eq!(missing, [1, 1, 5, 6], "{words:?}");
        // Of 2014-01-01 on nothing is old.
        let aged = ["old_standings", "undated_standings", "standings"].map(number);
        assert_eq!(aged, [2, 1, 6], "{words:?}");
        assert_eq!((&found["as_of"], &found["older_than"]), (&"2016-01-01".into(), &"2y".into()));
        let one = found["one_source"].as_array().expect("a list");
        let one = one.iter().map(|one| {
            let text = |name: &str| one[name]["id"].as_str().expect("an id").to_owned();
            (text("actor"), text("source"), one["from_it"].as_u64(), one["stances"].as_u64())
        });
        let of = |actor: &str, source: &str, from: u64, all: u64| {
            (actor.to_owned(), source.to_owned(), Some(from), Some(all))
        };
        // Of Bob's two stances one is from each source.
        assert_eq!(one.collect::<Vec<_>>(), [of("ann", "times", 2, 3), of("cem", "post", 1, 1)]);
    }
    let old = quality(&["check", "--quality"])["old"].as_array().expect("a list").clone();
    assert_eq!((&old[0]["actor"]["id"], &old[0]["date"]), (&"ann".into(), &"2010-03".into()));
    assert_eq!(old[1]["actor"]["id"], "cem");
    assert_eq!(quality(&["show", "--older-than", "1y"])["old_standings"], 3);
    assert_eq!(quality(&["show", "--at", "2014-06"])["as_of"], "2014-06-30");
    assert_eq!(quality(&["show", "--at", "2014-06"])["old_standings"], 1);
    let table = answer(&["check", "--quality", &file]);
    assert!(table.contains("standings older than 2y on 2016-01-01       2    6"), "{table}");
    let (picture, name) = path(&folder, "aged.svg");
    answer(&["draw", &file, "-o", &name]);
    let svg = fs::read_to_string(&picture).expect("drawn");
    assert!(svg.contains("1 of 6 without a source"), "{svg}");
}

#[test]
fn requests_that_make_no_sense_are_refused_with_the_way_out() {
    for (words, wanted) in [
        (vec!["who", "thad", EXAMPLE], "no issue or actor \"thad\"; did you mean \"thaad\"?"),
        (vec!["record", "Rusia", EXAMPLE], "no actor \"Rusia\"; did you mean \"Russia\"?"),
        (
            vec!["why", EXAMPLE, "Russia", "China"],
            "the files come last: stancegraph why ACTOR ACTOR FILE...",
        ),
        (
            vec!["show", EXAMPLE, "--source", "yonap"],
            "no source \"yonap\"; did you mean \"yonhap\"?",
        ),
        (
            vec!["show", EXAMPLE, "--from", "2017", "--until", "2016"],
            "the window from 2017-01-01 until before 2016-01-01 is empty",
        ),
        (vec!["show", EXAMPLE, "--at", "yesterday"], "\"yesterday\" is not a date"),
        (
            vec!["align", EXAMPLE, "--measure", "agrement"],
            "no measure \"agrement\"; did you mean \"agreement\"?",
        ),
        (
            vec!["align", EXAMPLE, "-o", "answer.docx"],
            "answer.docx: unknown form; known are .txt, .json, .csv and .md",
        ),
        (
            vec!["draw", EXAMPLE, "-o", "map.docx"],
            "map.docx: a picture is .svg, .png, .pdf or .dot",
        ),
        (vec!["show", "README.md"], "README.md: unknown format"),
        (vec!["show", "absent.toml"], "absent.toml: No such file"),
        (vec!["show", "absent.csv", "--map", "acter=a"], "a stance has no field \"acter\""),
        (vec!["show", EXAMPLE, "--map", "actor=a"], "--map is for tables; this is read as toml"),
        (
            vec!["convert", "-", "--from", "csv", "--to", "json", "--sheet", "2"],
            "--sheet is for workbooks; this is read as csv",
        ),
        (
            vec!["show", EXAMPLE, "absent.json", "--event-neutral", "1"],
            "--event-neutral is for events; no file is read as one",
        ),
    ] {
        let said = refusal(&words);
        assert!(said.contains(wanted), "{words:?} says {said}");
    }
}

#[test]
fn check_exits_with_one_where_something_is_found() {
    let folder = folder();
    let (file, name) = path(&folder, "map.toml");
    let fine = "[actors.ann]\n[issues.tunnel]\n[[stances]]\nactor = \"ann\"\nlabel = \"opposes\"\n\
                issue = \"tunnel\"\ndate = 2016-01-01\n";
    fs::write(&file, fine).expect("space");
    assert_eq!(code(&run(&["check", &name])), 0);

    let both = fine.replace("opposes", "supports").replace("[actors.ann]\n[issues.tunnel]\n", "");
    fs::write(&file, format!("{fine}{both}")).expect("space");
    let found = run(&["check", &name]);
    assert_eq!(code(&found), 0, "a suspicion is no fault");
    assert!(text(&found.stdout).contains("both supports and opposes"));
    assert_eq!(code(&run(&["check", &name, "--strict"])), 1);

    fs::write(&file, fine.replace("opposes", "oposes")).expect("space");
    let found = run(&["check", &name]);
    assert_eq!(code(&found), 1);
    let said = text(&found.stdout);
    for part in [
        "error: ",
        "did you mean \"opposes\"?",
        "map.toml:5:9",
        "label = \"oposes\"",
        "^^^^^^^^",
        "help: ",
    ] {
        assert!(said.contains(part), "{part} is not in {said}");
    }
    let csv = text(&run(&["check", &name, "--format", "csv"]).stdout);
    assert!(csv.starts_with("severity,file,line,column,message,help\nerror,"), "{csv}");
    let md = text(&run(&["check", &name, "--format", "md"]).stdout);
    assert!(md.starts_with("## 1 error, 0 warnings\n"), "{md}");
    assert_eq!(code(&run(&["show", &name])), 2, "a file with errors gives no graph");
    assert_eq!(code(&run(&["check", "absent.toml"])), 2, "a file that is not there is an error");
}

#[test]
fn a_newcomer_gets_a_file_that_is_right_and_is_not_robbed_of_it() {
    let folder = folder();
    let (file, name) = path(&folder, "map.toml");
    assert_eq!(code(&run(&["new", &name])), 0);
    let checked = run(&["check", "--strict", &name]);
    assert_eq!(code(&checked), 0, "{}", text(&checked.stdout));
    assert_eq!(code(&run(&["fmt", "--check", &name])), 0, "it is in its canonical form");
    fs::write(&file, "title = \"mine\"\n").expect("space");
    assert!(refusal(&["new", &name]).contains("already exists; not overwritten"));
    assert_eq!(fs::read_to_string(&file).expect("still there"), "title = \"mine\"\n");
    assert_eq!(
        answer(&["new", "-"]).lines().next(),
        Some("# A file of stances. Every stance is one statement: who said what on which")
    );
}

#[test]
fn fmt_writes_the_canonical_form_in_place_and_from_standard_input() {
    let folder = folder();
    let (file, name) = path(&folder, "map.toml");
    let (messy, tidy) = (
        "title='a' # why\n[actors.b]\n[actors.a]\n",
        "title = \"a\" # why\n\n[actors.a]\n\n[actors.b]\n",
    );
    fs::write(&file, messy).expect("space");
    assert_eq!(code(&run(&["fmt", "--check", &name])), 1);
    assert_eq!(fs::read_to_string(&file).expect("there"), messy, "--check writes nothing");
    assert_eq!(code(&run(&["fmt", &name])), 0);
    assert_eq!(fs::read_to_string(&file).expect("there"), tidy);
    assert_eq!(fed(&["fmt", "-"], messy), tidy);
}

/// The answer to a text on standard input.
fn fed(words: &[&str], input: &str) -> String {
    let mut command = stancegraph(words);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("it runs");
    child.stdin.take().expect("a pipe").write_all(input.as_bytes()).expect("it listens");
    let output = child.wait_with_output().expect("it ends");
    assert_eq!(code(&output), 0);
    text(&output.stdout)
}

#[test]
fn standard_input_is_a_file_like_any_other() {
    let example =
        fs::read_to_string(crate::shared::repository::root().join(EXAMPLE)).expect("there");
    assert_eq!(fed(&["align", "-"], &example), answer(&["align", EXAMPLE]));
    let table = "country,vote\nNA,yes\n";
    let words = [
        "who",
        "any",
        "-",
        "--read-as",
        "csv",
        "--map",
        "actor=country,issue:=any,position=vote",
        "--values",
        "yes=support",
    ];
    assert!(fed(&words, table).contains("NA"));
}

#[test]
fn a_closed_pipe_is_success() {
    let mut child = stancegraph(&["show", EXAMPLE, "--format", "json", "--evidence"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it runs");
    let mut stdout = child.stdout.take().expect("a pipe");
    let mut one = [0];
    stdout.read_exact(&mut one).expect("there is an answer");
    drop(stdout);
    let output = child.wait_with_output().expect("it ends");
    assert_eq!((code(&output), text(&output.stderr)), (0, String::new()));
}

#[test]
fn pictures_are_drawn_and_the_alignments_said() {
    let folder = folder();
    for (name, start) in
        [("map.svg", &b"<svg"[..]), ("map.png", b"\x89PNG"), ("map.dot", b"digraph")]
    {
        let (file, name) = path(&folder, name);
        let said = answer(&["draw", EXAMPLE, "-o", &name]);
        assert!(said.contains("China") && said.contains("1.00"), "{said}");
        let bytes = fs::read(&file).expect("it is drawn");
        assert!(bytes.starts_with(start), "{name}");
        assert_eq!(answer(&["draw", EXAMPLE, "-q", "-o", &name]), "");
        assert_eq!(fs::read(&file).expect("it is drawn"), bytes, "the same bytes again");
    }
    let stances = answer(&["draw", EXAMPLE]);
    let alignment = answer(&["draw", EXAMPLE, "--view", "alignment-map", "--theme", "dark"]);
    assert!(stances.starts_with("<svg") && alignment.starts_with("<svg") && stances != alignment);
    assert!(answer(&["draw", EXAMPLE, "--issue", "thaad"]).len() < stances.len());
}

#[test]
fn a_folder_given_as_output_is_refused() {
    let folder = folder();
    let (file, name) = path(&folder, "map.svg");
    fs::create_dir(&file).expect("space");
    assert!(refusal(&["draw", EXAMPLE, "-o", &name]).contains("is a folder, not a file"));
    let (_, name) = path(&folder, "absent/map.svg");
    assert!(refusal(&["draw", EXAMPLE, "-o", &name]).contains("does not exist; create it first"));
}

#[cfg(unix)]
#[test]
fn a_full_disk_leaves_the_old_file_and_nothing_beside_it() {
    let folder = folder();
    let (file, name) = path(&folder, "answer.json");
    fs::write(&file, "old").expect("space");
    let program = env!("CARGO_BIN_EXE_stancegraph");
    let script =
        format!("trap '' XFSZ; ulimit -f 1; exec {program} show {EXAMPLE} --evidence -o {name}");
    let root = crate::shared::repository::root();
    let output = Command::new("sh").args(["-c", &script]).current_dir(root).output().expect("sh");
    assert_eq!(code(&output), 2, "{}", text(&output.stderr));
    assert!(text(&output.stderr).contains("answer.json: "), "{}", text(&output.stderr));
    assert_eq!(fs::read_to_string(&file).expect("still there"), "old");
    assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1);

    if Path::new("/dev/full").exists() {
        let full = fs::OpenOptions::new().write(true).open("/dev/full").expect("it is there");
        let status = stancegraph(&["show", EXAMPLE]).stdout(full).output().expect("it runs");
        assert_eq!(code(&status), 2);
        assert!(text(&status.stderr).contains("standard output: No space left"));
    }
}

#[cfg(unix)]
#[test]
fn a_file_that_may_not_be_read_is_said_so() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder();
    let (file, name) = path(&folder, "map.toml");
    fs::write(&file, "").expect("space");
    fs::set_permissions(&file, fs::Permissions::from_mode(0o000)).expect("it is ours");
    if fs::read(&file).is_ok() {
        eprintln!("skipped: whoever runs this may read everything");
        return;
    }
    assert!(refusal(&["show", &name]).contains("map.toml: Permission denied"));
}

#[test]
fn an_empty_file_is_an_empty_graph_in_toml_and_a_fault_elsewhere() {
    let folder = folder();
    let (file, name) = path(&folder, "map.toml");
    fs::write(&file, "").expect("space");
    assert_eq!(answer(&["align", &name]), "0 pairs, by agreement\n");
    let (svg, picture) = path(&folder, "map.svg");
    answer(&["draw", &name, "-o", &picture]);
    assert!(svg.exists());
    for empty in ["map.json", "map.csv"] {
        let (file, name) = path(&folder, empty);
        fs::write(&file, "").expect("space");
        assert!(refusal(&["show", &name]).contains("is empty"), "{empty}");
    }
}

#[test]
fn texts_of_files_do_not_steer_the_terminal() {
    let folder = folder();
    let (file, name) = path(&folder, "map.toml");
    let text = "[actors.ann]\nname = \"\\u001b[31mAnn\\u0007\"\n[issues.tunnel]\n[[stances]]\nactor = \"ann\"\n\
                label = \"opposes\"\nissue = \"tunnel\"\nnote = \"a\\nb | c\"\n";
    fs::write(&file, text).expect("space");
    for form in ["table", "md"] {
        let said = answer(&["who", "tunnel", &name, "--evidence", "--format", form]);
        assert!(!said.contains('\u{1b}') && !said.contains('\u{7}'), "{said:?}");
    }
    fs::write(&file, "\"\\u001b[31m\" = 1\n").expect("space");
    let said = self::text(&run(&["check", &name]).stdout);
    assert!(!said.contains('\u{1b}'), "{said:?}");
}

#[test]
fn help_has_examples_and_every_verb() {
    let help = answer(&["--help"]);
    let verbs = [
        "new",
        "check",
        "fmt",
        "show",
        "who",
        "record",
        "align",
        "why",
        "draw",
        "schema",
        "completions",
    ];
    for verb in verbs {
        assert!(help.contains(&format!("\n  {verb} ")), "{verb}");
        let own = answer(&[verb, "--help"]);
        assert!(own.contains("Example"), "{verb} has no example: {own}");
    }
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        assert!(answer(&["completions", shell]).contains("stancegraph"), "{shell}");
    }
}

#[test]
fn nothing_that_steers_a_terminal_reaches_one() {
    let folder = folder();
    let steer = "\u{1b}[31m\u{9b}31m\u{7f}\u{85}\u{202e}";
    let stances = format!("actor,position,issue,quote\nfoo,bad{steer},i{steer},\"q{steer}\"\n");
    let (file, name) = path(&folder, "bad.csv");
    fs::write(&file, &stances).expect("space");
    let right =
        stances.replacen("bad", "support,", 1).replacen(&format!("support,{steer}"), "support", 1);
    let (other, fine) = path(&folder, "fine.csv");
    fs::write(&other, right).expect("space");
    let unknown = format!("nobody{steer}");
    for words in [
        vec!["check", &name],
        vec!["check", &name, "--format", "json"],
        vec!["check", &name, "--format", "md"],
        vec!["show", &name],
        vec!["show", &fine],
        vec!["show", &fine, "--format", "json", "--evidence"],
        vec!["show", &fine, "--evidence"],
        vec!["show", &fine, "--format", "md", "--evidence"],
        vec!["who", &unknown, &fine],
        vec!["issues", &fine, "--window", "1y", "--format", "json"],
        vec!["convert", &fine, "--to", "json"],
        vec!["convert", &fine, "--to", "jsonl"],
        vec!["convert", &fine, "--to", "node-link"],
        vec!["convert", &fine, "--to", "cytoscape"],
        vec!["align", &fine, "--measure", &unknown],
        vec!["align", &fine, &format!("--{unknown}")],
        vec![&unknown, &fine],
    ] {
        let output = run(&words);
        let said = text(&output.stdout) + &text(&output.stderr);
        let steers = |c: char| (c.is_control() && c != '\n') || c == '\u{202e}';
        // Colours of our own are not written where no terminal is.
        assert!(!said.contains(steers), "{words:?}: {said:?}");
    }
}

/// What formats write as escapes is read back as it was.
#[test]
fn characters_that_steer_a_terminal_are_escapes_in_the_formats_that_have_some() {
    let folder = folder();
    let map = file(
        &folder,
        "map.toml",
        "[actors.a]\nname = \"A\\u001b[31m\\u009b31m\\u007f\\u0085\"\nattributes = { \"k\\u009b\" = \"\\u009b\" }\n\
         [issues.i]\n[[stances]]\nactor = \"a\"\nissue = \"i\"\nposition = \"support\"\nquote = \"q\\u009b\"\n",
    );
    let csv = answer(&["convert", &map, "--to", "csv"]);
    for format in ["json", "jsonl", "node-link", "cytoscape", "dot", "gexf", "graphml"] {
        let written = answer(&["convert", &map, "--to", format]);
        assert!(!written.contains(|c: char| c != '\n' && c.is_control()), "{format}: {written:?}");
        let name = file(&folder, &format!("steers.{format}"), &written);
        assert_eq!(answer(&["convert", &name, "--from", format, "--to", "csv"]), csv, "{format}");
    }
}

/// A label that says another side than its stance is said with its line, whatever is asked.
#[test]
fn labels_that_contradict_their_stance_are_said_by_every_verb() {
    let folder = folder();
    let stances =
        "actor,label,issue,position\nann,supports,tunnel,oppose\nbob,supports,tunnel,support\n";
    let name = file(&folder, "stances.csv", stances);
    let wanted = "the label \"supports\" says support, and the stance oppose";
    for words in [
        vec!["who", "tunnel", &name],
        vec!["show", &name],
        vec!["convert", &name, "--to", "toml"],
        vec!["issues", &name],
    ] {
        let said = note(&words);
        assert!(said.contains(wanted) && said.contains("stances.csv:2:1"), "{words:?}: {said}");
    }
    let output = run(&["check", &name]);
    let said = text(&output.stdout) + &text(&output.stderr);
    assert_eq!(said.matches(wanted).count(), 1, "{said}");
}

/// The message on stderr of a command that succeeds.
fn note(words: &[&str]) -> String {
    let output = run(words);
    assert_eq!(code(&output), 0, "{words:?}");
    text(&output.stderr)
}

#[test]
fn labels_are_listed_with_their_side_and_why() {
    let folder = folder();
    let file = file(
        &folder,
        "labels.toml",
        "[actors.ann]\n[actors.bob]\n[issues.tunnel]\n[labels]\n\"muses on\" = \"neutral\"\n\
         [[stances]]\nactor = \"ann\"\nlabel = \"strongly supports the adoption of\"\nissue = \"tunnel\"\n\
         [[stances]]\nactor = \"bob\"\nlabel = \"muses on\"\nissue = \"tunnel\"\n\
         [[stances]]\nactor = \"bob\"\nlabel = \"urges restraint\"\ntoward = \"ann\"\nposition = \"oppose\"\n\
         [[stances]]\nactor = \"bob\"\nlabel = \"welcomes\"\nissue = \"tunnel\"\nposition = \"oppose\"\n",
    );
    let csv = answer(&["check", &file, "--labels", "--format", "csv"]);
    assert_eq!(
        csv,
        "label,target,position,stances,why\n\
         muses on,issue,neutral,1,[labels]\n\
         strongly supports the adoption of,issue,support,1,\"lexicon: adverb \"\"strongly\"\", verb \
         \"\"supports\"\", complement \"\"the adoption of\"\"\"\n\
         urges restraint,actor,oppose,1,position of the stance; the label says none\n\
         welcomes,issue,oppose,1,position of the stance; the label alone says support\n"
    );
    let found = json(&["check", &file, "--labels"]);
    assert_eq!(found["labels"][1]["parsed"]["adverb"], "strongly");
    assert!(answer(&["check", &file, "--labels"]).contains("welcomes"));
    assert!(answer(&["check", &file, "--labels", "--format", "md"]).contains("| urges restraint"));
    let said = answer(&["check", &file]);
    assert!(!said.contains("muses on"), "labels are listed on request: {said}");
}

#[test]
fn the_fault_of_a_label_names_the_line_to_add() {
    let folder = folder();
    for (name, content, line) in [
        (
            "a.toml",
            "[actors.a]\n[issues.b]\n[[stances]]\nactor = \"a\"\nlabel = \"urges states to quit\"\nissue = \"b\"\n",
            "add the line \"urges states to quit\" = \"oppose\" (or = \"support\") under [labels]",
        ),
        (
            "a.csv",
            "actor,label,issue\na,urges states to quit,b\n",
            "\"urges states to quit\" = \"oppose\" (or = \"support\") under [labels]",
        ),
        (
            "a.json",
            "{\"actors\":{\"a\":{}},\"issues\":{\"b\":{}},\"stances\":[{\"actor\":\"a\",\"label\":\"urges states to quit\",\"issue\":\"b\"}]}",
            "add \"urges states to quit\": \"oppose\" (or \"support\") to \"labels\"",
        ),
    ] {
        let file = file(&folder, name, content);
        let output = run(&["check", &file]);
        assert_eq!(code(&output), 1);
        assert!(text(&output.stdout).contains(line), "{}", text(&output.stdout));
    }
    // The line is right as it is.
    let labels = file(&folder, "labels.toml", "[labels]\n\"urges states to quit\" = \"oppose\"\n");
    let table = folder.path().join("a.csv").to_str().expect("a plain path").to_owned();
    assert!(answer(&["who", "opposes", "b", &table, &labels]).contains("1 actor"));
}

#[test]
fn what_is_asked_of_a_speaker_or_of_one_actor_alone_says_how_to_ask() {
    for words in [
        vec!["record", "Sergey Lavrov", EXAMPLE],
        vec!["why", "Sergey Lavrov", "China", EXAMPLE],
        vec!["align", EXAMPLE, "--with", "Sergey Lavrov"],
        vec!["show", EXAMPLE, "--actor", "Sergey Lavrov"],
    ] {
        let said = note(&words);
        assert!(said.contains("\"Sergey Lavrov\" has no position of its own"), "{words:?}: {said}");
        assert!(said.contains("--by speaker"), "{words:?}: {said}");
        let words = [words.as_slice(), &["--by", "speaker"]].concat();
        assert!(!note(&words).contains("--by speaker"), "{words:?}");
    }
    assert!(note(&["align", EXAMPLE, "--actor", "china"]).contains("--with \"china\""));
    assert_eq!(note(&["align", EXAMPLE, "--with", "china"]), "");
}

#[test]
fn a_part_of_a_name_finds_the_only_issue_or_lists_all() {
    assert!(answer(&["who", "talks", EXAMPLE]).starts_with("Six-party talks"));
    assert!(note(&["who", "talks", EXAMPLE]).contains("issue \"Six-party talks\""));
    let several = refusal(&["who", "korea", EXAMPLE]);
    for name in
        ["North Korea's nuclear programme", "THAAD in South Korea", "UN resolution on North Korea"]
    {
        assert!(several.contains(name), "{several}");
    }
    let actors = refusal(&["record", "korea", EXAMPLE]);
    assert!(actors.contains("did you mean \"North Korea\" or \"Republic of Korea\"?"), "{actors}");
}

#[test]
fn check_and_show_count_the_same_actors() {
    for example in [EXAMPLE, "examples/data/lindhaven-crossing.toml"] {
        let shown = json(&["show", example, "--ever"]);
        let actors = shown["answer"]["actors"].as_u64().expect("a count");
        let checked = note(&["check", example]);
        assert!(checked.contains(&format!("of {actors} actors")), "{checked}: {actors}");
    }
}

#[test]
fn cells_are_written_as_they_are_unless_a_spreadsheet_should_not_run_them() {
    let folder = folder();
    let (file, name) = path(&folder, "formulas.csv");
    let stances = "actor,label,issue\n=1+1,opposes,@x\n\"\ttab\",opposes,-x\n+x,supports,plain\n";
    fs::write(&file, stances).expect("space");
    let plain = answer(&["issues", &name, "--format", "csv"]);
    assert!(plain.contains("\n@x,") && plain.contains("\n-x,"), "{plain}");
    let safe = answer(&["issues", &name, "--format", "csv", "--spreadsheet-safe"]);
    assert!(safe.contains("\n'@x,'@x,") && safe.contains("\n'-x,'-x,"), "{safe}");
    let numbers = |text: &str| text.matches('\'').count();
    assert_eq!(numbers(&safe), 4, "numbers stay numbers: {safe}");
}

#[test]
fn errors_are_json_where_the_answer_would_be() {
    let folder = folder();
    let bad = file(&folder, "bad.csv", "actor,label,issue,date\na,backs,b,2015-07-32\n");
    let odd = file(&folder, "odd.toml", "[actors.a]\nname = “A”\n");
    let schema = serde_json::from_str(&answer(&["schema", "--answers"])).expect("JSON");
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    let error = |words: &[&str]| {
        let words = [words, &["--format", "json"]].concat();
        let found = refusal(&words);
        let found: serde_json::Value = serde_json::from_str(&found).expect("one JSON value");
        assert!(validator.is_valid(&found), "{found:#}");
        found["errors"][0].clone()
    };
    let date = error(&["show", &bad]);
    assert_eq!((&date["line"], &date["column"]), (&2.into(), &11.into()));
    assert_eq!(date["file"], bad.as_str());
    let fix = "2015-07 has 31 days; write the right day, or 2015-07 where only the month is known";
    assert_eq!(date["fix"], fix);
    let quotes = error(&["align", &odd]);
    assert_eq!((&quotes["line"], &quotes["column"]), (&2.into(), &8.into()));
    assert_eq!(quotes["fix"], "write name = \"A\"");
    assert_eq!(error(&["who", "thad", EXAMPLE])["fix"], "did you mean \"thaad\"?");
    assert_eq!(error(&["show", "missing.toml"])["file"], "missing.toml");
    assert_eq!(error(&["check", "missing.toml"])["file"], "missing.toml");
    assert!(error(&["who", EXAMPLE])["message"].as_str().is_some());
    assert!(error(&["show", EXAMPLE, "--nonsense"])["message"].as_str().is_some());
    assert!(error(&["nonsense"])["message"].as_str().is_some());
    assert!(error(&["show", EXAMPLE, "--at", "soon"])["message"].as_str().is_some());
    assert!(!refusal(&["show", "missing.toml"]).starts_with('{'), "a table's errors are text");
}

#[test]
fn tables_say_the_view_once_where_one_is_asked_for() {
    let day = "positions in force on 2016-12-31";
    for words in [
        vec!["who", "thaad", EXAMPLE],
        vec!["show", EXAMPLE],
        vec!["record", "Moscow", EXAMPLE],
        vec!["align", EXAMPLE],
        vec!["align", EXAMPLE, "--matrix"],
        vec!["why", "Russia", "China", EXAMPLE],
        vec!["issues", EXAMPLE],
        vec!["contradictions", EXAMPLE],
        vec!["coders", EXAMPLE],
        vec!["blocs", EXAMPLE],
        vec!["balance", EXAMPLE],
    ] {
        for form in ["table", "md"] {
            let said = answer(&[&words[..], &["--at", "2016", "--format", form]].concat());
            assert_eq!(said.matches(day).count(), 1, "{words:?} as {form}: {said}");
            let said = answer(&[&words[..], &["--actor", "Russia", "--format", form]].concat());
            assert_eq!(said.matches("actor Russia").count(), 1, "{words:?} as {form}: {said}");
        }
        let said = answer(&[&words[..], &["--at", "2016", "--format", "csv"]].concat());
        assert!(!said.contains(day), "{words:?} as csv: {said}");
    }
    let plain = answer(&["who", "thaad", EXAMPLE]);
    assert!(!plain.contains("in force"), "{plain}");
    let windows = answer(&["align", EXAMPLE, "--window", "1y", "--actor", "Russia"]);
    assert_eq!(windows.matches("actor Russia").count(), 1, "{windows}");
    assert_eq!(
        answer(&["changes", EXAMPLE, "--actor", "Russia"]).matches("actor Russia").count(),
        1
    );
}

/// One who turned, one whose word has ended, and one whose word is undated.
const TURNED: &str = "actor,issue,label,date,until\na,deal,supports,2015,\na,deal,opposes,2018,\n\
                      b,deal,opposes,2014,2015\nc,deal,supports,,\n";

#[test]
fn what_is_superseded_is_marked_in_evidence_and_what_has_ended_is_counted() {
    let folder = folder();
    let name = file(&folder, "turned.csv", TURNED);
    for words in [vec!["who", "deal", &name], vec!["record", "a", &name], vec!["show", &name]] {
        for form in ["table", "md"] {
            let said = answer(&[&words[..], &["--evidence", "--format", form]].concat());
            let lines =
                said.lines().filter(|line| line.contains("2015") && line.contains("supports"));
            let lines = lines.collect::<Vec<_>>();
            let is_marked = |line: &&str| line.contains("(superseded)");
            assert!(!lines.is_empty() && lines.iter().all(is_marked), "{words:?}: {said}");
            assert!(!said.contains("opposes deal (superseded)"), "{words:?}: {said}");
        }
        let csv = answer(&[&words[..], &["--evidence", "--format", "csv"]].concat());
        assert!(csv.lines().next().is_some_and(|line| line.ends_with(",superseded")), "{csv}");
        assert!(csv.lines().any(|line| line.contains(",2015,") && line.ends_with(",yes")), "{csv}");
        let json = json(&[&words[..], &["--evidence"]].concat());
        let all = json["evidence"].as_object().expect("evidence");
        let superseded = all.values().filter(|stance| stance["superseded"] == true);
        assert_eq!(superseded.map(|stance| &stance["date"]).collect::<Vec<_>>(), ["2015"]);
    }
    let shown = answer(&["show", &name]);
    assert!(shown.contains("3 stances (1 superseded), 2 actors"), "{shown}");
    assert!(shown.contains("1 more stance has ended; --ever counts everything"), "{shown}");
    let shown = answer(&["show", &name, "--at", "2015"]);
    assert!(shown.contains("1 more stance is of later days; --ever"), "{shown}");
    let (found, all) = (json(&["show", &name]), json(&["show", &name, "--ever"]));
    let counts = |found: &serde_json::Value| {
        ["stances", "superseded", "ended", "later"].map(|key| found["answer"][key].clone())
    };
    assert_eq!(counts(&found), [3, 1, 1, 0]);
    assert_eq!(counts(&all), [4, 0, 0, 0]);
}

#[test]
fn an_option_that_belongs_to_another_is_refused_without_it() {
    for (words, wanted) in [
        ("check --older-than 1w", "--quality"),
        ("matrix standings --measure kappa", "--measure"),
        ("blocs --no-stability --resamples 10", "--resamples"),
        ("align --matrix --seed 4", "--seed"),
        ("align --matrix --confidence 99", "--confidence"),
        ("align --two-mode ignore --resamples 4", "--resamples"),
        ("align --two-mode ignore --distance linear", "--distance"),
        ("align --between Russia China --top 3", "--top"),
        ("align --spreadsheet-safe", "--format csv"),
        ("show --spreadsheet-safe --format md", "--format csv"),
        ("draw --system-fonts", "--system-fonts"),
        ("fmt --check --read-as json", "standard input"),
    ] {
        let words = words.split(' ').chain([EXAMPLE]).collect::<Vec<_>>();
        let said = refusal(&words);
        assert!(said.contains(wanted), "{words:?}: {said}");
    }
    assert!(
        answer(&["check", EXAMPLE, "--quality", "--older-than", "1w"]).contains("older than 1w")
    );
    let help = answer(&["check", "--help"]);
    assert!(!help.contains("--at"), "{help}");
}

/// The options whose help begins with "With --other", and what they take.
fn dependents(help: &str) -> Vec<(String, Option<String>, String)> {
    let lines = help.lines().collect::<Vec<_>>();
    let pairs = lines.windows(2).filter_map(|pair| {
        let option = pair[0].trim_start();
        let option = option.split_once(", ").map_or(option, |(_, long)| long);
        let (name, value) =
            option.strip_prefix("--")?.split_once(' ').unwrap_or((&option[2..], ""));
        let other = pair[1].trim_start().strip_prefix("With --")?;
        let other = other.split(|c: char| !c.is_alphanumeric() && c != '-').next()?;
        let value = Some(value.to_owned()).filter(|value| !value.is_empty());
        Some((name.to_owned(), value, other.to_owned()))
    });
    pairs.collect()
}

#[test]
fn the_help_that_says_with_another_option_is_held_to_it() {
    let verbs = answer(&["--help"]);
    let verbs = verbs.split_once("Commands:").expect("verbs").1;
    let verbs = verbs.lines().skip(1).take_while(|line| line.starts_with("  "));
    let verbs = verbs.filter(|line| !line.starts_with("   "));
    let verbs = verbs.filter_map(|line| line.split_whitespace().next()).filter(|it| *it != "help");
    let mut count = 0;
    for verb in verbs {
        for (name, value, other) in dependents(&answer(&[verb, "--help"])) {
            let option = format!("--{name}");
            let value = match value.as_deref() {
                None => None,
                Some("<SPAN>") => Some("1y"),
                Some("<RULE>") => Some("sum"),
                Some(other) => panic!("what is {other} of {verb} {option}?"),
            };
            let words = [verb, EXAMPLE, &option].into_iter().chain(value).collect::<Vec<_>>();
            let said = refusal(&words);
            assert!(said.contains(&format!("--{other}")), "{words:?}: {said}");
            count += 1;
        }
    }
    assert!(count >= 3, "{count}");
}

#[test]
fn grouping_by_what_nobody_has_says_so_and_never_proposes_what_was_typed() {
    let folder = folder();
    let name = file(&folder, "kindless.csv", TURNED);
    let said = refusal(&["who", "deal", &name, "--by", "kind"]);
    assert!(said.contains("no actor has a kind") && !said.contains("did you mean"), "{said}");
    let said = refusal(&["who", "deal", &name, "--by", "kinds"]);
    assert!(said.contains("did you mean \"kind\"?"), "{said}");
}

#[test]
fn labels_are_listed_where_some_are_faults() {
    let folder = folder();
    let name = file(&folder, "labels.csv", "actor,issue,label\na,x,supports\nb,x,foo bar\n");
    let words = ["check", &name, "--labels"];
    let table = program::ends(1, &words);
    assert!(table.contains("does not say a position"), "{table}");
    for form in ["table", "csv", "md"] {
        let said = program::ends(1, &[&words[..], &["--format", form]].concat());
        let line =
            |what: &str| said.lines().find(|line| line.contains(what) && line.contains("issue"));
        assert!(line("supports").is_some_and(|line| line.contains("lexicon")), "{said}");
        assert!(line("foo bar").is_some_and(|line| line.contains("not known")), "{said}");
    }
    let found = program::json_that_ends(1, &words);
    let labels = found["labels"].as_array().expect("labels");
    let said = labels.iter().map(|label| (label["label"].as_str(), label["reason"].as_str()));
    assert_eq!(
        said.collect::<Vec<_>>(),
        [(Some("foo bar"), Some("unknown")), (Some("supports"), Some("lexicon"))]
    );
    assert!(labels[0]["position"].is_null());
}
