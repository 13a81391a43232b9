//! Thrift's compact protocol, the encoding of Parquet's metadata.
//!
//! <https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md>

use super::values::{varint, zigzag};

/// The kinds of values.
pub(super) mod kind {
    pub const STOP: u8 = 0;
    pub const TRUE: u8 = 1;
    pub const FALSE: u8 = 2;
    pub const BYTE: u8 = 3;
    pub const I16: u8 = 4;
    pub const I32: u8 = 5;
    pub const I64: u8 = 6;
    pub const DOUBLE: u8 = 7;
    pub const BINARY: u8 = 8;
    pub const LIST: u8 = 9;
    pub const SET: u8 = 10;
    pub const MAP: u8 = 11;
    pub const STRUCT: u8 = 12;
    pub const UUID: u8 = 13;
}

/// The fields of a structure.
pub(super) type Shape = &'static [(i64, Field)];

/// The content of a field.
pub(super) enum Field {
    /// True or false.
    Flag,
    /// One value of a kind.
    One(u8),
    /// A list of them.
    Many(u8),
    Structure(Shape),
    Structures(Shape),
}

/// A structure without fields.
pub(super) const NOTHING: Shape = &[];

impl Field {
    /// Whether it can have this kind.
    pub(super) fn fits(&self, kind: u8) -> bool {
        match self {
            Self::Flag => matches!(kind, kind::TRUE | kind::FALSE),
            Self::One(wanted) => *wanted == kind,
            Self::Many(_) | Self::Structures(_) => kind == kind::LIST,
            Self::Structure(_) => kind == kind::STRUCT,
        }
    }
}

/// The deepest nesting of values.
const DEEPEST: u8 = 24;

/// A position in bytes; every step is `None` if they end too early.
#[derive(Clone, Copy)]
pub(super) struct Cursor<'b> {
    pub(super) bytes: &'b [u8],
    pub(super) at: usize,
}

impl Cursor<'_> {
    pub(super) fn byte(&mut self) -> Option<u8> {
        let byte = *self.bytes.get(self.at)?;
        self.at += 1;
        Some(byte)
    }

    pub(super) fn skip(&mut self, length: usize) -> Option<()> {
        self.at = self.at.checked_add(length).filter(|at| *at <= self.bytes.len())?;
        Some(())
    }

    pub(super) fn varint(&mut self) -> Option<u64> {
        varint(self.bytes, &mut self.at).ok()
    }

    pub(super) fn number(&mut self) -> Option<i64> {
        zigzag(self.bytes, &mut self.at).ok()
    }

    /// The id and the kind of the field that begins here; `STOP` ends its structure.
    pub(super) fn field(&mut self, last: i64) -> Option<(i64, u8)> {
        let byte = self.byte()?;
        let (id, kind) = match (byte >> 4, byte & 0x0f) {
            (_, kind::STOP) => (last, kind::STOP),
            (0, kind) => (self.number()?, kind),
            (step, kind) => (last + i64::from(step), kind),
        };
        // A reader with less room for an id would mistake a large one for another.
        i16::try_from(id).is_ok().then_some((id, kind))
    }

    /// The kind of the elements of the list that begins here, and their number, which cannot exceed the
    /// remaining bytes.
    pub(super) fn list(&mut self) -> Option<(u8, usize)> {
        let byte = self.byte()?;
        let count = match byte >> 4 {
            15 => usize::try_from(self.varint()?).ok()?,
            count => usize::from(count),
        };
        (count <= self.bytes.len() - self.at).then_some((byte & 0x0f, count))
    }

    /// Skips a value.
    pub(super) fn value(&mut self, kind: u8, depth: u8) -> Option<()> {
        if depth > DEEPEST {
            return None;
        }
        match kind {
            kind::TRUE | kind::FALSE => {}
            kind::BYTE => self.skip(1)?,
            kind::I16 | kind::I32 | kind::I64 => drop(self.varint()?),
            kind::DOUBLE => self.skip(8)?,
            kind::BINARY => {
                let length = usize::try_from(self.varint()?).ok()?;
                self.skip(length)?;
            }
            kind::LIST | kind::SET => {
                let (kind, count) = self.list()?;
                (0..count).try_for_each(|_| self.element(kind, depth + 1))?;
            }
            kind::MAP => {
                let count = self.varint()?;
                let kinds = if count > 0 { self.byte()? } else { 0 };
                for _ in 0..count {
                    self.element(kinds >> 4, depth + 1)?;
                    self.element(kinds & 0x0f, depth + 1)?;
                }
            }
            kind::STRUCT => {
                let mut last = 0;
                loop {
                    let (id, kind) = self.field(last)?;
                    if kind == kind::STOP {
                        break;
                    }
                    self.value(kind, depth + 1)?;
                    last = id;
                }
            }
            kind::UUID => self.skip(16)?,
            _ => return None,
        }
        Some(())
    }

    /// Skips an element of a list; unlike in a structure, a boolean takes a byte.
    pub(super) fn element(&mut self, kind: u8, depth: u8) -> Option<()> {
        match kind {
            kind::TRUE | kind::FALSE => self.skip(1),
            kind => self.value(kind, depth),
        }
    }
}
