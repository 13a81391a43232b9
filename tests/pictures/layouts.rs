//! Pictures that stay put: layouts that are kept, neighbourhoods, themes.

use std::collections::BTreeSet;

use crate::shared::graphs::random;
use crate::shared::program::{answer, ends, file, folder, refusal, run, text};
use roxmltree::Document;
use stancegraph::graph::Time;
use stancegraph::model::date;
use stancegraph::render::{self, Diagram, Layout, Picture, Theme};
use stancegraph::{StanceGraph, View};

const EXAMPLE: &str = "examples/data/northeast-asia-2016.toml";

/// The pictures whose parts have places that can be kept.
const DIAGRAMS: [Diagram; 4] =
    [Diagram::Stances, Diagram::Matrix, Diagram::Alignment, Diagram::AlignmentMap];

fn drawn(view: &View, diagram: Diagram, layout: Layout) -> render::Drawn {
    render::draw(view, &Picture::default().with_diagram(diagram).with_layout(layout))
        .expect("it can be drawn")
}

fn graphs() -> impl Iterator<Item = (usize, StanceGraph)> {
    (0..25_usize).map(|seed| {
        let (actors, issues) = (2 + seed % 9, 1 + seed % 7);
        (seed, random(seed as u64, actors, issues, 5 + (seed * 11) % 55))
    })
}

/// The box of every name in a picture: left, top, right, bottom.
fn boxes(svg: &str) -> Vec<(String, [f64; 4])> {
    let document = Document::parse(svg).expect("it is XML");
    let names = document.descendants().filter(|node| node.has_attribute("data-node"));
    let boxes = names.map(|node| {
        let rect = node.children().find(|child| child.attribute("class") == Some("box"));
        let rect = rect.expect("a name has a box");
        let [x, y, width, height] = ["x", "y", "width", "height"].map(|name| {
            rect.attribute(name).expect("a rectangle").parse::<f64>().expect("a number")
        });
        let name = node.attribute("data-node").expect("it has one");
        (name.to_owned(), [x, y, x + width, y + height])
    });
    boxes.collect()
}

#[test]
fn what_was_placed_stays_when_the_graph_grows() {
    for (seed, graph) in graphs() {
        let early = graph.view().at(Time::Window { from: None, until: Some(date(2024, 6, 1)) });
        for diagram in DIAGRAMS {
            let before = drawn(&early, diagram, Layout::default()).layout;
            // Nobody shares so much that there are blocs, whose members stand together wherever they stood.
            let min_shared = if diagram == Diagram::Stances { 1_000 } else { 1 };
            let picture = Picture::default()
                .with_diagram(diagram)
                .with_layout(before.clone())
                .with_min_shared(min_shared);
            let after = render::draw(&graph.view(), &picture).expect("it can be drawn").layout;
            for (name, place) in before.places(diagram) {
                let again = after.places(diagram)[name];
                let is_same = (0..2).all(|axis| (again[axis] - place[axis]).abs() < 1e-6);
                assert!(
                    is_same,
                    "seed {seed}, {diagram}: {name} moves from {place:?} to {again:?}"
                );
            }
        }
    }
}

#[test]
fn all_that_is_drawn_has_a_place() {
    for (seed, graph) in graphs() {
        for diagram in DIAGRAMS {
            let drawn = drawn(&graph.view(), diagram, Layout::default());
            let document = Document::parse(&drawn.svg).expect("it is XML");
            let names = document.descendants().filter_map(|node| node.attribute("data-node"));
            let places = drawn.layout.places(diagram);
            for name in names {
                let is_kept =
                    places.contains_key(name) || places.contains_key(&format!("toward {name}"));
                assert!(is_kept, "seed {seed}, {diagram}: {name}");
            }
        }
    }
}

#[test]
fn a_picture_drawn_with_its_own_layout_has_it_again() {
    for (seed, graph) in graphs() {
        let view = graph.view();
        for diagram in DIAGRAMS {
            let first = drawn(&view, diagram, Layout::default());
            let text = first.layout.to_string();
            let kept = Layout::from_toml("layout.toml", &text).expect("it can be read");
            let second = drawn(&view, diagram, kept.clone());
            let third = drawn(&view, diagram, second.layout.clone());
            assert_eq!(third.svg, second.svg, "seed {seed}, {diagram}");
            for (name, place) in first.layout.places(diagram) {
                let again = second.layout.places(diagram)[name];
                let is_near = (0..2).all(|axis| (again[axis] - place[axis]).abs() <= 0.01);
                assert!(is_near, "seed {seed}, {diagram}: {name}");
            }
            if [Diagram::Matrix, Diagram::Alignment].contains(&diagram) {
                assert_eq!(second.svg, first.svg, "seed {seed}, {diagram}: an order is the same");
            }
        }
    }
}

#[test]
fn new_names_do_not_lie_on_those_that_stay() {
    for (seed, graph) in graphs() {
        let early = graph.view().at(Time::Window { from: None, until: Some(date(2024, 6, 1)) });
        let places = drawn(&early, Diagram::Stances, Layout::default()).layout;
        let old = places.places(Diagram::Stances).keys().cloned().collect::<BTreeSet<_>>();
        let boxes = boxes(&drawn(&graph.view(), Diagram::Stances, places).svg);
        for (index, (name, [left, top, right, bottom])) in boxes.iter().enumerate() {
            for (other, [x, y, to_x, to_y]) in &boxes[..index] {
                let apart = right <= x || to_x <= left || bottom <= y || to_y <= top;
                let both_stay = old.contains(name) && old.contains(other);
                assert!(apart || both_stay, "seed {seed}: {name} lies on {other}");
            }
        }
    }
}

#[test]
fn a_neighbourhood_grows_to_all_that_hangs_together() {
    for (seed, graph) in graphs() {
        let all = graph.view().stances().map(stancegraph::StanceRef::id).collect::<BTreeSet<_>>();
        let name = graph.view().stances().next().expect("there are stances").actor().id.to_string();
        let mut before = BTreeSet::new();
        for depth in 0..12 {
            let view = graph.view().around(&name, depth).expect("it is there");
            let ids = view.stances().map(stancegraph::StanceRef::id).collect::<BTreeSet<_>>();
            assert!(before.is_subset(&ids) && ids.is_subset(&all), "seed {seed}, depth {depth}");
            before = ids;
        }
        let reached = graph.view().around(&name, usize::MAX).expect("it is there");
        assert_eq!(reached.stances().count(), before.len(), "seed {seed}");
    }
}

#[test]
fn what_joins_two_actors_is_what_they_share_and_say_of_one_another() {
    for (seed, graph) in graphs() {
        let view = graph.view();
        let actors = view.standings().actors().collect::<Vec<_>>();
        let (Some(a), Some(b)) = (actors.first(), actors.last()) else { continue };
        if a == b {
            continue;
        }
        let [from, to] =
            [a, b].map(|actor| graph.actor_at(*actor).expect("of this graph").id.to_string());
        let joined = graph.view().joining(&from, &to).expect("they are there");
        let pair = view.alignment(&from, &to, stancegraph::measure::Measure::Agreement);
        let mut shared = pair.expect("they are there").stances().into_iter();
        let joined = joined.stances().map(stancegraph::StanceRef::id).collect::<BTreeSet<_>>();
        assert!(shared.all(|stance| joined.contains(&stance.id())), "seed {seed}");
    }
}

#[test]
fn the_print_theme_has_no_colours() {
    let graph = random(7, 10, 8, 60);
    let picture = Picture::default().with_theme(Theme::PRINT);
    let svg = render::svg(&graph.view(), &picture).expect("it can be drawn");
    let colours = svg.match_indices("=\"#").map(|(at, _)| &svg[at + 3..at + 9]);
    for colour in colours.collect::<BTreeSet<_>>() {
        assert!(colour[..2] == colour[2..4] && colour[..2] == colour[4..], "#{colour} is no grey");
    }
}

#[test]
fn a_layout_is_written_and_kept() {
    let folder = folder();
    let path = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    let (layout, svg) = (path("map.layout.toml"), path("map.svg"));
    ends(0, &["draw", EXAMPLE, "--layout", &layout, "-o", &svg, "--quiet"]);
    let first = std::fs::read_to_string(&layout).expect("it is written");
    assert!(first.contains("[stances]\n\"actor:china\" = [0, "), "{first}");
    ends(0, &["draw", EXAMPLE, "--layout", &layout, "-o", &svg, "--quiet", "--issue", "thaad"]);
    assert_eq!(std::fs::read_to_string(&layout).expect("it is there"), first);
    let broken = file(&folder, "broken.toml", "[stances]\n\"actor:china\" = \"left\"\n");
    let said = refusal(&["draw", EXAMPLE, "--layout", &broken]);
    assert!(
        said.contains("has to be a list of two numbers") && said.contains("broken.toml:2:17"),
        "{said}"
    );
}

#[test]
fn themes_come_from_a_file() {
    let folder = folder();
    let theme = file(&folder, "ours.toml", "base = \"dark\"\nsupport = \"#12ab34\"\n");
    let svg = answer(&["draw", EXAMPLE, "--theme", &theme]);
    assert!(svg.contains("#12ab34") && svg.contains(&Theme::DARK.background.to_string()));
    let said = refusal(&["draw", EXAMPLE, "--theme", "sepia"]);
    assert!(said.contains("write light, dark, print or a file"), "{said}");
    let wrong = file(&folder, "wrong.toml", "suport = \"#12ab34\"\noppose = \"red\"\n");
    let said = refusal(&["draw", EXAMPLE, "--theme", &wrong]);
    assert!(said.contains("did you mean \"support\"?") && said.contains("2 errors"), "{said}");
}

#[test]
fn a_focus_is_drawn_and_said() {
    let svg = answer(&["draw", EXAMPLE, "--focus", "thaad"]);
    assert!(
        svg.contains("within 1 step of THAAD in South Korea")
            && !svg.contains("North Korea</text>")
    );
    let svg = answer(&["draw", EXAMPLE, "--between", "Russia", "South Korea"]);
    assert!(svg.contains("between Russia and South Korea") && !svg.contains(">China</text>"));
    let said = refusal(&["draw", EXAMPLE, "--focus", "thad"]);
    assert!(said.contains("did you mean \"thaad\"?"), "{said}");
}

#[test]
fn characters_that_no_font_has_are_named() {
    let folder = folder();
    let map = file(&folder, "map.csv", "actor,label,issue\n平和党,supports,Tunnel\n");
    let png = folder.path().join("map.png").to_string_lossy().into_owned();
    let output = run(&["draw", &map, "-o", &png, "--quiet"]);
    assert!(output.status.success());
    let said = text(&output.stderr);
    assert!(said.contains("no glyph for 党 和 平") && said.contains("--system-fonts"), "{said}");
    let svg = folder.path().join("map.svg").to_string_lossy().into_owned();
    let output = run(&["draw", &map, "-o", &svg, "--quiet"]);
    assert!(!text(&output.stderr).contains("no glyph"), "an SVG has the fonts of its reader");
}

#[test]
fn a_pdf_is_whole_and_the_same_twice() {
    let folder = folder();
    let path = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    let read = |path: &str| std::fs::read(path).expect("it is written");
    let (one, two) = (path("one.pdf"), path("two.pdf"));
    for pdf in [&one, &two] {
        ends(0, &["draw", EXAMPLE, "-o", pdf, "--quiet"]);
    }
    assert_eq!(read(&one), read(&two));
    assert!(read(&one).starts_with(b"%PDF") && read(&one).trim_ascii_end().ends_with(b"%%EOF"));
}
