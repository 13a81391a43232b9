//! Where rows come from. Each source hands them over in batches, and knows nothing of what becomes of them.

pub mod csv;
#[cfg(feature = "excel")]
pub mod excel;
#[cfg(feature = "parquet")]
pub mod parquet;
