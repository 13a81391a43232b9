//! Finds bytes, eight at a time.

/// The lowest bit of each byte.
const LOW: u64 = u64::MAX / 0xff;

/// The index of the first byte that is one of a few.
///
/// Most cells are a few bytes long, so that a call of a library costs more than the search.
#[inline]
pub fn first_of<const N: usize>(bytes: &[u8], wanted: [u8; N]) -> Option<usize> {
    let everywhere = wanted.map(|byte| LOW * u64::from(byte));
    let (words, rest) = bytes.as_chunks::<8>();
    for (number, word) in words.iter().enumerate() {
        let word = u64::from_le_bytes(*word);
        let found = everywhere.iter().fold(0, |found, byte| found | zeros(word ^ byte));
        if found != 0 {
            return Some(number * 8 + found.trailing_zeros() as usize / 8);
        }
    }
    let found = rest.iter().position(|byte| wanted.contains(byte));
    found.map(|found| words.len() * 8 + found)
}

/// A word whose lowest bit that is set is in its lowest byte that is zero.
#[inline]
fn zeros(word: u64) -> u64 {
    word.wrapping_sub(LOW) & !word & (LOW << 7)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_first_is_that_of_the_standard_library(
            bytes in prop::collection::vec(prop::sample::select(vec![
                0, 1, b'"' - 1, b'"', b'"' + 1, b'\n', b'\r', b',', b'a', 0x80, b'"' | 0x80, 0xff,
            ]), 0..40),
            wanted in prop::array::uniform3(any::<u8>()),
        ) {
            let naive = |wanted: &[u8]| bytes.iter().position(|byte| wanted.contains(byte));
            for wanted in [wanted, [b'\n', b'\r', b','], [0, 0x80, 0xff]] {
                prop_assert_eq!(first_of(&bytes, wanted), naive(&wanted));
            }
            for wanted in [[wanted[0], wanted[1]], [b'"', b'\n'], [0, 0xff]] {
                prop_assert_eq!(first_of(&bytes, wanted), naive(&wanted));
            }
        }
    }
}
