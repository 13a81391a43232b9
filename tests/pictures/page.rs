//! Pages: what they carry, how they are read, how large they are, and that they answer as the
//! program does.

use std::sync::OnceLock;

use serde_json::{Value, json};
use stancegraph::format::Reader;
use stancegraph::model::{
    Actor, ActorId, Issue, IssueId, Position, Source, SourceId, Stance, StanceId, Strength,
};
use stancegraph::page::{self, Session};
use stancegraph::{Error, Format, StanceGraph, Undeclared};

use crate::shared::graphs::{Seeded, example, example_in, random};

/// Texts that would be markup, scripts, or the end of the data, if they were anything but text.
const HOSTILE: [&str; 16] = [
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "</SCRIPT\n>",
    "<!--<script>",
    "--><img src=x onerror=alert(1)>",
    "\" onload=\"alert(1)",
    "' autofocus onfocus='alert(1)",
    "javascript:alert(1)",
    "]]></title><svg/onload=alert(1)>",
    "&lt;script&gt; &amp; &#60;",
    "{{script}} {{data}} ${x} `x`",
    "\u{2028}line\u{2029}",
    "\u{202e}reversed \u{0}\u{7}\u{1b}[31m",
    "<base href=//example.org>",
    "\\u003c/script>\\",
    "<iframe srcdoc='<script>parent.x()</script>'>",
];

/// A graph with a hostile text in every field that takes a text.
fn hostile(text: &str) -> StanceGraph {
    let id = text.chars().filter(|c| !c.is_control()).collect::<String>();
    let id = if id.trim().is_empty() { "x" } else { id.trim() };
    let (me, other) = (ActorId::new(id).unwrap(), ActorId::new("other").unwrap());
    let (issue, source) = (IssueId::new(id).unwrap(), SourceId::new(id).unwrap());
    let mut builder = StanceGraph::builder();
    builder.title(text);
    builder.description(text);
    builder.actor(Actor::new(me.clone()).with_name(text).with_kind(text));
    builder.actor(Actor::new(other.clone()).with_part_of(me.clone()));
    builder.issue(Issue::new(issue.clone()).with_name(text).with_description(text));
    builder.source(
        Source::new(source.clone())
            .with_title(text)
            .with_publisher(text)
            .with_url(text)
            .with_archived(text),
    );
    let stance = Stance::on_issue(me.as_str(), id, issue.as_str())
        .unwrap()
        .with_id(StanceId::new(id).unwrap())
        .with_speaker(other.clone())
        .with_position(Position::Oppose)
        .with_strength(Strength::new(0.5).unwrap())
        .with_source(source)
        .with_locator(text)
        .with_quote(text)
        .with_note(text)
        .with_coder(text)
        .with_grade(text);
    builder.stance(&stance);
    let mut answer = stance.with_id(None).with_position(Position::Support);
    answer.actor = other;
    builder.stance(&answer);
    builder.build().unwrap()
}

fn canonical(graph: &StanceGraph) -> String {
    let mut out = Vec::new();
    Format::Json.write(graph, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn read(html: &str) -> Result<StanceGraph, Error> {
    Reader::new().stream("map.html", std::io::Cursor::new(html.to_owned())).read()
}

/// The tags of a page, outside of scripts and styles: its frame.
fn tags(html: &str) -> Vec<String> {
    let mut tags = Vec::new();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        let end = start + rest[start..].find('>').expect("every tag ends");
        let tag = &rest[start..=end];
        tags.push(tag.split(" content=").next().unwrap().to_owned());
        rest = &rest[end + 1..];
        for raw in ["script", "style"] {
            if tag.starts_with(&format!("<{raw}")) {
                let end = rest.to_lowercase().find(&format!("</{raw}")).expect("it ends");
                rest = &rest[end..];
            }
        }
    }
    tags
}

#[test]
fn no_text_of_a_graph_is_markup_in_its_page() {
    let frame = tags(&page::html(&example()));
    for text in HOSTILE {
        let html = page::html(&hostile(text));
        assert_eq!(tags(&html), frame, "{text}");
        // Not even where a reader would take it for a comment or the end of a script.
        assert_eq!(html.matches("<script").count(), 4, "{text}");
        assert_eq!(html.matches("<!--").count(), 0, "{text}");
        assert!(!html.contains('\u{2028}') && !html.contains('\u{2029}'), "{text}");
    }
}

#[test]
fn a_page_that_no_browser_takes_is_refused_with_its_size() {
    assert!(page::check(&example()).is_ok());
    let refused = |stances: usize, note: &str| {
        let mut builder = StanceGraph::builder();
        builder.undeclared(Undeclared::Create);
        for number in 0..stances {
            let actor = format!("a{}", number % 999);
            let mut stance = Stance::on_issue(actor, "supports", "x").expect("ids");
            stance.note = Some(note.to_owned());
            builder.stance(&stance);
        }
        page::check(&builder.build().expect("no faults")).expect_err("it is too large").to_string()
    };
    let said = refused(1, &"much ".repeat(5_000_000));
    assert!(said.starts_with("a page of 26 MB of data is too large: at most 20 MB"), "{said}");
    let said = refused(400_000, "");
    assert!(said.starts_with("a page of 24 MB of data is too large"), "{said}");
}

#[test]
fn a_page_says_what_its_file_says() {
    let graphs = HOSTILE.map(hostile).into_iter();
    for graph in
        graphs.chain([example(), random(7, 12, 9, 120), StanceGraph::builder().build().unwrap()])
    {
        let html = page::html(&graph);
        let again = read(&html).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(canonical(&again), canonical(&graph));
        assert_eq!(page::html(&again), html);
    }
}

#[test]
fn a_page_is_the_same_in_every_order() {
    let html = page::html(&example());
    assert_eq!(page::html(&example()), html);
    assert_eq!(page::html(&example_in(|stances| stances.reverse())), html);
    assert_eq!(page::html(&example_in(|stances| stances.rotate_left(7))), html);
}

#[test]
fn two_hundred_stances_fit_into_a_megabyte() {
    let mut graph = random(3, 14, 12, 200).document();
    for (number, stance) in graph.stances.iter_mut().enumerate() {
        stance.quote =
            Some(format!("What was said here, number {number}: {}", "so many words ".repeat(8)));
        stance.note = Some("A note of the coder, of usual length, on how this was read.".into());
        stance.locator = Some(format!("paragraph {number}"));
    }
    let json = serde_json::to_vec(&graph).unwrap();
    let graph = Format::Json.read(json.as_slice()).unwrap();
    assert_eq!(graph.stance_count(), 200);
    let size = page::html(&graph).len();
    assert!(size <= 1_000_000, "{size} bytes");
}

#[test]
fn faults_of_a_page_have_their_place_in_it() {
    let html = page::html(&example()).replacen("\"actor\": \"china\"", "\"actor\": \"chine\"", 1);
    let line = html.lines().position(|line| line.contains("\"chine\"")).unwrap() + 1;
    let Err(Error::Faults(faults)) = read(&html) else { panic!("it has a fault") };
    let fault = faults.iter().next().unwrap();
    assert_eq!(fault.place.unwrap().line as usize, line);
    assert!(faults.to_string().contains(&format!("map.html:{line}:")), "{faults}");
    assert!(fault.message().contains("chine"), "{faults}");

    let cut = html.find("\"stances\"").unwrap();
    let Err(Error::Faults(faults)) = read(&html[..cut]) else { panic!("it is cut off") };
    assert!(faults.iter().next().unwrap().place.unwrap().line > 1, "{faults}");
}

#[test]
fn other_html_is_refused_with_a_fix() {
    for html in ["", "<!doctype html><p>Hello", "<script id=\"data\">{}</script>", "title = 1"] {
        let error = read(html).unwrap_err().to_string();
        assert!(error.contains("Format::Html writes a page with one"), "{error}");
    }
}

#[test]
fn a_page_without_a_name_is_known_by_its_beginning() {
    let html = page::html(&example());
    let reader = Reader::new().stream("standard input", std::io::Cursor::new(html));
    assert_eq!(canonical(&reader.read().unwrap()), canonical(&example()));
}

#[test]
fn a_page_in_a_folder_is_not_read_beside_its_file() {
    let folder = tempfile::tempdir().unwrap();
    let text = "actor,label,issue\nRussia,opposes,THAAD\n";
    std::fs::write(folder.path().join("map.csv"), text).unwrap();
    let once = Reader::new().path(folder.path()).read().unwrap();
    std::fs::write(folder.path().join("map.html"), page::html(&once)).unwrap();
    let again = Reader::new().path(folder.path()).read().unwrap();
    assert_eq!(again.stance_count(), 1);
    assert_eq!(
        Reader::new().path(folder.path().join("map.html")).read().unwrap().stance_count(),
        1
    );
}

#[test]
fn a_page_filters_the_positions_that_are_in_force() {
    let session = Session::open(
        r#"{"actors": {"ann": {}, "bob": {}}, "issues": {"deal": {}}, "stances": [
            {"id": "old", "actor": "ann", "label": "supports", "issue": "deal", "date": "2015"},
            {"id": "new", "actor": "ann", "label": "opposes", "issue": "deal", "date": "2018"},
            {"id": "bob", "actor": "bob", "label": "supports", "issue": "deal", "date": "2016"}]}"#,
    )
    .unwrap();
    let ids = |view: &str, history: bool| {
        let question = json!({ "ask": "draw", "view": view, "query": { "filter": { "positions": ["support"] } },
            "as_table": true, "history": history });
        let answer = session.ask(&question.to_string());
        ["old", "new", "bob"].map(|id| answer.contains(&format!("\"{id}\"")))
    };
    for view in ["diagram", "matrix", "table"] {
        assert_eq!(ids(view, false), [false, false, true], "{view}");
    }
    assert_eq!(ids("table", true), [true, false, true]);
}

const VIEWS: [&str; 7] = ["diagram", "matrix", "alignment", "blocs", "issues", "timeline", "table"];

/// What a page may ask of this graph: every view, at several times, through several filters.
fn questions(graph: &StanceGraph, seed: u64) -> Vec<Value> {
    let mut seeded = Seeded(seed);
    let ids =
        |count: usize| graph.stances().map(|s| s.id().to_string()).take(count).collect::<Vec<_>>();
    let days = graph.period().map(|(first, last)| [first.to_string(), last.to_string()]);
    let mut times = vec![json!({}), json!({ "ever": true })];
    if let Some([first, last]) = &days {
        times.push(json!({ "at": first }));
        times.push(json!({ "from": first, "until": last }));
    }
    let mut filters = vec![json!({}), json!({ "positions": ["oppose"] }), json!({ "text": "a" })];
    if let Some(actor) = graph.actors().get(seeded.below(graph.actors().len().max(1))) {
        filters.push(json!({ "actors": [actor.id] }));
    }
    if let Some(issue) = graph.issues().get(seeded.below(graph.issues().len().max(1))) {
        filters.push(json!({ "issues": [issue.id] }));
    }
    let mut questions = vec![
        json!({ "ask": "open" }),
        json!({ "ask": "evidence", "stances": ids(9) }),
        json!({ "ask": "evidence", "stances": ["nobody said this"] }),
        json!({ "ask": "draw", "view": "diagram", "query": { "filter": { "actors": ["nobody"] } } }),
        json!({ "ask": "dance" }),
    ];
    for (number, time) in times.iter().enumerate() {
        for filter in &filters {
            for view in VIEWS {
                let theme = ["light", "dark", "print"][seeded.below(3)];
                let as_table = seeded.below(3) == 0;
                let question = json!({ "ask": "draw", "view": view, "theme": theme, "as_table": as_table,
                        "grouping": { "min_shared": seeded.below(4) },
                        "query": { "time": time, "filter": filter } });
                questions.push(question);
            }
        }
        let actors = graph.actors();
        if let [_, _, ..] = actors {
            let (a, b) = (&actors[number % actors.len()], &actors[seeded.below(actors.len())]);
            let query = json!({ "time": time });
            questions.push(json!({ "ask": "why", "a": a.id, "b": b.id, "query": query }));
            let node = format!("actor:{}", a.id);
            questions.push(json!({ "ask": "node", "node": node, "query": query }));
        }
    }
    questions
}

#[test]
fn thin_ties_are_said_and_left_out_as_in_the_program() {
    let session = Session::of(example());
    let ask = |view: &str, min_shared: usize, as_table: bool| {
        let question = json!({ "ask": "draw", "view": view, "as_table": as_table, "grouping": { "min_shared": min_shared } });
        serde_json::from_str::<Value>(&session.ask(&question.to_string())).unwrap()
    };
    let thin = "5 of 6 ties rest on a single shared target";
    assert!(ask("blocs", 1, true)["tables"][0]["notes"].to_string().contains(thin));
    assert!(!ask("blocs", 2, true)["tables"][0]["notes"].to_string().contains("rest on a single"));
    for view in ["alignment", "blocs"] {
        assert!(ask(view, 1, false)["pictures"][0].as_str().unwrap().contains(thin), "{view}");
    }
    let pairs = |min_shared| ask("alignment", min_shared, true)["tables"][0].clone();
    let rows = |table: &Value| table["rows"].as_array().unwrap().len();
    assert_eq!((rows(&pairs(1)), rows(&pairs(2))), (6, 1));
    let columns = pairs(1)["columns"].as_array().unwrap().clone();
    let names = columns.iter().map(|column| column["name"].as_str().unwrap()).collect::<Vec<_>>();
    assert_eq!(names[..5], ["actor", "and", "score", "low", "high"]);
    assert_eq!(names[5..], ["shared", "agree", "disagree", "mixed", "neutral"]);
    let note = "leaves them out";
    let said = pairs(1)["notes"].to_string();
    assert!(said.contains("“shared targets: 2 or more” leaves them out"), "{note}: {said}");
}

/// The WebAssembly of the repository, run by an interpreter.
struct Engine {
    store: wasmi::Store<()>,
    instance: wasmi::Instance,
}

impl Engine {
    fn new() -> Self {
        static MODULE: OnceLock<wasmi::Module> = OnceLock::new();
        let module = MODULE.get_or_init(|| {
            let packed = include_bytes!("../../assets/page/stancegraph.wasm.gz").as_slice();
            let mut bytes = Vec::new();
            std::io::Read::read_to_end(&mut flate2::read::GzDecoder::new(packed), &mut bytes)
                .unwrap();
            wasmi::Module::new(&wasmi::Engine::default(), &bytes).unwrap()
        });
        assert_eq!(module.imports().count(), 0, "it asks its host for nothing");
        let mut store = wasmi::Store::new(module.engine(), ());
        let linker = wasmi::Linker::new(module.engine());
        let instance = linker.instantiate_and_start(&mut store, module).unwrap();
        Self { store, instance }
    }

    fn call(&mut self, name: &str, text: &str) -> String {
        let Self { store, instance } = self;
        let memory = instance.get_memory(&*store, "memory").unwrap();
        let length = i32::try_from(text.len()).unwrap();
        let room = instance.get_typed_func::<i32, i32>(&*store, "room").unwrap();
        let room = room.call(&mut *store, length).unwrap();
        memory.write(&mut *store, room.cast_unsigned() as usize, text.as_bytes()).unwrap();
        let function = instance.get_typed_func::<(i32, i32), i32>(&*store, name).unwrap();
        let answer = function.call(&mut *store, (room, length)).unwrap();
        let data = &memory.data(&*store)[answer.cast_unsigned() as usize..];
        let length = u32::from_le_bytes(data[..4].try_into().unwrap()) as usize;
        let said = String::from_utf8(data[4..4 + length].to_vec()).unwrap();
        let done = instance.get_typed_func::<i32, ()>(&*store, "done").unwrap();
        done.call(&mut *store, answer).unwrap();
        said
    }
}

#[test]
fn a_page_answers_as_the_program_does() {
    let graphs = [example(), random(11, 8, 6, 60), random(12, 30, 20, 200), hostile(HOSTILE[1])];
    let empty = StanceGraph::builder().build().unwrap();
    for (graph, seed) in graphs.into_iter().chain([empty]).zip(0..) {
        let text = canonical(&graph);
        let (native, mut engine) = (Session::open(&text).unwrap(), Engine::new());
        assert_eq!(engine.call("open", &text), native.ask(r#"{"ask":"open"}"#));
        for question in questions(&graph, seed) {
            let question = question.to_string();
            let (found, wanted) = (engine.call("ask", &question), native.ask(&question));
            assert!(
                found == wanted,
                "{question}: the WebAssembly is not of this library, build it with web/build:\n{}\n{}",
                &found[..found.len().min(2000)],
                &wanted[..wanted.len().min(2000)]
            );
        }
    }
}

#[test]
fn every_answer_leads_to_stances_that_there_are() {
    for graph in [example(), random(21, 9, 7, 90), random(22, 16, 11, 150)] {
        let known = graph.stances().map(|s| s.id().to_string()).collect::<Vec<_>>();
        let session = Session::of(graph);
        for view in VIEWS {
            for as_table in [false, true] {
                let question = json!({ "ask": "draw", "view": view, "as_table": as_table });
                let answer: Value =
                    serde_json::from_str(&session.ask(&question.to_string())).unwrap();
                assert_eq!(answer["error"], Value::Null, "{view}");
                let (mut ids, mut cells) = (Vec::new(), 0);
                for cell in answer["tables"].as_array().unwrap().iter().flat_map(|table| {
                    table["rows"].as_array().unwrap().iter().flat_map(|row| row.as_array().unwrap())
                }) {
                    cells += 1;
                    ids.extend(cell["stances"].as_array().into_iter().flatten().cloned());
                }
                assert!(!answer["pictures"].as_array().unwrap().is_empty() || cells > 0, "{view}");
                assert!(ids.iter().all(|id| known.contains(&id.as_str().unwrap().to_owned())));
                assert!(
                    as_table
                        || !answer["pictures"].as_array().unwrap().is_empty()
                        || !ids.is_empty(),
                    "{view}"
                );
            }
        }
    }
}

#[test]
fn the_blocs_of_a_page_are_those_of_the_program() {
    use stancegraph::bloc::{BlocCount, Grouping, Parallel, TieRule, TiedBy};
    use stancegraph::measure::Measure;
    for seed in 0..20 {
        let graph = random(seed, 9, 5, 40);
        let session = Session::of(random(seed, 9, 5, 40));
        let view = graph.view();
        for (k, min_shared, direct) in
            [("2", 1, false), ("3", 1, false), ("auto", 2, false), ("2", 1, true), ("9", 1, true)]
        {
            let rule = TieRule::default().with_min_shared(min_shared);
            let tied_by = match direct {
                true => TiedBy::Words { weighted: false, parallel: Parallel::default() },
                false => TiedBy::Alignment { comparison: Measure::Agreement.into(), rule },
            };
            let count = k.parse::<BlocCount>().unwrap();
            let blocs =
                Grouping::default().with_tied_by(tied_by).with_count(count).blocs(&view).unwrap();
            let name = |node: &usize| {
                graph.actor_at(blocs.ties().nodes()[*node]).expect("of this graph").title()
            };
            let wanted = blocs
                .members()
                .iter()
                .map(|members| members.iter().map(name).collect::<Vec<_>>().join(", "));
            let question = json!({
                "ask": "draw", "view": "blocs", "as_table": true,
                "grouping": { "k": k, "min_shared": min_shared, "direct": direct },
            });
            let answer = session.ask(&question.to_string());
            let answer = serde_json::from_str::<Value>(&answer).unwrap();
            let rows = answer["tables"][0]["rows"].as_array().unwrap();
            let found = rows.iter().map(|row| row[2]["text"].as_str().unwrap().to_owned());
            assert_eq!(found.collect::<Vec<_>>(), wanted.collect::<Vec<_>>(), "{seed}, --k {k}");
            let unplaced = answer["tables"][1]["rows"].as_array().map_or(0, Vec::len);
            let is_told = answer["tables"][1]["title"].as_str().unwrap_or("").contains("Unplaced");
            let wanted = blocs.unplaced().concat().len();
            assert_eq!(if is_told { unplaced } else { 0 }, wanted, "{seed}, --k {k}");
            // The picture of the page is that of `draw`.
            let question = json!({
                "ask": "draw", "view": "alignment",
                "grouping": { "k": k, "min_shared": min_shared, "direct": direct },
            });
            let answer = session.ask(&question.to_string());
            let answer = serde_json::from_str::<Value>(&answer).unwrap();
            let picture = stancegraph::render::Picture::default()
                .with_diagram(stancegraph::render::Diagram::Alignment)
                .with_engine(stancegraph::render::Engine::Averages)
                .with_blocs(count)
                .with_min_shared(min_shared)
                .with_direct(direct);
            let drawn = stancegraph::render::svg(&view, &picture).unwrap();
            assert_eq!(answer["pictures"][0], drawn, "{seed}, --k {k}");
        }
    }
}

#[test]
fn numbers_of_a_page_are_those_of_the_library() {
    let graph = example();
    let session = Session::of(example());
    let ask = |question: Value| -> Value {
        serde_json::from_str(&session.ask(&question.to_string())).unwrap()
    };
    let view = graph.view();
    let pair = view.alignment("russia", "china", stancegraph::measure::Measure::Agreement).unwrap();
    let why = ask(json!({ "ask": "why", "a": "russia", "b": "china" }));
    let title = why["tables"][0]["title"].as_str().unwrap();
    let said = format!("Russia and China: agreement {:.2} ", pair.score.unwrap());
    assert!(title.starts_with(&said), "{title}");
    let rows = why["tables"][0]["rows"].as_array().unwrap();
    let ids = rows.iter().flat_map(|row| row[1]["stances"].as_array().unwrap());
    assert_eq!(ids.count(), pair.stances().len());
    let columns = why["tables"][0]["columns"].as_array().unwrap();
    assert_eq!((&columns[2]["name"], &columns[3]["name"]), (&json!("Russia"), &json!("China")));
    let matrix = ask(json!({ "ask": "draw", "view": "matrix", "as_table": true }));
    let cells = matrix["tables"][0]["rows"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|row| row.as_array().unwrap());
    let filled = cells.filter(|cell| cell["side"].is_string()).collect::<Vec<_>>();
    assert_eq!(filled.len(), view.standings().len());
    let stances =
        filled.iter().map(|cell| cell["stances"].as_array().unwrap().len()).sum::<usize>();
    assert_eq!(stances, view.stances().count());
}

/// The tables of a page are the library's answers: the same titles, headings and values.
#[test]
fn tables_of_a_page_are_the_answers_of_the_library() {
    use stancegraph::answer::align::Pairs;
    use stancegraph::answer::matrix::Sides;
    use stancegraph::answer::{Answer, Blocs, Issues, Table, Value as Cell, blocs, issues};
    use stancegraph::measure::Measure;
    for graph in [example(), random(31, 9, 7, 90)] {
        let view = graph.view().in_force();
        let pairs = Pairs::closest(&view.compare(Measure::Agreement).unwrap(), 2_000, 1);
        let sides = Sides::of(&view).unwrap();
        let issues = Issues::of(&view, &issues::Settings::default());
        let settings =
            blocs::Settings::default().with_time_limit(None).with_resamples(None).with_top(50);
        let blocs = Blocs::of(&view, &settings).unwrap();
        let session = Session::open(&canonical(&graph)).unwrap();
        let compare = |name: &str, tables: Vec<Table>| {
            let question = json!({ "ask": "draw", "view": name, "as_table": true });
            let answer: Value = serde_json::from_str(&session.ask(&question.to_string())).unwrap();
            let sheets = answer["tables"].as_array().unwrap();
            let with_rows = tables.iter().filter(|table| !table.rows.is_empty());
            for (table, sheet) in with_rows.zip(sheets) {
                assert_eq!(sheet["title"], table.title, "{name}");
                let is_filled = |column: &usize| {
                    table.rows.iter().any(|row| !row.values[*column].to_string().is_empty())
                };
                let filled = (0..table.columns.len()).filter(is_filled).collect::<Vec<_>>();
                let headings = filled.iter().map(|column| json!(table.columns[*column].heading));
                let shown = sheet["columns"].as_array().unwrap().iter();
                assert!(headings.eq(shown.map(|column| column["name"].clone())), "{name}");
                for (row, cells) in table.rows.iter().zip(sheet["rows"].as_array().unwrap()) {
                    let values = filled.iter().map(|column| &row.values[*column]);
                    for (value, cell) in values.zip(cells.as_array().unwrap()) {
                        assert_eq!(cell["text"], value.to_string(), "{name}");
                        if let Cell::Side(side) | Cell::Counted(side, _) = value.bare() {
                            assert_eq!(cell["side"], side.as_str(), "{name}");
                        }
                    }
                    let ids = cells.as_array().unwrap().iter();
                    let ids = ids.flat_map(|cell| cell["stances"].as_array().into_iter().flatten());
                    assert!(row.stances.is_empty() || ids.count() > 0, "{name}: {cells}");
                }
                let notes = sheet["notes"].as_array().unwrap().iter().map(|n| n.as_str().unwrap());
                assert!(notes.clone().all(|note| !note.contains("--")), "{name}: its own words");
                assert!(notes.count() >= table.notes.len(), "{name}");
            }
        };
        compare("alignment", pairs.tables());
        compare("matrix", sides.tables());
        compare("issues", issues.tables()[..1].to_vec());
        compare("blocs", blocs.tables_with(usize::MAX));
    }
}

#[test]
fn long_tables_of_a_page_end_after_two_thousand_rows_and_say_so() {
    let mut builder = StanceGraph::builder();
    builder.undeclared(Undeclared::Create);
    for number in 0..2_005 {
        let issue = format!("i{number}");
        builder.stance(&Stance::on_issue("ann", "supports", issue).expect("ids"));
    }
    let session = Session::of(builder.build().expect("no faults"));
    for view in ["diagram", "timeline", "table", "issues"] {
        let question = json!({ "ask": "draw", "view": view, "as_table": true });
        let answer: Value = serde_json::from_str(&session.ask(&question.to_string())).unwrap();
        let table = &answer["tables"][0];
        assert_eq!(table["rows"].as_array().unwrap().len(), 2_000, "{view}");
        let notes = table["notes"].to_string();
        assert!(notes.contains("and 5 more ") && notes.contains("filter"), "{view}: {notes}");
        assert!(table["title"].as_str().unwrap().contains("2005 "), "{view}: {table}");
    }
}

#[test]
fn days_of_the_slider_are_those_on_which_something_changes() {
    let text = "[actors.ann]\n[issues.tax]\n[[stances]]\nactor = \"ann\"\nlabel = \"opposes\"\nissue = \"tax\"\n\
                date = 2020\nuntil = \"2020-05\"\n[[stances]]\nactor = \"ann\"\nlabel = \"supports\"\nissue = \"tax\"\n\
                date = 2021-03-04\n";
    let session = Session::of(Format::Toml.read(text.as_bytes()).unwrap());
    let opened: Value = serde_json::from_str(&session.ask(r#"{"ask":"open"}"#)).unwrap();
    assert_eq!(opened["days"], json!(["2020-01-01", "2020-06-01", "2021-03-04"]));
}

#[test]
fn a_page_offers_what_there_is_to_filter_by_and_refuses_what_there_is_not() {
    let text = "[actors.ann]\n[issues.tax]\n[[stances]]\nactor = \"ann\"\nlabel = \"opposes\"\nissue = \"tax\"\n\
                grade = \"A\"\n[[stances]]\nactor = \"ann\"\nlabel = \"rejects\"\nissue = \"tax\"\ngrade = \"B\"\n";
    let session = Session::of(Format::Toml.read(text.as_bytes()).unwrap());
    let ask = |question: &str| serde_json::from_str::<Value>(&session.ask(question)).unwrap();
    let opened = ask(r#"{"ask":"open"}"#);
    let offers = opened["filters"].as_array().unwrap();
    let fields = offers.iter().map(|offer| offer["field"].as_str().unwrap()).collect::<Vec<_>>();
    assert_eq!(fields, ["actors", "issues", "grades"]);
    assert_eq!(offers[2]["choices"][1], json!({ "id": "B", "name": "B", "stances": 1 }));
    let drawn = ask(r#"{"ask":"draw","view":"table","query":{"filter":{"grades":["B"]}}}"#);
    assert!(drawn["summary"].as_str().unwrap().contains("grade B"), "{drawn}");
    for (question, said) in [
        (r#"{"ask":"draw","view":"table","actors":["ann"]}"#, "unknown field `actors`"),
        (
            r#"{"ask":"why","a":"ann","b":"ann","query":{"filter":{"who":[]}}}"#,
            "unknown field `who`",
        ),
        (r#"{"ask":"draw","view":"table","query":{"filter":{"actors":["an"]}}}"#, "\"ann\""),
    ] {
        let error = ask(question)["error"].to_string();
        assert!(error.contains(said) || error.contains(&said.replace('"', "\\\"")), "{error}");
    }
}
