//! Documents: the sources of statements.

use std::collections::{HashMap, HashSet};

use super::Version;
use super::database::{Database, Row};
use super::left_out::LeftOut;
use super::statements::Statement;
use crate::error::Cause;
use crate::format::copies::Copies;
use crate::format::texts::Texts;
use crate::model::{Date, Source, SourceId};

/// A document, without its text.
#[derive(Debug)]
pub(super) struct Document {
    pub(super) source: Source,
    /// Its author, section and type.
    pub(super) about: String,
}

/// What is needed to read documents.
pub(super) struct Archive<'a> {
    pub(super) version: Version,
    /// The ids that are already taken by sources.
    pub(super) taken: HashSet<String>,
    pub(super) copies: &'a mut Copies,
    pub(super) left_out: &'a mut LeftOut,
    pub(super) texts: Option<&'a Texts>,
}

impl Archive<'_> {
    /// Reads the documents, by number, and adds the coded words to their statements.
    pub(super) fn read(
        &mut self,
        database: &Database,
        statements: &mut [Statement],
    ) -> Result<HashMap<i64, Document>, Cause> {
        let mut coded = HashMap::<i64, Vec<&mut Statement>>::new();
        for statement in statements {
            coded.entry(statement.document).or_default().push(statement);
        }
        let mut documents = HashMap::new();
        let columns =
            ["ID", "Title", "Text", "Date", "Source", "Author", "Section", "Type", "Notes"];
        database.scan("DOCUMENTS", &columns, |row| match row.whole(0) {
            Some(id) if documents.contains_key(&id) => {
                self.left_out.add("documents whose number stands twice", id.to_string());
            }
            Some(id) => {
                let coded = coded.remove(&id).unwrap_or_default();
                let text = row.exact(2).unwrap_or_default();
                self.quote(text, coded);
                let mut document = self.document(id, row);
                if !text.is_empty() {
                    document.source.text = self.texts.map(|texts| texts.give(id, text));
                }
                documents.insert(id, document);
            }
            None => self.left_out.add("documents without a number", row.said(1)),
        })?;
        Ok(documents)
    }

    fn document(&mut self, id: i64, row: &Row) -> Document {
        let title = row.said(1);
        if !row.said(8).is_empty() {
            self.left_out.add("notes on documents", &title);
        }
        let date = row.whole(3).and_then(|time| self.version.date(time));
        if date.is_none() {
            self.left_out.add("documents' dates that are none", &title);
        }
        let about = [("author", 5), ("section", 6), ("type", 7)];
        let about = about.map(|(what, column)| (what, row.said(column)));
        let about = about.iter().filter(|(_, text)| !text.is_empty());
        let about = about.map(|(what, text)| format!("{what}: {text}")).collect::<Vec<_>>();
        let source = self.source(id, &title, date, &row.said(4));
        Document { source, about: about.join("; ") }
    }

    /// Creates a source; its id is the title, if that is unique and valid.
    fn source(&mut self, id: i64, title: &str, date: Option<Date>, publisher: &str) -> Source {
        let plain = title.replace(char::is_control, " ");
        let numbered = format!("{} (document {id})", plain.trim());
        let bare = (1..).map(|count| match count {
            1 => format!("document {id}"),
            _ => format!("document {id} ({count})"),
        });
        let first = if plain.trim().is_empty() { Vec::new() } else { vec![plain, numbered] };
        let mut ids = first.into_iter().chain(bare).filter_map(|text| SourceId::new(text).ok());
        let is_free = |id: &SourceId| self.taken.insert(id.as_str().into());
        let id = ids.find(is_free).expect("numbers do not come to an end");
        let said = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        let title = said(title).filter(|title| title != id.as_str());
        Source { title, date, publisher: said(publisher), ..Source::new(id) }
    }

    /// Cuts the quotes of statements out of the text of their document.
    fn quote(&mut self, text: &str, coded: Vec<&mut Statement>) {
        let offsets = coded.iter().flat_map(|statement| [statement.start, statement.stop]);
        let offsets = Offsets::of(text, offsets.collect());
        for statement in coded {
            let words = offsets.words(statement.start, statement.stop);
            let statement_id = || statement.id.to_string();
            match words {
                Some(words) if words.trim().is_empty() => {}
                Some(words) if self.copies.take(words.len()) => {
                    statement.quote = Some(words.into());
                }
                Some(_) => self.left_out.add("quotes that together are too large", statement_id()),
                None => {
                    let what = "quotes that are not within the text of their document";
                    self.left_out.add(what, statement_id());
                }
            }
        }
    }
}

/// Converts UTF-16 offsets in a text to bytes.
struct Offsets<'t> {
    text: &'t str,
    /// Sorted; `None` for an offset beyond the text or within a character.
    known: Vec<(i64, Option<usize>)>,
}

impl<'t> Offsets<'t> {
    fn of(text: &'t str, mut wanted: Vec<i64>) -> Self {
        wanted.sort_unstable();
        wanted.dedup();
        let mut known = Vec::with_capacity(wanted.len());
        let mut characters = text.chars();
        let (mut units, mut bytes) = (0_i64, 0);
        for offset in wanted {
            while units < offset {
                let Some(character) = characters.next() else { break };
                units += if character.len_utf16() == 1 { 1 } else { 2 };
                bytes += character.len_utf8();
            }
            known.push((offset, (units == offset).then_some(bytes)));
        }
        Self { text, known }
    }

    fn byte(&self, offset: i64) -> Option<usize> {
        let index = self.known.binary_search_by_key(&offset, |(known, _)| *known).ok()?;
        self.known[index].1
    }

    fn words(&self, start: i64, stop: i64) -> Option<&'t str> {
        self.text.get(self.byte(start)?..self.byte(stop)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_count_what_java_counts() {
        let text = "aé😀z";
        let words = |start, stop| Offsets::of(text, vec![start, stop]).words(start, stop);
        assert_eq!(words(0, 5), Some(text));
        assert_eq!(words(1, 2), Some("é"));
        assert_eq!(words(2, 4), Some("😀"));
        for (start, stop) in [(2, 3), (3, 4), (0, 6), (-1, 2), (2, 1), (i64::MIN, i64::MAX)] {
            assert_eq!(words(start, stop), None, "{start} {stop}");
        }
    }
}
