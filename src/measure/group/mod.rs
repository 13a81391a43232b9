//! How united a group is on an issue, how an issue divides all, and which issues do so alike.

mod cohesion;
mod contested;
mod division;
mod parallel;
mod phi;
mod rice;

pub use cohesion::cohesion;
pub use contested::{Camps, contested};
pub use division::Division;
pub use parallel::{Direction, MAX_STEPS, Parallel, Parallels, parallels};
pub use phi::phi;
pub use rice::rice;
