//! What a front end is shown.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use serde::Serialize;

use super::bench::{SourceWords, Workbench};
use super::{Hits, Likeness, Refusal};
use crate::answer::{Coders, coders};
use crate::draft::{Language, paragraphs};
use crate::edit::Kind;
use crate::format::{MeantDate, meant_date};
use crate::graph::{StanceGraph, StanceRef};
use crate::model::{Characters, Confidence, LabelMeaning, Position, Source, Strength};

/// The map: its names, its sources and how far each is coded.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct State {
    /// The version of the files.
    pub version: String,
    /// The title of the map.
    pub title: Option<String>,
    /// The first file.
    pub file: String,
    /// All files.
    pub files: Vec<String>,
    /// Whose stances are coded.
    pub coder: Option<String>,
    /// The sources, by id.
    pub sources: Vec<SourceState>,
    /// The actors, by id.
    pub actors: Vec<NameState>,
    /// The issues, by id.
    pub issues: Vec<NameState>,
    /// The labels of stances, and those that the files give a meaning.
    pub labels: Vec<LabelState>,
    /// Who coded stances.
    pub coders: Vec<String>,
    /// The rules that proposed drafts.
    pub rules: Vec<String>,
    /// What would be undone.
    pub undo: Option<String>,
    /// What would be redone.
    pub redo: Option<String>,
    /// The faults of the files, one a line; while there are some, nothing is written.
    pub faults: Vec<String>,
}

/// A source, and how far it is coded.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct SourceState {
    /// Its id.
    pub id: String,
    /// Its headline, or its id.
    pub title: String,
    /// Who published it.
    pub publisher: Option<String>,
    /// When.
    pub date: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// Whether it has a text that can be read.
    pub has_text: bool,
    /// The characters of its text.
    pub characters: usize,
    /// The characters that are in the quote of a confirmed stance.
    pub covered: usize,
    /// The confirmed stances.
    pub stances: usize,
    /// The drafts.
    pub drafts: usize,
}

/// An actor or an issue.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct NameState {
    /// Its id.
    pub id: String,
    /// Its name, or its id.
    pub name: String,
    /// Its other names.
    pub aliases: Vec<String>,
    /// The stances that name it: of an actor, those that it takes, speaks for, or that are toward it.
    pub stances: usize,
}

impl NameState {
    fn of(id: &str, name: &str, aliases: &[String], uses: &BTreeMap<&str, usize>) -> Self {
        let stances = uses.get(id).copied().unwrap_or(0);
        Self { id: id.to_owned(), name: name.to_owned(), aliases: aliases.to_vec(), stances }
    }
}

/// A label.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct LabelState {
    /// Its text.
    pub label: String,
    /// What it implies on an issue.
    pub on_issues: Option<Meaning>,
    /// What it implies toward an actor.
    pub on_actors: Option<Meaning>,
    /// The stances that have it.
    pub uses: usize,
}

/// What a label implies.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Meaning {
    /// The side.
    pub position: Position,
    /// How strongly.
    pub strength: f64,
}

impl From<LabelMeaning> for Meaning {
    fn from(meaning: LabelMeaning) -> Self {
        Self { position: meaning.position, strength: meaning.strength.get() }
    }
}

/// The text of a source with its stances.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct SourceText {
    /// The version of the files.
    pub version: String,
    /// The id of the source.
    pub id: String,
    /// The text, as it stands after decoding; none if there is none.
    pub text: Option<String>,
    /// Its line break.
    pub newline: &'static str,
    /// Its paragraphs.
    pub paragraphs: Vec<Section>,
    /// Its stances.
    pub stances: Vec<Card>,
}

/// A paragraph, in Unicode scalar values of the text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Section {
    /// The first character.
    pub start: usize,
    /// The character behind the last.
    pub end: usize,
    /// How stances name it: "headline", "paragraph 3".
    pub locator: String,
}

/// A stance with everything that is shown of it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Card {
    /// Its id.
    pub id: String,
    /// "confirmed" or "draft".
    pub status: &'static str,
    /// The id of the actor.
    pub actor: String,
    /// The name of the actor.
    pub actor_name: String,
    /// The id of the speaker.
    pub speaker: Option<String>,
    /// The name of the speaker.
    pub speaker_name: Option<String>,
    /// The label.
    pub label: String,
    /// The id of the issue.
    pub issue: Option<String>,
    /// The name of the issue.
    pub issue_name: Option<String>,
    /// The id of the actor that it is about or addressed to.
    pub toward: Option<String>,
    /// Its name.
    pub toward_name: Option<String>,
    /// The position, unless the label implies it.
    pub position: Option<Position>,
    /// The position in any case.
    pub side: Position,
    /// The strength, unless the label implies it.
    pub strength: Option<f64>,
    /// When it was said.
    pub date: Option<String>,
    /// The last date on which it holds.
    pub until: Option<String>,
    /// The id of the source.
    pub source: Option<String>,
    /// The place in the source.
    pub locator: Option<String>,
    /// The words of the source.
    pub quote: Option<String>,
    /// The coder's comment.
    pub note: Option<String>,
    /// Who coded it.
    pub coder: Option<String>,
    /// The quality of the evidence.
    pub grade: Option<String>,
    /// The first character of the quote in the text.
    pub start: Option<u32>,
    /// The character behind its last.
    pub end: Option<u32>,
    /// Whether the quote stands in the text.
    pub found: bool,
    /// Who proposed it.
    pub proposed_by: Option<String>,
    /// The rule that did.
    pub rule: Option<String>,
    /// How likely it is.
    pub confidence: Option<f64>,
    /// The file in which it stands.
    pub file: Option<String>,
}

/// What a text means as a date.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct DateMeant {
    /// The date.
    pub date: Option<String>,
    /// The dates that it may be, if it may be two.
    pub either: Vec<String>,
}

/// What a label means.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct LabelMeant {
    /// The position that it implies.
    pub position: Option<Position>,
    /// How strongly.
    pub strength: Option<f64>,
    /// Whether it implies one.
    pub known: bool,
}

impl Workbench {
    /// The map as it is.
    #[must_use]
    pub fn state(&self) -> State {
        let graph = self.all();
        let uses = Uses::of(graph);
        let stances = graph.stances();
        let coders = stances.filter_map(StanceRef::coder).collect::<BTreeSet<_>>();
        let rules = graph.stances().filter_map(StanceRef::rule).collect::<BTreeSet<_>>();
        let actors = graph.actors().iter().map(|actor| {
            NameState::of(actor.id.as_str(), actor.title(), &actor.aliases, &uses.actors)
        });
        let issues = graph.issues().iter().map(|issue| {
            NameState::of(issue.id.as_str(), issue.title(), &issue.aliases, &uses.issues)
        });
        State {
            version: self.version().to_owned(),
            title: graph.title().map(str::to_owned),
            file: self
                .files()
                .first()
                .map(|file| file.path.display().to_string())
                .unwrap_or_default(),
            files: self.files().iter().map(|file| file.path.display().to_string()).collect(),
            coder: self.coder().map(str::to_owned),
            sources: graph
                .sources()
                .iter()
                .map(|source| self.source_state(source, &uses))
                .collect(),
            actors: actors.collect(),
            issues: issues.collect(),
            labels: labels(graph, &uses),
            coders: coders.into_iter().map(str::to_owned).collect(),
            rules: rules.into_iter().map(str::to_owned).collect(),
            undo: self.last_done().map(|step| step.what.clone()),
            redo: self.last_undone().map(|step| step.what.clone()),
            faults: self
                .faults()
                .map(ToString::to_string)
                .iter()
                .flat_map(|all| all.lines())
                .map(str::to_owned)
                .collect(),
        }
    }

    fn source_state(&self, source: &Source, uses: &Uses) -> SourceState {
        let words = self.text(source.id.as_str());
        let stances = uses.sources.get(source.id.as_str()).map_or(&[][..], Vec::as_slice);
        let confirmed = stances.iter().filter(|stance| !is_draft(**stance));
        let ranges = confirmed.clone().filter_map(|stance| words.as_deref()?.range(*stance));
        let ranges = ranges.collect();
        let count = confirmed.count();
        SourceState {
            id: source.id.to_string(),
            title: source.title().to_owned(),
            publisher: source.publisher.clone(),
            date: source.date.map(|date| date.to_string()),
            url: source.url.clone(),
            has_text: words.is_some(),
            characters: words.map_or(0, |words| words.characters),
            covered: covered(ranges),
            stances: count,
            drafts: stances.len() - count,
        }
    }

    /// The text of a source and its stances.
    ///
    /// # Errors
    ///
    /// A refusal if there is no such source.
    pub fn source_text(&self, id: &str) -> Result<SourceText, Refusal> {
        let graph = self.all();
        let known = graph.sources().iter().find(|source| source.id.as_str() == id);
        let source = known.ok_or_else(|| Refusal::missing("there is no such source"))?;
        let words = self.text(id);
        let text = words.as_ref().map(|words| words.text.clone());
        let own = graph.stances().filter(|it| it.source().is_some_and(|of| of.id == source.id));
        Ok(SourceText {
            version: self.version().to_owned(),
            id: id.to_owned(),
            newline: if text.as_deref().is_some_and(|text| text.contains("\r\n")) {
                "\r\n"
            } else {
                "\n"
            },
            paragraphs: text.as_deref().map(sections).unwrap_or_default(),
            text,
            stances: own.map(|stance| self.card(stance, words.as_deref())).collect(),
        })
    }

    /// All stances.
    #[must_use]
    pub fn cards(&self) -> Vec<Card> {
        // Each text is read once for all its stances.
        let mut texts = BTreeMap::new();
        let cards = self.all().stances().map(|stance| {
            let source = stance.source().map(|source| source.id.as_str());
            let words =
                source.and_then(|id| texts.entry(id).or_insert_with(|| self.text(id)).clone());
            self.card(stance, words.as_deref())
        });
        cards.collect()
    }

    fn card(&self, stance: StanceRef, words: Option<&SourceWords>) -> Card {
        let said = stance.to_stance();
        let range = words.and_then(|words| words.range(stance));
        let name = |actor: &crate::model::Actor| actor.title().to_owned();
        let target = stance.target();
        let (issue_name, toward_name) = match target.is_actor() {
            true => (None, Some(target.title().to_owned())),
            false => (Some(target.title().to_owned()), stance.toward().map(name)),
        };
        Card {
            id: stance.id().to_string(),
            status: stance.status().as_str(),
            actor: said.actor.to_string(),
            actor_name: name(stance.actor()),
            speaker: said.speaker.map(String::from),
            speaker_name: stance.speaker().map(name),
            label: stance.label().to_owned(),
            issue: said.issue.map(String::from),
            issue_name,
            toward: said.toward.map(String::from),
            toward_name,
            position: said.position,
            side: stance.position(),
            strength: said.strength.map(Strength::get),
            date: said.date.map(|date| date.to_string()),
            until: said.until.map(|date| date.to_string()),
            source: said.source.map(String::from),
            locator: said.locator,
            quote: said.quote,
            note: said.note,
            coder: said.coder,
            grade: said.grade,
            start: range.as_ref().map(|range| range.start),
            end: range.as_ref().map(|range| range.end),
            found: range.is_some(),
            proposed_by: said.proposed_by,
            rule: said.rule,
            confidence: said.confidence.map(Confidence::get),
            file: self
                .place_of(stance)
                .map(|(file, _)| self.files()[file].path.display().to_string()),
        }
    }

    /// The places in all texts where words occur, whatever their case.
    #[must_use]
    pub fn search(&self, words: &str) -> Hits {
        let mut hits = Hits::default();
        for source in self.all().sources() {
            if let Some(text) = self.text(source.id.as_str()) {
                hits.add(source.id.as_str(), &text.text, words);
            }
        }
        hits
    }

    /// What a name may mean.
    #[must_use]
    pub fn likeness(&self, kind: Kind, name: &str) -> Likeness {
        Likeness::of(self.all(), kind, name)
    }

    /// What a text means as a date.
    #[must_use]
    pub fn date_meant(&self, text: &str) -> DateMeant {
        match meant_date(text, None) {
            MeantDate::Date(date, _) => {
                DateMeant { date: Some(date.to_string()), either: Vec::new() }
            }
            MeantDate::Either { dmy, mdy } => {
                DateMeant { date: None, either: vec![dmy.to_string(), mdy.to_string()] }
            }
            MeantDate::No => DateMeant { date: None, either: Vec::new() },
        }
    }

    /// What a label means on an issue, or toward an actor.
    #[must_use]
    pub fn label_meant(&self, label: &str, on_actor: bool) -> LabelMeant {
        let meaning = self.all().label_meaning(label, on_actor);
        LabelMeant {
            position: meaning.map(|meaning| meaning.position),
            strength: meaning.map(|meaning| meaning.strength.get()),
            known: meaning.is_some(),
        }
    }

    /// The agreement of the coders, as JSON: what `coders` answers.
    #[must_use]
    pub fn agreement(&self) -> serde_json::Value {
        let view = self.graph().view();
        let answer = Coders::of(&view, &coders::Settings::default());
        serde_json::to_value(&answer).unwrap_or_default()
    }
}

impl SourceWords {
    /// The characters of a stance's quote: those that it names, if the quote stands there, otherwise the nearest that it
    /// stands in behind them.
    fn range(&self, stance: StanceRef) -> Option<Range<u32>> {
        let said = stance.characters().map(|said| said.start()..said.end());
        let Some(quote) = stance.quote() else {
            return said.filter(|said| said.end as usize <= self.characters);
        };
        let found = self.passages.find(quote, said.as_ref().map_or(0, |said| said.start));
        match (said, found) {
            // The file may name blanks around the quote too.
            (Some(said), Some(found)) if said.start <= found.start && found.end <= said.end => {
                Some(said)
            }
            // Signs that count as none are found by their numbers alone.
            (Some(said), _) if is_at(quote, &said, &self.text) => Some(said),
            (_, found) => found,
        }
    }
}

/// What stances name, and how often.
#[derive(Default)]
struct Uses<'g> {
    actors: BTreeMap<&'g str, usize>,
    issues: BTreeMap<&'g str, usize>,
    sources: BTreeMap<&'g str, Vec<StanceRef<'g>>>,
    labels: BTreeMap<&'g str, usize>,
}

impl<'g> Uses<'g> {
    fn of(graph: &'g StanceGraph) -> Self {
        let mut uses = Self::default();
        for stance in graph.stances() {
            let target = stance.target();
            let others = [stance.speaker(), stance.toward()].into_iter().flatten();
            let mut actors = others.map(|actor| actor.id.as_str()).collect::<BTreeSet<_>>();
            actors.insert(stance.actor().id.as_str());
            match target.is_actor() {
                true => drop(actors.insert(target.id())),
                false => *uses.issues.entry(target.id()).or_default() += 1,
            }
            actors.into_iter().for_each(|actor| *uses.actors.entry(actor).or_default() += 1);
            *uses.labels.entry(stance.label()).or_default() += 1;
            if let Some(source) = stance.source() {
                uses.sources.entry(source.id.as_str()).or_default().push(stance);
            }
        }
        uses
    }
}

fn labels(graph: &StanceGraph, uses: &Uses) -> Vec<LabelState> {
    let declared = graph.meanings().keys().map(String::as_str);
    let all = uses.labels.keys().copied().chain(declared).collect::<BTreeSet<_>>();
    let labels = all.into_iter().map(|label| LabelState {
        label: label.to_owned(),
        on_issues: graph.label_meaning(label, false).map(Meaning::from),
        on_actors: graph.label_meaning(label, true).map(Meaning::from),
        uses: uses.labels.get(label).copied().unwrap_or(0),
    });
    labels.collect()
}

fn is_draft(stance: StanceRef) -> bool {
    !stance.status().is_confirmed()
}

fn is_at(quote: &str, said: &Range<u32>, text: &str) -> bool {
    let characters = Characters::new(said.start, said.end).ok();
    characters.and_then(|characters| characters.in_text(text)) == Some(quote)
}

/// The characters in at least one of some ranges.
fn covered(mut ranges: Vec<Range<u32>>) -> usize {
    ranges.sort_by_key(|range| range.start);
    let mut end = 0;
    let mut sum = 0;
    for range in ranges {
        sum += range.end.saturating_sub(range.start.max(end)) as usize;
        end = end.max(range.end);
    }
    sum
}

/// The paragraphs of a text in characters.
fn sections(text: &str) -> Vec<Section> {
    let mut counted = (0, 0);
    let mut at = |byte: usize| {
        counted = (byte, counted.1 + text[counted.0..byte].chars().count());
        counted.1
    };
    let paragraphs = paragraphs(text, Language::english()).into_iter();
    let paragraphs = paragraphs.map(|paragraph| Section {
        start: at(paragraph.range.start),
        end: at(paragraph.range.end),
        locator: paragraph.place.to_string(),
    });
    paragraphs.collect()
}
