//! The diagram of balance: actors on an axis between two camps.
//!
//! The place of an actor is its entry in the eigenvector of the least eigenvalue of the signed Laplacian
//! (Galimberti et al. 2020, arXiv:1912.00238): see [`leanings`]. Each connected component has an axis of its
//! own, because no tie says which of its camps goes with which of another component.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::groups;
use crate::bloc::{ActorGraph, BlocCount, Blocs, Grouping, Leaning, leanings};
use crate::error::Error;
use crate::graph::{ActorIx, StanceRef, View};
use crate::render::Picture;
use crate::render::drawing::caption::plural;
use crate::render::drawing::evidence::short;
use crate::render::drawing::geometry::{Point, Rect};
use crate::render::drawing::legend::{Entry, SWATCH};
use crate::render::drawing::pen::{Anchor, Pen};
use crate::render::drawing::plate::Plate;
use crate::render::drawing::text::Align;
use crate::render::drawing::words::Words;
use crate::render::font::Weight;
use crate::render::theme::{LINE, THIN, size};

/// Actors up to this place, as a share of the farthest one, are in between.
const SWING: f64 = 1.0 / 3.0;
/// The most rows of names above an axis. An actor without room there has no name.
const MOST_ROWS: usize = 18;
/// Up to this many actors of a component, names can have two lines.
const FEW: usize = 24;
/// The most components drawn: the largest ones.
const MOST_COMPONENTS: usize = 12;
/// The most actors without a tie drawn.
const MOST_LOOSE: usize = 40;
/// The most names in a tooltip or a sentence.
const MOST_TOLD: usize = 30;
/// The width of the axis.
const AXIS: f64 = 720.0;
/// The widest name.
const NAME: f64 = 170.0;
/// Space around a name, and between two.
const PAD: [f64; 2] = [7.0, 3.5];
const BETWEEN: f64 = 4.0;
/// Space beyond the ends of the axis, for half a name.
const SIDE: f64 = NAME / 2.0 + 14.0;
/// The height of the words below an axis.
const WORDS: f64 = 24.0;
/// The height of the bar of an actor without a name, and of the highest bar.
const BAR: [f64; 2] = [4.0, 64.0];
/// The width of the bars.
const BIN: f64 = 10.0;
/// Space between two components.
const APART: f64 = 26.0;

/// Draws an axis for each component.
pub(super) fn plate(view: &View, picture: &Picture) -> Result<Plate, Error> {
    // An axis has two ends, and frustration is about two camps, however many blocs are asked for.
    let grouping = Grouping { count: BlocCount::Two, ..picture.grouping() };
    let blocs = grouping.blocs(view)?;
    let chart = Chart::of(view, &blocs);
    let drawn = Plate::drawn("Between two camps", chart.size(), picture.theme, |pen| {
        chart.draw(pen);
    });
    Ok(Plate {
        legend: chart.legend(),
        notes: notes(&blocs, picture, &chart),
        sentences: chart.sentences(),
        ..drawn
    })
}

/// The notes: what the ties are, how balanced they are, and what is left out.
fn notes(blocs: &Blocs, picture: &Picture, chart: &Chart) -> Vec<String> {
    let ties = blocs.ties();
    let all = ties.signed().ties();
    let negative = all.iter().filter(|tie| tie.weight < 0.0).count();
    let positive = all.iter().filter(|tie| tie.weight > 0.0).count();
    let targets = plural(picture.min_shared, "target");
    let by = match ties.threshold() {
        Some(threshold) => {
            format!("{} above or below {threshold} on at least {targets}", picture.measure)
        }
        None => "what actors said about one another".into(),
    };
    let positive = plural(positive, "tie");
    let mut notes = vec![format!("{positive} for, {negative} against: {by}")];
    if !all.is_empty() {
        let partition = blocs.partition();
        let proof =
            if partition.proved { "" } else { " or less (stancegraph balance searches longer)" };
        let value = partition.value;
        notes.push(format!("frustration {value}{proof}: the ties that no two camps satisfy"));
    }
    match &chart.components[..] {
        [] => {}
        [component] => {
            notes.push(format!("algebraic conflict {:.2}, 0 is balanced", component.conflict));
        }
        [first, ..] => {
            let conflict = first.conflict;
            notes.push(format!(
                "algebraic conflict of the largest part {conflict:.2}, 0 is balanced"
            ));
        }
    }
    notes.extend(groups::unplaced(blocs).filter(|_| !all.is_empty()));
    notes.extend(groups::opposed(blocs, chart.view));
    let bars = chart.components.iter().map(|component| component.bars.len()).sum::<usize>();
    if bars > 0 {
        notes.push(
            "names for the actors with the most stances, of equal ones all along the axis, \
             as many as have room"
                .into(),
        );
    }
    if chart.more_components > 0 {
        notes.push(format!(
            "{} of the fewest actors left out",
            plural(chart.more_components, "part")
        ));
    }
    if chart.more_loose > 0 {
        notes.push(format!("{} without a tie left out", plural(chart.more_loose, "actor")));
    }
    notes
}

/// An actor, its place on the axis, and its box.
struct Standpoint<'s> {
    actor: ActorIx,
    place: f64,
    bloc: Option<usize>,
    stances: Vec<StanceRef<'s>>,
    about: String,
    words: Words,
    area: Rect,
}

/// Actors without a name at about the same place.
struct Bar<'s> {
    area: Rect,
    names: Vec<&'s str>,
    stances: Vec<StanceRef<'s>>,
}

/// The actors of one connected component.
struct Component<'s> {
    conflict: f64,
    named: Vec<Standpoint<'s>>,
    bars: Vec<Bar<'s>>,
    /// The y of its top and of its axis.
    top: f64,
    axis: f64,
    bottom: f64,
}

struct Chart<'s, 'g> {
    view: &'s View<'g>,
    components: Vec<Component<'s>>,
    more_components: usize,
    /// The actors without a tie, and the y of their heading.
    loose: Vec<Standpoint<'s>>,
    loose_top: f64,
    more_loose: usize,
    height: f64,
}

impl<'s, 'g> Chart<'s, 'g> {
    fn of(view: &'s View<'g>, blocs: &Blocs) -> Self {
        let ties = blocs.ties();
        let said = said(view);
        let count = |actor: &ActorIx| said.get(actor).map_or(0, Vec::len);
        let leanings = leanings(ties.signed());
        let more_components = leanings.len().saturating_sub(MOST_COMPONENTS);
        let (mut components, mut y) = (Vec::new(), 0.0);
        for leaning in leanings.into_iter().take(MOST_COMPONENTS) {
            let leaning = turned(leaning, ties, count);
            let component = Component::of(view, blocs, &said, &leaning, y);
            y = component.bottom + APART;
            components.push(component);
        }
        let mut isolates = ties.isolates().to_vec();
        isolates.sort_by_key(|actor| (Reverse(count(actor)), *actor));
        let more_loose = isolates.len().saturating_sub(MOST_LOOSE);
        isolates.truncate(MOST_LOOSE);
        let loose = isolates.into_iter().map(|actor| {
            let about = format!("{}: no tie", short(view.graph().actor(actor).title()));
            standpoint(view, &said, (actor, 0.0), 2, about)
        });
        let mut loose = loose.collect::<Vec<_>>();
        let height = flow(&mut loose, y + WORDS);
        let height = if loose.is_empty() { (y - APART).max(0.0) } else { height };
        Self { view, components, more_components, loose, loose_top: y, more_loose, height }
    }

    fn size(&self) -> [f64; 2] {
        let is_empty = self.components.is_empty() && self.loose.is_empty();
        [if is_empty { 0.0 } else { AXIS + 2.0 * SIDE }, self.height]
    }

    fn draw(&self, pen: &mut Pen) {
        for component in &self.components {
            component.draw(pen);
        }
        if !self.loose.is_empty() {
            let (text, at) = (pen.theme.muted, Point { x: 0.0, y: self.loose_top + WORDS / 2.0 });
            pen.small(
                "No tie: no shared target, or as much for as against",
                at,
                Align::Start,
                text,
            );
        }
        for actor in &self.loose {
            actor.draw(pen);
        }
    }

    fn legend(&self) -> Vec<Entry> {
        let mut legend = Vec::new();
        if self.components.is_empty() && self.loose.is_empty() {
            return legend;
        }
        legend.push(Entry::actor("actor, in the middle of its box the place on the axis"));
        if !self.components.is_empty() {
            legend.push(Entry::panel(
                "in between: nearer to the middle than a third of the farthest",
            ));
            legend.push(Entry::sentence("left: the end with more stances"));
        }
        if self.components.iter().any(|component| !component.bars.is_empty()) {
            legend.push(Entry::drawn(SWATCH[0], "actors without a name here", |pen, at| {
                let [width, height] = SWATCH;
                let place = Rect { x: at.x, y: at.y - height / 2.0, width, height };
                let fill = pen.theme.issue_line;
                pen.rect("bar", place, 0.0, (&fill, &"none"));
            }));
        }
        if self.components.len() > 1 {
            legend.push(Entry::sentence("an axis for each part that no tie connects with another"));
        }
        legend
    }

    fn sentences(&self) -> Vec<String> {
        let names = |actors: &mut dyn Iterator<Item = &Standpoint>| {
            let names =
                actors.map(|a| short(self.view.graph().actor(a.actor).title())).collect::<Vec<_>>();
            let more = names.len().saturating_sub(MOST_TOLD);
            let shown = names.iter().take(MOST_TOLD).cloned().collect::<Vec<_>>().join(", ");
            if more > 0 { format!("{shown} and {more} more") } else { shown }
        };
        let mut told = Vec::new();
        let mut tell = |what: &str, names: String| {
            if !names.is_empty() {
                told.push(format!("{what}: {names}."));
            }
        };
        for component in &self.components {
            let blocs = component.named.iter().filter_map(|one| one.bloc).collect::<BTreeSet<_>>();
            for bloc in blocs {
                let mut members = component.named.iter().filter(|one| one.bloc == Some(bloc));
                tell(&format!("Bloc {}", bloc + 1), names(&mut members));
            }
            tell("In no bloc", names(&mut component.named.iter().filter(|one| one.bloc.is_none())));
        }
        tell("No tie", names(&mut self.loose.iter()));
        told
    }
}

impl<'s> Component<'s> {
    fn of(
        view: &'s View,
        blocs: &Blocs,
        said: &BTreeMap<ActorIx, Vec<StanceRef<'s>>>,
        leaning: &Leaning,
        top: f64,
    ) -> Self {
        let actor = |node: usize| blocs.ties().nodes()[node];
        let pulls = pulls(blocs);
        let lines = if leaning.nodes.len() > FEW { 1 } else { 2 };
        let actors = leaning.nodes.iter().zip(&leaning.places).map(|(node, place)| {
            let title = short(view.graph().actor(actor(*node)).title());
            let [fits, misfits] = pulls[*node];
            let bloc = blocs.bloc(*node).filter(|_| blocs.is_decided());
            let camps = match bloc {
                Some(bloc) => {
                    let fits = plural(fits, "tie");
                    format!("bloc {}; {fits} with the blocs, {misfits} across them", bloc + 1)
                }
                None => "in no bloc".into(),
            };
            let about = format!("{title}: {place:+.2} on the axis; {camps}");
            Standpoint { bloc, ..standpoint(view, said, (actor(*node), *place), lines, about) }
        });
        let actors = actors.collect::<Vec<_>>();
        let turns = turns(&actors);
        let mut actors = actors.into_iter().zip(turns).collect::<Vec<_>>();
        actors.sort_by_key(|(one, turn)| (Reverse(one.stances.len()), *turn));
        let actors = actors.into_iter().map(|(one, _)| one).collect::<Vec<_>>();
        let (mut named, others, height) = stack(actors);
        let axis = top + height;
        named.iter_mut().for_each(|one| one.area.shift(0.0, axis));
        let mut bars = bars(view, others);
        let highest = bars.iter().map(|bar| bar.area.height).fold(0.0, f64::max);
        bars.iter_mut().for_each(|bar| bar.area.y = axis + 1.0);
        let bottom = axis + highest + WORDS;
        Self { conflict: leaning.conflict, named, bars, top, axis, bottom }
    }

    fn draw(&self, pen: &mut Pen) {
        let [left, right] = [at(-SWING), at(SWING)];
        let (panel, line) = (pen.theme.panel, pen.theme.panel_line);
        let height = self.axis - self.top;
        let band = Rect { x: left, y: self.top, width: right - left, height };
        pen.rect("ground", band, 0.0, (&panel, &line));
        let ends = [-1.0, 1.0].map(|place| Point { x: at(place), y: self.axis });
        let muted = pen.theme.muted;
        pen.rule(ends, LINE, muted);
        for place in [-1.0, 0.0, 1.0] {
            let (x, y) = (at(place), self.axis);
            pen.rule([Point { x, y: y - 3.0 }, Point { x, y: y + 4.0 }], THIN, muted);
        }
        let y = self.bottom - WORDS / 2.0 + 1.0;
        for (place, text) in [(-1.0, "one end"), (0.0, "in between"), (1.0, "the other end")] {
            pen.small(text, Point { x: at(place), y }, Align::Middle, muted);
        }
        for bar in &self.bars {
            let count = plural(bar.names.len(), "actor");
            let names = bar.names.iter().take(MOST_TOLD).map(|name| short(name));
            let about = format!("{count}: {}", names.collect::<Vec<_>>().join(", "));
            pen.receipt("bar", &bar.stances, Some(&about), |pen| {
                let fill = pen.theme.issue_line;
                pen.rect("area", bar.area, 0.0, (&fill, &"none"));
            });
        }
        for actor in &self.named {
            actor.draw(pen);
        }
    }
}

impl Standpoint<'_> {
    fn draw(&self, pen: &mut Pen) {
        pen.receipt("actor", &self.stances, Some(&self.about), |pen| {
            let theme = pen.theme;
            pen.rect("box", self.area, 4.0, (&theme.actor, &theme.actor_line));
            let middle = self.area.x + self.area.width / 2.0;
            let y = self.area.middle() - self.words.height() / 2.0;
            pen.words(&self.words, Point { x: middle, y }, Anchor::Middle, theme.text);
        });
    }
}

/// The x of a place on the axis.
fn at(place: f64) -> f64 {
    SIDE + AXIS * (place + 1.0) / 2.0
}

/// The stances of each actor.
fn said<'s>(view: &'s View) -> BTreeMap<ActorIx, Vec<StanceRef<'s>>> {
    let mut said = BTreeMap::<_, Vec<_>>::new();
    for standing in view.standings().iter() {
        said.entry(standing.actor_ix()).or_default().extend(standing.stances());
    }
    said
}

/// Turns the axis so that the camp with more stances is on the left; of two equal ones, that of the first actor.
fn turned(leaning: Leaning, ties: &ActorGraph, count: impl Fn(&ActorIx) -> usize) -> Leaning {
    let count_on = |is_left: bool| {
        let nodes = leaning
            .nodes
            .iter()
            .zip(&leaning.places)
            .filter(|(_, place)| (**place < 0.0) == is_left && **place != 0.0);
        nodes.map(|(node, _)| count(&ties.nodes()[*node])).sum::<usize>()
    };
    let (left, right) = (count_on(true), count_on(false));
    // The first node is at 0 or above.
    let is_turned = right >= left;
    let sign = if is_turned { -1.0 } else { 1.0 };
    let places = leaning.places.iter().map(|place| sign * place).collect();
    Leaning { places, ..leaning }
}

/// For each node the number of ties that fit the camps, and of those that do not.
fn pulls(blocs: &Blocs) -> Vec<[usize; 2]> {
    let signed = blocs.ties().signed();
    let mut pulls = vec![[0, 0]; signed.nodes()];
    for tie in signed.ties() {
        let fits = blocs.partition().together(tie.u, tie.v) == (tie.weight > 0.0);
        for node in [tie.u, tie.v] {
            pulls[node][usize::from(!fits)] += 1;
        }
    }
    pulls
}

fn standpoint<'s>(
    view: &View,
    said: &BTreeMap<ActorIx, Vec<StanceRef<'s>>>,
    (actor, place): (ActorIx, f64),
    lines: usize,
    about: String,
) -> Standpoint<'s> {
    let title = view.graph().actor(actor).title();
    let words = match lines {
        1 => Words::one_line(title, NAME, size::LABEL, Weight::Regular),
        _ => Words::new(title, NAME, lines, size::LABEL, Weight::Regular),
    };
    let (width, height) = (words.width() + 2.0 * PAD[0], words.height() + 2.0 * PAD[1]);
    let area = Rect { x: at(place) - width / 2.0, y: 0.0, width, height };
    let stances = said.get(&actor).cloned().unwrap_or_default();
    Standpoint { actor, place, bloc: None, stances, about, words, area }
}

/// Stacks boxes above 0 without overlaps, the first ones lowest. Returns the boxes placed, those beyond the highest
/// row, and the height.
fn stack(actors: Vec<Standpoint>) -> (Vec<Standpoint>, Vec<Standpoint>, f64) {
    let mut rows = Vec::<Vec<Standpoint>>::new();
    let mut over = Vec::new();
    for one in actors {
        let is_apart = |other: &Standpoint| {
            one.area.right() + BETWEEN <= other.area.x || other.area.right() + BETWEEN <= one.area.x
        };
        match rows.iter().position(|row| row.iter().all(is_apart)) {
            Some(row) => rows[row].push(one),
            None if rows.len() < MOST_ROWS => rows.push(vec![one]),
            None => over.push(one),
        }
    }
    let mut reach = 2.0 * BETWEEN;
    for row in &mut rows {
        let height = row.iter().map(|one| one.area.height).fold(0.0, f64::max);
        row.iter_mut().for_each(|one| {
            one.area.y = -reach - f64::midpoint(height, one.area.height);
        });
        reach += height + BETWEEN;
    }
    (rows.into_iter().flatten().collect(), over, reach + BETWEEN)
}

/// Puts boxes side by side, in rows from a height on; returns where they end.
fn flow(loose: &mut [Standpoint], top: f64) -> f64 {
    let height = loose.iter().map(|one| one.area.height).fold(0.0, f64::max);
    let (mut x, mut y) = (0.0, top);
    for one in loose.iter_mut() {
        if x > 0.0 && x + one.area.width > AXIS + 2.0 * SIDE {
            (x, y) = (0.0, y + height + BETWEEN);
        }
        (one.area.x, one.area.y) = (x, y + (height - one.area.height) / 2.0);
        x = one.area.right() + BETWEEN;
    }
    y + height
}

/// The turn of each actor among those with equally many stances: spread along the axis, first the ends, then the
/// middles of what lies between.
fn turns(actors: &[Standpoint]) -> Vec<u32> {
    let mut along = (0..actors.len()).collect::<Vec<_>>();
    along.sort_by(|a, b| {
        let by_place = actors[*a].place.total_cmp(&actors[*b].place);
        by_place.then_with(|| actors[*a].actor.cmp(&actors[*b].actor))
    });
    let mut turns = vec![0; actors.len()];
    along.iter().zip(0_u32..).for_each(|(actor, number)| turns[*actor] = number.reverse_bits());
    turns
}

/// Bars for the actors without a name, by their places.
fn bars<'s>(view: &'s View, actors: Vec<Standpoint<'s>>) -> Vec<Bar<'s>> {
    let mut bins = BTreeMap::<i64, Vec<Standpoint>>::new();
    for actor in actors {
        #[expect(clippy::cast_possible_truncation, reason = "a place on the axis")]
        let bin = ((at(actor.place) - at(0.0)) / BIN).round() as i64;
        bins.entry(bin).or_default().push(actor);
    }
    let most = bins.values().map(Vec::len).max().unwrap_or(0);
    let unit = BAR[0].min(BAR[1] / float(most.max(1)));
    let bar = |(bin, actors): (i64, Vec<Standpoint<'s>>)| {
        #[expect(clippy::cast_precision_loss, reason = "a place on the axis")]
        let x = at(0.0) + bin as f64 * BIN - BIN / 2.0 + 1.0;
        let area = Rect { x, y: 0.0, width: BIN - 2.0, height: unit * float(actors.len()) };
        let names = actors.iter().map(|one| view.graph().actor(one.actor).title()).collect();
        Bar { area, names, stances: actors.into_iter().flat_map(|one| one.stances).collect() }
    };
    bins.into_iter().map(bar).collect()
}

#[expect(clippy::cast_precision_loss, reason = "actors are far fewer than 2^52")]
fn float(count: usize) -> f64 {
    count as f64
}
