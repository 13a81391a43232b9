//! The coding scheme: statement types, and their variables.

use std::collections::{HashMap, HashSet};

use super::database::Database;
use super::variables::DnaVariables;
use crate::error::{Cause, nearest};

/// The default statement type.
const STATEMENT_TYPE: &str = "DNA Statement";
const ACTOR: &str = "organization";
const ISSUE: &str = "concept";
const QUALIFIER: &str = "agreement";
const SPEAKER: &str = "person";

/// The name that stands for no variable.
const NONE: &str = "none";

/// The type of the values of a variable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    ShortText,
    LongText,
    Boolean,
    Integer,
    Other(String),
}

impl Kind {
    fn of(name: &str) -> Self {
        match name {
            "short text" => Self::ShortText,
            "long text" => Self::LongText,
            "boolean" => Self::Boolean,
            "integer" => Self::Integer,
            other => Self::Other(other.into()),
        }
    }

    fn name(&self) -> &str {
        match self {
            Self::ShortText => "short text",
            Self::LongText => "long text",
            Self::Boolean => "boolean",
            Self::Integer => "integer",
            Self::Other(other) => other,
        }
    }
}

/// A variable of a statement type.
#[derive(Clone, Debug)]
pub(super) struct Variable {
    pub(super) id: i64,
    pub(super) name: String,
    pub(super) kind: Kind,
}

/// A type of statements.
#[derive(Clone, Debug)]
struct StatementType {
    id: i64,
    label: String,
    variables: Vec<Variable>,
}

/// The statements to read, and the roles of their variables.
#[derive(Debug)]
pub(super) struct Scheme {
    pub(super) type_id: i64,
    /// Whether the user asked for this type.
    pub(super) is_chosen: bool,
    pub(super) actor: Variable,
    pub(super) issue: Variable,
    pub(super) qualifier: Option<Variable>,
    pub(super) speaker: Option<Variable>,
    /// The other variables of the statements, by number.
    pub(super) others: HashMap<i64, Variable>,
    /// The names of all types, by number.
    pub(super) labels: HashMap<i64, String>,
    /// The numbers of all variables.
    pub(super) is_variable: HashSet<i64>,
}

/// The wanted variables: those that the user asked for, or the defaults.
struct Wanted<'w> {
    actor: &'w str,
    issue: &'w str,
    qualifier: &'w str,
    speaker: &'w str,
    is_speaker_chosen: bool,
}

impl<'w> Wanted<'w> {
    fn of(variables: &'w DnaVariables) -> Self {
        let DnaVariables { actor, issue, qualifier, speaker, .. } = variables;
        Self {
            actor: actor.as_deref().unwrap_or(ACTOR),
            issue: issue.as_deref().unwrap_or(ISSUE),
            qualifier: qualifier.as_deref().unwrap_or(QUALIFIER),
            speaker: speaker.as_deref().unwrap_or(SPEAKER),
            is_speaker_chosen: speaker.is_some(),
        }
    }

    fn has_all(&self, statements: &StatementType) -> bool {
        let has = |name: &&str| statements.variable(name).is_some();
        [self.actor, self.issue].iter().all(has) && (has(&self.qualifier) || self.qualifier == NONE)
    }
}

impl StatementType {
    /// The variable with a name; if none matches exactly, the only match in any letter case.
    fn variable(&self, name: &str) -> Option<&Variable> {
        let exact = self.variables.iter().find(|variable| variable.name == name);
        exact.or_else(|| only(self.variables.iter().filter(|v| is_alike(&v.name, name))))
    }

    /// Describes it: `"DNA Statement" with organization (short text), agreement (boolean)`.
    fn described(&self) -> String {
        let variables = self.variables.iter();
        let variables = variables.map(|v| format!("{} ({})", v.name, v.kind.name()));
        let variables = variables.collect::<Vec<_>>().join(", ");
        let variables = if variables.is_empty() { "no variables".into() } else { variables };
        format!("\"{}\" with {variables}", self.label)
    }
}

fn is_alike(a: &str, b: &str) -> bool {
    a.to_lowercase() == b.to_lowercase()
}

/// The item, if it is the only one.
fn only<T>(mut alike: impl Iterator<Item = T>) -> Option<T> {
    let first = alike.next()?;
    alike.next().is_none().then_some(first)
}

impl Scheme {
    /// Whether the statements to read have a variable.
    pub(super) fn has(&self, variable: i64) -> bool {
        let named = [Some(&self.actor), Some(&self.issue)];
        let named = named.into_iter().chain([self.qualifier.as_ref(), self.speaker.as_ref()]);
        named.flatten().any(|named| named.id == variable) || self.others.contains_key(&variable)
    }

    /// Finds the wanted variables, or returns everything that is wrong.
    pub(super) fn read(database: &Database, asked: &DnaVariables) -> Result<Self, Vec<Cause>> {
        let types = types(database).map_err(|cause| vec![cause])?;
        let wanted = Wanted::of(asked);
        let chosen = choose(&types, asked.statement_type.as_deref(), &wanted)?;
        let mut roles = Roles { chosen, types: &types, causes: Vec::new() };
        let actor = roles.text("actor", wanted.actor);
        let issue = roles.text("issue", wanted.issue);
        let qualifier = roles.qualifier(wanted.qualifier);
        let speaker = roles.speaker(&wanted);
        let (Some(actor), Some(issue), true) = (actor, issue, roles.causes.is_empty()) else {
            return Err(roles.causes);
        };
        let speaker = speaker.filter(|speaker| speaker.id != actor.id);
        let named = [Some(&actor), Some(&issue), qualifier.as_ref(), speaker.as_ref()];
        let is_named = |variable: &&Variable| named.iter().flatten().any(|v| v.id == variable.id);
        let others = chosen.variables.iter().filter(|variable| !is_named(variable));
        let variables = types.iter().flat_map(|known| &known.variables);
        Ok(Self {
            type_id: chosen.id,
            is_chosen: asked.statement_type.is_some(),
            others: others.map(|variable| (variable.id, variable.clone())).collect(),
            labels: types.iter().map(|known| (known.id, known.label.clone())).collect(),
            is_variable: variables.map(|variable| variable.id).collect(),
            actor,
            issue,
            qualifier,
            speaker,
        })
    }
}

/// All statement types with their variables, by number.
fn types(database: &Database) -> Result<Vec<StatementType>, Cause> {
    let mut types = HashMap::<i64, StatementType>::new();
    database.scan("STATEMENTTYPES", &["ID", "Label"], |row| {
        if let Some(id) = row.whole(0) {
            let label = row.said(1).into_owned();
            types.entry(id).or_insert(StatementType { id, label, variables: Vec::new() });
        }
    })?;
    let columns = ["ID", "Variable", "DataType", "StatementTypeId"];
    database.scan("VARIABLES", &columns, |row| {
        let known = row.whole(3).and_then(|of| types.get_mut(&of));
        if let (Some(known), Some(id)) = (known, row.whole(0)) {
            let (name, kind) = (row.said(1).into_owned(), Kind::of(&row.said(2)));
            known.variables.push(Variable { id, name, kind });
        }
    })?;
    let mut types = types.into_values().collect::<Vec<_>>();
    types.sort_by_key(|known| known.id);
    for known in &mut types {
        known.variables.sort_by_key(|variable| variable.id);
        known.variables.dedup_by_key(|variable| variable.id);
    }
    Ok(types)
}

fn choose<'t>(
    types: &'t [StatementType],
    name: Option<&str>,
    wanted: &Wanted,
) -> Result<&'t StatementType, Vec<Cause>> {
    let named = |name: &str| {
        let exact = types.iter().find(|known| known.label == name);
        exact.or_else(|| only(types.iter().filter(|known| is_alike(&known.label, name))))
    };
    if let Some(name) = name {
        return named(name).ok_or_else(|| vec![unknown_type(name, types)]);
    }
    let usual = named(STATEMENT_TYPE);
    let fitting = usual.filter(|usual| wanted.has_all(usual));
    let fitting = fitting.or_else(|| types.iter().find(|known| wanted.has_all(known)));
    let nearest = || types.iter().max_by_key(|known| known.variables.len());
    fitting.or(usual).or_else(nearest).ok_or_else(|| {
        vec![Cause::NotInDatabase { kind: "statement type", name: STATEMENT_TYPE.into() }]
    })
}

fn unknown_type(name: &str, types: &[StatementType]) -> Cause {
    let labels = types.iter().map(|known| known.label.as_str());
    let suggestion = nearest(name, labels);
    let first = suggestion.and_then(|label| types.iter().find(|known| known.label == label));
    let (known, suggestion) = (described(types, first), suggestion.map(str::to_owned));
    Cause::UnknownStatementType { name: name.into(), suggestion, known }
}

/// The number of statement types to list.
const TOLD: usize = 12;

/// Lists the statement types with their variables, with one of them first.
fn described(types: &[StatementType], first: Option<&StatementType>) -> String {
    let is_first = |known: &&StatementType| first.is_some_and(|first| first.id == known.id);
    let rest = types.iter().filter(|known| !is_first(known));
    let told = first.into_iter().chain(rest).take(TOLD).map(StatementType::described);
    let mut told = told.collect::<Vec<_>>().join("; ");
    if types.len() > TOLD {
        told.push_str("; …");
    }
    if told.is_empty() { "none".into() } else { told }
}

/// The variables of a statement type, while their roles are assigned.
struct Roles<'t> {
    chosen: &'t StatementType,
    types: &'t [StatementType],
    causes: Vec<Cause>,
}

impl Roles<'_> {
    fn find(&mut self, role: &'static str, name: &str) -> Option<Variable> {
        let found = self.chosen.variable(name).cloned();
        if found.is_none() {
            let names = self.chosen.variables.iter().map(|variable| variable.name.as_str());
            let suggestion = nearest(name, names).map(str::to_owned);
            let (name, known) = (name.into(), described(self.types, Some(self.chosen)));
            self.causes.push(Cause::UnknownVariable { role, name, suggestion, known });
        }
        found
    }

    /// The variable with a name, if it has one of these types.
    fn of_kind(&mut self, role: &'static str, name: &str, kinds: &[Kind]) -> Option<Variable> {
        let variable = self.find(role, name)?;
        if kinds.contains(&variable.kind) {
            return Some(variable);
        }
        let found = variable.kind.name().to_owned();
        let known = described(self.types, Some(self.chosen));
        self.causes.push(Cause::WrongVariable { role, name: variable.name, found, known });
        None
    }

    /// The variable with a name, if its values are entities.
    fn text(&mut self, role: &'static str, name: &str) -> Option<Variable> {
        self.of_kind(role, name, &[Kind::ShortText])
    }

    fn qualifier(&mut self, name: &str) -> Option<Variable> {
        if name == NONE && self.chosen.variable(name).is_none() {
            return None;
        }
        self.of_kind("qualifier", name, &[Kind::Boolean, Kind::Integer])
    }

    fn speaker(&mut self, wanted: &Wanted) -> Option<Variable> {
        let known = self.chosen.variable(wanted.speaker);
        match known {
            None if !wanted.is_speaker_chosen || wanted.speaker == NONE => None,
            Some(known) if !wanted.is_speaker_chosen && known.kind != Kind::ShortText => None,
            _ => self.text("speaker", wanted.speaker),
        }
    }
}
