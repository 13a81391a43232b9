//! Hierarchical clustering with average linkage over the pairs that have something in common. It joins no clusters that
//! have nothing in common, and none that are farther apart than near.

use super::Distances;

/// Two clusters that become one.
///
/// Things are the clusters `0..n`; merge `i` makes cluster `n + i`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Merge {
    /// One cluster.
    pub left: usize,
    /// The other one, of a higher number.
    pub right: usize,
    /// The mean distance of those of their things that have something in common; never less than that of an earlier
    /// merge within them.
    pub height: f64,
    /// Whether that distance is below the middle, and both are joined within. Else the merge says where the two
    /// stand in the order, and is no part of the tree.
    pub is_joined: bool,
}

/// The merges of all things into one cluster: first those that are near, last those that have nothing in common.
pub(super) fn average(distances: &Distances) -> Vec<Merge> {
    average_in_groups(distances, &vec![0; distances.len()])
}

/// The same, where all things of a group become one before groups do.
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

/// What two clusters have to do with one another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Bond {
    /// They are nearer than the middle.
    Near,
    /// They have something in common, on which they are apart.
    Apart,
    /// They have nothing in common.
    Unknown,
}

/// Which merges come first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Tier {
    is_across_groups: bool,
    bond: Bond,
}

/// A cluster of a higher slot, and how far it is.
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

/// The clusters that are left, each in the slot of one of its things.
struct Clusters {
    numbers: Vec<Option<usize>>,
    /// The mean distance of the pairs of two clusters that have something in common, and how many they are; a guess
    /// where there are none.
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

    /// The nearest cluster of a higher slot.
    fn nearest(&self, slot: usize) -> Option<Near> {
        self.numbers[slot]?;
        let others = (slot + 1..self.numbers.len()).filter(|other| self.numbers[*other].is_some());
        others.map(|other| self.near(slot, other)).min_by(Near::order)
    }

    /// Puts the cluster of slot `b` to that of slot `a`.
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
            // Within one group until all groups are one cluster each.
            let is_across = self.is_across[near] && self.is_across[far];
            for place in [slot * len + a, a * len + slot] {
                self.distances[place] = distance;
                (self.known[place], self.is_across[place]) = (known, is_across);
            }
        }
        self.numbers[a] = Some(number);
    }
}
