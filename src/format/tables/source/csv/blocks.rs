//! Bytes of a table, block by block, each cut where a row seems to end.

use std::io::Read;

use crate::format::Limits;
use crate::format::tables::batch::End;
use crate::format::tables::mapping::{directive, is_directive};

/// How many bytes are read at once.
pub const BYTES: usize = 1 << 16;

/// Some bytes of a table, which begin and end with a row unless quotes deceive.
pub struct Block {
    /// Counts blocks from 0.
    pub number: usize,
    pub bytes: Vec<u8>,
    /// How the table ends with it, where it does.
    pub end: Option<End>,
}

/// Where the bytes come from.
pub struct Blocks<R> {
    input: R,
    /// What was read and not handed out yet.
    rest: Vec<u8>,
    /// How many bytes are read at once.
    size: usize,
    /// How many bytes may be read yet.
    allowance: u64,
    /// How many blocks were handed out.
    count: usize,
    has_ended: bool,
}

impl<R: Read> Blocks<R> {
    pub fn new(input: R, size: usize, limits: &Limits) -> Self {
        let (rest, count, has_ended) = (Vec::new(), 0, false);
        Self { input, rest, size, allowance: limits.table, count, has_ended }
    }

    /// The next bytes, in memory that was in use before; `None` behind the last ones.
    pub fn next(&mut self, mut bytes: Vec<u8>) -> Option<Block> {
        if self.has_ended {
            return None;
        }
        bytes.clear();
        bytes.reserve(self.rest.len() + self.size);
        bytes.append(&mut self.rest);
        let end = self.read(&mut bytes);
        match &end {
            Some(End::Whole) => {}
            // What was read with the bytes that are too many, or before those that could not be read, is lost.
            Some(_) => bytes.clear(),
            None => {
                let end = row_end(&bytes).unwrap_or(bytes.len());
                self.rest.extend_from_slice(&bytes[end..]);
                bytes.truncate(end);
            }
        }
        let number = self.count;
        self.count += 1;
        self.has_ended = end.is_some();
        Some(Block { number, bytes, end })
    }

    /// Reads on; gives how the table ends, where it does.
    fn read(&mut self, bytes: &mut Vec<u8>) -> Option<End> {
        let end = match self.input.by_ref().take(self.size as u64).read_to_end(bytes) {
            Err(error) => Some(End::Failed(error)),
            Ok(count) if count as u64 > self.allowance => Some(End::TooLarge),
            Ok(count) => {
                self.allowance -= count as u64;
                (count < self.size).then_some(End::Whole)
            }
        };
        if self.count == 0 && bytes.starts_with(b"\xef\xbb\xbf") {
            bytes.drain(..3);
        }
        end
    }

    /// Reads no more.
    pub fn stop(&mut self) {
        self.has_ended = true;
    }
}

/// Behind which line a row ends, as far as the number of quotes tells.
#[expect(clippy::naive_bytecount, reason = "the compiler counts many bytes at once")]
fn row_end(bytes: &[u8]) -> Option<usize> {
    let mut quotes = bytes.iter().filter(|byte| **byte == b'"').count();
    for (index, byte) in bytes.iter().enumerate().rev() {
        match byte {
            b'\n' if quotes.is_multiple_of(2) => return Some(index + 1),
            b'"' => quotes -= 1,
            _ => {}
        }
    }
    None
}

/// What the table says of itself; else a comma, unless the header has none, and a semicolon, a tab
/// or a bar: programs for tables write those where the comma is in numbers.
pub fn delimiter(bytes: &[u8]) -> u8 {
    let lines = bytes.split(|byte| matches!(byte, b'\n' | b'\r'));
    let mut lines = lines.filter(|line| !line.is_empty()).peekable();
    while let Some(line) = lines.next_if(|line| is_directive(line)) {
        let said = std::str::from_utf8(line).ok().and_then(directive);
        if let Some(delimiter) = said.and_then(|said| said.delimiter()) {
            return delimiter;
        }
    }
    let header = lines.next().unwrap_or_default();
    let others = b",;\t|".iter().find(|delimiter| header.contains(delimiter));
    others.copied().unwrap_or(b',')
}
