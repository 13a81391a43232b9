//! Rejects input that would overwhelm the parser, before the parser sees it.
//!
//! The parser compares the attributes of an element, and the namespaces in force, with one another: that is
//! fast for real documents, and takes forever for malicious ones.

use std::ops::Range;

use crate::error::Cause;
use crate::format::limit::{Limits, check_parts};

/// The largest number of attributes of a tag; GraphML and GEXF keep data in elements.
const ATTRIBUTES: usize = 64;
/// The largest number of namespaces in force.
const NAMESPACES: usize = 64;

type Refused = (Cause, Range<usize>);

/// Checks all tags.
pub(super) fn check(text: &str, limits: &Limits) -> Result<(), Refused> {
    // Every tag and every attribute has one of these; closing tags cost nothing.
    let signs = text.bytes().filter(|byte| matches!(byte, b'<' | b'=')).count();
    check_parts(signs / 4 * 3, text.len()).map_err(|cause| (cause, 0..0))?;
    let mut open = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find('<').map(|found| at + found) {
        let rest = &text[start..];
        at = if rest.starts_with("<!--") {
            after(text, start + 4, "-->")
        } else if rest.starts_with("<![CDATA[") {
            after(text, start, "]]>")
        } else if rest.starts_with("<?") {
            after(text, start, "?>")
        } else if rest.starts_with("<!") {
            declaration(text, start)?
        } else if rest.starts_with("</") {
            open.pop();
            after(text, start, ">")
        } else {
            let tag = Tag::of(text, start);
            tag.check(&mut open, limits.depth)?;
            tag.span.end
        };
    }
    Ok(())
}

fn after(text: &str, from: usize, end: &str) -> usize {
    text[from..].find(end).map_or(text.len(), |found| from + found + end.len())
}

/// Skips `<!DOCTYPE …>`, unless it declares something.
fn declaration(text: &str, start: usize) -> Result<usize, Refused> {
    let end = text[start..].find(['>', '[']).map_or(text.len(), |found| start + found);
    if text[end..].starts_with('[') { Err((Cause::Dtd, start..end)) } else { Ok(end) }
}

/// The start tag of an element.
struct Tag {
    span: Range<usize>,
    attributes: usize,
    namespaces: usize,
    is_whole: bool,
}

impl Tag {
    fn of(text: &str, start: usize) -> Self {
        let mut tag =
            Self { span: start..text.len(), attributes: 0, namespaces: 0, is_whole: false };
        let mut quote = None;
        let (bytes, mut name) = (text.as_bytes(), start);
        for (at, byte) in (start..).zip(bytes[start..].iter().copied()) {
            match (quote, byte) {
                (Some(open), _) if open == byte => (quote, name) = (None, at + 1),
                (None, b'"' | b'\'') => quote = Some(byte),
                (None, b'=') => {
                    tag.attributes += 1;
                    tag.namespaces += usize::from(bytes[name..at].starts_with(b"xmlns"));
                }
                (None, b' ' | b'\t' | b'\r' | b'\n') => name = at + 1,
                (None, b'>') => {
                    tag.is_whole = bytes[at - 1] == b'/';
                    tag.span.end = at + 1;
                    break;
                }
                _ => {}
            }
        }
        tag
    }

    /// Refuses a tag that exceeds the limits, and counts the namespaces of all open elements.
    fn check(&self, open: &mut Vec<usize>, depth: usize) -> Result<(), Refused> {
        let refuse = |what, limit| Err((Cause::TooLarge { what, limit }, self.span.clone()));
        let namespaces = open.last().copied().unwrap_or(0) + self.namespaces;
        if self.attributes > ATTRIBUTES {
            return refuse("the tag", format!("{ATTRIBUTES} attributes"));
        }
        if namespaces > NAMESPACES {
            return refuse("the list of namespaces", format!("{NAMESPACES} of them"));
        }
        if open.len() >= depth {
            return refuse("the depth of the document", format!("{depth} levels"));
        }
        if !self.is_whole {
            open.push(namespaces);
        }
        Ok(())
    }
}
