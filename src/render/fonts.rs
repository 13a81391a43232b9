//! The fonts of a PNG or PDF.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The fonts that text is drawn with.
///
/// ```
/// assert_eq!(stancegraph::render::Fonts::default(), stancegraph::render::Fonts::Embedded);
/// ```
// Closed: a font is the library's or the machine's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Fonts {
    /// Only the embedded font, so the picture is the same on every machine. It has Latin, Greek and Cyrillic.
    #[default]
    Embedded,
    /// The embedded font, and installed fonts for characters that it lacks.
    System,
}
