//! The diagram of changes between two days: the diagram of stances, with a line for each actor and target of
//! either day. Everything has the same place on both days, so that readers find it again (Archambault, Purchase
//! & Pinaud 2011).

mod course;
mod table;

use course::{Course, Fate, counts, courses};

use super::stances::camps::{Camps, camps};
use super::stances::chart::{Chart, Line};
use super::stances::figure::Figure;
use super::stances::strand::Strand;
use super::stances::{MOST_LABELS, Sides, heights, label_column};
use crate::error::Error;
use crate::graph::{Node, Side, Time, View};
use crate::model::Date;
use crate::render::drawing::caption::plural;
use crate::render::drawing::evidence::Addressees;
use crate::render::drawing::geometry::Point;
use crate::render::drawing::legend::Entry;
use crate::render::drawing::plate::Plate;
use crate::render::drawing::words::Words;
use crate::render::theme::{LINE, THICK, THIN};
use crate::render::{Picture, Places, Theme};

/// How much unchanged lines fade.
const FADED: f64 = 0.6;
/// The most changes described in words.
const MOST_TOLD: usize = 60;

/// Draws what changed since a day.
pub(super) fn plate(view: &View, picture: &Picture, since: Date) -> Result<Plate, Error> {
    let after = view.clone().at(second(view.time()));
    if let Some(last) = after.day()
        && last < since.begin()
    {
        return Err(Error::EmptyWindow { from: since, until: last });
    }
    let before = since
        .first_day()
        .yesterday()
        .ok()
        .filter(|day| day.year() > 0)
        .map(|day| view.clone().at(Time::Snapshot(day.into())));
    let mut courses = courses(before.as_ref(), &after);
    let changed = format!("changed since {}: {}", since.first_day(), counts(&courses));
    let sentences = sentences(&courses, &changed);
    let is_crowded = courses.len() > MOST_LABELS;
    if is_crowded {
        courses.retain(|course| course.fate != Fate::Same);
    }
    if courses.len() > MOST_LABELS {
        let drawn = table::plate(view, picture, &courses);
        let notes = [vec![changed], drawn.notes].concat();
        return Ok(Plate { notes, sentences, ..drawn });
    }
    let layout = picture.layout.places(picture.diagram);
    let ever = view.clone().at(Time::EVER);
    let mut camps = camps(&after, &picture.grouping())?;
    if is_crowded {
        camps.unmark("what is unchanged is left out");
    }
    let (blocs, is_whole) = (camps.notes.clone(), camps.is_whole);
    let (chart, fates) = chart(&ever, &courses, layout, camps);
    let figure = Figure::placed(&chart, picture, &heights(view, &chart, layout))?;
    let drawn = Plate::drawn("What changed", figure.size(), picture.theme, |pen| {
        figure.draw_as(pen, view, |line, theme| coloured(theme, fates[line]));
    });
    let mut notes = vec![changed];
    notes.extend(blocs);
    if is_crowded {
        notes.push("what is unchanged left out".into());
    }
    let mut legend = legend(&courses);
    legend.extend(figure.camps(is_whole));
    Ok(Plate { legend, notes, sentences, places: figure.places(view), ..drawn })
}

/// The second day; for a window its last day.
fn second(time: Time) -> Time {
    match time {
        Time::Window { until: Some(until), .. } => {
            until.first_day().yesterday().map_or(Time::Latest, |day| Time::Snapshot(day.into()))
        }
        Time::Window { until: None, .. } => Time::Latest,
        day @ (Time::Latest | Time::Snapshot(_)) => day,
    }
}

/// The lines of both days, unchanged ones first, so that they are below the others.
fn chart<'s>(
    ever: &View,
    courses: &[Course<'s>],
    layout: &Places,
    camps: Camps,
) -> (Chart<'s>, Vec<Fate>) {
    let strands = courses.iter().map(|course| course.strand.clone()).collect::<Vec<_>>();
    let sides = Sides::of(ever, &strands, layout, camps, 2);
    let ends =
        |strand: &Strand| [Node::Actor(strand.standing.actor_ix()), strand.standing.target_node()];
    let mut chart = Chart::new(2);
    for (node, column) in &sides.columns {
        if !strands.iter().any(|strand| ends(strand).contains(node)) {
            continue;
        }
        let title = ever.graph().target_of(*node).title();
        let (words, panel) = match node {
            Node::Actor(actor) => (Words::actor(title), sides.panel(*actor)),
            Node::Issue(_) => (Words::issue(title), None),
        };
        chart.add_name(*node, words, *column, panel);
    }
    let mut ordered = courses.iter().collect::<Vec<_>>();
    ordered.sort_by_key(|course| (course.fate != Fate::Same, course.fate != Fate::Gone));
    let mut middles = [0; 2];
    for course in &ordered {
        let Strand { side, text, stances, .. } = &course.strand;
        let is_past = course.fate == Fate::Gone;
        let ends = ends(&course.strand);
        let via = (course.fate != Fate::Same).then(|| {
            let glyph = if let Fate::Turned { from } = course.fate { from } else { *side };
            let column = label_column(ends.map(|node| sides.columns[&node]), &mut middles);
            let toward = Addressees::of(stances).map(|all| Words::tag_of(&all));
            (Some(Words::label(text, toward.as_slice(), glyph, 1)), column)
        });
        let route = ends.map(|node| chart.name(node)).to_vec();
        let width = width(course.fate);
        let about = Some(course.told());
        let (side, stances, has_head) = (*side, stances.clone(), course.fate != Fate::Same);
        chart.add_line(Line { route, side, width, has_head, is_past, stances, about }, via);
    }
    chart.fit();
    (chart, ordered.into_iter().map(|course| course.fate).collect())
}

fn width(fate: Fate) -> f64 {
    match fate {
        Fate::New | Fate::Turned { .. } => THICK - 0.8,
        Fate::Gone => LINE,
        Fate::Same => THIN + 0.3,
    }
}

/// The colours of a fate: full for new and turned, faded for gone, grey for unchanged.
fn coloured(theme: Theme, fate: Fate) -> Theme {
    match fate {
        Fate::New | Fate::Turned { .. } => theme,
        Fate::Gone => theme.pale(),
        Fate::Same => {
            let grey = theme.muted.towards(theme.background, FADED);
            Theme { support: grey, oppose: grey, neutral: grey, mixed: grey, ..theme }
        }
    }
}

/// The legend: samples of what became of positions.
fn legend(courses: &[Course]) -> Vec<Entry> {
    let mut legend = Vec::new();
    for side in Side::ALL {
        if courses.iter().any(|course| course.strand.side == side && course.fate != Fate::Same) {
            legend.push(Entry::side(side));
        }
    }
    let samples = [
        (Fate::New, "+ new"),
        (Fate::Turned { from: Side::Support }, "▲ → ▼ turned: the side before, and the side now"),
        (Fate::Gone, "− gone: no longer in force"),
        (Fate::Same, "unchanged"),
    ];
    for (fate, text) in samples {
        if courses.iter().any(|course| course.fate.is_like(fate)) {
            legend.push(Entry::drawn(34.0, text, move |pen, at| {
                let theme = coloured(pen.theme, fate);
                let colour = if fate == Fate::Same { theme.support } else { theme.text };
                pen.rule([at, Point { x: at.x + 34.0, y: at.y }], width(fate), colour);
            }));
        }
    }
    legend
}

/// The changes in words.
fn sentences(courses: &[Course], counts: &str) -> Vec<String> {
    let changed = courses.iter().filter(|course| course.fate != Fate::Same);
    let mut told = vec![format!("{counts}.")];
    told.extend(changed.clone().take(MOST_TOLD).map(|course| format!("{}.", course.about)));
    let more = changed.count().saturating_sub(MOST_TOLD);
    if more > 0 {
        told.push(format!("And {} more.", plural(more, "change")));
    }
    told
}
