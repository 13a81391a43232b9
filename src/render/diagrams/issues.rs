//! The diagram of issues: diverging bars show how each target divides the actors, one segment for each actor.
//!
//! Opponents are to the left of a line, supporters to the right. Actors who are neutral, have said both or have said
//! nothing are at the side, in a column for each. Half of a neutral bar on either side of the line would look
//! like half an opponent (Heiberger & Robbins 2014, Journal of Statistical Software 57(5), on the neutral
//! answers of rating scales).

use crate::error::Error;
use crate::graph::{ActorIx, Node, Side, Standing, View};
use crate::measure::Division;
use crate::render::Picture;
use crate::render::drawing::caption::plural;
use crate::render::drawing::evidence::short;
use crate::render::drawing::geometry::{Point, Rect};
use crate::render::drawing::legend::{Entry, SWATCH};
use crate::render::drawing::pen::{Pen, small_width};
use crate::render::drawing::plate::Plate;
use crate::render::drawing::text::Align;
use crate::render::drawing::words::Words;
use crate::render::font::Weight;
use crate::render::theme::{LINE, Mark, size};

/// The most targets drawn: the most contested ones.
const MOST_ROWS: usize = 80;
/// The most targets described in words.
const MOST_TOLD: usize = 40;
/// The most names in a tooltip.
const MOST_NAMES: usize = 30;
/// The width of all bars together.
const PLOT: f64 = 860.0;
/// The widest segment.
const WIDEST: f64 = 104.0;
/// The narrowest segment of a single actor; narrower ones become one bar.
const NARROWEST: f64 = 3.0;
/// The widest bar of actors who have said nothing.
const UNKNOWN: f64 = 130.0;
/// The narrowest half of the diverging bars, for its heading.
const HALF: f64 = 96.0;
/// The height of a bar, and of a bar whose segments can have names of two lines.
const BAR: [f64; 2] = [20.0, 26.0];
/// Segments from these widths on have a light background, and names of two lines.
const LIGHT: [f64; 2] = [18.0, 42.0];
/// Height of the headings.
const HEAD: f64 = 26.0;
/// Space around a name, and between two rows.
const PAD: [f64; 2] = [8.0, 4.0];
/// Space between two columns.
const GAP: f64 = 26.0;
/// Space between a bar and its number.
const NUMBER: f64 = 6.0;

/// Draws diverging bars.
#[expect(clippy::unnecessary_wraps, reason = "as every diagram")]
pub(super) fn plate(view: &View, picture: &Picture) -> Result<Plate, Error> {
    let mut divisions = view.divisions();
    let more = divisions.len().saturating_sub(MOST_ROWS);
    divisions.truncate(MOST_ROWS);
    let bars = Bars::of(view, &divisions);
    let drawn =
        Plate::drawn("What divides the actors", bars.size(), picture.theme, |pen| bars.draw(pen));
    let mut notes = Vec::new();
    if more > 0 {
        notes.push(format!("the {MOST_ROWS} most contested; {} left out", plural(more, "target")));
    }
    Ok(Plate { legend: bars.legend(), notes, sentences: sentences(&divisions, &bars), ..drawn })
}

/// The picture in words: how each target divides the actors.
fn sentences(divisions: &[Division], bars: &Bars) -> Vec<String> {
    let told = divisions.iter().take(MOST_TOLD).map(|division| {
        let camps = division.camps();
        let unknown = bars.actors.len() - division.standings().len();
        format!(
            "{}: {} support, {} oppose, {} neutral, {} have said both, {unknown} unknown.",
            short(division.target().title()),
            camps.support,
            camps.oppose,
            camps.neutral,
            camps.mixed
        )
    });
    told.collect()
}

/// One target, with its place in the picture.
struct Row<'d, 's> {
    division: &'d Division<'s>,
    name: Words,
    place: Rect,
}

/// A column at the side.
#[derive(Clone, Copy)]
struct Column {
    /// `None` for actors who have said nothing.
    side: Option<Side>,
    x: f64,
    unit: f64,
}

/// All bars, with their places.
struct Bars<'d, 's, 'g> {
    view: &'s View<'g>,
    rows: Vec<Row<'d, 's>>,
    actors: Vec<ActorIx>,
    /// Where opposition ends and support begins.
    zero: f64,
    /// The width of one actor.
    unit: f64,
    /// The height of a bar.
    bar: f64,
    columns: Vec<Column>,
    width: f64,
}

impl<'d, 's, 'g> Bars<'d, 's, 'g> {
    fn of(view: &'s View<'g>, divisions: &'d [Division<'s>]) -> Self {
        let actors = view.standings().actors().collect::<Vec<_>>();
        let most = |side: Side| {
            divisions.iter().map(|division| count(division, side)).max().unwrap_or_default()
        };
        let unknown =
            divisions.iter().map(|d| actors.len() - d.standings().len()).max().unwrap_or_default();
        let unit = unit(view, &actors, Side::ALL.map(most).iter().sum::<usize>());
        let bar = BAR[usize::from(unit >= LIGHT[1])];
        let rows = rows(divisions, bar);
        let names = rows.iter().map(|row| row.place.width).fold(0.0, f64::max);
        let number = small_width("0000") + NUMBER;
        let half = |side| (float(most(side)) * unit + number).max(HALF);
        let zero = names + GAP / 2.0 + half(Side::Oppose);
        let mut x = zero + half(Side::Support) + GAP;
        let mut columns = Vec::new();
        for (side, most) in [
            (Some(Side::Neutral), most(Side::Neutral)),
            (Some(Side::Mixed), most(Side::Mixed)),
            (None, unknown),
        ] {
            if most == 0 {
                continue;
            }
            let unit = if side.is_none() { unit.min(UNKNOWN / float(most)) } else { unit };
            columns.push(Column { side, x, unit });
            let bar = float(most) * unit + number;
            x += bar.max(small_width(heading(side)) + 16.0) + GAP;
        }
        Self { view, rows, actors, zero, unit, bar, columns, width: x - GAP }
    }

    fn size(&self) -> [f64; 2] {
        [self.width, self.rows.last().map_or(HEAD, |row| row.place.bottom() + PAD[1])]
    }

    fn draw(&self, pen: &mut Pen) {
        if self.rows.is_empty() {
            return;
        }
        self.heads(pen);
        for (index, row) in self.rows.iter().enumerate() {
            if index % 2 == 0 {
                let (x, width) = (-PAD[1], self.width + 2.0 * PAD[1]);
                let ground = Rect { x, width, ..row.place }.grown(0.0, PAD[1] / 2.0);
                let panel = pen.theme.panel;
                pen.rect("ground", ground, 3.0, (&panel, &"none"));
            }
            self.row(pen, row);
        }
        let bottom = self.size()[1];
        let line = pen.theme.muted;
        let (x, y) = (self.zero, HEAD - PAD[1]);
        pen.rule([Point { x, y }, Point { x, y: bottom }], LINE, line);
    }

    /// Draws the headings of the bars on the left and the right, and of the columns at the side.
    fn heads(&self, pen: &mut Pen) {
        let y = HEAD / 2.0 - 2.0;
        let mut head = |side: Option<Side>, x: f64, align: Align| {
            let mut words =
                Words::new(heading(side), f64::INFINITY, 1, size::SMALL, Weight::Regular);
            words.glyph = side;
            let colour = pen.theme.text;
            pen.line_at(&words, Point { x, y }, align, colour);
        };
        head(Some(Side::Oppose), self.zero - NUMBER, Align::End);
        head(Some(Side::Support), self.zero + NUMBER, Align::Start);
        for column in &self.columns {
            head(column.side, column.x, Align::Start);
        }
    }

    fn row(&self, pen: &mut Pen, row: &Row) {
        pen.node(self.view, row.division.node(), &row.name, place_of_name(row, self));
        let y = row.place.middle() - self.bar / 2.0;
        self.bar(pen, row, Side::Oppose, (self.zero, -self.unit, y));
        self.bar(pen, row, Side::Support, (self.zero, self.unit, y));
        for column in &self.columns {
            match column.side {
                Some(side) => self.bar(pen, row, side, (column.x, column.unit, y)),
                None => self.silent(pen, row, column, y),
            }
        }
    }

    /// Draws the actors of one side from `x` on, to the left if the unit is below 0, and their number.
    fn bar(&self, pen: &mut Pen, row: &Row, side: Side, (x, unit, y): (f64, f64, f64)) {
        let standings = row
            .division
            .standings()
            .iter()
            .filter(|s| s.side() == side)
            .copied()
            .collect::<Vec<_>>();
        let count = float(standings.len());
        let place = |from: f64, to: f64| {
            let [a, b] = [x + from * unit, x + to * unit];
            Rect { x: a.min(b), y, width: (b - a).abs(), height: self.bar }
        };
        if self.unit < NARROWEST && !standings.is_empty() {
            let about = several(row.division, side, &standings);
            let stances =
                standings.iter().flat_map(|standing| standing.stances()).collect::<Vec<_>>();
            pen.receipt("bar", &stances, Some(&about), |pen| pen.area(side, place(0.0, count)));
        } else {
            for (index, standing) in standings.iter().enumerate() {
                let index = float(index);
                segment(pen, standing, side, place(index, index + 1.0));
            }
        }
        let (at, align) = match unit < 0.0 {
            true => (x + count * unit - NUMBER, Align::End),
            false => (x + count * unit + NUMBER, Align::Start),
        };
        let (text, muted) = (pen.theme.text, pen.theme.muted);
        let is_main = matches!(side, Side::Support | Side::Oppose);
        let colour = if standings.is_empty() { muted } else { text };
        if is_main || !standings.is_empty() {
            let at = Point { x: at, y: y + self.bar / 2.0 };
            pen.small(&standings.len().to_string(), at, align, colour);
        }
    }

    /// Draws the actors who have said nothing.
    fn silent(&self, pen: &mut Pen, row: &Row, column: &Column, y: f64) {
        let standings = row.division.standings();
        let has_spoken =
            |actor: &ActorIx| standings.binary_search_by_key(actor, |s| s.actor_ix()).is_ok();
        let silent = self.actors.iter().filter(|actor| !has_spoken(actor)).collect::<Vec<_>>();
        if silent.is_empty() {
            return;
        }
        let names = silent
            .iter()
            .take(MOST_NAMES)
            .map(|actor| short(self.view.graph().actor(**actor).title()))
            .collect::<Vec<_>>()
            .join(", ");
        let more = silent.len().saturating_sub(MOST_NAMES);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        let target = short(row.division.target().title());
        let about = format!("No stance on {target} in view: {names}{more}");
        let width = float(silent.len()) * column.unit;
        let place = Rect { x: column.x, y, width, height: self.bar };
        pen.within("g", &[("class", &"unknown")], |pen| {
            pen.xml.text("title", &[], &about);
            unknown(pen, place);
        });
        let at = Point { x: place.right() + NUMBER, y: y + self.bar / 2.0 };
        let colour = pen.theme.muted;
        pen.small(&silent.len().to_string(), at, Align::Start, colour);
    }

    fn legend(&self) -> Vec<Entry> {
        if self.rows.is_empty() {
            return Vec::new();
        }
        let is_actor = |row: &&Row| matches!(row.division.node(), Node::Actor(_));
        let actors = self.rows.iter().filter(is_actor).count();
        let mut legend = Vec::new();
        let is_light = self.unit >= LIGHT[0];
        for side in Side::ALL {
            if self.rows.iter().any(|row| count(row.division, side) > 0) {
                legend.push(Entry::drawn(SWATCH[0], Mark::of(side).word, move |pen, at| {
                    let [width, height] = SWATCH;
                    let place = Rect { x: at.x, y: at.y - height / 2.0, width, height };
                    tinted(pen, side, place, is_light);
                }));
            }
        }
        if self.columns.iter().any(|column| column.side.is_none()) {
            let is_scaled = self.columns.iter().any(|column| column.unit < self.unit);
            let scale = if is_scaled { " (on a scale of its own)" } else { "" };
            let text = format!("no stance in view: unknown, not neutral{scale}");
            legend.push(Entry::drawn(SWATCH[0], text, |pen, at| {
                let [width, height] = SWATCH;
                unknown(pen, Rect { x: at.x, y: at.y - height / 2.0, width, height });
            }));
        }
        if actors > 0 {
            legend.push(Entry::actor("an actor whom others speak of"));
        }
        if actors < self.rows.len() {
            legend.push(Entry::issue("an issue"));
        }
        let unit = match self.unit < NARROWEST {
            true => "the length is the number of actors",
            false => "one segment is one actor",
        };
        let order = "the most contested first: those with camps of nearly one size";
        legend.extend([Entry::sentence(unit), Entry::sentence(order)]);
        legend
    }
}

/// The box of a name, with its right side where the names end.
fn place_of_name(row: &Row, bars: &Bars) -> Rect {
    let right = bars.rows.iter().map(|row| row.place.width).fold(0.0, f64::max);
    let height = row.name.height() + PAD[1];
    let y = row.place.middle() - height / 2.0;
    Rect { x: right - row.place.width, y, width: row.place.width, height }
}

/// The targets below one another.
fn rows<'d, 's>(divisions: &'d [Division<'s>], bar: f64) -> Vec<Row<'d, 's>> {
    let mut y = HEAD;
    let row = |division: &'d Division<'s>| {
        let name = Words::issue(division.target().title());
        let height = (name.height() + 2.0 * PAD[1]).max(bar + PAD[1]);
        let place = Rect { x: 0.0, y, width: name.width() + 2.0 * PAD[0], height };
        y += height + PAD[1];
        Row { division, name, place }
    };
    divisions.iter().map(row).collect()
}

/// The width of one actor, such that all bars fit, with room for names if there are few.
fn unit(view: &View, actors: &[ActorIx], most: usize) -> f64 {
    let names = actors.iter().map(|actor| small_width(view.graph().actor(*actor).title()));
    let widest = names.fold(0.0, f64::max) + 2.0 * PAD[1];
    (PLOT / float(most.max(1))).min(widest.clamp(LIGHT[0], WIDEST))
}

/// Draws one actor, with its name if there is room.
fn segment(pen: &mut Pen, standing: &Standing, side: Side, place: Rect) {
    let stances = standing.stances().collect::<Vec<_>>();
    let is_wide = place.width >= LIGHT[0];
    let inset = if place.width >= 6.0 { 0.75 } else { 0.2 };
    let place = place.grown(-inset, 0.0);
    pen.receipt("segment", &stances, Some(&short(&standing.to_string())), |pen| {
        tinted(pen, side, place, is_wide);
        pen.inside(standing.actor().title(), place);
    });
}

/// Draws the area of one actor, light if a name can stand in it.
fn tinted(pen: &mut Pen, side: Side, place: Rect, is_light: bool) {
    if pen.theme.patterns || !is_light {
        pen.area(side, place);
    } else {
        let (fill, line) = (pen.theme.tint(side, 0.32), pen.theme.colour(side));
        pen.rect("area", place, 1.5, (&fill, &line));
    }
}

/// Draws the area of actors who have said nothing; paler where opposition is drawn with lines.
fn unknown(pen: &mut Pen, place: Rect) {
    let (theme, background) = (pen.theme, pen.theme.background);
    let line = if theme.patterns { theme.panel_line } else { theme.issue_line };
    let line = line.towards(background, if theme.patterns { 0.4 } else { 0.0 });
    pen.rect("area", place, 0.0, (&background, &line));
    pen.hatch(place, line);
}

/// Several actors of one side in words.
fn several(division: &Division, side: Side, standings: &[Standing]) -> String {
    let names = standings
        .iter()
        .take(MOST_NAMES)
        .map(|standing| short(standing.actor().title()))
        .collect::<Vec<_>>()
        .join(", ");
    let more = standings.len().saturating_sub(MOST_NAMES);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    let target = short(division.target().title());
    format!("{} {side} on {target}: {names}{more}", plural(standings.len(), "actor"))
}

/// The heading of a column.
fn heading(side: Option<Side>) -> &'static str {
    side.map_or("unknown", |side| Mark::of(side).word)
}

fn count(division: &Division, side: Side) -> usize {
    let camps = division.camps();
    let count = match side {
        Side::Support => camps.support,
        Side::Oppose => camps.oppose,
        Side::Neutral => camps.neutral,
        Side::Mixed => camps.mixed,
    };
    count as usize
}

#[expect(clippy::cast_precision_loss, reason = "actors are far fewer than 2^52")]
fn float(count: usize) -> f64 {
    count as f64
}
