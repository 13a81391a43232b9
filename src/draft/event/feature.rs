//! The features of a sentence with a source and a target.

use std::ops::Range;

use crate::draft::language::{Class, Language};
use crate::draft::text::{Kind, Token, tokens};

/// Where a word stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Region {
    Before,
    Between,
    After,
    Actor,
}

impl Region {
    fn letter(self) -> char {
        match self {
            Self::Before => 'p',
            Self::Between => 'b',
            Self::After => 'a',
            Self::Actor => 'n',
        }
    }
}

/// How many words after the later actor count as near.
const NEAR: usize = 8;

/// The features of a sentence, each once, sorted.
#[must_use]
pub fn features(sentence: &str, source: Range<usize>, target: Range<usize>) -> Vec<String> {
    let language = Language::english();
    let words = tokens(sentence, 0);
    let words = words
        .iter()
        .filter(|token| token.kind != Kind::Mark && token.kind != Kind::Possessive)
        .collect::<Vec<_>>();
    let (first, second) =
        if source.start <= target.start { (&source, &target) } else { (&target, &source) };
    let overlaps =
        |token: &Token, range: &Range<usize>| token.start < range.end && range.start < token.end;
    let region = |token: &Token| {
        if overlaps(token, &source) || overlaps(token, &target) {
            Region::Actor
        } else if token.end <= first.start {
            Region::Before
        } else if token.end <= second.start {
            Region::Between
        } else {
            Region::After
        }
    };
    let regions = words.iter().map(|token| region(token)).collect::<Vec<_>>();
    let keys = words
        .iter()
        .enumerate()
        .map(|(at, token)| key(language, token, regions[at], at == 0))
        .collect::<Vec<_>>();
    let mut all = vec![
        "bias".to_owned(),
        if source.start <= target.start { "order:st".to_owned() } else { "order:ts".to_owned() },
    ];
    let last_actor = regions.iter().rposition(|region| *region == Region::Actor).unwrap_or(0);
    for (at, key) in keys.iter().enumerate() {
        let Some(key) = key else { continue };
        let letter = regions[at].letter();
        all.push(format!("w:{key}"));
        all.push(format!("{letter}:{key}"));
        if regions[at] == Region::After && at <= last_actor + NEAR {
            all.push(format!("c:{key}"));
        }
        let next = keys.get(at + 1).map_or("$", |next| next.as_deref().unwrap_or("@"));
        all.push(format!("{key} {next}"));
        if let (Some(_), Some(Some(after))) = (keys.get(at + 1), keys.get(at + 2)) {
            all.push(format!("{key} _ {after}"));
        }
        if at > 0 && keys[at - 1].is_none() {
            all.push(format!("@ {key}"));
        }
    }
    families(language, &words, &regions, &mut all);
    deeds(language, &words, &regions, &mut all);
    all.sort_unstable();
    all.dedup();
    all
}

/// The stem of a word; none for names and numbers.
fn key(language: &Language, token: &Token, region: Region, is_first: bool) -> Option<String> {
    let is_name = token.is_capital && (!is_first || region == Region::Actor);
    if is_name || token.kind == Kind::Acronym {
        return None;
    }
    if token.lower.starts_with(|c: char| c.is_ascii_digit()) {
        return Some("#".to_owned());
    }
    Some(language.stem(&token.lower))
}

/// The kinds of deeds, alone and with whether they are intended, each also with where it stands.
fn deeds(language: &Language, words: &[&Token], regions: &[Region], all: &mut Vec<String>) {
    let lowers = words.iter().map(|token| token.lower.as_str()).collect::<Vec<_>>();
    let mut intention = "";
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let longest = language.deeds(lowers[at..].iter().copied());
        let Some((length, kinds)) = longest.filter(|_| !words[at].is_capital || at == 0) else {
            at += 1;
            continue;
        };
        for kind in kinds {
            match kind.as_str() {
                "intend" => intention = "will ",
                "threaten" | "request" | "reject" => {
                    found.push(kind.as_str());
                    all.push(format!("d:{intention}{kind}"));
                    all.push(format!("d{}:{kind}", regions[at].letter()));
                    intention = match kind.as_str() {
                        "threaten" => "threat ",
                        "request" => "please ",
                        _ => "no ",
                    };
                }
                kind => {
                    found.push(kind);
                    all.push(format!("d:{intention}{kind}"));
                    all.push(format!("d{}:{kind}", regions[at].letter()));
                }
            }
        }
        at += length;
    }
    if let Some(first) = found.first() {
        all.push(format!("d1:{first}"));
    }
    for pair in found.windows(2) {
        all.push(format!("dd:{} {}", pair[0], pair[1]));
    }
}

/// The families of triggers, with whether a negation goes before.
fn families(language: &Language, words: &[&Token], regions: &[Region], all: &mut Vec<String>) {
    let lowers = words.iter().map(|token| token.lower.as_str()).collect::<Vec<_>>();
    let mut at = 0;
    while at < words.len() {
        let longest = language.triggers(lowers[at..].iter().copied()).last();
        let Some((length, triggers)) = longest.filter(|_| !words[at].is_capital || at == 0) else {
            at += 1;
            continue;
        };
        for trigger in triggers {
            let name = &language.family(*trigger).name;
            let is_negated = lowers[at.saturating_sub(3)..at].iter().any(|word| {
                language.classes([*word]).any(|(_, classes)| classes.has(Class::Negation))
            });
            let mark = if is_negated { "not " } else { "" };
            all.push(format!("f:{mark}{name}"));
            all.push(format!("f{}:{mark}{name}", regions[at].letter()));
        }
        at += length;
    }
}
