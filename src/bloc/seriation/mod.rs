//! Seriation: orders things so that neighbours are alike, by hierarchical clustering and optimal leaf order.

mod alignments;
mod distances;
mod leaf_order;
mod standings;
mod tree;

pub use distances::Distances;
pub use tree::Merge;

use leaf_order::leaf_order;

/// An order of things in which neighbours are alike, with the tree behind it.
///
/// The tree comes from hierarchical clustering with average linkage. It allows many orders, because each merge can
/// swap its two sides. This is the one with the least sum of distances between neighbours, by the exact algorithm
/// of Bar-Joseph, Gifford & Jaakkola. Of an order and its reverse, it is the one that begins with the lower number.
///
/// # Complexity
///
/// O(n³) time at worst and O(n²) memory; 400 things take a few hundredths of a second.
///
/// # References
///
/// Bar-Joseph, Z., Gifford, D. K. & Jaakkola, T. S. (2001). Fast optimal leaf ordering for hierarchical
/// clustering. Bioinformatics 17, S22-S29.
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
    /// Orders things by their distances.
    ///
    /// No tree joins things that have nothing in common: a thing whose distance to all others is a
    /// [guess](Distances::is_known) has a place in the order, but none in a tree.
    #[must_use]
    pub fn of(distances: &Distances) -> Self {
        Self::by(distances, tree::average(distances))
    }

    /// Orders things so that those of one group stay side by side: the tree joins all of a group before it joins
    /// groups. `groups` has the group of each thing.
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

    /// The same things in another order; the tree is dropped unless the order is the same.
    #[cfg(feature = "svg")]
    pub(crate) fn reordered(self, order: Vec<usize>) -> Self {
        if order == self.order { self } else { Self { merges: Vec::new(), order } }
    }

    /// The same order from the other end, with the same tree.
    #[must_use]
    pub fn reversed(self) -> Self {
        let order = self.order.into_iter().rev().collect();
        Self { order, ..self }
    }

    /// Whether the order has its tree: it has not been [`reordered`](Self::reordered).
    #[cfg(feature = "svg")]
    pub(crate) fn has_tree(&self) -> bool {
        self.merges.len() + 1 >= self.order.len()
    }

    /// The numbers of the things, in order.
    #[must_use]
    pub fn order(&self) -> &[usize] {
        &self.order
    }

    /// The merges of the tree, in the order in which they happened: one fewer than there are things.
    #[must_use]
    pub fn merges(&self) -> &[Merge] {
        &self.merges
    }

    /// The sum of the distances between neighbours.
    ///
    /// # Panics
    ///
    /// If the distances are of fewer things.
    #[must_use]
    pub fn length(&self, distances: &Distances) -> f64 {
        self.order.windows(2).map(|pair| distances.get(pair[0], pair[1])).sum()
    }
}
