//! A second table, and what it adds to a row of the first.

use std::cell::{Cell, RefCell};

use rustc_hash::{FxHashMap, FxHashSet};

use crate::error::{FileId, Place};
use crate::format::tables::aliases::aliases;
use crate::format::tables::batch::Row;
use crate::format::tables::field::Field;
use crate::format::tables::given::{Given, Texts};
use crate::format::tables::mapping::join::{Thing, Told, Trait};
use crate::format::tables::mapping::whole;
use crate::graph::Builder;
use crate::model::{Actor, ActorId, Attribute, Issue, IssueId, trimmed};

/// The separator of the columns of a key; no text contains it.
pub const BETWEEN: char = '\u{1f}';

/// A second table.
pub struct JoinedTable {
    file: FileId,
    /// The columns of the key in the first table.
    key: Vec<KeyFrom>,
    pub told: Vec<Told>,
    pub rows: FxHashMap<Box<str>, JoinedRow>,
    /// Keys with a decimal point in whole numbers, by their form without it.
    pub wholes: FxHashMap<Box<str>, Box<str>>,
    /// Keys that it does not have.
    absent: RefCell<FxHashSet<Box<str>>>,
}

/// The source of a part of the key in the first table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyFrom {
    Column(usize),
    Field(Field),
}

/// The values of a row, in the order of the values that the table adds.
pub struct JoinedRow {
    pub texts: Box<[Option<Box<str>>]>,
    pub line: u32,
    pub is_described: Cell<bool>,
}

impl JoinedTable {
    /// Creates a table without rows.
    pub fn new(file: FileId, key: Vec<KeyFrom>) -> Self {
        Self {
            file,
            key,
            told: Vec::new(),
            rows: FxHashMap::default(),
            wholes: FxHashMap::default(),
            absent: RefCell::default(),
        }
    }

    /// Whether the key is known before cells are split.
    pub fn is_early(&self) -> bool {
        self.key.iter().all(|part| matches!(part, KeyFrom::Column(_)))
    }

    /// Whether a column of the first table is part of the key.
    pub fn reads(&self, column: usize) -> bool {
        self.key.contains(&KeyFrom::Column(column))
    }

    /// Finds the row for a row of the first table.
    pub fn find(
        &self,
        row: Row,
        texts: &Texts,
        builder: &mut Builder,
        file: FileId,
    ) -> Option<&JoinedRow> {
        let part = |from: &KeyFrom| match from {
            KeyFrom::Column(column) => row.get(*column).map(trimmed),
            KeyFrom::Field(field) => texts[*field as usize].text(),
        };
        let found = match self.key.as_slice() {
            [one] => {
                let key = part(one).filter(|key| !key.is_empty())?;
                self.row(key, || whole(key).unwrap_or(key).into()).ok_or(key.to_owned())
            }
            several => {
                let parts = several.iter().map(part).collect::<Option<Vec<_>>>()?;
                let key = joined(&parts);
                self.row(&key, || whole_key(&parts)).ok_or(key)
            }
        };
        found.map_err(|key| self.note_absent(&key, builder, file)).ok()
    }

    /// The row of a key or, without one, of the key with its whole numbers without decimal points.
    fn row(&self, key: &str, whole: impl FnOnce() -> String) -> Option<&JoinedRow> {
        self.rows.get(key).or_else(|| {
            let whole = whole();
            let other = self.wholes.get(whole.as_str());
            self.rows.get(other.map_or(whole.as_str(), |other| other))
        })
    }

    #[cold]
    fn note_absent(&self, key: &str, builder: &mut Builder, file: FileId) {
        if self.absent.borrow_mut().insert(key.into()) {
            let what = format!("keys without a row in {}", builder.file_name(self.file));
            builder.leave_out(file, &what, key.replace(BETWEEN, "+"));
        }
    }

    /// Fills the empty fields of a stance.
    pub fn fill<'r>(&'r self, row: &'r JoinedRow, texts: &mut Texts<'r>) {
        for (told, text) in self.told.iter().zip(&row.texts) {
            if let Told::Stance(field) = told
                && !texts[*field as usize].is_something()
            {
                texts[*field as usize] = Given::of(text.as_deref());
            }
        }
    }

    /// Describes the actor and the issue of a stance.
    pub fn describe(&self, row: &JoinedRow, texts: &Texts, is_split: bool, builder: &mut Builder) {
        if row.is_described.replace(true) && !is_split {
            return;
        }
        let place = Place { file: self.file, line: row.line, column: 0, length: 0 };
        let said = |thing: Thing| {
            let said = self.told.iter().zip(&row.texts);
            let said = said.filter_map(move |(told, text)| match told {
                Told::Thing(of, what) if *of == thing => Some((what, text.as_deref()?)),
                Told::Stance(_) | Told::Thing(..) => None,
            });
            said.collect::<Vec<_>>()
        };
        let id = |field: Field| texts[field as usize].text();
        let of_actor = said(Thing::Actor);
        if let Some(id) =
            id(Field::Actor).and_then(|id| ActorId::new(id).ok()).filter(|_| !of_actor.is_empty())
        {
            builder.describe_actor(actor(id, &of_actor), place);
        }
        let of_issue = said(Thing::Issue);
        if let Some(id) =
            id(Field::Issue).and_then(|id| IssueId::new(id).ok()).filter(|_| !of_issue.is_empty())
        {
            builder.describe_issue(issue(id, &of_issue), place);
        }
    }
}

/// Joins the parts of a key into one text.
pub fn joined(parts: &[&str]) -> String {
    parts.join(BETWEEN.encode_utf8(&mut [0; 4]))
}

/// Joins the parts of a key, with whole numbers without decimal points.
pub fn whole_key(parts: &[&str]) -> String {
    joined(&parts.iter().map(|part| whole(part).unwrap_or(part)).collect::<Vec<_>>())
}

fn actor(id: ActorId, said: &[(&Trait, &str)]) -> Actor {
    let mut actor = Actor::new(id);
    for (what, text) in said {
        match what {
            Trait::Name => actor.name = Some((*text).to_owned()),
            Trait::Kind => actor.kind = Some((*text).to_owned()),
            Trait::Aliases => actor.aliases = aliases(Some(text)),
            Trait::PartOf => actor.part_of = ActorId::new(*text).ok(),
            Trait::Description => {}
            Trait::Attribute(name) => {
                actor.attributes.insert(name.clone(), Attribute::Text((*text).to_owned()));
            }
        }
    }
    actor
}

fn issue(id: IssueId, said: &[(&Trait, &str)]) -> Issue {
    let mut issue = Issue::new(id);
    for (what, text) in said {
        match what {
            Trait::Name => issue.name = Some((*text).to_owned()),
            Trait::Description => issue.description = Some((*text).to_owned()),
            Trait::Aliases => issue.aliases = aliases(Some(text)),
            Trait::Kind | Trait::PartOf => {}
            Trait::Attribute(name) => {
                issue.attributes.insert(name.clone(), Attribute::Text((*text).to_owned()));
            }
        }
    }
    issue
}
