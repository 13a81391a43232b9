//! Graded scales: they turn a number into a position and a strength.

use std::fmt;
use std::str::FromStr;

use crate::error::Error;
use crate::format::tables::number::with_point;
use crate::model::exact::ratio_of_sums;
use crate::model::{Position, Strength};

/// A scale, from its end of opposition to its end of support.
///
/// The middle is neutral; elsewhere, the strength is the distance from the middle.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    oppose: f64,
    support: f64,
}

/// The place of a number on a scale.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Grade {
    At(Position, Option<Strength>),
    Outside,
    /// The text is not a number.
    NoNumber,
}

impl Scale {
    fn new(oppose: f64, support: f64) -> Option<Self> {
        let is_one = oppose.is_finite()
            && support.is_finite()
            && oppose.total_cmp(&support).is_ne()
            && (support - oppose).is_finite()
            && (support - oppose).abs() > f64::MIN_POSITIVE;
        is_one.then_some(Self { oppose, support })
    }

    /// The place of a text on the scale.
    pub(crate) fn grade(self, text: &str) -> Grade {
        let Some(number) = number(text) else { return Grade::NoNumber };
        let (low, high) = (self.oppose.min(self.support), self.oppose.max(self.support));
        if !(low..=high).contains(&number) {
            return Grade::Outside;
        }
        // Everything is doubled, so that the middle needs no rounding.
        let distance = [number, number, -self.oppose, -self.support];
        let signed = ratio_of_sums(&distance, &[self.support, -self.oppose]);
        let strength = Strength::new(signed.abs().min(1.0)).ok();
        match strength {
            None => Grade::At(Position::Neutral, None),
            some if signed > 0.0 => Grade::At(Position::Support, some),
            some => Grade::At(Position::Oppose, some),
        }
    }
}

/// A number as people write it, but not `inf`.
fn number(text: &str) -> Option<f64> {
    let text = text.trim().strip_prefix('+').unwrap_or(text.trim());
    with_point(text).parse().ok().filter(|number: &f64| number.is_finite())
}

impl FromStr for Scale {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let ends = text.split_once(':');
        let scale = ends.and_then(|(oppose, support)| Self::new(number(oppose)?, number(support)?));
        scale.ok_or_else(|| {
            Error::Mapping(format!(
                "\"{text}\" is not a scale; write 0:10, the end of opposition first"
            ))
        })
    }
}

impl fmt::Display for Scale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.oppose, self.support)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(scale: &str, text: &str) -> (Position, f64) {
        match scale.parse::<Scale>().expect("a scale").grade(text) {
            Grade::At(position, strength) => (position, strength.unwrap_or_default().get()),
            other @ (Grade::Outside | Grade::NoNumber) => panic!("{text} on {scale}: {other:?}"),
        }
    }

    #[test]
    fn the_middle_is_neutral_and_the_ends_are_full() {
        assert_eq!(at("0:10", "5"), (Position::Neutral, 1.0));
        assert_eq!(at("0:10", "0"), (Position::Oppose, 1.0));
        assert_eq!(at("0:10", "10"), (Position::Support, 1.0));
        assert_eq!(at("0:10", "7.5"), (Position::Support, 0.5));
        assert_eq!(at("10:0", "7.5"), (Position::Oppose, 0.5));
        assert_eq!(at("0:10", "7,5"), (Position::Support, 0.5));
        assert_eq!(at("1:7", "4"), (Position::Neutral, 1.0));
        assert_eq!(at("-1:1", "-0.25"), (Position::Oppose, 0.25));
        let scale = "1:7".parse::<Scale>().unwrap();
        assert_eq!(scale.grade("7.01"), Grade::Outside);
        assert_eq!(scale.grade("dk"), Grade::NoNumber);
        assert_eq!(scale.grade("nan"), Grade::NoNumber);
    }

    #[test]
    fn what_is_no_scale_is_said_so() {
        for text in ["", "5", "1:1", "a:b", "0:inf", "0:10:20"] {
            assert!(text.parse::<Scale>().is_err(), "{text}");
        }
    }

    #[test]
    fn decimals_are_where_people_put_them() {
        assert_eq!(at("0:10", "0.1"), (Position::Oppose, 0.98));
        assert_eq!(at("0:10", "6.1"), (Position::Support, 0.22));
        assert_eq!(at("0.1:0.7", "0.6"), (Position::Support, 2.0 / 3.0));
        assert_eq!(at("1:7", "4.3"), (Position::Support, 0.1));
    }

    proptest! {
        #[test]
        fn tenths_and_hundredths_are_exact(tenths in 0..=1000_u16) {
            let number = f64::from(tenths) / 100.0;
            let wanted = f64::from(i32::from(tenths) * 2 - 1000) / 1000.0;
            let (position, strength) = at("0:10", &number.to_string());
            prop_assume!(position != Position::Neutral);
            prop_assert!(strength.total_cmp(&wanted.abs()).is_eq(), "{strength} {wanted}");
        }

        #[test]
        fn a_scale_is_symmetric(low in -1000..1000_i32, width in 1..1000_i32, step in 0..100_i32) {
            let high = low + width;
            let number = f64::from(low) + f64::from(width) * f64::from(step) / 100.0;
            let mirrored = f64::from(low) + f64::from(high) - number;
            prop_assume!((f64::from(low)..=f64::from(high)).contains(&number));
            prop_assume!((f64::from(low)..=f64::from(high)).contains(&mirrored));
            let forth = at(&format!("{low}:{high}"), &number.to_string());
            let back = at(&format!("{high}:{low}"), &number.to_string());
            prop_assert!(forth.1.total_cmp(&back.1).is_eq());
            prop_assert_eq!(forth.0.sign(), -back.0.sign());
            let other = at(&format!("{low}:{high}"), &mirrored.to_string());
            prop_assert!((forth.1 - other.1).abs() < 1e-4 || forth.0 == Position::Neutral);
        }
    }
}
