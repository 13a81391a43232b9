//! The sources of rows. Each hands them over in batches, and does not know how they are used.

pub mod csv;
#[cfg(feature = "excel")]
pub mod excel;
#[cfg(feature = "parquet")]
pub mod parquet;
