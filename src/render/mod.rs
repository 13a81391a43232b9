//! Pictures and tables for people.

#[cfg(feature = "draw")]
pub mod engine;
#[cfg(feature = "draw")]
pub mod font;
#[cfg(feature = "draw")]
pub mod png;
