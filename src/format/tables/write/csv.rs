//! Writes CSV.

use std::io::{self, Write};

use csv::{Terminator, WriterBuilder};

use super::records::Records;
use crate::graph::StanceGraph;

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
