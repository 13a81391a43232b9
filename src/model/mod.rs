//! The domain model: actors, issues, sources and the stances between them.
//!
//! Each type has a file of its own. Nothing here reads a file or knows a graph. Every type can be serialised with
//! serde, and a [`Document`] contains all of them.

mod actor;
mod attribute;
mod characters;
mod confidence;
mod date;
mod date_form;
mod document;
pub(crate) mod exact;
mod id;
mod issue;
mod label;
mod lexicon;
mod locator;
mod position;
mod position_range;
mod position_words;
mod provenance;
mod source;
mod span;
mod stance;
mod status;
mod strength;
mod weight;

pub use actor::Actor;
pub use attribute::{Attribute, Attributes};
pub(crate) use attribute::{LARGEST_WHOLE, whole};
pub use characters::{Characters, CharactersError};
pub use confidence::{Confidence, ConfidenceError};
pub(crate) use date::date_of;
pub use date::{Date, DateError, Precision, date};
pub(crate) use date_form::{DateForm, Reading, readings};
pub use document::Document;
pub use id::{ActorId, IdError, IssueId, MAX_ID_LENGTH, SourceId, StanceId};
pub(crate) use id::{checked, trimmed};
pub use issue::Issue;
pub use label::LabelMeaning;
pub use lexicon::{Implied, Lexicon, ParsedLabel};
pub(crate) use locator::natural;
pub use position::{Position, UnknownPosition};
pub use position_range::{PositionRange, PositionRangeError};
pub(crate) use position_words::PositionWord;
pub use provenance::Provenance;
pub(crate) use provenance::WrongProvenance;
pub use source::Source;
pub use span::{Span, SpanError};
pub use stance::{Stance, Target};
pub use status::{Status, UnknownStatus};
pub use strength::{Strength, StrengthError};
pub use weight::{Weight, WeightError};

pub use crate::text::steers;
