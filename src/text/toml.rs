//! Writes keys and texts in TOML.

/// Writes a key, quoted if necessary.
pub fn key(name: &str) -> String {
    toml_edit::Key::new(name).display_repr().into_owned()
}

/// Writes a text, always quoted.
pub fn quoted(text: &str) -> String {
    toml_edit::Value::from(text).to_string()
}

/// The bytes of the second key in a line such as `[actors.ann]` or `actors.ann.name = "Ann"`, if the first two are
/// these.
pub fn second_key(line: &str, first: &str, second: &str) -> Option<std::ops::Range<usize>> {
    let bare = line.trim_start();
    let mut at = line.len() - bare.len();
    at += bare.len() - bare.trim_start_matches('[').trim_start().len();
    let (found, end) = simple_key(&line[at..])?;
    let rest = &line[at + end..];
    let dot = rest.trim_start().strip_prefix('.')?.trim_start();
    let start = line.len() - dot.len();
    let (key, end) = simple_key(dot)?;
    (found == first && key == second).then_some(start..start + end)
}

/// The key that a text begins with, and its length in bytes.
fn simple_key(text: &str) -> Option<(String, usize)> {
    let end = match text.as_bytes().first()? {
        quote @ (b'"' | b'\'') => {
            let is_escape = *quote == b'"';
            let mut is_escaped = false;
            let close = text.bytes().enumerate().skip(1).find(|(_, byte)| {
                let closes = byte == quote && !is_escaped;
                is_escaped = is_escape && *byte == b'\\' && !is_escaped;
                closes
            });
            close?.0 + 1
        }
        _ => text
            .find(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_')
            .unwrap_or(text.len()),
    };
    let key = text[..end].parse::<toml_edit::Key>().ok()?;
    Some((key.get().to_owned(), end))
}
