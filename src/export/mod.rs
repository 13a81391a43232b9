//! Exports graphs and answers to files, with the writers of all folders.
//!
//! It stands above `format`, `render` and `page`, so that none of them knows those that draw and those that
//! do not at once.

mod canonical;
mod matrix;
mod write;

pub use self::canonical::format_text;
