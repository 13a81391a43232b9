//! JSON that a terminal can show: control characters of texts stand as escapes, all of them.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::Serializer;
use serde_json::ser::{CharEscape, Formatter, PrettyFormatter};
use stancegraph::model::steers;

use crate::failure::Failure;

/// Writes a value on several lines, with a line break behind it.
pub(crate) fn write(value: &impl Serialize, out: &mut dyn Write) -> Result<(), Failure> {
    value.serialize(&mut Serializer::with_formatter(&mut *out, Tame::default()))?;
    Ok(writeln!(out)?)
}

/// The same as a text, without the line break.
pub(crate) fn text(value: &impl Serialize) -> Result<String, Failure> {
    let mut bytes = Vec::new();
    value.serialize(&mut Serializer::with_formatter(&mut bytes, Tame::default()))?;
    Ok(String::from_utf8(bytes).expect("JSON is text"))
}

/// The pretty form. `serde_json` escapes the control characters below U+0020 alone; those from U+007F to
/// U+009F steer terminals as well, and marks of direction turn the lines that they stand in.
#[derive(Default)]
struct Tame<'p>(PrettyFormatter<'p>);

impl Formatter for Tame<'_> {
    fn write_string_fragment<W: ?Sized + Write>(
        &mut self,
        out: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        let mut rest = fragment;
        while let Some(at) = rest.find(steers) {
            out.write_all(&rest.as_bytes()[..at])?;
            let letter = rest[at..].chars().next().expect("one was found");
            write!(out, "\\u{:04x}", u32::from(letter))?;
            rest = &rest[at + letter.len_utf8()..];
        }
        out.write_all(rest.as_bytes())
    }

    fn write_char_escape<W: ?Sized + Write>(
        &mut self,
        out: &mut W,
        escape: CharEscape,
    ) -> io::Result<()> {
        self.0.write_char_escape(out, escape)
    }

    fn begin_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.begin_array(out)
    }

    fn end_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_array(out)
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_array_value(out, first)
    }

    fn end_array_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_array_value(out)
    }

    fn begin_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.begin_object(out)
    }

    fn end_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_object(out)
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_object_key(out, first)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.begin_object_value(out)
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_object_value(out)
    }
}

#[cfg(test)]
mod tests {
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
