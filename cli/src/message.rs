//! Messages for the user at the terminal.

use std::borrow::Cow;
use std::io::Write;
use std::sync::{Mutex, MutexGuard, PoisonError};

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use stancegraph::Error;
use stancegraph::answer::{Errors, Wrong};
use stancegraph::error::{Fault, Faults, Severity};
use stancegraph::model::steers;

use crate::failure::Failure;
use crate::flags;
use crate::json;

/// What was to be noted, where the answer is JSON: with an error, stderr is one JSON object.
static HELD: Mutex<Option<Vec<String>>> = Mutex::new(None);

/// Keeps notes until it is known whether the command fails.
pub fn hold_notes() {
    *held() = Some(Vec::new());
}

/// Says what was kept, and keeps nothing more.
pub fn release_notes() {
    let notes = held().take();
    notes.into_iter().flatten().for_each(|text| note(&text));
}

fn held() -> MutexGuard<'static, Option<Vec<String>>> {
    HELD.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Says why a command failed, on stderr.
pub fn failure(failure: &Failure) {
    let notes = held().take();
    match (notes, failure) {
        (Some(notes), _) => {
            let json = json::text(&errors(failure, notes));
            note(&json.unwrap_or_else(|other| text(&other)));
        }
        (None, Failure::Words(error)) => words(error),
        (None, _) => note(&text(failure)),
    }
}

/// Says what is wrong with the words on the command line. What is quoted of them may steer the terminal; then it is
/// said without colours, which steer it too.
fn words(error: &clap::Error) {
    let plain = error.to_string();
    match tame(&plain) {
        Cow::Borrowed(_) => drop(error.print()),
        Cow::Owned(tame) => drop(write!(anstream::stderr().lock(), "{tame}")),
    }
}

/// What stands on stderr where a command fails that was to answer in JSON.
fn errors(failure: &Failure, notes: Vec<String>) -> Errors {
    let (errors, omitted) = match failure {
        Failure::Library(Error::Faults(faults)) => {
            let errors = faults.iter().map(|fault| at_a_place(fault, faults));
            (errors.collect(), faults.omitted())
        }
        other @ (Failure::Library(_)
        | Failure::Usage(_)
        | Failure::Words(_)
        | Failure::ClosedPipe) => (vec![without_place(other)], 0),
    };
    let notes = notes.into_iter().map(|note| without_colours(&note));
    Errors::new(errors).with_omitted(omitted).with_notes(notes)
}

fn at_a_place(fault: &Fault, faults: &Faults) -> Wrong {
    let place = fault.place;
    Wrong::new(fault.cause.severity(), fault.message())
        .with_fix(flags::fix(fault))
        .with_file(place.map(|place| faults.files().name(place.file).to_owned()))
        .with_line(place.map(|place| place.line).filter(|line| *line > 0))
        .with_column(place.map(|place| place.column).filter(|column| *column > 0))
}

fn without_place(failure: &Failure) -> Wrong {
    let (message, fix) = match failure {
        Failure::Words(error) => {
            let text = without_colours(&error.to_string());
            parted(text.trim_start_matches("error: ").trim(), "\n\n")
        }
        other @ (Failure::Library(_) | Failure::Usage(_) | Failure::ClosedPipe) => {
            parted(&other.to_string(), "; ")
        }
    };
    let file = match failure {
        Failure::Library(
            Error::Io { path, .. }
            | Error::UnknownFormat { path, .. }
            | Error::EmptyFolder { path },
        ) => Some(path.display().to_string()),
        Failure::Library(_) | Failure::Usage(_) | Failure::Words(_) | Failure::ClosedPipe => None,
    };
    Wrong::new(Severity::Error, message).with_fix(fix).with_file(file)
}

/// What is wrong, and what stands behind it: how to mend it.
fn parted(text: &str, between: &str) -> (String, Option<String>) {
    match text.split_once(between) {
        Some((message, fix)) => (message.to_owned(), Some(fix.to_owned())),
        None => (text.to_owned(), None),
    }
}

fn without_colours(text: &str) -> String {
    anstream::adapter::strip_str(text).to_string()
}

fn text(failure: &Failure) -> String {
    match failure {
        Failure::Library(Error::Faults(faults)) => self::faults(faults),
        other @ (Failure::Library(_)
        | Failure::Usage(_)
        | Failure::Words(_)
        | Failure::ClosedPipe) => {
            render(&[Group::with_title(Level::ERROR.primary_title(tame(&other.to_string())))])
        }
    }
}

/// Something to know about an answer that is given all the same.
pub fn warning(text: &str) -> String {
    render(&[Group::with_title(Level::WARNING.primary_title(tame(text)))])
}

/// The most warnings of one sort that are said beside an answer.
const MOST_WARNINGS: usize = 5;

/// What is suspicious about what was read, each with its line; `check` lists all of it.
pub fn warnings(faults: &Faults) {
    for fault in faults.iter().take(MOST_WARNINGS) {
        note(&one(fault, faults));
    }
    if let more @ 1.. = faults.iter().count().saturating_sub(MOST_WARNINGS) {
        note(&warning(&format!("{more} more of this sort; `stancegraph check` lists them")));
    }
}

/// Why a command failed, without colours.
pub fn plain(failure: &Failure) -> String {
    without_colours(&text(failure))
}

/// Says something on stderr. Where nobody listens any more, that is not worth an error.
pub fn note(text: &str) {
    if let Some(notes) = held().as_mut() {
        return notes.push(text.to_owned());
    }
    let _ = writeln!(anstream::stderr().lock(), "{text}");
}

/// All faults, each with its line, and how many there are.
pub fn faults(faults: &Faults) -> String {
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
    match flags::fix(fault) {
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
    match faults.more() {
        None => listed,
        Some(more) => format!("{listed}, and {more}"),
    }
}

fn render(report: &[Group]) -> String {
    Renderer::styled().decor_style(DecorStyle::Ascii).render(report)
}
