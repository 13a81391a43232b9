//! The stances behind an answer.

use std::io::{self, Write};
use std::rc::Rc;

use schemars::JsonSchema;
use serde::{Serialize, Serializer};
use stancegraph::StanceRef;
use stancegraph::graph::{Side, TargetRef};
use stancegraph::model::{Actor, Date, Position, Source, Weight};

/// Gives the stances behind a row, when they are asked for.
#[derive(Clone)]
pub(crate) struct Behind<'g>(Rc<dyn Fn() -> Vec<StanceRef<'g>> + 'g>);

impl<'g> Behind<'g> {
    pub(crate) fn new(stances: impl Fn() -> Vec<StanceRef<'g>> + 'g) -> Self {
        Self(Rc::new(stances))
    }

    pub(crate) fn stances(&self) -> Vec<StanceRef<'g>> {
        (self.0)()
    }
}

/// In JSON: the ids.
impl Serialize for Behind<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.stances().iter().map(|stance| stance.id()))
    }
}

/// An actor, by id and name.
#[derive(Clone, Serialize, JsonSchema)]
pub(crate) struct ActorName<'g> {
    pub(crate) id: &'g str,
    pub(crate) name: &'g str,
}

impl<'g> From<&'g Actor> for ActorName<'g> {
    fn from(actor: &'g Actor) -> Self {
        Self { id: actor.id.as_str(), name: actor.title() }
    }
}

/// What a stance is about, by kind, id and name.
#[derive(Clone, Serialize, JsonSchema)]
pub(crate) struct TargetName<'g> {
    /// "issue" or "actor".
    kind: &'static str,
    pub(crate) id: &'g str,
    pub(crate) name: &'g str,
}

impl<'g> From<TargetRef<'g>> for TargetName<'g> {
    fn from(target: TargetRef<'g>) -> Self {
        let kind = if target.is_actor() { "actor" } else { "issue" };
        Self { kind, id: target.id(), name: target.title() }
    }
}

/// Where a stance was said.
#[derive(Serialize, JsonSchema)]
struct SourceName<'g> {
    id: &'g str,
    title: &'g str,
    publisher: Option<&'g str>,
    date: Option<Date>,
    url: Option<&'g str>,
    archived: Option<&'g str>,
}

impl<'g> From<&'g Source> for SourceName<'g> {
    fn from(source: &'g Source) -> Self {
        Self {
            id: source.id.as_str(),
            title: source.title(),
            publisher: source.publisher.as_deref(),
            date: source.date,
            url: source.url.as_deref(),
            archived: source.archived.as_deref(),
        }
    }
}

/// A stance with everything that is known of it.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Evidence<'g> {
    id: String,
    actor: ActorName<'g>,
    speaker: Option<ActorName<'g>>,
    label: &'g str,
    target: TargetName<'g>,
    /// Whom a stance on an issue is addressed to.
    toward: Option<ActorName<'g>>,
    position: Position,
    /// More than 0, at most 1.
    strength: f64,
    /// In the unit of its file, where stances of it have weights; absent else.
    weight: Option<f64>,
    date: Option<Date>,
    until: Option<Date>,
    source: Option<SourceName<'g>>,
    locator: Option<&'g str>,
    quote: Option<&'g str>,
    note: Option<&'g str>,
    coder: Option<&'g str>,
    grade: Option<&'g str>,
    /// The file in which it stands.
    file: Option<&'g str>,
    /// The line of the file, from 1.
    line: Option<u32>,
}

impl<'g> From<StanceRef<'g>> for Evidence<'g> {
    fn from(stance: StanceRef<'g>) -> Self {
        let files = stance.graph().files();
        Self {
            id: stance.id().to_string(),
            actor: stance.actor().into(),
            speaker: stance.speaker().map(Into::into),
            label: stance.label(),
            target: stance.target().into(),
            toward: stance.toward().map(Into::into),
            position: stance.position(),
            strength: stance.strength().get(),
            weight: stance.own_weight().map(Weight::get),
            date: stance.date(),
            until: stance.until(),
            source: stance.source().map(Into::into),
            locator: stance.locator(),
            quote: stance.quote(),
            note: stance.note(),
            coder: stance.coder(),
            grade: stance.grade(),
            file: stance.place().map(|place| files.name(place.file)),
            line: stance.place().map(|place| place.line),
        }
    }
}

/// The columns of a stance in a table of evidence.
pub(crate) const COLUMNS: [&str; 14] = [
    "stance",
    "date",
    "until",
    "actor-id",
    "speaker",
    "label",
    "target-id",
    "toward",
    "position",
    "strength",
    "source",
    "locator",
    "quote",
    "note",
];

/// The cells of a stance, one for each of [`COLUMNS`].
pub(crate) fn cells(stance: StanceRef) -> [String; 14] {
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
        text(stance.toward().map(|actor| actor.id.as_str())),
        stance.position().to_string(),
        stance.strength().get().to_string(),
        text(stance.source().map(|source| source.id.as_str())),
        text(stance.locator()),
        text(stance.quote()),
        text(stance.note()),
    ]
}

/// The glyph of a side, as in the pictures.
pub(crate) fn glyph(side: Side) -> &'static str {
    match side {
        Side::Support => "▲",
        Side::Oppose => "▼",
        Side::Neutral => "○",
        Side::Mixed => "◆",
    }
}

/// Writes a stance as two or three lines: what was said, where, and the words.
pub(crate) fn write(stance: StanceRef, bullet: &str, out: &mut dyn Write) -> io::Result<()> {
    let date = stance.date().map_or_else(|| "undated".to_owned(), |date| date.to_string());
    let glyph = glyph(stance.position().into());
    writeln!(out, "{bullet}{glyph} {date}  {}", one_line(&stance.to_string()))?;
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

/// A text of the user's on one line, without characters that steer a terminal.
pub(crate) fn one_line(text: &str) -> String {
    let clean = text.chars().map(|c| if steers(c) { ' ' } else { c }).collect::<String>();
    clean.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a character steers a terminal: C0 and C1 controls, and marks that turn the direction of
/// writing, which would turn the rest of the line too.
pub(crate) fn steers(c: char) -> bool {
    c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
