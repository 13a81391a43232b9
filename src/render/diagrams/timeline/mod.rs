//! The timeline: who said what when, with a dot for each stance and a line for the side in force in between.
//!
//! One actor has a lane for each target, one target a lane for each actor. With several actors and several targets,
//! a lane for each pair would be too many, and a lane of one actor has no single side. Then each actor has a lane
//! with everything that it said, without lines.

mod lanes;
mod strip;

use lanes::{Kind, Lanes};
use strip::{DOT, Dot, Room, Stretch, Strip, Undated, WIDEST_ADDRESSED, undated_width};

use crate::error::Error;
use crate::graph::{Node, Side, StanceRef, View};
use crate::model::Position;
use crate::render::drawing::axis::{Axis, LABELS};
use crate::render::drawing::caption::plural;
use crate::render::drawing::evidence::short;
use crate::render::drawing::geometry::{Point, Rect};
use crate::render::drawing::legend::Entry;
use crate::render::drawing::pen::{Pen, small_width};
use crate::render::drawing::plate::Plate;
use crate::render::drawing::receipt::PAST;
use crate::render::drawing::text::Align;
use crate::render::drawing::words::Words;
use crate::render::theme::{LINE, THIN};
use crate::render::{Colour, Picture};

/// The most lanes drawn.
const MOST_LANES: usize = 60;
/// With more lanes, there are no labels.
const MOST_LABELLED: usize = 20;
/// The most lanes described in words.
const MOST_TOLD: usize = 40;
/// The narrowest and the widest axis.
const WIDTHS: [f64; 2] = [640.0, 1_500.0];
/// The width of the axis for each stance of the fullest lane.
const PER_STANCE: f64 = 16.0;
/// Space beyond the axis for the last labels.
const TAIL: f64 = 110.0;
/// Space between names, undated stances and the axis.
const GAP: f64 = 16.0;
/// Space around a name.
const PAD: [f64; 2] = [8.0, 4.0];
/// The width of the line of a side in force.
const FORCE: f64 = 2.6;
const UNDATED: &str = "undated";

/// Draws who said what when.
pub(super) fn plate(view: &View, picture: &Picture) -> Result<Plate, Error> {
    let mut lanes = Lanes::of(view)?;
    let more = lanes.cap(MOST_LANES);
    let chart = Chart::of(view, &lanes);
    let what = what(view, lanes.kind);
    let drawn = Plate::drawn(what, chart.size(), picture.theme, |pen| chart.draw(pen));
    let mut notes = vec![of(view, lanes.kind)];
    if more > 0 {
        let lanes = plural(more, "lane");
        notes.push(format!("{lanes} with the fewest stances left out"));
    }
    if chart.leaves_out_labels() {
        notes.push("labels left out where there is no room".into());
    }
    Ok(Plate { legend: chart.legend(), notes, sentences: sentences(view, &lanes), ..drawn })
}

fn what(view: &View, kind: Kind) -> String {
    let title = |node| short(view.graph().target_of(node).title());
    match kind {
        Kind::Targets(actor) => format!("The record of {}", title(Node::Actor(actor))),
        Kind::Actors(target) => format!("Who said what on {}, and when", title(target)),
        Kind::All => "Who said what, and when".into(),
    }
}

/// The note on what the lanes are.
fn of(view: &View, kind: Kind) -> String {
    let title = |node| short(view.graph().target_of(node).title());
    match kind {
        Kind::Targets(actor) => format!("a lane for each target of {}", title(Node::Actor(actor))),
        Kind::Actors(target) => format!("a lane for each actor on {}", title(target)),
        Kind::All => "a lane for all that an actor said; of one actor or on one target there is \
                      also the side in force"
            .into(),
    }
}

/// The picture in words: what was said in each lane.
fn sentences(view: &View, lanes: &Lanes) -> Vec<String> {
    let told = lanes.lanes.iter().take(MOST_TOLD).map(|lane| {
        let mut spells = lane
            .spells
            .iter()
            .map(|spell| match spell.from {
                Some(day) => format!("{} from {day}", spell.side),
                None => spell.side.to_string(),
            })
            .collect::<Vec<_>>();
        spells.dedup();
        let last = lane.spells.last().and_then(|spell| spell.until);
        spells.extend(last.map(|day| format!("nothing from {day}")));
        let (name, count) =
            (short(view.graph().target_of(lane.node).title()), plural(lane.said.len(), "stance"));
        match spells.is_empty() {
            true => format!("{name}: {count}."),
            false => format!("{name}: {count}; {}.", spells.join(", ")),
        }
    });
    told.collect()
}

/// All lanes, laid out.
struct Chart<'a, 'g> {
    view: &'a View<'g>,
    kind: Kind,
    strips: Vec<(Strip<'a, 'g>, Words, Rect)>,
    room: Room,
    /// The distance between two levels.
    level: f64,
    width: f64,
}

impl<'a, 'g> Chart<'a, 'g> {
    fn of(view: &'a View<'g>, lanes: &'a Lanes<'g>) -> Self {
        let has_labels = lanes.lanes.len() <= MOST_LABELLED;
        let has_targets = lanes.kind == Kind::All;
        let level = if has_labels { 22.0 } else { 12.0 };
        let names = lanes.lanes.iter().map(|lane| {
            let title = view.graph().target_of(lane.node).title();
            match lane.node {
                Node::Actor(_) => Words::actor(title),
                Node::Issue(_) => Words::issue(title),
            }
        });
        let names = names.collect::<Vec<_>>();
        let mut x = names.iter().map(Words::width).fold(0.0, f64::max) + 2.0 * PAD[0] + GAP;
        let undated = lanes
            .lanes
            .iter()
            .filter_map(|lane| undated_width(lane, has_targets))
            .reduce(f64::max)
            .map(|width| {
                let width = if has_labels { width } else { DOT };
                Undated { x, width: width.max(small_width(UNDATED) + 4.0) }
            });
        x += undated.map_or(0.0, |undated| undated.width + GAP);
        let fullest = lanes.lanes.iter().map(|lane| lane.said.len()).max().unwrap_or(0);
        let width = (float(fullest) * PER_STANCE).clamp(WIDTHS[0], WIDTHS[1]);
        let axis = lanes.period().map(|period| Axis::new(period, x, width));
        let last = axis.zip(lanes.period()).map(|(axis, [_, last])| axis.at(last));
        let mut said = lanes.lanes.iter().flat_map(|lane| &lane.said);
        let tail = match said.any(|stance| stance.toward().is_some()) {
            _ if !has_labels => 0.0,
            true => WIDEST_ADDRESSED,
            false => TAIL,
        };
        let right = axis.map_or(x, |axis| axis.right()).max(last.map_or(x, |last| last + tail));
        let end = axis
            .zip(lanes.end())
            .map(|(axis, end)| axis.begin(end))
            .or(axis.map(|axis| axis.right()))
            .unwrap_or(right);
        let room = Room { axis, end, undated, right, has_labels, has_targets };
        let mut y = LABELS + 6.0;
        let strips = lanes.lanes.iter().zip(names).map(|(lane, name)| {
            let height = f64::max(2.0 * level + 30.0, name.height() + 2.0 * PAD[1] + 4.0);
            let place = Rect { x: 0.0, y, width: right, height };
            y += height;
            (Strip::new(lane, &room), name, place)
        });
        Self { view, kind: lanes.kind, strips: strips.collect(), room, level, width: right }
    }

    fn size(&self) -> [f64; 2] {
        match self.strips.last() {
            Some((_, _, place)) => [self.width, place.bottom()],
            None => [0.0, 0.0],
        }
    }

    fn leaves_out_labels(&self) -> bool {
        self.strips.iter().flat_map(|(strip, ..)| &strip.dots).any(|dot| dot.label.is_none())
    }

    fn draw(&self, pen: &mut Pen) {
        let Some((_, _, first)) = self.strips.first() else { return };
        let bottom = self.size()[1];
        let panel = pen.theme.panel;
        for (_, _, place) in self.strips.iter().step_by(2) {
            pen.rect("ground", place.grown(6.0, 0.0), 3.0, (&panel, &"none"));
        }
        if let Some(undated) = self.room.undated {
            let at = Point { x: undated.x, y: first.y - LABELS / 2.0 - 3.0 };
            let colour = pen.theme.muted;
            pen.small(UNDATED, at, Align::Start, colour);
        }
        if let Some(axis) = self.room.axis {
            axis.draw(pen, first.y, bottom);
        }
        for (index, (strip, name, place)) in self.strips.iter().enumerate() {
            let ground = if index % 2 == 0 { panel } else { pen.theme.background };
            self.name(pen, strip.lane.node, name, *place);
            let line = pen.theme.issue_line;
            let y = place.bottom();
            let ends = [Point { x: 0.0, y }, Point { x: place.right(), y }];
            pen.rule(ends, THIN, line);
            self.stretches(pen, strip, *place);
            for dot in &strip.dots {
                self.dot(pen, dot, *place, ground);
            }
        }
    }

    fn name(&self, pen: &mut Pen, node: Node, name: &Words, place: Rect) {
        let (width, height) = (name.width() + 2.0 * PAD[0], name.height() + 2.0 * PAD[1]);
        let y = place.middle() - height / 2.0;
        pen.node(self.view, node, name, Rect { x: 0.0, y, width, height });
    }

    /// The height of a position in a lane.
    fn height(&self, side: Side, place: Rect) -> f64 {
        let middle = place.middle() + 3.0;
        match side {
            Side::Support => middle - self.level,
            Side::Neutral | Side::Mixed => middle,
            Side::Oppose => middle + self.level,
        }
    }

    fn stretches(&self, pen: &mut Pen, strip: &Strip, place: Rect) {
        for stretch in &strip.stretches {
            let y = self.height(stretch.spell.side, place);
            let about = self.about(strip, stretch);
            let is_past = stretch.spell.is_past;
            faded(pen, is_past, ("force", &stretch.spell.stances, Some(&about)), |pen| {
                let muted = pen.theme.muted;
                if let Some(before) = stretch.before {
                    let from = Point { x: stretch.from, y: self.height(before, place) };
                    pen.rule([from, Point { x: stretch.from, y }], THIN, muted);
                }
                let ends = [Point { x: stretch.from, y }, Point { x: stretch.to, y }];
                pen.side_rule(ends, FORCE, stretch.spell.side);
                if stretch.ends {
                    let x = stretch.to;
                    pen.rule([Point { x, y: y - 5.0 }, Point { x, y: y + 5.0 }], LINE, muted);
                }
            });
        }
    }

    /// A side in force in words, with its dates.
    fn about(&self, strip: &Strip, stretch: &Stretch) -> String {
        let title = |node| short(self.view.graph().target_of(node).title());
        let (actor, target) = match self.kind {
            Kind::Targets(actor) => (title(Node::Actor(actor)), title(strip.lane.node)),
            Kind::Actors(target) => (title(strip.lane.node), title(target)),
            Kind::All => (title(strip.lane.node), String::new()),
        };
        let mut about = format!("{actor}: {} on {target} in force", stretch.spell.side);
        if let Some(day) = stretch.spell.from {
            about += &format!(" from {day}");
        }
        if let Some(day) = stretch.spell.until {
            about += &format!(" until before {day}");
        }
        about
    }

    fn dot(&self, pen: &mut Pen, dot: &Dot, place: Rect, ground: Colour) {
        let side = Side::from(dot.position);
        let y = self.height(side, place);
        faded(pen, dot.is_past, ("said", &dot.stances, None), |pen| {
            let colour = pen.theme.colour(side);
            if let Some([from, to]) = dot.span {
                let ends = [Point { x: from, y: y + 8.0 }, Point { x: to, y: y + 8.0 }];
                pen.rule(ends, 1.0, colour);
                for x in [from, to] {
                    pen.rule([Point { x, y: y + 5.0 }, Point { x, y: y + 11.0 }], 1.0, colour);
                }
            }
            clear(pen, Point { x: dot.x, y }, ground);
            pen.dot(side, Point { x: dot.x, y }, dot.size());
            let text = pen.theme.text;
            if let Some(words) = &dot.label {
                let at = Point { x: dot.x + DOT / 2.0 + 3.0, y: y - 9.0 };
                pen.line_at(words, at, Align::Start, text);
            }
        });
    }

    fn legend(&self) -> Vec<Entry> {
        let dots = || self.strips.iter().flat_map(|(strip, ..)| &strip.dots);
        let mut legend = Vec::new();
        for (position, text) in [
            (Position::Support, "supports (above)"),
            (Position::Neutral, "is neutral (middle)"),
            (Position::Oppose, "opposes (below)"),
        ] {
            if dots().any(|dot| dot.position == position) {
                legend.push(Entry::glyph(position.into(), text));
            }
        }
        if dots().any(|dot| dot.size() > DOT) {
            legend.push(Entry::sentence("larger: several stances"));
        }
        if dots().any(|dot| dot.span.is_some()) {
            legend.push(Entry::drawn(26.0, "month or year, day unknown", |pen, at| {
                let (colour, y) = (pen.theme.text, at.y);
                pen.rule([at, Point { x: at.x + 26.0, y }], 1.0, colour);
                for x in [at.x, at.x + 26.0] {
                    pen.rule([Point { x, y: y - 3.0 }, Point { x, y: y + 3.0 }], 1.0, colour);
                }
            }));
        }
        for side in Side::ALL {
            let mut stretches = self.strips.iter().flat_map(|(strip, ..)| &strip.stretches);
            if stretches.any(|stretch| stretch.spell.side == side) {
                legend.push(Entry::drawn(34.0, format!("{side} in force"), move |pen, at| {
                    pen.side_rule([at, Point { x: at.x + 34.0, y: at.y }], FORCE, side);
                }));
            }
        }
        let mut lanes = self.strips.iter().map(|(strip, ..)| strip.lane);
        legend.extend(lanes.any(|lane| !lane.past.is_empty()).then(Entry::past));
        if self.strips.iter().flat_map(|(strip, ..)| &strip.stretches).any(|s| s.ends) {
            legend.push(Entry::drawn(4.0, "no longer in force", |pen, at| {
                let (colour, x) = (pen.theme.muted, at.x + 2.0);
                pen.rule([Point { x, y: at.y - 5.0 }, Point { x, y: at.y + 5.0 }], LINE, colour);
            }));
        }
        legend
    }
}

/// Draws a mark, pale if it is past.
fn faded(
    pen: &mut Pen,
    is_past: bool,
    (class, stances, about): (&str, &[StanceRef], Option<&str>),
    inside: impl FnOnce(&mut Pen),
) {
    let theme = pen.theme;
    let class = format!("{class}{}", if is_past { PAST } else { "" });
    pen.theme = if is_past { theme.pale() } else { theme };
    pen.receipt(&class, stances, about, inside);
    pen.theme = theme;
}

/// Draws the background of a dot, so that the line does not run through it.
fn clear(pen: &mut Pen, at: Point, ground: Colour) {
    let size = DOT * 0.6;
    let place = Rect { x: at.x - size / 2.0, y: at.y - size / 2.0, width: size, height: size };
    pen.rect("ground", place, size / 2.0, (&ground, &"none"));
}

#[expect(clippy::cast_precision_loss, reason = "stances are far fewer than 2^52")]
fn float(count: usize) -> f64 {
    count as f64
}
