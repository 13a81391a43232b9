//! Counts what is left out.

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
