//! `merge` and `rename` on the command line, and what `fmt` keeps.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::shared::program::{answer, ends, file, folder, refusal, run, text};

const MAP: &str = "[actors.us] # the state\n[actors.usa]\n[issues.deal]\n\n\
    [[stances]]\nactor = \"usa\" # who\nlabel = \"supports\"\nissue = \"deal\"\n";

const VOTES: &str = "actor,label,issue\nU.S.,opposes,deal\nFrance,supports,deal\n";

/// Every file below a folder, with its bytes.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut all = BTreeMap::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        match path.is_dir() {
            true => all.extend(files(&path)),
            false => drop(all.insert(path.display().to_string(), fs::read(&path).expect("a file"))),
        }
    }
    all
}

fn stderr(words: &[&str]) -> String {
    text(&run(words).stderr)
}

#[test]
fn a_merge_of_all_files_can_be_undone_to_the_byte() {
    let folder = folder();
    let (map, votes) = (file(&folder, "map.toml", MAP), file(&folder, "votes.csv", VOTES));
    let before = files(folder.path());
    let ids = |words: &[&str]| {
        let mut ids = answer(words).lines().skip(1).map(str::to_owned).collect::<Vec<_>>();
        ids.sort();
        ids
    };
    let shown = ["who", "deal", &map, &votes, "--evidence", "--format", "csv"];
    let old = ids(&shown).len();
    let said = stderr(&["merge", "us", "usa", "U.S.", &map, &votes]);
    assert!(
        said.starts_with("merged 2 names into us: 2 mentions, 2 files; wrote the ids of 2 stances"),
        "{said}"
    );
    assert!(said.contains("to undo: stancegraph merge --undo "), "{said}");
    assert_eq!(ids(&shown).len(), old);
    let new = fs::read_to_string(&map).expect("a file");
    assert!(
        new.starts_with("[actors.us] # the state\naliases = [\"usa\", \"U.S.\"]\n[issues.deal]\n"),
        "{new}"
    );
    assert!(
        stderr(&["check", &map, &votes]).contains("no errors")
            || new.contains("actor = \"us\" # who")
    );
    let said = stderr(&["rename", "--undo", &votes]);
    assert!(said.starts_with("undone: merge of "), "{said}");
    assert_eq!(files(folder.path()), before);
    assert!(refusal(&["merge", "--undo", &votes]).contains("nothing to undo"));
}

#[test]
fn what_check_advises_can_be_run() {
    let folder = folder();
    let csv = "actor,label,issue\nUnited States,supports,Deal\nUnited  States,supports,Deal\nUSA,opposes,Deals\n";
    let near = file(&folder, "near.csv", csv);
    let advised = answer(&["check", &near]);
    let commands = advised.lines().filter_map(|line| line.split('`').nth(1)).collect::<Vec<_>>();
    assert_eq!(commands.len(), 2, "{advised}");
    for command in commands {
        let words = command.split('"').enumerate();
        // What stands between quotes is one word.
        let words = words.flat_map(|(index, part)| match index % 2 {
            0 => part.split_whitespace().collect::<Vec<_>>(),
            _ => vec![part],
        });
        let words = words.skip(1).collect::<Vec<_>>();
        assert_eq!(run(&words).status.code(), Some(0), "{command}");
    }
    let left = answer(&["check", &near]);
    assert!(!left.contains("look like one"), "{left}");
    assert!(!fs::read_to_string(&near).expect("a file").contains("USA"));
}

#[test]
fn nothing_is_written_if_one_of_the_files_cannot_be() {
    let folder = folder();
    let (map, votes) = (file(&folder, "map.toml", MAP), file(&folder, "votes.csv", VOTES));
    let broken = file(&folder, "broken.toml", "[[stances]]\nactor = \"us\"\n");
    let before = files(folder.path());
    let merge =
        |more: &[&str]| refusal(&[&["merge", "us", "usa", "U.S.", &map, &votes], more].concat());
    assert!(merge(&[&broken]).contains("broken.toml:1"));
    assert!(merge(&["missing.toml"]).contains("missing.toml"));
    assert!(merge(&["-"]).contains("no file \"-\""));
    let mut permissions = fs::metadata(&votes).expect("a file").permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&votes, permissions).expect("it is ours");
    assert!(merge(&[]).contains("votes.csv: is read-only; not overwritten"));
    assert_eq!(files(folder.path()), before);
    let gone = fs::remove_file(folder.path().join("votes.csv"));
    gone.expect("it is ours");
    fs::write(&votes, VOTES).expect("space");
    fs::hard_link(&votes, folder.path().join("other.csv")).expect("links are possible");
    assert!(merge(&[]).contains("votes.csv: has another name too"));
    assert_eq!(fs::read_to_string(&map).expect("a file"), MAP);
}

#[test]
fn words_that_make_no_sense_say_what_does() {
    let folder = folder();
    let map = file(&folder, "map.toml", MAP);
    let usage = "stancegraph merge ACTOR OTHER... FILE...";
    assert!(refusal(&["merge", "us", &map]).contains(&format!("no file is given: {usage}")));
    assert!(refusal(&["merge", "us", "usa", "uk"]).contains("there is no file \"uk\""));
    assert!(refusal(&["rename", "us", "usa", "uk", &map]).contains("uk is no file"));
    assert!(
        refusal(&["merge", "us", "uss", &map]).contains("no actor \"uss\"; did you mean \"us\"?")
    );
    assert!(refusal(&["rename", "us", "usa", &map]).contains("merge them"));
    assert!(refusal(&["merge", "--issue", "us", "usa", &map]).contains("no issue \"us\""));
}

#[test]
fn a_dry_run_shows_lines_and_writes_nothing() {
    let folder = folder();
    let map = file(&folder, "map.toml", MAP);
    let before = files(folder.path());
    let shown = answer(&["rename", "usa", "america", &map, "--new-ids", "--dry-run"]);
    let lines =
        shown.lines().filter(|line| line.starts_with(['-', '+'])).skip(2).collect::<Vec<_>>();
    let wanted = [
        "-[actors.usa]",
        "+[actors.america]",
        "+aliases = [\"usa\"]",
        "-actor = \"usa\" # who",
        "+actor = \"america\" # who",
    ];
    assert_eq!(lines, wanted, "{shown}");
    assert_eq!(files(folder.path()), before);
}

#[test]
fn what_was_changed_since_is_not_undone_and_its_backup_is_named() {
    let folder = folder();
    let map = file(&folder, "map.toml", MAP);
    ends(0, &["rename", "usa", "america", &map]);
    let renamed = fs::read_to_string(&map).expect("a file");
    fs::write(&map, format!("{renamed}# mine\n")).expect("space");
    let said = refusal(&["rename", "--undo", &map]);
    assert!(said.contains("has changed since rename; nothing is undone"), "{said}");
    let backup = said.trim().rsplit(" is in ").next().expect("a path");
    assert_eq!(fs::read_to_string(backup).expect("a backup"), MAP);
}

#[test]
fn fmt_in_place_can_be_undone() {
    let folder = folder();
    let (one, two) =
        (file(&folder, "one.toml", MAP), file(&folder, "two.toml", "[issues.b]\n[issues.a]\n"));
    let before = files(folder.path());
    ends(0, &["fmt", &one, &two]);
    assert_ne!(files(folder.path()), before);
    ends(0, &["fmt", "--undo", folder.path().to_str().expect("a plain path")]);
    assert_eq!(files(folder.path()), before);
}

#[cfg(unix)]
#[test]
fn a_link_stays_a_link() {
    let folder = folder();
    let map = file(&folder, "map.toml", MAP);
    let link = folder.path().join("link.toml");
    std::os::unix::fs::symlink(&map, &link).expect("links are possible");
    ends(0, &["rename", "usa", "america", link.to_str().expect("a plain path")]);
    assert!(fs::symlink_metadata(&link).expect("a link").is_symlink());
    assert!(fs::read_to_string(&map).expect("a file").contains("america"));
}

#[test]
fn diff_says_what_is_renamed() {
    let folder = folder();
    let (old, new) = (file(&folder, "old.toml", MAP), file(&folder, "new.toml", MAP));
    ends(0, &["rename", "usa", "america", &new]);
    let diff = ends(1, &["diff", &old, &new, "--format", "csv"]);
    let wanted = "what,change,name,field,old,new,id\nactor,renamed,america,id,usa,america,america\n\
        actor,renamed,america,aliases,,\"[\"\"usa\"\"]\",america\n\
        actor,renamed,america,stances that are the same,1 of 1,1 of 1,america\n";
    assert_eq!(diff, wanted);
}
