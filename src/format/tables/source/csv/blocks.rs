//! Reads the bytes of a table in blocks, each cut where a row seems to end.

use std::io::Read;

use crate::format::Limits;
use crate::format::tables::batch::End;
use crate::format::tables::mapping::{directive, is_directive};

/// The number of bytes to read at once.
pub const BYTES: usize = 1 << 16;

/// A block of a table that begins and ends at a row, unless quotes mislead.
pub struct Block {
    /// The number of the block, from 0.
    pub number: usize,
    pub bytes: Vec<u8>,
    /// How the table ends, if it ends with this block.
    pub end: Option<End>,
}

/// Cuts the bytes of a table into blocks.
pub struct Blocks<R> {
    input: R,
    /// Bytes that were read but not handed out.
    rest: Vec<u8>,
    /// The number of bytes to read at once.
    size: usize,
    /// The number of bytes that can still be read.
    allowance: u64,
    /// The number of blocks handed out.
    count: usize,
    has_ended: bool,
}

impl<R: Read> Blocks<R> {
    pub fn new(input: R, size: usize, limits: &Limits) -> Self {
        let (rest, count, has_ended) = (Vec::new(), 0, false);
        Self { input, rest, size, allowance: limits.table, count, has_ended }
    }

    /// The next block, in reused memory; `None` at the end.
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
            // Bytes that were read beyond the limit, or together with a failure, are dropped.
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

    /// Reads on; returns how the table ends, if it does.
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

    /// Stops reading.
    pub fn stop(&mut self) {
        self.has_ended = true;
    }
}

/// The end of the last line that ends a row, as far as the number of quotes shows.
fn row_end(bytes: &[u8]) -> Option<usize> {
    // Whether the number is odd is enough, and the compiler finds that for many bytes at once.
    let parity = bytes.iter().fold(0, |parity, byte| parity ^ u8::from(*byte == b'"'));
    let mut is_quoted = parity == 1;
    for (index, byte) in bytes.iter().enumerate().rev() {
        match byte {
            b'\n' if !is_quoted => return Some(index + 1),
            b'"' => is_quoted = !is_quoted,
            _ => {}
        }
    }
    None
}

/// The delimiter: that of a directive, or a comma; without a comma in the header, a semicolon, a tab or a
/// bar, which spreadsheets write in languages with a decimal comma.
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
