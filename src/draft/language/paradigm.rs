//! Inflection, as the tables give it, and the comparison of words regardless of it.

use std::collections::BTreeMap;

use serde::Deserialize;

/// The form of a verb.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    /// Words that are not inflected.
    Fixed,
    /// "oppose".
    Base,
    /// "opposes".
    Third,
    /// "opposed", finite.
    Past,
    /// "opposed", as in "was opposed".
    Participle,
    /// "opposing".
    Gerund,
}

const FORMS: [Form; 5] = [Form::Base, Form::Third, Form::Past, Form::Participle, Form::Gerund];

/// How a language inflects its words.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Inflection {
    paradigms: BTreeMap<String, Vec<String>>,
    endings: Endings,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Endings {
    strip: Vec<(String, String)>,
    least: usize,
    spelling: Vec<(String, String)>,
}

impl Inflection {
    /// The forms of a phrase of the tables, whose first word may name its paradigm ("oppos~e") or list its forms
    /// ("cut/cuts/cut/cut/cutting").
    pub fn forms(&self, phrase: &str) -> Vec<(Form, String)> {
        let (first, rest) = phrase.split_once(' ').unwrap_or((phrase, ""));
        let words = self.words(first);
        let is_inflected = words.len() > 1;
        let words = words.into_iter();
        let forms = words.enumerate().map(|(index, word)| {
            let form = FORMS.get(index).copied().filter(|_| is_inflected).unwrap_or(Form::Fixed);
            (form, format!("{word} {rest}").trim_end().to_owned())
        });
        forms.collect()
    }

    fn words(&self, word: &str) -> Vec<String> {
        if let Some(at) = word.find('~')
            && let Some(endings) = self.paradigms.get(&word[at..])
        {
            return endings.iter().map(|ending| format!("{}{ending}", &word[..at])).collect();
        }
        word.split('/').map(str::to_owned).collect()
    }

    /// What a word is compared as when names are compared: without its ending, in one of its spellings.
    pub fn stem(&self, word: &str) -> String {
        let Endings { strip, least, spelling } = &self.endings;
        let mut stem = word.to_owned();
        let is_word = word.chars().all(char::is_alphabetic);
        let ending = strip.iter().find(|(ending, _)| {
            word.strip_suffix(ending.as_str()).is_some_and(|rest| rest.chars().count() >= *least)
        });
        if is_word && let Some((ending, instead)) = ending {
            stem.truncate(word.len() - ending.len());
            stem.push_str(instead);
        }
        if stem.chars().count() > *least {
            for (from, to) in spelling {
                stem = stem.replace(from.as_str(), to);
            }
        }
        stem
    }
}
