//! Measures of groups and issues: cohesion, divisions, and issues that divide actors in parallel.

mod adjusted_rand;
mod cohesion;
mod contested;
mod division;
mod parallel;
mod phi;
mod rice;

pub use adjusted_rand::adjusted_rand;
pub use cohesion::cohesion;
pub use contested::{Camps, contested};
pub use division::Division;
pub use parallel::{Direction, MAX_STEPS, Parallel, Parallels, parallels};
pub use phi::phi;
pub use rice::rice;
