//! Matrices, squares of scores, and maps of who agrees with whom: what a program can see of them.

use std::collections::{BTreeMap, BTreeSet};

use crate::shared::graphs;
use crate::shared::program;
use crate::shared::real;
use roxmltree::{Document, Node};
use stancegraph::bloc::{BlocCount, Threshold, TieRule};
use stancegraph::format::{Mapping, Reader};
use stancegraph::measure::Measure;
use stancegraph::model::Stance;
use stancegraph::render::font::{Weight, width};
use stancegraph::render::{self, Diagram, Extent, Picture, Theme};
use stancegraph::{StanceGraph, Undeclared, View};

const SQUARES: [Diagram; 3] = [Diagram::Matrix, Diagram::Alignment, Diagram::AlignmentMap];

fn svg(view: &View, diagram: Diagram) -> String {
    render::svg(view, &Picture::default().with_diagram(diagram)).expect("it can be drawn")
}

fn number(node: Node, name: &str) -> f64 {
    node.attribute(name).expect("given").parse().expect("a number")
}

fn caption(svg: &str) -> String {
    let document = Document::parse(svg).expect("XML");
    let texts = document.root_element().children().filter(|node| node.has_tag_name("text"));
    texts.filter_map(|text| text.text()).collect::<Vec<_>>().join(" ")
}

fn of_class<'a>(document: &'a Document, class: &str) -> Vec<Node<'a, 'a>> {
    let has = |node: &Node| {
        node.attribute("class").is_some_and(|found| found.split(' ').any(|word| word == class))
    };
    document.descendants().filter(has).collect()
}

/// The cells of a picture: left and upper side of each, and its mark.
fn cells<'a>(document: &'a Document) -> Vec<(f64, f64, Node<'a, 'a>)> {
    let rects = |mark: Node<'a, 'a>| {
        let rects = mark.children().filter(|node| node.has_tag_name("rect"));
        rects.map(move |rect| (number(rect, "x"), number(rect, "y"), mark)).collect::<Vec<_>>()
    };
    of_class(document, "cell").into_iter().flat_map(rects).collect()
}

/// Width and height of a cell.
fn cell_size(document: &Document) -> (f64, f64) {
    let mark = of_class(document, "cell")[0];
    let rect = mark.children().find(|node| node.has_tag_name("rect")).expect("a cell");
    (number(rect, "width"), number(rect, "height"))
}

/// The labels with the names of nodes: at the side of rows (`true`) or at columns, with the node.
fn labels<'a>(document: &'a Document, is_row: bool) -> Vec<(String, Node<'a, 'a>)> {
    let named = document.descendants().filter(|node| node.has_attribute("data-node"));
    let texts = named.flat_map(|group| {
        let id = group.attribute("data-node").expect("given").to_owned();
        let texts = group.children().filter(|node| node.has_tag_name("text"));
        texts.map(move |text| (id.clone(), text))
    });
    let is_of_row = |text: Node| {
        text.attribute("text-anchor") == Some("end") && !text.has_attribute("transform")
    };
    texts.filter(|(_, text)| is_of_row(*text) == is_row).collect()
}

/// The middles of rows and columns by the names of their nodes.
fn places(document: &Document, is_row: bool) -> BTreeMap<String, f64> {
    let place = |text: Node| {
        if is_row {
            number(text, "y") - 0.365 * number(text, "font-size")
        } else {
            number(text, "x")
        }
    };
    labels(document, is_row).into_iter().map(|(id, text)| (id, place(text))).collect()
}

fn nearest(places: &BTreeMap<String, f64>, at: f64) -> &str {
    let away = |place: &f64| (place - at).abs();
    let found = places.iter().min_by(|a, b| away(a.1).total_cmp(&away(b.1))).expect("a label");
    assert!(away(found.1) < 1.0, "no label at {at}: {} is at {}", found.0, found.1);
    found.0
}

fn ids(mark: Node) -> BTreeSet<String> {
    let ids = mark.attribute("data-stances").expect("given").split(' ');
    ids.map(|id| id.replace("%20", " ")).collect()
}

fn some_graphs() -> Vec<StanceGraph> {
    let mut all = vec![graphs::example()];
    all.extend((0..25).map(|seed| {
        let size = usize::try_from(seed).expect("small");
        graphs::random(seed, 2 + size % 11, 1 + size % 13, 5 + 7 * size)
    }));
    all
}

#[test]
fn a_cell_is_the_standing_of_its_row_on_its_column() {
    for (index, graph) in some_graphs().iter().enumerate() {
        let view = graph.view();
        let svg = svg(&view, Diagram::Matrix);
        let document = Document::parse(&svg).expect("XML");
        let (rows, columns) = (places(&document, true), places(&document, false));
        let (wide, high) = cell_size(&document);
        let mut wanted = BTreeMap::new();
        let in_force = view.in_force();
        for standing in in_force.standings().iter() {
            let actor = format!("actor:{}", standing.actor().id);
            let kind = match standing.target_node() {
                stancegraph::graph::Node::Actor(_) => "actor",
                stancegraph::graph::Node::Issue(_) => "issue",
            };
            let target = format!("{kind}:{}", standing.target().id());
            let stances = standing.stances().map(|s| s.id().to_string()).collect::<BTreeSet<_>>();
            wanted.insert((actor, target), (stances, standing.side()));
        }
        let found = cells(&document);
        assert_eq!(found.len(), wanted.len(), "graph {index}");
        for (x, y, mark) in found {
            let row = nearest(&rows, y + high / 2.0).to_owned();
            let column = nearest(&columns, x + wide / 2.0).to_owned();
            let (stances, side) = &wanted[&(row.clone(), column.clone())];
            assert_eq!(&ids(mark), stances, "graph {index}: {row} on {column}");
            assert_eq!(mark.attribute("class"), Some(format!("cell {side}").as_str()));
            let text = mark.children().find(|node| node.has_tag_name("text")).expect("a glyph");
            let count = text.text().expect("a text").chars().skip(1).collect::<String>();
            assert_eq!(count.parse().unwrap_or(1), stances.len());
        }
    }
}

/// The four corners of a text, turned as it is.
fn corners(text: Node, weight: Weight) -> [[f64; 2]; 4] {
    let (x, y, size) = (number(text, "x"), number(text, "y"), number(text, "font-size"));
    let long = width(text.text().unwrap_or_default(), size, weight);
    let left = match text.attribute("text-anchor") {
        Some("middle") => x - long / 2.0,
        Some("end") => x - long,
        _ => x,
    };
    // What letters without accents take.
    let (top, bottom) = (y - 0.73 * size, y + 0.2 * size);
    let corners = [[left, top], [left + long, top], [left + long, bottom], [left, bottom]];
    let Some(turn) = text.attribute("transform") else { return corners };
    let numbers = turn.strip_prefix("rotate(").and_then(|turn| turn.strip_suffix(')'));
    let numbers =
        numbers.expect("a turn").split(' ').map(|text| text.parse::<f64>().expect("numbers"));
    let [angle, cx, cy] = numbers.collect::<Vec<_>>().try_into().expect("three");
    let (sin, cos) = angle.to_radians().sin_cos();
    corners.map(|[x, y]| {
        let (dx, dy) = (x - cx, y - cy);
        [cx + dx * cos - dy * sin, cy + dx * sin + dy * cos]
    })
}

/// Whether two convex areas have a point in common, but for a hair: there is no line between them.
fn overlap(one: &[[f64; 2]; 4], other: &[[f64; 2]; 4]) -> bool {
    let axes = [one, other].into_iter().flat_map(|corners| {
        (0..4).map(move |index| {
            let (from, to) = (corners[index], corners[(index + 1) % 4]);
            [from[1] - to[1], to[0] - from[0]]
        })
    });
    let mut axes = axes.filter(|[x, y]| x * x + y * y > 1e-6);
    !axes.any(|[x, y]| {
        let length = (x * x + y * y).sqrt();
        let span = |corners: &[[f64; 2]; 4]| {
            let along = corners.iter().map(|corner| (corner[0] * x + corner[1] * y) / length);
            along.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), at| {
                (low.min(at), high.max(at))
            })
        };
        let ((low, high), (other_low, other_high)) = (span(one), span(other));
        high < other_low + 0.3 || other_high < low + 0.3
    })
}

fn weight_of(text: Node) -> Weight {
    if text.has_attribute("font-weight") { Weight::Bold } else { Weight::Regular }
}

/// That names of rows and columns lie on nothing and inside the frame.
fn labels_have_room(svg: &str, about: &str) {
    let document = Document::parse(svg).expect("XML");
    let texts = [true, false].into_iter().flat_map(|is_row| labels(&document, is_row));
    let texts =
        texts.map(|(_, text)| (text.text().unwrap_or_default(), corners(text, weight_of(text))));
    let texts = texts.collect::<Vec<_>>();
    let root = document.root_element();
    let (wide, high) = (number(root, "width"), number(root, "height"));
    let group = root.children().find(|node| node.has_attribute("transform")).expect("a diagram");
    let shift = group.attribute("transform").expect("given");
    let shift = shift.trim_start_matches("translate(").trim_end_matches(')');
    let (dx, dy) = shift.split_once(' ').expect("two");
    let (dx, dy): (f64, f64) = (dx.parse().expect("a number"), dy.parse().expect("a number"));
    let (cell_wide, cell_high) =
        if of_class(&document, "cell").is_empty() { (0.0, 0.0) } else { cell_size(&document) };
    let cells = cells(&document).into_iter().map(|(x, y, _)| {
        [[x, y], [x + cell_wide, y], [x + cell_wide, y + cell_high], [x, y + cell_high]]
    });
    let cells = cells.collect::<Vec<_>>();
    for (index, (text, area)) in texts.iter().enumerate() {
        for [x, y] in area {
            let is_inside = x + dx > 0.0 && x + dx < wide && y + dy > 0.0 && y + dy < high;
            assert!(is_inside, "{about}: {text:?} leaves the frame");
        }
        for (other, other_area) in &texts[..index] {
            assert!(!overlap(area, other_area), "{about}: {text:?} lies on {other:?}");
        }
        let step = 1 + cells.len() / 300;
        for cell in cells.iter().step_by(step) {
            assert!(!overlap(area, cell), "{about}: {text:?} lies on a cell");
        }
    }
}

#[test]
fn names_lie_on_nothing() {
    for (index, graph) in some_graphs().iter().enumerate() {
        for diagram in [Diagram::Matrix, Diagram::Alignment] {
            labels_have_room(&svg(&graph.view(), diagram), &format!("graph {index}, {diagram:?}"));
        }
    }
    for (actors, issues) in [(15, 9), (25, 10), (35, 30), (70, 45), (120, 60)] {
        let graph = graphs::random(9, actors, issues, 12 * actors);
        for diagram in [Diagram::Matrix, Diagram::Alignment] {
            labels_have_room(
                &svg(&graph.view(), diagram),
                &format!("{actors} x {issues}, {diagram:?}"),
            );
        }
    }
    for text in graphs::hostile().iter().filter(|text| text.is_ascii()) {
        let graph = graphs::with_text(text);
        for diagram in [Diagram::Matrix, Diagram::Alignment] {
            let short = text.chars().take(20).collect::<String>();
            labels_have_room(&svg(&graph.view(), diagram), &short);
        }
    }
}

#[test]
fn what_is_not_known_has_no_cell_and_is_explained() {
    let graph = graphs::example();
    let svg = svg(&graph.view(), Diagram::Matrix);
    assert!(svg.contains(">no stance found</text>"));
    let mut builder = StanceGraph::builder();
    builder.undeclared(Undeclared::Create);
    for (actor, label) in [("ann", "supports"), ("bob", "opposes")] {
        builder.stance(&Stance::on_issue(actor, label, "bridge").expect("ids"));
    }
    let full = builder.build().expect("no faults");
    let svg = self::svg(&full.view(), Diagram::Matrix);
    assert!(!svg.contains("no stance found"), "everything is known");
    assert!(!svg.contains("is neutral"), "the legend has only what is drawn");
    assert!(!svg.contains("spoken of"));
}

#[test]
fn actors_who_are_spoken_of_are_marked() {
    let graph = graphs::example();
    let svg = svg(&graph.view(), Diagram::Matrix);
    let document = Document::parse(&svg).expect("XML");
    let bars = of_class(&document, "toward");
    assert_eq!(bars.len(), 2, "one above its column and one in the legend");
    let columns = places(&document, false);
    let middle = number(bars[0], "x") + number(bars[0], "width") / 2.0;
    assert_eq!(nearest(&columns, middle), "actor:north-korea");
}

/// Of every view the scores of all pairs, by what the tables say.
#[test]
fn a_square_has_the_scores_of_the_tables_twice() {
    for (index, graph) in some_graphs().iter().enumerate() {
        let view = graph.view();
        for (measure, min_shared) in [(Measure::Agreement, 1), (Measure::S, 2)] {
            let picture = Picture::default()
                .with_diagram(Diagram::Alignment)
                .with_measure(measure)
                .with_min_shared(min_shared);
            let svg = render::svg(&view, &picture).expect("drawn");
            let document = Document::parse(&svg).expect("XML");
            let mut wanted = BTreeMap::new();
            for pair in view.alignments(measure) {
                if let Some(score) = pair.score.filter(|_| pair.tally.shared >= min_shared) {
                    let name = [pair.a(), pair.b()].map(|actor| format!("actor:{}", actor.id));
                    let stances = pair.stances().into_iter().map(|s| s.id().to_string());
                    let stances = stances.collect::<BTreeSet<_>>();
                    wanted.insert(name, (score, pair.tally.shared, stances));
                }
            }
            let found = cells(&document);
            assert_eq!(found.len(), 2 * wanted.len(), "graph {index}, {measure}");
            if found.is_empty() {
                continue;
            }
            let (rows, columns) = (places(&document, true), places(&document, false));
            let (wide, high) = cell_size(&document);
            for (x, y, mark) in found {
                let row = nearest(&rows, y + high / 2.0).to_owned();
                let column = nearest(&columns, x + wide / 2.0).to_owned();
                let mut name = [row, column];
                name.sort();
                let (score, shared, stances) = &wanted[&name];
                assert_eq!(
                    mark.attribute("data-pair"),
                    Some(name.join(" ").replace('%', "%25").as_str())
                );
                assert_eq!(&ids(mark), stances);
                let texts = mark.children().filter(|node| node.has_tag_name("text"));
                let texts = texts.filter_map(|text| text.text()).collect::<Vec<_>>();
                let shown = texts[0].parse::<f64>().expect("a number");
                assert!((shown - score).abs() < 0.0051, "{shown} is not {score}");
                if let Some(text) = texts.get(1).filter(|text| text.starts_with("on ")) {
                    assert_eq!(**text, format!("on {shared}"));
                }
            }
        }
    }
}

/// How far the colour of a pair's cell is from white, and what stands in it.
fn ink(document: &Document, pair: [&str; 2]) -> (u32, String) {
    let name = pair.map(|actor| format!("actor:{actor}")).join(" ");
    let cells = of_class(document, "cell");
    let mark = cells.iter().find(|mark| mark.attribute("data-pair") == Some(&name));
    let mark = mark.unwrap_or_else(|| panic!("{name} has a cell"));
    let rect = mark.children().find(|node| node.has_tag_name("rect")).expect("an area");
    let fill = u32::from_str_radix(&rect.attribute("fill").expect("a colour")[1..], 16);
    let fill = fill.expect("a colour");
    let ink = [16, 8, 0].iter().map(|shift| 255 - (fill >> shift & 0xff)).sum();
    let texts = mark.children().filter(|node| node.has_tag_name("text"));
    (ink, texts.filter_map(|text| text.text()).collect::<Vec<_>>().join(" "))
}

/// Ann and Bob agree on three of four, Ann and Cem on all of one; others only make the square large.
fn thin_and_thick(others: usize) -> StanceGraph {
    let mut builder = StanceGraph::builder();
    builder.undeclared(Undeclared::Create);
    let mut say = |actor: &str, label: &str, issue: &str| {
        builder.stance(&Stance::on_issue(actor, label, issue).expect("ids"));
    };
    for issue in ["a", "b", "c", "d"] {
        say("ann", "supports", issue);
        say("bob", if issue == "d" { "opposes" } else { "supports" }, issue);
    }
    say("cem", "supports", "d");
    for other in 0..others {
        say(&format!("other{other:02}"), "supports", "e");
    }
    builder.build().expect("no faults")
}

#[test]
fn fewer_shared_targets_have_less_ink_and_are_counted_in_the_cell() {
    for (others, thin) in [(0, "1 on 1 1 on 1"), (15, "1 1 1 1"), (40, "1 1 1 1"), (90, "1 1")] {
        let graph = thin_and_thick(others);
        let svg = svg(&graph.view(), Diagram::Alignment);
        let document = Document::parse(&svg).expect("XML");
        let (pale, said) = ink(&document, ["ann", "cem"]);
        let (strong, _) = ink(&document, ["ann", "bob"]);
        assert!(pale < strong, "{others}: {pale} {strong}");
        assert_eq!(said, thin, "{others}");
    }
    let graph = thin_and_thick(0);
    let svg = svg(&graph.view(), Diagram::AlignmentMap);
    let document = Document::parse(&svg).expect("XML");
    let line = |name: &str| {
        let lines = of_class(&document, "line");
        let mark = lines.iter().find(|mark| mark.attribute("data-pair") == Some(name));
        let path = mark.expect("a line").children().find(|node| node.has_tag_name("path"));
        let path = path.expect("a path");
        (path.attribute("stroke").map(str::to_owned), number(path, "stroke-width"))
    };
    let (thick, thin) = (line("actor:ann actor:bob"), line("actor:ann actor:cem"));
    assert_eq!(thick.0, Some(Theme::LIGHT.support.to_string()));
    assert_ne!(thin.0, thick.0);
    assert!(svg.contains("4 shared: 3 agree, 1 disagree"), "{svg}");
}

#[test]
fn blocs_stand_together_and_are_outlined() {
    for (index, graph) in some_graphs().iter().enumerate() {
        let view = graph.view();
        let svg = svg(&view, Diagram::Alignment);
        let document = Document::parse(&svg).expect("XML");
        let ties = view.alignment_graph(Measure::Agreement, TieRule::default()).expect("it fits");
        let blocs = ties.quick_blocs(BlocCount::Two);
        let frames = of_class(&document, "bloc").into_iter();
        let frames = frames.filter(|node| node.attribute("fill") == Some("none"));
        // The last one is that of the legend.
        let mut frames = frames.collect::<Vec<_>>();
        let in_legend = frames.pop().is_some();
        assert_eq!(in_legend, !blocs.members().is_empty(), "graph {index}");
        assert_eq!(frames.len(), blocs.members().len(), "graph {index}");
        let rows = places(&document, true);
        let mut found = frames.iter().map(|frame| {
            let (top, high) = (number(*frame, "y"), number(*frame, "height"));
            let inside = rows.iter().filter(|(_, y)| top < **y && **y < top + high);
            inside.map(|(id, _)| id.clone()).collect::<Vec<_>>()
        });
        let mut found = found.by_ref().collect::<Vec<_>>();
        let name = |node: &usize| {
            format!(
                "actor:{}",
                graph.actor_at(blocs.ties().nodes()[*node]).expect("of this graph").id
            )
        };
        let wanted = blocs.members().iter().map(|members| members.iter().map(name).collect());
        let mut wanted = wanted.collect::<Vec<Vec<_>>>();
        wanted.iter_mut().for_each(|members| members.sort());
        found.sort();
        wanted.sort();
        assert_eq!(found, wanted, "graph {index}");
    }
}

#[test]
fn pairs_that_share_too_little_are_counted() {
    let view_of = graphs::example();
    let view = view_of.view();
    let picture = Picture::default().with_diagram(Diagram::Alignment).with_min_shared(2);
    let svg = render::svg(&view, &picture).expect("drawn");
    let caption = caption(&svg);
    assert!(caption.contains("4 pairs with no shared target"), "{caption}");
    assert!(caption.contains("5 pairs with fewer than 2 shared targets"), "{caption}");
    assert!(svg.contains(">fewer than 2 shared targets</text>"));
    let document = Document::parse(&svg).expect("XML");
    assert_eq!(cells(&document).len(), 2);
}

#[test]
fn a_measure_without_ends_is_refused_with_a_way_out() {
    let graph = graphs::example();
    for diagram in [Diagram::Alignment, Diagram::AlignmentMap] {
        let picture = Picture::default().with_diagram(diagram).with_measure(Measure::Subtract);
        let error = render::svg(&graph.view(), &picture).expect_err("no colours");
        assert!(error.to_string().contains("take agreement"), "{error}");
    }
    let picture =
        Picture::default().with_diagram(Diagram::Alignment).with_threshold(Threshold::At(7.0));
    assert!(render::svg(&graph.view(), &picture).is_err());
}

/// Lines and labels of a map: each leads to its pair, and the stances behind it.
#[test]
fn a_line_is_a_pair_of_the_tables() {
    for (index, graph) in some_graphs().iter().enumerate() {
        let view = graph.view();
        let svg = svg(&view, Diagram::AlignmentMap);
        let document = Document::parse(&svg).expect("XML");
        let known = view.alignments(Measure::Agreement).filter(|pair| pair.tally.shared > 0);
        let known = known.map(|pair| {
            let name = [pair.a(), pair.b()].map(|actor| format!("actor:{}", actor.id)).join(" ");
            let stances = pair.stances().into_iter().map(|s| s.id().to_string());
            (name, (stances.collect::<BTreeSet<_>>(), pair.score.expect("it shares")))
        });
        let known = known.collect::<BTreeMap<_, _>>();
        let lines = of_class(&document, "line");
        for mark in lines.iter().copied().chain(of_class(&document, "label")) {
            let (stances, score) = &known[mark.attribute("data-pair").expect("given")];
            assert_eq!(&ids(mark), stances, "graph {index}");
            let side = match *score {
                high if high >= 0.75 => "agree",
                low if low <= 0.25 => "disagree",
                _ => "between",
            };
            assert!(mark.attribute("class").expect("given").ends_with(&format!(" {side}")));
        }
        let all = known.len() == lines.len();
        assert!(all || caption(&svg).contains("have a line"), "graph {index}");
    }
}

#[test]
fn few_thin_pairs_are_hairlines() {
    let mut found = 0;
    for seed in 0..20 {
        let graph = graphs::random(seed, 6, 6, 24);
        let view = graph.view();
        let picture = Picture::default().with_diagram(Diagram::AlignmentMap).with_min_shared(3);
        let svg = render::svg(&view, &picture).expect("drawn");
        let document = Document::parse(&svg).expect("XML");
        let hairs = of_class(&document, "hair");
        found += hairs.len();
        assert!(hairs.iter().all(|hair| !ids(*hair).is_empty()));
        let is_said = !hairs.is_empty();
        assert_eq!(caption(&svg).contains("as hairlines"), is_said, "seed {seed}");
        assert_eq!(svg.contains(">fewer than 3 shared targets</text>"), is_said, "seed {seed}");
    }
    assert!(found > 10, "{found}");
}

#[test]
fn large_views_are_drawn_whole_and_what_is_left_out_is_said() {
    let graph = graphs::random(5, 200, 60, 6_000);
    let view = graph.view();
    let matrix = svg(&view, Diagram::Matrix);
    let document = Document::parse(&matrix).expect("XML");
    assert_eq!(cells(&document).len(), view.standings().len() - left_out(&view));
    assert!(caption(&matrix).contains("left out"), "actors are targets here");
    assert!(matrix.len() < 12_000_000, "{}", matrix.len());
    let square = svg(&view, Diagram::Alignment);
    assert!(square.len() < 12_000_000, "{}", square.len());
    assert!(!square.contains("data-stances") && square.contains("data-pair"));
    assert!(caption(&square).contains("marks name their pair and not its stances"));
    let map = svg(&view, Diagram::AlignmentMap);
    let document = Document::parse(&map).expect("XML");
    assert_eq!(of_class(&document, "box").len(), 200);
    assert!(of_class(&document, "line").len() <= 24 + 300);
}

/// How many standings are on targets that have no column: all but 160.
fn left_out(view: &View) -> usize {
    let mut counts = BTreeMap::new();
    for standing in view.standings().iter() {
        *counts.entry(standing.target_node()).or_insert(0_usize) += 1;
    }
    let mut counts = counts.into_values().collect::<Vec<_>>();
    counts.sort_unstable();
    counts.reverse();
    counts.into_iter().skip(160).sum()
}

#[test]
fn the_default_is_what_suits_the_size() {
    for (actors, issues, stances) in [(3, 3, 10), (10, 5, 30), (12, 12, 60), (30, 5, 40)] {
        let graph = graphs::random(2, actors, issues, stances);
        let view = graph.view();
        let Extent { nodes, lines } = Extent::of(&view);
        let svg = svg(&view, Diagram::Stances);
        let document = Document::parse(&svg).expect("XML");
        let marks = document.descendants().filter(|node| node.has_attribute("data-stances"));
        assert_eq!(marks.count(), lines);
        let names = document.descendants().filter(|node| node.has_attribute("data-node"));
        assert_eq!(names.count(), nodes);
        let wanted = if nodes <= 20 && lines <= 40 { Diagram::Stances } else { Diagram::Matrix };
        assert_eq!(Diagram::for_view(&view), wanted);
    }
}

#[test]
fn the_program_says_that_it_draws_a_matrix_and_how_to_have_the_diagram() {
    let folder = tempfile::tempdir().expect("a folder");
    let rows = (0..25).map(|number| format!("actor {number},opposes,tunnel\n"));
    let table = format!("actor,label,issue\n{}", rows.collect::<String>());
    let file = program::file(&folder, "many.csv", &table);
    let output = program::run(&["draw", &file]);
    let (said, drawn) = (program::text(&output.stderr), program::text(&output.stdout));
    let wanted = "the matrix is drawn, since there are 26 nodes and 25 lines; --view stances";
    assert!(said.contains(wanted), "{said}");
    assert!(drawn.contains("class=\"cell oppose\""), "it is a matrix");
    let output = program::run(&["draw", &file, "--view", "stances"]);
    assert_eq!(program::text(&output.stderr), "");
    assert!(!program::text(&output.stdout).contains("class=\"cell"));
    let small = program::run(&["draw", program::EXAMPLE]);
    assert_eq!(program::text(&small.stderr), "");
    let words = ["--view", "alignment", "--measure", "s", "--k", "auto", "--threshold", "0.2"];
    let square = program::answer(&[&["draw", program::EXAMPLE], &words[..]].concat());
    assert!(square.contains("closeness by s") && square.contains("ties above 0.2"));
}

#[test]
fn one_actor_alone_is_drawn() {
    let mut builder = StanceGraph::builder();
    builder.undeclared(Undeclared::Create);
    builder.stance(&Stance::on_issue("ann", "supports", "bridge").expect("ids"));
    let graph = builder.build().expect("no faults");
    for diagram in SQUARES {
        for theme in [Theme::LIGHT, Theme::DARK, Theme::PRINT] {
            let picture = Picture::default().with_diagram(diagram).with_theme(theme);
            let svg = render::svg(&graph.view(), &picture).expect("drawn");
            assert!(Document::parse(&svg).is_ok() && !svg.contains("NaN") && !svg.contains("inf"));
        }
    }
}

/// Without colours glyphs, numbers and dashes say everything.
#[test]
fn print_has_no_colours() {
    let graph = graphs::random(4, 9, 6, 60);
    for diagram in SQUARES {
        let picture = Picture::default().with_diagram(diagram).with_theme(Theme::PRINT);
        let svg = render::svg(&graph.view(), &picture).expect("drawn");
        let colours = svg.split('#').skip(1).filter_map(|rest| rest.get(..6));
        let colours = colours.filter(|text| text.chars().all(|c| c.is_ascii_hexdigit()));
        for colour in colours {
            let parts = [&colour[..2], &colour[2..4], &colour[4..]];
            assert!(parts[0] == parts[1] && parts[1] == parts[2], "{diagram:?} has #{colour}");
        }
    }
}

#[test]
fn the_debate_on_nuclear_power_has_a_row_for_everyone() {
    let Some(path) = real::real("irps_nuclear/irps_nuclear_edges.csv") else { return };
    let mapping = Mapping::parse(
        "actor=source,issue=target,date=time,position=increment",
        "1=support,-1=oppose",
    );
    let reader = Reader::new().mapping(mapping.expect("a mapping"));
    let graph = reader.path(&path).read().expect("no faults");
    let view = graph.view();
    assert_eq!(Diagram::for_view(&view), Diagram::Matrix);
    let svg = svg(&view, Diagram::Matrix);
    let document = Document::parse(&svg).expect("XML");
    assert_eq!(cells(&document).len(), view.standings().len());
    labels_have_room(&svg, "irps_nuclear");
}
