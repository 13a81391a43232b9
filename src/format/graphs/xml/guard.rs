//! Rejects input that would choke a parser, before it sees the document.
//!
//! The parser compares the attributes of an element, and the namespaces in force, with one another: that
//! is quick for those that documents have, and never ends for those that a malicious one has.

use std::ops::Range;

use crate::error::Cause;
use crate::format::limit::{Limits, check_parts};

/// How many attributes a tag may have; data are elements in GraphML and GEXF.
const ATTRIBUTES: usize = 64;
/// How many namespaces may be in force.
const NAMESPACES: usize = 64;

type Refused = (Cause, Range<usize>);

/// Looks through all tags.
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

/// `<!DOCTYPE …>` is passed over where it declares nothing.
fn declaration(text: &str, start: usize) -> Result<usize, Refused> {
    let end = text[start..].find(['>', '[']).map_or(text.len(), |found| start + found);
    if text[end..].starts_with('[') { Err((Cause::Dtd, start..end)) } else { Ok(end) }
}

/// A tag that begins an element.
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

    /// Refuses what has too much in it, and counts the namespaces of all elements that are open.
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
