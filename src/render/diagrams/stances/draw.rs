//! Draws the boxes, lines and labels of a figure.

use super::chart::{Chart, Kind};
use super::figure::Figure;
use super::place;
use crate::error::Error;
use crate::graph::View;
use crate::render::drawing::caption::node_name;
use crate::render::drawing::geometry::{Piece, Point};
use crate::render::drawing::legend::Entry;
use crate::render::drawing::pen::{Anchor, Pen, head_length};
use crate::render::drawing::receipt::PAST;
use crate::render::{Picture, Places, Theme};
use std::collections::BTreeMap;

impl<'c, 's> Figure<'c, 's> {
    /// Places a chart.
    ///
    /// # Errors
    ///
    /// [`Error::Picture`] if Graphviz is missing, or fails for another reason than size.
    pub(crate) fn placed(
        chart: &'c Chart<'s>,
        picture: &Picture,
        pinned: &BTreeMap<usize, f64>,
    ) -> Result<Self, Error> {
        let heights = place::heights(chart, picture.engine, pinned)
            .map_err(|error| Error::Picture(error.to_string()))?;
        Ok(Self::new(chart, &heights))
    }

    /// The names, with their columns, 0 to 2, and their heights.
    pub(crate) fn places(&self, view: &View) -> Places {
        let names =
            self.chart.stations.iter().zip(&self.heights).filter_map(|(station, height)| {
                match &station.kind {
                    Kind::Name { node, .. } => {
                        let column =
                            f64::from(u8::try_from(station.column / self.chart.step).unwrap_or(2));
                        Some((node_name(view, *node), [column, *height]))
                    }
                    Kind::Label { .. } | Kind::Bend => None,
                }
            });
        names.collect()
    }

    /// The size of everything that is drawn.
    pub(crate) fn size(&self) -> [f64; 2] {
        [self.frame.width, self.frame.height]
    }

    /// The legend entry for panels, if there are any.
    pub(crate) fn camps(&self, is_whole: bool) -> Option<Entry> {
        let text = match is_whole {
            true => "a bloc",
            false => "a bloc, without members who oppose one another",
        };
        (!self.panels.is_empty()).then(|| Entry::panel(text))
    }

    /// Draws the camps, then the lines, pale if they are past, then the names.
    pub(crate) fn draw(&self, pen: &mut Pen, view: &View) {
        self.draw_as(
            pen,
            view,
            |line, theme| {
                if self.chart.lines[line].is_past { theme.pale() } else { theme }
            },
        );
    }

    /// Draws the camps, then each line in the colours that its number has, then the names.
    pub(crate) fn draw_as(
        &self,
        pen: &mut Pen,
        view: &View,
        colours: impl Fn(usize, Theme) -> Theme,
    ) {
        for panel in &self.panels {
            let (fill, line) = (pen.theme.panel, pen.theme.panel_line);
            pen.rect("camp", *panel, 8.0, (&fill, &line));
        }
        let theme = pen.theme;
        for line in 0..self.chart.lines.len() {
            pen.theme = colours(line, theme);
            self.line(pen, line);
        }
        pen.theme = theme;
        for (station, place) in self.chart.stations.iter().zip(&self.boxes) {
            if let Kind::Name { node, words, .. } = &station.kind {
                pen.node(view, *node, words, *place);
            }
        }
    }

    /// Draws a line with its head and its label, as a mark with its stances.
    fn line(&self, pen: &mut Pen, index: usize) {
        let line = &self.chart.lines[index];
        let class = format!("line {}{}", line.side, if line.is_past { PAST } else { "" });
        pen.receipt(&class, &line.stances, line.about.as_deref(), |pen| {
            self.strokes(pen, index);
            self.label(pen, index);
        });
    }

    fn strokes(&self, pen: &mut Pen, index: usize) {
        let line = &self.chart.lines[index];
        let mut pieces = self.pieces[index].clone();
        let last = pieces.last().copied().expect("a line has a piece");
        if line.has_head
            && let Some(piece) = pieces.last_mut()
        {
            piece.to.x -= last.direction() * head_length(line.side, line.width);
        }
        for part in parts(self.chart, index, &pieces) {
            pen.stroke(part, line.side, line.width);
        }
        if line.has_head {
            pen.head(line.side, last.to, last.direction(), line.width);
        }
    }

    fn label(&self, pen: &mut Pen, index: usize) {
        for station in &self.chart.lines[index].route {
            if let Kind::Label { words } = &self.chart.stations[*station].kind {
                let place = self.boxes[*station];
                let (fill, text) = (pen.theme.background, pen.theme.text);
                pen.rect("halo", place, 3.0, (&fill, &"none"));
                let at = Point { x: place.x + 4.0, y: place.y + 2.0 };
                pen.words(words, at, Anchor::Start, text);
            }
        }
    }
}

/// The pieces up to the label, and those after it.
fn parts<'p>(
    chart: &Chart,
    index: usize,
    pieces: &'p [Piece],
) -> impl Iterator<Item = &'p [Piece]> {
    let route = &chart.lines[index].route;
    let label = route.iter().position(|s| matches!(chart.stations[*s].kind, Kind::Label { .. }));
    let (before, after) = pieces.split_at(label.unwrap_or(pieces.len()));
    [before, after].into_iter().filter(|part| !part.is_empty())
}
