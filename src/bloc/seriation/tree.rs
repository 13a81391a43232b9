//! Hierarchical clustering with average linkage.

use kodama::{Method, linkage};

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
}

/// The merges of all things into one cluster.
pub(super) fn average(distances: &Distances) -> Vec<Merge> {
    merges(distances.pairs().to_vec(), distances.len(), 0.0)
}

/// The same, where all things of a group become one before groups do.
pub(super) fn average_in_groups(distances: &Distances, groups: &[usize]) -> Vec<Merge> {
    let len = distances.len();
    // With this on top, two groups are further from one another than any two things of one.
    let apart = 1.0 + 2.0 * distances.pairs().iter().copied().fold(0.0, f64::max);
    let pairs = (0..len).flat_map(|a| (a + 1..len).map(move |b| (a, b)));
    let raised = pairs.zip(distances.pairs()).map(|((a, b), distance)| {
        if groups[a] == groups[b] { *distance } else { distance + apart }
    });
    merges(raised.collect(), len, apart)
}

/// The merges by raised distances; heights from `apart` on are lowered again.
fn merges(mut pairs: Vec<f64>, len: usize, apart: f64) -> Vec<Merge> {
    if len < 2 {
        return Vec::new();
    }
    let tree = linkage(&mut pairs, len, Method::Average);
    let mut merges = Vec::<Merge>::with_capacity(len - 1);
    for step in tree.steps() {
        let (left, right) = (step.cluster1, step.cluster2);
        let own = step.dissimilarity;
        let own = if apart > 0.0 && own >= apart { own - apart } else { own };
        let of =
            |cluster: usize| cluster.checked_sub(len).map_or(0.0, |index| merges[index].height);
        let height = own.max(of(left)).max(of(right));
        merges.push(Merge { left, right, height });
    }
    merges
}
