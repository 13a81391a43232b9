//! Every colour, stroke and size of text in a picture.

use std::fmt;

use crate::graph::Side;

/// A colour, written as `#0072b2`.
///
/// ```
/// assert_eq!(stancegraph::render::Colour(0x00_72b2).to_string(), "#0072b2");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Colour(pub u32);

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:06x}", self.0 & 0xff_ffff)
    }
}

/// The colours of a picture. The line styles, arrowheads and glyphs are always
/// the same, so that a picture can be read without its colours.
///
/// ```
/// use stancegraph::graph::Side;
/// use stancegraph::render::{Colour, Theme};
///
/// let red = Theme { support: Theme::LIGHT.oppose, oppose: Colour(0x8a_1c1c), ..Theme::LIGHT };
/// assert_eq!(red.colour(Side::Support), Theme::LIGHT.oppose);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Theme {
    /// Behind everything.
    pub background: Colour,
    /// Names and labels.
    pub text: Colour,
    /// Captions.
    pub muted: Colour,
    /// Behind the actors of one camp.
    pub panel: Colour,
    /// Inside an actor's box.
    pub actor: Colour,
    /// Around an actor's box.
    pub actor_line: Colour,
    /// Inside an issue's pill.
    pub issue: Colour,
    /// Around an issue's pill.
    pub issue_line: Colour,
    /// Support.
    pub support: Colour,
    /// Opposition.
    pub oppose: Colour,
    /// Neither.
    pub neutral: Colour,
    /// Both.
    pub mixed: Colour,
}

impl Theme {
    /// For paper and white pages. Support and opposition differ for every kind of colour vision.
    pub const LIGHT: Self = Self {
        background: Colour(0xff_ffff),
        text: Colour(0x1c_1c1c),
        muted: Colour(0x59_5959),
        panel: Colour(0xf0_ede5),
        actor: Colour(0xff_ffff),
        actor_line: Colour(0x33_3333),
        issue: Colour(0xee_eeee),
        issue_line: Colour(0xa6_a6a6),
        support: Colour(0x00_72b2),
        oppose: Colour(0xd5_5e00),
        neutral: Colour(0x76_7676),
        mixed: Colour(0x4a_235a),
    };

    /// For dark pages.
    pub const DARK: Self = Self {
        background: Colour(0x16_181b),
        text: Colour(0xf0_f0f0),
        muted: Colour(0xb0_b3b8),
        panel: Colour(0x21_252a),
        actor: Colour(0x16_181b),
        actor_line: Colour(0xd8_d8d8),
        issue: Colour(0x30_3439),
        issue_line: Colour(0x6a_7078),
        support: Colour(0x56_b4e9),
        oppose: Colour(0xff_8a3d),
        neutral: Colour(0x9a_9a9a),
        mixed: Colour(0xf0_d0ff),
    };

    /// The colour of a side.
    #[must_use]
    pub fn colour(&self, side: Side) -> Colour {
        match side {
            Side::Support => self.support,
            Side::Oppose => self.oppose,
            Side::Neutral => self.neutral,
            Side::Mixed => self.mixed,
        }
    }
}

impl Default for Theme {
    fn default() -> Self {
        Self::LIGHT
    }
}

/// How the line of a side is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dash {
    Solid,
    Dashed,
    Dotted,
    Double,
}

/// How a line of a side ends at its target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Head {
    Triangle,
    Bar,
    OpenTriangle,
    Diamond,
}

/// What tells a side apart without colour.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark {
    pub(super) dash: Dash,
    pub(super) head: Head,
    pub(super) glyph: char,
    pub(super) word: &'static str,
}

impl Mark {
    pub(super) fn of(side: Side) -> Self {
        let (dash, head, glyph, word) = match side {
            Side::Support => (Dash::Solid, Head::Triangle, '▲', "supports"),
            Side::Oppose => (Dash::Dashed, Head::Bar, '▼', "opposes"),
            Side::Neutral => (Dash::Dotted, Head::OpenTriangle, '○', "is neutral"),
            Side::Mixed => (Dash::Double, Head::Diamond, '◆', "has said both"),
        };
        Self { dash, head, glyph, word }
    }
}

impl Dash {
    #[cfg(feature = "draw")]
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Solid => "solid line",
            Self::Dashed => "dashed line",
            Self::Dotted => "dotted line",
            Self::Double => "double line",
        }
    }

    /// The dashes of a line of this width, for `stroke-dasharray`.
    pub(super) fn array(self, width: f64) -> Option<String> {
        let (on, off) = match self {
            Self::Solid | Self::Double => return None,
            Self::Dashed => (3.2 * width + 1.6, 2.0 * width + 1.2),
            Self::Dotted => (0.1, 2.2 * width + 0.6),
        };
        Some(format!("{on:.1} {off:.1}"))
    }
}

/// Width of the line of one stance.
pub(super) const LINE: f64 = 1.7;
/// Width of the line of several stances.
pub(super) const THICK: f64 = 3.6;
/// Width of a line among very many.
pub(super) const THIN: f64 = 0.8;

/// Sizes of text.
pub(super) mod size {
    /// The title of a picture.
    pub(in crate::render) const TITLE: f64 = 21.0;
    /// The names of actors.
    pub(in crate::render) const ACTOR: f64 = 15.0;
    /// The names of issues.
    pub(in crate::render) const ISSUE: f64 = 13.5;
    /// The labels of lines.
    pub(in crate::render) const LABEL: f64 = 12.0;
    /// Caption and legend.
    pub(in crate::render) const SMALL: f64 = 11.5;
}
