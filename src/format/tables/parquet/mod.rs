//! Parquet: `.parquet`.
//!
//! The columns are those of our CSV: texts, and the strength a number.

mod column;
mod compact;
mod footer;
mod kind;
mod pages;
mod read;
mod values;
mod write;

pub use self::read::{give, read};
pub use self::write::write;
