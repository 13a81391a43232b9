//! CSV, for spreadsheets.

use std::io::{self, Read, Write};

use csv::{Terminator, WriterBuilder};

use super::mapping::Mapping;
use super::records::Records;
use super::rows::for_each_batch;
use super::table;
use crate::error::{Error, FileId};
use crate::format::decode::Decoded;
use crate::format::limit::Limits;
use crate::graph::{Builder, StanceGraph};

/// Reads a table into a builder, row by row.
pub(in crate::format) fn read(
    builder: &mut Builder,
    file: FileId,
    input: impl Read + Send,
    mapping: Option<&Mapping>,
    limits: &Limits,
) -> Result<(), Error> {
    let (encoding, delimiter) =
        mapping.map_or((None, None), |mapping| (mapping.encoding, mapping.delimiter));
    let input = Decoded::new(input, encoding);
    table::read(builder, file, mapping, limits, |take| {
        for_each_batch(input, delimiter, limits, take);
    })
}

/// Writes the canonical form.
pub(in crate::format) fn write(graph: &StanceGraph, out: &mut dyn Write) -> io::Result<()> {
    let records = Records::of(graph);
    let mut writer = WriterBuilder::new().terminator(Terminator::Any(b'\n')).from_writer(out);
    writer.write_record(records.columns.iter().map(|field| field.as_str()))?;
    for row in records.rows() {
        for field in &records.columns {
            writer.write_field(row.get(*field).unwrap_or_default().as_bytes())?;
        }
        writer.write_record(None::<&[u8]>)?;
    }
    writer.flush()
}
