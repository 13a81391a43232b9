//! Reads CSV.

use std::io::{self, Read};

use super::table;
use crate::error::{Error, FileId};
use crate::format::limit::Limits;
use crate::format::tables::list::{self, START};
use crate::format::tables::mapping::Mapping;
use crate::format::tables::source::csv::for_each_batch;
use crate::graph::Builder;
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
    let own = list::seen(&start, mapping).map(|list| {
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
