//! brat standoff: `.ann` beside the `.txt` that it annotates.
//!
//! Offsets are characters of the text. A relation or an event is a passage from its first word to its last.

mod line;
mod read;
mod write;

pub use self::read::read;
pub use self::write::{BratDocument, brat_documents, brat_text, losses, write};
