//! Text at the edges of the library: decompressed and decoded on input, escaped on output.
//!
//! There is one file for each language that text is written into, one for phrases that name settings, and one for the typography of quotes. Nothing here knows the model. Code that writes
//! XML, DOT, TOML, Markdown or to a terminal uses the escapes from here and has none of its own.

pub(crate) mod controls;
mod decode;
mod description;
#[cfg(feature = "draw")]
pub(crate) mod dot;
mod json;
mod markdown;
pub(crate) mod open;
mod phrase;
mod terminal;
pub(crate) mod toml;
pub(crate) mod typography;
#[cfg_attr(not(feature = "svg"), allow(dead_code, reason = "pictures need all of it"))]
pub(crate) mod xml;

pub(crate) use self::decode::Decoded;
pub(crate) use self::description::describe_plainly;
pub use self::json::TameJson;
pub use self::markdown::markdown;
pub use self::open::unpacked;
pub use self::phrase::Phrase;
pub use self::terminal::{one_line, steers};
