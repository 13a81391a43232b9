//! GraphML: `.graphml`.

mod read;
mod write;

pub use self::read::read;
pub use self::write::write;
