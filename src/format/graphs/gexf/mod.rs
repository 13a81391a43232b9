//! GEXF 1.3: `.gexf`.

mod colour;
mod read;
mod span;
mod time;
mod write;

pub use self::read::read;
pub use self::write::write;
