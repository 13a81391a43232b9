//! The table of alignments, with one pair in each row.

use super::super::answer::{Cell, Table, plural};
use super::{fill, thin_note};
use crate::error::Error;
use crate::graph::View;
use crate::measure::{Alignment, Measure};

/// The table beside the alignments, in the order of the program.
pub fn pairs(view: &View, min_shared: usize) -> Result<Table, Error> {
    let alignments = view.compare(Measure::Agreement)?;
    let least = min_shared.max(1);
    let closest = alignments.closest(usize::MAX, least);
    let pairs = closest.pairs;
    let title = format!(
        "Who agrees with whom: {} with {}, listed {}",
        plural(pairs.len(), "pair"),
        if least == 1 {
            "a shared target".into()
        } else {
            format!("{least} shared targets or more")
        },
        alignments.comparison().sorted_by()
    );
    let columns = [
        "first",
        "second",
        "#agreement",
        "#95 % interval",
        "#shared",
        "#agree",
        "#disagree",
        "#mixed",
        "#neutral",
    ];
    let mut table = Table::new(title, &columns);
    fill(&mut table, pairs.iter().map(row));
    let single = pairs.iter().filter(|pair| pair.tally.shared == 1).count();
    table.notes.extend(thin_note(single, pairs.len(), "pair"));
    table.notes.push(
        "agreement: 1 where both hold the same positions, as strongly, on all shared targets, 0 where \
         opposite ones; one target counts 0.5 where one of the two is neutral and the other is not, \
         and 0.75 where one supports it half as strongly as the other: the tally tells them apart"
            .into(),
    );
    Ok(table)
}

/// The score, with its tally in the tooltip.
fn score(pair: &Alignment) -> Cell {
    let about = pair.score.map(|score| format!("{score:.2}, {}", pair.tally));
    Cell { about, ..Cell::score(pair.score) }
}

fn row(pair: &Alignment) -> Vec<Cell> {
    let [a, b] = [pair.a(), pair.b()];
    let interval = pair.interval().map(|i| format!("{:.2} to {:.2}", i.low, i.high));
    let tally = pair.tally;
    let number = |number: usize| Cell::text(number.to_string());
    vec![
        Cell::text(a.title()),
        Cell::text(b.title()),
        score(pair).of_pair(a.id.as_str(), b.id.as_str()),
        Cell::maybe(interval),
        number(tally.shared).behind(pair.stances()),
        number(tally.agree),
        number(tally.disagree),
        number(tally.mixed),
        number(tally.neutral),
    ]
}
