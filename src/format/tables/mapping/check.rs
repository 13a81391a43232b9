//! Checks what a mapping must contain, and what it must not.

use super::join::{Join, Joined};
use super::{From, Mapping};
use crate::error::Error;
use crate::format::tables::field::Field;
use crate::model::{Date, Strength, Weight, checked};

pub(super) const NO_ACTOR: &str = "no column is mapped to \"actor\"; write actor=COLUMN";

impl Mapping {
    /// Checks that it has an actor, without which there is no stance, and that the constants are valid.
    pub(crate) fn checked(self) -> Result<Self, Error> {
        let has = |field: Field| self.columns.contains_key(&field);
        if !self.columns.is_empty() && !has(Field::Actor) && self.needs_actor() {
            return Err(Error::Mapping(NO_ACTOR.into()));
        }
        let said = [Field::Strength, Field::Weight].into_iter().find(|field| has(*field));
        if let Some(said) = said.filter(|_| self.scale.is_some()) {
            return Err(Error::Mapping(format!(
                "a scale says the strength; take \"{}\" out of the map",
                said.as_str()
            )));
        }
        if let Some((field, why)) = self.spare() {
            return Err(Error::Mapping(format!(
                "\"{}\" of a wide table {why}; take it out of the map",
                field.as_str()
            )));
        }
        for (field, from) in &self.columns {
            if let From::Constant(text) = from
                && let Some(wanted) = self.wanted(*field, text)
            {
                let field = field.as_str();
                return Err(Error::Mapping(format!(
                    "\"{field}\" has to be {wanted}, not \"{text}\""
                )));
            }
        }
        Ok(self)
    }

    /// A mapped field that a wide table has in another place, and that place.
    fn spare(&self) -> Option<(Field, &'static str)> {
        let of_columns = self.wide?.of_columns();
        let fields = [
            (of_columns, "is the name of a column"),
            (Field::Position, "is in the cells"),
            (Field::Id, "would be that of many stances"),
        ];
        fields.into_iter().find(|(field, _)| self.columns.contains_key(field))
    }

    /// Whether only the map can give the actor.
    fn needs_actor(&self) -> bool {
        let is_open =
            |join: &Join| join.columns.is_empty() || join.columns.iter().any(Joined::is_actor);
        self.wide.is_none() && !self.joins.iter().any(is_open)
    }

    /// What a constant should be, if it is not valid.
    fn wanted(&self, field: Field, text: &str) -> Option<&'static str> {
        let (is_fine, wanted) = match field {
            Field::Id => (false, "a column, because no two stances have one id"),
            Field::Actor | Field::Speaker | Field::Issue | Field::Toward | Field::Source => {
                (checked(text).is_ok(), "a name without control characters, of 1,024 bytes at most")
            }
            Field::Date | Field::Until => {
                (text.parse::<Date>().is_ok(), "a date such as 2016, 2016-04 or 2016-04-29")
            }
            Field::Strength => {
                let strength = text.parse().ok().and_then(|number| Strength::new(number).ok());
                (strength.is_some(), "a number that is more than 0 and at most 1")
            }
            Field::Weight => {
                let weight = text.parse().ok().and_then(|number| Weight::new(number).ok());
                (weight.is_some(), "a number that is more than 0 and at most 1e100")
            }
            Field::Position => {
                (self.meaning(text).is_some(), "support, neutral, oppose or one of the values")
            }
            Field::Record
            | Field::Label
            | Field::Locator
            | Field::Quote
            | Field::Note
            | Field::Coder
            | Field::Grade
            | Field::Status
            | Field::Characters
            | Field::ProposedBy
            | Field::Rule
            | Field::Confidence
            | Field::Name
            | Field::Kind
            | Field::Aliases
            | Field::PartOf
            | Field::Description
            | Field::Attributes
            | Field::Title
            | Field::Publisher
            | Field::Url
            | Field::Archived
            | Field::Text
            | Field::CodedRange => (true, ""),
        };
        (!is_fine).then_some(wanted)
    }
}
