//! The fields of a stance, as a front end says them.

use serde_json::{Map, Value};

use super::Refusal;
use crate::format::{MeantDate, meant_date};
use crate::model::{Characters, Date, Position, Stance, StanceId, Status, Strength};

/// Names that are found, or made.
pub trait Naming {
    /// The id of an actor that a field names.
    fn actor(&mut self, field: &str, name: &str) -> Result<crate::model::ActorId, Refusal>;
    /// The id of an issue.
    fn issue(&mut self, name: &str) -> Result<crate::model::IssueId, Refusal>;
    /// The id of a source.
    fn source(&mut self, id: &str) -> Result<crate::model::SourceId, Refusal>;
}

/// The fields that are no fields of a stance: where its quote stands, and whether names are new.
pub const BESIDE: [&str; 3] = ["create", "start", "end"];

/// Sets the fields of a stance but for `actor`, and its id.
pub fn set(
    stance: &mut Stance,
    fields: &Map<String, Value>,
    names: &mut impl Naming,
) -> Result<(), Refusal> {
    for (name, value) in fields {
        match name.as_str() {
            "actor" => {
                let said = text(name, value)?;
                let said =
                    said.ok_or_else(|| Refusal::senseless("a stance has an actor").at(name))?;
                stance.actor = names.actor(name, &said)?;
            }
            "speaker" => stance.speaker = optional(name, value, |it| names.actor("speaker", it))?,
            "toward" => stance.toward = optional(name, value, |it| names.actor("toward", it))?,
            "issue" => stance.issue = optional(name, value, |it| names.issue(it))?,
            "source" => stance.source = optional(name, value, |it| names.source(it))?,
            "label" => stance.label = text(name, value)?.map(|label| label.trim().to_owned()),
            "position" => stance.position = optional(name, value, position)?,
            "strength" => stance.strength = strength(name, value)?,
            "date" => stance.date = optional(name, value, |it| date("date", it))?,
            "until" => stance.until = optional(name, value, |it| date("until", it))?,
            "locator" => stance.locator = text(name, value)?,
            "quote" => stance.quote = text(name, value)?,
            "note" => stance.note = text(name, value)?,
            "coder" => stance.coder = text(name, value)?,
            "grade" => stance.grade = text(name, value)?,
            "status" => stance.status = optional(name, value, status)?.unwrap_or_default(),
            "characters" => stance.characters = optional(name, value, range)?,
            "id" => {}
            beside if BESIDE.contains(&beside) => {}
            other => {
                let error = format!("a stance has no field \"{}\"", shortened(other));
                return Err(Refusal::malformed(error).at(name));
            }
        }
    }
    Ok(())
}

/// A text; none if it is null, or nothing but blanks.
pub fn text(name: &str, value: &Value) -> Result<Option<String>, Refusal> {
    match value {
        Value::Null => Ok(None),
        Value::String(text) if text.trim().is_empty() => Ok(None),
        Value::String(text) => Ok(Some(text.clone())),
        Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => {
            Err(Refusal::malformed(format!("{name} has to be a text, or null")).at(name))
        }
    }
}

fn optional<T>(
    name: &str,
    value: &Value,
    read: impl FnOnce(&str) -> Result<T, Refusal>,
) -> Result<Option<T>, Refusal> {
    text(name, value)?.map(|text| read(text.trim())).transpose()
}

fn position(word: &str) -> Result<Position, Refusal> {
    word.parse().map_err(|_| {
        let error = format!("\"{}\" is no position", shortened(word));
        Refusal::senseless(error).at("position").fix("support, neutral or oppose")
    })
}

fn status(word: &str) -> Result<Status, Refusal> {
    let error = |_| Refusal::senseless("a stance is confirmed, or a draft").at("status");
    word.parse().map_err(error)
}

fn range(text: &str) -> Result<Characters, Refusal> {
    text.parse().map_err(|error: crate::model::CharactersError| {
        Refusal::senseless(error.to_string()).at("characters")
    })
}

fn strength(name: &str, value: &Value) -> Result<Option<Strength>, Refusal> {
    if value.is_null() {
        return Ok(None);
    }
    let strength = value.as_f64().and_then(|number| Strength::new(number).ok());
    strength.map(Some).ok_or_else(|| {
        Refusal::senseless(format!("{name} has to be a number above 0, and at most 1")).at(name)
    })
}

/// A date in one of the forms that people write and that can be one day alone.
pub fn date(name: &str, said: &str) -> Result<Date, Refusal> {
    match meant_date(said, None) {
        MeantDate::Date(date, _) => Ok(date),
        MeantDate::Either { dmy, mdy } => {
            let error = format!("\"{}\" can be {dmy} or {mdy}", shortened(said));
            Err(Refusal::senseless(error).at(name).fix(format!("write {dmy} or {mdy}")))
        }
        MeantDate::No => {
            let error = format!("\"{}\" is no date", shortened(said));
            Err(Refusal::senseless(error).at(name).fix("write it as 2016-04-29, 2016-04 or 2016"))
        }
    }
}

/// The id that a command gives or names.
pub fn id(fields: &Map<String, Value>) -> Result<Option<StanceId>, Refusal> {
    let Some(value) = fields.get("id") else { return Ok(None) };
    let text = text("id", value)?;
    let id = text.map(StanceId::new).transpose();
    id.map_err(|error| Refusal::senseless(format!("the id: {error}")).at("id"))
}

/// The characters of a quote.
pub fn characters(fields: &Map<String, Value>) -> Result<Option<Characters>, Refusal> {
    let number = |name: &str| match fields.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(value) => {
            let number = value.as_u64().and_then(|number| u32::try_from(number).ok());
            let refused = || Refusal::malformed(format!("{name} has to be a character's number"));
            number.map(Some).ok_or_else(refused)
        }
    };
    match (number("start")?, number("end")?) {
        (None, None) => Ok(None),
        (Some(start), Some(end)) => match Characters::new(start, end) {
            Ok(characters) => Ok(Some(characters)),
            Err(error) => Err(Refusal::malformed(error.to_string())),
        },
        _ => Err(Refusal::malformed("start and end have to be given together")),
    }
}

/// Whether unknown names are new ones.
pub fn creates(fields: &Map<String, Value>) -> Result<bool, Refusal> {
    match fields.get("create") {
        None | Some(Value::Null) => Ok(false),
        Some(Value::Bool(creates)) => Ok(*creates),
        Some(_) => Err(Refusal::malformed("create has to be true or false")),
    }
}

/// A text for a message.
pub fn shortened(text: &str) -> String {
    const MOST: usize = 80;
    let mut short = text.chars().take(MOST).collect::<String>();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}
