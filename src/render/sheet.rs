//! A whole picture as SVG: title, figure, legend, credit.

use std::fmt::Display;

use super::caption::{Caption, node_name, plural};
use super::chart::{Kind, Station};
use super::evidence;
use super::figure::{Figure, Piece, Point, Rect};
use super::font::{Font, Weight};
use super::legend::{self, Entry};
use super::pen::{Anchor, Pen, head_length};
use super::theme::{Theme, size};
use super::words::Words;
use super::xml::{Number, Xml};
use crate::graph::{Node, View};

/// Space around everything.
const MARGIN: f64 = 26.0;
/// Space above and below the figure.
const AIR: f64 = 24.0;
/// The narrowest picture, without its margins.
const NARROWEST: f64 = 560.0;
/// Space between the paragraphs of the caption.
const PARAGRAPH: f64 = 6.0;

/// Everything that is drawn, with its sizes.
pub(super) struct Sheet<'f, 'c, 's> {
    figure: &'f Figure<'c, 's>,
    caption: Caption,
    width: f64,
    above: Vec<Words>,
    legend: Vec<Vec<Entry>>,
    below: Vec<Words>,
}

impl<'f, 'c, 's> Sheet<'f, 'c, 's> {
    pub(super) fn new(figure: &'f Figure<'c, 's>, caption: Caption, entries: Vec<Entry>) -> Self {
        let width = figure.frame.width.max(NARROWEST);
        let small =
            |text: &str, lines| Words::new(text, width, lines, size::SMALL, Weight::Regular);
        let above = vec![
            Words::new(&caption.title, width, 2, size::TITLE, Weight::Bold),
            small(&caption.subtitle, 4),
        ];
        let below = caption.credit.as_deref().map(|credit| small(credit, 4)).into_iter().collect();
        let legend = legend::rows(entries, width);
        Self { figure, caption, width, above, legend, below }
    }

    pub(super) fn svg(&self, view: &View, theme: Theme) -> String {
        let [top, legend_top, below_top, height] = self.heights();
        let width = Number(self.width + 2.0 * MARGIN);
        let height_number = Number(height);
        let view_box = format!("0 0 {width} {height_number}");
        let family = format!("'{}', Verdana, 'Segoe UI', sans-serif", Font::FAMILY);
        let mut pen = Pen { xml: Xml::default(), theme };
        let attributes: [(&str, &dyn Display); 6] = [
            ("xmlns", &"http://www.w3.org/2000/svg"),
            ("width", &width),
            ("height", &height_number),
            ("viewBox", &view_box),
            ("role", &"img"),
            ("font-family", &family),
        ];
        pen.within("svg", &attributes, |pen| {
            self.background(pen, height);
            Self::paragraphs(pen, &self.above, MARGIN);
            self.figure(pen, view, top);
            legend::draw(pen, &self.legend, Point { x: MARGIN, y: legend_top });
            Self::paragraphs(pen, &self.below, below_top);
        });
        pen.xml.finish()
    }

    /// Where figure, legend and credit begin, and where everything ends.
    fn heights(&self) -> [f64; 4] {
        let top = MARGIN + paragraphs_height(&self.above) + AIR;
        let legend = top + self.figure.frame.height + AIR;
        let below = legend + legend::height(&self.legend) + PARAGRAPH;
        let end = below + paragraphs_height(&self.below) + MARGIN;
        [top, legend, below, end]
    }

    fn background(&self, pen: &mut Pen, height: f64) {
        pen.xml.text("title", &[], &self.caption.title);
        pen.xml.text("desc", &[], &self.caption.description);
        let (width, height) = (Number(self.width + 2.0 * MARGIN), Number(height));
        let fill = pen.theme.background;
        pen.xml.empty("rect", &[("width", &width), ("height", &height), ("fill", &fill)]);
    }

    fn paragraphs(pen: &mut Pen, paragraphs: &[Words], top: f64) {
        let mut y = top;
        for words in paragraphs {
            let is_title = words.weight == Weight::Bold;
            let colour = if is_title { pen.theme.text } else { pen.theme.muted };
            pen.words(words, Point { x: MARGIN, y }, Anchor::Start, colour);
            y += words.height() + PARAGRAPH;
        }
    }

    fn figure(&self, pen: &mut Pen, view: &View, top: f64) {
        let frame = self.figure.frame;
        let x = MARGIN + (self.width - frame.width) / 2.0 - frame.x;
        let shift = format!("translate({} {})", Number(x), Number(top - frame.y));
        pen.within("g", &[("transform", &shift)], |pen| {
            self.figure.panels.iter().for_each(|panel| {
                let fill = pen.theme.panel;
                rect(pen, "camp", *panel, 8.0, (&fill, &"none"));
            });
            (0..self.figure.chart.lines.len()).for_each(|line| self.line(pen, line));
            for (station, place) in self.figure.chart.stations.iter().zip(&self.figure.boxes) {
                name(pen, view, station, *place);
            }
        });
    }

    /// One line with its head and its label: a mark that leads to its stances.
    fn line(&self, pen: &mut Pen, index: usize) {
        let line = &self.figure.chart.lines[index];
        let ids = evidence::ids(&line.stances);
        let tooltip = line.about.iter().cloned().chain([evidence::tooltip(&line.stances)]);
        let tooltip = tooltip.collect::<Vec<_>>().join("\n\n");
        let class = format!("line {}", line.side);
        pen.within("g", &[("class", &class), ("data-stances", &ids)], |pen| {
            pen.xml.text("title", &[], &tooltip);
            self.strokes(pen, index);
            self.label(pen, index);
        });
    }

    fn strokes(&self, pen: &mut Pen, index: usize) {
        let line = &self.figure.chart.lines[index];
        let mut pieces = self.figure.pieces[index].clone();
        let last = pieces.last().copied().expect("a line has a piece");
        let stub = last.to.x - last.end;
        let direction = if stub.abs() > 0.0 { stub } else { last.to.x - last.from.x }.signum();
        if line.has_head
            && let Some(last) = pieces.last_mut()
        {
            last.to.x -= direction * head_length(line.side, line.width);
        }
        for part in self.parts(index, &pieces) {
            pen.stroke(part, line.side, line.width);
        }
        if line.has_head {
            pen.head(line.side, last.to, direction, line.width);
        }
    }

    /// The pieces up to the label, and those after it.
    fn parts<'p>(&self, index: usize, pieces: &'p [Piece]) -> impl Iterator<Item = &'p [Piece]> {
        let chart = self.figure.chart;
        let route = &chart.lines[index].route;
        let label =
            route.iter().position(|s| matches!(chart.stations[*s].kind, Kind::Label { .. }));
        let (before, after) = pieces.split_at(label.unwrap_or(pieces.len()));
        [before, after].into_iter().filter(|part| !part.is_empty())
    }

    fn label(&self, pen: &mut Pen, index: usize) {
        let chart = self.figure.chart;
        for station in &chart.lines[index].route {
            if let Kind::Label { words } = &chart.stations[*station].kind {
                let place = self.figure.boxes[*station];
                let (fill, text) = (pen.theme.background, pen.theme.text);
                rect(pen, "halo", place, 3.0, (&fill, &"none"));
                let at = Point { x: place.x + 4.0, y: place.y + 2.0 };
                pen.words(words, at, Anchor::Start, text);
            }
        }
    }
}

fn paragraphs_height(paragraphs: &[Words]) -> f64 {
    let heights = paragraphs.iter().map(|words| words.height() + PARAGRAPH);
    (heights.sum::<f64>() - PARAGRAPH).max(0.0)
}

type Paint<'a> = (&'a dyn Display, &'a dyn Display);

fn rect(pen: &mut Pen, class: &str, place: Rect, radius: f64, (fill, stroke): Paint) {
    let Rect { x, y, width, height } = place;
    let [x, y, width, height] = [x, y, width, height].map(Number);
    pen.xml.empty(
        "rect",
        &[
            ("class", &class),
            ("x", &x),
            ("y", &y),
            ("width", &width),
            ("height", &height),
            ("rx", &Number(radius)),
            ("fill", fill),
            ("stroke", stroke),
        ],
    );
}

/// The box of an actor or the pill of an issue, with its name.
fn name(pen: &mut Pen, view: &View, station: &Station, place: Rect) {
    let Kind::Name { node, words, .. } = &station.kind else { return };
    let theme = pen.theme;
    let (class, fill, stroke, radius) = match node {
        Node::Actor(_) => ("actor", theme.actor, theme.actor_line, 4.0),
        Node::Issue(_) => {
            ("issue", theme.issue, theme.issue_line, 17.0_f64.min(place.height / 2.0))
        }
    };
    let id = node_name(view, *node);
    pen.within("g", &[("class", &class), ("data-node", &id)], |pen| {
        pen.xml.text("title", &[], &about(view, *node));
        rect(pen, "box", place, radius, (&fill, &stroke));
        let middle = place.x + place.width / 2.0;
        let top = place.y + (place.height - words.height()) / 2.0;
        pen.words(words, Point { x: middle, y: top }, Anchor::Middle, theme.text);
    });
}

/// A node in words: its name, its kind or description, how much is said by it and on it.
fn about(view: &View, node: Node) -> String {
    let graph = view.graph();
    let target = graph.target_at(node);
    let more = match node {
        Node::Actor(actor) => graph.actor_at(actor).kind.clone(),
        Node::Issue(issue) => graph.issue_at(issue).description.clone(),
    };
    let count = |is_of: &dyn Fn(Node, Node) -> bool| {
        let of =
            view.standings().iter().filter(|s| is_of(Node::Actor(s.actor_ix()), s.target_node()));
        of.map(|standing| standing.counts().total() as usize).sum::<usize>()
    };
    let (by, on) = (count(&|actor, _| actor == node), count(&|_, target| target == node));
    let by = (by > 0).then(|| format!("{} of it", plural(by, "stance")));
    let on = (on > 0).then(|| format!("{} on it", plural(on, "stance")));
    [Some(target.title().to_owned()), more, by, on]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join("\n")
}
