//! The checks that proposals of programs go through.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;
use serde::Deserialize;
use serde_json::Value;

use super::checked::Checked;
use super::passages::Passages;
use super::refusal::{ProposalsError, Refusal};
use super::wire::{NewName, Proposal};
use crate::draft::language::Language;
use crate::draft::names::{Named, Names};
use crate::draft::stance::{Name, Target};
use crate::draft::text::{Paragraph, paragraphs};
use crate::model::{ActorId, Characters, LabelMeaning, Lexicon, Position};

/// The most proposals for one text.
const MOST: usize = 10_000;

/// The most bytes of a quote, a rule or a note.
const LONGEST_TEXT: usize = 20_000;

/// The most bytes of a name or a label.
const LONGEST_NAME: usize = 500;

/// Checks what programs propose for texts, against the names of a map.
///
/// A proposal holds if it fits the schema, its quote occurs in the text, all its names are those of the map or declared
/// as new, it is about something, and its label does not say another position. In a quote, typography does not count:
/// blanks, quotation marks, dashes, soft hyphens; what is kept are the words of the text.
///
/// ```
/// use stancegraph::draft::{Checker, Named, Names};
///
/// let names = Names::default()
///     .with_actors([Named::new("peru", "Peru")])
///     .with_issues([Named::new("dam", "Lake dam")]);
/// let checker = Checker::new(&names);
/// let answer = r#"{ "proposals": [
///     { "actor": "Peru", "label": "rejects", "issue": "dam", "position": "oppose", "quote": "Peru 'rejects' the dam" },
///     { "actor": "Peru", "label": "rejects", "issue": "dam", "position": "oppose", "quote": "Peru rejected the dam" }
/// ] }"#;
/// let checking = checker.check("Peru “rejects” the dam.", "my-model", answer.as_bytes())?;
/// assert_eq!(checking.accepted[0].quote, "Peru “rejects” the dam");
/// assert_eq!(checking.accepted[0].characters.to_string(), "0-22");
/// assert_eq!(checking.refused[0].number, 2);
/// assert_eq!(
///     checking.refused[0].why.to_string(),
///     "its quote \"Peru rejected the dam\" does not occur in the text; \
///      the nearest passage, in line 1, is \"Peru “rejects” the dam.\""
/// );
/// # Ok::<(), stancegraph::draft::ProposalsError>(())
/// ```
pub struct Checker<'n> {
    actors: Known<'n>,
    issues: Known<'n>,
    meanings: Option<&'n BTreeMap<String, LabelMeaning>>,
    language: &'static Language,
}

/// What of a program's answer holds, and what does not.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Checking {
    /// The proposals that hold, in their order.
    pub accepted: Vec<Checked>,
    /// The others.
    pub refused: Vec<Refused>,
}

impl FromIterator<Checked> for Checking {
    fn from_iter<I: IntoIterator<Item = Checked>>(accepted: I) -> Self {
        Self { accepted: accepted.into_iter().collect(), refused: Vec::new() }
    }
}

/// A proposal that does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Refused {
    /// Its number in the answer, from 1.
    pub number: usize,
    /// Why it is refused.
    pub why: Refusal,
}

/// An answer whose proposals are read one by one.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Answer {
    #[serde(default)]
    new_actors: Vec<NewName>,
    #[serde(default)]
    new_issues: Vec<NewName>,
    proposals: Vec<Value>,
}

impl<'n> Checker<'n> {
    /// For a map's names.
    #[must_use]
    pub fn new(names: &'n Names) -> Self {
        let (actors, issues) = (Known::of(&names.actors), Known::of(&names.issues));
        Self { actors, issues, meanings: None, language: Language::english() }
    }

    /// With the meanings of labels that the map declares.
    #[must_use]
    pub fn with_meanings(self, meanings: &'n BTreeMap<String, LabelMeaning>) -> Self {
        Self { meanings: Some(meanings), ..self }
    }

    /// Checks a program's answer for a text: [`Proposals`](super::Proposals) as JSON.
    ///
    /// # Errors
    ///
    /// [`ProposalsError`] if the answer as a whole is not what the schema says. A proposal that does not fit it is
    /// refused alone.
    pub fn check(
        &self,
        text: &str,
        proposed_by: &str,
        answer: &[u8],
    ) -> Result<Checking, ProposalsError> {
        let answer = serde_json::from_slice::<Answer>(answer)
            .map_err(|error| ProposalsError::Schema(error.to_string()))?;
        let count = answer.proposals.len();
        if count > MOST {
            return Err(ProposalsError::TooMany { count, most: MOST });
        }
        let report = Report {
            checker: self,
            text,
            passages: Passages::new(text),
            paragraphs: paragraphs(text, self.language),
            new_actors: &answer.new_actors,
            new_issues: &answer.new_issues,
            proposed_by,
        };
        let mut checking = Checking::default();
        let mut seen = FxHashMap::default();
        for (number, value) in (1..).zip(answer.proposals) {
            let checked = report.checked(value).and_then(|checked| {
                let said = (checked.actor.clone(), checked.target.clone(), checked.characters);
                match seen.insert(said.clone(), number) {
                    None => Ok(checked),
                    Some(first) => {
                        seen.insert(said, first);
                        Err(Refusal::Repeated(first))
                    }
                }
            });
            match checked {
                Ok(checked) => checking.accepted.push(checked),
                Err(why) => checking.refused.push(Refused { number, why }),
            }
        }
        Ok(checking)
    }

    /// The position that a label says, if all of it is known.
    fn implied(&self, label: &str, on_actor: bool) -> Option<Position> {
        let declared = self.meanings.and_then(|meanings| meanings.get(label));
        declared.map(|meaning| meaning.position).or_else(|| {
            let implied = Lexicon::lookup(label).filter(|of| !on_actor || of.toward_actors);
            implied.map(|implied| implied.position)
        })
    }
}

/// A text with what is proposed for it.
struct Report<'r> {
    checker: &'r Checker<'r>,
    text: &'r str,
    passages: Passages<'r>,
    paragraphs: Vec<Paragraph>,
    new_actors: &'r [NewName],
    new_issues: &'r [NewName],
    proposed_by: &'r str,
}

impl Report<'_> {
    fn checked(&self, value: Value) -> Result<Checked, Refusal> {
        let proposal = serde_json::from_value::<Proposal>(value)
            .map_err(|error| Refusal::Schema(error.to_string()))?;
        let label = name("label", &proposal.label)?;
        let actor = self.actor("actor", &proposal.actor)?;
        let speaker = proposal.speaker.as_deref().map(|name| self.actor("speaker", name));
        let toward =
            proposal.toward.as_deref().map(|name| self.actor("toward", name)).transpose()?;
        let issue = proposal.issue.as_deref().map(|name| self.issue(name)).transpose()?;
        let (target, toward) = match (issue, toward) {
            (Some(issue), toward) => (Target::Issue(issue), toward),
            (None, Some(actor)) => (Target::Actor(actor), None),
            (None, None) => return Err(Refusal::NoTarget),
        };
        let on_actor = matches!(target, Target::Actor(_));
        if let Some(implied) = self.checker.implied(&label, on_actor)
            && implied != proposal.position
        {
            let position = proposal.position;
            return Err(Refusal::LabelAgainstPosition { label, implied, position });
        }
        let (start, characters) = self.place(&proposal)?;
        let quote = characters.in_text(self.text).unwrap_or_default().to_owned();
        let mut paragraphs = self.paragraphs.iter();
        let paragraph = paragraphs.find(|paragraph| paragraph.range.contains(&start));
        Ok(Checked {
            actor,
            speaker: speaker.transpose()?,
            label,
            target,
            toward,
            position: proposal.position,
            date: proposal.date,
            locator: paragraph.map(|paragraph| paragraph.place.to_string()),
            quote,
            characters,
            confidence: proposal.confidence,
            rule: text("rule", proposal.rule)?,
            note: text("note", proposal.note)?,
            proposed_by: self.proposed_by.to_owned(),
        })
    }

    /// Where the quote stands: the byte at which it begins, and its characters.
    fn place(&self, proposal: &Proposal) -> Result<(usize, Characters), Refusal> {
        let quote = &proposal.quote;
        if quote.len() > LONGEST_TEXT {
            return Err(too_long("quote", LONGEST_TEXT));
        }
        if !quote.contains(char::is_alphanumeric) {
            return Err(Refusal::Text { field: "quote", why: "has no words".into() });
        }
        let near = proposal.characters.map_or(0, |characters| self.byte(characters.start()));
        let place = self
            .passages
            .find(quote, near)
            .and_then(|bytes| Some((bytes.start, Characters::of_bytes(self.text, bytes)?)));
        place.ok_or_else(|| Refusal::QuoteNotFound {
            quote: quote.clone(),
            nearest: self.passages.nearest(quote),
        })
    }

    fn byte(&self, character: u32) -> usize {
        let place = self.text.char_indices().nth(character as usize);
        place.map_or(self.text.len(), |(byte, _)| byte)
    }

    fn actor(&self, field: &'static str, given: &str) -> Result<Name, Refusal> {
        let given = name(field, given)?;
        self.checker.actors.resolved("actor", &given, self.new_actors)
    }

    fn issue(&self, given: &str) -> Result<Name, Refusal> {
        let given = name("issue", given)?;
        self.checker.issues.resolved("issue", &given, self.new_issues)
    }
}

fn too_long(field: &'static str, most: usize) -> Refusal {
    Refusal::Text { field, why: format!("is longer than {most} bytes") }
}

/// A name or a label on one line, if it can be one.
fn name(field: &'static str, given: &str) -> Result<String, Refusal> {
    if given.len() > LONGEST_NAME {
        return Err(too_long(field, LONGEST_NAME));
    }
    let line = given.split_whitespace().collect::<Vec<_>>().join(" ");
    match ActorId::new(&line) {
        Ok(_) => Ok(line),
        Err(error) => {
            let why = error.to_string().replace("an id ", "");
            Err(Refusal::Text { field, why })
        }
    }
}

/// A text that may be absent.
fn text(field: &'static str, given: Option<String>) -> Result<Option<String>, Refusal> {
    let given = given.filter(|text| !text.trim().is_empty());
    match given {
        Some(text) if text.len() > LONGEST_TEXT => Err(too_long(field, LONGEST_TEXT)),
        Some(text) if text.contains(|c: char| c.is_control() && !c.is_whitespace()) => {
            Err(Refusal::Text { field, why: "has a control character".into() })
        }
        given => Ok(given),
    }
}

/// The names of actors or of issues, by which they are found.
struct Known<'n> {
    all: &'n [Named],
    ids: FxHashMap<&'n str, usize>,
    names: FxHashMap<&'n str, Option<usize>>,
    lower: FxHashMap<String, Option<usize>>,
}

impl<'n> Known<'n> {
    fn of(all: &'n [Named]) -> Self {
        let (mut ids, mut names) = (FxHashMap::default(), FxHashMap::default());
        let mut lower = FxHashMap::default();
        for (number, named) in all.iter().enumerate() {
            ids.entry(named.id.as_str()).or_insert(number);
            for name in std::iter::once(&named.name).chain(&named.aliases) {
                note(&mut names, name.trim(), number);
                note(&mut lower, name.trim().to_lowercase(), number);
            }
            note(&mut lower, named.id.to_lowercase(), number);
        }
        Self { all, ids, names, lower }
    }

    /// The one that is called so: by its id, its name or an alias; case does not matter if only one fits.
    fn find(&self, name: &str) -> Option<&'n Named> {
        let number = self.ids.get(name).copied();
        let number = number.or_else(|| self.names.get(name).copied().flatten());
        let number = number.or_else(|| self.lower.get(&name.to_lowercase()).copied().flatten());
        number.map(|number| &self.all[number])
    }

    fn resolved(&self, what: &'static str, name: &str, new: &[NewName]) -> Result<Name, Refusal> {
        if let Some(named) = self.find(name) {
            return Ok(Name { id: Some(named.id.clone()), name: named.name.clone(), kind: None });
        }
        let is_it = |new: &&NewName| new.name.split_whitespace().eq(name.split_whitespace());
        match new.iter().find(is_it) {
            Some(new) => {
                let kind = new.kind.as_deref().map(|kind| self::name("kind", kind)).transpose()?;
                Ok(Name { id: None, name: name.to_owned(), kind })
            }
            None => Err(Refusal::UnknownName {
                what,
                name: name.to_owned(),
                nearest: self.nearest(name),
            }),
        }
    }

    fn nearest(&self, name: &str) -> Option<String> {
        let lower = name.to_lowercase();
        let names = self.all.iter().flat_map(|named| {
            std::iter::once(&named.name).chain(&named.aliases).chain([&named.id])
        });
        let near = names.map(|known| {
            (strsim::normalized_damerau_levenshtein(&known.to_lowercase(), &lower), known)
        });
        let best = near.max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.cmp(a.1)))?;
        (best.0 >= 0.6).then(|| best.1.clone())
    }
}

/// Notes what is called so; a name of several is none.
fn note<K: std::hash::Hash + Eq>(names: &mut FxHashMap<K, Option<usize>>, name: K, number: usize) {
    let known = names.entry(name).or_insert(Some(number));
    if *known != Some(number) {
        *known = None;
    }
}
