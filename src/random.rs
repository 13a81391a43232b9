//! Seeded random numbers: the only generator of the library.
//!
//! The same seed gives the same numbers on every machine. The generator is xoshiro256++, whose algorithm is fixed by
//! its name; its seed is spread by `SplitMix64`.
//!
//! # References
//!
//! Blackman, D. & Vigna, S. (2021). Scrambled linear pseudorandom number generators. ACM Transactions on Mathematical
//! Software 47 (4), 36.

use rand::rngs::Xoshiro256PlusPlus;
use rand::seq::IndexedRandom;
use rand::{RngExt, SeedableRng};
use rand_distr::{Binomial, Distribution};

/// A stream of random numbers.
#[derive(Clone, Debug)]
pub struct Random(Xoshiro256PlusPlus);

impl Random {
    /// The stream of a seed.
    pub fn with_seed(seed: u64) -> Self {
        Self(Xoshiro256PlusPlus::seed_from_u64(seed))
    }

    /// A number from 0 up to 1, without 1.
    pub fn f64(&mut self) -> f64 {
        self.0.random()
    }

    /// A number below another one, which is not 0.
    pub fn below(&mut self, end: usize) -> usize {
        self.0.random_range(0..end)
    }

    /// One of several things; `None` if there is none.
    pub fn choice<'t, T>(&mut self, things: &'t [T]) -> Option<&'t T> {
        things.choose(&mut self.0)
    }

    /// The number of successes in so many trials, each with this chance.
    pub fn successes(&mut self, trials: u64, chance: f64) -> u64 {
        let distribution = Binomial::new(trials, chance).expect("a chance is between 0 and 1");
        distribution.sample(&mut self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The first numbers of the reference implementation in C, for a state that its authors' `SplitMix64` makes of
    /// seed 0.
    #[test]
    fn a_seed_gives_the_same_numbers_forever() {
        let mut random = Random::with_seed(0);
        let first = [0; 3].map(|_: i32| random.0.random::<u64>());
        assert_eq!(first, [0x5317_5d61_490b_23df, 0x61da_6f3d_c380_d507, 0x5c0f_df91_ec9a_7bfc]);
    }

    #[test]
    fn numbers_lie_in_their_range() {
        let mut random = Random::with_seed(7);
        let draws = 10_000;
        let mut counts = [0; 5];
        (0..draws).for_each(|_| counts[random.below(5)] += 1);
        // Five standard deviations of a binomial with 10,000 trials and a chance of a fifth.
        assert!(counts.iter().all(|count| (1800..=2200).contains(count)), "{counts:?}");
        let mean = (0..draws).map(|_| random.f64()).sum::<f64>() / f64::from(draws);
        assert!((mean - 0.5).abs() < 0.015, "{mean}");
        assert_eq!((random.choice::<u8>(&[]), random.choice(&[3])), (None, Some(&3)));
        assert_eq!((random.successes(9, 0.0), random.successes(9, 1.0)), (0, 9));
    }
}
