//! Limits on what a reader takes in.

use crate::error::{Cause, thousands};

/// What a reader accepts. Whatever is beyond is a fault, and never a crash.
///
/// ```
/// use stancegraph::format::{Limits, Reader};
///
/// let limits = Limits { field_length: 10, ..Limits::default() };
/// let text = "title = \"a title that is too long\"";
/// let read = Reader::new().limits(limits).stream("map.toml", text.as_bytes()).read();
/// assert_eq!(
///     read.unwrap_err().to_string(),
///     "map.toml:1:9: error: a text is larger than 10 bytes",
/// );
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of one TOML or JSON file, after decompression; these are read whole. 256 MiB.
    pub document: u64,
    /// Bytes of one table, after decompression; these are read row by row. 64 GiB.
    pub table: u64,
    /// Bytes of one workbook, Parquet file or database, after decompression; these are read whole. 1 GiB.
    pub binary: u64,
    /// How deep lists and tables may be in one another. 64; TOML and JSON have limits of their own too.
    pub depth: usize,
    /// Bytes of one text: a quote, a note. 1 MiB.
    pub field_length: usize,
    /// Files in one reading. 10,000.
    pub files: usize,
    /// Stances and the names in them, in one reading. 50 million.
    pub items: usize,
    /// Columns of a table. 100,000.
    pub columns: usize,
}

/// Parts that a document may have, whatever its size: parsers make a hundred bytes and more of each.
const PARTS: usize = 200_000;

/// Of how many bytes each part has to be beyond that: fields of ours have twenty.
const BYTES_A_PART: usize = 8;

/// Whether a document of some bytes has more values or tags than it can have if it says something;
/// `Err` with how many it may have.
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
