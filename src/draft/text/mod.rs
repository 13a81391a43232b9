//! A text as paragraphs, sentences and tokens, each with its place in the text.

mod dateline;
mod day;
mod paragraph;
mod sentence;
mod token;

pub use dateline::{Dateline, dateline};
pub use day::{When, day_in};
pub use paragraph::{Paragraph, Place, paragraphs};
pub use sentence::sentences;
pub use token::{Kind, Token, tokens, words};
