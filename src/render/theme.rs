//! Themes: every colour, stroke and text size in a picture.

use std::fmt;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::graph::Side;

/// A colour, written as `#0072b2`.
///
/// ```
/// assert_eq!(stancegraph::render::Colour(0x00_72b2).to_string(), "#0072b2");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "String", into = "String")]
#[schemars(with = "String", extend("pattern" = "^#[0-9a-fA-F]{6}$"))]
pub struct Colour(pub u32);

impl Colour {
    /// The colour at a share, 0 to 1, of the way to another colour.
    ///
    /// ```
    /// use stancegraph::render::Colour;
    ///
    /// assert_eq!(Colour(0xff_ff00).towards(Colour(0x00_ff00), 0.5), Colour(0x80_ff00));
    /// ```
    #[must_use]
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "between 0 and 255"
    )]
    pub fn towards(self, other: Self, share: f64) -> Self {
        let share = share.clamp(0.0, 1.0);
        let part = |shift: u32| {
            let [from, to] = [self.0, other.0].map(|colour| f64::from(colour >> shift & 0xff));
            ((from + (to - from) * share).round() as u32) << shift
        };
        Self(part(16) | part(8) | part(0))
    }
}

impl FromStr for Colour {
    type Err = ();

    /// Reads `#0072b2`.
    fn from_str(text: &str) -> Result<Self, ()> {
        let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6).ok_or(())?;
        let is_hex = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
        u32::from_str_radix(digits, 16).ok().filter(|_| is_hex).map(Self).ok_or(())
    }
}

impl From<Colour> for String {
    fn from(colour: Colour) -> Self {
        colour.to_string()
    }
}

impl TryFrom<String> for Colour {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse().map_err(|()| format!("\"{text}\" is not a colour; write #0072b2"))
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:06x}", self.0 & 0xff_ffff)
    }
}

/// The colours of a picture. Line styles, arrowheads and glyphs are always the same, so that a picture can be read
/// without its colours.
///
/// ```
/// use stancegraph::graph::Side;
/// use stancegraph::render::{Colour, Theme};
///
/// let red = Theme::LIGHT.with_support(Theme::LIGHT.oppose).with_oppose(Colour(0x8a_1c1c));
/// assert_eq!(red.colour(Side::Support), Theme::LIGHT.oppose);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Theme {
    /// The background of everything.
    pub background: Colour,
    /// Names and labels.
    pub text: Colour,
    /// Captions.
    pub muted: Colour,
    /// The panel behind the actors of one camp.
    pub panel: Colour,
    /// The outline of such a panel.
    pub panel_line: Colour,
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
    /// Whether patterns tell areas apart, instead of colours.
    pub patterns: bool,
}

setters! {
    Theme {
        with_background(background: Colour);
        with_text(text: Colour);
        with_muted(muted: Colour);
        with_panel(panel: Colour);
        with_panel_line(panel_line: Colour);
        with_actor(actor: Colour);
        with_actor_line(actor_line: Colour);
        with_issue(issue: Colour);
        with_issue_line(issue_line: Colour);
        with_support(support: Colour);
        with_oppose(oppose: Colour);
        with_neutral(neutral: Colour);
        with_mixed(mixed: Colour);
        with_patterns(patterns: bool);
    }
}

impl Theme {
    /// For paper and white pages. Support and opposition are distinct for every kind of colour vision.
    pub const LIGHT: Self = Self {
        background: Colour(0xff_ffff),
        text: Colour(0x1c_1c1c),
        muted: Colour(0x59_5959),
        panel: Colour(0xf0_ede5),
        panel_line: Colour(0xf0_ede5),
        actor: Colour(0xff_ffff),
        actor_line: Colour(0x33_3333),
        issue: Colour(0xee_eeee),
        issue_line: Colour(0xa6_a6a6),
        support: Colour(0x00_72b2),
        oppose: Colour(0xd5_5e00),
        neutral: Colour(0x76_7676),
        mixed: Colour(0x4a_235a),
        patterns: false,
    };

    /// For dark pages.
    pub const DARK: Self = Self {
        background: Colour(0x16_181b),
        text: Colour(0xf0_f0f0),
        muted: Colour(0xb0_b3b8),
        panel: Colour(0x21_252a),
        panel_line: Colour(0x21_252a),
        actor: Colour(0x16_181b),
        actor_line: Colour(0xd8_d8d8),
        issue: Colour(0x30_3439),
        issue_line: Colour(0x6a_7078),
        support: Colour(0x56_b4e9),
        oppose: Colour(0xff_8a3d),
        neutral: Colour(0x9a_9a9a),
        mixed: Colour(0xf0_d0ff),
        patterns: false,
    };

    /// For print without colours: lines and glyphs say everything, and areas have patterns.
    pub const PRINT: Self = Self {
        background: Colour(0xff_ffff),
        text: Colour(0),
        muted: Colour(0x33_3333),
        panel: Colour(0xff_ffff),
        panel_line: Colour(0x80_8080),
        actor: Colour(0xff_ffff),
        actor_line: Colour(0),
        issue: Colour(0xff_ffff),
        issue_line: Colour(0),
        support: Colour(0),
        oppose: Colour(0),
        neutral: Colour(0),
        mixed: Colour(0),
        patterns: true,
    };

    /// The paler colours of what is no longer in force.
    pub(crate) fn pale(self) -> Self {
        let faded = |colour: Colour| colour.towards(self.background, PALE);
        Self {
            support: faded(self.support),
            oppose: faded(self.oppose),
            neutral: faded(self.neutral),
            mixed: faded(self.mixed),
            text: self.muted,
            ..self
        }
    }

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

    /// The fill and the outline of a bloc. None is the colour of a side, and neighbours are distinct for every kind
    /// of colour vision. In a theme with patterns, the fill is the background.
    pub(crate) fn bloc(&self, number: usize) -> (Colour, Colour) {
        let colour = BLOCS[number % BLOCS.len()];
        if self.patterns {
            return (self.background, self.text);
        }
        let line = colour.towards(self.muted, 0.35);
        (self.background.towards(colour, 0.13), line)
    }

    /// The same theme with fainter sides: their colours are at a share, 0 to 1, of the way from the background.
    pub(crate) fn faded(self, share: f64) -> Self {
        let fade = |colour: Colour| self.background.towards(colour, share);
        Self {
            support: fade(self.support),
            oppose: fade(self.oppose),
            neutral: fade(self.neutral),
            mixed: fade(self.mixed),
            ..self
        }
    }

    /// The background tinted with a share, 0 to 1, of a side's colour, so that dark text is readable on it. In a
    /// theme with patterns it is the background.
    #[must_use]
    pub fn tint(&self, side: Side, share: f64) -> Colour {
        if self.patterns {
            return self.background;
        }
        self.background.towards(self.colour(side), share)
    }
}

impl Default for Theme {
    fn default() -> Self {
        Self::LIGHT
    }
}

/// How much the colours of what is no longer in force fade.
const PALE: f64 = 0.55;
/// The colours of blocs: those of Okabe & Ito (2008) that no side has.
const BLOCS: [Colour; 4] =
    [Colour(0x00_9e73), Colour(0xcc_79a7), Colour(0xe6_9f00), Colour(0x99_9999)];

/// The dash style of a side's line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dash {
    Solid,
    Dashed,
    Dotted,
    Double,
}

/// The arrowhead of a side's line at its target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Head {
    Triangle,
    Bar,
    OpenTriangle,
    Diamond,
}

/// The marks that tell a side apart without colour.
#[derive(Clone, Copy, Debug)]
pub struct Mark {
    pub(crate) dash: Dash,
    pub(crate) head: Head,
    pub(crate) glyph: char,
    pub(crate) word: &'static str,
}

impl Mark {
    pub(crate) fn of(side: Side) -> Self {
        let (dash, head, word) = match side {
            Side::Support => (Dash::Solid, Head::Triangle, "supports"),
            Side::Oppose => (Dash::Dashed, Head::Bar, "opposes"),
            Side::Neutral => (Dash::Dotted, Head::OpenTriangle, "is neutral"),
            Side::Mixed => (Dash::Double, Head::Diamond, "has said both"),
        };
        Self { dash, head, glyph: side.glyph(), word }
    }
}

impl Dash {
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Solid => "solid line",
            Self::Dashed => "dashed line",
            Self::Dotted => "dotted line",
            Self::Double => "double line",
        }
    }

    /// The dashes of a line of this width, for `stroke-dasharray`.
    pub(crate) fn array(self, width: f64) -> Option<String> {
        let (on, off) = match self {
            Self::Solid | Self::Double => return None,
            Self::Dashed => (3.2 * width + 1.6, 2.0 * width + 1.2),
            Self::Dotted => (0.1, 2.2 * width + 0.6),
        };
        Some(format!("{on:.1} {off:.1}"))
    }
}

/// Width of the line of one stance.
pub const LINE: f64 = 1.7;
/// Width of the line of several stances.
pub const THICK: f64 = 3.6;
/// Width of a line among very many.
pub const THIN: f64 = 0.8;

/// Sizes of text.
pub mod size {
    /// The title of a picture.
    pub const TITLE: f64 = 21.0;
    /// The names of actors.
    pub const ACTOR: f64 = 15.0;
    /// The names of issues.
    pub const ISSUE: f64 = 13.5;
    /// The labels of lines.
    pub const LABEL: f64 = 12.0;
    /// Caption and legend.
    pub const SMALL: f64 = 11.5;
}
