//! Writes annotations.

use std::io::{self, Write};

use super::read::CONFIRMED;
use crate::error::LeftOut;
use crate::format::annotations::anchor::Anchors;
use crate::format::annotations::coded::{Coded, CodedPassage, CodedText, toward};
use crate::format::annotations::passage::word_of;
use crate::graph::StanceGraph;

/// What is kept of stances besides who takes which position on what.
const KEPT: [&str; 4] = ["speaker", "addressee", "note", "source"];

/// What annotations of a graph cannot hold.
pub fn losses(graph: &StanceGraph) -> Vec<LeftOut> {
    Coded::losses(graph, &KEPT)
}

/// A text, and its annotations in the standoff format of brat.
///
/// ```
/// use stancegraph::Format;
/// use stancegraph::format::brat_documents;
///
/// let csv = "actor,label,issue,source,quote\nGreens,opposes,tunnel,Herald,No tunnel!\n";
/// let graph = Format::Csv.read(csv.as_bytes())?;
/// let documents = brat_documents(&graph);
/// assert_eq!((documents[0].name.as_str(), documents[0].text.as_str()), ("Herald", "No tunnel!\n"));
/// assert!(documents[0].annotations.starts_with("T1\tStance 0 10\tNo tunnel!\n"));
/// # Ok::<(), stancegraph::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct BratDocument {
    /// The id of the source.
    pub name: String,
    /// The text; the quotes alone, a line each, if the source has no text.
    pub text: String,
    /// The annotations.
    pub annotations: String,
}

/// A graph as documents of brat, one for each source with quotes, in the order of their ids.
#[must_use]
pub fn brat_documents(graph: &StanceGraph) -> Vec<BratDocument> {
    let documents = Coded::of(graph).texts.into_iter().map(|coded| {
        let mut lines = Annotated::default();
        lines.add(&coded, 0);
        let name = coded.name().to_owned();
        BratDocument { name, text: coded.text, annotations: lines.text }
    });
    documents.collect()
}

/// The text that a file of annotations is about: those of all sources, one after the other.
#[must_use]
pub fn brat_text(graph: &StanceGraph) -> String {
    Coded::of(graph).texts.into_iter().map(|coded| coded.text).collect()
}

/// Writes the annotations of the texts of all sources, one after the other.
pub fn write(graph: &StanceGraph, out: &mut dyn Write) -> io::Result<()> {
    let (mut lines, mut before) = (Annotated::default(), 0);
    for coded in &Coded::of(graph).texts {
        lines.add(coded, before);
        before += coded.text.chars().count();
    }
    out.write_all(lines.text.as_bytes())
}

/// The lines of a file.
#[derive(Default)]
struct Annotated {
    text: String,
    spans: usize,
    attributes: usize,
    references: usize,
    notes: usize,
}

impl Annotated {
    fn add(&mut self, coded: &CodedText, before: usize) {
        let anchors = Anchors::new(&coded.text);
        for passage in &coded.passages {
            let words = anchors.words(passage.start, passage.end).unwrap_or_default();
            self.passage(passage, words, before);
        }
    }

    fn passage(&mut self, passage: &CodedPassage, words: &str, before: usize) {
        let stance = passage.stance;
        self.spans += 1;
        let id = self.spans;
        let parts = parts(words, before + passage.start);
        let offsets = parts.iter().map(|(start, end, _)| format!("{start} {end}"));
        let offsets = offsets.collect::<Vec<_>>().join(";");
        let words = parts.iter().map(|(_, _, words)| *words).collect::<Vec<_>>().join(" ");
        self.text.push_str(&format!("T{id}\tStance {offsets}\t{}\n", one_line(&words)));
        self.attribute(&format!("Position T{id} {}", word_of(stance.position())));
        if stance.status().is_confirmed() {
            self.attribute(&format!("{CONFIRMED} T{id}"));
        }
        let actor = stance.actor();
        self.reference(id, "actor", actor.id.as_str(), actor.title());
        if let Some(speaker) = stance.speaker() {
            self.reference(id, "speaker", speaker.id.as_str(), speaker.title());
        }
        let target = stance.target();
        if !target.is_actor() {
            self.reference(id, "issue", target.id(), target.title());
        }
        if let Some(toward) = toward(stance) {
            self.reference(id, "toward", toward.id.as_str(), toward.title());
        }
        self.reference(id, "label", stance.label(), stance.label());
        if let Some(note) = stance.note() {
            self.notes += 1;
            let number = self.notes;
            self.text.push_str(&format!("#{number}\tAnnotatorNotes T{id}\t{}\n", one_line(note)));
        }
    }

    fn attribute(&mut self, words: &str) {
        self.attributes += 1;
        self.text.push_str(&format!("A{}\t{words}\n", self.attributes));
    }

    fn reference(&mut self, id: usize, base: &str, entry: &str, name: &str) {
        self.references += 1;
        let (number, entry, name) = (self.references, encoded(entry), one_line(name));
        self.text.push_str(&format!("N{number}\tReference T{id} {base}:{entry}\t{name}\n"));
    }
}

/// A passage without its line breaks: each line is a part, with its characters.
fn parts(words: &str, start: usize) -> Vec<(usize, usize, &str)> {
    let mut parts = Vec::new();
    let mut at = start;
    for line in words.split_inclusive(['\n', '\r']) {
        let kept = line.trim_end_matches(['\n', '\r']);
        let length = kept.chars().count();
        if !kept.trim().is_empty() {
            parts.push((at, at + length, kept));
        }
        at += line.chars().count();
    }
    parts
}

/// A text on one line, without control characters.
fn one_line(text: &str) -> String {
    text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect()
}

/// An id without blanks and control characters: their bytes as `%20`.
fn encoded(entry: &str) -> String {
    let mut encoded = String::with_capacity(entry.len());
    for letter in entry.chars() {
        if letter == '%' || letter.is_whitespace() || letter.is_control() {
            let mut bytes = [0; 4];
            for byte in letter.encode_utf8(&mut bytes).bytes() {
                encoded.push_str(&format!("%{byte:02X}"));
            }
        } else {
            encoded.push(letter);
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_passage_of_several_lines_has_several_parts() {
        let words = "One\r\n\r\ntwo three\n";
        assert_eq!(parts(words, 10), [(10, 13, "One"), (17, 26, "two three")]);
        assert_eq!(parts("\n", 0), []);
    }
}
