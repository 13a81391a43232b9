//! Parquet: `.parquet`.

mod column;
mod compact;
mod footer;
mod kind;
mod pages;
mod read;
mod values;

pub use self::read::{Table, give};
