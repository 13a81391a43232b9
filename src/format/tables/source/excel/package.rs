//! Checks the archive of a workbook before memory is allocated for its content.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use crate::error::{Cause, thousands};
use crate::text::open::most_unpacked;

/// The largest number of files in a workbook.
const MOST_FILES: usize = 10_000;

/// The largest number of shared texts.
const MOST_TEXTS: usize = 5_000_000;

/// The number of bytes to look at together.
const CHUNK: usize = 1 << 16;

/// The longest pattern to look for.
const OVERLAP: usize = 64;

/// What is known about a workbook that passed the check.
#[derive(Default)]
pub struct Package {
    /// Whether one of its sheets has merged cells.
    pub has_merged: bool,
}

impl Package {
    /// Checks everything in a workbook; `limit` is its largest size when it is unpacked, in bytes.
    pub fn check(bytes: &[u8], limit: u64) -> Result<Self, Cause> {
        let syntax = |what: &str| Cause::Syntax(format!("not an Excel workbook: {what}"));
        if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
            return Err(syntax("it is encrypted, or of before 2007; save it as .xlsx"));
        }
        let archive = ZipArchive::new(Cursor::new(bytes));
        let mut archive = archive.map_err(|error| syntax(&error.to_string()))?;
        let limit = limit.min(most_unpacked(bytes.len() as u64));
        let too_large = || {
            let limit = format!("{limit} bytes when it is unpacked");
            Cause::TooLarge { what: "the workbook", limit }
        };
        if archive.len() > MOST_FILES {
            let limit = format!("{} files", thousands(MOST_FILES));
            return Err(Cause::TooLarge { what: "the workbook", limit });
        }
        let declared = archive.decompressed_size().unwrap_or(0);
        if declared > u128::from(limit) {
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

    /// Checks one file of it; returns its size, or a number larger than `left`.
    fn look(&mut self, file: impl Read, left: u64) -> std::io::Result<u64> {
        let mut file = file.take(left.saturating_add(1));
        let (mut size, mut strings, mut texts, mut is_wild) = (0, None, 0, false);
        let (mut bytes, mut tags) = (Vec::with_capacity(CHUNK), Tags::default());
        loop {
            bytes.clear();
            let count = file.by_ref().take(CHUNK as u64).read_to_end(&mut bytes)?;
            size += count as u64;
            tags.add(&bytes);
            self.has_merged |= contains(&tags.text, b"mergeCell");
            strings = strings.max(declared_strings(&tags.text));
            texts += tags.texts;
            tags.texts = 0;
            is_wild |= has_wild_reference(&tags.text);
            if count == 0 {
                break;
            }
            tags.forget();
        }
        // The library keeps each of them, which takes more memory than in the file.
        if texts > MOST_TEXTS {
            let most = thousands(MOST_TEXTS);
            return Err(std::io::Error::other(format!("it has more than {most} texts")));
        }
        // The library counts the letters and digits of addresses without a limit.
        if is_wild {
            return Err(std::io::Error::other("the address of a cell is out of range"));
        }
        // The library allocates memory for as many texts as a file declares.
        match strings {
            Some(strings) if strings > size => {
                Err(std::io::Error::other("it says that it has more texts than it can have"))
            }
            _ => Ok(size),
        }
    }
}

/// The tags of a file, without the values of attributes that are not addresses: what people write is in texts
/// and in such values, and can look like anything.
#[derive(Default)]
struct Tags {
    text: Vec<u8>,
    within: Within,
    /// The number of bytes of the tag that were read.
    length: usize,
    /// The last bytes of a comment, an instruction or the like.
    last: [u8; 3],
    /// The number of shared texts that began.
    texts: usize,
}

/// The syntactic context of a byte.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Within {
    /// Outside all tags.
    #[default]
    Text,
    Tag,
    /// In quotes in a tag; says whether the value is kept.
    Value {
        quote: u8,
        is_kept: bool,
    },
    /// In a part that ends only with these bytes.
    Until(&'static [u8]),
}

impl Tags {
    fn add(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.add_byte(*byte);
        }
    }

    fn add_byte(&mut self, byte: u8) {
        match self.within {
            Within::Text => {
                if byte == b'<' {
                    self.text.push(byte);
                    (self.within, self.length) = (Within::Tag, 1);
                }
            }
            Within::Tag => {
                self.text.push(byte);
                self.length += 1;
                if self.length == b"<si".len() && self.text.ends_with(b"<si") {
                    self.texts += 1;
                }
                self.within = match byte {
                    b'>' => Within::Text,
                    b'"' | b'\'' => Within::Value { quote: byte, is_kept: self.is_kept() },
                    _ => self.special().unwrap_or(Within::Tag),
                };
                self.last = [0; 3];
            }
            Within::Value { quote, is_kept } => {
                if is_kept || byte == quote {
                    self.text.push(byte);
                }
                if byte == quote {
                    self.within = Within::Tag;
                }
            }
            Within::Until(end) => {
                self.last = [self.last[1], self.last[2], byte];
                if self.last.ends_with(end) {
                    self.text.push(byte);
                    self.within = Within::Text;
                }
            }
        }
    }

    /// The special part that has just begun: a comment, a CDATA section or an instruction.
    fn special(&self) -> Option<Within> {
        let known: [(&[u8], &[u8]); 3] =
            [(b"<!--", b"-->"), (b"<![CDATA[", b"]]>"), (b"<?", b"?>")];
        let has_begun = |start: &[u8]| self.length == start.len() && self.text.ends_with(start);
        let (_, end) = known.into_iter().find(|(start, _)| has_begun(start))?;
        Some(Within::Until(end))
    }

    /// Whether the value that begins here may be an address: that of `r` or `ref`, or of no attribute.
    fn is_kept(&self) -> bool {
        let before = self.text[..self.text.len() - 1].trim_ascii_end();
        let Some(before) = before.strip_suffix(b"=") else { return true };
        let before = before.trim_ascii_end();
        before.last().is_none_or(|last| !is_name(*last))
            || attribute(before, &[b"r", b"ref", b"uniqueCount"])
    }

    /// Keeps only the bytes that the next ones may continue.
    fn forget(&mut self) {
        self.text.drain(..self.text.len().saturating_sub(OVERLAP));
    }
}

/// Whether a byte can be in a name.
fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b':' | b'_' | b'-' | b'.')
}

/// Whether bytes end with one of these names.
fn attribute(bytes: &[u8], names: &[&[u8]]) -> bool {
    let before = |name: &&[u8]| bytes.strip_suffix(*name);
    let mut befores = names.iter().filter_map(before);
    befores.any(|before| before.last().is_none_or(|byte| !is_name(*byte)))
}

fn contains(bytes: &[u8], wanted: &[u8]) -> bool {
    find(bytes, wanted).is_some()
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    let first = *wanted.first()?;
    let starts = bytes.iter().enumerate().filter(|(_, byte)| **byte == first);
    starts.map(|(at, _)| at).find(|at| bytes[*at..].starts_with(wanted))
}

/// Whether an attribute `r` or `ref` has more consecutive letters or digits than the address of a cell can
/// have. Counts unusual XML as such an attribute, to be safe.
fn has_wild_reference(bytes: &[u8]) -> bool {
    let is_sign = |at: &usize| bytes[*at] == b'=';
    (0..bytes.len()).filter(is_sign).any(|sign| {
        if !attribute(bytes[..sign].trim_ascii_end(), &[b"r", b"ref"]) {
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

/// The number of texts that a file declares.
fn declared_strings(bytes: &[u8]) -> Option<u64> {
    let name = b"uniqueCount";
    let at = find(bytes, name)? + name.len();
    let rest = bytes[at..].iter().skip_while(|byte| !byte.is_ascii_digit());
    let digits = rest.take_while(|byte| byte.is_ascii_digit());
    Some(digits.fold(0_u64, |number, digit| {
        number.saturating_mul(10).saturating_add(u64::from(digit - b'0'))
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_wild(xml: &str) -> bool {
        let mut tags = Tags::default();
        // As if each byte came in its own chunk.
        xml.bytes().any(|byte| {
            tags.add(&[byte]);
            let is_wild = has_wild_reference(&tags.text);
            tags.forget();
            is_wild
        })
    }

    #[test]
    fn addresses_are_looked_at_and_what_people_write_is_not() {
        for tame in [
            "<c r=\"XFD1048576\"/><mergeCell ref='A1:B2'/>",
            "<t>https://example.org/?ref=newsletter&amp;r=abcdefgh</t>",
            "<t>r=\"AAAAAAAAAA1\"</t>",
            "<Relationship Id=\"r1\" Target=\"https://example.org/?ref=newsletter\"/>",
            "<sheet name='x r=\"AAAAAAAAAA1\" > r=abcdefgh'/>",
            "<!-- <c r=\"AAAAAAAAAA1\"/> ' --><c r=\"A1\"/>",
            "<![CDATA[<c r=\"AAAAAAAAAA1\"/>]]>",
            "<?xml version=\"1.0\" r=\"AAAAAAAAAA1\"?>",
        ] {
            assert!(!is_wild(tame), "{tame}");
        }
        for wild in [
            "<c r=\"AAAAAAAAAA1\"/>",
            "<c s='1' r = 'A12345678901'/>",
            "<mergeCell ref=\"A1:BBBBBBBBBB2\"/>",
            "<c r=AAAAAAAAAA1>",
            "<c t='>' r=\"AAAAAAAAAA1\"/>",
            "<c <!-- r=\"AAAAAAAAAA1\"/>",
            "<!-- ' --><c a='b' d='>' r=\"AAAAAAAAAA1\"/>",
            "<c \" r=\"AAAAAAAAAA1\"/>",
        ] {
            assert!(is_wild(wild), "{wild}");
        }
    }
}
