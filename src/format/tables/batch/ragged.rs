//! Why a row has a different number of cells than the header.

use super::{BLANKS, Row};
use crate::error::RaggedReason;

/// The possible delimiters, and their names.
const DELIMITERS: [(char, &str); 4] =
    [(',', "commas"), (';', "semicolons"), ('\t', "tabs"), ('|', "bars")];

impl Row<'_> {
    /// The likely reason why it has a different number of cells than the header.
    pub fn why_ragged(self, expected: usize) -> RaggedReason {
        let wanted = char::from(self.batch.delimiter().unwrap_or(BLANKS));
        let other = |(delimiter, _): &&(char, &str)| {
            let is_alone = self.len() == 1 && *delimiter != wanted;
            is_alone
                && self.get(0).is_some_and(|cell| cell.matches(*delimiter).count() + 1 == expected)
        };
        let header = DELIMITERS.iter().find(|(delimiter, _)| *delimiter == wanted);
        if let (Some((_, row)), Some((_, header))) = (DELIMITERS.iter().find(other), header) {
            return RaggedReason::OtherDelimiter { header, row };
        }
        let is_number = |cell: &str| !cell.is_empty() && cell.bytes().all(|b| b.is_ascii_digit());
        let cells = self.iter().collect::<Vec<_>>();
        let cut = cells.windows(2).find(|pair| {
            let whole = pair[0].trim_start().trim_start_matches(['-', '+']);
            is_number(whole) && is_number(pair[1].trim_end())
        });
        match cut.filter(|_| wanted == ',' && cells.len() > expected) {
            Some(pair) => RaggedReason::DecimalComma(pair.join(",").trim().to_owned()),
            None => RaggedReason::Unknown,
        }
    }
}
