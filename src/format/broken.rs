//! What a text says that is broken in places.

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::document::Parsed;
use super::limit::Limits;
use super::tree::{Lines, Node};
use crate::error::{Cause, Fault, MAX_FAULTS};

/// The lines of tables whose name is broken: of so many as faults are listed of.
fn nameless(broken: &[(Cause, Range<usize>)], lines: &Lines) -> Vec<Range<u32>> {
    let slips = broken.iter().filter(|(cause, _)| matches!(cause, Cause::Slip { .. }));
    slips.take(MAX_FAULTS).filter_map(|(_, span)| lines.of_table(span.start)).collect()
}

/// What a tree says, and what is broken in the text that it is of.
pub fn understood(
    root: Option<Node>,
    broken: Vec<(Cause, Range<usize>)>,
    lines: &Lines,
    limits: &Limits,
) -> Parsed {
    let mut parsed = root.map(|root| Parsed::of(&root, lines, limits)).unwrap_or_default();
    // Without its name, what a table has seems to be another's.
    let nameless = nameless(&broken, lines);
    if !broken.is_empty() {
        // What is missing may stand in what is broken, and one fault a line is enough.
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
