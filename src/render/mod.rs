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

mod diagrams;
mod dot;
mod drawing;
pub mod engine;
pub mod font;
mod picture;
pub mod png;
mod quote;
mod theme;

pub use diagrams::{Diagram, Extent};
pub use dot::dot;
pub use engine::Engine;
pub use picture::{Picture, png, svg};
pub use theme::{Colour, Theme};
