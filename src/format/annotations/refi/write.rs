//! Writes projects: a tree of codes with a folder for each part of a stance, and the texts with their passages.

use std::collections::BTreeSet;
use std::hash::Hasher as _;
use std::io::{self, Cursor, Write};

use siphasher::sip128::{Hasher128, SipHasher13};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::{CONFIRMED, FOLDERS, ORIGIN};
use crate::error::LeftOut;
use crate::format::annotations::anchor::Anchors;
use crate::format::annotations::coded::{Coded, CodedPassage, CodedText, toward};
use crate::format::annotations::passage::word_of;
use crate::format::losses::counted;
use crate::graph::{StanceGraph, StanceRef};
use crate::text::xml::Tags;

/// What is kept of stances besides who takes which position on what.
const KEPT: [&str; 5] = ["speaker", "addressee", "note", "source", "coder"];

/// The namespace of projects.
const NAMESPACE: &str = "urn:QDA-XML:project:1.0";

/// The longest name of a passage, in characters.
const LONGEST_NAME: usize = 120;

/// What a project cannot hold.
pub fn losses(graph: &StanceGraph) -> Vec<LeftOut> {
    let named = graph.with_drafts();
    let is_named = |id: &str, title: &str| usize::from(id != title);
    let actors = named.actors().iter().map(|actor| is_named(actor.id.as_str(), actor.title()));
    let issues = named.issues().iter().map(|issue| is_named(issue.id.as_str(), issue.title()));
    let ids = counted(actors.chain(issues).sum(), "id beside a name", "ids beside names");
    Coded::losses(graph, &KEPT).into_iter().chain(ids).collect()
}

/// Writes a graph as a project.
pub fn write(graph: &StanceGraph, out: &mut dyn Write) -> io::Result<()> {
    let coded = Coded::of(graph);
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    archive.start_file("project.qde", options).map_err(io::Error::other)?;
    let mut project = Vec::new();
    Project::of(&coded).write(graph.title(), &coded, &mut project)?;
    archive.write_all(&project)?;
    for text in &coded.texts {
        let name = format!("Sources/{}.txt", source_guid(text));
        archive.start_file(name, options).map_err(io::Error::other)?;
        archive.write_all(plain(&text.text).as_bytes())?;
    }
    let archive = archive.finish().map_err(io::Error::other)?;
    out.write_all(&archive.into_inner())
}

/// A text with line breaks of one character, on which all programs agree.
fn plain(text: &str) -> String {
    text.replace("\r\n", "\n")
}

fn source_guid(text: &CodedText) -> String {
    guid("source", text.name(), 0)
}

/// The codes and the people of a project.
struct Project<'g> {
    /// The names of codes in each folder.
    codes: [BTreeSet<&'g str>; FOLDERS.len()],
    users: BTreeSet<&'g str>,
    /// The notes, by the number of their passage.
    notes: Vec<(usize, &'g str)>,
}

/// The codes of a stance: the folder and the name of each.
fn codes_of(stance: StanceRef<'_>) -> Vec<(usize, &str)> {
    let target = stance.target();
    let status = if stance.status().is_confirmed() { CONFIRMED } else { "Draft" };
    let codes = [
        Some((0, stance.actor().title())),
        stance.speaker().map(|speaker| (1, speaker.title())),
        (!target.is_actor()).then(|| (2, target.title())),
        toward(stance).map(|toward| (3, toward.title())),
        Some((4, word_of(stance.position()))),
        Some((5, stance.label())),
        Some((6, status)),
    ];
    codes.into_iter().flatten().collect()
}

impl<'g> Project<'g> {
    fn of(coded: &Coded<'g>) -> Self {
        let mut project =
            Self { codes: Default::default(), users: BTreeSet::new(), notes: Vec::new() };
        let passages = coded.texts.iter().flat_map(|text| &text.passages);
        for (number, CodedPassage { stance, .. }) in passages.enumerate() {
            for (folder, name) in codes_of(*stance) {
                project.codes[folder].insert(name);
            }
            project.users.extend(stance.coder());
            project.notes.extend(stance.note().map(|note| (number, note)));
        }
        project
    }

    fn write(&self, title: Option<&str>, coded: &Coded, out: &mut dyn Write) -> io::Result<()> {
        let mut tags = Tags::document(out)?;
        let title = tame(title.unwrap_or("Stances"));
        tags.open(
            "Project",
            &[("name", Some(&title)), ("origin", Some(ORIGIN)), ("xmlns", Some(NAMESPACE))],
        )?;
        if !self.users.is_empty() {
            tags.open("Users", &[])?;
            for user in &self.users {
                let (guid, name) = (guid("user", user, 0), tame(user));
                tags.empty("User", &[("guid", Some(&guid)), ("name", Some(&name))])?;
            }
            tags.close("Users")?;
        }
        self.write_codes(&mut tags)?;
        tags.open("Sources", &[])?;
        let mut number = 0;
        for text in &coded.texts {
            number = write_source(text, number, &mut tags)?;
        }
        tags.close("Sources")?;
        if !self.notes.is_empty() {
            tags.open("Notes", &[])?;
            for (number, note) in &self.notes {
                let guid = guid("note", "", *number);
                tags.open("Note", &[("guid", Some(&guid)), ("name", Some("Note"))])?;
                tags.text("PlainTextContent", &[], &tame(note))?;
                tags.close("Note")?;
            }
            tags.close("Notes")?;
        }
        tags.close("Project")?;
        tags.finish()
    }

    fn write_codes<W: Write>(&self, tags: &mut Tags<W>) -> io::Result<()> {
        tags.open("CodeBook", &[])?;
        tags.open("Codes", &[])?;
        for (folder, names) in FOLDERS.iter().zip(&self.codes) {
            if names.is_empty() {
                continue;
            }
            let folder_guid = guid("folder", folder, 0);
            let no = [
                ("guid", Some(folder_guid.as_str())),
                ("name", Some(folder)),
                ("isCodable", Some("false")),
            ];
            tags.open("Code", &no)?;
            for name in names {
                let (guid, name) = (guid(folder, name, 0), tame(name));
                tags.empty(
                    "Code",
                    &[("guid", Some(&guid)), ("name", Some(&name)), ("isCodable", Some("true"))],
                )?;
            }
            tags.close("Code")?;
        }
        tags.close("Codes")?;
        tags.close("CodeBook")
    }
}

/// Writes a source; returns the number of the next passage.
fn write_source<W: Write>(
    text: &CodedText,
    mut number: usize,
    tags: &mut Tags<W>,
) -> io::Result<usize> {
    let (guid, name) = (source_guid(text), tame(text.name()));
    let path = format!("internal://{guid}.txt");
    tags.open(
        "TextSource",
        &[("guid", Some(&guid)), ("name", Some(&name)), ("plainTextPath", Some(&path))],
    )?;
    let anchors = Anchors::new(&text.text);
    for passage in &text.passages {
        let words = anchors.words(passage.start, passage.end).unwrap_or_default();
        let start = passage.start - anchors.returns_before(passage.start);
        let end = passage.end - anchors.returns_before(passage.end);
        write_passage(passage.stance, words, (start, end), number, tags)?;
        number += 1;
    }
    tags.close("TextSource")?;
    Ok(number)
}

/// Writes a selection with its codings.
fn write_passage<W: Write>(
    stance: StanceRef,
    words: &str,
    (start, end): (usize, usize),
    number: usize,
    tags: &mut Tags<W>,
) -> io::Result<()> {
    let selection = guid("selection", "", number);
    let (start, end) = (start.to_string(), end.to_string());
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let name = tame(&words).chars().take(LONGEST_NAME).collect::<String>();
    let user = stance.coder().map(|coder| guid("user", coder, 0));
    tags.open(
        "PlainTextSelection",
        &[
            ("guid", Some(&selection)),
            ("name", Some(&name)),
            ("startPosition", Some(&start)),
            ("endPosition", Some(&end)),
            ("creatingUser", user.as_deref()),
        ],
    )?;
    for (at, (folder, name)) in codes_of(stance).into_iter().enumerate() {
        let coding = guid("coding", &at.to_string(), number);
        let code = guid(FOLDERS[folder], name, 0);
        tags.open("Coding", &[("guid", Some(&coding)), ("creatingUser", user.as_deref())])?;
        tags.empty("CodeRef", &[("targetGUID", Some(&code))])?;
        tags.close("Coding")?;
    }
    if stance.note().is_some() {
        let note = guid("note", "", number);
        tags.empty("NoteRef", &[("targetGUID", Some(&note))])?;
    }
    tags.close("PlainTextSelection")
}

/// A text without the characters that XML cannot hold.
fn tame(text: &str) -> String {
    let is_fine = |letter: &char| {
        matches!(letter, '\t' | '\n')
            || !letter.is_control() && !matches!(letter, '\u{fffe}' | '\u{ffff}')
    };
    text.chars().filter(is_fine).collect()
}

/// A GUID that is the same for the same thing each time.
fn guid(kind: &str, name: &str, number: usize) -> String {
    let mut hasher = SipHasher13::new();
    hasher.write(kind.as_bytes());
    hasher.write_u8(0xff);
    hasher.write(name.as_bytes());
    hasher.write_u8(0xff);
    hasher.write(&(number as u64).to_le_bytes());
    let bits = hasher.finish128().as_u128();
    // A UUID of version 8: its bits are those of its maker.
    let bits = bits & !(0xf << 76) & !(0x3 << 62) | 0x8 << 76 | 0x2 << 62;
    let digits = format!("{bits:032x}");
    let parts = [&digits[..8], &digits[8..12], &digits[12..16], &digits[16..20], &digits[20..]];
    parts.join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn guids_are_uuids_of_version_8() {
        let one = guid("Actors", "Ann", 0);
        assert_eq!(one, guid("Actors", "Ann", 0));
        assert_ne!(one, guid("Actors", "Bob", 0));
        assert_eq!(one.split('-').map(str::len).collect::<Vec<_>>(), [8, 4, 4, 4, 12]);
        assert!(one[14..].starts_with('8') && "89ab".contains(&one[19..20]), "{one}");
    }
}
