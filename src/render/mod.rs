//! Pictures for people.
//!
//! ```text
//!                    ┌─ dot ───────────────────────────────────────▶ DOT
//! View ──▶ strands ──┤
//!          camps     └─ chart ──place──▶ figure ──sheet──▶ SVG ──▶ PNG
//!                       boxes in   heights   curves    title, legend
//!                       columns    (Graphviz)
//! ```
//!
//! A chart has boxes in five columns: the actors of one camp, labels, what the
//! camps speak of, labels, the actors of the other camp. Graphviz finds an order
//! with few crossings; labels, curves and the SVG are ours, so that no label
//! lies on another, on a name, or under a line. Every colour and stroke is in
//! [`Theme`]. A new picture is a chart of its own and a variant of [`Diagram`].

mod alignment;
mod camps;
mod caption;
mod chart;
#[cfg(feature = "draw")]
mod dot;
pub mod engine;
mod evidence;
mod figure;
pub mod font;
#[cfg(feature = "draw")]
mod graphviz;
mod legend;
mod order;
mod pen;
mod picture;
mod place;
#[cfg(feature = "draw")]
pub mod png;
#[cfg(feature = "draw")]
mod quote;
mod sheet;
mod stack;
mod stances;
mod strand;
mod theme;
mod words;
mod xml;

#[cfg(feature = "draw")]
pub use dot::dot;
pub use engine::Engine;
#[cfg(feature = "draw")]
pub use picture::png;
pub use picture::{Diagram, Picture, svg};
pub use theme::{Colour, Theme};
