//! Writes our own tables, with the canonical columns.

pub mod csv;
#[cfg(feature = "excel")]
pub mod excel;
#[cfg(feature = "parquet")]
pub mod parquet;
mod records;
