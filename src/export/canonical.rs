//! Rewrites files that people edit in canonical form.

use std::io;

use crate::error::{Error, LeftOut};
use crate::format::{Format, Reader, canonical_tree};

/// Puts a text into canonical form: declarations by id, stances by date, source and locator.
///
/// The content does not change, including comments in TOML. `name` is the name of the text in faults. The
/// canonical form of a canonical form is the same.
///
/// ```
/// use stancegraph::Format;
/// use stancegraph::export::format_text;
///
/// let text = "[actors.b]\n# the first\n[actors.a] # in the alphabet\n";
/// let canonical = "# the first\n[actors.a] # in the alphabet\n\n[actors.b]\n";
/// assert_eq!(format_text(Format::Toml, "map.toml", text)?, canonical);
/// # Ok::<(), stancegraph::Error>(())
/// ```
///
/// # Errors
///
/// Returns [`Error::Faults`] if the text itself has faults; names that it does not declare are no faults, since
/// another file may declare them. [`Error::Lossy`] if the canonical form would lose something in the text, such as
/// comments in CSV. [`Error::Io`] for a format that has no canonical form as text.
pub fn format_text(format: Format, name: &str, text: &str) -> Result<String, Error> {
    if !format.has_canonical_form() {
        let what = format!("{format} has no canonical form of its text; converting writes it anew");
        return Err(Error::io(name, io::Error::new(io::ErrorKind::Unsupported, what)));
    }
    let bytes = match canonical_tree(format, name, text)? {
        Some(bytes) => bytes,
        None => written_anew(format, name, text)?,
    };
    Ok(String::from_utf8(bytes).expect("writers write text"))
}

/// Reads a text and writes it again, unless something in it would be lost.
fn written_anew(format: Format, name: &str, text: &str) -> Result<Vec<u8>, Error> {
    let reader = Reader::new().format(format);
    let graph = reader.stream(name, io::Cursor::new(text.to_owned())).read()?;
    let lost = graph.lost().map(|lost| LeftOut { file: String::new(), ..lost.clone() });
    let lost = lost.collect::<Vec<_>>();
    if !lost.is_empty() {
        return Err(Error::Lossy { file: name.into(), lost });
    }
    let mut out = Vec::new();
    format.write(&graph, &mut out).expect("memory takes everything");
    Ok(out)
}
