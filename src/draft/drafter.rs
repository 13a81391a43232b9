//! From proposals to drafts.

use std::ops::Range;

use jiff::civil::Date;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::draft::confidence::{Known, confidence};
use crate::draft::language::{Class, Language};
use crate::draft::names::{Gazetteer, Names};
use crate::draft::read::{Document, Holder, Who};
use crate::draft::rule::{Aim, Proposal, propose};
use crate::draft::stance::{Draft, Name, Rule, Target};
use crate::draft::text::{Place, When, day_in};

/// Drafts stances about the actors and issues of a map.
///
/// Making one costs as much as a few reports; use it for all of them.
pub struct Drafter {
    language: &'static Language,
    gazetteer: Gazetteer,
}

impl Drafter {
    /// The confidence from which drafts are shown and written unless something else is asked for.
    pub const LEAST_CONFIDENCE: f64 = 0.4;

    /// For a map's names, and texts in a language.
    #[must_use]
    pub fn new(names: &Names, language: &'static Language) -> Self {
        Self { language, gazetteer: Gazetteer::new(names, language) }
    }

    /// The drafts of a text, in its order; `published` is the day of the report where its dateline gives none.
    ///
    /// A headline gives a draft only where no paragraph gives the same.
    #[must_use]
    pub fn draft(&self, text: &str, published: Option<Date>) -> Vec<Draft> {
        let document = Document::read(text, published, self.language, &self.gazetteer);
        let mut characters = Characters::default();
        let mut drafts = Vec::new();
        for proposal in propose(&document) {
            let draft = self.finished(&document, &proposal, &mut characters);
            drafts.extend(draft);
        }
        distinct(drafts)
    }

    fn finished(
        &self,
        document: &Document<'_>,
        proposal: &Proposal,
        characters: &mut Characters,
    ) -> Option<Draft> {
        let sentence = document.sentence_of(proposal.clause.start)?;
        let range = document.sentences[sentence].tokens.clone();
        let clause = proposal.clause.start.max(range.start)..proposal.clause.end.min(range.end);
        let (first, last) =
            (document.tokens.get(clause.start)?, document.tokens.get(clause.end.checked_sub(1)?)?);
        let bytes = first.start..last.end;
        let quote = document.text.get(bytes.clone())?.to_owned();
        let start = characters.before(document.text, bytes.start);
        let span = start..start + quote.chars().count();
        let place = document.paragraphs[document.sentences[sentence].paragraph].place;
        let named = document
            .report
            .and_then(|report| day_in(&document.tokens[clause.clone()], report, self.language));
        let date = named.or(document.report.map(When::Day)).and_then(When::date);
        let rule = Rule {
            name: proposal.rule.clone(),
            target: proposal.found,
            is_holder_resolved: proposal.holder.is_resolved,
        };
        let known = self.known(&proposal.holder);
        Some(Draft {
            actor: self.name(&proposal.holder.who),
            speaker: proposal.holder.speaker.clone().or_else(|| proposal.reporter.clone()),
            label: label(document, proposal),
            target: self.target(&proposal.aim),
            toward: proposal.toward.as_ref().map(|who| self.name(who)),
            position: proposal.position,
            date,
            is_dated: named.is_some() && place != Place::Headline,
            place,
            quote,
            span,
            confidence: confidence(
                &rule,
                known,
                !self.gazetteer.issues.is_empty(),
                place == Place::Headline,
            ),
            rule,
        })
    }

    /// Who knows the holder. That a map does not have one says nothing if it has no actors yet.
    fn known(&self, holder: &Holder) -> Known {
        let is_new = self.gazetteer.declared == 0;
        match &holder.who {
            Who::Actor(actor) if is_new || *actor < self.gazetteer.declared => Known::Declared,
            Who::Actor(_) => Known::World,
            Who::Other(_) if is_new || holder.is_person => Known::Person,
            Who::Other(_) => Known::Nobody,
        }
    }

    fn name(&self, who: &Who) -> Name {
        match who {
            Who::Actor(actor) => {
                let named = &self.gazetteer.actors[*actor];
                let is_declared = *actor < self.gazetteer.declared;
                Name {
                    id: is_declared.then(|| named.id.clone()),
                    name: named.name.clone(),
                    kind: named.kind.clone().filter(|_| !is_declared),
                }
            }
            Who::Other(name) => Name { id: None, name: name.clone(), kind: None },
        }
    }

    fn target(&self, aim: &Aim) -> Target {
        match aim {
            Aim::Issue(issue) => {
                let named = &self.gazetteer.issues[*issue];
                let id = Some(named.id.clone());
                Target::Issue(Name { id, name: named.name.clone(), kind: None })
            }
            Aim::New(name) => Target::Issue(Name { id: None, name: name.clone(), kind: None }),
            Aim::Actor(who) => Target::Actor(self.name(who)),
        }
    }
}

/// The most characters of a label.
const LONGEST_LABEL: usize = 60;

/// The words that take the position, up to the target and its article.
fn label(document: &Document<'_>, proposal: &Proposal) -> String {
    let Range { start, end } = proposal.label;
    let has_article = end > start + 1 && document.is(end - 1, Class::Definite);
    let words = document.slice(start..if has_article { end - 1 } else { end });
    let mut label = words.split_whitespace().collect::<Vec<_>>().join(" ");
    if label.chars().count() > LONGEST_LABEL {
        let cut = label.chars().take(LONGEST_LABEL).collect::<String>();
        label = cut.rsplit_once(' ').map_or(cut.clone(), |(label, _)| label.to_owned());
    }
    label
}

/// Each stance once in a paragraph, where it is surest; none of the headline that a paragraph repeats.
fn distinct(drafts: Vec<Draft>) -> Vec<Draft> {
    let edge = |draft: &Draft| (draft.actor.clone(), draft.target.clone(), draft.position);
    let in_body = drafts
        .iter()
        .filter(|draft| draft.place != Place::Headline)
        .map(edge)
        .collect::<FxHashSet<_>>();
    let mut best = FxHashMap::default();
    for (number, draft) in drafts.iter().enumerate() {
        let key = (edge(draft), draft.toward.clone(), draft.place);
        let known = best.entry(key).or_insert(number);
        if draft.confidence > drafts[*known].confidence {
            *known = number;
        }
    }
    // A demand with an addressee says the same as a stance without.
    let addressed = drafts.iter().filter(|draft| draft.toward.is_some());
    let addressed = addressed.map(|draft| (edge(draft), draft.place)).collect::<FxHashSet<_>>();
    best.retain(|(edge, toward, place), _| {
        toward.is_some() || !addressed.contains(&(edge.clone(), *place))
    });
    let kept = best.into_values().collect::<FxHashSet<_>>();
    let drafts = drafts
        .into_iter()
        .enumerate()
        .filter(|(number, _)| kept.contains(number))
        .map(|(_, draft)| draft);
    drafts
        .filter(|draft| draft.place != Place::Headline || !in_body.contains(&edge(draft)))
        .collect()
}

/// Counts characters up to rising bytes, so that a long text is gone through once.
#[derive(Default)]
struct Characters {
    byte: usize,
    count: usize,
}

impl Characters {
    fn before(&mut self, text: &str, byte: usize) -> usize {
        if byte < self.byte {
            let back = text.get(byte..self.byte).map_or(0, |part| part.chars().count());
            return self.count - back;
        }
        self.count += text.get(self.byte..byte).map_or(0, |part| part.chars().count());
        self.byte = byte;
        self.count
    }
}
