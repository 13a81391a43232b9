//! What was read last, for those who report on it.

use std::io::{self, Read};

/// How much is kept at least: the buffer of whoever reads, and the row before it.
const KEPT: usize = 1 << 18;

/// The longest line that is given.
const LONGEST: usize = 1 << 12;

/// Passes bytes through and remembers the latest.
pub(super) struct Recorder<R> {
    input: R,
    recent: Vec<u8>,
    /// How many bytes were read before the first that is remembered.
    forgotten: u64,
}

impl<R: Read> Recorder<R> {
    pub(super) fn new(input: R) -> Self {
        Self { input, recent: Vec::with_capacity(2 * KEPT), forgotten: 0 }
    }

    /// The line that begins at a byte; `None` where it is forgotten.
    pub(super) fn line_at(&self, start: u64) -> Option<String> {
        let start = usize::try_from(start.checked_sub(self.forgotten)?).ok()?;
        let rest = self.recent.get(start..)?;
        let end = rest.iter().position(|byte| *byte == b'\n').unwrap_or(rest.len());
        let line = String::from_utf8_lossy(&rest[..end.min(LONGEST)]);
        Some(line.trim_end_matches('\r').trim_start_matches('\u{feff}').to_owned())
    }
}

impl<R: Read> Read for Recorder<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.input.read(buffer)?;
        if self.recent.len() + count > 2 * KEPT {
            let old = self.recent.len().saturating_sub(KEPT);
            self.recent.drain(..old);
            self.forgotten += old as u64;
        }
        self.recent.extend_from_slice(&buffer[..count]);
        Ok(count)
    }
}
