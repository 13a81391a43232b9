//! The XML that GraphML and GEXF share: defensive reading, and writing without losses.

mod columns;
mod declared;
mod guard;
mod kind;
mod report;
mod token;

pub(super) use self::columns::{Column, Columns};
pub(super) use self::declared::Declared;
use self::declared::without_kind;
pub(super) use self::kind::Kind;
pub(super) use self::report::Report;
pub(super) use self::token::{data, token};

/// A document being written.
pub(super) type Written<'w> = Tags<io::BufWriter<&'w mut dyn io::Write>>;

use std::borrow::Cow;
use std::collections::HashSet;
use std::io;
use std::ops::Range;

use roxmltree::{Document, Node, ParsingOptions, TextPos};

use super::elements::Elements;
use super::network::Ends;
use crate::error::{Cause, FileId};
use crate::format::limit::Limits;
use crate::format::options::Settings;
use crate::format::tree::Lines;
use crate::graph::Builder;
use crate::text::xml::Tags;

/// The largest number of elements, texts and comments in a document: each costs memory.
const NODES: u32 = 40_000_000;

/// Parses a document; `None`, with a fault, if it is not well-formed or exceeds a limit.
///
/// Only the predefined entities of XML are expanded.
pub fn parse<'t>(
    text: &'t str,
    lines: &Lines,
    limits: &Limits,
    builder: &mut Builder,
) -> Option<Document<'t>> {
    let options =
        ParsingOptions { allow_dtd: true, nodes_limit: NODES, ..ParsingOptions::default() };
    let parsed = guard::check(text, limits).and_then(|()| {
        Document::parse_with_options(text, options).map_err(|error| broken(text, &error))
    });
    match parsed {
        Ok(document) => Some(document),
        Err((cause, span)) => {
            builder.fault(cause, Some(lines.place(&span)));
            builder.incomplete();
            None
        }
    }
}

/// The parser's error, as a fault with its byte range.
#[expect(clippy::wildcard_enum_match_arm, reason = "the enum is not ours")]
fn broken(text: &str, error: &roxmltree::Error) -> (Cause, Range<usize>) {
    use roxmltree::Error;
    let (position, end) = (error.pos(), text.len());
    let said = error.to_string().replace(&format!(" at {position}"), "");
    let offset = match error {
        Error::NodesLimitReached => {
            return (
                Cause::TooLarge { what: "the document", limit: format!("{NODES} nodes") },
                0..1,
            );
        }
        Error::UnclosedRootNode | Error::UnexpectedEndOfStream => end,
        Error::NoRootNode => 0,
        _ => offset(text, position),
    };
    let said = match error {
        Error::UnclosedRootNode => "the document ends before its elements do".into(),
        Error::UnexpectedEndOfStream => "the document ends too early".into(),
        Error::NoRootNode => "there is no element in the document".into(),
        _ => said,
    };
    (Cause::Syntax(format!("not XML: {said}")), offset..offset + 1)
}

fn offset(text: &str, position: TextPos) -> usize {
    let number = |count: u32| usize::try_from(count).unwrap_or(usize::MAX).saturating_sub(1);
    let breaks = text.match_indices('\n').map(|(offset, _)| offset + 1);
    let start = std::iter::once(0).chain(breaks).nth(number(position.row)).unwrap_or(text.len());
    let column = text[start..].char_indices().nth(number(position.col));
    column.map_or(text.len(), |(offset, _)| start + offset)
}

/// Whether the root element is that of the format; reports what it is instead.
pub fn is_root(root: Node, name: &str, lines: &Lines, builder: &mut Builder) -> bool {
    let found = root.tag_name().name();
    if found != name {
        let said = format!("the document is no <{name}>, but a <{found}>");
        builder.fault(Cause::Syntax(said), Some(lines.place(&tag(root))));
        builder.incomplete();
    }
    found == name
}

/// The byte range of the start of an element: `<node id="n0">`.
pub fn tag(element: Node) -> Range<usize> {
    let whole = element.range();
    let inner = element.first_child().map_or(whole.end, |child| child.range().start);
    whole.start..inner
}

/// The child elements of an element.
pub fn elements<'d, 't: 'd>(
    element: Node<'d, 't>,
) -> impl Iterator<Item = Node<'d, 't>> + use<'d, 't> {
    element.children().filter(Node::is_element)
}

/// The child elements with a name, in any namespace.
pub fn named<'d, 't: 'd>(
    element: Node<'d, 't>,
    name: &'static str,
) -> impl Iterator<Item = Node<'d, 't>> + use<'d, 't> {
    elements(element).filter(move |element| element.tag_name().name() == name)
}

/// All text directly in an element.
pub fn text<'d>(element: Node<'d, '_>) -> Cow<'d, str> {
    let mut texts = element.children().filter(Node::is_text).filter_map(|node| node.text());
    let first = texts.next().unwrap_or_default();
    match texts.next() {
        None => first.into(),
        Some(second) => {
            let mut whole = first.to_owned() + second;
            whole.extend(texts);
            whole.into()
        }
    }
}

/// The byte range of the text of an element; that of the element if it has none.
pub(super) fn text_span(element: Node) -> Range<usize> {
    let text = element.children().find(Node::is_text);
    text.map_or_else(|| tag(element), |text| text.range())
}

/// Adds everything to a builder.
pub(super) fn build(
    mut elements: Elements,
    ends: Ends,
    file: FileId,
    settings: &Settings,
    builder: &mut Builder,
) {
    if elements.are_ours() {
        // These repeat our own attributes, for readers of the file.
        let derived = ["kind", "start", "end", "networkx_key"];
        for edge in &mut elements.edges {
            let has_strength = edge.properties.iter().any(|property| property.name == "strength");
            edge.properties.retain(|property| {
                let repeats_strength = has_strength && property.name == "weight";
                !repeats_strength && !derived.contains(&&*property.name)
            });
        }
        for property in elements.nodes.iter_mut().flat_map(|node| &mut node.properties) {
            let name = without_kind(&property.name);
            if name.len() < property.name.len() {
                property.name = name.to_owned().into();
            }
        }
    } else if !has_ids(&elements) {
        elements.edges.iter_mut().for_each(|edge| edge.id = None);
    }
    elements.build_with(ends, file, settings, builder);
}

/// Whether edges have ids of their own: NetworkX's ids only count parallel edges.
fn has_ids(elements: &Elements) -> bool {
    let mut known = HashSet::new();
    elements.edges.iter().filter_map(|edge| edge.id.as_deref()).all(|id| known.insert(id))
}
