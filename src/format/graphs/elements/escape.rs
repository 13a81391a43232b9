//! Unescapes characters that XML cannot hold.

use std::borrow::Cow;

use super::{Elements, Property, Value};
use crate::text::controls::unescaped;

impl Elements<'_> {
    /// Unescapes all texts, names and ids.
    pub(super) fn unescape(&mut self) {
        properties(&mut self.graph);
        for node in &mut self.nodes {
            plain(&mut node.id);
            properties(&mut node.properties);
        }
        for edge in &mut self.edges {
            edge.id.iter_mut().chain(&mut edge.ends).for_each(plain);
            properties(&mut edge.properties);
        }
    }
}

fn properties(properties: &mut [Property]) {
    for property in properties {
        plain(&mut property.name);
        if let Value::Text(text) = &mut property.value {
            plain(text);
        }
    }
}

fn plain(text: &mut Cow<str>) {
    if let Cow::Owned(plain) = unescaped(text) {
        *text = plain.into();
    }
}
