//! Places labels where they have room.

use super::choice::Choice;
use super::place::{Body, Places};
use super::way::Way;
use super::{AROUND, hull, words_of};
use crate::render::drawing::geometry::{Point, Rect};
use crate::render::drawing::words::Words;
use crate::render::font::Weight;
use crate::render::theme::size;

/// Space between a text and the edge of its background.
pub(super) const PADDING: f64 = 3.0;
/// With more lines, there are no labels.
const MOST_LINES: usize = 150;
/// The positions on a line that a label can have, by preference.
const SPOTS: [f64; 7] = [0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74];
/// The smallest gap between a label and anything else.
const AIR: f64 = 2.0;

/// A text with its background.
#[derive(Clone, Debug)]
pub(super) struct Label {
    pub(super) area: Rect,
    pub(super) words: Words,
}

impl Label {
    /// A label centred at a point.
    fn at(middle: Point, words: Words) -> Self {
        let (width, height) = (words.width() + 2.0 * PADDING, words.height() + 2.0);
        let (x, y) = (middle.x - width / 2.0, middle.y - height / 2.0);
        Self { area: Rect { x, y, width, height }, words }
    }
}

/// The names of blocs, above the highest of their members.
pub(super) fn of_blocs(places: &Places, boxes: &[Rect], bodies: &[Body]) -> Vec<Label> {
    let label = |(bloc, area): (usize, &Rect)| {
        let members = boxes
            .iter()
            .zip(bodies)
            .filter(|(_, body)| body.group == Some(bloc))
            .map(|(area, _)| *area)
            .collect::<Vec<_>>();
        let top = hull::hull(&members).into_iter().map(|corner| corner.y).reduce(f64::min)?;
        let highest = members.iter().filter(|member| member.y - top < 0.5);
        let (left, right) = highest
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(left, right), member| {
                (left.min(member.x), right.max(member.right()))
            });
        let words =
            Words::new(&format!("bloc {}", bloc + 1), f64::INFINITY, 1, size::LABEL, Weight::Bold);
        let mut label = Label::at(Point { x: f64::midpoint(left, right), y: 0.0 }, words);
        label.area.y = top - AROUND - label.area.height - 1.0;
        let most = (area.right() - label.area.width).max(area.x);
        label.area.x = label.area.x.clamp(area.x, most);
        Some(label)
    };
    places.groups.iter().enumerate().filter_map(label).collect()
}

/// A label for each line that has room for it: on no name, no other label and no other line.
pub(super) fn of_lines(
    choice: &Choice,
    ways: &[Way],
    boxes: &[Rect],
    blocs: &[Label],
    [width, height]: [f64; 2],
) -> Vec<Option<Label>> {
    let frame = Rect { x: 0.0, y: 0.0, width, height };
    let hairs = choice.hairs.iter().map(|ends| Way::straight(boxes, *ends));
    let curves = ways.iter().copied().chain(hairs).map(|way| way.points()).collect::<Vec<_>>();
    let blocs = blocs.iter().map(|label| label.area);
    let mut taken = boxes.iter().copied().chain(blocs).collect::<Vec<_>>();
    let mut labels = Vec::new();
    for (index, line) in choice.lines.iter().enumerate() {
        let label =
            (choice.lines.len() <= MOST_LINES).then(|| words_of(&line.pair)).and_then(|words| {
                SPOTS.iter().find_map(|spot| {
                    let label = Label::at(ways[index].at(*spot), words.clone());
                    let air = label.area.grown(AIR, AIR);
                    let mut others = curves.iter().enumerate().filter(|(other, _)| *other != index);
                    let is_free = has(&frame, &label.area)
                        && !taken.iter().any(|other| overlap(&air, other))
                        && !others.any(|(_, points)| {
                            points.windows(2).any(|w| crosses([w[0], w[1]], &air))
                        });
                    is_free.then_some(label)
                })
            });
        taken.extend(label.as_ref().map(|label| label.area));
        labels.push(label);
    }
    labels
}

fn overlap(a: &Rect, b: &Rect) -> bool {
    a.x < b.right() && b.x < a.right() && a.y < b.bottom() && b.y < a.bottom()
}

fn has(frame: &Rect, area: &Rect) -> bool {
    area.x >= frame.x
        && area.y >= frame.y
        && area.right() <= frame.right()
        && area.bottom() <= frame.bottom()
}

/// Whether a straight line runs through an area (Liang & Barsky 1984).
pub(super) fn crosses([from, to]: [Point; 2], area: &Rect) -> bool {
    let (dx, dy) = (to.x - from.x, to.y - from.y);
    let (mut begin, mut end) = (0.0_f64, 1.0_f64);
    let walls = [
        (-dx, from.x - area.x),
        (dx, area.right() - from.x),
        (-dy, from.y - area.y),
        (dy, area.bottom() - from.y),
    ];
    for (speed, room) in walls {
        if speed.abs() < 1e-9 {
            if room < 0.0 {
                return false;
            }
        } else if speed < 0.0 {
            begin = begin.max(room / speed);
        } else {
            end = end.min(room / speed);
        }
    }
    begin < end
}
