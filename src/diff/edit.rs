//! Edits: what was added, removed or changed.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::rename::{Renamed, Same};

/// The difference in one thing.
// Closed: what two graphs do not share is added, removed or edited.
#[derive(Clone, Debug, PartialEq)]
pub enum Edit<T> {
    /// Only the new side has it.
    Added(T),
    /// Only the old side has it.
    Removed(T),
    /// Both sides have it, with different content.
    Edited {
        /// The old one.
        old: T,
        /// The new one.
        new: T,
        /// The fields that differ.
        fields: Vec<FieldEdit>,
    },
    /// Both sides have it, under different ids.
    Renamed {
        /// The old one.
        old: T,
        /// The new one.
        new: T,
        /// The fields that differ, the id first.
        fields: Vec<FieldEdit>,
        /// How many of its stances are the same.
        same: Same,
    },
}

/// The four ways in which a thing can differ.
// Closed: what two graphs do not share is added, removed or edited.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum EditKind {
    /// Only the new side has it.
    Added,
    /// Only the old side has it.
    Removed,
    /// Both have it, with other content.
    Edited,
    /// Both have it, under different ids.
    Renamed,
}

impl EditKind {
    /// "added", "removed", "edited" or "renamed".
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Edited => "edited",
            Self::Renamed => "renamed",
        }
    }
}

/// A field with a different value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct FieldEdit {
    /// The name, as in a file; `attributes.party` for one within another.
    pub field: String,
    /// The old value; `None` if there was none.
    pub old: Option<String>,
    /// The new value; `None` if there is none.
    pub new: Option<String>,
}

impl<T: Copy> Edit<T> {
    /// Which of the four it is.
    #[must_use]
    pub fn kind(&self) -> EditKind {
        match self {
            Self::Added(_) => EditKind::Added,
            Self::Removed(_) => EditKind::Removed,
            Self::Edited { .. } => EditKind::Edited,
            Self::Renamed { .. } => EditKind::Renamed,
        }
    }

    /// "added", "removed", "edited" or "renamed".
    #[must_use]
    pub fn as_str(&self) -> &'static str {
        self.kind().as_str()
    }

    /// The old one; `None` if it was added.
    #[must_use]
    pub fn before(&self) -> Option<T> {
        match self {
            Self::Added(_) => None,
            Self::Removed(old) | Self::Edited { old, .. } | Self::Renamed { old, .. } => Some(*old),
        }
    }

    /// The new one; `None` if it was removed.
    #[must_use]
    pub fn after(&self) -> Option<T> {
        match self {
            Self::Removed(_) => None,
            Self::Added(new) | Self::Edited { new, .. } | Self::Renamed { new, .. } => Some(*new),
        }
    }

    /// The new one, or the old one if it was removed.
    #[must_use]
    pub fn latest(&self) -> T {
        match self {
            Self::Added(it)
            | Self::Removed(it)
            | Self::Edited { new: it, .. }
            | Self::Renamed { new: it, .. } => *it,
        }
    }

    /// The fields that differ; empty unless it was edited or renamed.
    #[must_use]
    pub fn fields(&self) -> &[FieldEdit] {
        match self {
            Self::Added(_) | Self::Removed(_) => &[],
            Self::Edited { fields, .. } | Self::Renamed { fields, .. } => fields,
        }
    }

    /// How many of its stances are the same, if it was renamed.
    #[must_use]
    pub fn same(&self) -> Option<Same> {
        match self {
            Self::Added(_) | Self::Removed(_) | Self::Edited { .. } => None,
            Self::Renamed { same, .. } => Some(*same),
        }
    }
}

impl fmt::Display for FieldEdit {
    /// `label: supports -> opposes`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let value = |value: &Option<String>| value.clone().unwrap_or_else(|| "(none)".into());
        write!(f, "{}: {} -> {}", self.field, value(&self.old), value(&self.new))
    }
}

/// The fields in which two things differ, by name.
pub(super) fn fields(old: &impl Serialize, new: &impl Serialize) -> Vec<FieldEdit> {
    let json = |it: Result<Value, serde_json::Error>| it.expect("words have texts as keys");
    let mut edits = Vec::new();
    compare("", &json(serde_json::to_value(old)), &json(serde_json::to_value(new)), &mut edits);
    edits
}

fn compare(field: &str, old: &Value, new: &Value, edits: &mut Vec<FieldEdit>) {
    let is_within = |value: &Value| value.is_object() || value.is_null();
    if old == new {
    } else if is_within(old) && is_within(new) {
        let keys = [old, new].into_iter().filter_map(Value::as_object).flat_map(|map| map.keys());
        for key in keys.collect::<std::collections::BTreeSet<_>>() {
            let name = if field.is_empty() { key.clone() } else { format!("{field}.{key}") };
            let value = |of: &Value| of.get(key).cloned().unwrap_or_default();
            compare(&name, &value(old), &value(new), edits);
        }
    } else {
        edits.push(FieldEdit { field: field.into(), old: shown(old), new: shown(new) });
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "the enum is not ours")]
fn shown(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        other => Some(other.to_string()),
    }
}

/// The differences between two lists that are sorted by id.
pub(super) fn by_id<'v, T: Serialize + PartialEq>(
    old: &'v [T],
    new: &'v [T],
    id: impl Fn(&T) -> &str,
) -> Vec<Edit<&'v T>> {
    let pairs = side_by_side(old.iter(), new.iter(), |old, new| id(old).cmp(id(new)));
    let edits = pairs.filter_map(|pair| match pair {
        (Some(old), None) => Some(Edit::Removed(old)),
        (None, Some(new)) => Some(Edit::Added(new)),
        (Some(old), Some(new)) if old != new => Some(edited(old, new)),
        _ => None,
    });
    edits.collect()
}

/// Walks through two lists in the same order: what both have comes as a pair.
pub(super) fn side_by_side<T>(
    old: impl Iterator<Item = T>,
    new: impl Iterator<Item = T>,
    compare: impl Fn(&T, &T) -> Ordering,
) -> impl Iterator<Item = (Option<T>, Option<T>)> {
    let (mut old, mut new) = (old.peekable(), new.peekable());
    std::iter::from_fn(move || {
        let order = match (old.peek(), new.peek()) {
            (None, None) => return None,
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (Some(old), Some(new)) => compare(old, new),
        };
        let first = if order.is_le() { old.next() } else { None };
        Some((first, if order.is_ge() { new.next() } else { None }))
    })
}

/// The same with what was renamed as one edit; `before` gives an old one with the names of now.
pub(super) fn with_renamed<'v, T: Serialize + PartialEq>(
    edits: Vec<Edit<&'v T>>,
    renamed: &Renamed,
    id: impl Fn(&T) -> &str,
    before: impl Fn(&T) -> T,
) -> Vec<Edit<&'v T>> {
    let mut gone = BTreeMap::new();
    for edit in &edits {
        if let Edit::Removed(old) = edit
            && let Some((new, same)) = renamed.ids.get(id(old))
        {
            gone.insert(*new, (*old, *same));
        }
    }
    let edits = edits.into_iter().filter_map(|edit| match edit {
        Edit::Removed(old) if renamed.ids.contains_key(id(old)) => None,
        Edit::Added(new) if gone.contains_key(id(new)) => {
            let (old, same) = gone[id(new)];
            let of = FieldEdit {
                field: "id".into(),
                old: Some(id(old).into()),
                new: Some(id(new).into()),
            };
            let others = fields(&before(old), new).into_iter().filter(|edit| edit.field != "id");
            Some(Edit::Renamed {
                old,
                new,
                fields: std::iter::once(of).chain(others).collect(),
                same,
            })
        }
        Edit::Edited { old, new, .. } => {
            let fields = fields(&before(old), new);
            (!fields.is_empty()).then_some(Edit::Edited { old, new, fields })
        }
        other @ (Edit::Added(_) | Edit::Removed(_) | Edit::Renamed { .. }) => Some(other),
    });
    edits.collect()
}

fn edited<'v, T: Serialize>(old: &'v T, new: &'v T) -> Edit<&'v T> {
    Edit::Edited { old, new, fields: fields(old, new) }
}
