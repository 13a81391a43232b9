//! XML that holds whatever a text says.

use std::fmt::{self, Display, Write};

/// A text without what XML forbids, with its marks replaced; it is never markup.
pub struct Escaped<'a>(pub(crate) &'a str);

impl Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.chars().try_for_each(|letter| match letter {
            '&' => f.write_str("&amp;"),
            '<' => f.write_str("&lt;"),
            '>' => f.write_str("&gt;"),
            '"' => f.write_str("&quot;"),
            '\'' => f.write_str("&#39;"),
            '\n' => f.write_str("&#10;"),
            '\t' => f.write_char(' '),
            _ if is_allowed(letter) => f.write_char(letter),
            _ => Ok(()),
        })
    }
}

/// Whether XML allows a character and it is no control character.
pub fn is_allowed(letter: char) -> bool {
    !letter.is_control() && !matches!(letter, '\u{fffe}' | '\u{ffff}')
}

/// A text on one line, without control characters.
pub fn on_one_line(text: &str) -> String {
    let letters = text.chars().map(|letter| if letter.is_whitespace() { ' ' } else { letter });
    let letters = letters.filter(|letter| is_allowed(*letter)).collect::<String>();
    letters.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// A number with one decimal, and without one where it is whole.
pub struct Number(pub(crate) f64);

impl Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = format!("{:.1}", self.0);
        let text = text.strip_suffix(".0").unwrap_or(&text);
        f.write_str(if text == "-0" { "0" } else { text })
    }
}

/// Elements that are being written, one a line.
#[derive(Debug, Default)]
pub struct Xml {
    text: String,
    depth: usize,
}

/// The attributes of an element: names of ours, and values of any kind.
pub type Attributes<'a> = &'a [(&'static str, &'a dyn Display)];

impl Xml {
    /// Elements that will stand this deep in others.
    pub(crate) fn within(depth: usize) -> Self {
        Self { text: String::new(), depth }
    }

    /// Adds what was written elsewhere.
    pub(crate) fn append(&mut self, other: &Self) {
        self.text += &other.text;
    }

    fn tag(&mut self, name: &str, attributes: Attributes) {
        self.text.extend(std::iter::repeat_n("  ", self.depth));
        self.text.push('<');
        self.text.push_str(name);
        for (name, value) in attributes {
            let value = value.to_string();
            write!(self.text, " {name}=\"{}\"", Escaped(&value)).expect("a string takes all");
        }
    }

    /// An element without content.
    pub(crate) fn empty(&mut self, name: &str, attributes: Attributes) {
        self.tag(name, attributes);
        self.text.push_str("/>\n");
    }

    /// An element with a text.
    pub(crate) fn text(&mut self, name: &str, attributes: Attributes, text: &str) {
        self.tag(name, attributes);
        writeln!(self.text, ">{}</{name}>", Escaped(text)).expect("a string takes all");
    }

    /// Begins an element with others in it.
    pub(crate) fn open(&mut self, name: &str, attributes: Attributes) {
        self.tag(name, attributes);
        self.text.push_str(">\n");
        self.depth += 1;
    }

    /// Ends the element that was begun last.
    pub(crate) fn close(&mut self, name: &str) {
        self.depth -= 1;
        self.text.extend(std::iter::repeat_n("  ", self.depth));
        writeln!(self.text, "</{name}>").expect("a string takes all");
    }

    pub(crate) fn finish(self) -> String {
        self.text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_is_markup() {
        let mut xml = Xml::default();
        xml.text("title", &[("a", &"\"><script>")], "]]></title>&amp;\0\u{ffff}'");
        assert_eq!(
            xml.finish(),
            "<title a=\"&quot;&gt;&lt;script&gt;\">]]&gt;&lt;/title&gt;&amp;amp;&#39;</title>\n"
        );
    }

    #[test]
    fn lines_become_one() {
        assert_eq!(on_one_line(" a\r\n\tb\u{2028}c\u{7} "), "a b c");
    }

    #[test]
    fn numbers_are_short() {
        let written = [0.04, -0.04, 12.0, 12.25, -3.5].map(|number| Number(number).to_string());
        assert_eq!(written, ["0", "0", "12", "12.2", "-3.5"]);
    }
}
