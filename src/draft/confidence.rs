//! How likely a draft is right, by the rule that found it.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::draft::stance::{Found, Rule};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    base: f64,
    other: f64,
    headline: f64,
    holder_referred: f64,
    holder_undeclared: f64,
    holder_person: f64,
    holder_unknown: f64,
    new_issue_without_issues: f64,
    targets: BTreeMap<String, f64>,
    rules: BTreeMap<String, f64>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    toml::from_str(include_str!("tables/confidence.toml"))
        .expect("the table is right, which a test holds")
});

/// Who knows the holder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    /// The map.
    Declared,
    /// The tables of the world.
    World,
    /// The text, which introduces a person.
    Person,
    /// Nobody.
    Nobody,
}

/// The confidence of a draft: how likely a careful coder finds the same, by its rule, and by how its target and its holder
/// were found; `has_issues` is whether the map has any.
pub fn confidence(rule: &Rule, holder: Known, has_issues: bool, is_headline: bool) -> f64 {
    let table = &*TABLE;
    let by_rule = table.rules.get(&rule.name).copied().unwrap_or(table.other);
    let target = if rule.target == Found::New && !has_issues {
        table.new_issue_without_issues
    } else {
        table.targets.get(rule.target.as_str()).copied().unwrap_or(0.0)
    };
    let referred = if rule.is_holder_resolved { table.holder_referred } else { 0.0 };
    let known = match holder {
        Known::Declared => 0.0,
        Known::World => table.holder_undeclared,
        Known::Person => table.holder_person,
        Known::Nobody => table.holder_unknown,
    };
    let headline = if is_headline { table.headline } else { 0.0 };
    let odds = (table.base + by_rule + target + referred + known + headline).exp();
    (odds / (1.0 + odds)).clamp(0.01, 0.99)
}
