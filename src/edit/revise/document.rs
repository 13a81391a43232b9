//! Revisions of documents: TOML and JSON.

use std::ops::Range;

use serde_json::Value;

use super::super::splice::{Splice, spliced};
use super::super::tree::{Page, Way};
use super::{Declared, Plain, Wish, Wishes};
use crate::error::Error;
use crate::format::{Field, TableField, Tree, tree};
use crate::text::toml;

/// The sections of a document, in their usual order.
const SECTIONS: [&str; 5] = ["actors", "issues", "sources", "labels", "stances"];

/// The document after its revision.
///
/// A stance whose fields change one after the other is read anew in between, so that commas and lines are found where
/// they are.
pub fn revised(text: &str, is_json: bool, wishes: &Wishes) -> Result<String, Error> {
    let mut text = text.to_owned();
    let rounds = wishes.set.iter().map(|(_, fields)| fields.len()).max().unwrap_or(0);
    for round in 0..rounds {
        let one = wishes.set.iter().filter_map(|(line, fields)| Some((*line, fields.get(round)?)));
        text = step(&text, is_json, |page, root| page.set(root, one))?;
    }
    if !wishes.removed.is_empty() {
        text = step(&text, is_json, |page, root| page.without(root, &wishes.removed))?;
    }
    for declared in &wishes.declared {
        let known = declared.fields().len().max(1);
        for field in 0..known {
            text = step(&text, is_json, |page, root| page.declared(root, declared, field))?;
        }
    }
    if !wishes.added.is_empty() {
        text = step(&text, is_json, |page, root| vec![page.with(root, &wishes.added)])?;
    }
    Ok(text)
}

fn step(
    text: &str,
    is_json: bool,
    splices: impl FnOnce(Page, &Tree) -> Vec<Splice>,
) -> Result<String, Error> {
    let root = tree(text, is_json)?;
    Ok(spliced(text, splices(Page { text, is_json }, &root)))
}

fn stances<'r, 't>(root: &'r Tree<'t>) -> &'r [Tree<'t>] {
    root.field("stances").map_or(&[][..], |(_, stances)| stances.items())
}

/// The stance with a number.
fn numbered<'r, 't>(root: &'r Tree<'t>, number: u32) -> Option<&'r Tree<'t>> {
    stances(root).get(usize::try_from(number).ok()?.checked_sub(1)?)
}

/// The place of a field in the usual order.
fn rank(name: &str) -> usize {
    let names = TableField::STANCE.map(TableField::as_str);
    let mut all = names.iter().chain(&super::DECLARED);
    all.position(|known| *known == name).unwrap_or(usize::MAX)
}

type Fields = [(&'static str, Value)];

impl Page<'_> {
    fn set<'w>(self, root: &Tree, wishes: impl Iterator<Item = (u32, &'w Wish)>) -> Vec<Splice> {
        let splices = wishes.filter_map(|(number, (name, value))| {
            let stance = numbered(root, number)?;
            Some(match (stance.field(name), value) {
                (Some((_, node)), Some(value)) => {
                    let is_quoted = self.text[node.span()].starts_with(['"', '\'']);
                    let text = self.written(name, value, is_quoted);
                    let is_same = self.text[node.span()] == text;
                    if is_same { Vec::new() } else { vec![Splice::replace(node.span(), text)] }
                }
                (None, Some(value)) => vec![self.with_field(stance, name, value)],
                (Some((key, node)), None) => self.without_field(key.span(), node),
                (None, None) => Vec::new(),
            })
        });
        splices.flatten().collect()
    }

    /// Adds a field behind those that usually stand before it.
    fn with_field(self, table: &Tree, name: &str, value: &Value) -> Splice {
        let said = self.said(name, value);
        let fields = table.fields();
        let before = fields.iter().filter(|(key, _)| rank(key.text()) < rank(name));
        let Some((key, node)) = before.max_by_key(|(key, _)| key.span().start) else {
            return match fields.iter().min_by_key(|(key, _)| key.span().start) {
                Some((first, _)) => self.before(first, &said),
                None => self.first_in(table, &said),
            };
        };
        match self.way(key.span().start) {
            Way::Lines { before, .. } => {
                let line = self.line_break();
                Splice::insert(self.end_of_line(node.span().end), format!("{line}{before}{said}"))
            }
            Way::Inline { blanks } => {
                let between = if blanks.is_empty() { " " } else { blanks };
                Splice::insert(node.span().end, format!(",{between}{said}"))
            }
        }
    }

    fn before(self, first: &Field, said: &str) -> Splice {
        match self.way(first.span().start) {
            Way::Lines { start, before } => {
                Splice::insert(start, format!("{before}{said}{}", self.line_break()))
            }
            Way::Inline { blanks } => {
                let between = if blanks.is_empty() { " " } else { blanks };
                Splice::insert(first.span().start, format!("{said},{between}"))
            }
        }
    }

    fn first_in(self, table: &Tree, said: &str) -> Splice {
        let span = table.span();
        if self.text[span.clone()].starts_with('{') {
            let within = if self.is_json { said.to_owned() } else { format!(" {said} ") };
            return Splice::replace(span.start + 1..span.end - 1, within);
        }
        Splice::insert(self.end_of_line(span.end), format!("{}{said}", self.line_break()))
    }

    fn without_field(self, key: Range<usize>, node: &Tree) -> Vec<Splice> {
        match self.way(key.start) {
            Way::Lines { start, .. } => {
                vec![Splice::remove(start..self.next_line(node.span().end))]
            }
            Way::Inline { .. } => self.without_comma(key.start..node.span().end),
        }
    }

    /// A field with its name, as it is written.
    fn said(self, name: &str, value: &Value) -> String {
        let sign = if self.is_json { ":" } else { " =" };
        format!("{}{sign} {}", self.name(name), self.written(name, value, false))
    }

    /// A value as it is written; a day of TOML without quotes, unless those before it had some.
    fn written(self, name: &str, value: &Value, is_quoted: bool) -> String {
        match value {
            Value::Number(number) => Plain(number).to_string(),
            Value::String(day) if !self.is_json && !is_quoted && is_day(name, day) => day.clone(),
            Value::String(text) => self.quoted(text),
            Value::Array(items) => {
                let items = items.iter().map(|item| self.written(name, item, true));
                format!("[{}]", items.collect::<Vec<_>>().join(", "))
            }
            Value::Null | Value::Bool(_) | Value::Object(_) => value.to_string(),
        }
    }

    /// Fields on one line: `{ actor = "ann", label = "opposes" }`.
    fn inline(self, fields: &Fields) -> String {
        let said = fields.iter().map(|(name, value)| self.said(name, value)).collect::<Vec<_>>();
        if said.is_empty() { "{}".to_owned() } else { format!("{{ {} }}", said.join(", ")) }
    }

    /// Takes stances out.
    fn without(self, root: &Tree, removed: &[u32]) -> Vec<Splice> {
        let all = stances(root);
        let is_gone = |index: usize| removed.iter().any(|number| *number as usize == index + 1);
        let gone = (0..all.len()).filter(|index| is_gone(*index));
        if all.first().is_some_and(|first| self.is_block(first)) {
            return gone.map(|index| Splice::remove(self.block(&all[index]))).collect();
        }
        let runs = gone.collect::<Vec<_>>();
        let runs = runs.chunk_by(|a, b| a + 1 == *b);
        let list = root.field("stances").map_or(0..0, |(_, list)| list.span());
        runs.map(|run| Splice::remove(self.run(all, run[0], run[run.len() - 1], &list))).collect()
    }

    /// Whether a stance has lines of its own below `[[stances]]`.
    fn is_block(self, stance: &Tree) -> bool {
        self.text[stance.span()].starts_with('[')
    }

    /// The lines of a stance below its header, and the empty lines before it.
    fn block(self, stance: &Tree) -> Range<usize> {
        let header = stance.span().start;
        let begin = self.text[..header].rfind('\n').map_or(0, |end| end + 1);
        let before = &self.text[..begin];
        let content = before.trim_end_matches(['\n', '\r', ' ', '\t']);
        let first = if content.is_empty() { 0 } else { self.next_line(content.len()) };
        first.min(begin)..self.next_line(block_end(stance))
    }

    /// A run of one-liners with their lines or commas.
    fn run(self, all: &[Tree], first: usize, last: usize, list: &Range<usize>) -> Range<usize> {
        let (start, end) = (all[first].span().start, all[last].span().end);
        let line = self.text[..start].rfind('\n').map_or(0, |end| end + 1);
        let comma =
            self.comma(end..all.get(last + 1).map_or(list.end - 1, |next| next.span().start));
        let behind = comma.as_ref().map_or(end, |comma| comma.end);
        let rest = self.text[behind..self.end_of_line(behind)].trim();
        let has_lines = self.text[line..start].trim().is_empty()
            && (rest.is_empty() || rest.starts_with('#'))
            && comma.is_some();
        match (all.get(last + 1), first.checked_sub(1)) {
            _ if has_lines => line..self.next_line(behind),
            (Some(next), _) => start..next.span().start,
            (None, Some(before)) => all[before].span().end..end,
            (None, None) => start..behind,
        }
    }

    /// Adds stances behind all others.
    fn with(self, root: &Tree, added: &[Vec<(&'static str, Value)>]) -> Splice {
        let shared = root.field("defaults").map(|(_, shared)| shared);
        let own = |fields: &Vec<(&'static str, Value)>| {
            let has_actor = fields.iter().any(|(name, _)| *name == "toward");
            let is_shared = |(name, value): &&(&'static str, Value)| {
                let known = shared.and_then(|shared| shared.field(name)).map(|(_, node)| node);
                let is_same = known.is_some_and(|node| self.is_value(node, value));
                is_same && !(has_actor && *name == "issue")
            };
            fields.iter().filter(|field| !is_shared(field)).cloned().collect::<Vec<_>>()
        };
        let added = added.iter().map(own).collect::<Vec<_>>();
        let all = stances(root);
        match root.field("stances") {
            Some((_, list)) if !all.first().is_some_and(|first| self.is_block(first)) => {
                self.in_list(list, &added)
            }
            None if self.is_json => {
                let items = added.iter().map(|fields| format!("\n    {}", self.inline(fields)));
                let list = format!("[{}\n  ]", items.collect::<Vec<_>>().join(","));
                self.behind_all(root, &format!("\"stances\": {list}"))
            }
            _ => self.as_blocks(all, &added),
        }
    }

    /// Whether a value of the file is this one.
    fn is_value(self, node: &Tree, value: &Value) -> bool {
        match value.as_str() {
            Some(text) => node.text() == Some(text) || &self.text[node.span()] == text,
            None => false,
        }
    }

    fn as_blocks(self, all: &[Tree], added: &[Vec<(&'static str, Value)>]) -> Splice {
        let line = self.line_break();
        let is_tight = all.len() > 1
            && all.last().is_some_and(|last| {
                let before = self.text[..last.span().start].trim_end_matches([' ', '\t']);
                !before.ends_with("\n\n")
                    && !before.ends_with("\n\r\n")
                    && !before.trim_end().ends_with('#')
            });
        let gap = if is_tight { "" } else { line };
        let blocks = added.iter().map(|fields| {
            let fields =
                fields.iter().map(|(name, value)| format!("{}{line}", self.said(name, value)));
            format!("{gap}[[stances]]{line}{}", fields.collect::<String>())
        });
        let blocks = blocks.collect::<String>();
        let end = all.last().map_or(self.text.len(), |last| self.end_of_line(block_end(last)));
        self.appended(end, &blocks)
    }

    /// Inserts lines, which end with a line break, below a line; at the end of the text if only comments follow.
    fn appended(self, end: usize, lines: &str) -> Splice {
        let line = self.line_break();
        let mut rest = self.text[end..].lines().map(str::trim);
        let is_last = rest.all(|line| line.is_empty() || line.starts_with('#'));
        if !is_last {
            let lines = lines.strip_suffix(line).unwrap_or(lines);
            return Splice::insert(end, format!("{line}{lines}"));
        }
        let text = self.text;
        if text.trim().is_empty() {
            return Splice::insert(text.len(), lines.trim_start_matches(['\r', '\n']));
        }
        let missing = if text.ends_with('\n') { "" } else { line };
        let bare = text.ends_with("\n\n") || text.ends_with("\n\r\n");
        let lines = if bare { lines.strip_prefix(line).unwrap_or(lines) } else { lines };
        Splice::insert(text.len(), format!("{missing}{lines}"))
    }

    /// Adds one-liners to a list.
    fn in_list(self, list: &Tree, added: &[Vec<(&'static str, Value)>]) -> Splice {
        let items = list.items();
        let Some(last) = items.last() else {
            let line = self.line_break();
            let indent = if self.is_json { "    " } else { "  " };
            let close = if self.is_json { "  " } else { "" };
            let texts = added.iter().map(|fields| format!("{line}{indent}{}", self.inline(fields)));
            let span = list.span();
            let texts = texts.collect::<Vec<_>>().join(",");
            return Splice::replace(span.start + 1..span.end - 1, format!("{texts}{line}{close}"));
        };
        let texts = added.iter().map(|fields| self.like(last, fields)).collect::<Vec<_>>();
        self.behind_last(list, last, &texts)
    }

    /// Fields as another item of the list has them: on one line, or each on one of its own.
    fn like(self, item: &Tree, fields: &Fields) -> String {
        let first = item.fields().iter().min_by_key(|(key, _)| key.span().start);
        let blanks = first.and_then(|(key, _)| self.line_before(key.span().start));
        let Some(blanks) = blanks else { return self.inline(fields) };
        let close = self.line_before(item.span().end - 1).unwrap_or("");
        let said = fields.iter().map(|(name, value)| format!("{blanks}{}", self.said(name, value)));
        format!("{{{}{close}}}", said.collect::<Vec<_>>().join(","))
    }

    /// Adds a field behind all of an object.
    fn behind_all(self, table: &Tree, said: &str) -> Splice {
        match table.fields().iter().max_by_key(|(key, _)| key.span().start) {
            Some((key, node)) => {
                let between = self.line_before(key.span().start).unwrap_or(" ");
                Splice::insert(node.span().end, format!(",{between}{said}"))
            }
            None => {
                let span = table.span();
                Splice::replace(span.start + 1..span.end - 1, format!("\n  {said}\n"))
            }
        }
    }

    /// Declares something, once for all its fields; where it is declared already, adds one of them that is not there.
    fn declared(self, root: &Tree, declared: &Declared, number: usize) -> Vec<Splice> {
        let known = root.field(declared.section());
        let Some((_, node)) = known.and_then(|(_, table)| table.field(declared.id())) else {
            return vec![self.new_declaration(root, declared)];
        };
        let fields = declared.fields();
        let missing = fields.get(number).filter(|(name, _)| node.field(name).is_none());
        missing.map(|(name, value)| self.with_field(node, name, value)).into_iter().collect()
    }

    /// Adds a declaration behind the others of its kind.
    fn new_declaration(self, root: &Tree, declared: &Declared) -> Splice {
        let (section, id, fields) = (declared.section(), declared.id(), declared.fields());
        let table = root.field(section).map(|(_, table)| table);
        let known = table.map_or(&[][..], Tree::fields);
        let last = known.iter().max_by_key(|(key, node)| (key.span().start, node.span().end));
        let sign = if self.is_json { ":" } else { " =" };
        let said = format!("{}{sign} {}", self.name(id), self.inline(&fields));
        if self.is_json {
            return match (last, table) {
                (Some((key, node)), _) => {
                    let between = self.line_before(key.span().start).unwrap_or(" ");
                    Splice::insert(node.span().end, format!(",{between}{said}"))
                }
                (None, Some(table)) => self.first_in(table, &said),
                (None, None) => self.behind_all(root, &format!("\"{section}\": {{ {said} }}")),
            };
        }
        let line = self.line_break();
        let lines = fields.iter().map(|(name, value)| format!("{}{line}", self.said(name, value)));
        let lines = lines.collect::<String>();
        let block = format!("{line}[{section}.{}]{line}{lines}", toml::key(id));
        match last {
            Some((key, node)) if self.is_header(key.span().start) => {
                let end = deep_end(node).max(key.span().end);
                self.appended(self.end_of_line(end), &self.spaced(known, &block))
            }
            Some((key, node)) => match self.way(key.span().start) {
                Way::Lines { before, .. } => {
                    let end = self.end_of_line(deep_end(node));
                    Splice::insert(end, format!("{line}{before}{said}"))
                }
                Way::Inline { .. } => Splice::insert(node.span().end, format!(", {said}")),
            },
            None => self.before_later(root, section, &block),
        }
    }

    /// A block without an empty line before it where the others have none.
    fn spaced<'b>(self, known: &[(Field, Tree)], block: &'b str) -> std::borrow::Cow<'b, str> {
        let mut starts = known.iter().map(|(key, _)| key.span().start).collect::<Vec<_>>();
        starts.sort_unstable();
        let is_tight = starts.len() > 1
            && starts[1..].iter().all(|start| {
                let begin = self.text[..*start].rfind('\n').map_or(0, |end| end + 1);
                let before = &self.text[..begin];
                !before.ends_with("\n\n") && !before.ends_with("\n\r\n")
            });
        let line = self.line_break();
        if is_tight { block.strip_prefix(line).unwrap_or(block).into() } else { block.into() }
    }

    /// The first declaration of its kind: before the sections that usually follow, or at the end.
    fn before_later(self, root: &Tree, section: &str, block: &str) -> Splice {
        let rank = SECTIONS.iter().position(|known| *known == section).unwrap_or(0);
        let later = SECTIONS[rank + 1..].iter().filter_map(|name| root.field(name));
        let starts = later.flat_map(|(key, node)| {
            let keys = node.fields().iter().map(|(key, _)| key.span().start);
            let items = node.items().iter().map(|item| item.span().start);
            keys.chain(items).chain([key.span().start]).collect::<Vec<_>>()
        });
        let headers = starts.filter(|start| self.is_below_header(*start));
        let Some(first) = headers.min() else { return self.appended(self.text.len(), block) };
        let mut begin = self.text[..first].rfind('\n').map_or(0, |end| end + 1);
        // A comment above stays with what it is above.
        while let Some(before) = self.text[..begin].strip_suffix('\n') {
            let start = before.rfind('\n').map_or(0, |end| end + 1);
            if !before[start..].trim_start().starts_with('#') {
                break;
            }
            begin = start;
        }
        let line = self.line_break();
        let block = block.strip_prefix(line).unwrap_or(block);
        Splice::insert(begin, format!("{block}{line}"))
    }

    /// Whether something stands in the header of a table, or is one.
    fn is_below_header(self, at: usize) -> bool {
        self.is_header(at) || self.text[at..].starts_with("[[")
    }
}

fn is_day(name: &str, text: &str) -> bool {
    let is_date = matches!(name, "date" | "until");
    is_date && text.len() == 10 && text.parse::<toml_edit::Datetime>().is_ok()
}

/// The end of a stance below its header.
fn block_end(stance: &Tree) -> usize {
    let ends = stance.fields().iter().map(|(_, node)| node.span().end);
    ends.fold(stance.span().end, usize::max)
}

/// The end of a table with everything in it.
fn deep_end(node: &Tree) -> usize {
    let fields = node.fields().iter().map(|(key, field)| deep_end(field).max(key.span().end));
    fields.fold(if node.is_table() { 0 } else { node.span().end }, usize::max).max(node.span().end)
}
