//! Comment lines in lists of edges, and the names of columns without a header.

use super::Decoder;
use crate::format::tables::batch::{BLANKS, Row};
use crate::format::tables::list;
use crate::format::tables::mapping::List;

/// The note on lines that look like comments, but may be edges.
const TAKEN_FOR_COMMENTS: &str =
    "lines that begin with # or %, taken for comments (below a header they would be edges)";

/// The number of characters of a line to show.
const SHOWN: usize = 60;

impl<'m> Decoder<'_, 'm> {
    /// What the beginning of the table shows, if it is a list of edges.
    pub fn list(&self) -> Option<&'m List> {
        self.mapping?.list.as_ref()
    }

    /// Whether the table has no header.
    pub fn has_no_header(&self) -> bool {
        self.mapping.is_some_and(|mapping| {
            mapping.has_no_header || mapping.list.as_ref().is_some_and(|list| list.names.is_some())
        })
    }

    /// The names of the columns.
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

    /// Whether to skip a row in a list without a header: an empty row or a comment. A comment below the first
    /// edge is reported, since it may be an edge whose name begins with a mark.
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

    /// A line, as messages show it.
    pub fn shown(&self, row: Row) -> String {
        let line = match self.list() {
            Some(list) if list.delimiter == BLANKS => row.iter().collect::<Vec<_>>().join(" "),
            _ => row.joined(),
        };
        line.chars().take(SHOWN).collect()
    }

    /// Passes over a title above the header of a spreadsheet, or an empty row.
    pub fn pass_over_title(&mut self, row: Row) {
        if !row.is_blank() {
            let what = "titles above the header";
            self.intake.builder.pass_over(self.intake.file, what, self.shown(row));
        }
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
