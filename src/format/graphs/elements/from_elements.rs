//! Turns our own nodes and edges back into a document.

use std::borrow::Cow;

use rustc_hash::{FxHashMap, FxHashSet};

use super::{
    Edge, Elements, Kind, LABELS, MARK, Node, PREFIX, Property, RESERVED, SOURCES, Value, kind_of,
};
use crate::error::{Cause, Fault, FileId, Place, Speller, nearest_position};
use crate::format::document::{CODED_RANGE, Parsed};
use crate::format::json;
use crate::format::limit::Limits;
use crate::format::tables::aliases;
use crate::format::tree::{self, Key, Lines};
use crate::graph::{Builder, RowPlaces, StanceRow, Undeclared, is_like_derived};
use crate::model::{
    Actor, ActorId, Attribute, Attributes, Date, IdError, Issue, IssueId, Position, PositionRange,
    Provenance, Source, SourceId, StanceId, Strength, Weight, WrongProvenance,
};

/// Adds everything to a builder.
pub(super) fn build(elements: &Elements, file: FileId, limits: &Limits, builder: &mut Builder) {
    builder.undeclared(Undeclared::Refuse);
    let kinds = FxHashMap::default();
    let (sources, speller) = (FxHashSet::default(), None);
    let mut raise = Raise { file, limits, builder, kinds, speller, sources };
    elements.graph.iter().for_each(|property| raise.whole(property));
    elements.nodes.iter().for_each(|node| raise.node(node));
    elements.edges.iter().for_each(|edge| raise.edge(edge));
}

struct Raise<'e, 'b> {
    file: FileId,
    limits: &'b Limits,
    builder: &'b mut Builder,
    /// The kinds of the nodes.
    kinds: FxHashMap<&'e str, Kind<'e>>,
    /// Suggests ids of nodes, once an edge names an unknown one.
    speller: Option<Speller<'e>>,
    /// The declared sources.
    sources: FxHashSet<Cow<'e, str>>,
}

/// The attributes of an element that are not yet taken.
struct Fields<'e, 't> {
    all: &'e [Property<'t>],
    open: FxHashMap<&'e str, &'e Property<'t>>,
}

impl<'e, 't> Fields<'e, 't> {
    fn take(&mut self, name: &str) -> Option<&'e Property<'t>> {
        self.open.remove(name)
    }

    /// The text of an attribute, and its place; nothing if it is empty.
    fn text(&mut self, name: &str) -> (Option<Cow<'e, str>>, Option<Place>) {
        let Some(property) = self.take(name) else { return (None, None) };
        let text = match &property.value {
            Value::Text(text) => Cow::Borrowed(&**text),
            other @ (Value::Flag(_) | Value::Number(_)) => other.to_string().into(),
        };
        (Some(text).filter(|text| !text.is_empty()), property.place)
    }

    fn owned(&mut self, name: &str) -> Option<String> {
        self.text(name).0.map(Cow::into_owned)
    }

    fn flag(&mut self, name: &str) -> bool {
        self.text(name).0.is_some_and(|text| text == "true")
    }

    /// The attributes that are not taken, in order.
    fn rest(&self) -> impl Iterator<Item = &'e Property<'t>> {
        self.all.iter().filter(|property| self.open.contains_key(&*property.name))
    }
}

impl<'e> Raise<'e, '_> {
    fn fault(&mut self, cause: Cause, place: Option<Place>) {
        self.builder.fault(cause, place);
    }

    /// The attributes of an element; a repeated one, and one that is too long, is a fault.
    fn fields<'t>(&mut self, all: &'e [Property<'t>]) -> Fields<'e, 't> {
        let mut open = FxHashMap::default();
        for property in all {
            self.check_length(property);
            if open.insert(&*property.name, property).is_some() {
                self.fault(Cause::RepeatedField(property.name.to_string()), property.place);
            }
        }
        Fields { all, open }
    }

    fn check_length(&mut self, property: &Property) {
        let length = match &property.value {
            Value::Text(text) => text.len().max(property.name.len()),
            Value::Flag(_) | Value::Number(_) => property.name.len(),
        };
        if length > self.limits.field_length {
            let limit = format!("{} bytes", self.limits.field_length);
            self.fault(Cause::TooLarge { what: "a text", limit }, property.place);
        }
    }

    fn whole(&mut self, property: &'e Property) {
        match (&*property.name, &property.value) {
            (MARK, _) => {}
            (SOURCES | LABELS, Value::Text(json)) => self.table(&property.name, json, property),
            ("title", Value::Text(title)) => {
                self.check_length(property);
                self.builder.title(&**title);
            }
            ("description", Value::Text(description)) => {
                self.check_length(property);
                self.builder.description(&**description);
            }
            (CODED_RANGE, Value::Text(range)) => match range.parse::<PositionRange>() {
                Ok(range) => drop(self.builder.coded_range(range)),
                Err(error) => {
                    let cause = Cause::Syntax(error.to_string());
                    self.fault(cause, property.place);
                }
            },
            (name, _) => self.builder.leave_out(self.file, "attributes of the graph", name),
        }
    }

    /// Reads sources or labels from JSON; their faults are at the attribute.
    fn table(&mut self, name: &str, text: &str, property: &Property) {
        let node = match json::parse(text) {
            Ok(node) => node,
            Err((cause, _)) => {
                self.builder.incomplete();
                return self.fault(cause, property.place);
            }
        };
        let span = node.span.clone();
        let key = Key { text: name.into(), span: span.clone() };
        let root = tree::Node { value: tree::Value::Table(vec![(key, node)]), span };
        let mut parsed = Parsed::of(&root, &Lines::new(self.file, text), self.limits);
        if let Some(place) = property.place {
            parsed.stand_at(place);
        }
        let ids = parsed.sources.iter().map(|(source, _)| source.id.to_string().into());
        self.sources.extend(ids);
        parsed.build(self.builder);
    }

    fn node(&mut self, node: &'e Node) {
        let mut fields = self.fields(&node.properties);
        let record = fields.text("record").0;
        let id = node.own_id();
        let kind = kind_of(id).or(match record.as_deref() {
            Some("actor") => Some(Kind::Actor(id)),
            Some("issue") => Some(Kind::Issue(id)),
            _ => None,
        });
        let Some(kind) = kind else {
            self.builder.incomplete();
            return self.fault(Cause::NoKind(id.to_owned()), node.place);
        };
        let known = self.kinds.insert(&node.id, kind);
        if known.is_some_and(|known| known != kind) {
            let cause = Cause::Repeated { what: "node", id: node.id.to_string(), first: None };
            self.fault(cause, node.place);
        }
        match kind {
            Kind::Actor(id) => self.actor(id, node, fields),
            Kind::Issue(id) => self.issue(id, node, fields),
        }
    }

    fn actor(&mut self, id: &str, node: &Node, mut fields: Fields) {
        let Some(id) = self.id::<ActorId>("id", id, node.place) else {
            return self.builder.incomplete();
        };
        let (whole, place) = fields.text("part-of");
        let part_of = whole.and_then(|whole| self.id("part-of", &whole, place));
        let actor = Actor {
            name: name(id.as_str(), node, &mut fields),
            kind: fields.owned("kind"),
            aliases: aliases(fields.text("aliases").0.as_deref()),
            part_of,
            attributes: self.attributes(node, &fields),
            id,
        };
        self.builder.actor_at(actor, node.place, place);
    }

    fn issue(&mut self, id: &str, node: &Node, mut fields: Fields) {
        let Some(id) = self.id::<IssueId>("id", id, node.place) else {
            return self.builder.incomplete();
        };
        let issue = Issue {
            name: name(id.as_str(), node, &mut fields),
            description: fields.owned("description"),
            aliases: aliases(fields.text("aliases").0.as_deref()),
            attributes: self.attributes(node, &fields),
            id,
        };
        self.builder.issue_at(issue, node.place);
    }

    fn id<I: std::str::FromStr<Err = IdError>>(
        &mut self,
        field: &str,
        text: &str,
        place: Option<Place>,
    ) -> Option<I> {
        let id = text.parse();
        if let Err(error) = &id {
            let cause = Cause::InvalidId { field: field.into(), error: *error };
            self.fault(cause, place);
        }
        id.ok()
    }

    /// All remaining attributes are free ones, except copies of the node's id that programs add.
    fn attributes(&mut self, node: &Node, fields: &Fields) -> Attributes {
        let mut attributes = Attributes::new();
        let ids = [&*node.id, node.own_id()];
        let is_copy = |property: &Property| {
            let is_id = matches!(&property.value, Value::Text(text) if ids.contains(&&**text));
            is_id && RESERVED.contains(&&*property.name)
        };
        for property in fields.rest().filter(|property| !is_copy(property)) {
            let name = property.name.strip_prefix(PREFIX).unwrap_or(&property.name);
            let Some(value) = self.attribute(name, property) else { continue };
            if attributes.insert(name.to_owned(), value).is_some() {
                self.fault(Cause::RepeatedField(name.to_owned()), property.place);
            }
        }
        attributes
    }

    fn attribute(&mut self, name: &str, property: &Property) -> Option<Attribute> {
        match &property.value {
            Value::Flag(flag) => Some(Attribute::Flag(*flag)),
            Value::Text(text) => Some(Attribute::Text(text.to_string())),
            Value::Number(number) if number.is_finite() => Some(Attribute::Number(*number)),
            Value::Number(_) => {
                let (expected, found) = ("a finite number", "a number that is none");
                let cause = Cause::WrongType { field: name.into(), expected, found };
                self.fault(cause, property.place);
                None
            }
        }
    }

    fn edge(&mut self, edge: &'e Edge) {
        let before = self.builder.fault_count();
        let mut fields = self.fields(&edge.properties);
        let id = self.stance_id(edge, &mut fields);
        let [from, to] = [&edge.ends[0], &edge.ends[1]].map(|end| self.end(end, edge));
        let (date, until) = (self.date("date", &mut fields), self.date("until", &mut fields));
        let (speaker, speaker_place) = fields.text("speaker");
        let (label, label_place) = fields.text("label");
        let (source, source_place) = fields.text("source-id");
        self.source(source.as_deref(), source_place.or(edge.place), &mut fields);
        let on_actor = matches!(to, Some(Kind::Actor(_)));
        let (position, strength) = self.position(label.as_deref(), on_actor, &mut fields);
        let weight = if strength.is_none() { self.weight(&mut fields) } else { None };
        let (toward, toward_place) = match on_actor {
            true => (None, None),
            false => fields.text("toward"),
        };
        let [locator, quote, note, coder, grade] =
            ["locator", "quote", "note", "coder", "grade"].map(|name| fields.text(name).0);
        let provenance = self.provenance(edge, &mut fields);
        self.leave_out(&fields);
        let (issue, toward) = match to {
            Some(Kind::Actor(id)) => (None, Some(id)),
            Some(Kind::Issue(id)) => (Some(id), toward.as_deref()),
            None => return,
        };
        let actor = match from {
            Some(Kind::Actor(id)) => id,
            Some(Kind::Issue(id)) => {
                return self.fault(Cause::IssueTakesPosition(id.to_owned()), edge.place);
            }
            None => return,
        };
        if self.builder.fault_count() > before {
            return;
        }
        let row = StanceRow {
            id: id.as_ref(),
            actor,
            speaker: speaker.as_deref(),
            label: label.as_deref(),
            issue,
            toward,
            position,
            strength,
            weight,
            date,
            until,
            source: source.as_deref(),
            locator: locator.as_deref(),
            quote: quote.as_deref(),
            note: note.as_deref(),
            coder: coder.as_deref(),
            grade: grade.as_deref(),
            provenance: provenance.map(String::as_str),
            place: edge.place,
            places: RowPlaces {
                speaker: speaker_place,
                label: label_place,
                toward: toward_place,
                source: source_place,
                ..RowPlaces::default()
            },
        };
        self.builder.row(&row);
    }

    /// Whether the stance is confirmed, the characters that it quotes, and who proposed it.
    fn provenance(&mut self, edge: &Edge, fields: &mut Fields) -> Provenance<String> {
        let read = Provenance::read(|name| fields.text(name).0.map(Cow::into_owned));
        read.unwrap_or_else(|wrong| {
            for WrongProvenance { problem, fix, .. } in wrong {
                self.fault(Cause::Slip { problem, fix: fix.into() }, edge.place);
            }
            Provenance::default()
        })
    }

    /// The stance's own id; `None` if the id is only a derived one.
    fn stance_id(&mut self, edge: &Edge, fields: &mut Fields) -> Option<StanceId> {
        let (kept, place) = fields.text("id");
        let is_own = fields.flag("own-id");
        let id = kept.or_else(|| edge.id.as_deref().map(Cow::Borrowed))?;
        let is_own = is_own || !is_like_derived(&id);
        is_own.then(|| self.id("id", &id, place.or(edge.place))).flatten()
    }

    /// The kind of a node that an edge names.
    fn end(&mut self, id: &'e str, edge: &Edge) -> Option<Kind<'e>> {
        let kind = self.kinds.get(id).copied().or_else(|| kind_of(id));
        if kind.is_none() {
            let (kinds, speller) = (&self.kinds, &mut self.speller);
            self.builder.fault_with(|| {
                let speller = speller.get_or_insert_with(|| Speller::new(kinds.keys().copied()));
                let suggestion = speller.nearest(id).map(str::to_owned);
                let cause = Cause::UnknownNode { key: id.to_owned(), suggestion };
                Fault { cause, place: edge.place }
            });
        }
        kind
    }

    fn date(&mut self, name: &str, fields: &mut Fields) -> Option<Date> {
        let (text, place) = fields.text(name);
        let text = text?;
        let date = text.parse();
        if date.is_err() {
            let text = text.chars().take(80).collect();
            self.fault(Cause::InvalidDate { field: name.into(), text }, place);
        }
        date.ok()
    }

    /// The position and the strength; the sign gives them if neither position nor label does.
    fn position(
        &mut self,
        label: Option<&str>,
        on_actor: bool,
        fields: &mut Fields,
    ) -> (Option<Position>, Option<Strength>) {
        let strength = self.number("strength", fields);
        let strength = strength.and_then(|(number, place)| self.strength(number, place));
        let sign = self.number("sign", fields);
        let (word, place) = fields.text("position");
        if let Some(word) = word {
            return (self.position_of(&word, place), strength);
        }
        let is_said = label.is_some_and(|label| self.builder.says_position(label, on_actor));
        let Some((sign, place)) = sign.filter(|_| !is_said) else { return (None, strength) };
        let by_size = (sign != 0.0).then(|| self.strength(sign.abs(), place)).flatten();
        let position = match sign {
            0.0 => Position::Neutral,
            sign if sign > 0.0 => Position::Support,
            _ => Position::Oppose,
        };
        (Some(position), strength.or(by_size))
    }

    fn position_of(&mut self, word: &str, place: Option<Place>) -> Option<Position> {
        let position = word.parse().ok();
        if position.is_none() {
            let suggestion = nearest_position(word);
            self.fault(Cause::UnknownPosition { name: word.into(), suggestion }, place);
        }
        position
    }

    fn number(&mut self, name: &str, fields: &mut Fields) -> Option<(f64, Option<Place>)> {
        let (text, place) = fields.text(name);
        let text = text?;
        let number = text.trim().parse().ok();
        if number.is_none() {
            let (expected, found) = ("a number", "a text");
            self.fault(Cause::WrongType { field: name.into(), expected, found }, place);
        }
        Some((number?, place))
    }

    fn strength(&mut self, number: f64, place: Option<Place>) -> Option<Strength> {
        let strength = Strength::new(number).ok();
        if strength.is_none() {
            self.fault(Cause::InvalidStrength(number.to_string()), place);
        }
        strength
    }

    /// The weight, if there is no strength; beside a strength, another program derived it.
    fn weight(&mut self, fields: &mut Fields) -> Option<Weight> {
        let (number, place) = self.number("weight", fields)?;
        let weight = Weight::new(number).ok();
        if weight.is_none() {
            self.fault(Cause::InvalidWeight(number.to_string()), place);
        }
        weight
    }

    /// Declares a source from an edge, if nothing else declares it.
    fn source(&mut self, id: Option<&str>, place: Option<Place>, fields: &mut Fields) {
        let (title, url) = (fields.owned("source-title"), fields.owned("source-url"));
        let Some(id) = id.map(str::trim).filter(|id| !self.sources.contains(*id)) else { return };
        self.sources.insert(id.to_owned().into());
        if let Some(id) = self.id::<SourceId>("source-id", id, place) {
            self.builder.source_at(Source { title, url, ..Source::new(id) }, place);
        }
    }

    fn leave_out(&mut self, fields: &Fields) {
        for property in fields.rest().filter(|property| property.value != "".into()) {
            let what = "values of edges in attributes that stances do not have";
            self.builder.leave_out(
                self.file,
                what,
                property.name.chars().take(80).collect::<String>(),
            );
        }
    }
}

/// The name of a node: its label, unless that only repeats the id.
fn name(id: &str, node: &Node, fields: &mut Fields) -> Option<String> {
    let label = fields.owned("label").filter(|label| label != id);
    label.or_else(|| {
        let is_copy = fields.open.get("name").is_some_and(|name| name.value == (&*node.id).into());
        if is_copy { None } else { fields.owned("name") }
    })
}
