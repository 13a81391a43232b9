//! The inside of a picture: what a diagram draws, and what must be said about it.

use super::legend::Entry;
use super::pen::Pen;
use crate::render::Places;
use crate::render::theme::Theme;
use crate::text::xml::Xml;

/// What a diagram has drawn, from 0, 0 to its width and height. The sheet puts title, caption and legend
/// around it.
#[derive(Debug)]
pub struct Plate {
    /// The title: "Who takes which position".
    pub(crate) what: String,
    pub(crate) width: f64,
    pub(crate) height: f64,
    pub(crate) shapes: Xml,
    /// The meaning of every kind of mark in it.
    pub(crate) legend: Vec<Entry>,
    /// What is left out, or must be known, for the caption.
    pub(crate) notes: Vec<String>,
    /// The places of things, for the layout.
    pub(crate) places: Places,
    /// The picture in sentences, if standings do not describe it.
    pub(crate) sentences: Vec<String>,
}

impl Plate {
    /// A plate of this size, drawn by `draw` with a pen of its own.
    pub(crate) fn drawn(
        what: impl Into<String>,
        [width, height]: [f64; 2],
        theme: Theme,
        draw: impl FnOnce(&mut Pen),
    ) -> Self {
        let mut pen = Pen { xml: Xml::within(Self::DEPTH), theme };
        draw(&mut pen);
        let (legend, notes, sentences) = (Vec::new(), Vec::new(), Vec::new());
        let (what, shapes, places) = (what.into(), pen.xml, Places::new());
        Self { what, width, height, shapes, legend, notes, places, sentences }
    }

    /// The depth of its elements in a picture.
    const DEPTH: usize = 2;
}
