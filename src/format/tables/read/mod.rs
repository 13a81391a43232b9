//! From a source to the builder: one way for each source, and what is common to all of them.

pub mod csv;
#[cfg(feature = "excel")]
pub mod excel;
#[cfg(feature = "parquet")]
pub mod parquet;
mod table;
