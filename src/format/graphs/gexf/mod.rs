//! GEXF 1.3: `.gexf`.

mod colour;
mod read;
mod span;
mod time;
mod write;

pub(in crate::format) use self::read::read;
pub(in crate::format) use self::write::write;
