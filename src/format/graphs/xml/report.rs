//! Where the readers of XML say what they find.

use roxmltree::Node as Element;

use super::tag;
use crate::error::{Cause, FileId, Place};
use crate::format::tree::Lines;
use crate::graph::Builder;

/// The builder, and how places in a document are told to it.
pub(in crate::format::graphs) struct Report<'r> {
    pub(in crate::format::graphs) lines: &'r Lines<'r>,
    pub(in crate::format::graphs) file: FileId,
    pub(in crate::format::graphs) builder: &'r mut Builder,
}

impl Report<'_> {
    pub(in crate::format::graphs) fn place(&self, element: Element) -> Place {
        self.lines.place(&tag(element))
    }

    pub(in crate::format::graphs) fn fault(&mut self, cause: Cause, element: Element) {
        let place = self.place(element);
        self.builder.fault(cause, Some(place));
    }

    /// An attribute that has to be there.
    pub(in crate::format::graphs) fn needed<'d>(
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

    /// Counts what is left out, by a name.
    pub(in crate::format::graphs) fn leave_out(&mut self, what: &str, name: &str) {
        self.builder.leave_out(self.file, what, name);
    }
}
