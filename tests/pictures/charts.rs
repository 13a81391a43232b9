//! The charts: bars, timelines, the axis of balance, changes and flows.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use crate::shared::graphs::{self, Seeded};
use crate::shared::svg;
use roxmltree::{Document, Node};
use stancegraph::bloc::BlocCount;
use stancegraph::graph::{Filter, Side, Time};
use stancegraph::model::{Date, Position, Stance, date};
use stancegraph::render::font::{Weight, width};
use stancegraph::render::{self, Diagram, Engine, Picture, Theme};
use stancegraph::{StanceGraph, Standing, Undeclared, View};

/// In the middle of both kinds of random graphs, and of the example.
fn diagrams(graph: &StanceGraph) -> Vec<Diagram> {
    let (since, until) = graph.period().unwrap_or((date(2016, 1, 1), date(2016, 1, 1)));
    let since = if until.first_day().year() == since.first_day().year() {
        Date::from(until.first_day().first_of_month())
    } else {
        date(2012, 6, 1)
    };
    let [month, year] = ["1m", "1y"].map(|span| span.parse().expect("a span"));
    let mut diagrams =
        vec![Diagram::Issues, Diagram::Timeline, Diagram::Balance, Diagram::Change { since }];
    if graph.period().is_some() {
        diagrams.push(Diagram::Flow { window: year, step: None });
        diagrams.push(Diagram::Flow { window: year, step: Some(month) });
    }
    diagrams
}

/// Without a date in view there is nothing to cut into windows.
fn drawable(graph: &StanceGraph, view: &View) -> Vec<Diagram> {
    let ever = view.clone().at(Time::Window { from: None, until: None });
    let has_dates = ever.stances().any(|stance| stance.date().is_some());
    let is_flow = |diagram: &Diagram| matches!(diagram, Diagram::Flow { .. });
    diagrams(graph).into_iter().filter(|diagram| has_dates || !is_flow(diagram)).collect()
}

fn svg(view: &View, diagram: Diagram) -> String {
    render::svg(view, &Picture::default().with_diagram(diagram)).expect("it can be drawn")
}

/// Of one actor and one target too, since timelines differ.
fn views(graph: &StanceGraph) -> Vec<View<'_>> {
    let view = graph.view();
    let mut views = vec![view.clone()];
    if let Some(standing) = view.standings().iter().next() {
        let actor = standing.actor().id.to_string();
        let target = standing.target().id().to_owned();
        let filters =
            [Filter::default().with_actors([actor]), Filter::default().with_targets([target])];
        views.extend(filters.map(|filter| graph.view().filter(&filter).expect("they exist")));
    }
    views
}

/// A graph with everything that time can be: undated, years, months, days, until.
fn dated(seed: u64, stances: usize) -> StanceGraph {
    let mut seeded = Seeded(seed);
    let mut builder = StanceGraph::builder();
    builder.undeclared(Undeclared::Create);
    for _ in 0..stances {
        let actor = format!("Actor {}", seeded.below(5));
        let target = seeded.below(4);
        let stance = match seeded.below(5) {
            0 => Stance::toward_actor(&actor, "says of", format!("Actor {target}")),
            _ => Stance::on_issue(&actor, "says on", format!("Issue {target}")),
        };
        let (year, month) =
            (2010 + i16::try_from(seeded.below(5)).expect("small"), 1 + seeded.below(12));
        let date: Option<Date> = match seeded.below(5) {
            0 => None,
            1 => Some(format!("{year}").parse().expect("a year")),
            2 => Some(format!("{year}-{month:02}").parse().expect("a month")),
            _ => Some(self::date(
                year,
                i8::try_from(month).expect("small"),
                1 + i8::try_from(seeded.below(28)).expect("small"),
            )),
        };
        let until = (seeded.below(4) == 0).then(|| self::date(year + 1, 6, 15));
        let position = Some(Position::ALL[seeded.below(3)]);
        builder.stance(
            &stance.expect("ids").with_position(position).with_date(date).with_until(until),
        );
    }
    builder.build().expect("no faults")
}

/// The box of a text in the picture.
#[derive(Debug)]
struct Area {
    #[expect(dead_code, reason = "for the message of a failure")]
    text: String,
    x: f64,
    y: f64,
    right: f64,
    bottom: f64,
}

fn number(node: Node, name: &str) -> f64 {
    node.attribute(name).and_then(|text| text.parse().ok()).unwrap_or_default()
}

/// All texts, as large as their letters are.
fn texts(document: &Document) -> Vec<Area> {
    let texts = document.descendants().filter(|node| node.has_tag_name("text"));
    let area = |node: Node| {
        let text = node.text().unwrap_or_default().to_owned();
        let (dx, dy) = svg::moved(node);
        let size = number(node, "font-size");
        let is_bold = node.attribute("font-weight") == Some("bold");
        let wide = width(&text, size, if is_bold { Weight::Bold } else { Weight::Regular });
        let back = if node.attribute("text-anchor") == Some("middle") { wide / 2.0 } else { 0.0 };
        let (x, y) = (number(node, "x") + dx - back, number(node, "y") + dy);
        Area { text, x, y: y - 0.74 * size, right: x + wide, bottom: y + 0.2 * size }
    };
    texts.map(area).collect()
}

fn no_text_lies_on_another_or_beyond_the_frame(svg: &str, about: &str) {
    let document = Document::parse(svg).expect("it is XML");
    let root = document.root_element();
    let (width, height) = (number(root, "width"), number(root, "height"));
    let mut areas = texts(&document);
    for area in &areas {
        let is_inside =
            area.x >= -0.5 && area.y >= -0.5 && area.right <= width + 0.5 && area.bottom <= height;
        assert!(is_inside, "{about}: {area:?} leaves the frame of {width} by {height}");
    }
    areas.sort_by(|a, b| a.y.total_cmp(&b.y));
    for (index, a) in areas.iter().enumerate() {
        for b in areas[index + 1..].iter().take_while(|b| b.y + 0.6 < a.bottom) {
            let is_apart = a.right <= b.x + 0.6 || b.right <= a.x + 0.6;
            assert!(is_apart, "{about}: {a:?} lies on {b:?}");
        }
    }
}

#[test]
fn no_text_lies_on_another_whatever_is_drawn() {
    let random = (0..100).map(|seed| {
        let mut seeded = Seeded(seed);
        let (actors, issues) = (1 + seeded.below(20), 1 + seeded.below(10));
        graphs::random(seed, actors, issues, 1 + seeded.below(80))
    });
    let dated = (0..40).map(|seed| dated(seed, 1 + usize::try_from(seed).expect("small") * 2));
    let long = graphs::with_text(&"an endless text ".repeat(40));
    let graphs = random.chain(dated).chain([graphs::example(), long]);
    for (number, graph) in graphs.enumerate() {
        // Graphviz takes its time.
        let engine = if number % 10 == 0 { Engine::Embedded } else { Engine::Averages };
        for view in views(&graph) {
            for diagram in drawable(&graph, &view) {
                let about = format!("graph {number}, {diagram:?}, {view}");
                let picture = Picture::default().with_diagram(diagram).with_engine(engine);
                let svg = render::svg(&view, &picture).expect("it can be drawn");
                no_text_lies_on_another_or_beyond_the_frame(&svg, &about);
            }
        }
    }
}

fn has_class(node: Node, class: &str) -> bool {
    node.attribute("class").is_some_and(|classes| classes.split(' ').any(|one| one == class))
}

/// The ids behind all marks of a class, or of all classes.
fn marked(svg: &str, class: Option<&str>) -> BTreeSet<String> {
    let document = Document::parse(svg).expect("it is XML");
    let marks =
        document.descendants().filter(|node| class.is_none_or(|class| has_class(*node, class)));
    let ids = marks.filter_map(|node| node.attribute("data-stances"));
    ids.flat_map(|ids| ids.split(' ').map(str::to_owned).collect::<Vec<_>>()).collect()
}

fn known(view: &View) -> BTreeSet<String> {
    view.stances().map(|stance| stance.id().to_string().replace(' ', "%20")).collect()
}

#[test]
fn every_mark_leads_to_stances_of_the_graph() {
    for graph in [graphs::example(), dated(3, 60), graphs::random(9, 12, 8, 90)] {
        let ever = known(&graph.view().at(Time::Window { from: None, until: None }));
        for view in views(&graph) {
            for diagram in drawable(&graph, &view) {
                let found = marked(&svg(&view, diagram), None);
                assert!(found.is_subset(&ever), "{diagram:?}: {view}");
            }
        }
    }
}

#[test]
fn every_stance_of_the_view_has_a_mark() {
    for graph in [graphs::example(), dated(5, 60), graphs::random(4, 12, 8, 90)] {
        for view in views(&graph) {
            for diagram in [Diagram::Issues, Diagram::Balance] {
                let found = marked(&svg(&view, diagram), None);
                assert_eq!(found, known(&view.in_force()), "{diagram:?}, {view}");
            }
            let found = marked(&svg(&view, Diagram::Timeline), Some("said"));
            let said = view.clone().at(Time::Window { from: None, until: None });
            assert_eq!(found, known(&said), "{view}");
        }
    }
}

#[test]
fn the_same_stances_in_another_order_give_the_same_bytes() {
    let straight = graphs::example();
    let reversed = graphs::example_in(|stances| stances.reverse());
    let rotated = graphs::example_in(|stances| stances.rotate_left(9));
    for diagram in diagrams(&straight) {
        let first = svg(&straight.view(), diagram);
        for graph in [&straight, &reversed, &rotated] {
            assert_eq!(svg(&graph.view(), diagram), first, "{diagram:?}");
        }
    }
}

#[test]
fn hostile_texts_stay_texts_in_every_theme() {
    let allowed = ["svg", "title", "desc", "rect", "text", "g", "path"];
    for text in graphs::hostile() {
        let graph = graphs::with_text(&text);
        for diagram in diagrams(&graph) {
            for theme in [Theme::LIGHT, Theme::DARK, Theme::PRINT] {
                let engine = Engine::Averages;
                let picture =
                    Picture::default().with_diagram(diagram).with_theme(theme).with_engine(engine);
                let svg = render::svg(&graph.view(), &picture).expect("drawn");
                let document = Document::parse(&svg).expect("it is XML");
                for node in document.descendants().filter(Node::is_element) {
                    assert!(allowed.contains(&node.tag_name().name()), "{node:?}");
                    assert!(node.attributes().all(|a| !a.name().starts_with("on")));
                }
                assert!(svg.chars().all(|c| c == '\n' || !c.is_control()));
            }
        }
    }
}

#[test]
fn nothing_at_all_is_a_picture_too() {
    let graph = StanceGraph::builder().build().expect("no faults");
    for diagram in diagrams(&graph) {
        assert!(Document::parse(&svg(&graph.view(), diagram)).is_ok());
        let picture = Picture::default().with_diagram(diagram);
        render::png(&graph.view(), &picture).expect("drawn");
    }
}

/// The number of actors that the bars of a row have on one side, by their segments' titles.
fn segments(svg: &str, side: Side, target: &str) -> usize {
    let document = Document::parse(svg).expect("it is XML");
    let segments = document.descendants().filter(|node| node.attribute("class") == Some("segment"));
    let titles = segments.filter_map(|node| node.children().find(|c| c.has_tag_name("title")));
    let about = format!(": {side} on {target}");
    titles
        .filter(|title| title.text().is_some_and(|text| first_line(text).ends_with(&about)))
        .count()
}

fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or_default()
}

#[test]
fn bars_have_as_many_actors_as_the_divisions() {
    for graph in [graphs::example(), dated(8, 50)] {
        let view = graph.view();
        let svg = svg(&view, Diagram::Issues);
        for division in view.divisions() {
            let (camps, title) = (division.camps(), division.target().title());
            let wanted = [camps.support, camps.oppose, camps.neutral, camps.mixed];
            let found = Side::ALL.map(|side| segments(&svg, side, title));
            assert_eq!(found.map(|count| u32::try_from(count).expect("few")), wanted, "{title}");
        }
    }
}

#[test]
fn many_targets_are_cut_and_it_is_said() {
    for (issues, says) in [(60, false), (1_000, true)] {
        let mut builder = StanceGraph::builder();
        builder.undeclared(Undeclared::Create);
        for issue in 0..issues {
            let label = if issue % 2 == 0 { "supports" } else { "opposes" };
            builder.stance(&Stance::on_issue("Ann", label, format!("Issue {issue}")).expect("ids"));
        }
        let graph = builder.build().expect("no faults");
        let svg = svg(&graph.view(), Diagram::Issues);
        assert_eq!(svg.contains("left out"), says, "{issues}");
    }
}

#[test]
fn a_timeline_says_which_side_was_in_force_and_when_it_ceased_to_be() {
    let mut builder = StanceGraph::builder();
    builder.undeclared(Undeclared::Create);
    for (label, from, until) in [
        ("supports", date(2014, 1, 1), None),
        ("opposes", date(2015, 1, 1), Some(date(2015, 12, 31))),
    ] {
        let stance = Stance::on_issue("Ann", label, "Bridge").expect("ids");
        builder.stance(&stance.with_date(from).with_until(until));
    }
    let graph = builder.build().expect("no faults");
    let svg = svg(&graph.view(), Diagram::Timeline);
    for wanted in [
        "Ann: support on Bridge in force from 2014-01-01 until before 2015-01-01",
        "Ann: oppose on Bridge in force from 2015-01-01 until before 2016-01-01",
        "Ann: support on Bridge in force from 2016-01-01",
    ] {
        assert!(svg.contains(wanted), "{wanted}: {svg}");
    }
}

#[test]
fn the_sides_in_force_are_those_of_snapshots() {
    for seed in 0..20 {
        let graph = dated(seed, 40);
        for actor in graph.view().standings().actors().collect::<Vec<_>>() {
            let id = graph.actor_at(actor).expect("of this graph").id.to_string();
            let filter = Filter::default().with_actors([id]);
            let view = graph.view().filter(&filter).expect("it exists");
            let svg = svg(&view, Diagram::Timeline);
            let document = Document::parse(&svg).expect("it is XML");
            let lines = document.descendants().filter(|node| has_class(*node, "force"));
            let titles = lines.filter_map(|n| n.children().find(|c| c.has_tag_name("title")));
            let titles = titles.filter_map(|title| title.text());
            let spells = titles.map(|text| Spell::read(first_line(text))).collect::<Vec<_>>();
            for day in [date(2009, 1, 1), date(2011, 3, 4), date(2012, 6, 16), date(2014, 12, 31)] {
                let snapshot = view.clone().at(Time::Snapshot(day));
                let wanted = snapshot.standings().iter().map(|s| s.to_string());
                let found = spells.iter().filter(|spell| spell.has(day)).map(|s| s.what.clone());
                let wanted = wanted.collect::<BTreeSet<_>>();
                assert_eq!(found.collect::<BTreeSet<_>>(), wanted, "{seed}, {day}");
            }
        }
    }
}

/// What the title of a line says.
struct Spell {
    what: String,
    from: Option<Date>,
    until: Option<Date>,
}

impl Spell {
    fn read(text: &str) -> Self {
        let (what, rest) = text.split_once(" in force").expect("it says what is in force");
        let day = |text: &str| text.trim().parse().expect("a day");
        let (rest, until) = match rest.split_once(" until before ") {
            Some((rest, until)) => (rest, Some(day(until))),
            None => (rest, None),
        };
        let from = rest.split_once(" from ").map(|(_, from)| day(from));
        Self { what: what.into(), from, until }
    }

    fn has(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day < until)
    }
}

/// The side of every actor on every target that a view shows.
fn sides(view: &View) -> BTreeMap<(String, String), Side> {
    let standings = view.standings().iter();
    let key = |s: &Standing| (s.actor().title().to_owned(), s.target().title().to_owned());
    standings.map(|standing| (key(&standing), standing.side())).collect()
}

/// What the lines of a picture of changes say, or its cells.
fn changes(svg: &str) -> BTreeSet<String> {
    let document = Document::parse(svg).expect("it is XML");
    let marks = document.descendants().filter(|node| node.attribute("data-stances").is_some());
    let titles = marks.filter_map(|node| node.children().find(|c| c.has_tag_name("title")));
    titles.filter_map(|title| title.text().map(|text| first_line(text).to_owned())).collect()
}

#[test]
fn what_changed_is_what_the_changes_of_the_view_say() {
    for seed in 0..30 {
        let graph = dated(seed, 45);
        for (since, until) in
            [(date(2011, 6, 15), date(2013, 2, 1)), (date(2009, 1, 1), date(2020, 1, 1))]
        {
            let view = graph.view().at(Time::Snapshot(until));
            let picture = Picture::default()
                .with_diagram(Diagram::Change { since })
                .with_engine(Engine::Averages);
            let found = changes(&render::svg(&view, &picture).expect("drawn"));
            let after = Date::from(until.first_day().tomorrow().expect("a day"));
            let before = Date::from(since.first_day().yesterday().expect("a day"));
            // From what holds the day before, change by change.
            let mut now = sides(&graph.view().at(Time::Snapshot(before)));
            let then = now.clone();
            for change in graph.view().changes(Some(since), Some(after)).expect("a span") {
                let pair = (change.actor().title().to_owned(), change.target().title().to_owned());
                match change.to {
                    Some(side) => now.insert(pair, side),
                    None => now.remove(&pair),
                };
            }
            assert_eq!(now, sides(&view), "{seed}");
            let pairs = then.keys().chain(now.keys()).collect::<BTreeSet<_>>();
            let wanted = pairs.into_iter().map(|pair| {
                let (actor, target) = pair;
                match (then.get(pair), now.get(pair)) {
                    (None, Some(to)) => format!("{actor}: new, {to} on {target}"),
                    (Some(from), None) => format!("{actor}: gone, was {from} on {target}"),
                    (Some(from), Some(to)) if from == to => {
                        format!("{actor}: unchanged, {to} on {target}")
                    }
                    (Some(from), Some(to)) => {
                        format!("{actor}: turned from {from} to {to} on {target}")
                    }
                    (None, None) => unreachable!("it is of one of them"),
                }
            });
            assert_eq!(found, wanted.collect::<BTreeSet<_>>(), "{seed}");
        }
    }
}

#[test]
fn a_change_needs_two_days_in_order() {
    let graph = dated(1, 30);
    let view = graph.view().at(Time::Snapshot(date(2012, 1, 1)));
    let diagram = Diagram::Change { since: date(2013, 1, 1) };
    let error = render::svg(&view, &Picture::default().with_diagram(diagram));
    assert!(matches!(error, Err(stancegraph::Error::EmptyWindow { .. })), "{error:?}");
}

#[test]
fn many_changes_are_a_table_and_nothing_is_lost() {
    let graph = graphs::random(2, 40, 12, 900);
    let since = date(2024, 6, 1);
    let svg = svg(&graph.view(), Diagram::Change { since });
    assert!(svg.contains("a table, since there are many changes"));
    let before = sides(&graph.view().at(Time::Snapshot(date(2024, 5, 31))));
    let after = sides(&graph.view());
    let changed = after.iter().filter(|(pair, side)| before.get(*pair) != Some(side)).count();
    let document = Document::parse(&svg).expect("it is XML");
    let cells = document.descendants().filter(|node| node.attribute("class") == Some("cell"));
    assert_eq!(cells.count(), changed);
    assert!(changed > 150, "{changed}");
}

/// Two camps of which one actor changes to the other.
fn moving() -> StanceGraph {
    let mut builder = StanceGraph::builder();
    builder.undeclared(Undeclared::Create);
    for (year, with) in [(2020, "supports"), (2021, "supports"), (2022, "opposes")] {
        for (actor, label) in [
            ("Ann", "supports"),
            ("Bob", "supports"),
            ("Cem", "opposes"),
            ("Dora", "opposes"),
            ("Eve", with),
        ] {
            for issue in ["Bridge", "Tunnel"] {
                let stance = Stance::on_issue(actor, label, issue).expect("ids");
                builder.stance(&stance.with_date(date(year, 5, 5)));
            }
        }
    }
    let stance = Stance::on_issue("Fay", "supports", "Zoo").expect("ids");
    builder.stance(&stance.with_date(date(2021, 5, 5)));
    builder.build().expect("no faults")
}

#[test]
fn a_flow_tells_who_moved_and_blocs_keep_their_letters() {
    let window = "1y".parse().expect("a span");
    let svg = svg(&moving().view(), Diagram::Flow { window, step: None });
    let found = changes(&svg);
    for wanted in [
        "2020, bloc A: 3 actors: Ann, Bob, Eve",
        "2021, bloc B: 2 actors: Cem, Dora",
        "2021, those without a tie: 1 actor: Fay",
        "2022, bloc B: 3 actors: Eve, Cem, Dora",
        "stays with bloc A: Ann",
        "from bloc A to bloc B: Eve",
    ] {
        assert!(found.contains(wanted), "{wanted}: {found:?}");
    }
    assert!(!found.iter().any(|title| title.starts_with("from") && !title.ends_with("Eve")));
}

#[test]
fn the_blocks_of_a_flow_are_the_blocs_of_its_windows() {
    use stancegraph::bloc::TieRule;
    use stancegraph::measure::Measure;
    for seed in 0..10 {
        let graph = graphs::random(seed, 10, 6, 120);
        let (view, window) = (graph.view(), "1q".parse().expect("a span"));
        let found = changes(&svg(&view, Diagram::Flow { window, step: None }));
        let listed = |title: &String| {
            let names = title.rsplit_once(": ").map_or("", |(_, names)| names);
            let names = names.split_once("; although").map_or(names, |(names, _)| names);
            names.split(", ").map(str::to_owned).collect::<BTreeSet<_>>()
        };
        let found = found.iter().filter(|title| title.contains(", bloc ")).map(listed);
        let found = found.collect::<BTreeSet<_>>();
        let mut wanted = BTreeSet::new();
        for window in view.windows(window, None).expect("there are dates") {
            let ties = window.alignment_graph(Measure::default(), TieRule::default());
            let blocs = ties.expect("a graph").quick_blocs(BlocCount::Two);
            for members in blocs.members() {
                let name = |node: &usize| {
                    graph.actor_at(blocs.ties().nodes()[*node]).expect("of this graph").title()
                };
                wanted.insert(members.iter().map(|node| name(node).to_owned()).collect());
            }
        }
        assert_eq!(found, wanted, "{seed}");
    }
}

#[test]
fn a_hundred_windows_are_cut_and_it_is_said() {
    let mut builder = StanceGraph::builder();
    builder.undeclared(Undeclared::Create);
    for year in [1900, 1999] {
        let stance = Stance::on_issue("Ann", "supports", "Bridge").expect("ids");
        builder.stance(&stance.with_date(date(year, 1, 1)));
    }
    let graph = builder.build().expect("no faults");
    let flow = |span: &str| {
        let window = span.parse().expect("a span");
        svg(&graph.view(), Diagram::Flow { window, step: None })
    };
    let all = flow("1y");
    assert!(all.contains("100 windows of 1y") && all.contains("the last 24 of them"), "{all}");
    assert!(all.contains("no stance"), "empty windows are there");
    assert!(!flow("100y").contains("the last"));
}

#[test]
fn two_camps_are_left_and_right_and_who_swings_is_between_them() {
    let mut builder = StanceGraph::builder();
    builder.undeclared(Undeclared::Create);
    for issue in ["a", "b", "c", "d"] {
        for (actor, label) in
            [("Ann", "supports"), ("Bob", "supports"), ("Cem", "opposes"), ("Dora", "opposes")]
        {
            builder.stance(&Stance::on_issue(actor, label, issue).expect("ids"));
        }
    }
    for (issue, label) in [("x", "supports"), ("y", "opposes")] {
        builder.stance(&Stance::on_issue("Eve", label, issue).expect("ids"));
        for actor in ["Ann", "Cem"] {
            let same = if actor == "Ann" { issue == "x" } else { issue == "y" };
            if same {
                builder.stance(&Stance::on_issue(actor, label, issue).expect("ids"));
            }
        }
    }
    builder.stance(&Stance::on_issue("Fay", "supports", "zoo").expect("ids"));
    let graph = builder.build().expect("no faults");
    let svg = svg(&graph.view(), Diagram::Balance);
    let document = Document::parse(&svg).expect("it is XML");
    let middle = |name: &str| {
        let actors = document.descendants().filter(|node| node.attribute("class") == Some("actor"));
        let mut actors = actors.filter(|node| {
            let title = node.children().find(|child| child.has_tag_name("title"));
            title.and_then(|title| title.text()).is_some_and(|text| text.starts_with(name))
        });
        let place = actors.next().expect("it is drawn");
        let place = place.children().find(|child| child.has_tag_name("rect")).expect("a box");
        number(place, "x") + number(place, "width") / 2.0
    };
    assert!(middle("Ann") < middle("Eve") - 100.0 && middle("Eve") < middle("Cem") - 100.0);
    assert!((middle("Ann") - middle("Bob")).abs() < 120.0);
    assert!(svg.contains("Fay: no tie") && svg.contains("frustration"), "{svg}");
}

/// Golden pictures lie in `tests/data/pictures/`; `STANCEGRAPH_RENEW=1 cargo test --test pictures charts::`
/// draws them anew. Look at them before you commit them.
#[test]
fn small_charts_are_as_wanted() {
    let graph = moving();
    let (view, window) = (graph.view(), "1y".parse().expect("a span"));
    let of_eve = Filter::default().with_actors(["Eve"]);
    let of_eve = graph.view().filter(&of_eve).expect("she exists");
    let flow = Diagram::Flow { window, step: None };
    for (name, view, diagram, theme) in [
        ("issues", &view, Diagram::Issues, Theme::LIGHT),
        ("issues-print", &view, Diagram::Issues, Theme::PRINT),
        ("timeline", &of_eve, Diagram::Timeline, Theme::LIGHT),
        ("balance", &view, Diagram::Balance, Theme::LIGHT),
        ("change", &view, Diagram::Change { since: date(2022, 1, 1) }, Theme::DARK),
        ("flow", &view, flow, Theme::LIGHT),
        ("flow-print", &view, flow, Theme::PRINT),
    ] {
        let picture = Picture::default().with_diagram(diagram).with_theme(theme);
        let found = render::svg(view, &picture).expect("drawn");
        let path = crate::shared::repository::root().join("tests/data/pictures");
        let path = path.join(format!("{name}.svg"));
        if std::env::var_os("STANCEGRAPH_RENEW").is_some() {
            fs::write(&path, &found).expect("the picture can be written");
        }
        let is_same = found == fs::read_to_string(&path).unwrap_or_default();
        assert!(is_same, "{name} is drawn in another way; draw it anew and look at it");
    }
}

#[test]
fn dot_is_refused_with_a_way_out() {
    let graph = moving();
    for diagram in diagrams(&graph) {
        let picture = Picture::default().with_diagram(diagram);
        let error = render::dot(&graph.view(), &picture).expect_err("no nodes and edges");
        assert!(error.to_string().contains("write it as .svg"), "{error}");
    }
}

/// An own measure draws what the built-in one draws, under its own name.
#[test]
fn pictures_name_an_own_measure() {
    use stancegraph::measure::{AnyMeasure, Measure, OwnMeasure, standing::agreement};

    let graph = graphs::example();
    let view = graph.view();
    let own = OwnMeasure::new("<mine>", 0.0..=1.0, agreement).expect("a measure");
    for diagram in [Diagram::Alignment, Diagram::AlignmentMap, Diagram::Balance] {
        let by = |measure: AnyMeasure| {
            render::svg(&view, &Picture::default().with_diagram(diagram).with_measure(measure))
                .expect("drawn")
        };
        let (built_in, mine) = (by(Measure::Agreement.into()), by((&own).into()));
        assert!(mine.contains("&lt;mine&gt;"), "{diagram:?}");
        // Of a measure of the same width, the captions break their lines alike.
        let same = OwnMeasure::new("agreemenT", 0.0..=1.0, agreement).expect("a measure");
        let same = same.as_share_of(|tally| tally.shared);
        assert_eq!(by(same.into()).replace("agreemenT", "agreement"), built_in, "{diagram:?}");
    }
}
