//! Groups of names that look like one.
//!
//! Names are compared only where they share a key (blocking): their letters, how they sound, their words in any
//! order, or all but one letter of one word (symmetric deletion). So the work grows with the letters, not with the
//! pairs.

use std::collections::BTreeMap;
use std::hash::{Hash, Hasher};

use petgraph::unionfind::UnionFind;
use rustc_hash::{FxHashMap, FxHasher};

use super::contrast::Contrast;
use super::name::{Name, Word};
use super::pair::{are_alike, is_short_for};

/// The most names of one block with which another is compared. Blocks are larger only where thousands of names are
/// the same but for small differences, and then each still meets many that it resembles.
const MOST_COMPARED: usize = 64;

/// Groups names that look like spellings of one name: by case, blanks, dots, "the", plural, transliteration, order
/// of words, acronym or one slip of the finger.
///
/// Names that a number, a direction, a negation or an office tells apart are never in one group: "Bill 1" and
/// "Bill 11", "North Korea" and "South Korea", "anti-war" and "pro-war", "minister" and "ministry".
///
/// Groups are in the order of their first names, names in the order of the list. A name that resembles no other is
/// in no group; within a group, each name resembles at least one other.
///
/// # Complexity
///
/// O(n) in the letters of all names, on average.
///
/// # Examples
///
/// ```
/// use stancegraph::graph::look_alikes;
///
/// let names = ["United States", "Bill 1", "USA", "Bill 11", "Untied States", "Kyiv", "the united states", "Kiev"];
/// assert_eq!(look_alikes(&names), [vec![0, 2, 4, 6], vec![5, 7]]);
/// ```
#[must_use]
pub fn look_alikes(names: &[&str]) -> Vec<Vec<usize>> {
    let names = names.iter().map(|name| [*name]).collect::<Vec<_>>();
    let names = names.iter().map(<[&str; 1]>::as_slice).collect::<Vec<_>>();
    group(&names)
}

/// Groups things, each with several names, of which the first is the one that it is known by.
pub fn group(things: &[&[&str]]) -> Vec<Vec<usize>> {
    let mut grouping = Grouping::of(things);
    grouping.by_words();
    grouping.by_key(|name| vec![key(&name.letters)]);
    grouping.by_key(|name| vec![key(&name.sounds())]);
    grouping.by_key(any_order);
    grouping.by_key(one_letter_less);
    grouping.by_initials();
    grouping.finish()
}

fn key(of: &(impl Hash + ?Sized)) -> u64 {
    let mut hasher = FxHasher::default();
    of.hash(&mut hasher);
    hasher.finish()
}

fn any_order(name: &Name) -> Vec<u64> {
    let mut sounds = name.sounds();
    sounds.sort_unstable();
    vec![key(&sounds)]
}

/// A key for each letter that can be missing: two words one slip apart have one such text in common.
fn one_letter_less(name: &Name) -> Vec<u64> {
    let sounds = name.sounds();
    let mut keys = Vec::new();
    for (place, word) in name.words.iter().enumerate().filter(|(_, word)| !word.is_mark) {
        let others = key(&(place, &sounds[..place], &sounds[place + 1..]));
        let sound = Some(&word.sound).filter(|sound| **sound != word.text);
        for text in std::iter::once(&word.text).chain(sound) {
            keys.push(key_of_parts(others, text, ""));
            for (at, letter) in text.char_indices() {
                let (before, behind) = (&text[..at], &text[at + letter.len_utf8()..]);
                keys.push(key_of_parts(others, before, behind));
            }
        }
    }
    keys
}

/// The key of two parts of a word as one.
fn key_of_parts(others: u64, before: &str, behind: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write_u64(others);
    before.bytes().chain(behind.bytes()).for_each(|byte| hasher.write_u8(byte));
    hasher.finish()
}

/// Whether two names exclude each other by what they have: an acronym has no words.
fn excludes_by_words(a: &Contrast, b: &Contrast) -> bool {
    !a.is_empty() && !b.is_empty() && a.excludes(b)
}

struct Grouping {
    names: Vec<Name>,
    /// The thing of each name.
    owners: Vec<usize>,
    /// The first name of each thing.
    firsts: Vec<usize>,
    sets: UnionFind<usize>,
    /// Whether each name is compared: not if an earlier one of its set has the same words.
    is_compared: Vec<bool>,
    /// What the names of a set exclude, by its representative: few, since most names of a set are alike in it.
    contrasts: FxHashMap<usize, Vec<Contrast>>,
}

impl Grouping {
    fn of(things: &[&[&str]]) -> Self {
        let (mut names, mut owners, mut firsts) = (Vec::new(), Vec::new(), Vec::new());
        for (thing, texts) in things.iter().enumerate() {
            firsts.push(names.len());
            names.extend(texts.iter().map(|text| Name::of(text)));
            owners.resize(names.len(), thing);
        }
        let sets = UnionFind::new(things.len());
        let is_compared = names.iter().map(|name: &Name| !name.letters.is_empty()).collect();
        Self { names, owners, firsts, sets, is_compared, contrasts: FxHashMap::default() }
    }

    fn by_key(&mut self, keys: impl Fn(&Name) -> Vec<u64>) {
        let mut blocks = Vec::new();
        let names = self.names.iter().zip(0_u32..).zip(&self.is_compared);
        for ((name, index), _) in names.filter(|(_, is_compared)| **is_compared) {
            blocks.extend(keys(name).into_iter().map(|key| (key, index)));
        }
        blocks.sort_unstable();
        for block in blocks.chunk_by(|a, b| a.0 == b.0).filter(|block| block.len() > 1) {
            self.compare(block);
        }
    }

    fn compare(&mut self, block: &[(u64, u32)]) {
        let block = block.iter().map(|(_, name)| *name as usize).collect::<Vec<_>>();
        for (place, name) in block.iter().copied().enumerate().skip(1) {
            let first = place.saturating_sub(MOST_COMPARED);
            for other in block[first..place].iter().chain(block[..first].first()).copied() {
                if !self.are_joined(name, other) && are_alike(&self.names[name], &self.names[other])
                {
                    self.join(name, other, Contrast::excludes);
                }
            }
        }
    }

    /// Compares names with the same words once.
    fn by_words(&mut self) {
        let mut firsts = FxHashMap::<Vec<Word>, Vec<usize>>::default();
        for index in 0..self.names.len() {
            let known = firsts.entry(self.names[index].words.clone()).or_default();
            for first in known.clone() {
                if are_alike(&self.names[index], &self.names[first]) {
                    self.join(index, first, Contrast::excludes);
                }
                if self.are_joined(index, first) {
                    self.is_compared[index] = false;
                    break;
                }
            }
            if self.is_compared[index] && known.len() < MOST_COMPARED {
                known.push(index);
            }
        }
    }

    fn are_joined(&self, a: usize, b: usize) -> bool {
        self.sets.equiv(self.owners[a], self.owners[b])
    }

    /// What the names of a thing's set exclude.
    fn contrasts(&mut self, thing: usize) -> Vec<Contrast> {
        let set = self.sets.find_mut(thing);
        let own = || vec![self.names[self.firsts[thing]].contrast.clone()];
        self.contrasts.remove(&set).unwrap_or_else(own)
    }

    /// Makes two sets one, unless a name of one excludes a name of the other.
    fn join(&mut self, a: usize, b: usize, excludes: fn(&Contrast, &Contrast) -> bool) {
        if self.are_joined(a, b) {
            return;
        }
        let [a, b] = [a, b].map(|name| self.owners[name]);
        let sets = [a, b].map(|thing| self.sets.find_mut(thing));
        let (mut ours, theirs) = (self.contrasts(a), self.contrasts(b));
        if ours.iter().any(|one| theirs.iter().any(|other| excludes(one, other))) {
            self.contrasts.extend([(sets[0], ours), (sets[1], theirs)]);
            return;
        }
        self.sets.union(a, b);
        ours.extend(theirs);
        ours.sort_unstable();
        ours.dedup();
        self.contrasts.insert(self.sets.find_mut(a), ours);
    }

    /// Joins an acronym with the names that it can stand for, if these are one: "AP" is the Associated Press, unless
    /// there is an Agrarian Party as well.
    fn by_initials(&mut self) {
        let mut long = FxHashMap::<&str, Vec<usize>>::default();
        for (index, name) in self.names.iter().enumerate() {
            name.initials.iter().for_each(|initials| long.entry(initials).or_default().push(index));
        }
        let mut pairs = Vec::new();
        for (index, short) in self.names.iter().enumerate().filter(|(_, name)| name.is_acronym) {
            let meant = long.get(short.letters.as_str()).into_iter().flatten().copied();
            let meant = meant.filter(|long| is_short_for(short, &self.names[*long]));
            pairs.push((index, meant.collect::<Vec<_>>()));
        }
        for (short, meant) in pairs {
            let Some(first) = meant.first().copied() else { continue };
            if meant.iter().all(|other| self.are_joined(first, *other)) {
                self.join(short, first, excludes_by_words);
            }
        }
    }

    fn finish(mut self) -> Vec<Vec<usize>> {
        let mut groups = BTreeMap::<usize, Vec<usize>>::new();
        let mut firsts = FxHashMap::default();
        for thing in 0..self.firsts.len() {
            let first = *firsts.entry(self.sets.find_mut(thing)).or_insert(thing);
            groups.entry(first).or_default().push(thing);
        }
        groups.into_values().filter(|group| group.len() > 1).collect()
    }
}
