//! Exports graphs and answers to files, with the writers of all modules.
//!
//! This module is above `format`, `render` and `page`, so that none of the three has to know both the formats that
//! draw and those that do not.

mod canonical;
mod matrix;
mod write;

pub use self::canonical::format_text;
