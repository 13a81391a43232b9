//! Counts what is left out, and limits repeated texts.

use std::collections::BTreeMap;

use crate::error::FileId;
use crate::graph::Builder;

/// The number of names to report for each kind.
const NAMED: usize = 5;

/// The longest name to report, in characters.
const LONGEST: usize = 60;

/// The things left out: for each kind, their number and the first names.
#[derive(Debug, Default)]
pub(super) struct LeftOut(BTreeMap<String, (usize, Vec<String>)>);

impl LeftOut {
    /// Adds one to a kind.
    pub(super) fn add(&mut self, what: &str, name: impl AsRef<str>) {
        if !self.0.contains_key(what) {
            self.0.insert(what.into(), (0, Vec::new()));
        }
        let (count, names) = self.0.get_mut(what).expect("it is there now");
        *count += 1;
        if names.len() < NAMED {
            let name = name.as_ref().chars().take(LONGEST);
            let name = name.map(|c| if c.is_control() { ' ' } else { c }).collect();
            if !names.contains(&name) {
                names.push(name);
            }
        }
    }

    /// Reports everything to a builder, kind by kind.
    pub(super) fn tell(self, file: FileId, builder: &mut Builder) {
        for (what, (count, names)) in self.0 {
            for index in 0..count {
                builder.leave_out(file, &what, names.get(index).map_or("", String::as_str));
            }
        }
    }
}

/// A limit on the bytes of texts that stances share: a document, a coder or a value that thousands of stances
/// repeat makes a small file large.
#[derive(Debug)]
pub(super) struct Copies(usize);

impl Copies {
    pub(super) fn of(bytes: &[u8]) -> Self {
        Self(bytes.len().saturating_mul(16).saturating_add(1 << 20))
    }

    /// Takes some bytes; returns false if there is not enough room.
    pub(super) fn take(&mut self, length: usize) -> bool {
        let rest = self.0.checked_sub(length);
        self.0 = rest.unwrap_or(self.0);
        rest.is_some()
    }
}
