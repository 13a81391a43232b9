//! Rows and columns: CSV and its kin, spreadsheets, Parquet.
//!
//! Whatever has rows is handed over as [`rows::Batch`]es, and read by [`csv::read_rows`] through a
//! [`Mapping`](mapping::Mapping) or by the names of its columns.

pub(super) mod csv;
pub(super) mod edge_list;
pub(super) mod excel;
pub(super) mod mapping;
pub(super) mod parquet;
pub(super) mod rows;
