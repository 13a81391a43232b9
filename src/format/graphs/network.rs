//! Turns signed networks from other programs, with attributes of nodes and ties, into stances.
//!
//! A reader collects a [`Network`] and hands it to the builder:
//!
//! ```ignore
//! let mut network = Network::new(Ends::Declared);
//! network.node("n0", Node { name: Some("Russia".into()), place, ..Node::default() });
//! network.tie("n0", "n1", Tie { attributes, place, ..Tie::default() });
//! network.build(file, settings, builder);
//! ```
//!
//! - The sign of a tie is the attribute that `--sign` names, or the first of [`SIGNS`] that exists. `weight`,
//!   `value` and `rating` are signs by default only if one of their values is negative; otherwise, the sign is
//!   the first of [`WORDS`] that gives a position. A tie without a sign whose label gives a position takes that.
//! - A value is a number, a sign in words, a value that `--values` maps, or a label that gives a position.
//! - If no number is negative, and the labels beside the numbers express opposition, the numbers give only
//!   the strength of ties, even if `--sign` names them. If the labels are unknown, they may be the sign, and
//!   the network is refused. If some numbers are negative, [`beside`] decides about the labels.
//! - The sign of a number gives the position, with 0 as neutral, and its size the strength: as it is, if none
//!   is more than 1; otherwise, it is a weight, and the strength is its share of the largest. Numbers of 1 or
//!   more that all have one size give no strength. Then `strength` or `weight` gives it, in the same way, if
//!   all its values are more than 0.
//! - A tie is one stance, of its first end toward its second. An undirected tie is also one stance, so that
//!   counts of ties stay right.
//! - Attributes with the names of our fields become these; others are left out and counted.

mod beside;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use indexmap::IndexMap;
use rustc_hash::{FxBuildHasher, FxHashMap};

use self::beside::Counting;
use crate::error::{Cause, Fault, FaultList, FileId, Place, Speller, nearest};
use crate::format::dates::{self, DateForm, Found};
use crate::format::options::Settings;
use crate::format::tables::mapping::{Mapping, Meaning};
use crate::graph::{Builder, StanceRow, Undeclared};
use crate::model::{
    Actor, ActorId, Attribute, Attributes, Date, Issue, IssueId, MAX_ID_LENGTH, Position, StanceId,
    Strength, Weight, checked,
};

/// The names of the sign of a tie.
pub const SIGNS: [&str; 8] =
    ["sign", "polarity", "position", "stance", "sentiment", "rating", "value", "weight"];

/// The names that can also be counts; they are signs only if one of their numbers is negative.
const SIZES: [&str; 3] = ["rating", "value", "weight"];

/// The names of words that can give the meaning of a tie.
const WORDS: [&str; 9] = [
    "interaction",
    "relation",
    "relationship",
    "connection",
    "type",
    "connection type",
    "edge_type",
    "predicate",
    "verb",
];

/// Pairs of words that are signs if every sign of a network is one of the two.
const PAIRS: [[&str; 2]; 6] = [
    ["positive", "negative"],
    ["pos", "neg"],
    ["+", "-"],
    ["true", "false"],
    ["yes", "no"],
    ["p", "n"],
];

/// Attributes that can only be signs, in which such pairs are read.
const PURE_SIGNS: [&str; 2] = ["sign", "polarity"];

/// The report on dates that cannot be read.
pub const NO_DATES: &str = "dates of edges that are none";

/// The report on the size of signs that all have the same size.
pub const ALIKE: &str = "size of all signs, which says no strength";

/// The number of different labels beyond which they count as names, not as kinds of ties.
const MANY_LABELS: usize = 20;

/// The number of labels to name in a fault.
const NAMED_LABELS: usize = 8;

/// Whether ties can name undeclared nodes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ends {
    /// An undeclared node is a fault.
    Declared,
    /// An undeclared node is created.
    Created,
    /// An undeclared node is created and reported.
    Counted,
}

/// A node; ties refer to it by its key.
#[derive(Debug, Default)]
pub struct Node {
    /// Its preferred id; by default its key.
    pub(crate) id: Option<String>,
    /// Its name; by default its attribute `name` or `label`.
    pub(crate) name: Option<String>,
    /// Whether it is an issue, if the format says so. Otherwise, `kind` or `type` with the value `issue`
    /// does, or `bipartite` or `type` in a bipartite network, in which 1 or true means issues.
    pub(crate) is_issue: Option<bool>,
    /// Its other attributes.
    pub(crate) attributes: Attributes,
    pub(crate) place: Option<Place>,
}

/// A tie between two nodes.
#[derive(Debug, Default)]
pub struct Tie {
    /// Its id; by default its attribute `id`.
    pub(crate) id: Option<String>,
    /// Its visible label; by default its attribute `label`, or its relation.
    pub(crate) label: Option<String>,
    /// The name of the group of ties that it belongs to.
    pub(crate) relation: Option<Arc<str>>,
    /// Whether only its first end takes a position on the second.
    pub(crate) is_directed: bool,
    /// Its start; by default its attribute `date`, `begin` or `start`.
    pub(crate) date: Option<Date>,
    /// Its end; by default its attribute `until` or `end`.
    pub(crate) until: Option<Date>,
    /// Its other attributes.
    pub(crate) attributes: Attributes,
    pub(crate) place: Option<Place>,
}

/// Nodes and ties, in any order.
#[derive(Debug)]
pub struct Network {
    ends: Ends,
    nodes: IndexMap<Box<str>, Entry, FxBuildHasher>,
    ties: Vec<(usize, usize, Tie)>,
    faults: FaultList,
    sign: Option<&'static str>,
    mode: Option<&'static str>,
}

/// A declared node, or a node that a tie names before its declaration.
#[derive(Debug)]
enum Entry {
    Declared(Box<Node>),
    Named(Option<Place>),
}

/// The field of a stance that an attribute of ties becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Role {
    Id,
    Sign,
    Strength,
    Label,
    Date,
    Until,
    Speaker,
    Source,
    Locator,
    Quote,
    Note,
    Coder,
    Grade,
}

/// The roles of attributes, by name; the first existing one of each role is used.
const ROLES: [(&str, Role); 18] = [
    ("id", Role::Id),
    ("label", Role::Label),
    ("date", Role::Date),
    ("begin", Role::Date),
    ("start", Role::Date),
    ("time", Role::Date),
    ("timestamp", Role::Date),
    ("until", Role::Until),
    ("end", Role::Until),
    ("speaker", Role::Speaker),
    ("source", Role::Source),
    ("net", Role::Source),
    ("locator", Role::Locator),
    ("quote", Role::Quote),
    ("note", Role::Note),
    ("coder", Role::Coder),
    ("grade", Role::Grade),
    ("strength", Role::Strength),
];

/// Whether an attribute of ties can become a field of a stance, by its name.
pub fn is_read(name: &str) -> bool {
    let mut roles = ROLES.iter().map(|(role, _)| *role);
    signs().any(|sign| name.eq_ignore_ascii_case(sign))
        || roles.any(|role| name.eq_ignore_ascii_case(role))
}

/// The attributes of ties that can give their position, in the order of the search.
pub fn signs<'s>() -> impl Iterator<Item = &'s str> {
    SIGNS.into_iter().chain(["label"]).chain(WORDS)
}

impl Network {
    /// Creates an empty network.
    pub(crate) fn new(ends: Ends) -> Self {
        let (nodes, ties, faults) = (IndexMap::default(), Vec::new(), FaultList::default());
        Self { ends, nodes, ties, faults, sign: None, mode: None }
    }

    /// Sets how faults describe the network if it has no signs: "directed", "undirected".
    pub(crate) fn is_called(&mut self, mode: &'static str) {
        self.mode = Some(mode);
    }

    /// Sets the attribute that is the sign in a format; `--sign` takes precedence.
    pub(crate) fn sign_is(&mut self, attribute: &'static str) {
        self.sign = Some(attribute);
    }

    /// Adds a node by its key; a second node with that key is a fault.
    pub(crate) fn node(&mut self, key: &str, node: Node) {
        let place = node.place;
        match self.nodes.get_mut(key) {
            Some(Entry::Declared(_)) => {
                let cause = Cause::Repeated { what: "node", id: key.into(), first: None };
                self.faults.push(cause, place);
            }
            Some(entry) => *entry = Entry::Declared(node.into()),
            None => drop(self.nodes.insert(key.into(), Entry::Declared(node.into()))),
        }
    }

    /// Adds a tie between the nodes of two keys.
    pub(crate) fn tie(&mut self, from: &str, to: &str, tie: Tie) {
        let (from, to) = (self.end(from, tie.place), self.end(to, tie.place));
        self.ties.push((from, to, tie));
    }

    fn end(&mut self, key: &str, place: Option<Place>) -> usize {
        match self.nodes.get_index_of(key) {
            Some(number) => number,
            None => self.nodes.insert_full(key.into(), Entry::Named(place)).0,
        }
    }

    /// Adds all nodes and ties to a builder, as actors, issues and stances, with their faults.
    pub(crate) fn build(self, file: FileId, settings: &Settings, builder: &mut Builder) {
        let sign = settings.network.sign.as_deref();
        self.build_by(sign, settings.mapping.as_ref(), file, builder);
    }

    /// Does the same, with an explicit sign attribute and mapping of values.
    pub(crate) fn build_by(
        mut self,
        sign: Option<&str>,
        mapping: Option<&Mapping>,
        file: FileId,
        builder: &mut Builder,
    ) {
        builder.undeclared(Undeclared::Create);
        builder.faults(std::mem::take(&mut self.faults));
        self.report_unknown_ends(file, builder);
        if !builder.wants_faults() {
            return builder.incomplete();
        }
        self.ignore(mapping);
        let is_issue = self.issues();
        let ids = self.ids(&is_issue);
        let values = Values(mapping);
        let asked = Asked { sign, known: self.sign, has_codes: self.has_codes(), mode: self.mode };
        let Some(reading) = Reading::of(&self.ties, &asked, values, file, builder) else {
            return;
        };
        let ends = self.ties.iter().map(|(from, to, tie)| (*from, *to, tie));
        let strange = BTreeSet::new();
        let mut into = Stances { file, ids: &ids, is_issue: &is_issue, reading, strange, builder };
        for (from, to, tie) in ends {
            into.tie(from, to, tie);
        }
        let nodes = self.nodes.into_iter().zip(ids).zip(is_issue);
        for (((key, entry), id), is_issue) in nodes {
            let node = match entry {
                Entry::Declared(node) => *node,
                Entry::Named(place) => Node { place, ..Node::default() },
            };
            declare(&key, &id, is_issue, node, builder);
        }
    }

    /// Removes the attributes to ignore.
    fn ignore(&mut self, mapping: Option<&Mapping>) {
        let Some(mapping) = mapping.filter(|mapping| !mapping.ignored.is_empty()) else { return };
        let is_ignored =
            |name: &str| mapping.ignored.iter().any(|known| known.eq_ignore_ascii_case(name));
        let (relations, labels) = (is_ignored("relation"), is_ignored("label"));
        for (.., tie) in &mut self.ties {
            tie.attributes.retain(|name, _| !is_ignored(name));
            tie.relation = tie.relation.take().filter(|_| !relations);
            tie.label = tie.label.take().filter(|_| !labels);
        }
    }

    /// Whether it comes from Discourse Network Analyzer, and has concepts among its nodes: its numbers count
    /// statements, or are codes for agreement.
    fn has_codes(&self) -> bool {
        self.nodes.values().any(|entry| entry.attribute("variable").is_some_and(is_issue))
    }

    fn report_unknown_ends(&self, file: FileId, builder: &mut Builder) {
        if self.ends == Ends::Created {
            return;
        }
        if self.ends == Ends::Counted {
            for (key, entry) in &self.nodes {
                if matches!(entry, Entry::Named(_)) {
                    let what = "declarations of nodes, to which edges lead all the same";
                    builder.leave_out(file, what, cut(key, 80));
                }
            }
            return;
        }
        let declared = self.nodes.iter().filter(|(_, entry)| matches!(entry, Entry::Declared(_)));
        let mut speller = Speller::new(declared.map(|(key, _)| &**key));
        for (key, entry) in &self.nodes {
            if let Entry::Named(place) = entry {
                builder.fault_with(|| {
                    let suggestion = speller.nearest(key).map(str::to_owned);
                    let cause = Cause::UnknownNode { key: (**key).into(), suggestion };
                    Fault { cause, place: *place }
                });
            }
        }
    }

    /// Which nodes are issues.
    fn issues(&self) -> Vec<bool> {
        let said = self.nodes.values().map(Entry::says_issue).collect::<Vec<_>>();
        if said.iter().any(Option::is_some) {
            return said.into_iter().map(|said| said == Some(true)).collect();
        }
        self.second_mode().unwrap_or_else(|| vec![false; self.nodes.len()])
    }

    /// The nodes of the second of two modes: those with 1 or true. A directed tie that starts there is a
    /// fault later.
    fn second_mode(&self) -> Option<Vec<bool>> {
        let modes = self.nodes.values().map(Entry::mode).collect::<Option<Vec<_>>>()?;
        if self.ties.is_empty() || self.ties.iter().any(|(from, to, _)| modes[*from] == modes[*to])
        {
            return None;
        }
        Some(modes)
    }

    /// An id for each node, unique within its kind; numbered where necessary.
    fn ids(&self, is_issue: &[bool]) -> Vec<String> {
        let mut taken = [Taken::default(), Taken::default()];
        let wanted = self.nodes.iter().map(|(key, entry)| match entry {
            Entry::Declared(node) => node.id.as_deref().unwrap_or(key),
            Entry::Named(_) => &**key,
        });
        let wanted = wanted.zip(is_issue);
        wanted.map(|(id, is_issue)| taken[usize::from(*is_issue)].take(valid_id(id))).collect()
    }
}

impl Entry {
    fn attribute(&self, name: &str) -> Option<&Attribute> {
        let Self::Declared(node) = self else { return None };
        let mut attributes = node.attributes.iter();
        attributes.find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    fn says_issue(&self) -> Option<bool> {
        if let Self::Declared(node) = self
            && node.is_issue.is_some()
        {
            return node.is_issue;
        }
        let mut kinds = KINDS.into_iter().filter_map(|name| self.attribute(name));
        kinds.any(is_issue).then_some(true)
    }

    /// The mode of a node in a bipartite network, as igraph and NetworkX write it.
    fn mode(&self) -> Option<bool> {
        let value = self.attribute("bipartite").or_else(|| self.attribute("type"))?;
        match value.to_string().to_ascii_lowercase().as_str() {
            "0" | "false" => Some(false),
            "1" | "true" => Some(true),
            _ => None,
        }
    }
}

/// The names of the attribute with the kind of a node.
const KINDS: [&str; 3] = ["kind", "type", "variable"];

/// Whether a kind means that a node is an issue, which Discourse Network Analyzer calls a concept.
fn is_issue(kind: &Attribute) -> bool {
    let is_its = |text: &str| ["issue", "concept"].iter().any(|n| text.eq_ignore_ascii_case(n));
    matches!(kind, Attribute::Text(text) if is_its(text.trim()))
}

/// The ids already taken, with the last number appended to each.
#[derive(Default)]
struct Taken(FxHashMap<String, usize>);

impl Taken {
    fn take(&mut self, id: String) -> String {
        let Some(mut number) = self.0.get(&id).copied() else {
            self.0.insert(id.clone(), 1);
            return id;
        };
        loop {
            number += 1;
            let numbered = format!("{}-{number}", cut(&id, MAX_ID_LENGTH - 21));
            if !self.0.contains_key(&numbered) {
                self.0.insert(numbered.clone(), 1);
                self.0.insert(id, number);
                return numbered;
            }
        }
    }
}

/// The id that is nearest to a text: control characters become blanks, long texts are cut, and an empty text
/// becomes "node".
fn valid_id(text: &str) -> String {
    if let Ok(id) = checked(text) {
        return id.into();
    }
    let tame = text.replace(char::is_control, " ");
    match cut(tame.trim(), MAX_ID_LENGTH).trim() {
        "" => "node".into(),
        id => id.into(),
    }
}

/// The beginning of a text, up to this length in bytes.
fn cut(text: &str, length: usize) -> &str {
    &text[..text.floor_char_boundary(length)]
}

/// Declares a node as an actor or an issue.
fn declare(key: &str, id: &str, is_issue: bool, node: Node, builder: &mut Builder) {
    let Node { id: wanted, name, mut attributes, place, .. } = node;
    let name = name.filter(|name| !name.is_empty()).or_else(|| {
        let name = take(&mut attributes, "name").or_else(|| take(&mut attributes, "label"));
        name.map(|name| name.to_string())
    });
    let called = wanted.as_deref().unwrap_or(key);
    let name = name.or_else(|| (called.trim() != id && !called.is_empty()).then(|| called.into()));
    let name = name.filter(|name| name != id);
    for value in attributes.values_mut() {
        if matches!(value, Attribute::Number(number) if !number.is_finite()) {
            *value = Attribute::Text(value.to_string());
        }
    }
    if is_issue {
        attributes.retain(|name, value| !is_mark(name, value));
        let description = take(&mut attributes, "description").map(|text| text.to_string());
        let id = IssueId::new(id).expect("it was made one");
        let issue = Issue { name, description, attributes, ..Issue::new(id) };
        builder.issue_at(issue, place);
    } else {
        let kind = take(&mut attributes, "kind").map(|kind| kind.to_string());
        let id = ActorId::new(id).expect("it was made one");
        builder.actor_at(Actor { name, kind, attributes, ..Actor::new(id) }, place, place);
    }
}

/// Whether an attribute only says that a node is an issue.
fn is_mark(name: &str, value: &Attribute) -> bool {
    KINDS.iter().any(|mark| name.eq_ignore_ascii_case(mark)) && is_issue(value)
}

fn take(attributes: &mut Attributes, name: &str) -> Option<Attribute> {
    let known = attributes.keys().find(|known| known.eq_ignore_ascii_case(name))?.clone();
    attributes.remove(&known).filter(|value| !is_nothing(value))
}

fn is_nothing(value: &Attribute) -> bool {
    matches!(value, Attribute::Text(text) if text.is_empty())
}

/// The value of a sign.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Sign {
    Number(f64),
    Word(Position),
    /// A place on a scale.
    Graded(Position, Strength),
}

impl Sign {
    /// The sign for a mapped value; `None` if its tie is not a stance.
    fn meant(meaning: Meaning) -> Option<Self> {
        match meaning {
            Meaning::Position(position) => Some(Self::Word(position)),
            Meaning::Graded(position, strength) => Some(Self::Graded(position, strength)),
            Meaning::Skip => None,
        }
    }

    fn of(value: &Attribute) -> Option<Self> {
        let position = |is_support| if is_support { Position::Support } else { Position::Oppose };
        match value {
            Attribute::Number(number) => Some(Self::Number(*number)).filter(|_| number.is_finite()),
            Attribute::Flag(flag) => Some(Self::Word(position(*flag))),
            Attribute::Text(text) => Self::parse(text.trim()),
        }
    }

    /// Reads a number, `+`, `-`, `positive`, `negative`, or a position.
    fn parse(text: &str) -> Option<Self> {
        let text = text.replace('\u{2212}', "-").to_ascii_lowercase();
        Some(Self::Word(match text.as_str() {
            "+" | "positive" | "pos" | "support" => Position::Support,
            "-" | "negative" | "neg" | "oppose" => Position::Oppose,
            "neutral" => Position::Neutral,
            number => {
                let number = number.parse().ok().filter(|number: &f64| number.is_finite());
                return number.map(Self::Number);
            }
        }))
    }

    fn size(self) -> Option<f64> {
        match self {
            Self::Number(number) => Some(number.abs()),
            Self::Word(_) | Self::Graded(..) => None,
        }
    }

    fn position(self) -> Position {
        match self {
            Self::Word(position) | Self::Graded(position, _) => position,
            Self::Number(number) if number > 0.0 => Position::Support,
            Self::Number(number) if number < 0.0 => Position::Oppose,
            Self::Number(_) => Position::Neutral,
        }
    }

    fn is_negative(self) -> bool {
        self.position() == Position::Oppose
    }
}

/// The mapping of values, by `--values` or by a scale.
#[derive(Clone, Copy)]
struct Values<'m>(Option<&'m Mapping>);

impl Values<'_> {
    fn said(self, value: &str) -> Option<Meaning> {
        self.0?.said(value.trim())
    }

    fn says(self, value: &Attribute) -> bool {
        self.0.is_some() && self.said(&value.to_string()).is_some()
    }
}

/// What is known about a network before its ties are read.
struct Asked<'a> {
    /// The sign that `--sign` names.
    sign: Option<&'a str>,
    /// The sign of the format.
    known: Option<&'static str>,
    /// Whether its numbers can be codes.
    has_codes: bool,
    /// How faults describe it if it has no signs.
    mode: Option<&'static str>,
}

/// The roles of the attributes of ties, and the scales of their numbers.
struct Reading<'m> {
    /// The role of each attribute that has one.
    roles: BTreeMap<String, Role>,
    /// The attribute that is the sign.
    sign: Option<String>,
    /// The pair of words that all signs belong to, with the supporting one first.
    pair: Option<[&'static str; 2]>,
    /// The largest number among the signs, if they differ.
    largest_sign: Option<f64>,
    /// The largest strength.
    largest: f64,
    /// The mapping of values.
    values: Values<'m>,
    /// The words that take precedence over the numbers beside them.
    counting: Counting,
    /// The forms of dates, if they are set, or proven by a date that only one form can read.
    dates: [Option<DateForm>; 2],
}

impl<'m> Reading<'m> {
    /// Assigns roles to attributes; `None` if neither a sign nor labels give the position.
    fn of(
        ties: &[(usize, usize, Tie)],
        asked: &Asked,
        said: Values<'m>,
        file: FileId,
        builder: &mut Builder,
    ) -> Option<Self> {
        let names = ties.iter().flat_map(|(.., tie)| tie.attributes.keys().map(String::as_str));
        let names = names.collect::<BTreeSet<_>>();
        let mut size = None;
        let mut sign = match asked.sign.or(asked.known) {
            Some(wanted) => Some(Self::named(wanted, &names, ties, builder)?),
            None => Self::usual_sign(&names, ties, said, builder),
        };
        if let Some(named) = sign.clone().filter(|_| asked.sign.is_some())
            && never_negative(ties, &named, said)
        {
            if asked.has_codes {
                let first = values(ties, &named).next().is_some();
                let first = ties.first().filter(|_| first).and_then(|(.., tie)| tie.place);
                builder.fault(Cause::CodesOrCounts { attribute: named }, first);
                return None;
            }
            let labels = Labels::of(ties, &named, said, builder);
            if labels.oppose {
                (size, sign) = (Some(named), Self::word_sign(&names, ties, said, builder));
            } else if labels.may_be_signs() {
                builder.fault(Cause::LabelsMaySign { labels: labels.unknown }, labels.place);
                return None;
            }
        }
        if sign.is_none() && !Self::has_labels(ties, &names, asked, said, builder) {
            return None;
        }
        let counting = match &sign {
            Some(sign) if asked.sign.is_some() || asked.known.is_none() => {
                beside::counting(ties, sign, said, builder)?
            }
            Some(_) | None => Counting::default(),
        };
        let (roles, values) = (BTreeMap::new(), said);
        let mut reading = Self {
            roles,
            sign: sign.clone(),
            pair: None,
            largest_sign: None,
            largest: 1.0,
            values,
            counting,
            dates: [None; 2],
        };
        if let Some(sign) = sign {
            reading.largest_sign = differing(sizes(unsaid(ties, &sign, said)));
            let is_pure = PURE_SIGNS.iter().any(|pure| sign.eq_ignore_ascii_case(pure));
            if is_pure || asked.sign.is_some() {
                reading.pair = pair(unsaid(ties, &sign, said));
            }
            reading.roles.insert(sign, Role::Sign);
        }
        for (wanted, role) in ROLES {
            reading.add(&names, wanted, role);
        }
        // A word that gives a position becomes the label beside a sign, so that people see whether they agree.
        if let Some(word) = Self::word_sign(&names, ties, said, builder) {
            reading.add(&names, &word, Role::Label);
        }
        if let Some(size) = size {
            reading.roles.retain(|_, role| *role != Role::Strength);
            reading.roles.insert(size, Role::Strength);
        }
        reading.scale(&names, ties);
        reading.keep_size(ties, file, builder);
        reading.dates = [Role::Date, Role::Until].map(|role| reading.form_of_dates(role, ties));
        Some(reading)
    }

    /// Reports the common size of all signs, if it gives no strength.
    fn keep_size(&self, ties: &[(usize, usize, Tie)], file: FileId, builder: &mut Builder) {
        let Some(sign) = self.sign.as_deref().filter(|_| self.largest_sign.is_none()) else {
            return;
        };
        if let Some(size) = sizes(unsaid(ties, sign, self.values)).find(|size| *size > 1.0) {
            builder.pass_over(file, ALIKE, size.to_string());
        }
    }

    /// Whether the label of every tie gives a position; reports those that do not.
    fn has_labels(
        ties: &[(usize, usize, Tie)],
        names: &BTreeSet<&str>,
        asked: &Asked,
        said: Values,
        builder: &mut Builder,
    ) -> bool {
        let known = |tie: &Tie, builder: &mut Builder| tie.is_labelled(said, builder);
        let Some((.., first)) = ties.iter().find(|(.., tie)| !known(tie, builder)) else {
            return true;
        };
        let (place, is_labelled) = (first.place, first.label_beside("").is_some());
        let labels = Labels::of(ties, "", said, builder);
        let known = names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        let is_bare = known.iter().all(|name| name.eq_ignore_ascii_case("id"));
        let cause = if let Some(attribute) = find(names, "weight").filter(|_| asked.has_codes) {
            Cause::CodesOrCounts { attribute: attribute.into() }
        } else if is_labelled && labels.may_be_signs() {
            Cause::LabelsMaySign { labels: labels.unknown }
        } else if is_bare {
            Cause::Unsigned { network: asked.mode.unwrap_or_else(|| mode(ties)) }
        } else {
            Cause::NoSign { known }
        };
        builder.fault(cause, place);
        false
    }

    /// The attribute with a name, in any letter case.
    fn named(
        wanted: &str,
        names: &BTreeSet<&str>,
        ties: &[(usize, usize, Tie)],
        builder: &mut Builder,
    ) -> Option<String> {
        let found = find(names, wanted);
        if let (None, Some((.., first))) = (found, ties.first()) {
            let cause = Cause::UnknownField {
                kind: "attribute",
                name: wanted.into(),
                within: "the edges",
                suggestion: nearest(wanted, names.iter().copied()).map(str::to_owned),
                known: names.iter().copied().collect::<Vec<_>>().join(", "),
            };
            builder.fault(cause, first.place);
            return None;
        }
        Some(found.unwrap_or(wanted).to_owned())
    }

    fn usual_sign(
        names: &BTreeSet<&str>,
        ties: &[(usize, usize, Tie)],
        said: Values,
        builder: &mut Builder,
    ) -> Option<String> {
        // Names can differ only in letter case: a weight from the program, and one from the file.
        let same = |wanted: &'static str| {
            names.iter().copied().filter(move |name| name.eq_ignore_ascii_case(wanted))
        };
        let mut known = SIGNS.into_iter().flat_map(same);
        let is_sign = |name: &&str| {
            let is_size = SIZES.iter().any(|size| name.eq_ignore_ascii_case(size));
            let is_negative = |value| Sign::of(value).is_some_and(Sign::is_negative);
            !is_size || values(ties, name).any(|value| said.says(value) || is_negative(value))
        };
        let sign = known.find(is_sign).map(str::to_owned);
        sign.or_else(|| Self::word_sign(names, ties, said, builder))
    }

    /// The attribute whose words give a position.
    fn word_sign(
        names: &BTreeSet<&str>,
        ties: &[(usize, usize, Tie)],
        said: Values,
        builder: &mut Builder,
    ) -> Option<String> {
        let mut words = WORDS.iter().filter_map(|wanted| find(names, wanted));
        let mut says = |name: &&str| {
            values(ties, name).any(|value| {
                let text = value.to_string();
                said.says(value) || word(&text).is_some() || builder.says_position(&text, false)
            })
        };
        words.find(|name| says(name)).map(str::to_owned)
    }

    fn add(&mut self, names: &BTreeSet<&str>, wanted: &str, role: Role) {
        let Some(name) = find(names, wanted) else { return };
        if !self.roles.contains_key(name) && !self.roles.values().any(|known| *known == role) {
            self.roles.insert(name.into(), role);
        }
    }

    /// Finds the attribute that gives the strength.
    fn scale(&mut self, names: &BTreeSet<&str>, ties: &[(usize, usize, Tie)]) {
        let strength = self.roles.iter().find(|(_, role)| **role == Role::Strength);
        if let Some(name) = strength.map(|(name, _)| name.clone()) {
            match positive(values(ties, &name)) {
                Some(largest) => self.largest = largest,
                None => drop(self.roles.remove(&name)),
            }
        } else if self.largest_sign.is_none() {
            let weight = find(names, "weight").filter(|name| !self.roles.contains_key(*name));
            // Labels can give a strength of their own, which weights of one size would override.
            let weight = weight.filter(|name| {
                self.sign.is_some() || differing(sizes(values(ties, name))).is_some()
            });
            if let Some(largest) = weight.and_then(|name| positive(values(ties, name))) {
                self.add(names, "weight", Role::Strength);
                self.largest = largest;
            }
        }
    }

    /// The form of all dates with one role: the one that is set, or the one that unambiguous dates prove.
    fn form_of_dates(&self, role: Role, ties: &[(usize, usize, Tie)]) -> Option<DateForm> {
        if let Some(form) = self.values.0.and_then(|mapping| mapping.dates) {
            return Some(form);
        }
        let texts = ties.iter().filter_map(|(.., tie)| match self.value(tie, role)? {
            Attribute::Text(text) => Some(text),
            Attribute::Number(_) | Attribute::Flag(_) => None,
        });
        let proven = texts.filter_map(|text| match dates::read(text, None) {
            Found::Date(_, form) => form,
            Found::Either { .. } | Found::No => None,
        });
        let mut proven = proven.collect::<Vec<_>>();
        proven.dedup();
        // Two different forms prove neither.
        match proven.as_slice() {
            [form] => Some(*form),
            _ => None,
        }
    }

    /// The value of a tie for a role.
    fn value<'t>(&self, tie: &'t Tie, role: Role) -> Option<&'t Attribute> {
        let (name, _) = self.roles.iter().find(|(_, known)| **known == role)?;
        tie.attributes.get(name).filter(|value| !is_nothing(value))
    }

    fn text(&self, tie: &Tie, role: Role) -> Option<String> {
        self.value(tie, role).map(Attribute::to_string)
    }
}

fn find<'n>(names: &BTreeSet<&'n str>, wanted: &str) -> Option<&'n str> {
    let exact = names.get(wanted).copied();
    exact.or_else(|| names.iter().copied().find(|name| name.eq_ignore_ascii_case(wanted)))
}

/// The non-empty values of an attribute.
fn values<'t>(ties: &'t [(usize, usize, Tie)], name: &str) -> impl Iterator<Item = &'t Attribute> {
    let values = ties.iter().filter_map(move |(.., tie)| tie.attributes.get(name));
    values.filter(|value| !is_nothing(value))
}

/// The values of an attribute that are not mapped.
fn unsaid<'t>(
    ties: &'t [(usize, usize, Tie)],
    name: &str,
    said: Values<'_>,
) -> impl Iterator<Item = &'t Attribute> {
    values(ties, name).filter(move |value| !said.says(value))
}

/// Whether all values of an attribute are unmapped numbers, none of them negative.
fn never_negative(ties: &[(usize, usize, Tie)], name: &str, said: Values) -> bool {
    let is_size = |value| matches!(Sign::of(value), Some(Sign::Number(number)) if number >= 0.0);
    values(ties, name).all(|value| is_size(value) && !said.says(value))
}

/// Whether a network is directed, by its ties.
fn mode(ties: &[(usize, usize, Tie)]) -> &'static str {
    match ties.iter().any(|(.., tie)| tie.is_directed) {
        true => "directed",
        false => "undirected",
    }
}

/// The labels of ties, and what they mean.
#[derive(Default)]
struct Labels {
    /// The first few labels that give no position, in the order of the ties.
    unknown: Vec<String>,
    /// The number of labels that give no position.
    count: usize,
    /// Whether a label expresses opposition.
    oppose: bool,
    /// The place of the first label that gives no position.
    place: Option<Place>,
}

impl Labels {
    fn of(ties: &[(usize, usize, Tie)], sign: &str, said: Values, builder: &mut Builder) -> Self {
        let mut labels = Self::default();
        let mut seen = BTreeSet::new();
        let with_label = ties.iter().filter_map(|(.., tie)| Some((tie, tie.label_beside(sign)?)));
        for (tie, label) in with_label {
            if seen.len() > MANY_LABELS * 2 || !seen.insert(label.clone()) {
                continue;
            }
            let position = match said.said(&label) {
                Some(Meaning::Position(position) | Meaning::Graded(position, _)) => Some(position),
                Some(Meaning::Skip) => continue,
                None => {
                    builder.position_of(&label, false).or_else(|| word(&label).map(Sign::position))
                }
            };
            labels.oppose |= position == Some(Position::Oppose);
            if position.is_none() {
                labels.count += 1;
                labels.place = labels.place.or(tie.place);
                if labels.unknown.len() < NAMED_LABELS {
                    labels.unknown.push(label);
                }
            }
        }
        labels
    }

    /// Whether the unknown labels are few enough to be kinds of ties.
    fn may_be_signs(&self) -> bool {
        (1..=MANY_LABELS).contains(&self.count)
    }
}

/// The pair of words that all values belong to; single letters count only if both occur.
fn pair<'t>(values: impl Iterator<Item = &'t Attribute>) -> Option<[&'static str; 2]> {
    let mut words = BTreeSet::new();
    for value in values {
        words.insert(value.to_string().trim().to_ascii_lowercase());
        if words.len() > 2 {
            return None;
        }
    }
    let is_of = |pair: &[&str; 2]| words.iter().all(|word| pair.contains(&word.as_str()));
    let found = PAIRS.into_iter().find(is_of).filter(|_| !words.is_empty())?;
    let is_letter = found[0].len() == 1 && found[0] != "+";
    (!is_letter || words.len() == 2).then_some(found)
}

/// The side that a word of a pair stands for.
fn of_pair(text: &str, [support, oppose]: [&str; 2]) -> Option<Sign> {
    let is = |word: &str| text.trim().eq_ignore_ascii_case(word);
    let oppose = is(oppose).then_some(Sign::Word(Position::Oppose));
    if is(support) { Some(Sign::Word(Position::Support)) } else { oppose }
}

/// Whether a word belongs to a pair, which are signs only if all signs belong to it.
pub fn is_of_pair(text: &str) -> bool {
    let text = text.to_ascii_lowercase();
    // These are signs in any case.
    let is_sign = ["+", "-", "positive", "negative"].contains(&text.as_str());
    !is_sign && PAIRS.iter().flatten().any(|word| *word == text)
}

/// The sizes of the numbers among some values.
fn sizes<'t>(values: impl Iterator<Item = &'t Attribute>) -> impl Iterator<Item = f64> {
    values.filter_map(Sign::of).filter_map(Sign::size)
}

/// The size that counts as full strength: the largest number, but at least 1; `None` if all sizes other than
/// 0 are equal and at least 1.
pub fn differing(sizes: impl Iterator<Item = f64>) -> Option<f64> {
    let sizes = sizes.filter(|size| *size > 0.0);
    let (smallest, largest) = sizes.fold((f64::INFINITY, 0.0_f64), |(smallest, largest), size| {
        (smallest.min(size), largest.max(size))
    });
    (smallest < largest.max(1.0)).then_some(largest.max(1.0)).filter(|_| largest > 0.0)
}

/// The largest of some numbers, but at least 1; `None` unless all are more than 0.
fn positive<'t>(mut values: impl Iterator<Item = &'t Attribute>) -> Option<f64> {
    let largest = values.try_fold(0.0_f64, |largest, value| match Sign::of(value)? {
        Sign::Number(number) if number > 0.0 => Some(largest.max(number)),
        Sign::Number(_) | Sign::Word(_) | Sign::Graded(..) => None,
    });
    largest.filter(|largest| *largest > 0.0).map(|largest| largest.max(1.0))
}

/// Turns a size into a weight if the largest is more than 1 and valid as a weight, otherwise into a strength.
pub fn sized(size: f64, largest: f64) -> (Option<Strength>, Option<Weight>) {
    let weight = Weight::new(largest).and_then(|_| Weight::new(size)).ok();
    match weight.filter(|_| largest > 1.0) {
        Some(weight) => (None, Some(weight)),
        None => (Some(Strength::part(size, largest)), None),
    }
}

/// Words of networks for ties of support and opposition, beside the verbs of the lexicon.
const TIES: [(Position, &[&str]); 2] = [
    (
        Position::Support,
        &[
            "like",
            "likes",
            "love",
            "loves",
            "friend",
            "friends",
            "friendship",
            "ally",
            "allies",
            "alliance",
        ],
    ),
    (
        Position::Oppose,
        &[
            "dislike",
            "dislikes",
            "hate",
            "hates",
            "enemy",
            "enemies",
            "enmity",
            "foe",
            "foes",
            "hostile",
            "hostility",
            "rival",
            "rivals",
            "rivalry",
            "war",
            "wars",
            "war with",
            "at war with",
            "conflict",
            "conflicts",
        ],
    ),
];

/// The sign that a label stands for: "positive", "neg", "dislikes", "war".
fn word(label: &str) -> Option<Sign> {
    let label = label.trim();
    let said = Sign::parse(label).filter(|sign| sign.size().is_none());
    said.or_else(|| {
        let is_it = |word: &&str| label.eq_ignore_ascii_case(word);
        let mut ties = TIES.iter();
        ties.find(|(_, words)| words.iter().any(is_it)).map(|(side, _)| Sign::Word(*side))
    })
}

impl Tie {
    fn own_label(&self) -> Option<String> {
        let said = |name: &str| {
            let mut attributes = self.attributes.iter();
            let found = attributes.find(|(known, _)| known.eq_ignore_ascii_case(name));
            found.map(|(_, value)| value.to_string()).filter(|text| !text.trim().is_empty())
        };
        let label = self.label.clone().or_else(|| said("label"));
        label.or_else(|| self.relation.as_deref().map(str::to_owned))
    }

    /// Its label, or another word that can give its meaning, other than the sign.
    fn label_beside(&self, sign: &str) -> Option<String> {
        self.own_label().or_else(|| {
            let words = WORDS.into_iter().filter(|word| !word.eq_ignore_ascii_case(sign));
            let mut words = words.filter_map(|word| {
                let mut attributes = self.attributes.iter();
                let found = attributes.find(|(name, _)| name.eq_ignore_ascii_case(word));
                found.map(|(_, value)| value.to_string()).filter(|text| !text.trim().is_empty())
            });
            words.next()
        })
    }

    /// Whether its label is mapped, gives a position (at least on issues), or is a sign.
    fn is_labelled(&self, said: Values, builder: &mut Builder) -> bool {
        self.own_label().is_some_and(|label| {
            let is_said = said.said(&label).is_some();
            is_said || builder.says_position(&label, false) || word(&label).is_some()
        })
    }
}

/// Adds ties to a builder as stances.
struct Stances<'a, 'm> {
    file: FileId,
    ids: &'a [String],
    is_issue: &'a [bool],
    reading: Reading<'m>,
    /// Values that are not signs, each reported once.
    strange: BTreeSet<String>,
    builder: &'a mut Builder,
}

/// The sign and the label of a tie.
struct Said {
    /// `None` if the label gives the position.
    sign: Option<Sign>,
    label: Option<String>,
}

impl Stances<'_, '_> {
    fn tie(&mut self, from: usize, to: usize, tie: &Tie) {
        let is_turned = self.is_issue[from] && !self.is_issue[to] && !tie.is_directed;
        let (from, to) = if is_turned { (to, from) } else { (from, to) };
        if self.is_issue[from] {
            let cause = Cause::IssueTakesPosition(self.ids[from].clone());
            return self.builder.fault(cause, tie.place);
        }
        let on_actor = !self.is_issue[to];
        let Some(Said { sign, label }) = self.said(tie, on_actor) else { return };
        self.leave_out_rest(tie);
        let text = |role| self.reading.text(tie, role);
        let [speaker, source] =
            [Role::Speaker, Role::Source].map(|role| text(role).map(|id| valid_id(&id)));
        let [locator, quote, note, coder, grade] =
            [Role::Locator, Role::Quote, Role::Note, Role::Coder, Role::Grade].map(text);
        let id = self.id(tie);
        let date = tie.date.or_else(|| self.date(tie, Role::Date));
        let until = tie.until.or_else(|| self.date(tie, Role::Until));
        let target = self.ids[to].as_str();
        let (strength, weight) = self.size(tie, sign);
        self.builder.row(&StanceRow {
            id: id.as_ref(),
            actor: &self.ids[from],
            speaker: speaker.as_deref(),
            label: label.as_deref(),
            issue: (!on_actor).then_some(target),
            toward: on_actor.then_some(target),
            position: sign.map(Sign::position),
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
            place: tie.place,
            ..StanceRow::default()
        });
    }

    /// The sign and the label of a tie; `None` if it is not a stance, or its meaning is unknown.
    fn said(&mut self, tie: &Tie, on_actor: bool) -> Option<Said> {
        let label = tie.own_label().or_else(|| self.reading.text(tie, Role::Label));
        let Some(attribute) = self.reading.sign.clone() else {
            return self.said_by_label(label, on_actor);
        };
        let Some(value) = self.reading.value(tie, Role::Sign) else {
            let is_said = label.as_deref().is_some_and(|label| {
                self.reading.values.said(label).is_some()
                    || word(label).is_some()
                    || self.builder.says_position(label, on_actor)
            });
            if !is_said {
                self.builder.fault(Cause::TieWithoutSign { attribute }, tie.place);
                return None;
            }
            return self.said_by_label(label, on_actor);
        };
        let text = value.to_string();
        let is_word = WORDS.iter().any(|word| attribute.eq_ignore_ascii_case(word));
        if let Some(meaning) = self.reading.values.said(&text) {
            let label = label.or(Some(text).filter(|_| is_word));
            return Some(Said { sign: Some(Sign::meant(meaning)?), label });
        }
        if let Some(sign) = Sign::of(value) {
            let size = sign.size();
            let by_word =
                size.and_then(|size| self.reading.counting.meaning(tie, &attribute, size));
            return Some(Said { sign: Some(by_word.unwrap_or(Some(sign))?), label });
        }
        if let Some(sign) = self.reading.pair.and_then(|pair| of_pair(&text, pair)) {
            return Some(Said { sign: Some(sign), label });
        }
        let known = self.builder.position_of(&text, on_actor);
        let known = known.or_else(|| word(&text).filter(|_| is_word).map(Sign::position));
        if let Some(position) = known {
            let sign = Some(Sign::Word(position));
            return Some(Said { sign, label: label.or(Some(text)) });
        }
        if self.strange.insert(text.clone()) {
            let cause = Cause::NotASign { attribute, value: cut(&text, 80).into() };
            self.builder.fault(cause, tie.place);
        }
        None
    }

    fn said_by_label(&mut self, label: Option<String>, on_actor: bool) -> Option<Said> {
        let text = label.as_deref().unwrap_or_default();
        let sign = match self.reading.values.said(text) {
            Some(meaning) => Some(Sign::meant(meaning)?),
            None if self.builder.says_position(text, on_actor) => None,
            None => word(text),
        };
        Some(Said { sign, label })
    }

    /// The strength, or the weight if some are more than 1.
    fn size(&self, tie: &Tie, sign: Option<Sign>) -> (Option<Strength>, Option<Weight>) {
        if let Some(Sign::Graded(_, strength)) = sign {
            return (Some(strength), None);
        }
        if let (Some(largest), Some(Sign::Number(number))) = (self.reading.largest_sign, sign)
            && !self.reading.roles.values().any(|role| *role == Role::Strength)
        {
            return if number == 0.0 { (None, None) } else { sized(number.abs(), largest) };
        }
        let strength = self.reading.value(tie, Role::Strength).and_then(Sign::of);
        let size = strength.and_then(Sign::size);
        size.map_or((None, None), |size| sized(size, self.reading.largest))
    }

    fn id(&mut self, tie: &Tie) -> Option<StanceId> {
        let id = tie.id.clone().or_else(|| self.reading.text(tie, Role::Id));
        let id = id.filter(|id| !id.is_empty())?;
        let valid = StanceId::new(&id).ok();
        if valid.is_none() {
            self.builder.leave_out(
                self.file,
                "ids of edges that cannot be ids of stances",
                cut(&id, 80),
            );
        }
        valid
    }

    /// The date in an attribute.
    fn date(&mut self, tie: &Tie, role: Role) -> Option<Date> {
        let text = self.reading.text(tie, role)?;
        let [date, until] = self.reading.dates;
        let form = if role == Role::Until { until } else { date };
        if let Some(day) = dates::of_epoch(&text) {
            self.builder.leave_out_time(self.file, &text, day);
            return Some(day);
        }
        match (dates::read(&text, form), dates::of_moment(&text)) {
            (Found::Date(date, _), _) => return Some(date),
            (Found::Either { dmy, mdy }, _) => {
                let named = self.reading.roles.iter().find(|(_, known)| **known == role);
                let field = named.map(|(name, _)| name.clone()).unwrap_or_default();
                let cause = Cause::EitherDate { field, text: cut(&text, 80).into(), dmy, mdy };
                self.builder.fault(cause, tie.place);
                return None;
            }
            (Found::No, Some(day)) => {
                self.builder.leave_out_time(self.file, &text, day);
                return Some(day);
            }
            (Found::No, None) => {}
        }
        self.builder.leave_out(self.file, NO_DATES, cut(&text, 80));
        None
    }

    fn leave_out_rest(&mut self, tie: &Tie) {
        let given = [
            (Role::Id, tie.id.is_some()),
            (Role::Label, tie.label.is_some()),
            (Role::Date, tie.date.is_some()),
            (Role::Until, tie.until.is_some()),
        ];
        for (name, _) in tie.attributes.iter().filter(|(_, value)| !is_nothing(value)) {
            let is_said = |role: &Role| !given.contains(&(*role, true));
            if !self.reading.roles.get(name).is_some_and(is_said) {
                let what = "values of edges in attributes that stances do not have";
                self.builder.leave_out(self.file, what, cut(name, 80));
            }
        }
    }
}
