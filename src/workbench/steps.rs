//! Undo and redo: steps by content, so that what somebody else wrote meanwhile stays.

use std::collections::VecDeque;
use std::ops::Range;
use std::path::PathBuf;
use std::time::Duration;

use similar::{Algorithm, DiffOp};

use crate::edit::Changed;

/// A step that can be taken back.
#[derive(Clone, Debug)]
pub struct Step {
    /// What was done: "add: Ann opposes Tunnel".
    pub what: String,
    pub files: Vec<Turn>,
}

/// What a step did to one file.
#[derive(Clone, Debug)]
pub struct Turn {
    pub path: PathBuf,
    pub old: String,
    pub new: String,
}

/// The most bytes of texts that are kept for steps.
const MOST_BYTES: usize = 64 << 20;
/// The most steps.
const MOST: usize = 500;

/// Steps, the last one on top.
#[derive(Debug, Default)]
pub struct Steps(VecDeque<Step>);

impl Steps {
    pub fn push(&mut self, step: Step) {
        self.0.push_back(step);
        while self.0.len() > 1 && (self.0.len() > MOST || self.bytes() > MOST_BYTES) {
            self.0.pop_front();
        }
    }

    fn bytes(&self) -> usize {
        let turns = self.0.iter().flat_map(|step| &step.files);
        turns.map(|turn| turn.old.len() + turn.new.len()).sum()
    }

    pub fn last(&self) -> Option<&Step> {
        self.0.back()
    }

    pub fn pop(&mut self) -> Option<Step> {
        self.0.pop_back()
    }

    pub fn clear(&mut self) {
        self.0.clear();
    }
}

impl Step {
    pub fn of(what: String, files: &[Changed]) -> Self {
        let files = files.iter().map(|file| Turn {
            path: file.path.clone(),
            old: file.old.clone(),
            new: file.new.clone(),
        });
        Self { what, files: files.collect() }
    }

    /// The same step the other way round.
    pub fn turned(&self) -> Self {
        let files = self.files.iter().map(|turn| Turn {
            path: turn.path.clone(),
            old: turn.new.clone(),
            new: turn.old.clone(),
        });
        Self { what: self.what.clone(), files: files.collect() }
    }
}

/// The time after which a comparison of texts takes larger pieces.
const PATIENCE: Duration = Duration::from_secs(2);

/// Makes the changes from one text to another in a third, which came of the first too; `None` if both changed the same
/// lines.
///
/// ```text
/// base ──▶ ours          base ──▶ theirs
///   └────────── both ──────────▶ merged
/// ```
pub fn merged(base: &str, ours: &str, theirs: &str) -> Option<String> {
    if base == theirs {
        return Some(ours.to_owned());
    }
    let [base, ours, theirs] = [base, ours, theirs].map(lines);
    let (mine, other) = (changes(&base, &ours), changes(&base, &theirs));
    let mut out = String::new();
    let (mut at, mut a, mut b) = (0, mine.iter().peekable(), other.iter().peekable());
    loop {
        let (next, from) = match (a.peek(), b.peek()) {
            (None, None) => break,
            (Some(_), None) => (a.next()?, &ours),
            (None, Some(_)) => (b.next()?, &theirs),
            (Some(one), Some(two)) => {
                if one.old.start < two.old.end && two.old.start < one.old.end
                    || is_within(one, two)
                    || is_within(two, one)
                {
                    return None;
                }
                // What is inserted where the other replaces stands before it.
                let is_first = (one.old.start, one.old.end) <= (two.old.start, two.old.end);
                if is_first { (a.next()?, &ours) } else { (b.next()?, &theirs) }
            }
        };
        base.get(at..next.old.start)?.iter().for_each(|line| out.push_str(line));
        from.get(next.new.clone())?.iter().for_each(|line| out.push_str(line));
        at = next.old.end;
    }
    base.get(at..)?.iter().for_each(|line| out.push_str(line));
    Some(out)
}

/// Whether one inserts lines within those that the other replaces.
fn is_within(one: &Change, two: &Change) -> bool {
    one.old.is_empty() && two.old.start < one.old.start && one.old.start < two.old.end
}

/// The lines of a text with their line breaks.
fn lines(text: &str) -> Vec<&str> {
    text.split_inclusive('\n').collect()
}

/// Lines that are replaced by others.
struct Change {
    old: Range<usize>,
    new: Range<usize>,
}

fn changes(old: &[&str], new: &[&str]) -> Vec<Change> {
    let until = std::time::Instant::now() + PATIENCE;
    let ops = similar::capture_diff_slices_deadline(Algorithm::Myers, old, new, Some(until));
    let ops = ops.into_iter().filter(|op| !matches!(op, DiffOp::Equal { .. }));
    ops.map(|op| Change { old: op.old_range(), new: op.new_range() }).collect()
}

#[cfg(test)]
mod tests {
    use super::merged;

    #[test]
    fn changes_of_different_lines_are_both_made() {
        let base = "a\nb\nc\n";
        assert_eq!(merged(base, "a\nc\n", "a\nb\nc\nd\n").as_deref(), Some("a\nc\nd\n"));
        assert_eq!(merged(base, "a\nb\nC\n", "A\nb\nc\n").as_deref(), Some("A\nb\nC\n"));
        assert_eq!(merged(base, "a\nb\nc\nx\n", "a\nb\n").as_deref(), Some("a\nb\nx\n"));
        assert_eq!(merged(base, base, "x").as_deref(), Some("x"));
    }

    #[test]
    fn changes_of_the_same_line_are_none() {
        assert_eq!(merged("a\nb\n", "a\nB\n", "a\nß\n"), None);
        assert_eq!(merged("a\nb\nc\n", "a\n", "a\nb\nx\nc\n"), None);
    }
}
