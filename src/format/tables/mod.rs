//! Rows and columns: CSV and its kin, spreadsheets, Parquet.
//!
//! ```text
//! source/{csv,excel,parquet} ──Batch──▶ header ──Columns──▶ decode ──▶ Builder
//!                                          └─ join: second tables ──┘
//! ```
//!
//! [`read`] goes from a source to the builder, [`write`] from a graph to a table. A
//! [`Mapping`](mapping::Mapping), or the names of the columns, says how to read a table.

mod aliases;
mod batch;
mod columns;
mod decode;
mod dictionary;
mod edge_list;
mod field;
mod given;
mod header;
mod intake;
mod join;
pub(super) mod list;
pub(super) mod mapping;
mod number;
mod read;
mod sheet;
mod source;
mod template;
mod write;

/// CSV, for spreadsheets.
pub mod csv {
    pub use super::read::csv::read;
    pub use super::write::csv::write;
}

/// Excel workbooks: `.xlsx`.
#[cfg(feature = "excel")]
pub mod excel {
    pub use super::read::excel::read;
    pub use super::write::excel::write;
}

/// Parquet: `.parquet`.
#[cfg(feature = "parquet")]
pub mod parquet {
    pub use super::read::parquet::read;
    pub use super::write::parquet::write;
}

pub use self::aliases::{aliases, joined};
pub use self::field::Field;
pub use self::sheet::field_called;
pub use self::source::csv::delimiter;
