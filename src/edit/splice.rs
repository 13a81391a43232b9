//! Pieces of a text that are replaced.

use std::cmp::Reverse;
use std::ops::Range;

/// A piece of a text, and what stands there instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Splice {
    pub range: Range<usize>,
    pub text: String,
}

impl Splice {
    pub fn replace(range: Range<usize>, text: impl Into<String>) -> Self {
        Self { range, text: text.into() }
    }

    pub fn insert(at: usize, text: impl Into<String>) -> Self {
        Self::replace(at..at, text)
    }

    pub fn remove(range: Range<usize>) -> Self {
        Self::replace(range, "")
    }
}

/// The text with all pieces replaced. A piece within one that is removed is gone with it.
pub fn spliced(text: &str, mut splices: Vec<Splice>) -> String {
    // What is inserted stands before what is replaced there.
    splices
        .sort_by_key(|Splice { range, .. }| (range.start, !range.is_empty(), Reverse(range.end)));
    let (mut new, mut at) = (String::with_capacity(text.len()), 0);
    for Splice { range, text: replacement } in splices {
        if range.end < at || range.start < at && !range.is_empty() && range.end <= at {
            continue;
        }
        let start = range.start.max(at);
        new.push_str(&text[at..start]);
        new.push_str(&replacement);
        at = range.end.max(at);
    }
    new.push_str(&text[at..]);
    new
}
