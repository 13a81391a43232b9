//! Plain or compressed, limited in size.

use std::io::{self, BufReader, Chain, Cursor, Read};

use flate2::read::MultiGzDecoder;

/// The first bytes of gzip.
const GZIP: [u8; 2] = [0x1f, 0x8b];

type Begun<R> = Chain<Cursor<Vec<u8>>, R>;

/// Text, out of gzip where it is in it.
pub(crate) enum Decompressed<R: Read> {
    Plain(Begun<R>),
    Gzip(Box<MultiGzDecoder<BufReader<Begun<R>>>>),
}

/// Looks at the first bytes and decompresses what is compressed.
pub(crate) fn decompressed<R: Read>(mut input: R) -> io::Result<Decompressed<R>> {
    let mut start = Vec::with_capacity(GZIP.len());
    input.by_ref().take(GZIP.len() as u64).read_to_end(&mut start)?;
    let is_gzip = start == GZIP;
    let begun = Cursor::new(start).chain(input);
    if !is_gzip {
        return Ok(Decompressed::Plain(begun));
    }
    let gzip = MultiGzDecoder::new(BufReader::with_capacity(1 << 16, begun));
    Ok(Decompressed::Gzip(Box::new(gzip)))
}

impl<R: Read> Read for Decompressed<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Plain(plain) => plain.read(buffer),
            Self::Gzip(gzip) => gzip.read(buffer),
        }
    }
}

/// Why a text cannot be had.
#[derive(Debug)]
pub(crate) enum NoText {
    Io(io::Error),
    TooLarge,
    NotUtf8 { line: usize },
}

/// Reads a whole text, without its byte-order mark.
pub(crate) fn read_text(input: impl Read, limit: u64) -> Result<String, NoText> {
    let mut bytes = Vec::new();
    let input = decompressed(input).map_err(NoText::Io)?;
    input.take(limit.saturating_add(1)).read_to_end(&mut bytes).map_err(NoText::Io)?;
    if bytes.len() as u64 > limit {
        return Err(NoText::TooLarge);
    }
    let text = String::from_utf8(bytes).map_err(|error| {
        let valid = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        NoText::NotUtf8 { line: valid.split(|byte| *byte == b'\n').count() }
    })?;
    Ok(match text.strip_prefix('\u{feff}') {
        Some(rest) => rest.to_owned(),
        None => text,
    })
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;

    #[test]
    fn gzip_is_read_like_plain_text() {
        let mut gzip = GzEncoder::new(Vec::new(), Compression::fast());
        gzip.write_all(b"\xef\xbb\xbftitle").unwrap();
        assert_eq!(read_text(gzip.finish().unwrap().as_slice(), 100).unwrap(), "title");
        assert_eq!(read_text(&b"\xef\xbb\xbftitle"[..], 100).unwrap(), "title");
        assert_eq!(read_text(&b""[..], 0).unwrap(), "");
    }

    #[test]
    fn a_bomb_is_refused_when_it_is_too_large_and_not_when_it_has_exploded() {
        let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
        gzip.write_all(&vec![b' '; 10 << 20]).unwrap();
        let read = read_text(gzip.finish().unwrap().as_slice(), 1000);
        assert!(matches!(read, Err(NoText::TooLarge)));
    }

    #[test]
    fn what_is_not_text_is_said_with_its_line() {
        let read = read_text(&b"a\nb\n\xff"[..], 100);
        assert!(matches!(read, Err(NoText::NotUtf8 { line: 3 })));
    }
}
