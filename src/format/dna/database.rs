//! Opens a database that may be damaged or malicious.

use std::borrow::Cow;
use std::cell::Cell;
use std::collections::BTreeMap;
use std::io::Read;

use rusqlite::config::DbConfig;
use rusqlite::limits::Limit;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, ErrorCode};

use crate::error::Cause;

const MAGIC: &[u8] = b"SQLite format 3\0";

/// The bytes of a file that say whether its changes are kept in a second file (write-ahead log).
const JOURNAL: std::ops::Range<usize> = 18..20;

/// The number of steps of SQLite's virtual machine between two checks of its progress.
const STEPS: i32 = 10_000;

/// The bytes of a file that allow one check: a row takes fewer steps than it has bytes.
const BYTES_A_LOOK: usize = 5_000;

/// A read-only database in memory.
pub(super) struct Database {
    connection: Connection,
    /// The columns of its tables.
    tables: BTreeMap<String, Vec<String>>,
    /// The number of bytes of text that can still be read: a small file becomes large if it refers to the
    /// same pages many times.
    left: Cell<usize>,
}

/// A row of a table.
pub(super) struct Row<'r> {
    row: &'r rusqlite::Row<'r>,
    left: &'r Cell<usize>,
}

impl Row<'_> {
    /// A whole number.
    pub(super) fn whole(&self, column: usize) -> Option<i64> {
        match self.row.get_ref(column) {
            Ok(ValueRef::Integer(number)) => Some(number),
            _ => None,
        }
    }

    /// A text with every character as stored.
    pub(super) fn exact(&self, column: usize) -> Option<&str> {
        let text = self.row.get_ref(column).ok()?.as_str().ok()?;
        self.left.set(self.left.get().saturating_sub(text.len()));
        Some(text)
    }

    /// A text; a number is converted.
    pub(super) fn text(&self, column: usize) -> Option<Cow<'_, str>> {
        match self.row.get_ref(column) {
            Ok(ValueRef::Text(bytes)) => {
                self.left.set(self.left.get().saturating_sub(bytes.len()));
                Some(String::from_utf8_lossy(bytes))
            }
            Ok(ValueRef::Integer(number)) => Some(number.to_string().into()),
            Ok(ValueRef::Real(number)) => Some(number.to_string().into()),
            _ => None,
        }
    }

    /// A text; empty if there is none.
    pub(super) fn said(&self, column: usize) -> Cow<'_, str> {
        self.text(column).unwrap_or_default()
    }
}

impl Database {
    /// Opens a database from memory.
    pub(super) fn open(bytes: &[u8]) -> Result<Self, Cause> {
        if !bytes.starts_with(MAGIC) {
            return Err(Cause::Syntax(no_database(bytes).into()));
        }
        if let Some(length) = length(bytes).filter(|length| bytes.len() < *length) {
            let is = bytes.len();
            let cut = format!("the file ends after {is} of {length} bytes");
            return Err(Cause::DamagedDatabase(cut));
        }
        let connection = Self::connected(bytes).map_err(|error| damage(&error))?;
        let mut database =
            Self { connection, tables: BTreeMap::new(), left: Cell::new(most_bytes(bytes)) };
        database.tables = database.tables().map_err(|error| damage(&error))?;
        Ok(database)
    }

    fn connected(bytes: &[u8]) -> rusqlite::Result<Connection> {
        let mut connection = Connection::open_in_memory()?;
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_VIEW, false)?;
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false)?;
        let longest = i32::try_from(bytes.len()).unwrap_or(i32::MAX);
        connection.set_limit(Limit::SQLITE_LIMIT_LENGTH, longest.max(4_096))?;
        let mut looks = most_bytes(bytes) / BYTES_A_LOOK;
        let is_over = move || {
            looks = looks.saturating_sub(1);
            looks == 0
        };
        connection.progress_handler(STEPS, Some(is_over))?;
        // A database in memory has no second file, and one that was closed needs none.
        let in_one: &[u8] = &[1, 1];
        let (head, tail) = (&bytes[..JOURNAL.start.min(bytes.len())], bytes.get(JOURNAL.end..));
        let whole = head.chain(in_one).chain(tail.unwrap_or_default());
        connection.deserialize_read_exact("main", whole, bytes.len(), true)?;
        connection.pragma_update(None, "query_only", true)?;
        connection.pragma_update(None, "cell_size_check", true)?;
        Ok(connection)
    }

    /// The tables, without views and virtual tables.
    fn tables(&self) -> rusqlite::Result<BTreeMap<String, Vec<String>>> {
        let list = "SELECT name FROM sqlite_master WHERE type = 'table' AND rootpage > 0";
        let mut list = self.connection.prepare(list)?;
        let names = list.query_map([], |row| row.get::<_, String>(0))?;
        let mut tables = BTreeMap::new();
        for name in names {
            let name = name?;
            if super::TABLES.contains(&name.as_str()) {
                let columns = self.columns(&name)?;
                tables.insert(name, columns);
            }
        }
        Ok(tables)
    }

    /// The stored columns of a table, without computed ones.
    fn columns(&self, table: &str) -> rusqlite::Result<Vec<String>> {
        let list = "SELECT name FROM pragma_table_xinfo(?1) WHERE hidden = 0";
        let mut list = self.connection.prepare(list)?;
        list.query_map([table], |row| row.get(0))?.collect()
    }

    pub(super) fn has_table(&self, table: &str) -> bool {
        self.tables.contains_key(table)
    }

    pub(super) fn has(&self, table: &str, column: &str) -> bool {
        let columns = self.tables.get(table);
        columns.is_some_and(|columns| columns.iter().any(|known| known == column))
    }

    /// Reads columns from all rows of a table: NULL for a column that it does not have, and no rows for a
    /// missing table.
    pub(super) fn scan(
        &self,
        table: &str,
        columns: &[&str],
        mut each: impl FnMut(&Row),
    ) -> Result<(), Cause> {
        if !self.has_table(table) {
            return Ok(());
        }
        let column = |name: &&str| match self.has(table, name) {
            true => format!("\"{name}\""),
            false => "NULL".to_owned(),
        };
        let columns = columns.iter().map(column).collect::<Vec<_>>().join(", ");
        // An index may differ from its table.
        let query = format!("SELECT {columns} FROM \"{table}\" NOT INDEXED");
        let mut query = self.connection.prepare(&query).map_err(|error| damage(&error))?;
        let mut rows = query.query([]).map_err(|error| damage(&error))?;
        while let Some(row) = rows.next().map_err(|error| damage(&error))? {
            each(&Row { row, left: &self.left });
            if self.left.get() == 0 {
                return Err(Cause::DamagedDatabase("its tables are larger than the file".into()));
            }
        }
        Ok(())
    }
}

/// The length that a file declares.
fn length(bytes: &[u8]) -> Option<usize> {
    let number = |at: usize| {
        let four = bytes.get(at..)?.first_chunk::<4>()?;
        usize::try_from(u32::from_be_bytes(*four)).ok()
    };
    // The number of pages is valid only if it dates from the last change.
    let (change, counted_at) = (number(24)?, number(92)?);
    let page = usize::from(u16::from_be_bytes(*bytes.get(16..)?.first_chunk::<2>()?));
    let page = if page == 1 { 1 << 16 } else { page };
    (change == counted_at).then(|| number(28)?.checked_mul(page))?
}

/// More than the content of a file that uses each page once, in any encoding.
fn most_bytes(bytes: &[u8]) -> usize {
    bytes.len().saturating_mul(3).saturating_add(1 << 20)
}

/// What a file is that is not a database.
fn no_database(bytes: &[u8]) -> &'static str {
    match bytes {
        [] => "the file is empty: a database of Discourse Network Analyzer has tables in it",
        [b'<', ..] => {
            "this is XML, as Discourse Network Analyzer 1 wrote it; open it in version 2 and save it"
        }
        _ => {
            "this is not an SQLite database, or it is encrypted; save it with Discourse Network \
             Analyzer 2 or 3 as a local .dna file without encryption"
        }
    }
}

fn damage(error: &rusqlite::Error) -> Cause {
    match error.sqlite_error_code() {
        Some(ErrorCode::NotADatabase) => Cause::Syntax(no_database(b"?").into()),
        Some(ErrorCode::OperationInterrupted) => {
            Cause::DamagedDatabase("reading it does not come to an end".into())
        }
        _ => Cause::DamagedDatabase(error.to_string()),
    }
}
