//! Decodes text in encodings other than UTF-8.

use std::io::{self, Read};

use encoding_rs::{Decoder, DecoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// The number of bytes decoded at a time.
const BYTES: usize = 1 << 16;

/// A byte that no UTF-8 contains. It replaces bytes that are invalid in their own encoding, so that the reader of
/// the text finds the place.
const BROKEN: u8 = 0xff;

/// A stream in UTF-8, decoded if it was not.
pub struct Decoded<R> {
    input: R,
    decoder: Option<Decoder>,
    /// What was read but not yet decoded.
    read: Vec<u8>,
    /// What was decoded; the rest after `at` is not yet handed over.
    text: Vec<u8>,
    at: usize,
    has_begun: bool,
    has_ended: bool,
}

impl<R: Read> Decoded<R> {
    /// Decodes a stream in an encoding; by default in that of its byte-order mark, otherwise as UTF-8.
    pub(crate) fn new(input: R, encoding: Option<&'static Encoding>) -> Self {
        let decoder = encoding.filter(|encoding| *encoding != UTF_8);
        Self {
            input,
            decoder: decoder.map(Encoding::new_decoder_with_bom_removal),
            read: Vec::new(),
            text: Vec::new(),
            at: 0,
            has_begun: encoding.is_some(),
            has_ended: false,
        }
    }

    /// Looks for a byte-order mark of UTF-16.
    fn begin(&mut self) -> io::Result<()> {
        self.has_begun = true;
        let mut mark = Vec::new();
        self.input.by_ref().take(2).read_to_end(&mut mark)?;
        let encoding = match mark.as_slice() {
            [0xff, 0xfe] => UTF_16LE,
            [0xfe, 0xff] => UTF_16BE,
            _ => {
                self.text = mark;
                return Ok(());
            }
        };
        self.decoder = Some(encoding.new_decoder_without_bom_handling());
        Ok(())
    }

    /// Decodes the next part, including the rest at the end of the input.
    fn decode(&mut self) -> io::Result<()> {
        self.text.clear();
        self.at = 0;
        let Some(decoder) = &mut self.decoder else { return Ok(()) };
        let wanted = BYTES.saturating_sub(self.read.len()) as u64;
        let count = self.input.by_ref().take(wanted).read_to_end(&mut self.read)?;
        self.has_ended = (count as u64) < wanted;
        let mut done = 0;
        loop {
            let most = decoder.max_utf8_buffer_length_without_replacement(self.read.len() - done);
            let begin = self.text.len();
            self.text.resize(begin + most.unwrap_or(BYTES * 4), 0);
            let (result, read, written) = decoder.decode_to_utf8_without_replacement(
                &self.read[done..],
                &mut self.text[begin..],
                self.has_ended,
            );
            done += read;
            self.text.truncate(begin + written);
            match result {
                DecoderResult::InputEmpty => break,
                DecoderResult::OutputFull => {}
                DecoderResult::Malformed(..) => self.text.push(BROKEN),
            }
        }
        self.read.drain(..done);
        Ok(())
    }
}

impl<R: Read> Read for Decoded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if !self.has_begun {
            self.begin()?;
        }
        while self.at == self.text.len() {
            if self.decoder.is_none() {
                return self.input.read(buffer);
            }
            if self.has_ended || buffer.is_empty() {
                return Ok(0);
            }
            self.decode()?;
        }
        let count = buffer.len().min(self.text.len() - self.at);
        buffer[..count].copy_from_slice(&self.text[self.at..self.at + count]);
        self.at += count;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(bytes: &[u8], label: Option<&str>) -> Vec<u8> {
        let encoding = label.map(|label| Encoding::for_label(label.as_bytes()).expect("a label"));
        let mut text = Vec::new();
        Decoded::new(bytes, encoding).read_to_end(&mut text).expect("memory can be read");
        text
    }

    #[test]
    fn text_is_decoded_as_is_said() {
        assert_eq!(decoded(b"Zo\xeb", Some("latin1")), "Zoë".as_bytes());
        assert_eq!(decoded(b"\x80", Some("windows-1252")), "€".as_bytes());
        assert_eq!(decoded(b"Zo\xc3\xab", Some("utf-8")), "Zoë".as_bytes());
        assert_eq!(decoded("Zoë".as_bytes(), None), "Zoë".as_bytes());
        assert_eq!(decoded(b"", None), b"");
        assert_eq!(decoded(b"a", None), b"a");
    }

    #[test]
    fn the_mark_of_utf_16_says_it_all() {
        assert_eq!(decoded(b"\xff\xfea\0\xeb\0", None), "aë".as_bytes());
        assert_eq!(decoded(b"\xfe\xff\0a\0\xeb", None), "aë".as_bytes());
        assert_eq!(decoded(b"\xff\xfea\0", Some("utf-16le")), b"a");
    }

    #[test]
    fn what_is_no_text_in_its_encoding_is_found() {
        assert_eq!(decoded(b"\xff\xfea\0\x00\xd8b\0", None), b"a\xffb");
        assert_eq!(decoded(b"a\x81\xff", Some("shift_jis")), b"a\xff");
    }

    #[test]
    fn long_texts_are_decoded_in_pieces() {
        let bytes = b"\xeb".repeat(3 * BYTES + 1);
        assert_eq!(decoded(&bytes, Some("latin1")), "ë".repeat(3 * BYTES + 1).as_bytes());
    }
}
