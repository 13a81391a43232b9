//! Draws views as pictures for people: SVG, PNG, PDF, and DOT for Graphviz.
//!
//! ```text
//!                    ┌─ dot ───────────────────────────────────────▶ DOT
//! View ──▶ strands ──┤
//!          camps     └─ chart ──place──▶ figure ──sheet──▶ SVG ──▶ PNG
//!                       boxes in   heights   curves    title, legend
//!                       columns    (Graphviz)
//! ```
//!
//! A chart has boxes in five columns: the actors of one camp, labels, the targets of both camps, labels, the
//! actors of the other camp. Graphviz finds an order with few crossings. Labels, curves and the SVG are our
//! own, so that no label lies on another label, on a name, or under a line. Every colour and stroke is in [`Theme`]. A
//! new picture is a folder in `diagrams/` and a variant of [`Diagram`].

#[cfg(feature = "draw")]
mod canvas;
mod diagrams;
#[cfg(feature = "draw")]
mod dot;
pub(crate) mod drawing;
pub mod engine;
pub mod font;
mod fonts;
mod layout;
pub(crate) mod mermaid;
#[cfg(feature = "draw")]
mod pdf;
mod picture;
#[cfg(feature = "draw")]
mod png;
pub(crate) mod shown;
pub(crate) mod theme;
mod theme_file;

#[cfg(feature = "draw")]
pub use canvas::{Canvas, CanvasError};
pub use diagrams::{Diagram, Extent};
#[cfg(feature = "draw")]
pub(crate) use dot::file::write as dot_file;
#[cfg(feature = "draw")]
pub use dot::{dot, dot_graph};
pub use engine::Engine;
pub use fonts::Fonts;
pub use layout::{Layout, Places};
pub use picture::{Drawn, Picture, draw, svg};
#[cfg(feature = "draw")]
pub use picture::{pdf, png};
pub use theme::{Colour, Theme};
