//! An order in which neighbours are alike: clustering, and the best order of its tree.

mod alignments;
mod distances;
mod leaf_order;
mod standings;
mod tree;

pub use distances::Distances;
pub use tree::Merge;

use leaf_order::leaf_order;

/// An order of things in which neighbours are alike, and the tree behind it.
///
/// The tree comes from hierarchical clustering with average linkage. Of the orders that it allows
/// (each of its merges may turn its two sides round) the one is taken in which the distances of
/// neighbours add up to the least, by the exact algorithm of Bar-Joseph, Gifford & Jaakkola (2001),
/// "Fast optimal leaf ordering for hierarchical clustering", Bioinformatics 17. Of an order and its
/// reverse it is the one that begins with the lower number.
///
/// # Complexity
///
/// O(n³) time at worst and O(n²) memory; 400 things take some hundredths of a second.
///
/// # Examples
///
/// ```
/// use stancegraph::bloc::{Distances, Seriation};
///
/// let places = [3.0_f64, 0.0, 7.0, 1.0];
/// let distances = Distances::between(places.len(), |a, b| (places[a] - places[b]).abs())?;
/// let seriation = Seriation::of(&distances);
/// assert_eq!(seriation.order(), [1, 3, 0, 2]);
/// assert_eq!(seriation.length(&distances), 7.0);
/// # Ok::<(), stancegraph::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Seriation {
    merges: Vec<Merge>,
    order: Vec<usize>,
}

impl Seriation {
    /// The order of things by their distances.
    ///
    /// No tree joins what has nothing in common: things whose distance to all others is a [guess](Distances::is_known) have
    /// their place in the order, and none in a tree.
    #[must_use]
    pub fn of(distances: &Distances) -> Self {
        Self::by(distances, tree::average(distances))
    }

    /// The order of things of which those of one group stay side by side: the tree joins all of a
    /// group before it joins groups. `groups` has the group of each thing.
    ///
    /// # Panics
    ///
    /// If there are fewer groups than things.
    ///
    /// ```
    /// use stancegraph::bloc::{Distances, Seriation};
    ///
    /// let places = [0.0_f64, 2.0, 3.0, 10.0];
    /// let distances = Distances::between(places.len(), |a, b| (places[a] - places[b]).abs())?;
    /// assert_eq!(Seriation::of(&distances).order(), [0, 1, 2, 3]);
    /// assert_eq!(Seriation::in_groups(&distances, &[0, 1, 0, 1]).order(), [0, 2, 1, 3]);
    /// # Ok::<(), stancegraph::Error>(())
    /// ```
    #[must_use]
    pub fn in_groups(distances: &Distances, groups: &[usize]) -> Self {
        Self::by(distances, tree::average_in_groups(distances, groups))
    }

    fn by(distances: &Distances, merges: Vec<Merge>) -> Self {
        let order = leaf_order(distances, &merges);
        Self { merges, order }
    }

    /// The same things in another order, which has no tree unless it is the same.
    #[cfg(feature = "svg")]
    pub(crate) fn reordered(self, order: Vec<usize>) -> Self {
        if order == self.order { self } else { Self { merges: Vec::new(), order } }
    }

    /// The same order from its other end, with the same tree.
    #[must_use]
    pub fn reversed(self) -> Self {
        let order = self.order.into_iter().rev().collect();
        Self { order, ..self }
    }

    /// Whether the order comes with its tree: it is not [`reordered`](Self::reordered).
    #[cfg(feature = "svg")]
    pub(crate) fn has_tree(&self) -> bool {
        self.merges.len() + 1 >= self.order.len()
    }

    /// The numbers of the things, in their order.
    #[must_use]
    pub fn order(&self) -> &[usize] {
        &self.order
    }

    /// The merges of the tree, the later on top of the earlier: one less than there are things.
    #[must_use]
    pub fn merges(&self) -> &[Merge] {
        &self.merges
    }

    /// What the distances of neighbours add up to.
    ///
    /// # Panics
    ///
    /// If the distances are those of fewer things.
    #[must_use]
    pub fn length(&self, distances: &Distances) -> f64 {
        self.order.windows(2).map(|pair| distances.get(pair[0], pair[1])).sum()
    }
}
