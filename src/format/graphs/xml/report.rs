//! Collects the findings of the XML readers.

use roxmltree::Node as Element;

use super::tag;
use crate::error::{Cause, FileId, Place};
use crate::format::tree::Lines;
use crate::graph::Builder;

/// The builder, and how to locate places in a document.
pub struct Report<'r> {
    pub(crate) lines: &'r Lines<'r>,
    pub(crate) file: FileId,
    pub(crate) builder: &'r mut Builder,
}

impl Report<'_> {
    pub(crate) fn place(&self, element: Element) -> Place {
        self.lines.place(&tag(element))
    }

    pub(crate) fn fault(&mut self, cause: Cause, element: Element) {
        let place = self.place(element);
        self.builder.fault(cause, Some(place));
    }

    /// A required attribute.
    pub(crate) fn needed<'d>(
        &mut self,
        element: Element<'d, '_>,
        name: &'static str,
        within: &'static str,
    ) -> Option<&'d str> {
        let value = element.attribute(name);
        if value.is_none() {
            self.fault(Cause::MissingField { kind: "attribute", name, within }, element);
        }
        value
    }

    /// Counts something left out, by its name.
    pub(crate) fn leave_out(&mut self, what: &str, name: &str) {
        self.builder.leave_out(self.file, what, name);
    }
}
