//! What changed between two days, on the places of both: the diagram of stances with a line for
//! each actor and target that is there on either day (Archambault, Purchase & Pinaud 2011: what
//! stays in its place is found again).

use std::collections::BTreeMap;

use super::stances::chart::{Chart, Line};
use super::stances::figure::Figure;
use super::stances::strand::Strand;
use super::stances::{MOST_LABELS, Sides, heights, label_column};
use crate::error::Error;
use crate::graph::{ActorIx, Node, Side, StanceRef, Standing, Time, View};
use crate::model::Date;
use crate::render::drawing::caption::plural;
use crate::render::drawing::evidence::short;
use crate::render::drawing::geometry::Point;
use crate::render::drawing::legend::Entry;
use crate::render::drawing::plate::Plate;
use crate::render::drawing::words::Words;
use crate::render::theme::{LINE, Mark, THICK, THIN};
use crate::render::{Picture, Theme};

/// How far a line that is gone has faded, and one that is unchanged.
const FADED: [f64; 2] = [0.55, 0.6];
/// The most changes that the picture tells in words.
const MOST_TOLD: usize = 60;

/// What became of a position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    New,
    Turned { from: Side },
    Gone,
    Same,
}

/// The position of an actor on a target on the two days.
struct Course<'s> {
    fate: Fate,
    strand: Strand<'s>,
    about: String,
}

/// Draws what changed since a day.
pub(super) fn plate(view: &View, picture: &Picture, since: Date) -> Result<Plate, Error> {
    let after = view.clone().at(second(view.time()));
    if let Some(last) = after.day()
        && last < since.begin()
    {
        return Err(Error::EmptyWindow { from: since, until: last });
    }
    let before = since.first_day().yesterday().ok().filter(|day| day.year() > 0);
    let before = before.map(|day| view.clone().at(Time::Snapshot(day.into())));
    let mut courses = courses(before.as_ref(), &after);
    let counts = counts(&courses);
    let is_crowded = courses.len() > MOST_LABELS;
    courses.retain(|course| !is_crowded || course.fate != Fate::Same);
    let has_labels = courses.len() <= MOST_LABELS;
    let kept = picture.layout.places(picture.diagram);
    let ever = view.clone().at(Time::Window { from: None, until: None });
    let (chart, fates) = chart(&ever, &courses, kept, has_labels);
    let figure = Figure::placed(&chart, picture, &heights(view, &chart, kept))?;
    let drawn = Plate::drawn("What changed", figure.size(), picture.theme, |pen| {
        figure.draw_as(pen, view, |line, theme| coloured(theme, fates[line]));
    });
    let mut notes = vec![format!("changed since {since}: {counts}")];
    if is_crowded {
        notes.push("unchanged lines left out".into());
    }
    if !has_labels {
        notes.push("labels left out: too many lines".into());
    }
    let mut legend = legend(&courses);
    legend.extend(figure.camps());
    let sentences = sentences(&courses, &notes[0]);
    Ok(Plate { legend, notes, sentences, places: figure.places(view), ..drawn })
}

/// The second day: of a window its last.
fn second(time: Time) -> Time {
    match time {
        Time::Window { until: Some(until), .. } => {
            until.first_day().yesterday().map_or(Time::Latest, |day| Time::Snapshot(day.into()))
        }
        Time::Window { until: None, .. } => Time::Latest,
        day => day,
    }
}

/// Every position of either day.
fn courses<'s, 'g>(before: Option<&'s View<'g>>, after: &'s View<'g>) -> Vec<Course<'s>> {
    let mut both = BTreeMap::<(ActorIx, Node), [Option<Standing>; 2]>::new();
    let views = [before, Some(after)];
    for (day, view) in views.into_iter().enumerate() {
        for standing in view.into_iter().flat_map(|view| view.standings().iter()) {
            let pair = (standing.actor_ix(), standing.target_node());
            both.entry(pair).or_default()[day] = Some(standing);
        }
    }
    both.into_values().filter_map(course).collect()
}

fn course([before, after]: [Option<Standing<'_>>; 2]) -> Option<Course<'_>> {
    let fate = match (before, after) {
        (None, None) => return None,
        (None, Some(_)) => Fate::New,
        (Some(_), None) => Fate::Gone,
        (Some(before), Some(after)) if before.side() == after.side() => Fate::Same,
        (Some(before), Some(_)) => Fate::Turned { from: before.side() },
    };
    let standing = after.or(before)?;
    let mut stances = Vec::<StanceRef>::new();
    for stance in [before, after].into_iter().flatten().flat_map(Standing::deciding) {
        if stances.iter().all(|known| known.index() != stance.index()) {
            stances.push(stance);
        }
    }
    let word = standing.deciding().last().map_or("", StanceRef::label);
    let (side, text) = (standing.side(), label(fate, standing.side(), &short(word)));
    let about = about(fate, standing);
    let strand = Strand { standing, side, text, stances, is_bundle: false };
    Some(Course { fate, strand, about })
}

/// `+ opposes`, `− opposes`, `→▼ opposes` after the glyph of the side before.
fn label(fate: Fate, side: Side, word: &str) -> String {
    match fate {
        Fate::New => format!("+ {word}"),
        Fate::Gone => format!("− {word}"),
        Fate::Turned { .. } => format!("→ {} {word}", Mark::of(side).glyph),
        Fate::Same => word.to_owned(),
    }
}

/// What became of a position, in words.
fn about(fate: Fate, standing: Standing) -> String {
    let (actor, target) = (short(standing.actor().title()), short(standing.target().title()));
    let side = standing.side();
    match fate {
        Fate::New => format!("{actor}: new, {side} on {target}"),
        Fate::Gone => format!("{actor}: gone, was {side} on {target}"),
        Fate::Turned { from } => format!("{actor}: turned from {from} to {side} on {target}"),
        Fate::Same => format!("{actor}: unchanged, {side} on {target}"),
    }
}

/// `2 new, 1 turned, 0 gone, 5 unchanged`.
fn counts(courses: &[Course]) -> String {
    let count = |is: fn(Fate) -> bool| courses.iter().filter(|course| is(course.fate)).count();
    format!(
        "{} new, {} turned, {} gone, {} unchanged",
        count(|fate| fate == Fate::New),
        count(|fate| matches!(fate, Fate::Turned { .. })),
        count(|fate| fate == Fate::Gone),
        count(|fate| fate == Fate::Same)
    )
}

/// The lines of both days: those that are unchanged first, so that they are below the others.
fn chart<'s>(
    ever: &View,
    courses: &[Course<'s>],
    kept: &crate::render::Places,
    has_labels: bool,
) -> (Chart<'s>, Vec<Fate>) {
    let strands = courses.iter().map(|course| course.strand.clone()).collect::<Vec<_>>();
    let sides = Sides::of(ever, &strands, kept, if has_labels { 2 } else { 1 });
    let ends =
        |strand: &Strand| [Node::Actor(strand.standing.actor_ix()), strand.standing.target_node()];
    let mut chart = Chart::default();
    for (node, column) in &sides.columns {
        if !strands.iter().any(|strand| ends(strand).contains(node)) {
            continue;
        }
        let title = ever.graph().target_at(*node).title();
        let (words, in_camp) = match node {
            Node::Actor(actor) => (Words::actor(title), sides.is_member(*actor)),
            Node::Issue(_) => (Words::issue(title), false),
        };
        chart.add_name(*node, words, *column, in_camp);
    }
    let mut ordered = courses.iter().collect::<Vec<_>>();
    ordered.sort_by_key(|course| (course.fate != Fate::Same, course.fate != Fate::Gone));
    let mut middles = [0; 2];
    for course in &ordered {
        let Strand { side, text, stances, .. } = &course.strand;
        let ends = ends(&course.strand);
        let via = (has_labels && course.fate != Fate::Same).then(|| {
            let glyph = if let Fate::Turned { from } = course.fate { from } else { *side };
            let column = label_column(ends.map(|node| sides.columns[&node]), &mut middles);
            (Some(Words::label(text, glyph, 1)), column)
        });
        let route = ends.map(|node| chart.name(node)).to_vec();
        let width = if has_labels { width(course.fate) } else { THIN };
        let about = Some(course.about.clone());
        let (side, stances, has_head) = (*side, stances.clone(), course.fate != Fate::Same);
        chart.add_line(Line { route, side, width, has_head, stances, about }, via);
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

/// Full colours for what is new or turned, faded ones for what is gone, grey for what is unchanged.
fn coloured(theme: Theme, fate: Fate) -> Theme {
    let faded = |colour: crate::render::Colour, share| colour.towards(theme.background, share);
    match fate {
        Fate::New | Fate::Turned { .. } => theme,
        Fate::Gone => Theme {
            support: faded(theme.support, FADED[0]),
            oppose: faded(theme.oppose, FADED[0]),
            neutral: faded(theme.neutral, FADED[0]),
            mixed: faded(theme.mixed, FADED[0]),
            text: theme.muted,
            ..theme
        },
        Fate::Same => {
            let grey = faded(theme.muted, FADED[1]);
            Theme { support: grey, oppose: grey, neutral: grey, mixed: grey, ..theme }
        }
    }
}

/// Samples of what became of positions.
fn legend(courses: &[Course]) -> Vec<Entry> {
    let mut legend = Vec::new();
    for side in Side::ALL {
        if courses.iter().any(|course| course.strand.side == side && course.fate != Fate::Same) {
            legend.push(Entry::side(side));
        }
    }
    let samples: [(fn(Fate) -> bool, Fate, &str); 4] = [
        (|fate| fate == Fate::New, Fate::New, "+ new"),
        (
            |fate| matches!(fate, Fate::Turned { .. }),
            Fate::Turned { from: Side::Support },
            "▲→ ▼ turned, from the side before to the side now",
        ),
        (|fate| fate == Fate::Gone, Fate::Gone, "− gone: no longer in force"),
        (|fate| fate == Fate::Same, Fate::Same, "unchanged"),
    ];
    for (is, fate, text) in samples {
        if courses.iter().any(|course| is(course.fate)) {
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
