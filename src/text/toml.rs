//! Writes keys and texts in TOML.

/// A key, in quotes where it needs them.
pub fn key(name: &str) -> String {
    toml_edit::Key::new(name).display_repr().into_owned()
}

/// A text, always in quotes.
pub fn quoted(text: &str) -> String {
    toml_edit::Value::from(text).to_string()
}
