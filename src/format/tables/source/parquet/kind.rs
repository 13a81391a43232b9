//! Converts the values of a column to text.

use std::fmt::Write;

use jiff::{SignedDuration, civil};
use parquet::basic::{ConvertedType, LogicalType, TimeUnit, Type};
use parquet::schema::types::ColumnDescriptor;

/// The type of the values in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Flag,
    Number {
        is_signed: bool,
    },
    Date,
    Time {
        per_second: i64,
    },
    Moment {
        per_second: i64,
    },
    /// Nanoseconds of a day, and the number of the day, in twelve bytes (`INT96`).
    OldMoment,
    Float,
    Double,
    Decimal {
        scale: usize,
        is_number: bool,
    },
    Text,
    Uuid,
}

/// A value that cannot become text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NoValue {
    NotUtf8,
    OutOfRange,
}

impl Kind {
    /// The type of a column; `None` if its values have no text.
    pub(super) fn of(column: &ColumnDescriptor) -> Option<Self> {
        if column.max_rep_level() > 0 || column.path().parts().len() != 1 {
            return None;
        }
        let logical = column.logical_type_ref();
        let converted = column.converted_type();
        let scale = || usize::try_from(column.type_scale()).ok().filter(|scale| *scale <= 38);
        let is_decimal =
            matches!(logical, Some(LogicalType::Decimal(_))) || converted == ConvertedType::DECIMAL;
        Some(match column.physical_type() {
            Type::BOOLEAN => Self::Flag,
            Type::INT96 => Self::OldMoment,
            Type::FLOAT => Self::Float,
            Type::DOUBLE => Self::Double,
            physical if is_decimal => {
                let is_number = matches!(physical, Type::INT32 | Type::INT64);
                Self::Decimal { scale: scale()?, is_number }
            }
            Type::INT32 | Type::INT64 => Self::of_number(logical, converted),
            Type::BYTE_ARRAY => match logical {
                None
                | Some(
                    LogicalType::String
                    | LogicalType::Enum
                    | LogicalType::Json
                    | LogicalType::Unknown,
                ) => Self::Text,
                _ => return None,
            },
            Type::FIXED_LEN_BYTE_ARRAY => match logical {
                Some(LogicalType::Uuid) if column.type_length() == 16 => Self::Uuid,
                _ => return None,
            },
        })
    }

    fn of_number(logical: Option<&LogicalType>, converted: ConvertedType) -> Self {
        let per_second = |unit: &TimeUnit| match unit {
            TimeUnit::MILLIS => 1_000,
            TimeUnit::MICROS => 1_000_000,
            TimeUnit::NANOS => 1_000_000_000,
        };
        match (logical, converted) {
            (Some(LogicalType::Date), _) | (None, ConvertedType::DATE) => Self::Date,
            (Some(LogicalType::Timestamp(moment)), _) => {
                Self::Moment { per_second: per_second(&moment.unit) }
            }
            (Some(LogicalType::Time(time)), _) => Self::Time { per_second: per_second(&time.unit) },
            (None, ConvertedType::TIMESTAMP_MILLIS) => Self::Moment { per_second: 1_000 },
            (None, ConvertedType::TIMESTAMP_MICROS) => Self::Moment { per_second: 1_000_000 },
            (None, ConvertedType::TIME_MILLIS) => Self::Time { per_second: 1_000 },
            (None, ConvertedType::TIME_MICROS) => Self::Time { per_second: 1_000_000 },
            (Some(LogicalType::Integer(number)), _) => Self::Number { is_signed: number.is_signed },
            (
                None,
                ConvertedType::UINT_8
                | ConvertedType::UINT_16
                | ConvertedType::UINT_32
                | ConvertedType::UINT_64,
            ) => Self::Number { is_signed: false },
            _ => Self::Number { is_signed: true },
        }
    }

    /// Appends the text of a value, given its bytes.
    #[inline]
    pub(super) fn write(self, bytes: &[u8], text: &mut String) -> Result<(), NoValue> {
        if self == Self::Text {
            text.push_str(std::str::from_utf8(bytes).map_err(|_| NoValue::NotUtf8)?);
            return Ok(());
        }
        self.write_number(bytes, text).ok_or(NoValue::OutOfRange)
    }

    fn write_number(self, bytes: &[u8], text: &mut String) -> Option<()> {
        let number = || i64::try_from(whole(bytes)?).ok();
        match self {
            Self::Text => None,
            Self::Flag => {
                text.push_str(if *bytes.first()? == 0 { "false" } else { "true" });
                Some(())
            }
            Self::Number { is_signed: true } => write!(text, "{}", number()?).ok(),
            Self::Number { is_signed: false } => match bytes.len() {
                4 => write!(text, "{}", u32::from_le_bytes(bytes.try_into().ok()?)).ok(),
                _ => write!(text, "{}", u64::from_le_bytes(bytes.try_into().ok()?)).ok(),
            },
            Self::Date => {
                let seconds = number()?.checked_mul(86_400)?;
                write_moment(seconds, 0, text)
            }
            Self::Time { per_second } => write_time(number()?, per_second, text),
            Self::Moment { per_second } => {
                let number = number()?;
                let nanoseconds = number.rem_euclid(per_second) * (1_000_000_000 / per_second);
                write_moment(number.div_euclid(per_second), nanoseconds, text)
            }
            Self::OldMoment => {
                let nanoseconds = i64::from_le_bytes(bytes.get(..8)?.try_into().ok()?);
                let day = u32::from_le_bytes(bytes.get(8..12)?.try_into().ok()?);
                let seconds = (i64::from(day) - JULIAN_DAY_OF_1970) * 86_400;
                let seconds = seconds.checked_add(nanoseconds.div_euclid(1_000_000_000))?;
                write_moment(seconds, nanoseconds.rem_euclid(1_000_000_000), text)
            }
            Self::Float => {
                let number = f32::from_le_bytes(bytes.try_into().ok()?);
                number.is_nan().then_some(()).or_else(|| write!(text, "{number}").ok())
            }
            Self::Double => {
                let number = f64::from_le_bytes(bytes.try_into().ok()?);
                number.is_nan().then_some(()).or_else(|| write!(text, "{number}").ok())
            }
            Self::Decimal { scale, is_number } => {
                let number = if is_number { whole(bytes) } else { large(bytes) };
                write_decimal(number?, scale, text)
            }
            Self::Uuid => {
                for (index, byte) in bytes.iter().enumerate() {
                    let dash = if matches!(index, 4 | 6 | 8 | 10) { "-" } else { "" };
                    write!(text, "{dash}{byte:02x}").ok()?;
                }
                Some(())
            }
        }
    }
}

/// 1970-01-01 as a Julian day, from which `INT96` moments count.
const JULIAN_DAY_OF_1970: i64 = 2_440_588;

/// A whole number of four or eight bytes.
fn whole(bytes: &[u8]) -> Option<i128> {
    Some(match bytes.len() {
        4 => i32::from_le_bytes(bytes.try_into().ok()?).into(),
        8 => i64::from_le_bytes(bytes.try_into().ok()?).into(),
        _ => return None,
    })
}

/// A day, with its time unless that is midnight.
fn write_moment(seconds: i64, nanoseconds: i64, text: &mut String) -> Option<()> {
    let epoch = civil::date(1970, 1, 1).at(0, 0, 0, 0);
    let since = SignedDuration::new(seconds, i32::try_from(nanoseconds).ok()?);
    let moment = epoch.checked_add(since).ok()?;
    match moment.time() == civil::Time::midnight() {
        true => write!(text, "{}", moment.date()).ok(),
        false => write!(text, "{moment}").ok(),
    }
}

fn write_time(number: i64, per_second: i64, text: &mut String) -> Option<()> {
    let nanoseconds = i32::try_from(number.rem_euclid(per_second)).ok()?;
    let nanoseconds = nanoseconds * i32::try_from(1_000_000_000 / per_second).ok()?;
    let since = SignedDuration::new(number.div_euclid(per_second), nanoseconds);
    let time = civil::Time::midnight().checked_add(since).ok()?;
    write!(text, "{time}").ok()
}

/// A whole number of up to sixteen bytes, big-endian.
fn large(bytes: &[u8]) -> Option<i128> {
    let is_negative = bytes.first()? & 0x80 != 0;
    let mut number = [if is_negative { 0xff } else { 0 }; 16];
    number.get_mut(16_usize.checked_sub(bytes.len())?..)?.copy_from_slice(bytes);
    Some(i128::from_be_bytes(number))
}

/// Writes a decimal without trailing zeros.
fn write_decimal(number: i128, scale: usize, text: &mut String) -> Option<()> {
    let digits = format!("{:0width$}", number.unsigned_abs(), width = scale + 1);
    let (whole, part) = digits.split_at(digits.len() - scale);
    let part = part.trim_end_matches('0');
    let sign = if number < 0 { "-" } else { "" };
    let point = if part.is_empty() { "" } else { "." };
    write!(text, "{sign}{whole}{point}{part}").ok()
}
