//! Finds blocs again with other ties, and compares them with the known ones.

use std::collections::BTreeMap;

use super::{BlocCount, Partition, Search, SignedGraph};
use crate::bloc::components::components;
use crate::bloc::search::Deadline;

/// The component and the bloc of each node; `None` for a node without a tie.
pub type Cast = Vec<Option<(usize, usize)>>;

/// Groups the nodes of a graph anew.
///
/// If the known partition (a label for each node) is as good as the one found, it stays: a search can end at
/// any of several best ones, and that is no change. The search runs without proof, so that the same ties
/// give the same blocs on every machine. `None` if time ran out.
pub fn recast(
    graph: &SignedGraph,
    known: &[usize],
    count: BlocCount,
    seed: u64,
    deadline: Deadline,
) -> Option<Cast> {
    let unlimited = Search::new(count).seed(seed).without_proof();
    let search = deadline.left().map_or(unlimited, |left| unlimited.time_limit(left));
    let found = search.partition(graph);
    if deadline.passed() {
        return None;
    }
    let before = Partition::of(graph, known);
    let slack = 1e-9 * (1.0 + found.value.abs());
    let labels = if before.value <= found.value + slack { before.blocs } else { found.blocs };
    let mut is_tied = vec![false; graph.nodes()];
    for tie in graph.ties() {
        [is_tied[tie.u], is_tied[tie.v]] = [true, true];
    }
    let casts = components(graph).into_iter().zip(labels);
    Some(casts.zip(is_tied).map(|(cast, is_tied)| is_tied.then_some(cast)).collect())
}

/// The nodes that have moved to another bloc. Names of blocs do not count.
///
/// In each new component, old and new blocs are matched by the number of nodes they share, the most
/// first. A node that is in no matched pair has moved.
pub fn moved(known: &[usize], cast: &Cast) -> Vec<usize> {
    let mut counts: BTreeMap<_, usize> = BTreeMap::new();
    for (old, new) in known.iter().zip(cast) {
        if let Some((component, new)) = new {
            *counts.entry((*component, *old, *new)).or_default() += 1;
        }
    }
    let mut shared = counts.into_iter().collect::<Vec<_>>();
    shared.sort_by(|(a, most), (b, other)| other.cmp(most).then(a.cmp(b)));
    let (mut olds, mut news) = (BTreeMap::new(), BTreeMap::new());
    for ((component, old, new), _) in shared {
        if !olds.contains_key(&(component, old)) && !news.contains_key(&(component, new)) {
            olds.insert((component, old), new);
            news.insert((component, new), old);
        }
    }
    let has_moved = |node: &usize| {
        let old = known[*node];
        cast[*node].is_some_and(|(component, new)| olds.get(&(component, old)) != Some(&new))
    };
    (0..known.len()).filter(has_moved).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocs_are_the_same_whatever_they_are_called() {
        let cast = |blocs: [usize; 5]| blocs.map(|bloc| Some((0, bloc))).to_vec();
        assert_eq!(moved(&[0, 0, 1, 1, 1], &cast([7, 7, 3, 3, 3])), Vec::<usize>::new());
        assert_eq!(moved(&[0, 0, 1, 1, 1], &cast([7, 3, 3, 3, 3])), [1]);
        assert_eq!(moved(&[0, 0, 0, 0, 0], &cast([7, 7, 3, 3, 3])), [0, 1]);
    }

    #[test]
    fn each_part_is_matched_by_itself_and_who_lost_all_ties_has_not_moved() {
        let cast = vec![Some((0, 0)), Some((0, 1)), Some((1, 1)), Some((1, 0)), None];
        assert_eq!(moved(&[0, 1, 0, 1, 0], &cast), Vec::<usize>::new());
    }

    #[test]
    fn a_known_partition_is_kept_where_none_is_better() {
        let mut graph = SignedGraph::new(4);
        for (u, v) in [(0, 1), (1, 2), (2, 0)] {
            graph.add(u, v, -1.0).unwrap();
        }
        for known in [[0, 1, 1, 0], [0, 0, 1, 0], [0, 1, 0, 0]] {
            let forever = Deadline::after(None);
            let cast = recast(&graph, &known, BlocCount::Two, 1, forever).expect("time enough");
            assert_eq!(moved(&known, &cast), Vec::<usize>::new());
            assert_eq!(cast[3], None);
        }
    }
}
