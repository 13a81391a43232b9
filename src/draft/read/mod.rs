//! What a text says, word by word: names, people, subjects of verbs, who is quoted.

pub mod antecedent;
mod document;
mod mention;
mod noun_phrase;
mod people;
mod speech;
mod subject;

pub use document::Document;
pub use mention::{Mention, Referent};
pub use people::Person;
pub use speech::speaker_at;
pub use subject::{Holder, Subject, Verb, Who};
