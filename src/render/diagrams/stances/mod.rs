//! The diagram of stances: camps on the outside, and their targets between them.

pub(super) mod camps;
pub(super) mod chart;
mod draw;
pub(super) mod figure;
#[cfg(feature = "draw")]
mod graphviz;
mod order;
mod pinned;
pub(super) mod place;
mod stack;
pub(super) mod strand;

use std::collections::{BTreeMap, BTreeSet};

use camps::{Camp, Camps, camps};
use chart::{Chart, Kind, Line};
use figure::Figure;
use strand::{Strand, strands};

use crate::error::Error;
use crate::graph::{ActorIx, Node, Side, View};
use crate::render::drawing::caption::node_name;
use crate::render::drawing::legend::Entry;
use crate::render::drawing::plate::Plate;
use crate::render::drawing::words::Words;
use crate::render::font::Weight;
use crate::render::shown::Shown;
use crate::render::theme::{LINE, THICK, THIN, size};
use crate::render::{Diagram, Extent, Picture, Places};

/// The widest name if there are very many.
const SMALL_NAME: f64 = 230.0;
/// With more lines, none has a label.
pub(super) const MOST_LABELS: usize = 150;

/// Draws actors, issues, and a line for every stance.
pub(super) fn plate(shown: &Shown, picture: &Picture) -> Result<Plate, Error> {
    let view = &shown.now;
    let lines = strands(shown).len();
    if lines > Extent::MOST_LINES {
        return Err(Error::Picture(format!(
            "a diagram of {lines} lines is more than can be read: at most {}; a matrix shows them all, \
             and a filter by actor, issue or date takes a part",
            Extent::MOST_LINES
        )));
    }
    let layout = picture.layout.places(Diagram::Stances);
    let camps = camps(view, &picture.grouping())?;
    let is_whole = camps.is_whole;
    let (chart, notes) = chart(shown, layout, camps);
    let figure = Figure::placed(&chart, picture, &heights(view, &chart, layout))?;
    let drawn = Plate::drawn("Who takes which position", figure.size(), picture.theme, |pen| {
        figure.draw(pen, view);
    });
    Ok(Plate { legend: legend(&figure, is_whole), notes, places: figure.places(view), ..drawn })
}

/// The legend.
fn legend(figure: &Figure, is_whole: bool) -> Vec<Entry> {
    let chart = figure.chart;
    let has = |is_wanted: fn(&Kind) -> bool| chart.stations.iter().any(|s| is_wanted(&s.kind));
    let has_line = |is_wanted: fn(&Line) -> bool| chart.lines.iter().any(is_wanted);
    let has_labels = has(|kind| matches!(kind, Kind::Label { .. }));
    let has_repeated = has_line(|line| line.width < THICK && line.stances.len() > 1);
    let mut entries = sides(chart).map(Entry::side).collect::<Vec<_>>();
    entries.extend(has_line(|line| line.width >= THICK).then(|| Entry::thick("several stances")));
    entries.extend((has_labels && has_repeated).then(|| Entry::sentence("×2  two stances")));
    entries.extend(has_line(|line| line.is_past).then(Entry::past));
    let has_actor = has(|kind| matches!(kind, Kind::Name { node: Node::Actor(_), .. }));
    entries.extend(has_actor.then(|| Entry::actor("actor")));
    let has_issue = has(|kind| matches!(kind, Kind::Name { node: Node::Issue(_), .. }));
    entries.extend(has_issue.then(|| Entry::issue("issue")));
    entries.extend(figure.camps(is_whole));
    entries
}

/// The sides that a chart's lines have.
pub(super) fn sides<'c>(chart: &'c Chart) -> impl Iterator<Item = Side> + use<'c> {
    Side::ALL.into_iter().filter(|side| chart.lines.iter().any(|line| line.side == *side))
}

/// The chart of a view's stances, before they have places.
fn chart<'s>(shown: &'s Shown, layout: &Places, camps: Camps) -> (Chart<'s>, Vec<String>) {
    let view = &shown.now;
    let strands = strands(shown);
    let has_labels = strands.len() <= MOST_LABELS;
    let step = if has_labels { 2 } else { 1 };
    let mut places = Sides::of(view, &strands, layout, camps, step);
    let mut chart = Chart::new(step);
    for (node, column) in &places.columns {
        let title = view.graph().target_of(*node).title();
        let (words, panel) = match node {
            Node::Actor(actor) => (Words::actor(title), places.panel(*actor)),
            Node::Issue(_) => (Words::issue(title), None),
        };
        let words = if has_labels { words } else { small(title, words.weight) };
        chart.add_name(*node, words, *column, panel);
    }
    let mut middles = [0_usize; 2];
    for strand in strands {
        let ends = ends(&strand).map(|node| places.columns[&node]);
        let via = has_labels.then(|| {
            let column = label_column(ends, &mut middles);
            let tags = strand.tags();
            (Some(Words::label(&strand.text, &tags, strand.side, strand.times)), column)
        });
        let width = if !has_labels {
            THIN
        } else if strand.is_bundle {
            THICK
        } else {
            LINE
        };
        let route = ends_of(&chart, &strand);
        let Strand { side, stances, is_past, .. } = strand;
        let line = Line { route, side, width, has_head: true, is_past, stances, about: None };
        chart.add_line(line, via);
    }
    chart.fit();
    let notes =
        (!has_labels).then(|| "labels left out, one line for each actor and target".to_owned());
    (chart, notes.into_iter().chain(std::mem::take(&mut places.camps.notes)).collect())
}

/// A name, small because there are very many.
fn small(title: &str, weight: Weight) -> Words {
    Words::one_line(title, SMALL_NAME, size::SMALL, weight)
}

fn ends(strand: &Strand) -> [Node; 2] {
    [Node::Actor(strand.standing.actor_ix()), strand.standing.target_node()]
}

fn ends_of(chart: &Chart, strand: &Strand) -> Vec<usize> {
    ends(strand).map(|node| chart.name(node)).to_vec()
}

/// The column of a label: beside the actor, on the way to the target; between two names of the middle column, the
/// side with fewer labels.
pub(super) fn label_column([from, to]: [usize; 2], middles: &mut [usize; 2]) -> usize {
    match (from, to) {
        (2, 2) => {
            let side = usize::from(middles[1] <= middles[0]);
            middles[side] += 1;
            [1, 3][side]
        }
        (4, 4) => 3,
        _ if to >= from => from + 1,
        _ => from - 1,
    }
}

/// The heights of names that have a place in the layout and are in the same column as there.
pub(super) fn heights(view: &View, chart: &Chart, layout: &Places) -> BTreeMap<usize, f64> {
    let names =
        chart.stations.iter().enumerate().filter_map(|(index, station)| match &station.kind {
            Kind::Name { node, .. } => {
                let place = layout.get(&node_name(view, *node))?;
                (layout_column(*place) * chart.step == station.column).then_some((index, place[1]))
            }
            Kind::Label { .. } | Kind::Bend => None,
        });
    names.collect()
}

/// The column of every name.
pub(super) struct Sides {
    pub(super) columns: BTreeMap<Node, usize>,
    pub(super) camps: Camps,
}

impl Sides {
    /// Assigns columns, `step` apart: left, middle, right.
    ///
    /// Without two camps, actors are left and their targets to the right of them.
    pub(super) fn of(
        view: &View,
        strands: &[Strand],
        layout: &Places,
        camps: Camps,
        step: usize,
    ) -> Self {
        let is_divided = camps.all().any(|(_, camp)| camp == Camp::Right);
        let mut loads = [0_usize; 2];
        for strand in strands {
            match camps.place(strand.standing.actor_ix()) {
                Camp::Left => loads[0] += 1,
                Camp::Right => loads[1] += 1,
                Camp::Middle | Camp::Loose => {}
            }
        }
        let mut columns = BTreeMap::new();
        let spoken = strands.iter().filter_map(|strand| match strand.standing.target_node() {
            Node::Actor(actor) => Some(actor),
            Node::Issue(_) => None,
        });
        let actors = strands
            .iter()
            .map(|strand| strand.standing.actor_ix())
            .chain(spoken)
            .chain(camps.all().map(|(actor, _)| actor))
            .collect::<BTreeSet<_>>();
        for actor in actors {
            let column = match camps.place(actor) {
                Camp::Loose if is_divided => 2 * lighter(&mut loads),
                Camp::Left | Camp::Loose => 0,
                Camp::Middle => 1,
                Camp::Right => 2,
            };
            columns.insert(Node::Actor(actor), column * step);
        }
        for strand in strands {
            let target = strand.standing.target_node();
            if let Node::Issue(_) = target {
                let outside = camps.place(strand.standing.actor_ix()) != Camp::Middle;
                let column = columns.entry(target).or_insert(usize::MAX);
                if outside {
                    *column = step;
                }
            }
        }
        for column in columns.values_mut().filter(|column| **column == usize::MAX) {
            *column = 2 * step * if is_divided { lighter(&mut loads) } else { 1 };
        }
        let known =
            |node: Node| layout.get(&node_name(view, node)).map(|place| layout_column(*place));
        for (node, column) in &mut columns {
            let has_bloc = matches!(node, Node::Actor(actor) if camps.has_bloc(*actor));
            if let Some(place) = known(*node).filter(|_| !has_bloc) {
                *column = place * step;
            }
        }
        for (actor, column) in with_their_blocs(&camps, |actor| known(Node::Actor(actor))) {
            columns.insert(Node::Actor(actor), column * step);
        }
        Self { columns, camps }
    }

    /// The bloc whose panel an actor is in.
    pub(super) fn panel(&self, actor: ActorIx) -> Option<usize> {
        self.camps.panel(actor)
    }
}

/// The column of a place in a layout: left, middle or right.
fn layout_column([across, _]: [f64; 2]) -> usize {
    if across < 0.5 {
        0
    } else if across < 1.5 {
        1
    } else {
        2
    }
}

/// The columns of actors in blocs: those of the layout, if that leaves each bloc together and opposite blocs
/// apart. Otherwise the columns of their blocs, on the sides on which more of them were in the layout.
fn with_their_blocs(
    camps: &Camps,
    known: impl Fn(ActorIx) -> Option<usize>,
) -> Vec<(ActorIx, usize)> {
    let blocs = camps.blocs().into_values().collect::<Vec<_>>();
    let sides = blocs
        .iter()
        .map(|members| match camps.place(members[0]) {
            Camp::Left | Camp::Loose => 0,
            Camp::Middle => 1,
            Camp::Right => 2,
        })
        .collect::<Vec<_>>();
    let all = || blocs.iter().zip(&sides).flat_map(|(b, side)| b.iter().map(move |a| (*a, *side)));
    let fits = |mirrors: bool| {
        let side = |side: usize| if mirrors { 2 - side } else { side };
        all().filter(|(actor, own)| known(*actor) == Some(side(*own))).count()
    };
    let mirrors = sides.contains(&2) && fits(true) > fits(false);
    let now = sides.iter().map(|side| if mirrors { 2 - side } else { *side }).collect::<Vec<_>>();
    let were = blocs
        .iter()
        .zip(&now)
        .map(|(members, now)| {
            let mut were = members.iter().filter_map(|actor| known(*actor));
            let first = were.next().unwrap_or(*now);
            were.all(|other| other == first).then_some(first)
        })
        .collect::<Option<Vec<_>>>()
        .filter(|were| {
            let ends = || were.iter().zip(&sides);
            ends().all(|(a, side)| ends().all(|(b, other)| a != b || side == other))
        });
    let columns = were.unwrap_or(now);
    let pairs = blocs.iter().zip(columns);
    pairs.flat_map(|(members, column)| members.iter().map(move |a| (*a, column))).collect()
}

/// The side with fewer lines, which gets one more; the right one if they are equal.
fn lighter(loads: &mut [usize; 2]) -> usize {
    let side = usize::from(loads[1] <= loads[0]);
    loads[side] += 1;
    side
}
