//! Damaged files.

use proptest::prelude::*;
use proptest::sample::Index;
use stancegraph::{Error, Format};

/// Replaces bytes by texts: where, how many, and which text.
pub fn cut(bytes: &mut Vec<u8>, cuts: &[(Index, usize, impl AsRef<[u8]>)]) {
    for (at, length, text) in cuts {
        let start = at.index(bytes.len() + 1);
        let end = (start + length).min(bytes.len());
        bytes.splice(start..end, text.as_ref().iter().copied());
    }
}

/// Checks that the bytes are read, or have faults, each at an existing place.
pub fn is_read_or_refused(format: Format, bytes: &[u8]) -> Result<(), TestCaseError> {
    let Err(error) = format.read(bytes) else { return Ok(()) };
    let Error::Faults(faults) = error else { panic!("{error}") };
    prop_assert!(!faults.is_empty());
    for fault in &faults {
        prop_assert!(fault.place.is_some(), "{}", fault.cause);
        if let (Some(place), true) = (fault.place, std::str::from_utf8(bytes).is_ok()) {
            let excerpt = faults.files().excerpt(place).cloned().unwrap_or_default();
            let shown = u32::try_from(excerpt.text().chars().count()).expect("short");
            let columns = excerpt.skipped() + shown + 1;
            prop_assert!(place.column <= columns, "{place:?} {excerpt:?} {}", fault.cause);
        }
    }
    Ok(())
}
