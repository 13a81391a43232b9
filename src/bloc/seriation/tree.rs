//! Hierarchical clustering with average linkage, which joins no clusters that have nothing in common.

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
    /// The mean distance of their things; never less than that of an earlier merge within them.
    pub height: f64,
    /// Whether something of the one has something in common with something of the other, and both are joined
    /// within. Else the merge says where the two stand in the order, and is no part of the tree.
    pub is_joined: bool,
}

/// The merges of all things into one cluster: those that have nothing in common last.
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
        let is_joined = near.tier.is_known() && inner.clone().all(|merge| merge.is_joined);
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

/// Which merges come first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Tier {
    Alike,
    InGroup,
    AlikeAcross,
    Across,
}

impl Tier {
    fn of(is_within: bool, is_known: bool) -> Self {
        match (is_within, is_known) {
            (true, true) => Self::Alike,
            (true, false) => Self::InGroup,
            (false, true) => Self::AlikeAcross,
            (false, false) => Self::Across,
        }
    }

    fn is_known(self) -> bool {
        match self {
            Self::Alike | Self::AlikeAcross => true,
            Self::InGroup | Self::Across => false,
        }
    }
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
    sizes: Vec<f64>,
    distances: Vec<f64>,
    tiers: Vec<Tier>,
}

impl Clusters {
    fn of(distances: &Distances, groups: &[usize]) -> Self {
        let len = distances.len();
        let square = || (0..len * len).map(|place| (place / len, place % len));
        let tier = |(a, b): (usize, usize)| {
            Tier::of(groups[a] == groups[b], a == b || distances.is_known(a, b))
        };
        Self {
            numbers: (0..len).map(Some).collect(),
            sizes: vec![1.0; len],
            distances: square().map(|(a, b)| distances.get(a, b)).collect(),
            tiers: square().map(tier).collect(),
        }
    }

    fn near(&self, slot: usize, other: usize) -> Near {
        let place = slot * self.numbers.len() + other;
        Near { tier: self.tiers[place], distance: self.distances[place], slot: other }
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
        let (one, other) = (self.sizes[a], self.sizes[b]);
        for slot in (0..len).filter(|slot| *slot != a && self.numbers[*slot].is_some()) {
            let (near, far) = (self.near(slot, a), self.near(slot, b));
            let distance = (near.distance * one + far.distance * other) / (one + other);
            // Within one group until all groups are one cluster each.
            let tier = near.tier.min(far.tier);
            for place in [slot * len + a, a * len + slot] {
                (self.distances[place], self.tiers[place]) = (distance, tier);
            }
        }
        self.sizes[a] = one + other;
        self.numbers[a] = Some(number);
    }
}
