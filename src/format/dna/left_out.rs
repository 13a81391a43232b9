//! What is left out, and what is read only up to a limit.

use std::collections::BTreeMap;

use crate::error::FileId;
use crate::graph::Builder;

/// How many of each are named.
const NAMED: usize = 5;

/// The longest name that is told, in characters.
const LONGEST: usize = 60;

/// Things that are not taken over: how many of each sort, and the first of them.
#[derive(Debug, Default)]
pub(super) struct LeftOut(BTreeMap<String, (usize, Vec<String>)>);

impl LeftOut {
    /// One more of a sort.
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

    /// Tells a builder, sort by sort.
    pub(super) fn tell(self, file: FileId, builder: &mut Builder) {
        for (what, (count, names)) in self.0 {
            for index in 0..count {
                builder.leave_out(file, &what, names.get(index).map_or("", String::as_str));
            }
        }
    }
}

/// How many bytes may be told of once for every stance: one document, one coder, one value behind
/// thousands of them makes a small file large.
#[derive(Debug)]
pub(super) struct Copies(usize);

impl Copies {
    pub(super) fn of(bytes: &[u8]) -> Self {
        Self(bytes.len().saturating_mul(16).saturating_add(1 << 20))
    }

    /// Whether there is room for so many more.
    pub(super) fn take(&mut self, length: usize) -> bool {
        let rest = self.0.checked_sub(length);
        self.0 = rest.unwrap_or(self.0);
        rest.is_some()
    }
}
