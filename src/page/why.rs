//! Why two actors are close or not.

use std::cmp::Ordering;

use serde::Serialize;

use super::answer::{Cell, Table, plural};
use crate::error::Error;
use crate::graph::{Standing, View};
use crate::measure::{Contribution, Measure, Tally};

/// The alignment of two actors, target by target.
#[derive(Serialize)]
pub(super) struct Why {
    title: String,
    verdict: String,
    tables: Vec<Table>,
    /// The stances behind it.
    stances: Vec<String>,
}

/// What pulls two actors together, and what pulls them apart.
pub(super) fn why(view: &View, a: &str, b: &str) -> Result<Why, Error> {
    let pair = view.alignment(a, b, Measure::Agreement)?;
    let mut shared = pair.contributions();
    shared.sort_by(order);
    let names = [pair.a().title(), pair.b().title()];
    let title = format!("What {} and {} agree and disagree on", names[0], names[1]);
    let mut table = Table::new(title, &["relation", "target", names[0], names[1], "#influence"]);
    table.rows = shared.iter().map(row).collect();
    if !table.rows.is_empty() {
        let note = "influence: the score less what it would be without this target";
        table.notes.push(note.into());
    }
    let mut tables = vec![table];
    let ties = pair.ties().into_iter().flatten().collect::<Vec<_>>();
    if !ties.is_empty() {
        tables.push(of_one_another(&ties));
    }
    Ok(Why {
        title: format!("{} and {}", names[0], names[1]),
        verdict: verdict(pair.score, pair.interval().map(|i| [i.low, i.high]), pair.tally),
        tables,
        stances: super::answer::ids(pair.stances()),
    })
}

/// Orders by relation, then by influence, the largest first.
fn order(a: &Contribution, b: &Contribution) -> Ordering {
    let weight = |one: &Contribution| one.influence.unwrap_or(0.0).abs();
    let by_relation = a.shared.relation().cmp(&b.shared.relation());
    let by_weight = by_relation.then(weight(b).total_cmp(&weight(a)));
    by_weight.then_with(|| a.shared.target().id().cmp(b.shared.target().id()))
}

fn row(contribution: &Contribution) -> Vec<Cell> {
    let shared = &contribution.shared;
    let both = shared.a.deciding().chain(shared.b.deciding());
    let influence = contribution.influence.map(|influence| format!("{influence:+.2}"));
    vec![
        Cell::text(shared.relation().as_str()),
        Cell::text(shared.target().title()).behind(both),
        at(shared.a),
        at(shared.b),
        Cell::maybe(influence),
    ]
}

fn at(standing: Standing) -> Cell {
    Cell::side(standing.side()).behind(standing.deciding())
}

fn of_one_another(ties: &[Standing]) -> Table {
    let title = format!("Of one another: {}", plural(ties.len(), "standing"));
    let mut table = Table::new(title, &["actor", "position", "toward"]);
    table.rows = ties
        .iter()
        .map(|tie| {
            let names = [tie.actor().title(), tie.target().title()];
            vec![Cell::text(names[0]), at(*tie), Cell::text(names[1])]
        })
        .collect();
    table
}

fn verdict(score: Option<f64>, interval: Option<[f64; 2]>, tally: Tally) -> String {
    let Tally { shared, agree, disagree, mixed, neutral } = tally;
    let score = match (score, interval) {
        (Some(score), Some([low, high])) => {
            format!("Agreement {score:.2} (95 %: {low:.2} to {high:.2}) on ")
        }
        (Some(score), None) => format!("Agreement {score:.2} on "),
        (None, _) => String::new(),
    };
    match shared {
        0 => "They share no target, so there is no answer.".into(),
        _ => format!(
            "{score}{}: {agree} agree, {disagree} disagree, {mixed} mixed, {neutral} neutral",
            plural(shared, "shared target")
        ),
    }
}
