//! Interns names as numbers, and resolves them.

use indexmap::{IndexMap, IndexSet};
use rustc_hash::{FxBuildHasher, FxHashMap};

use crate::error::Place;
use crate::model::{IdError, checked, trimmed};

/// Texts, each with a number.
#[derive(Clone, Debug, Default)]
pub struct Names {
    texts: IndexSet<Box<str>, FxBuildHasher>,
    last: u32,
    /// The text that followed each text the last time: tables repeat their names, often in the same order.
    next: Vec<u32>,
}

impl Names {
    /// The number of a text, which is added if it is new.
    pub fn intern(&mut self, text: &str) -> u32 {
        let is_known =
            |number: u32| self.texts.get_index(number as usize).is_some_and(|t| **t == *text);
        if is_known(self.last) {
            return self.last;
        }
        let expected = self.next.get(self.last as usize).copied().unwrap_or(u32::MAX);
        let number = if is_known(expected) { expected } else { self.find(text) };
        if let Some(next) = self.next.get_mut(self.last as usize) {
            *next = number;
        }
        self.last = number;
        number
    }

    fn find(&mut self, text: &str) -> u32 {
        let known = self.texts.get_index_of(text);
        let index = known.unwrap_or_else(|| self.texts.insert_full(text.into()).0);
        self.next.resize(self.texts.len(), u32::MAX);
        u32::try_from(index).expect("fewer than 2^32 names")
    }

    pub fn get(&self, number: u32) -> &str {
        &self.texts[number as usize]
    }

    pub fn len(&self) -> usize {
        self.texts.len()
    }

    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.texts.iter().map(AsRef::as_ref)
    }
}

/// Names in use, and the things declared under some of them.
#[derive(Clone, Debug)]
pub(super) struct Registry<T> {
    pub(super) names: Names,
    pub(super) declared: FxHashMap<u32, (T, Option<Place>)>,
    /// Whether each name may create a thing that nobody declares.
    created: Vec<bool>,
    /// The places of names that were not declared at the time.
    pub(super) pending: Vec<(u32, Option<Place>)>,
    /// Names that were created in files that declare theirs, each with its role and first place.
    pub(super) told: IndexMap<u32, (&'static str, Option<Place>), FxBuildHasher>,
    /// Names that cannot be ids, each with its first place.
    pub(super) invalid: Vec<(u32, IdError, Option<Place>)>,
}

impl<T> Default for Registry<T> {
    fn default() -> Self {
        Self {
            names: Names::default(),
            declared: FxHashMap::default(),
            created: Vec::new(),
            pending: Vec::new(),
            told: IndexMap::default(),
            invalid: Vec::new(),
        }
    }
}

impl<T> Registry<T> {
    /// Declares a thing; returns the place of the first one if its name is taken.
    pub(super) fn declare(
        &mut self,
        id: &str,
        thing: T,
        place: Option<Place>,
    ) -> Result<(), Option<Place>> {
        let name = self.names.intern(id);
        if let Some((_, first)) = self.declared.get(&name) {
            return Err(*first);
        }
        self.declared.insert(name, (thing, place));
        Ok(())
    }

    /// Whether a thing with this id is declared.
    pub(super) fn has(&mut self, id: &str) -> bool {
        let name = self.names.intern(id);
        self.declared.contains_key(&name)
    }

    /// The thing declared under an id.
    pub(super) fn declared(&mut self, id: &str) -> Option<&T> {
        let name = self.names.intern(id);
        self.declared.get(&name).map(|(thing, _)| thing)
    }

    /// Removes a declaration.
    pub(super) fn forget(&mut self, id: &str) {
        let name = self.names.intern(id);
        self.declared.remove(&name);
    }

    /// The number of a name that is referred to.
    pub(super) fn refer(
        &mut self,
        name: &str,
        create: bool,
        place: impl FnOnce() -> Option<Place>,
    ) -> u32 {
        let known = self.names.len();
        let number = self.names.intern(trimmed(name));
        let is_new = self.names.len() > known;
        if is_new && let Err(error) = checked(name) {
            self.invalid.push((number, error, place()));
        } else if create {
            self.create(number as usize);
        } else if !self.declared.contains_key(&number) {
            self.pending.push((number, place()));
        }
        number
    }

    /// Notes a name that may be created, with its role; all but the first place are ignored.
    pub(super) fn tell(&mut self, number: u32, role: &'static str, place: Option<Place>) {
        if number != u32::MAX && !self.declared.contains_key(&number) {
            self.told.entry(number).or_insert((role, place));
        }
    }

    fn create(&mut self, number: usize) {
        if number >= self.created.len() {
            self.created.resize(number + 1, false);
        }
        self.created[number] = true;
    }

    pub(super) fn is_created(&self, name: u32) -> bool {
        self.created.get(name as usize).copied().unwrap_or(false)
    }
}
