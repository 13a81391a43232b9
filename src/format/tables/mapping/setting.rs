//! The settings of a mapping, in its own file and above the header of a table.

/// A key of a mapping file; most can also be directives above the header of a table: `#map actor=country`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Setting {
    Preset,
    Encoding,
    Delimiter,
    Map,
    Constants,
    Values,
    Words,
    Missing,
    Scale,
    Wide,
    Ignore,
    Split,
    Dates,
    Header,
    Join,
}

impl Setting {
    pub(super) const ALL: [Self; 15] = [
        Self::Preset,
        Self::Encoding,
        Self::Delimiter,
        Self::Map,
        Self::Constants,
        Self::Values,
        Self::Words,
        Self::Missing,
        Self::Scale,
        Self::Wide,
        Self::Ignore,
        Self::Split,
        Self::Dates,
        Self::Header,
        Self::Join,
    ];

    pub(super) fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|setting| setting.as_str() == name)
    }

    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Preset => "preset",
            Self::Encoding => "encoding",
            Self::Delimiter => "delimiter",
            Self::Map => "map",
            Self::Constants => "constants",
            Self::Values => "values",
            Self::Words => "words",
            Self::Missing => "missing",
            Self::Scale => "scale",
            Self::Wide => "wide",
            Self::Ignore => "ignore",
            Self::Split => "split",
            Self::Dates => "dates",
            Self::Header => "header",
            Self::Join => "join",
        }
    }

    /// Whether it can be a directive above the header of a table. The encoding must be known before any line
    /// is read, the lack of a header leaves no place for it, other files are elsewhere, and `#map` has the
    /// constants.
    pub(super) fn stands_above_header(self) -> bool {
        match self {
            Self::Encoding | Self::Constants | Self::Header | Self::Join => false,
            Self::Preset
            | Self::Delimiter
            | Self::Map
            | Self::Values
            | Self::Words
            | Self::Missing
            | Self::Scale
            | Self::Wide
            | Self::Ignore
            | Self::Split
            | Self::Dates => true,
        }
    }
}
