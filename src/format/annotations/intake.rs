//! Coded passages become stances: confirmed where a mapping says all of it, drafts otherwise.

use std::collections::{HashMap, HashSet};

use super::anchor::{Anchors, CORRECTED, Counting, Found};
use super::mapping::CodeMapping;
use super::meaning::{Names, Reading, Said, Target};
use super::passage::{Code, Collection, Counts, Document, Passage, merged};
use crate::error::{Error, FileId, LeftOut, Place, Remedy, Request};
use crate::format::copies::Copies;
use crate::format::options::Settings;
use crate::format::tables::mapping::Mapping;
use crate::graph::{Builder, StanceRow, Undeclared};
use crate::model::{
    ActorId, Characters, Date, IssueId, Provenance, Source, SourceId, Status, checked,
};

/// The longest rule of a draft, in characters.
const LONGEST_RULE: usize = 300;

/// Adds a collection to a builder; `bytes` is the size of its file.
///
/// # Errors
///
/// Those of the mapping beside the file.
pub fn take_in(
    collection: Collection,
    bytes: usize,
    file: FileId,
    settings: &Settings,
    builder: &mut Builder,
) -> Result<(), Error> {
    let beside = match (&settings.codes, builder.file_path(file).and_then(Mapping::beside)) {
        (None, Some(path)) => Some(CodeMapping::from_file(path)?),
        (Some(_), _) | (None, None) => None,
    };
    let mapping = settings.codes.as_ref().or(beside.as_ref());
    builder.undeclared(Undeclared::Create);
    let [actors, issues] = builder.named();
    let names = Names {
        actors: Names::folded(actors.iter().map(AsRef::as_ref)),
        issues: Names::folded(issues.iter().map(AsRef::as_ref)),
    };
    let Collection { tool, documents, passages, left_out } = collection;
    let texts = documents.iter().filter_map(|document| document.text.as_ref());
    let size = texts.map(String::len).sum::<usize>().max(bytes);
    let mut intake = Intake {
        reading: Reading { mapping, names: &names },
        tool: &tool,
        copies: Copies::of(size),
        beside: Copies::of(size),
        longest: settings.limits.field_length,
        left_out,
        silent: Counts::default(),
        file,
        builder,
    };
    let sources = intake.sources(&documents, settings);
    let mut by_document = vec![Vec::new(); documents.len()];
    let mut without_document = Vec::new();
    for passage in passages {
        match passage.document.and_then(|number| by_document.get_mut(number)) {
            Some(passages) => passages.push(passage),
            None => without_document.push(passage),
        }
    }
    for ((document, source), passages) in documents.iter().zip(&sources).zip(by_document) {
        let passages = merged(passages);
        let mut anchors = document.text.as_deref().map(Anchors::new);
        let counting = anchors.as_ref().map(|anchors| {
            let bare =
                passages.iter().filter(|passage| passage.quote.is_none() || passage.is_quote_cut);
            anchors.counting(bare.filter_map(|passage| passage.span))
        });
        let known = Whereabouts { source: source.as_deref(), date: document.date };
        for passage in &passages {
            let anchored = match (&mut anchors, counting) {
                (Some(anchors), Some(counting)) => intake.anchored(anchors, passage, counting),
                _ => Anchored { quote: passage.quote.clone(), characters: None },
            };
            intake.stances(passage, &anchored, known);
        }
    }
    for passage in &without_document {
        let anchored = Anchored { quote: passage.quote.clone(), characters: None };
        intake.stances(passage, &anchored, Whereabouts { source: None, date: None });
    }
    intake.tell();
    Ok(())
}

/// Where and when something is said.
#[derive(Clone, Copy)]
struct Whereabouts<'a> {
    source: Option<&'a str>,
    date: Option<Date>,
}

/// The words of a passage, and where they stand.
struct Anchored {
    quote: Option<String>,
    characters: Option<(usize, usize)>,
}

struct Intake<'a> {
    reading: Reading<'a>,
    tool: &'a str,
    /// The room for quotes.
    copies: Copies,
    /// The room for rules, notes and coders.
    beside: Copies,
    longest: usize,
    left_out: Counts,
    /// Passages that are no stances, by the reason.
    silent: Counts,
    file: FileId,
    builder: &'a mut Builder,
}

impl Intake<'_> {
    /// Declares the documents as sources; returns their ids.
    fn sources(&mut self, documents: &[Document], settings: &Settings) -> Vec<Option<String>> {
        let mut given = HashMap::<String, usize>::new();
        let mut taken = HashSet::new();
        let mut ids = Vec::with_capacity(documents.len());
        for (number, document) in (1_i64..).zip(documents) {
            let at_url = document.url.as_deref().and_then(|url| self.builder.source_at_url(url));
            let known = at_url.map(|source| source.id.as_str().to_owned());
            let id = known.or_else(|| self.source_id(document, &mut given, &taken));
            ids.push(id.clone());
            let Some(id) = id.and_then(|id| SourceId::new(id).ok()) else { continue };
            let is_new = taken.insert(id.as_str().to_owned()) && !self.builder.has_source(&id);
            if !is_new {
                continue;
            }
            let kept = settings.texts.as_ref().zip(document.text.as_deref());
            let text = kept.map(|(texts, text)| texts.give(number, text));
            let mut source = Source::new(id);
            source.title.clone_from(&document.title);
            source.publisher.clone_from(&document.publisher);
            source.url.clone_from(&document.url);
            source.date = document.date;
            source.text = text.or_else(|| document.path.clone());
            self.builder
                .source_at(source, Some(Place { file: self.file, line: 1, column: 0, length: 0 }));
        }
        ids
    }

    /// An id for a document: its name, with a number if another document of the file has it.
    fn source_id(
        &mut self,
        document: &Document,
        given: &mut HashMap<String, usize>,
        taken: &HashSet<String>,
    ) -> Option<String> {
        let name = one_line(&document.name);
        let Ok(name) = checked(&name) else {
            self.left_out.add("documents without a name that can be an id", &document.name);
            return None;
        };
        loop {
            let count = given.entry(name.to_owned()).or_default();
            *count += 1;
            let id = if *count == 1 { name.to_owned() } else { format!("{name} ({count})") };
            if !taken.contains(&id) {
                return Some(id);
            }
        }
    }

    /// The words of a passage, and where they are.
    fn anchored(
        &mut self,
        anchors: &mut Anchors,
        passage: &Passage,
        counting: Counting,
    ) -> Anchored {
        let quote = passage.quote.as_deref();
        let context = passage.context.each_ref().map(Option::as_deref);
        let mut found = anchors.find(passage.span, counting, quote, passage.is_quote_cut, context);
        // What may be cut off may also be a name that somebody gave.
        if passage.is_quote_cut
            && matches!(found, Found::Ambiguous | Found::Missing | Found::GivenUp)
        {
            found = anchors.find(passage.span, counting, None, false, context);
        }
        let name = || quote.map_or_else(|| codes_of(passage), str::to_owned);
        let at = match found {
            Found::There(start, end) => Some((start, end)),
            Found::Moved(start, end) => {
                if passage.span.is_some() {
                    self.left_out.add(CORRECTED, &name());
                }
                Some((start, end))
            }
            // A document as a whole has no offsets, and those of an entity were counted when it was looked for.
            Found::Ambiguous | Found::Missing | Found::GivenUp if passage.span.is_none() => None,
            lost @ (Found::Ambiguous | Found::Missing | Found::GivenUp) => {
                self.left_out.add(lost.words(quote.is_some()), &name());
                None
            }
        };
        let words = at.and_then(|(start, end)| anchors.words(start, end));
        let quote = match words {
            Some(words) if self.copies.take(words.len()) => Some(words.to_owned()),
            Some(_) => {
                self.left_out.add("quotes that together are too large", &codes_of(passage));
                None
            }
            None => passage.quote.clone().filter(|_| !passage.is_quote_cut),
        };
        Anchored { quote, characters: at }
    }

    /// Adds the stances of a passage.
    fn stances(&mut self, passage: &Passage, anchored: &Anchored, known: Whereabouts) {
        let said = match self.reading.said(passage) {
            Ok(said) => said,
            Err(silent) => return self.silent.add(silent.words(), &codes_of(passage)),
        };
        for actor in &said.actors {
            for target in &said.targets {
                self.stance(actor, target, &said, passage, anchored, known);
            }
        }
    }

    fn stance(
        &mut self,
        actor: &str,
        target: &Target,
        said: &Said,
        passage: &Passage,
        anchored: &Anchored,
        known: Whereabouts,
    ) {
        let is_name = match target {
            Target::Issue(name) => IssueId::new(name).is_ok(),
            Target::Actor(name) => ActorId::new(name).is_ok(),
        };
        let people = [Some(actor), said.speaker.as_deref(), said.addressee.as_deref()];
        let are_names = people.into_iter().flatten().all(|name| ActorId::new(name).is_ok());
        if !is_name || !are_names {
            let what = "coded passages with a code that is too long for a name";
            return self.silent.add(what, &codes_of(passage));
        }
        let fits = |text: &&str| text.len() <= self.longest;
        let quote = anchored.quote.as_deref().filter(fits);
        let rule = said.rule.chars().take(LONGEST_RULE).collect::<String>();
        let [mut note, mut coder] =
            [&passage.note, &passage.coder].map(|text| text.as_deref().filter(fits));
        let length = rule.len() + note.map_or(0, str::len) + coder.map_or(0, str::len);
        if !self.beside.take(length) {
            self.left_out.add("notes and coders that together are too large", actor);
            (note, coder) = (None, None);
        }
        let (issue, toward) = match target {
            Target::Issue(issue) => (Some(issue.as_str()), said.addressee.as_deref()),
            Target::Actor(actor) => (None, Some(actor.as_str())),
        };
        let makes_drafts = self.reading.mapping.is_some_and(CodeMapping::makes_drafts);
        let is_confirmed = passage.is_confirmed || said.is_mapped && !makes_drafts;
        let characters = anchored.characters.and_then(|(start, end)| {
            Characters::new(u32::try_from(start).ok()?, u32::try_from(end).ok()?).ok()
        });
        let provenance = match is_confirmed {
            true => Provenance { characters, ..Provenance::default() },
            false => Provenance {
                status: Status::Draft,
                characters,
                proposed_by: Some(self.tool),
                rule: Some(rule.as_str()),
                confidence: None,
            },
        };
        self.builder.row(&StanceRow {
            actor,
            speaker: said.speaker.as_deref(),
            label: said.label.as_deref(),
            issue,
            toward,
            position: said.position,
            strength: said.strength,
            date: passage.date.or(known.date),
            source: known.source,
            locator: passage.locator.as_deref(),
            quote,
            note,
            coder,
            provenance,
            place: passage.place,
            ..StanceRow::default()
        });
    }

    /// Reports what is left out.
    fn tell(self) {
        let Self { left_out, silent, file, builder, .. } = self;
        let name = builder.file_name(file).to_owned();
        let counted = |counts: &Counts, remedy: Option<Remedy>| {
            let all = counts.iter().map(|(what, count, names)| {
                let mut lost = LeftOut::new(name.clone(), what);
                (lost.count, lost.examples) = (count, names.to_vec());
                lost.remedy.clone_from(&remedy);
                lost
            });
            all.collect::<Vec<_>>()
        };
        let remedy = Remedy::from("what codes mean, ").and_ask(Request::Codes).and_say(" says");
        for lost in counted(&silent, Some(remedy)).into_iter().chain(counted(&left_out, None)) {
            builder.left_out(lost);
        }
    }
}

/// The codes of a passage, to name it with.
fn codes_of(passage: &Passage) -> String {
    let codes = passage.codes.iter().map(Code::full).collect::<Vec<_>>();
    codes.join(" + ")
}

/// A name on one line.
fn one_line(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").replace(char::is_control, "")
}
