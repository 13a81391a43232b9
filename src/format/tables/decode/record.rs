//! Rows that are not stances: an actor, an issue, a source, a label, the whole graph.

use super::cells::Cells;
use crate::error::{Cause, Notation, nearest};
use crate::format::document::exact;
use crate::format::json;
use crate::format::tables::aliases::aliases;
use crate::format::tables::field::Field;
use crate::format::tree::{Node, Value};
use crate::model::{
    Actor, ActorId, Attribute, Attributes, Issue, IssueId, LabelMeaning, PositionRange, Source,
    SourceId,
};

impl Cells<'_, '_, '_> {
    /// Reads a row that is not a stance.
    pub fn record(mut self, record: &str) {
        let Some((within, fields)) = record_fields(record) else {
            let known = ["stance", "actor", "issue", "source", "label", "graph"];
            let suggestion = nearest(record, known).map(str::to_owned);
            let name = record.into();
            let notation = Notation::default();
            let cause = Cause::Unknown { what: "record", name, suggestion, notation };
            return self.fault(cause, Field::Record);
        };
        self.check_fields(within, fields);
        match record {
            "actor" => self.actor(),
            "issue" => self.issue(),
            "source" => self.source(),
            "label" => self.label(),
            _ => self.graph(),
        }
    }

    /// Reports cells that the row's record does not have, since they would be lost.
    pub fn check_fields(&mut self, within: &'static str, fields: &[Field]) {
        for (field, _) in &self.columns.used {
            let is_known = *field == Field::Record || fields.contains(field);
            if self.has(*field) && !is_known {
                let known = fields.iter().map(|field| field.as_str()).collect::<Vec<_>>();
                let (name, known) = (self.title(*field), known.join(", "));
                let (kind, suggestion) = ("cell", None);
                let cause = Cause::UnknownField { kind, name, within, suggestion, known };
                self.fault(cause, *field);
            }
        }
    }

    fn actor(mut self) {
        let Some(id) = self.id::<ActorId>(Field::Id) else {
            return self.missing("id", "the actor");
        };
        let actor = Actor {
            id,
            name: self.owned(Field::Name),
            kind: self.owned(Field::Kind),
            aliases: aliases(self.get(Field::Aliases)),
            part_of: self.id(Field::PartOf),
            attributes: self.attributes(),
        };
        let place = Some(self.place());
        self.decoder.intake.builder.actor_at(actor, place, place);
    }

    fn issue(mut self) {
        let Some(id) = self.id::<IssueId>(Field::Id) else {
            return self.missing("id", "the issue");
        };
        let issue = Issue {
            id,
            name: self.owned(Field::Name),
            description: self.owned(Field::Description),
            aliases: aliases(self.get(Field::Aliases)),
            attributes: self.attributes(),
        };
        let place = Some(self.place());
        self.decoder.intake.builder.issue_at(issue, place);
    }

    fn source(mut self) {
        let Some(id) = self.id::<SourceId>(Field::Id) else {
            return self.missing("id", "the source");
        };
        let source = Source {
            id,
            title: self.owned(Field::Title),
            publisher: self.owned(Field::Publisher),
            date: self.date(Field::Date),
            url: self.owned(Field::Url),
            archived: self.owned(Field::Archived),
            text: self.owned(Field::Text),
        };
        let place = Some(self.place());
        self.decoder.intake.builder.source_at(source, place);
    }

    fn label(mut self) {
        let Some(label) = self.get(Field::Label) else { return self.missing("label", "the label") };
        let strength = self.strength().unwrap_or_default();
        match self.position() {
            Some(position) => {
                let (meaning, place) = (LabelMeaning { position, strength }, self.place());
                self.decoder.intake.builder.label_at(label, meaning, Some(place));
            }
            None if !self.is_faulty => self.missing("position", "the label"),
            None => {}
        }
    }

    fn graph(mut self) {
        if let Some(title) = self.get(Field::Title) {
            self.decoder.intake.builder.title(title);
        }
        if let Some(description) = self.get(Field::Description) {
            self.decoder.intake.builder.description(description);
        }
        match self.get(Field::CodedRange).map(str::parse::<PositionRange>) {
            Some(Ok(range)) => drop(self.decoder.intake.builder.coded_range(range)),
            Some(Err(error)) => self.fault(Cause::Syntax(error.to_string()), Field::CodedRange),
            None => {}
        }
    }

    /// Reads attributes from the JSON in their cell.
    fn attributes(&mut self) -> Attributes {
        let Some(text) = self.get(Field::Attributes) else { return Attributes::new() };
        let Ok(Node { value: Value::Table(fields), .. }) = json::parse(text) else {
            let form = "attributes are written {\"name\": \"value\"}";
            self.fault(Cause::Syntax(form.into()), Field::Attributes);
            return Attributes::new();
        };
        let mut attributes = Attributes::new();
        for (key, node) in &fields {
            let name = key.text.to_string();
            let known = attribute(&name, &node.value).and_then(|value| {
                let known = attributes.insert(name.clone(), value);
                known.map_or(Ok(()), |_| Err(Cause::RepeatedField(name)))
            });
            if let Err(cause) = known {
                self.fault(cause, Field::Attributes);
            }
        }
        attributes
    }
}

fn attribute(name: &str, value: &Value) -> Result<Attribute, Cause> {
    match value {
        Value::Text(text) => Ok(Attribute::Text(text.to_string())),
        Value::Flag(flag) => Ok(Attribute::Flag(*flag)),
        Value::Number(digits) => exact(name, digits).map(Attribute::Number),
        other @ (Value::Day(_) | Value::Time | Value::Null | Value::List(_) | Value::Table(_)) => {
            let expected = "a text, a number, true or false";
            Err(Cause::WrongType { field: name.into(), expected, found: other.kind() })
        }
    }
}

/// The fields of a record that is not a stance, and the record with its article.
fn record_fields(record: &str) -> Option<(&'static str, &'static [Field])> {
    use Field::{
        Aliases, Archived, Attributes, CodedRange, Date, Description, Id, Kind, Label, Name,
        PartOf, Position, Publisher, Strength, Text, Title, Url,
    };
    Some(match record {
        "actor" => ("an actor", &[Id, Name, Kind, Aliases, PartOf, Attributes]),
        "issue" => ("an issue", &[Id, Name, Description, Aliases, Attributes]),
        "source" => ("a source", &[Id, Title, Publisher, Date, Url, Archived, Text]),
        "label" => ("a label", &[Label, Position, Strength]),
        "graph" => ("the graph", &[Title, Description, CodedRange]),
        _ => return None,
    })
}
