//! The separator of cells.

use crate::error::Error;

/// Stands for any number of blanks and tabs between cells.
pub const BLANKS: u8 = 0;

/// The separator of cells, from its name or itself.
pub fn delimiter(text: &str) -> Result<u8, Error> {
    let fault = || {
        let ways = "comma, semicolon, tab, pipe, space or a character of ASCII";
        Error::Mapping(format!("\"{text}\" cannot be between cells; write {ways}"))
    };
    let itself = match text.as_bytes() {
        [byte] if byte.is_ascii() && !matches!(byte, b'"' | b'\n' | b'\r' | 0) => Some(*byte),
        _ => None,
    };
    named_character(text).or(itself).ok_or_else(fault)
}

/// The characters that have names, since shells and tables use them.
pub fn named_character(name: &str) -> Option<u8> {
    Some(match name {
        "comma" => b',',
        "semicolon" => b';',
        "tab" | "\\t" => b'\t',
        "pipe" => b'|',
        "space" => b' ',
        _ => return None,
    })
}
