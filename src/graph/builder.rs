//! The builder: the only way to make a graph.

use std::collections::HashSet;
use std::path::Path;

use rustc_hash::FxHashMap;

use super::described::Described;
use super::names::{Names, Registry};
use super::taken::Taken;
use super::{StanceGraph, StanceRow, build};
use crate::error::{
    Cause, Error, Excerpt, Fault, FaultList, Faults, FileId, Files, LeftOut, Notation, Place,
    thousands,
};
use crate::model::{
    Actor, ActorId, Date, Document, Implied, Issue, LabelMeaning, Lexicon, Position, PositionRange,
    Provenance, Source, SourceId, Stance, StanceId, Status, Strength, Weight,
};

/// The meaning of a name that nobody declares.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Undeclared {
    /// It is a fault.
    #[default]
    Refuse,
    /// It is a new actor or source with only an id, if it is that of a speaker or a source; otherwise it is a fault.
    CreateEvidence,
    /// It is a new actor, issue or source with only an id.
    Create,
}

/// Takes actors, issues, sources, labels and stances in any order, and builds the graph or reports everything that
/// is wrong with them.
///
/// ```
/// use stancegraph::model::{Actor, ActorId, Issue, IssueId, Stance};
/// use stancegraph::{Error, StanceGraph};
///
/// let mut builder = StanceGraph::builder();
/// builder.actor(Actor::new(ActorId::new("russia")?));
/// builder.issue(Issue::new(IssueId::new("thaad")?));
/// builder.stance(&Stance::on_issue("rusia", "opposes", "thaad")?);
/// let Err(Error::Faults(faults)) = builder.build() else { panic!("a name is wrong") };
/// assert_eq!(faults.to_string(), "error: unknown actor \"rusia\"; did you mean \"russia\"?");
/// # Ok::<(), stancegraph::model::IdError>(())
/// ```
#[derive(Clone, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact about what was read")]
pub struct Builder {
    pub(super) title: Option<String>,
    pub(super) description: Option<String>,
    pub(super) files: Files,
    pub(super) actors: Registry<Actor>,
    pub(super) issues: Registry<Issue>,
    pub(super) sources: Registry<Source>,
    pub(super) labels: Names,
    /// The meaning of each label in the lexicon.
    implied: Vec<Option<Implied>>,
    /// Whether a stance has each label.
    pub(super) is_used: Vec<bool>,
    /// The numbers of the labels of stances without one, by position.
    default_labels: [Option<u32>; Position::ALL.len()],
    pub(super) meanings: FxHashMap<u32, (LabelMeaning, Option<Place>)>,
    /// The places of labels whose position was not known at the time.
    pub(super) pending_labels: Vec<(u32, bool, Option<Place>)>,
    pub(super) entries: Vec<Entry>,
    /// The number of stances of each actor.
    pub(super) stance_counts: Vec<usize>,
    pub(super) rests: Vec<Rest>,
    pub(super) texts: Vec<Texts>,
    /// Whether a stance is a draft.
    pub(super) has_drafts: bool,
    pub(super) faults: FaultList,
    pub(super) undeclared: Undeclared,
    /// Whether names that are created are told.
    tells_created: bool,
    /// The most stances and names allowed; `None` means no limit.
    most: Option<usize>,
    /// Whether the limit was exceeded.
    is_full: bool,
    /// Whether some input could not be read.
    pub(super) incomplete: bool,
    /// Whether reading stopped because there were too many faults.
    pub(super) is_cut: bool,
    /// The number of lines remembered.
    remembered: usize,
    pub(super) left_out: Vec<LeftOut>,
    pub(super) taken: Vec<Taken>,
    /// What is skipped without a report, and would be lost if a file were written again.
    pub(super) passed_over: Vec<LeftOut>,
    /// The smallest and the largest value that was coded.
    pub(super) coded: Option<PositionRange>,
    pub(super) described: Described,
}

/// Counts one more thing of a kind in a file.
fn count(all: &mut Vec<LeftOut>, name: &str, what: &str, example: impl FnOnce() -> String) {
    match all.iter_mut().find(|known| known.file == name && known.what == what) {
        Some(known) => known.add_with(example),
        None => {
            let mut new = LeftOut::new(name, what);
            new.add_with(example);
            all.push(new);
        }
    }
}

/// "No such field" in an [`Entry`].
pub(super) const NONE: u32 = u32::MAX;

/// The most lines remembered for faults; if the file can be read again, the other lines are found then.
const MOST_REMEMBERED: usize = 1_000;

/// The names in a stance, as numbers of the builder.
#[derive(Clone, Copy, Debug)]
pub struct Numbers {
    pub(crate) actor: u32,
    pub(crate) speaker: u32,
    pub(crate) label: u32,
    pub(crate) issue: u32,
    pub(crate) toward: u32,
    pub(crate) source: u32,
}

/// A name in a stance: a text, or the number that the builder assigned to it.
#[derive(Clone, Copy, Debug)]
pub enum Name<'a> {
    Text(&'a str),
    Number(u32),
}

/// The names in a stance.
#[derive(Clone, Copy, Debug)]
pub struct RowNames<'a> {
    pub(crate) actor: Name<'a>,
    pub(crate) speaker: Option<Name<'a>>,
    pub(crate) label: Option<Name<'a>>,
    pub(crate) issue: Option<Name<'a>>,
    pub(crate) toward: Option<Name<'a>>,
    pub(crate) source: Option<Name<'a>>,
}

impl<'a> RowNames<'a> {
    fn of(row: &StanceRow<'a>) -> Self {
        Self {
            actor: Name::Text(row.actor),
            speaker: row.speaker.map(Name::Text),
            label: row.label.map(Name::Text),
            issue: row.issue.map(Name::Text),
            toward: row.toward.map(Name::Text),
            source: row.source.map(Name::Text),
        }
    }
}

/// A stance whose names are numbers of the builder.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry {
    pub(super) actor: u32,
    pub(super) target: u32,
    pub(super) label: u32,
    pub(super) source: u32,
    pub(super) date: Option<Date>,
    /// Its number in [`Builder::rests`].
    pub(super) rest: u32,
    pub(super) line: u32,
    pub(super) file: u16,
    pub(super) on_actor: bool,
    pub(super) position: Option<Position>,
}

/// The fields that most stances do not have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Rest {
    pub(super) speaker: u32,
    pub(super) toward: u32,
    pub(super) until: Option<Date>,
    pub(super) size: Option<Size>,
    pub(super) texts: u32,
}

/// The strength or the weight of a stance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Size(
    // The bits of the strength, or of the weight as a negative number; split into halves, so that they take no
    // more room.
    [u32; 2],
);

impl Size {
    #[inline]
    pub(super) fn new(strength: Option<Strength>, weight: Option<Weight>) -> Option<Self> {
        let weight = weight.map(|weight| -weight.get());
        let number = weight.or_else(|| strength.map(Strength::get))?;
        let bits = number.to_bits();
        #[expect(clippy::cast_possible_truncation, reason = "the two halves")]
        Some(Self([(bits >> 32) as u32, bits as u32]))
    }

    fn number(self) -> f64 {
        f64::from_bits(u64::from(self.0[0]) << 32 | u64::from(self.0[1]))
    }

    /// The weight, if this is one.
    pub(super) fn weight(self) -> Option<f64> {
        Some(-self.number()).filter(|weight| *weight > 0.0)
    }

    /// The strength, given the heaviest weight of a stance.
    pub(super) fn strength(self, heaviest: f64) -> Strength {
        match self.weight() {
            Some(weight) => Strength::part(weight, heaviest),
            None => Strength::part(self.number(), 1.0),
        }
    }
}

impl Rest {
    pub(super) const NOTHING: Self =
        Self { speaker: NONE, toward: NONE, until: None, size: None, texts: NONE };
}

/// The texts of a stance that has any.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Texts {
    pub(crate) id: Option<StanceId>,
    pub(crate) locator: Option<Box<str>>,
    pub(crate) quote: Option<Box<str>>,
    pub(crate) note: Option<Box<str>>,
    pub(crate) coder: Option<Box<str>>,
    pub(crate) grade: Option<Box<str>>,
    pub(crate) provenance: Option<Box<Provenance<Box<str>>>>,
}

impl Texts {
    fn of(row: &StanceRow) -> Option<Self> {
        let texts = [row.locator, row.quote, row.note, row.coder, row.grade];
        let is_silent = texts.iter().all(|text| text.is_none_or(str::is_empty));
        let provenance = row.provenance.tidy();
        if row.id.is_none() && is_silent && provenance.is_empty() {
            return None;
        }
        let kept = |text: Option<&str>| text.filter(|text| !text.is_empty()).map(Box::from);
        let [locator, quote, note, coder, grade] = texts.map(kept);
        let provenance = Some(provenance).filter(|known| !known.is_empty());
        let provenance = provenance.map(|known| Box::new(known.map(|text| Box::from(*text))));
        Some(Self { id: row.id.cloned(), locator, quote, note, coder, grade, provenance })
    }

    /// Whether the stance is a draft.
    pub(super) fn status(&self) -> Status {
        self.provenance.as_ref().map(|known| known.status).unwrap_or_default()
    }
}

/// The ids, names and aliases known to a builder.
#[cfg(feature = "dna")]
pub struct Known {
    pub(crate) actors: HashSet<Box<str>>,
    pub(crate) issues: HashSet<Box<str>>,
    pub(crate) sources: HashSet<Box<str>>,
    pub(crate) stances: HashSet<StanceId>,
}

impl Builder {
    /// Sets the meaning of undeclared names, from here on.
    pub fn undeclared(&mut self, undeclared: Undeclared) -> &mut Self {
        self.undeclared = undeclared;
        self
    }

    /// Sets whether names that nobody declares are told, from here on.
    pub(crate) fn tell_created(&mut self, tells: bool) {
        self.tells_created = tells;
    }

    /// Sets the title of the graph; the first title counts.
    pub fn title(&mut self, title: impl Into<String>) -> &mut Self {
        let title = Some(title.into()).filter(|title| !title.is_empty());
        self.title = self.title.take().or(title);
        self
    }

    /// Sets the description of the graph; the first description counts.
    pub fn description(&mut self, description: impl Into<String>) -> &mut Self {
        let description = Some(description.into()).filter(|text| !text.is_empty());
        self.description = self.description.take().or(description);
        self
    }

    /// Sets the range in which positions were coded; several ranges become the smallest one that covers them all.
    pub fn coded_range(&mut self, range: PositionRange) -> &mut Self {
        self.coded = Some(self.coded.map_or(range, |known| known.and(range)));
        self
    }

    /// Declares an actor.
    pub fn actor(&mut self, actor: Actor) -> &mut Self {
        self.actor_at(actor, None, None)
    }

    /// Declares an issue.
    pub fn issue(&mut self, issue: Issue) -> &mut Self {
        self.issue_at(issue, None)
    }

    /// Declares a source.
    pub fn source(&mut self, source: Source) -> &mut Self {
        self.source_at(source, None)
    }

    /// Declares the meaning of a label; a label of nothing but white space is ignored.
    pub fn label(&mut self, label: &str, meaning: LabelMeaning) -> &mut Self {
        self.label_at(label, meaning, None)
    }

    /// Adds a stance.
    pub fn stance(&mut self, stance: &Stance) -> &mut Self {
        self.row(&StanceRow::from(stance))
    }

    /// Adds everything in a document.
    pub fn document(&mut self, document: &Document) -> &mut Self {
        if let Some(title) = &document.title {
            self.title(title);
        }
        if let Some(description) = &document.description {
            self.description(description);
        }
        if let Some(range) = document.coded_range {
            self.coded_range(range);
        }
        for (id, actor) in &document.actors {
            self.actor(Actor { id: id.clone(), ..actor.clone() });
        }
        for (id, issue) in &document.issues {
            self.issue(Issue { id: id.clone(), ..issue.clone() });
        }
        for (id, source) in &document.sources {
            self.source(Source { id: id.clone(), ..source.clone() });
        }
        for (label, meaning) in &document.labels {
            self.label(label, *meaning);
        }
        for stance in &document.stances {
            self.stance(stance);
        }
        self
    }

    /// Records that some input could not be read: what is undeclared may have been declared there.
    pub(crate) fn incomplete(&mut self) {
        self.incomplete = true;
    }

    /// Records that something in a file is left out: the kind of thing, worded to follow a number ("statements
    /// without an organization"), and an example.
    pub(crate) fn leave_out(&mut self, file: FileId, what: &str, example: impl Into<String>) {
        count(&mut self.left_out, self.files.name(file), what, || example.into());
    }

    /// Records something that needs no report when a file is read, such as comments, but would be lost if the file
    /// were written again.
    pub(crate) fn pass_over(&mut self, file: FileId, what: &str, example: impl Into<String>) {
        count(&mut self.passed_over, self.files.name(file), what, || example.into());
    }

    /// Records that only the day of a time is kept.
    pub(crate) fn leave_out_time(&mut self, file: FileId, text: &str, day: Date) {
        let what = "times, of which only the day is kept";
        let short = &text[..text.floor_char_boundary(40)];
        count(&mut self.left_out, self.files.name(file), what, || format!("{short} is {day}"));
    }

    /// Records what is left out, if anything.
    pub(crate) fn left_out(&mut self, left_out: LeftOut) {
        self.left_out.extend(Some(left_out).filter(|left_out| left_out.count > 0));
    }

    /// Records what a table was taken to say, if its columns or values have names of their own.
    pub(crate) fn taken(&mut self, file: FileId, taken: Taken) {
        let file = self.files.name(file).to_owned();
        self.taken.extend(Some(Taken { file, ..taken }).filter(|taken| !taken.is_empty()));
    }

    /// What is known so far, by id, name and alias.
    #[cfg(feature = "dna")]
    pub(crate) fn known(&self) -> Known {
        Known {
            actors: self.actors.known(),
            issues: self.issues.known(),
            sources: self.sources.known(),
            stances: self.texts.iter().filter_map(|texts| texts.id.clone()).collect(),
        }
    }

    /// The ids, names and aliases of all actors and of all issues so far, declared or referred to.
    pub(crate) fn named(&self) -> [HashSet<Box<str>>; 2] {
        [self.actors.named(), self.issues.named()]
    }

    /// The source at an address, if one is declared.
    pub(crate) fn source_at_url(&self, url: &str) -> Option<&Source> {
        let mut declared = self.sources.declared.values().map(|(source, _)| source);
        declared.find(|source| source.url.as_deref() == Some(url))
    }

    pub(crate) fn file(&mut self, add: impl FnOnce(&mut Files) -> FileId) -> FileId {
        add(&mut self.files)
    }

    /// Sets how files declare things, by file name; fixes of faults use that notation.
    pub(crate) fn notations(&mut self, of_name: fn(&str) -> Notation) {
        self.files.say_notations(of_name);
    }

    /// Keeps the line at a place, for reports on a file that can be read only once.
    pub(crate) fn remember(&mut self, place: Place, excerpt: impl FnOnce() -> Option<Excerpt>) {
        // A name that is undeclared so far may still be declared, and then is no fault.
        if self.wants_faults()
            && self.remembered < MOST_REMEMBERED
            && let Some(excerpt) = excerpt()
        {
            self.remembered += 1;
            self.files.remember(place, excerpt);
        }
    }

    /// Whether an actor with this id is declared.
    pub(crate) fn has_actor(&mut self, id: &ActorId) -> bool {
        self.actors.has(id.as_str())
    }

    /// Whether a source with this id is declared.
    pub(crate) fn has_source(&mut self, id: &SourceId) -> bool {
        self.sources.has(id.as_str())
    }

    pub(crate) fn file_name(&self, file: FileId) -> &str {
        self.files.name(file)
    }

    pub(crate) fn file_path(&self, file: FileId) -> Option<&Path> {
        self.files.path(file)
    }

    /// Sets more precise places for names that cannot be ids, in the row just added.
    pub(crate) fn locate_names(&mut self, row: Place, names: &[(&str, Place)]) {
        locate(&mut self.actors, row, names);
        locate(&mut self.issues, row, names);
        locate(&mut self.sources, row, names);
    }

    /// The number of faults found so far.
    pub(crate) fn fault_count(&self) -> usize {
        let pending = self.actors.pending.len() + self.issues.pending.len();
        let invalid = self.actors.invalid.len() + self.issues.invalid.len();
        let names = pending + invalid + self.sources.pending.len() + self.sources.invalid.len();
        self.faults.len() + names + self.pending_labels.len()
    }

    /// Whether new faults are still kept; beyond a limit, they are only counted.
    pub(crate) fn wants_faults(&self) -> bool {
        !self.faults.is_full()
    }

    pub(crate) fn actor_at(
        &mut self,
        mut actor: Actor,
        place: Option<Place>,
        whole_place: Option<Place>,
    ) -> &mut Self {
        if !self.has_room(place) {
            return self;
        }
        for text in [&mut actor.name, &mut actor.kind] {
            tidy(text);
        }
        tidy_all(&mut actor.aliases);
        let id = actor.id.clone();
        if let Some(whole) = &actor.part_of {
            let create = self.undeclared == Undeclared::Create;
            self.actors.refer(whole.as_str(), create, || whole_place.or(place));
        }
        if let Err(first) = self.actors.declare(id.as_str(), actor, place) {
            self.repeated("actor", id.as_str(), first, place);
        }
        self
    }

    pub(crate) fn issue_at(&mut self, mut issue: Issue, place: Option<Place>) -> &mut Self {
        if !self.has_room(place) {
            return self;
        }
        for text in [&mut issue.name, &mut issue.description] {
            tidy(text);
        }
        tidy_all(&mut issue.aliases);
        let id = issue.id.clone();
        if let Err(first) = self.issues.declare(id.as_str(), issue, place) {
            self.repeated("issue", id.as_str(), first, place);
        }
        self
    }

    pub(crate) fn source_at(&mut self, mut source: Source, place: Option<Place>) -> &mut Self {
        if !self.has_room(place) {
            return self;
        }
        let Source { title, publisher, url, archived, text, .. } = &mut source;
        for text in [title, publisher, url, archived, text] {
            tidy(text);
        }
        let id = source.id.clone();
        if let Err(first) = self.sources.declare(id.as_str(), source, place) {
            self.repeated("source", id.as_str(), first, place);
        }
        self
    }

    pub(crate) fn label_at(
        &mut self,
        label: &str,
        meaning: LabelMeaning,
        place: Option<Place>,
    ) -> &mut Self {
        if label.trim().is_empty() {
            return self;
        }
        let number = self.labels.intern(label.trim());
        match self.meanings.get(&number) {
            Some((known, first)) if *known != meaning => {
                let first = *first;
                self.repeated("label", label, first, place);
            }
            _ => drop(self.meanings.insert(number, (meaning, place))),
        }
        self
    }

    /// Limits the number of stances and names.
    pub(crate) fn limit(&mut self, most: usize) {
        self.most = Some(most);
    }

    /// Whether the limit on stances and names is exceeded, so reading can stop.
    pub(crate) fn is_full(&mut self) -> bool {
        if self.faults.is_endless() {
            self.is_cut = true;
            self.incomplete = true;
        }
        self.is_full || self.is_cut
    }

    /// Whether there is room for another stance; reports the limit once, as a fault.
    #[inline]
    fn has_room(&mut self, place: Option<Place>) -> bool {
        let has_space = self.has_space();
        if !has_space {
            self.refuse_more(place);
        }
        has_space
    }

    #[inline]
    pub(super) fn has_space(&self) -> bool {
        let names = self.actors.names.len() + self.issues.names.len() + self.sources.names.len();
        let items = self.entries.len() + names + self.labels.len();
        self.most.is_none_or(|most| items < most)
    }

    #[cold]
    fn refuse_more(&mut self, place: Option<Place>) {
        let most = self.most.unwrap_or_default();
        if !std::mem::replace(&mut self.is_full, true) {
            let limit = format!("{} stances and names", thousands(most));
            self.fault(Cause::TooLarge { what: "the input", limit }, place);
            self.incomplete();
        }
    }

    /// Adds a stance as a reader passes it on.
    pub fn row(&mut self, row: &StanceRow) -> &mut Self {
        self.row_of(&RowNames::of(row), row);
        self
    }

    /// Adds a stance with these names instead of those of its row.
    #[inline]
    pub(crate) fn row_of(&mut self, names: &RowNames, row: &StanceRow) {
        if !self.has_room(row.place) {
            return;
        }
        if let Some(entry) = self.entry(names, row) {
            self.add(entry);
        }
    }

    #[inline]
    pub(super) fn add(&mut self, entry: Entry) {
        let actor = entry.actor as usize;
        if self.stance_counts.len() <= actor {
            self.stance_counts.resize(actor + 1, 0);
        }
        self.stance_counts[actor] += 1;
        self.entries.push(entry);
    }

    /// The numbers of the stance added last.
    pub(crate) fn last_numbers(&self) -> Option<Numbers> {
        let entry = self.entries.last()?;
        let rest = self.rests.get(entry.rest as usize).copied().unwrap_or(Rest::NOTHING);
        let Entry { actor, label, source, target, on_actor, .. } = *entry;
        let (issue, toward) = if on_actor { (NONE, target) } else { (target, rest.toward) };
        Some(Numbers { actor, speaker: rest.speaker, label, issue, toward, source })
    }

    /// The number of stances added.
    pub(crate) fn row_count(&self) -> usize {
        self.entries.len()
    }

    /// Sets the strength or the weight of a stance, given by the number of stances added before it.
    pub(crate) fn set_size(
        &mut self,
        stance: usize,
        (strength, weight): (Option<Strength>, Option<Weight>),
    ) {
        self.rest_of(stance).size = Size::new(strength, weight);
    }

    /// Sets the date of a stance, given by the number of stances added before it.
    pub(crate) fn set_date(&mut self, stance: usize, date: Date) {
        self.entries[stance].date = Some(date);
        self.check_dates_of(stance);
    }

    /// Sets the last day of a stance, given by the number of stances added before it.
    pub(crate) fn set_until(&mut self, stance: usize, until: Date) {
        self.rest_of(stance).until = Some(until);
        self.check_dates_of(stance);
    }

    fn rest_of(&mut self, stance: usize) -> &mut Rest {
        let entry = &mut self.entries[stance];
        if entry.rest == NONE {
            entry.rest = keep(&mut self.rests, Rest::NOTHING);
        }
        &mut self.rests[entry.rest as usize]
    }

    fn check_dates_of(&mut self, stance: usize) {
        let entry = self.entries[stance];
        let rest = self.rests.get(entry.rest as usize).copied().unwrap_or(Rest::NOTHING);
        let place = entry.place();
        self.check_dates(&StanceRow {
            date: entry.date,
            until: rest.until,
            place,
            ..StanceRow::default()
        });
    }

    #[inline]
    fn entry(&mut self, names: &RowNames, row: &StanceRow) -> Option<Entry> {
        let create = self.undeclared == Undeclared::Create;
        let create_evidence = self.undeclared != Undeclared::Refuse;
        let at = |place: Option<Place>| move || place.or(row.place);
        let actors = &mut self.actors;
        let actor = refer(actors, names.actor, create, at(row.places.actor));
        let mut refer_actor = |name: Option<Name>, create: bool, place| {
            name.map_or(NONE, |name| refer(actors, name, create, at(place)))
        };
        let speaker = refer_actor(names.speaker, create_evidence, row.places.speaker);
        let toward = refer_actor(names.toward, create, row.places.toward);
        let issue = names
            .issue
            .map_or(NONE, |name| refer(&mut self.issues, name, create, at(row.places.issue)));
        let source = names.source.map_or(NONE, |name| {
            refer(&mut self.sources, name, create_evidence, at(row.places.source))
        });
        if self.tells_created {
            let numbers = Numbers { actor, speaker, label: NONE, issue, toward, source };
            self.tell_created_of(numbers, row);
        }
        let on_actor = issue == NONE;
        if on_actor && toward == NONE {
            self.fault(Cause::NoTarget, row.place);
            return None;
        }
        self.check_dates(row);
        self.check_size(row);
        let label = self.label_of(names.label, row, on_actor)?;
        Some(self.entered(Numbers { actor, speaker, label, issue, toward, source }, row))
    }

    /// Notes which names of a stance are created, for now.
    fn tell_created_of(&mut self, numbers: Numbers, row: &StanceRow) {
        let Numbers { actor, speaker, issue, toward, source, .. } = numbers;
        self.actors.tell(speaker, "speaker", row.places.speaker.or(row.place));
        self.actors.tell(actor, "actor", row.places.actor.or(row.place));
        self.actors.tell(toward, "actor", row.places.toward.or(row.place));
        self.issues.tell(issue, "issue", row.places.issue.or(row.place));
        self.sources.tell(source, "source", row.places.source.or(row.place));
    }

    #[inline]
    fn entered(&mut self, numbers: Numbers, row: &StanceRow) -> Entry {
        let Numbers { actor, speaker, label, issue, toward, source } = numbers;
        let on_actor = issue == NONE;
        let rest = Rest {
            speaker,
            toward: if on_actor { NONE } else { toward },
            until: row.until,
            size: Size::new(row.strength, row.weight),
            texts: Texts::of(row).map_or(NONE, |texts| keep(&mut self.texts, texts)),
        };
        self.has_drafts |= !row.provenance.status.is_confirmed();
        Entry {
            actor,
            target: if on_actor { toward } else { issue },
            label,
            source,
            date: row.date,
            rest: self.kept(rest),
            line: row.place.map_or(0, |place| place.line),
            file: row.place.map_or(u16::MAX, |place| place.file.0),
            on_actor,
            position: row.position,
        }
    }

    /// Stores what most stances do not have; returns its number, or [`NONE`] for nothing.
    #[inline]
    pub(super) fn kept(&mut self, rest: Rest) -> u32 {
        if rest == Rest::NOTHING { NONE } else { keep(&mut self.rests, rest) }
    }

    fn check_dates(&mut self, row: &StanceRow) {
        if let (Some(date), Some(until)) = (row.date, row.until)
            && until.end() < date.begin()
        {
            self.fault(Cause::UntilBeforeDate { date, until }, row.place);
        }
    }

    fn check_size(&mut self, row: &StanceRow) {
        if let (Some(strength), Some(weight)) = (row.strength, row.weight) {
            let (strength, weight) = (strength.get(), weight.get());
            self.fault(Cause::StrengthAndWeight { strength, weight }, row.place);
        }
    }

    /// The number of the row's label; its meaning is looked up once all labels are declared.
    fn label_of(&mut self, label: Option<Name>, row: &StanceRow, on_actor: bool) -> Option<u32> {
        let is_said = |label: &Name| !matches!(label, Name::Text(text) if text.trim().is_empty());
        let default = || row.position.map(|position| Name::Text(position.default_label()));
        let number = match label.filter(is_said).or_else(default) {
            Some(Name::Number(number)) => number,
            Some(Name::Text(label)) => self.labels.intern(label.trim()),
            None => {
                self.fault(Cause::NoPosition, row.place);
                return None;
            }
        };
        self.use_label(number);
        if row.position.is_none() && !self.is_position(number, on_actor) {
            self.pending_labels.push((number, on_actor, row.places.label.or(row.place)));
        }
        Some(number)
    }

    fn use_label(&mut self, number: u32) {
        if self.is_used.len() <= number as usize {
            self.is_used.resize(number as usize + 1, false);
        }
        self.is_used[number as usize] = true;
    }

    /// The number of the label of stances without one.
    #[inline]
    pub(super) fn default_label(&mut self, position: Position) -> u32 {
        if let Some(number) = self.default_labels[position as usize] {
            return number;
        }
        let number = self.labels.intern(position.default_label());
        self.use_label(number);
        *self.default_labels[position as usize].insert(number)
    }

    /// Whether a label implies a position, as far as known now.
    pub(crate) fn says_position(&mut self, label: &str, on_actor: bool) -> bool {
        let number = self.labels.intern(label.trim());
        self.is_position(number, on_actor)
    }

    /// The position that a label implies, as far as known now.
    pub(crate) fn position_of(&mut self, label: &str, on_actor: bool) -> Option<Position> {
        let number = self.labels.intern(label.trim());
        if !self.is_position(number, on_actor) {
            return None;
        }
        match self.meanings.get(&number) {
            Some((meaning, _)) => Some(meaning.position),
            None => self.implied[number as usize].map(|implied| implied.position),
        }
    }

    pub(super) fn is_position(&mut self, label: u32, on_actor: bool) -> bool {
        while self.implied.len() < self.labels.len() {
            let next = u32::try_from(self.implied.len()).expect("labels are counted in u32");
            self.implied.push(Lexicon::lookup(self.labels.get(next)));
        }
        let implied = self.implied[label as usize];
        implied.is_some_and(|implied| !on_actor || implied.toward_actors)
            || self.meanings.contains_key(&label)
    }

    fn repeated(
        &mut self,
        what: &'static str,
        id: &str,
        first: Option<Place>,
        place: Option<Place>,
    ) {
        let first = first.map(|first| self.name(first));
        self.fault(Cause::Repeated { what, id: id.into(), first }, place);
    }

    /// The place as `file:line`.
    pub(super) fn name(&self, place: Place) -> String {
        self.files.say(Place { column: 0, ..place })
    }

    /// Adds a fault that a reader found.
    pub(crate) fn fault(&mut self, cause: Cause, place: Option<Place>) {
        self.faults.push(cause, place);
    }

    /// Adds a fault that is expensive to describe.
    pub(crate) fn fault_with(&mut self, fault: impl FnOnce() -> Fault) {
        self.faults.push_with(fault);
    }

    /// Counts a fault if no more are wanted.
    pub(crate) fn omit_fault(&mut self) {
        self.faults.omit();
    }

    /// Adds the faults collected by a reader.
    pub(crate) fn faults(&mut self, faults: FaultList) {
        self.faults.append(faults);
    }

    /// Builds the graph.
    ///
    /// The order in which things were added does not matter.
    ///
    /// # Errors
    ///
    /// Returns [`Error::Faults`] with everything that is wrong, each fault with its place.
    ///
    /// # Complexity
    ///
    /// O(n log n) in the number of stances, to sort them.
    pub fn build(mut self) -> Result<StanceGraph, Error> {
        self.settle_described();
        build::build(self)
    }

    /// Builds the graph of the stances without faults, and returns the faults too.
    pub(crate) fn build_sound(mut self) -> (StanceGraph, Faults) {
        self.settle_described();
        let (graph, faults) = build::build_sound(self, true);
        (graph.expect("it is built in spite of faults"), faults)
    }
}

/// The number of a name.
#[inline]
fn refer<T>(
    registry: &mut Registry<T>,
    name: Name,
    create: bool,
    place: impl FnOnce() -> Option<Place>,
) -> u32 {
    match name {
        Name::Text(text) => registry.refer(text, create, place),
        Name::Number(number) => number,
    }
}

fn locate<T>(registry: &mut Registry<T>, row: Place, names: &[(&str, Place)]) {
    let of_row = registry.invalid.iter_mut().rev().take_while(|(.., place)| *place == Some(row));
    for (number, _, place) in of_row {
        let name = registry.names.get(*number);
        *place = names.iter().find(|(known, _)| *known == name).map(|(_, place)| *place).or(*place);
    }
}

/// Stores something, and returns its number.
fn keep<T>(list: &mut Vec<T>, thing: T) -> u32 {
    list.push(thing);
    u32::try_from(list.len() - 1).expect("fewer than 2^32 stances")
}

/// Replaces an empty text with `None`.
fn tidy(text: &mut Option<String>) {
    if text.as_ref().is_some_and(String::is_empty) {
        *text = None;
    }
}

fn tidy_all(texts: &mut Vec<String>) {
    *texts = texts.iter().map(|text| text.trim().to_owned()).collect();
    texts.retain(|text| !text.is_empty());
}
