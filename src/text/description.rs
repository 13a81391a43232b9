//! Doc comments as descriptions in JSON Schemas, for people who do not know Rust.

use serde_json::Value;

/// Turns the descriptions of a schema, which are doc comments, into plain text: without examples, and links as their
/// words.
#[expect(clippy::wildcard_enum_match_arm, reason = "the enum is not ours")]
pub fn describe_plainly(schema: &mut Value) {
    match schema {
        Value::Array(items) => items.iter_mut().for_each(describe_plainly),
        Value::Object(fields) => {
            fields.values_mut().for_each(describe_plainly);
            if let Some(Value::String(text)) = fields.get_mut("description") {
                *text = plain(text);
            }
        }
        _ => {}
    }
}

/// A doc comment as plain text, a paragraph a line.
fn plain(text: &str) -> String {
    let prose = without_links(&text.split("```").step_by(2).collect::<String>());
    let paragraphs = prose.split("\n\n").map(|paragraph| {
        let words = paragraph.split_whitespace().collect::<Vec<_>>();
        words.join(" ")
    });
    let paragraphs = paragraphs.filter(|paragraph| !paragraph.is_empty());
    paragraphs.collect::<Vec<_>>().join("\n\n")
}

/// Turns `[words](target)` into its words and ``[`Name`]`` into its name; other brackets stay.
fn without_links(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find('[') {
        plain.push_str(&rest[..open]);
        rest = &rest[open..];
        match link(rest) {
            Some((words, after)) => {
                plain.push_str(&words.replace('`', ""));
                rest = after;
            }
            None => {
                plain.push('[');
                rest = &rest[1..];
            }
        }
    }
    plain.push_str(rest);
    plain
}

/// The words of the link with which a text starts, and the text after it.
fn link(text: &str) -> Option<(&str, &str)> {
    let (words, after) = bracketed(text, '[', ']')?;
    match bracketed(after, '(', ')') {
        Some((_, after)) => Some((words, after)),
        None => words.starts_with('`').then_some((words, after)),
    }
}

/// What stands in the brackets with which a text starts, and the text after them.
fn bracketed(text: &str, open: char, close: char) -> Option<(&str, &str)> {
    let mut depth = 0_usize;
    for (at, letter) in text.char_indices() {
        depth += usize::from(letter == open);
        depth -= usize::from(letter == close && depth > 0);
        if depth == 0 {
            let is_closed = letter == close;
            return is_closed.then(|| (&text[open.len_utf8()..at], &text[at + close.len_utf8()..]));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_become_their_words() {
        for (comment, text) in [
            (
                "The id of an\n[`Actor`](super::Actor).\n\n```\ncode\n```\n\nAt most [`MAX`] bytes.",
                "The id of an Actor.\n\nAt most MAX bytes.",
            ),
            ("see [`congruence`](super::count::congruence()).", "see congruence."),
            ("if it is not [grouped `so`](Graph::grouped) yet", "if it is not grouped so yet"),
            (
                "in [-1, 1], under [labels] or [[stances]]",
                "in [-1, 1], under [labels] or [[stances]]",
            ),
            ("[open (and", "[open (and"),
            ("", ""),
        ] {
            assert_eq!(plain(comment), text);
        }
    }
}
