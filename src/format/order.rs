//! The order of stances in files for people.

use std::cmp::Ordering;

use crate::graph::StanceRef;
use crate::model::{Document, Stance, natural};

/// Sorts the stances in reading order; the rest is already sorted by id.
pub fn sorted(mut document: Document) -> Document {
    document.stances.sort_by(reading_order);
    document
}

/// Compares by date, source and locator, then by who says what: the order of a report.
///
/// Undated stances come first. Only identical stances are equal.
pub fn reading_order(a: &Stance, b: &Stance) -> Ordering {
    a.date
        .cmp(&b.date)
        .then_with(|| a.source.cmp(&b.source))
        .then_with(|| natural(a.locator.as_deref(), b.locator.as_deref()))
        .then_with(|| a.actor.cmp(&b.actor))
        .then_with(|| (&a.issue, &a.toward).cmp(&(&b.issue, &b.toward)))
        .then_with(|| (&a.label, a.position).cmp(&(&b.label, b.position)))
        .then_with(|| (&a.speaker, &a.coder).cmp(&(&b.speaker, &b.coder)))
        .then_with(|| (a.strength, a.weight, a.until).cmp(&(b.strength, b.weight, b.until)))
        .then_with(|| {
            (&a.quote, &a.note, &a.grade, &a.id).cmp(&(&b.quote, &b.note, &b.grade, &b.id))
        })
        .then_with(|| a.provenance().cmp(&b.provenance()))
}

/// Compares two stances of one graph in the same order, by their resulting position, written or not.
///
/// The graph keeps what they name sorted by id, so ids compare as numbers, and stances that are equal here
/// are sorted by the rest.
pub fn reading_order_in_graph(a: StanceRef, b: StanceRef) -> Ordering {
    let said = |stance: StanceRef| {
        let edge = *stance.edge();
        (stance.ends(), edge.toward, edge.label, edge.position(), edge.speaker, stance.index())
    };
    (a.date(), a.edge().source)
        .cmp(&(b.date(), b.edge().source))
        .then_with(|| natural(a.locator(), b.locator()))
        .then_with(|| said(a).cmp(&said(b)))
}
