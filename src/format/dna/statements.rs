//! Statements, with the values of their variables.

use std::collections::{HashMap, HashSet};

use super::Version;
use super::database::{Database, Row};
use super::entities::Entities;
use super::left_out::LeftOut;
use super::scheme::{Scheme, Variable};
use crate::error::Cause;

/// The value of a variable that has no field in a stance.
#[derive(Debug)]
pub(super) enum Value {
    Flag(bool),
    Whole(i64),
    Text(Box<str>),
    Entity(usize),
}

/// A statement of the type to read.
#[derive(Debug, Default)]
pub(super) struct Statement {
    pub(super) id: i64,
    pub(super) document: i64,
    /// In UTF-16 code units.
    pub(super) start: i64,
    pub(super) stop: i64,
    pub(super) coder: Option<i64>,
    /// Numbers of entities.
    pub(super) actor: Option<usize>,
    pub(super) issue: Option<usize>,
    pub(super) speaker: Option<usize>,
    pub(super) qualifier: Option<i64>,
    pub(super) others: Vec<(i64, Value)>,
    pub(super) quote: Option<Box<str>>,
}

/// The statements to read, by number.
pub(super) struct Statements<'a> {
    pub(super) list: Vec<Statement>,
    by_id: HashMap<i64, usize>,
    /// The numbers of the other statements.
    others: HashSet<i64>,
    scheme: &'a Scheme,
    left_out: &'a mut LeftOut,
}

impl<'a> Statements<'a> {
    pub(super) fn read(
        database: &Database,
        version: Version,
        scheme: &'a Scheme,
        entities: &mut Entities,
        left_out: &'a mut LeftOut,
    ) -> Result<Vec<Statement>, Cause> {
        let (list, by_id, others) = Default::default();
        let mut statements = Self { list, by_id, others, scheme, left_out };
        let columns = ["ID", "StatementTypeId", "DocumentId", "Start", "Stop", "Coder"];
        database.scan("STATEMENTS", &columns, |row| statements.statement(row))?;
        let columns = ["StatementId", "VariableId", "Value"];
        database.scan("DATABOOLEAN", &columns, |row| statements.number(row, true))?;
        database.scan("DATAINTEGER", &columns, |row| statements.number(row, false))?;
        database.scan("DATALONGTEXT", &columns, |row| statements.long_text(row))?;
        let columns = ["StatementId", "VariableId", version.short_text()];
        database.scan("DATASHORTTEXT", &columns, |row| {
            statements.short_text(row, version, entities);
        })?;
        Ok(statements.sorted())
    }

    fn statement(&mut self, row: &Row) {
        let Some(id) = row.whole(0) else {
            return self.left_out.add("statements without a number", "");
        };
        if self.by_id.contains_key(&id) || self.others.contains(&id) {
            return self.left_out.add("statements whose number stands twice", id.to_string());
        }
        let type_id = row.whole(1);
        if type_id == Some(self.scheme.type_id) {
            self.by_id.insert(id, self.list.len());
            return self.list.push(Statement {
                id,
                document: row.whole(2).unwrap_or(i64::MIN),
                start: row.whole(3).unwrap_or(-1),
                stop: row.whole(4).unwrap_or(-1),
                coder: row.whole(5),
                ..Statement::default()
            });
        }
        self.others.insert(id);
        match type_id.and_then(|id| self.scheme.labels.get(&id)) {
            None => self.left_out.add("statements whose type is missing", id.to_string()),
            Some(_) if self.scheme.is_chosen => {}
            Some(label) => self.left_out.add("statements of other types", label),
        }
    }

    /// The statement and the variable of a row.
    fn place(&mut self, row: &Row) -> Option<(usize, i64)> {
        let id = row.whole(0);
        let known = id.and_then(|id| self.by_id.get(&id));
        let Some(number) = known.copied() else {
            if !id.is_some_and(|id| self.others.contains(&id)) {
                let name = id.map(|id| id.to_string()).unwrap_or_default();
                self.left_out.add("values of statements that are missing", name);
            }
            return None;
        };
        let id = self.list[number].id.to_string();
        match row.whole(1) {
            Some(variable) if self.scheme.has(variable) => Some((number, variable)),
            Some(variable) if self.scheme.is_variable.contains(&variable) => {
                self.left_out.add("values of variables of other statement types", id);
                None
            }
            _ => {
                self.left_out.add("values of variables that are missing", id);
                None
            }
        }
    }

    fn number(&mut self, row: &Row, is_flag: bool) {
        let Some((number, variable)) = self.place(row) else { return };
        let Some(value) = row.whole(2) else {
            let id = self.list[number].id.to_string();
            return self.left_out.add("values that are no numbers", id);
        };
        let statement = &mut self.list[number];
        if is(self.scheme.qualifier.as_ref(), variable) {
            let is_new = statement.qualifier.is_none();
            statement.qualifier = statement.qualifier.or(Some(value));
            return self.stands_twice(number, is_new);
        }
        let value = if is_flag && matches!(value, 0 | 1) {
            Value::Flag(value == 1)
        } else {
            Value::Whole(value)
        };
        self.other(number, variable, value);
    }

    fn long_text(&mut self, row: &Row) {
        let Some((number, variable)) = self.place(row) else { return };
        let text = row.said(2);
        if !text.trim().is_empty() {
            self.other(number, variable, Value::Text(text.trim().into()));
        }
    }

    fn short_text(&mut self, row: &Row, version: Version, entities: &mut Entities) {
        let Some((number, variable)) = self.place(row) else { return };
        let entity = match version {
            Version::Three => row.whole(2).and_then(|id| entities.with_id(id)),
            Version::Two => Some(entities.with_value(variable, &row.said(2))),
        };
        let statement = &mut self.list[number];
        let Some(entity) = entity else {
            let id = statement.id.to_string();
            return self.left_out.add("values whose entity is missing", id);
        };
        let (scheme, part) = (self.scheme, Some(variable));
        let place = if part == Some(scheme.actor.id) {
            &mut statement.actor
        } else if part == Some(scheme.issue.id) {
            &mut statement.issue
        } else if is(scheme.speaker.as_ref(), variable) {
            &mut statement.speaker
        } else {
            return self.other(number, variable, Value::Entity(entity));
        };
        let is_new = place.is_none();
        *place = place.or(Some(entity));
        // One variable can be both.
        if scheme.actor.id == scheme.issue.id {
            statement.issue = statement.actor;
        }
        self.stands_twice(number, is_new);
    }

    fn other(&mut self, number: usize, variable: i64, value: Value) {
        self.list[number].others.push((variable, value));
    }

    /// The statements by number, with one value for each variable.
    fn sorted(mut self) -> Vec<Statement> {
        for number in 0..self.list.len() {
            let others = &mut self.list[number].others;
            let count = others.len();
            others.sort_by_key(|(variable, _)| *variable);
            others.dedup_by_key(|(variable, _)| *variable);
            let is_once = others.len() == count;
            self.stands_twice(number, is_once);
        }
        self.list.sort_unstable_by_key(|statement| statement.id);
        self.list
    }

    fn stands_twice(&mut self, number: usize, is_new: bool) {
        if !is_new {
            self.left_out.add("values that stand twice", self.list[number].id.to_string());
        }
    }
}

fn is(variable: Option<&Variable>, id: i64) -> bool {
    variable.is_some_and(|variable| variable.id == id)
}
