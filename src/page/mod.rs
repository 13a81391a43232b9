//! Pages: one HTML file with pictures, tables and the evidence behind them.
//!
//! ```text
//! native    StanceGraph ──html──▶ page: the graph as JSON, this library as WebAssembly, a thin front end
//! browser   page ──▶ Session ◀──questions and answers, as JSON──▶ front end
//! ```
//!
//! A [`Session`] is the same code on both sides, so a page shows what the program says. [`html()`] writes the page;
//! `Format::Html` reads it.

mod answer;
#[cfg(feature = "page")]
mod base85;
mod controls;
mod drawing;
mod evidence;
#[cfg(feature = "page")]
mod html;
mod layout_cache;
mod question;
mod session;
mod stances_of;
mod tables;
mod why;
#[cfg(feature = "page")]
mod workbench;

#[cfg(feature = "page")]
pub use html::{MOST_DATA, check, faults, html, served};
pub use session::Session;
#[cfg(feature = "page")]
pub use workbench::{Served, workbench};
