//! The rules of `docs/architecture.md`, as far as a program can hold them.
//!
//! A fault says what to do. Where a rule itself is to change, change the document first.

mod source;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use self::source::{Crate, Source};

/// Circles of files that are there, and why; a new one, or a larger one, is a fault.
const CIRCLES: [(&str, usize, &str); 2] = [
    ("measure/comparison.rs", 8, "a comparison says how its pairs are sorted"),
    ("render/diagrams/mod.rs", 32, "a picture knows its diagram, and a diagram its picture"),
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn library() -> &'static Crate {
    static LIBRARY: LazyLock<Crate> = LazyLock::new(|| Crate::read(&root().join("src")));
    &LIBRARY
}

/// The rooms of the document's table, each with those that it may know.
fn table() -> BTreeMap<String, BTreeSet<String>> {
    let document = fs::read_to_string(root().join("docs/architecture.md")).expect("it is there");
    let mut rooms = BTreeMap::<String, BTreeSet<String>>::new();
    for line in document.lines().filter(|line| line.starts_with("| `src/")) {
        let cells = line.split('|').map(str::trim).collect::<Vec<_>>();
        let [_, room, _, knows, ..] = cells[..] else { panic!("three cells: {line}") };
        let room = room
            .trim_matches('`')
            .trim_start_matches("src/")
            .trim_end_matches('/')
            .trim_end_matches(".rs");
        let knows = knows.split(',').map(str::trim).filter(|name| !name.is_empty());
        rooms.insert(room.to_owned(), knows.map(str::to_owned).collect());
    }
    rooms
}

/// Fails with all faults, one a line.
fn hold(faults: &[String]) {
    assert!(faults.is_empty(), "{} of docs/architecture.md:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn no_room_knows_more_than_the_table_says() {
    let (library, table) = (library(), table());
    let mut faults = Vec::new();
    for (number, source) in library.sources.iter().enumerate() {
        let Some(knows) = table.get(source.room()) else {
            if !["lib.rs", "setters.rs"].contains(&source.name.as_str()) {
                faults.push(format!("{}: give its room a row in the table", source.name));
            }
            continue;
        };
        for (room, line) in library.rooms_named(number) {
            if !knows.contains(&room) {
                faults.push(format!(
                    "src/{}:{line}: {} may not know {room}: move what it needs down, or what needs it up",
                    source.name,
                    source.room()
                ));
            }
        }
    }
    hold(&faults);
}

#[test]
fn the_table_has_every_arrow_and_no_other_and_no_circle() {
    let (library, table) = (library(), table());
    let mut known = BTreeMap::<&str, BTreeSet<String>>::new();
    for (number, source) in library.sources.iter().enumerate() {
        known.entry(source.room()).or_default().extend(library.rooms_named(number).into_keys());
    }
    let mut faults = Vec::new();
    for (room, knows) in &table {
        match known.get(room.as_str()) {
            None => faults.push(format!("there is no src/{room}: delete its row")),
            Some(used) => faults.extend(
                knows.difference(used).map(|idle| format!("{room} does not use {idle}: delete it")),
            ),
        }
    }
    // What knows none of the rooms that are left stands on the ground.
    let mut left = table.clone();
    while let Some(ground) =
        left.iter().find(|(_, knows)| !knows.iter().any(|room| left.contains_key(room)))
    {
        let ground = ground.0.clone();
        left.remove(&ground);
    }
    if !left.is_empty() {
        let names = left.into_keys().collect::<Vec<_>>().join(", ");
        faults.push(format!("these rooms know each other in a circle: {names}"));
    }
    hold(&faults);
}

/// Files that know each other in a circle: all that each can reach and is reached from.
fn circles(library: &Crate) -> Vec<BTreeSet<usize>> {
    let count = library.sources.len();
    let arrows = (0..count).map(|file| library.arrows(file)).collect::<Vec<_>>();
    let reached = (0..count).map(|file| reached_from(file, &arrows)).collect::<Vec<_>>();
    let mut circles = BTreeSet::new();
    for file in 0..count {
        let circle = reached[file].iter().copied().filter(|other| reached[*other].contains(&file));
        let circle = circle.collect::<BTreeSet<_>>();
        if circle.len() > 1 {
            circles.insert(circle);
        }
    }
    circles.into_iter().collect()
}

fn reached_from(file: usize, arrows: &[BTreeSet<usize>]) -> BTreeSet<usize> {
    let mut reached = BTreeSet::new();
    let mut open = vec![file];
    while let Some(next) = open.pop() {
        open.extend(arrows[next].iter().filter(|other| reached.insert(**other)));
    }
    reached
}

/// Whether files are one module and its parts, or parts of one.
fn are_one_module(sources: &[&Source]) -> bool {
    let first = &sources[0].module;
    let is_shared = |length: usize| {
        sources.iter().all(|source| source.module.get(..length) == first.get(..length))
    };
    let shared = (0..=first.len()).rev().find(|length| is_shared(*length)).unwrap_or(0);
    shared > 0 && sources.iter().all(|source| source.module.len() <= shared + 1)
}

#[test]
fn no_circle_of_files_leaves_its_folder() {
    let library = library();
    let found = circles(library);
    let mut faults = Vec::new();
    for circle in &found {
        let sources = circle.iter().map(|file| &library.sources[*file]).collect::<Vec<_>>();
        let names = sources.iter().map(|source| source.name.as_str()).collect::<Vec<_>>();
        let is_known =
            CIRCLES.iter().any(|(first, most, _)| names.contains(first) && names.len() <= *most);
        if !are_one_module(&sources) && !is_known {
            faults.push(format!(
                "{} files know each other in a circle; put what both need into a file below them: {}",
                names.len(),
                names.join(", ")
            ));
        }
    }
    for (first, _, _) in CIRCLES {
        let has_it = |file: &usize| library.sources[*file].name == first;
        let is_there = found.iter().any(|circle| circle.iter().any(has_it));
        if !is_there {
            faults.push(format!("{first} is in no circle any more: delete it from CIRCLES"));
        }
    }
    hold(&faults);
}

/// A rule for each line of code.
struct Rule {
    /// What no line may have.
    has: &'static str,
    /// Where it may all the same: files and folders.
    except: &'static [&'static str],
    instead: &'static str,
}

const RULES: [Rule; 6] = [
    Rule {
        has: "pub(in ",
        except: &[],
        instead: "say pub in a private module: what leaves the library is said by what it exports",
    },
    Rule {
        has: "println!",
        except: &[],
        instead: "the library prints nothing: return it, or write to the stream that is given",
    },
    Rule {
        has: "std::env",
        except: &[],
        instead: "the library reads no environment: take it as a setting",
    },
    Rule { has: ".unwrap()", except: &[], instead: "return an error, or expect(\"why it holds\")" },
    Rule {
        has: "petgraph::",
        except: PETGRAPH,
        instead: "ask the graph, the view or the signed graph, or add the file to the test and the document",
    },
    Rule { has: "todo!", except: &[], instead: "build it" },
];

/// Where petgraph is named: the graph, and what is a graph itself or is given out as one.
const PETGRAPH: &[&str] = &[
    "graph/",
    "bloc/",
    "measure/pair/",
    "render/diagrams/",
    "answer/evidence.rs",
    "page/session.rs",
];

/// The most lines of a file.
const MOST_LINES: usize = 1_000;

/// Files that are longer, with how long they may be.
const LONG: [(&str, usize); 1] = [("format/graphs/network.rs", 1_300)];

#[test]
fn every_line_keeps_the_rules() {
    let mut faults = Vec::new();
    for source in &library().sources {
        for rule in &RULES {
            if rule.except.iter().any(|place| source.name.starts_with(place)) {
                continue;
            }
            let lines = source.lines().filter(|(_, line)| line.contains(rule.has));
            faults.extend(lines.map(|(number, _)| {
                format!("src/{}:{number}: no {}: {}", source.name, rule.has, rule.instead)
            }));
        }
    }
    hold(&faults);
}

#[test]
fn no_file_is_too_long() {
    let mut faults = Vec::new();
    for source in &library().sources {
        let known = LONG.iter().find(|(name, _)| *name == source.name);
        let most = known.map_or(MOST_LINES, |(_, most)| *most);
        let lines = source.text.lines().count();
        if lines > most {
            faults.push(format!("src/{}: {lines} lines, at most {most}: part it", source.name));
        }
        if known.is_some() && lines <= MOST_LINES {
            faults.push(format!("src/{}: short enough now: delete it from LONG", source.name));
        }
    }
    hold(&faults);
}

/// The attributes and comments right above the definition of a struct with public fields only, or of an enum; `None`
/// where a file has no such thing of that name.
fn above<'s>(source: &'s Source, name: &str) -> Option<&'s str> {
    let starts = ["struct", "enum"].map(|kind| format!("\npub {kind} {name}"));
    let at = starts.iter().find_map(|start| {
        let mut found = source.text.match_indices(start.as_str());
        found.find(|(at, _)| !source.text[at + start.len()..].starts_with(char::is_alphanumeric))
    });
    let at = at?.0;
    let body = source.text[at + 1..].split_once("\n}")?.0;
    let (head, fields) = body.split_once('{')?;
    let fields = fields.lines().map(str::trim).filter(|line| !line.starts_with(['/', '#']));
    let is_open = fields.filter(|line| !line.is_empty()).all(|line| line.starts_with("pub "));
    let is_one_line = head.contains(['(', ';']);
    let is_wanted = !is_one_line && (head.starts_with("pub enum") || is_open);
    is_wanted.then(|| source.text[..at].rsplit("\n\n").next().unwrap_or_default())
}

#[test]
fn what_leaves_the_library_may_grow() {
    let library = library();
    let is_front = |source: &Source| {
        source.name == format!("{}/mod.rs", source.room()) || source.name == "render/engine/mod.rs"
    };
    let mut faults = Vec::new();
    let mut seen = 0;
    for (front, _) in library.sources.iter().enumerate().filter(|(_, source)| is_front(source)) {
        for (file, name) in library.handed_on(front) {
            let source = &library.sources[file];
            let Some(above) = above(source, &name) else { continue };
            seen += 1;
            if !above.contains("#[non_exhaustive]") && !above.contains("// Closed: ") {
                faults.push(format!(
                    "src/{}: {name} is public: make it #[non_exhaustive] and give it a constructor, or say why it is \
                     complete in a line \"// Closed: …\"",
                    source.name
                ));
            }
        }
    }
    assert!(seen > 100, "only {seen} of them were found");
    hold(&faults);
}

#[test]
fn messages_name_no_flag_of_the_program() {
    let mut faults = Vec::new();
    for source in &library().sources {
        for (number, line) in (1..).zip(source.text.lines()) {
            let line = line.trim_start();
            let is_flag = |word: &str| {
                let name = word.trim_start_matches(['"', '`', '(']).strip_prefix("--");
                name.is_some_and(|name| name.starts_with(|c: char| c.is_ascii_lowercase()))
            };
            // Documentation may say how the program calls it, and Mermaid's arrows are none.
            let is_comment = line.starts_with("//");
            if !is_comment && line.split(' ').any(is_flag) && !line.contains("\"--x\"") {
                faults.push(format!(
                    "src/{}:{number}: a flag of the program in the library: make it a Request \
                     or a Suggestion, which cli/src/flags.rs words",
                    source.name
                ));
            }
        }
    }
    hold(&faults);
}

/// A crate of two rooms that break the rules, to see that they are held.
#[test]
fn arrows_and_circles_are_seen() {
    let folder = tempfile::tempdir().expect("there is room for it");
    let file = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("it is in a folder")).expect("it can be made");
        fs::write(path, text).expect("it can be written");
    };
    file("lib.rs", "pub mod low; pub mod high;\npub use high::part::Thing;\n");
    file("low/mod.rs", "mod a;\nmod b;\npub use self::a::A;\n");
    file("low/a.rs", "use super::b::{self, B as Other};\npub struct A(Other, crate::Thing);\n");
    file(
        "low/b.rs",
        "// use crate::nothing;\nuse super::A;\npub struct B(Box<A>, &'static str);\n",
    );
    file("high/mod.rs", "pub mod part;\n");
    file(
        "high/part.rs",
        "use crate::low;\npub struct Thing;\nfn f() { low::A; \"crate::x::y\"; }\n",
    );
    let library = Crate::read(folder.path());
    let number = |name: &str| library.sources.iter().position(|source| source.name == name);
    let at = |name: &str| number(name).expect("it is there");
    let rooms = |name: &str| library.rooms_named(at(name)).into_keys().collect::<Vec<_>>();
    assert_eq!(rooms("low/a.rs"), ["high"], "an arrow by way of what the root hands on");
    assert_eq!(rooms("low/b.rs"), [""; 0], "comments are no arrows");
    assert_eq!(rooms("high/part.rs"), ["low"]);
    let circle = ["high/part.rs", "low/a.rs", "low/b.rs"].map(at);
    assert_eq!(circles(&library), [BTreeSet::from(circle)]);
}
