//! The two versions of the database schema.

use jiff::Timestamp;
use jiff::tz::Offset;

use super::database::Database;
use crate::error::Cause;
use crate::model::Date;

/// The tables to read.
pub(super) const TABLES: [&str; 13] = [
    "ATTRIBUTES",
    "ATTRIBUTEVALUES",
    "ATTRIBUTEVARIABLES",
    "CODERS",
    "DATABOOLEAN",
    "DATAINTEGER",
    "DATALONGTEXT",
    "DATASHORTTEXT",
    "DOCUMENTS",
    "ENTITIES",
    "STATEMENTS",
    "STATEMENTTYPES",
    "VARIABLES",
];

/// The tables and columns that every database has.
const NEEDED: [(&str, &[&str]); 8] = [
    ("DOCUMENTS", &["ID", "Title", "Text", "Date"]),
    ("STATEMENTTYPES", &["ID", "Label"]),
    ("VARIABLES", &["ID", "Variable", "DataType", "StatementTypeId"]),
    ("STATEMENTS", &["ID", "StatementTypeId", "DocumentId", "Start", "Stop"]),
    ("DATABOOLEAN", &["StatementId", "VariableId", "Value"]),
    ("DATAINTEGER", &["StatementId", "VariableId", "Value"]),
    ("DATALONGTEXT", &["StatementId", "VariableId", "Value"]),
    ("DATASHORTTEXT", &["StatementId", "VariableId"]),
];

/// The version of the program that wrote a database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Version {
    /// Short texts are stored where they are coded; times are in milliseconds.
    Two,
    /// Short texts are entities; times are in seconds.
    Three,
}

impl Version {
    /// Detects the version by the tables, or returns what is missing.
    pub(super) fn of(database: &Database) -> Result<Self, Vec<Cause>> {
        let is_old = database.has("DATASHORTTEXT", "Value") && !database.has_table("ENTITIES");
        let version = if is_old { Self::Two } else { Self::Three };
        let mut needed = NEEDED.to_vec();
        needed.push((
            "DATASHORTTEXT",
            match version {
                Self::Two => &["Value"],
                Self::Three => &["Entity"],
            },
        ));
        if version == Self::Three {
            needed.push(("ENTITIES", &["ID", "VariableId", "Value"]));
        }
        let mut missing = Vec::new();
        for (table, columns) in needed {
            if !database.has_table(table) {
                missing.push(Cause::NotInDatabase { kind: "table", name: table.into() });
                continue;
            }
            let columns = columns.iter().filter(|column| !database.has(table, column));
            missing.extend(columns.map(|column| Cause::NotInDatabase {
                kind: "column",
                name: format!("{table}.{column}"),
            }));
        }
        missing.dedup();
        if missing.is_empty() { Ok(version) } else { Err(missing) }
    }

    /// The column of short texts.
    pub(super) fn short_text(self) -> &'static str {
        match self {
            Self::Two => "Value",
            Self::Three => "Entity",
        }
    }

    /// The day of a time since 1970, in UTC.
    pub(super) fn date(self, time: i64) -> Option<Date> {
        let seconds = match self {
            Self::Two => time.div_euclid(1_000),
            Self::Three => time,
        };
        let timestamp = Timestamp::from_second(seconds).ok()?;
        let day = Offset::UTC.to_datetime(timestamp).date();
        (day.year() > 0).then(|| day.into())
    }
}
