//! Where quotes stand in a text, whatever their typography.

use std::cell::OnceCell;
use std::cmp::Reverse;
use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use super::refusal::Nearest;
use crate::text::typography::{self, bare};

/// A text in which quotes are found: all kinds of blanks, quotation marks and dashes count as equal, and soft hyphens
/// as nothing. Letters and their case, digits and all other signs have to be those of the text.
pub struct Passages<'t> {
    text: &'t str,
    folded: String,
    /// The byte of the text from which each byte of the folded text comes.
    origin: Vec<u32>,
    words: OnceCell<Words>,
}

/// The words of the folded text, each with a number that is the same for the same letters.
#[derive(Default)]
struct Words {
    /// Their bytes.
    ranges: Vec<Range<usize>>,
    numbers: Vec<usize>,
    /// The numbers of words in lower case, without marks.
    known: FxHashMap<String, usize>,
    /// Where the word of each number stands.
    places: Vec<Vec<usize>>,
}

impl<'t> Passages<'t> {
    /// Folds a text.
    pub fn new(text: &'t str) -> Self {
        let (folded, origin) = folded(text);
        Self { text, folded, origin, words: OnceCell::new() }
    }

    /// The bytes of the text in which a quote stands, from a word's beginning to a word's end: of several places, the
    /// one that is nearest to a byte.
    pub fn find(&self, quote: &str, near: usize) -> Option<Range<usize>> {
        let (quote, _) = folded(quote);
        if !quote.contains(char::is_alphanumeric) {
            return None;
        }
        let places = self.folded.match_indices(&quote).map(|(start, _)| start..start + quote.len());
        let whole = places.filter(|place| self.is_edge(place.start) && self.is_edge(place.end));
        let own = whole.map(|place| self.own(place));
        own.min_by_key(|place| place.start.abs_diff(near))
    }

    /// Whether no word goes on across a byte of the folded text.
    fn is_edge(&self, at: usize) -> bool {
        let is_part = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
        let before = self.folded[..at].chars().next_back();
        !(is_part(before) && is_part(self.folded[at..].chars().next()))
    }

    /// The bytes of the text from which some bytes of the folded text come.
    fn own(&self, folded: Range<usize>) -> Range<usize> {
        let start = self.origin[folded.start] as usize;
        let last = self.origin[folded.end - 1] as usize;
        let length = self.text[last..].chars().next().map_or(0, char::len_utf8);
        start..last + length
    }

    /// The passage that has most of the words of a quote, if it has at least half of them.
    pub fn nearest(&self, quote: &str) -> Option<Nearest> {
        let (quote, _) = folded(quote);
        let quote = quote.split(' ').map(bare).filter(|word| !word.is_empty());
        let quote = quote.take(MOST_WORDS).collect::<Vec<_>>();
        let words = self.words.get_or_init(|| Words::of(&self.folded));
        let start = words.nearest(&quote)?;
        let end = (start + quote.len()).min(words.ranges.len()) - 1;
        let own = self.own(words.ranges[start].start..words.ranges[end].end);
        let line = self.text[..own.start].bytes().filter(|byte| *byte == b'\n').count() + 1;
        let passage = self.text[own].split_whitespace().collect::<Vec<_>>().join(" ");
        let mut text = passage.chars().take(LONGEST).collect::<String>();
        if text.len() < passage.len() {
            text.push('…');
        }
        Some(Nearest { line, text })
    }
}

/// The most words of a quote that is looked for.
const MOST_WORDS: usize = 200;

/// The most characters of a passage that is shown.
const LONGEST: usize = 160;

/// The most passages that are compared with a quote.
const MOST_PASSAGES: usize = 1_000;

impl Words {
    fn of(folded: &str) -> Self {
        let (mut all, mut at) = (Self::default(), 0);
        for word in folded.split(' ') {
            let range = at..at + word.len();
            at = range.end + 1;
            let bare = bare(word);
            if bare.is_empty() {
                continue;
            }
            let fresh = all.places.len();
            let number = *all.known.entry(bare).or_insert(fresh);
            if number == fresh {
                all.places.push(Vec::new());
            }
            all.places[number].push(all.ranges.len());
            all.numbers.push(number);
            all.ranges.push(range);
        }
        all
    }

    /// The word with which the passage begins that has most words of a quote, and of these, most in their places; it has
    /// at least half of them. Passages are looked for around the rarest words of the quote.
    fn nearest(&self, quote: &[String]) -> Option<usize> {
        let numbers = quote.iter().map(|word| self.known.get(word).copied()).collect::<Vec<_>>();
        let known = numbers.iter().enumerate().filter_map(|(at, number)| Some((at, (*number)?)));
        let mut known = known.collect::<Vec<_>>();
        known.sort_by_key(|(_, number)| self.places[*number].len());
        let starts = known.iter().flat_map(|(at, number)| {
            self.places[*number].iter().map(|place| place.saturating_sub(*at))
        });
        let mut starts = starts.take(MOST_PASSAGES).collect::<Vec<_>>();
        starts.sort_unstable();
        starts.dedup();
        let shared = |start: usize| {
            let end = (start + quote.len()).min(self.numbers.len());
            let passage = &self.numbers[start..end];
            let has = passage.iter().copied().collect::<FxHashSet<_>>();
            let count = numbers.iter().filter(|number| number.is_some_and(|of| has.contains(&of)));
            let in_place = passage.iter().zip(&numbers).filter(|(own, of)| Some(**own) == **of);
            (count.count(), in_place.count())
        };
        let all = starts.into_iter().map(|start| (shared(start), Reverse(start)));
        let ((count, _), Reverse(start)) = all.max()?;
        (count * 2 >= quote.len()).then_some(start)
    }
}

/// A text with plain blanks, quotation marks and dashes, and the byte from which each of its bytes comes.
fn folded(text: &str) -> (String, Vec<u32>) {
    let (mut folded, mut origin) = (String::with_capacity(text.len()), Vec::new());
    let mut is_between = false;
    for (at, letter) in text.char_indices() {
        if letter.is_whitespace() {
            is_between = !folded.is_empty();
            continue;
        }
        let Some(plain) = typography::plain(letter) else { continue };
        let plain = if letter == '\'' { "'" } else { plain };
        let at = u32::try_from(at).unwrap_or(u32::MAX);
        if std::mem::take(&mut is_between) {
            folded.push(' ');
            origin.push(at);
        }
        match plain {
            // Two single marks are a double one.
            "'" if folded.ends_with('\'') => continue,
            "" => folded.push(letter),
            sign => folded.push_str(sign),
        }
        origin.resize(folded.len(), at);
    }
    (folded, origin)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found<'t>(text: &'t str, quote: &str) -> Option<&'t str> {
        Passages::new(text).find(quote, 0).map(|range| &text[range])
    }

    #[test]
    fn a_quote_is_found_in_the_words_of_the_text() {
        let text = "Ann said: “We\u{a0}will\r\nbuild the tun\u{ad}nel — and soon.” 😀 Zoë’s no.";
        let own = "“We\u{a0}will\r\nbuild the tun\u{ad}nel — and soon.”";
        assert_eq!(found(text, " \"We will build the tunnel - and soon.\" "), Some(own));
        assert_eq!(found(text, "Zoë's no"), Some("Zoë’s no"));
        assert_eq!(found(text, "😀 Zoë"), Some("😀 Zoë"));
        for other in
            ["we will", "We will build a", "e will", "and soo", "", " … ", "\"", "soon. no"]
        {
            assert_eq!(found(text, other), None, "{other}");
        }
    }

    #[test]
    fn the_nearest_of_several_places_is_meant() {
        let text = "Peru says no. Chile says no.";
        assert_eq!(Passages::new(text).find("says no", 0), Some(5..12));
        assert_eq!(Passages::new(text).find("says no", 25), Some(20..27));
    }

    #[test]
    fn the_nearest_passage_is_that_with_most_of_the_words() {
        let text = "Peru left.\n\n“Peru firmly opposes the\nlake dam,” Ruiz said.";
        let nearest =
            Passages::new(text).nearest("Peru strongly opposes the lake dam").expect("one");
        assert_eq!(
            (nearest.line, nearest.text.as_str()),
            (3, "“Peru firmly opposes the lake dam,”")
        );
        assert_eq!(Passages::new(text).nearest("entirely different words"), None);
        assert_eq!(Passages::new("").nearest("words"), None);
        assert_eq!(Passages::new(text).nearest("…"), None);
    }
}
