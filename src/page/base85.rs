//! Bytes as text, in base 85: a quarter longer than the bytes, where base 64 is a third longer.

/// Writes bytes with 85 letters that mean nothing in HTML: those from `(` to `~`, without `<` and `\`.
///
/// Four bytes are five letters. The last one to three bytes are written with one letter more than there are bytes; who
/// reads them fills up with `~`, as in Ascii85.
pub fn encoded(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(4) * 5);
    for chunk in bytes.chunks(4) {
        let mut four = [0; 4];
        four[..chunk.len()].copy_from_slice(chunk);
        let number = u32::from_be_bytes(four);
        let digits = [4, 3, 2, 1, 0].map(|power| number / 85_u32.pow(power) % 85);
        text.extend(digits.into_iter().take(chunk.len() + 1).map(letter));
    }
    text
}

const LETTERS: [u8; 85] =
    *br"()*+,-./0123456789:;=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{|}~";

fn letter(digit: u32) -> char {
    LETTERS[digit as usize].into()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As page.js does.
    fn decoded(text: &str) -> Vec<u8> {
        let letters = text.bytes().collect::<Vec<_>>();
        let chunks = letters.chunks(5).flat_map(|chunk| {
            let digits = chunk.iter().chain(std::iter::repeat(&b'~')).take(5);
            let digit = |letter: u8| LETTERS.iter().position(|one| *one == letter).unwrap() as u64;
            let number = digits.fold(0, |number, letter| number * 85 + digit(*letter));
            let bytes = u32::try_from(number).unwrap().to_be_bytes();
            bytes.into_iter().take(chunk.len() - 1).collect::<Vec<_>>()
        });
        chunks.collect()
    }

    #[test]
    fn all_bytes_come_back_and_no_letter_is_markup() {
        for length in 0..1_030_usize {
            let bytes = (0..length).map(|at| (at * 89 % 256).to_le_bytes()[0]).collect::<Vec<_>>();
            let text = encoded(&bytes);
            assert_eq!(decoded(&text), bytes);
            assert_eq!(text.len(), length + length.div_ceil(4));
            assert!(!text.contains(['<', '&', '"', '\'', '\\', ' ']), "{text}");
        }
        assert_eq!(decoded(&encoded(&[255; 7])), [255; 7]);
    }
}
