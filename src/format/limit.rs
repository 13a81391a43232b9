//! How much a reader takes in before it refuses.

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
        }
    }
}
