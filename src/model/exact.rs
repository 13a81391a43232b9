//! Exact sums: fractions and decimals as whole multiples of a common unit.

/// Fractions with denominators up to this are recognised by their value.
const SIMPLE: u64 = 10_000;

/// Decimals with up to this many digits after the point are recognised by their digits.
const DECIMALS: usize = 12;

/// Whole numbers up to this can be added exactly, with room for a product.
const WHOLE: f64 = 281_474_976_710_656.0;

/// A unit in which some numbers are whole: a one divided by their least common denominator.
///
/// ```ignore
/// let unit = Unit::of([0.1, 1.0 / 3.0]).expect("a tenth and a third");
/// assert_eq!((unit.whole(0.1), unit.whole(1.0 / 3.0)), (3.0, 10.0));
/// assert_eq!(unit.back(30.0), 1.0);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Unit {
    parts: f64,
    is_exact: bool,
}

impl Unit {
    /// No unit: numbers stay unchanged.
    pub(crate) const NONE: Self = Self { parts: 1.0, is_exact: false };

    /// The unit of some numbers; `None` if there is none in which their sum is exact.
    pub(crate) fn of(numbers: impl IntoIterator<Item = f64>) -> Option<Self> {
        let (mut parts, mut total) = (1_u64, 0.0);
        for number in numbers {
            total += number.abs();
            let is_known = number.fract() == 0.0 || is_multiple(number, parts);
            if !is_known {
                parts = least_common_multiple(parts, denominator(number)?)?;
            }
        }
        let unit = Self { parts: as_number(parts), is_exact: true };
        (total * unit.parts < WHOLE).then_some(unit)
    }

    /// Whether numbers become whole in this unit.
    pub(crate) fn is_exact(self) -> bool {
        self.is_exact
    }

    /// The number of parts in a one.
    pub(crate) fn parts(self) -> f64 {
        self.parts
    }

    /// A number in parts.
    pub(crate) fn whole(self, number: f64) -> f64 {
        if self.is_exact { (number * self.parts).round() } else { number }
    }

    /// A number of parts as an ordinary number.
    pub(crate) fn back(self, parts: f64) -> f64 {
        parts / self.parts
    }
}

/// The sum of some numbers: exact if they have a unit, otherwise with compensated rounding errors.
///
/// # References
///
/// Neumaier, A. (1974). Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen. Zeitschrift
/// für Angewandte Mathematik und Mechanik 54, 39-51.
pub fn sum(numbers: &[f64]) -> f64 {
    if let [only] = numbers {
        return *only;
    }
    match Unit::of(numbers.iter().copied()) {
        Some(unit) => unit.back(numbers.iter().map(|number| unit.whole(*number)).sum()),
        None => compensated(numbers),
    }
}

/// The mean of some numbers, as exact as their sum; 0 if there are none.
pub fn mean(numbers: &[f64]) -> f64 {
    if let [only] = numbers {
        return *only;
    }
    let count = as_number(numbers.len().max(1) as u64);
    match Unit::of(numbers.iter().copied()) {
        Some(unit) => {
            numbers.iter().map(|number| unit.whole(*number)).sum::<f64>() / (count * unit.parts)
        }
        None => compensated(numbers) / count,
    }
}

/// One sum divided by another, rounded only once if both are exact.
pub fn ratio_of_sums(over: &[f64], under: &[f64]) -> f64 {
    let whole = |unit: Unit, numbers: &[f64]| numbers.iter().map(|n| unit.whole(*n)).sum::<f64>();
    match Unit::of(over.iter().chain(under).copied()) {
        Some(unit) => whole(unit, over) / whole(unit, under),
        None => compensated(over) / compensated(under),
    }
}

fn compensated(numbers: &[f64]) -> f64 {
    let (mut sum, mut lost) = (0.0_f64, 0.0);
    for number in numbers {
        let next = sum + number;
        lost += if sum.abs() >= number.abs() { sum - next + number } else { number - next + sum };
        sum = next;
    }
    sum + lost
}

#[expect(clippy::cast_precision_loss, reason = "far below 2^53")]
fn as_number(whole: u64) -> f64 {
    whole as f64
}

/// Whether two numbers differ by no more than a few rounding errors.
fn is_near(one: f64, other: f64) -> bool {
    (one - other).abs() <= 4.0 * f64::EPSILON * one.abs()
}

fn is_multiple(number: f64, parts: u64) -> bool {
    let whole = number * as_number(parts);
    whole.abs() >= 0.5 && whole.abs() < WHOLE && is_near(number, whole.round() / as_number(parts))
}

/// The number by which a number must be multiplied to become whole.
fn denominator(number: f64) -> Option<u64> {
    simple(number.abs()).or_else(|| decimal(number))
}

/// The denominator of the simplest fraction equal to the number, by its continued fraction.
fn simple(number: f64) -> Option<u64> {
    let (mut before, mut parts) = (0_u64, 1_u64);
    let mut rest = number;
    while rest.fract() > 0.0 {
        rest = rest.fract().recip();
        if rest >= as_number(SIMPLE + 1) {
            return None;
        }
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "between 1 and what is simple"
        )]
        let digit = rest as u64;
        (before, parts) = (parts, digit * parts + before);
        if parts > SIMPLE {
            return None;
        }
        if is_multiple(number, parts) {
            return Some(parts);
        }
    }
    None
}

/// The denominator of a decimal with few digits.
fn decimal(number: f64) -> Option<u64> {
    let written = number.abs().to_string();
    let digits = written.split_once('.').map_or("", |(_, digits)| digits);
    let parts = 10_u64.pow(u32::try_from(digits.len()).ok().filter(|_| digits.len() <= DECIMALS)?);
    let over = digits.parse().ok()?;
    Some(parts / greatest_common_divisor(over, parts))
}

fn least_common_multiple(one: u64, other: u64) -> Option<u64> {
    (one / greatest_common_divisor(one, other)).checked_mul(other)
}

fn greatest_common_divisor(one: u64, other: u64) -> u64 {
    if other == 0 { one.max(1) } else { greatest_common_divisor(other, one % other) }
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "exact sums are what is tested")]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn sums_of_decimals_and_fractions_are_exact() {
        assert_eq!(sum(&[0.1; 10]), 1.0);
        assert_eq!(sum(&[1.0 / 3.0; 3]), 1.0);
        assert_eq!(sum(&[0.1, 0.2]), 0.3);
        assert_eq!(sum(&[1.0 / 12.0; 12]), 1.0);
        assert_eq!(sum(&[0.501, -0.5]), 0.001);
        assert_eq!(sum(&[2.0 / 3.0, -0.5]), 1.0 / 6.0);
        assert_eq!(sum(&[0.123_456_789_012; 3]), 0.370_370_367_036);
        assert_eq!(mean(&[0.1, 0.2, 0.3]), 0.2);
        assert_eq!(mean(&[]), 0.0);
    }

    #[test]
    fn ratios_are_rounded_once() {
        assert_eq!(ratio_of_sums(&[0.1, 0.1, -10.0], &[10.0]), -0.98);
        assert_eq!(ratio_of_sums(&[0.6], &[3.0]), 0.2);
        assert_eq!(ratio_of_sums(&[1e-20], &[2e-20]), 0.5);
    }

    #[test]
    fn numbers_without_a_unit_lose_as_little_as_can_be() {
        let odd = [1e100, 1.0, -1e100, std::f64::consts::PI];
        assert_eq!(Unit::of(odd), None);
        assert_eq!(Unit::of([std::f64::consts::PI]), None);
        assert_eq!(Unit::of([1e-20]), None);
        assert_eq!(sum(&odd), 1.0 + std::f64::consts::PI);
    }

    proptest! {
        #[test]
        fn a_unit_makes_hundredths_and_small_fractions_whole(
            parts in proptest::collection::vec((-500..500_i32, 1..40_i32), 1..9)
        ) {
            let numbers = parts.iter().map(|(over, under)| f64::from(*over) / f64::from(*under)).collect::<Vec<_>>();
            if let Some(unit) = Unit::of(numbers.iter().copied()) {
                for number in numbers {
                    prop_assert!(is_near(number, unit.back(unit.whole(number))));
                }
            }
        }

        #[test]
        fn hundredths_add_up(cents in proptest::collection::vec(-9_999..9_999_i32, 0..50)) {
            let numbers = cents.iter().map(|cent| f64::from(*cent) / 100.0).collect::<Vec<_>>();
            prop_assert_eq!(sum(&numbers), f64::from(cents.iter().sum::<i32>()) / 100.0);
        }
    }
}
