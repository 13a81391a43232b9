//! Folds letters: without diacritics, in Latin, and as words sound.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A name in compatibility decomposition, without the diacritics of scripts whose letters are told apart without
/// them, and in Latin letters where it is Cyrillic or Greek. Upper case stays.
pub fn plain(name: &str) -> String {
    let mut plain = String::with_capacity(name.len());
    let mut drops_marks = false;
    for letter in name.nfkd() {
        if is_combining_mark(letter) {
            if !drops_marks {
                plain.push(letter);
            }
            continue;
        }
        drops_marks = matches!(letter, '\0'..='\u{6ff}' | '\u{1e00}'..='\u{1fff}');
        match latin(letter) {
            Some(latin) => plain.push_str(&in_case_of(letter, latin)),
            None => plain.push(letter),
        }
    }
    plain
}

fn in_case_of(letter: char, latin: &str) -> String {
    if letter.is_uppercase() { latin.to_uppercase() } else { latin.into() }
}

/// The Latin letters of a letter that has no decomposition into them.
fn latin(letter: char) -> Option<&'static str> {
    let lower = letter.to_lowercase().next()?;
    let latin = match lower {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' | 'о' | 'ο' | 'ω' => "o",
        'ł' | 'л' | 'љ' | 'λ' => "l",
        'đ' | 'ð' | 'д' | 'ђ' | 'δ' => "d",
        'þ' | 'θ' => "th",
        'ħ' => "h",
        'ı' | 'и' | 'і' | 'ι' | 'η' => "i",
        'а' | 'α' => "a",
        'б' => "b",
        'в' | 'β' => "v",
        'г' | 'ґ' | 'γ' => "g",
        'е' | 'э' | 'є' | 'ε' => "e",
        'ж' => "zh",
        'з' | 'ζ' => "z",
        'ј' => "j",
        'к' | 'κ' => "k",
        'м' | 'μ' => "m",
        'н' | 'њ' | 'ν' => "n",
        'п' | 'π' => "p",
        'р' | 'ρ' => "r",
        'с' | 'σ' | 'ς' => "s",
        'т' | 'τ' => "t",
        'у' => "u",
        'ф' | 'φ' => "f",
        'х' => "kh",
        'χ' | 'ч' | 'ћ' => "ch",
        'ц' => "ts",
        'ш' => "sh",
        'щ' => "shch",
        'ъ' | 'ь' => "",
        'ы' | 'υ' => "y",
        'ю' => "iu",
        'я' => "ia",
        'џ' => "dzh",
        'ξ' => "x",
        'ψ' => "ps",
        _ => return None,
    };
    Some(latin)
}

/// Fewest letters of a word that is folded by its sound at all; a shorter one is compared letter by letter.
const SHORT: usize = 4;

/// Fewest letters of a word in which letters that sound alike are hardly ever what tells two words apart.
const MIDDLE: usize = 6;

/// Fewest letters of a word in which vowels are merged.
const LONG: usize = 7;

/// Spellings of one sound in words of any length.
const SPELLINGS: [(&str, &str); 16] = [
    ("ae", "a"),
    ("oe", "o"),
    ("ue", "u"),
    ("iy", "i"),
    ("yi", "i"),
    ("ie", "i"),
    ("ij", "i"),
    ("yj", "i"),
    ("ck", "k"),
    ("kh", "h"),
    ("ph", "f"),
    ("ch", "ч"),
    ("q", "k"),
    ("x", "ks"),
    ("y", "i"),
    ("j", "i"),
];

/// Further ones in words that are not short.
const MORE_SPELLINGS: [(&str, &str); 18] = [
    ("tsch", "ч"),
    ("tch", "ч"),
    ("sch", "sh"),
    ("dzh", "i"),
    ("zh", "s"),
    ("dj", "i"),
    ("gh", "g"),
    ("dh", "d"),
    ("th", "t"),
    ("tz", "ts"),
    ("ou", "u"),
    ("oo", "u"),
    ("ce", "se"),
    ("ci", "si"),
    ("cy", "si"),
    ("w", "v"),
    ("z", "s"),
    ("ї", "i"),
];

/// Endings that differ between spellings of English.
const ENDINGS: [(&str, &str); 4] = [("our", "or"), ("tre", "ter"), ("mme", "m"), ("ogue", "og")];

/// A word as it sounds, in the singular: equal for spellings of one name in different transliterations.
pub fn sound(word: &str) -> String {
    let word = singular(word);
    let length = word.chars().count();
    if length < SHORT || !word.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return word.into();
    }
    let mut rest: &str = &if length >= MIDDLE { ending(word) } else { word.into() };
    let mut sound = String::with_capacity(rest.len());
    while let Some(letter) = rest.chars().next() {
        let more = MORE_SPELLINGS.iter().filter(|_| length >= MIDDLE);
        let spelling = more.chain(&SPELLINGS).find(|(spelling, _)| rest.starts_with(spelling));
        let (taken, said) = match spelling {
            Some((spelling, said)) => (spelling.len(), (*said).to_owned()),
            None if letter == 'c' && !rest[1..].starts_with(['e', 'i', 'y']) => (1, "k".into()),
            None => (letter.len_utf8(), merged(letter, length).into()),
        };
        said.chars().for_each(|letter| push_once(&mut sound, merged(letter, length)));
        rest = &rest[taken..];
    }
    sound
}

/// A vowel of a long word: those that transliterations exchange are one.
fn merged(letter: char, length: usize) -> char {
    match letter {
        'e' if length >= LONG => 'a',
        'u' if length >= LONG => 'o',
        other => other,
    }
}

/// Adds a letter, unless it is doubled.
fn push_once(sound: &mut String, letter: char) {
    if !sound.ends_with(letter) {
        sound.push(letter);
    }
}

fn ending(word: &str) -> String {
    let known = ENDINGS.iter().find_map(|(from, to)| Some((word.strip_suffix(from)?, to)));
    known.map_or_else(|| word.to_owned(), |(stem, to)| format!("{stem}{to}"))
}

/// A word without the ending of a plural.
pub fn singular(word: &str) -> &str {
    let stem = |length: usize| &word[..word.len() - length];
    match () {
        () if word.len() < 4 || !word.is_ascii() || word.ends_with("ss") => word,
        // "parties" and "party" sound alike without their endings.
        () if word.ends_with("ies") => stem(2),
        () if ["ses", "xes", "ches", "shes"].iter().any(|plural| word.ends_with(plural)) => stem(2),
        () if word.ends_with('s') => stem(1),
        () => word,
    }
}
