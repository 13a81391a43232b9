//! Reads the footer at the end of a file: its columns, and the places of their pages.
//!
//! The crate trusts the numbers in it: it counts to two thousand million if seven bytes say so, and it does
//! not check whether a value has the expected kind. So it gets a copy with only the fields that are read,
//! each of its kind.
//!
//! <https://github.com/apache/parquet-format/blob/master/src/main/thrift/parquet.thrift>

use parquet::errors::Result;
use parquet::file::metadata::{ParquetMetaData, ParquetMetaDataReader};

use super::compact::{Cursor, Field, NOTHING, Shape, kind};
use super::pages::broken;

const FILE: Shape = &[
    (1, Field::One(kind::I32)),
    (2, Field::Structures(ELEMENT)),
    (3, Field::One(kind::I64)),
    (4, Field::Structures(GROUP)),
];

/// An element of the schema.
const ELEMENT: Shape = &[
    (1, Field::One(kind::I32)),
    (2, Field::One(kind::I32)),
    (3, Field::One(kind::I32)),
    (4, Field::One(kind::BINARY)),
    (5, Field::One(kind::I32)),
    (6, Field::One(kind::I32)),
    (7, Field::One(kind::I32)),
    (8, Field::One(kind::I32)),
    (10, Field::Structure(LOGICAL_TYPE)),
];

const LOGICAL_TYPE: Shape = &[
    (1, Field::Structure(NOTHING)),
    (2, Field::Structure(NOTHING)),
    (3, Field::Structure(NOTHING)),
    (4, Field::Structure(NOTHING)),
    (5, Field::Structure(&[(1, Field::One(kind::I32)), (2, Field::One(kind::I32))])),
    (6, Field::Structure(NOTHING)),
    (7, Field::Structure(TIME)),
    (8, Field::Structure(TIME)),
    (10, Field::Structure(&[(1, Field::One(kind::BYTE)), (2, Field::Flag)])),
    (11, Field::Structure(NOTHING)),
    (12, Field::Structure(NOTHING)),
    (13, Field::Structure(NOTHING)),
    (14, Field::Structure(NOTHING)),
    (15, Field::Structure(NOTHING)),
];

const TIME: Shape = &[
    (1, Field::Flag),
    (
        2,
        Field::Structure(&[
            (1, Field::Structure(NOTHING)),
            (2, Field::Structure(NOTHING)),
            (3, Field::Structure(NOTHING)),
        ]),
    ),
];

/// A row group.
const GROUP: Shape =
    &[(1, Field::Structures(COLUMN)), (2, Field::One(kind::I64)), (3, Field::One(kind::I64))];

const COLUMN: Shape = &[
    (1, Field::One(kind::BINARY)),
    (2, Field::One(kind::I64)),
    (
        3,
        Field::Structure(&[
            (1, Field::One(kind::I32)),
            (2, Field::Many(kind::I32)),
            (3, Field::Many(kind::BINARY)),
            (4, Field::One(kind::I32)),
            (5, Field::One(kind::I64)),
            (6, Field::One(kind::I64)),
            (7, Field::One(kind::I64)),
            (9, Field::One(kind::I64)),
            (11, Field::One(kind::I64)),
        ]),
    ),
];

/// The mark at both ends of a file.
const MARK: &[u8] = b"PAR1";

/// Reads the metadata in the footer.
pub(super) fn read(file: &[u8]) -> Result<ParquetMetaData> {
    let footer = footer(file).ok_or_else(|| broken("it has no footer"))?;
    let mut known = Vec::new();
    let mut cursor = Cursor { bytes: footer, at: 0 };
    copy(&mut cursor, FILE, &mut known).ok_or_else(|| broken("its footer is broken"))?;
    ParquetMetaDataReader::decode_metadata(&known)
}

fn footer(file: &[u8]) -> Option<&[u8]> {
    let rest = file.strip_suffix(MARK).filter(|_| file.starts_with(MARK))?;
    let (rest, length) = rest.split_last_chunk::<4>()?;
    let start = rest.len().checked_sub(u32::from_le_bytes(*length) as usize)?;
    rest.get(start..)
}

/// Copies the fields of a structure that match its shape.
fn copy(cursor: &mut Cursor, shape: Shape, out: &mut Vec<u8>) -> Option<()> {
    let (mut last, mut written) = (0, 0);
    loop {
        let (id, kind) = cursor.field(last)?;
        if kind == kind::STOP {
            out.push(kind::STOP);
            return Some(());
        }
        last = id;
        let start = cursor.at;
        let field = shape.iter().find(|(known, _)| *known == id).map(|(_, field)| field);
        let step = u8::try_from(id - written).ok().filter(|step| (1..16).contains(step));
        let Some((field, step)) = field.filter(|field| field.fits(kind)).zip(step) else {
            cursor.value(kind, 0)?;
            continue;
        };
        out.push(step << 4 | kind);
        match field {
            Field::Flag => {}
            Field::One(_) => {
                cursor.value(kind, 0)?;
                out.extend_from_slice(&cursor.bytes[start..cursor.at]);
            }
            Field::Many(wanted) => {
                let (found, count) = cursor.list()?;
                if count > 0 && found != *wanted {
                    return None;
                }
                (0..count).try_for_each(|_| cursor.element(found, 0))?;
                out.extend_from_slice(&cursor.bytes[start..cursor.at]);
            }
            Field::Structure(shape) => copy(cursor, shape, out)?,
            Field::Structures(shape) => {
                let (found, count) = cursor.list()?;
                out.extend_from_slice(&cursor.bytes[start..cursor.at]);
                if count > 0 && found != kind::STRUCT {
                    return None;
                }
                (0..count).try_for_each(|_| copy(cursor, shape, out))?;
            }
        }
        written = id;
    }
}
