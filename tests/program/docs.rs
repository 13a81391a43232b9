//! The commands and outputs in the documentation.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use crate::shared::real::real;
use crate::shared::repository::root;

/// The commands of the shell blocks of a page, with continued lines joined.
fn commands(page: &str) -> Vec<String> {
    let text = fs::read_to_string(root().join(page)).expect("the page is there");
    let blocks = text.split("```sh\n").skip(1);
    let blocks = blocks.map(|block| block.split("```").next().unwrap_or_default());
    let lines = blocks.flat_map(|block| {
        let joined = block.replace("\\\n", " ");
        joined.lines().map(str::to_owned).collect::<Vec<_>>()
    });
    lines.filter(|line| line.starts_with("stancegraph ")).collect()
}

/// What a command says in a folder, run as a shell does.
fn said(command: &str, folder: &Path) -> String {
    let program = env!("CARGO_BIN_EXE_stancegraph");
    let script = format!("stancegraph() {{ {program} \"$@\"; }}; {command}");
    let output = Command::new("sh").args(["-c", &script]).current_dir(folder).output();
    let output = output.expect("there is a shell");
    assert!(output.status.success(), "{command}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn run(commands: &[String], folder: &Path) {
    commands.iter().for_each(|command| drop(said(command, folder)));
}

fn copy(name: &str, folder: &Path) {
    let target = folder.join(name);
    fs::create_dir_all(target.parent().expect("a folder")).expect("space");
    fs::copy(root().join(name), target).expect("space");
}

/// A spreadsheet with columns and words of its own.
const SHEET: &str = "Organisation,Topic,Stance,Date\nPort,Ferry,In favour,14/07/2015\nCity,Ferry,Against,2 July 2015\n";

#[test]
fn the_commands_of_the_tutorial_run() {
    let folder = tempfile::tempdir().expect("a folder");
    let table =
        "Organisation,Concept,Agreement,Date\nPort,Ferry,yes,2026-03-02\nCity,Ferry,no,2026-03\n";
    fs::write(folder.path().join("coded.csv"), table).expect("space");
    fs::write(folder.path().join("sheet.csv"), SHEET).expect("space");
    for (name, content) in shown_files("docs/tutorial.md") {
        fs::write(folder.path().join(name), content).expect("space");
    }
    let commands = commands("docs/tutorial.md");
    assert!(commands.len() > 12, "{commands:?}");
    run(&commands, folder.path());
}

#[test]
fn the_commands_of_the_readme_run() {
    let folder = tempfile::tempdir().expect("a folder");
    copy("examples/data/northeast-asia-2016.toml", folder.path());
    copy("examples/data/lindhaven-crossing.toml", folder.path());
    copy("examples/data/lindhaven-hearing.txt", folder.path());
    let votes = "country,rcid,vote\nNA,1,yes\nFR,1,abstain\n";
    fs::write(folder.path().join("votes.csv.gz"), votes).expect("space");
    fs::write(folder.path().join("sheet.csv"), SHEET).expect("space");
    let commands = commands("README.md");
    assert!(commands.len() > 5, "{commands:?}");
    run(&commands, folder.path());
}

#[test]
fn the_commands_of_drafting_run() {
    let folder = tempfile::tempdir().expect("a folder");
    let report = "LIMA, 3 May 2024 (Post) - Peru opposes the lake dam.\n";
    fs::write(folder.path().join("report.txt"), report).expect("space");
    let map = "[actors.peru]\nname = \"Peru\"\n\n[issues.dam]\nname = \"Lake dam\"\n";
    fs::write(folder.path().join("map.toml"), map).expect("space");
    let commands = commands("docs/drafting.md");
    assert!(commands.len() > 1, "{commands:?}");
    run(&commands, folder.path());
    let drafts = fs::read_to_string(folder.path().join("drafts.csv")).expect("it is written");
    assert!(drafts.contains("report.txt,paragraph 1,Peru,peru"), "{drafts}");
}

/// The files that a page shows, by the names beside the language of their blocks.
fn shown_files(page: &str) -> Vec<(String, String)> {
    let text = fs::read_to_string(root().join(page)).expect("the page is there");
    let blocks = text.split("\n```").skip(1).step_by(2);
    let named = blocks.filter_map(|block| {
        let (head, content) = block.split_once('\n')?;
        let (_, name) = head.split_once(' ')?;
        Some((name.to_owned(), format!("{content}\n")))
    });
    named.collect()
}

/// Those on real data where that is.
#[test]
fn the_commands_of_the_formats_run() {
    let folder = tempfile::tempdir().expect("a folder");
    for entry in fs::read_dir(root().join("examples/data")).expect("examples") {
        let path = entry.expect("an example").path();
        let name = path.file_name().expect("a name");
        fs::copy(&path, folder.path().join(name)).expect("space");
    }
    copy("examples/data/lindhaven-crossing.toml", folder.path());
    fs::copy(root().join("examples/data/lindhaven-crossing.toml"), folder.path().join("map.toml"))
        .expect("space");
    for (name, content) in shown_files("docs/formats.md") {
        fs::write(folder.path().join(name), content).expect("space");
    }
    for name in ["un_votes.csv.gz", "un_roll_calls.csv.gz"] {
        if let Some(votes) = real(&format!("unvotes/{name}")) {
            fs::copy(votes, folder.path().join(name)).expect("space");
        }
    }
    let has_votes = folder.path().join("un_votes.csv.gz").exists();
    let commands = commands("docs/formats.md");
    let runs = commands.iter().filter(|command| has_votes || !command.contains("un_votes"));
    let runs = runs.cloned().collect::<Vec<_>>();
    assert!(runs.len() > 3, "{runs:?}");
    run(&runs, folder.path());
}

/// Those on votes where the votes are.
#[test]
fn the_ten_questions_are_answered_as_they_are_printed() {
    let folder = tempfile::tempdir().expect("a folder");
    copy("examples/data/northeast-asia-2016.toml", folder.path());
    let page = fs::read_to_string(root().join("docs/questions.md")).expect("the page is there");
    let mapping = page.split("```toml\n").nth(1).and_then(|rest| rest.split("```").next());
    fs::write(folder.path().join("un.mapping"), mapping.expect("a mapping")).expect("space");
    let votes = real("unvotes/un_votes.csv.gz");
    if let Some(votes) = &votes {
        fs::copy(votes, folder.path().join("un_votes.csv.gz")).expect("space");
    }
    let sections = page.split("\n## ").skip(1).collect::<Vec<_>>();
    assert_eq!(sections.len(), 10);
    for section in sections {
        let command = section.split("```sh\n").nth(1).and_then(|rest| rest.split("\n```").next());
        let command = command.expect("a command");
        if votes.is_none() && command.contains("un_votes") {
            continue;
        }
        let answer = said(command, folder.path());
        let printed = section.split("```text\n").nth(1).and_then(|rest| rest.split("```").next());
        // How far a search comes in two seconds depends on the machine.
        let lines = printed.expect("an answer").lines().filter(|line| *line != "…");
        for line in lines.filter(|_| !command.contains("--time-limit")) {
            assert!(answer.lines().any(|known| known == line), "{command} does not say {line}");
        }
    }
}

#[test]
fn the_files_that_the_documentation_shows_are_right() {
    let text = fs::read_to_string(root().join("docs/file-format.md")).expect("the page is there");
    for (language, format) in [
        ("```toml\n#:schema", stancegraph::Format::Toml),
        ("```json\n", stancegraph::Format::Json),
        ("```csv\n", stancegraph::Format::Csv),
    ] {
        let (_, rest) = text.split_once(language).expect("there is one");
        let block = rest.split("```").next().unwrap_or_default();
        let block = if language.ends_with("schema") { format!("#{block}") } else { block.into() };
        let graph = format.read(block.as_bytes()).expect("it has no faults");
        assert!(graph.stance_count() > 0, "{format}");
    }
    let (_, rest) = text.split_once("```toml\nmissing").expect("there is a mapping");
    let block = format!("missing{}", rest.split("```").next().unwrap_or_default());
    stancegraph::format::Mapping::from_toml(&block).expect("it is right");
}

/// The pictures of a page are those that its commands draw.
#[test]
fn the_gallery_is_drawn_by_its_commands() {
    let folder = tempfile::tempdir().expect("a folder");
    for name in ["northeast-asia-2016", "lindhaven-crossing"] {
        copy(&format!("examples/data/{name}.toml"), folder.path());
    }
    fs::create_dir_all(folder.path().join("docs/images")).expect("space");
    let commands = commands("docs/pictures.md");
    assert!(commands.len() > 10, "{commands:?}");
    run(&commands, folder.path());
    let page = fs::read_to_string(root().join("docs/pictures.md")).expect("the page is there");
    let drawn = fs::read_dir(folder.path().join("docs/images")).expect("pictures");
    let mut count = 0;
    for file in drawn.map(|entry| entry.expect("a picture").file_name()) {
        let name = file.to_string_lossy();
        assert!(page.contains(&format!("](images/{name})")), "{name} is not shown");
        is_shown(folder.path(), &format!("docs/images/{name}"));
        count += 1;
    }
    assert_eq!(page.matches("](images/").count(), count, "every picture has its command");
}

fn is_shown(folder: &Path, name: &str) {
    let drawn = fs::read_to_string(folder.join(name)).expect("it is drawn");
    let shown = root().join(name);
    if std::env::var_os("STANCEGRAPH_RENEW").is_some() {
        fs::write(&shown, &drawn).expect("space");
    }
    let is_shown = drawn == fs::read_to_string(&shown).unwrap_or_default();
    assert!(is_shown, "{name}: STANCEGRAPH_RENEW=1 cargo test --test program docs:: draws it anew");
}

#[test]
fn the_picture_of_the_readme_is_the_one_that_its_command_draws() {
    let folder = tempfile::tempdir().expect("a folder");
    copy("examples/data/northeast-asia-2016.toml", folder.path());
    run(&commands("README.md")[..1], folder.path());
    let drawn = fs::read_to_string(folder.path().join("map.svg")).expect("it is drawn");
    let shown = fs::read_to_string(root().join("docs/images/northeast-asia-2016.svg"));
    assert_eq!(
        Some(drawn),
        shown.ok(),
        "STANCEGRAPH_RENEW=1 cargo test --test program docs:: draws it anew"
    );
}

/// What the README shows of answers is in the answers.
#[test]
fn the_answers_of_the_readme_are_given() {
    let text = fs::read_to_string(root().join("README.md")).expect("the page is there");
    let answers = ["who.txt", "who-evidence.txt", "who-quote.txt", "align.txt"].map(|name| {
        fs::read_to_string(root().join("tests/data/answers").join(name)).unwrap_or_default()
    });
    for block in text.split("```text\n").skip(2) {
        let lines = block.split("```").next().unwrap_or_default().lines();
        for line in lines.filter(|line| !line.is_empty() && *line != "…") {
            let given = answers.iter().any(|answer| answer.lines().any(|known| known == line));
            assert!(given, "no answer has the line {line}");
        }
    }
}

/// Options of cargo and of examples, which pages name too.
const OF_OTHERS: [&str; 10] = [
    "--bench",
    "--example",
    "--features",
    "--lib",
    "--no-default-features",
    "--nocapture",
    "--path",
    "--release",
    "--rounds",
    "--test",
];

/// The long options that a text names.
fn options(text: &str) -> BTreeSet<&str> {
    let is_of_name = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    let starts = text.match_indices("--").map(|(at, _)| at);
    let starts = starts.filter(|at| !text[..*at].ends_with(|c: char| is_of_name(c) || c == '<'));
    let names = starts.map(|at| {
        let end = text[at..].find(|c: char| !is_of_name(c)).unwrap_or(text.len() - at);
        &text[at..at + end]
    });
    names.filter(|name| name.len() > 3 && !name.starts_with("---")).collect()
}

#[test]
fn every_option_that_a_page_names_is_one_of_a_verb() {
    let verbs = [
        "new",
        "check",
        "import",
        "convert",
        "fmt",
        "merge",
        "rename",
        "show",
        "who",
        "record",
        "align",
        "why",
        "blocs",
        "balance",
        "issues",
        "matrix",
        "changes",
        "diff",
        "contradictions",
        "coders",
        "code",
        "draft",
        "evaluate",
        "draw",
        "page",
        "schema",
    ];
    let help = verbs.map(|verb| said(&format!("stancegraph {verb} --help"), &root())).concat();
    let known = options(&help);
    let pages = fs::read_dir(root().join("docs")).expect("a folder");
    let pages = pages.map(|page| page.expect("a file").path());
    let pages = pages.filter(|page| page.extension().is_some_and(|extension| extension == "md"));
    for page in pages.chain([root().join("README.md")]) {
        let text = fs::read_to_string(&page).expect("the page is there");
        let strange = options(&text).into_iter();
        let strange = strange.filter(|name| !known.contains(name) && !OF_OTHERS.contains(name));
        let strange = strange.collect::<Vec<_>>();
        assert!(strange.is_empty(), "{}: {strange:?}", page.display());
    }
}
