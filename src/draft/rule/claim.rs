//! What somebody says that an issue would do, or is: "said the plan would cost jobs".

use std::ops::Range;

use super::content::Target;
use super::reader::{Aim, At, Proposal, verb_over};
use crate::draft::language::Class;
use crate::draft::read::{Document, Holder, Subject, Verb, antecedent, speaker_at};
use crate::draft::stance::Found;
use crate::draft::text::Kind;
use crate::model::Position;

/// Proposals of a claim whose predicate begins at a token.
pub fn propose(document: &Document<'_>, sentence: &Range<usize>, at: usize) -> Vec<Proposal> {
    let Some((sign, length, is_quality)) = predicate(document, at) else { return Vec::new() };
    let Some(verb) = verb_of(document, sentence, at, is_quality) else { return Vec::new() };
    let Some((speakers, from)) = speaker_at(document, at) else { return Vec::new() };
    if let Some(found) = infinitive(document, sentence, verb, (sign, at + length), &speakers) {
        return found;
    }
    if verb.from < from && document.tokens[at].quotation == 0 && from > at {
        return Vec::new();
    }
    let is_turned = match &verb.subject {
        Subject::Issue(_, tokens) => super::content::is_turned(document, verb.from..tokens.start),
        Subject::Holders(_) | Subject::Named(_) | Subject::Unknown => false,
    };
    let negations = (verb.at + 1..at).filter(|at| document.is(*at, Class::Negation)).count();
    let sign = sign.turned_if(negations % 2 == 1);
    let sign = sign.turned_if(verb.is_negated != is_denied(document, from, verb.from));
    let sign = sign.turned_if(is_turned != super::reader::is_denied(document, sentence, at));
    let until = sentence.end.min(at + length + 8);
    let claim = |aim, found| {
        let holders = speakers.iter();
        let claims = holders.map(|holder| Proposal {
            holder: holder.clone(),
            aim: Aim::clone(&aim),
            toward: None,
            position: sign,
            rule: if is_quality { "judgement".to_owned() } else { "consequence".to_owned() },
            found,
            clause: verb.from.max(sentence.start).min(at)..until,
            label: verb.at.min(at)..at + length,
            reporter: None,
        });
        claims.collect::<Vec<_>>()
    };
    let subject = subject_issue(document, sentence, verb, &speakers)
        // "denied that it was biased": of whom is not clear.
        .filter(|(_, found)| {
            *found == Found::Named || !super::reader::is_denied(document, sentence, at)
        });
    match subject {
        Some((issue, found)) => claim(Aim::Issue(issue), found),
        None if sign == Position::Oppose && is_absent(document, from..sentence.end) => {
            // "would go broke without it" is for the change.
            let named =
                absent_issue(document, from..sentence.end).map(|issue| (issue, Found::Named));
            let topic = named
                .or_else(|| antecedent::topic(document, at).map(|issue| (issue, Found::Topic)));
            let Some((topic, found)) = topic else { return Vec::new() };
            let claims = claim(Aim::Issue(topic), found);
            let claims = claims.into_iter();
            claims
                .map(|claim| Proposal {
                    position: Position::Support,
                    rule: "inaction".to_owned(),
                    ..claim
                })
                .collect()
        }
        None => Vec::new(),
    }
}

/// "it would be wrong to scrap the ban": what the infinitive does is judged.
fn infinitive(
    document: &Document<'_>,
    sentence: &Range<usize>,
    verb: &Verb,
    (sign, end): (Position, usize),
    speakers: &[Holder],
) -> Option<Vec<Proposal>> {
    let is_it = document.is(verb.from, Class::It) || document.is(verb.from, Class::Existential);
    let until = sentence.end.min(end + 6);
    let to = (end..until)
        .take_while(|at| !document.is_any_mark(*at))
        .find(|at| document.is(*at, Class::Infinitive))?;
    if !is_it
        || document.begins(verb.at, Class::Be).is_none() && !document.is(verb.at, Class::Auxiliary)
    {
        return None;
    }
    let start = if document.is(to - 1, Class::Negation) { to - 1 } else { to + 1 };
    let negations = (verb.at + 1..end).filter(|at| document.is(*at, Class::Negation)).count();
    let sign = sign.turned_if((negations % 2 == 1) != verb.is_negated);
    let found = super::content::targets(document, start..sentence.end);
    let found =
        found.into_iter().filter(|target| !matches!(target.found, Found::New | Found::Actor));
    let judgement = Judgement { rule: "judgement of a deed", sign, label: verb.at..to + 1 };
    Some(judgement.proposals(verb.from.max(sentence.start), found, speakers))
}

/// What speakers say of targets.
struct Judgement {
    rule: &'static str,
    sign: Position,
    label: Range<usize>,
}

impl Judgement {
    /// The proposals of all speakers, for clauses that begin at a token or with the label.
    fn proposals(
        &self,
        start: usize,
        found: impl Iterator<Item = Target>,
        speakers: &[Holder],
    ) -> Vec<Proposal> {
        let of = |target: Target| {
            speakers.iter().map(move |holder| Proposal {
                holder: holder.clone(),
                aim: target.aim.clone(),
                toward: None,
                position: self.sign.turned_if(target.is_turned),
                rule: self.rule.to_owned(),
                found: target.found,
                clause: start.min(self.label.start)..target.end,
                label: self.label.clone(),
                reporter: None,
            })
        };
        found.flat_map(of).collect()
    }
}

/// "said Peru had betrayed its neighbours": against whom it is said of.
pub fn charge(document: &Document<'_>, sentence: &Range<usize>, at: usize) -> Vec<Proposal> {
    let Some(length) = document.begins(at, Class::BadDeed) else { return Vec::new() };
    let Some((speakers, from)) = speaker_at(document, at) else { return Vec::new() };
    let number = document.verbs.partition_point(|verb| verb.at <= at);
    let verbs = document.verbs[..number].iter().rev().take(2);
    let verb = verbs.into_iter().find(|verb| {
        verb.at >= sentence.start.max(from)
            && verb.at + 4 > at
            && (verb.at..at).all(|at| !document.is_any_mark(at))
    });
    let Some((verb, Subject::Holders(charged))) = verb.map(|verb| (verb, &verb.subject)) else {
        return Vec::new();
    };
    let is_speaker = |charged: &Holder| speakers.iter().any(|speaker| speaker.who == charged.who);
    if verb.is_negated || verb.is_inherited || charged.iter().any(is_speaker) {
        return Vec::new();
    }
    let of = |(holder, charged): (&Holder, &Holder)| Proposal {
        holder: holder.clone(),
        aim: Aim::Actor(charged.who.clone()),
        toward: None,
        position: Position::Oppose,
        rule: "charge".to_owned(),
        found: Found::Actor,
        clause: verb.from.max(sentence.start).min(at)..sentence.end.min(at + length + 6),
        label: at..at + length,
        reporter: None,
    };
    let pairs = speakers.iter().flat_map(|holder| charged.iter().map(move |one| (holder, one)));
    pairs.map(of).collect()
}

/// "without a pay rise there would be no teachers": for what must not be missing.
pub fn lack(document: &Document<'_>, sentence: &Range<usize>, at: usize) -> Vec<Proposal> {
    if !document.is(at, Class::Lack) {
        return Vec::new();
    }
    let first = at + 1 + usize::from(document.is(at + 1, Class::Determiner));
    let Some(mention) = document.mention(first) else { return Vec::new() };
    let crate::draft::read::Referent::Issue(issue) = mention.referent else { return Vec::new() };
    let Some((speakers, from)) = speaker_at(document, at) else { return Vec::new() };
    let mut clause = from.max(sentence.start)..sentence.end;
    let is_dire = clause.clone().any(|at| {
        document.begins(at, Class::Future).is_some() || document.is(at, Class::Hypothetical)
    }) && clause.any(|other| {
        other != at
            && (document.begins(other, Class::Negation).is_some()
                || document.begins(other, Class::Bad).is_some()
                || document.begins(other, Class::BadOutcome).is_some())
    });
    if !is_dire {
        return Vec::new();
    }
    let of = |holder: &Holder| Proposal {
        holder: holder.clone(),
        aim: Aim::Issue(issue),
        toward: None,
        position: Position::Support,
        rule: "lack".to_owned(),
        found: Found::Named,
        clause: at..sentence.end.min(mention.tokens.end + 8),
        label: at..mention.tokens.start,
        reporter: None,
    };
    speakers.iter().map(of).collect()
}

/// "said there was no alternative to a truce", "no need for a tax".
pub fn need(document: &Document<'_>, sentence: &Range<usize>, at: usize) -> Vec<Proposal> {
    let needed = document.begins(at, Class::NeedOf).map(|length| (Position::Support, length));
    let needless = document.begins(at, Class::NeedlessOf).map(|length| (Position::Oppose, length));
    let Some((sign, length)) = needed.or(needless) else { return Vec::new() };
    let number = document.verbs.partition_point(|verb| verb.at < at);
    let verb = number.checked_sub(1).map(|number| &document.verbs[number]);
    let Some(verb) = verb.filter(|verb| {
        verb.at >= sentence.start
            && at - verb.at <= 3
            && document.begins(verb.at, Class::Be).is_some()
            && (document.is(verb.from, Class::Existential)
                || document.is(verb.from, Class::It)
                || verb.from > 0 && document.is(verb.at - 1, Class::Existential))
    }) else {
        return Vec::new();
    };
    let Some((speakers, _)) = speaker_at(document, at) else { return Vec::new() };
    let found = super::content::targets(document, at + length..sentence.end);
    let found = found.into_iter().filter(|target| target.found == Found::Named);
    let sign = sign.turned_if(verb.is_negated);
    let judgement = Judgement { rule: "need", sign, label: at..at + length };
    judgement.proposals(verb.from.max(sentence.start), found, &speakers)
}

/// The side of a predicate that begins at a token, its length, and whether it is what something is.
fn predicate(document: &Document<'_>, at: usize) -> Option<(Position, usize, bool)> {
    let classes = [
        (Class::BadOutcome, Position::Oppose, true),
        (Class::BadQuality, Position::Oppose, true),
        (Class::GoodQuality, Position::Support, true),
        (Class::Bad, Position::Oppose, false),
        (Class::Good, Position::Support, false),
    ];
    let found = classes.into_iter().filter_map(|(class, sign, is_quality)| {
        Some((sign, document.begins(at, class)?, is_quality))
    });
    let mut best = found.collect::<Vec<_>>();
    best.sort_by_key(|(_, length, _)| std::cmp::Reverse(*length));
    let (sign, length, is_quality) = *best.first()?;
    let longest = document.triggers(at).first().map_or(0, |(length, _)| *length);
    if !is_quality && longest > length {
        return None;
    }
    let before = at.checked_sub(1)?;
    let is_noun = !is_quality
        && (document.is(before, Class::Determiner)
            || document.is(before, Class::Preposition) && !document.is(before, Class::Infinitive)
            || document.mention(before).is_some_and(|mention| mention.is_demonym)
            || document.tokens[before].kind == Kind::Possessive);
    // "should be lifted" is done to it.
    let is_adverb = |at: usize| {
        document.is(at, Class::Adverb)
            || document.language.looks_like_adverb(&document.tokens[at].lower)
    };
    let left = (at.saturating_sub(3)..at).rev().find(|at| !is_adverb(*at));
    let is_passive = !is_quality
        && length == 1
        && left.is_some_and(|left| document.is(left, Class::Be))
        && !document.language.looks_like_gerund(&document.tokens[at].lower);
    (!is_noun && !is_passive).then_some((sign, length, is_quality))
}

/// The verb that a predicate belongs to: itself, or an auxiliary or a form of "be" shortly before.
fn verb_of<'d>(
    document: &'d Document<'_>,
    sentence: &Range<usize>,
    at: usize,
    is_quality: bool,
) -> Option<&'d Verb> {
    if let Some(verb) = verb_over(document, at).filter(|verb| verb.at == at && !is_quality) {
        return Some(verb);
    }
    let number = document.verbs.partition_point(|verb| verb.at < at);
    let verb = document.verbs.get(number.checked_sub(1)?)?;
    let gap = verb.at + verb.length..at;
    let is_near = verb.at >= sentence.start
        && gap.len()
            <= if document.begins(at, Class::BadOutcome).is_some() {
                9
            } else if is_quality {
                5
            } else {
                3
            };
    let is_copula = document.begins(verb.at, Class::Be).is_some()
        || document.begins(at, Class::BadOutcome).is_some()
        || !is_quality
            && (document.is(verb.at, Class::Auxiliary) || document.is(verb.at, Class::Future));
    let is_across = gap.clone().any(|at| document.is_any_mark(at));
    let is_plain = is_quality
        || gap.clone().all(|at| {
            document.is(at, Class::Adverb)
                || document.is(at, Class::Auxiliary)
                || document.is(at, Class::Negation)
                || document.language.looks_like_adverb(&document.tokens[at].lower)
        });
    (is_near && is_copula && !is_across && is_plain).then_some(verb)
}

/// The issue that a claim is about: its subject, or what a pronoun as its subject stands for.
fn subject_issue(
    document: &Document<'_>,
    sentence: &Range<usize>,
    verb: &Verb,
    speakers: &[Holder],
) -> Option<(usize, Found)> {
    match &verb.subject {
        Subject::Issue(issue, _) => Some((*issue, Found::Named)),
        Subject::Holders(holders) => {
            let from = verb.from.max(sentence.start);
            let is_pronoun = document.is(from, Class::It) || document.is(from, Class::They);
            let is_speaker = holders
                .iter()
                .all(|holder| speakers.iter().any(|speaker| speaker.who == holder.who));
            (is_pronoun && is_speaker && !verb.is_inherited)
                .then(|| antecedent::issue(document, from))?
                .map(|issue| (issue, Found::Referred))
        }
        Subject::Unknown
            if document.is(verb.from, Class::It) || document.is(verb.from, Class::They) =>
        {
            antecedent::issue(document, verb.from).map(|issue| (issue, Found::Referred))
        }
        Subject::Named(_) | Subject::Unknown => None,
    }
}

/// Whether words before the subject deny the claim: "we do not believe that".
fn is_denied(document: &Document<'_>, from: usize, to: usize) -> bool {
    (from..to).take(20).filter(|at| document.is(*at, Class::Negation)).count() % 2 == 1
}

/// Whether the claim is about what comes without it: "if nothing changed".
fn is_absent(document: &Document<'_>, mut words: Range<usize>) -> bool {
    words.any(|at| document.begins(at, Class::Absence).is_some())
}

/// The issue without which it would come: "without a truce".
fn absent_issue(document: &Document<'_>, mut words: Range<usize>) -> Option<usize> {
    let at = words.find(|at| document.begins(*at, Class::Absence).is_some())?;
    (at + 1..document.tokens.len().min(at + 6)).find_map(|at| {
        match document.mention(at)?.referent {
            crate::draft::read::Referent::Issue(issue) => Some(issue),
            crate::draft::read::Referent::Actor(_) | crate::draft::read::Referent::Person(_) => {
                None
            }
        }
    })
}

/// A warning about an issue is against it, whatever it says.
pub fn warning(here: &At<'_, '_>) -> Vec<Proposal> {
    let document = here.document;
    let holders = here.holders();
    if holders.is_empty()
        || !here.is_finite() && here.form != crate::draft::language::Form::Gerund
        || here.is_noun()
    {
        return Vec::new();
    }
    let number = document.verbs.partition_point(|verb| verb.at < here.end);
    let verb =
        document.verbs[number..].iter().take_while(|verb| verb.at < here.sentence.end).take(2);
    let subject = verb.into_iter().find_map(|verb| match &verb.subject {
        Subject::Issue(issue, tokens) if tokens.start >= here.end => {
            Some((*issue, tokens.clone(), verb.at + verb.length))
        }
        Subject::Holders(_) | Subject::Issue(..) | Subject::Named(_) | Subject::Unknown => None,
    });
    let Some((issue, tokens, end)) = subject else { return Vec::new() };
    let is_absent = is_absent(document, here.end..here.sentence.end);
    let sign = here.family.sign.turned_if(is_absent);
    let end = here.sentence.end.min(end + 6);
    let target = super::content::Target {
        aim: Aim::Issue(issue),
        found: Found::Named,
        is_turned: false,
        start: tokens.start,
        end,
    };
    here.proposals(&holders, &[], sign, &[target])
}
