//! Edits of documents: TOML and JSON.
//!
//! Both are parsed into one tree in which every key and value knows its bytes, so that an edit replaces these
//! alone. How a field is written (a line of a table, a part of an inline table or of an object) is seen from what
//! stands before it.

use std::ops::Range;

use super::plan::{Found, Plan, Task};
use super::splice::Splice;
use crate::error::Error;
use crate::format::{Field, Tree, tree};
use crate::model::Attribute;
use crate::text::toml;

/// The edits of a document.
pub fn edits(task: &Task, text: &str, is_json: bool) -> Result<Found, Error> {
    let root = tree(text, is_json)?;
    let page = Page { text, is_json };
    let mut found = Found::default();
    page.stances(task, &root, &mut found);
    page.declarations(task, &root, &mut found);
    Ok(found)
}

/// The text of a document.
#[derive(Clone, Copy)]
pub struct Page<'t> {
    pub text: &'t str,
    pub is_json: bool,
}

/// How a field is written.
pub enum Way<'t> {
    /// On lines of its own, with what stands before its name: an indentation, and the names of the tables around it.
    Lines { start: usize, before: &'t str },
    /// In an inline table or an object, with the blanks before it.
    Inline { blanks: &'t str },
}

impl<'t> Page<'t> {
    fn stances(self, task: &Task, root: &Tree, found: &mut Found) {
        let stances = root.field("stances").map_or(&[][..], |(_, stances)| stances.items());
        for (stance, number) in stances.iter().zip(1..) {
            for name in task.plan.kind.fields() {
                if let Some((_, node)) = stance.field(name) {
                    self.mention(task, node, found);
                }
            }
            let Some(id) = task.ids.get(&number).filter(|_| stance.field("id").is_none()) else {
                continue;
            };
            found.splices.extend(self.add_field(stance, None, "id", &self.quoted(id), false));
        }
    }

    fn mention(self, task: &Task, node: &Tree, found: &mut Found) {
        let is_old = node.text().is_some_and(|text| task.plan.replaces(task.graph, text));
        if is_old && node.text() != Some(task.spelling) {
            found.mentions += 1;
            found.splices.push(Splice::replace(node.span(), self.quoted(task.spelling)));
        }
    }

    fn declarations(self, task: &Task, root: &Tree, found: &mut Found) {
        if task.plan.kind.section() == "actors" {
            for (_, actor) in root.field("actors").map_or(&[][..], |(_, actors)| actors.fields()) {
                if let Some((_, whole)) = actor.field("part-of") {
                    self.mention(task, whole, found);
                }
            }
        }
        let plan = task.plan;
        let section =
            root.field(plan.kind.section()).map_or(&[][..], |(_, section)| section.fields());
        for (key, node) in section {
            let id = key.text();
            if plan.declared.as_deref() == Some(id) {
                self.declaration(plan, key, node, found);
            } else if plan.takes(id) {
                self.remove(key.span(), node, found);
            }
        }
    }

    /// Edits the declaration of the thing itself.
    fn declaration(self, plan: &Plan, key: &Field, node: &Tree, found: &mut Found) {
        let id = key.text();
        if id != plan.new_id {
            self.rename_key(plan, key, found);
        }
        if let (Some(name), Some((_, old))) = (&plan.name, node.field("name")) {
            found.splices.push(Splice::replace(old.span(), self.quoted(name)));
        }
        for (field, text) in &plan.fields {
            found.splices.extend(self.add_field(node, Some(key), field, &self.quoted(text), true));
        }
        self.attributes(plan, key, node, found);
        match node.field("aliases") {
            Some((_, list)) => self.change_list(plan, list, found),
            None if plan.aliases.is_empty() => {}
            None => {
                let texts = plan.aliases.iter().map(|alias| self.quoted(alias)).collect::<Vec<_>>();
                let list = format!("[{}]", texts.join(", "));
                found.splices.extend(self.add_field(node, Some(key), "aliases", &list, true));
            }
        }
    }

    fn attributes(self, plan: &Plan, key: &Field, node: &Tree, found: &mut Found) {
        let all = plan.attributes.iter();
        if let Some((own, table)) = node.field("attributes") {
            let added = all.filter_map(|(name, value)| {
                self.add_field(table, Some(own), name, &self.value(value), true)
            });
            return found.splices.extend(added);
        }
        if !plan.attributes.is_empty() {
            let sign = if self.is_json { ":" } else { " =" };
            let said =
                all.map(|(name, value)| format!("{}{sign} {}", self.name(name), self.value(value)));
            let table = format!("{{ {} }}", said.collect::<Vec<_>>().join(", "));
            found.splices.extend(self.add_field(node, Some(key), "attributes", &table, true));
        }
    }

    /// The name of a field as it is written.
    pub fn name(self, name: &str) -> String {
        if self.is_json { self.quoted(name) } else { toml::key(name) }
    }

    fn value(self, value: &Attribute) -> String {
        match value {
            Attribute::Text(text) => self.quoted(text),
            Attribute::Number(_) | Attribute::Flag(_) => value.to_string(),
        }
    }

    /// Adds aliases behind the last one, and takes others out.
    fn change_list(self, plan: &Plan, list: &Tree, found: &mut Found) {
        let items = list.items();
        let is_gone = |item: &Tree| {
            item.text().is_some_and(|text| plan.no_aliases.iter().any(|alias| alias == text.trim()))
        };
        for (index, item) in items.iter().enumerate().filter(|(_, item)| is_gone(item)) {
            found.splices.push(Splice::remove(item.span()));
            let next = items.get(index + 1).map_or(list.span().end - 1, |next| next.span().start);
            let behind = item.span().end..next;
            // The comma behind it, or, of the last one, the comma before it.
            let before =
                index.checked_sub(1).map(|index| items[index].span().end..item.span().start);
            let comma = self.comma(behind).or_else(|| before.and_then(|before| self.comma(before)));
            found.splices.extend(comma.map(Splice::remove));
        }
        if let Some((old, new)) = &plan.other_alias {
            let item = items.iter().find(|item| item.text().is_some_and(|text| text.trim() == old));
            found.splices.extend(item.map(|item| Splice::replace(item.span(), self.quoted(new))));
        }
        let texts = plan.aliases.iter().map(|alias| self.quoted(alias)).collect::<Vec<_>>();
        if texts.is_empty() {
            return;
        }
        let Some(last) = items.iter().rev().find(|item| !is_gone(item)) else {
            return found.splices.push(Splice::insert(list.span().start + 1, texts.join(", ")));
        };
        found.splices.push(self.behind_last(list, last, &texts));
    }

    /// Adds items to a list behind its last one.
    pub fn behind_last(self, list: &Tree, last: &Tree, texts: &[String]) -> Splice {
        let blanks = self.line_before(last.span().start);
        let comma = self.comma(last.span().end..list.span().end - 1);
        match (blanks, comma) {
            // A comment beside the last one stays beside it.
            (Some(blanks), Some(comma)) if self.end_of_line(comma.end) < list.span().end => {
                let texts = texts.iter().map(|text| format!("{blanks}{text},"));
                Splice::insert(self.end_of_line(comma.end), texts.collect::<String>())
            }
            (blanks, _) => {
                let between = blanks.unwrap_or(" ");
                let texts = texts.iter().map(|text| format!(",{between}{text}"));
                Splice::insert(last.span().end, texts.collect::<String>())
            }
        }
    }

    /// The comma in a piece between two items, outside comments.
    pub fn comma(self, piece: Range<usize>) -> Option<Range<usize>> {
        let mut is_comment = false;
        for (at, letter) in self.text[piece.clone()].char_indices() {
            match letter {
                '#' if !self.is_json => is_comment = true,
                '\n' => is_comment = false,
                ',' if !is_comment => return Some(piece.start + at..piece.start + at + 1),
                _ => {}
            }
        }
        None
    }

    /// The line break and the indentation before something that begins its line.
    pub fn line_before(self, at: usize) -> Option<&'t str> {
        let before = &self.text[..at];
        let blanks = before.len() - before.trim_end_matches([' ', '\t', '\n', '\r']).len();
        let blanks = &before[at - blanks..];
        let start =
            blanks.rfind('\n').map(|start| start - usize::from(blanks[..start].ends_with('\r')));
        start.map(|start| &blanks[start..])
    }

    /// Adds a field to a table: before the first of its fields, or behind the one that such fields follow.
    fn add_field(
        self,
        table: &Tree,
        key: Option<&Field>,
        name: &str,
        value: &str,
        is_behind: bool,
    ) -> Option<Splice> {
        let sign = if self.is_json { ":" } else { " =" };
        let said = format!("{}{sign} {value}", self.name(name));
        let plain = table.fields().iter().filter(|(_, field)| !self.is_table(field));
        let anchor = match is_behind {
            true => {
                let of = |name: &str| table.field(name).filter(|(_, field)| !self.is_table(field));
                ["kind", "name", "description"].into_iter().find_map(of).or_else(|| {
                    plain.max_by_key(|(key, _)| key.span().start).map(|(key, node)| (key, node))
                })
            }
            false => plain.min_by_key(|(key, _)| key.span().start).map(|(key, node)| (key, node)),
        };
        let Some((first, node)) = anchor else { return self.add_first_field(table, key, &said) };
        let line = self.line_break();
        Some(match (self.way(first.span().start), is_behind) {
            (Way::Lines { start, before }, false) => {
                Splice::insert(start, format!("{before}{said}{line}"))
            }
            (Way::Lines { before, .. }, true) => {
                Splice::insert(self.end_of_line(node.span().end), format!("{line}{before}{said}"))
            }
            (Way::Inline { blanks }, false) => {
                let between = if blanks.is_empty() { " " } else { blanks };
                Splice::insert(first.span().start, format!("{said},{between}"))
            }
            (Way::Inline { blanks }, true) => {
                let between = if blanks.is_empty() { " " } else { blanks };
                Splice::insert(node.span().end, format!(",{between}{said}"))
            }
        })
    }

    /// Adds the first field of a table: within its braces, or below the line with its name.
    fn add_first_field(self, table: &Tree, key: Option<&Field>, said: &str) -> Option<Splice> {
        let span = table.span();
        if self.text[span.clone()].starts_with('{') {
            let within = if self.is_json { said.to_owned() } else { format!(" {said} ") };
            return Some(Splice::replace(span.start + 1..span.end - 1, within));
        }
        let end = self.end_of_line(key?.span().end);
        Some(Splice::insert(end, format!("{}{said}", self.line_break())))
    }

    /// Whether a field is a table with lines of its own.
    pub fn is_table(self, field: &Tree) -> bool {
        field.is_table() && !self.text[field.span()].starts_with('{')
    }

    /// How a field is written whose name begins here.
    pub fn way(self, key: usize) -> Way<'t> {
        let before = &self.text[..key];
        let start = before.rfind('\n').map_or(0, |end| end + 1);
        let line = &before[start..];
        // A line that begins with a name, and perhaps those of tables around it: `actors.ann.name = …`.
        let is_name = |letter: char| {
            letter.is_alphanumeric() || matches!(letter, ' ' | '\t' | '.' | '-' | '_' | '"' | '\'')
        };
        let bare = before.trim_end();
        if !self.is_json
            && line.chars().all(is_name)
            && !(line.trim().is_empty() && bare.ends_with(['{', ',']))
        {
            return Way::Lines { start, before: line };
        }
        Way::Inline { blanks: &before[bare.len()..] }
    }

    pub fn end_of_line(self, at: usize) -> usize {
        let rest = &self.text[at..];
        let end = rest
            .find('\n')
            .map_or(rest.len(), |end| end - usize::from(rest[..end].ends_with('\r')));
        at + end
    }

    /// The start of the line behind that of a byte.
    pub fn next_line(self, at: usize) -> usize {
        let rest = &self.text[at..];
        at + rest.find('\n').map_or(rest.len(), |end| end + 1)
    }

    /// The line break of the text.
    pub fn line_break(self) -> &'static str {
        if self.text.contains("\r\n") { "\r\n" } else { "\n" }
    }

    /// Removes a declaration; comments among its lines stay.
    fn remove(self, key: Range<usize>, node: &Tree, found: &mut Found) {
        if let Way::Inline { .. } = self.way(key.start)
            && !self.is_header(key.start)
        {
            return found.splices.extend(self.without_comma(key.start..node.span().end));
        }
        let mut pieces = Vec::new();
        self.lines_of(key, node, &mut pieces);
        pieces.sort_by_key(|piece| piece.start);
        pieces.dedup();
        let begin = pieces.first().map_or(0, |piece| piece.start);
        found.splices.extend(pieces.into_iter().map(Splice::remove));
        // Of the empty lines around it, those before it go with it.
        let before = &self.text[..begin];
        let empty = before.trim_end_matches(['\n', '\r', ' ', '\t']);
        let first = if empty.is_empty() { 0 } else { self.next_line(empty.len()) };
        if first < begin {
            found.splices.push(Splice::remove(first..begin));
        }
    }

    /// Whether a name stands in the header of a table: `[actors.ann]`.
    pub fn is_header(self, key: usize) -> bool {
        let start = self.text[..key].rfind('\n').map_or(0, |end| end + 1);
        !self.is_json && self.text[start..key].trim_start().starts_with('[')
    }

    /// The lines of a field and of everything in it, without comments.
    fn lines_of(self, key: Range<usize>, node: &Tree, pieces: &mut Vec<Range<usize>>) {
        let start = self.text[..key.start].rfind('\n').map_or(0, |end| end + 1);
        let end = match self.is_table(node) {
            true if self.is_header(key.start) => {
                let rest = &self.text[key.end..];
                key.end + rest.find(']').map_or(0, |end| end + 1)
            }
            true => start,
            false => node.span().end,
        };
        if end > start {
            let line_end = self.end_of_line(end);
            let behind = &self.text[end..line_end];
            let next = self.next_line(end);
            // A comment beside it becomes a line of its own.
            let blanks = behind.len() - behind.trim_start().len();
            pieces.push(start..if behind.trim().is_empty() { next } else { end + blanks });
        }
        if self.is_table(node) {
            for (key, field) in node.fields() {
                self.lines_of(key.span(), field, pieces);
            }
        }
    }

    /// Removes a part of an inline table or an object with its comma.
    pub fn without_comma(self, piece: Range<usize>) -> Vec<Splice> {
        let behind = &self.text[piece.end..];
        let blanks = behind.len() - behind.trim_start().len();
        if behind[blanks..].starts_with(',') {
            let next = &behind[blanks + 1..];
            let end = piece.end + blanks + 1 + (next.len() - next.trim_start().len());
            return vec![Splice::remove(piece.start..end)];
        }
        let before = self.text[..piece.start].trim_end();
        let start = if before.ends_with(',') { before.len() - 1 } else { before.len() };
        vec![Splice::remove(start..piece.end)]
    }

    /// Gives a declaration another id, wherever its name stands.
    fn rename_key(self, plan: &Plan, key: &Field, found: &mut Found) {
        if self.is_json {
            return found.splices.push(Splice::replace(key.span(), self.quoted(&plan.new_id)));
        }
        let (section, new) = (plan.kind.section(), toml::key(&plan.new_id));
        let mut at = 0;
        let mut is_done = false;
        for line in self.text.split_inclusive('\n') {
            if let Some(range) = toml::second_key(line, section, key.text()) {
                let range = at + range.start..at + range.end;
                is_done |= range == key.span();
                found.splices.push(Splice::replace(range, new.clone()));
            }
            at += line.len();
        }
        if !is_done {
            found.splices.push(Splice::replace(key.span(), new));
        }
    }

    pub fn quoted(self, text: &str) -> String {
        match self.is_json {
            true => serde_json::Value::from(text).to_string(),
            false => toml::quoted(text),
        }
    }
}
