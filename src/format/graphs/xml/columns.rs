//! The attributes that a file declares.

use std::borrow::Cow;
use std::collections::HashSet;

use rustc_hash::FxHashMap;

use super::Kind;
use crate::error::{Cause, Place};
use crate::format::graphs::elements::Property;

/// The largest number of values from defaults: a short file could otherwise exhaust the memory.
const DEFAULTS: usize = 4_000_000;

/// The declaration of an attribute.
#[derive(Clone, Debug)]
pub struct Column<'d> {
    pub(crate) name: Cow<'d, str>,
    pub(crate) kind: Kind,
    /// The value of elements that give none.
    pub(crate) default: Option<Cow<'d, str>>,
}

/// The attributes of nodes or of edges, by the ids that values refer to.
#[derive(Debug, Default)]
pub struct Columns<'d> {
    by_id: FxHashMap<&'d str, Column<'d>>,
    with_default: Vec<&'d str>,
    defaulted: usize,
}

impl<'d> Columns<'d> {
    /// Adds an attribute; a repeated id, or an invalid default, is a fault.
    pub(crate) fn declare(
        &mut self,
        what: &'static str,
        id: &'d str,
        mut column: Column<'d>,
    ) -> Result<(), Cause> {
        if self.by_id.contains_key(id) {
            return Err(Cause::Repeated { what, id: id.into(), first: None });
        }
        let default = column.default.clone();
        let valid = default.map(|default| column.kind.value(default, &column.name).map(drop));
        match valid {
            Some(Ok(())) => self.with_default.push(id),
            Some(Err(_)) => column.default = None,
            None => {}
        }
        self.by_id.insert(id, column);
        valid.unwrap_or(Ok(()))
    }

    /// The attribute with an id.
    pub(crate) fn get(&self, id: &str) -> Option<&Column<'d>> {
        self.by_id.get(id)
    }

    /// Adds the defaults of missing values.
    pub(crate) fn fill(
        &mut self,
        properties: &mut Vec<Property<'d>>,
        place: Place,
    ) -> Result<(), Cause> {
        if self.with_default.is_empty() || self.defaulted > DEFAULTS {
            return Ok(());
        }
        let said = properties.iter().map(|property| property.name.clone());
        let said = said.collect::<HashSet<_>>();
        for id in &self.with_default {
            let Column { name, kind, default } = &self.by_id[id];
            let default = default.clone().filter(|_| !said.contains(name));
            let value = default.map(|default| kind.value(default, name));
            if let Some(Ok(Some(value))) = value {
                properties.push(Property { name: name.clone(), value, place: Some(place) });
                self.defaulted += 1;
            }
        }
        if self.defaulted > DEFAULTS {
            let limit = format!("{DEFAULTS} values");
            return Err(Cause::TooLarge { what: "all that comes from defaults", limit });
        }
        Ok(())
    }
}
