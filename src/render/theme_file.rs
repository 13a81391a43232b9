//! Reads custom themes from TOML.

use super::theme::{Colour, Theme};
use crate::error::{Cause, Error};
use crate::format::settings::{self, Findings, Key, Node, Value};

/// The built-in themes, any of which can be the base.
const BASES: [(&str, Theme); 3] =
    [("light", Theme::LIGHT), ("dark", Theme::DARK), ("print", Theme::PRINT)];
/// All fields of a theme file.
const FIELDS: [&str; 15] = [
    "base",
    "background",
    "text",
    "muted",
    "panel",
    "panel-line",
    "actor",
    "actor-line",
    "issue",
    "issue-line",
    "support",
    "oppose",
    "neutral",
    "mixed",
    "patterns",
];

impl Theme {
    /// The light, dark or print theme, by its name.
    ///
    /// ```
    /// use stancegraph::render::Theme;
    ///
    /// assert_eq!(Theme::named("print"), Some(Theme::PRINT));
    /// assert_eq!(Theme::named("sepia"), None);
    /// ```
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        BASES.iter().find(|(known, _)| *known == name).map(|(_, theme)| *theme)
    }

    /// Reads a theme from a TOML file, called `name` in error messages. Fields that are missing are taken from its
    /// `base`: light (the default), dark or print.
    ///
    /// # Errors
    ///
    /// [`Error::Faults`] with everything that is wrong: unknown fields, and colours not of the form `#rrggbb`.
    ///
    /// # Examples
    ///
    /// ```
    /// use stancegraph::render::{Colour, Theme};
    ///
    /// let theme = Theme::from_toml("ours.toml", "base = \"dark\"\nsupport = \"#2b8a3e\"\n")?;
    /// assert_eq!(theme, Theme::DARK.with_support(Colour(0x2b_8a3e)));
    ///
    /// let error = Theme::from_toml("ours.toml", "suport = \"green\"\n").unwrap_err();
    /// assert!(error.to_string().contains("did you mean \"support\"?"));
    /// # Ok::<(), stancegraph::Error>(())
    /// ```
    pub fn from_toml(name: &str, text: &str) -> Result<Self, Error> {
        settings::read(name, text, |fields, findings| {
            let mut theme = Self::LIGHT;
            for (key, node) in fields.iter().filter(|(key, _)| key.text == "base") {
                theme = base(key, node, findings).unwrap_or(theme);
            }
            for (key, node) in fields.iter().filter(|(key, _)| key.text != "base") {
                theme.set(key, node, findings);
            }
            theme
        })
    }

    fn set(&mut self, key: &Key, node: &Node, findings: &mut Findings) {
        if key.text == "patterns" {
            match node.value.as_flag() {
                Some(flag) => self.patterns = flag,
                None => findings.wrong_type(key, node, "true or false"),
            }
            return;
        }
        match self.field(&key.text) {
            Some(field) => *field = colour(key, node, findings).unwrap_or(*field),
            None => findings.unknown(key, "a theme", &FIELDS),
        }
    }

    fn field(&mut self, name: &str) -> Option<&mut Colour> {
        Some(match name {
            "background" => &mut self.background,
            "text" => &mut self.text,
            "muted" => &mut self.muted,
            "panel" => &mut self.panel,
            "panel-line" => &mut self.panel_line,
            "actor" => &mut self.actor,
            "actor-line" => &mut self.actor_line,
            "issue" => &mut self.issue,
            "issue-line" => &mut self.issue_line,
            "support" => &mut self.support,
            "oppose" => &mut self.oppose,
            "neutral" => &mut self.neutral,
            "mixed" => &mut self.mixed,
            _ => return None,
        })
    }
}

fn base(key: &Key, node: &Node, findings: &mut Findings) -> Option<Theme> {
    let Value::Text(text) = &node.value else {
        findings.wrong_type(key, node, "a text");
        return None;
    };
    let theme = Theme::named(text);
    if theme.is_none() {
        findings.add(Cause::UnknownTheme(text.to_string()), &node.span);
    }
    theme
}

fn colour(key: &Key, node: &Node, findings: &mut Findings) -> Option<Colour> {
    let Value::Text(text) = &node.value else {
        findings.wrong_type(key, node, "a text");
        return None;
    };
    let colour = text.parse();
    if colour.is_err() {
        findings.add(Cause::NotColour(text.to_string()), &node.span);
    }
    colour.ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_is_read() {
        for name in FIELDS.iter().filter(|name| !["base", "patterns"].contains(name)) {
            let mut theme = Theme::from_toml("t", &format!("{name} = \"#010203\"")).unwrap();
            assert_eq!(*theme.field(name).unwrap(), Colour(0x01_0203), "{name}");
        }
    }

    #[test]
    fn all_faults_come_at_once_with_their_places() {
        let text =
            "base = \"sepia\"\nsupport = \"green\"\noppose = 3\nmixed.a = \"#000000\"\nx = 1\n";
        let error = Theme::from_toml("ours.toml", text).unwrap_err().to_string();
        let places = ["1:8", "2:11", "3:10", "4:1", "5:1"];
        for (place, line) in places.iter().zip(error.lines()) {
            assert!(line.starts_with(&format!("ours.toml:{place}: error: ")), "{line}");
        }
        assert_eq!(error.lines().count(), places.len(), "{error}");
    }
}
