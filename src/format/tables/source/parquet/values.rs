//! Decodes the values of a page one by one.
//!
//! The decoders of the crate trust their input. They also hide the dictionary numbers of values, which find
//! repeated ones without comparing them.

use bytes::Bytes;
use parquet::basic::{Encoding, Type};

/// A page is malformed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Broken;

type Result<T> = std::result::Result<T, Broken>;

/// The values of a page.
pub(super) enum Values {
    /// Plain: one after the other.
    Plain { bytes: Bytes, at: usize },
    /// Bits.
    Bits { bytes: Bytes, at: usize },
    /// Numbers of values in the dictionary.
    Numbers(Hybrid),
    /// Bits in runs.
    Flags(Hybrid),
    /// Whole numbers, decoded from their differences.
    Whole(std::vec::IntoIter<i64>),
    /// Texts with their lengths.
    Texts { bytes: Vec<u8>, at: usize, lengths: std::vec::IntoIter<usize> },
    /// The first byte of each value, then the second, and so on.
    Split { bytes: Bytes, at: usize, count: usize },
}

/// A value: its bytes, or its number in the dictionary.
pub(super) enum Value<'v> {
    Bytes(&'v [u8]),
    Number(u32),
}

/// The number of bytes of a value, and a buffer for one.
pub(super) struct Width {
    physical: Type,
    length: usize,
    room: [u8; 16],
}

impl Width {
    /// Creates it for a physical type; `length` is that of a fixed-length value.
    pub(super) fn new(physical: Type, length: i32) -> Self {
        let length = match physical {
            Type::INT32 | Type::FLOAT => 4,
            Type::INT64 | Type::DOUBLE => 8,
            Type::INT96 => 12,
            Type::BOOLEAN | Type::BYTE_ARRAY => 0,
            Type::FIXED_LEN_BYTE_ARRAY => usize::try_from(length).unwrap_or(0),
        };
        Self { physical, length, room: [0; 16] }
    }

    /// The value that begins at a place of plain bytes.
    #[inline]
    #[expect(clippy::wildcard_enum_match_arm, reason = "the enum is not ours")]
    pub(super) fn plain<'b>(&self, bytes: &'b [u8], at: &mut usize) -> Result<&'b [u8]> {
        let length = match self.physical {
            Type::BYTE_ARRAY => {
                let length = bytes.get(*at..).and_then(|rest| rest.first_chunk::<4>());
                *at += 4;
                u32::from_le_bytes(*length.ok_or(Broken)?) as usize
            }
            _ => self.length,
        };
        let value = bytes.get(*at..).and_then(|rest| rest.get(..length)).ok_or(Broken)?;
        *at += length;
        Ok(value)
    }

    /// The largest number of plain values in some bytes.
    pub(super) fn most(&self, bytes: &[u8]) -> usize {
        let least = if self.physical == Type::BYTE_ARRAY { 4 } else { self.length.max(1) };
        bytes.len() / least
    }
}

impl Values {
    /// Creates it from the bytes of a page; `count` is the largest number of values.
    #[expect(clippy::wildcard_enum_match_arm, reason = "the enum is not ours")]
    pub(super) fn of(
        encoding: Encoding,
        bytes: Bytes,
        width: &Width,
        count: usize,
    ) -> Result<Self> {
        let is_flag = width.physical == Type::BOOLEAN;
        Ok(match encoding {
            Encoding::PLAIN if is_flag => Self::Bits { bytes, at: 0 },
            Encoding::PLAIN => Self::Plain { bytes, at: 0 },
            Encoding::RLE if is_flag => Self::Flags(Hybrid::measured(&bytes, 1)?.0),
            Encoding::RLE_DICTIONARY | Encoding::PLAIN_DICTIONARY => {
                let width = bytes.first().copied().unwrap_or(0);
                Self::Numbers(Hybrid::new(bytes.slice(bytes.len().min(1)..), width)?)
            }
            Encoding::DELTA_BINARY_PACKED => Self::Whole(whole(&bytes, count)?.0.into_iter()),
            Encoding::DELTA_LENGTH_BYTE_ARRAY => {
                let (lengths, end) = whole(&bytes, count)?;
                let lengths = lengths.into_iter().map(length).collect::<Result<Vec<_>>>()?;
                let bytes = bytes.get(end..).ok_or(Broken)?.to_vec();
                Self::Texts { bytes, at: 0, lengths: lengths.into_iter() }
            }
            Encoding::DELTA_BYTE_ARRAY => incremental(&bytes, count)?,
            Encoding::BYTE_STREAM_SPLIT if (1..=16).contains(&width.length) => {
                let count = bytes.len() / width.length;
                Self::Split { bytes, at: 0, count }
            }
            _ => return Err(Broken),
        })
    }

    /// The next value.
    #[inline]
    pub(super) fn next<'v>(&'v mut self, width: &'v mut Width) -> Result<Value<'v>> {
        Ok(Value::Bytes(match self {
            Self::Numbers(numbers) => return Ok(Value::Number(numbers.next()?)),
            Self::Plain { bytes, at } => width.plain(bytes, at)?,
            Self::Bits { bytes, at } => {
                let byte = bytes.get(*at / 8).ok_or(Broken)?;
                width.room[0] = byte >> (*at % 8) & 1;
                *at += 1;
                &width.room[..1]
            }
            Self::Flags(flags) => {
                width.room[0] = u8::from(flags.next()? != 0);
                &width.room[..1]
            }
            Self::Whole(numbers) => {
                width.room[..8].copy_from_slice(&numbers.next().ok_or(Broken)?.to_le_bytes());
                &width.room[..width.length.min(8)]
            }
            Self::Texts { bytes, at, lengths } => {
                let length = lengths.next().ok_or(Broken)?;
                let text = bytes.get(*at..).and_then(|rest| rest.get(..length)).ok_or(Broken)?;
                *at += length;
                text
            }
            Self::Split { bytes, at, count } => {
                if at >= count {
                    return Err(Broken);
                }
                for place in 0..width.length {
                    width.room[place] = *bytes.get(place * *count + *at).ok_or(Broken)?;
                }
                *at += 1;
                &width.room[..width.length]
            }
        }))
    }
}

/// Small numbers, in runs or packed in as few bits as the largest needs.
pub(super) struct Hybrid {
    bytes: Bytes,
    at: usize,
    width: u8,
    value: u32,
    /// The number of repetitions left.
    repeats: u64,
    /// The number of packed values left.
    packed: u64,
    /// Bits that were read but not used, and their number.
    bits: (u64, u8),
}

impl Hybrid {
    pub(super) fn new(bytes: Bytes, width: u8) -> Result<Self> {
        if width > 32 {
            return Err(Broken);
        }
        Ok(Self { bytes, at: 0, width, value: 0, repeats: 0, packed: 0, bits: (0, 0) })
    }

    /// Reads one that is preceded by its length in bytes; also returns where it ends.
    pub(super) fn measured(bytes: &Bytes, width: u8) -> Result<(Self, usize)> {
        let length = u32::from_le_bytes(*bytes.first_chunk::<4>().ok_or(Broken)?) as usize;
        let end = length.checked_add(4).filter(|end| *end <= bytes.len()).ok_or(Broken)?;
        Ok((Self::new(bytes.slice(4..end), width)?, end))
    }

    #[inline]
    pub(super) fn next(&mut self) -> Result<u32> {
        loop {
            if self.repeats > 0 {
                self.repeats -= 1;
                return Ok(self.value);
            }
            if self.packed > 0 {
                self.packed -= 1;
                return self.unpacked();
            }
            self.begin_run()?;
        }
    }

    #[inline]
    fn unpacked(&mut self) -> Result<u32> {
        let (mut bits, mut count) = self.bits;
        while count < self.width {
            bits |= u64::from(*self.bytes.get(self.at).ok_or(Broken)?) << count;
            self.at += 1;
            count += 8;
        }
        let value = bits & ((1 << self.width) - 1);
        self.bits = (bits >> self.width, count - self.width);
        u32::try_from(value).map_err(|_| Broken)
    }

    fn begin_run(&mut self) -> Result<()> {
        let header = varint(&self.bytes, &mut self.at)?;
        self.bits = (0, 0);
        if header & 1 == 1 {
            self.packed = (header >> 1).checked_mul(8).ok_or(Broken)?;
            return Ok(());
        }
        self.repeats = header >> 1;
        let mut value = [0; 4];
        for byte in value.iter_mut().take(usize::from(self.width.div_ceil(8))) {
            *byte = *self.bytes.get(self.at).ok_or(Broken)?;
            self.at += 1;
        }
        self.value = u32::from_le_bytes(value);
        Ok(())
    }
}

/// A number with seven bits in each byte, little-endian.
pub(super) fn varint(bytes: &[u8], at: &mut usize) -> Result<u64> {
    let mut number = 0_u64;
    for shift in (0..64).step_by(7) {
        let byte = *bytes.get(*at).ok_or(Broken)?;
        *at += 1;
        number |= u64::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return Ok(number);
        }
    }
    Err(Broken)
}

/// A number whose lowest bit is the sign.
pub(super) fn zigzag(bytes: &[u8], at: &mut usize) -> Result<i64> {
    let number = varint(bytes, at)?;
    Ok((number >> 1).cast_signed() ^ -(number & 1).cast_signed())
}

fn length(number: i64) -> Result<usize> {
    usize::try_from(number).map_err(|_| Broken)
}

/// Whole numbers from their differences, in blocks; also returns where they end.
fn whole(bytes: &[u8], most: usize) -> Result<(Vec<i64>, usize)> {
    let mut at = 0;
    let mut size = || usize::try_from(varint(bytes, &mut at)?).map_err(|_| Broken);
    let (block, parts, count) = (size()?, size()?, size()?);
    let mut last = zigzag(bytes, &mut at)?;
    let part = block.checked_div(parts).filter(|part| *part > 0 && part % 8 == 0).ok_or(Broken)?;
    if count > most || parts > 512 || part > 1 << 20 {
        return Err(Broken);
    }
    let mut numbers = Vec::new();
    if count > 0 {
        numbers.push(last);
    }
    while numbers.len() < count {
        let least = zigzag(bytes, &mut at)?;
        let widths = bytes.get(at..).and_then(|rest| rest.get(..parts)).ok_or(Broken)?;
        at += widths.len();
        for width in widths {
            if numbers.len() == count {
                break;
            }
            let length = part / 8 * usize::from(*width);
            let packed = bytes.get(at..).ok_or(Broken)?;
            let packed = &packed[..length.min(packed.len())];
            at += length;
            for index in 0..part.min(count - numbers.len()) {
                let difference = unpacked(packed, index, *width)?;
                last = last.wrapping_add(least).wrapping_add(difference.cast_signed());
                numbers.push(last);
            }
        }
    }
    Ok((numbers, at.min(bytes.len())))
}

/// A number of up to 64 bits out of packed ones.
fn unpacked(bytes: &[u8], index: usize, width: u8) -> Result<u64> {
    if width == 0 {
        return Ok(0);
    }
    if width > 64 {
        return Err(Broken);
    }
    let first = index * usize::from(width);
    let (mut number, mut known) = (0_u128, 0);
    let mut at = first / 8;
    let skip = first % 8;
    while known < skip + usize::from(width) {
        number |= u128::from(*bytes.get(at).ok_or(Broken)?) << known;
        at += 1;
        known += 8;
    }
    let number = number >> skip & (u128::MAX >> (128 - u32::from(width)));
    u64::try_from(number).map_err(|_| Broken)
}

/// Texts that share a prefix with the text before them.
fn incremental(bytes: &[u8], most: usize) -> Result<Values> {
    let (shared, end) = whole(bytes, most)?;
    let rest = bytes.get(end..).ok_or(Broken)?;
    let (own, end) = whole(rest, most)?;
    let rest = rest.get(end..).ok_or(Broken)?;
    let (mut texts, mut lengths) = (Vec::new(), Vec::new());
    let (mut at, mut last) = (0, 0);
    for (shared, own) in shared.into_iter().zip(own) {
        let (shared, own) = (length(shared)?, length(own)?);
        let own = rest.get(at..).and_then(|rest| rest.get(..own)).ok_or(Broken)?;
        at += own.len();
        if shared > texts.len() - last || texts.len() + shared > LARGEST_PAGE {
            return Err(Broken);
        }
        let start = texts.len();
        texts.extend_from_within(last..last + shared);
        texts.extend_from_slice(own);
        lengths.push(shared + own.len());
        last = start;
    }
    Ok(Values::Texts { bytes: texts, at: 0, lengths: lengths.into_iter() })
}

/// The largest size of a page, in bytes.
pub(super) const LARGEST_PAGE: usize = 256 << 20;
