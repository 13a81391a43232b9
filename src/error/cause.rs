//! Causes of faults in the input; `remedy.rs` has the fix for each.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{LookAlikes, Notation, Remedy, Suggestion};
use crate::model::{Characters, Date, IdError, Position};

/// The severity of a fault: whether it prevents a graph.
// Closed: whoever shows a fault has to know what each means for success.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The fault prevents a graph.
    Error,
    /// The graph is built, but something about it is suspicious.
    Warning,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Error => "error",
            Self::Warning => "warning",
        })
    }
}

/// A possible reason why a row has a different number of fields than the header.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum RaggedReason {
    /// The reason is unknown.
    Unknown,
    /// Another delimiter separates the cells of the row.
    OtherDelimiter {
        /// The delimiter of the header: "semicolons".
        header: &'static str,
        /// The delimiter of the row: "commas".
        row: &'static str,
    },
    /// A number with a decimal comma was split into two cells.
    DecimalComma(String),
}

/// The cause of a fault: what is wrong with a piece of input.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Cause {
    /// The text is not valid in its format.
    #[error("{0}")]
    Syntax(String),
    /// The text is not valid in its format, for a common reason with a known fix.
    #[error("{problem}")]
    Slip {
        /// What is wrong.
        problem: String,
        /// The fix.
        fix: Remedy,
    },
    /// The bytes are not text.
    #[error("not UTF-8 text")]
    NotUtf8,
    /// The bytes are not text in the encoding that was asked for.
    #[error("not text in {0}")]
    NotText(&'static str),
    /// The input exceeds a limit of the readers.
    #[error("{what} is larger than {limit}")]
    TooLarge {
        /// What is too large.
        what: &'static str,
        /// The limit, with its unit.
        limit: String,
    },
    /// The field or column does not exist.
    #[error("unknown {kind} \"{name}\" in {within}{}", Suggestion(suggestion.as_deref()))]
    UnknownField {
        /// "field" or "column".
        kind: &'static str,
        /// The name in the input.
        name: String,
        /// The place of the name: "a stance", "an actor".
        within: &'static str,
        /// The closest known name.
        suggestion: Option<String>,
        /// All known names.
        known: String,
    },
    /// A column name is not that of a field, in a table whose other columns are named after fields.
    #[error("unknown column \"{name}\" in the table{}", Suggestion(suggestion.as_deref()))]
    UnknownColumn {
        /// The name in the input.
        name: String,
        /// The closest known name.
        suggestion: Option<String>,
        /// All known names.
        known: String,
    },
    /// A required field is missing.
    #[error("{within} has no {kind} \"{name}\"")]
    MissingField {
        /// "field" or "column".
        kind: &'static str,
        /// The name of the field.
        name: &'static str,
        /// The place where the field is missing.
        within: &'static str,
    },
    /// A value has the wrong type.
    #[error("\"{field}\" has to be {expected}, not {found}")]
    WrongType {
        /// The field.
        field: String,
        /// The expected type, with its article.
        expected: &'static str,
        /// The type in the input, with its article.
        found: &'static str,
    },
    /// The text is not a colour.
    #[error("\"{0}\" is not a colour")]
    NotColour(String),
    /// The theme does not exist.
    #[error("there is no theme \"{0}\"")]
    UnknownTheme(String),
    /// A key occurs twice.
    #[error("\"{0}\" stands here for the second time")]
    RepeatedField(String),
    /// The text is not a valid id.
    #[error("\"{field}\": {error}")]
    InvalidId {
        /// The field.
        field: String,
        /// What is wrong with the id.
        error: IdError,
    },
    /// The text is not a date.
    #[error("\"{field}\": \"{text}\" is not a date")]
    InvalidDate {
        /// The field.
        field: String,
        /// The text.
        text: String,
    },
    /// The number is not a valid strength.
    #[error("strength {0} is not more than 0 and at most 1")]
    InvalidStrength(String),
    /// The stance has both a strength and a weight.
    #[error("a stance with the strength {strength} and the weight {weight}")]
    StrengthAndWeight {
        /// The strength.
        strength: f64,
        /// The weight.
        weight: f64,
    },
    /// The number is not a valid weight.
    #[error("weight {0} is not more than 0 and at most 1e100")]
    InvalidWeight(String),
    /// The word is not a position.
    #[error("unknown position \"{name}\"{}", Suggestion(suggestion.as_deref()))]
    UnknownPosition {
        /// The word.
        name: String,
        /// The closest position.
        suggestion: Option<String>,
    },
    /// The name is not declared.
    #[error("unknown {what} \"{name}\"{}", Suggestion(suggestion.as_deref()))]
    Unknown {
        /// "actor", "issue" or "source".
        what: &'static str,
        /// The name.
        name: String,
        /// The closest declared name.
        suggestion: Option<String>,
        /// The notation of declarations in the file, judged by the name of the file.
        notation: Notation,
    },
    /// The position of a label is unknown. The place is that of the first stance with the label.
    #[error(
        "the label \"{label}\"{} does not say a position{}",
        OfStances(*stances),
        Suggestion(suggestion.as_deref())
    )]
    UnknownLabel {
        /// The label.
        label: String,
        /// The number of stances that have no position because of it.
        stances: usize,
        /// A known label that differs only in the spelling of one word.
        suggestion: Option<String>,
        /// The notation of declarations in the file, judged by the name of the file.
        notation: Notation,
    },
    /// The label has a position on issues, but not toward an actor. The place is that of the first stance with the
    /// label.
    #[error("the label \"{label}\"{} does not say a position toward an actor", OfStances(*stances))]
    LabelTowardActor {
        /// The label.
        label: String,
        /// The number of stances toward an actor that have no position because of it.
        stances: usize,
    },
    /// The stance has no target.
    #[error("the stance has no target")]
    NoTarget,
    /// The stance has neither a label nor a position.
    #[error("the stance has neither a label nor a position")]
    NoPosition,
    /// The stance ends before its date.
    #[error("until {until} is before the date {date}")]
    UntilBeforeDate {
        /// The date of the stance.
        date: Date,
        /// The last day on which it holds.
        until: Date,
    },
    /// Something is declared twice.
    #[error("the {what} \"{id}\" is declared twice{}", First(first.as_deref()))]
    Repeated {
        /// "actor", "issue", "source", "label" or "stance".
        what: &'static str,
        /// Its id.
        id: String,
        /// The place of the first declaration.
        first: Option<String>,
    },
    /// Two things have the same name.
    #[error("the name \"{name}\" of the {what} \"{second}\" already means \"{first}\"")]
    NameTaken {
        /// "actor" or "issue".
        what: &'static str,
        /// The name.
        name: String,
        /// The id of the thing that has the name.
        first: String,
        /// The id of the other thing with the name.
        second: String,
    },
    /// An actor is part of itself.
    #[error("\"{0}\" is part of itself")]
    PartOfItself(String),
    /// A row has a different number of fields than the header.
    #[error("the row has {found} fields, the header has {expected}")]
    RaggedRow {
        /// The number of fields in the header.
        expected: usize,
        /// The number of fields in the row.
        found: usize,
        /// A possible reason.
        reason: RaggedReason,
    },
    /// The mapping does not contain the value.
    #[error("the value \"{value}\" of column \"{column}\" is not mapped to a position")]
    UnmappedValue {
        /// The column.
        column: String,
        /// The value.
        value: String,
    },
    /// A cell of a workbook contains an error instead of a value.
    #[error("the cell has the error {0}")]
    ErrorInCell(String),
    /// The workbook has no such sheet.
    #[error("there is no sheet \"{name}\"{}", Suggestion(suggestion.as_deref()))]
    UnknownSheet {
        /// The name, or the number.
        name: String,
        /// The closest name.
        suggestion: Option<String>,
        /// All names.
        known: String,
    },
    /// A sheet with faults was read from a workbook that has other sheets, too.
    #[error("the sheet \"{read}\" is read; there {} \"{}\"", if others.len() == 1 { "is also" } else { "are also" }, others.join("\", \""))]
    OtherSheets {
        /// The sheet that is read.
        read: String,
        /// The other sheets that have cells.
        others: Vec<String>,
    },
    /// The value is not on the scale of the mapping.
    #[error("the value \"{value}\" of column \"{column}\" is not on the scale {scale}")]
    NotOnScale {
        /// The column.
        column: String,
        /// The value.
        value: String,
        /// The scale, as it is written in the mapping.
        scale: String,
    },
    /// The database cannot be read; the text is the message of its library.
    #[error("the database is damaged: {0}")]
    DamagedDatabase(String),
    /// The database has no such table, column or statement type.
    #[error("the database has no {kind} \"{name}\"")]
    NotInDatabase {
        /// "table", "column" or "statement type".
        kind: &'static str,
        /// Its name.
        name: String,
    },
    /// The database has no such statement type.
    #[error("no statement type \"{name}\"{}", Suggestion(suggestion.as_deref()))]
    UnknownStatementType {
        /// The name.
        name: String,
        /// The closest name that exists.
        suggestion: Option<String>,
        /// All statement types, with their variables.
        known: String,
    },
    /// The statements have no such variable.
    #[error("the statements have no {role} variable \"{name}\"{}", Suggestion(suggestion.as_deref()))]
    UnknownVariable {
        /// "actor", "issue", "qualifier" or "speaker".
        role: &'static str,
        /// The name.
        name: String,
        /// The closest name that exists.
        suggestion: Option<String>,
        /// All variables, by statement type.
        known: String,
    },
    /// The variable has the wrong type for its role.
    #[error("the {role} variable \"{name}\" has to be {}, not \"{found}\"", sort_of(role))]
    WrongVariable {
        /// "actor", "issue", "qualifier" or "speaker".
        role: &'static str,
        /// The name.
        name: String,
        /// The type of the variable: "long text".
        found: String,
        /// All variables, by statement type.
        known: String,
    },
    /// A sign in a list of signed edges is neither positive nor negative.
    #[error("the sign \"{0}\" is neither positive nor negative")]
    UnknownSign(String),
    /// No attribute is known to be the sign of the edges of a network.
    #[error("which attribute of the edges is their sign?")]
    NoSign {
        /// The attributes of the edges.
        known: Vec<String>,
    },
    /// The labels of edges may be their sign, but the positions of the labels are unknown.
    #[error("{} no position that is known", Say(labels))]
    LabelsMaySign {
        /// The first few unknown labels.
        labels: Vec<String>,
    },
    /// The edges have numbers as their sign and labels that may be signs, too, but the positions of the labels are
    /// unknown.
    #[error("{} no position that is known, beside numbers that are signs", Say(labels))]
    LabelsBesideNumbers {
        /// The first few unknown labels.
        labels: Vec<String>,
        /// The attribute that holds the labels: "relation".
        called: String,
    },
    /// The label of an edge says one side, and its number the other.
    #[error(
        "the label \"{label}\" says {implied}, and the {attribute} {number} says {}",
        other_side(*implied)
    )]
    LabelAgainstNumber {
        /// The label.
        label: String,
        /// The position of the label.
        implied: Position,
        /// The attribute that is the sign.
        attribute: String,
        /// The value of that attribute.
        number: f64,
        /// The attribute that holds the label.
        called: String,
    },
    /// The edges of the network have nothing that could be their sign.
    #[error(
        "this is {} network without signs: nothing says which edges are for and which against",
        Article(network)
    )]
    Unsigned {
        /// "directed" or "undirected".
        network: &'static str,
    },
    /// The numbers come from Discourse Network Analyzer, and may be counts or codes.
    #[error(
        "the \"{attribute}\" of the edges counts statements, or is a code of what they agree with"
    )]
    CodesOrCounts {
        /// The attribute.
        attribute: String,
    },
    /// The ends of edges may be either of two attributes of nodes, and lead to different nodes by each.
    #[error("the ends of edges may be the {first} or the {second} of nodes, and these differ")]
    EitherEnds {
        /// One of the two.
        first: String,
        /// The other.
        second: String,
    },
    /// Two nodes have the same name, and edges refer to it.
    #[error("two nodes have the {what} \"{called}\"")]
    AlikeNodes {
        /// The attribute by which edges refer to nodes: "name".
        what: String,
        /// The name of both nodes.
        called: String,
    },
    /// The day and the month of a date could be swapped.
    #[error("\"{field}\": \"{text}\" may be {dmy} or {mdy}")]
    EitherDate {
        /// The field.
        field: String,
        /// The text.
        text: String,
        /// The date with the day first.
        dmy: Date,
        /// The date with the month first.
        mdy: Date,
    },
    /// An edge has no sign, but other edges of the network have one.
    #[error("the edge has no \"{attribute}\", which is the sign")]
    TieWithoutSign {
        /// The attribute that is the sign.
        attribute: String,
    },
    /// The value of an edge's attribute is not a sign.
    #[error("the \"{attribute}\" of the edge, \"{value}\", is no sign")]
    NotASign {
        /// The attribute that is the sign.
        attribute: String,
        /// Its value.
        value: String,
    },
    /// An end of an edge is not a node.
    #[error("the edge leads to \"{key}\", which is no node{}", Suggestion(suggestion.as_deref()))]
    UnknownNode {
        /// The end of the edge.
        key: String,
        /// The closest name of a node.
        suggestion: Option<String>,
    },
    /// The XML declares entities or elements of its own; such declarations can expand a short document into a huge
    /// one.
    #[error("the document declares entities or elements of its own, which are not read")]
    Dtd,
    /// Nothing says whether a node is an actor or an issue.
    #[error("the node \"{0}\" is neither an actor nor an issue")]
    NoKind(String),
    /// The DOT file only describes a picture.
    #[error("the file says how a picture looks, and not what is in it")]
    OnlyDrawn,
    /// An edge starts at an issue.
    #[error("the issue \"{0}\" takes a position")]
    IssueTakesPosition(String),

    /// Names look like spellings of one.
    #[error("{0}")]
    LookAlikes(Box<LookAlikes>),
    /// The date is in the future.
    #[error("the date {0} is in the future")]
    FutureDate(Date),
    /// The actor supports and opposes the target on the same day.
    #[error("\"{actor}\" both supports and opposes \"{target}\" {}", OnDay(*date))]
    Contradiction {
        /// The actor.
        actor: String,
        /// The target.
        target: String,
        /// The day; `None` if the stances have no date.
        date: Option<Date>,
    },
    /// A stance is repeated: from the same place, in the same words, by the same coder.
    #[error("the same stance stands here twice{}", First(first.as_deref()))]
    StatedTwice {
        /// The place of its first occurrence.
        first: Option<String>,
    },
    /// The text of the source does not contain the quote.
    #[error("the quote is not in the text of \"{source_id}\"{}", Nearest(nearest.as_ref()))]
    QuoteNotFound {
        /// The source.
        source_id: String,
        /// The line and the words of the closest passage.
        nearest: Option<(usize, String)>,
    },
    /// The characters of a stance are not its quote.
    #[error("characters {characters} of \"{source_id}\" are \"{found}\", and not the quote")]
    QuoteElsewhere {
        /// The source.
        source_id: String,
        /// The characters that the stance names.
        characters: Characters,
        /// The beginning of what they are; empty beyond the end of the text.
        found: String,
        /// The characters of the quote, if the text has it once.
        meant: Option<Characters>,
    },
    /// The label has one position, and the stance says another.
    #[error("the label \"{label}\" says {implied}, and the stance {position}")]
    LabelAgainstPosition {
        /// The label.
        label: String,
        /// The position of the label.
        implied: Position,
        /// The position of the stance.
        position: Position,
    },
    /// Names that no file declares, by role.
    #[error("nobody declares {}", list_of(.0))]
    Created(Vec<CreatedName>),
    /// The text of a source cannot be read.
    #[error("the text of \"{source_id}\" cannot be read: {error}")]
    NoSourceText {
        /// The source.
        source_id: String,
        /// The message of the operating system.
        error: String,
    },
}

/// The opposite position; neutral for neutral.
fn other_side(position: Position) -> Position {
    match position {
        Position::Support => Position::Oppose,
        Position::Oppose => Position::Support,
        Position::Neutral => Position::Neutral,
    }
}

/// The type that a variable with this role must have.
fn sort_of(role: &str) -> &'static str {
    match role {
        "qualifier" => "a boolean or an integer",
        _ => "a short text",
    }
}

/// Shows ` of 500 stances`; nothing for one stance.
struct OfStances(usize);

impl fmt::Display for OfStances {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0 > 1 { write!(f, " of {} stances", self.0) } else { Ok(()) }
    }
}

/// Shows `the labels "a", "b" say`.
struct Say<'a>(&'a [String]);

impl fmt::Display for Say<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            [label] => write!(f, "the label \"{label}\" says"),
            labels => write!(f, "the labels \"{}\" say", labels.join("\", \"")),
        }
    }
}

/// Shows `a directed`, `an undirected`.
struct Article<'a>(&'a str);

impl fmt::Display for Article<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let article = if self.0.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
        write!(f, "{article} {}", self.0)
    }
}

struct First<'a>(Option<&'a str>);

impl fmt::Display for First<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.map_or(Ok(()), |place| write!(f, ", first at {place}"))
    }
}

/// A name that no file declares.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct CreatedName {
    /// The role of the name: `actor`, `speaker`, `issue` or `source`.
    pub role: &'static str,
    /// The name.
    pub name: String,
    /// The declared name that it may be a misspelling of.
    pub suggestion: Option<String>,
}

impl CreatedName {
    pub(crate) fn new(role: &'static str, name: String, suggestion: Option<String>) -> Self {
        Self { role, name, suggestion }
    }
}

impl fmt::Display for CreatedName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.suggestion {
            Some(meant) => write!(f, "\"{}\" (did you mean \"{meant}\"?)", self.name),
            None => write!(f, "\"{}\"", self.name),
        }
    }
}

/// The most names listed for each role.
const LISTED: usize = 20;

/// `the source "press" and the speakers "lavrov", "wang"`.
fn list_of(names: &[CreatedName]) -> String {
    let roles = names.chunk_by(|a, b| a.role == b.role).map(|names| {
        let plural = if names.len() == 1 { "" } else { "s" };
        let more = names.len().saturating_sub(LISTED);
        let named = names.iter().take(LISTED).map(ToString::to_string).collect::<Vec<_>>();
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        format!("the {}{plural} {}{more}", names[0].role, named.join(", "))
    });
    roles.collect::<Vec<_>>().join(" and ")
}

struct OnDay(Option<Date>);

impl fmt::Display for OnDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(date) => write!(f, "on {date}"),
            None => f.write_str("without a date"),
        }
    }
}

struct Nearest<'a>(Option<&'a (usize, String)>);

impl fmt::Display for Nearest<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some((line, words)) = self.0 else { return Ok(()) };
        write!(f, "; the nearest passage is on line {line}: \"{words}\"")
    }
}

impl Cause {
    /// The severity: whether the fault prevents a graph.
    #[must_use]
    pub fn severity(&self) -> Severity {
        match self {
            Self::LookAlikes(_)
            | Self::FutureDate(_)
            | Self::Contradiction { .. }
            | Self::StatedTwice { .. }
            | Self::QuoteNotFound { .. }
            | Self::QuoteElsewhere { .. }
            | Self::LabelAgainstPosition { .. }
            | Self::Created(_)
            | Self::OtherSheets { .. }
            | Self::NoSourceText { .. } => Severity::Warning,
            Self::Syntax(_)
            | Self::Slip { .. }
            | Self::NotUtf8
            | Self::NotText(_)
            | Self::TooLarge { .. }
            | Self::UnknownField { .. }
            | Self::UnknownColumn { .. }
            | Self::MissingField { .. }
            | Self::WrongType { .. }
            | Self::NotColour(_)
            | Self::UnknownTheme(_)
            | Self::RepeatedField(_)
            | Self::InvalidId { .. }
            | Self::InvalidDate { .. }
            | Self::InvalidStrength(_)
            | Self::StrengthAndWeight { .. }
            | Self::InvalidWeight(_)
            | Self::UnknownPosition { .. }
            | Self::Unknown { .. }
            | Self::UnknownLabel { .. }
            | Self::LabelTowardActor { .. }
            | Self::NoTarget
            | Self::NoPosition
            | Self::UntilBeforeDate { .. }
            | Self::Repeated { .. }
            | Self::NameTaken { .. }
            | Self::PartOfItself(_)
            | Self::RaggedRow { .. }
            | Self::UnmappedValue { .. }
            | Self::ErrorInCell(_)
            | Self::UnknownSheet { .. }
            | Self::NotOnScale { .. }
            | Self::DamagedDatabase(_)
            | Self::NotInDatabase { .. }
            | Self::UnknownStatementType { .. }
            | Self::UnknownVariable { .. }
            | Self::WrongVariable { .. }
            | Self::UnknownSign(_)
            | Self::NoSign { .. }
            | Self::LabelsMaySign { .. }
            | Self::LabelsBesideNumbers { .. }
            | Self::LabelAgainstNumber { .. }
            | Self::Unsigned { .. }
            | Self::CodesOrCounts { .. }
            | Self::EitherEnds { .. }
            | Self::AlikeNodes { .. }
            | Self::EitherDate { .. }
            | Self::TieWithoutSign { .. }
            | Self::NotASign { .. }
            | Self::UnknownNode { .. }
            | Self::Dtd
            | Self::NoKind(_)
            | Self::OnlyDrawn
            | Self::IssueTakesPosition(_) => Severity::Error,
        }
    }
}
