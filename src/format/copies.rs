//! A limit on texts that stances share.

/// A limit on the bytes of texts that stances share: a document, a coder or a value that thousands of stances
/// repeat makes a small file large.
#[derive(Debug)]
pub struct Copies(usize);

impl Copies {
    /// The limit for a file of this many bytes.
    pub fn of(bytes: usize) -> Self {
        Self(bytes.saturating_mul(16).saturating_add(1 << 20))
    }

    /// Takes some bytes; returns false if there is not enough room.
    pub fn take(&mut self, length: usize) -> bool {
        let rest = self.0.checked_sub(length);
        self.0 = rest.unwrap_or(self.0);
        rest.is_some()
    }
}
