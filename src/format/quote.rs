//! Whether quotes are in the texts that they are quoted from.

use std::collections::BTreeMap;
use std::fs::File;
use std::path::{Component, Path};

use super::Limits;
use super::open::{NoText, read_text};
use crate::error::{Cause, Fault};
use crate::graph::StanceGraph;
use crate::model::Source;

/// Looks every quote up in the text of its source, where the source has one.
///
/// A source's `text` is a file beside or below the file that declares the source. White space,
/// quotation marks, apostrophes and dashes of any sort count as alike, and soft hyphens not at
/// all; `…`, `...`, `[…]` and `[...]` in a quote stand for words that were left out. What is not
/// found is a [`Cause::QuoteNotFound`] with the nearest passage; a text that cannot be read is a
/// [`Cause::NoSourceText`].
///
/// # Complexity
///
/// O(t + q t) for a text of length t with q quotes that are not in it.
#[must_use]
pub fn check_quotes(graph: &StanceGraph) -> Vec<Fault> {
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

fn text_of(source: &Source, graph: &StanceGraph) -> Result<Text, String> {
    let name = Path::new(source.text.as_deref().unwrap_or_default());
    // A file from the web must not make anybody read their own secrets out.
    if !name.components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir)) {
        return Err("it is not a path below the folder of the file".into());
    }
    let place = graph.source_place(&source.id);
    let file = place.and_then(|place| graph.files().path(place.file));
    let folder = file.and_then(Path::parent).ok_or("its file is not in a folder")?;
    let text = File::open(folder.join(name)).map_err(NoText::Io);
    let text = text.and_then(|file| read_text(file, Limits::default().document));
    text.map(|text| Text::new(&text)).map_err(|why| match why {
        NoText::Io(error) => error.to_string(),
        NoText::TooLarge => "it is too large".into(),
        NoText::NotUtf8 { line } => format!("line {line} is not UTF-8 text"),
    })
}

/// A text with its typography put aside.
struct Text {
    folded: String,
    words: Vec<Word>,
}

/// A word of a text, where it begins in the folded text, and its line.
struct Word {
    start: usize,
    line: usize,
}

impl Text {
    fn new(text: &str) -> Self {
        let mut folded = String::with_capacity(text.len());
        let mut words = Vec::new();
        for (line, content) in (1..).zip(text.lines()) {
            for word in content.split_whitespace().map(fold).filter(|word| !word.is_empty()) {
                if !folded.is_empty() {
                    folded.push(' ');
                }
                words.push(Word { start: folded.len(), line });
                folded.push_str(&word);
            }
        }
        Self { folded, words }
    }

    /// Whether the parts of a quote stand in the text, one after the other.
    fn has(&self, quote: &str) -> bool {
        let mut rest = self.folded.as_str();
        parts(quote).iter().all(|part| match rest.find(part.as_str()) {
            Some(start) => {
                rest = &rest[start + part.len()..];
                true
            }
            None => false,
        })
    }

    /// The line and the words of that stretch of text which has most words of the quote.
    fn nearest(&self, quote: &str) -> Option<(usize, String)> {
        let wanted = fold_words(quote);
        let width = wanted.len().min(self.words.len());
        let hits = (0..self.words.len()).map(|word| wanted.contains(&self.word(word)));
        let hits = hits.map(usize::from).collect::<Vec<_>>();
        let mut count = hits[..width].iter().sum::<usize>();
        let (mut best, mut most) = (0, count);
        for start in 1..=self.words.len() - width {
            count = count + hits[start + width - 1] - hits[start - 1];
            if count > most {
                (best, most) = (start, count);
            }
        }
        let enough = most * 2 >= wanted.len() && most > 0;
        enough.then(|| (self.words[best].line, self.passage(best, width)))
    }

    fn word(&self, index: usize) -> String {
        bare(&self.folded[self.words[index].start..self.end(index)])
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

/// The parts between what was left out.
fn parts(quote: &str) -> Vec<String> {
    let quote = quote.replace("[...]", "…").replace("[…]", "…").replace("...", "…");
    let parts = quote.split('…').map(|part| {
        part.split_whitespace()
            .map(fold)
            .filter(|word| !word.is_empty())
            .collect::<Vec<_>>()
            .join(" ")
    });
    parts.filter(|part| !part.is_empty()).collect()
}

fn fold_words(quote: &str) -> std::collections::HashSet<String> {
    let words = parts(quote).join(" ");
    words.split(' ').map(bare).filter(|word| !word.is_empty()).collect()
}

/// A word in lower case, without punctuation.
fn bare(word: &str) -> String {
    word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// A word with plain quotation marks and dashes.
fn fold(word: &str) -> String {
    let plain = word.chars().filter_map(|c| match c {
        '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}' => None,
        '“' | '”' | '„' | '‟' | '«' | '»' | '″' | '‘' | '’' | '‚' | '‛' | '‹' | '›' | '′' | '`'
        | '´' | '"' => Some('\''),
        '–' | '—' | '‐' | '‑' | '‒' | '−' => Some('-'),
        other => Some(other),
    });
    plain.collect::<String>().replace("''", "'").replace('…', "...")
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "The mayor said:\n“We will   build\nthe tunnel — and soon.”\n";

    #[test]
    fn typography_and_line_breaks_do_not_count() {
        let text = Text::new(TEXT);
        for quote in ["\"We will build the tunnel", "'We will build the tun\u{ad}nel - and soon.'"]
        {
            assert!(text.has(quote), "{quote}");
        }
        assert!(!text.has("we will build"), "case counts");
    }

    #[test]
    fn what_was_left_out_may_be_anything_but_the_order_counts() {
        let text = Text::new(TEXT);
        assert!(text.has("The mayor … the tunnel"));
        assert!(text.has("The mayor [...] soon."));
        assert!(!text.has("the tunnel ... The mayor"));
    }

    #[test]
    fn the_nearest_passage_is_given_with_its_line() {
        let text = Text::new(TEXT);
        let nearest = text.nearest("We shall build the tunnel").unwrap();
        assert_eq!(nearest, (2, "'We will build the tunnel".into()));
        assert_eq!(text.nearest("entirely different words"), None);
        assert_eq!(Text::new("").nearest("words"), None);
        assert_eq!(text.nearest("…"), None);
    }
}
