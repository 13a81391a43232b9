//! Reads what it can of a text that is broken in places.

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::document::Parsed;
use super::limit::Limits;
use super::tree::{Lines, Node};
use crate::error::{Cause, Fault, MAX_FAULTS};

/// The lines of the tables whose names are broken, for the first [`MAX_FAULTS`] slips.
fn nameless(broken: &[(Cause, Range<usize>)], lines: &Lines) -> Vec<Range<u32>> {
    let slips = broken.iter().filter(|(cause, _)| matches!(cause, Cause::Slip { .. }));
    slips.take(MAX_FAULTS).filter_map(|(_, span)| lines.of_table(span.start)).collect()
}

/// Reads a tree, and adds the syntax faults of its text.
pub fn understood(
    root: Option<Node>,
    broken: Vec<(Cause, Range<usize>)>,
    lines: &Lines,
    limits: &Limits,
) -> Parsed {
    let mut parsed = root.map(|root| Parsed::of(&root, lines, limits)).unwrap_or_default();
    // The fields of a table with a broken name seem to belong to the table before it.
    let nameless = nameless(&broken, lines);
    if !broken.is_empty() {
        // A missing field may be in a broken line, and one fault per line is enough.
        let broken_lines = broken.iter().map(|(_, span)| lines.place(span).line);
        let broken_lines = broken_lines.collect::<FxHashSet<_>>();
        parsed.faults.retain(|fault| {
            let is_nameless = |line: u32| nameless.iter().any(|table| table.contains(&line));
            !matches!(fault.cause, Cause::MissingField { .. })
                && !fault.place.is_some_and(|place| {
                    broken_lines.contains(&place.line) || is_nameless(place.line)
                })
        });
        for (cause, span) in broken {
            parsed.faults.push_with(|| Fault { cause, place: Some(lines.place(&span)) });
        }
        parsed.is_broken = true;
    }
    parsed
}
