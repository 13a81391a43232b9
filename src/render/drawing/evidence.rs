//! The evidence of a mark in words: the stances behind it.

use std::collections::BTreeSet;

use crate::graph::StanceRef;
use crate::model::{Actor, Source, StanceId};

/// The most stances in one tooltip.
const MOST: usize = 12;
/// The longest text of one field, in characters.
const LONGEST: usize = 600;

/// The evidence of several stances, separated by empty lines.
pub fn tooltip(stances: &[StanceRef]) -> String {
    tooltip_of(stances, MOST)
}

/// The evidence of the first `most` stances, and the number of the others.
pub fn tooltip_of(stances: &[StanceRef], most: usize) -> String {
    let mut paragraphs = stances.iter().take(most).map(|s| paragraph(*s)).collect::<Vec<_>>();
    if stances.len() > most {
        paragraphs.push(format!("… and {} more", stances.len() - most));
    }
    paragraphs.join("\n\n")
}

/// One stance: what was said, by whom, when, where, and in which words.
fn paragraph(stance: StanceRef) -> String {
    let lines = [
        Some(short(&stance.to_string())),
        draft(stance),
        said(stance),
        place(stance),
        stance.quote().map(|quote| format!("“{}”", short(quote))),
        stance.note().map(|note| format!("Note: {}", short(note))),
    ];
    lines.into_iter().flatten().collect::<Vec<_>>().join("\n")
}

/// That a stance is a draft, and who proposed it.
fn draft(stance: StanceRef) -> Option<String> {
    let by = stance.proposed_by().map(|name| format!(", proposed by {}", short(name)));
    let is_draft = !stance.status().is_confirmed();
    is_draft.then(|| format!("Draft{}", by.unwrap_or_default()))
}

fn said(stance: StanceRef) -> Option<String> {
    let speaker = stance.speaker().map(|speaker| format!("said by {}", short(speaker.title())));
    let date = stance.date().map(|date| date.to_string());
    joined([speaker, date])
}

fn place(stance: StanceRef) -> Option<String> {
    joined([stance.source().map(source), stance.locator().map(short)])
}

fn joined(parts: [Option<String>; 2]) -> Option<String> {
    let parts = parts.into_iter().flatten().collect::<Vec<_>>();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// A source as a credit: `Ministers meet (Daily, 2016-04-29)`.
pub fn source(source: &Source) -> String {
    let date = source.date.map(|date| date.to_string());
    let details = joined([source.publisher.as_deref().map(short), date])
        .map(|details| format!(" ({details})"));
    format!("{}{}", short(source.title()), details.unwrap_or_default())
}

/// The addressees of stances.
#[derive(Clone, Debug, PartialEq)]
pub struct Addressees<'g> {
    /// In the order of the stances.
    actors: Vec<&'g Actor>,
    /// The number of stances with an addressee, and of all.
    said: [usize; 2],
}

impl<'g> Addressees<'g> {
    /// The addressees of some stances; `None` if no stance has one.
    pub(crate) fn of(stances: &[StanceRef<'g>]) -> Option<Self> {
        let mut actors = Vec::new();
        let mut addressed = 0;
        let mut known = BTreeSet::new();
        for actor in stances.iter().filter_map(|stance| stance.toward()) {
            addressed += 1;
            if known.insert(&actor.id) {
                actors.push(actor);
            }
        }
        (addressed > 0).then_some(Self { actors, said: [addressed, stances.len()] })
    }

    /// Whether stances differ in their addressees.
    pub(crate) fn are_several(&self) -> bool {
        self.actors.len() > 1 || self.said[0] < self.said[1]
    }

    /// The number of addressees.
    pub(crate) fn count(&self) -> usize {
        self.actors.len()
    }

    /// At most this many names: `b`, `b, c and d`, `b and 3 more`.
    pub(crate) fn names(&self, most: usize) -> String {
        listed(self.actors.iter().map(|actor| short(actor.title())), most)
    }

    /// `→ b`, `→ b and 3 more`, or `2 of 4 → b` if two stances have no addressee. `written` escapes each name.
    pub(crate) fn arrow(&self, most: usize, written: impl Fn(&str) -> String) -> String {
        let [addressed, all] = self.said;
        let part = if addressed < all { format!("{addressed} of {all} ") } else { String::new() };
        format!("{part}→ {}", listed(self.actors.iter().map(|actor| written(actor.title())), most))
    }

    /// The arrow with as many names as fit, at least one.
    pub(crate) fn where_it_fits(&self, fits: impl Fn(&str) -> bool) -> String {
        // More names than this never fit into a label.
        let counts = (2..=self.actors.len().min(40)).rev();
        let fitting = counts.map(|count| self.arrow(count, short)).find(|text| fits(text));
        fitting.unwrap_or_else(|| self.arrow(1, short))
    }
}

/// `A, B and C`; with more than `most` names `A, B and 3 more`.
pub fn listed(names: impl ExactSizeIterator<Item = String>, most: usize) -> String {
    let more = names.len().saturating_sub(most);
    let mut names = names.take(most).collect::<Vec<_>>();
    let last = match more {
        0 => names.pop().unwrap_or_default(),
        _ => format!("{more} more"),
    };
    match names.is_empty() {
        true => last,
        false => format!("{} and {last}", names.join(", ")),
    }
}

/// Stances with different addressees in one line: `ann on dam: 2 stances, toward bob and cem`.
pub fn addressed(stances: &[StanceRef]) -> Option<String> {
    let addressees = Addressees::of(stances).filter(Addressees::are_several)?;
    let (first, count) = (stances[0], stances.len());
    let is_one = stances.iter().all(|stance| stance.ends() == first.ends());
    let who = is_one.then(|| {
        format!("{} on {}: ", short(first.actor().title()), short(first.target().title()))
    });
    let names = addressees.names(usize::MAX);
    let [addressed, all] = addressees.said;
    let part = if addressed < all { format!("{addressed} of them ") } else { String::new() };
    Some(format!("{}{count} stances, {part}toward {names}", who.unwrap_or_default()))
}

/// A text, cut if it is long.
pub fn short(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// The dates of stances, from the oldest to the latest: `2015-07-14`, `2015-07 to 2016-02`, `undated`.
pub fn days(stances: &[StanceRef]) -> String {
    let mut dates = stances.iter().filter_map(|stance| stance.date()).collect::<Vec<_>>();
    dates.sort_by_key(|date| date.begin());
    match (dates.first(), dates.last()) {
        (Some(first), Some(last)) if first == last => first.to_string(),
        (Some(first), Some(last)) => format!("{first} to {last}"),
        _ => "undated".into(),
    }
}

/// The ids of stances, separated by spaces. White space and `%` in an id are written as in a URL: `%20`.
pub fn ids(stances: &[StanceRef]) -> String {
    stances.iter().map(|stance| encoded(&stance.id())).collect::<Vec<_>>().join(" ")
}

fn encoded(id: &StanceId) -> String {
    word(id.as_str())
}

/// A text as one word, with white space and `%` written as in a URL.
pub fn word(words: &str) -> String {
    let mut text = String::new();
    for letter in words.chars() {
        if letter.is_whitespace() || letter == '%' || !crate::text::xml::is_allowed(letter) {
            text.extend(letter.to_string().bytes().map(|byte| format!("%{byte:02X}")));
        } else {
            text.push(letter);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_with_spaces_is_one_word() {
        let id = StanceId::new("10 % of\u{a0}it").unwrap();
        assert_eq!(encoded(&id), "10%20%25%20of%C2%A0it");
    }

    #[test]
    fn long_texts_are_cut() {
        assert_eq!(short("ё"), "ё");
        assert_eq!(short(&"ё".repeat(700)).chars().count(), 601);
    }
}
