//! The lines of a picture: the stances of one actor on one target, grouped.

use crate::graph::{Counts, Side, StanceRef, Standing, View};
use crate::model::Position;

/// The most lines between an actor and a target; more become one.
const MOST_LINES: usize = 3;
/// The most lines of a picture in which each pair may have several.
const MOST_SINGLE: usize = 150;

/// A line of a picture, and the stances that it stands for.
#[derive(Clone, Debug)]
pub(in crate::render::diagrams) struct Strand<'s> {
    pub(in crate::render::diagrams) standing: Standing<'s>,
    pub(in crate::render::diagrams) side: Side,
    pub(in crate::render::diagrams) text: String,
    pub(in crate::render::diagrams) stances: Vec<StanceRef<'s>>,
    /// Whether it stands for several labels.
    pub(in crate::render::diagrams) is_bundle: bool,
}

/// The lines of a view, by actor and target: up to three for a pair, one where
/// there are more or where the picture has very many.
pub(in crate::render::diagrams) fn strands<'s>(view: &'s View) -> Vec<Strand<'s>> {
    let standings = view.standings();
    let single = standings.iter().flat_map(|standing| fan(standing, MOST_LINES));
    let single = single.take(MOST_SINGLE + 1).collect::<Vec<_>>();
    if single.len() <= MOST_SINGLE {
        return single;
    }
    standings.iter().flat_map(|standing| fan(standing, 1)).collect()
}

/// One line for each label, or one for all where there are more than `most`.
fn fan(standing: Standing<'_>, most: usize) -> Vec<Strand<'_>> {
    let mut fan = Vec::<Strand>::new();
    for stance in standing.stances() {
        let (label, side) = (stance.label(), Side::from(stance.position()));
        let same = fan.iter_mut().find(|strand| strand.text == label && strand.side == side);
        match same {
            Some(strand) => strand.stances.push(stance),
            None => fan.push(Strand {
                standing,
                side,
                text: label.to_owned(),
                stances: vec![stance],
                is_bundle: false,
            }),
        }
        if fan.len() > most {
            return vec![bundle(standing)];
        }
    }
    fan
}

fn bundle(standing: Standing<'_>) -> Strand<'_> {
    let stances = standing.stances().collect();
    let text = summary(standing.counts());
    Strand { standing, side: standing.side(), text, stances, is_bundle: true }
}

/// `5 stances: 3 ▲ 2 ▼`.
fn summary(counts: Counts) -> String {
    let parts = [
        (counts.support, Position::Support),
        (counts.oppose, Position::Oppose),
        (counts.neutral, Position::Neutral),
    ];
    let parts = parts.into_iter().filter(|(count, _)| *count > 0);
    let parts = parts.map(|(count, position)| {
        format!(" {count} {}", crate::render::theme::Mark::of(position.into()).glyph)
    });
    format!("{} stances:{}", counts.total(), parts.collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Stance;
    use crate::{StanceGraph, Undeclared};

    fn lines(labels: &[&str]) -> Vec<(String, Side, usize)> {
        let mut builder = StanceGraph::builder();
        builder.undeclared(Undeclared::Create);
        for label in labels {
            builder.stance(&Stance::on_issue("Ann", *label, "tunnel").unwrap());
        }
        let graph = builder.build().unwrap();
        let view = graph.view();
        let lines = strands(&view).into_iter();
        lines.map(|strand| (strand.text, strand.side, strand.stances.len())).collect()
    }

    #[test]
    fn the_same_label_twice_is_one_line() {
        let found = lines(&["supports", "supports", "opposes"]);
        let wanted = [("opposes".into(), Side::Oppose, 1), ("supports".into(), Side::Support, 2)];
        assert_eq!(found.len(), 2);
        assert!(wanted.iter().all(|line| found.contains(line)), "{found:?}");
    }

    #[test]
    fn more_than_three_labels_are_one_line() {
        let found = lines(&["supports", "opposes", "backs", "condemns", "supports"]);
        assert_eq!(found, [("5 stances: 3 ▲ 2 ▼".into(), Side::Mixed, 5)]);
    }
}
