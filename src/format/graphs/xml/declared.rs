//! The attributes that a file of ours declares.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use super::Kind;
use crate::format::graphs::elements::Property;

/// Attributes in the order in which they are met first; a name with values of two kinds is two.
#[derive(Default)]
pub(in crate::format::graphs) struct Declared<'g> {
    numbers: FxHashMap<Cow<'g, str>, [Option<usize>; 3]>,
    all: Vec<(Cow<'g, str>, Kind)>,
}

impl<'g> Declared<'g> {
    /// Adds those that are not there yet.
    pub(in crate::format::graphs) fn add(&mut self, properties: Vec<Property<'g>>) {
        for Property { name, value, .. } in properties {
            let kind = Kind::of_value(&value);
            let numbers = self.numbers.entry(name.clone()).or_default();
            if numbers[kind as usize].is_none() {
                numbers[kind as usize] = Some(self.all.len());
                self.all.push((name, kind));
            }
        }
    }

    /// The number of an attribute that was added.
    pub(in crate::format::graphs) fn number(&self, property: &Property) -> usize {
        let numbers = self.numbers.get(&property.name);
        let number = numbers.and_then(|numbers| numbers[Kind::of_value(&property.value) as usize]);
        number.expect("everything that is written was added")
    }

    /// All of them, each with its name.
    pub(in crate::format::graphs) fn all(&self) -> &[(Cow<'g, str>, Kind)] {
        &self.all
    }
}
