//! The joint distribution: how often each position of one actor meets each position of another.

use std::cmp::Ordering;

use crate::graph::{Side, Standing};
use crate::model::exact::Unit;

/// The level of an actor on one target: the side, and the value.
///
/// ```
/// use stancegraph::graph::Side;
/// use stancegraph::measure::Level;
///
/// assert_eq!(Level::from(-0.5), Level { side: Side::Oppose, value: -0.5 });
/// assert_eq!(Level::from(0.0).side, Side::Neutral);
/// ```
// Closed: a measure of standings is a function of these.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Level {
    /// The side; the value alone does not show whether a standing is mixed.
    pub side: Side,
    /// The value, in [-1, 1].
    pub value: f64,
}

impl From<f64> for Level {
    fn from(value: f64) -> Self {
        let side = match value.partial_cmp(&0.0) {
            Some(Ordering::Greater) => Side::Support,
            Some(Ordering::Less) => Side::Oppose,
            _ => Side::Neutral,
        };
        Self { side, value }
    }
}

impl From<Standing<'_>> for Level {
    fn from(standing: Standing) -> Self {
        // Adding zero turns -0 into 0.
        Self { side: standing.side(), value: standing.value() + 0.0 }
    }
}

impl Level {
    fn cmp(&self, other: &Self) -> Ordering {
        self.value.total_cmp(&other.value).then(self.side.cmp(&other.side))
    }

    /// The level as a category: strength does not count, and mixed is a category of its own.
    pub(crate) fn category(self) -> f64 {
        match self.side {
            Side::Oppose => -1.0,
            Side::Neutral => 0.0,
            Side::Support => 1.0,
            Side::Mixed => 2.0,
        }
    }
}

/// A pair of levels, with the number of targets on which the two actors have them.
// Closed: a measure of standings is a function of these.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cell {
    /// The level of the first actor.
    pub a: Level,
    /// The level of the second actor.
    pub b: Level,
    /// The number of targets.
    pub count: u32,
    /// The weight of each of these targets; 1 unless weights are given.
    pub weight: f64,
}

impl Cell {
    fn order(&self, other: &Self) -> Ordering {
        let by_levels = self.a.cmp(&other.a).then_with(|| self.b.cmp(&other.b));
        by_levels.then_with(|| self.weight.total_cmp(&other.weight))
    }
}

/// The joint distribution of two actors' standings on their shared targets, which is all that a measure of
/// positions needs.
///
/// It is collected from pairs of values, or of [`Level`]s. The cells are sorted, so no measure depends on the
/// order of targets.
///
/// ```
/// use stancegraph::measure::Joint;
///
/// let joint = [(1.0, 1.0), (1.0, -1.0), (1.0, 1.0)].into_iter().collect::<Joint>();
/// assert_eq!(joint.shared(), 3);
/// assert_eq!(joint.cells().len(), 2);
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Joint {
    cells: Vec<Cell>,
}

impl Joint {
    /// The cells, sorted by the two levels.
    #[must_use]
    pub fn cells(&self) -> &[Cell] {
        &self.cells
    }

    /// The number of targets on which both have a standing.
    #[must_use]
    pub fn shared(&self) -> usize {
        self.cells.iter().map(|cell| cell.count as usize).sum()
    }

    /// The two values on each shared target, sorted.
    ///
    /// ```
    /// use stancegraph::measure::Joint;
    ///
    /// let joint = [(1.0, 1.0), (1.0, -1.0), (1.0, 1.0)].into_iter().collect::<Joint>();
    /// let values = joint.values().collect::<Vec<_>>();
    /// assert_eq!(values, [(1.0, -1.0), (1.0, 1.0), (1.0, 1.0)]);
    /// ```
    pub fn values(&self) -> impl Iterator<Item = (f64, f64)> {
        let cells = self.cells.iter();
        cells
            .flat_map(|cell| std::iter::repeat_n((cell.a.value, cell.b.value), cell.count as usize))
    }

    pub(crate) fn clear(&mut self) {
        self.cells.clear();
    }

    /// Adds a cell; call [`Joint::settle`] afterwards.
    pub(crate) fn push(&mut self, cell: Cell) {
        self.cells.push(cell);
    }

    /// Sorts the cells and merges equal ones.
    pub(crate) fn settle(&mut self) {
        if self.cells.len() < 2 {
            return;
        }
        self.cells.sort_unstable_by(Cell::order);
        self.cells.dedup_by(|next, cell| {
            let alike = cell.order(next) == Ordering::Equal;
            if alike {
                cell.count += next.count;
            }
            alike
        });
    }

    /// The same cells with different counts; cells with a count of zero are left out.
    pub(crate) fn recounted(&self, counts: &[u32]) -> Self {
        let cells = self.cells.iter().zip(counts);
        let cells = cells.map(|(cell, count)| Cell { count: *count, ..*cell });
        Self { cells: cells.filter(|cell| cell.count > 0).collect() }
    }

    /// The sum of a function over all targets.
    pub(crate) fn sum(&self, of: impl Fn(&Cell) -> f64) -> f64 {
        self.cells.iter().map(|cell| f64::from(cell.count) * of(cell)).sum()
    }

    /// The total weight of all targets, and the total of weight times distance of the two levels, both in one unit
    /// in which they are exact if there is one. The largest possible distance is twice the weight.
    pub(crate) fn distance(&self, weight: impl Fn(&Cell) -> f64) -> (f64, f64) {
        let levels = self.cells.iter().flat_map(|cell| [cell.a.value, cell.b.value]);
        let levels = Unit::of(levels).unwrap_or(Unit::NONE);
        let weights = Unit::of(self.cells.iter().map(&weight)).unwrap_or(Unit::NONE);
        let weight = |cell: &Cell| weights.whole(weight(cell));
        let apart = |cell: &Cell| (levels.whole(cell.a.value) - levels.whole(cell.b.value)).abs();
        (self.sum(weight) * levels.parts(), self.sum(|cell| weight(cell) * apart(cell)))
    }

    /// The mean of a function over all targets; `None` without targets.
    pub(crate) fn mean(&self, of: impl Fn(&Cell) -> f64) -> Option<f64> {
        let shared = self.sum(|_| 1.0);
        (shared > 0.0).then(|| self.sum(of) / shared)
    }
}

impl<L: Into<Level>> FromIterator<(L, L)> for Joint {
    fn from_iter<I: IntoIterator<Item = (L, L)>>(pairs: I) -> Self {
        let cell = |(a, b): (L, L)| Cell { a: a.into(), b: b.into(), count: 1, weight: 1.0 };
        pairs.into_iter().map(cell).collect()
    }
}

impl FromIterator<Cell> for Joint {
    fn from_iter<I: IntoIterator<Item = Cell>>(cells: I) -> Self {
        let mut joint = Self { cells: cells.into_iter().collect() };
        joint.settle();
        joint
    }
}
