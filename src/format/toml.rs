//! TOML, for people.

use std::collections::BTreeMap;
use std::io::{self, Write};

use toml::Spanned;
use toml::de::{DeTable, DeValue};
use toml_edit::Value as Written;

use super::broken::understood;
use super::document::{CODED_RANGE, CREATE, DEFAULTS, Parsed, UNDECLARED};
use super::limit::{Limits, check_parts};
use super::short::{Defaults, Short};
use super::tree::{Key, Lines, Node, Value};
use crate::error::Cause;
use crate::model::{
    Actor, Attribute, Attributes, Date, Document, Issue, Precision, Source, Stance, whole,
};
use crate::text::toml::key;

/// A syntax fault and its byte range.
pub(super) type Broken = (Cause, std::ops::Range<usize>);

/// Reads a TOML text.
pub fn parsed(text: &str, lines: &Lines, limits: &Limits) -> Parsed {
    let (root, broken) = parse(text);
    understood(Some(root), broken, lines, limits)
}

/// Parses a text into a tree, and collects its syntax faults.
pub(super) fn parse(text: &str) -> (Node<'_>, Vec<Broken>) {
    // All such signs count, also those within texts, where they are rare. A line without any is a fault.
    let is_sign = |byte: &u8| matches!(byte, b',' | b'=' | b'[' | b'{' | b'.');
    let parts = text.bytes().filter(is_sign).count();
    let lines = text.bytes().filter(|byte| *byte == b'\n').count();
    if let Err(cause) = check_parts(parts.max(lines / 2), text.len()) {
        return (Node { value: Value::Table(Vec::new()), span: 0..0 }, vec![(cause, 0..0)]);
    }
    let (table, errors) = DeTable::parse_recoverable(text);
    let errors = errors.into_iter().map(|error| {
        let span = error.span().unwrap_or(0..0);
        (cause(error.message(), text.get(span.clone())), span)
    });
    let errors = super::slips::of_toml(text, errors.collect());
    let span = table.span();
    (Node { value: Value::Table(fields(table.into_inner())), span }, errors)
}

/// The cause of a syntax fault, in our own words if they say more.
fn cause(message: &str, found: Option<&str>) -> Cause {
    match (message, found) {
        ("duplicate key", Some(key)) => {
            Cause::RepeatedField(key.trim_matches(['"', '\'']).to_owned())
        }
        _ => Cause::Syntax(message.lines().collect::<Vec<_>>().join(", ")),
    }
}

/// The fields of a table, in the order of the text.
fn fields(table: DeTable<'_>) -> Vec<(Key<'_>, Node<'_>)> {
    let fields = table.into_iter().map(|(key, value)| {
        let span = key.span();
        (Key { text: key.into_inner(), span }, node(value))
    });
    let mut fields = fields.collect::<Vec<_>>();
    fields.sort_by_key(|(key, _)| key.span.start);
    fields
}

fn node(spanned: Spanned<DeValue<'_>>) -> Node<'_> {
    let span = spanned.span();
    let value = match spanned.into_inner() {
        DeValue::String(text) => Value::Text(text),
        DeValue::Integer(number) => Value::Number(integer(number.as_str(), number.radix())),
        DeValue::Float(number) => Value::Number(number.as_str().to_owned().into()),
        DeValue::Boolean(flag) => Value::Flag(flag),
        DeValue::Datetime(time) => match (time.date, time.time) {
            (Some(day), None) => Value::Day(day.to_string()),
            _ => Value::Time,
        },
        DeValue::Array(array) => Value::List(array.into_iter().map(node).collect()),
        DeValue::Table(table) => Value::Table(fields(table)),
    };
    Node { value, span }
}

fn integer(digits: &str, radix: u32) -> std::borrow::Cow<'static, str> {
    match (radix, u64::from_str_radix(digits, radix)) {
        (10, _) | (_, Err(_)) => digits.to_owned().into(),
        (_, Ok(number)) => number.to_string().into(),
    }
}

/// The comments of a text, by the items they belong to.
#[derive(Debug, Default)]
pub(super) struct Comments {
    pub(super) header: Vec<String>,
    /// Comments by the path of a key, as [`join`] makes it: the title, an actor, the note of the fourth stance.
    pub(super) at: BTreeMap<String, Comment>,
    pub(super) end: Vec<String>,
}

/// The separator of the parts of a path; no id contains it.
pub(super) const BETWEEN: char = '\u{1f}';

/// Joins the path of an item and the name of its part.
pub(super) fn join(path: &str, part: &str) -> String {
    if path.is_empty() { part.to_owned() } else { format!("{path}{BETWEEN}{part}") }
}

/// The comments of one key or table; an empty string is an empty line.
#[derive(Clone, Debug, Default)]
pub(super) struct Comment {
    pub(super) above: Vec<String>,
    pub(super) beside: Option<String>,
}

impl Comment {
    /// All its lines, to write above an item.
    fn into_lines(self) -> Vec<String> {
        self.above.into_iter().filter(|line| !line.is_empty()).chain(self.beside).collect()
    }
}

/// Writes the canonical form.
pub(super) fn write(document: &Document, out: &mut dyn Write) -> io::Result<()> {
    let order = (0..document.stances.len()).collect::<Vec<_>>();
    write_with(document, &order, Comments::default(), &Short::default(), out)
}

/// Writes the canonical form with comments, the stances in this order, abbreviated as the file does.
pub(super) fn write_with(
    document: &Document,
    order: &[usize],
    comments: Comments,
    short: &Short,
    out: &mut dyn Write,
) -> io::Result<()> {
    let Comments { header, at, end } = comments;
    let mut writer = Writer { out, comments: at, is_first: header.is_empty() };
    writer.lines(&header)?;
    writer.top(document, short.creates)?;
    let shared = shared_fields(&short.defaults);
    // A list is no table, so it stands before all tables.
    if short.is_inline && !order.is_empty() {
        writer.list(document, order, &shared)?;
    }
    writer.defaults(&shared)?;
    for (id, actor) in &document.actors {
        writer.table("actors", id.as_str(), &actor_fields(actor))?;
    }
    for (id, issue) in &document.issues {
        writer.table("issues", id.as_str(), &issue_fields(issue))?;
    }
    for (id, source) in &document.sources {
        writer.table("sources", id.as_str(), &source_fields(source))?;
    }
    writer.labels(document)?;
    for number in order.iter().filter(|_| !short.is_inline) {
        writer.stance(*number, &document.stances[*number], &shared)?;
    }
    writer.end(end)
}

type Field = (&'static str, Written);

struct Writer<'w> {
    out: &'w mut dyn Write,
    /// The comments that are not yet written.
    comments: BTreeMap<String, Comment>,
    is_first: bool,
}

impl Writer<'_> {
    /// Writes an empty line between tables.
    fn gap(&mut self) -> io::Result<()> {
        if !std::mem::replace(&mut self.is_first, false) {
            writeln!(self.out)?;
        }
        Ok(())
    }

    fn lines(&mut self, lines: &[String]) -> io::Result<()> {
        lines.iter().try_for_each(|line| writeln!(self.out, "{line}"))
    }

    /// Writes a line with its comments above and beside it.
    fn line(&mut self, path: &str, text: &str) -> io::Result<()> {
        let comment = self.comments.remove(path).unwrap_or_default();
        self.lines(&comment.above)?;
        match comment.beside {
            Some(beside) => writeln!(self.out, "{text} {beside}"),
            None => writeln!(self.out, "{text}"),
        }
    }

    /// Writes the comments of an item without a line of its own.
    fn stray(&mut self, path: &str) -> io::Result<()> {
        let comment = self.comments.remove(path).unwrap_or_default();
        self.lines(&comment.into_lines())
    }

    /// Writes the comments of all parts of an item that are not among its fields.
    fn stray_parts(&mut self, path: &str, fields: &[Field]) -> io::Result<()> {
        let written = fields.iter().map(|(name, _)| join(path, name)).collect::<Vec<_>>();
        let first = join(path, "");
        let parts = self.comments.range(first.clone()..).map(|(part, _)| part);
        let parts = parts.take_while(|part| part.starts_with(&first));
        let parts = parts.filter(|part| !written.contains(part)).cloned().collect::<Vec<_>>();
        parts.iter().try_for_each(|part| self.stray(part))
    }

    fn field(&mut self, path: &str, name: &str, value: &Written) -> io::Result<()> {
        let path = join(path, name);
        self.stray_parts(&path, &[])?;
        self.line(&path, &format!("{} = {value}", key(name)))
    }

    /// Writes the comments at the end of the file, and those of items that are not written.
    fn end(&mut self, comments: Vec<String>) -> io::Result<()> {
        let stray = std::mem::take(&mut self.comments).into_values();
        let lines = stray.flat_map(Comment::into_lines).chain(comments).collect::<Vec<_>>();
        if lines.is_empty() {
            return Ok(());
        }
        self.gap()?;
        self.lines(&lines)
    }

    fn top(&mut self, document: &Document, creates: bool) -> io::Result<()> {
        let range = document.coded_range.map(|range| range.to_string());
        let undeclared = creates.then(|| CREATE.to_owned());
        let texts = [
            ("$schema", &document.schema),
            ("title", &document.title),
            ("description", &document.description),
            (CODED_RANGE, &range),
            (UNDECLARED, &undeclared),
        ];
        let mut texts = texts.iter().filter_map(|(name, text)| Some((name, text.as_ref()?)));
        let Some((name, text)) = texts.next() else { return Ok(()) };
        self.gap()?;
        self.field("", name, &text.as_str().into())?;
        texts.try_for_each(|(name, text)| self.field("", name, &text.as_str().into()))
    }

    fn table(&mut self, section: &str, id: &str, fields: &[Field]) -> io::Result<()> {
        self.gap()?;
        self.stray(section)?;
        let path = join(section, id);
        self.stray_parts(&path, fields)?;
        self.line(&path, &format!("[{section}.{}]", key(id)))?;
        fields.iter().try_for_each(|(name, value)| self.field(&path, name, value))
    }

    fn labels(&mut self, document: &Document) -> io::Result<()> {
        if document.labels.is_empty() {
            return Ok(());
        }
        self.gap()?;
        self.line("labels", "[labels]")?;
        for (label, meaning) in &document.labels {
            let position = Written::from(meaning.position.as_str());
            let value = match meaning.strength.is_full() {
                true => position,
                false => inline([
                    ("position", position),
                    ("strength", number_of(meaning.strength.get())),
                ]),
            };
            self.field("labels", label, &value)?;
        }
        Ok(())
    }

    /// Writes the fields that all stances share.
    fn defaults(&mut self, shared: &[Field]) -> io::Result<()> {
        if shared.is_empty() {
            return Ok(());
        }
        self.gap()?;
        self.stray_parts(DEFAULTS, shared)?;
        self.line(DEFAULTS, &format!("[{DEFAULTS}]"))?;
        shared.iter().try_for_each(|(name, value)| self.field(DEFAULTS, name, value))
    }

    /// Writes stances as one-liners.
    fn list(&mut self, document: &Document, order: &[usize], shared: &[Field]) -> io::Result<()> {
        self.gap()?;
        self.line("stances", "stances = [")?;
        for number in order {
            let path = join("stances", &number.to_string());
            self.stray_parts(&path, &[])?;
            let fields = own_fields(&document.stances[*number], shared);
            if let Some(comment) = self.comments.get_mut(&path) {
                comment.above.retain(|line| !line.is_empty());
                comment.above.iter_mut().for_each(|line| line.insert_str(0, "  "));
            }
            self.line(&path, &format!("  {},", inline(fields)))?;
        }
        self.lines(&["]".to_owned()])
    }

    fn stance(&mut self, number: usize, stance: &Stance, shared: &[Field]) -> io::Result<()> {
        self.gap()?;
        self.stray("stances")?;
        let path = join("stances", &number.to_string());
        let fields = own_fields(stance, shared);
        self.stray_parts(&path, &fields)?;
        self.line(&path, "[[stances]]")?;
        fields.iter().try_for_each(|(name, value)| self.field(&path, name, value))
    }
}

fn inline(fields: impl IntoIterator<Item = (&'static str, Written)>) -> Written {
    fields.into_iter().collect::<toml_edit::InlineTable>().into()
}

fn text(name: &'static str, value: Option<&str>) -> Option<Field> {
    value.map(|value| (name, value.into()))
}

fn day(name: &'static str, date: Option<Date>) -> Option<Field> {
    let date = date?;
    let native = date.to_string().parse::<toml_edit::Datetime>().ok();
    let native = native.filter(|_| date.precision() == Precision::Day);
    Some((name, native.map_or_else(|| date.to_string().into(), Written::from)))
}

/// A number as people write it: `3`, not `3.0`.
fn number_of(number: f64) -> Written {
    match whole(number) {
        Some(whole) => whole.into(),
        None => number.into(),
    }
}

fn list(name: &'static str, texts: &[String]) -> Option<Field> {
    let array = texts.iter().map(String::as_str).collect::<toml_edit::Array>();
    (!texts.is_empty()).then(|| (name, array.into()))
}

fn attributes(attributes: &Attributes) -> Option<Field> {
    if attributes.is_empty() {
        return None;
    }
    let mut table = toml_edit::InlineTable::new();
    for (name, value) in attributes {
        table.insert(
            name,
            match value {
                Attribute::Flag(flag) => (*flag).into(),
                Attribute::Number(number) => number_of(*number),
                Attribute::Text(text) => text.as_str().into(),
            },
        );
    }
    Some(("attributes", table.into()))
}

fn actor_fields(actor: &Actor) -> Vec<Field> {
    let fields = [
        text("name", actor.name.as_deref()),
        text("kind", actor.kind.as_deref()),
        list("aliases", &actor.aliases),
        text("part-of", actor.part_of.as_ref().map(AsRef::as_ref)),
        attributes(&actor.attributes),
    ];
    fields.into_iter().flatten().collect()
}

fn issue_fields(issue: &Issue) -> Vec<Field> {
    let fields = [
        text("name", issue.name.as_deref()),
        text("description", issue.description.as_deref()),
        list("aliases", &issue.aliases),
        attributes(&issue.attributes),
    ];
    fields.into_iter().flatten().collect()
}

fn source_fields(source: &Source) -> Vec<Field> {
    let fields = [
        text("title", source.title.as_deref()),
        text("publisher", source.publisher.as_deref()),
        day("date", source.date),
        text("url", source.url.as_deref()),
        text("archived", source.archived.as_deref()),
        text("text", source.text.as_deref()),
    ];
    fields.into_iter().flatten().collect()
}

fn shared_fields(defaults: &Defaults) -> Vec<Field> {
    let Defaults { actor, speaker, issue, date, source, locator, coder, grade } = defaults;
    let fields = [
        text("actor", actor.as_ref().map(|(id, _)| id.as_str())),
        text("speaker", speaker.as_ref().map(|(id, _)| id.as_str())),
        text("issue", issue.as_ref().map(|(id, _)| id.as_str())),
        day("date", *date),
        text("source", source.as_ref().map(|(id, _)| id.as_str())),
        text("locator", locator.as_deref()),
        text("coder", coder.as_deref()),
        text("grade", grade.as_deref()),
    ];
    fields.into_iter().flatten().collect()
}

/// The fields of a stance that differ from those that all stances share.
fn own_fields(stance: &Stance, shared: &[Field]) -> Vec<Field> {
    let is_shared = |(name, value): &Field| {
        // Only a stance without any target takes the shared issue.
        if *name == "issue" && stance.toward.is_some() {
            return false;
        }
        let shared = shared.iter().find(|(known, _)| known == name);
        shared.is_some_and(|(_, shared)| shared.to_string() == value.to_string())
    };
    stance_fields(stance).into_iter().filter(|field| !is_shared(field)).collect()
}

fn stance_fields(stance: &Stance) -> Vec<Field> {
    let fields = [
        text("id", stance.id.as_ref().map(AsRef::as_ref)),
        text("actor", Some(stance.actor.as_str())),
        text("speaker", stance.speaker.as_ref().map(AsRef::as_ref)),
        text("label", stance.label.as_deref()),
        text("issue", stance.issue.as_ref().map(AsRef::as_ref)),
        text("toward", stance.toward.as_ref().map(AsRef::as_ref)),
        text("position", stance.position.map(crate::model::Position::as_str)),
        stance.strength.map(|strength| ("strength", number_of(strength.get()))),
        stance.weight.map(|weight| ("weight", number_of(weight.get()))),
        day("date", stance.date),
        day("until", stance.until),
        text("source", stance.source.as_ref().map(AsRef::as_ref)),
        text("locator", stance.locator.as_deref()),
        text("quote", stance.quote.as_deref()),
        text("note", stance.note.as_deref()),
        text("coder", stance.coder.as_deref()),
        text("grade", stance.grade.as_deref()),
        text("status", (!stance.status.is_confirmed()).then_some(stance.status.as_str())),
        stance.characters.map(|characters| ("characters", characters.to_string().into())),
        text("proposed-by", stance.proposed_by.as_deref()),
        text("rule", stance.rule.as_deref()),
        stance.confidence.map(|confidence| ("confidence", number_of(confidence.get()))),
    ];
    fields.into_iter().flatten().collect()
}
