//! How close the actors are, one pair a row.

use super::super::answer::{Cell, Table, plural};
use super::fill;
use crate::graph::View;
use crate::measure::{Alignment, Measure};

/// The table beside the alignments: the closest first, then those with the most in common.
pub(in crate::page) fn pairs(view: &View) -> Table {
    let mut pairs = view.alignments(Measure::Agreement).collect::<Vec<_>>();
    pairs.retain(|pair| pair.tally.shared > 0);
    let score = |pair: &Alignment| pair.score.unwrap_or(-1.0);
    pairs.sort_by(|a, b| {
        let by_score = score(b).total_cmp(&score(a));
        by_score.then(b.tally.shared.cmp(&a.tally.shared)).then(a.pair().cmp(&b.pair()))
    });
    let title =
        format!("Who agrees with whom: {} with a shared target", plural(pairs.len(), "pair"));
    let columns =
        ["first", "second", "#agreement", "#95 % interval", "#shared", "#agree", "#disagree"];
    let mut table = Table::new(title, &columns);
    fill(&mut table, pairs.iter().map(row));
    table.notes.push("agreement: 1 where both hold the same positions, as strongly, on all shared targets, 0 where \
         opposite ones; who is neutral is half way"
            .into());
    table
}

fn row(pair: &Alignment) -> Vec<Cell> {
    let [a, b] = [pair.a(), pair.b()];
    let interval = pair.interval().map(|i| format!("{:.2} to {:.2}", i.low, i.high));
    let tally = pair.tally;
    let number = |number: usize| Cell::text(number.to_string());
    vec![
        Cell::text(a.title()),
        Cell::text(b.title()),
        Cell::score(pair.score).of_pair(a.id.as_str(), b.id.as_str()),
        Cell::maybe(interval),
        number(tally.shared).behind(pair.stances()),
        number(tally.agree),
        number(tally.disagree),
    ]
}
