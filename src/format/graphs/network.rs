//! Signed networks that others made: nodes and ties with attributes, and how they become stances.
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
//! - The sign of a tie is the attribute that `--sign` names, else the first of [`SIGNS`] that there is.
//!   `weight` and `value` are signs by themselves only where one of them is negative. Ties without it
//!   whose label says a position take that.
//! - Numbers say the position by their sign, 0 being neutral, and the strength by their size: as it is where
//!   none is more than 1, else as a part of the largest. Where all are 1 or more and of one size, they say
//!   no strength. Then `strength` says it, or `weight`, in the same way, where no value of them is 0 or less.
//! - A tie is one stance, of its first end toward its second. An undirected one is no two: whoever counts
//!   ties would count it twice.
//! - Attributes with the names of our fields become these; others are left out, and counted.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use indexmap::IndexMap;
use rustc_hash::{FxBuildHasher, FxHashMap};

use crate::error::{Cause, FileId, Place, nearest};
use crate::format::input::Settings;
use crate::graph::{Builder, StanceRow, Undeclared};
use crate::model::{
    Actor, ActorId, Attribute, Attributes, Date, Issue, IssueId, MAX_ID_LENGTH, Position, StanceId,
    Strength, checked,
};

/// How the sign of a tie is called, by itself.
pub(in crate::format) const SIGNS: [&str; 7] =
    ["sign", "polarity", "position", "stance", "sentiment", "value", "weight"];

/// How networks are read.
#[derive(Clone, Debug, Default)]
pub(in crate::format) struct Options {
    /// The attribute of ties that says their sign.
    pub(in crate::format) sign: Option<String>,
}

/// Whether ties may name nodes that nothing declares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::format) enum Ends {
    /// A node that is not declared is a fault.
    Declared,
    /// It is one all the same.
    Created,
}

/// A node, by the key that the ties know it under.
#[derive(Debug, Default)]
pub(in crate::format) struct Node {
    /// What would be its id; its key where there is none.
    pub(in crate::format) id: Option<String>,
    /// What it is called; else its attribute `name` or `label` says so.
    pub(in crate::format) name: Option<String>,
    /// Whether it is an issue, where the format knows; else `kind` or `type` with the value `issue` says
    /// so, or that the network is a bipartite one by `bipartite` or `type`, of which 1 or true is the issues.
    pub(in crate::format) is_issue: Option<bool>,
    /// All else that the file says of it.
    pub(in crate::format) attributes: Attributes,
    pub(in crate::format) place: Option<Place>,
}

/// A tie between two nodes.
#[derive(Debug, Default)]
pub(in crate::format) struct Tie {
    /// Its own id; else its attribute `id` is.
    pub(in crate::format) id: Option<String>,
    /// What is drawn on it; else its attribute `label` is, else its relation.
    pub(in crate::format) label: Option<String>,
    /// What all ties are called that it stands with.
    pub(in crate::format) relation: Option<Arc<str>>,
    /// Whether only its first end may say something of the second.
    pub(in crate::format) is_directed: bool,
    /// From when on; else its attributes `date`, `begin` or `start` say so.
    pub(in crate::format) date: Option<Date>,
    /// Until when; else its attributes `until` or `end` say so.
    pub(in crate::format) until: Option<Date>,
    /// All else that the file says of it.
    pub(in crate::format) attributes: Attributes,
    pub(in crate::format) place: Option<Place>,
}

/// Nodes and ties, in any order.
#[derive(Debug)]
pub(in crate::format) struct Network {
    ends: Ends,
    nodes: IndexMap<Box<str>, Entry, FxBuildHasher>,
    ties: Vec<(usize, usize, Tie)>,
    faults: Vec<(Cause, Option<Place>)>,
    sign: Option<&'static str>,
}

/// A node that is declared, or only where it is named first.
#[derive(Debug)]
enum Entry {
    Declared(Node),
    Named(Option<Place>),
}

/// What an attribute of ties says of stances.
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

/// Which attributes say what, the first of each role goes before the others.
const ROLES: [(&str, Role); 16] = [
    ("id", Role::Id),
    ("label", Role::Label),
    ("date", Role::Date),
    ("begin", Role::Date),
    ("start", Role::Date),
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

impl Network {
    /// An empty network.
    pub(in crate::format) fn new(ends: Ends) -> Self {
        let (nodes, ties, faults) = (IndexMap::default(), Vec::new(), Vec::new());
        Self { ends, nodes, ties, faults, sign: None }
    }

    /// Says which attribute is the sign, for formats that know; `--sign` goes before.
    pub(in crate::format) fn sign_is(&mut self, attribute: &'static str) {
        self.sign = Some(attribute);
    }

    /// Adds a node by its key; a second one of that key is a fault.
    pub(in crate::format) fn node(&mut self, key: &str, node: Node) {
        let place = node.place;
        match self.nodes.get_mut(key) {
            Some(Entry::Declared(_)) => {
                let cause = Cause::Repeated { what: "node", id: key.into(), first: None };
                self.faults.push((cause, place));
            }
            Some(entry) => *entry = Entry::Declared(node),
            None => drop(self.nodes.insert(key.into(), Entry::Declared(node))),
        }
    }

    /// Adds a tie between the nodes of two keys.
    pub(in crate::format) fn tie(&mut self, from: &str, to: &str, tie: Tie) {
        let (from, to) = (self.end(from, tie.place), self.end(to, tie.place));
        self.ties.push((from, to, tie));
    }

    fn end(&mut self, key: &str, place: Option<Place>) -> usize {
        match self.nodes.get_index_of(key) {
            Some(number) => number,
            None => self.nodes.insert_full(key.into(), Entry::Named(place)).0,
        }
    }

    /// Gives all nodes and ties to a builder, as actors, issues and stances; faults too.
    pub(in crate::format) fn build(self, file: FileId, settings: &Settings, builder: &mut Builder) {
        self.build_by(settings.network.sign.as_deref(), file, builder);
    }

    /// The same, with the attribute that is the sign, where somebody says so.
    pub(in crate::format) fn build_by(
        mut self,
        sign: Option<&str>,
        file: FileId,
        builder: &mut Builder,
    ) {
        builder.undeclared(Undeclared::Create);
        for (cause, place) in std::mem::take(&mut self.faults) {
            builder.fault(cause, place);
        }
        self.report_unknown_ends(builder);
        let is_issue = self.issues();
        let ids = self.ids(&is_issue);
        let Some(reading) = Reading::of(&self.ties, sign.or(self.sign), builder) else {
            return;
        };
        let ends = self.ties.iter().map(|(from, to, tie)| (*from, *to, tie));
        let mut into = Stances { file, ids: &ids, is_issue: &is_issue, reading, builder };
        for (from, to, tie) in ends {
            into.tie(from, to, tie);
        }
        let nodes = self.nodes.into_iter().zip(ids).zip(is_issue);
        for (((key, entry), id), is_issue) in nodes {
            let node = match entry {
                Entry::Declared(node) => node,
                Entry::Named(place) => Node { place, ..Node::default() },
            };
            declare(&key, &id, is_issue, node, builder);
        }
    }

    fn report_unknown_ends(&self, builder: &mut Builder) {
        if self.ends == Ends::Created {
            return;
        }
        let declared = self.nodes.iter().filter(|(_, entry)| matches!(entry, Entry::Declared(_)));
        let declared = declared.map(|(key, _)| &**key).collect::<Vec<_>>();
        for (key, entry) in &self.nodes {
            if let Entry::Named(place) = entry {
                let suggestion = nearest(key, declared.iter().copied()).map(str::to_owned);
                builder.fault(Cause::UnknownNode { key: (**key).into(), suggestion }, *place);
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

    /// The nodes of the second of two modes: those with 1 or true, unless all directed ties come from there.
    fn second_mode(&self) -> Option<Vec<bool>> {
        let modes = self.nodes.values().map(Entry::mode).collect::<Option<Vec<_>>>()?;
        if self.ties.is_empty() || self.ties.iter().any(|(from, to, _)| modes[*from] == modes[*to])
        {
            return None;
        }
        let mut directed = self.ties.iter().filter(|(.., tie)| tie.is_directed).peekable();
        let is_turned = directed.peek().is_some() && directed.all(|(from, ..)| modes[*from]);
        Some(modes.into_iter().map(|mode| mode != is_turned).collect())
    }

    /// An id of ours for each node, no two of one kind alike: numbered where they would be.
    fn ids(&self, is_issue: &[bool]) -> Vec<String> {
        let mut taken = [Taken::default(), Taken::default()];
        let wanted = self.nodes.iter().map(|(key, entry)| match entry {
            Entry::Declared(Node { id: Some(id), .. }) => id,
            _ => &**key,
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
        if let Self::Declared(Node { is_issue: Some(is_issue), .. }) = self {
            return Some(*is_issue);
        }
        let kind = ["kind", "type"].into_iter().filter_map(|name| self.attribute(name));
        kind.into_iter().any(is_issue).then_some(true)
    }

    /// Which of two modes it is of, in the words of igraph and NetworkX.
    fn mode(&self) -> Option<bool> {
        let value = self.attribute("bipartite").or_else(|| self.attribute("type"))?;
        match value.to_string().to_ascii_lowercase().as_str() {
            "0" | "false" => Some(false),
            "1" | "true" => Some(true),
            _ => None,
        }
    }
}

fn is_issue(kind: &Attribute) -> bool {
    matches!(kind, Attribute::Text(text) if text.trim().eq_ignore_ascii_case("issue"))
}

/// Ids that are given away, with the last number behind each.
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

/// The id that a text is, or the nearest one: control characters are blanks, what is too long is cut, and
/// nothing is "node".
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

/// As much of a text as is so long.
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

/// Whether an attribute says no more than that a node is an issue.
fn is_mark(name: &str, value: &Attribute) -> bool {
    ["kind", "type"].iter().any(|mark| name.eq_ignore_ascii_case(mark)) && is_issue(value)
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
}

impl Sign {
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
            Self::Word(_) => None,
        }
    }

    fn position(self) -> Position {
        match self {
            Self::Word(position) => position,
            Self::Number(number) if number > 0.0 => Position::Support,
            Self::Number(number) if number < 0.0 => Position::Oppose,
            Self::Number(_) => Position::Neutral,
        }
    }

    fn is_negative(self) -> bool {
        self.position() == Position::Oppose
    }
}

/// How the attributes of the ties are read.
struct Reading {
    /// What each attribute says; those that say nothing are not here.
    roles: BTreeMap<String, Role>,
    /// The attribute that is the sign.
    sign: Option<String>,
    /// The largest number among the signs, where they differ.
    largest_sign: Option<f64>,
    /// The largest strength.
    largest: f64,
}

impl Reading {
    /// Finds out which attribute is what; `None` where there is no sign, and no label that says it.
    fn of(ties: &[(usize, usize, Tie)], sign: Option<&str>, builder: &mut Builder) -> Option<Self> {
        let names = ties.iter().flat_map(|(.., tie)| tie.attributes.keys().map(String::as_str));
        let names = names.collect::<BTreeSet<_>>();
        let sign = match sign {
            Some(wanted) => Some(Self::named(wanted, &names, ties, builder)?),
            None => Self::usual_sign(&names, ties),
        };
        let first = ties
            .iter()
            .map(|(.., tie)| tie)
            .find(|tie| sign.is_none() && !tie.is_labelled(builder));
        if let Some(first) = first {
            let known = names.into_iter().map(str::to_owned).collect();
            builder.fault(Cause::NoSign { known }, first.place);
            return None;
        }
        let mut reading =
            Self { roles: BTreeMap::new(), sign: sign.clone(), largest_sign: None, largest: 1.0 };
        if let Some(sign) = sign {
            reading.largest_sign = differing(values(ties, &sign));
            reading.roles.insert(sign, Role::Sign);
        }
        for (wanted, role) in ROLES {
            reading.add(&names, wanted, role);
        }
        reading.scale(&names, ties);
        Some(reading)
    }

    /// The attribute that is named, in any case of its letters.
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

    fn usual_sign(names: &BTreeSet<&str>, ties: &[(usize, usize, Tie)]) -> Option<String> {
        let known = SIGNS.iter().filter_map(|wanted| find(names, wanted));
        let is_sign = |name: &&str| {
            let is_number = ["value", "weight"].iter().any(|size| name.eq_ignore_ascii_case(size));
            !is_number || values(ties, name).filter_map(Sign::of).any(Sign::is_negative)
        };
        known.into_iter().find(is_sign).map(str::to_owned)
    }

    fn add(&mut self, names: &BTreeSet<&str>, wanted: &str, role: Role) {
        let Some(name) = find(names, wanted) else { return };
        if !self.roles.contains_key(name) && !self.roles.values().any(|known| *known == role) {
            self.roles.insert(name.into(), role);
        }
    }

    /// Finds out what says the strength.
    fn scale(&mut self, names: &BTreeSet<&str>, ties: &[(usize, usize, Tie)]) {
        let strength = self.roles.iter().find(|(_, role)| **role == Role::Strength);
        if let Some(name) = strength.map(|(name, _)| name.clone()) {
            match positive(values(ties, &name)) {
                Some(largest) => self.largest = largest,
                None => drop(self.roles.remove(&name)),
            }
        } else if self.largest_sign.is_none() {
            let weight = find(names, "weight").filter(|name| !self.roles.contains_key(*name));
            // Labels may say a strength themselves, which weights of one size do not change.
            let weight = weight
                .filter(|name| self.sign.is_some() || differing(values(ties, name)).is_some());
            if let Some(largest) = weight.and_then(|name| positive(values(ties, name))) {
                self.add(names, "weight", Role::Strength);
                self.largest = largest;
            }
        }
    }

    /// The value of a tie that has a role.
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

/// The values of an attribute that say something.
fn values<'t>(ties: &'t [(usize, usize, Tie)], name: &str) -> impl Iterator<Item = &'t Attribute> {
    let values = ties.iter().filter_map(move |(.., tie)| tie.attributes.get(name));
    values.filter(|value| !is_nothing(value))
}

/// The size of which the others are parts: of the largest number, or 1; `None` where all have one size of
/// at least 1, 0 aside.
fn differing<'t>(values: impl Iterator<Item = &'t Attribute>) -> Option<f64> {
    let sizes = values.filter_map(Sign::of).filter_map(Sign::size).filter(|size| *size > 0.0);
    let (smallest, largest) = sizes.fold((f64::INFINITY, 0.0_f64), |(smallest, largest), size| {
        (smallest.min(size), largest.max(size))
    });
    (smallest < largest.max(1.0)).then_some(largest.max(1.0)).filter(|_| largest > 0.0)
}

/// The largest of numbers that are more than 0, all of them, or 1 where that is more.
fn positive<'t>(mut values: impl Iterator<Item = &'t Attribute>) -> Option<f64> {
    let largest = values.try_fold(0.0_f64, |largest, value| match Sign::of(value)? {
        Sign::Number(number) if number > 0.0 => Some(largest.max(number)),
        _ => None,
    });
    largest.filter(|largest| *largest > 0.0).map(|largest| largest.max(1.0))
}

/// A part of a whole as a strength.
fn part(size: f64, whole: f64) -> Strength {
    let least = f64::from(f32::MIN_POSITIVE);
    Strength::new((size / whole).clamp(least, 1.0)).expect("it is more than 0 and at most 1")
}

/// The sign that a label is: "positive", "neg".
fn word(label: &str) -> Option<Sign> {
    Sign::parse(label.trim()).filter(|sign| sign.size().is_none())
}

impl Tie {
    fn own_label(&self) -> Option<String> {
        let label = self.attributes.iter().find(|(name, _)| name.eq_ignore_ascii_case("label"));
        let label = self.label.clone().or_else(|| label.map(|(_, label)| label.to_string()));
        label.or_else(|| self.relation.as_deref().map(str::to_owned))
    }

    /// Whether its label says a position, on issues at least, or is a sign.
    fn is_labelled(&self, builder: &mut Builder) -> bool {
        let label = self.own_label();
        label.is_some_and(|label| builder.says_position(&label, false) || word(&label).is_some())
    }
}

/// The way of ties into a builder.
struct Stances<'a> {
    file: FileId,
    ids: &'a [String],
    is_issue: &'a [bool],
    reading: Reading,
    builder: &'a mut Builder,
}

impl Stances<'_> {
    fn tie(&mut self, from: usize, to: usize, tie: &Tie) {
        let is_turned = self.is_issue[from] && !self.is_issue[to] && !tie.is_directed;
        let (from, to) = if is_turned { (to, from) } else { (from, to) };
        if self.is_issue[from] {
            let cause = Cause::IssueTakesPosition(self.ids[from].clone());
            return self.builder.fault(cause, tie.place);
        }
        let label = tie.own_label();
        let on_actor = !self.is_issue[to];
        let Ok(sign) = self.sign(tie, label.as_deref(), on_actor) else { return };
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
        self.builder.row(&StanceRow {
            id: id.as_ref(),
            actor: &self.ids[from],
            speaker: speaker.as_deref(),
            label: label.as_deref(),
            issue: (!on_actor).then_some(target),
            toward: on_actor.then_some(target),
            position: sign.map(Sign::position),
            strength: self.strength(tie, sign),
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

    /// The sign of a tie; none where its label says it.
    fn sign(&mut self, tie: &Tie, label: Option<&str>, on_actor: bool) -> Result<Option<Sign>, ()> {
        let word =
            label.filter(|label| !self.builder.says_position(label, on_actor)).and_then(word);
        let Some(attribute) = &self.reading.sign else { return Ok(word) };
        let value = self.reading.value(tie, Role::Sign);
        if let Some(sign) = value.and_then(Sign::of) {
            return Ok(Some(sign));
        }
        let attribute = attribute.clone();
        let cause = match value {
            Some(value) => Cause::NotASign { attribute, value: value.to_string() },
            None if word.is_some() => return Ok(word),
            None if label.is_some_and(|label| self.builder.says_position(label, on_actor)) => {
                return Ok(None);
            }
            None => Cause::TieWithoutSign { attribute },
        };
        self.builder.fault(cause, tie.place);
        Err(())
    }

    fn strength(&self, tie: &Tie, sign: Option<Sign>) -> Option<Strength> {
        if let (Some(largest), Some(Sign::Number(number))) = (self.reading.largest_sign, sign)
            && !self.reading.roles.values().any(|role| *role == Role::Strength)
        {
            return (number != 0.0).then(|| part(number.abs(), largest));
        }
        let strength = self.reading.value(tie, Role::Strength).and_then(Sign::of)?;
        strength.size().map(|size| part(size, self.reading.largest))
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

    /// The date that an attribute says, without its time.
    fn date(&mut self, tie: &Tie, role: Role) -> Option<Date> {
        let text = self.reading.text(tie, role)?;
        let day = text.trim().split(['T', ' ']).next().unwrap_or_default();
        let date = day.parse().ok();
        if date.is_none() {
            self.builder.leave_out(self.file, "dates of edges that are none", cut(&text, 80));
        }
        date
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
