//! Names that are merged and changed in files that people wrote.

use std::collections::BTreeSet;

use proptest::prelude::*;
use stancegraph::edit::{Edit, Kind, Settings, TextFile, merge, rename};
use stancegraph::format::Reader;
use stancegraph::{Error, StanceGraph};

const MAP: &str = r#"# the map
title = "T" # beside

[actors.us] # the state
name = "United States"
aliases = [
  "Washington", # capital
]

# another spelling
[actors.usa] # twice
# inner
name = "USA"
kind = "state"   # kept

[actors.usa.attributes]
region = "north"

[actors.kerry]
part-of = "usa"

[issues."the deal"]
name = "Deal"

[[stances]]
# first
actor = "USA" # who
label = "supports"
issue = "the deal"

[[stances]]
actor = "us"
speaker = "kerry"
label = "opposes"
issue = 'Deal'
"#;

fn file(path: &str, text: &str) -> TextFile {
    TextFile::new(path, text)
}

fn graph(files: &[(&str, &str)]) -> StanceGraph {
    let reader = files.iter().fold(Reader::new(), |reader, (path, text)| reader.text(path, *text));
    reader.read().expect("the files have no faults")
}

/// The lines of a text that another does not have, and those that it has instead.
fn changes(edit: &Edit, file: usize) -> Vec<String> {
    let (old, new) = (&edit.files[file].old, &edit.files[file].new);
    let lines = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
    let (old, new) = (lines(old), lines(new));
    let gone = old.iter().filter(|line| !new.contains(line)).map(|line| format!("-{line}"));
    let come = new.iter().filter(|line| !old.contains(line)).map(|line| format!("+{line}"));
    gone.chain(come).collect()
}

fn said(result: Result<Edit, Error>) -> String {
    result.expect_err("it cannot be done").to_string()
}

#[test]
fn merging_moves_names_and_keeps_everything_else() {
    let edit =
        merge(&[file("map.toml", MAP)], "us", &["usa"], Settings::default()).expect("they are one");
    let ids = graph(&[("map.toml", MAP)])
        .stances()
        .map(|stance| stance.id().to_string())
        .collect::<Vec<_>>();
    let wanted = [
        "-[actors.usa] # twice",
        "-name = \"USA\"",
        "-kind = \"state\"   # kept",
        "-[actors.usa.attributes]",
        "-region = \"north\"",
        "-part-of = \"usa\"",
        "-actor = \"USA\" # who",
        "+kind = \"state\"",
        "+attributes = { region = \"north\" }",
        "+  \"usa\",",
        "+  \"USA\",",
        "+# twice",
        "+# kept",
        "+part-of = \"us\"",
        "+id = \"ID\"",
        "+actor = \"us\" # who",
    ];
    let changes = changes(&edit, 0).into_iter().map(|line| {
        let id = ids.iter().find(|id| line.contains(id.as_str()));
        id.map_or(line.clone(), |id| line.replace(id.as_str(), "ID"))
    });
    assert_eq!(changes.collect::<Vec<_>>(), wanted);
    assert_eq!(edit.aliases, ["usa", "USA"]);
    assert!(edit.dropped.is_empty());
    let after = graph(&[("map.toml", &edit.files[0].new)]);
    let after = after.stances().map(|stance| stance.id().to_string()).collect::<BTreeSet<_>>();
    assert_eq!(after, ids.into_iter().collect());
    assert!(edit.files[0].new.contains("  \"Washington\", # capital\n  \"usa\",\n  \"USA\",\n]"));
}

#[test]
fn all_files_are_edited_cell_by_cell() {
    let csv = "actor,label,issue,note\r\nU.S.A.,supports,Deal,\"a, \"\"b\"\"\"\r\n\"us\",opposes, x ,\r\n";
    let json = r#"{"actors":{"eu":{"part-of":"usa"}},"stances":[{"actor":"eu","label":"supports","toward":"USA"}]}"#;
    let files = [file("map.toml", MAP), file("a.csv", csv), file("b.json", json)];
    let edit = merge(&files, "us", &["usa", "U.S.A."], Settings::new(None, true));
    let edit = edit.expect("they are one");
    let new = "actor,label,issue,note\r\nUnited States,supports,Deal,\"a, \"\"b\"\"\"\r\n\"us\",opposes, x ,\r\n";
    assert_eq!(edit.files[1].new, new);
    let new = r#"{"actors":{"eu":{"part-of":"us"}},"stances":[{"actor":"eu","label":"supports","toward":"us"}]}"#;
    assert_eq!(edit.files[2].new, new);
    let edit = merge(&files, "us", &["usa", "U.S.A."], Settings::default()).expect("they are one");
    let first =
        edit.files[1].new.lines().map(|line| line.rsplit(',').next().unwrap_or_default().len());
    // The header, an id of twelve letters, and an empty cell.
    assert_eq!(first.collect::<Vec<_>>(), [2, 12, 0]);
    assert!(edit.files[2].new.contains(r#"[{"id": ""#), "{}", edit.files[2].new);
}

#[test]
fn names_that_no_file_declares_are_merged_into_one_that_none_does() {
    let csv = "actor;label;issue\nUS;supports;Deal\nUnited States;opposes;Deals\n";
    let edit = merge(&[file("a.csv", csv)], "Deal", &["Deals"], Settings::default())
        .expect("they are one");
    assert!(
        edit.files[0]
            .new
            .starts_with("actor;label;issue;id\nUS;supports;Deal;\nUnited States;opposes;Deal;")
    );
    assert!(edit.aliases.is_empty());
}

#[test]
fn a_declaration_becomes_that_of_the_name_to_keep() {
    let toml = "[actors.usa]\nname = \"USA\"\nkind = \"state\"\n[issues.deal]\n";
    let csv = "actor,label,issue\nUnited States,supports,deal\nUSA,opposes,deal\n";
    let files = [file("map.toml", toml), file("a.csv", csv)];
    let edit = merge(&files, "United States", &["USA"], Settings::default()).expect("they are one");
    let new = "[actors.\"United States\"]\nname = \"United States\"\nkind = \"state\"\naliases = [\"usa\", \"USA\"]\n\
        [issues.deal]\n";
    assert_eq!(edit.files[0].new, new);
}

#[test]
fn rows_that_declare_are_edited_too() {
    let csv = "record,id,actor,label,issue,name,aliases\nactor,us,,,,United States,Washington\n\
        actor,usa,,,,USA,\n,s1,usa,supports,Deal,,\n,,USA,opposes,Deal,,\n";
    let edit =
        merge(&[file("a.csv", csv)], "us", &["usa"], Settings::default()).expect("they are one");
    let new = &edit.files[0].new;
    let begin = "record,id,actor,label,issue,name,aliases\nactor,us,,,,United States,Washington; usa; USA\n\
        ,s1,United States,supports,Deal,,\n,";
    assert!(new.starts_with(begin), "{new}");
}

#[test]
fn a_table_that_others_made_is_edited_by_what_its_columns_name() {
    let csv = "#map actor=country,issue=rcid,position=vote\n#values yes=support,no=oppose\n\
        rcid,country,vote\n1,USA,yes\n2,France,no\n";
    let other = "actor,label,issue\nUnited States,supports,1\n";
    let files = [file("votes.csv", csv), file("a.csv", other)];
    let refused = said(merge(&files, "United States", &["USA"], Settings::default()));
    assert!(refused.contains("votes.csv: a mapping reads this table"), "{refused}");
    let edit = merge(&files, "United States", &["USA"], Settings::new(None, true));
    let edit = edit.expect("they are one");
    assert_eq!(edit.files[0].new, csv.replace("USA", "United States"));
}

#[test]
fn renaming_changes_what_the_thing_is_called_by() {
    let rename = |old: &str, new: &str| {
        let files = [file("map.toml", MAP)];
        rename(&files, old, new, Settings::new(None, true))
    };
    let by_id = rename("usa", "america").expect("it is free");
    let wanted = [
        "-[actors.usa] # twice",
        "-[actors.usa.attributes]",
        "-part-of = \"usa\"",
        "+[actors.america] # twice",
        "+aliases = [\"usa\"]",
        "+[actors.america.attributes]",
        "+part-of = \"america\"",
    ];
    assert_eq!(changes(&by_id, 0), wanted);
    let by_name = rename("Deal", "The Deal").expect("it is free");
    let wanted = [
        "-name = \"Deal\"",
        "-issue = 'Deal'",
        "+name = \"The Deal\"",
        "+aliases = [\"Deal\"]",
        "+issue = \"The Deal\"",
    ];
    assert_eq!(changes(&by_name, 0), wanted);
    let alias = rename("Washington", "D.C.").expect("it is free");
    assert_eq!(changes(&alias, 0), ["-  \"Washington\", # capital", "+  \"D.C.\", # capital"]);
}

#[test]
fn a_renaming_and_back_is_the_same_but_for_an_alias() {
    let one =
        rename(&[file("map.toml", MAP)], "Deal", "Accord", Settings::default()).expect("free");
    let back =
        rename(&[file("map.toml", &one.files[0].new)], "Accord", "Deal", Settings::default());
    let new = back.expect("it is its own alias").files.remove(0).new;
    assert_eq!(new.replace("aliases = [\"Accord\"]\n", ""), MAP.replace("'Deal'", "\"Deal\""));
}

#[test]
fn what_cannot_be_done_says_why() {
    let files = [file("map.toml", MAP)];
    let settings = Settings::default();
    assert_eq!(
        said(merge(&files, "us", &["usaa"], settings)),
        "no actor \"usaa\"; did you mean \"USA\"?"
    );
    assert_eq!(
        said(merge(&files, "us", &["Washington"], settings)),
        "\"Washington\" is \"us\" already; nothing is merged"
    );
    let kerry = said(merge(&files, "kerry", &["usa"], settings));
    assert_eq!(kerry, "\"kerry\" is a part of \"usa\"; delete its part-of first, or keep \"usa\"");
    let taken =
        "\"USA\" is a name of another actor, \"usa\"; to make \"us\" one with it, merge them";
    assert_eq!(said(rename(&files, "us", "USA", settings)), taken);
    assert_eq!(said(rename(&files, "us", "us", settings)), "\"us\" is the id of it already");
    assert!(said(rename(&files, "us", "a\nb", settings)).starts_with("the name \"a\nb\": "));
    let both = [file("a.csv", "actor,label,issue\nx,supports,y\ny,supports,x\n")];
    assert_eq!(
        said(merge(&both, "x", &["y"], settings)),
        "\"x\" is an actor and an issue; say which is meant"
    );
    let one = Settings::new(Some(Kind::Issue), true);
    let edit = merge(&both, "x", &["y"], one).expect("it is said");
    assert_eq!(edit.files[0].new, "actor,label,issue\nx,supports,x\ny,supports,x\n");
    let broken = [file("map.toml", MAP), file("b.toml", "[[stances]]\nactor = \"us\"\n")];
    assert!(
        said(merge(&broken, "us", &["usa"], settings)).contains("b.toml:1"),
        "a place in the file"
    );
}

/// A document in one of the ways in which people write it, with comments everywhere.
fn documents() -> impl Strategy<Value = (String, bool)> {
    let stance = (0..3_usize, 0..3_usize, 0..2_usize, any::<bool>());
    (prop::collection::vec(stance, 1..8), 0..4_usize, any::<bool>()).prop_map(|(stances, way, windows)| {
        let actors = ["a", "b", "The B"];
        let targets = ["x", "y", "Y"];
        let labels = ["supports", "opposes"];
        let said = stances.iter().map(|(actor, target, label, dated)| {
            let date = if *dated { "2016-04-29" } else { "2017" };
            (actors[*actor], targets[*target], labels[*label], date)
        });
        let mut text = match way {
            0 => "[actors.a]\n[actors.b]# c0\nname = \"The B\"\n[issues.x]\n[issues.y]\nname='Y'\n# c1\n".to_owned(),
            1 => "actors.a.kind = 'k' # c0\nactors.b.name = \"The B\"\n# c1\n[issues]\nx = {}\ny = {name=\"Y\"}\n".into(),
            2 => "actors = {a={}, b={ name = \"The B\" }}# c0\nissues={ x = { } , y = { name = \"Y\" } }# c1\n".into(),
            _ => "{\"actors\":{\"a\":{},\"b\":{\"name\":\"The B\"}},\"issues\":{\"x\":{},\"y\": {\"name\":\"Y\"}},\n".into(),
        };
        match way {
            0 | 1 => said.enumerate().for_each(|(number, (actor, target, label, date))| {
                text += &format!("\n[[stances]] # s{number}\n  label = \"{label}\"\n  actor = \"{actor}\" # w{number}\n\
                    # i{number}\n  issue = '{target}'\n  date = \"{date}\"\n");
            }),
            2 => {
                let said = said.map(|(actor, target, label, date)| {
                    format!("{{ actor=\"{actor}\",label='{label}', issue = \"{target}\",date=\"{date}\" }},\n")
                });
                text += &format!("stances = [\n{}]# end\n", said.collect::<String>());
            }
            _ => {
                let said = said.map(|(actor, target, label, date)| {
                    format!("{{\"actor\":\"{actor}\", \"label\":\"{label}\",\"issue\" : \"{target}\",\"date\":\"{date}\"}}")
                });
                text += &format!("\"stances\": [{}]}}\n", said.collect::<Vec<_>>().join(","));
            }
        }
        let text = if windows { text.replace('\n', "\r\n") } else { text };
        (text, way == 3)
    })
}

/// The comments of a document.
fn comments(text: &str) -> BTreeSet<String> {
    text.lines().filter_map(|line| Some(line.split_once('#')?.1.trim().to_owned())).collect()
}

proptest! {
    #[test]
    fn an_edit_keeps_ids_and_comments_however_a_document_is_written((text, is_json) in documents(), issue in any::<bool>()) {
        let path = if is_json { "map.json" } else { "map.toml" };
        let before = graph(&[(path, &text)]);
        let ids = |graph: &StanceGraph| graph.stances().map(|stance| stance.id().to_string()).collect::<BTreeSet<_>>();
        let (keep, other) = if issue { ("x", "y") } else { ("a", "b") };
        let edits = [
            merge(&[file(path, &text)], keep, &[other], Settings::default()),
            merge(&[file(path, &text)], other, &[keep], Settings::default()),
            rename(&[file(path, &text)], other, "z z", Settings::default()),
            rename(&[file(path, &text)], if issue { "Y" } else { "The B" }, "z \"z\"", Settings::default()),
        ];
        for edit in edits {
            let edit = edit.expect("the names are there");
            let new = &edit.files[0].new;
            let after = graph(&[(path, new)]);
            prop_assert_eq!(ids(&before), ids(&after));
            if !is_json {
                prop_assert_eq!(comments(&text), comments(new), "{}\n{}", text, new);
            }
            prop_assert_eq!(text.contains("\r\n"), new.contains("\r\n"));
            prop_assert!(!text.contains("\r\n") || new.matches('\n').count() == new.matches("\r\n").count());
        }
    }
}

#[test]
fn what_the_kept_declaration_lacks_it_takes_over_and_what_it_says_otherwise_is_named() {
    let toml = "[actors.a]\nkind = \"state\"\n[actors.a.attributes]\nx = 1\n[actors.b]\nkind = \"party\"\n\
        part-of = \"c\"\nattributes = { x = 2, \"y z\" = true, w = \"t\" }\n[actors.c]\n";
    let edit =
        merge(&[file("map.toml", toml)], "a", &["b"], Settings::default()).expect("they are one");
    let new = "[actors.a]\nkind = \"state\"\npart-of = \"c\"\naliases = [\"b\"]\n[actors.a.attributes]\nx = 1\n\
        w = \"t\"\n\"y z\" = true\n[actors.c]\n";
    assert_eq!(edit.files[0].new, new);
    assert_eq!(edit.dropped, ["kind of b: party", "x of b: 2"]);
    let csv = "record,id,actor,label,issue\nactor,a,,,\nactor,b,,,\n,,b,supports,x\n";
    let edit =
        merge(&[file("a.csv", csv)], "a", &["b"], Settings::default()).expect("they are one");
    assert_eq!(edit.dropped, ["alias: b"]);
}

#[test]
fn lists_of_signed_edges_keep_their_ids_too() {
    let csv = "source,target,sign\nFRA,GBR,-1\nFrance,GBR,1\n";
    let edit = merge(&[file("a.csv", csv)], "France", &["FRA"], Settings::default())
        .expect("they are one");
    assert!(edit.files[0].new.starts_with("source,target,sign,id\nFrance,GBR,-1,"));
    assert!(edit.files[0].new.ends_with("\nFrance,GBR,1,\n"));
}

#[test]
fn a_name_that_only_a_draft_has_is_changed_there() {
    let map = "[actors.ann]\n\n[issues.tunnel]\n\n[[stances]]\nactor = \"ann\"\nlabel = \"opposes\"\nissue = \"tunnel\"\nstatus = \"draft\"\n";
    let table = "actor,label,issue,status,proposed-by\nann,opposes,tunnel,draft,rules\n";
    for (path, text) in [("map.toml", map), ("map.csv", table)] {
        let edit = rename(&[file(path, text)], "ann", "Ann Berg", Settings::default());
        let edit = edit.unwrap_or_else(|error| panic!("{path}: {error}"));
        let new = graph(&[(path, &edit.files[0].new)]);
        assert_eq!((new.stance_count(), new.draft_count()), (0, 1), "{path}");
        let draft = new.with_drafts().stances().next().expect("one");
        assert_eq!(draft.actor().title(), "Ann Berg", "{path}");
    }
}
