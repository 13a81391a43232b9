//! JSON that is safe on a terminal.

use std::io::{self, Write};

use super::steers;

/// Wraps a writer of JSON, and writes characters that control a terminal as equivalent escapes.
///
/// Writers of JSON escape only controls below U+0020. Those from U+007F to U+009F control terminals as well, and
/// direction marks reverse parts of lines. All of them occur only within strings.
///
/// ```
/// use stancegraph::text::TameJson;
///
/// let mut json = Vec::new();
/// serde_json::to_writer(TameJson(&mut json), "a\u{9b}b")?;
/// assert_eq!(json, br#""a\u009bb""#);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug)]
pub struct TameJson<W>(pub W);

impl<W: Write> Write for TameJson<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        // Nearly all JSON is ASCII below DEL.
        if bytes.iter().all(|byte| *byte < 0x7f) {
            self.0.write_all(bytes)?;
            return Ok(bytes.len());
        }
        // A character that the caller has split between writes is written as it is.
        let is_wild = |letter: char| letter >= '\u{7f}' && steers(letter);
        let Ok(text) = std::str::from_utf8(bytes) else { return self.0.write(bytes) };
        let mut rest = text;
        while let Some(at) = rest.find(is_wild) {
            self.0.write_all(&rest.as_bytes()[..at])?;
            let letter = rest[at..].chars().next().expect("one was found");
            write!(self.0, "\\u{:04x}", u32::from(letter))?;
            rest = &rest[at + letter.len_utf8()..];
        }
        self.0.write_all(rest.as_bytes())?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_steers_a_terminal_is_escaped_and_means_the_same() {
        let said = "a\u{1b}b\u{7f}\u{9b}31mc\u{202e}\u{85}ä\"\\\n";
        let mut json = Vec::new();
        serde_json::to_writer_pretty(TameJson(&mut json), &[said]).unwrap();
        let json = String::from_utf8(json).unwrap();
        assert!(!json.contains(|c: char| c != '\n' && steers(c)), "{json:?}");
        assert_eq!(serde_json::from_str::<Vec<String>>(&json).unwrap(), [said]);
    }
}
