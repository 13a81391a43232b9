//! The sizes of the signs in a list of edges.

use super::Decoder;
use crate::error::{Cause, Place};
use crate::format::graphs::network;
use crate::format::tables::mapping::Mapping;

/// The sizes of the numbers that are signs, for each stance.
#[derive(Default)]
pub struct Sizes {
    /// The number of stances before them.
    pub first: usize,
    /// The number of sizes of 1 before the first other size.
    pub ones: usize,
    /// All sizes, from the first that is not 1 on; NaN for a sign without a size.
    pub all: Vec<f64>,
    /// Whether one of them is negative, or a sign without a number.
    pub has_sign: bool,
    /// The place of the first.
    pub place: Option<Place>,
}

impl Sizes {
    pub fn add(&mut self, size: f64) {
        if self.all.is_empty() && size.total_cmp(&1.0).is_eq() {
            self.ones += 1;
            return;
        }
        if self.all.is_empty() {
            self.all = vec![1.0; self.ones];
        }
        self.all.push(size);
    }
}

impl Decoder<'_, '_> {
    /// Sets the strengths of stances from the sizes of their signs, if these differ.
    pub fn settle_sizes(&mut self) {
        let Sizes { first, ones, all, has_sign, place } = std::mem::take(&mut self.sizes);
        let is_said = self.mapping.is_some_and(|mapping: &Mapping| {
            mapping.list.as_ref().is_some_and(|list| list.is_signed) || !mapping.values_are_signs()
        });
        if self.has_no_header() && ones + all.len() > 0 && !has_sign && !is_said {
            let cause = Cause::NoSign { known: vec!["sign".into()] };
            return self.intake.builder.fault(cause, place);
        }
        let Some(largest) = network::differing(all.iter().copied()) else {
            if let Some(size) = all.iter().find(|size| **size > 1.0) {
                self.intake.builder.pass_over(self.intake.file, network::ALIKE, size.to_string());
            }
            return;
        };
        for (number, size) in all.into_iter().enumerate().filter(|(_, size)| *size > 0.0) {
            self.intake.builder.set_size(first + number, network::sized(size, largest));
        }
    }
}
