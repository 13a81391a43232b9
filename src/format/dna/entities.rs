//! Entities: the things that short texts name, with their colours and attributes.

use std::collections::HashMap;

use super::Version;
use super::database::{Database, Row};
use super::left_out::LeftOut;
use crate::error::Cause;
use crate::format::copies::Copies;
use crate::model::{Attribute, Attributes, IdError, checked};

/// A value of a variable with short texts.
#[derive(Debug, Default)]
pub(super) struct Entity {
    pub(super) variable: i64,
    /// The value as coded.
    pub(super) value: String,
    pub(super) attributes: Attributes,
    /// The number of the entity that it is a part of.
    pub(super) whole: Option<usize>,
}

/// The name of an entity in a graph.
pub(super) enum Name {
    Id(String),
    Empty,
    TooLong,
}

impl Entity {
    /// Its value, without characters that an id cannot have.
    pub(super) fn name(&self) -> Name {
        let plain = self.value.replace(char::is_control, " ");
        match checked(&plain) {
            Ok(id) => Name::Id(id.into()),
            Err(IdError::Empty) => Name::Empty,
            Err(_) => Name::TooLong,
        }
    }

    pub(super) fn id(&self) -> Option<String> {
        match self.name() {
            Name::Id(id) => Some(id),
            Name::Empty | Name::TooLong => None,
        }
    }
}

/// All entities, numbered by us.
#[derive(Debug, Default)]
pub(super) struct Entities {
    pub(super) list: Vec<Entity>,
    /// Entities by id, in version 3.
    by_id: HashMap<i64, usize>,
    /// Entities by variable and value, in version 2.
    by_value: HashMap<i64, HashMap<String, usize>>,
}

impl Entities {
    pub(super) fn with_id(&self, id: i64) -> Option<usize> {
        self.by_id.get(&id).copied()
    }

    /// The entity of a variable with this value; adds it if there is none.
    pub(super) fn with_value(&mut self, variable: i64, value: &str) -> usize {
        let values = self.by_value.entry(variable).or_default();
        if let Some(known) = values.get(value) {
            return *known;
        }
        values.insert(value.into(), self.list.len());
        self.list.push(Entity { variable, value: value.into(), ..Entity::default() });
        self.list.len() - 1
    }

    pub(super) fn read(
        database: &Database,
        version: Version,
        copies: &mut Copies,
        left_out: &mut LeftOut,
    ) -> Result<Self, Cause> {
        match version {
            Version::Two => Self::of_version_2(database, left_out),
            Version::Three => Self::of_version_3(database, copies, left_out),
        }
    }

    /// Reads version 3: a table of entities, one of their attributes, and one of the values.
    fn of_version_3(
        database: &Database,
        copies: &mut Copies,
        left_out: &mut LeftOut,
    ) -> Result<Self, Cause> {
        let mut entities = Self::default();
        let mut wholes = Vec::new();
        let columns = ["ID", "VariableId", "Value", "ChildOf", "Red", "Green", "Blue"];
        database.scan("ENTITIES", &columns, |row| {
            let (Some(id), Some(variable)) = (row.whole(0), row.whole(1)) else {
                return left_out.add("entities without a number or a variable", row.said(2));
            };
            if entities.by_id.contains_key(&id) {
                return left_out.add("entities whose number stands twice", id.to_string());
            }
            let number = entities.list.len();
            entities.by_id.insert(id, number);
            wholes.extend(row.whole(3).map(|whole| (number, whole)));
            let value = row.said(2).into_owned();
            let attributes = colour(row, 4).into_iter().collect();
            entities.list.push(Entity { variable, value, attributes, whole: None });
        })?;
        for (part, whole) in wholes {
            match entities.with_id(whole) {
                Some(whole) => entities.list[part].whole = Some(whole),
                None => left_out.add("entities that those below them miss", whole.to_string()),
            }
        }
        entities.read_attributes(database, copies, left_out)?;
        Ok(entities)
    }

    fn read_attributes(
        &mut self,
        database: &Database,
        copies: &mut Copies,
        left_out: &mut LeftOut,
    ) -> Result<(), Cause> {
        let mut names = HashMap::new();
        database.scan("ATTRIBUTEVARIABLES", &["ID", "AttributeVariable"], |row| {
            if let Some(id) = row.whole(0) {
                names.entry(id).or_insert_with(|| row.said(1).into_owned());
            }
        })?;
        let columns = ["EntityId", "AttributeVariableId", "AttributeValue"];
        database.scan("ATTRIBUTEVALUES", &columns, |row| {
            let value = row.said(2);
            let entity = row.whole(0).and_then(|id| self.with_id(id));
            let name = row.whole(1).and_then(|id| names.get(&id)).filter(|name| !name.is_empty());
            match (entity, name) {
                _ if value.is_empty() => {}
                (Some(entity), Some(name)) if copies.take(name.len() + value.len()) => {
                    let value = Attribute::Text(value.into_owned());
                    self.list[entity].attributes.insert(name.clone(), value);
                }
                (Some(_), Some(_)) => left_out.add("attributes that are told too often", value),
                _ => left_out.add("attributes of nothing", value),
            }
        })
    }

    /// Reads version 2: values, each with the same three attributes.
    fn of_version_2(database: &Database, left_out: &mut LeftOut) -> Result<Self, Cause> {
        let mut entities = Self::default();
        let mut wholes = Vec::new();
        let columns =
            ["VariableId", "Value", "ChildOf", "Red", "Green", "Blue", "Type", "Alias", "Notes"];
        database.scan("ATTRIBUTES", &columns, |row| {
            let value = row.said(1);
            let Some(variable) = row.whole(0) else {
                return left_out.add("entities without a number or a variable", value);
            };
            let number = entities.with_value(variable, &value);
            let attributes = &mut entities.list[number].attributes;
            attributes.extend(colour(row, 3));
            for (column, name) in [(6, "Type"), (7, "Alias"), (8, "Notes")] {
                let text = row.said(column);
                if !text.is_empty() {
                    attributes.insert(name.into(), Attribute::Text(text.into_owned()));
                }
            }
            let whole = row.said(2);
            if !whole.is_empty() {
                wholes.push((number, variable, whole.into_owned()));
            }
        })?;
        for (part, variable, whole) in wholes {
            let whole = entities.with_value(variable, &whole);
            entities.list[part].whole = Some(whole);
        }
        Ok(entities)
    }
}

/// The colour of an entity; black, the default, is none.
fn colour(row: &Row, first: usize) -> Option<(String, Attribute)> {
    let mut parts = [0; 3];
    for (column, part) in (first..).zip(&mut parts) {
        *part = u8::try_from(row.whole(column)?).ok()?;
    }
    let [red, green, blue] = parts;
    let colour = Attribute::Text(format!("#{red:02x}{green:02x}{blue:02x}"));
    (parts != [0; 3]).then(|| ("colour".into(), colour))
}
