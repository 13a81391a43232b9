//! What can be wrong with the input, and the way out of each.

use std::fmt;

use super::Suggestion;
use super::meant_date::how_to_write;
use crate::Format;
use crate::format::toml;
use crate::model::{Date, IdError, Position};

/// Whether a graph can be had all the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
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
        fix: String,
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
        /// The format of its file, as the name of the file says.
        format: Option<Format>,
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
        /// The format of its file, as the name of the file says.
        format: Option<Format>,
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

/// Whether a text is a day with a time of it.
fn is_moment(text: &str) -> bool {
    let day = text.split_once(['T', ' ']).map(|(day, _)| day);
    day.is_some_and(|day| day.len() == "2016-04-29".len() && day.parse::<Date>().is_ok())
}

/// The day of a number by which spreadsheets count days.
fn serial(text: &str) -> Option<Date> {
    let days = text.trim().parse::<i32>().ok().filter(|days| (20_000..80_000).contains(days))?;
    let day = jiff::civil::date(1899, 12, 30).checked_add(jiff::Span::new().days(days)).ok()?;
    Some(day.into())
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

fn give_a_position(stances: usize) -> &'static str {
    if stances > 1 { "give each of the stances a position" } else { "give the stance a position" }
}

/// How a file of a format declares something.
fn declare(what: &str, name: &str, format: Option<Format>) -> String {
    match format {
        Some(Format::Json) => {
            format!("declare it in \"{what}s\": {}", serde_json::json!({ name: {} }))
        }
        Some(Format::JsonLines) => {
            format!("add the line {}", serde_json::json!({ "record": what, "id": name }))
        }
        _ => format!("declare it as [{what}s.{}]", toml::key(name)),
    }
}

/// How a file of a format says what a label means.
fn say_what_it_means(label: &str, stances: usize, format: Option<Format>) -> String {
    let line = format!("{} = \"oppose\"", toml::quoted(label));
    let or_give = give_a_position(stances);
    match format.unwrap_or(Format::Toml) {
        Format::Toml => {
            format!("add the line {line} (or = \"support\") under [labels], or {or_give}")
        }
        Format::Json => format!(
            "add {}: \"oppose\" (or \"support\") to \"labels\", or {or_give}",
            serde_json::Value::from(label)
        ),
        Format::JsonLines => format!(
            "add the line {} (or \"support\"), or {or_give}",
            serde_json::json!({ "record": "label", "label": label, "position": "oppose" })
        ),
        Format::Csv | Format::Excel | Format::Parquet if stances > 1 => format!(
            "read it together with a file labels.toml that has the line {line} (or = \"support\") under \
             [labels], or write oppose or support into a column \"position\" of each of these rows"
        ),
        Format::Csv | Format::Excel | Format::Parquet => format!(
            "write oppose or support into a column \"position\" of this row, or read it together with \
             a file labels.toml that has the line {line} (or = \"support\") under [labels]"
        ),
        Format::Html
        | Format::Graphml
        | Format::Gexf
        | Format::NodeLink
        | Format::Cytoscape
        | Format::Dot
        | Format::Pajek
        | Format::Ucinet
        | Format::MatrixMarket
        | Format::Dna
        | Format::Gdelt
        | Format::Icews
        | Format::Polecat
        | Format::Mermaid
        | Format::Cypher
        | Format::Turtle => format!(
            "read it together with a file labels.toml that has the line {line} (or = \"support\") \
             under [labels]"
        ),
    }
}

/// How it is said what labels of ties mean.
fn say_what_labels_mean(labels: &[String]) -> String {
    let values = labels.iter().map(|label| format!("{label}=…")).collect::<Vec<_>>().join(",");
    format!(
        "say what each means, as support, neutral, oppose or skip: --values \"{values}\", or [labels] in a \
         .toml file that is read with this one"
    )
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
            _ => Severity::Error,
        }
    }

    /// The fix, where there is more to say than the message does.
    #[must_use]
    #[expect(clippy::too_many_lines, reason = "one line for each cause")]
    pub fn help(&self) -> Option<String> {
        Some(match self {
            Self::Slip { fix, .. } => fix.clone(),
            Self::NotColour(_) => {
                "write its red, green and blue in hexadecimal: \"#0072b2\"".into()
            }
            Self::UnknownTheme(_) => "begin with light, dark or print".into(),
            Self::NotUtf8 => {
                "save the file as UTF-8, or say what it is with --encoding: latin1, windows-1252"
                    .into()
            }
            Self::NotText(_) => "another --encoding may be the way out".into(),
            Self::UnknownField { known, .. } => format!("known are {known}"),
            Self::MissingField { kind: "column", .. } => {
                "add the column, or say which one it is with --map".into()
            }
            Self::InvalidDate { text, .. } if is_moment(text) => {
                "write the day alone, as it was where it happened: 2016-04-29".into()
            }
            Self::InvalidDate { text, .. } if serial(text).is_some() => {
                let day = serial(text).map(|day| day.to_string()).unwrap_or_default();
                format!(
                    "where a spreadsheet counts days, that is {day}: give the column the form of a date there"
                )
            }
            Self::StrengthAndWeight { .. } => {
                "keep one of the two: a weight says the strength as a part of the heaviest weight"
                    .into()
            }
            Self::InvalidWeight(_) => "write a number such as 12 or 0.5".into(),
            Self::InvalidDate { text, .. } => how_to_write(text),
            Self::WrongType { expected: "a list, written [[stances]]", .. } => {
                "write [[stances]] above each stance, in double brackets".into()
            }
            Self::WrongType { field, expected: "a list", .. } if field == "stances" => {
                "write \"stances\": [{…}, {…}], with one {…} for each stance".into()
            }
            Self::WrongType { field, expected: "a table", found: "a list" }
                if !["a line", "the file"].contains(&field.as_str()) =>
            {
                "write one table: [actors.ID] in TOML, in single brackets, or {…} in JSON".into()
            }
            Self::WrongType { expected: "a number", found: "a text", .. } => {
                "write a number such as 0.5, without quotes".into()
            }
            Self::WrongType { found: "null", .. } => "leave it out where nothing is known".into(),
            Self::WrongType {
                expected: "a text",
                found: "a number" | "true or false" | "a date",
                ..
            } => "write it in quotes".into(),
            Self::WrongType { expected: "a list of texts", found: "a text", .. } => {
                "write it in square brackets: [\"US\", \"USA\"]".into()
            }
            Self::InvalidStrength(_) => "write a number such as 0.5, or leave it out for 1".into(),
            Self::UnknownPosition { .. } => "write support, neutral or oppose".into(),
            Self::Unknown { what, name, suggestion: None, format } => declare(what, name, *format),
            Self::UnknownLabel { label, stances, format, .. } => {
                say_what_it_means(label, *stances, *format)
            }
            Self::LabelTowardActor { stances, .. } => {
                format!("{}: support, neutral or oppose", give_a_position(*stances))
            }
            Self::NoTarget => "give it an issue, or an actor it is toward".into(),
            Self::NoPosition => "give it a label such as \"supports\", or a position".into(),
            Self::UntilBeforeDate { .. } => "until is the last day on which it holds".into(),
            Self::TooLarge { what: "a whole number", .. } => {
                "write it as a text, in quotes, and no digit is lost".into()
            }
            Self::WrongType { found: "a date with a time", .. } => "write the day alone".into(),
            Self::Repeated { .. } | Self::RepeatedField(_) => "keep one of the two".into(),
            Self::NameTaken { .. } => "take the name from one of the two".into(),
            Self::PartOfItself(_) => "take one \"part-of\" out of the circle".into(),
            Self::RaggedRow { reason, .. } => match reason {
                RaggedReason::Unknown => {
                    "quote fields that have a comma, and fill missing ones with nothing".into()
                }
                RaggedReason::OtherDelimiter { header, row } => format!(
                    "separate its cells by {header}, as those of the header are, and not by {row}"
                ),
                RaggedReason::DecimalComma(number) => {
                    format!("write {}, or \"{number}\" in quotes", number.replace(',', "."))
                }
            },
            Self::UnmappedValue { value, .. } => {
                format!(
                    "say what it means with --values \"{value}=…\": support, neutral, oppose or skip"
                )
            }
            Self::NotOnScale { value, .. } => {
                format!("say what it means with --values \"{value}=skip\", or correct it")
            }
            Self::DamagedDatabase(_) => {
                "open a backup, or what \"sqlite3 FILE .recover\" gives back of it".into()
            }
            Self::NotInDatabase { .. } => {
                "databases of Discourse Network Analyzer 2 and 3 have it: open it there and save it"
                    .into()
            }
            Self::UnknownStatementType { known, .. } => {
                format!("say which one with --dna type=NAME; there are {known}")
            }
            Self::UnknownVariable { role: "qualifier", known, .. }
            | Self::WrongVariable { role: "qualifier", known, .. } => format!(
                "say which one with --dna qualifier=NAME, or none for statements that only \
                 mention their issue; there are {known}"
            ),
            Self::UnknownVariable { role, known, .. } | Self::WrongVariable { role, known, .. } => {
                format!("say which one with --dna {role}=NAME; there are {known}")
            }
            Self::UnknownSign(value) => format!(
                "write 1 or -1, + or -, positive or negative; or say what it means with --values \
                 \"{value}=…\": support, neutral or oppose, or skip for what is no stance"
            ),
            Self::NearDuplicate { first, second, .. } => {
                format!("if they are, keep \"{first}\" and make \"{second}\" one of its aliases")
            }
            Self::Contradiction { .. } => {
                "its standing is mixed; give one of the two another date if one came later".into()
            }
            Self::LabelAgainstPosition { .. } => {
                "correct one of the two; the position counts".into()
            }
            Self::StatedTwice { .. } => {
                "delete one, or give each its locator or its quote if it was said twice".into()
            }
            _ => return self.help_with_networks(),
        })
    }

    /// The same of nodes and edges.
    fn help_with_networks(&self) -> Option<String> {
        Some(match self {
            Self::NoSign { known } if known.is_empty() => {
                "they have no attributes; give them one, of 1 or -1, and name it with --sign".into()
            }
            Self::NoSign { known } => format!(
                "name it with --sign ATTRIBUTE; they have {}; numbers that are never negative count \
                 only where they are named",
                known.join(", ")
            ),
            Self::LabelsMaySign { labels } => say_what_labels_mean(labels),
            Self::LabelsBesideNumbers { labels, called } => format!(
                "{}; where numbers alone count, --ignore {called} leaves the labels out",
                say_what_labels_mean(labels)
            ),
            Self::LabelAgainstNumber { attribute, called, .. } => format!(
                "correct one of the two; --ignore {called} reads the number alone, --ignore {attribute} the label"
            ),
            Self::Unsigned { .. } => {
                "give the edges an attribute or a column \"sign\" with 1 and -1, or a \"label\" with words \
                 such as supports and opposes"
                    .into()
            }
            Self::CodesOrCounts { .. } => {
                "codes are read with --values 1=support,2=oppose,3=skip (3 is both); counts say no sign: \
                 export the network again with qualifier aggregation \"subtract\""
                    .into()
            }
            Self::EitherEnds { first, second } => {
                format!("say which with --node-id {first} or --node-id {second}")
            }
            Self::AlikeNodes { what, .. } if what == "id" => {
                "give each its own id: a number and a text that look alike are one".into()
            }
            Self::AlikeNodes { what, .. } => {
                format!("give each its own {what}, or an id that edges name")
            }
            Self::EitherDate { .. } => {
                "say how all dates are written with --dates dmy or --dates mdy, or write 2016-04-29".into()
            }
            Self::TieWithoutSign { .. } => {
                "write a number, + or -, positive or negative; or name another with --sign".into()
            }
            Self::NotASign { value, .. } => format!(
                "write a number, + or -, positive or negative; say what it means with --values \
                 \"{value}=…\": support, neutral, oppose or skip; or name another with --sign"
            ),
            Self::UnknownNode { suggestion: None, .. } => "add the node, or delete the edge".into(),
            Self::Dtd => "delete what is between [ and ] behind <!DOCTYPE".into(),
            Self::NoKind(_) => {
                "begin its id with actor: or issue:, or give it a record that is actor or issue".into()
            }
            Self::OnlyDrawn => {
                "take the file that it was drawn from; `convert -o FILE.dot` writes DOT that reads back"
                    .into()
            }
            Self::IssueTakesPosition(_) => {
                "turn the edge, so that it leads from the actor to the issue".into()
            }
            _ => return self.help_with_workbook(),
        })
    }

    /// The same of workbooks.
    fn help_with_workbook(&self) -> Option<String> {
        Some(match self {
            Self::ErrorInCell(error) => format!(
                "mend its formula or clear it; where errors mean that nothing is known, say \
                 --missing \"{error}\" beside --map"
            ),
            Self::UnknownSheet { known, .. } => format!("there are {known}"),
            Self::OtherSheets { .. } => "--sheet NAME reads another".into(),
            _ => return None,
        })
    }
}
