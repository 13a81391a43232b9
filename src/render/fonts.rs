//! Fonts of a PNG or PDF.

/// Which fonts text is drawn with.
///
/// ```
/// assert_eq!(stancegraph::render::Fonts::default(), stancegraph::render::Fonts::Embedded);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Fonts {
    /// The embedded font alone: the same picture on every machine. It has Latin, Greek and Cyrillic.
    #[default]
    Embedded,
    /// Where the embedded font lacks a character, those that are installed.
    System,
}
