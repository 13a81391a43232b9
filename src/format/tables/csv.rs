//! CSV, for spreadsheets.

use std::io::{self, Read, Write};

use csv::{Terminator, WriterBuilder};

use super::list::{List, START};
use super::mapping::Mapping;
use super::records::Records;
use super::rows::for_each_batch;
use super::table;
use crate::error::{Error, FileId};
use crate::format::limit::Limits;
use crate::graph::{Builder, StanceGraph};
use crate::text::Decoded;

/// Reads a table into a builder, row by row.
pub fn read(
    builder: &mut Builder,
    file: FileId,
    input: impl Read + Send,
    mapping: Option<&Mapping>,
    limits: &Limits,
) -> Result<(), Error> {
    let encoding = mapping.and_then(|mapping| mapping.encoding);
    let mut input = Decoded::new(input, encoding);
    let mut start = Vec::new();
    if let Err(error) = input.by_ref().take(START as u64).read_to_end(&mut start) {
        return Err(Error::io(builder.file_name(file), error));
    }
    let own = List::seen(&start, mapping).map(|list| {
        let said = mapping.cloned().unwrap_or_default();
        Mapping { delimiter: Some(list.delimiter), list: Some(list), ..said }
    });
    let mapping = own.as_ref().or(mapping);
    let delimiter = mapping.and_then(|mapping| mapping.delimiter);
    let input = io::Cursor::new(start).chain(input);
    table::read(builder, file, mapping, limits, |take| {
        for_each_batch(input, delimiter, limits, take);
    })
}

/// Writes the canonical form.
pub fn write(graph: &StanceGraph, out: &mut dyn Write) -> io::Result<()> {
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
