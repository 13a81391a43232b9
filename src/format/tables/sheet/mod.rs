//! Spreadsheets as people keep them: columns and values under names of their own.
//!
//! [`columns`] finds out which column is which field, and [`values`] what the words and signs in the column of
//! positions mean. What they took for what goes to the builder, so that it can be said, and written down as a
//! mapping.

mod columns;
mod values;

pub use self::columns::{Columns, columns, field_called};
pub use self::values::{Open, Value, Values};
