//! Reads annotations.

use std::collections::{HashMap, HashSet};

use super::line::Line;
use crate::error::Place;
use crate::error::{Cause, Error, FileId};
use crate::format::annotations::anchor::Settled;
use crate::format::annotations::beside::{stem, text_beside};
use crate::format::annotations::intake::take_in;
use crate::format::annotations::meaning::role_called;
use crate::format::annotations::passage::{Code, Collection, Document, Entity, Passage, Role};
use crate::format::options::Settings;
use crate::format::tree::Lines;
use crate::graph::Builder;

/// Reads a file into a builder.
///
/// # Errors
///
/// Those of the mapping beside it.
pub fn read(
    text: &str,
    file: FileId,
    settings: &Settings,
    builder: &mut Builder,
) -> Result<(), Error> {
    let mut annotations = Annotations::default();
    let lines = Lines::new(file, text);
    let mut offset = 0;
    for whole in text.split_inclusive('\n') {
        let line = whole.trim_end_matches(['\n', '\r']);
        let place = lines.place(&(offset..offset + line.len()));
        offset += whole.len();
        if line.trim().is_empty() {
            continue;
        }
        match Line::parse(line) {
            Ok(line) => annotations.add(line, place),
            Err(form) => {
                let what = format!("not a line of brat annotations, such as {form}");
                builder.fault(Cause::Syntax(what), Some(place));
                builder.incomplete();
            }
        }
    }
    let name = stem(builder.file_name(file));
    let beside = text_beside(file, "txt", settings, builder);
    let mut document = Document { name, ..Document::default() };
    let mut collection = Collection { tool: "brat".into(), ..Collection::default() };
    match beside {
        Ok((path, text)) => (document.path, document.text) = (Some(path), Some(text)),
        Err(why) => {
            collection.left_out.add("texts beside the annotations, which cannot be read", &why);
        }
    }
    annotations.settle(document.text.as_deref(), &mut collection);
    annotations.passages(&mut collection);
    collection.documents.push(document);
    take_in(collection, text.len(), file, settings, builder)
}

/// Everything that a file says, by the ids of its annotations.
#[derive(Default)]
struct Annotations<'t> {
    /// Spans in the order of the file.
    spans: Vec<(&'t str, Entity, Place)>,
    by_id: HashMap<&'t str, usize>,
    joined: Vec<Joined<'t>>,
    attributes: HashMap<&'t str, Vec<(&'t str, Option<&'t str>)>>,
    references: HashMap<&'t str, Vec<(&'t str, &'t str, &'t str)>>,
    notes: HashMap<&'t str, Vec<&'t str>>,
}

/// A relation or an event.
struct Joined<'t> {
    id: &'t str,
    kind: &'t str,
    trigger: Option<&'t str>,
    arguments: Vec<(&'t str, &'t str)>,
    place: Place,
}

impl<'t> Annotations<'t> {
    fn add(&mut self, line: Line<'t>, place: Place) {
        match line {
            Line::Span { id, kind, ends, has_gaps, words } => {
                // The words of a span in parts do not stand so in the text.
                let words = if has_gaps { "" } else { words };
                let entity = Entity { kind: kind.into(), text: words.into(), span: Some(ends) };
                self.by_id.insert(id, self.spans.len());
                self.spans.push((id, entity, place));
            }
            Line::Joined { id, kind, trigger, arguments } => {
                self.joined.push(Joined { id, kind, trigger, arguments, place });
            }
            Line::Attribute { name, of, value } => {
                self.attributes.entry(of).or_default().push((name, value));
            }
            Line::Reference { of, base, entry, name } => {
                self.references.entry(of).or_default().push((base, entry, name));
            }
            Line::Note { of, words } => self.notes.entry(of).or_default().push(words),
            Line::Equivalent => {}
        }
    }

    /// Finds all spans in the text.
    fn settle(&mut self, text: Option<&str>, collection: &mut Collection) {
        let Some(text) = text else { return };
        let mut settled = Settled::new(text);
        for (_, entity, _) in &mut self.spans {
            settled.settle(entity, &mut collection.left_out);
        }
    }

    fn entity(&self, id: &str) -> Option<&Entity> {
        self.by_id.get(id).map(|number| &self.spans[*number].1)
    }

    fn passages(&self, collection: &mut Collection) {
        let mut ends = HashSet::new();
        for joined in &self.joined {
            ends.extend(joined.arguments.iter().map(|(_, id)| *id).chain(joined.trigger));
        }
        for joined in &self.joined {
            self.joined_passage(joined, collection);
        }
        for (id, entity, place) in &self.spans {
            if !ends.contains(id) {
                let passage = self.passage_of_span(id, entity, *place);
                collection.passages.push(passage);
            }
        }
    }

    fn passage_of_span(&self, id: &str, entity: &Entity, place: Place) -> Passage {
        let references = self.references.get(id).into_iter().flatten();
        let ours = references.filter_map(|(base, entry, _)| {
            let role = role_called(base)?;
            Some(Code::within(*base, decoded(entry)).in_role(role))
        });
        let ours = ours.collect::<Vec<_>>();
        let is_alone = !ours.is_empty();
        let is_confirmed = is_alone && self.has_flag(id, CONFIRMED);
        let codes = [Code::named(&entity.kind)].into_iter().chain(ours).chain(self.marks(id));
        Passage {
            document: Some(0),
            span: entity.span,
            quote: Some(entity.text.clone()).filter(|text| !text.is_empty()),
            codes: codes.collect(),
            note: self.note(&[id]),
            is_confirmed,
            is_alone,
            place: Some(place),
            ..Passage::default()
        }
    }

    fn joined_passage(&self, joined: &Joined, collection: &mut Collection) {
        let Joined { id, kind, trigger, arguments, place } = joined;
        let name = || format!("{id} {kind}");
        let flags = self.attributes.get(id).into_iter().flatten();
        if flags.into_iter().any(|(flag, value)| value.is_none() && is_doubt(flag)) {
            return collection.left_out.add("relations that are negated or uncertain", &name());
        }
        let found = arguments.iter().map(|(role, id)| Some((*role, *id, self.entity(id)?)));
        let Some(found) = found.collect::<Option<Vec<_>>>() else {
            let what = "relations of annotations that are not there, or of other relations";
            return collection.left_out.add(what, &name());
        };
        let mut codes = vec![Code::named(*kind).in_role(Role::Position)];
        let trigger_entity = trigger.and_then(|id| self.entity(id));
        if let Some(entity) = trigger_entity {
            codes.push(Code::named(&entity.text).in_role(Role::Position));
        }
        for (number, (role, _, entity)) in found.iter().enumerate() {
            // The ends of a relation are named by their order, if not by their part.
            let by_order = if number == 0 { Role::Actor } else { Role::Target };
            let is_event = trigger.is_some();
            let by_name = role_called(role.trim_end_matches(|end: char| end.is_ascii_digit()));
            let role = by_name.or((!is_event).then_some(by_order));
            let code = Code::within(&entity.kind, &entity.text);
            codes.push(Code { role, ..code });
        }
        codes.extend(self.marks(id));
        let spans = found.iter().map(|(_, _, entity)| *entity).chain(trigger_entity);
        let span = spans.filter_map(|entity| entity.span);
        let span = span.reduce(|(a, b), (c, d)| (a.min(c), b.max(d)));
        let ids = [*id].into_iter().chain(found.iter().map(|(_, id, _)| *id)).collect::<Vec<_>>();
        collection.passages.push(Passage {
            document: Some(0),
            span,
            codes,
            note: self.note(&ids),
            is_alone: true,
            place: Some(*place),
            ..Passage::default()
        });
    }

    /// The attributes of an annotation, as codes.
    fn marks(&self, id: &str) -> impl Iterator<Item = Code> {
        let marks = self.attributes.get(id).into_iter().flatten();
        let marks = marks.filter(|(name, _)| *name != CONFIRMED);
        marks.map(|(name, value)| match value {
            Some(value) => Code::within(*name, *value),
            None => Code::named(*name),
        })
    }

    fn has_flag(&self, id: &str, flag: &str) -> bool {
        self.attributes.get(id).into_iter().flatten().any(|known| *known == (flag, None))
    }

    fn note(&self, ids: &[&str]) -> Option<String> {
        let notes = ids.iter().filter_map(|id| self.notes.get(id)).flatten();
        let notes = notes.copied().filter(|note| !note.is_empty()).collect::<Vec<_>>();
        (!notes.is_empty()).then(|| notes.join("; "))
    }
}

/// The flag of stances that somebody has confirmed.
pub const CONFIRMED: &str = "Confirmed";

/// Whether a flag of a relation says that it does not hold, or may not.
fn is_doubt(flag: &str) -> bool {
    let flag = flag.to_lowercase();
    ["neg", "specul", "hypoth", "uncertain", "doubt"].iter().any(|begin| flag.starts_with(begin))
}

/// An id without the escapes for blanks; what is no escape stays as it is.
fn decoded(entry: &str) -> String {
    let mut bytes = Vec::with_capacity(entry.len());
    let mut rest = entry.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let are_digits = |digits: &&[u8]| digits.iter().all(u8::is_ascii_hexdigit);
        let digits = after.get(..2).filter(|_| *first == b'%').filter(are_digits);
        let digits = digits.and_then(|digits| std::str::from_utf8(digits).ok());
        match digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| entry.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_undone_and_what_is_none_stays() {
        assert_eq!(decoded("a%20b%25%C3%A4"), "a b%ä");
        for plain in ["100%", "%zz", "%+1", "%C3", "ä"] {
            assert_eq!(decoded(plain), plain);
        }
    }
}
