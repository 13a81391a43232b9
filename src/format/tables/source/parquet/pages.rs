//! The pages of a column, from untrusted bytes.

use std::io::Read;
use std::sync::Arc;

use bytes::{Buf, Bytes};
use flate2::read::MultiGzDecoder;
use parquet::basic::Compression;
use parquet::errors::{ParquetError, Result};
use parquet::file::metadata::ColumnChunkMetaData;
use parquet::file::reader::{ChunkReader, Length};
use parquet::file::serialized_reader::SerializedPageReader;

use super::compact::{Cursor, Field, NOTHING, Shape, kind};
use super::values::LARGEST_PAGE;

/// The whole file.
#[derive(Clone)]
pub(super) struct File(pub(super) Bytes);

impl Length for File {
    fn len(&self) -> u64 {
        self.0.len() as u64
    }
}

impl ChunkReader for File {
    type T = bytes::buf::Reader<Bytes>;

    fn get_read(&self, start: u64) -> Result<Self::T> {
        let start = usize::try_from(start).ok().filter(|start| *start <= self.0.len());
        let start = start.ok_or_else(|| broken("it ends too early"))?;
        Ok(self.0.slice(start..).reader())
    }

    fn get_bytes(&self, start: u64, length: usize) -> Result<Bytes> {
        let start = usize::try_from(start).map_err(|_| broken("it ends too early"))?;
        let end = start.checked_add(length).filter(|end| *end <= self.0.len());
        Ok(self.0.slice(start..end.ok_or_else(|| broken("it ends too early"))?))
    }
}

/// The file, for reading the pages of one column: checks each page before memory is allocated for it.
pub(super) struct Guarded {
    file: File,
    codec: Compression,
}

pub(super) fn broken(what: &str) -> ParquetError {
    ParquetError::General(what.into())
}

impl Guarded {
    /// The pages of a column.
    pub(super) fn pages(
        file: &File,
        column: &ColumnChunkMetaData,
    ) -> Result<SerializedPageReader<Self>> {
        let numbers = [
            Some(column.data_page_offset()),
            column.dictionary_page_offset(),
            Some(column.compressed_size()),
        ];
        if numbers.into_iter().flatten().any(i64::is_negative) {
            return Err(broken("the place of a column is negative"));
        }
        let guarded = Self { file: file.clone(), codec: column.compression() };
        SerializedPageReader::new(Arc::new(guarded), column, 0, None)
    }
}

impl Length for Guarded {
    fn len(&self) -> u64 {
        self.file.len()
    }
}

impl ChunkReader for Guarded {
    type T = bytes::buf::Reader<Bytes>;

    /// Checks the header of a page, which begins here.
    fn get_read(&self, start: u64) -> Result<Self::T> {
        let read = self.file.get_read(start)?;
        Header(Cursor { bytes: read.get_ref(), at: 0 }).check().ok_or_else(|| {
            broken(&format!("a page is broken, or larger than {} MiB", LARGEST_PAGE >> 20))
        })?;
        Ok(read)
    }

    /// Checks the compressed rest of a page.
    #[expect(clippy::wildcard_enum_match_arm, reason = "the enum is not ours")]
    fn get_bytes(&self, start: u64, length: usize) -> Result<Bytes> {
        let bytes = self.file.get_bytes(start, length)?;
        // These are decompressed completely, whatever size the header gives.
        let is_fine = match self.codec {
            Compression::GZIP(_) => is_small(&bytes),
            Compression::LZ4 => bytes.len() <= LARGEST_PAGE / 256,
            _ => true,
        };
        if is_fine { Ok(bytes) } else { Err(broken("a page is too large when it is decompressed")) }
    }
}

/// Whether gzip data is small enough when decompressed; other errors are found later.
fn is_small(bytes: &Bytes) -> bool {
    let mut limited = MultiGzDecoder::new(&bytes[..]).take(LARGEST_PAGE as u64 + 1);
    std::io::copy(&mut limited, &mut std::io::sink()).is_ok_and(|size| size <= LARGEST_PAGE as u64)
        || bytes.first_chunk() != Some(&[0x1f, 0x8b])
}

/// The header of a page.
struct Header<'b>(Cursor<'b>);

/// The fields that the library reads, without checking their kinds.
const HEADER: Shape = &[
    (1, Field::One(kind::I32)),
    (2, Field::One(kind::I32)),
    (3, Field::One(kind::I32)),
    (4, Field::One(kind::I32)),
    (5, Field::Structure(DATA_PAGE)),
    (6, Field::Structure(NOTHING)),
    (7, Field::Structure(DICTIONARY_PAGE)),
    (8, Field::Structure(DATA_PAGE_2)),
];

const DATA_PAGE: Shape = &[
    (1, Field::One(kind::I32)),
    (2, Field::One(kind::I32)),
    (3, Field::One(kind::I32)),
    (4, Field::One(kind::I32)),
    (5, Field::Structure(STATISTICS)),
];

const DICTIONARY_PAGE: Shape =
    &[(1, Field::One(kind::I32)), (2, Field::One(kind::I32)), (3, Field::Flag)];

const DATA_PAGE_2: Shape = &[
    (1, Field::One(kind::I32)),
    (2, Field::One(kind::I32)),
    (3, Field::One(kind::I32)),
    (4, Field::One(kind::I32)),
    (5, Field::One(kind::I32)),
    (6, Field::One(kind::I32)),
    (7, Field::Flag),
    (8, Field::Structure(STATISTICS)),
];

const STATISTICS: Shape = &[
    (1, Field::One(kind::BINARY)),
    (2, Field::One(kind::BINARY)),
    (3, Field::One(kind::I64)),
    (4, Field::One(kind::I64)),
    (5, Field::One(kind::BINARY)),
    (6, Field::One(kind::BINARY)),
    (7, Field::Flag),
    (8, Field::Flag),
    (9, Field::One(kind::I64)),
];

impl Header<'_> {
    /// Checks that the sizes in it are small enough, and that all fields have their kinds.
    fn check(mut self) -> Option<()> {
        self.fields(
            HEADER,
            |id, number| match id {
                // The decompressed and the compressed size.
                2 | 3 => usize::try_from(number).is_ok_and(|size| size <= LARGEST_PAGE),
                _ => true,
            },
            0,
        )
    }

    /// Checks the fields of a structure, and of nested ones.
    fn fields(&mut self, shape: Shape, is_fine: fn(i64, i64) -> bool, depth: u8) -> Option<()> {
        let mut last = 0;
        loop {
            let (id, kind) = self.0.field(last)?;
            let field = shape.iter().find(|(known, _)| *known == id).map(|(_, field)| field);
            match kind {
                kind::STOP => return Some(()),
                kind if field.is_some_and(|field| !field.fits(kind)) => return None,
                kind::I16 | kind::I32 | kind::I64 => {
                    let number = self.0.number()?;
                    is_fine(id, number).then_some(())?;
                }
                // Of the sizes in nested structures, the crate adds up those of the levels.
                kind::STRUCT if depth < 4 => {
                    let inner = match field {
                        Some(Field::Structure(inner)) => inner,
                        _ => NOTHING,
                    };
                    let is_fine = |_, number: i64| number.unsigned_abs() <= 1 << 30;
                    self.fields(inner, is_fine, depth + 1)?;
                }
                // No header contains these.
                kind::STRUCT | kind::LIST | kind::SET | kind::MAP | kind::UUID => return None,
                kind => self.0.value(kind, depth)?,
            }
            last = id;
        }
    }
}
