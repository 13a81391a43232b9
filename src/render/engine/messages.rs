//! Graphviz's messages on one line.

/// Graphviz's messages as one line: its errors, or everything if there are none.
pub(super) fn complaint(messages: &str) -> String {
    errors(messages).unwrap_or_else(|| joined(lines(messages)))
}

/// The message of the embedded Graphviz when it leaves nodes on top of each other.
const OVERLAP: &str = "remove_overlap: Graphviz not built with triangulation library";

/// The errors among Graphviz's messages, without its warnings.
pub(super) fn errors(messages: &str) -> Option<String> {
    let errors = lines(messages).filter_map(|line| line.strip_prefix("Error: "));
    let errors = joined(errors.filter(|error| *error != OVERLAP));
    (!errors.is_empty()).then_some(errors)
}

fn lines(messages: &str) -> impl Iterator<Item = &str> {
    messages.lines().map(str::trim).filter(|line| !line.is_empty())
}

fn joined<'a>(lines: impl Iterator<Item = &'a str>) -> String {
    lines.collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod tests {
    use super::{complaint, errors};

    #[test]
    fn errors_win_over_warnings() {
        let said = "Warning: odd\nError: <stdin>: syntax error in line 1\n\nError: b\n";
        assert_eq!(complaint(said), "<stdin>: syntax error in line 1; b");
        assert_eq!(complaint("some\n words\n"), "some; words");
        assert_eq!(complaint(""), "");
        assert_eq!(errors("Warning: odd\nline Error: no\n"), None);
    }
}
