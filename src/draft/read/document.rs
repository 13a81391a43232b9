//! A text, read.

use std::ops::Range;

use jiff::civil::Date;

use super::{Mention, Person, Verb, mention, people, speech, subject};
use crate::draft::language::{Class, Classes, Language, Trigger};
use crate::draft::names::Gazetteer;
use crate::draft::text::{
    Dateline, Kind, Paragraph, Place, Token, dateline, paragraphs, sentences, tokens,
};

/// A text with everything that was found in it.
pub struct Document<'t> {
    /// The text.
    pub text: &'t str,
    /// Its language.
    pub language: &'t Language,
    /// The names to find.
    pub gazetteer: &'t Gazetteer,
    /// The day of the report.
    pub report: Option<Date>,
    /// Its paragraphs.
    pub paragraphs: Vec<Paragraph>,
    /// Its sentences, without those that are no part of the report.
    pub sentences: Vec<Sentence>,
    /// Its tokens.
    pub tokens: Vec<Token>,
    /// The stem of each token.
    pub stems: Vec<String>,
    /// The phrases that begin at each token: their numbers of words and their classes.
    classes: Vec<Vec<(usize, Classes)>>,
    /// The triggers that begin at each token, longest first.
    triggers: Vec<Vec<(usize, Trigger)>>,
    /// The names in it, in order.
    pub mentions: Vec<Mention>,
    /// The number of the mention that covers each token.
    mention_at: Vec<Option<usize>>,
    /// The people in it.
    pub people: Vec<Person>,
    /// Its verbs with their subjects, in order.
    pub verbs: Vec<Verb>,
    /// Who says each quotation: its paragraph, its number, the speaker.
    pub quotations: Vec<speech::Quotation>,
}

/// A sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// The number of its paragraph.
    pub paragraph: usize,
    /// Its tokens.
    pub tokens: Range<usize>,
}

/// Classes that a capital letter within a sentence rules out: "May", "US", "Will".
const FUNCTION: [Class; 9] = [
    Class::Auxiliary,
    Class::Future,
    Class::Be,
    Class::Modal,
    Class::We,
    Class::It,
    Class::Relative,
    Class::Stop,
    Class::Vague,
];

impl<'t> Document<'t> {
    /// Reads a text; `published` is the day of the report where its dateline gives none.
    #[must_use]
    pub fn read(
        text: &'t str,
        published: Option<Date>,
        language: &'t Language,
        gazetteer: &'t Gazetteer,
    ) -> Self {
        let mut document = Self {
            text,
            language,
            gazetteer,
            report: published,
            paragraphs: paragraphs(text, language),
            sentences: Vec::new(),
            tokens: Vec::new(),
            stems: Vec::new(),
            classes: Vec::new(),
            triggers: Vec::new(),
            mentions: Vec::new(),
            mention_at: Vec::new(),
            people: Vec::new(),
            verbs: Vec::new(),
            quotations: Vec::new(),
        };
        document.cut();
        document.look_up();
        mention::find(&mut document);
        people::find(&mut document);
        subject::find(&mut document);
        speech::find(&mut document);
        document
    }

    /// Cuts the paragraphs into sentences and tokens.
    fn cut(&mut self) {
        let mut may_have_dateline = true;
        for (paragraph, found) in self.paragraphs.iter().enumerate() {
            if found.is_boilerplate {
                continue;
            }
            let words = tokens(&self.text[found.range.clone()], found.range.start);
            let mut skipped = 0;
            if found.place != Place::Headline && may_have_dateline {
                may_have_dateline = false;
                let Dateline { tokens, day } = dateline(&words, self.language).unwrap_or_default();
                skipped = tokens;
                self.report = day.or(self.report);
            }
            let words = &words[skipped..];
            let first = self.tokens.len();
            for range in sentences(words, self.language) {
                let (start, end) = (words[range.start].start, words[range.end - 1].end);
                if !self.language.is_notice(&self.text[start..end]) {
                    let tokens = first + range.start..first + range.end;
                    self.sentences.push(Sentence { paragraph, tokens });
                }
            }
            self.tokens.extend_from_slice(words);
        }
    }

    fn look_up(&mut self) {
        let count = self.tokens.len();
        self.stems = self.tokens.iter().map(|token| self.language.stem(&token.lower)).collect();
        self.classes = vec![Vec::new(); count];
        self.triggers = vec![Vec::new(); count];
        self.mention_at = vec![None; count];
        for sentence in &self.sentences {
            for at in sentence.tokens.clone() {
                let token = &self.tokens[at];
                let words = &self.tokens[at..sentence.tokens.end];
                // A phrase does not go across a mark.
                let words = || {
                    words
                        .iter()
                        .take_while(|word| word.kind != Kind::Mark)
                        .map(|word| word.lower.as_str())
                };
                let is_inner = at > sentence.tokens.start
                    && token.is_capital
                    && !token.lower.starts_with("i'")
                    && token.lower != "i"
                    && self.tokens[at - 1].quotation == token.quotation;
                let classes = self.language.classes(words());
                self.classes[at] = classes
                    .filter(|(length, _)| *length > 1 || token.kind != Kind::Acronym)
                    .map(|(length, classes)| {
                        (length, if is_inner { classes.without(&FUNCTION) } else { classes })
                    })
                    .collect();
                if token.kind != Kind::Acronym {
                    let triggers = self.language.triggers(words());
                    let triggers = triggers.flat_map(|(length, found)| {
                        found.iter().map(move |trigger| (length, *trigger))
                    });
                    self.triggers[at] = triggers.collect();
                    self.triggers[at].reverse();
                }
            }
        }
    }

    /// The number of words of the longest phrase of a class that begins at a token.
    #[must_use]
    pub fn begins(&self, at: usize, class: Class) -> Option<usize> {
        let phrases = self.classes.get(at)?.iter().rev();
        phrases.clone().find(|(_, classes)| classes.has(class)).map(|(length, _)| *length)
    }

    /// Whether a token alone is of a class.
    #[must_use]
    pub fn is(&self, at: usize, class: Class) -> bool {
        self.classes.get(at).is_some_and(|phrases| {
            phrases.first().is_some_and(|(length, classes)| *length == 1 && classes.has(class))
        })
    }

    /// The number of words of the longest phrase of a class that ends with a token.
    #[must_use]
    pub fn ends(&self, at: usize, class: Class) -> Option<usize> {
        (1..=6.min(at + 1)).rev().find(|length| {
            let mut phrases = self.classes[at + 1 - length].iter();
            phrases.any(|(words, classes)| words == length && classes.has(class))
        })
    }

    /// The triggers that begin at a token, longest first.
    #[must_use]
    pub fn triggers(&self, at: usize) -> &[(usize, Trigger)] {
        self.triggers.get(at).map_or(&[], Vec::as_slice)
    }

    /// The mention that covers a token.
    #[must_use]
    pub fn mention(&self, at: usize) -> Option<&Mention> {
        self.mention_at.get(at).copied().flatten().map(|number| &self.mentions[number])
    }

    /// Puts mentions in order, those of people over those they contain.
    pub fn set_mentions(&mut self, mentions: Vec<Mention>) {
        self.mention_at.fill(None);
        self.mentions = mentions;
        self.mentions.sort_by_key(|mention| mention.tokens.start);
        for (number, mention) in self.mentions.iter().enumerate() {
            for at in mention.tokens.clone() {
                self.mention_at[at] = Some(number);
            }
        }
    }

    /// The sentence that a token is in.
    #[must_use]
    pub fn sentence_of(&self, at: usize) -> Option<usize> {
        let number = self.sentences.partition_point(|sentence| sentence.tokens.end <= at);
        let sentence = self.sentences.get(number)?;
        sentence.tokens.contains(&at).then_some(number)
    }

    /// The text of some tokens.
    #[must_use]
    pub fn slice(&self, range: Range<usize>) -> &'t str {
        match (
            self.tokens.get(range.start),
            range.end.checked_sub(1).and_then(|last| self.tokens.get(last)),
        ) {
            (Some(first), Some(last)) if first.start <= last.end => {
                &self.text[first.start..last.end]
            }
            _ => "",
        }
    }

    /// Whether a token is a mark.
    #[must_use]
    pub fn is_mark(&self, at: usize, mark: &str) -> bool {
        self.tokens.get(at).is_some_and(|token| token.is_mark(mark))
    }

    /// Whether a token is any mark.
    #[must_use]
    pub fn is_any_mark(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.kind == Kind::Mark)
    }
}
