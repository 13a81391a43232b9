//! Opens plain or compressed input, limited in size.

use std::io::{self, BufReader, Chain, Cursor, Read};

use encoding_rs::{Encoding, UTF_8};
use flate2::read::MultiGzDecoder;

use super::decode::Decoded;

/// The first bytes of a gzip file.
const GZIP: [u8; 2] = [0x1f, 0x8b];

/// The size to which any compressed input may unpack, however small it is.
const UNPACKED: u64 = 16 << 20;

/// The ratio to its size up to which a larger compressed input may unpack; text reaches a twentieth of it.
const RATIO: u64 = 100;

/// The number of bytes to which `compressed` bytes may unpack.
pub fn most_unpacked(compressed: u64) -> u64 {
    compressed.saturating_mul(RATIO).max(UNPACKED)
}

type Begun<R> = Chain<Cursor<Vec<u8>>, R>;

/// Text, decompressed if it is gzip.
pub enum Decompressed<R: Read> {
    Plain(Begun<R>),
    Gzip(Box<Gzip<R>>),
}

/// Decompresses gzip while it is read, up to a limit that text does not reach.
pub struct Gzip<R: Read> {
    input: MultiGzDecoder<BufReader<Counted<Begun<R>>>>,
    unpacked: u64,
}

impl<R: Read> Read for Gzip<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.input.read(buffer)?;
        self.unpacked += count as u64;
        if self.unpacked > most_unpacked(self.input.get_ref().get_ref().count) {
            let why = "unpacks to more than a hundred times its size, as no text does; \
                       unpack it first if it is meant";
            return Err(io::Error::new(io::ErrorKind::InvalidData, why));
        }
        Ok(count)
    }
}

/// Counts the bytes that are read.
struct Counted<R> {
    input: R,
    count: u64,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.input.read(buffer)?;
        self.count += count as u64;
        Ok(count)
    }
}

/// The first bytes of a stream, and the whole stream.
pub fn begun<R: Read>(mut input: R, count: usize) -> io::Result<(Vec<u8>, Begun<R>)> {
    let mut start = Vec::with_capacity(count);
    input.by_ref().take(count as u64).read_to_end(&mut start)?;
    Ok((start.clone(), Cursor::new(start).chain(input)))
}

/// The content of a file: decompressed if it is gzip, with the same size limit as every input.
///
/// # Errors
///
/// Returns an error if the input cannot be read, and, while reading, if it unpacks to more than text would.
///
/// ```
/// use std::io::Read;
///
/// let mut text = String::new();
/// stancegraph::format::unpacked("plain".as_bytes())?.read_to_string(&mut text)?;
/// assert_eq!(text, "plain");
/// # Ok::<(), std::io::Error>(())
/// ```
pub fn unpacked<R: Read>(input: R) -> io::Result<impl Read> {
    decompressed(input)
}

/// Checks the first bytes, and decompresses the input if it is compressed.
pub fn decompressed<R: Read>(input: R) -> io::Result<Decompressed<R>> {
    let (start, begun) = begun(input, GZIP.len())?;
    if start != GZIP {
        return Ok(Decompressed::Plain(begun));
    }
    let counted = Counted { input: begun, count: 0 };
    let input = MultiGzDecoder::new(BufReader::with_capacity(1 << 16, counted));
    Ok(Decompressed::Gzip(Box::new(Gzip { input, unpacked: 0 })))
}

impl<R: Read> Read for Decompressed<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Plain(plain) => plain.read(buffer),
            Self::Gzip(gzip) => gzip.read(buffer),
        }
    }
}

/// The reason why a text cannot be read.
#[derive(Debug)]
pub enum NoText {
    Io(io::Error),
    TooLarge,
    NotUtf8 { line: usize },
}

/// Reads a whole text, without its byte-order mark: in the given encoding; by default in that of its byte-order
/// mark or its XML declaration, otherwise in UTF-8.
pub fn read_text(
    input: impl Read,
    encoding: Option<&'static Encoding>,
    limit: u64,
) -> Result<String, NoText> {
    let mut bytes = Vec::new();
    let input = decompressed(input).map_err(NoText::Io)?;
    let input = Decoded::new(input, encoding);
    input.take(limit.saturating_add(1)).read_to_end(&mut bytes).map_err(NoText::Io)?;
    if bytes.len() as u64 > limit {
        return Err(NoText::TooLarge);
    }
    if encoding.is_none()
        && let Some(declared) = declared(&bytes)
        && let Some(text) = declared.decode_without_bom_handling_and_without_replacement(&bytes)
    {
        return Ok(text.into_owned());
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

/// The encoding that an XML declaration names, if it is a superset of ASCII: `<?xml version="1.0"
/// encoding="ISO-8859-1"?>`. Other encodings are recognised by their byte-order mark.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let declaration = bytes.strip_prefix(b"<?xml")?;
    let end = declaration.iter().take(LONGEST_DECLARATION).position(|byte| *byte == b'>')?;
    let declaration = std::str::from_utf8(&declaration[..end]).ok()?;
    let (_, rest) = declaration.split_once("encoding")?;
    let rest = rest.trim_start().strip_prefix('=')?.trim_start();
    let quote = rest.chars().next().filter(|quote| ['"', '\''].contains(quote))?;
    let (label, _) = rest[1..].split_once(quote)?;
    let encoding = Encoding::for_label(label.as_bytes())?;
    (encoding != UTF_8 && encoding.is_ascii_compatible()).then_some(encoding)
}

/// The number of bytes to search for an XML declaration.
const LONGEST_DECLARATION: usize = 200;

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
        assert_eq!(read_text(gzip.finish().unwrap().as_slice(), None, 100).unwrap(), "title");
        assert_eq!(read_text(&b"\xef\xbb\xbftitle"[..], None, 100).unwrap(), "title");
        assert_eq!(read_text(&b""[..], None, 0).unwrap(), "");
    }

    #[test]
    fn a_bomb_is_refused_when_it_is_too_large_and_not_when_it_has_exploded() {
        let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
        gzip.write_all(&vec![b' '; 10 << 20]).unwrap();
        let read = read_text(gzip.finish().unwrap().as_slice(), None, 1000);
        assert!(matches!(read, Err(NoText::TooLarge)));
    }

    #[test]
    fn what_is_not_text_is_said_with_its_line() {
        let read = read_text(&b"a\nb\n\xff"[..], None, 100);
        assert!(matches!(read, Err(NoText::NotUtf8 { line: 3 })));
    }

    #[test]
    fn text_is_decoded_as_one_says_or_as_it_says_itself() {
        let latin1 = Encoding::for_label(b"latin1");
        assert_eq!(read_text(&b"Zo\xeb"[..], latin1, 100).unwrap(), "Zo\u{eb}");
        let utf16 = b"\xff\xfeZ\0o\0\xeb\0";
        assert_eq!(read_text(&utf16[..], None, 100).unwrap(), "Zo\u{eb}");
        for declared in ["ISO-8859-1", "windows-1252"] {
            let mut xml = format!("<?xml version='1.0' encoding = '{declared}'?><a>").into_bytes();
            xml.push(0xeb);
            let text = read_text(xml.as_slice(), None, 100).unwrap();
            assert!(text.ends_with("<a>\u{eb}"), "{text}");
        }
        let read = read_text(&b"<?xml encoding='utf-8'?>\xeb"[..], None, 100);
        assert!(matches!(read, Err(NoText::NotUtf8 { line: 1 })));
        let read = read_text(&b"<?xml encoding='none'?>\xeb"[..], None, 100);
        assert!(matches!(read, Err(NoText::NotUtf8 { line: 1 })));
    }
}
