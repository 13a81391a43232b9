//! A trie over words: which phrases begin at a word.

use rustc_hash::FxHashMap;

/// Phrases, each with a value.
#[derive(Clone, Debug)]
pub struct Trie<T> {
    nodes: Vec<Node<T>>,
}

#[derive(Clone, Debug)]
struct Node<T> {
    next: FxHashMap<Box<str>, usize>,
    value: Option<T>,
}

impl<T> Default for Node<T> {
    fn default() -> Self {
        Self { next: FxHashMap::default(), value: None }
    }
}

impl<T> Default for Trie<T> {
    fn default() -> Self {
        Self { nodes: vec![Node::default()] }
    }
}

impl<T: Default> Trie<T> {
    /// The value of a phrase, which is added if it is new.
    pub fn entry<'w>(&mut self, words: impl IntoIterator<Item = &'w str>) -> &mut T {
        let mut at = 0;
        for word in words {
            at = match self.nodes[at].next.get(word) {
                Some(next) => *next,
                None => self.grow(at, word),
            };
        }
        self.nodes[at].value.get_or_insert_with(T::default)
    }

    fn grow(&mut self, at: usize, word: &str) -> usize {
        let new = self.nodes.len();
        self.nodes.push(Node::default());
        self.nodes[at].next.insert(word.into(), new);
        new
    }
}

impl<T> Trie<T> {
    /// The phrases that begin with the first of some words, each with its number of words, shortest first.
    pub fn matches<'t, 'w>(
        &'t self,
        words: impl IntoIterator<Item = &'w str>,
    ) -> impl Iterator<Item = (usize, &'t T)> {
        let mut at = Some(0);
        let walk = words.into_iter().map_while(move |word| {
            at = at.and_then(|at: usize| self.nodes[at].next.get(word).copied());
            at
        });
        let values = walk.enumerate().map(|(index, at)| (index + 1, self.nodes[at].value.as_ref()));
        values.filter_map(|(length, value)| Some((length, value?)))
    }

    /// The longest phrase that begins with the first of some words.
    pub fn longest<'t, 'w>(
        &'t self,
        words: impl IntoIterator<Item = &'w str>,
    ) -> Option<(usize, &'t T)> {
        self.matches(words).last()
    }
}
