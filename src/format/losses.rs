//! Counts what a format cannot hold.

use crate::error::LeftOut;
use crate::graph::StanceGraph;
#[cfg(feature = "svg")]
use crate::graph::StanceRef;

/// A count of something; `None` if it is zero.
pub fn counted(count: usize, one: &str, many: &str) -> Option<LeftOut> {
    let what = if count == 1 { one } else { many };
    (count > 0).then(|| LeftOut { count, ..LeftOut::new("", what) })
}

/// The range in which positions were coded.
pub fn coded_range(graph: &StanceGraph) -> Option<LeftOut> {
    let count = usize::from(graph.coded_range().is_some());
    counted(count, "range of coded positions", "ranges of coded positions")
}

/// What stances have besides their ends, labels, addressees and positions.
#[cfg(feature = "svg")]
pub fn evidence(graph: &StanceGraph) -> Vec<LeftOut> {
    type Has = fn(StanceRef) -> bool;
    let parts: [(&str, &str, Has); 10] = [
        ("strength", "strengths", |stance| !stance.strength().is_full()),
        ("speaker", "speakers", |stance| stance.speaker().is_some()),
        ("date", "dates", |stance| stance.date().is_some()),
        ("last date", "last dates", |stance| stance.until().is_some()),
        ("source", "sources", |stance| stance.source().is_some()),
        ("locator", "locators", |stance| stance.locator().is_some()),
        ("quote", "quotes", |stance| stance.quote().is_some()),
        ("note", "notes", |stance| stance.note().is_some()),
        ("coder", "coders", |stance| stance.coder().is_some()),
        ("grade", "grades", |stance| stance.grade().is_some()),
    ];
    let count = |has: Has| graph.stances().filter(|stance| has(*stance)).count();
    parts.into_iter().filter_map(|(one, many, has)| counted(count(has), one, many)).collect()
}

/// What actors and issues have besides their ids and names.
pub fn details(graph: &StanceGraph) -> Vec<LeftOut> {
    let (actors, issues) = (graph.actors(), graph.issues());
    let aliases = actors.iter().map(|actor| actor.aliases.len());
    let aliases = aliases.chain(issues.iter().map(|issue| issue.aliases.len()));
    let attributes = actors.iter().map(|actor| actor.attributes.len());
    let attributes = attributes.chain(issues.iter().map(|issue| issue.attributes.len()));
    let kinds = actors.iter().filter(|actor| actor.kind.is_some()).count();
    let parts = actors.iter().filter(|actor| actor.part_of.is_some()).count();
    let descriptions = issues.iter().filter(|issue| issue.description.is_some()).count();
    let details = [
        counted(kinds, "kind of an actor", "kinds of actors"),
        counted(parts, "actor's being part of another", "actors' being part of others"),
        counted(descriptions, "description", "descriptions"),
        counted(aliases.sum(), "other name", "other names"),
        counted(attributes.sum(), "attribute", "attributes"),
    ];
    details.into_iter().flatten().collect()
}
