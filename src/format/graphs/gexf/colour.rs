//! Colours for Gephi: those of our light pictures and, for kinds of actors, others that remain distinct with
//! every type of colour vision.

use std::collections::{BTreeMap, BTreeSet};

const SUPPORT: [u8; 3] = [0x00, 0x72, 0xb2];
const OPPOSE: [u8; 3] = [0xd5, 0x5e, 0x00];
const NEUTRAL: [u8; 3] = [0x76, 0x76, 0x76];
const ACTOR: [u8; 3] = [0x33, 0x33, 0x33];
const ISSUE: [u8; 3] = [0xa6, 0xa6, 0xa6];
/// The colours of Okabe and Ito that stand for no position.
const KINDS: [[u8; 3]; 5] = [
    [0x00, 0x9e, 0x73],
    [0xcc, 0x79, 0xa7],
    [0xe6, 0x9f, 0x00],
    [0x56, 0xb4, 0xe9],
    [0xf0, 0xe4, 0x42],
];

/// The colour of an edge, by its position.
pub(super) fn edge(position: &str) -> [u8; 3] {
    match position {
        "support" => SUPPORT,
        "oppose" => OPPOSE,
        _ => NEUTRAL,
    }
}

/// The colours of nodes.
pub(super) struct Colours<'g>(BTreeMap<&'g str, [u8; 3]>);

impl<'g> Colours<'g> {
    /// Assigns colours to kinds of actors, until they run out.
    pub(super) fn of(kinds: BTreeSet<&'g str>) -> Self {
        Self(kinds.into_iter().zip(KINDS).collect())
    }

    /// The colour of an issue, or of an actor by its kind.
    pub(super) fn node(&self, is_issue: bool, kind: Option<&str>) -> [u8; 3] {
        let by_kind = kind.and_then(|kind| self.0.get(kind)).copied();
        if is_issue { ISSUE } else { by_kind.unwrap_or(ACTOR) }
    }
}
