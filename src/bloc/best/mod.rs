//! The backbone of a signed graph: what all its best partitions have in common.
//!
//! A search ends at one partition with the least disagreement, but others can be as good. Only what all of them
//! say about two nodes is an answer. So each connected component is searched for *all* its best partitions, with
//! a fixed amount of work, which gives the same answer on every machine.

mod core;
mod freedom;
mod walk;

use self::core::{Placement, placement};
use self::freedom::Freedom;
use super::components::components;
use super::partition::{Partition, tolerance};
use super::search::{BlocCount, Search};
use super::signed_graph::{Pair, SignedGraph};
use walk::{Component, Found, MOST_NODES, Work};

/// The number of best partitions: that of each connected component, multiplied over the components.
///
/// Partitions that differ in the names of blocs only count once.
///
/// ```
/// use stancegraph::bloc::BestCount;
///
/// assert_eq!(BestCount::AtLeast(3).known(), Some(3));
/// assert_eq!(BestCount::Unknown.known(), None);
/// ```
// Closed: a number is known, bounded or neither.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BestCount {
    /// Exactly this many.
    Exactly(u64),
    /// This many were found, and there can be more.
    AtLeast(u64),
    /// No partition is proved the best.
    Unknown,
}

impl BestCount {
    /// How many are known to exist; `None` if not even one is.
    #[must_use]
    pub fn known(self) -> Option<u64> {
        match self {
            Self::Exactly(count) | Self::AtLeast(count) => Some(count),
            Self::Unknown => None,
        }
    }

    /// This count plus the partitions in which `free` nodes each have a choice of two.
    fn and(self, free: usize) -> Self {
        let more = u32::try_from(free).ok().and_then(|free| 2_u64.checked_pow(free));
        match (self, more) {
            (Self::Exactly(count), Some(more)) => {
                count.checked_add(more).map_or(Self::AtLeast(u64::MAX), Self::Exactly)
            }
            (Self::Exactly(_) | Self::AtLeast(_), _) => Self::AtLeast(u64::MAX),
            (Self::Unknown, _) => Self::Unknown,
        }
    }

    fn times(self, other: Self) -> Self {
        match (self, other) {
            (Self::Unknown, _) | (_, Self::Unknown) => Self::Unknown,
            (Self::Exactly(a), Self::Exactly(b)) => {
                a.checked_mul(b).map_or(Self::AtLeast(u64::MAX), Self::Exactly)
            }
            (Self::Exactly(a) | Self::AtLeast(a), Self::Exactly(b) | Self::AtLeast(b)) => {
                Self::AtLeast(a.saturating_mul(b))
            }
        }
    }
}

/// What all best partitions have in common, and one of them.
#[derive(Clone, Debug)]
pub struct Backbone {
    /// One best partition.
    pub(crate) partition: Partition,
    /// The bloc of each node; `None` if best partitions differ on it. Equal numbers in two components mean nothing.
    pub(crate) blocs: Vec<Option<usize>>,
    /// The nodes without a bloc, in groups that are together in all best partitions.
    pub(crate) unplaced: Vec<Vec<usize>>,
    pub(crate) best: BestCount,
}

/// The backbone; `None` if it takes more than the fixed amount of work.
pub fn backbone(graph: &SignedGraph, count: BlocCount) -> Option<Backbone> {
    let (unit, pairs) = graph.whole_pairs();
    let slack = tolerance(unit, &pairs);
    let all = members(&components(graph));
    if all.iter().any(|nodes| nodes.len() > MOST_NODES) {
        return None;
    }
    let mut work = Work::default();
    let mut labels = vec![0; graph.nodes()];
    let mut blocs = vec![None; graph.nodes()];
    let (mut unplaced, mut best, mut bound) = (Vec::new(), BestCount::Exactly(1), 0.0);
    for nodes in all {
        let component = Component::of(&pairs, &nodes, most(count, nodes.len()), slack);
        let Found { labels: own, value, common, count } = component.best(&mut work)?;
        let Placement { blocs: placed, unplaced: others } = placement(&component, &own, &common);
        bound += value;
        best = best.times(count);
        for (place, node) in nodes.iter().enumerate() {
            (labels[*node], blocs[*node]) = (own[place], placed[place]);
        }
        let by_node = |group: Vec<usize>| group.iter().map(|n| nodes[*n]).collect::<Vec<_>>();
        unplaced.extend(others.into_iter().map(by_node));
    }
    unplaced.sort();
    let least = pairs.iter().map(super::partition::unavoidable).fold(0.0, |sum, least| sum + least);
    let partition = Partition::bounded(unit, &pairs, &labels, least + bound);
    Some(Backbone { partition, blocs, unplaced, best })
}

/// The backbone as far as one partition tells: a node that can move at no cost has no bloc.
pub fn outline(graph: &SignedGraph, count: BlocCount, partition: Partition) -> Backbone {
    let (unit, pairs) = graph.whole_pairs();
    let slack = tolerance(unit, &pairs);
    let components = components(graph);
    let most = |nodes| most(count, nodes);
    let free = Freedom::new(&components, &pairs, &partition.blocs, most).moves(slack);
    let is_free = |node: &usize| free[*node] > 0;
    let place = |node| (!is_free(&node)).then_some(partition.blocs[node]);
    let blocs = (0..graph.nodes()).map(place).collect();
    let unplaced = (0..graph.nodes()).filter(is_free).map(|node| vec![node]).collect();
    let others = free.iter().sum::<u64>();
    // Two moves can lead to one partition: of two blocs of one node each, either joins the other.
    let best = match partition.proved {
        true => BestCount::AtLeast(1 + others.div_ceil(2)),
        false => BestCount::Unknown,
    };
    Backbone { partition, blocs, unplaced, best }
}

/// The most blocs that a component can have.
fn most(count: BlocCount, nodes: usize) -> usize {
    match count {
        BlocCount::Two => nodes.min(2),
        BlocCount::AtMost(most) => nodes.min(most.get()),
        BlocCount::Any => nodes,
    }
}

/// The nodes of each component, in rising order.
fn members(components: &[usize]) -> Vec<Vec<usize>> {
    let mut members = vec![Vec::new(); components.iter().max().map_or(0, |last| last + 1)];
    components.iter().enumerate().for_each(|(node, component)| members[*component].push(node));
    members
}

/// A good partition to start from.
fn first_guess(nodes: usize, pairs: &[Pair], most: usize) -> Vec<usize> {
    let mut graph = SignedGraph::new(nodes);
    for pair in pairs {
        graph.add(pair.u, pair.v, pair.net()).expect("the nodes of a component");
    }
    let count = match most {
        2 => BlocCount::Two,
        _ if most >= nodes => BlocCount::Any,
        _ => std::num::NonZeroUsize::new(most).map_or(BlocCount::Any, BlocCount::AtMost),
    };
    Search::new(count).without_proof().partition(&graph).blocs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn graph(nodes: usize, ties: &[(usize, usize, f64)]) -> SignedGraph {
        let mut graph = SignedGraph::new(nodes);
        ties.iter().for_each(|(u, v, weight)| graph.add(*u, *v, *weight).unwrap());
        graph
    }

    #[test]
    fn who_is_against_both_camps_is_in_neither() {
        let ties =
            [(0, 1, 1.0), (2, 3, 1.0), (0, 2, -1.0), (1, 3, -1.0), (4, 0, -1.0), (4, 2, -1.0)];
        let found = backbone(&graph(5, &ties), BlocCount::Two).unwrap();
        assert_eq!(found.blocs, [Some(0), Some(0), Some(1), Some(1), None]);
        assert_eq!((found.unplaced, found.best), (vec![vec![4]], BestCount::Exactly(2)));
        assert!(found.partition.proved && (found.partition.value - 1.0).abs() < 1e-9);
        let found = backbone(&graph(5, &ties), BlocCount::Any).unwrap();
        assert_eq!(found.blocs[4], Some(2));
        assert_eq!(found.best, BestCount::Exactly(1));
    }

    #[test]
    fn many_who_are_free_to_choose_are_counted_and_not_walked_through() {
        // Two camps of two, and sixty who are against both.
        let mut ties = vec![(0, 1, 100.0), (2, 3, 100.0), (0, 2, -100.0), (1, 3, -100.0)];
        for free in 4..64 {
            ties.extend([(free, 0, -1.0), (free, 2, -1.0)]);
        }
        let found = backbone(&graph(64, &ties), BlocCount::Two).unwrap();
        assert_eq!(found.best, BestCount::Exactly(1 << 60));
        assert_eq!(found.blocs[..4], [Some(0), Some(0), Some(1), Some(1)]);
        assert!(found.blocs[4..].iter().all(Option::is_none));
    }

    #[test]
    fn graphs_of_eighteen_nodes_are_decided_whatever_their_signs() {
        let mut random = fastrand::Rng::with_seed(1);
        for round in 0..6 {
            let share = [0.5, 0.3, 0.8][round % 3];
            let mut graph = SignedGraph::new(18);
            for (u, v) in (0..18).flat_map(|v| (0..v).map(move |u| (u, v))) {
                graph.add(u, v, if random.f64() < share { 1.0 } else { -1.0 }).unwrap();
            }
            for count in [BlocCount::Two, BlocCount::AtMost(3.try_into().unwrap()), BlocCount::Any]
            {
                let found = backbone(&graph, count).expect("it is small");
                let searched = Search::new(count).partition(&graph);
                assert!((found.partition.value - searched.value).abs() < 1e-9, "{round}, {count}");
            }
        }
    }

    #[test]
    fn three_enemies_are_in_no_two_camps() {
        let ties = [(0, 1, -1.0), (1, 2, -1.0), (2, 0, -1.0)];
        let found = backbone(&graph(3, &ties), BlocCount::Two).unwrap();
        assert_eq!((found.blocs, found.best), (vec![None; 3], BestCount::Exactly(3)));
        let found = backbone(&graph(3, &ties), BlocCount::Any).unwrap();
        assert_eq!(found.blocs, [Some(0), Some(1), Some(2)]);
        assert_eq!(found.best, BestCount::Exactly(1));
    }

    #[test]
    fn those_who_move_together_are_unplaced_together() {
        // Two friends, drawn to a camp of three as much as away from it.
        let ties = [(0, 1, 2.0), (1, 2, 2.0), (0, 2, 2.0), (3, 4, 2.0), (3, 0, 1.0), (4, 1, -1.0)];
        let found = backbone(&graph(5, &ties), BlocCount::Two).unwrap();
        assert_eq!(found.blocs, [Some(0), Some(0), Some(0), None, None]);
        assert_eq!((found.unplaced, found.best), (vec![vec![3, 4]], BestCount::Exactly(2)));
    }

    #[test]
    fn a_star_of_enemies_is_decided_although_its_leaves_can_be_grouped_in_many_ways() {
        let ties = (1..18).map(|leaf| (0, leaf, -1.0)).collect::<Vec<_>>();
        let found = backbone(&graph(18, &ties), BlocCount::Any).unwrap();
        assert_eq!(found.blocs[0], Some(0));
        assert!(found.blocs[1..].iter().all(Option::is_none));
        assert!(matches!(found.best, BestCount::AtLeast(count) if count > 1000));
        let found = backbone(&graph(18, &ties), BlocCount::Two).unwrap();
        assert_eq!(found.best, BestCount::Exactly(1));
    }
}
