//! The typography of quotes: what letters count as, and what stands for omitted words.

/// What a letter counts as, where quotes are looked up: nothing (soft hyphens, letters without width), a plain sign
/// (quotation marks, apostrophes, dashes, `…`), or, as an empty text, itself.
pub fn plain(letter: char) -> Option<&'static str> {
    match letter {
        '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}' => None,
        '“' | '”' | '„' | '‟' | '«' | '»' | '″' | '‘' | '’' | '‚' | '‛' | '‹' | '›' | '′' | '`'
        | '´' | '"' => Some("'"),
        '–' | '—' | '‐' | '‑' | '‒' | '−' => Some("-"),
        '…' => Some("..."),
        _ => Some(""),
    }
}

/// A word in lower case, without its marks.
pub fn bare(word: &str) -> String {
    word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The parts of a quote between its omissions, each folded; those of which nothing is left are none.
pub fn parts(quote: &str, fold: impl Fn(&str) -> String) -> Vec<String> {
    let quote = quote.replace("[...]", "…").replace("[…]", "…").replace("...", "…");
    quote.split('…').map(fold).filter(|part| !part.is_empty()).collect()
}
