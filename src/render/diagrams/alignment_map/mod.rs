//! The alignment map: actors are near those they agree with, blocs are outlined, and every pair that is clear
//! enough has a line.

mod choice;
mod hull;
mod labels;
mod pinned;
mod place;
mod told;
mod way;

use std::fmt::Display;

pub use told::about;

use super::closeness::{Closeness, Pair, ink};
use crate::bloc::Distances;
use crate::error::Error;
use crate::graph::{Node, Side, View};
use crate::render::drawing::caption::{node_name, plural};
use crate::render::drawing::geometry::{Point, Rect};
use crate::render::drawing::legend::{Entry, SWATCH};
use crate::render::drawing::pen::{Anchor, Pen};
use crate::render::drawing::plate::Plate;
use crate::render::drawing::words::Words;
use crate::render::font::Weight;
use crate::render::theme::{Mark, size};
use crate::render::{self, Diagram, Picture};
use crate::text::xml::Number;

use choice::Choice;
use labels::Label;
use way::Way;

use place::{Body, Margins, Places, Spring, place};

/// The most actors.
const MOST: usize = 200;
/// Space around the names of a bloc.
const AROUND: f64 = 18.0;
/// Space inside the box of a name, horizontal and vertical.
const PADDING: [f64; 2] = [11.0, 7.0];
/// The thinnest line.
const LINE: f64 = 0.9;
/// The width of the line of a pair that shares too little.
const HAIR: f64 = 0.6;

/// Draws actors, blocs and pairs.
pub(super) fn plate(view: &View, picture: &Picture) -> Result<Plate, Error> {
    let mut closeness = Closeness::of(view, picture, [0, MOST])?;
    let distances = closeness.distances()?;
    let choice = Choice::of(&closeness, &distances);
    closeness.mark_alone(choice.lines.iter().map(|line| &line.pair));
    let layout = picture.layout.places(Diagram::AlignmentMap);
    let map = Map::of(&closeness, choice, &distances, layout);
    let drawn = Plate::drawn("Who agrees with whom", map.places.size, picture.theme, |pen| {
        map.draw(pen);
    });
    let mut notes = closeness.notes();
    notes.extend(map.choice.notes(picture.min_shared));
    notes.extend(map.unlabelled());
    notes.extend(closeness.alone("a line"));
    let (legend, places) = (map.legend(picture), map.places());
    Ok(Plate { legend, notes, places, sentences: closeness.sentences(), ..drawn })
}

/// Everything that is drawn, with its place.
struct Map<'c, 'v, 'g> {
    closeness: &'c Closeness<'v, 'g>,
    choice: Choice,
    names: Vec<Words>,
    places: Places,
    /// The shift of everything so that it begins at 0, 0.
    shift: Point,
    boxes: Vec<Rect>,
    /// The paths of the lines.
    ways: Vec<Way>,
    labels: Vec<Option<Label>>,
    blocs: Vec<Label>,
}

impl<'c, 'v, 'g> Map<'c, 'v, 'g> {
    fn of(
        closeness: &'c Closeness<'v, 'g>,
        choice: Choice,
        distances: &Distances,
        layout: &render::Places,
    ) -> Self {
        let count = closeness.actors.len();
        let names = (0..count).map(|place| name(closeness, place)).collect::<Vec<_>>();
        let bodies = names
            .iter()
            .enumerate()
            .map(|(place, words)| Body {
                size: [words.width() + 2.0 * PADDING[0], words.height() + 2.0 * PADDING[1]],
                group: closeness.bloc(place),
            })
            .collect::<Vec<_>>();
        let springs = choice
            .scored
            .iter()
            .map(|pair| Spring {
                ends: pair.ends,
                length: distances.get(pair.ends[0], pair.ends[1]),
            })
            .collect::<Vec<_>>();
        let known = closeness
            .actors
            .iter()
            .map(|actor| {
                let [x, y] = *layout.get(&node_name(closeness.view(), Node::Actor(*actor)))?;
                Some(Point { x, y })
            })
            .collect::<Vec<_>>();
        let (places, shift) = match known.iter().any(Option::is_some) {
            true => pinned::pinned(&bodies, &springs, &known, margins(count)),
            false => (place(&bodies, &springs, margins(count)), Point { x: 0.0, y: 0.0 }),
        };
        let boxes = places
            .nodes
            .iter()
            .zip(&bodies)
            .map(|(at, body)| {
                let [width, height] = body.size;
                Rect { x: at.x - width / 2.0, y: at.y - height / 2.0, width, height }
            })
            .collect::<Vec<_>>();
        let blocs = labels::of_blocs(&places, &boxes, &bodies);
        let ways = choice
            .lines
            .iter()
            .map(|line| Way::around(&boxes, line.ends, places.size))
            .collect::<Vec<_>>();
        let labels = labels::of_lines(&choice, &ways, &boxes, &blocs, places.size);
        Self { closeness, choice, names, places, shift, boxes, ways, labels, blocs }
    }

    /// The note on lines without room for a label.
    fn unlabelled(&self) -> Option<String> {
        let count = self.labels.iter().filter(|label| label.is_none()).count();
        (count > 0).then(|| format!("{} without room for a label", plural(count, "line")))
    }

    /// The middles of the actors, for the layout.
    fn places(&self) -> render::Places {
        let places = self.closeness.actors.iter().zip(&self.places.nodes).map(|(actor, place)| {
            let name = node_name(self.closeness.view(), Node::Actor(*actor));
            (name, [place.x - self.shift.x, place.y - self.shift.y])
        });
        places.collect()
    }

    fn draw(&self, pen: &mut Pen) {
        self.hulls(pen);
        for ends in &self.choice.hairs {
            self.hair(pen, *ends);
        }
        for (line, way) in self.choice.lines.iter().zip(&self.ways).rev() {
            let width = thickness(&line.pair, self.boxes.len());
            self.mark(pen, "line", &line.pair, |pen| {
                let theme = pen.theme;
                pen.theme = theme.faded(ink(&line.pair.pairing.tally));
                pen.path_of(&way.path(), line.pair.side(), width);
                pen.theme = theme;
            });
        }
        for (place, (words, area)) in self.names.iter().zip(&self.boxes).enumerate() {
            pen.node(
                self.closeness.view(),
                Node::Actor(self.closeness.actors[place]),
                words,
                *area,
            );
        }
        for (line, label) in self.choice.lines.iter().zip(&self.labels) {
            if let Some(label) = label {
                self.mark(pen, "label", &line.pair, |pen| write(pen, label));
            }
        }
        for label in &self.blocs {
            pen.within("g", &[("class", &"bloc-name")], |pen| write(pen, label));
        }
    }

    /// Draws the outlines of blocs, behind everything.
    fn hulls(&self, pen: &mut Pen) {
        for bloc in 0..self.places.groups.len() {
            let members =
                (0..self.boxes.len()).filter(|place| self.closeness.bloc(*place) == Some(bloc));
            let members = members.map(|place| self.boxes[place]).collect::<Vec<_>>();
            if !members.is_empty() {
                outline(pen, bloc, &hull::path(&hull::hull(&members), AROUND - 2.0));
            }
        }
    }

    fn mark(&self, pen: &mut Pen, what: &str, pair: &Pair, inside: impl FnOnce(&mut Pen)) {
        let marks = self.closeness.marks(pair);
        let class = format!("{what} {}", pair.word());
        pen.pair(&class, &marks.name, marks.stances.as_deref(), &marks.about, inside);
    }

    /// Draws the hairline of a pair that shares too little.
    fn hair(&self, pen: &mut Pen, ends: [usize; 2]) {
        let path = Way::straight(&self.boxes, ends).path();
        let Some(marks) = self.closeness.thin_marks(ends) else { return };
        pen.pair("hair", &marks.name, marks.stances.as_deref(), &marks.about, |pen| {
            hairline(pen, &path);
        });
    }

    fn legend(&self, picture: &Picture) -> Vec<Entry> {
        let sides = [Side::Support, Side::Neutral, Side::Oppose];
        let has = |side: Side| self.choice.lines.iter().any(|line| line.pair.side() == side);
        let mut entries = sides
            .into_iter()
            .filter(|side| has(*side))
            .map(|side| Entry::line(side, self.closeness.meaning(side)))
            .collect::<Vec<_>>();
        entries.extend(
            (!entries.is_empty())
                .then(|| Entry::sentence("the wider, the clearer, and on more targets")),
        );
        let has_thin = self.choice.lines.iter().any(|line| line.pair.is_thin());
        entries.extend(has_thin.then(|| Entry::sentence("pale: on one or two targets alone")));
        let has_label = self.labels.iter().any(Option::is_some);
        entries
            .extend(has_label.then(|| Entry::sentence(".83 on 6: the score, on 6 shared targets")));
        let few = format!("fewer than {} shared targets", picture.min_shared);
        entries.extend((!self.choice.hairs.is_empty()).then(|| sample_of_hair(few)));
        entries.extend((!self.blocs.is_empty()).then(sample_of_bloc));
        entries
    }
}

/// The space around names: with few of them, there is room for labels in between.
fn margins(actors: usize) -> Margins {
    let apart = match actors {
        0..=20 => [94.0, 42.0],
        21..=60 => [44.0, 30.0],
        _ => [30.0, 22.0],
    };
    Margins { around: AROUND, above: 24.0, apart }
}

/// The name of an actor, smaller the more actors there are.
fn name(closeness: &Closeness, place: usize) -> Words {
    let title = closeness.view().graph().actor(closeness.actors[place]).title();
    match closeness.actors.len() {
        0..=20 => Words::actor(title),
        21..=60 => Words::small_actor(title),
        _ => Words::one_line(title, 110.0, 10.5, Weight::Bold),
    }
}

/// The thickness of a line: wider the clearer the score is and the more targets it rests on, thinner the more actors
/// there are.
fn thickness(pair: &Pair, actors: usize) -> f64 {
    let wider = match actors {
        0..=20 => 2.5,
        21..=60 => 1.6,
        _ => 0.8,
    };
    LINE + wider * pair.clearness() * pair.weight()
}

fn outline(pen: &mut Pen, bloc: usize, path: &str) {
    let (fill, colour) = pen.theme.bloc(bloc);
    let dashes = ["", "7 4", "2 4", "11 4 2 4"][bloc % 4];
    let mut attributes: Vec<(&str, &dyn Display)> = vec![
        ("class", &"bloc"),
        ("d", &path),
        ("fill", &fill),
        ("stroke", &colour),
        ("stroke-width", &1.4),
    ];
    if !dashes.is_empty() {
        attributes.push(("stroke-dasharray", &dashes));
    }
    pen.xml.empty("path", &attributes);
}

fn hairline(pen: &mut Pen, path: &str) {
    let colour = pen.theme.neutral;
    pen.xml.empty(
        "path",
        &[("d", &path), ("fill", &"none"), ("stroke", &colour), ("stroke-width", &HAIR)],
    );
}

/// Writes a text on its own background.
fn write(pen: &mut Pen, label: &Label) {
    let Label { area, words } = label;
    let (ground, colour) = (pen.theme.background, pen.theme.text);
    pen.rect("halo", *area, 3.0, (&ground, &"none"));
    let at = Point { x: area.x + labels::PADDING, y: area.middle() - words.height() / 2.0 };
    pen.words(words, at, Anchor::Start, colour);
}

fn sample_of_hair(text: String) -> Entry {
    Entry::drawn(40.0, text, |pen, at| {
        let path = format!("M{},{} H{}", Number(at.x), Number(at.y), Number(at.x + 40.0));
        hairline(pen, &path);
    })
}

fn sample_of_bloc() -> Entry {
    Entry::drawn(SWATCH[0], "a bloc", |pen, at| {
        let core = Rect { x: at.x + 6.0, y: at.y - 1.0, width: SWATCH[0] - 12.0, height: 2.0 };
        outline(pen, 0, &hull::path(&hull::hull(&[core]), 6.0));
    })
}

/// `▲ .83 on 6`, small.
fn words_of(pair: &Pair) -> Words {
    let text = format!("{} on {}", pair.number(), pair.pairing.tally.shared);
    let mut words = Words::new(&text, f64::INFINITY, 1, size::SMALL, Weight::Regular);
    words.glyph = pair.side().is_decided().then(|| pair.side());
    debug_assert!(words.glyph.is_none_or(|side| Mark::of(side).glyph != '◆'));
    words
}
