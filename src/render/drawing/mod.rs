//! The tools of all pictures: geometry, text, lines, and the sheet around a diagram.

pub mod area;
pub mod axis;
pub mod caption;
pub mod evidence;
pub mod geometry;
pub mod grid;
pub mod legend;
pub mod node;
pub mod pen;
pub mod plate;
pub mod receipt;
pub mod rule;
pub mod sheet;
pub mod text;
pub mod words;
