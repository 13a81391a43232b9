//! Hierarchical clustering with average linkage, over the pairs that have something in common.
//!
//! The tree joins neither clusters that have nothing in common, nor clusters that are not near.

use super::Distances;

/// A merge of two clusters into one.
///
/// The things are the clusters `0..n`; merge `i` makes cluster `n + i`.
// Closed: a step of a tree: two parts, a distance and a size.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Merge {
    /// One cluster.
    pub left: usize,
    /// The other cluster, with a higher number.
    pub right: usize,
    /// The mean distance of the pairs that have something in common; never less than that of an earlier merge within
    /// the two.
    pub height: f64,
    /// Whether the height is below the middle, and both clusters are joined themselves. If not, the merge only says
    /// where the two stand in the order, and is not part of the tree.
    pub is_joined: bool,
}

/// Merges all things into one cluster: those that are near first, those that have nothing in common last.
pub(super) fn average(distances: &Distances) -> Vec<Merge> {
    average_in_groups(distances, &vec![0; distances.len()])
}

/// The same, but all things of a group are merged before groups are.
pub(super) fn average_in_groups(distances: &Distances, groups: &[usize]) -> Vec<Merge> {
    let len = distances.len();
    let mut clusters = Clusters::of(distances, groups);
    let mut merges = Vec::<Merge>::with_capacity(len.saturating_sub(1));
    let mut nearest = (0..len).map(|slot| clusters.nearest(slot)).collect::<Vec<_>>();
    for _ in 1..len {
        let slots = (0..len).filter_map(|slot| Some((nearest[slot]?, slot)));
        let (near, a) = slots.min_by(|(a, _), (b, _)| a.order(b)).expect("two are left");
        let b = near.slot;
        let ends =
            [clusters.numbers[a], clusters.numbers[b]].map(|number| number.expect("it is left"));
        let (left, right) = (ends[0].min(ends[1]), ends[0].max(ends[1]));
        let of = |cluster: usize| cluster.checked_sub(len).map(|index| merges[index]);
        let inner = [of(left), of(right)].into_iter().flatten();
        let height = inner.clone().map(|merge| merge.height).fold(near.distance, f64::max);
        let is_joined = near.tier.bond == Bond::Near && inner.clone().all(|merge| merge.is_joined);
        merges.push(Merge { left, right, height, is_joined });
        clusters.merge(a, b, len + merges.len() - 1);
        nearest[b] = None;
        for (slot, nearest) in nearest.iter_mut().enumerate() {
            if slot == a || nearest.is_some_and(|near| near.slot == a || near.slot == b) {
                *nearest = clusters.nearest(slot);
            } else if let Some(near) = *nearest
                && slot < a
            {
                let next = clusters.near(slot, a);
                *nearest = Some(if next.order(&near).is_lt() { next } else { near });
            }
        }
    }
    merges
}

/// How two clusters relate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Bond {
    /// They are nearer than the middle.
    Near,
    /// They have something in common, but are not near.
    Apart,
    /// They have nothing in common.
    Unknown,
}

/// The order of merges.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Tier {
    is_across_groups: bool,
    bond: Bond,
}

/// A cluster in a higher slot, with its distance.
#[derive(Clone, Copy, Debug)]
struct Near {
    tier: Tier,
    distance: f64,
    slot: usize,
}

impl Near {
    fn order(&self, other: &Self) -> std::cmp::Ordering {
        self.tier.cmp(&other.tier).then(self.distance.total_cmp(&other.distance))
    }
}

/// The clusters that remain, each in the slot of one of its things.
struct Clusters {
    numbers: Vec<Option<usize>>,
    /// For two clusters the mean distance of the pairs that have something in common, and the number of these pairs;
    /// a guess if there are none.
    distances: Vec<f64>,
    known: Vec<u32>,
    is_across: Vec<bool>,
    middle: f64,
}

impl Clusters {
    fn of(distances: &Distances, groups: &[usize]) -> Self {
        let len = distances.len();
        let square = || (0..len * len).map(|place| (place / len, place % len));
        let is_known = |(a, b): (usize, usize)| u32::from(a == b || distances.is_known(a, b));
        Self {
            numbers: (0..len).map(Some).collect(),
            distances: square().map(|(a, b)| distances.get(a, b)).collect(),
            known: square().map(is_known).collect(),
            is_across: square().map(|(a, b)| groups[a] != groups[b]).collect(),
            middle: distances.middle(),
        }
    }

    fn near(&self, slot: usize, other: usize) -> Near {
        let place = slot * self.numbers.len() + other;
        let distance = self.distances[place];
        let bond = match self.known[place] {
            0 => Bond::Unknown,
            _ if distance < self.middle => Bond::Near,
            _ => Bond::Apart,
        };
        let tier = Tier { is_across_groups: self.is_across[place], bond };
        Near { tier, distance, slot: other }
    }

    /// The nearest cluster in a higher slot.
    fn nearest(&self, slot: usize) -> Option<Near> {
        self.numbers[slot]?;
        let others = (slot + 1..self.numbers.len()).filter(|other| self.numbers[*other].is_some());
        others.map(|other| self.near(slot, other)).min_by(Near::order)
    }

    /// Merges the cluster in slot `b` into the one in slot `a`.
    fn merge(&mut self, a: usize, b: usize, number: usize) {
        let len = self.numbers.len();
        self.numbers[b] = None;
        for slot in (0..len).filter(|slot| *slot != a && self.numbers[*slot].is_some()) {
            let [near, far] = [slot * len + a, slot * len + b];
            let [one, other] = [self.known[near], self.known[far]].map(f64::from);
            let distance = match one + other {
                0.0 => self.distances[near],
                all => (self.distances[near] * one + self.distances[far] * other) / all,
            };
            let known = self.known[near] + self.known[far];
            // Within one group, until each group is one cluster.
            let is_across = self.is_across[near] && self.is_across[far];
            for place in [slot * len + a, a * len + slot] {
                self.distances[place] = distance;
                (self.known[place], self.is_across[place]) = (known, is_across);
            }
        }
        self.numbers[a] = Some(number);
    }
}
