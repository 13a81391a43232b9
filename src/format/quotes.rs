//! Looks up quotes in the texts of their sources.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs::File;
use std::io;
use std::path::{Component, Path, PathBuf};

use super::Limits;
use crate::error::{Cause, Fault};
use crate::graph::StanceGraph;
use crate::model::{Characters, Source};
use crate::text::open::{NoText, read_text};
use crate::text::typography::{self, bare};

/// Looks up every quote in the text of its source, if the source has one; those of drafts, too.
///
/// A source's `text` is a file beside or below the file that declares the source. All kinds of white space,
/// quotation marks, apostrophes and dashes count as equal, and soft hyphens are ignored; `…`, `...`, `[…]`
/// and `[...]` in a quote stand for omitted words. A quote that is not found is a [`Cause::QuoteNotFound`]
/// with the nearest passage, and one that is not at its [`Characters`] a [`Cause::QuoteElsewhere`]; a text that cannot be read is a [`Cause::NoSourceText`].
///
/// # Complexity
///
/// O(t + q t log t) in the worst case, for a text of length t that lacks q quotes.
#[must_use]
pub fn check_quotes(graph: &StanceGraph) -> Vec<Fault> {
    let graph = graph.with_drafts();
    let mut texts = BTreeMap::new();
    let mut faults = Vec::new();
    for stance in graph.stances() {
        let (Some(quote), Some(source)) = (stance.quote(), stance.source()) else { continue };
        if source.text.is_none() {
            continue;
        }
        let text = texts.entry(&source.id).or_insert_with(|| text_of(source, graph));
        if let Ok(text) = text
            && !text.has(quote)
        {
            let (source_id, nearest) = (source.id.to_string(), text.nearest(quote));
            let cause = Cause::QuoteNotFound { source_id, nearest };
            faults.push(Fault { cause, place: stance.place() });
        } else if let (Ok(text), Some(characters)) = (text, stance.characters())
            && let Some(cause) = text.elsewhere(quote, characters, source)
        {
            faults.push(Fault { cause, place: stance.place() });
        }
    }
    for source in graph.sources().iter().filter(|source| source.text.is_some()) {
        let text = texts.entry(&source.id).or_insert_with(|| text_of(source, graph));
        if let Err(error) = text {
            let (source_id, error) = (source.id.to_string(), error.clone());
            let cause = Cause::NoSourceText { source_id, error };
            faults.push(Fault { cause, place: graph.source_place(&source.id) });
        }
    }
    faults
}

/// The most characters shown of what is not the quote.
const MOST_SHOWN: usize = 60;

const OUTSIDE: &str = "it is not a path below the folder of the file";

/// The paths of the texts of all sources that have one.
pub fn source_texts(graph: &StanceGraph) -> impl Iterator<Item = PathBuf> {
    let with_text = graph.sources().iter().filter(|source| source.text.is_some());
    let places = with_text.filter_map(|source| place_of_text(source, graph).ok());
    places.map(|(folder, name)| folder.join(name))
}

/// The folder of the file that declares a source, and the path of the source's text from there.
fn place_of_text<'g>(
    source: &'g Source,
    graph: &'g StanceGraph,
) -> Result<(&'g Path, &'g Path), String> {
    let name = Path::new(source.text.as_deref().unwrap_or_default());
    // A file from the web must not make its readers reveal their own secret files.
    if !name.components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir)) {
        return Err(OUTSIDE.into());
    }
    let place = graph.source_place(&source.id);
    let file = place.and_then(|place| graph.files().path(place.file));
    let folder = file.and_then(Path::parent).ok_or("its file is not in a folder")?;
    Ok((if folder.as_os_str().is_empty() { Path::new(".") } else { folder }, name))
}

fn text_of(source: &Source, graph: &StanceGraph) -> Result<Text, String> {
    text_of_source(source, graph).map(Text::new)
}

/// The text of a source that has one: decoded, without a byte-order mark, its line breaks as they are.
///
/// # Errors
///
/// Why it cannot be read: it is not below the folder of the file that declares the source, it is missing, too large,
/// or no text.
pub fn text_of_source(source: &Source, graph: &StanceGraph) -> Result<String, String> {
    let (folder, name) = place_of_text(source, graph)?;
    let text = open_below(folder, name).map_err(NoText::Io);
    let text = text.and_then(|file| read_text(file, None, Limits::default().document));
    text.map_err(|why| match why {
        NoText::Io(error) => error.to_string(),
        NoText::TooLarge => "it is too large".into(),
        NoText::NotUtf8 { line } => format!("line {line} is not UTF-8 text"),
    })
}

/// Opens a file that is below a folder after all links are followed.
fn open_below(folder: &Path, name: &Path) -> io::Result<File> {
    let path = folder.join(name).canonicalize()?;
    if path.starts_with(folder.canonicalize()?) {
        File::open(path)
    } else {
        Err(io::Error::other(OUTSIDE))
    }
}

/// A text with normalized typography.
struct Text {
    /// The text as it is.
    plain: String,
    folded: String,
    words: Vec<Word>,
    /// The positions of each word, as numbers of words.
    index: HashMap<String, Vec<usize>>,
}

/// A word of a text, its start in the folded text, and its line.
struct Word {
    start: usize,
    line: usize,
}

impl Text {
    fn new(text: String) -> Self {
        let mut folded = String::with_capacity(text.len());
        let mut words = Vec::new();
        let mut index = HashMap::<String, Vec<usize>>::new();
        for (line, content) in (1..).zip(text.lines()) {
            for word in content.split_whitespace().map(fold).filter(|word| !word.is_empty()) {
                if !folded.is_empty() {
                    folded.push(' ');
                }
                index.entry(bare(&word)).or_default().push(words.len());
                words.push(Word { start: folded.len(), line });
                folded.push_str(&word);
            }
        }
        Self { plain: text, folded, words, index }
    }

    /// What is wrong with the characters of a quote that the text has.
    fn elsewhere(&self, quote: &str, characters: Characters, source: &Source) -> Option<Cause> {
        let found = characters.in_text(&self.plain).unwrap_or_default();
        if Self::new(found.to_owned()).has(quote) {
            return None;
        }
        let mut places = self.plain.match_indices(quote).map(|(start, _)| start);
        let once = places.next().filter(|_| !quote.is_empty() && places.next().is_none());
        let meant =
            once.and_then(|start| Characters::of_bytes(&self.plain, start..start + quote.len()));
        let source_id = source.id.to_string();
        let mut short = found.chars().take(MOST_SHOWN).collect::<String>();
        if short.len() < found.len() {
            short.push('…');
        }
        Some(Cause::QuoteElsewhere { source_id, characters, found: short, meant })
    }

    /// Whether the text contains the parts of a quote, one after the other.
    fn has(&self, quote: &str) -> bool {
        let end = parts(quote).iter().try_fold(0, |from, part| {
            let start = self.find(part, from)?;
            Some(start + part.len())
        });
        end.is_some()
    }

    /// Finds the first occurrence of a part of a quote, from a byte of the folded text on.
    ///
    /// The part can begin and end within a word; the words between must be words of the text, and the rarest
    /// of them decides where to look.
    fn find(&self, part: &str, from: usize) -> Option<usize> {
        let inner = inner_words(part).map(|(offset, word)| {
            (offset, self.index.get(&bare(word)).map_or(&[][..], Vec::as_slice))
        });
        let Some((offset, places)) = inner.min_by_key(|(_, places)| places.len()) else {
            return self.folded.get(from..)?.find(part).map(|start| from + start);
        };
        let starts = places.iter().filter_map(|at| self.words[*at].start.checked_sub(offset));
        starts
            .filter(|start| *start >= from)
            .find(|start| self.folded.get(*start..).is_some_and(|rest| rest.starts_with(part)))
    }

    /// The line and the words of the passage that has most words of the quote.
    fn nearest(&self, quote: &str) -> Option<(usize, String)> {
        let wanted = fold_words(quote);
        let (start, most) = self.densest(&wanted)?;
        let width = wanted.len().min(self.words.len() - start);
        (most * 2 >= wanted.len()).then(|| (self.words[start].line, self.passage(start, width)))
    }

    /// The word that is closely followed by most of the wanted words, and their number.
    fn densest(&self, wanted: &BTreeSet<String>) -> Option<(usize, usize)> {
        let hits = wanted.iter().enumerate().filter_map(|(number, word)| {
            let places = self.index.get(word)?;
            Some(places.iter().map(move |place| (*place, number)))
        });
        let mut hits = hits.flatten().collect::<Vec<_>>();
        hits.sort_unstable();
        let (mut best, mut most) = (None, 0);
        let mut counts = vec![0_usize; wanted.len()];
        let (mut distinct, mut end) = (0, 0);
        for (start, first) in &hits {
            while let Some((_, number)) = hits.get(end).filter(|(at, _)| *at < start + wanted.len())
            {
                distinct += usize::from(counts[*number] == 0);
                counts[*number] += 1;
                end += 1;
            }
            if distinct > most {
                (best, most) = (Some(*start), distinct);
            }
            counts[*first] -= 1;
            distinct -= usize::from(counts[*first] == 0);
        }
        best.map(|best| (best, most))
    }

    fn end(&self, index: usize) -> usize {
        self.words.get(index + 1).map_or(self.folded.len(), |next| next.start - 1)
    }

    fn passage(&self, start: usize, width: usize) -> String {
        let passage = &self.folded[self.words[start].start..self.end(start + width - 1)];
        let mut short = passage.chars().take(160).collect::<String>();
        if short.len() < passage.len() {
            short.push('…');
        }
        short
    }
}

/// The words between the first and the last, and their starts.
fn inner_words(part: &str) -> impl Iterator<Item = (usize, &str)> {
    let starts = part.match_indices(' ').map(|(space, _)| space + 1);
    starts.filter_map(|start| Some((start, part[start..].split_once(' ')?.0)))
}

/// The parts of a quote between its omissions.
fn parts(quote: &str) -> Vec<String> {
    typography::parts(quote, |part| {
        let words = part.split_whitespace().map(fold).filter(|word| !word.is_empty());
        words.collect::<Vec<_>>().join(" ")
    })
}

fn fold_words(quote: &str) -> BTreeSet<String> {
    let words = parts(quote).join(" ");
    words.split(' ').map(bare).filter(|word| !word.is_empty()).collect()
}

/// A word with plain quotation marks and dashes; two single marks are a double one.
fn fold(word: &str) -> String {
    let mut folded = String::with_capacity(word.len());
    for letter in word.chars() {
        match typography::plain(letter) {
            None => {}
            Some("") => folded.push(letter),
            Some(sign) => folded.push_str(sign),
        }
    }
    folded.replace("''", "'")
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "The mayor said:\n“We will   build\nthe tunnel — and soon.”\n";

    #[test]
    fn typography_and_line_breaks_do_not_count() {
        let text = Text::new(TEXT.into());
        for quote in ["\"We will build the tunnel", "'We will build the tun\u{ad}nel - and soon.'"]
        {
            assert!(text.has(quote), "{quote}");
        }
        assert!(!text.has("we will build"), "case counts");
    }

    #[test]
    fn what_was_left_out_may_be_anything_but_the_order_counts() {
        let text = Text::new(TEXT.into());
        assert!(text.has("The mayor … the tunnel"));
        assert!(text.has("The mayor [...] soon."));
        assert!(!text.has("the tunnel ... The mayor"));
        assert!(text.has("…") && text.has(""), "nothing is everywhere");
    }

    #[test]
    fn a_quote_may_begin_and_end_within_a_word_but_not_change_one_between() {
        let text = Text::new("ann said so; ann said no; - she said - no".into());
        for quote in ["nn said n", "id so; a", "said - n", "ann said … ann said", "o"] {
            assert!(text.has(quote), "{quote}");
        }
        for quote in ["ann sai no", "said so ann", "no; … so;", "ann said … ann said … ann"] {
            assert!(!text.has(quote), "{quote}");
        }
    }

    #[test]
    fn the_nearest_passage_is_given_with_its_line() {
        let text = Text::new(TEXT.into());
        let nearest = text.nearest("We shall build the tunnel").unwrap();
        assert_eq!(nearest, (2, "'We will build the tunnel".into()));
        assert_eq!(text.nearest("entirely different words"), None);
        assert_eq!(Text::new(String::new()).nearest("words"), None);
        assert_eq!(text.nearest("…"), None);
    }
}
