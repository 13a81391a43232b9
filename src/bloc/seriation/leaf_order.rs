//! Optimal leaf order: the shortest of the orders that a tree allows.
//!
//! Dynamic programming over the merges, from the leaves up (Bar-Joseph, Gifford & Jaakkola 2001). For every
//! pair of leaves on different sides of a merge it finds the shortest order that begins with one and ends with
//! the other: the minimum over the two leaves at which the sides meet. It is taken in two steps, first over the last
//! leaf of the left side, then over the first leaf of the right side. So a merge of p and q leaves costs
//! O(pq(p + q)), and the tree O(n³).

use super::{Distances, Merge};

/// The order of all leaves with the least sum of distances between neighbours.
pub(super) fn leaf_order(distances: &Distances, merges: &[Merge]) -> Vec<usize> {
    let len = distances.len();
    if merges.is_empty() {
        return (0..len).collect();
    }
    let mut orders = Orders::of(distances, merges);
    (0..merges.len()).for_each(|merge| orders.join(merge));
    let mut order = orders.best();
    if order.first() > order.last() {
        order.reverse();
    }
    order
}

/// The shortest orders of every cluster, by their first and last leaves.
struct Orders<'d> {
    distances: Vec<f64>,
    merges: &'d [Merge],
    len: usize,
    /// The leaves of each cluster: those of its left side, then those of its right side.
    leaves: Vec<Vec<usize>>,
    /// For each pair of leaves the least length of an order from one to the other, of the cluster that joins
    /// them.
    least: Vec<f64>,
}

impl<'d> Orders<'d> {
    fn of(distances: &Distances, merges: &'d [Merge]) -> Self {
        let len = distances.len();
        let mut leaves = (0..len).map(|leaf| vec![leaf]).collect::<Vec<_>>();
        for merge in merges {
            let both = [&leaves[merge.left][..], &leaves[merge.right]].concat();
            leaves.push(both);
        }
        let square = (0..len * len).map(|place| distances.get(place / len, place % len));
        Self { distances: square.collect(), merges, len, leaves, least: vec![0.0; len * len] }
    }

    /// The leaves with which an order that begins with a given leaf can end: those of the other side.
    fn ends(&self, cluster: usize, first: usize) -> &[usize] {
        let Some(merge) = cluster.checked_sub(self.len) else { return &self.leaves[cluster] };
        let Merge { left, right, .. } = self.merges[merge];
        let is_left = self.leaves[left].contains(&first);
        &self.leaves[if is_left { right } else { left }]
    }

    /// Computes the lengths of the orders from one side of a merge to the other.
    fn join(&mut self, merge: usize) {
        let Merge { left, right, .. } = self.merges[merge];
        let (lefts, rights) = (self.leaves[left].clone(), self.leaves[right].clone());
        let entries =
            rights.iter().map(|last| self.ends(right, *last).to_vec()).collect::<Vec<_>>();
        let mut reached = vec![0.0; self.len];
        for first in &lefts {
            self.reach(left, *first, &rights, &mut reached);
            for (last, entries) in rights.iter().zip(&entries) {
                let row = &self.least[last * self.len..][..self.len];
                let lengths = entries.iter().map(|entry| reached[*entry] + row[*entry]);
                let least = lengths.fold(f64::INFINITY, f64::min);
                self.least[first * self.len + last] = least;
                self.least[last * self.len + first] = least;
            }
        }
    }

    /// The least lengths of orders that begin with a leaf, go through its whole cluster, and on to each of some other
    /// leaves.
    fn reach(&self, cluster: usize, first: usize, others: &[usize], reached: &mut [f64]) {
        others.iter().for_each(|other| reached[*other] = f64::INFINITY);
        for end in self.ends(cluster, first) {
            let so_far = self.least[first * self.len + end];
            let row = &self.distances[end * self.len..][..self.len];
            for other in others {
                reached[*other] = reached[*other].min(so_far + row[*other]);
            }
        }
    }

    /// The shortest order of all leaves.
    fn best(&self) -> Vec<usize> {
        let Merge { left, right, .. } = self.merges[self.merges.len() - 1];
        let pairs = pairs(&self.leaves[left], &self.leaves[right]);
        let length = |(first, last): &(usize, usize)| self.least[first * self.len + last];
        let ends = least_by(pairs, length);
        let mut order = Vec::with_capacity(self.len);
        // Clusters whose order is not written yet, with its ends; the next one is on top.
        let mut open = vec![(self.leaves.len() - 1, ends)];
        while let Some((cluster, (first, last))) = open.pop() {
            match cluster.checked_sub(self.len) {
                None => order.push(cluster),
                Some(merge) => open.extend(self.split(merge, first, last)),
            }
        }
        order
    }

    /// The two sides of a merge with the ends of their orders, the second side first.
    fn split(&self, merge: usize, first: usize, last: usize) -> [(usize, (usize, usize)); 2] {
        let Merge { left, right, .. } = self.merges[merge];
        let (one, other) =
            if self.leaves[left].contains(&first) { (left, right) } else { (right, left) };
        let meetings = pairs(self.ends(one, first), self.ends(other, last));
        let (end, begin) = least_by(meetings, |(end, begin)| {
            self.least[first * self.len + end]
                + self.distances[end * self.len + begin]
                + self.least[begin * self.len + last]
        });
        [(other, (begin, last)), (one, (first, end))]
    }
}

/// All pairs of one leaf from each list.
fn pairs<'s>(ones: &'s [usize], others: &'s [usize]) -> impl Iterator<Item = (usize, usize)> {
    ones.iter().flat_map(move |one| others.iter().map(move |other| (*one, *other)))
}

/// The first pair with the least length.
fn least_by(
    pairs: impl Iterator<Item = (usize, usize)>,
    length: impl Fn(&(usize, usize)) -> f64,
) -> (usize, usize) {
    pairs.min_by(|a, b| length(a).total_cmp(&length(b))).expect("both sides of a merge have leaves")
}
