//! W3C Web Annotation: JSON-LD.
//!
//! Offsets count characters, as the recommendation says, and are read as UTF-16 where the words of the passage say
//! so. What we write has each stance whole, in a property of our own that other programs pass over.

mod read;
mod write;

pub use self::read::{is_annotation, read};
pub use self::write::write;

/// The property of an annotation that has our own stance.
const OURS: &str = "stancegraph:record";

/// The property of a page that has the declarations.
const DECLARED: &str = "stancegraph:records";
