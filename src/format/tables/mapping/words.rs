//! Parses `a=b,"c,d"=e`, the syntax of the command line.

use crate::error::Error;

/// Parses `a=b,"c,d"=e` into pairs.
pub fn pairs(text: &str) -> Result<Vec<(String, String)>, Error> {
    if text.trim().is_empty() {
        return Ok(Vec::new());
    }
    let pair = |part: &str| {
        let mut sides = split(part, '=')?.into_iter();
        match (sides.next(), sides.next(), sides.next()) {
            (Some(name), Some(value), None) => Ok((unquoted(name), unquoted(value))),
            _ => {
                let part = part.trim();
                Err(Error::Mapping(format!(
                    "\"{part}\" is not of the form NAME=VALUE; names with an equal sign stand in double quotes"
                )))
            }
        }
    };
    split(text, ',')?.into_iter().map(pair).collect()
}

/// Parses `a,"b,c"` into a list.
pub(super) fn list(text: &str) -> Result<Vec<String>, Error> {
    Ok(split(text, ',')?.into_iter().map(unquoted).collect())
}

/// Splits at a character outside double quotes.
pub(super) fn split(text: &str, at: char) -> Result<Vec<&str>, Error> {
    let mut parts = Vec::new();
    let (mut start, mut is_quoted) = (0, false);
    for (offset, c) in text.char_indices() {
        if c == '"' {
            is_quoted = !is_quoted;
        } else if c == at && !is_quoted {
            parts.push(&text[start..offset]);
            start = offset + c.len_utf8();
        }
    }
    parts.push(&text[start..]);
    match is_quoted {
        true => Err(Error::Mapping(format!("a double quote is not closed in {text}"))),
        false => Ok(parts),
    }
}

pub(super) fn unquoted(text: &str) -> String {
    let text = text.trim();
    let inner = text.strip_prefix('"').and_then(|text| text.strip_suffix('"'));
    inner.map_or_else(|| text.to_owned(), |inner| inner.replace("\"\"", "\""))
}

pub(super) fn quoted(text: &str) -> String {
    let is_plain = text.trim() == text && !text.contains(['"', ',', '=', ':', '+']);
    if is_plain { text.to_owned() } else { format!("\"{}\"", text.replace('"', "\"\"")) }
}
