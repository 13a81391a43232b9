//! GraphML: `.graphml`.

mod read;
mod write;

pub(in crate::format) use self::read::read;
pub(in crate::format) use self::write::write;
