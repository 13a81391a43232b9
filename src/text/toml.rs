//! Writes keys and texts in TOML.

/// Writes a key, quoted if necessary.
pub fn key(name: &str) -> String {
    toml_edit::Key::new(name).display_repr().into_owned()
}

/// Writes a text, always quoted.
pub fn quoted(text: &str) -> String {
    toml_edit::Value::from(text).to_string()
}
