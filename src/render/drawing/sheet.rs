//! The whole picture as SVG: title, diagram, legend, credit.

use std::fmt::Display;

use super::caption::Caption;
use super::geometry::{Point, Rect};
use super::legend::{self, Entry};
use super::pen::{Anchor, Pen};
use super::plate::Plate;
use super::words::Words;
use crate::render::font::{Font, Weight};
use crate::render::theme::{Theme, size};
use crate::text::xml::{Number, Xml};

/// Space around everything.
const MARGIN: f64 = 26.0;
/// Space above and below the diagram.
const AIR: f64 = 24.0;
/// The narrowest picture, without its margins.
const NARROWEST: f64 = 560.0;
/// Space between the paragraphs of the caption.
const PARAGRAPH: f64 = 6.0;

/// Everything that is drawn, with its sizes.
pub struct Sheet {
    caption: Caption,
    width: f64,
    above: Vec<Words>,
    diagram: Rect,
    shapes: Xml,
    legend: Vec<Vec<Entry>>,
    below: Vec<Words>,
}

impl Sheet {
    pub(crate) fn new(plate: Plate, caption: Caption) -> Self {
        let width = plate.width.max(NARROWEST);
        let small =
            |text: &str, lines| Words::new(text, width, lines, size::SMALL, Weight::Regular);
        let above = vec![
            Words::new(&caption.title, width, 2, size::TITLE, Weight::Bold),
            small(&caption.subtitle, 4),
        ];
        let below = caption.credit.as_deref().map(|credit| small(credit, 4)).into_iter().collect();
        let legend = legend::rows(plate.legend, width);
        let (x, y) =
            (MARGIN + (width - plate.width) / 2.0, MARGIN + paragraphs_height(&above) + AIR);
        let diagram = Rect { x, y, width: plate.width, height: plate.height };
        Self { caption, width, above, diagram, shapes: plate.shapes, legend, below }
    }

    pub(crate) fn svg(self, theme: Theme) -> String {
        let [legend_top, below_top, height] = self.heights();
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
            draw_paragraphs(pen, &self.above, MARGIN);
            let shift = format!("translate({} {})", Number(self.diagram.x), Number(self.diagram.y));
            pen.within("g", &[("transform", &shift)], |pen| pen.xml.append(&self.shapes));
            legend::draw(pen, &self.legend, Point { x: MARGIN, y: legend_top });
            draw_paragraphs(pen, &self.below, below_top);
        });
        pen.xml.finish()
    }

    /// The y at which the legend begins, the credit begins, and everything ends.
    fn heights(&self) -> [f64; 3] {
        let legend = self.diagram.bottom() + AIR;
        let below = legend + legend::height(&self.legend) + PARAGRAPH;
        let end = below + paragraphs_height(&self.below) + MARGIN;
        [legend, below, end]
    }

    fn background(&self, pen: &mut Pen, height: f64) {
        pen.xml.text("title", &[], &self.caption.title);
        pen.xml.text("desc", &[], &self.caption.description);
        let (width, height) = (Number(self.width + 2.0 * MARGIN), Number(height));
        let fill = pen.theme.background;
        pen.xml.empty("rect", &[("width", &width), ("height", &height), ("fill", &fill)]);
    }
}

fn draw_paragraphs(pen: &mut Pen, paragraphs: &[Words], top: f64) {
    let mut y = top;
    for words in paragraphs {
        let is_title = words.weight == Weight::Bold;
        let colour = if is_title { pen.theme.text } else { pen.theme.muted };
        pen.words(words, Point { x: MARGIN, y }, Anchor::Start, colour);
        y += words.height() + PARAGRAPH;
    }
}

fn paragraphs_height(paragraphs: &[Words]) -> f64 {
    let heights = paragraphs.iter().map(|words| words.height() + PARAGRAPH);
    (heights.sum::<f64>() - PARAGRAPH).max(0.0)
}
