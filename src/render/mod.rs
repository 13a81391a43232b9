//! Pictures and tables for people.

mod alignment;
mod camps;
mod caption;
mod chart;
mod dot;
pub mod engine;
mod evidence;
mod figure;
pub mod font;
mod legend;
mod order;
mod pen;
mod picture;
mod place;
pub mod png;
mod quote;
mod sheet;
mod stack;
mod stances;
mod strand;
mod theme;
mod words;
mod xml;

pub use dot::dot;
pub use engine::Engine;
pub use picture::{Diagram, Picture, png, svg};
pub use theme::{Colour, Theme};
