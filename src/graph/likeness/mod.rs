//! Names that look like one: near-duplicates, found by blocking and grouped without joining what excludes each
//! other.

mod contrast;
mod fold;
mod groups;
mod name;
mod pair;
mod suspected;

#[cfg(feature = "workbench")]
pub use groups::group;
pub use groups::look_alikes;
pub use suspected::look_alikes_of;
