//! Where the dots, the labels and the lines of a lane are.

use super::lanes::{Lane, Spell};
use crate::graph::{Side, StanceRef};
use crate::model::{Date, Position, Precision};
use crate::render::drawing::axis::Axis;
use crate::render::drawing::evidence::Addressees;
use crate::render::drawing::words::Words;
use crate::render::font::{Weight, width};

/// Size of a dot.
pub(super) const DOT: f64 = 12.0;
/// Dots that are nearer than this are one, with their number; or, without labels, a larger one.
const NEAR: [f64; 2] = [10.0, 15.0];
/// How far a dot of what is in force is from one of the past that is too near to it.
const BESIDE: f64 = 15.0;
/// How much larger a dot may be.
const LARGER: f64 = 1.4;
/// Size of a label.
const LABEL: f64 = 10.5;
/// The narrowest label that is cut, and not left out.
const CUT: f64 = 60.0;
/// The widest label.
const WIDEST: f64 = 190.0;
/// The widest label with addressees.
pub(super) const WIDEST_ADDRESSED: f64 = 260.0;
/// Space around a label.
const SPACE: f64 = 5.0;

/// One or several stances of one position, at one place.
#[derive(Clone, Debug)]
pub(super) struct Dot<'g> {
    pub(super) position: Position,
    /// Whether it is of what is no longer in force.
    pub(super) is_past: bool,
    pub(super) x: f64,
    /// From where to where the dates may be, where that is wider than the dot.
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
    /// Whether nothing is in force where it ends.
    pub(super) ends: bool,
    /// The side before, where it begins with another one.
    pub(super) before: Option<Side>,
}

/// Where stances without a date are.
#[derive(Clone, Copy, Debug)]
pub(super) struct Undated {
    pub(super) x: f64,
    pub(super) width: f64,
}

/// A lane that is laid out.
#[derive(Debug)]
pub(super) struct Strip<'a, 'g> {
    pub(super) lane: &'a Lane<'g>,
    pub(super) dots: Vec<Dot<'g>>,
    pub(super) stretches: Vec<Stretch<'a, 'g>>,
}

/// How a lane is laid out.
#[derive(Clone, Copy, Debug)]
pub(super) struct Room {
    pub(super) axis: Option<Axis>,
    /// Where sides end that are still in force.
    pub(super) end: f64,
    pub(super) undated: Option<Undated>,
    /// Where labels have to end.
    pub(super) right: f64,
    pub(super) has_labels: bool,
    /// Whether labels name the target.
    pub(super) has_targets: bool,
}

impl Dot<'_> {
    /// How large it is: larger where it is several stances without a label to say so.
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
            let turns = stretches.iter().filter(|stretch| stretch.before.is_some());
            let turns = turns.map(|stretch| stretch.from).collect::<Vec<_>>();
            label(&mut dots, room, &turns);
        }
        Self { lane, dots, stretches }
    }
}

/// How much room the widest label of stances without a date takes.
pub(super) fn undated_width(lane: &Lane, has_targets: bool) -> Option<f64> {
    let text_width = |stances: &[StanceRef]| {
        let written = written(stances, has_targets, widest(stances));
        written.map_or(0.0, |words| words.width()) + DOT + 3.0 * SPACE
    };
    let widths = Position::ALL.into_iter().filter_map(|position| {
        let undated = lane.said.iter().copied().filter(|said| said.date().is_none());
        let undated = undated.filter(|said| said.position() == position);
        let (past, now) = undated.partition::<Vec<_>, _>(|said| lane.is_past(*said));
        let widths = [past, now].into_iter().filter(|stances| !stances.is_empty());
        let widths = widths.map(|stances| text_width(&stances)).collect::<Vec<_>>();
        let widest = widths.iter().copied().reduce(f64::max)?;
        Some(widest + if widths.len() > 1 { BESIDE } else { 0.0 })
    });
    widths.reduce(f64::max)
}

/// Those of one position that are near one another are one dot; two side by side, where some are in force and
/// others are not.
fn dots<'g>(lane: &Lane<'g>, room: &Room) -> Vec<Dot<'g>> {
    let near = NEAR[usize::from(!room.has_labels)];
    let mut dots = Vec::<Dot>::new();
    for position in Position::ALL {
        // Where the dots begin that are being filled: one of the past, one of what is in force.
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

/// Where a stance is, and from where to where it may be.
fn place(stance: StanceRef, room: &Room) -> Option<(f64, Option<[f64; 2]>)> {
    let Some(date) = stance.date() else { return Some((room.undated?.x + DOT / 2.0, None)) };
    let axis = room.axis?;
    let [from, to] = [axis.begin(date.first_day()), axis.begin(after(date))];
    let x = f64::midpoint(axis.at(date.first_day()), axis.at(date.last_day()));
    let is_vague = date.precision() != Precision::Day && to - from > DOT;
    Some((x, Some([from, to]).filter(|_| is_vague)))
}

/// The day after the last that a date may mean.
fn after(date: Date) -> jiff::civil::Date {
    date.last_day().tomorrow().unwrap_or(date.last_day())
}

/// Writes what was said beside each dot that has room up to the next, to a turn, or to the end.
fn label(dots: &mut [Dot], room: &Room, turns: &[f64]) {
    for index in 0..dots.len() {
        let (position, x) = (dots[index].position, dots[index].x);
        let start = x + DOT / 2.0 + SPACE - 2.0;
        let is_undated = dots[index].stances[0].date().is_none();
        let end = match (is_undated, room.undated) {
            (true, Some(undated)) => undated.x + undated.width,
            _ => room.right,
        };
        let others = dots.iter().enumerate().filter(|(_, dot)| dot.position == position);
        let others = others.filter(|(other, dot)| (dot.x, *other) > (x, index));
        let others = others.map(|(_, dot)| dot.x - DOT / 2.0);
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

/// What was said, as far as there is room: words are cut, addressees are not.
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

/// What stands before the number of stances that say the same.
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
        // Those are not the same twice: whom they are addressed to says how they differ.
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
        let before = index.checked_sub(1).map(|before| &lane.spells[before]);
        let before = before.filter(|before| before.until == spell.from).map(|before| before.side);
        let before = before.filter(|side| *side != spell.side && from > axis.left());
        let ends = spell.until.is_some() && next.is_none_or(|next| next.from != spell.until);
        if to >= from {
            stretches.push(Stretch { spell, from, to, ends, before });
        }
    }
    stretches
}
