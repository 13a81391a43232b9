//! Small databases like those of Discourse Network Analyzer, but without its checks, so that tests can put
//! invalid data in.

use rusqlite::{Connection, params};

const SHARED: &str = "
    CREATE TABLE SETTINGS(Property TEXT PRIMARY KEY, Value TEXT);
    CREATE TABLE CODERS(ID INTEGER PRIMARY KEY, Name TEXT, Red INTEGER, Green INTEGER, Blue INTEGER);
    CREATE TABLE DOCUMENTS(ID INTEGER PRIMARY KEY, Title TEXT, Text TEXT, Coder INTEGER, Author TEXT,
        Source TEXT, Section TEXT, Notes TEXT, Type TEXT, Date INTEGER);
    CREATE TABLE STATEMENTTYPES(ID INTEGER PRIMARY KEY, Label TEXT, Red INTEGER, Green INTEGER,
        Blue INTEGER);
    CREATE TABLE VARIABLES(ID INTEGER PRIMARY KEY, Variable TEXT, DataType TEXT,
        StatementTypeId INTEGER REFERENCES STATEMENTTYPES(ID));
    CREATE TABLE STATEMENTS(ID INTEGER PRIMARY KEY, StatementTypeId INTEGER, DocumentId INTEGER
        REFERENCES DOCUMENTS(ID), Start INTEGER, Stop INTEGER, Coder INTEGER);
    CREATE TABLE DATABOOLEAN(ID INTEGER PRIMARY KEY, StatementId INTEGER, VariableId INTEGER,
        Value INTEGER);
    CREATE TABLE DATAINTEGER(ID INTEGER PRIMARY KEY, StatementId INTEGER, VariableId INTEGER,
        Value INTEGER);
    CREATE TABLE DATALONGTEXT(ID INTEGER PRIMARY KEY, StatementId INTEGER, VariableId INTEGER,
        Value TEXT);
    INSERT INTO CODERS VALUES (1, 'Admin', 255, 255, 0), (2, 'Robin', 51, 153, 255);
    INSERT INTO STATEMENTTYPES VALUES (1, 'DNA Statement', 239, 208, 51),
        (2, 'Story', 100, 200, 190), (3, 'Annotation', 211, 211, 211);
    INSERT INTO VARIABLES VALUES (1, 'person', 'short text', 1),
        (2, 'organization', 'short text', 1), (3, 'concept', 'short text', 1),
        (4, 'agreement', 'boolean', 1), (5, 'weight', 'integer', 1), (6, 'remark', 'long text', 1),
        (7, 'place', 'short text', 1), (8, 'hero', 'short text', 2), (9, 'plot', 'short text', 2),
        (10, 'note', 'long text', 3);";

const THREE: &str = "
    INSERT INTO SETTINGS VALUES ('version', '3.0.11');
    CREATE TABLE ENTITIES(ID INTEGER PRIMARY KEY, VariableId INTEGER, Value TEXT, Red INTEGER,
        Green INTEGER, Blue INTEGER, ChildOf INTEGER);
    CREATE TABLE DATASHORTTEXT(ID INTEGER PRIMARY KEY, StatementId INTEGER, VariableId INTEGER,
        Entity INTEGER REFERENCES ENTITIES(ID));
    CREATE TABLE ATTRIBUTEVARIABLES(ID INTEGER PRIMARY KEY, VariableId INTEGER,
        AttributeVariable TEXT);
    CREATE TABLE ATTRIBUTEVALUES(ID INTEGER PRIMARY KEY, EntityId INTEGER,
        AttributeVariableId INTEGER, AttributeValue TEXT);
    INSERT INTO ATTRIBUTEVARIABLES VALUES (1, 1, 'Type'), (2, 2, 'Type'), (3, 3, 'Type'),
        (4, 1, 'Notes'), (5, 2, 'Notes'), (6, 3, 'Notes');
    INSERT INTO ENTITIES VALUES (1, 1, '', 0, 0, 0, NULL), (2, 2, '', 0, 0, 0, NULL),
        (3, 3, '', 0, 0, 0, NULL), (4, 7, '', 0, 0, 0, NULL);";

const TWO: &str = "
    INSERT INTO SETTINGS VALUES ('version', '2.0 beta 25');
    CREATE TABLE ATTRIBUTES(ID INTEGER PRIMARY KEY, VariableId INTEGER, Value TEXT, Red INTEGER,
        Green INTEGER, Blue INTEGER, Type TEXT, Alias TEXT, Notes TEXT, ChildOf TEXT);
    CREATE TABLE DATASHORTTEXT(ID INTEGER PRIMARY KEY, StatementId INTEGER, VariableId INTEGER,
        Value TEXT);
    INSERT INTO ATTRIBUTES VALUES (1, 1, '', 0, 0, 0, '', '', '', ''),
        (2, 2, '', 0, 0, 0, '', '', '', ''), (3, 3, '', 0, 0, 0, '', '', '', '');";

/// A document: its number, title, text, date in seconds, source, author, section and type.
type Document = (i64, &'static str, &'static str, i64, [&'static str; 4]);

pub const DOCUMENTS: [Document; 2] = [
    (
        1,
        "Hearing on the crossing",
        "The hearing 🌉 began at nine.\nMs Aske of the port said: “A bridge would close the harbour \
         to ships.” Mr Brandt of the city answered that Lindhaven needs a bridge, and that a ferry \
         costs more every year.\n",
        1_772_409_600,
        ["Lindhaven Gazette", "Mira Holt", "City", "report"],
    ),
    (
        2,
        "Letters to the editor",
        "The fishers’ union writes – für alle: the ferry feeds forty families. It adds that a \
         bridge would drive the herring out 🐟.\nThe port: a ferry terminal needs no bridge.\n",
        1_772_755_199,
        ["Lindhaven Gazette", "", "", ""],
    ),
];

/// An entity: its number, its variable, its value, its type and its colour.
pub const ENTITIES: [(i64, i64, &str, &str, [u8; 3]); 8] = [
    (11, 1, "Ida Aske", "", [0, 0, 0]),
    (12, 1, "Jon Brandt", "elected", [0, 0, 0]),
    (21, 2, "Port", "company", [255, 153, 0]),
    (22, 2, "City", "government", [0, 0, 0]),
    (23, 2, "Fishers’ union", "union", [0, 204, 0]),
    (31, 3, "A bridge should be built", "", [0, 0, 0]),
    (32, 3, "The ferry should stay", "", [0, 0, 255]),
    (71, 7, "town hall", "", [0, 0, 0]),
];

/// A statement: its number, its document, its words, person, organization, concept, agreement
/// and weight.
type Statement = (i64, i64, &'static str, [&'static str; 3], i64, i64);

pub const STATEMENTS: [Statement; 6] = [
    (1, 1, "A bridge would close the harbour to ships.", ["Ida Aske", "Port", BRIDGE], 0, -2),
    (2, 1, "Lindhaven needs a bridge", ["Jon Brandt", "City", BRIDGE], 1, 4),
    (3, 1, "a ferry costs more every year", ["Jon Brandt", "City", FERRY], 0, -1),
    (4, 2, "the ferry feeds forty families", ["", "Fishers’ union", FERRY], 1, 3),
    (5, 2, "a bridge would drive the herring out 🐟", ["", "Fishers’ union", BRIDGE], 0, -4),
    (6, 2, "a ferry terminal needs no bridge", ["", "Port", FERRY], 1, 0),
];

const BRIDGE: &str = "A bridge should be built";
const FERRY: &str = "The ferry should stay";

/// The offset of a byte in UTF-16 units, as Java counts.
fn utf16(text: &str, byte: usize) -> i64 {
    text[..byte].encode_utf16().count().try_into().expect("a short text")
}

/// The place of some words in the text of a document.
pub fn span(document: i64, words: &str) -> (i64, i64) {
    let text = DOCUMENTS.iter().find(|(id, ..)| *id == document).expect("it is there").2;
    let start = text.find(words).expect("they are there");
    (utf16(text, start), utf16(text, start + words.len()))
}

/// A database without statements.
fn empty(schema: &str) -> Connection {
    let connection = Connection::open_in_memory().expect("memory");
    let settings = "PRAGMA page_size = 512; PRAGMA foreign_keys = OFF;";
    connection.execute_batch(&format!("{settings}{SHARED}{schema}")).expect("tables");
    connection
}

pub fn execute(connection: &Connection, statements: &str) {
    connection.execute_batch(statements).unwrap_or_else(|error| panic!("{statements}: {error}"));
}

fn shared(connection: &Connection, time: i64) {
    for (id, title, text, date, [source, author, section, kind]) in DOCUMENTS {
        let insert = "INSERT INTO DOCUMENTS VALUES (?1, ?2, ?3, 2, ?4, ?5, ?6, '', ?7, ?8)";
        let row = params![id, title, text, author, source, section, kind, date * time];
        connection.execute(insert, row).expect("a row");
    }
    for (id, document, words, _, agreement, weight) in STATEMENTS {
        let (start, stop) = span(document, words);
        let insert = "INSERT INTO STATEMENTS VALUES (?1, 1, ?2, ?3, ?4, 2)";
        connection.execute(insert, [id, document, start, stop]).expect("a row");
        let insert = "INSERT INTO DATABOOLEAN(StatementId, VariableId, Value) VALUES (?1, 4, ?2)";
        connection.execute(insert, [id, agreement]).expect("a row");
        let insert = "INSERT INTO DATAINTEGER(StatementId, VariableId, Value) VALUES (?1, 5, ?2)";
        connection.execute(insert, [id, weight]).expect("a row");
    }
    execute(
        connection,
        "INSERT INTO DATALONGTEXT(StatementId, VariableId, Value) VALUES (2, 6, 'interrupted twice');
         INSERT INTO STATEMENTS VALUES (7, 3, 1, 0, 11, 2);
         INSERT INTO DATALONGTEXT(StatementId, VariableId, Value) VALUES (7, 10, 'who was there?');",
    );
}

/// A small debate, in the schema of version 3.
pub fn version_3() -> Connection {
    let connection = empty(THREE);
    shared(&connection, 1);
    for (id, variable, value, kind, [red, green, blue]) in ENTITIES {
        let insert = "INSERT INTO ENTITIES VALUES (?1, ?2, ?3, ?4, ?5, ?6, NULL)";
        connection.execute(insert, params![id, variable, value, red, green, blue]).expect("a row");
        let insert = "INSERT INTO ATTRIBUTEVALUES(EntityId, AttributeVariableId, AttributeValue)
                      VALUES (?1, ?2, ?3)";
        connection.execute(insert, params![id, variable, kind]).expect("a row");
    }
    for (id, _, _, values, ..) in STATEMENTS {
        for (variable, value) in (1..).zip(values) {
            let insert = "INSERT INTO DATASHORTTEXT(StatementId, VariableId, Entity)
                          SELECT ?1, ?2, ID FROM ENTITIES WHERE VariableId = ?2 AND Value = ?3";
            connection.execute(insert, params![id, variable, value]).expect("a row");
        }
    }
    execute(
        &connection,
        "INSERT INTO DATASHORTTEXT(StatementId, VariableId, Entity) VALUES (2, 7, 71)",
    );
    connection
}

/// The same debate, in the schema of version 2.
pub fn version_2() -> Connection {
    let connection = empty(TWO);
    shared(&connection, 1_000);
    for (_, variable, value, kind, [red, green, blue]) in ENTITIES {
        let insert =
            "INSERT INTO ATTRIBUTES(VariableId, Value, Red, Green, Blue, Type, Alias, Notes,
                      ChildOf) VALUES (?1, ?2, ?3, ?4, ?5, ?6, '', '', '')";
        let row = params![variable, value, red, green, blue, kind];
        connection.execute(insert, row).expect("a row");
    }
    for (id, _, _, values, ..) in STATEMENTS {
        for (variable, value) in (1..).zip(values) {
            let insert = "INSERT INTO DATASHORTTEXT(StatementId, VariableId, Value)
                          VALUES (?1, ?2, ?3)";
            connection.execute(insert, params![id, variable, value]).expect("a row");
        }
    }
    execute(
        &connection,
        "INSERT INTO DATASHORTTEXT(StatementId, VariableId, Value) VALUES (2, 7, 'town hall')",
    );
    connection
}

/// The bytes of the database file.
pub fn bytes(mut connection: Connection) -> Vec<u8> {
    connection.execute_batch("VACUUM").expect("space");
    connection.serialize("main").expect("memory").to_vec()
}
