//! Reads projects.

use std::collections::HashMap;

use roxmltree::Node;

use super::package::Package;
use super::{CONFIRMED, FOLDERS, ORIGIN};
use crate::error::{Cause, Error, FileId, Place};
use crate::format::annotations::intake::take_in;
use crate::format::annotations::passage::{Code, Collection, Counts, Document, Passage};
use crate::format::graphs::xml;
use crate::format::options::Settings;
use crate::format::tree::Lines;
use crate::graph::Builder;

/// The deepest tree of codes.
const DEPTH: usize = 64;

/// The parts of a source that have its words.
const TEXTS: [&str; 4] = ["TextSource", "Representation", "TextDescription", "Transcript"];

/// Reads a project into a builder.
///
/// # Errors
///
/// Those of the mapping beside it.
#[expect(clippy::needless_pass_by_value, reason = "all readers of bytes take them")]
pub fn read(
    bytes: Vec<u8>,
    file: FileId,
    settings: &Settings,
    builder: &mut Builder,
) -> Result<(), Error> {
    let whole = Place { file, line: 1, column: 0, length: 0 };
    let opened = Package::open(&bytes, &settings.limits).and_then(|mut package| {
        let project = package.project()?;
        Ok((package, project))
    });
    let (package, (name, text)) = match opened {
        Ok(opened) => opened,
        Err(cause) => {
            builder.fault(cause, Some(whole));
            builder.incomplete();
            return Ok(());
        }
    };
    // Faults show the lines of the XML.
    let name = format!("{}/{name}", builder.file_name(file));
    let inner = builder.file(|files| files.add(name.as_str(), None, Some(text.as_str().into())));
    let lines = Lines::new(inner, &text);
    let Some(document) = xml::parse(&text, &lines, &settings.limits, builder) else {
        return Ok(());
    };
    let root = document.root_element();
    if !xml::is_root(root, "Project", &lines, builder) {
        return Ok(());
    }
    let origin = root.attribute("origin").unwrap_or_default().trim();
    let mut project = Project {
        package,
        lines: &lines,
        is_ours: origin.starts_with(ORIGIN),
        codes: HashMap::new(),
        users: HashMap::new(),
        notes: HashMap::new(),
        collection: Collection {
            tool: if origin.is_empty() { "REFI-QDA".into() } else { origin.to_owned() },
            ..Collection::default()
        },
    };
    match project.read(root) {
        Ok(()) => take_in(project.collection, bytes.len().max(text.len()), file, settings, builder),
        Err(cause) => {
            builder.fault(cause, Some(whole));
            builder.incomplete();
            Ok(())
        }
    }
}

struct Project<'r> {
    package: Package<'r>,
    lines: &'r Lines<'r>,
    /// Whether we wrote it.
    is_ours: bool,
    codes: HashMap<String, Vec<String>>,
    users: HashMap<String, String>,
    notes: HashMap<String, String>,
    collection: Collection,
}

impl Project<'_> {
    fn read(&mut self, root: Node) -> Result<(), Cause> {
        for user in within(root, "Users").filter(|user| is(*user, "User")) {
            let name = user.attribute("name").or(user.attribute("id"));
            if let (Some(guid), Some(name)) = (guid(user, "guid"), name) {
                self.users.insert(guid, name.to_owned());
            }
        }
        let books = xml::named(root, "CodeBook").collect::<Vec<_>>();
        for codes in books.into_iter().flat_map(|book| xml::named(book, "Codes")) {
            self.codes(codes, &mut Vec::new());
        }
        for note in within(root, "Notes").filter(|note| is(*note, "Note")) {
            if let (Some(guid), Some(text)) = (guid(note, "guid"), self.content(note)?) {
                self.notes.insert(guid, text);
            }
        }
        for source in within(root, "Sources") {
            self.source(source)?;
        }
        Ok(())
    }

    /// Takes a level of the tree of codes.
    fn codes(&mut self, parent: Node, path: &mut Vec<String>) {
        if path.len() >= DEPTH {
            let shown = path.last().cloned().unwrap_or_default();
            return self.collection.left_out.add("codes that are nested too deep", &shown);
        }
        let children = xml::named(parent, "Code").collect::<Vec<_>>();
        for code in children {
            let name = code.attribute("name").unwrap_or_default().trim().to_owned();
            let left_out = &mut self.collection.left_out;
            check_colour(code, &name, left_out);
            path.push(name.clone());
            if name.is_empty() {
                left_out.add("codes without a name", code.attribute("guid").unwrap_or_default());
            } else {
                match guid(code, "guid") {
                    None => left_out.add("codes without a GUID, which no passage can have", &name),
                    Some(guid) if self.codes.contains_key(&guid) => {
                        left_out.add("codes whose GUID another code has", &name);
                    }
                    Some(guid) => drop(self.codes.insert(guid, path.clone())),
                }
            }
            self.codes(code, path);
            path.pop();
        }
    }

    /// The words of a note or a text.
    fn content(&mut self, node: Node) -> Result<Option<String>, Cause> {
        let inner =
            xml::named(node, "PlainTextContent").next().map(|text| xml::text(text).into_owned());
        if inner.is_some() {
            return Ok(inner);
        }
        let Some(path) = node.attribute("plainTextPath") else { return Ok(None) };
        let Some(name) = path.strip_prefix("internal://") else {
            self.collection.left_out.add("texts that are not in the project", path);
            return Ok(None);
        };
        match self.package.internal(name)? {
            Ok(text) => Ok(Some(text)),
            Err(why) => {
                let shown = format!("{name} ({why})");
                self.collection.left_out.add("texts that cannot be read", &shown);
                Ok(None)
            }
        }
    }

    fn source(&mut self, source: Node) -> Result<(), Cause> {
        let name = source.attribute("name").map(str::trim).filter(|name| !name.is_empty());
        let name = name.or(source.attribute("guid")).unwrap_or("document").to_owned();
        let mut texts = vec![source];
        texts.retain(|part| is_text(*part));
        texts.extend(xml::elements(source).filter(|part| is_text(*part)));
        let mut count = 0;
        for text in texts {
            let content = self.content(text)?;
            let number = self.collection.documents.len();
            self.collection.documents.push(Document {
                name: name.clone(),
                text: content,
                ..Document::default()
            });
            let parts = xml::elements(text).collect::<Vec<_>>();
            // A transcript has marks for moments, by which passages are told.
            let marks = parts
                .iter()
                .filter(|part| is(**part, "SyncPoint"))
                .filter_map(|mark| Some((guid(*mark, "guid")?, offset(*mark, "position")?)));
            let marks = marks.collect::<HashMap<_, _>>();
            for part in parts {
                let at = |of: &str| marks.get(&guid(part, of)?).copied();
                let span = match part.tag_name().name() {
                    "PlainTextSelection" => {
                        Some((offset(part, "startPosition"), offset(part, "endPosition")))
                    }
                    "TranscriptSelection" => Some((at("fromSyncPoint"), at("toSyncPoint"))),
                    _ => None,
                };
                if let Some((start, end)) = span {
                    self.passage(part, number, start.zip(end));
                }
            }
            self.passage(text, number, None);
            count += 1;
        }
        for part in
            xml::elements(source).filter(|part| part.tag_name().name().ends_with("Selection"))
        {
            let is_text = is(part, "PlainTextSelection") || is(part, "TranscriptSelection");
            if !(is_text && count > 0) {
                let codings = xml::named(part, "Coding").count();
                let what = "codings of what is no text: pages, pictures, sound";
                self.collection.left_out.add_many(what, codings, &name);
            }
        }
        if count == 0 {
            let codings = xml::named(source, "Coding").count();
            self.collection.left_out.add_many("codings of sources without a text", codings, &name);
        }
        Ok(())
    }

    /// Takes the codings of a selection, or of a text as a whole: those of one coder are one passage.
    fn passage(&mut self, part: Node, document: usize, span: Option<(u64, u64)>) {
        let is_selection = span.is_some() || part.tag_name().name().ends_with("Selection");
        let name = part.attribute("name").map(str::trim).filter(|_| is_selection);
        let mut by_coder = Vec::<(Option<String>, Vec<Code>, bool)>::new();
        let mut notes = self.notes_of(part);
        if is_selection {
            notes.extend(xml::named(part, "Description").map(|text| xml::text(text).into_owned()));
        }
        for coding in xml::named(part, "Coding") {
            notes.extend(self.notes_of(coding));
            let user = guid(coding, "creatingUser").or_else(|| guid(part, "creatingUser"));
            let coder = user.and_then(|user| self.users.get(&user).cloned());
            for reference in xml::named(coding, "CodeRef") {
                let path = guid(reference, "targetGUID").and_then(|guid| self.codes.get(&guid));
                let Some(path) = path.cloned() else {
                    let shown = reference.attribute("targetGUID").unwrap_or_default();
                    let what = "codings whose code is not in the codebook";
                    self.collection.left_out.add(what, shown);
                    continue;
                };
                let at = by_coder.iter().position(|(known, ..)| *known == coder);
                let at = at.unwrap_or_else(|| {
                    by_coder.push((coder.clone(), Vec::new(), false));
                    by_coder.len() - 1
                });
                if self.is_ours && path == [FOLDERS[6], CONFIRMED] {
                    by_coder[at].2 = true;
                } else {
                    by_coder[at].1.push(Code { path, role: None });
                }
            }
        }
        notes.retain(|note| !note.trim().is_empty());
        notes.dedup();
        let note = (!notes.is_empty()).then(|| notes.join("; "));
        for (coder, codes, is_confirmed) in by_coder {
            self.collection.passages.push(Passage {
                document: Some(document),
                span,
                quote: name.filter(|name| !name.is_empty()).map(str::to_owned),
                is_quote_cut: true,
                codes,
                coder,
                note: note.clone(),
                is_confirmed,
                is_alone: self.is_ours,
                place: Some(self.lines.place(&xml::tag(part))),
                ..Passage::default()
            });
        }
    }

    fn notes_of(&self, part: Node) -> Vec<String> {
        let references = xml::named(part, "NoteRef").filter_map(|note| guid(note, "targetGUID"));
        references.filter_map(|guid| self.notes.get(&guid).cloned()).collect()
    }
}

/// The elements in a list of the project.
fn within<'d, 't: 'd>(
    root: Node<'d, 't>,
    list: &'static str,
) -> impl Iterator<Item = Node<'d, 't>> {
    xml::named(root, list).flat_map(xml::elements)
}

fn is(node: Node, name: &str) -> bool {
    node.tag_name().name() == name
}

fn is_text(node: Node) -> bool {
    TEXTS.contains(&node.tag_name().name())
}

/// A GUID, whether it has braces and large letters or not.
fn guid(node: Node, attribute: &str) -> Option<String> {
    let guid = node.attribute(attribute)?.trim().trim_matches(['{', '}']).to_lowercase();
    Some(guid).filter(|guid| !guid.is_empty())
}

/// An offset; programs write -1 for none.
fn offset(node: Node, attribute: &str) -> Option<u64> {
    node.attribute(attribute)?.trim().parse().ok()
}

/// Counts colours that other programs cannot read; nothing depends on them here.
fn check_colour(code: Node, name: &str, left_out: &mut Counts) {
    let Some(colour) = code.attribute("color") else { return };
    let digits = colour.strip_prefix('#').unwrap_or_default();
    let is_plain =
        matches!(digits.len(), 3 | 6) && digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    if !is_plain {
        left_out.add("colours that are not of the form #rrggbb", &format!("{colour} of {name}"));
    }
}
