//! Writes Parquet: the columns of our CSV as texts, and the strength as a number, in row groups.

use std::borrow::Cow;
use std::io::{self, Write};
use std::sync::Arc;

use parquet::basic::{Compression, LogicalType, Repetition, Type, ZstdLevel};
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType};
use parquet::errors::Result;
use parquet::file::properties::{WriterProperties, WriterPropertiesPtr};
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::types;

use super::records::{Record, Records};
use crate::format::tables::field::Field;
use crate::graph::StanceGraph;

/// The number of rows in a group.
const GROUP: usize = 1 << 17;

/// Writes a Parquet file.
pub fn write(graph: &StanceGraph, out: &mut dyn Write) -> io::Result<()> {
    let records = Records::of(graph);
    let mut bytes = Vec::new();
    encode(&records, &mut bytes).map_err(io::Error::other)?;
    out.write_all(&bytes)
}

fn encode(records: &Records, bytes: &mut Vec<u8>) -> Result<()> {
    let schema = Arc::new(schema(&records.columns)?);
    let mut file = SerializedFileWriter::new(bytes, schema, properties()?)?;
    let rows = records.rows().collect::<Vec<_>>();
    for rows in rows.chunks(GROUP) {
        let mut group = file.next_row_group()?;
        for field in &records.columns {
            column(&mut group, *field, rows)?;
        }
        group.close()?;
    }
    file.close()?;
    Ok(())
}

/// Properties that give the same bytes on every machine.
fn properties() -> Result<WriterPropertiesPtr> {
    let properties = WriterProperties::builder()
        .set_created_by("stancegraph".into())
        .set_compression(Compression::ZSTD(ZstdLevel::try_new(3)?))
        .build();
    Ok(Arc::new(properties))
}

fn schema(columns: &[Field]) -> Result<types::Type> {
    let column = |field: &Field| {
        let (physical, logical) = match field.is_number() {
            true => (Type::DOUBLE, None),
            false => (Type::BYTE_ARRAY, Some(LogicalType::String)),
        };
        types::Type::primitive_type_builder(field.as_str(), physical)
            .with_repetition(Repetition::OPTIONAL)
            .with_logical_type(logical)
            .build()
            .map(Arc::new)
    };
    let fields = columns.iter().map(column).collect::<Result<Vec<_>>>()?;
    types::Type::group_type_builder("stancegraph").with_fields(fields).build()
}

/// Writes the values of some rows in a column.
fn column<W: Write + Send>(
    group: &mut SerializedRowGroupWriter<'_, W>,
    field: Field,
    rows: &[Record],
) -> Result<()> {
    let cells = rows.iter().map(|row| row.get(field));
    let levels = cells.clone().map(|cell| i16::from(cell.is_some())).collect::<Vec<_>>();
    let mut column = group.next_column()?.expect("the schema has as many columns");
    let said = cells.flatten();
    if field.is_number() {
        let number = |text: Cow<str>| text.parse().expect("it was written as a number");
        let numbers = said.map(number).collect::<Vec<f64>>();
        column.typed::<DoubleType>().write_batch(&numbers, Some(&levels), None)?;
    } else {
        let bytes = |text: Cow<str>| ByteArray::from(text.into_owned().into_bytes());
        let texts = said.map(bytes).collect::<Vec<_>>();
        column.typed::<ByteArrayType>().write_batch(&texts, Some(&levels), None)?;
    }
    column.close()
}
