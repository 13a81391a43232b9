//! From a source to the builder: a reader for each source, and what they share.

pub mod csv;
#[cfg(feature = "excel")]
pub mod excel;
#[cfg(feature = "parquet")]
pub mod parquet;
mod table;
