//! A strip: a lane with the places of its dots, labels and lines.

use super::lanes::{Lane, Spell};
use crate::graph::{Side, StanceRef};
use crate::model::{Date, Position, Precision};
use crate::render::drawing::axis::Axis;
use crate::render::drawing::evidence::Addressees;
use crate::render::drawing::words::Words;
use crate::render::font::{Weight, width};

/// The size of a dot.
pub(super) const DOT: f64 = 12.0;
/// Dots nearer than this become one dot with their number or, without labels, a larger dot.
const NEAR: [f64; 2] = [10.0, 15.0];
/// The distance to which a dot in force moves from a past dot that is too near.
const BESIDE: f64 = 15.0;
/// The scale of a larger dot.
const LARGER: f64 = 1.4;
/// The size of a label.
const LABEL: f64 = 10.5;
/// The narrowest label that is cut instead of left out.
const CUT: f64 = 60.0;
/// The widest label.
const WIDEST: f64 = 190.0;
/// The widest label with addressees.
pub(super) const WIDEST_ADDRESSED: f64 = 260.0;
/// Space around a label.
const SPACE: f64 = 5.0;

/// One or several stances with one position, at one place.
#[derive(Clone, Debug)]
pub(super) struct Dot<'g> {
    pub(super) position: Position,
    /// Whether it is no longer in force.
    pub(super) is_past: bool,
    pub(super) x: f64,
    /// The range in which the dates can be, if that is wider than the dot.
    pub(super) span: Option<[f64; 2]>,
    pub(super) stances: Vec<StanceRef<'g>>,
    pub(super) label: Option<Words>,
}

/// A side in force, as a line.
#[derive(Clone, Debug)]
pub(super) struct Stretch<'a, 'g> {
    pub(super) spell: &'a Spell<'g>,
    pub(super) from: f64,
    pub(super) to: f64,
    /// Whether nothing is in force after its end.
    pub(super) ends: bool,
    /// The side before it, if it follows another one.
    pub(super) before: Option<Side>,
}

/// The place of stances without a date.
#[derive(Clone, Copy, Debug)]
pub(super) struct Undated {
    pub(super) x: f64,
    pub(super) width: f64,
}

/// A lane with its places.
#[derive(Debug)]
pub(super) struct Strip<'a, 'g> {
    pub(super) lane: &'a Lane<'g>,
    pub(super) dots: Vec<Dot<'g>>,
    pub(super) stretches: Vec<Stretch<'a, 'g>>,
}

/// The room that a lane has.
#[derive(Clone, Copy, Debug)]
pub(super) struct Room {
    pub(super) axis: Option<Axis>,
    /// The end of sides that are still in force.
    pub(super) end: f64,
    pub(super) undated: Option<Undated>,
    /// The right limit of labels.
    pub(super) right: f64,
    pub(super) has_labels: bool,
    /// Whether labels name the target.
    pub(super) has_targets: bool,
}

impl Dot<'_> {
    /// The size of the dot: larger for several stances without a label that says so.
    #[expect(clippy::cast_precision_loss, reason = "stances are far fewer than 2^52")]
    pub(super) fn size(&self) -> f64 {
        let more = if self.label.is_none() { (self.stances.len() as f64).ln() } else { 0.0 };
        DOT * (1.0 + 0.15 * more).min(LARGER)
    }
}

impl<'a, 'g> Strip<'a, 'g> {
    pub(super) fn new(lane: &'a Lane<'g>, room: &Room) -> Self {
        let stretches = room.axis.map_or_else(Vec::new, |axis| stretches(lane, &axis, room.end));
        let mut dots = dots(lane, room);
        if room.has_labels {
            let turns = stretches
                .iter()
                .filter(|stretch| stretch.before.is_some())
                .map(|stretch| stretch.from)
                .collect::<Vec<_>>();
            label(&mut dots, room, &turns);
        }
        Self { lane, dots, stretches }
    }
}

/// The width of the widest label of stances without a date.
pub(super) fn undated_width(lane: &Lane, has_targets: bool) -> Option<f64> {
    let text_width = |stances: &[StanceRef]| {
        let written = written(stances, has_targets, widest(stances));
        written.map_or(0.0, |words| words.width()) + DOT + 3.0 * SPACE
    };
    let widths = Position::ALL.into_iter().filter_map(|position| {
        let undated = lane
            .said
            .iter()
            .copied()
            .filter(|said| said.date().is_none())
            .filter(|said| said.position() == position);
        let (past, now) = undated.partition::<Vec<_>, _>(|said| lane.is_past(*said));
        let widths = [past, now]
            .into_iter()
            .filter(|stances| !stances.is_empty())
            .map(|stances| text_width(&stances))
            .collect::<Vec<_>>();
        let widest = widths.iter().copied().reduce(f64::max)?;
        Some(widest + if widths.len() > 1 { BESIDE } else { 0.0 })
    });
    widths.reduce(f64::max)
}

/// The dots of a lane. Stances of one position that are near one another are one dot, or two side by side if some
/// are in force and others are not.
fn dots<'g>(lane: &Lane<'g>, room: &Room) -> Vec<Dot<'g>> {
    let near = NEAR[usize::from(!room.has_labels)];
    let mut dots = Vec::<Dot>::new();
    for position in Position::ALL {
        // The beginnings of the two dots being filled: one past, one in force.
        let mut from = f64::NEG_INFINITY;
        let mut open = [None::<usize>; 2];
        for stance in lane.said.iter().copied().filter(|said| said.position() == position) {
            let Some((x, span)) = place(stance, room) else { continue };
            let width = if open.contains(&None) { near } else { BESIDE + near };
            if x - from >= width {
                (from, open) = (x, [None; 2]);
            }
            let is_past = lane.is_past(stance);
            let [this, other] = [usize::from(!is_past), usize::from(is_past)];
            if let Some(dot) = open[this].map(|dot| &mut dots[dot]) {
                dot.stances.push(stance);
                dot.span = joined(dot.span, span);
                continue;
            }
            let x = if open[other].is_some() { from + BESIDE } else { x };
            open[this] = Some(dots.len());
            dots.push(Dot { position, is_past, x, span, stances: vec![stance], label: None });
        }
    }
    dots
}

fn joined(a: Option<[f64; 2]>, b: Option<[f64; 2]>) -> Option<[f64; 2]> {
    match (a, b) {
        (Some([from, to]), Some([other, end])) => Some([from.min(other), to.max(end)]),
        (a, b) => a.or(b),
    }
}

/// The place of a stance, and the range in which it can be.
fn place(stance: StanceRef, room: &Room) -> Option<(f64, Option<[f64; 2]>)> {
    let Some(date) = stance.date() else { return Some((room.undated?.x + DOT / 2.0, None)) };
    let axis = room.axis?;
    let [from, to] = [axis.begin(date.first_day()), axis.begin(after(date))];
    let x = f64::midpoint(axis.at(date.first_day()), axis.at(date.last_day()));
    let is_vague = date.precision() != Precision::Day && to - from > DOT;
    Some((x, Some([from, to]).filter(|_| is_vague)))
}

/// The day after the last one that a date can mean.
fn after(date: Date) -> jiff::civil::Date {
    date.last_day().tomorrow().unwrap_or(date.last_day())
}

/// Labels each dot that has room up to the next dot, to a change of side, or to the end.
fn label(dots: &mut [Dot], room: &Room, turns: &[f64]) {
    for index in 0..dots.len() {
        let (position, x) = (dots[index].position, dots[index].x);
        let start = x + DOT / 2.0 + SPACE - 2.0;
        let is_undated = dots[index].stances[0].date().is_none();
        let end = match (is_undated, room.undated) {
            (true, Some(undated)) => undated.x + undated.width,
            _ => room.right,
        };
        let others = dots
            .iter()
            .enumerate()
            .filter(|(_, dot)| dot.position == position)
            .filter(|(other, dot)| (dot.x, *other) > (x, index))
            .map(|(_, dot)| dot.x - DOT / 2.0);
        let turns = turns.iter().copied().filter(|turn| *turn > x + 1.0);
        let end = others.chain(turns).fold(end, f64::min);
        let most = (end - start - SPACE).min(widest(&dots[index].stances));
        dots[index].label = written(&dots[index].stances, room.has_targets, most);
    }
}

fn widest(stances: &[StanceRef]) -> f64 {
    match stances.iter().any(|stance| stance.toward().is_some()) {
        true => WIDEST_ADDRESSED,
        false => WIDEST,
    }
}

/// What was said, as far as there is room: labels are cut, addressees are not.
fn written(stances: &[StanceRef], has_targets: bool, most: f64) -> Option<Words> {
    let [text, more] = text(stances, has_targets);
    let toward = Addressees::of(stances).map(|all| {
        let left = most - wide(&text).min(CUT) - wide(&more) - wide(" ");
        format!(" {}", all.where_it_fits(|text| wide(text) <= left))
    });
    let tail = format!("{more}{}", toward.as_deref().unwrap_or_default());
    let full = format!("{text}{tail}");
    if wide(&full) <= most {
        return Some(words(&full, most));
    }
    let left = most - wide(&tail);
    if left >= wide(&text).min(CUT) {
        return Some(words(&format!("{}{tail}", words(&text, left).lines[0]), most));
    }
    let count = match more.starts_with(SAME) {
        true => more.trim_start().to_owned(),
        false => format!("{} stances", stances.len()),
    };
    let is_said = !more.is_empty() && toward.is_none() && wide(&count) <= most;
    is_said.then(|| words(&count, most))
}

/// The sign before the number of stances that say the same.
const SAME: &str = " ×";

fn wide(text: &str) -> f64 {
    width(text, LABEL, Weight::Regular)
}

fn words(text: &str, most: f64) -> Words {
    Words::one_line(text, most, LABEL, Weight::Regular)
}

/// What was said, and how often or how much more: `opposes`, `opposes ×3`, `opposes and 2 more`.
fn text(stances: &[StanceRef], has_targets: bool) -> [String; 2] {
    let one = |stance: &StanceRef| match has_targets {
        true => format!("{} {}", stance.label(), stance.target().title()),
        false => stance.label().to_owned(),
    };
    let first = one(&stances[0]);
    let more = stances.iter().filter(|stance| one(stance) != first).count();
    let more = match (stances.len(), more) {
        (1, _) => String::new(),
        // The addressees, which differ, are listed instead.
        (_, 0) if Addressees::of(stances).is_some_and(|all| all.are_several()) => String::new(),
        (count, 0) => format!("{SAME}{count}"),
        (count, _) => format!(" and {} more", count - 1),
    };
    [first, more]
}

/// The lines of a lane.
fn stretches<'a, 'g>(lane: &'a Lane<'g>, axis: &Axis, end: f64) -> Vec<Stretch<'a, 'g>> {
    let mut stretches = Vec::<Stretch>::new();
    for (index, spell) in lane.spells.iter().enumerate() {
        let from = spell.from.map_or(axis.left(), |day| axis.at(day).max(axis.left()));
        let to = spell.until.map_or(end.max(from), |day| axis.at(day).min(axis.right()));
        let next = lane.spells.get(index + 1);
        let before = index
            .checked_sub(1)
            .map(|before| &lane.spells[before])
            .filter(|before| before.until == spell.from)
            .map(|before| before.side)
            .filter(|side| *side != spell.side && from > axis.left());
        let ends = spell.until.is_some() && next.is_none_or(|next| next.from != spell.until);
        if to >= from {
            stretches.push(Stretch { spell, from, to, ends, before });
        }
    }
    stretches
}
