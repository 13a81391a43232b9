//! Tokens: words and marks.

/// A word or a mark of a text. Quotation marks are no tokens: a token says which quotation it is in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Its first byte in the text.
    pub start: usize,
    /// The byte after it.
    pub end: usize,
    /// What it is compared as: in lower case, an acronym without its dots.
    pub lower: String,
    /// What it is.
    pub kind: Kind,
    /// Whether it begins with a capital letter.
    pub is_capital: bool,
    /// The number of the quotation it is in, within its paragraph, from 1; 0 outside.
    pub quotation: u32,
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A word or a number.
    Word,
    /// A word in capitals: "UN", "U.N.".
    Acronym,
    /// The ending of the possessive: "'s".
    Possessive,
    /// A punctuation mark.
    Mark,
}

impl Token {
    /// Whether it is a certain mark.
    #[must_use]
    pub fn is_mark(&self, mark: &str) -> bool {
        self.kind == Kind::Mark && self.lower == mark
    }
}

/// The words of a phrase, as tokens are compared.
#[must_use]
pub fn words(phrase: &str) -> Vec<String> {
    let words = tokens(phrase, 0).into_iter().filter(|token| token.kind != Kind::Mark);
    words.map(|token| token.lower).collect()
}

/// The tokens of a paragraph that begins at byte `offset` of its text.
#[must_use]
pub fn tokens(paragraph: &str, offset: usize) -> Vec<Token> {
    let mut cutter =
        Cutter { text: paragraph, offset, at: 0, tokens: Vec::new(), quotation: 0, quotations: 0 };
    cutter.run();
    cutter.tokens
}

struct Cutter<'t> {
    text: &'t str,
    offset: usize,
    at: usize,
    tokens: Vec<Token>,
    quotation: u32,
    quotations: u32,
}

impl Cutter<'_> {
    fn run(&mut self) {
        while let Some(first) = self.text[self.at..].chars().next() {
            match first {
                '"' | '“' | '”' | '„' | '«' | '»' => self.quotation_mark(first),
                '\'' | '’' => self.apostrophe(first),
                ',' | ';' | ':' | '.' | '!' | '?' | '(' | ')' | '…' | '—' | '–' | '-' => {
                    self.mark(first);
                }
                c if c.is_alphanumeric() => self.word(),
                c => self.at += c.len_utf8(),
            }
        }
    }

    fn quotation_mark(&mut self, mark: char) {
        self.at += mark.len_utf8();
        if self.quotation == 0 {
            self.quotations += 1;
            self.quotation = self.quotations;
        } else {
            self.quotation = 0;
        }
    }

    /// The apostrophe after a plural is a possessive.
    fn apostrophe(&mut self, mark: char) {
        let start = self.at;
        self.at += mark.len_utf8();
        let before = self.text[..start].chars().next_back();
        let after = self.text[self.at..].chars().next();
        if before == Some('s') && after == Some(' ') {
            self.push(start, "'".to_owned(), Kind::Possessive);
        }
    }

    fn mark(&mut self, mark: char) {
        let start = self.at;
        self.at += mark.len_utf8();
        let before = self.text[..start].chars().next_back();
        let after = self.text[self.at..].chars().next();
        let joins = |side: Option<char>| side.is_some_and(|c| c.is_alphanumeric() || c == '.');
        // A hyphen within a word parts two words, and is no mark.
        if !(matches!(mark, '-' | '–') && joins(before) && joins(after)) {
            self.push(start, mark.to_string(), Kind::Mark);
        }
    }

    fn word(&mut self) {
        let start = self.at;
        self.at += self.word_length();
        let word = &self.text[start..self.at];
        let letters = word.chars().filter(|c| c.is_alphabetic());
        let is_acronym = letters.clone().count() > 1 && letters.clone().all(char::is_uppercase);
        let kind = if is_acronym { Kind::Acronym } else { Kind::Word };
        let lower = lower(word);
        self.push(start, lower, kind);
        self.possessive();
    }

    /// The bytes of the word that begins here: letters and digits, dots and commas between digits, dots after the
    /// letters of an acronym, apostrophes between letters but for a possessive.
    fn word_length(&self) -> usize {
        let rest = &self.text[self.at..];
        let mut length = 0;
        let mut letters = 0;
        let mut chars = rest.char_indices().peekable();
        while let Some((index, c)) = chars.next() {
            let next = chars.peek().map(|(_, next)| *next);
            let is_part = match c {
                '.' => self.is_inner_dot(index, letters, next),
                ',' => is_digit(rest[..index].chars().next_back()) && is_digit(next),
                '\'' | '’' => {
                    next.is_some_and(char::is_alphabetic) && !is_possessive(&rest[index..])
                }
                c => c.is_alphanumeric(),
            };
            if !is_part {
                break;
            }
            letters = if c.is_alphanumeric() { letters + 1 } else { 0 };
            length = index + c.len_utf8();
        }
        length
    }

    /// Whether a dot belongs to a word: in a number, in an acronym, or after an initial.
    fn is_inner_dot(&self, index: usize, letters: usize, next: Option<char>) -> bool {
        let rest = &self.text[self.at..];
        let before = rest[..index].chars().next_back();
        let is_letter = letters == 1 && before.is_some_and(char::is_alphabetic);
        let is_upper = is_letter && before.is_some_and(char::is_uppercase);
        let is_in_acronym = rest[..index].contains('.');
        match next {
            Some(c) if c.is_ascii_digit() => is_digit(before),
            Some(c) if c.is_alphabetic() => is_letter,
            _ => is_letter && (is_in_acronym || is_upper),
        }
    }

    fn possessive(&mut self) {
        let rest = &self.text[self.at..];
        if is_possessive(rest) {
            let start = self.at;
            self.at += rest.chars().take(2).map(char::len_utf8).sum::<usize>();
            self.push(start, "'s".to_owned(), Kind::Possessive);
        }
    }

    fn push(&mut self, start: usize, lower: String, kind: Kind) {
        let is_capital = self.text[start..].chars().next().is_some_and(char::is_uppercase);
        let (start, end) = (start + self.offset, self.at + self.offset);
        let quotation = self.quotation;
        self.tokens.push(Token { start, end, lower, kind, is_capital, quotation });
    }
}

fn is_digit(c: Option<char>) -> bool {
    c.is_some_and(|c| c.is_ascii_digit())
}

/// Whether a text begins with "'s" and a boundary.
fn is_possessive(rest: &str) -> bool {
    let mut chars = rest.chars();
    matches!(chars.next(), Some('\'' | '’'))
        && matches!(chars.next(), Some('s' | 'S'))
        && !chars.next().is_some_and(char::is_alphanumeric)
}

fn lower(word: &str) -> String {
    let chars = word.chars().filter(|c| *c != '.' || is_digit(word.chars().next()));
    let chars = chars.map(|c| if c == '’' { '\'' } else { c });
    chars.flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lowers(text: &str) -> Vec<String> {
        tokens(text, 0).into_iter().map(|token| token.lower).collect()
    }

    #[test]
    fn words_and_marks() {
        assert_eq!(
            lowers("The U.S.-led talks (4.2 miles) can't wait, N. Korea’s envoy said."),
            [
                "the", "us", "led", "talks", "(", "4.2", "miles", ")", "can't", "wait", ",", "n",
                "korea", "'s", "envoy", "said", "."
            ]
        );
        assert_eq!(lowers("O'Brien's “six-party” plan"), ["o'brien", "'s", "six", "party", "plan"]);
    }

    #[test]
    fn tokens_know_their_quotation() {
        let found = tokens("\"No,\" he said. “Never,” she said.", 0);
        let quotations = found.iter().map(|token| token.quotation).collect::<Vec<_>>();
        assert_eq!(quotations, [1, 1, 0, 0, 0, 2, 2, 0, 0, 0]);
    }
}
