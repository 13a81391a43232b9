//! What all pictures are drawn with: places, text, lines, and the sheet around a diagram.

pub(crate) mod area;
pub(crate) mod axis;
pub(crate) mod caption;
pub(crate) mod evidence;
pub(crate) mod geometry;
pub(crate) mod grid;
pub(crate) mod legend;
pub(crate) mod node;
pub(crate) mod pen;
pub(crate) mod plate;
pub(crate) mod receipt;
pub(crate) mod rule;
pub(crate) mod sheet;
pub(crate) mod text;
pub(crate) mod words;
pub(crate) mod xml;
