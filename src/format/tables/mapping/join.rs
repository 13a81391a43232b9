//! Second tables, whose rows match those of the first by a key.

use std::path::PathBuf;

use super::words::{list, pairs, split, unquoted};
use crate::error::{Error, nearest};
use crate::format::tables::field::Field;

/// A second table: its file, its key columns, and what its other columns say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Join {
    /// Its path; `None` for a ready-made one without a file.
    pub(crate) path: Option<PathBuf>,
    /// The key; empty if a ready-made one has it.
    pub(crate) key: Vec<KeyPart>,
    /// What its columns say; empty to go by their names.
    pub(crate) columns: Vec<Joined>,
    /// Whether columns can be absent.
    pub(crate) is_lenient: bool,
}

/// A column of a key, by its names in both tables.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyPart {
    /// A column of the first table, or a field.
    pub(crate) ours: String,
    /// A column of the second table.
    pub(crate) theirs: String,
}

/// What columns of a second table say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Joined {
    pub(crate) what: Told,
    /// The columns; the first one that is not empty counts.
    pub(crate) columns: Vec<String>,
}

/// What a column of a second table describes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told {
    /// The stance.
    Stance(Field),
    /// An actor or an issue.
    Thing(Thing, Trait),
}

/// The thing that a second table describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Thing {
    Actor,
    Issue,
    /// The one that is the key.
    Keyed,
}

/// The property that it describes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trait {
    Name,
    Kind,
    Aliases,
    PartOf,
    Description,
    Attribute(String),
}

const TRAITS: [&str; 5] = ["name", "kind", "aliases", "part-of", "description"];

impl Trait {
    fn of_name(name: &str) -> Option<Self> {
        Some(match name {
            "name" => Self::Name,
            "kind" => Self::Kind,
            "aliases" => Self::Aliases,
            "part-of" => Self::PartOf,
            "description" => Self::Description,
            other => Self::Attribute(other.strip_prefix("attributes.")?.to_owned()),
        })
    }
}

impl Trait {
    fn name(&self) -> String {
        match self {
            Self::Name => "name".into(),
            Self::Kind => "kind".into(),
            Self::Aliases => "aliases".into(),
            Self::PartOf => "part-of".into(),
            Self::Description => "description".into(),
            Self::Attribute(name) => format!("attributes.{name}"),
        }
    }
}

impl Told {
    /// Parses a name: `date` belongs to the stance, `issue.name` to its issue, `name` to whichever is the key.
    pub(crate) fn of_name(name: &str) -> Option<Self> {
        if let Some(of_actor) = name.strip_prefix("actor.") {
            let told = Trait::of_name(of_actor).filter(|told| *told != Trait::Description);
            return Some(Self::Thing(Thing::Actor, told?));
        }
        if let Some(of_issue) = name.strip_prefix("issue.") {
            let told = Trait::of_name(of_issue);
            let told = told.filter(|told| !matches!(told, Trait::Kind | Trait::PartOf));
            return Some(Self::Thing(Thing::Issue, told?));
        }
        if let Some(told) = Trait::of_name(name) {
            return Some(Self::Thing(Thing::Keyed, told));
        }
        let field = Field::of_name(name).filter(|field| Field::STANCE.contains(field));
        field.filter(|field| *field != Field::Id).map(Self::Stance)
    }

    /// The name that [`of_name`](Self::of_name) parses.
    pub(super) fn name(&self) -> String {
        match self {
            Self::Stance(field) => field.as_str().into(),
            Self::Thing(Thing::Actor, what) => format!("actor.{}", what.name()),
            Self::Thing(Thing::Issue, what) => format!("issue.{}", what.name()),
            Self::Thing(Thing::Keyed, what) => what.name(),
        }
    }

    fn parse(name: &str) -> Result<Self, Error> {
        Self::of_name(name).ok_or_else(|| {
            let fields = Field::STANCE.map(Field::as_str).into_iter().skip(1).chain(TRAITS);
            let of_issues = ["issue.name", "issue.description", "issue.attributes.NAME"];
            let of_actors = ["actor.name", "actor.part-of", "actor.attributes.NAME"];
            let known = fields.chain(of_issues).chain(of_actors).collect::<Vec<_>>();
            let hint = nearest(name, known.iter().copied());
            let hint = match hint {
                Some(name) => format!("did you mean \"{name}\"?"),
                None => format!("known are {}", known.join(", ")),
            };
            Error::Mapping(format!("a second table cannot say \"{name}\"; {hint}"))
        })
    }
}

impl Joined {
    pub(super) fn is_actor(&self) -> bool {
        self.what == Told::Stance(Field::Actor)
    }
}

impl Join {
    /// Parses `rcid=calls.csv`, `a+b:c=calls.csv`, or only the file.
    pub(super) fn parse(text: &str) -> Result<Self, Error> {
        let sides = split(text, '=')?;
        let (key, path) = match sides.as_slice() {
            [path] => (Vec::new(), *path),
            [key, rest @ ..] => (key_parts(key)?, &text[text.len() - rest.join("=").len()..]),
            [] => unreachable!("a text has at least one part"),
        };
        let path = unquoted(path);
        if path.is_empty() {
            return Err(Error::Mapping(format!(
                "\"{text}\" names no second table; write KEY=FILE, such as rcid=roll_calls.csv"
            )));
        }
        Ok(Self { path: Some(path.into()), key, ..Self::default() })
    }

    /// Parses `issue.description=descr,date=date`.
    pub(super) fn add_map(&mut self, map: &str) -> Result<(), Error> {
        for (what, column) in pairs(map)? {
            self.add(&what, vec![column])?;
        }
        Ok(())
    }

    pub(super) fn add(&mut self, what: &str, columns: Vec<String>) -> Result<(), Error> {
        let told = Told::parse(what)?;
        if columns.is_empty() || columns.iter().any(String::is_empty) {
            return Err(Error::Mapping(format!("\"{what}\" is mapped to nothing")));
        }
        if self.columns.iter().any(|known| known.what == told) {
            return Err(Error::Mapping(format!("\"{what}\" is mapped twice")));
        }
        self.columns.push(Joined { what: told, columns });
        Ok(())
    }
}

/// Parses a key: `a+b:c` is column `a` of both tables, and our `b`, which is their `c`.
pub(super) fn key_parts(text: &str) -> Result<Vec<KeyPart>, Error> {
    let part = |part: &str| {
        let sides = split(part, ':')?;
        let (ours, theirs) = match sides.as_slice() {
            [both] => (*both, *both),
            [ours, theirs] => (*ours, *theirs),
            _ => ("", ""),
        };
        let (ours, theirs) = (unquoted(ours), unquoted(theirs));
        if ours.is_empty() || theirs.is_empty() {
            return Err(Error::Mapping(format!(
                "\"{text}\" is not a key; write COLUMN, OURS:THEIRS or COLUMN+COLUMN"
            )));
        }
        Ok(KeyPart { ours, theirs })
    };
    split(text, '+')?.into_iter().map(part).collect()
}

/// Pairs the joined files with the maps of their columns, in order.
pub(super) fn joins(files: &[String], maps: &[String]) -> Result<Vec<Join>, Error> {
    if maps.len() > files.len() {
        return Err(Error::Mapping(
            "each list of joined columns says what one joined table has; there are more lists than tables"
                .into(),
        ));
    }
    let mut joins = files.iter().map(|file| Join::parse(file)).collect::<Result<Vec<_>, _>>()?;
    for (join, map) in joins.iter_mut().zip(maps) {
        join.add_map(map)?;
    }
    Ok(joins)
}

/// Parses a list of column names.
pub(super) fn names(text: &str) -> Result<Vec<String>, Error> {
    Ok(list(text)?.into_iter().filter(|name| !name.is_empty()).collect())
}
