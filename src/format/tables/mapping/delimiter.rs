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

/// The name of a separator, or the separator itself.
pub fn name_of(byte: u8) -> String {
    let named = ["comma", "semicolon", "tab", "pipe", "space"];
    let name = named.into_iter().find(|name| named_character(name) == Some(byte));
    name.map_or_else(|| char::from(byte).to_string(), str::to_owned)
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
