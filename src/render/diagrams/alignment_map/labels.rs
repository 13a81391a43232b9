//! Where labels have room.

use super::choice::Choice;
use super::place::{Body, Places};
use super::{MARGINS, hull, words_of};
use crate::render::drawing::geometry::{Point, Rect};
use crate::render::drawing::words::Words;
use crate::render::font::Weight;
use crate::render::theme::size;

/// Space between a text and the edge of its ground.
pub(super) const PADDING: f64 = 3.0;
/// The most lines among which labels are looked for.
const MOST_LINES: usize = 150;
/// Where on its line a label may stand.
const SPOTS: [f64; 7] = [0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74];
/// The least space between a label and anything else.
const AIR: f64 = 2.0;

/// A text and its ground.
#[derive(Clone, Debug)]
pub(super) struct Label {
    pub(super) area: Rect,
    pub(super) words: Words,
}

impl Label {
    /// A label around a point.
    fn at(middle: Point, words: Words) -> Self {
        let (width, height) = (words.width() + 2.0 * PADDING, words.height() + 2.0);
        let (x, y) = (middle.x - width / 2.0, middle.y - height / 2.0);
        Self { area: Rect { x, y, width, height }, words }
    }
}

/// The names of blocs, above the highest of their members.
pub(super) fn of_blocs(places: &Places, boxes: &[Rect], bodies: &[Body]) -> Vec<Label> {
    let label = |(bloc, area): (usize, &Rect)| {
        let members = boxes.iter().zip(bodies).filter(|(_, body)| body.group == Some(bloc));
        let members = members.map(|(area, _)| *area).collect::<Vec<_>>();
        let top = hull::hull(&members).into_iter().map(|corner| corner.y).reduce(f64::min)?;
        let highest = members.iter().filter(|member| member.y - top < 0.5);
        let (left, right) = highest
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(left, right), member| {
                (left.min(member.x), right.max(member.right()))
            });
        let words =
            Words::new(&format!("bloc {}", bloc + 1), f64::INFINITY, 1, size::LABEL, Weight::Bold);
        let mut label = Label::at(Point { x: f64::midpoint(left, right), y: 0.0 }, words);
        label.area.y = top - MARGINS.around - label.area.height - 1.0;
        let most = (area.right() - label.area.width).max(area.x);
        label.area.x = label.area.x.clamp(area.x, most);
        Some(label)
    };
    places.groups.iter().enumerate().filter_map(label).collect()
}

/// A label for each line that has room for one: on no name, no other label and no other line.
pub(super) fn of_lines(
    choice: &Choice,
    boxes: &[Rect],
    blocs: &[Label],
    [width, height]: [f64; 2],
) -> Vec<Option<Label>> {
    let frame = Rect { x: 0.0, y: 0.0, width, height };
    let all = choice.lines.iter().map(|line| line.ends).chain(choice.hairs.iter().copied());
    let ways = all.map(|[a, b]| between(&boxes[a], &boxes[b])).collect::<Vec<_>>();
    let mut taken = boxes.iter().copied().chain(blocs.iter().map(|label| label.area));
    let mut taken = taken.by_ref().collect::<Vec<_>>();
    let mut labels = Vec::new();
    for (index, line) in choice.lines.iter().enumerate() {
        let label =
            (choice.lines.len() <= MOST_LINES).then(|| words_of(&line.pair)).and_then(|words| {
                SPOTS.iter().find_map(|spot| {
                    let label = Label::at(along(ways[index], *spot), words.clone());
                    let air = label.area.grown(AIR, AIR);
                    let is_free = has(&frame, &label.area)
                        && !taken.iter().any(|other| overlap(&air, other))
                        && !ways
                            .iter()
                            .enumerate()
                            .any(|(other, way)| other != index && crosses(*way, &air));
                    is_free.then_some(label)
                })
            });
        taken.extend(label.as_ref().map(|label| label.area));
        labels.push(label);
    }
    labels
}

/// From box to box.
fn between(a: &Rect, b: &Rect) -> [Point; 2] {
    let [one, other] = [a, b].map(|area| Point { x: area.x + area.width / 2.0, y: area.middle() });
    [edge(a, one, other), edge(b, other, one)]
}

fn along([from, to]: [Point; 2], share: f64) -> Point {
    Point { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share }
}

/// Where the way from the middle of a box to a point leaves it.
pub(super) fn edge(area: &Rect, middle: Point, to: Point) -> Point {
    let (dx, dy) = (to.x - middle.x, to.y - middle.y);
    let share =
        |half: f64, way: f64| if way.abs() > 1e-9 { half / way.abs() } else { f64::INFINITY };
    let share = share(area.width / 2.0, dx).min(share(area.height / 2.0, dy)).min(1.0);
    Point { x: middle.x + dx * share, y: middle.y + dy * share }
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
fn crosses([from, to]: [Point; 2], area: &Rect) -> bool {
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
