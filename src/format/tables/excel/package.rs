//! What is in the archive that a workbook is, before anybody makes room for it.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use crate::error::Cause;

/// How many files may be in a workbook.
const MOST_FILES: usize = 10_000;

/// How many bytes are looked at at once.
const CHUNK: usize = 1 << 16;

/// How long what is looked for may be.
const OVERLAP: usize = 64;

/// What is known of a workbook that is small enough.
#[derive(Default)]
pub(super) struct Package {
    /// Whether cells are merged in one of its sheets.
    pub(super) has_merged: bool,
}

impl Package {
    /// Looks at everything in a workbook: `limit` is how many bytes it may have when it is unpacked.
    pub(super) fn check(bytes: &[u8], limit: u64) -> Result<Self, Cause> {
        let syntax = |what: &str| Cause::Syntax(format!("not an Excel workbook: {what}"));
        if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
            return Err(syntax("it is encrypted, or of before 2007; save it as .xlsx"));
        }
        let archive = ZipArchive::new(Cursor::new(bytes));
        let mut archive = archive.map_err(|error| syntax(&error.to_string()))?;
        let too_large = || {
            let limit = format!("{limit} bytes when it is unpacked");
            Cause::TooLarge { what: "the workbook", limit }
        };
        let declared = archive.decompressed_size().unwrap_or(0);
        if archive.len() > MOST_FILES || declared > u128::from(limit) {
            return Err(too_large());
        }
        let mut package = Self::default();
        let mut left = limit;
        for index in 0..archive.len() {
            let file = archive.by_index(index).map_err(|error| syntax(&error.to_string()))?;
            let read = package.look(file, left).map_err(|error| syntax(&error.to_string()))?;
            left = left.checked_sub(read).ok_or_else(too_large)?;
        }
        Ok(package)
    }

    /// Reads a file of it; gives its size, or more than is left.
    fn look(&mut self, file: impl Read, left: u64) -> std::io::Result<u64> {
        let mut file = file.take(left.saturating_add(1));
        let (mut size, mut strings, mut is_wild) = (0, None, false);
        let mut bytes = Vec::with_capacity(CHUNK + OVERLAP);
        loop {
            let kept = bytes.len();
            let count = file.by_ref().take(CHUNK as u64).read_to_end(&mut bytes)?;
            size += count as u64;
            self.has_merged |= contains(&bytes, b"mergeCell");
            strings = strings.max(declared_strings(&bytes));
            is_wild |= has_wild_reference(&bytes);
            if count == 0 {
                break;
            }
            bytes.drain(..(kept + count).saturating_sub(OVERLAP));
        }
        // The library counts the letters and digits of addresses without a limit.
        if is_wild {
            return Err(std::io::Error::other("the address of a cell is out of range"));
        }
        // The library makes room for as many texts as a file says that it has.
        match strings {
            Some(strings) if strings > size => {
                Err(std::io::Error::other("it says that it has more texts than it can have"))
            }
            _ => Ok(size),
        }
    }
}

fn contains(bytes: &[u8], wanted: &[u8]) -> bool {
    find(bytes, wanted).is_some()
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    let first = *wanted.first()?;
    let starts = bytes.iter().enumerate().filter(|(_, byte)| **byte == first);
    starts.map(|(at, _)| at).find(|at| bytes[*at..].starts_with(wanted))
}

/// Whether an attribute `r` or `ref` has more letters or digits at once than the address of a cell
/// can have. What is written as XML never writes it is taken for one rather than not.
fn has_wild_reference(bytes: &[u8]) -> bool {
    let is_sign = |at: &usize| bytes[*at] == b'=';
    (0..bytes.len()).filter(is_sign).any(|sign| {
        let name = bytes[..sign].trim_ascii_end();
        let name = name.strip_suffix(b"ref").or_else(|| name.strip_suffix(b"r"));
        let is_name =
            |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b':' | b'_' | b'-' | b'.');
        if name.is_none_or(|before| before.last().is_some_and(is_name)) {
            return false;
        }
        let rest = bytes[sign + 1..].trim_ascii_start();
        let value = match rest.split_first() {
            Some((quote @ (b'"' | b'\''), rest)) => rest.split(|byte| byte == quote).next(),
            _ => rest.split(|byte| byte.is_ascii_whitespace() || *byte == b'>').next(),
        };
        let value = value.unwrap_or_default();
        let has_run = |most: usize, is_its: fn(&u8) -> bool| {
            value.split(|byte| !is_its(byte)).any(|run| run.len() > most)
        };
        has_run(6, u8::is_ascii_alphabetic) || has_run(9, u8::is_ascii_digit)
    })
}

/// How many texts a file says that it has.
fn declared_strings(bytes: &[u8]) -> Option<u64> {
    let name = b"uniqueCount";
    let at = find(bytes, name)? + name.len();
    let rest = bytes[at..].iter().skip_while(|byte| !byte.is_ascii_digit());
    let digits = rest.take_while(|byte| byte.is_ascii_digit());
    Some(digits.fold(0_u64, |number, digit| {
        number.saturating_mul(10).saturating_add(u64::from(digit - b'0'))
    }))
}
