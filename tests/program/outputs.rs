//! Where outputs go: never onto an input, never in place of what is not ours, whole or not at all.

use std::fs;
use std::path::Path;

use crate::shared::program::{self, answer, file, folder, refusal, text};

const STANCES: &str = "actor,label,issue,date\n\
    ann,supports,tunnel,2020-01-01\n\
    bob,supports,tunnel,2020-02-01\n\
    bob,opposes,ferry,2020-02-01\n\
    cem,opposes,tunnel,2020-03-01\n";

/// Every verb that writes a file, with what stands before its files.
const VERBS: [&[&str]; 19] = [
    &["show"],
    &["who", "tunnel"],
    &["record", "ann"],
    &["align"],
    &["align", "--matrix"],
    &["align", "--window", "1y"],
    &["why", "ann", "bob"],
    &["blocs"],
    &["balance"],
    &["issues"],
    &["matrix", "standings", "--to", "csv"],
    &["changes"],
    &["contradictions"],
    &["coders"],
    &["draw"],
    &["page"],
    &["convert", "--to", "json"],
    &["convert", "--to", "gexf"],
    &["diff"],
];

/// Refuses to write onto a file, which stays as it is.
fn is_refused(words: &[&str], files: &[&str], output: &str, kept: &Path) {
    let more = form(words);
    let before = fs::read(kept).expect("there");
    let words = [words, files, more, &["-o", output]].concat();
    let said = refusal(&words);
    assert!(said.contains("not overwritten"), "{words:?}: {said}");
    assert_eq!(fs::read(kept).expect("still there"), before, "{words:?}");
}

/// What a verb is told so that its output may have any name.
fn form(verb: &[&str]) -> &'static [&'static str] {
    match verb[0] {
        "draw" | "page" | "convert" | "matrix" => &[],
        _ => &["--format", "csv"],
    }
}

#[test]
fn no_verb_writes_onto_its_input_whatever_that_is_called_there() {
    let folder = folder();
    let input = file(&folder, "o.csv", STANCES);
    let other = file(&folder, "p.csv", STANCES);
    let path = Path::new(&input);
    let linked = folder.path().join("linked.svg");
    let twin = folder.path().join("twin.svg");
    fs::hard_link(path, &twin).expect("a second name");
    #[cfg(unix)]
    std::os::unix::fs::symlink(path, &linked).expect("a link");
    #[cfg(not(unix))]
    fs::hard_link(path, &linked).expect("a second name");
    let dotted = folder.path().join(".").join("o.csv");
    for verb in VERBS {
        let files: &[&str] = if verb == ["diff"] { &[&other, &input] } else { &[&input] };
        if verb != ["draw"] {
            is_refused(verb, files, &input, path);
            is_refused(verb, files, dotted.to_str().expect("plain"), path);
        }
        for name in [&linked, &twin] {
            is_refused(verb, files, name.to_str().expect("plain"), path);
        }
    }
}

#[test]
fn files_of_folders_joined_tables_mappings_texts_and_layouts_are_inputs_too() {
    let coded = folder();
    let folder_of = coded.path().to_str().expect("plain").to_owned();
    let first = file(&coded, "a.csv", STANCES);
    file(&coded, "b.csv", "actor,label,issue\ndan,supports,ferry\n");
    is_refused(&["convert", "--to", "csv"], &[&folder_of], &first, Path::new(&first));
    is_refused(&["align"], &[&folder_of], &first, Path::new(&first));
    let page = file(&coded, "page.html", "old");
    answer(&["page", &folder_of, "-o", &page]);
    assert_ne!(fs::read_to_string(page).expect("there"), "old", "a page is no input of its folder");

    let beside = folder();
    let votes = file(&beside, "votes.csv", "who,bill,how\nann,1,yes\n");
    let mapping = file(
        &beside,
        "votes.csv.mapping.toml",
        "[map]\nactor = \"who\"\nissue = \"bill\"\nposition = \"how\"\n[values]\nyes = \"support\"\n",
    );
    is_refused(&["show"], &[&votes], &mapping, Path::new(&mapping));
    let bills = file(&beside, "bills.csv", "bill,date\n1,2020-01-01\n");
    let join = format!("bill={bills}");
    let words = ["show", "--join", &join];
    is_refused(&words, &[&votes], &bills, Path::new(&bills));

    let text = file(&beside, "report.txt", "Ann is for the tunnel.\n");
    let map = file(
        &beside,
        "map.toml",
        "[actors.ann]\n[issues.tunnel]\n[sources.report]\ntext = \"report.txt\"\n\
         [[stances]]\nactor = \"ann\"\nlabel = \"supports\"\nissue = \"tunnel\"\nsource = \"report\"\n",
    );
    is_refused(&["show"], &[&map], &text, Path::new(&text));
    let theme = file(&beside, "ours.toml", "base = \"dark\"\n");
    let link = beside.path().join("ours.svg");
    fs::hard_link(&theme, &link).expect("a second name");
    let words = ["draw", "--theme", &theme];
    is_refused(&words, &[&map], link.to_str().expect("plain"), Path::new(&theme));
}

#[test]
fn convert_in_place_is_for_what_loses_nothing() {
    let folder = folder();
    let tidy = file(&folder, "tidy.toml", "title = \"a\"\n\n[actors.a]\n\n[actors.b]\n");
    answer(&["convert", &tidy, "-o", &tidy]);
    let commented = file(&folder, "why.toml", "title = \"a\" # why\n\n[actors.a]\n");
    let said = refusal(&["convert", &commented, "-o", &commented]);
    assert!(said.contains("would lose comments"), "{said}");
    assert!(said.contains("stancegraph fmt"), "{said}");
    let wider = file(&folder, "o.csv", "actor,label,issue,page\nann,supports,tunnel,7\n");
    let said =
        refusal(&["convert", &wider, "-o", &wider, "--map", "actor=actor,label=label,issue=issue"]);
    assert!(said.contains("page"), "{said}");
    assert!(fs::read_to_string(&wider).expect("there").contains(",page\n"));
}

/// What a table has that its canonical form has not, and how the refusal calls it.
const LOSSY: [(&str, &str, &str); 8] = [
    ("column.csv", "source,target,sign,extra\na,b,-1,z\n", "extra"),
    ("comments.tsv", "# Directed graph\n1\t2\t-1\n2\t3\t1\n", "comments: # Directed graph"),
    ("below.csv", "1,2,-1\n#3,2,1\n2,3,1\n", "line 2: #3,2,1"),
    ("time.csv", "6,2,4,1289241911.72836\n6,5,-2,1289241941.5\n", "only the day is kept"),
    ("type.csv", "Source,Target,Type,Sign\na,b,Directed,-1\n", "directed: Type"),
    (
        "skip.csv",
        "#values absent=skip\nactor,issue,position\na,x,support\nb,x,absent\n",
        "no stance",
    ),
    ("size.csv", "a,b,5\nb,c,-5\n", "size of all signs"),
    ("midnight.csv", "a,b,1,1289260800\nb,c,-1,1289260800\n", "only the day is kept"),
];

#[test]
fn a_table_is_rewritten_in_place_only_if_nothing_is_lost() {
    let folder = folder();
    for (name, text, lost) in LOSSY {
        let path = file(&folder, name, text);
        for words in
            [&["fmt", &path][..], &["fmt", "--check", &path], &["convert", &path, "-o", &path]]
        {
            let said = refusal(words);
            let error = said.lines().find(|line| line.starts_with("error")).expect("a refusal");
            assert!(error.contains(lost), "{words:?}: {said}");
            assert!(error.contains("not written") || error.contains("not overwritten"), "{said}");
            assert_eq!(fs::read_to_string(&path).expect("there"), text, "{words:?}");
        }
    }
    let messy = file(&folder, "messy.csv", "Issue,LABEL , actor\ny,opposes,b\n x,opposes,b\n");
    answer(&["fmt", &messy]);
    let tidy = "actor,label,issue,position\nb,opposes,x,oppose\nb,opposes,y,oppose\n";
    assert_eq!(fs::read_to_string(&messy).expect("there"), tidy);
    let edges = file(&folder, "edges.csv", "source,target,sign\nb,c,-1\na,b,1\n");
    answer(&["convert", &edges, "-o", &edges]);
    assert!(fs::read_to_string(&edges).expect("there").contains("a,supports,b,support"));
}

#[test]
fn packed_files_are_rewritten_packed() {
    let folder = folder();
    let input = file(&folder, "o.csv", STANCES);
    for name in ["a.csv.gz", "a.json.gz", "a.jsonl.gz", "a.toml.gz"] {
        let path = folder.path().join(name).to_str().expect("plain").to_owned();
        answer(&["convert", &input, "-o", &path]);
        let before = fs::read(&path).expect("there");
        answer(&["convert", &path, "-o", &path]);
        assert_eq!(fs::read(&path).expect("there"), before, "{name}");
        assert!(before.starts_with(&[0x1f, 0x8b]));
    }
}

#[test]
fn the_file_behind_standard_input_is_an_input() {
    let folder = folder();
    let input = file(&folder, "o.csv", STANCES);
    for verb in VERBS.iter().filter(|verb| !matches!(verb[0], "draw" | "diff" | "coders")) {
        let words = [*verb, &["-", "--read-as", "csv"][..], form(verb), &["-o", &input]].concat();
        let mut command = program::stancegraph(&words);
        let output =
            command.stdin(fs::File::open(&input).expect("ours")).output().expect("it runs");
        let said = text(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{words:?}: {said}");
        assert!(said.contains("is one of the inputs, standard input; not overwritten"), "{said}");
        assert_eq!(fs::read_to_string(&input).expect("there"), STANCES, "{words:?}");
    }
}

#[test]
fn a_folder_that_does_not_exist_is_named() {
    let folder = folder();
    let input = file(&folder, "o.csv", STANCES);
    let nowhere = folder.path().join("nowhere");
    let path = nowhere.join("x.csv").to_str().expect("plain").to_owned();
    let said = refusal(&["align", &input, "-o", &path]);
    assert!(said.contains("nowhere does not exist; create it first"), "{said}");
    assert!(!said.contains(".stancegraph"), "{said}");
    let gone = nowhere.to_str().expect("plain");
    let said = refusal(&["show", gone]);
    assert!(!said.contains("unknown format"), "{said}");
}

#[cfg(unix)]
#[test]
fn a_file_with_two_names_keeps_them() {
    let folder = folder();
    let text = "actor,position,issue\nb,support,i\na,support,i\n";
    let first = file(&folder, "h1.csv", text);
    let second = folder.path().join("h2.csv").to_str().expect("plain").to_owned();
    fs::hard_link(&first, &second).expect("a second name");
    let other = file(&folder, "o.csv", STANCES);
    for words in [
        &["fmt", &second][..],
        &["convert", &first, "-o", &second],
        &["align", &other, "--format", "csv", "-o", &second],
    ] {
        let said = refusal(words);
        assert!(said.contains("has another name too"), "{words:?}: {said}");
        assert_eq!(fs::read_to_string(&first).expect("there"), text);
        assert_eq!(fs::read_to_string(&second).expect("there"), text);
    }
}

#[test]
fn names_that_a_spreadsheet_would_run_are_quoted_wherever_csv_is_written() {
    let folder = folder();
    let input = file(&folder, "f.csv", "actor,label,issue\n=1+1,opposes,-2\n@b,supports,+x\n");
    for words in [
        &["matrix", "standings", &input][..],
        &["matrix", "alignments", &input],
        &["convert", &input, "--to", "csv"],
        &["record", "@b", &input, "--format", "csv"],
    ] {
        let safe = answer(&[words, &["--spreadsheet-safe"]].concat());
        let mut rows = csv::ReaderBuilder::new().has_headers(false).from_reader(safe.as_bytes());
        for cell in rows
            .records()
            .flat_map(|row| row.expect("a row").iter().map(str::to_owned).collect::<Vec<_>>())
        {
            let is_run = cell.starts_with(['=', '+', '-', '@']) && cell.parse::<f64>().is_err();
            assert!(!is_run, "{words:?}: {cell}");
        }
        assert_ne!(safe, answer(words), "{words:?}");
    }
    let words = ["convert", &input, "--to", "toml", "--spreadsheet-safe"];
    assert!(refusal(&words).contains("--spreadsheet-safe is for CSV"));
}

#[cfg(unix)]
#[test]
fn links_owners_and_permissions_stay_or_the_file_does() {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, chown, symlink};
    let folder = folder();
    let input = file(&folder, "o.csv", STANCES);
    let at = |name: &str| folder.path().join(name).to_str().expect("plain").to_owned();

    let dangling = at("dangling.csv");
    symlink("nowhere.csv", &dangling).expect("a link");
    let said = refusal(&["align", &input, "-o", &dangling]);
    assert!(said.contains("is a link to nowhere.csv, which does not exist"), "{said}");
    assert!(fs::symlink_metadata(&dangling).expect("there").is_symlink());

    let locked = file(&folder, "locked.csv", "mine");
    fs::set_permissions(&locked, fs::Permissions::from_mode(0o444)).expect("ours");
    let said = refusal(&["align", &input, "-o", &locked]);
    assert!(said.contains("is read-only; not overwritten"), "{said}");
    assert_eq!(fs::read_to_string(&locked).expect("there"), "mine");

    let open = file(&folder, "open.csv", "mine");
    fs::set_permissions(&open, fs::Permissions::from_mode(0o640)).expect("ours");
    // Only root can give a file away; for others the owner is theirs before and after.
    let given = chown(&open, Some(12345), Some(12345)).is_ok();
    answer(&["align", &input, "-o", &open]);
    let meta = fs::metadata(&open).expect("there");
    assert_eq!(meta.permissions().mode() & 0o777, 0o640);
    assert!(!given || (meta.uid(), meta.gid()) == (12345, 12345));

    let target = file(&folder, "target.csv", "old");
    let link = at("link.csv");
    symlink(&target, &link).expect("a link");
    answer(&["align", &input, "-o", &link]);
    assert!(fs::symlink_metadata(&link).expect("there").is_symlink(), "a link stays a link");
    assert!(fs::read_to_string(&target).expect("there").starts_with("actor"));
}

#[cfg(target_os = "linux")]
#[test]
fn standard_output_that_is_appended_to_an_input_is_refused() {
    use std::process::Stdio;
    let folder = folder();
    let input = file(&folder, "o.csv", STANCES);
    let out = fs::OpenOptions::new().append(true).open(&input).expect("ours");
    let mut command = program::stancegraph(&["align", &input, "--format", "csv"]);
    let output = command.stdout(Stdio::from(out)).output().expect("it runs");
    assert_eq!(output.status.code(), Some(2), "{}", text(&output.stderr));
    assert_eq!(fs::read_to_string(&input).expect("there"), STANCES);
}

#[cfg(unix)]
#[test]
fn an_interrupted_run_leaves_no_file() {
    use std::fmt::Write as _;
    use std::process::Command;
    use std::time::Duration;
    let input_folder = folder();
    let mut stances = String::from("actor,label,issue\n");
    for row in 0..100_000 {
        writeln!(stances, "a{row},supports,i{}", row % 100).expect("a text grows");
    }
    let input = file(&input_folder, "many.csv", &stances);
    for wait in [100, 300, 600, 1200] {
        let output = folder();
        let path = output.path().join("many.toml");
        let name = path.to_str().expect("plain");
        let mut child =
            program::stancegraph(&["convert", &input, "-o", name]).spawn().expect("it runs");
        std::thread::sleep(Duration::from_millis(wait));
        let pid = child.id().to_string();
        Command::new("kill").args(["-INT", &pid]).status().expect("kill is there");
        child.wait().expect("it ends");
        let left = fs::read_dir(output.path()).expect("a folder");
        let names = left.map(|entry| entry.expect("readable").file_name()).collect::<Vec<_>>();
        assert!(names.is_empty() || names == ["many.toml"], "{names:?}");
    }
}
