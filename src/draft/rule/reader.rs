//! Goes through a document, and hands each trigger to the rule of its frame.

use std::ops::Range;

use super::{claim, content, demand, discourse, modal, noun, object, predicate, rating};
use crate::draft::language::{Class, Family, Form, Frame, Trigger};
use crate::draft::read::{Document, Holder, Subject, Verb, Who};
use crate::draft::stance::Found;
use crate::draft::text::{Kind, Place};
use crate::model::Position;

/// A stance as a rule proposes it, in terms of the document.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposal {
    /// Whose it is.
    pub holder: Holder,
    /// The target.
    pub aim: Aim,
    /// Whom it is addressed to.
    pub toward: Option<Who>,
    /// The side.
    pub position: Position,
    /// The name of the rule.
    pub rule: String,
    /// How the target was found.
    pub found: Found,
    /// The tokens of the clause: the evidence.
    pub clause: Range<usize>,
    /// The tokens of the label.
    pub label: Range<usize>,
    /// Who reports it, if that is neither holder nor speaker.
    pub reporter: Option<String>,
}

/// The target of a proposal.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Aim {
    /// An issue of the gazetteer.
    Issue(usize),
    /// A noun phrase.
    New(String),
    /// An actor.
    Actor(Who),
}

/// What is known at a trigger.
#[expect(clippy::struct_field_names, reason = "`here.at` is a place, not part of a name")]
pub struct At<'d, 't> {
    /// The document.
    pub document: &'d Document<'t>,
    /// The sentence.
    pub sentence: Range<usize>,
    /// Whether the sentence is the headline.
    pub is_headline: bool,
    /// The first token of the trigger.
    pub at: usize,
    /// The token after it.
    pub end: usize,
    /// Its form.
    pub form: Form,
    /// Its family.
    pub family: &'t Family,
    /// What was proposed so far.
    pub so_far: &'d [Proposal],
}

/// All proposals of a document, in the order of the text.
#[must_use]
pub fn propose(document: &Document<'_>) -> Vec<Proposal> {
    let mut all = Vec::new();
    for sentence in &document.sentences {
        let range = sentence.tokens.clone();
        if document.begins(range.start, Class::ContentOf).is_some() || is_question(document, &range)
        {
            continue;
        }
        let is_headline = document.paragraphs[sentence.paragraph].place == Place::Headline;
        let mut consumed = range.start;
        let mut at = range.start;
        while at < range.end {
            let (next, found, until) = step(document, &range, is_headline, at, consumed, &all);
            consumed = consumed.max(until);
            all.extend(found);
            at = next.max(at + 1);
        }
    }
    all
}

fn is_question(document: &Document<'_>, sentence: &Range<usize>) -> bool {
    sentence.end.checked_sub(1).is_some_and(|last| document.is_mark(last, "?"))
}

/// The next token to look at, what was found, and up to where its content goes.
fn step(
    document: &Document<'_>,
    sentence: &Range<usize>,
    is_headline: bool,
    at: usize,
    consumed: usize,
    all: &[Proposal],
) -> (usize, Vec<Proposal>, usize) {
    if document.mention(at).is_some() || document.tokens[at].kind == Kind::Mark {
        return (at + 1, Vec::new(), 0);
    }
    if document.is(at + 1, Class::Infinitive) && document.begins(at + 2, Class::NoComment).is_some()
    {
        // "declined to comment on the ban"
        return (at + 2, Vec::new(), 0);
    }
    let longest = document.triggers(at).first().map_or(1, |(length, _)| *length);
    for (length, trigger) in document.triggers(at) {
        let family = document.language.family(*trigger);
        let here = At {
            document,
            sentence: sentence.clone(),
            is_headline,
            at,
            end: at + length,
            form: trigger.form,
            family,
            so_far: all,
        };
        if family.sign != Position::Neutral && is_open(document, sentence, at) {
            continue;
        }
        if at < consumed && !here.is_finite() || is_before_date(document, at + length) {
            continue;
        }
        let found = by_frame(&here);
        if !found.is_empty() {
            let until = found.iter().map(|found| found.clause.end).max().unwrap_or(at);
            let conditions = content::conditions(&here, &found);
            let all = found.into_iter().chain(conditions).collect();
            return (at + length, all, until);
        }
    }
    let mut found = modal::propose(document, sentence, at);
    found.extend(modal::subjunctive(document, sentence, at));
    found.extend(modal::intention(document, sentence, at));
    if at >= consumed || found.is_empty() {
        found.extend(claim::propose(document, sentence, at));
        found.extend(claim::charge(document, sentence, at));
        found.extend(claim::need(document, sentence, at));
        found.extend(claim::lack(document, sentence, at));
    }
    found.extend(discourse::ellipsis(document, sentence, at, all));
    let next = if found.is_empty() { at + 1 } else { at + longest };
    (next, found, 0)
}

/// Whether a token is in a clause that leaves open what it says: "it is unclear whether Peru will back it".
fn is_open(document: &Document<'_>, sentence: &Range<usize>, at: usize) -> bool {
    let mut words = (sentence.start..at).rev().take(12).take_while(|at| !document.is_any_mark(*at));
    words.any(|at| document.begins(at, Class::Open).is_some())
}

/// Whether a trigger ends with the preposition of a date: "insisted on Sunday".
fn is_before_date(document: &Document<'_>, end: usize) -> bool {
    let names = [&document.language.weekdays, &document.language.months];
    let is_date = document.tokens.get(end).is_some_and(|token| {
        names.into_iter().flatten().any(|names| names.contains(&token.lower)) && token.is_capital
    });
    is_date && document.is(end - 1, Class::Preposition) && document.mention(end).is_none()
}

fn by_frame(here: &At<'_, '_>) -> Vec<Proposal> {
    match here.family.frame {
        Frame::Object | Frame::Deed => object::propose(here),
        Frame::Demand | Frame::Ask => demand::propose(here),
        Frame::Infinitive => demand::infinitive(here),
        Frame::Predicate => predicate::propose(here),
        Frame::Noun => noun::propose(here),
        Frame::Warning => claim::warning(here),
        Frame::Rating => rating::propose(here),
        Frame::Implied => discourse::implied(here),
        Frame::Echo => discourse::echo(here),
        Frame::Revoke => discourse::revoke(here),
        Frame::Retort => discourse::retort(here),
        Frame::Received => noun::received(here),
    }
}

impl At<'_, '_> {
    /// The verb that the trigger is.
    pub fn verb(&self) -> Option<&Verb> {
        verb_at(self.document, self.at)
    }

    /// Whether it has a subject and a tense of its own.
    pub fn is_finite(&self) -> bool {
        match self.form {
            Form::Fixed | Form::Third | Form::Past | Form::Participle => !self.is_noun(),
            Form::Gerund => self.is_progressive(),
            Form::Base => self.is_base_finite(),
        }
    }

    /// Whether a form of "be" goes before, with at most adverbs between: "is campaigning for".
    fn is_progressive(&self) -> bool {
        let document = self.document;
        let left = (self.sentence.start..self.at).rev().take(4);
        let mut left = left.skip_while(|at| {
            document.is(*at, Class::Adverb)
                || document.is(*at, Class::Negation)
                || document.language.looks_like_adverb(&document.tokens[*at].lower)
        });
        left.next().is_some_and(|at| document.is(at, Class::Be))
    }

    /// Whether an article or a possessive goes before: it is a noun or an adjective then.
    pub fn is_noun(&self) -> bool {
        let before = self.at.checked_sub(1).filter(|before| *before >= self.sentence.start);
        before.is_some_and(|before| {
            let is_determined = self.document.is(before, Class::Determiner)
                && !self.document.is(before, Class::Both)
                && !self.document.is(before, Class::Negation)
                && !self.document.is(before, Class::Relative);
            is_determined
                || self.document.tokens[before].kind == Kind::Possessive && self.form == Form::Base
                || self.document.is(before, Class::Possessive)
                    && !self.document.is(before, Class::He)
                || self.document.is(before, Class::Preposition)
                    && (self.form == Form::Third
                        || self.form == Form::Base && !self.document.is(before, Class::Infinitive))
        })
    }

    fn is_base_finite(&self) -> bool {
        let before = self.at.checked_sub(1).filter(|before| *before >= self.sentence.start);
        let Some(before) = before else { return self.is_headline };
        let document = self.document;
        if self.is_noun() || document.is(before, Class::Infinitive) {
            return false;
        }
        let left = (self.sentence.start..self.at).rev().take(4);
        let mut left = left.take_while(|at| !document.is_any_mark(*at));
        if left.any(|at| {
            document.is(at, Class::Future)
                || document.is(at, Class::Modal)
                || document.is(at, Class::Auxiliary)
        }) {
            return true;
        }
        self.is_headline || self.is_plural(before)
    }

    /// Whether the subject is more than one.
    fn is_plural(&self, before: usize) -> bool {
        let verb = self.verb();
        let many = verb.is_some_and(
            |verb| matches!(&verb.subject, Subject::Holders(holders) if holders.len() > 1),
        );
        let document = self.document;
        let stands_right_before = (self.sentence.start..=before).rev().take(4).find(|at| {
            !document.is(*at, Class::Adverb)
                && !document.language.looks_like_adverb(&document.tokens[*at].lower)
        });
        let noun = stands_right_before.is_some_and(|at| {
            document.tokens[at].lower.ends_with('s') && document.tokens[at].kind == Kind::Word
                || document.is(at, Class::They)
                || document.is(at, Class::We)
        });
        many || noun && verb.is_some_and(|verb| verb.subject != Subject::Unknown)
    }

    /// The holders that are the trigger's subject.
    pub fn holders(&self) -> Vec<Holder> {
        self.verb().map_or_else(Vec::new, |verb| holders_of(self.document, verb))
    }

    /// Whether the trigger is negated.
    pub fn is_negated(&self) -> bool {
        self.verb().is_some_and(|verb| verb.is_negated)
    }

    /// Whether a word of a class stands between the subject and the trigger.
    pub fn has_before(&self, class: Class) -> bool {
        let from = self.verb().map_or(self.at, |verb| verb.from).max(self.sentence.start);
        let from =
            if from == self.at { self.at.saturating_sub(5).max(self.sentence.start) } else { from };
        (from..self.at).rev().take(8).any(|at| {
            self.document.begins(at, class).is_some() && self.document.mention(at).is_none()
        })
    }

    /// The tokens from the subject to the end of the clause.
    pub fn clause(&self, end: usize) -> Range<usize> {
        let from = self.verb().map_or(self.at, |verb| verb.from);
        let from = if (self.sentence.start..=self.at).contains(&from) { from } else { self.at };
        from..end.max(self.end).min(self.sentence.end)
    }

    /// Proposals for each holder and each thing that was found; `sign` is that of the trigger.
    pub fn proposals(
        &self,
        holders: &[Holder],
        toward: &[Who],
        sign: Position,
        found: &[content::Target],
    ) -> Vec<Proposal> {
        let reporter = self.reporter(holders);
        let sign = if self.is_denied() {
            self.family.negated.unwrap_or_else(|| sign.turned())
        } else {
            sign
        };
        let sign = if self.is_neither() { Position::Neutral } else { sign };
        let mut all = Vec::new();
        for target in found {
            for holder in holders {
                let addressees = if toward.is_empty() {
                    vec![None]
                } else {
                    toward.iter().cloned().map(Some).collect()
                };
                for toward in addressees {
                    if target.aim == Aim::Actor(holder.who.clone()) {
                        continue;
                    }
                    all.push(Proposal {
                        holder: holder.clone(),
                        aim: target.aim.clone(),
                        toward: toward.filter(|toward| *toward != holder.who),
                        position: sign.turned_if(target.is_turned),
                        rule: self.family.name.clone(),
                        found: target.found,
                        clause: self.clause(target.end),
                        label: self.at..target.start.max(self.end),
                        reporter: reporter.clone(),
                    });
                }
            }
        }
        all
    }

    /// Whether it is one of two opposite things that are both denied: "neither endorsed nor condemned".
    fn is_neither(&self) -> bool {
        let document = self.document;
        let Some(before) = self.at.checked_sub(1).filter(|before| *before >= self.sentence.start)
        else {
            return false;
        };
        let sign_at = |at: usize| {
            let (_, trigger) = document.triggers(at).first()?;
            Some(document.language.family(*trigger).sign)
        };
        let other = if document.is(before, Class::Nor) {
            let left = (self.sentence.start..before).rev().take(8);
            let neither = left.into_iter().find(|at| document.is(*at, Class::Neither));
            neither.and_then(|neither| sign_at(neither + 1))
        } else if document.is(before, Class::Neither) {
            let right = self.end..self.sentence.end.min(self.end + 7);
            let nor = right.into_iter().find(|at| document.is(*at, Class::Nor));
            nor.and_then(|nor| sign_at(nor + 1))
        } else {
            None
        };
        other.is_some_and(|other| other == self.family.sign.turned())
    }

    fn is_denied(&self) -> bool {
        is_denied(self.document, &self.sentence, self.at)
            || self.form == Form::Gerund
                && self.at > self.sentence.start
                && self.document.is(self.at - 1, Class::Deny)
    }

    /// Who reports what the trigger says, if that is somebody else.
    fn reporter(&self, holders: &[Holder]) -> Option<String> {
        let (speakers, _) = crate::draft::read::speaker_at(self.document, self.at)?;
        let speaker = speakers.first()?;
        let is_holder = holders.iter().any(|holder| holder.who == speaker.who);
        if is_holder {
            return speaker.speaker.clone();
        }
        let name = match &speaker.who {
            Who::Actor(actor) => self.document.gazetteer.actors[*actor].name.clone(),
            Who::Other(name) => name.clone(),
        };
        Some(speaker.speaker.clone().unwrap_or(name))
    }
}

/// Whether a token is in what somebody denies: "denied that it had blocked the deal".
pub fn is_denied(document: &Document<'_>, sentence: &Range<usize>, at: usize) -> bool {
    let first = document.verbs.partition_point(|verb| verb.at < sentence.start);
    let before = document.verbs[first..].iter().take_while(|verb| verb.at < at);
    let deny = before.filter(|verb| document.begins(verb.at, Class::Deny).is_some()).last();
    deny.is_some_and(|deny| {
        let between = deny.at + 1..at;
        let opens = between.clone().take(4).any(|at| document.is(at, Class::That));
        opens && !between.clone().any(|at| document.is_any_mark(at)) && between.len() < 20
    })
}

/// The verb that begins at a token.
pub fn verb_at<'d>(document: &'d Document<'_>, at: usize) -> Option<&'d Verb> {
    let number = document.verbs.partition_point(|verb| verb.at < at);
    document.verbs.get(number).filter(|verb| verb.at == at)
}

/// The verb that begins at a token, or else covers it.
pub fn verb_over<'d>(document: &'d Document<'_>, at: usize) -> Option<&'d Verb> {
    let number = document.verbs.partition_point(|verb| verb.at <= at);
    let verb = document.verbs.get(number.checked_sub(1)?)?;
    (at < verb.at + verb.length).then_some(verb)
}

/// The holders that are a verb's subject; a name that nobody knows is one, too.
pub fn holders_of(document: &Document<'_>, verb: &Verb) -> Vec<Holder> {
    match &verb.subject {
        Subject::Holders(holders) => holders.clone(),
        Subject::Named(range) => vec![Holder {
            who: Who::Other(document.slice(range.clone()).to_owned()),
            speaker: None,
            is_person: false,
            is_resolved: false,
        }],
        Subject::Issue(..) | Subject::Unknown => Vec::new(),
    }
}

/// Whether a trigger of a family with this frame is one whose sign counts when it stands before a target.
pub fn turns(document: &Document<'_>, trigger: Trigger) -> bool {
    let family = document.language.family(trigger);
    let counts = match family.frame {
        Frame::Object | Frame::Deed | Frame::Infinitive | Frame::Predicate | Frame::Noun => true,
        Frame::Demand
        | Frame::Ask
        | Frame::Warning
        | Frame::Rating
        | Frame::Implied
        | Frame::Echo
        | Frame::Revoke
        | Frame::Retort
        | Frame::Received => false,
    };
    counts && family.sign == Position::Oppose
}
