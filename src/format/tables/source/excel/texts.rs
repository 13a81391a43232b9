//! Texts that do not fit into a cell, and continue in a sheet of their own.

use std::collections::HashMap;

/// The number of UTF-16 units that fit into a cell.
const MOST: usize = 32_767;

/// The sheet in which they continue.
pub const SHEET: &str = "texts";

/// The mark at the end of a cell whose text continues.
const GOES_ON: &str = " [goes on in texts: ";

/// Texts that continue, by number, for writing.
#[derive(Default)]
pub struct Rest {
    pub parts: Vec<(usize, usize, String)>,
    count: usize,
}

impl Rest {
    /// The content of the cell of a text.
    pub fn cell(&mut self, text: &str) -> String {
        let is_short = text.len() <= MOST || text.encode_utf16().count() <= MOST;
        if is_short && !is_tricky(text) && reference(text).is_none() {
            return text.to_owned();
        }
        self.count += 1;
        let end = format!("{GOES_ON}{}]", self.count);
        let mut pieces = pieces(text, MOST - end.len()).into_iter();
        let first = pieces.next().unwrap_or_default();
        let first_part = pieces.next().unwrap_or_default();
        let parts = [first_part].into_iter().chain(pieces).zip(1..);
        self.parts.extend(parts.map(|(piece, part)| (self.count, part, piece.into())));
        format!("{first}{end}")
    }
}

/// The number in a cell whose text continues, and the text before it.
fn reference(cell: &str) -> Option<(&str, usize)> {
    let (text, number) = cell.strip_suffix(']')?.rsplit_once(GOES_ON)?;
    let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| number.parse().ok()).flatten().map(|number| (text, number))
}

/// Whether the escapes of control characters (`_x0001_`) would collide with a similar text.
fn is_tricky(text: &str) -> bool {
    let mut starts = text.match_indices("_x").map(|(at, _)| &text.as_bytes()[at + 2..]);
    starts.any(|rest| {
        let is_hex = rest.len() > 4 && rest[..4].iter().all(u8::is_ascii_hexdigit);
        // Of the characters above, U+FFFE and U+FFFF are escaped.
        is_hex && (rest[4] == b'_' || rest[4] < b' ' || rest[4] == 0xef)
    })
}

/// Cuts a text into pieces of at most this many UTF-16 units.
fn pieces(text: &str, most: usize) -> Vec<&str> {
    let is_tricky = is_tricky(text);
    let (mut pieces, mut start, mut units) = (Vec::new(), 0, 0);
    for (at, c) in text.char_indices() {
        let is_cut = is_tricky && (c == '_' || !(' '..'\u{fffe}').contains(&c));
        if units + c.len_utf16() > most || is_cut && at > start {
            pieces.push(&text[start..at]);
            (start, units) = (at, 0);
        }
        units += c.len_utf16();
    }
    pieces.push(&text[start..]);
    pieces
}

/// Texts of a workbook that continue, by number, for reading.
#[derive(Default)]
pub struct Known(HashMap<usize, Vec<(usize, String)>>);

impl Known {
    /// Records that a text exists, even if all of its parts are empty.
    pub fn begin(&mut self, text: usize) {
        self.0.entry(text).or_default();
    }

    pub fn add(&mut self, text: usize, part: usize, content: &str) {
        self.0.entry(text).or_default().push((part, content.to_owned()));
    }

    /// Puts the parts in order.
    pub fn sort(&mut self) {
        for parts in self.0.values_mut() {
            parts.sort_by_key(|(part, _)| *part);
        }
    }

    /// The whole text of a cell, if it continues.
    pub fn whole(&self, cell: &str) -> Option<String> {
        let (text, number) = reference(cell)?;
        let parts = self.0.get(&number)?.iter().map(|(_, part)| part.as_str());
        Some([text].into_iter().chain(parts).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_cut_is_whole_again() {
        let long = "😀a".repeat(30_000);
        let loud = format!("a{}", " [goes on in texts: 1]");
        for text in [long.as_str(), &loud, "_x0041\u{1}", "_x0041_x0042_", "_x0041\u{ffff}"] {
            let mut rest = Rest::default();
            let cell = rest.cell(text);
            assert_ne!(cell, text);
            assert!(cell.encode_utf16().count() <= MOST);
            let mut known = Known::default();
            for (text, part, content) in rest.parts.iter().rev() {
                assert!(content.encode_utf16().count() <= MOST);
                known.add(*text, *part, content);
            }
            known.sort();
            assert_eq!(known.whole(&cell).as_deref(), Some(text));
        }
    }

    #[test]
    fn what_fits_stands_as_it_is() {
        let full = "x".repeat(MOST);
        for text in ["", "_x", "a_b", "_x0041", "=1+1", "[goes on in texts: 1]", &full] {
            assert_eq!(Rest::default().cell(text), text);
        }
    }
}
