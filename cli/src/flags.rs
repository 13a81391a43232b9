//! Words what the library requests and suggests as flags.

use stancegraph::answer::{Note, Suggestion};
use stancegraph::error::{Fault, LeftOut, LookAlikes, Request};

/// The fix of a fault, in terms of flags.
pub fn fix(fault: &Fault) -> Option<String> {
    fault.help_worded(flag)
}

/// What was left out, and the flags that would include it.
pub fn left_out(left_out: &LeftOut) -> String {
    left_out.worded(flag)
}

/// A note below a table, with what it suggests in terms of flags.
pub fn note(note: &Note) -> String {
    note.worded(suggested)
}

/// The words on the command line for what a note suggests.
fn suggested(suggestion: &Suggestion) -> String {
    match suggestion {
        Suggestion::Top(None) => "--top".into(),
        Suggestion::Top(Some(number)) => format!("--top {number}"),
        Suggestion::Csv => "--format csv".into(),
        Suggestion::Json => "--format json".into(),
        Suggestion::MinShared(least) => format!("--min-shared {least}"),
        Suggestion::Range => "--range LOW:HIGH".into(),
        Suggestion::Direct => "--direct".into(),
        Suggestion::Measure(measure) => format!("--measure {measure}"),
        Suggestion::Threshold(threshold) => format!("--threshold {threshold}"),
        Suggestion::Since => "--since".into(),
        Suggestion::Kinds(None) => "--only".into(),
        Suggestion::Kinds(Some(placeholder)) => format!("--only {placeholder}"),
        Suggestion::FirstStances => "--first".into(),
        Suggestion::Actors => "--actor".into(),
        Suggestion::Issues => "--issue".into(),
        Suggestion::Ever => "--ever".into(),
    }
}

/// The words on the command line for a request.
fn flag(request: &Request) -> String {
    match request {
        Request::Encoding => "--encoding".into(),
        Request::Columns => "--map".into(),
        Request::Ignore(None) => "--ignore".into(),
        Request::Ignore(Some(name)) => format!("--ignore {}", word(name)),
        Request::Values(values) => format!("--values \"{values}\""),
        Request::Missing(text) => format!("--missing \"{text}\" beside --map"),
        Request::Dates(form) => format!("--dates {form}"),
        Request::Sign(None) => "--sign".into(),
        Request::Sign(Some(placeholder)) => format!("--sign {placeholder}"),
        Request::NodeId(name) => format!("--node-id {}", word(name)),
        Request::Sheet(None) => "--sheet".into(),
        Request::Sheet(Some(placeholder)) => format!("--sheet {placeholder}"),
        Request::Variable(role) => format!("--dna {role}=NAME"),
        Request::Format(name) => format!("--from {name} of convert, or --read-as {name}"),
        Request::Join => "--join KEY=FILE".into(),
        Request::JoinedColumns => "--join-map issue.description=COLUMN,date=COLUMN".into(),
        Request::Codes => "--codes FILE".into(),
        Request::Merge(names) => format!("`{}`", merge(names)),
        Request::Page => "`stancegraph page FILE -o map.html`".into(),
        Request::Dot => "`convert -o FILE.dot`".into(),
    }
}

/// The most files that a command names.
const MOST_FILES: usize = 8;

/// The command that merges names that look like one.
fn merge(names: &LookAlikes) -> String {
    let issue = (names.kind == "issue").then(|| "--issue".to_owned());
    let words = std::iter::once(names.keep.as_str()).chain(names.others()).map(word);
    let files = names.files();
    let are_said = (1..=MOST_FILES).contains(&files.len());
    let files =
        if are_said { files.into_iter().map(word).collect() } else { vec!["FILE…".into()] };
    let command = ["stancegraph".into(), "merge".into()].into_iter();
    command.chain(issue).chain(words).chain(files).collect::<Vec<_>>().join(" ")
}

/// A name, quoted as one word of a command line.
pub fn word(name: &str) -> String {
    let is_one = |letter: char| letter.is_alphanumeric() || "_-.:/+".contains(letter);
    match () {
        () if name.chars().all(is_one) && !name.is_empty() && !name.starts_with('-') => name.into(),
        () if name.contains(['"', '$', '`', '\\', '!']) => {
            format!("'{}'", name.replace('\'', "'\\''"))
        }
        () => format!("\"{name}\""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_with_blanks_are_one_word() {
        assert_eq!(flag(&Request::NodeId("position".into())), "--node-id position");
        assert_eq!(flag(&Request::Ignore(Some("edge type".into()))), "--ignore \"edge type\"");
    }
}
