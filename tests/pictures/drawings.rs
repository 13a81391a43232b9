//! Where things are in a picture, what they say, and that they stay out of one another's way.

#![allow(clippy::print_stdout, reason = "a test says what it leaves out")]

use std::collections::{BTreeMap, BTreeSet};

use crate::shared::graphs;
use roxmltree::{Document, Node};
use stancegraph::bloc::{BlocCount, TieRule};
use stancegraph::diff::Diff;
use stancegraph::graph::{Filter, Side, Standing, Time};
use stancegraph::measure::Measure;
use stancegraph::model::{Actor, ActorId, Date, Position, Stance, StanceId, date};
use stancegraph::render::font::{Weight, width};
use stancegraph::render::{self, Diagram, Engine, Layout, Picture, Theme};
use stancegraph::{StanceGraph, StanceRef, Undeclared, View};

const DIAGRAMS: [Diagram; 4] =
    [Diagram::Stances, Diagram::Matrix, Diagram::Alignment, Diagram::AlignmentMap];

fn picture(diagram: Diagram) -> Picture {
    Picture::default().with_diagram(diagram)
}

fn svg(graph: &StanceGraph, diagram: Diagram) -> String {
    render::svg(&graph.view(), &picture(diagram)).unwrap()
}

/// The title, the time and the notes above a picture.
fn caption(svg: &str) -> String {
    let document = Document::parse(svg).unwrap();
    let texts = document.root_element().children().filter(|node| node.has_tag_name("text"));
    texts.filter_map(|text| text.text()).collect::<Vec<_>>().join(" ")
}

#[test]
fn the_order_of_stances_does_not_count() {
    for diagram in DIAGRAMS {
        let first = svg(&graphs::example(), diagram);
        assert_eq!(first, svg(&graphs::example(), diagram));
        for seed in 0..4 {
            let mut seeded = graphs::Seeded(seed);
            let shuffled = graphs::example_in(|stances| {
                (1..stances.len()).for_each(|index| stances.swap(index, seeded.below(index + 1)));
            });
            assert_eq!(first, svg(&shuffled, diagram), "seed {seed}");
        }
    }
}

#[test]
fn no_text_is_markup() {
    let elements = ["svg", "title", "desc", "g", "rect", "path", "text"];
    for text in graphs::hostile() {
        let graph = graphs::with_text(&text);
        for diagram in DIAGRAMS {
            let svg = svg(&graph, diagram);
            let document = Document::parse(&svg).map_err(|error| format!("{text:?}: {error}"));
            let document = document.unwrap();
            for node in document.descendants().filter(Node::is_element) {
                assert!(elements.contains(&node.tag_name().name()), "{node:?}");
                for attribute in node.attributes() {
                    assert!(!attribute.name().starts_with("on"), "{attribute:?}");
                    assert!(!attribute.name().ends_with("href"), "{attribute:?}");
                    let is_data = attribute.name().starts_with("data-");
                    assert!(is_data || !attribute.value().contains("javascript:"));
                }
            }
        }
    }
}

#[test]
fn every_text_is_shown() {
    for text in graphs::hostile().into_iter().filter(|text| text.len() < 100) {
        let graph = graphs::with_text(&text);
        let svg = svg(&graph, Diagram::Stances);
        let document = Document::parse(&svg).unwrap();
        let letters = |text: &str| {
            let visible = |c: &char| !c.is_whitespace() && !c.is_control() && *c != '\u{ffff}';
            text.chars().filter(visible).collect::<String>()
        };
        for mark in document.descendants().filter(|node| node.has_attribute("data-stances")) {
            let shown = mark.children().filter(|node| node.has_tag_name("text"));
            let shown = shown.skip(1).filter_map(|node| node.text()).collect::<String>();
            assert_eq!(letters(&shown), letters(&text));
        }
    }
}

/// The ids that a mark stands for.
fn ids(mark: Node) -> Vec<StanceId> {
    let words = mark.attribute("data-stances").unwrap().split(' ');
    words.map(|word| StanceId::new(decoded(word)).unwrap()).collect()
}

/// What a word of `data-stances` says: `%20` is a space.
fn decoded(word: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = word.as_bytes();
    while let [first, after @ ..] = rest {
        if *first == b'%' {
            let digits = std::str::from_utf8(&after[..2]).unwrap();
            bytes.push(u8::from_str_radix(digits, 16).unwrap());
            rest = &after[2..];
        } else {
            bytes.push(*first);
            rest = after;
        }
    }
    String::from_utf8(bytes).unwrap()
}

#[test]
fn every_line_leads_to_its_stances() {
    let mut all = graphs::hostile().iter().map(|text| graphs::with_text(text)).collect::<Vec<_>>();
    all.extend([graphs::example(), graphs::random(7, 10, 8, 60), graphs::random(2, 5, 3, 80)]);
    for graph in all {
        let svg = svg(&graph, Diagram::Stances);
        let document = Document::parse(&svg).unwrap();
        let marks = document.descendants().filter(|node| node.has_attribute("data-stances"));
        let mut found = marks.flat_map(ids).collect::<Vec<_>>();
        let mut wanted = graph.view().in_force().stances().map(StanceRef::id).collect::<Vec<_>>();
        found.sort();
        wanted.sort();
        assert_eq!(found, wanted);
    }
}

#[test]
fn a_line_tells_its_evidence() {
    let svg = svg(&graphs::example(), Diagram::Stances);
    let document = Document::parse(&svg).unwrap();
    let tooltips = document.descendants().filter(|node| node.has_tag_name("title"));
    let wanted = "South Korea defends THAAD in South Korea\n2016-04-29\n\
                  Russia and China on North Korea and THAAD (Yonhap, 2016-04-29), paragraph 10";
    assert_eq!(tooltips.filter(|title| title.text() == Some(wanted)).count(), 1);
    assert!(svg.contains(">urges restraint ×2</text>"));
}

#[test]
fn a_picture_says_what_it_shows() {
    let graph = graphs::example();
    let filter = Filter::default().with_issues(["thaad"]);
    let view = graph.view().filter(&filter).unwrap();
    let svg = render::svg(&view, &Picture::default()).unwrap();
    let caption = caption(&svg);
    for part in [
        "Northeast Asia, April 2016",
        "issue THAAD in South Korea",
        "10 stances",
        "1 source",
        "Yonhap",
    ] {
        assert!(caption.contains(part), "{part:?} in {caption:?}");
    }
    let document = Document::parse(&svg).unwrap();
    let root = document.root_element();
    assert_eq!(root.attribute("role"), Some("img"));
    let description = root.children().find(|node| node.has_tag_name("desc")).unwrap();
    let description = description.text().unwrap();
    assert!(description.contains("China: oppose on THAAD in South Korea, 3 stances."));
    assert!(!svg.contains("is neutral"), "the legend has only what is drawn");
}

#[test]
fn pairs_that_share_little_are_left_out_and_counted() {
    let graph = graphs::example();
    let picture = picture(Diagram::AlignmentMap).with_min_shared(2);
    let svg = render::svg(&graph.view(), &picture).unwrap();
    assert!(svg.contains(">1 on 4</text>") && !svg.contains("on 1</text>"));
    let caption = caption(&svg);
    assert!(caption.contains("5 pairs with fewer than 2 shared targets left out"), "{caption}");
    assert!(caption.contains("without a line: North Korea, South Korea, United States"));
}

#[test]
fn a_dark_picture_differs_in_its_colours_alone() {
    let graph = graphs::example();
    let dark = Picture::default().with_theme(Theme::DARK);
    let dark = render::svg(&graph.view(), &dark).unwrap();
    let light = svg(&graph, Diagram::Stances);
    assert!(dark.contains(&Theme::DARK.oppose.to_string()));
    assert!(!dark.contains(&Theme::LIGHT.oppose.to_string()));
    assert_eq!(dark.lines().count(), light.lines().count());
}

#[test]
fn the_system_draws_the_same_marks() {
    let graph = graphs::example();
    let picture = Picture::default().with_engine(Engine::System);
    match render::svg(&graph.view(), &picture) {
        Ok(system) => {
            let embedded = svg(&graph, Diagram::Stances);
            assert_eq!(system.lines().count(), embedded.lines().count());
        }
        Err(error) => {
            assert!(error.to_string().starts_with("graphviz is not installed"), "{error}");
            println!("no `dot` on the path: not compared");
        }
    }
}

#[test]
fn a_png_has_its_scale() {
    let graph = graphs::example();
    let png = |scale| {
        let picture = Picture::default().with_scale(scale);
        render::png(&graph.view(), &picture)
    };
    let width = |png: &[u8]| u32::from_be_bytes(png[16..20].try_into().unwrap());
    let (single, double) = (png(1.0).unwrap(), png(2.0).unwrap());
    assert!(width(&double).abs_diff(2 * width(&single)) <= 2);
    assert!(png(0.0).unwrap_err().to_string().contains("scale"));
}

/// A rectangle: left, top, right, bottom.
#[derive(Clone, Copy, Debug)]
struct Rect([f64; 4]);

impl Rect {
    fn of(node: Node) -> Self {
        let number = |name| node.attribute(name).map_or(0.0, |text| text.parse::<f64>().unwrap());
        let (x, y) = (number("x"), number("y"));
        Self([x, y, x + number("width"), y + number("height")])
    }

    fn overlaps(self, other: Self) -> bool {
        let ([left, top, right, bottom], [left2, top2, right2, bottom2]) = (self.0, other.0);
        // Numbers are written with one decimal.
        left + 0.2 < right2 && left2 + 0.2 < right && top + 0.2 < bottom2 && top2 + 0.2 < bottom
    }

    fn has(self, [x, y]: [f64; 2]) -> bool {
        let [left, top, right, bottom] = self.0;
        left + 0.3 < x && x < right - 0.3 && top + 0.3 < y && y < bottom - 0.3
    }
}

fn rects<'a>(document: &'a Document, class: &str) -> Vec<(Node<'a, 'a>, Rect)> {
    let rects = document.descendants().filter(|node| node.attribute("class") == Some(class));
    rects.map(|node| (node, Rect::of(node))).collect()
}

/// Points on a path of ours: `M`, `L`, `H` and `C` with absolute numbers.
fn points(path: &str) -> Vec<[f64; 2]> {
    let mut points = Vec::new();
    let mut words = path.split(' ').peekable();
    let pair = |text: &str| {
        let (x, y) = text.split_once(',').unwrap();
        [x.parse().unwrap(), y.parse().unwrap()]
    };
    while let Some(word) = words.next() {
        let (letter, rest) = word.split_at(1);
        let last: [f64; 2] = points.last().copied().unwrap_or_default();
        match letter {
            "M" => points.push(pair(rest)),
            "L" => straight(&mut points, pair(rest)),
            "H" => straight(&mut points, [rest.parse().unwrap(), last[1]]),
            "C" => {
                let second = pair(words.next().unwrap());
                let curve = [last, pair(rest), second, pair(words.next().unwrap())];
                points.extend((1..=40).map(|step| bezier(curve, f64::from(step) / 40.0)));
            }
            "Z" => {}
            _ => panic!("{path}"),
        }
    }
    points
}

fn straight(points: &mut Vec<[f64; 2]>, to: [f64; 2]) {
    let from = points.last().copied().unwrap();
    let between = |t: f64| [from[0] + (to[0] - from[0]) * t, from[1] + (to[1] - from[1]) * t];
    points.extend((1..=20).map(|step| between(f64::from(step) / 20.0)));
}

fn bezier(points: [[f64; 2]; 4], t: f64) -> [f64; 2] {
    let u = 1.0 - t;
    let weights = [u * u * u, 3.0 * u * u * t, 3.0 * u * t * t, t * t * t];
    [0, 1].map(|axis| points.iter().zip(weights).map(|(point, w)| point[axis] * w).sum())
}

/// That labels and names lie on nothing, no line runs through them, and all is inside the frame. Lines
/// between actors of a map run behind names where there is no way around.
fn assert_tidy(svg: &str, diagram: Diagram, what: &str) {
    let what = &format!("{what}, {diagram:?}");
    let document = Document::parse(svg).unwrap();
    let labels = rects(&document, "halo");
    let names = rects(&document, "box");
    let boxes = labels.iter().chain(&names).map(|(_, rect)| *rect).collect::<Vec<_>>();
    for (index, rect) in boxes.iter().enumerate() {
        let other = boxes[index + 1..].iter().find(|other| rect.overlaps(**other));
        assert!(other.is_none(), "{what}: {rect:?} lies on {other:?}");
    }
    for (halo, rect) in &labels {
        let texts = halo.next_siblings().filter(|node| node.has_tag_name("text"));
        texts.for_each(|text| assert_inside(text, *rect, what));
    }
    let marks = document.descendants().filter(|node| node.has_attribute("data-stances"));
    let paths = marks.flat_map(|mark| mark.children().filter_map(|node| node.attribute("d")));
    for path in paths.filter(|_| diagram == Diagram::Stances) {
        for point in points(path) {
            let under = boxes.iter().find(|rect| rect.has(point));
            assert!(under.is_none(), "{what}: a line at {point:?} runs through {under:?}");
        }
    }
    assert_in_frame(&document, &boxes, what);
}

fn assert_inside(text: Node, rect: Rect, what: &str) {
    let number = |name| text.attribute(name).unwrap().parse::<f64>().unwrap();
    let words = text.text().unwrap();
    let end = number("x") + width(words, number("font-size"), Weight::Regular);
    let [left, top, right, bottom] = rect.0;
    let y = number("y");
    assert!(left <= number("x") && end <= right + 0.2, "{what}: {words:?} leaves {rect:?}");
    assert!(top < y - 8.0 && y < bottom, "{what}: {words:?} leaves {rect:?}");
}

fn assert_in_frame(document: &Document, boxes: &[Rect], what: &str) {
    let root = document.root_element();
    let number = |name| root.attribute(name).unwrap().parse::<f64>().unwrap();
    let group = root.children().find(|node| node.has_attribute("transform")).unwrap();
    let shift = group.attribute("transform").unwrap();
    let shift = shift.strip_prefix("translate(").unwrap().strip_suffix(')').unwrap();
    let (x, y) = shift.split_once(' ').unwrap();
    let (x, y) = (x.parse::<f64>().unwrap(), y.parse::<f64>().unwrap());
    for rect in boxes {
        let [left, top, right, bottom] = rect.0;
        let is_inside = left + x > 10.0
            && top + y > 60.0
            && right + x < number("width") - 10.0
            && bottom + y < number("height") - 40.0;
        assert!(is_inside, "{what}: {rect:?} leaves the frame");
    }
}

#[test]
fn nothing_lies_on_anything() {
    let mut pictures = vec![
        ("example".to_owned(), graphs::example()),
        ("sixty stances".to_owned(), graphs::random(7, 10, 8, 60)),
        ("one pair".to_owned(), graphs::random(3, 1, 1, 30)),
    ];
    for seed in 0..30_usize {
        let graph = graphs::random(seed as u64, 2 + seed % 8, 1 + seed % 5, 1 + (seed * 7) % 40);
        pictures.push((format!("seed {seed}"), graph));
    }
    pictures.extend(graphs::hostile().iter().map(|text| (text.clone(), graphs::with_text(text))));
    for (what, graph) in pictures {
        for diagram in DIAGRAMS {
            assert_tidy(&svg(&graph, diagram), diagram, &what);
        }
    }
}

#[test]
fn camps_stand_left_and_right() {
    let svg = svg(&graphs::example(), Diagram::Stances);
    let document = Document::parse(&svg).unwrap();
    let left = |id: &str| {
        let name = document.descendants().find(|node| node.attribute("data-node") == Some(id));
        let rect = name.unwrap().children().find(|node| node.has_tag_name("rect"));
        Rect::of(rect.unwrap()).0[0]
    };
    let columns = [
        vec!["actor:china", "actor:russia"],
        vec!["actor:north-korea", "issue:thaad", "issue:six-party-talks", "issue:un-resolution"],
        vec!["actor:south-korea", "actor:united-states"],
    ];
    let columns = columns.map(|ids| {
        let lefts = ids.into_iter().map(|id| left(id).to_string()).collect::<BTreeSet<_>>();
        assert_eq!(lefts.len(), 1, "{lefts:?}");
        lefts.first().unwrap().parse::<f64>().unwrap()
    });
    assert!(columns.is_sorted() && columns[0] < columns[2]);
    assert_eq!(rects(&document, "camp").len(), 2);
}

/// The boxes of actors by their ids.
fn actor_boxes(document: &Document) -> BTreeMap<String, [f64; 4]> {
    let actors = document.descendants().filter_map(|node| {
        let id = node.attribute("data-node")?.strip_prefix("actor:")?.to_owned();
        let rect = node.children().find(|node| node.has_tag_name("rect"))?;
        Some((id, Rect::of(rect).0))
    });
    actors.collect()
}

/// Whoever has its middle in a panel.
fn in_panels(document: &Document) -> Vec<BTreeSet<String>> {
    let boxes = actor_boxes(document);
    let within = |[left, top, right, bottom]: [f64; 4]| {
        let boxes = boxes.iter().filter(move |(_, place)| {
            let (x, y) = (f64::midpoint(place[0], place[2]), f64::midpoint(place[1], place[3]));
            left < x && x < right && top < y && y < bottom
        });
        boxes.map(|(id, _)| id.clone()).collect()
    };
    rects(document, "camp").into_iter().map(|(_, rect)| within(rect.0)).collect()
}

#[test]
fn panels_are_blocs_and_nobody_in_one_opposes_another() {
    let mut drawn = 0;
    for seed in 0..60_usize {
        let graph = graphs::random(seed as u64, 3 + seed % 9, 1 + seed % 5, 6 + (seed * 7) % 50);
        let view = graph.view();
        let counts = [BlocCount::Two, BlocCount::AtMost(3.try_into().unwrap()), BlocCount::Any];
        for (blocs, direct) in counts.into_iter().flat_map(|count| [(count, false), (count, true)])
        {
            let min_shared = 1 + seed % 2;
            let engine = Engine::Averages;
            let picture = Picture::default()
                .with_blocs(blocs)
                .with_direct(direct)
                .with_min_shared(min_shared)
                .with_engine(engine);
            let svg = render::svg(&view, &picture).unwrap();
            let document = Document::parse(&svg).unwrap();
            // What the verb `blocs` finds with the same options.
            let rule = TieRule::default().with_min_shared(min_shared);
            let ties = match direct {
                true => view.direct_graph(false),
                false => view.alignment_graph(Measure::Agreement, rule).unwrap(),
            };
            let found = ties.blocs(blocs, None, 0);
            for panel in in_panels(&document) {
                drawn += 1;
                let actors = panel.iter().map(|id| graph.find_actor(id).unwrap());
                let actors = actors.collect::<Vec<_>>();
                assert!(actors.len() > 1, "{seed}: {panel:?}");
                let bloc = found.bloc_of(actors[0]).expect("of this graph");
                let are_one = actors
                    .iter()
                    .all(|actor| found.bloc_of(*actor).expect("of this graph") == bloc);
                assert!(bloc.is_some() && are_one, "{seed}, {blocs}, {direct}: {panel:?}");
                for standing in view.standings().iter() {
                    let stancegraph::graph::Node::Actor(target) = standing.target_node() else {
                        continue;
                    };
                    let ends = [standing.actor_ix(), target];
                    let is_within = ends[0] != ends[1] && ends.iter().all(|a| actors.contains(a));
                    assert!(!is_within || standing.side() != Side::Oppose, "{seed}: {panel:?}");
                }
            }
        }
    }
    assert!(drawn > 50, "{drawn} panels");
}

/// Somewhere for everybody whom a view shows: columns and heights that nobody would choose.
fn random_layout(view: &View, seed: u64) -> Layout {
    let mut seeded = graphs::Seeded(seed);
    let standings = view.standings();
    let actors = standings.iter().map(|standing| format!("actor:{}", standing.actor().id));
    let targets = standings.iter().map(|standing| match standing.target_node() {
        stancegraph::graph::Node::Actor(_) => format!("actor:{}", standing.target().id()),
        stancegraph::graph::Node::Issue(_) => format!("issue:{}", standing.target().id()),
    });
    let names = actors.chain(targets).collect::<BTreeSet<_>>();
    let places = names.into_iter().filter_map(|name| {
        let place = [seeded.below(3), 12 * seeded.below(30)];
        let place = place.map(|number| f64::from(u16::try_from(number).expect("it is small")));
        (seeded.below(5) > 0).then_some((name, place))
    });
    let mut layout = Layout::default();
    layout.keep(Diagram::Stances, places.collect());
    layout
}

#[test]
fn every_bloc_has_one_panel_whatever_the_layout() {
    let mut drawn = 0;
    for seed in 0..25_usize {
        let graph = graphs::random(seed as u64, 3 + seed % 7, 1 + seed % 5, 6 + (seed * 7) % 40);
        let ever = graph.view().at(Time::Window { from: None, until: None });
        let picture = Picture::default().with_engine(Engine::Averages);
        let of_ever = render::draw(&ever, &picture).unwrap().layout;
        let views = [graph.view(), graph.snapshot(date(2024, 6, 1))];
        for (view, count) in views.iter().flat_map(|view| [(view, 2), (view, 3)]) {
            let blocs = BlocCount::AtMost(count.try_into().unwrap());
            let found = stancegraph::bloc::Grouping::default().with_count(blocs);
            let found = found.blocs(view).unwrap();
            assert!(found.is_decided());
            let unopposed = found.unopposed(view).into_iter().filter(|nodes| nodes.len() > 1);
            let id = |node: usize| {
                graph.actor_at(found.ties().nodes()[node]).expect("of this graph").id.to_string()
            };
            let wanted = unopposed.map(|nodes| nodes.into_iter().map(id).collect());
            let wanted = wanted.collect::<BTreeSet<BTreeSet<_>>>();
            let random = (0..3).map(|n| random_layout(&ever, (3 * seed + n) as u64));
            for layout in random.chain([of_ever.clone(), Layout::default()]) {
                let picture = picture.clone().with_blocs(blocs).with_layout(layout.clone());
                let svg = render::svg(view, &picture).unwrap();
                let document = Document::parse(&svg).unwrap();
                let panels = in_panels(&document);
                drawn += panels.len();
                let count = panels.len();
                let panels = panels.into_iter().collect::<BTreeSet<_>>();
                assert_eq!(panels, wanted, "{seed}, {count}: {layout}");
                assert_eq!(panels.len(), count, "{seed}: a bloc has two panels");
            }
        }
    }
    assert!(drawn > 100, "{drawn} panels");
}

#[test]
fn blocs_that_a_layout_sets_apart_stay_where_it_has_them() {
    let stances =
        [("ann", "supports"), ("bob", "supports"), ("cem", "opposes"), ("dua", "opposes")];
    let graph = said(&stances.map(|(actor, label)| (actor, label, "dam")));
    let across = |places: [u8; 4]| {
        let names = ["ann", "bob", "cem", "dua"].map(|name| format!("actor:{name}"));
        let mut layout = Layout::default();
        let heights = [10.0, 60.0, 110.0, 160.0];
        let places = places.into_iter().zip(heights).map(|(x, y)| [f64::from(x), y]);
        layout.keep(Diagram::Stances, names.into_iter().zip(places).collect());
        let picture = Picture::default().with_layout(layout);
        let layout = render::draw(&graph.view(), &picture).unwrap().layout;
        ["ann", "bob", "cem", "dua"]
            .map(|name| layout.places(Diagram::Stances)[&format!("actor:{name}")][0].to_string())
            .join(" ")
    };
    assert_eq!(across([2, 2, 0, 0]), "2 2 0 0");
    assert_eq!(across([1, 1, 2, 2]), "1 1 2 2");
    // A bloc is not torn apart, nor put beside its opposite.
    assert_eq!(across([2, 2, 0, 2]), "2 2 0 0");
    assert_eq!(across([2, 2, 2, 2]), "0 0 2 2");
}

/// A graph of actors' stances on issues, and on one another where the target begins with `@`.
fn said(stances: &[(&str, &str, &str)]) -> StanceGraph {
    let mut builder = StanceGraph::builder();
    builder.undeclared(Undeclared::Create);
    for (actor, label, target) in stances {
        let stance = match target.strip_prefix('@') {
            Some(other) => Stance::toward_actor(*actor, *label, other).unwrap(),
            None => Stance::on_issue(*actor, *label, *target).unwrap(),
        };
        builder.stance(&stance.with_date(date(2020, 1, 1)));
    }
    builder.build().unwrap()
}

#[test]
fn a_panel_without_some_of_its_bloc_does_not_claim_to_be_the_bloc() {
    let four = ["ann", "bob", "cem", "dua"].map(|actor| (actor, "supports", "dam"));
    let graph = said(&[&four[..], &[("cem", "opposes", "@ann")]].concat());
    let drawn = svg(&graph, Diagram::Stances);
    let document = Document::parse(&drawn).unwrap();
    assert_eq!(in_panels(&document), [BTreeSet::from(["bob".to_owned(), "dua".to_owned()])]);
    let wanted =
        "bloc of ann, bob, cem and dua; ann and cem stand outside its panel since cem opposes ann";
    assert!(caption(&drawn).contains(wanted), "{}", caption(&drawn));
    assert!(!drawn.contains(">a bloc<"));
    assert!(drawn.contains(">a bloc, without members who oppose one another<"));
    // Of two nobody is left for a panel.
    let two = [("ann", "supports", "dam"), ("bob", "supports", "dam"), ("bob", "opposes", "@ann")];
    let drawn = svg(&said(&two), Diagram::Stances);
    let wanted = "ann and bob are one bloc, without a panel since bob opposes ann";
    assert!(caption(&drawn).contains(wanted), "{}", caption(&drawn));
    assert!(!drawn.contains("a bloc"));
}

#[test]
fn the_flow_says_who_opposes_a_member_of_its_bloc() {
    let four = ["ann", "bob", "cem", "dua"].map(|actor| (actor, "supports", "dam"));
    let graph = said(&[&four[..], &[("cem", "opposes", "@ann")]].concat());
    let drawn = svg(&graph, Diagram::Flow { window: "1y".parse().unwrap(), step: None });
    assert!(caption(&drawn).contains("in one bloc, although cem opposes ann (2020)"));
}

#[test]
fn who_is_unplaced_stands_apart_and_the_caption_says_so() {
    let stances = [
        ("ann", "supports", "dam"),
        ("bob", "supports", "dam"),
        ("cem", "opposes", "dam"),
        ("dua", "opposes", "dam"),
        ("bob", "supports", "well"),
        ("cem", "supports", "well"),
        ("eva", "opposes", "well"),
    ];
    let mut builder = StanceGraph::builder();
    builder.undeclared(stancegraph::Undeclared::Create);
    for (actor, label, issue) in stances {
        builder.stance(&stancegraph::model::Stance::on_issue(actor, label, issue).unwrap());
    }
    let graph = builder.build().unwrap();
    let svg = svg(&graph, Diagram::Stances);
    let document = Document::parse(&svg).unwrap();
    let panels =
        in_panels(&document).into_iter().map(|panel| panel.into_iter().collect::<Vec<_>>());
    assert_eq!(
        panels.collect::<BTreeSet<_>>(),
        [vec!["ann".into(), "bob".into()], vec!["cem".into(), "dua".into()]].into()
    );
    let caption = caption(&svg);
    assert!(caption.contains("unplaced, as 2 partitions are equally good: eva"), "{caption}");
}

#[test]
fn without_two_camps_actors_stand_left_of_what_they_speak_of() {
    for (actors, issues) in [(1, 1), (1, 40), (2, 2), (5, 3), (12, 12)] {
        let mut builder = StanceGraph::builder();
        builder.undeclared(Undeclared::Create);
        for number in 0..issues.max(actors) {
            let (actor, issue) = (number % actors, number % issues);
            let stance = Stance::on_issue(format!("a{actor}"), "opposes", format!("i{issue}"));
            builder.stance(&stance.unwrap());
        }
        let graph = builder.build().unwrap();
        let drawn = render::draw(&graph.view(), &picture(Diagram::Stances)).unwrap();
        let places = drawn.layout.places(Diagram::Stances);
        let column = |name: String| places[&name][0];
        for stance in graph.stances() {
            let [from, to] = [
                column(format!("actor:{}", stance.actor().id)),
                column(format!("issue:{}", stance.target().id())),
            ];
            assert!(from < to, "{actors} actors, {issues} issues: {stance} from {from} to {to}");
        }
    }
}

/// Stances that supersede one another, some of which end, some undated, and some addressed to someone.
fn succession(seed: u64) -> StanceGraph {
    let mut seeded = graphs::Seeded(seed);
    let mut builder = StanceGraph::builder();
    builder.undeclared(Undeclared::Create);
    for _ in 0..40 {
        let (actor, target) = (format!("a{}", seeded.below(4)), seeded.below(4));
        let label = ["supports", "opposes", "is neutral on"][seeded.below(3)];
        let mut stance = match seeded.below(4) {
            0 => Stance::toward_actor(actor, label, format!("b{target}")).unwrap(),
            _ => Stance::on_issue(actor, label, format!("i{target}")).unwrap(),
        };
        let year = |year: usize| date(2000 + i16::try_from(year).unwrap(), 3, 1);
        let from = seeded.below(8);
        stance.date = (from > 0).then(|| year(from));
        stance.until = (seeded.below(5) == 0).then(|| year(from + seeded.below(4)));
        stance.position = Some(Position::ALL[seeded.below(3)]);
        builder.stance(&stance);
    }
    builder.build().unwrap()
}

/// Those of a day by the definition: of each actor on each target those of the latest day, of all that
/// were said up to it and have not ended; and all others that were said up to it.
fn by_definition(graph: &StanceGraph, day: Option<Date>) -> [BTreeSet<StanceId>; 2] {
    let begin = |stance: &StanceRef| stance.date().map(Date::first_day);
    let day = day.or(graph.period().map(|(_, last)| last)).map(Date::last_day);
    let said = graph.stances().filter(|stance| begin(stance) <= day || begin(stance).is_none());
    let said = said.collect::<Vec<_>>();
    let holds = |stance: &&StanceRef| stance.until().is_none_or(|end| Some(end.last_day()) >= day);
    let is_in_force = |stance: &&StanceRef| {
        let others = said.iter().filter(|other| other.ends() == stance.ends());
        holds(stance) && others.filter(holds).all(|other| begin(other) <= begin(stance))
    };
    let (now, past) = said.iter().partition::<Vec<_>, _>(is_in_force);
    [now, past].map(|stances| stances.into_iter().map(StanceRef::id).collect())
}

/// The ids on marks at full strength, and on pale ones.
fn drawn(svg: &str) -> [BTreeSet<StanceId>; 2] {
    let document = Document::parse(svg).unwrap();
    let marks = document.descendants().filter(|node| node.has_attribute("data-stances"));
    let is_past = |node: &Node| node.attribute("class").unwrap().split(' ').any(|c| c == "past");
    let marks = marks.filter(|mark| mark.attribute("data-stances") != Some(""));
    let (past, now) = marks.partition::<Vec<_>, _>(is_past);
    [now, past].map(|marks| marks.into_iter().flat_map(ids).collect())
}

#[test]
fn what_is_drawn_at_full_strength_is_in_force_and_only_that() {
    use Diagram::{Alignment, AlignmentMap, Balance, Issues, Matrix, Stances, Timeline};
    let days = [None, Some(date(2002, 3, 1)), Some(date(2004, 1, 1)), Some(date(2011, 1, 1))];
    for (seed, day) in (0..6).flat_map(|seed| days.map(|day| (seed, day))) {
        let graph = succession(seed);
        let view = day.map_or(graph.view(), |day| graph.snapshot(day));
        let [now, past] = by_definition(&graph, day);
        let standings = view.standings().iter().flat_map(Standing::deciding);
        assert_eq!(standings.map(StanceRef::id).collect::<BTreeSet<_>>(), now, "what `who` gives");
        for diagram in [Stances, Matrix, Issues, Timeline, Alignment, AlignmentMap, Balance] {
            for history in [false, true] {
                let what = format!("{diagram}, seed {seed}, on {day:?}, history {history}");
                let svg = render::svg(&view, &picture(diagram).with_history(history)).unwrap();
                let [full, pale] = drawn(&svg);
                assert!(full.is_subset(&now), "{what}");
                if matches!(diagram, Stances | Matrix | Issues | Timeline) {
                    assert_eq!(full, now, "{what}");
                }
                let has_past = diagram == Timeline || history && diagram.has_history();
                assert_eq!(pale, if has_past { past.clone() } else { BTreeSet::new() }, "{what}");
                let fate = if has_past { "drawn pale" } else { "not shown" };
                assert_eq!(caption(&svg).contains(fate), !past.is_empty(), "{what}");
            }
        }
        for history in [false, true] {
            let dot = render::dot(&view, &Picture::default().with_history(history)).unwrap();
            let edges = dot.lines().filter(|line| line.contains(" -> "));
            let (old, new) = edges.partition::<Vec<_>, _>(|line| line.contains(" past\""));
            let has = |lines: &[&str], id: &StanceId| {
                lines.iter().any(|line| line.contains(&format!("id=\"{id}\"")))
            };
            assert!(new.len() == now.len() && now.iter().all(|id| has(&new, id)), "{dot}");
            assert_eq!(old.len(), if history { past.len() } else { 0 }, "{dot}");
            assert!(!history || past.iter().all(|id| has(&old, id)), "{dot}");
        }
    }
}

#[test]
fn what_is_drawn_of_a_position_is_in_force() {
    use Diagram::{Alignment, AlignmentMap, Balance, Issues, Matrix, Stances, Timeline};
    let asked = (0..6).flat_map(|seed| Position::ALL.map(|position| (seed, position)));
    for (seed, position) in asked {
        let graph = succession(seed);
        let day = (seed % 2 == 0).then(|| date(2004, 1, 1));
        let whole = day.map_or(graph.view(), |day| graph.snapshot(day));
        let who = whole.standings().iter();
        let who = who.filter(|standing| standing.deciding().any(|one| one.position() == position));
        let who = who.flat_map(Standing::deciding).map(StanceRef::id).collect::<BTreeSet<_>>();
        let [_, past] = by_definition(&graph, day);
        let filter = Filter::default().with_positions([position]);
        let view = whole.clone().filter(&filter).unwrap();
        for diagram in [Stances, Matrix, Issues, Timeline, Alignment, AlignmentMap, Balance] {
            for history in [false, true] {
                let what = format!("{diagram}, seed {seed}, {position}, history {history}");
                let svg = render::svg(&view, &picture(diagram).with_history(history)).unwrap();
                let [full, pale] = drawn(&svg);
                assert!(full.is_subset(&who), "{what}");
                if matches!(diagram, Stances | Matrix | Issues | Timeline) {
                    assert_eq!(full, who, "{what}");
                }
                assert!(pale.is_subset(&past), "{what}");
            }
        }
    }
}

/// Ann turned from support to opposition.
fn turned() -> StanceGraph {
    let mut builder = StanceGraph::builder();
    builder.undeclared(Undeclared::Create);
    for (actor, label, year) in
        [("Ann", "supports", 2015), ("Ann", "opposes", 2018), ("Bob", "supports", 2016)]
    {
        let stance = Stance::on_issue(actor, label, "the deal").unwrap();
        builder.stance(&stance.with_date(date(year, 7, 14)));
    }
    builder.build().unwrap()
}

#[test]
fn a_position_that_turned_into_another_is_not_gone() {
    let graph = turned();
    let filter = Filter::default().with_positions([Position::Support]);
    let view = graph.view().filter(&filter).unwrap();
    let change = picture(Diagram::Change { since: date(2017, 1, 1) });
    let said = caption(&render::svg(&view, &change).unwrap());
    assert!(said.contains("0 new, 1 turned, 0 gone, 1 unchanged"), "{said}");
    let timeline = render::svg(&view, &picture(Diagram::Timeline)).unwrap();
    let [full, pale] = drawn(&timeline);
    assert_eq!((full.len(), pale.len()), (1, 1), "{timeline}");
    let before = graph.snapshot(date(2017, 1, 1)).filter(&filter).unwrap();
    let diff = Diff::between(&before, &view);
    let standings = diff.standings.iter().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(standings, ["Ann on the deal: support -> oppose"]);
}

#[test]
fn a_caption_counts_what_is_superseded_and_what_has_ended() {
    let mut builder = StanceGraph::builder();
    builder.undeclared(Undeclared::Create);
    for (actor, label, year, until) in [
        ("US", "supports", 2015, None),
        ("US", "backs", 2015, None),
        ("US", "withdraws from", 2018, None),
        ("Iran", "supports", 2015, Some(date(2016, 1, 1))),
    ] {
        let stance = Stance::on_issue(actor, label, "the deal").unwrap();
        let position = Some(Position::Support);
        builder
            .stance(&stance.with_date(date(year, 7, 14)).with_until(until).with_position(position));
    }
    let graph = builder.build().unwrap();
    let view = graph.snapshot(date(2018, 8, 1));
    let said = |diagram, history| {
        caption(&render::svg(&view, &picture(diagram).with_history(history)).unwrap())
    };
    let left_out = said(Diagram::Stances, false);
    assert!(left_out.contains("1 stance in force; 2 superseded, 1 ended not shown"), "{left_out}");
    for diagram in [Diagram::Stances, Diagram::Matrix] {
        let pale = said(diagram, true);
        assert!(pale.contains("1 stance in force; 2 superseded, 1 ended drawn pale"), "{pale}");
    }
    let svg = render::svg(&view, &Picture::default().with_history(true)).unwrap();
    for shown in [">backs</text>", ">2015-07-14</text>", "pale: no longer in force"] {
        assert!(svg.contains(shown), "{shown}");
    }
    let ever = graph.view().at(Time::Window { from: None, until: None });
    let all = caption(&render::svg(&ever, &Picture::default()).unwrap());
    assert!(all.contains("Everything said · 4 stances · 4 of 4 without a source"), "{all}");
}

#[test]
fn whom_a_stance_is_addressed_to_is_said_and_keeps_it_apart() {
    let mut builder = StanceGraph::builder();
    builder.undeclared(Undeclared::Create);
    for toward in ["Ulan", "Vado"] {
        let stance = Stance::on_issue("Ann", "opposes", "the tunnel").unwrap();
        let toward = Some(ActorId::new(toward).unwrap());
        builder.stance(&stance.with_toward(toward).with_date(date(2016, 4, 29)));
    }
    let graph = builder.build().unwrap();
    let change = Diagram::Change { since: date(2016, 1, 1) };
    let all = [Diagram::Stances, Diagram::Matrix, Diagram::Issues, Diagram::Timeline, change];
    for diagram in all {
        let svg = svg(&graph, diagram);
        assert!(svg.contains("Ulan") && svg.contains("Vado"), "{diagram}: {svg}");
        assert!(!svg.contains('×'), "{diagram}: they are not the same twice");
    }
    let svg = svg(&graph, Diagram::Stances);
    assert!(svg.contains(">→ Ulan</text>") && svg.contains(">→ Vado</text>"), "{svg}");
    assert_eq!(svg.matches("data-stances").count(), 2);
    let dot = render::dot(&graph.view(), &Picture::default()).unwrap();
    for name in ["Ulan", "Vado"] {
        assert!(dot.contains(&format!("label=\"opposes → {name}\"")), "{dot}");
        assert!(dot.contains(&format!("toward=\"{name}\"")), "{dot}");
    }
}

/// A graph in which Ann says the same to each of these about the tunnel.
fn said_to(label: &str, addressees: &[&str]) -> StanceGraph {
    let mut builder = StanceGraph::builder();
    builder.undeclared(Undeclared::Create);
    for toward in addressees {
        let mut stance = Stance::on_issue("Ann", label, "the tunnel").unwrap();
        stance.position = Some(Position::Support);
        stance.date = Some(date(2016, 4, 29));
        stance.toward = (!toward.is_empty()).then(|| ActorId::new(*toward).unwrap());
        builder.stance(&stance);
    }
    builder.build().unwrap()
}

/// The texts of a picture, in their order.
fn texts(svg: &str) -> String {
    let document = Document::parse(svg).unwrap();
    let texts = document.descendants().filter(|node| node.has_tag_name("text"));
    texts.filter_map(|text| text.text()).collect::<Vec<_>>().join(" ")
}

#[test]
fn many_addressees_are_named_on_one_line() {
    let change = Diagram::Change { since: date(2016, 1, 1) };
    let graph = said_to("supports", &["Bob", "Cem", "Dua", "Eva"]);
    for (diagram, wanted) in [
        (Diagram::Stances, "supports → Bob, Cem, Dua and Eva"),
        (change, "+ supports → Bob, Cem, Dua and Eva"),
        (Diagram::Timeline, "supports → Bob, Cem, Dua and Eva"),
    ] {
        let svg = svg(&graph, diagram);
        assert!(texts(&svg).contains(wanted), "{diagram}: {}", texts(&svg));
        // Who opens the mark reads all of them first.
        assert!(svg.contains("oward Bob, Cem, Dua and Eva"), "{diagram}: {svg}");
    }
    let part = svg(&said_to("supports", &["", "Bob", "Cem", "Dua"]), Diagram::Stances);
    assert!(texts(&part).contains("3 of 4 → Bob, Cem and Dua"), "{}", texts(&part));
    let long = (0..30).map(|number| format!("Addressee{number}")).collect::<Vec<_>>();
    let long = long.iter().map(String::as_str).collect::<Vec<_>>();
    let svg = svg(&said_to("supports", &long), Diagram::Stances);
    assert!(texts(&svg).contains("→ Addressee0, ") && texts(&svg).contains(" more"));
    assert!(long.iter().all(|name| svg.contains(*name)), "the tooltip has all");
}

#[test]
fn words_are_cut_before_addressees() {
    let label = "strongly and unequivocally supports the immediate implementation of";
    let graph = said_to(label, &["Bob"]);
    for diagram in
        [Diagram::Stances, Diagram::Timeline, Diagram::Change { since: date(2016, 1, 1) }]
    {
        let texts = texts(&svg(&graph, diagram));
        assert!(texts.contains("strongly and") && texts.contains("→ Bob"), "{diagram}: {texts}");
        assert!(!texts.contains("……"), "{texts}");
    }
}

#[test]
fn captions_have_names_and_not_what_was_typed() {
    let mut builder = StanceGraph::builder();
    builder.actor(Actor::new(ActorId::new("c").unwrap()).with_name("Gamma"));
    builder.undeclared(Undeclared::Create);
    builder.stance(&Stance::on_issue("c", "supports", "dam").unwrap());
    let graph = builder.build().unwrap();
    let filter = Filter::default().with_actors(["c"]);
    let view = graph.view().filter(&filter).unwrap();
    for diagram in [Diagram::Timeline, Diagram::Stances, Diagram::Matrix] {
        let caption = caption(&render::svg(&view, &picture(diagram)).unwrap());
        assert!(caption.contains("; actor Gamma"), "{diagram}: {caption}");
    }
}

#[test]
fn a_note_is_not_a_quote() {
    let mut builder = StanceGraph::builder();
    builder.undeclared(Undeclared::Create);
    let mut stance = Stance::on_issue("Ann", "opposes", "the tunnel").unwrap();
    (stance.quote, stance.note) = (Some("no tunnel".into()), Some("on her blog".into()));
    builder.stance(&stance);
    let graph = builder.build().unwrap();
    for diagram in [Diagram::Stances, Diagram::Matrix, Diagram::Issues, Diagram::Timeline] {
        let svg = svg(&graph, diagram);
        assert!(svg.contains("“no tunnel”") && svg.contains("Note: on her blog"), "{svg}");
    }
}

#[test]
fn very_many_lines_take_little_room() {
    let graph = graphs::random(1, 60, 40, 2_000);
    for (diagram, most) in [(Diagram::Stances, 3_200.0), (Diagram::AlignmentMap, 3_000.0)] {
        let svg = svg(&graph, diagram);
        let document = Document::parse(&svg).unwrap();
        let height = document.root_element().attribute("height").unwrap();
        assert!(height.parse::<f64>().unwrap() < most, "{diagram:?} is {height} high");
    }
}
