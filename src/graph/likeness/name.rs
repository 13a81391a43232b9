//! A name as words that can be compared.

use super::contrast::Contrast;
use super::fold::{plain, singular, sound};

/// Words without weight of their own.
const SMALL: &[&str] = &[
    "the", "of", "and", "und", "et", "der", "die", "das", "des", "dem", "den", "la", "le", "les",
    "el", "los", "las", "de", "du", "di",
];

/// Words that say how two things relate: with them, the order of words has a meaning.
const RELATIONS: &[&str] = &[
    "to", "from", "on", "upon", "by", "against", "over", "under", "in", "into", "with", "without",
    "for", "at", "than", "versus", "before", "after", "between", "toward", "towards", "as", "is",
];

/// Beginnings that are part of the word after them, whether written together or apart.
const JOINED: &[&str] = &[
    "anti", "non", "nicht", "pro", "pre", "post", "counter", "contra", "neo", "pseudo", "semi",
    "quasi", "ultra", "inter", "intra", "multi",
];

/// Those that are so with a hyphen alone: "Kim Jong Un" has no prefix.
const HYPHENED: &[&str] = &["un", "co", "ex", "re", "de"];

/// Words that are usually abbreviated.
const ABBREVIATED: &[(&str, &str)] = &[
    ("dept", "department"),
    ("govt", "government"),
    ("intl", "international"),
    ("natl", "national"),
    ("assn", "association"),
    ("assoc", "association"),
    ("univ", "university"),
    ("corp", "corporation"),
    ("vs", "versus"),
    ("jr", "junior"),
    ("sr", "senior"),
];

/// Abbreviations in capitals that stand for the words among others: "US Congress".
const CAPITALS: &[(&str, &[&str])] = &[
    ("us", &["united", "states"]),
    ("usa", &["united", "states"]),
    ("uk", &["united", "kingdom"]),
    ("eu", &["european", "union"]),
    ("un", &["united", "nations"]),
];

/// Directions as the first letter of a name: "N. Korea".
const DIRECTIONS: &[(&str, &str)] = &[("n", "north"), ("s", "south"), ("e", "east"), ("w", "west")];

const NUMBERS: &[(&str, &str)] = &[
    ("one", "1"),
    ("two", "2"),
    ("three", "3"),
    ("four", "4"),
    ("five", "5"),
    ("six", "6"),
    ("seven", "7"),
    ("eight", "8"),
    ("nine", "9"),
    ("ten", "10"),
    ("eleven", "11"),
    ("twelve", "12"),
    ("first", "1st"),
    ("second", "2nd"),
    ("third", "3rd"),
    ("fourth", "4th"),
    ("fifth", "5th"),
    ("sixth", "6th"),
    ("seventh", "7th"),
    ("eighth", "8th"),
    ("ninth", "9th"),
    ("tenth", "10th"),
];

const ROMAN: &[(&str, &str)] = &[
    ("i", "1"),
    ("ii", "2"),
    ("iii", "3"),
    ("iv", "4"),
    ("v", "5"),
    ("vi", "6"),
    ("vii", "7"),
    ("viii", "8"),
    ("ix", "9"),
    ("x", "10"),
    ("xi", "11"),
    ("xii", "12"),
    ("xiii", "13"),
    ("xiv", "14"),
    ("xv", "15"),
    ("xvi", "16"),
];

/// The most words that are compared; nobody tells longer names apart by the words after these.
const MOST_WORDS: usize = 40;

/// A word of a name.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Word {
    /// Its letters, folded.
    pub text: String,
    /// How it sounds.
    pub sound: String,
    /// Whether it is a number, a single letter or a symbol, which no slip makes of another.
    pub is_mark: bool,
}

/// A name, read for comparison.
#[derive(Debug)]
pub struct Name {
    /// Its words with weight.
    pub words: Vec<Word>,
    /// The same in each order in which a name with "of" is said; empty without "of".
    pub orders: Vec<Vec<Word>>,
    /// All letters of the words.
    pub letters: String,
    /// The first letters of its words: of all, and of those with weight.
    pub initials: Vec<String>,
    /// Whether it can be an acronym.
    pub is_acronym: bool,
    /// Whether the order of its words has a meaning.
    pub relates: bool,
    pub contrast: Contrast,
}

/// A run of letters or of digits, or a symbol.
#[derive(Clone, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is what is seen of a token")]
struct Token {
    text: String,
    is_capital: bool,
    is_mark: bool,
    /// Whether a dot follows.
    is_dotted: bool,
    /// Whether a hyphen follows.
    is_hyphened: bool,
    /// Whether it continues the token before, as digits behind letters do.
    is_attached: bool,
}

impl Name {
    pub fn of(name: &str) -> Self {
        let plain = plain(name);
        let tokens = tokens(without_acronym(&plain));
        let initials = initials(&tokens);
        let mut tokens = spelled_out(joined_letters(tokens));
        tokens.truncate(MOST_WORDS);
        let is_acronym = is_acronym(&tokens);
        let relates = tokens.iter().any(|token| RELATIONS.contains(&token.text.as_str()));
        let tokens = joined_prefixes(tokens);
        let has_of = tokens.iter().any(|token| token.text == "of");
        let orders = if has_of { orders(&tokens) } else { Vec::new() };
        let words = words(&tokens);
        let letters = words.iter().map(|word| word.text.as_str()).collect();
        let mut contrast = Contrast::default();
        for word in &words {
            match word.is_mark {
                true => contrast.marks.push(word.text.clone()),
                false => contrast.word(singular(&word.text)),
            }
        }
        contrast.finish();
        Self { words, orders, letters, initials, is_acronym, relates, contrast }
    }

    /// How its words sound, one after the other.
    pub fn sounds(&self) -> Vec<&str> {
        self.words.iter().map(|word| word.sound.as_str()).collect()
    }
}

/// A name without an acronym in brackets behind it or before it: "World Health Organization (WHO)".
fn without_acronym(name: &str) -> &str {
    let Some((before, behind)) = name.split_once('(') else { return name };
    let Some((within, "")) = behind.trim_end().split_once(')') else { return name };
    let is_short_for = |short: &str, long: &str| {
        let short = tokens(short);
        let letters = short.iter().map(|token| token.text.as_str()).collect::<String>();
        letters.chars().count() >= 2 && initials(&tokens(long)).contains(&letters)
    };
    match () {
        () if is_short_for(within, before) => before,
        () if is_short_for(before, within) => within,
        () => name,
    }
}

fn tokens(name: &str) -> Vec<Token> {
    let mut tokens = Vec::<Token>::new();
    let letters = name.chars().collect::<Vec<_>>();
    let mut is_open = false;
    for (index, letter) in letters.iter().copied().enumerate() {
        let before = index.checked_sub(1).map(|index| letters[index]);
        let next = letters.get(index + 1).copied();
        if is_letter(letter) {
            let is_mark = letter.is_numeric();
            let lower = letter.to_lowercase();
            match tokens.last_mut().filter(|token| is_open && token.is_mark == is_mark) {
                Some(token) => {
                    token.text.extend(lower);
                    token.is_capital &= letter.is_uppercase();
                }
                None => tokens.push(Token {
                    text: lower.collect(),
                    is_capital: letter.is_uppercase(),
                    is_mark,
                    is_attached: is_open,
                    ..Token::default()
                }),
            }
            is_open = true;
        } else if is_apostrophe(letter) || is_unseen(letter) {
            // "People's" is one word.
        } else {
            if let Some(token) = tokens.last_mut().filter(|_| is_open) {
                token.is_dotted = letter == '.';
                token.is_hyphened = matches!(letter, '-' | '‐' | '‑' | '–');
            }
            is_open = false;
            if is_symbol(before, letter, next) {
                let text = letter.to_string();
                tokens.push(Token { text, is_mark: true, ..Token::default() });
            }
        }
    }
    tokens
}

fn is_letter(letter: char) -> bool {
    letter.is_alphanumeric() || unicode_normalization::char::is_combining_mark(letter)
}

fn is_apostrophe(letter: char) -> bool {
    matches!(letter, '\'' | '’' | '‘' | 'ʼ' | '`' | '´' | '′')
}

/// Soft hyphens, joiners, marks of direction, selectors of variants.
fn is_unseen(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

/// Whether a sign tells names apart: "C++" is not "C", nor is "A+" "A-".
fn is_symbol(before: Option<char>, sign: char, next: Option<char>) -> bool {
    let is_blank = |letter: Option<char>| letter.is_none_or(char::is_whitespace);
    match sign {
        '+' | '#' | '%' | '=' | '<' | '>' | '$' | '^' | '~' => true,
        '-' | '−' => {
            let is_sign = is_blank(before) && next.is_some_and(char::is_numeric);
            is_sign || next.is_none() && !is_blank(before)
        }
        other => {
            let is_punctuation = matches!(other, '\u{2000}'..='\u{206f}' | '\u{3000}'..='\u{303f}' | '\u{a1}'
                | '\u{a7}' | '\u{ab}' | '\u{b6}' | '\u{b7}' | '\u{bb}' | '\u{bf}');
            !other.is_ascii() && !other.is_whitespace() && !other.is_control() && !is_punctuation
        }
    }
}

fn initials(tokens: &[Token]) -> Vec<String> {
    let is_plain = tokens.iter().all(|token| !token.is_mark);
    let first = |token: &Token| token.text.chars().next();
    let all = tokens.iter().filter_map(first).collect::<String>();
    let weighty = tokens.iter().filter(|token| !SMALL.contains(&token.text.as_str()));
    let weighty = weighty.filter_map(first).collect::<String>();
    let mut initials = vec![all, weighty];
    initials.dedup();
    initials.retain(|initials| is_plain && initials.chars().count() >= 2);
    initials
}

/// One word of single letters that follow each other: "U.S.A.", "R & D".
fn joined_letters(tokens: Vec<Token>) -> Vec<Token> {
    let mut joined = Vec::<Token>::with_capacity(tokens.len());
    let mut is_run = false;
    for token in tokens {
        let is_single = !token.is_mark
            && token.text.chars().count() == 1
            && (token.is_capital || token.is_dotted);
        match joined.last_mut().filter(|_| is_single && is_run) {
            Some(word) => {
                word.text.push_str(&token.text);
                word.is_dotted = token.is_dotted;
                word.is_capital = true;
            }
            None => joined.push(token),
        }
        is_run = is_single;
    }
    joined
}

/// The same with abbreviations, numbers and directions in the usual words.
fn spelled_out(tokens: Vec<Token>) -> Vec<Token> {
    let count = tokens.len();
    let are_capitals = count > 1 && tokens.iter().all(|token| token.is_capital || token.is_mark);
    let mut words = Vec::<Token>::with_capacity(count + 1);
    for (index, token) in tokens.into_iter().enumerate() {
        let is_said = token.is_capital && (index == 0 || !are_capitals);
        let long = look_up(CAPITALS, &token.text).filter(|_| is_said);
        if let Some(long) = long {
            words.extend(long.iter().map(|word| Token {
                text: (*word).into(),
                is_capital: false,
                is_dotted: false,
                ..token.clone()
            }));
        } else if is_tail(&words, &token) {
            // "United States of America", "U.S. of A.", "1st".
            let last = words.last_mut().expect("it has a tail");
            match last.is_mark {
                true => last.text.push_str(&token.text),
                false => drop(words.pop()),
            }
        } else {
            words.push(spelled(token, index, count, are_capitals));
        }
    }
    words
}

/// Whether a token belongs to those before it: the ending of an ordinal, or the "America" of the United States.
fn is_tail(before: &[Token], token: &Token) -> bool {
    let [.., states, of] = before else {
        return before.last().is_some_and(|number| is_ordinal(number, token));
    };
    states.text == "states" && of.text == "of" && ["america", "a"].contains(&token.text.as_str())
        || is_ordinal(of, token)
}

fn is_ordinal(number: &Token, ending: &Token) -> bool {
    let is_ending = ["st", "nd", "rd", "th"].contains(&ending.text.as_str());
    is_ending && ending.is_attached && number.is_mark
}

fn look_up<T: Copy>(table: &[(&str, T)], word: &str) -> Option<T> {
    table.iter().find(|(known, _)| *known == word).map(|(_, meaning)| *meaning)
}

fn spelled(token: Token, index: usize, count: usize, are_capitals: bool) -> Token {
    let is_last = index + 1 == count;
    let word = token.text.as_str();
    let long = look_up(ABBREVIATED, word);
    let direction = look_up(DIRECTIONS, word);
    let direction =
        direction.filter(|_| index == 0 && count > 1 && (token.is_capital || token.is_dotted));
    if let Some(long) = long.or(direction) {
        return Token { text: long.into(), ..token };
    }
    let is_roman = index > 0
        && match is_last {
            true => token.is_capital || word.len() > 1 && word != "xi",
            false => token.is_capital && !are_capitals && word.len() > 1,
        };
    let roman = look_up(ROMAN, word).filter(|_| is_roman);
    if let Some(number) = look_up(NUMBERS, word).or(roman) {
        return Token { text: number.into(), is_mark: true, ..token };
    }
    let is_single = word.chars().count() == 1 && !is_article(&token, index, count);
    Token { is_mark: token.is_mark || is_single, ..token }
}

/// Whether a single letter is an article: not that of "Plan A" or of "A-Team".
fn is_article(token: &Token, index: usize, count: usize) -> bool {
    token.text == "a" && index + 1 < count && (!token.is_capital || index == 0 && count > 2)
}

/// A single word of two to eight letters, in capitals, or so long that its letters are no chance.
fn is_acronym(tokens: &[Token]) -> bool {
    let [token] = tokens else { return false };
    let length = token.text.chars().count();
    !token.is_mark && (2..=8).contains(&length) && (token.is_capital || length >= 3)
}

/// The same with beginnings such as "anti" and the word behind them as one.
fn joined_prefixes(tokens: Vec<Token>) -> Vec<Token> {
    let mut joined = Vec::<Token>::with_capacity(tokens.len());
    let mut is_begun = false;
    for token in tokens {
        let text = token.text.as_str();
        let is_prefix = JOINED.contains(&text) || token.is_hyphened && HYPHENED.contains(&text);
        match joined.last_mut().filter(|_| is_begun && !token.is_mark) {
            Some(word) => word.text.push_str(&token.text),
            None => joined.push(token),
        }
        is_begun = is_prefix;
    }
    joined
}

fn is_small(token: &Token, index: usize, count: usize) -> bool {
    SMALL.contains(&token.text.as_str())
        || token.text == "an" && index + 1 < count
        || is_article(token, index, count)
}

/// The words with weight, or all if none has any.
fn words(tokens: &[Token]) -> Vec<Word> {
    weighty(tokens, |_| false)
}

/// The words with weight and some others, or all if none has any.
fn weighty(tokens: &[Token], is_kept: impl Fn(&Token) -> bool) -> Vec<Word> {
    let count = tokens.len();
    let are_capitals = tokens.iter().all(|token| token.is_capital || token.is_mark);
    let weighs = |(index, token): &(usize, &Token)| {
        // "LA Times": in capitals it is no article.
        let is_name = token.is_capital && !are_capitals && token.text.chars().count() > 1;
        is_name || is_kept(token) || !is_small(token, *index, count)
    };
    let word = |token: &Token| Word {
        text: token.text.clone(),
        sound: if token.is_mark { token.text.clone() } else { sound(&token.text) },
        is_mark: token.is_mark,
    };
    let words = tokens.iter().enumerate().filter(weighs).map(|(_, token)| word(token));
    let words = words.collect::<Vec<_>>();
    if words.is_empty() { tokens.iter().map(word).collect() } else { words }
}

/// The orders in which a name with "of" is said: "Republic of Korea", "Korea Republic". What stands behind an "of"
/// comes first without it; "Korea, Republic of" is in such an order.
fn orders(tokens: &[Token]) -> Vec<Vec<Word>> {
    let is_of = |token: &Token| token.text == "of";
    let ends = tokens.last().is_some_and(is_of);
    let tokens = &tokens[..tokens.len() - usize::from(ends)];
    let mut orders = vec![tokens.to_vec()];
    for of in (0..tokens.len()).filter(|index| is_of(&tokens[*index])) {
        orders.push([&tokens[of + 1..], &tokens[..of]].concat());
    }
    let mut parts = tokens.split(is_of).collect::<Vec<_>>();
    parts.reverse();
    orders.push(parts.concat());
    orders.iter().map(|tokens| weighty(tokens, is_of)).collect()
}
