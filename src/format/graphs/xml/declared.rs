//! The attributes that our own files declare.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use super::Kind;
use crate::format::graphs::elements::Property;

/// The suffixes of attributes whose values have a second and a third type: igraph refuses files in which two
/// attributes share a name. They look like escapes but are invalid ones, so that no name of ours ends with them.
const KINDS: [&str; 3] = ["", "_x110000_", "_x110001_"];

/// The name without such a suffix.
pub fn without_kind(name: &str) -> &str {
    let [_, second, third] = KINDS;
    name.strip_suffix(second).or_else(|| name.strip_suffix(third)).unwrap_or(name)
}

/// Attributes in order of appearance; a name with values of two types counts as two.
#[derive(Default)]
pub struct Declared<'g> {
    numbers: FxHashMap<Cow<'g, str>, [Option<usize>; 3]>,
    all: Vec<(Cow<'g, str>, Kind, usize)>,
}

impl<'g> Declared<'g> {
    /// Adds the attributes that are not there yet.
    pub(crate) fn add(&mut self, properties: Vec<Property<'g>>) {
        for Property { name, value, .. } in properties {
            let kind = Kind::of_value(&value);
            let numbers = self.numbers.entry(name.clone()).or_default();
            if numbers[kind as usize].is_none() {
                let before = numbers.iter().flatten().count();
                numbers[kind as usize] = Some(self.all.len());
                self.all.push((name, kind, before));
            }
        }
    }

    /// The number of an attribute that was added.
    pub(crate) fn number(&self, property: &Property) -> usize {
        let numbers = self.numbers.get(&property.name);
        let number = numbers.and_then(|numbers| numbers[Kind::of_value(&property.value) as usize]);
        number.expect("everything that is written was added")
    }

    /// The number of attributes.
    pub(crate) fn len(&self) -> usize {
        self.all.len()
    }

    /// All attributes, each with its written name and its type.
    pub(crate) fn all(
        &self,
        written: fn(&str) -> Cow<str>,
    ) -> impl Iterator<Item = (String, &'static str)> {
        self.all.iter().map(move |(name, kind, before)| {
            let kind = match kind {
                Kind::Text => "string",
                Kind::Number => "double",
                Kind::Flag => "boolean",
            };
            (written(name).into_owned() + KINDS[*before], kind)
        })
    }
}
