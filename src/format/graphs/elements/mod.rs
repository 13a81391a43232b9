//! Elements: nodes and edges with flat attributes, which all network formats share.
//!
//! A node is an actor or an issue, named by its kind and id: `actor:russia`, `issue:thaad`. An edge is a
//! stance, from its actor to its target. The rest of a format is its syntax.
//!
//! - Writers take [`graph`], [`nodes`] and [`edges`]: in the canonical order, one at a time.
//! - Readers fill [`Elements`] with everything in a file, each with its place, and call [`Elements::build`].
//!   Our own files are read without loss; others are read as signed networks.
//! - XML can hold neither all characters nor their escapes: its writers pass every text, name and id through
//!   [`escaped`], and its readers set [`Elements::is_escaped`].
//!
//! An attribute of an actor or issue whose name is in [`RESERVED`], or empty, gets the prefix [`PREFIX`].

mod escape;
mod foreign;
mod from_elements;
pub mod json;
mod to_elements;

use std::borrow::Cow;
use std::fmt;

pub use self::to_elements::{edges, graph, nodes};
use super::network::Ends;
use crate::error::{FileId, Place};
use crate::format::options::Settings;
use crate::graph::Builder;
use crate::model::whole;
#[cfg(doc)]
use crate::text::controls::escaped;

/// The attribute of a graph that marks our own files.
pub const MARK: &str = "stancegraph";

/// Sources and the meanings of labels: attributes of the graph in JSON.
pub const SOURCES: &str = "sources";
pub const LABELS: &str = "labels";

/// The prefix of a free attribute whose name has another meaning.
pub const PREFIX: &str = "attribute:";

const ACTOR: &str = "actor:";
const ISSUE: &str = "issue:";

/// Names with a meaning on a node, for us or for other readers of the file.
const RESERVED: [&str; 22] = [
    "",
    "record",
    "label",
    "name",
    "kind",
    "aliases",
    "part-of",
    "description",
    "id",
    "key",
    "value",
    "parent",
    "source",
    "target",
    "start",
    "end",
    "viz",
    "pid",
    "shared name",
    "shared_name",
    "SUID",
    "selected",
];

/// The value of an attribute.
#[derive(Clone, Debug, PartialEq)]
pub enum Value<'t> {
    Flag(bool),
    Number(f64),
    Text(Cow<'t, str>),
}

impl<'t> From<&'t str> for Value<'t> {
    fn from(text: &'t str) -> Self {
        Self::Text(text.into())
    }
}

impl From<String> for Value<'_> {
    fn from(text: String) -> Self {
        Self::Text(text.into())
    }
}

impl fmt::Display for Value<'_> {
    /// Numbers as in JSON, so that no digit is lost.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Flag(flag) => flag.fmt(f),
            Self::Text(text) => text.fmt(f),
            Self::Number(number) => match whole(*number) {
                Some(whole) => whole.fmt(f),
                None => match serde_json::Number::from_f64(*number) {
                    Some(number) => number.fmt(f),
                    None => number.fmt(f),
                },
            },
        }
    }
}

/// An attribute of a graph, a node or an edge.
#[derive(Clone, Debug, PartialEq)]
pub struct Property<'t> {
    pub(crate) name: Cow<'t, str>,
    pub(crate) value: Value<'t>,
    /// The place in the input.
    pub(crate) place: Option<Place>,
}

impl<'t> Property<'t> {
    pub(crate) fn new(name: impl Into<Cow<'t, str>>, value: impl Into<Value<'t>>) -> Self {
        Self { name: name.into(), value: value.into(), place: None }
    }
}

/// An actor or an issue.
#[derive(Clone, Debug, PartialEq)]
pub struct Node<'t> {
    pub(crate) id: Cow<'t, str>,
    pub(crate) properties: Vec<Property<'t>>,
    pub(crate) place: Option<Place>,
}

/// A stance.
#[derive(Clone, Debug, PartialEq)]
pub struct Edge<'t> {
    /// The id; always present in output.
    pub(crate) id: Option<Cow<'t, str>>,
    /// The ids of the source and target nodes.
    pub(crate) ends: [Cow<'t, str>; 2],
    /// Whether it has a direction; always true in output.
    pub(crate) is_directed: bool,
    pub(crate) properties: Vec<Property<'t>>,
    pub(crate) place: Option<Place>,
}

/// The content of a file.
#[derive(Debug, Default)]
pub struct Elements<'t> {
    pub(crate) graph: Vec<Property<'t>>,
    pub(crate) nodes: Vec<Node<'t>>,
    pub(crate) edges: Vec<Edge<'t>>,
    /// Whether texts are [`escaped`], if the file is ours.
    pub(crate) is_escaped: bool,
}

impl Elements<'_> {
    /// Adds everything to a builder, with all faults.
    pub(crate) fn build(self, file: FileId, settings: &Settings, builder: &mut Builder) {
        self.build_with(Ends::Declared, file, settings, builder);
    }

    /// Does the same, for formats in which edges of other programs can lead to undeclared nodes.
    pub(crate) fn build_with(
        mut self,
        ends: Ends,
        file: FileId,
        settings: &Settings,
        builder: &mut Builder,
    ) {
        if !self.are_ours() {
            return foreign::build(self, ends, file, settings, builder);
        }
        if self.is_escaped {
            self.unescape();
        }
        from_elements::build(&self, file, &settings.limits, builder);
    }

    /// Whether the file is ours: it has our mark or, if a program dropped that, only nodes of ours.
    pub(crate) fn are_ours(&self) -> bool {
        let is_marked = self.graph.iter().any(|property| property.name == MARK);
        is_marked || !self.nodes.is_empty() && self.nodes.iter().all(Node::is_ours)
    }
}

impl Node<'_> {
    /// Its id as we write it; programs that number nodes keep ours as an attribute.
    fn own_id(&self) -> &str {
        let kept = self.properties.iter().find(|property| property.name == "id");
        match kept.map(|property| &property.value) {
            Some(Value::Text(id)) if kind_of(id).is_some() => id,
            _ => &self.id,
        }
    }

    fn is_ours(&self) -> bool {
        let is_recorded = self.properties.iter().any(|property| property.name == "record");
        is_recorded && kind_of(self.own_id()).is_some()
    }
}

/// The kind of a node, and its id without the kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind<'t> {
    Actor(&'t str),
    Issue(&'t str),
}

fn kind_of(id: &str) -> Option<Kind<'_>> {
    let actor = id.strip_prefix(ACTOR).map(Kind::Actor);
    actor.or_else(|| id.strip_prefix(ISSUE).map(Kind::Issue))
}
