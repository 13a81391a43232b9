//! CSV: cuts text into rows and cells.

mod blocks;
mod cut;
mod numbering;
mod rows;
mod scan;

pub use self::blocks::delimiter;
pub use self::rows::for_each_batch;
#[cfg(test)]
pub use self::{blocks::Blocks, rows::read};
