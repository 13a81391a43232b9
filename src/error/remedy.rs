//! Remedies: fixes of faults.

use std::fmt;

use super::meant_date::how_to_write;
use super::{Cause, LookAlikes, Notation, RaggedReason};
use crate::model::Date;
use crate::text::{Phrase, toml};

/// The fix of a fault: words, with requests to the reader among them.
///
/// `Display` words requests in terms of the library, `Mapping::with_encoding`; a program with flags words them
/// with [`Remedy::worded`].
///
/// ```
/// use stancegraph::error::{Cause, Request};
///
/// let remedy = Cause::NotText("windows-1252").remedy().unwrap();
/// assert_eq!(remedy.to_string(), "another Mapping::with_encoding may be the fix");
/// let flag = |request: &Request| match request {
///     Request::Encoding => "--encoding".to_owned(),
///     other => other.to_string(),
/// };
/// assert_eq!(remedy.worded(flag), "another --encoding may be the fix");
/// ```
pub type Remedy = Phrase<Request>;

/// A request to the reader that avoids a fault.
///
/// `Display` words it in terms of the library. Programs match all variants, so that each has words.
// Closed: whoever shows a fix has to word each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Request {
    /// The encoding of the text.
    Encoding,
    /// The meanings of columns.
    Columns,
    /// The columns or attributes to skip: one of them, if known.
    Ignore(Option<String>),
    /// The meanings of values: `yea=…,nay=…`.
    Values(String),
    /// The value that stands for "unknown", in addition to a mapping of columns.
    Missing(String),
    /// The form of dates: `dmy`.
    Dates(&'static str),
    /// The attribute of edges that is their sign, with a suggestion if one helps.
    Sign(Option<&'static str>),
    /// The attribute of nodes by which edges refer to them.
    NodeId(String),
    /// The sheet of a workbook to read, with a suggestion if one helps.
    Sheet(Option<&'static str>),
    /// The variable of a database that has a role: `qualifier`.
    Variable(&'static str),
    /// The format in which to read files.
    Format(&'static str),
    /// The table to join to another one, and the key.
    Join,
    /// The meanings of the columns of a joined table.
    JoinedColumns,
    /// The meanings of the codes of annotations.
    Codes,
    /// Merging names that are one.
    Merge(Box<LookAlikes>),
    /// Writing a page that contains the graph.
    Page,
    /// Writing DOT that contains the graph.
    Dot,
}

impl fmt::Display for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Encoding => f.write_str("Mapping::with_encoding"),
            Self::Columns => f.write_str("Mapping::with_map"),
            Self::Ignore(None) => f.write_str("Mapping::with_ignored"),
            Self::Ignore(Some(name)) => write!(f, "Mapping::with_ignored(\"{name}\")"),
            Self::Values(values) => write!(f, "Mapping::with_values(\"{values}\")"),
            Self::Missing(text) => write!(f, "Mapping::with_missing(\"{text}\")"),
            Self::Dates(form) => write!(f, "Mapping::with_dates(\"{form}\")"),
            Self::Sign(_) => f.write_str("Reader::sign"),
            Self::NodeId(name) => write!(f, "Reader::node_id(\"{name}\")"),
            Self::Sheet(_) => f.write_str("Reader::sheet"),
            Self::Variable(role) => write!(f, "Reader::dna(\"{role}=NAME\")"),
            Self::Format(name) => write!(f, "Reader::format({name})"),
            Self::Join => f.write_str("Mapping::with_joins(\"KEY=FILE\")"),
            Self::JoinedColumns => {
                f.write_str("Mapping::with_joins(…, \"issue.description=COLUMN,date=COLUMN\")")
            }
            Self::Codes => f.write_str("Reader::codes"),
            Self::Merge(names) => {
                let others = names.others().collect::<Vec<_>>();
                write!(f, "edit::merge(\"{}\", {others:?})", names.keep)
            }
            Self::Page => f.write_str("Format::Html"),
            Self::Dot => f.write_str("Format::Dot"),
        }
    }
}

impl Cause {
    /// The fix, if there is more to say than the message does.
    #[must_use]
    #[expect(clippy::too_many_lines, reason = "one line for each cause")]
    pub fn remedy(&self) -> Option<Remedy> {
        let words: Remedy = match self {
            Self::Slip { fix, .. } => fix.clone(),
            Self::NotColour(_) => {
                "write its red, green and blue in hexadecimal: \"#0072b2\"".into()
            }
            Self::UnknownTheme(_) => "begin with light, dark or print".into(),
            Self::NotUtf8 => Remedy::say("save the file as UTF-8, or say what it is with ")
                .and_ask(Request::Encoding)
                .and_say(": latin1, windows-1252"),
            Self::NotText(_) => {
                Remedy::say("another ").and_ask(Request::Encoding).and_say(" may be the fix")
            }
            Self::UnknownField { known, .. } => format!("known are {known}").into(),
            Self::UnknownColumn { known, .. } => Remedy::say(format!("known are {known}; "))
                .and_ask(Request::Columns)
                .and_say(" says what others are, and ")
                .and_ask(Request::Ignore(None))
                .and_say(" which are passed over"),
            Self::MissingField { kind: "column", .. } => {
                Remedy::say("add the column, or say which one it is with ").and_ask(Request::Columns)
            }
            Self::InvalidDate { text, .. } => write_date(text).into(),
            Self::WrongType { field, expected, found } => {
                write_type(field, expected, found)?.into()
            }
            Self::StrengthAndWeight { .. } => {
                "keep one of the two: a weight says the strength as a part of the heaviest weight"
                    .into()
            }
            Self::InvalidWeight(_) => "write a number such as 12 or 0.5".into(),
            Self::InvalidStrength(_) => "write a number such as 0.5, or leave it out for 1".into(),
            Self::UnknownPosition { .. } => "write support, neutral or oppose".into(),
            Self::Unknown { what, name, suggestion: None, notation } => {
                declare(what, name, *notation).into()
            }
            Self::UnknownLabel { label, stances, notation, .. } => {
                say_what_it_means(label, *stances, *notation).into()
            }
            Self::LabelTowardActor { stances, .. } => {
                format!("{}: support, neutral or oppose", give_a_position(*stances)).into()
            }
            Self::NoTarget => "give it an issue, or an actor it is toward".into(),
            Self::NoPosition => "give it a label such as \"supports\", or a position".into(),
            Self::UntilBeforeDate { .. } => "until is the last day on which it holds".into(),
            Self::TooLarge { what: "a whole number", .. } => {
                "write it as a text, in quotes, and no digit is lost".into()
            }
            Self::Repeated { .. } | Self::RepeatedField(_) => "keep one of the two".into(),
            Self::NameTaken { .. } => "take the name from one of the two".into(),
            Self::PartOfItself(_) => "take one \"part-of\" out of the circle".into(),
            Self::RaggedRow { reason, .. } => mend_row(reason).into(),
            Self::UnmappedValue { value, .. } => {
                say_what_value_means(value).and_say(": support, neutral, oppose or skip")
            }
            Self::NotOnScale { value, .. } => Remedy::say("say what it means with ")
                .and_ask(Request::Values(format!("{value}=skip")))
                .and_say(", or correct it"),
            Self::ErrorInCell(error) => Remedy::say(
                "mend its formula or clear it; where errors mean that nothing is known, say ",
            )
            .and_ask(Request::Missing(error.clone())),
            Self::UnknownSheet { known, .. } => format!("there are {known}").into(),
            Self::OtherSheets { .. } => {
                Remedy::ask(Request::Sheet(Some("NAME"))).and_say(" reads another")
            }
            Self::DamagedDatabase(_) => {
                "open a backup, or what \"sqlite3 FILE .recover\" gives back of it".into()
            }
            Self::NotInDatabase { .. } => {
                "databases of Discourse Network Analyzer 2 and 3 have it: open it there and save it"
                    .into()
            }
            Self::UnknownStatementType { known, .. } => Remedy::say("say which one with ")
                .and_ask(Request::Variable("type"))
                .and_say(format!("; there are {known}")),
            Self::UnknownVariable { role: "qualifier", known, .. }
            | Self::WrongVariable { role: "qualifier", known, .. } => {
                Remedy::say("say which one with ")
                    .and_ask(Request::Variable("qualifier"))
                    .and_say(format!(
                        ", or none for statements that only mention their issue; there are {known}"
                    ))
            }
            Self::UnknownVariable { role, known, .. } | Self::WrongVariable { role, known, .. } => {
                Remedy::say("say which one with ")
                    .and_ask(Request::Variable(role))
                    .and_say(format!("; there are {known}"))
            }
            Self::UnknownSign(value) => {
                Remedy::say("write 1 or -1, + or -, positive or negative; or say what it means with ")
                    .and_ask(Request::Values(format!("{value}=…")))
                    .and_say(": support, neutral or oppose, or skip for what is no stance")
            }
            Self::LookAlikes(names) => {
                Remedy::say(format!("if they are, keep \"{}\": ", names.kept()))
                    .and_ask(Request::Merge(names.clone()))
            }
            Self::Contradiction { .. } => {
                "its standing is mixed; give one of the two another date if one came later".into()
            }
            Self::LabelAgainstPosition { .. } => {
                "correct one of the two; the position counts".into()
            }
            Self::Created(_) => {
                "they are created with an id alone; declare them to give them names and details".into()
            }
            Self::StatedTwice { .. } => {
                "delete one, or give each its locator or its quote if it was said twice".into()
            }
            Self::NoSign { known } if known.is_empty() => Remedy::say(
                "they have no attributes; give them one, of 1 or -1, and name it with ",
            )
            .and_ask(Request::Sign(None)),
            Self::NoSign { known } => Remedy::say("name it with ")
                .and_ask(Request::Sign(Some("ATTRIBUTE")))
                .and_say(format!(
                    "; they have {}; numbers that are never negative count only where they are named",
                    known.join(", ")
                )),
            Self::LabelsMaySign { labels } => say_what_labels_mean(labels),
            Self::LabelsBesideNumbers { labels, called } => say_what_labels_mean(labels)
                .and_say("; where numbers alone count, ")
                .and_ask(Request::Ignore(Some(called.clone())))
                .and_say(" leaves the labels out"),
            Self::LabelAgainstNumber { attribute, called, .. } => {
                Remedy::say("correct one of the two; ")
                    .and_ask(Request::Ignore(Some(called.clone())))
                    .and_say(" reads the number alone, ")
                    .and_ask(Request::Ignore(Some(attribute.clone())))
                    .and_say(" the label")
            }
            Self::Unsigned { .. } => {
                "give the edges an attribute or a column \"sign\" with 1 and -1, or a \"label\" with words \
                 such as supports and opposes"
                    .into()
            }
            Self::CodesOrCounts { .. } => Remedy::say("codes are read with ")
                .and_ask(Request::Values("1=support,2=oppose,3=skip".into()))
                .and_say(
                    " (3 is both); counts say no sign: export the network again with qualifier \
                     aggregation \"subtract\"",
                ),
            Self::EitherEnds { first, second } => Remedy::say("say which with ")
                .and_ask(Request::NodeId(first.clone()))
                .and_say(" or ")
                .and_ask(Request::NodeId(second.clone())),
            Self::AlikeNodes { what, .. } if what == "id" => {
                "give each its own id: a number and a text that look alike are one".into()
            }
            Self::AlikeNodes { what, .. } => {
                format!("give each its own {what}, or an id that edges name").into()
            }
            Self::EitherDate { .. } => Remedy::say("say how all dates are written with ")
                .and_ask(Request::Dates("dmy"))
                .and_say(" or ")
                .and_ask(Request::Dates("mdy"))
                .and_say(", or write 2016-04-29"),
            Self::TieWithoutSign { .. } => {
                Remedy::say("write a number, + or -, positive or negative; or name another with ")
                    .and_ask(Request::Sign(None))
            }
            Self::NotASign { value, .. } => {
                Remedy::say("write a number, + or -, positive or negative; say what it means with ")
                    .and_ask(Request::Values(format!("{value}=…")))
                    .and_say(": support, neutral, oppose or skip; or name another with ")
                    .and_ask(Request::Sign(None))
            }
            Self::UnknownNode { suggestion: None, .. } => {
                "add the node, or delete the edge".into()
            }
            Self::Dtd => "delete what is between [ and ] behind <!DOCTYPE".into(),
            Self::NoKind(_) => {
                "begin its id with actor: or issue:, or give it a record that is actor or issue"
                    .into()
            }
            Self::OnlyDrawn => Remedy::say("take the file that it was drawn from; ")
                .and_ask(Request::Dot)
                .and_say(" writes DOT that reads back"),
            Self::IssueTakesPosition(_) => {
                "turn the edge, so that it leads from the actor to the issue".into()
            }
            Self::QuoteElsewhere { meant: Some(meant), .. } => {
                format!("the quote is at characters = \"{meant}\"").into()
            }
            Self::QuoteElsewhere { meant: None, .. } => {
                "leave out the characters, or name those of the quote".into()
            }
            Self::Syntax(_)
            | Self::TooLarge { .. }
            | Self::MissingField { .. }
            | Self::InvalidId { .. }
            | Self::Unknown { suggestion: Some(_), .. }
            | Self::UnknownNode { suggestion: Some(_), .. }
            | Self::FutureDate(_)
            | Self::QuoteNotFound { .. }
            | Self::NoSourceText { .. } => return None,
        };
        Some(words)
    }
}

/// How to declare something in a file.
fn declare(what: &str, name: &str, notation: Notation) -> String {
    match notation {
        Notation::Json => {
            format!("declare it in \"{what}s\": {}", serde_json::json!({ name: {} }))
        }
        Notation::JsonLines => {
            format!("add the line {}", serde_json::json!({ "record": what, "id": name }))
        }
        Notation::Toml | Notation::Rows | Notation::Beside => {
            format!("declare it as [{what}s.{}]", toml::key(name))
        }
    }
}

/// How to state in a file what a label means.
fn say_what_it_means(label: &str, stances: usize, notation: Notation) -> String {
    let line = format!("{} = \"oppose\"", toml::quoted(label));
    let or_give = give_a_position(stances);
    match notation {
        Notation::Toml => {
            format!("add the line {line} (or = \"support\") under [labels], or {or_give}")
        }
        Notation::Json => format!(
            "add {}: \"oppose\" (or \"support\") to \"labels\", or {or_give}",
            serde_json::Value::from(label)
        ),
        Notation::JsonLines => format!(
            "add the line {} (or \"support\"), or {or_give}",
            serde_json::json!({ "record": "label", "label": label, "position": "oppose" })
        ),
        Notation::Rows if stances > 1 => format!(
            "read it together with a file labels.toml that has the line {line} (or = \"support\") under \
             [labels], or write oppose or support into a column \"position\" of each of these rows"
        ),
        Notation::Rows => format!(
            "write oppose or support into a column \"position\" of this row, or read it together with \
             a file labels.toml that has the line {line} (or = \"support\") under [labels]"
        ),
        Notation::Beside => format!(
            "read it together with a file labels.toml that has the line {line} (or = \"support\") \
             under [labels]"
        ),
    }
}

fn give_a_position(stances: usize) -> &'static str {
    if stances > 1 { "give each of the stances a position" } else { "give the stance a position" }
}

/// How to state what labels of ties mean.
fn say_what_labels_mean(labels: &[String]) -> Remedy {
    let values = labels.iter().map(|label| format!("{label}=…")).collect::<Vec<_>>().join(",");
    Remedy::say("say what each means, as support, neutral, oppose or skip: ")
        .and_ask(Request::Values(values))
        .and_say(", or [labels] in a .toml file that is read with this one")
}

/// How to state what one value means.
fn say_what_value_means(value: &str) -> Remedy {
    Remedy::say("say what it means with ").and_ask(Request::Values(format!("{value}=…")))
}

/// How to write a value that has the wrong type.
fn write_type(field: &str, expected: &str, found: &str) -> Option<&'static str> {
    Some(match (expected, found) {
        ("a list, written [[stances]]", _) => {
            "write [[stances]] above each stance, in double brackets"
        }
        ("a list", _) if field == "stances" => {
            "write \"stances\": [{…}, {…}], with one {…} for each stance"
        }
        ("a table", "a list") if !["a line", "the file"].contains(&field) => {
            "write one table: [actors.ID] in TOML, in single brackets, or {…} in JSON"
        }
        ("a number", "a text") => "write a number such as 0.5, without quotes",
        (_, "null") => "leave it out where nothing is known",
        ("a text", "a number" | "true or false" | "a date") => "write it in quotes",
        ("a list of texts", "a text") => "write it in square brackets: [\"US\", \"USA\"]",
        (_, "a date with a time") => "write the day alone",
        _ => return None,
    })
}

/// How to write a date that is not valid.
fn write_date(text: &str) -> String {
    if is_moment(text) {
        return "write the day alone, as it was where it happened: 2016-04-29".into();
    }
    match serial(text) {
        Some(day) => format!(
            "where a spreadsheet counts days, that is {day}: give the column the form of a date there"
        ),
        None => how_to_write(text),
    }
}

fn mend_row(reason: &RaggedReason) -> String {
    match reason {
        RaggedReason::Unknown => {
            "quote fields that have a comma, and fill missing ones with nothing".into()
        }
        RaggedReason::OtherDelimiter { header, row } => {
            format!("separate its cells by {header}, as those of the header are, and not by {row}")
        }
        RaggedReason::DecimalComma(number) => {
            format!("write {}, or \"{number}\" in quotes", number.replace(',', "."))
        }
    }
}

/// Whether a text is a day with a time.
fn is_moment(text: &str) -> bool {
    let day = text.split_once(['T', ' ']).map(|(day, _)| day);
    day.is_some_and(|day| day.len() == "2016-04-29".len() && day.parse::<Date>().is_ok())
}

/// The day behind a spreadsheet's serial number.
fn serial(text: &str) -> Option<Date> {
    let days = text.trim().parse::<i32>().ok().filter(|days| (20_000..80_000).contains(days))?;
    let day = jiff::civil::date(1899, 12, 30).checked_add(jiff::Span::new().days(days)).ok()?;
    Some(day.into())
}
