//! The flow of blocs from one window of time to the next, as an alluvial diagram: a column of blocks for each
//! window, and ribbons for the actors in both (Rosvall & Bergstrom 2010, `PLoS` ONE 5(1)).
//!
//! A bloc keeps its letter and colour if it keeps its members. Of two candidates, the one with more common members
//! gets them.

mod streams;

use std::collections::BTreeMap;

use streams::{Bloc, Block, Column, columns};

use crate::bloc::{BlocCount, Threshold};
use crate::error::Error;
use crate::graph::{ActorIx, StanceGraph, StanceRef, View};
use crate::model::{Date, Span};
use crate::render::drawing::caption::plural;
use crate::render::drawing::evidence::short;
use crate::render::drawing::geometry::{Point, Rect};
use crate::render::drawing::legend::{Entry, SWATCH};
use crate::render::drawing::pen::{Pen, small_width};
use crate::render::drawing::plate::Plate;
use crate::render::drawing::text::Align;
use crate::render::drawing::words::Words;
use crate::render::font::Weight;
use crate::render::theme::size;
use crate::render::{Colour, Picture, Theme};
use crate::text::xml::Number;

/// The most windows drawn: the last ones.
const MOST_WINDOWS: usize = 24;
/// The most windows, and the most actors in a window, for names to be drawn.
const NAMED: [usize; 2] = [12, 40];
/// The most names in a tooltip.
const MOST_TOLD: usize = 30;
/// The most windows described in words.
const MOST_SENTENCES: usize = 12;
/// The most blocs in the legend.
const MOST_BLOCS: usize = 8;
/// The most oppositions within blocs in the caption.
const MOST_OPPOSED: usize = 6;
/// Height of an actor with a name.
const ROW: f64 = 15.0;
/// The widest name.
const NAME: f64 = 150.0;
/// Width of a block without names.
const NARROW: f64 = 46.0;
/// Space between two columns.
const GAP: [f64; 2] = [64.0, 84.0];
/// Space between two blocks.
const BETWEEN: f64 = 9.0;
/// Height of all actors without names.
const HEIGHT: f64 = 460.0;
/// Height of the headings.
const HEAD: f64 = 44.0;
/// Colours that are distinct for every kind of colour vision (Okabe & Ito 2008), without those of support and
/// opposition.
const COLOURS: [u32; 6] = [0x00_9e73, 0xe6_9f00, 0xcc_79a7, 0x56_b4e9, 0xf0_e442, 0x8c_6d31];

/// Draws how blocs changed.
pub(super) fn plate(
    view: &View,
    picture: &Picture,
    window: Span,
    step: Option<Span>,
) -> Result<Plate, Error> {
    let windows = view.windows(window, step)?;
    let columns = columns(&windows, MOST_WINDOWS, &picture.grouping())?;
    let chart = Chart::of(view.graph(), &columns);
    let drawn = Plate::drawn("How the blocs changed", chart.size(), picture.theme, |pen| {
        chart.draw(pen);
    });
    let count = plural(windows.len(), "window");
    let step = step.map(|step| format!(", {step} apart")).unwrap_or_default();
    let mut notes = vec![format!("{count} of {window}{step}, each with what was said in it")];
    if columns.len() < windows.len() {
        notes.push(format!("the last {MOST_WINDOWS} of them"));
    }
    if windows.undated() > 0 {
        notes.push(format!("{} without a date in none", plural(windows.undated(), "stance")));
    }
    notes.push(how(picture));
    let undecided = columns.iter().filter(|column| !column.is_decided).count();
    if undecided > 0 {
        let windows = plural(undecided, "window");
        notes.push(format!("{windows} without blocs: proving which are best would take too long"));
    }
    notes.extend(chart.opposed());
    Ok(Plate { legend: chart.legend(), notes, sentences: chart.sentences(), ..drawn })
}

/// All columns, with their places.
struct Chart<'a, 'g> {
    graph: &'a StanceGraph,
    columns: &'a [Column<'g>],
    /// Whether the names are drawn.
    has_names: bool,
    /// The height of an actor.
    unit: f64,
    /// The width of a block, and the distance from one column to the next.
    block: f64,
    pitch: f64,
    /// The areas of the blocks of each column.
    places: Vec<Vec<Rect>>,
}

impl<'a, 'g> Chart<'a, 'g> {
    fn of(graph: &'a StanceGraph, columns: &'a [Column<'g>]) -> Self {
        let actors = |column: &Column| column.blocks.iter().map(|b| b.members.len()).sum::<usize>();
        let most = columns.iter().map(actors).max().unwrap_or(0).max(1);
        let has_names = columns.len() <= NAMED[0] && most <= NAMED[1];
        let unit = if has_names { ROW } else { (HEIGHT / float(most)).clamp(0.8, 9.0) };
        let title = |actor: &ActorIx| graph.actor(*actor).title();
        let members = columns.iter().flat_map(|c| c.blocks.iter().flat_map(|b| &b.members));
        let names = members.map(|actor| name(title(actor)).width()).fold(0.0, f64::max);
        let block = if has_names { (names + 14.0).max(NARROW) } else { NARROW };
        let heads = columns.iter().flat_map(headings).map(|text| small_width(&text) + 14.0);
        let pitch = heads.fold(block + GAP[usize::from(has_names)], f64::max);
        let mut chart = Self { graph, columns, has_names, unit, block, pitch, places: Vec::new() };
        let heights = columns.iter().map(|column| chart.height(column)).collect::<Vec<_>>();
        let highest = heights.iter().copied().fold(0.0, f64::max);
        let places = columns.iter().zip(heights).enumerate().map(|(index, (column, height))| {
            let x = float(index) * chart.pitch;
            let mut y = HEAD + (highest - height) / 2.0;
            let place = |block: &Block| {
                let place = Rect { x, y, width: chart.block, height: chart.block_height(block) };
                y = place.bottom() + BETWEEN;
                place
            };
            column.blocks.iter().map(place).collect()
        });
        chart.places = places.collect();
        chart
    }

    /// The height of a bloc's letter above its names.
    fn head(&self) -> f64 {
        if self.has_names { ROW + 2.0 } else { 0.0 }
    }

    fn block_height(&self, block: &Block) -> f64 {
        self.head() + float(block.members.len()) * self.unit
    }

    fn height(&self, column: &Column) -> f64 {
        let blocks = column.blocks.iter().map(|block| self.block_height(block) + BETWEEN);
        (blocks.sum::<f64>() - BETWEEN).max(0.0)
    }

    fn size(&self) -> [f64; 2] {
        let Some(last) = self.columns.len().checked_sub(1) else { return [0.0, 0.0] };
        let blocks = self.places.iter().flatten().map(Rect::bottom).fold(HEAD, f64::max);
        let heads = headings(&self.columns[last]).map(|text| small_width(&text));
        let width = heads.into_iter().fold(self.block, f64::max);
        [float(last) * self.pitch + width, blocks]
    }

    fn draw(&self, pen: &mut Pen) {
        for index in 1..self.columns.len() {
            self.ribbons(pen, index);
        }
        for (index, column) in self.columns.iter().enumerate() {
            let (text, muted) = (pen.theme.text, pen.theme.muted);
            let x = float(index) * self.pitch;
            for ((line, text), colour) in headings(column).iter().enumerate().zip([text, muted]) {
                let y = 8.0 + 16.0 * float(line);
                pen.small(text, Point { x, y }, Align::Start, colour);
            }
            for (block, place) in column.blocks.iter().zip(&self.places[index]) {
                self.block(pen, column, block, *place);
            }
        }
    }

    fn block(&self, pen: &mut Pen, column: &Column, block: &Block, place: Rect) {
        let stances = column.stances(&block.members);
        let about = self.about(column, block);
        pen.receipt("block", &stances, Some(&about), |pen| {
            let fill = solid(&pen.theme, block.bloc);
            let line = if pen.theme.patterns { pen.theme.text } else { fill };
            let ground = if self.has_names { pen.theme.background } else { fill };
            pen.rect("area", place, 3.0, (&ground, &line));
            let letter = letter(block.bloc);
            if self.has_names {
                let head = Rect { height: self.head(), ..place };
                pen.rect("area", head, 3.0, (&fill, &line));
                on_colour(pen, &letter, head, fill);
                self.names(pen, block, place);
            } else if place.height >= 12.0 {
                let text = format!("{letter} {}", block.members.len());
                let text = if block.bloc.number().is_some() { text } else { letter };
                on_colour(pen, &text, place, fill);
            }
        });
    }

    fn names(&self, pen: &mut Pen, block: &Block, place: Rect) {
        let colour = pen.theme.text;
        for (row, actor) in block.members.iter().enumerate() {
            let words = name(self.graph.actor(*actor).title());
            let y = place.y + self.head() + (float(row) + 0.5) * self.unit;
            pen.line_at(&words, Point { x: place.x + 7.0, y }, Align::Start, colour);
        }
    }

    /// Draws the ribbons that lead to a column: one for each actor if names are drawn, otherwise one for all who go
    /// from one block to another.
    fn ribbons(&self, pen: &mut Pen, index: usize) {
        let [before, after] = [&self.columns[index - 1], &self.columns[index]];
        let to_block = after.blocks_of();
        let mut moves = BTreeMap::<(usize, usize), Vec<ActorIx>>::new();
        for (from, block) in before.blocks.iter().enumerate() {
            for actor in &block.members {
                if let Some(to) = to_block.get(actor) {
                    moves.entry((from, *to)).or_default().push(*actor);
                }
            }
        }
        if self.has_names {
            // Actors who stay lie below those who move.
            let stays =
                |(from, to): (usize, usize)| before.blocks[from].bloc == after.blocks[to].bloc;
            let mut ordered = moves.iter().collect::<Vec<_>>();
            ordered.sort_by_key(|(pair, _)| !stays(**pair));
            for ((from, to), actors) in ordered {
                for actor in actors {
                    let row = |block: &Block| {
                        let row = block.members.iter().position(|member| member == actor);
                        self.head() + float(row.unwrap_or(0)) * self.unit
                    };
                    let ends = [
                        self.places[index - 1][*from].y + row(&before.blocks[*from]),
                        self.places[index][*to].y + row(&after.blocks[*to]),
                    ];
                    self.ribbon(pen, index, (*from, *to), &[*actor], ends);
                }
            }
            return;
        }
        let mut leaving = self.places[index - 1].iter().map(|place| place.y).collect::<Vec<_>>();
        let mut starts = BTreeMap::new();
        for ((from, to), actors) in &moves {
            starts.insert((*from, *to), leaving[*from]);
            leaving[*from] += float(actors.len()) * self.unit;
        }
        let mut reaching = self.places[index].iter().map(|place| place.y).collect::<Vec<_>>();
        let mut by_target = moves.iter().collect::<Vec<_>>();
        by_target.sort_by_key(|((from, to), _)| (*to, *from));
        for (pair, actors) in by_target {
            let ends = [starts[pair], reaching[pair.1]];
            reaching[pair.1] += float(actors.len()) * self.unit;
            self.ribbon(pen, index, *pair, actors, ends);
        }
    }

    /// Draws the ribbon of the actors who went from a block of the last column to a block of this one.
    fn ribbon(
        &self,
        pen: &mut Pen,
        index: usize,
        (from, to): (usize, usize),
        actors: &[ActorIx],
        [start, end]: [f64; 2],
    ) {
        let [before, after] = [&self.columns[index - 1], &self.columns[index]];
        let stances = [before.stances(actors), after.stances(actors)].concat();
        let (source, target) = (&before.blocks[from], &after.blocks[to]);
        let way = match (source.bloc, target.bloc) {
            (a, b) if a == b => format!("stays with {}", called(a)),
            (a, b) => format!("from {} to {}", called(a), called(b)),
        };
        let about = format!("{way}: {}", self.list(actors));
        let (left, right) = (self.places[index - 1][from].right(), self.places[index][to].x);
        let height =
            (float(actors.len()) * self.unit - if self.has_names { 2.0 } else { 0.0 }).max(0.6);
        let nudge = if self.has_names { 1.0 } else { 0.0 };
        let path = ribbon([left, right], [start + nudge, end + nudge], height);
        strip(pen, &path, source.bloc, source.bloc != target.bloc, (&stances, &about));
    }

    fn about(&self, column: &Column, block: &Block) -> String {
        let count = plural(block.members.len(), "actor");
        let [when, _] = headings(column);
        let opposed = block.opposed.as_ref().map(|told| format!("; although {told}"));
        let (bloc, list) = (called(block.bloc), self.list(&block.members));
        format!("{when}, {bloc}: {count}: {list}{}", opposed.unwrap_or_default())
    }

    /// The actors who oppose a member of their own bloc, and when.
    fn opposed(&self) -> Option<String> {
        let mut told = Vec::<(&str, Vec<String>)>::new();
        for (column, block) in
            self.columns.iter().flat_map(|c| c.blocks.iter().map(move |b| (c, b)))
        {
            let Some(opposed) = &block.opposed else { continue };
            let [when, _] = headings(column);
            match told.iter_mut().find(|(text, _)| text == opposed) {
                Some((_, days)) => days.push(when),
                None => told.push((opposed, vec![when])),
            }
        }
        let more = told.len().saturating_sub(MOST_OPPOSED);
        let all = told
            .iter()
            .take(MOST_OPPOSED)
            .map(|(text, days)| format!("{text} ({})", days.join(", ")))
            .collect::<Vec<_>>()
            .join("; ");
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        (!told.is_empty()).then(|| format!("in one bloc, although {all}{more}"))
    }

    fn list(&self, actors: &[ActorIx]) -> String {
        let names = actors
            .iter()
            .take(MOST_TOLD)
            .map(|actor| short(self.graph.actor(*actor).title()))
            .collect::<Vec<_>>()
            .join(", ");
        match actors.len().saturating_sub(MOST_TOLD) {
            0 => names,
            more => format!("{names} and {more} more"),
        }
    }

    fn legend(&self) -> Vec<Entry> {
        let blocks = || self.columns.iter().flat_map(|column| &column.blocks);
        let mut legend = Vec::new();
        let last = blocks().filter_map(|block| block.bloc.number()).max();
        let blocs = last.map_or(0, |last| last + 1);
        for bloc in (0..blocs.min(MOST_BLOCS)).map(Bloc::Of) {
            legend.push(swatch(bloc, called(bloc)));
        }
        if blocs > MOST_BLOCS {
            legend.push(Entry::sentence(format!("… and {} more", blocs - MOST_BLOCS)));
        }
        let texts = [
            (Bloc::Unplaced, "unplaced: equally good partitions place them differently"),
            (Bloc::Untied, "no tie in this window"),
        ];
        for (bloc, text) in texts {
            if blocks().any(|block| block.bloc == bloc) {
                legend.push(swatch(bloc, text.into()));
            }
        }
        if blocs == 0 {
            return legend;
        }
        let same = "a bloc keeps its letter where it keeps the most members";
        let stronger = "a stronger ribbon goes to another bloc";
        legend.extend([same, stronger].map(Entry::sentence));
        legend
    }

    fn sentences(&self) -> Vec<String> {
        let mut told = Vec::new();
        for column in self.columns.iter().rev().take(MOST_SENTENCES).rev() {
            let [when, count] = headings(column);
            let blocks = column
                .blocks
                .iter()
                .map(|b| format!("{}: {}", called(b.bloc), self.list(&b.members)))
                .collect::<Vec<_>>()
                .join("; ");
            told.push(if blocks.is_empty() {
                format!("{when}: {count}.")
            } else {
                format!("{when}, {count}: {blocks}.")
            });
        }
        told
    }
}

/// Draws a ribbon in the colour of the bloc that it comes from, stronger if it goes to another bloc.
fn strip(
    pen: &mut Pen,
    path: &str,
    bloc: Bloc,
    moves: bool,
    (stances, about): (&[StanceRef], &str),
) {
    pen.receipt("ribbon", stances, Some(about), |pen| {
        let theme = pen.theme;
        let share = if moves { 0.72 } else { 0.38 };
        let (fill, line) = match theme.patterns {
            // In themes with patterns, ribbons of actors who move are dark.
            true => {
                let share = if moves { 0.55 } else { 0.12 };
                (theme.background.towards(theme.text, share), theme.muted)
            }
            false => {
                let fill = theme.background.towards(solid(&theme, bloc), share);
                (fill, fill)
            }
        };
        let width = if theme.patterns { Number(0.5) } else { Number(0.3) };
        pen.xml.empty(
            "path",
            &[("d", &path), ("fill", &fill), ("stroke", &line), ("stroke-width", &width)],
        );
    });
}

/// A sample of a bloc's colour.
fn swatch(bloc: Bloc, text: String) -> Entry {
    Entry::drawn(SWATCH[0], text, move |pen, at| {
        let [width, height] = SWATCH;
        let place = Rect { x: at.x, y: at.y - height / 2.0, width, height };
        let fill = solid(&pen.theme, bloc);
        let line = if pen.theme.patterns { pen.theme.text } else { fill };
        pen.rect("area", place, 2.0, (&fill, &line));
        on_colour(pen, &bloc.number().map_or_else(String::new, |_| letter(bloc)), place, fill);
    })
}

/// Writes a text in the middle of a coloured area.
fn on_colour(pen: &mut Pen, text: &str, place: Rect, fill: Colour) {
    let words = Words::one_line(text, place.width, size::SMALL - 1.0, Weight::Bold);
    let at = Point { x: place.x + place.width / 2.0, y: place.middle() };
    pen.line_at(&words, at, Align::Middle, readable(fill));
}

/// Black or white, whichever is more readable on a colour.
fn readable(ground: Colour) -> Colour {
    let part = |shift: u32| f64::from(ground.0 >> shift & 0xff);
    let light = 0.299 * part(16) + 0.587 * part(8) + 0.114 * part(0);
    if light > 110.0 { Colour(0) } else { Colour(0xff_ffff) }
}

/// The colour of a bloc; grey for actors without a bloc, and for blocs beyond the last colour.
fn solid(theme: &Theme, bloc: Bloc) -> Colour {
    match (bloc, theme.patterns) {
        (Bloc::Untied, _) => theme.background.towards(theme.issue_line, 0.45),
        (Bloc::Unplaced, _) => theme.background.towards(theme.issue_line, 0.2),
        (Bloc::Of(_), true) => theme.background,
        (Bloc::Of(bloc), false) => {
            COLOURS.get(bloc).map_or(theme.issue_line, |colour| Colour(*colour))
        }
    }
}

/// `A`, `B`, …, `Z`, `A1`, …
fn letter(bloc: Bloc) -> String {
    match bloc {
        Bloc::Of(number) => {
            let letter = char::from(b'A' + u8::try_from(number % 26).expect("below 26"));
            if number < 26 { letter.to_string() } else { format!("{letter}{}", number / 26) }
        }
        Bloc::Unplaced => "unplaced".into(),
        Bloc::Untied => "no tie".into(),
    }
}

fn called(bloc: Bloc) -> String {
    match bloc {
        Bloc::Of(_) => format!("bloc {}", letter(bloc)),
        Bloc::Unplaced => "those unplaced".into(),
        Bloc::Untied => "those without a tie".into(),
    }
}

/// What ties actors, and how many blocs are allowed.
fn how(picture: &Picture) -> String {
    let most = match picture.blocs {
        BlocCount::Two => "one or two blocs".into(),
        BlocCount::AtMost(most) => format!("up to {}", plural(most.get(), "bloc")),
        BlocCount::Any => "as many blocs as fit best".into(),
    };
    if picture.direct {
        return format!("{most} of all that ties connect, by what actors said about one another");
    }
    let (measure, threshold) = (&picture.measure, picture.threshold);
    let shared = plural(picture.min_shared, "shared target");
    let ties = match threshold {
        Threshold::Middle => "above or below the middle of its range".to_owned(),
        Threshold::Median => "above or below the median of each window".into(),
        Threshold::At(score) => format!("above or below {score}"),
    };
    format!("{most} of all that ties connect, by {measure} {ties} on at least {shared}")
}

fn name(title: &str) -> Words {
    Words::one_line(title, NAME, size::SMALL - 1.0, Weight::Regular)
}

/// The path of a band from one side to the other.
fn ribbon([left, right]: [f64; 2], [start, end]: [f64; 2], height: f64) -> String {
    let middle = Number(f64::midpoint(left, right));
    let [left, right] = [left, right].map(Number);
    let [a, b, c, d] = [start, end, end + height, start + height].map(Number);
    format!(
        "M{left},{a} C{middle},{a} {middle},{b} {right},{b} L{right},{c} C{middle},{c} {middle},{d} {left},{d} Z"
    )
}

/// The headings of a column: its dates, as short as possible, and the number of stances.
fn headings(column: &Column) -> [String; 2] {
    let count = column.said.values().map(Vec::len).sum::<usize>();
    let count = if count == 0 { "no stance".into() } else { plural(count, "stance") };
    [when(column.days), count]
}

/// `2014`, `2014-03`, `2014-01 – 2014-03`, or the first and the last day.
fn when([from, until]: [Option<Date>; 2]) -> String {
    let first = from.map(Date::first_day);
    let last = until.and_then(|until| until.first_day().yesterday().ok());
    let (Some(first), Some(last)) = (first, last) else {
        return first.map_or_else(|| "ever".into(), |first| format!("from {first}"));
    };
    let month = |day: jiff::civil::Date| day.to_string()[..7].to_owned();
    if first == last {
        first.to_string()
    } else if first == first.first_of_month() && last == last.last_of_month() {
        match (first == first.first_of_year(), last == last.last_of_year()) {
            (true, true) if first.year() == last.year() => format!("{:04}", first.year()),
            (true, true) => format!("{:04} – {:04}", first.year(), last.year()),
            _ if month(first) == month(last) => month(first),
            _ => format!("{} – {}", month(first), month(last)),
        }
    } else {
        format!("{first} – {last}")
    }
}

#[expect(clippy::cast_precision_loss, reason = "actors and windows are far fewer than 2^52")]
fn float(count: usize) -> f64 {
    count as f64
}
