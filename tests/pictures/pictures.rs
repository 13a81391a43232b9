//! What pictures look like, as far as a program can see it.
//!
//! Golden pictures lie in `tests/data/pictures/`; `STANCEGRAPH_RENEW=1 cargo test --test pictures
//! pictures::` draws them anew. Look at them before you commit them.

use std::collections::BTreeSet;
use std::fs;
use std::process::Command;

use crate::shared::graphs::{self, Seeded};
use crate::shared::svg;
use roxmltree::{Document, Node};
use stancegraph::graph::Filter;
use stancegraph::model::{Actor, ActorId, Issue, IssueId, Position, Stance, StanceId, date};
use stancegraph::render::engine::{Algorithm, Limits};
use stancegraph::render::{self, Diagram, Engine, Picture, Theme};
use stancegraph::{StanceGraph, Undeclared};

/// Texts that break careless writers.
const HOSTILE: [&str; 26] = [
    "\"quoted\"",
    "back\\slash",
    "ends with \\",
    "two\nlines",
    "windows\r\nlines",
    "\\N and \\G and \\E",
    "&amp; &lt; &#60;",
    "<b>bold</b>",
    "<script>alert(1)</script>",
    "</text></svg><script>alert(1)</script>",
    "]]>",
    "<!-- comment -->",
    "<![CDATA[x]]>",
    "\"];evil[label=\"",
    "' onload='alert(1)",
    "javascript:alert(1)",
    "{record|field}",
    "a\0b",
    "bell\u{7} escape\u{1b}[31m",
    "\u{fffe}\u{ffff}",
    "\u{202e}right to left",
    "שלום עולם",
    "مرحبا",
    "e\u{301}\u{301}\u{301} combining",
    "👩‍👩‍👧 emoji",
    "日本語のとても長いラベル",
];

/// A graph in which every text is hostile in its turn.
fn hostile() -> StanceGraph {
    let mut builder = StanceGraph::builder();
    builder.undeclared(Undeclared::Create).title(HOSTILE.join(" "));
    for (number, text) in HOSTILE.iter().enumerate() {
        let (actor, issue) = (format!("actor {}", number % 5), format!("issue {}", number % 7));
        let mut stance = Stance::on_issue(&actor, *text, &issue).expect("ids");
        stance.position = Some(Position::ALL[number % 3]);
        stance.note = Some((*text).into());
        stance.quote = Some((*text).into());
        builder.stance(&stance);
    }
    for (number, text) in HOSTILE.iter().enumerate().take(7) {
        let mut issue = Issue::new(IssueId::new(format!("issue {number}")).expect("an id"));
        issue.name = Some((*text).into());
        builder.issue(issue);
    }
    for (number, text) in HOSTILE.iter().enumerate().skip(7).take(5) {
        let mut actor = Actor::new(ActorId::new(format!("actor {}", number - 7)).expect("an id"));
        actor.name = Some((*text).into());
        builder.actor(actor);
    }
    let mut long = Stance::on_issue("actor 0", "x".repeat(20_480), "issue 6").expect("ids");
    long.position = Some(Position::Oppose);
    builder.stance(&long);
    builder.build().expect("no faults")
}

fn svg(graph: &StanceGraph, diagram: Diagram) -> String {
    let picture = Picture::default().with_diagram(diagram);
    render::svg(&graph.view(), &picture).expect("it can be drawn")
}

const DIAGRAMS: [Diagram; 4] =
    [Diagram::Stances, Diagram::Matrix, Diagram::Alignment, Diagram::AlignmentMap];

/// A small graph with every side, ties, a bundle, and a label said twice.
fn small() -> StanceGraph {
    let mut builder = StanceGraph::builder();
    builder.undeclared(Undeclared::Create).title("The harbour tunnel");
    for (actor, label, target, position) in [
        ("Council", "supports", "Tunnel", Position::Support),
        ("Council", "supports", "Tunnel", Position::Support),
        ("Port", "welcomes", "Tunnel", Position::Support),
        ("Port", "opposes", "Ferry", Position::Oppose),
        ("Residents", "fears", "Tunnel", Position::Oppose),
        ("Residents", "protests against", "Tunnel", Position::Oppose),
        ("Residents", "rejects", "Tunnel", Position::Oppose),
        ("Residents", "praises", "Tunnel", Position::Support),
        ("Residents", "calls for", "Ferry", Position::Support),
        ("Experts", "take note of", "Tunnel", Position::Neutral),
    ] {
        let stance = Stance::on_issue(actor, label, target).expect("ids");
        builder.stance(&stance.with_position(position));
    }
    builder.stance(&Stance::toward_actor("Residents", "criticises", "Council").expect("ids"));
    builder.build().expect("no faults")
}

fn is_wanted(name: &str, found: &str) {
    let path = crate::shared::repository::root().join("tests/data/pictures").join(name);
    if std::env::var_os("STANCEGRAPH_RENEW").is_some() {
        fs::write(&path, found).expect("the picture can be written");
    }
    let is_same = found == fs::read_to_string(&path).unwrap_or_default();
    assert!(is_same, "{name} is drawn in another way; draw it anew and look at it");
}

#[test]
fn small_pictures_are_as_wanted() {
    let graph = small();
    let view = graph.view();
    for (name, picture) in [
        ("stances", Picture::default()),
        ("dark", Picture::default().with_theme(Theme::DARK)),
        ("alignment-map", Picture::default().with_diagram(Diagram::AlignmentMap)),
    ] {
        is_wanted(&format!("{name}.svg"), &render::svg(&view, &picture).expect("drawn"));
        is_wanted(&format!("{name}.dot"), &render::dot(&view, &picture).expect("written"));
    }
    let print = Theme::PRINT;
    for (name, diagram, theme) in [
        ("matrix", Diagram::Matrix, Theme::LIGHT),
        ("matrix-print", Diagram::Matrix, print),
        ("alignment", Diagram::Alignment, Theme::LIGHT),
        ("alignment-print", Diagram::Alignment, print),
    ] {
        let picture = Picture::default().with_diagram(diagram).with_theme(theme);
        is_wanted(&format!("{name}.svg"), &render::svg(&view, &picture).expect("drawn"));
        let error = render::dot(&view, &picture).expect_err("it has no nodes");
        assert!(error.to_string().contains("DOT has nodes and edges"), "{error}");
    }
}

/// A box of the picture, in its own coordinates.
struct Area {
    what: String,
    x: f64,
    y: f64,
    right: f64,
    bottom: f64,
}

impl Area {
    fn of(rect: Node, what: &str, (dx, dy): (f64, f64)) -> Self {
        let number = |name| rect.attribute(name).expect("given").parse::<f64>().expect("a number");
        let (x, y) = (number("x") + dx, number("y") + dy);
        Self { what: what.into(), x, y, right: x + number("width"), bottom: y + number("height") }
    }

    fn overlaps(&self, other: &Self) -> bool {
        let by = 0.2;
        self.x + by < other.right
            && other.x + by < self.right
            && self.y + by < other.bottom
            && other.y + by < self.bottom
    }
}

/// The boxes of names and of labels.
fn areas(document: &Document) -> Vec<Area> {
    let rects = document.descendants().filter(|node| node.has_tag_name("rect"));
    let area = |rect: Node| {
        let parent = rect.parent()?;
        let class = parent.attribute("class").unwrap_or_default();
        let is_label = rect.attribute("class") == Some("halo");
        let is_name = class == "actor" || class == "issue";
        let text = parent.descendants().filter(|n| n.has_tag_name("text")).filter_map(|n| n.text());
        let what = text.collect::<Vec<_>>().join(" ");
        (is_label || is_name).then(|| Area::of(rect, &what, svg::moved(rect)))
    };
    rects.filter_map(area).collect()
}

fn nothing_overlaps(svg: &str, about: &str) {
    let document = Document::parse(svg).expect("it is XML");
    let size = |name| document.root_element().attribute(name).and_then(|text| text.parse().ok());
    let (width, height): (f64, f64) =
        (size("width").expect("given"), size("height").expect("given"));
    let areas = areas(&document);
    for (index, area) in areas.iter().enumerate() {
        let is_inside =
            area.x >= 0.0 && area.y >= 0.0 && area.right <= width && area.bottom <= height;
        assert!(is_inside, "{about}: {} leaves the frame", area.what);
        for other in &areas[..index] {
            assert!(!area.overlaps(other), "{about}: {} lies on {}", area.what, other.what);
        }
    }
}

#[test]
fn no_label_lies_on_another_on_a_name_or_beyond_the_frame() {
    let graphs = (0..200).map(|seed| {
        let mut seeded = Seeded(seed);
        let (actors, issues) = (2 + seeded.below(11), 1 + seeded.below(8));
        graphs::random(seed, actors, issues, 1 + seeded.below(60))
    });
    let graphs = graphs.chain([graphs::example(), hostile(), small()]);
    for (number, graph) in graphs.enumerate() {
        for diagram in DIAGRAMS {
            nothing_overlaps(&svg(&graph, diagram), &format!("graph {number}, {diagram:?}"));
        }
    }
}

#[test]
fn every_mark_leads_to_stances_of_the_graph_and_every_stance_has_a_mark() {
    for graph in [graphs::example(), small(), hostile(), graphs::random(7, 10, 8, 60)] {
        let view = graph.view();
        let svg = render::svg(&view, &Picture::default()).expect("drawn");
        let document = Document::parse(&svg).expect("it is XML");
        let marks = document.descendants().filter_map(|node| node.attribute("data-stances"));
        let marked = marks.flat_map(|ids| ids.split(' ').map(str::to_owned).collect::<Vec<_>>());
        let marked = marked.collect::<BTreeSet<_>>();
        let known = view
            .in_force()
            .stances()
            .map(|stance| stance.id().to_string())
            .collect::<BTreeSet<_>>();
        assert_eq!(marked, known);
    }
}

#[test]
fn an_id_of_ones_own_with_blanks_stays_one_id() {
    let mut builder = StanceGraph::builder();
    builder.undeclared(Undeclared::Create);
    let mut stance = Stance::on_issue("Ann", "opposes", "Tunnel").expect("ids");
    stance.id = Some(StanceId::new("my own %20 id").expect("an id"));
    builder.stance(&stance);
    let graph = builder.build().expect("no faults");
    let svg = svg(&graph, Diagram::Stances);
    assert!(svg.contains("data-stances=\"my%20own%20%2520%20id\""), "{svg}");
}

#[test]
fn no_text_becomes_markup() {
    let allowed =
        ["svg", "title", "desc", "rect", "text", "tspan", "g", "path", "line", "circle", "polygon"];
    for diagram in DIAGRAMS {
        let svg = svg(&hostile(), diagram);
        let document = Document::parse(&svg).expect("it is XML");
        for node in document.descendants().filter(Node::is_element) {
            assert!(allowed.contains(&node.tag_name().name()), "{}", node.tag_name().name());
            for attribute in node.attributes() {
                let name = attribute.name();
                assert!(!name.starts_with("on") && name != "href", "{name}");
            }
        }
        assert!(svg.chars().all(|c| c == '\n' || !c.is_control()));
    }
}

#[test]
fn every_hostile_label_is_there_as_it_was_said() {
    let graph = hostile();
    let svg = svg(&graph, Diagram::Stances);
    let document = Document::parse(&svg).expect("it is XML");
    let titles = document.descendants().filter(|node| node.has_tag_name("title"));
    let folded = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let titles = titles.filter_map(|node| node.text().map(folded)).collect::<Vec<_>>();
    for label in HOSTILE {
        let is_shown = |c: &char| c.is_whitespace() || !c.is_control();
        let visible = label.chars().filter(is_shown);
        let visible = visible.filter(|c| !matches!(c, '\u{fffe}' | '\u{ffff}'));
        let visible = folded(&visible.collect::<String>());
        assert!(titles.iter().any(|title| title.contains(&visible)), "{label:?}");
    }
}

/// How many nodes of ours and edges Graphviz finds in a text.
fn counted(json: &str) -> (usize, usize) {
    let graph: serde_json::Value = serde_json::from_str(json).expect("Graphviz writes JSON");
    let list = |name: &str| graph[name].as_array().cloned().unwrap_or_default();
    let is_ours = |object: &serde_json::Value| {
        let name = object["name"].as_str().unwrap_or_default();
        name.starts_with("actor:") || name.starts_with("issue:")
    };
    let nodes = list("objects").iter().filter(|object| is_ours(object)).count();
    (nodes, list("edges").len())
}

#[test]
fn graphviz_reads_what_we_write_whatever_labels_say() {
    for graph in [hostile(), graphs::example(), small()] {
        let dot = render::dot(&graph.view(), &Picture::default()).expect("written");
        let nodes = graph.petgraph().node_count();
        let idle = graph.petgraph().node_indices();
        let idle =
            idle.filter(|node| graph.petgraph().neighbors_undirected(*node).next().is_none());
        let wanted = (nodes - idle.count(), graph.stance_count());
        let json = Engine::Embedded.layout(&dot, Algorithm::Dot, Limits::default());
        assert_eq!(counted(&json.expect("it is DOT")), wanted);
        match Engine::System.layout(&dot, Algorithm::Dot, Limits::default()) {
            Ok(json) => assert_eq!(counted(&json), wanted),
            Err(render::engine::EngineError::NotInstalled) => skipped(),
            Err(error) => panic!("{error}"),
        }
    }
}

fn skipped() {
    eprintln!("skipped: no system Graphviz");
}

#[test]
fn a_system_graphviz_draws_the_picture_of_our_dot() {
    if Command::new("dot").arg("-V").output().is_err() {
        return skipped();
    }
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("map.dot");
    fs::write(&path, render::dot(&hostile().view(), &Picture::default()).expect("written"))
        .expect("space");
    let output = Command::new("dot").arg("-Tsvg").arg(&path).output().expect("it runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let svg = String::from_utf8(output.stdout).expect("text");
    let options = roxmltree::ParsingOptions { allow_dtd: true, ..Default::default() };
    let document = Document::parse_with_options(&svg, options).expect("it is XML");
    assert!(!document.descendants().any(|node| node.has_tag_name("script")));
}

#[test]
fn the_same_graph_gives_the_same_bytes_in_any_order_of_its_stances() {
    let picture = Picture::default();
    let straight = graphs::example();
    let reversed = graphs::example_in(|stances| stances.reverse());
    let rotated = graphs::example_in(|stances| stances.rotate_left(7));
    let first = render::svg(&straight.view(), &picture).expect("drawn");
    for graph in [&straight, &reversed, &rotated] {
        assert_eq!(render::svg(&graph.view(), &picture).expect("drawn"), first);
        let dot = render::dot(&graph.view(), &picture).expect("written");
        assert_eq!(dot, render::dot(&straight.view(), &picture).expect("written"));
    }
    let png = render::png(&straight.view(), &picture).expect("drawn");
    assert_eq!(render::png(&reversed.view(), &picture).expect("drawn"), png);
}

#[test]
fn thousands_of_stances_are_drawn_and_what_is_left_out_is_said() {
    let graph = graphs::random(1, 60, 40, 2_000);
    for diagram in DIAGRAMS {
        let svg = svg(&graph, diagram);
        let document = Document::parse(&svg).expect("it is XML");
        let has_room = matches!(diagram, Diagram::Matrix | Diagram::Alignment);
        assert!(has_room || svg.contains("left out"), "{diagram:?} says what is left out");
        assert!(document.descendants().count() > 500);
    }
}

#[test]
fn an_empty_view_is_a_picture_too() {
    let graph = graphs::example();
    let filter = Filter::default().with_text("nobody said this");
    let view = graph.view().filter(&filter).expect("no names in it");
    for diagram in DIAGRAMS {
        let picture = Picture::default().with_diagram(diagram);
        let svg = render::svg(&view, &picture).expect("drawn");
        assert!(Document::parse(&svg).is_ok());
        assert!(svg.contains("text nobody said this"), "the caption has the filter: {svg}");
        let has_dot = matches!(diagram, Diagram::Stances | Diagram::AlignmentMap);
        assert_eq!(render::dot(&view, &picture).is_ok(), has_dot);
        render::png(&view, &picture).expect("drawn");
    }
}

#[test]
fn caption_and_legend_say_what_is_drawn() {
    let graph = small();
    let filter = Filter::default().with_positions([Position::Oppose]);
    let view = graph.view().filter(&filter).expect("no names in it");
    let svg = render::svg(&view, &Picture::default()).expect("drawn");
    let texts = |svg: &str| {
        let document = Document::parse(svg).expect("it is XML");
        let texts = document.descendants().filter(|node| node.has_tag_name("text"));
        texts.filter_map(|node| node.text().map(str::to_owned)).collect::<Vec<_>>()
    };
    let found = texts(&svg);
    assert!(
        found.iter().any(|text| text == "opposes") && !found.iter().any(|text| text == "supports")
    );
    assert!(found.iter().any(|text| text.contains("position oppose")), "{found:?}");
    let all = texts(&self::svg(&graph, Diagram::Stances));
    for text in ["supports", "opposes", "actor", "issue"] {
        assert!(all.iter().any(|found| found == text), "{text} is not in {all:?}");
    }
}

/// The settings of a picture as JSON fit their published form, and so does a colour only if it is one.
#[test]
fn settings_fit_their_schema() {
    let schema = serde_json::to_value(schemars::schema_for!(Picture)).expect("a schema is JSON");
    let fits = jsonschema::validator_for(&schema).expect("the schema is a schema");
    let since = date(2016, 4, 29);
    for diagram in [Diagram::Stances, Diagram::AlignmentMap, Diagram::Change { since }] {
        let picture = Picture::default().with_diagram(diagram).with_theme(Theme::DARK);
        let json = serde_json::to_value(&picture).expect("it has serde");
        assert!(fits.is_valid(&json), "{json}");
    }
    assert!(fits.is_valid(&serde_json::json!({"theme": {"support": "#009E73"}})));
    for wrong in ["green", "#09e", "#009e7g", "#009e730"] {
        assert!(!fits.is_valid(&serde_json::json!({"theme": {"support": wrong}})), "{wrong}");
    }
    assert!(!fits.is_valid(&serde_json::json!({"diagram": "pie"})));
}
