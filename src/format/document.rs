//! Turns a tree into a document, and collects every fault.
//!
//! TOML and JSON both use it.

use std::str::FromStr;

use super::limit::Limits;
use super::short::{Defaults, Short};
use super::tree::{Key, Lines, Node, Value};
use crate::error::{Cause, Fault, FaultList, Notation, Place, nearest, nearest_position};
use crate::graph::{Builder, RowPlaces, StanceRow, Undeclared};
use crate::model::{
    Actor, ActorId, Attribute, Attributes, Date, Document, IdError, Issue, IssueId, LARGEST_WHOLE,
    LabelMeaning, Position, PositionRange, Provenance, Source, SourceId, Stance, StanceId,
    Strength, Weight, WrongProvenance,
};

/// The top-level field with the range in which positions were coded.
pub(super) const CODED_RANGE: &str = "coded-range";

/// The top-level field that says what undeclared names are, and its only value.
pub(super) const UNDECLARED: &str = "undeclared";
pub(super) const CREATE: &str = "create";

/// The top-level table of the fields that all stances of the file share.
pub(super) const DEFAULTS: &str = "defaults";

/// The content of a tree, with its places and all its faults.
#[derive(Debug, Default)]
pub struct Parsed {
    pub schema: Option<String>,
    pub title: Option<String>,
    pub description: Option<String>,
    pub coded_range: Option<PositionRange>,
    /// The actor, the place of its declaration, and the place where its whole is named.
    pub actors: Vec<(Actor, Place, Option<Place>)>,
    pub issues: Vec<(Issue, Place)>,
    pub sources: Vec<(Source, Place)>,
    pub labels: Vec<(String, LabelMeaning, Place)>,
    pub stances: Vec<(Stance, Place, RowPlaces)>,
    pub short: Short,
    pub faults: FaultList,
    /// Whether parts of the file could not be read.
    pub is_broken: bool,
}

impl Parsed {
    /// Reads a tree.
    pub fn of(root: &Node, lines: &Lines, limits: &Limits) -> Self {
        let mut walk = Walk { lines, limits, parsed: Self::default() };
        if root.depth() > limits.depth {
            let limit = format!("{} levels", limits.depth);
            walk.fault(Cause::TooLarge { what: "the depth of the file", limit }, root);
            walk.parsed.is_broken = true;
        } else {
            walk.root(root);
        }
        walk.parsed
    }

    /// Reads a single record: its field `record` says what it is; without one, it is a stance.
    pub fn of_record(node: &Node, lines: &Lines, limits: &Limits) -> Self {
        let mut walk = Walk { lines, limits, parsed: Self::default() };
        if node.depth() > limits.depth {
            let limit = format!("{} levels", limits.depth);
            walk.fault(Cause::TooLarge { what: "the depth of the line", limit }, node);
            walk.parsed.is_broken = true;
        } else {
            walk.record(node);
        }
        walk.parsed
    }

    /// Adds everything to a builder.
    pub fn build(self, builder: &mut Builder) {
        builder.faults(self.faults);
        if self.is_broken {
            builder.incomplete();
        }
        if self.short.creates {
            builder.undeclared(Undeclared::Create);
        }
        if let Some(title) = self.title {
            builder.title(title);
        }
        if let Some(description) = self.description {
            builder.description(description);
        }
        if let Some(range) = self.coded_range {
            builder.coded_range(range);
        }
        for (actor, place, whole) in self.actors {
            builder.actor_at(actor, Some(place), whole);
        }
        for (issue, place) in self.issues {
            builder.issue_at(issue, Some(place));
        }
        for (source, place) in self.sources {
            builder.source_at(source, Some(place));
        }
        for (label, meaning, place) in self.labels {
            builder.label_at(&label, meaning, Some(place));
        }
        for (stance, place, places) in &self.stances {
            let row = StanceRow { place: Some(*place), places: *places, ..StanceRow::from(stance) };
            builder.row(&row);
        }
    }

    /// Sets the line of each stance to its number, from 1.
    pub fn number(&mut self) {
        for ((_, place, _), number) in self.stances.iter_mut().zip(1..) {
            place.line = number;
        }
    }

    /// Sets one place for everything, as part of a larger file.
    pub fn stand_at(&mut self, at: Place) {
        for (_, place, whole) in &mut self.actors {
            *place = at;
            *whole = whole.map(|_| at);
        }
        self.issues.iter_mut().for_each(|(_, place)| *place = at);
        self.sources.iter_mut().for_each(|(_, place)| *place = at);
        self.labels.iter_mut().for_each(|(.., place)| *place = at);
        self.faults.iter_mut().for_each(|fault| fault.place = Some(at));
        for (_, place, places) in &mut self.stances {
            (*place, *places) = (at, RowPlaces::default());
        }
    }

    /// Converts it to a document; keeps one of each repeated declaration.
    pub fn into_document(self) -> Document {
        Document {
            schema: self.schema,
            title: self.title,
            description: self.description,
            coded_range: self.coded_range,
            actors: self.actors.into_iter().map(|(actor, ..)| (actor.id.clone(), actor)).collect(),
            issues: self.issues.into_iter().map(|(issue, _)| (issue.id.clone(), issue)).collect(),
            sources: self.sources.into_iter().map(|(s, _)| (s.id.clone(), s)).collect(),
            labels: self.labels.into_iter().map(|(label, meaning, _)| (label, meaning)).collect(),
            stances: self.stances.into_iter().map(|(stance, ..)| stance).collect(),
        }
    }
}

struct Walk<'w, 't> {
    lines: &'w Lines<'t>,
    limits: &'w Limits,
    parsed: Parsed,
}

/// The fields of a table: readers take the ones they know, and the rest are faults.
struct Fields<'n, 't> {
    all: &'n [(Key<'t>, Node<'t>)],
    known: Vec<&'static str>,
    within: &'static str,
    place: Place,
}

impl<'n, 't> Fields<'n, 't> {
    fn take(&mut self, name: &'static str) -> Option<(&'n Key<'t>, &'n Node<'t>)> {
        self.known.push(name);
        self.all.iter().find(|(key, _)| key.text == name).map(|(key, node)| (key, node))
    }
}

impl Walk<'_, '_> {
    fn fault(&mut self, cause: Cause, node: &Node) {
        let place = || Some(self.lines.place(&node.span));
        self.parsed.faults.push_with(|| Fault { cause, place: place() });
    }

    fn fault_at(&mut self, cause: Cause, place: Place) {
        self.parsed.faults.push(cause, Some(place));
    }

    fn wrong_type(&mut self, field: &str, expected: &'static str, node: &Node) {
        let found = node.value.kind();
        self.fault(Cause::WrongType { field: field.into(), expected, found }, node);
    }

    fn root(&mut self, root: &Node) {
        let Some(mut fields) = self.fields(root, "the file", "the file") else { return };
        self.parsed.schema = self.text(&mut fields, "$schema");
        self.parsed.title = self.text(&mut fields, "title");
        self.parsed.description = self.text(&mut fields, "description");
        self.parsed.coded_range = self.coded_range(&mut fields);
        for (key, node) in self.entries(&mut fields, "actors") {
            self.actor(key, node);
        }
        for (key, node) in self.entries(&mut fields, "issues") {
            self.issue(key, node);
        }
        for (key, node) in self.entries(&mut fields, "sources") {
            self.source(key, node);
        }
        for (key, node) in self.entries(&mut fields, "labels") {
            self.label(key, node);
        }
        self.parsed.short.creates = self.creates(&mut fields);
        self.defaults(&mut fields);
        for node in self.items(&mut fields, "stances") {
            self.stance(node);
        }
        self.finish(&fields);
    }

    /// Whether names that nobody declares are actors and issues: `undeclared = "create"`.
    fn creates(&mut self, fields: &mut Fields) -> bool {
        let Some((word, place)) = self.text_at(fields, UNDECLARED) else { return false };
        if word == CREATE {
            return true;
        }
        let problem = format!("\"{UNDECLARED}\" has to be \"{CREATE}\", not \"{word}\"");
        let fix = format!("write {UNDECLARED} = \"{CREATE}\", or leave it out").into();
        self.fault_at(Cause::Slip { problem, fix }, place);
        false
    }

    /// Reads the fields that all stances of the file share.
    fn defaults(&mut self, fields: &mut Fields) {
        let Some((_, node)) = fields.take(DEFAULTS) else { return };
        let Some(mut fields) = self.fields(node, DEFAULTS, "the defaults") else { return };
        self.parsed.short.defaults = Defaults {
            actor: self.id(&mut fields, "actor"),
            speaker: self.id(&mut fields, "speaker"),
            issue: self.id(&mut fields, "issue"),
            date: self.date(&mut fields, "date"),
            source: self.id(&mut fields, "source"),
            locator: self.text(&mut fields, "locator"),
            coder: self.text(&mut fields, "coder"),
            grade: self.text(&mut fields, "grade"),
        };
        self.finish(&fields);
    }

    /// Reads a line of a format with one record per line.
    fn record(&mut self, node: &Node) {
        let Some(mut fields) = self.fields(node, "a line", "a stance") else {
            self.parsed.is_broken = true;
            return;
        };
        let before = self.parsed.faults.len();
        let record = self.text_at(&mut fields, "record");
        match record.as_ref().map(|(record, _)| record.as_str()) {
            None if self.parsed.faults.len() > before => self.parsed.is_broken = true,
            None | Some("stance") => self.stance_of(fields),
            Some("actor") => {
                let (id, place) = self.own_id(&mut fields, "an actor", "the actor");
                self.actor_of(id, place, fields);
            }
            Some("issue") => {
                let (id, place) = self.own_id(&mut fields, "an issue", "the issue");
                self.issue_of(id, place, fields);
            }
            Some("source") => {
                let (id, place) = self.own_id(&mut fields, "a source", "the source");
                self.source_of(id, place, fields);
            }
            Some("label") => self.label_record(fields),
            Some("graph") => self.whole(fields),
            Some(other) => {
                let known = ["stance", "actor", "issue", "source", "label", "graph"];
                let suggestion = nearest(other, known).map(str::to_owned);
                let name = other.into();
                let cause = Cause::Unknown {
                    what: "record",
                    name,
                    suggestion,
                    notation: Notation::default(),
                };
                self.fault_at(cause, record.as_ref().map_or(fields.place, |(_, place)| *place));
                self.parsed.is_broken = true;
            }
        }
    }

    /// The id of a record, and its place.
    fn own_id<I: FromStr<Err = IdError>>(
        &mut self,
        fields: &mut Fields,
        within: &'static str,
        whole: &'static str,
    ) -> (Option<I>, Place) {
        fields.within = within;
        if !said(fields, &["id"]) {
            let cause = Cause::MissingField { kind: "field", name: "id", within: whole };
            self.fault_at(cause, fields.place);
        }
        let (id, place) = split(self.id::<I>(fields, "id"));
        self.parsed.is_broken |= id.is_none();
        (id, place.unwrap_or(fields.place))
    }

    fn label_record(&mut self, mut fields: Fields) {
        fields.within = "a label";
        let (label, place) = split(self.text_at(&mut fields, "label"));
        let place = place.unwrap_or(fields.place);
        if !said(&fields, &["label"]) {
            let cause = Cause::MissingField { kind: "field", name: "label", within: "the label" };
            self.fault_at(cause, place);
        }
        let meaning = self.meaning_of(fields, place).unwrap_or(Position::Neutral.into());
        self.parsed.is_broken |= label.is_none();
        let Some(label) = label else { return };
        self.label_means(&label, meaning, place);
    }

    /// Reads the title, the description and the coded range of the graph.
    fn whole(&mut self, mut fields: Fields) {
        fields.within = "the graph";
        self.parsed.title = self.text(&mut fields, "title");
        self.parsed.description = self.text(&mut fields, "description");
        self.parsed.coded_range = self.coded_range(&mut fields);
        self.finish(&fields);
    }

    fn coded_range(&mut self, fields: &mut Fields) -> Option<PositionRange> {
        let (text, place) = self.text_at(fields, CODED_RANGE)?;
        let range = text.parse::<PositionRange>();
        range.map_err(|error| self.fault_at(Cause::Syntax(error.to_string()), place)).ok()
    }

    fn actor(&mut self, key: &Key, node: &Node) {
        let fields = self.fields_or_none(node, &key.text, "an actor");
        let id = self.key_id(key);
        self.actor_of(id, self.lines.place(&key.span), fields);
    }

    fn actor_of(&mut self, id: Option<ActorId>, place: Place, mut fields: Fields) {
        let name = self.name(&mut fields);
        let kind = self.text(&mut fields, "kind");
        let aliases = self.aliases(&mut fields);
        let (part_of, whole) = split(self.id(&mut fields, "part-of"));
        let attributes = self.attributes(&mut fields);
        self.finish(&fields);
        let Some(id) = id else { return };
        let actor = Actor { id, name, kind, aliases, part_of, attributes };
        self.parsed.actors.push((actor, place, whole));
    }

    fn issue(&mut self, key: &Key, node: &Node) {
        let fields = self.fields_or_none(node, &key.text, "an issue");
        let id = self.key_id(key);
        self.issue_of(id, self.lines.place(&key.span), fields);
    }

    fn issue_of(&mut self, id: Option<IssueId>, place: Place, mut fields: Fields) {
        let name = self.name(&mut fields);
        let description = self.text(&mut fields, "description");
        let aliases = self.aliases(&mut fields);
        let attributes = self.attributes(&mut fields);
        self.finish(&fields);
        let Some(id) = id else { return };
        let issue = Issue { id, name, description, aliases, attributes };
        self.parsed.issues.push((issue, place));
    }

    fn source(&mut self, key: &Key, node: &Node) {
        let fields = self.fields_or_none(node, &key.text, "a source");
        let id = self.key_id(key);
        self.source_of(id, self.lines.place(&key.span), fields);
    }

    fn source_of(&mut self, id: Option<SourceId>, place: Place, mut fields: Fields) {
        let title = self.text(&mut fields, "title");
        let publisher = self.text(&mut fields, "publisher");
        let date = self.date(&mut fields, "date");
        let url = self.text(&mut fields, "url");
        let archived = self.text(&mut fields, "archived");
        let text = self.text(&mut fields, "text");
        self.finish(&fields);
        let Some(id) = id else { return };
        let source = Source { id, title, publisher, date, url, archived, text };
        self.parsed.sources.push((source, place));
    }

    fn label(&mut self, key: &Key, node: &Node) {
        let place = self.lines.place(&key.span);
        let meaning = match node.value.as_text() {
            Some(_) => self.position_of(node).map(LabelMeaning::from),
            None => {
                let fields = self.fields(node, &key.text, "a label");
                fields.and_then(|fields| self.meaning_of(fields, place))
            }
        };
        // The label has no valid meaning, so there will be no graph, but the label counts as known.
        self.label_means(&key.text, meaning.unwrap_or(Position::Neutral.into()), place);
    }

    fn label_means(&mut self, label: &str, meaning: LabelMeaning, place: Place) {
        let label = label.trim();
        if label.is_empty() {
            let cause = Cause::InvalidId { field: "labels".into(), error: IdError::Empty };
            return self.fault_at(cause, place);
        }
        self.parsed.labels.push((label.into(), meaning, place));
    }

    fn meaning_of(&mut self, mut fields: Fields, place: Place) -> Option<LabelMeaning> {
        let position = self.position(&mut fields);
        let strength = self.strength(&mut fields).unwrap_or_default();
        if !said(&fields, &["position"]) {
            let cause =
                Cause::MissingField { kind: "field", name: "position", within: "the label" };
            self.fault_at(cause, place);
        }
        self.finish(&fields);
        position.map(|position| LabelMeaning { position, strength })
    }

    fn stance(&mut self, node: &Node) {
        let Some(fields) = self.fields(node, "stances", "a stance") else { return };
        self.stance_of(fields);
    }

    fn stance_of(&mut self, mut fields: Fields) {
        let before = self.parsed.faults.len();
        let id = self.id::<StanceId>(&mut fields, "id").map(|(id, _)| id);
        let shared = self.parsed.short.defaults.clone();
        let actor = self.id::<ActorId>(&mut fields, "actor").or(shared.actor);
        let speaker = split(self.id::<ActorId>(&mut fields, "speaker").or(shared.speaker));
        let label = split(self.text_at(&mut fields, "label"));
        let toward = split(self.id::<ActorId>(&mut fields, "toward"));
        let has_target = said(&fields, &["issue", "toward"]);
        let issue = self.id::<IssueId>(&mut fields, "issue");
        let issue = split(issue.or(shared.issue.filter(|_| !has_target)));
        let position = self.position(&mut fields);
        let strength = self.strength(&mut fields);
        let weight = self.weight(&mut fields);
        let date = self.date(&mut fields, "date").or(shared.date);
        let until = self.date(&mut fields, "until");
        let source = split(self.id::<SourceId>(&mut fields, "source").or(shared.source));
        let [locator, quote, note, coder, grade] =
            ["locator", "quote", "note", "coder", "grade"].map(|name| self.text(&mut fields, name));
        let locator = locator.or(shared.locator);
        let [coder, grade] = [coder.or(shared.coder), grade.or(shared.grade)];
        let Provenance { status, characters, proposed_by, rule, confidence } =
            self.provenance(&mut fields);
        if actor.is_none() && !said(&fields, &["actor"]) {
            let cause = Cause::MissingField { kind: "field", name: "actor", within: "the stance" };
            self.fault_at(cause, fields.place);
        }
        self.finish(&fields);
        let Some((actor, actor_place)) = actor else { return };
        let is_faulty = self.parsed.faults.len() > before;
        if is_faulty && issue.0.is_none() && toward.0.is_none() {
            return;
        }
        // There will be no graph, but the names in a stance with other faults are still checked.
        let unread = said(&fields, &["position"]) || said(&fields, &["label"]) && label.0.is_none();
        let position = position.or((is_faulty && unread).then_some(Position::Neutral));
        let places = RowPlaces {
            actor: Some(actor_place),
            speaker: speaker.1,
            label: label.1,
            issue: issue.1,
            toward: toward.1,
            source: source.1,
        };
        let stance = Stance {
            id,
            actor,
            speaker: speaker.0,
            label: label.0,
            issue: issue.0,
            toward: toward.0,
            position,
            strength,
            weight,
            date,
            until,
            source: source.0,
            locator,
            quote,
            note,
            coder,
            grade,
            status,
            characters,
            proposed_by,
            rule,
            confidence,
        };
        self.parsed.stances.push((stance, fields.place, places));
    }

    /// The fields of a table; a repeated field is a fault.
    fn fields<'n, 't>(
        &mut self,
        node: &'n Node<'t>,
        name: &str,
        within: &'static str,
    ) -> Option<Fields<'n, 't>> {
        let Value::Table(all) = &node.value else {
            self.wrong_type(name, "a table", node);
            return None;
        };
        let mut names = all.iter().map(|(key, _)| (&key.text, key.span.start)).collect::<Vec<_>>();
        names.sort_unstable();
        for pair in names.windows(2).filter(|pair| pair[0].0 == pair[1].0) {
            let span = pair[1].1..pair[1].1 + pair[1].0.len();
            let place = self.lines.place(&span);
            self.fault_at(Cause::RepeatedField(pair[1].0.to_string()), place);
        }
        Some(Fields { all, known: Vec::new(), within, place: self.lines.place(&node.span) })
    }

    /// The fields of a table; none if the node is not a table, so that the names it declares still count as known.
    fn fields_or_none<'n, 't>(
        &mut self,
        node: &'n Node<'t>,
        name: &str,
        within: &'static str,
    ) -> Fields<'n, 't> {
        let fields = self.fields(node, name, within);
        self.parsed.is_broken |= fields.is_none();
        fields.unwrap_or_else(|| {
            let place = self.lines.place(&node.span);
            Fields { all: &[], known: Vec::new(), within, place }
        })
    }

    /// Reports the fields that no reader took.
    fn finish(&mut self, fields: &Fields) {
        for (key, _) in fields.all.iter().filter(|(key, _)| !fields.known.contains(&&*key.text)) {
            self.parsed.faults.push_with(|| {
                let suggestion = nearest(&key.text, fields.known.iter().copied());
                let cause = Cause::UnknownField {
                    kind: "field",
                    name: key.text.to_string(),
                    within: fields.within,
                    suggestion: suggestion.map(str::to_owned),
                    known: fields.known.join(", "),
                };
                Fault { cause, place: Some(self.lines.place(&key.span)) }
            });
        }
    }

    /// The entries of a table: actors by id, labels by text.
    fn entries<'n, 't>(
        &mut self,
        fields: &mut Fields<'n, 't>,
        name: &'static str,
    ) -> &'n [(Key<'t>, Node<'t>)] {
        let Some((_, node)) = fields.take(name) else { return &[] };
        self.fields_or_none(node, name, name).all
    }

    fn items<'n, 't>(&mut self, fields: &mut Fields<'n, 't>, name: &'static str) -> &'n [Node<'t>] {
        let Some((_, node)) = fields.take(name) else { return &[] };
        let Value::List(items) = &node.value else {
            let expected = match self.lines.is_json() {
                true => "a list",
                false => "a list, written [[stances]]",
            };
            self.wrong_type(name, expected, node);
            return &[];
        };
        items
    }

    /// A text within the length limit.
    fn checked<'n>(&mut self, name: &str, node: &'n Node) -> Option<&'n str> {
        let Value::Text(text) = &node.value else {
            self.wrong_type(name, "a text", node);
            return None;
        };
        if text.len() > self.limits.field_length {
            let limit = format!("{} bytes", self.limits.field_length);
            self.fault(Cause::TooLarge { what: "a text", limit }, node);
            return None;
        }
        Some(text)
    }

    fn text_at(&mut self, fields: &mut Fields, name: &'static str) -> Option<(String, Place)> {
        let (_, node) = fields.take(name)?;
        let text = self.checked(name, node)?.to_owned();
        Some((text, self.lines.place(&node.span)))
    }

    fn text(&mut self, fields: &mut Fields, name: &'static str) -> Option<String> {
        self.text_at(fields, name).map(|(text, _)| text)
    }

    fn name(&mut self, fields: &mut Fields) -> Option<String> {
        self.naming(|walk| walk.text(fields, "name"))
    }

    fn aliases(&mut self, fields: &mut Fields) -> Vec<String> {
        self.naming(|walk| walk.texts(fields, "aliases"))
    }

    /// Reads names; if they have faults, a name that is unknown elsewhere may be among them.
    fn naming<T>(&mut self, read: impl FnOnce(&mut Self) -> T) -> T {
        let before = self.parsed.faults.len();
        let names = read(self);
        self.parsed.is_broken |= self.parsed.faults.len() > before;
        names
    }

    fn texts(&mut self, fields: &mut Fields, name: &'static str) -> Vec<String> {
        let Some((_, node)) = fields.take(name) else { return Vec::new() };
        let Value::List(items) = &node.value else {
            self.wrong_type(name, "a list of texts", node);
            return Vec::new();
        };
        items.iter().filter_map(|item| self.checked(name, item).map(str::to_owned)).collect()
    }

    fn key_id<I: FromStr<Err = IdError>>(&mut self, key: &Key) -> Option<I> {
        let id = key.text.parse::<I>();
        self.parsed.is_broken |= id.is_err();
        id.map_err(|error| {
            let place = self.lines.place(&key.span);
            self.fault_at(Cause::InvalidId { field: key.text.to_string(), error }, place);
        })
        .ok()
    }

    fn id<I: FromStr<Err = IdError>>(
        &mut self,
        fields: &mut Fields,
        name: &'static str,
    ) -> Option<(I, Place)> {
        let (_, node) = fields.take(name)?;
        let id = self.checked(name, node)?.parse::<I>();
        match id {
            Ok(id) => Some((id, self.lines.place(&node.span))),
            Err(error) => {
                self.fault(Cause::InvalidId { field: name.into(), error }, node);
                None
            }
        }
    }

    /// A date: a text, a date of TOML, or a year as a number.
    fn date(&mut self, fields: &mut Fields, name: &'static str) -> Option<Date> {
        let (_, node) = fields.take(name)?;
        let text: &str = match &node.value {
            Value::Text(text) | Value::Number(text) => text,
            Value::Day(day) => day,
            Value::Flag(_) | Value::Time | Value::Null | Value::List(_) | Value::Table(_) => {
                self.wrong_type(name, "a date", node);
                return None;
            }
        };
        let date = text.parse();
        if date.is_err() {
            let text = text.chars().take(80).collect();
            self.fault(Cause::InvalidDate { field: name.into(), text }, node);
        }
        date.ok()
    }

    fn position(&mut self, fields: &mut Fields) -> Option<Position> {
        let (_, node) = fields.take("position")?;
        self.position_of(node)
    }

    fn position_of(&mut self, node: &Node) -> Option<Position> {
        let word = self.checked("position", node)?;
        let position = word.parse();
        if position.is_err() {
            self.parsed.faults.push_with(|| {
                let suggestion = nearest_position(word);
                let cause = Cause::UnknownPosition { name: word.into(), suggestion };
                Fault { cause, place: Some(self.lines.place(&node.span)) }
            });
        }
        position.ok()
    }

    fn strength(&mut self, fields: &mut Fields) -> Option<Strength> {
        let (_, node) = fields.take("strength")?;
        let Value::Number(number) = &node.value else {
            self.wrong_type("strength", "a number", node);
            return None;
        };
        let strength = number.parse().ok().and_then(|number| Strength::new(number).ok());
        if strength.is_none() {
            self.fault(Cause::InvalidStrength(number.to_string()), node);
        }
        strength
    }

    /// Whether a stance is confirmed, the characters that it quotes, and who proposed it.
    fn provenance(&mut self, fields: &mut Fields) -> Provenance<String> {
        let mut nodes = Vec::new();
        let read = Provenance::read(|name| {
            let (_, node) = fields.take(name)?;
            nodes.push((name, node));
            match (&node.value, name) {
                (Value::Number(digits), "confidence") => Some(digits.to_string()),
                _ if name == "confidence" => {
                    self.wrong_type(name, "a number", node);
                    None
                }
                _ => self.checked(name, node).map(str::to_owned),
            }
        });
        read.unwrap_or_else(|wrong| {
            for WrongProvenance { field, problem, fix } in wrong {
                let node = nodes.iter().find(|(name, _)| *name == field).expect("it was read");
                self.fault(Cause::Slip { problem, fix: fix.into() }, node.1);
            }
            Provenance::default()
        })
    }

    fn weight(&mut self, fields: &mut Fields) -> Option<Weight> {
        let (_, node) = fields.take("weight")?;
        let Value::Number(number) = &node.value else {
            self.wrong_type("weight", "a number", node);
            return None;
        };
        let weight = number.parse().ok().and_then(|number| Weight::new(number).ok());
        if weight.is_none() {
            self.fault(Cause::InvalidWeight(number.to_string()), node);
        }
        weight
    }

    fn attributes(&mut self, fields: &mut Fields) -> Attributes {
        let all = self.entries(fields, "attributes");
        let attributes = all.iter().filter_map(|(key, node)| {
            let value = self.attribute(&key.text, node)?;
            Some((key.text.to_string(), value))
        });
        attributes.collect()
    }

    fn attribute(&mut self, name: &str, node: &Node) -> Option<Attribute> {
        match &node.value {
            Value::Text(_) => self.checked(name, node).map(Attribute::from),
            Value::Flag(flag) => Some(Attribute::Flag(*flag)),
            Value::Day(day) => Some(Attribute::Text(day.clone())),
            Value::Number(number) => self.number(name, number, node).map(Attribute::Number),
            Value::Time | Value::Null | Value::List(_) | Value::Table(_) => {
                self.wrong_type(name, "a text, a number, true or false", node);
                None
            }
        }
    }
}

impl Walk<'_, '_> {
    fn number(&mut self, name: &str, digits: &str, node: &Node) -> Option<f64> {
        exact(name, digits).map_err(|cause| self.fault(cause, node)).ok()
    }
}

/// A finite number; a number that would lose digits is refused.
pub(super) fn exact(name: &str, digits: &str) -> Result<f64, Cause> {
    let Some(number) = digits.parse().ok().filter(|number: &f64| number.is_finite()) else {
        let (expected, found) = ("a finite number", "a number");
        return Err(Cause::WrongType { field: name.into(), expected, found });
    };
    let is_whole = digits.bytes().all(|byte| byte.is_ascii_digit() || b"+-".contains(&byte));
    if is_whole && number.abs() > LARGEST_WHOLE {
        let limit = LARGEST_WHOLE.to_string();
        return Err(Cause::TooLarge { what: "a whole number", limit });
    }
    Ok(number)
}

/// Whether any of these fields is present, valid or not.
fn said(fields: &Fields, names: &[&str]) -> bool {
    fields.all.iter().any(|(key, _)| names.contains(&&*key.text))
}

fn split<T>(found: Option<(T, Place)>) -> (Option<T>, Option<Place>) {
    found.map_or((None, None), |(thing, place)| (Some(thing), Some(place)))
}
