//! The causes of errors in the input; `remedy.rs` has the fix of each.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Notation, Remedy, Suggestion};
use crate::model::{Date, IdError, Position};

/// Whether a graph can be had all the same.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// There is no graph.
    Error,
    /// There is a graph, and something about it is suspicious.
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

/// Why a row may have another number of fields than the header.
#[derive(Clone, Debug, PartialEq)]
pub enum RaggedReason {
    /// Nothing is known.
    Unknown,
    /// Something else separates its cells.
    OtherDelimiter {
        /// What separates those of the header: "semicolons".
        header: &'static str,
        /// What separates its own: "commas".
        row: &'static str,
    },
    /// A number with a decimal comma became two cells.
    DecimalComma(String),
}

/// What is wrong with a piece of input.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Cause {
    /// The text is not of its format.
    #[error("{0}")]
    Syntax(String),
    /// The text is not of its format, for a frequent reason.
    #[error("{problem}")]
    Slip {
        /// What is wrong.
        problem: String,
        /// How it is mended.
        fix: Remedy,
    },
    /// The bytes are not text.
    #[error("not UTF-8 text")]
    NotUtf8,
    /// The bytes are not text in the encoding that somebody named.
    #[error("not text in {0}")]
    NotText(&'static str),
    /// A limit of the readers.
    #[error("{what} is larger than {limit}")]
    TooLarge {
        /// What is too large.
        what: &'static str,
        /// What is allowed, with its unit.
        limit: String,
    },
    /// A field or a column that does not exist.
    #[error("unknown {kind} \"{name}\" in {within}{}", Suggestion(suggestion.as_deref()))]
    UnknownField {
        /// "field" or "column".
        kind: &'static str,
        /// The name that was found.
        name: String,
        /// Where it was found: "a stance", "an actor".
        within: &'static str,
        /// The nearest name that exists.
        suggestion: Option<String>,
        /// All names that exist.
        known: String,
    },
    /// A column that is called like no field, in a table whose columns are called like fields.
    #[error("unknown column \"{name}\" in the table{}", Suggestion(suggestion.as_deref()))]
    UnknownColumn {
        /// The name that was found.
        name: String,
        /// The nearest name that exists.
        suggestion: Option<String>,
        /// All names that exist.
        known: String,
    },
    /// A field that must be there.
    #[error("{within} has no {kind} \"{name}\"")]
    MissingField {
        /// "field" or "column".
        kind: &'static str,
        /// The name of the field.
        name: &'static str,
        /// Where it is missing.
        within: &'static str,
    },
    /// A value of another type.
    #[error("\"{field}\" has to be {expected}, not {found}")]
    WrongType {
        /// The field.
        field: String,
        /// What it has to be, with its article.
        expected: &'static str,
        /// What it is, with its article.
        found: &'static str,
    },
    /// A colour that cannot be read.
    #[error("\"{0}\" is not a colour")]
    NotColour(String),
    /// A theme that does not exist.
    #[error("there is no theme \"{0}\"")]
    UnknownTheme(String),
    /// A key that stands twice.
    #[error("\"{0}\" stands here for the second time")]
    RepeatedField(String),
    /// A text that is not an id.
    #[error("\"{field}\": {error}")]
    InvalidId {
        /// The field.
        field: String,
        /// What is wrong with it.
        error: IdError,
    },
    /// A text that is not a date.
    #[error("\"{field}\": \"{text}\" is not a date")]
    InvalidDate {
        /// The field.
        field: String,
        /// The text.
        text: String,
    },
    /// A number that is not a strength.
    #[error("strength {0} is not more than 0 and at most 1")]
    InvalidStrength(String),
    /// A stance with both a strength and a weight.
    #[error("a stance with the strength {strength} and the weight {weight}")]
    StrengthAndWeight {
        /// The strength.
        strength: f64,
        /// The weight.
        weight: f64,
    },
    /// A number that is not a weight.
    #[error("weight {0} is not more than 0 and at most 1e100")]
    InvalidWeight(String),
    /// A word that is not a position.
    #[error("unknown position \"{name}\"{}", Suggestion(suggestion.as_deref()))]
    UnknownPosition {
        /// The word.
        name: String,
        /// The nearest position.
        suggestion: Option<String>,
    },
    /// A name that nothing declares.
    #[error("unknown {what} \"{name}\"{}", Suggestion(suggestion.as_deref()))]
    Unknown {
        /// "actor", "issue" or "source".
        what: &'static str,
        /// The name.
        name: String,
        /// The nearest name that is declared.
        suggestion: Option<String>,
        /// How its file declares things, as the name of the file says.
        notation: Notation,
    },
    /// A label of which nobody knows the position. The place is that of the first stance that has it.
    #[error(
        "the label \"{label}\"{} does not say a position{}",
        OfStances(*stances),
        Suggestion(suggestion.as_deref())
    )]
    UnknownLabel {
        /// The label.
        label: String,
        /// How many stances need a position because of it.
        stances: usize,
        /// The label that it is but for the spelling of one word.
        suggestion: Option<String>,
        /// How its file declares things, as the name of the file says.
        notation: Notation,
    },
    /// A label that says a position on issues, but not toward an actor. The place is that of the first stance
    /// that has it.
    #[error("the label \"{label}\"{} does not say a position toward an actor", OfStances(*stances))]
    LabelTowardActor {
        /// The label.
        label: String,
        /// How many stances toward an actor need a position because of it.
        stances: usize,
    },
    /// A stance about nothing.
    #[error("the stance has no target")]
    NoTarget,
    /// A stance with neither label nor position.
    #[error("the stance has neither a label nor a position")]
    NoPosition,
    /// A stance that ends before it begins.
    #[error("until {until} is before the date {date}")]
    UntilBeforeDate {
        /// When it was said.
        date: Date,
        /// When it ends.
        until: Date,
    },
    /// A thing that is declared twice.
    #[error("the {what} \"{id}\" is declared twice{}", First(first.as_deref()))]
    Repeated {
        /// "actor", "issue", "source", "label" or "stance".
        what: &'static str,
        /// Its id.
        id: String,
        /// Where it is declared first.
        first: Option<String>,
    },
    /// One name for two things.
    #[error("the name \"{name}\" of the {what} \"{second}\" already means \"{first}\"")]
    NameTaken {
        /// "actor" or "issue".
        what: &'static str,
        /// The name.
        name: String,
        /// Whose it is.
        first: String,
        /// Who claims it too.
        second: String,
    },
    /// An actor that is part of itself.
    #[error("\"{0}\" is part of itself")]
    PartOfItself(String),
    /// A row with another number of fields than the header.
    #[error("the row has {found} fields, the header has {expected}")]
    RaggedRow {
        /// How many the header has.
        expected: usize,
        /// How many the row has.
        found: usize,
        /// Why that may be.
        reason: RaggedReason,
    },
    /// A value that the mapping does not mention.
    #[error("the value \"{value}\" of column \"{column}\" is not mapped to a position")]
    UnmappedValue {
        /// The column.
        column: String,
        /// The value.
        value: String,
    },
    /// A cell of a workbook that has an error instead of a value.
    #[error("the cell has the error {0}")]
    ErrorInCell(String),
    /// A sheet that a workbook does not have.
    #[error("there is no sheet \"{name}\"{}", Suggestion(suggestion.as_deref()))]
    UnknownSheet {
        /// The name, or the number.
        name: String,
        /// The nearest name.
        suggestion: Option<String>,
        /// All names.
        known: String,
    },
    /// The sheet that was read of a workbook with others, where it has faults.
    #[error("the sheet \"{read}\" is read; there {} \"{}\"", if others.len() == 1 { "is also" } else { "are also" }, others.join("\", \""))]
    OtherSheets {
        /// The sheet that is read.
        read: String,
        /// The others with cells.
        others: Vec<String>,
    },
    /// A value that is not on the scale of the mapping.
    #[error("the value \"{value}\" of column \"{column}\" is not on the scale {scale}")]
    NotOnScale {
        /// The column.
        column: String,
        /// The value.
        value: String,
        /// The scale, as it is written.
        scale: String,
    },
    /// A database that cannot be read, with what its library says.
    #[error("the database is damaged: {0}")]
    DamagedDatabase(String),
    /// A table or a column that a database does not have.
    #[error("the database has no {kind} \"{name}\"")]
    NotInDatabase {
        /// "table", "column" or "statement type".
        kind: &'static str,
        /// Its name.
        name: String,
    },
    /// A statement type that a database does not have.
    #[error("no statement type \"{name}\"{}", Suggestion(suggestion.as_deref()))]
    UnknownStatementType {
        /// The name.
        name: String,
        /// The nearest one that there is.
        suggestion: Option<String>,
        /// All that there are, with their variables.
        known: String,
    },
    /// A variable that the statements do not have.
    #[error("the statements have no {role} variable \"{name}\"{}", Suggestion(suggestion.as_deref()))]
    UnknownVariable {
        /// "actor", "issue", "qualifier" or "speaker".
        role: &'static str,
        /// The name.
        name: String,
        /// The nearest one that there is.
        suggestion: Option<String>,
        /// All that there are, by statement type.
        known: String,
    },
    /// A variable of a sort that says something else.
    #[error("the {role} variable \"{name}\" has to be {}, not \"{found}\"", sort_of(role))]
    WrongVariable {
        /// "actor", "issue", "qualifier" or "speaker".
        role: &'static str,
        /// The name.
        name: String,
        /// What it is: "long text".
        found: String,
        /// All that there are, by statement type.
        known: String,
    },
    /// A sign in a list of signed edges that is none.
    #[error("the sign \"{0}\" is neither positive nor negative")]
    UnknownSign(String),
    /// Edges of a network of which no attribute says the sign.
    #[error("which attribute of the edges is their sign?")]
    NoSign {
        /// The attributes that there are.
        known: Vec<String>,
    },
    /// Edges of a network whose labels may say their sign, and nobody knows which.
    #[error("{} no position that is known", Say(labels))]
    LabelsMaySign {
        /// The first few of these labels.
        labels: Vec<String>,
    },
    /// Edges whose numbers are their sign, and whose labels may say it too, where nobody knows them.
    #[error("{} no position that is known, beside numbers that are signs", Say(labels))]
    LabelsBesideNumbers {
        /// The first few of these labels.
        labels: Vec<String>,
        /// The attribute of which they are: "relation".
        called: String,
    },
    /// An edge whose label says one side, and whose number the other.
    #[error(
        "the label \"{label}\" says {implied}, and the {attribute} {number} says {}",
        other_side(*implied)
    )]
    LabelAgainstNumber {
        /// The label.
        label: String,
        /// What it says.
        implied: Position,
        /// The attribute that is the sign.
        attribute: String,
        /// Its number.
        number: f64,
        /// The attribute of which the label is.
        called: String,
    },
    /// A network of which nothing may be the sign.
    #[error(
        "this is {} network without signs: nothing says which edges are for and which against",
        Article(network)
    )]
    Unsigned {
        /// "directed", "undirected".
        network: &'static str,
    },
    /// Numbers of Discourse Network Analyzer that may be counts or codes.
    #[error(
        "the \"{attribute}\" of the edges counts statements, or is a code of what they agree with"
    )]
    CodesOrCounts {
        /// The attribute.
        attribute: String,
    },
    /// Nodes that are named in two ways, by which edges lead to different ones.
    #[error("the ends of edges may be the {first} or the {second} of nodes, and these differ")]
    EitherEnds {
        /// One of the two.
        first: String,
        /// The other.
        second: String,
    },
    /// Nodes that nothing tells apart, which edges name.
    #[error("two nodes have the {what} \"{called}\"")]
    AlikeNodes {
        /// The attribute that edges call them by: "name".
        what: String,
        /// What both are called.
        called: String,
    },
    /// Dates whose day and month may be taken for each other.
    #[error("\"{field}\": \"{text}\" may be {dmy} or {mdy}")]
    EitherDate {
        /// The field.
        field: String,
        /// The text.
        text: String,
        /// With the day first.
        dmy: Date,
        /// With the month first.
        mdy: Date,
    },
    /// An edge of a network without a sign, where others have one.
    #[error("the edge has no \"{attribute}\", which is the sign")]
    TieWithoutSign {
        /// The attribute that is the sign.
        attribute: String,
    },
    /// An attribute that is no sign.
    #[error("the \"{attribute}\" of the edge, \"{value}\", is no sign")]
    NotASign {
        /// The attribute that is the sign.
        attribute: String,
        /// Its value.
        value: String,
    },
    /// An end of an edge that is no node.
    #[error("the edge leads to \"{key}\", which is no node{}", Suggestion(suggestion.as_deref()))]
    UnknownNode {
        /// The end.
        key: String,
        /// The nearest node.
        suggestion: Option<String>,
    },
    /// Declarations of XML that could make a short document a long one.
    #[error("the document declares entities or elements of its own, which are not read")]
    Dtd,
    /// A node of which nothing says what it is.
    #[error("the node \"{0}\" is neither an actor nor an issue")]
    NoKind(String),
    /// DOT of a picture alone.
    #[error("the file says how a picture looks, and not what is in it")]
    OnlyDrawn,
    /// An edge that begins at an issue.
    #[error("the issue \"{0}\" takes a position")]
    IssueTakesPosition(String),

    /// Two names that look like one.
    #[error("the {what}s \"{first}\" and \"{second}\" look like one")]
    NearDuplicate {
        /// "actor" or "issue".
        what: &'static str,
        /// One of the two.
        first: String,
        /// The other.
        second: String,
    },
    /// A date that is yet to come.
    #[error("the date {0} is in the future")]
    FutureDate(Date),
    /// Support and opposition on the same day.
    #[error("\"{actor}\" both supports and opposes \"{target}\" {}", OnDay(*date))]
    Contradiction {
        /// The actor.
        actor: String,
        /// The target.
        target: String,
        /// The day; `None` where the stances have no date.
        date: Option<Date>,
    },
    /// The same stance from the same place, in the same words, coded by the same coder.
    #[error("the same stance stands here twice{}", First(first.as_deref()))]
    StatedTwice {
        /// Where it stands first.
        first: Option<String>,
    },
    /// A quote that its source does not have.
    #[error("the quote is not in the text of \"{source_id}\"{}", Nearest(nearest.as_ref()))]
    QuoteNotFound {
        /// The source.
        source_id: String,
        /// The line of the nearest passage, and its words.
        nearest: Option<(usize, String)>,
    },
    /// A label that says one position on a stance that says another.
    #[error("the label \"{label}\" says {implied}, and the stance {position}")]
    LabelAgainstPosition {
        /// The label.
        label: String,
        /// What it says.
        implied: Position,
        /// What the stance says.
        position: Position,
    },
    /// The text of a source that cannot be read.
    #[error("the text of \"{source_id}\" cannot be read: {error}")]
    NoSourceText {
        /// The source.
        source_id: String,
        /// What the system said.
        error: String,
    },
}

/// The side that another is against.
fn other_side(position: Position) -> Position {
    match position {
        Position::Support => Position::Oppose,
        Position::Oppose => Position::Support,
        Position::Neutral => Position::Neutral,
    }
}

/// What a variable has to be that says something.
fn sort_of(role: &str) -> &'static str {
    match role {
        "qualifier" => "a boolean or an integer",
        _ => "a short text",
    }
}

/// ` of 500 stances`, of more than one.
struct OfStances(usize);

impl fmt::Display for OfStances {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0 > 1 { write!(f, " of {} stances", self.0) } else { Ok(()) }
    }
}

/// `the labels "a" and "b" say`.
struct Say<'a>(&'a [String]);

impl fmt::Display for Say<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            [label] => write!(f, "the label \"{label}\" says"),
            labels => write!(f, "the labels \"{}\" say", labels.join("\", \"")),
        }
    }
}

/// `a directed`, `an undirected`.
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
    /// Whether a graph can be had all the same.
    #[must_use]
    pub fn severity(&self) -> Severity {
        match self {
            Self::NearDuplicate { .. }
            | Self::FutureDate(_)
            | Self::Contradiction { .. }
            | Self::StatedTwice { .. }
            | Self::QuoteNotFound { .. }
            | Self::LabelAgainstPosition { .. }
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
