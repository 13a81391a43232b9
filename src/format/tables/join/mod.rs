//! Second tables, read whole: by a key, they add to a stance, its actor and its issue.

mod load;
mod table;

pub use self::load::{First, load_all};
pub use self::table::{JoinedRow, JoinedTable};
