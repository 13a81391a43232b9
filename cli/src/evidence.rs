//! The stances behind an answer.

use std::io::{self, Write};

use stancegraph::StanceRef;
use stancegraph::answer::{Said, TargetName};
use stancegraph::graph::Side;
use stancegraph::model::{Actor, Date};
use stancegraph::text::one_line;

/// The columns of a stance in a table of evidence.
pub const COLUMNS: [&str; 17] = [
    "stance",
    "date",
    "until",
    "stance_actor_id",
    "speaker",
    "label",
    "stance_target_id",
    "stance_target_kind",
    "toward",
    "position",
    "strength",
    "source",
    "locator",
    "quote",
    "note",
    "status",
    "superseded",
];

/// The cells of a stance, one for each of [`COLUMNS`].
pub fn cells(Said { stance, is_superseded, .. }: Said) -> [String; 17] {
    let date = |date: Option<Date>| date.map(|date| date.to_string()).unwrap_or_default();
    let text = |text: Option<&str>| text.unwrap_or_default().to_owned();
    [
        stance.id().to_string(),
        date(stance.date()),
        date(stance.until()),
        stance.actor().id.to_string(),
        text(stance.speaker().map(Actor::title)),
        stance.label().to_owned(),
        stance.target().id().to_owned(),
        TargetName::from(stance.target()).kind.as_str().to_owned(),
        text(stance.toward().map(|actor| actor.id.as_str())),
        stance.position().to_string(),
        stance.strength().get().to_string(),
        text(stance.source().map(|source| source.id.as_str())),
        text(stance.locator()),
        text(stance.quote()),
        text(stance.note()),
        text((!stance.status().is_confirmed()).then_some(stance.status().as_str())),
        text(is_superseded.then_some("yes")),
    ]
}

/// Writes a stance as two or three lines: what was said, where, and the words.
pub fn write(said: Said, bullet: &str, out: &mut dyn Write) -> io::Result<()> {
    let Said { stance, is_superseded, .. } = said;
    let past = if is_superseded { " (superseded)" } else { "" };
    let draft = if stance.status().is_confirmed() { "" } else { " (draft)" };
    let date = stance.date().map_or_else(|| "undated".to_owned(), |date| date.to_string());
    let glyph = Side::from(stance.position()).glyph();
    writeln!(out, "{bullet}{glyph} {date}  {}{past}{draft}", one_line(&stance.to_string()))?;
    let indent = " ".repeat(bullet.chars().count() + 2);
    writeln!(out, "{indent}{}", one_line(&whereabouts(stance)))?;
    if let Some(quote) = stance.quote() {
        writeln!(out, "{indent}\"{}\"", one_line(quote))?;
    }
    if let Some(note) = stance.note() {
        writeln!(out, "{indent}note: {}", one_line(note))?;
    }
    Ok(())
}

fn whereabouts(stance: StanceRef) -> String {
    let source = stance.source();
    let parts = [
        stance.speaker().map(|speaker| format!("by {}", speaker.title())),
        source.and_then(|source| source.publisher.clone()),
        source.map(|source| source.title().to_owned()),
        stance.locator().map(str::to_owned),
        stance.coder().map(|coder| format!("coded by {coder}")),
        Some(format!("[{}]", stance.id())),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}
