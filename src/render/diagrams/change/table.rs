//! The table of changes, by actor and target: for more changes than lines can show.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::coloured;
use super::course::{Course, Fate};
use crate::graph::{Node, Side, View};
use crate::render::drawing::caption::plural;
use crate::render::drawing::geometry::{Point, Rect};
use crate::render::drawing::grid::{GAP, Grid, Headings};
use crate::render::drawing::legend::{Entry, SWATCH};
use crate::render::drawing::pen::Pen;
use crate::render::drawing::plate::Plate;
use crate::render::drawing::receipt::PAST;
use crate::render::drawing::text::Align;
use crate::render::drawing::words::Words;
use crate::render::font::Weight;
use crate::render::theme::Mark;
use crate::render::{Picture, Theme};

/// The most rows and columns; those with the most changes are shown.
const MOST: [usize; 2] = [120, 60];
/// Width and height of a cell.
const CELL: [f64; 2] = [30.0, 17.0];
/// Size of names and glyphs.
const TEXT: f64 = 11.5;
/// The widest name of an actor.
const NAME: f64 = 200.0;

/// Draws a cell for each change.
pub(super) fn plate(view: &View, picture: &Picture, courses: &[Course]) -> Plate {
    let (rows, more_rows) =
        most(courses.iter().map(|course| Node::Actor(course.pair().0)), MOST[0]);
    let (columns, more_columns) = most(courses.iter().map(|course| course.pair().1), MOST[1]);
    let title = |node: &Node| view.graph().target_of(*node).title();
    let weight = |node: &Node| match node {
        Node::Actor(_) => Weight::Bold,
        Node::Issue(_) => Weight::Regular,
    };
    let texts = columns.iter().map(|node| (title(node), weight(node))).collect::<Vec<_>>();
    let headings = Headings::slanted(&texts, CELL[0], TEXT);
    let names = rows
        .iter()
        .map(|node| Words::one_line(title(node), NAME, TEXT, Weight::Bold))
        .collect::<Vec<_>>();
    let left = names.iter().map(Words::width).fold(0.0, f64::max) + GAP;
    let corner = Point { x: left.ceil(), y: (headings.height() + GAP).ceil() };
    let grid = Grid { corner, cell: CELL, rows: rows.len(), columns: columns.len() };
    let area = grid.area();
    let size = [area.right() + headings.overhangs(CELL[0])[0], area.bottom()];
    let [row_of, column_of] = [&rows, &columns].map(|nodes| {
        let places = nodes.iter().enumerate().map(|(place, node)| (*node, place));
        places.collect::<BTreeMap<_, _>>()
    });
    let drawn = Plate::drawn("What changed", size, picture.theme, |pen| {
        for (row, (node, words)) in rows.iter().zip(&names).enumerate() {
            let at = Point { x: grid.corner.x - GAP, y: grid.cell(row, 0).middle() };
            let text = pen.theme.text;
            pen.named(view, *node, |pen| pen.line_at(words, at, Align::End, text));
        }
        for (column, node) in columns.iter().enumerate() {
            pen.named(view, *node, |pen| headings.draw(pen, &grid, column, true));
        }
        for course in courses {
            let (actor, target) = course.pair();
            let place = row_of.get(&Node::Actor(actor)).zip(column_of.get(&target));
            if let Some((row, column)) = place {
                let place = grid.cell(*row, *column);
                let about = course.told();
                let class = format!("cell{}", if course.fate == Fate::Gone { PAST } else { "" });
                pen.receipt(&class, &course.strand.stances, Some(&about), |pen| {
                    cell(pen, course.fate, course.strand.side, place);
                });
            }
        }
        let line = pen.theme.background.towards(pen.theme.issue_line, 0.45);
        grid.ruled(pen, line);
    });
    let mut notes = vec!["a table, since there are many changes".to_owned()];
    for (more, what) in [(more_rows, "actor"), (more_columns, "target")] {
        if more > 0 {
            notes.push(format!("{} with the fewest changes left out", plural(more, what)));
        }
    }
    Plate { legend: legend(courses), notes, ..drawn }
}

/// The most frequent things, and the number of the others.
fn most(nodes: impl Iterator<Item = Node>, most: usize) -> (Vec<Node>, usize) {
    let mut counts = BTreeMap::<Node, usize>::new();
    nodes.for_each(|node| *counts.entry(node).or_default() += 1);
    let mut sorted = counts.into_iter().collect::<Vec<_>>();
    sorted.sort_by_key(|(node, count)| (Reverse(*count), *node));
    let more = sorted.len().saturating_sub(most);
    sorted.truncate(most);
    (sorted.into_iter().map(|(node, _)| node).collect(), more)
}

/// Draws a cell: the glyph of a new side on its colour; pale and crossed out if it is gone; both glyphs if it
/// turned.
fn cell(pen: &mut Pen, fate: Fate, side: Side, place: Rect) {
    let theme = pen.theme;
    let middle = Point { x: place.x + place.width / 2.0, y: place.middle() };
    let fill = match fate {
        Fate::Gone | Fate::Same => theme.background,
        Fate::New => theme.tint(side, 0.16),
        Fate::Turned { .. } => theme.tint(side, 0.42),
    };
    pen.rect("area", place, 0.0, (&fill, &"none"));
    pen.theme = coloured(theme, fate);
    match fate {
        Fate::Turned { from } => {
            pen.theme = coloured(theme, Fate::Gone);
            pen.dot(from, Point { x: middle.x - 7.5, ..middle }, TEXT - 1.5);
            pen.theme = Theme { ..theme };
            pen.dot(side, Point { x: middle.x + 6.0, ..middle }, TEXT + 1.0);
        }
        Fate::Gone => {
            pen.dot(side, middle, TEXT);
            let ends = [-7.0, 7.0].map(|by| Point { x: middle.x + by, ..middle });
            pen.rule(ends, 1.2, theme.muted);
        }
        Fate::New | Fate::Same => pen.dot(side, middle, TEXT),
    }
    pen.theme = theme;
}

fn legend(courses: &[Course]) -> Vec<Entry> {
    let mut legend = Vec::new();
    for side in Side::ALL {
        if courses.iter().any(|course| course.strand.side == side) {
            legend.push(Entry::glyph(side, Mark::of(side).word));
        }
    }
    let samples = [
        (Fate::New, "new"),
        (Fate::Turned { from: Side::Support }, "turned: the side before, and the side now"),
        (Fate::Gone, "gone: no longer in force"),
    ];
    for (fate, text) in samples {
        if courses.iter().any(|course| course.fate.is_like(fate)) {
            legend.push(Entry::drawn(CELL[0], text, move |pen, at| {
                let height = SWATCH[1] + 2.0;
                let place = Rect { x: at.x, y: at.y - height / 2.0, width: CELL[0], height };
                cell(pen, fate, Side::Oppose, place);
            }));
        }
    }
    legend.push(Entry::sentence("what is unchanged is left out"));
    legend
}
