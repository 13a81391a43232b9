//! Rows and columns: CSV and its kin, spreadsheets, Parquet.
//!
//! Whatever has rows is handed over as [`rows::Batch`]es, and read by [`table::read`] through a
//! [`Mapping`](mapping::Mapping) or by the names of its columns. What we write comes from
//! [`records::Records`].

pub(super) mod csv;
pub(super) mod edge_list;
#[cfg(feature = "excel")]
pub(super) mod excel;
pub(super) mod field;
mod joined;
mod known;
pub(super) mod list;
pub(super) mod mapping;
mod number;
#[cfg(feature = "parquet")]
pub(super) mod parquet;
pub(super) mod records;
pub(super) mod rows;
mod shape;
pub(super) mod table;
