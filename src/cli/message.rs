//! Messages for the person at the terminal.

use std::borrow::Cow;
use std::io::Write;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use stancegraph::Error;
use stancegraph::error::{Fault, Faults, Severity, thousands};

use crate::evidence::steers;
use crate::failure::Failure;

/// Says why a command failed, on stderr.
pub(crate) fn failure(failure: &Failure) {
    note(&text(failure));
}

fn text(failure: &Failure) -> String {
    match failure {
        Failure::Library(Error::Faults(faults)) => self::faults(faults),
        other => render(&[Group::with_title(Level::ERROR.primary_title(tame(&other.to_string())))]),
    }
}

/// Something to know about an answer that is given all the same.
pub(crate) fn warning(text: &str) -> String {
    render(&[Group::with_title(Level::WARNING.primary_title(tame(text)))])
}

/// Why a command failed, without colours.
pub(crate) fn plain(failure: &Failure) -> String {
    anstream::adapter::strip_str(&text(failure)).to_string()
}

/// Says something on stderr. Where nobody listens any more, that is not worth an error.
pub(crate) fn note(text: &str) {
    let _ = writeln!(anstream::stderr().lock(), "{text}");
}

/// All faults, each with its line, and how many there are.
pub(crate) fn faults(faults: &Faults) -> String {
    let mut parts = faults.iter().map(|fault| one(fault, faults)).collect::<Vec<_>>();
    parts.push(summary(faults));
    parts.join("\n\n")
}

fn one(fault: &Fault, faults: &Faults) -> String {
    let level = match fault.cause.severity() {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let message = fault.message();
    let Some(place) = fault.place else {
        return render(&[with_help(Group::with_title(level.primary_title(&message)), fault)]);
    };
    if faults.files().has_cells(place.file) {
        let said = faults.files().say(place);
        let origin = Origin::path(tame(&said));
        return render(&[with_help(level.primary_title(&message).element(origin), fault)]);
    }
    let excerpt = faults.files().excerpt(place);
    let (line, skipped) = excerpt.map_or(("", 0), |excerpt| (excerpt.text(), excerpt.skipped()));
    let line = tame(line);
    let (start, end) = span(&line, place.column.saturating_sub(skipped), place.length);
    let snippet = Snippet::source(line.as_ref())
        .line_start(place.line as usize)
        .annotation(AnnotationKind::Primary.span(start..end));
    let name = tame(faults.files().name(place.file));
    let group = match skipped {
        0 => level.primary_title(&message).element(snippet.path(name)),
        // The renderer would count columns from where the excerpt begins.
        _ => {
            let origin = Origin::path(name).line(place.line as usize);
            let origin = origin.char_column(place.column as usize);
            level.primary_title(&message).element(origin).element(snippet)
        }
    };
    render(&[with_help(group, fault)])
}

fn with_help<'a>(group: Group<'a>, fault: &Fault) -> Group<'a> {
    match fault.help() {
        Some(help) => group.element(Level::HELP.message(help)),
        None => group,
    }
}

/// A text in which nothing steers the terminal. As many characters as before: columns stay.
fn tame(text: &str) -> Cow<'_, str> {
    let is_wild = |c: char| !matches!(c, '\n' | '\t') && steers(c);
    if !text.contains(is_wild) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(
        text.chars().map(|c| if is_wild(c) { char::REPLACEMENT_CHARACTER } else { c }).collect(),
    )
}

/// The bytes of a line that are meant; the whole line where the column is not known.
fn span(line: &str, column: u32, length: u32) -> (usize, usize) {
    let offset = |characters: u32| {
        let found = line.char_indices().nth(characters as usize);
        found.map_or(line.len(), |(offset, _)| offset)
    };
    match column.checked_sub(1) {
        Some(before) => (offset(before), offset(before.saturating_add(length.max(1)))),
        None => {
            (line.len() - line.trim_start().len(), line.trim_end().len().max(1).min(line.len()))
        }
    }
}

fn summary(faults: &Faults) -> String {
    let count = |number: usize, what: &str| match number {
        0 => None,
        1 => Some(format!("1 {what}")),
        _ => Some(format!("{number} {what}s")),
    };
    let errors = count(faults.count(Severity::Error), "error");
    let warnings = count(faults.count(Severity::Warning), "warning");
    let listed = [errors, warnings].into_iter().flatten().collect::<Vec<_>>().join(", ");
    match faults.omitted() {
        0 => listed,
        more => format!("{listed}, and {} more", thousands(more)),
    }
}

fn render(report: &[Group]) -> String {
    Renderer::styled().decor_style(DecorStyle::Ascii).render(report)
}
