//! Finds passages in the text of their document: by offsets, by their words, or by both, which have to agree.

use super::passage::{Counts, Entity};
use crate::format::copies::Copies;

/// The distance, in characters, between characters whose offsets are known.
const STRIDE: usize = 256;

/// How far from a wrong offset the words are looked for before they have to be the only ones in the text.
const NEAR: usize = 400;

/// The bytes to search through for words that are not where they should be.
const SEARCHED: usize = 2 << 30;

/// A text in which characters are found by their number.
pub struct Anchors<'t> {
    text: &'t str,
    /// The byte and the UTF-16 unit of every [`STRIDE`]th character.
    known: Vec<(usize, usize)>,
    count: usize,
    utf16: usize,
    /// How much may still be searched.
    left: usize,
    /// Carriage returns before line feeds, as numbers of characters, which some programs do not count.
    returns: Vec<usize>,
}

/// How the offsets of a document are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counting {
    /// As characters: Unicode scalar values, as all these formats say.
    Characters,
    /// As UTF-16 code units, as programs in JavaScript and Java count.
    Utf16,
    /// With line breaks of two characters counted as one.
    ShortBreaks,
    /// With something at the beginning that is not in the text, or without something that is: a byte-order mark.
    Shifted(i8),
}

/// The number of passages without their words from which it can be told that all offsets are wrong.
const TELLING: usize = 3;

/// Where a passage is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// At its offsets, in characters.
    There(usize, usize),
    /// Elsewhere: the offsets are wrong, or there are none.
    Moved(usize, usize),
    /// The words stand in the text more than once, and nothing says which are meant.
    Ambiguous,
    /// The words are not in the text, or the offsets are not.
    Missing,
    /// Too much was searched already.
    GivenUp,
}

impl<'t> Anchors<'t> {
    pub fn new(text: &'t str) -> Self {
        let (mut known, mut returns) = (Vec::new(), Vec::new());
        let (mut count, mut utf16) = (0, 0);
        let bytes = text.as_bytes();
        for (byte, letter) in text.char_indices() {
            if count % STRIDE == 0 {
                known.push((byte, utf16));
            }
            if letter == '\r' && bytes.get(byte + 1) == Some(&b'\n') {
                returns.push(count);
            }
            count += 1;
            utf16 += letter.len_utf16();
        }
        Self { text, known, count, utf16, left: SEARCHED, returns }
    }

    /// The text from one character up to another.
    pub fn words(&self, start: usize, end: usize) -> Option<&'t str> {
        self.text.get(self.byte(start)?..self.byte(end)?)
    }

    fn byte(&self, character: usize) -> Option<usize> {
        if character >= self.count {
            return (character == self.count).then_some(self.text.len());
        }
        let (from, _) = self.known[character / STRIDE];
        let rest = self.text[from..].char_indices();
        rest.map(|(at, _)| from + at).nth(character % STRIDE)
    }

    /// The number of the character at a byte.
    fn character(&self, byte: usize) -> usize {
        let block = self.known.partition_point(|(known, _)| *known <= byte).saturating_sub(1);
        let Some((from, _)) = self.known.get(block) else { return 0 };
        block * STRIDE + self.text[*from..byte].chars().count()
    }

    /// The number of the character at a UTF-16 unit; `None` beyond the text, or within a character.
    fn of_utf16(&self, unit: usize) -> Option<usize> {
        if unit >= self.utf16 {
            return (unit == self.utf16).then_some(self.count);
        }
        let block = self.known.partition_point(|(_, known)| *known <= unit).saturating_sub(1);
        let (byte, mut at) = self.known[block];
        let mut number = block * STRIDE;
        for letter in self.text[byte..].chars() {
            if at >= unit {
                break;
            }
            at += letter.len_utf16();
            number += 1;
        }
        (at == unit).then_some(number)
    }

    /// The number of the character at an offset of a program that counts line breaks of two characters as one.
    fn without_returns(&self, offset: usize) -> usize {
        // A return before the wanted character moves it by one.
        let mut number = offset;
        loop {
            let before = self.returns.partition_point(|at| *at < number);
            if offset + before == number {
                return number;
            }
            number = offset + before;
        }
    }

    /// The number of carriage returns before line feeds before a character.
    #[cfg_attr(not(feature = "refi"), allow(dead_code, reason = "projects have other line breaks"))]
    pub fn returns_before(&self, number: usize) -> usize {
        self.returns.partition_point(|at| *at < number)
    }

    fn is_at(&self, start: usize, end: usize, quote: &str, is_cut: bool) -> bool {
        self.words(start, end).is_some_and(|words| is_same(words, quote, is_cut))
    }

    /// Finds a passage by its offsets, its words and their surroundings, as far as they are known.
    pub fn find(
        &mut self,
        span: Option<(u64, u64)>,
        counting: Counting,
        quote: Option<&str>,
        is_cut: bool,
        context: [Option<&str>; 2],
    ) -> Found {
        let quote = quote.map(|quote| match is_cut {
            true => quote.trim_end_matches(['…', '.']),
            false => quote,
        });
        let quote = quote.filter(|quote| !quote.trim().is_empty());
        let span = span.and_then(|(start, end)| {
            let ends = (usize::try_from(start).ok()?, usize::try_from(end).ok()?);
            (ends.0 <= ends.1).then_some(ends)
        });
        let Some((start, end)) = span else {
            return quote.map_or(Found::Missing, |quote| self.search(quote, is_cut, None, context));
        };
        let Some(quote) = quote else {
            let is_within = |(start, end): &(usize, usize)| start < end && *end <= self.count;
            return match (self.read(start, end, counting).filter(is_within), counting) {
                (Some((start, end)), Counting::Characters) => Found::There(start, end),
                (
                    Some((start, end)),
                    Counting::Utf16 | Counting::ShortBreaks | Counting::Shifted(_),
                ) => Found::Moved(start, end),
                (None, _) => Found::Missing,
            };
        };
        let fits = |(start, end): &(usize, usize)| self.is_at(*start, *end, quote, is_cut);
        if fits(&(start, end)) {
            return Found::There(start, end);
        }
        let mut others = OTHERS.into_iter().filter_map(|other| self.read(start, end, other));
        match others.find(fits) {
            Some((start, end)) => Found::Moved(start, end),
            None => self.search(quote, is_cut, Some((start, end - start)), context),
        }
    }

    /// Offsets as characters.
    fn read(&self, start: usize, end: usize, counting: Counting) -> Option<(usize, usize)> {
        match counting {
            Counting::Characters => Some((start, end)),
            Counting::Utf16 => Some((self.of_utf16(start)?, self.of_utf16(end)?)),
            Counting::ShortBreaks => Some((self.without_returns(start), self.without_returns(end))),
            Counting::Shifted(by) => {
                let by = isize::from(by);
                Some((start.checked_add_signed(by)?, end.checked_add_signed(by)?))
            }
        }
    }

    /// How the offsets of passages are counted whose words are not known: as characters, unless most of them
    /// cut words in two, and almost none do if they are counted in another way.
    pub fn counting(&self, spans: impl Iterator<Item = (u64, u64)>) -> Counting {
        let spans = spans.filter_map(|(start, end)| {
            Some((usize::try_from(start).ok()?, usize::try_from(end).ok()?))
        });
        let spans = spans.take(1_000).collect::<Vec<_>>();
        if spans.len() < TELLING {
            return Counting::Characters;
        }
        let whole = |counting: Counting| {
            let read = |(start, end): &(usize, usize)| self.read(*start, *end, counting);
            spans.iter().filter_map(read).filter(|(start, end)| self.is_whole(*start, *end)).count()
        };
        if whole(Counting::Characters) * 2 > spans.len() {
            return Counting::Characters;
        }
        let best = OTHERS.into_iter().max_by_key(|other| whole(*other));
        best.filter(|other| whole(*other) * 10 >= spans.len() * 9).unwrap_or(Counting::Characters)
    }

    /// Whether a passage begins and ends with whole words.
    fn is_whole(&self, start: usize, end: usize) -> bool {
        let letter = |number: usize| {
            let letter = self.text[self.byte(number)?..].chars().next()?;
            Some(letter).filter(|letter| letter.is_alphanumeric())
        };
        let cuts = |at: usize| at > 0 && letter(at - 1).is_some() && letter(at).is_some();
        let begins = letter(start).is_some() || self.words(start, end).is_some_and(begins_whole);
        start < end && end <= self.count && begins && !cuts(start) && !cuts(end)
    }

    /// Looks for words: near a wrong offset, then in the whole text, where they have to be the only ones.
    fn search(
        &mut self,
        quote: &str,
        is_cut: bool,
        expected: Option<(usize, usize)>,
        context: [Option<&str>; 2],
    ) -> Found {
        let [before, after] = context;
        let has_context = before.is_some() || after.is_some();
        let near = expected.filter(|_| !has_context).map(|(at, _)| self.near(quote, at));
        let starts = match near.filter(|near| !near.is_empty()) {
            Some(near) => near,
            None => match self.occurrences(quote) {
                Some(starts) => starts,
                None => return Found::GivenUp,
            },
        };
        let fits = |at: &usize| {
            let ends = |words: &str| self.text[..*at].ends_with(words);
            let begins = |words: &str| self.text[*at + quote.len()..].starts_with(words);
            before.is_none_or(ends) && after.is_none_or(begins)
        };
        let chosen = match starts.as_slice() {
            [] => return Found::Missing,
            [only] => Some(*only),
            several => {
                let mut surrounded = several.iter().copied().filter(fits);
                let (first, second) = (surrounded.next(), surrounded.next());
                let only = first.filter(|_| second.is_none() && has_context);
                only.or_else(|| self.nearest(several, expected?.0))
            }
        };
        let Some(byte) = chosen else { return Found::Ambiguous };
        let start = self.character(byte);
        let length = quote.chars().count();
        // Words that were cut off are only the beginning of the passage.
        let length = match expected {
            Some((_, whole)) if is_cut => length.max(whole),
            _ => length,
        };
        Found::Moved(start, (start + length).min(self.count))
    }

    /// The occurrence near an offset, if only one is the nearest; occurrences are in the order of the text.
    fn nearest(&self, starts: &[usize], expected: usize) -> Option<usize> {
        let middle = self.byte(expected.min(self.count))?;
        let next = starts.partition_point(|at| *at < middle);
        let beside = &starts[next.saturating_sub(2)..(next + 2).min(starts.len())];
        let distance = |at: usize| self.character(at).abs_diff(expected);
        let mut near = beside.iter().map(|at| (distance(*at), *at)).collect::<Vec<_>>();
        near.sort_unstable();
        match near.as_slice() {
            [(first, at), (second, _), ..] if *first < NEAR && first < second => Some(*at),
            _ => None,
        }
    }

    /// The bytes near an offset at which words begin.
    fn near(&self, quote: &str, expected: usize) -> Vec<usize> {
        let expected = expected.min(self.count);
        let ends = (expected.saturating_sub(NEAR - 1), (expected + NEAR).min(self.count));
        let (Some(start), Some(end)) = (self.byte(ends.0), self.byte(ends.1)) else {
            return Vec::new();
        };
        let end = self.text.floor_char_boundary(end + quote.len());
        self.text[start..end].match_indices(quote).map(|(at, _)| start + at).collect()
    }

    /// The bytes at which words begin; `None` if too much was searched already.
    fn occurrences(&mut self, quote: &str) -> Option<Vec<usize>> {
        self.left = self.left.checked_sub(self.text.len())?;
        // More occurrences than these say nothing about which is meant.
        Some(self.text.match_indices(quote).map(|(at, _)| at).take(1_000).collect())
    }
}

/// Finds the spans that relations join, so that their offsets are characters, and their words those of the text.
pub struct Settled<'t> {
    anchors: Anchors<'t>,
    copies: Copies,
}

impl<'t> Settled<'t> {
    pub fn new(text: &'t str) -> Self {
        Self { anchors: Anchors::new(text), copies: Copies::of(text.len()) }
    }

    /// Finds a span; counts it if its offsets are wrong.
    pub fn settle(&mut self, entity: &mut Entity, left_out: &mut Counts) {
        let quote = Some(entity.text.as_str()).filter(|text| !text.is_empty());
        let found = self.anchors.find(entity.span, Counting::Characters, quote, false, [None; 2]);
        let at = match found {
            Found::There(start, end) => Some((start, end)),
            Found::Moved(start, end) => {
                left_out.add(CORRECTED, &entity.text);
                Some((start, end))
            }
            lost @ (Found::Ambiguous | Found::Missing | Found::GivenUp) => {
                left_out.add(lost.words(quote.is_some()), quote.unwrap_or(&entity.kind));
                None
            }
        };
        let number = |number: usize| u64::try_from(number).unwrap_or(u64::MAX);
        entity.span = at.map(|(start, end)| (number(start), number(end)));
        let words = at.and_then(|(start, end)| self.anchors.words(start, end));
        if let Some(words) = words.filter(|words| self.copies.take(words.len())) {
            entity.text = words.to_owned();
        }
    }
}

/// What is said of offsets that were put right.
pub const CORRECTED: &str = "wrong offsets, which the words of the passages or the text correct";

impl Found {
    /// What is said of offsets that are not found, worded to follow a number.
    pub fn words(&self, has_quote: bool) -> &'static str {
        match self {
            Self::There(..) | Self::Moved(..) => CORRECTED,
            Self::Ambiguous => {
                "offsets of words that stand in the text several times, none of them there"
            }
            Self::Missing if has_quote => {
                "offsets of words that are not in the text of their document"
            }
            Self::Missing => "offsets that are not within the text of their document",
            Self::GivenUp => {
                "offsets of words that are not there, and were not looked for after 2 GiB of text"
            }
        }
    }
}

/// The other ways to count, in the order in which they are tried.
const OTHERS: [Counting; 4] =
    [Counting::Utf16, Counting::ShortBreaks, Counting::Shifted(-1), Counting::Shifted(1)];

/// Whether a passage begins with a mark that begins a sentence, and not in a blank.
fn begins_whole(words: &str) -> bool {
    words
        .chars()
        .next()
        .is_some_and(|letter| !letter.is_whitespace() && !",.;:!?)".contains(letter))
}

/// Whether words are the same but for white space; those that were cut off only have to begin alike.
fn is_same(words: &str, quote: &str, is_cut: bool) -> bool {
    if words == quote {
        return true;
    }
    let (mut ours, mut theirs) = (words.split_whitespace(), quote.split_whitespace());
    if !is_cut {
        return ours.eq(theirs);
    }
    let quote = theirs.by_ref().collect::<Vec<_>>().join(" ");
    let quote = quote.trim_end_matches(['…', '.']);
    // A long passage is read no further than its quote goes.
    let count = quote.split(' ').count();
    let words = ours.by_ref().take(count).collect::<Vec<_>>().join(" ");
    !quote.is_empty() && words.starts_with(quote)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "One 😀 boat.\r\nThe boat sails; the 😀 boat waits.\r\n";

    fn find(span: Option<(u64, u64)>, counting: Counting, quote: Option<&str>) -> Found {
        Anchors::new(TEXT).find(span, counting, quote, false, [None, None])
    }

    #[test]
    fn offsets_and_words_that_agree_are_believed() {
        assert_eq!(find(Some((4, 5)), Counting::Characters, Some("😀")), Found::There(4, 5));
        assert_eq!(find(Some((4, 6)), Counting::Utf16, None), Found::Moved(4, 5));
        assert_eq!(find(Some((4, 5)), Counting::Utf16, None), Found::Missing, "within a character");
        assert_eq!(find(Some((0, 900)), Counting::Characters, None), Found::Missing);
        assert_eq!(find(Some((5, 2)), Counting::Characters, None), Found::Missing);
        assert_eq!(
            find(Some((3, 3)), Counting::Characters, None),
            Found::Missing,
            "nothing is no passage"
        );
    }

    #[test]
    fn offsets_that_were_counted_in_another_way_are_read_so() {
        // UTF-16 where characters were meant.
        let sails = TEXT.chars().collect::<String>().find("sails").expect("it is there");
        let characters = TEXT[..sails].chars().count();
        let units = TEXT[..sails].encode_utf16().count();
        assert_ne!(characters, units);
        let wanted = Found::Moved(characters, characters + 5);
        let number = |count: usize| u64::try_from(count).expect("it is small");
        let span = Some((number(units), number(units + 5)));
        assert_eq!(find(span, Counting::Characters, Some("sails")), wanted);
        // Line breaks of one character where there are two.
        let span = Some((number(characters - 1), number(characters + 4)));
        assert_eq!(find(span, Counting::Characters, Some("sails")), wanted);
    }

    #[test]
    fn words_that_are_elsewhere_are_found_if_they_are_the_only_ones() {
        let found = find(Some((0, 5)), Counting::Characters, Some("waits"));
        assert!(matches!(found, Found::Moved(..)), "{found:?}");
        let Found::Moved(start, end) = found else { unreachable!() };
        assert_eq!(Anchors::new(TEXT).words(start, end), Some("waits"));
        assert_eq!(find(None, Counting::Characters, Some("boat")), Found::Ambiguous);
        assert_eq!(find(None, Counting::Characters, Some("ship")), Found::Missing);
        assert_eq!(find(None, Counting::Characters, Some(" ")), Found::Missing);
        // One of several that is nearest to the offset.
        assert_eq!(find(Some((7, 11)), Counting::Characters, Some("boat")), Found::Moved(6, 10));
    }

    #[test]
    fn the_surroundings_say_which_words_are_meant() {
        let mut anchors = Anchors::new(TEXT);
        let mut find = |before, after| {
            anchors.find(None, Counting::Characters, Some("boat"), false, [before, after])
        };
        assert_eq!(find(Some("The "), None), Found::Moved(17, 21));
        assert_eq!(find(None, Some(".")), Found::Moved(6, 10));
        assert_eq!(find(Some("😀 "), None), Found::Ambiguous);
    }

    #[test]
    fn offsets_that_cut_most_words_are_counted_in_another_way() {
        let text = "One line.\r\n".repeat(3) + "The boat sails, and the harbour waits for it.\r\n";
        let anchors = Anchors::new(&text);
        let start = text.find("The").expect("it is there");
        let span = |word: &str, by: usize| {
            let at = text[start..].find(word).expect("it is there") + start - by;
            let number = |count: usize| u64::try_from(count).expect("it is small");
            (number(at), number(at + word.len()))
        };
        let counting = |by: usize| {
            let spans = ["boat", "sails", "harbour", "waits for"].map(|word| span(word, by));
            anchors.counting(spans.into_iter())
        };
        assert_eq!(counting(0), Counting::Characters);
        assert_eq!(counting(3), Counting::ShortBreaks);
        assert_eq!(counting(1), Counting::Shifted(1));
        assert_eq!(counting(2), Counting::Characters, "nothing explains it");
    }

    #[test]
    fn words_that_were_cut_off_are_a_beginning() {
        let mut anchors = Anchors::new(TEXT);
        let span = Some((13, 27));
        let found =
            anchors.find(span, Counting::Characters, Some("The boat s..."), true, [None; 2]);
        assert_eq!(found, Found::There(13, 27));
    }

    #[test]
    fn every_character_of_a_long_text_is_found_by_its_number() {
        let text = "aü語😀\r\n".repeat(400);
        let anchors = Anchors::new(&text);
        let mut units = 0;
        for (number, (byte, letter)) in text.char_indices().enumerate() {
            assert_eq!(anchors.byte(number), Some(byte));
            assert_eq!(anchors.character(byte), number);
            assert_eq!(anchors.of_utf16(units), Some(number));
            units += letter.len_utf16();
        }
        assert_eq!(Anchors::new("").words(0, 0), Some(""));
        assert_eq!(Anchors::new("").words(0, 1), None);
    }
}
