//! Options that derive the position of an event.

use std::str::FromStr;

use crate::error::Error;
use crate::model::{Position, Strength};

/// The largest score of an event.
const LARGEST: f64 = 10.0;

/// What decides which side an event takes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum EventPosition {
    /// Its score from -10 to 10: the Goldstein score, or the intensity.
    #[default]
    Goldstein,
    /// Its class: verbal or material, cooperation or conflict.
    Quad,
}

/// How machine-coded events become stances.
///
/// ```
/// use stancegraph::format::{EventOptions, EventPosition, Reader};
/// use stancegraph::Format;
///
/// let events = "Event ID\tEvent Date\tSource Name\tCAMEO Code\tIntensity\tTarget Name\n\
///               1\t2016-04-29\tRussia\t111\t-2.0\tSouth Korea\n";
/// let read = |options: EventOptions| {
///     let reader = Reader::new().format(Format::Icews).events(options);
///     let graph = reader.stream("events.tab", events.as_bytes()).read().unwrap();
///     let stance = graph.stances().next().unwrap();
///     format!("{stance}: {}, {}", stance.position(), stance.strength().get())
/// };
/// assert_eq!(read(EventOptions::default()), "Russia criticises South Korea: oppose, 0.2");
/// let quad = EventOptions::default().with_position(EventPosition::Quad);
/// assert_eq!(read(quad), "Russia criticises South Korea: oppose, 0.5");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct EventOptions {
    /// What decides which side an event takes.
    pub position: EventPosition,
    /// The largest distance of a score from 0 at which an event is neutral.
    pub neutral: f64,
}

setters! {
    EventOptions {
        with_position(position: EventPosition);
        with_neutral(neutral: f64);
    }
}

impl EventPosition {
    /// All variants.
    pub const ALL: [Self; 2] = [Self::Goldstein, Self::Quad];

    /// Its name on the command line.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Goldstein => "goldstein",
            Self::Quad => "quad",
        }
    }
}

impl FromStr for EventPosition {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self, Error> {
        let known = Self::ALL.map(Self::as_str);
        let found = Self::ALL.into_iter().find(|position| position.as_str() == name);
        found.ok_or_else(|| Error::not_one("event position", name, &known))
    }
}

impl EventOptions {
    /// The side of an event by its score or its class, as set; by the other if that one is missing.
    pub(super) fn side(self, score: Option<f64>, quad: u8) -> (Position, Option<Strength>) {
        match score.filter(|_| self.position == EventPosition::Goldstein) {
            Some(score) => self.of_score(score),
            None => of_quad(quad),
        }
    }

    fn of_score(self, score: f64) -> (Position, Option<Strength>) {
        if score == 0.0 || score.abs() <= self.neutral {
            return (Position::Neutral, None);
        }
        let side = if score > 0.0 { Position::Support } else { Position::Oppose };
        (side, Strength::new(tenth(score.abs()).min(1.0)).ok())
    }
}

/// A tenth, as people write it: 9.2 gives 0.92, while division gives 0.9199999999999999.
fn tenth(score: f64) -> f64 {
    format!("{score}e-1").parse().unwrap_or(score / LARGEST)
}

/// The side of a class: deeds have full strength, words have half.
fn of_quad(quad: u8) -> (Position, Option<Strength>) {
    let side = if quad <= 2 { Position::Support } else { Position::Oppose };
    (side, Strength::new(if quad % 2 == 1 { 0.5 } else { 1.0 }).ok())
}
