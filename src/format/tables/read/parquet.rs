//! Reads Parquet.

use super::table;
use crate::error::{Cause, Error, FileId, Place};
use crate::format::options::Settings;
use crate::format::tables::source::parquet::Table;
use crate::graph::Builder;

/// Reads a Parquet file into a builder.
pub fn read(
    bytes: Vec<u8>,
    file: FileId,
    settings: &Settings,
    builder: &mut Builder,
) -> Result<(), Error> {
    let table = match Table::open(bytes) {
        Ok(table) => table,
        Err(error) => {
            let place = Place { file, line: 0, column: 0, length: 0 };
            builder.fault(Cause::Syntax(format!("not a Parquet file: {error}")), Some(place));
            builder.incomplete();
            return Ok(());
        }
    };
    for name in table.without_text() {
        builder.leave_out(file, "columns that are lists, structures or bytes", name);
    }
    let mapping = settings.mapping_of(builder.file_path(file))?;
    table::read(builder, file, mapping.as_ref(), &settings.limits, |take| table.give(take))
}
