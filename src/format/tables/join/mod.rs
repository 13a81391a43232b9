//! Second tables, read whole: what they say of a stance, its actor and its issue, by a key.

mod load;
mod table;

pub use self::load::{First, load_all};
pub use self::table::{JoinedRow, JoinedTable};
