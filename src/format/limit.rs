//! Limits on what a reader takes in.

use crate::error::{Cause, thousands};

/// Limits on what a reader accepts. Anything beyond them is a fault, never a crash.
///
/// ```
/// use stancegraph::format::{Limits, Reader};
///
/// let limits = Limits::default().with_field_length(10);
/// let text = "title = \"a title that is too long\"";
/// let read = Reader::new().limits(limits).stream("map.toml", text.as_bytes()).read();
/// assert_eq!(
///     read.unwrap_err().to_string(),
///     "map.toml:1:9: error: a text is larger than 10 bytes",
/// );
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// Bytes of one TOML or JSON file, after decompression; such files are read whole. 256 MiB.
    pub document: u64,
    /// Bytes of one table, after decompression; tables are read row by row. 64 GiB.
    pub table: u64,
    /// Bytes of one workbook, Parquet file or database, after decompression; such files are read whole. 1 GiB.
    pub binary: u64,
    /// Depth of nested lists and tables. 64; TOML and JSON have their own limits, too.
    pub depth: usize,
    /// Bytes of one text: a quote, a note. 1 MiB.
    pub field_length: usize,
    /// Files per reading. 10,000.
    pub files: usize,
    /// Stances and the names in them, per reading. 50 million.
    pub items: usize,
    /// Columns of a table. 100,000.
    pub columns: usize,
}

setters! {
    Limits {
        with_document(document: u64);
        with_table(table: u64);
        with_binary(binary: u64);
        with_depth(depth: usize);
        with_field_length(field_length: usize);
        with_files(files: usize);
        with_items(items: usize);
        with_columns(columns: usize);
    }
}

/// The number of parts that a document can have at any size: parsers allocate a hundred bytes or more for each.
const PARTS: usize = 200_000;

/// The bytes that each further part must have; our own fields have about twenty.
const BYTES_A_PART: usize = 8;

/// Checks that a document has no more values or tags than a meaningful one of its size; the error gives the limit.
pub(super) fn check_parts(parts: usize, bytes: usize) -> Result<(), Cause> {
    let most = PARTS + bytes / BYTES_A_PART;
    if parts <= most {
        return Ok(());
    }
    let limit = format!("{} values, the most for its size", thousands(most));
    Err(Cause::TooLarge { what: "the file", limit })
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            document: 256 << 20,
            table: 64 << 30,
            binary: 1 << 30,
            depth: 64,
            field_length: 1 << 20,
            files: 10_000,
            items: 50_000_000,
            columns: 100_000,
        }
    }
}
