//! Whether two names look like one.

use super::contrast::differ_by_prefix;
use super::name::{Name, Word};

/// Whether two names can be two spellings of one: they differ in case, blanks, punctuation, small words, plural or
/// transliteration, in the order of words, in an acronym, or by one slip.
pub fn are_alike(a: &Name, b: &Name) -> bool {
    if is_short_for(a, b) || is_short_for(b, a) {
        return true;
    }
    !a.contrast.excludes(&b.contrast)
        && (a.letters == b.letters && !a.letters.is_empty()
            || sound_alike(&a.words, &b.words)
            || differ_in_order(a, b)
            || differ_by_slip(a, b))
}

/// Whether one is an acronym of the initials of the other.
pub fn is_short_for(short: &Name, long: &Name) -> bool {
    short.is_acronym && long.words.len() > 1 && long.initials.contains(&short.letters)
}

fn sound_alike(a: &[Word], b: &[Word]) -> bool {
    !a.is_empty() && a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.sound == b.sound)
}

/// Whether two names have the same words in another order that does not change who does what.
fn differ_in_order(a: &Name, b: &Name) -> bool {
    if a.orders.is_empty() && b.orders.is_empty() {
        return !a.relates && !b.relates && is_moved(&a.sounds(), &b.sounds());
    }
    let orders = |name: &'_ Name| -> Vec<Vec<Word>> {
        if name.orders.is_empty() { vec![name.words.clone()] } else { name.orders.clone() }
    };
    let others = orders(b);
    orders(a).iter().any(|order| others.iter().any(|other| sound_alike(order, other)))
}

/// Whether one list is the other with neighbouring words exchanged, as in "Merkel, Angela". In "Israel recognises
/// Palestine", what stands between them stays where it is.
fn is_moved(a: &[&str], b: &[&str]) -> bool {
    if a.len() != b.len() {
        return false;
    }
    let begin = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[begin..], &b[begin..]);
    let end = a.iter().rev().zip(b.iter().rev()).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[..a.len() - end], &b[..b.len() - end]);
    (1..a.len()).any(|cut| a[cut..].iter().chain(&a[..cut]).eq(b))
}

/// Whether two names have the same words, but for one slip of the finger.
fn differ_by_slip(a: &Name, b: &Name) -> bool {
    let mut others = a.words.iter().zip(&b.words).filter(|(a, b)| a.sound != b.sound);
    let Some((word, other)) = others.next().filter(|_| a.words.len() == b.words.len()) else {
        return false;
    };
    others.next().is_none() && is_slip(word, other)
}

/// Fewest letters of the longer word for each kind of slip: short words are often one letter apart.
const EXCHANGED: usize = 4;
const LEFT_OUT: usize = 6;
const REPLACED: usize = 7;

/// Whether one word is the other with one slip: two letters exchanged, one left out, doubled or replaced. A last
/// letter that differs is grammar more often than a slip ("employer", "employee").
fn is_slip(a: &Word, b: &Word) -> bool {
    if a.is_mark || b.is_mark || differ_by_prefix(&a.text, &b.text) {
        return false;
    }
    is_one_slip(&a.text, &b.text)
        || a.sound.chars().count() >= LEFT_OUT && is_one_slip(&a.sound, &b.sound)
}

fn is_one_slip(a: &str, b: &str) -> bool {
    let [a, b] = [a, b].map(|word| word.chars().collect::<Vec<_>>());
    let (short, long) = if a.len() <= b.len() { (&a, &b) } else { (&b, &a) };
    let begin = short.iter().zip(long).take_while(|(a, b)| a == b).count();
    let end =
        short[begin..].iter().rev().zip(long.iter().rev()).take_while(|(a, b)| a == b).count();
    let differing = (short.len() - begin - end, long.len() - begin - end);
    match differing {
        (0, 1) => begin > 0 && long.len() >= LEFT_OUT && (end > 0 || is_cut_off(long)),
        (1, 1) => begin > 0 && end > 0 && long.len() >= REPLACED,
        (2, 2) => {
            let [a, b] = [short, long].map(|word| &word[begin..begin + 2]);
            let is_within = begin > 0 && end > 0;
            long.len() >= EXCHANGED + usize::from(!is_within) && a[0] == b[1] && a[1] == b[0]
        }
        _ => false,
    }
}

/// Whether the last letter of a long word is none of those that make another word of it.
fn is_cut_off(long: &[char]) -> bool {
    const GRAMMAR: &str = "nsdreyaiolm";
    long.len() >= 8 && long.last().is_some_and(|last| !GRAMMAR.contains(*last))
}
