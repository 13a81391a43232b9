//! Distances between things.

use crate::error::Error;

/// The distances between things: a number of 0 or more for every pair.
///
/// # Examples
///
/// ```
/// use stancegraph::bloc::Distances;
///
/// let distances = Distances::between(3, |a, b| (b - a) as f64)?;
/// assert_eq!((distances.len(), distances.get(2, 0), distances.get(1, 1)), (3, 2.0, 0.0));
/// assert!(Distances::between(2, |_, _| f64::NAN).is_err());
/// # Ok::<(), stancegraph::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Distances {
    len: usize,
    /// The upper triangle, row by row.
    pairs: Vec<f64>,
    /// In the same order, whether the pair has something in common.
    known: Vec<bool>,
    /// The distance from which two things are no longer near.
    middle: f64,
}

impl Distances {
    /// The most things: the distances of 5,000 take 100 MB, and putting them in order 300 MB more.
    pub const MOST: usize = 5_000;
    /// The middle of distances in [0, 1]: neither near nor far.
    pub(super) const MIDDLE: f64 = 0.5;

    /// The distances of `len` things. `distance` is called once for each pair, with the lower number first.
    ///
    /// # Errors
    ///
    /// [`Error::TooMany`] for more than [`Distances::MOST`] things, [`Error::Blocs`] for a distance that is
    /// negative, infinite or not a number.
    pub fn between(
        len: usize,
        mut distance: impl FnMut(usize, usize) -> f64,
    ) -> Result<Self, Error> {
        let all = Self::between_some(len, |a, b| (distance(a, b), true))?;
        Ok(Self { middle: f64::INFINITY, ..all })
    }

    /// Distances in [0, 1], some of them guesses for pairs that have nothing in common. No tree joins things by a
    /// guess, nor things as far apart as the middle.
    ///
    /// # Errors
    ///
    /// Those of [`Distances::between`].
    pub(super) fn between_some(
        len: usize,
        mut distance: impl FnMut(usize, usize) -> (f64, bool),
    ) -> Result<Self, Error> {
        let mut distances = Self::empty(len)?;
        for (a, b) in (0..len).flat_map(|a| (a + 1..len).map(move |b| (a, b))) {
            let (found, is_known) = distance(a, b);
            if !found.is_finite() || found < 0.0 {
                return Err(Error::Blocs(format!(
                    "the distance of {a} and {b} is {found}; it has to be 0 or more"
                )));
            }
            distances.pairs.push(found);
            distances.known.push(is_known);
        }
        Ok(distances)
    }

    fn empty(len: usize) -> Result<Self, Error> {
        if len > Self::MOST {
            let (count, most) = (len, Self::MOST);
            return Err(Error::TooMany { what: "things to put in order", count, most });
        }
        let pairs = len * len.saturating_sub(1) / 2;
        let known = Vec::with_capacity(pairs);
        Ok(Self { len, pairs: Vec::with_capacity(pairs), known, middle: Self::MIDDLE })
    }

    /// The number of things.
    #[must_use]
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there are no things.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The distance between two things, in either order; 0 from a thing to itself.
    ///
    /// # Panics
    ///
    /// If one of the numbers is not below [`Distances::len`].
    #[must_use]
    pub fn get(&self, a: usize, b: usize) -> f64 {
        let (low, high) = (a.min(b), a.max(b));
        assert!(high < self.len, "there are {} things, and none of number {high}", self.len);
        if low == high {
            return 0.0;
        }
        self.pairs[self.index(low, high)]
    }

    /// Whether two different things have something in common, so that their distance is not a guess.
    ///
    /// # Panics
    ///
    /// If one of the numbers is not below [`Distances::len`], or both are equal.
    #[must_use]
    pub fn is_known(&self, a: usize, b: usize) -> bool {
        self.known[self.index(a.min(b), a.max(b))]
    }

    /// The distance from which two things are no longer near; infinite if the distances have no middle.
    pub(super) fn middle(&self) -> f64 {
        self.middle
    }

    fn index(&self, low: usize, high: usize) -> usize {
        // Row r has len - 1 - r pairs.
        low * (2 * self.len - low - 1) / 2 + high - low - 1
    }
}
