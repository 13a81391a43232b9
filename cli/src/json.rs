//! JSON that is safe on a terminal: escapes all control characters.

use std::io::Write;

use serde::Serialize;
use stancegraph::format::TameJson;

use crate::failure::Failure;

/// Writes a value on several lines, and a final line break.
pub fn write(value: &impl Serialize, out: &mut dyn Write) -> Result<(), Failure> {
    serde_json::to_writer_pretty(TameJson(&mut *out), value)?;
    Ok(writeln!(out)?)
}

/// Returns the same as a text, without the final line break.
pub fn text(value: &impl Serialize) -> Result<String, Failure> {
    let mut bytes = Vec::new();
    serde_json::to_writer_pretty(TameJson(&mut bytes), value)?;
    Ok(String::from_utf8(bytes).expect("JSON is text"))
}

#[cfg(test)]
mod tests {
    use stancegraph::model::steers;

    use super::*;

    #[test]
    fn what_steers_a_terminal_is_escaped_and_means_the_same() {
        let said = "a\u{1b}b\u{7f}\u{9b}31mc\u{202e}\u{85}ä\"\\\n";
        let json = text(&serde_json::json!({ "said": said, "none": [], "some": [1] })).unwrap();
        assert!(!json.contains(|c: char| c != '\n' && steers(c)), "{json:?}");
        let read: serde_json::Value = serde_json::from_str(&json).unwrap();
        assert_eq!(read["said"], said);
        let pretty = serde_json::to_string_pretty(&serde_json::json!({ "a": [1, {}] })).unwrap();
        assert_eq!(text(&serde_json::json!({ "a": [1, {}] })).unwrap(), pretty);
    }
}
