//! Turns statements into stances.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::Version;
use super::database::Database;
use super::documents::{Archive, Document};
use super::entities::{Entities, Entity, Name};
use super::left_out::LeftOut;
use super::scheme::{Kind, Scheme, Variable};
use super::statements::{Statement, Statements, Value};
use crate::error::{Cause, FileId, Place};
use crate::format::copies::Copies;
use crate::format::options::Settings;
use crate::graph::{Builder, Known, StanceRow};
use crate::model::{
    Actor, ActorId, Attribute, Issue, IssueId, Position, PositionRange, StanceId, Weight,
};

/// Reads a database into a builder, or returns its faults.
pub(super) fn read(
    bytes: &[u8],
    file: FileId,
    settings: &Settings,
    builder: &mut Builder,
) -> Result<(), Vec<Cause>> {
    let whole = |cause| vec![cause];
    let database = Database::open(bytes).map_err(whole)?;
    let version = Version::of(&database)?;
    let scheme = Scheme::read(&database, &settings.dna)?;
    let (mut copies, mut left_out) = (Copies::of(bytes.len()), LeftOut::default());
    let mut entities =
        Entities::read(&database, version, &mut copies, &mut left_out).map_err(whole)?;
    let mut statements =
        Statements::read(&database, version, &scheme, &mut entities, &mut left_out)
            .map_err(whole)?;
    let known = builder.known();
    let taken = known.sources.iter().map(ToString::to_string).collect();
    let mut archive = Archive {
        version,
        taken,
        copies: &mut copies,
        left_out: &mut left_out,
        texts: settings.texts.as_ref(),
    };
    let documents = archive.read(&database, &mut statements).map_err(whole)?;
    let coders = coders(&database).map_err(whole)?;
    drop(database);
    let mut writer = Writer {
        scheme: &scheme,
        entities: &entities,
        documents: &documents,
        coders: &coders,
        known: &known,
        longest: settings.limits.field_length,
        copies,
        left_out,
        file,
        builder,
    };
    writer.say_range(&statements);
    writer.declare(&statements);
    statements.iter().for_each(|statement| writer.stance(statement));
    let Writer { left_out, builder, .. } = writer;
    left_out.tell(file, builder);
    Ok(())
}

/// The names of coders.
fn coders(database: &Database) -> Result<HashMap<i64, String>, Cause> {
    let mut coders = HashMap::new();
    database.scan("CODERS", &["ID", "Name"], |row| {
        if let Some(id) = row.whole(0) {
            coders.entry(id).or_insert_with(|| row.said(1).into_owned());
        }
    })?;
    Ok(coders)
}

/// The position that a statement takes.
#[derive(Clone, Copy)]
struct Side {
    label: &'static str,
    position: Position,
    weight: Option<Weight>,
}

impl Side {
    fn of(position: Position) -> Self {
        let label = match position {
            Position::Oppose => "disagrees with",
            Position::Neutral => "is neutral on",
            Position::Support => "agrees with",
        };
        Self { label, position, weight: None }
    }

    /// The side of a statement that takes none.
    const MENTION: Self = Self { label: "mentions", position: Position::Neutral, weight: None };

    fn of_flag(value: i64) -> Option<Self> {
        match value {
            0 => Some(Self::of(Position::Oppose)),
            1 => Some(Self::of(Position::Support)),
            _ => None,
        }
    }

    /// The side of a whole number: its sign is the position, its size the weight.
    fn of_number(value: i64) -> Self {
        let weight = Weight::new(as_number(value).abs()).ok();
        match value.signum() {
            -1 => Self { weight, ..Self::of(Position::Oppose) },
            0 => Self::of(Position::Neutral),
            _ => Self { weight, ..Self::of(Position::Support) },
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "nobody codes with so many digits")]
fn as_number(value: i64) -> f64 {
    value as f64
}

/// Turns statements into stances.
struct Writer<'a> {
    scheme: &'a Scheme,
    entities: &'a Entities,
    documents: &'a HashMap<i64, Document>,
    coders: &'a HashMap<i64, String>,
    known: &'a Known,
    longest: usize,
    copies: Copies,
    left_out: LeftOut,
    file: FileId,
    builder: &'a mut Builder,
}

impl Writer<'_> {
    /// Sets the range in which whole numbers were coded; the tool divides distances by it.
    fn say_range(&mut self, statements: &[Statement]) {
        let qualifier = self.scheme.qualifier.as_ref();
        if qualifier.is_none_or(|qualifier| qualifier.kind != Kind::Integer) {
            return;
        }
        let values = || statements.iter().filter_map(|statement| statement.qualifier);
        if let (Some(low), Some(high)) = (values().min(), values().max()) {
            let range = PositionRange::new(as_number(low), as_number(high));
            self.builder.coded_range(range.expect("the least is no more than the largest"));
        }
    }

    /// Declares the actors, issues and sources that are not yet known.
    fn declare(&mut self, statements: &[Statement]) {
        self.declare_actors(statements);
        let mut issues = BTreeMap::new();
        for entity in self.of_variable(self.scheme.issue.id) {
            let Some(id) = entity.id().and_then(|id| IssueId::new(id).ok()) else { continue };
            let mut attributes = entity.attributes.clone();
            let whole = entity.whole.and_then(|whole| self.entities.list[whole].id());
            let whole = whole.map(|whole| ("part-of".to_owned(), Attribute::Text(whole)));
            attributes.extend(whole);
            issues.entry(id.clone()).or_insert(Issue { attributes, ..Issue::new(id) });
        }
        let new = |issue: &Issue| !self.known.issues.contains(issue.id.as_str());
        for issue in issues.into_values().filter(new).collect::<Vec<_>>() {
            self.builder.issue(issue);
        }
        let mut sources = self.documents.iter().collect::<Vec<_>>();
        sources.sort_unstable_by_key(|(id, _)| **id);
        for (_, document) in sources {
            self.builder.source(document.source.clone());
        }
    }

    fn of_variable(&self, variable: i64) -> impl Iterator<Item = &Entity> {
        self.entities.list.iter().filter(move |entity| entity.variable == variable)
    }

    /// Declares those who take positions, and those who speak for them: a person who speaks for only one
    /// actor is a part of it.
    fn declare_actors(&mut self, statements: &[Statement]) {
        let speaker = self.scheme.speaker.as_ref();
        let mut actors = BTreeMap::new();
        let mut wholes = BTreeMap::new();
        for variable in std::iter::once(&self.scheme.actor).chain(speaker) {
            for entity in self.of_variable(variable.id) {
                let Some(id) = entity.id().and_then(|id| ActorId::new(id).ok()) else { continue };
                let (kind, attributes) = (Some(variable.name.clone()), entity.attributes.clone());
                if let Some(whole) = entity.whole.and_then(|whole| self.entities.list[whole].id()) {
                    wholes.entry(id.as_str().to_owned()).or_insert(whole);
                }
                let actor = Actor { kind, attributes, ..Actor::new(id.clone()) };
                actors.entry(id).or_insert(actor);
            }
        }
        for (speaker, whole) in self.spoken_for(statements) {
            wholes.entry(speaker).or_insert(whole);
        }
        let mut circles = Circles::default();
        for (id, mut actor) in actors {
            if self.known.actors.contains(id.as_str()) {
                continue;
            }
            if let Some(whole) = wholes.remove(id.as_str()) {
                match circles.join(id.as_str(), &whole) {
                    true => actor.part_of = ActorId::new(whole).ok(),
                    false => self.left_out.add("actors that are part of themselves", id.as_str()),
                }
            }
            self.builder.actor(actor);
        }
    }

    /// For each person who speaks for only one actor, that actor.
    fn spoken_for(&self, statements: &[Statement]) -> BTreeMap<String, String> {
        let mut wholes = HashMap::<usize, Option<usize>>::new();
        for statement in statements {
            if let (Some(speaker), Some(actor)) = (statement.speaker, statement.actor) {
                let whole = wholes.entry(speaker).or_insert(Some(actor));
                *whole = whole.filter(|whole| *whole == actor);
            }
        }
        let actors = self.of_variable(self.scheme.actor.id).filter_map(Entity::id);
        let actors = actors.collect::<HashSet<_>>();
        let id = |entity: usize| self.entities.list[entity].id();
        let pairs = wholes.into_iter().filter_map(|(part, whole)| Some((id(part)?, id(whole?)?)));
        pairs.filter(|(part, _)| !actors.contains(part)).collect()
    }

    fn stance(&mut self, statement: &Statement) {
        let number = statement.id.to_string();
        let Some(document) = self.documents.get(&statement.document) else {
            return self.left_out.add("statements whose document is missing", number);
        };
        let actor = self.named(statement.actor, &self.scheme.actor, &number);
        let issue = self.named(statement.issue, &self.scheme.issue, &number);
        let side = self.side(statement, &number);
        let (Some(actor), Some(issue), Some(side)) = (actor, issue, side) else { return };
        let speaker = statement.speaker.and_then(|speaker| self.entities.list[speaker].id());
        let id = StanceId::new(&number).expect("a number is an id");
        let texts = self.texts(statement, document, &number);
        let line = u32::try_from(statement.id).unwrap_or(0);
        self.builder.row(&StanceRow {
            id: Some(&id).filter(|id| !self.known.stances.contains(*id)),
            actor: &actor,
            speaker: speaker.as_deref().filter(|speaker| *speaker != actor),
            label: Some(side.label),
            issue: Some(&issue),
            position: Some(side.position),
            weight: side.weight,
            date: document.source.date,
            source: Some(document.source.id.as_str()),
            locator: Some(&format!("characters {}-{}", statement.start, statement.stop)),
            quote: texts.quote,
            note: Some(&texts.note),
            coder: texts.coder,
            place: Some(Place { file: self.file, line, column: 0, length: 0 }),
            ..StanceRow::default()
        });
    }
    /// The id of a required entity; counts the statement as left out otherwise.
    fn named(&mut self, entity: Option<usize>, of: &Variable, number: &str) -> Option<String> {
        let name = entity.map_or(Name::Empty, |entity| self.entities.list[entity].name());
        let what = match name {
            Name::Id(id) => return Some(id),
            Name::Empty => format!("statements without \"{}\"", of.name),
            Name::TooLong => format!("statements whose \"{}\" is too long for a name", of.name),
        };
        self.left_out.add(&what, number);
        None
    }

    fn side(&mut self, statement: &Statement, number: &str) -> Option<Side> {
        let Some(qualifier) = &self.scheme.qualifier else { return Some(Side::MENTION) };
        let side = match (statement.qualifier, &qualifier.kind) {
            (Some(value), Kind::Integer) => Some(Side::of_number(value)),
            (Some(value), _) => Side::of_flag(value),
            (None, _) => None,
        };
        if side.is_none() {
            let what = match statement.qualifier {
                None => format!("statements without \"{}\"", qualifier.name),
                Some(_) => format!("statements whose \"{}\" is neither 0 nor 1", qualifier.name),
            };
            self.left_out.add(&what, number);
        }
        side
    }

    /// The quote, the note and the coder of a statement, as far as there is room.
    fn texts<'t>(
        &mut self,
        statement: &'t Statement,
        document: &Document,
        number: &str,
    ) -> Evidence<'t>
    where
        Self: 't,
    {
        let coders = self.coders;
        let coder = statement.coder.and_then(|coder| coders.get(&coder)).map(String::as_str);
        if coder.is_none() {
            self.left_out.add("coders that are missing", number);
        }
        let note = self.note(statement, document);
        let mut evidence = Evidence { quote: statement.quote.as_deref(), note, coder };
        if !self.copies.take(evidence.note.len() + coder.map_or(0, str::len)) {
            self.left_out.add("notes and coders that together are too large", number);
            evidence = Evidence { note: String::new(), coder: None, ..evidence };
        }
        if evidence.longest() > self.longest {
            self.left_out.add("texts that are too large", number);
            evidence = Evidence { quote: None, note: String::new(), coder: None };
        }
        evidence
    }

    /// The note: the values of other variables, and what is known about the document.
    fn note(&self, statement: &Statement, document: &Document) -> String {
        let values = statement.others.iter().filter_map(|(variable, value)| {
            let name = &self.scheme.others.get(variable)?.name;
            let value = match value {
                Value::Flag(true) => "yes".into(),
                Value::Flag(false) => "no".into(),
                Value::Whole(number) => number.to_string(),
                Value::Text(text) => text.to_string(),
                Value::Entity(entity) => self.entities.list[*entity].value.trim().to_owned(),
            };
            (!value.is_empty()).then(|| format!("{name}: {value}"))
        });
        let about = Some(document.about.clone()).filter(|about| !about.is_empty());
        values.chain(about).collect::<Vec<_>>().join("; ")
    }
}

/// The texts of a statement beside its position.
struct Evidence<'t> {
    quote: Option<&'t str>,
    note: String,
    coder: Option<&'t str>,
}

impl Evidence<'_> {
    fn longest(&self) -> usize {
        let lengths = [self.quote, Some(self.note.as_str()), self.coder];
        lengths.into_iter().flatten().map(str::len).max().unwrap_or(0)
    }
}

/// Parts and their wholes, joined so that nothing is part of itself.
#[derive(Default)]
struct Circles(HashMap<String, String>);

impl Circles {
    /// Joins a part and its whole; returns false if they are already connected.
    fn join(&mut self, part: &str, whole: &str) -> bool {
        let (part, whole) = (self.last(part), self.last(whole));
        let is_new = part != whole;
        if is_new {
            self.0.insert(part, whole);
        }
        is_new
    }

    /// The outermost whole; shortens the path to it.
    fn last(&mut self, name: &str) -> String {
        let mut last = name.to_owned();
        while let Some(next) = self.0.get(&last) {
            last.clone_from(next);
        }
        let mut at = name.to_owned();
        while at != last {
            let next = self.0.insert(at, last.clone()).expect("it leads to the last");
            at = next;
        }
        last
    }
}
