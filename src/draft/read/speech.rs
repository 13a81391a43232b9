//! Who says what: quotations, and reports such as "Roe said that …".

use std::ops::Range;

use super::Document;
use super::subject::{Holder, Subject};
use crate::draft::language::Class;

/// A quotation and who says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// The number of its paragraph.
    pub paragraph: usize,
    /// Its number in the paragraph.
    pub number: u32,
    /// Who says it.
    pub speaker: Vec<Holder>,
}

/// Finds who says each quotation: whose words its sentence reports, else whose the quotation before was.
pub fn find(document: &mut Document<'_>) {
    let mut found = Vec::<Quotation>::new();
    let mut at = 0;
    while at < document.tokens.len() {
        let number = document.tokens[at].quotation;
        let Some(sentence) = document.sentence_of(at).filter(|_| number > 0) else {
            at += 1;
            continue;
        };
        let paragraph = document.sentences[sentence].paragraph;
        let mut end = at;
        while end < document.tokens.len() && document.tokens[end].quotation == number {
            end += 1;
        }
        let speaker = speaker(document, at..end);
        let before = || {
            found
                .last()
                .filter(|last| last.paragraph + 1 >= paragraph)
                .map(|last| last.speaker.clone())
        };
        let speaker = speaker.or_else(before).unwrap_or_default();
        found.push(Quotation { paragraph, number, speaker });
        at = end;
    }
    document.quotations = found;
    resolve_we(document);
}

/// "We" in a quotation is who says it.
fn resolve_we(document: &mut Document<'_>) {
    for number in 0..document.verbs.len() {
        let verb = &document.verbs[number];
        let from = verb.from;
        if verb.subject == Subject::Unknown
            && document.is(from, Class::We)
            && document.tokens[from].quotation > 0
            && let Some((holders, _)) = speaker_at(document, from)
        {
            document.verbs[number].subject = Subject::Holders(holders);
        }
    }
}

/// Whose words a quotation is, by the sentences in which it begins and ends.
fn speaker(document: &Document<'_>, quotation: Range<usize>) -> Option<Vec<Holder>> {
    let of = |at: usize| {
        document.sentence_of(at).map(|number| document.sentences[number].tokens.clone())
    };
    let sentences = [of(quotation.start)?, of(quotation.end - 1)?];
    let from = document.verbs.partition_point(|verb| verb.at < sentences[0].start);
    let verbs =
        document.verbs[from..].iter().take_while(|verb| verb.at < sentences[1].end).take(60);
    let outside = verbs.filter(|verb| document.tokens[verb.at].quotation == 0);
    let said = outside.filter_map(|verb| match &verb.subject {
        Subject::Holders(holders) => Some((verb, holders)),
        Subject::Issue(..) | Subject::Named(_) | Subject::Unknown => None,
    });
    let said = said.collect::<Vec<_>>();
    let after = said.iter().find(|(verb, _)| {
        verb.is_report && verb.at >= quotation.end && verb.at < quotation.end + 16
    });
    let before = said.iter().rev().find(|(verb, _)| verb.at < quotation.start);
    let reported = said.iter().find(|(verb, _)| verb.is_report);
    // A sentence that begins with the quotation says afterwards whose it is.
    let is_first = quotation.start == sentences[0].start;
    let chosen = if is_first { after.or(reported) } else { before.or(after) };
    if let Some((_, holders)) = chosen {
        return Some((*holders).clone());
    }
    // "…," Roe told the hall; a name with no verb that is known: "Roe, a farmer:"
    let names =
        (quotation.end..sentences[1].end.max(quotation.end)).filter_map(|at| document.mention(at));
    names
        .into_iter()
        .find_map(|mention| {
            Holder::of(document, mention.referent).filter(|holder| holder.is_person)
        })
        .map(|holder| vec![holder])
}

/// "a warning from Roe that …".
fn by_noun(document: &Document<'_>, start: usize, at: usize) -> Option<(Vec<Holder>, usize)> {
    let that = (start..at).rev().take(25).find(|at| document.is(*at, Class::That))?;
    let mention = document.mention(that.checked_sub(1)?)?;
    let before =
        (start..mention.tokens.start).rev().find(|at| !document.is(*at, Class::Determiner))?;
    let holder =
        Holder::of(document, mention.referent).filter(|_| document.is(before, Class::Source))?;
    Some((vec![holder], that + 1))
}

/// Whose words a token is in, and the first token of the report.
#[must_use]
pub fn speaker_at(document: &Document<'_>, at: usize) -> Option<(Vec<Holder>, usize)> {
    let sentence = document.sentence_of(at)?;
    let Range { start, end } = document.sentences[sentence].tokens;
    let number = document.tokens[at].quotation;
    if number > 0 {
        let paragraph = document.sentences[sentence].paragraph;
        let place = document
            .quotations
            .partition_point(|known| (known.paragraph, known.number) < (paragraph, number));
        let found = document
            .quotations
            .get(place)
            .filter(|known| known.paragraph == paragraph && known.number == number);
        if let Some(found) = found.filter(|found| !found.speaker.is_empty()) {
            let from = (start..at)
                .rev()
                .find(|before| document.tokens[*before].quotation != number)
                .map_or(start, |before| before + 1);
            return Some((found.speaker.clone(), from));
        }
    }
    if let Some(found) = by_noun(document, start, at) {
        return Some(found);
    }
    let first = document.verbs.partition_point(|verb| verb.at < start);
    let verbs = document.verbs[first..].iter().take_while(|verb| verb.at < end).take(60);
    let reports = verbs.filter(|verb| verb.is_report).collect::<Vec<_>>();
    let leading = reports.iter().rev().find(|verb| verb.at + verb.length <= at);
    let holders = |subject: &Subject| match subject {
        Subject::Holders(holders) => Some(holders.clone()),
        Subject::Issue(..) | Subject::Named(_) | Subject::Unknown => None,
    };
    if let Some(leading) = leading {
        return holders(&leading.subject).map(|holders| (holders, leading.at + leading.length));
    }
    if let Some(according) = document.begins(start, Class::According) {
        let mention = document.mention(start + according)?;
        return Holder::of(document, mention.referent).map(|holder| (vec![holder], start));
    }
    if document.is(start, Class::ForWhom) {
        // "For Roe, the tax is good news."
        let first = start + 1 + usize::from(document.is(start + 1, Class::Determiner));
        let mention = document
            .mention(first)
            .filter(|mention| document.is_mark(mention.tokens.end, ",") && mention.tokens.end < at);
        if let Some(holder) = mention.and_then(|mention| Holder::of(document, mention.referent)) {
            return Some((vec![holder], start));
        }
    }
    // "…, Roe said": the comma before the subject ends what is said.
    let trailing = reports.iter().find(|verb| {
        verb.at > at && verb.from > start && document.is_mark(verb.from - 1, ",")
            || verb.at > at
                && verb.from == verb.at
                && verb.at > start
                && document.is_mark(verb.at - 1, ",")
    });
    trailing.and_then(|verb| holders(&verb.subject)).map(|holders| (holders, start))
}
