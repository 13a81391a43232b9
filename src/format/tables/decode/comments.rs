//! Lines of lists of edges that are no rows, and what columns are called where no line says it.

use super::Decoder;
use crate::format::tables::batch::{BLANKS, Row};
use crate::format::tables::list;
use crate::format::tables::mapping::List;

/// What is said of lines that look like comments, and may be none.
const TAKEN_FOR_COMMENTS: &str =
    "lines that begin with # or %, taken for comments (below a header they would be edges)";

/// How much of a line is shown.
const SHOWN: usize = 60;

impl<'m> Decoder<'_, 'm> {
    /// What its beginning shows, where it is a list of edges.
    pub fn list(&self) -> Option<&'m List> {
        self.mapping?.list.as_ref()
    }

    /// Whether its first row is no header.
    pub fn has_no_header(&self) -> bool {
        self.mapping.is_some_and(|mapping| {
            mapping.has_no_header || mapping.list.as_ref().is_some_and(|list| list.names.is_some())
        })
    }

    /// What its columns are called.
    pub fn names(&self, first: Row) -> Vec<String> {
        match self.list().and_then(|list| list.names.as_ref()) {
            Some(names) => names.clone(),
            None if self.has_no_header() => {
                list::names(&[first.iter().map(str::trim).collect::<Vec<_>>()])
            }
            None => first.iter().map(|name| name.trim().to_owned()).collect(),
        }
    }

    /// Whether a row of a list of edges is a comment.
    pub fn is_comment(&self, row: Row) -> bool {
        let is_mark = |cell: &str| cell.trim_start().starts_with(['#', '%']);
        self.list().is_some() && row.get(0).is_some_and(is_mark)
    }

    /// Whether a row says nothing in a list without a header. A comment below the first edge may be an edge of a
    /// name with a mark before it.
    pub fn is_passed_over(&mut self, row: Row) -> bool {
        if !self.has_no_header() {
            return false;
        }
        if self.is_comment(row) {
            self.comment(row, true);
            return true;
        }
        row.len() == 0
    }

    /// A line as it is shown.
    pub fn shown(&self, row: Row) -> String {
        let line = match self.list() {
            Some(list) if list.delimiter == BLANKS => row.iter().collect::<Vec<_>>().join(" "),
            _ => row.joined(),
        };
        line.chars().take(SHOWN).collect()
    }

    pub fn comment(&mut self, row: Row, is_told: bool) {
        if is_told {
            let line = format!("line {}: {}", row.line(), self.shown(row));
            self.intake.builder.leave_out(self.intake.file, TAKEN_FOR_COMMENTS, line);
        } else {
            self.intake.builder.pass_over(self.intake.file, "lines of comments", self.shown(row));
        }
    }
}
