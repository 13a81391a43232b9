//! Escapes texts for XML.

use std::borrow::Cow;
use std::fmt::{self, Display, Write as _};
use std::io::{self, Write};

/// A text without the characters that XML forbids, and with markup escaped.
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

/// Whether a character is allowed in XML and is not a control character.
pub fn is_allowed(letter: char) -> bool {
    !letter.is_control() && !matches!(letter, '\u{fffe}' | '\u{ffff}')
}

/// Puts a text on one line, without control characters.
pub fn on_one_line(text: &str) -> String {
    let letters = text.chars().map(|letter| if letter.is_whitespace() { ' ' } else { letter });
    let letters = letters.filter(|letter| is_allowed(*letter)).collect::<String>();
    letters.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Writes a number with one decimal, or with none if it is whole.
pub struct Number(pub(crate) f64);

impl Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = format!("{:.1}", self.0);
        let text = text.strip_suffix(".0").unwrap_or(&text);
        f.write_str(if text == "-0" { "0" } else { text })
    }
}

/// Escapes a text so that readers get back every character. Readers turn CR LF into one line break, and line
/// breaks and tabs in attributes into blanks, so these are escaped, too. Characters that XML cannot hold at all
/// have to be escaped beforehand ([`controls`](super::controls)).
pub fn kept(text: &str, in_tag: bool) -> Cow<'_, str> {
    let is_plain = |c: char| match c {
        '&' | '<' | '>' | '\r' => false,
        '"' | '\t' | '\n' => !in_tag,
        _ => true,
    };
    if text.chars().all(is_plain) {
        return text.into();
    }
    let mut escaped = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '\r' => escaped.push_str("&#13;"),
            '"' if in_tag => escaped.push_str("&quot;"),
            '\t' if in_tag => escaped.push_str("&#9;"),
            '\n' if in_tag => escaped.push_str("&#10;"),
            c => escaped.push(c),
        }
    }
    escaped.into()
}

/// Escapes a text for display, in a tag or not; see [`Escaped`].
#[cfg(feature = "svg")]
fn shown(text: &str, _in_tag: bool) -> Cow<'_, str> {
    Escaped(text).to_string().into()
}

/// A function that escapes a text, in a tag or between two tags.
type Escape = fn(&str, bool) -> Cow<'_, str>;

/// A writer of elements, one per line, indented by two blanks per level.
#[derive(Debug)]
pub struct Tags<W> {
    out: W,
    depth: usize,
    escape: Escape,
}

impl<'w> Tags<io::BufWriter<&'w mut dyn Write>> {
    /// Begins a document whose texts are escaped by [`kept`].
    pub(crate) fn document(out: &'w mut dyn Write) -> io::Result<Self> {
        let mut out = io::BufWriter::with_capacity(1 << 16, out);
        out.write_all(b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")?;
        Ok(Self { out, depth: 0, escape: kept })
    }
}

impl<W: Write> Tags<W> {
    /// Begins an element that contains others. Attributes with `None` are not written.
    pub(crate) fn open(
        &mut self,
        name: &str,
        attributes: &[(&str, Option<&str>)],
    ) -> io::Result<()> {
        self.tag(name, attributes)?;
        self.depth += 1;
        self.out.write_all(b">\n")
    }

    /// Ends the current element.
    pub(crate) fn close(&mut self, name: &str) -> io::Result<()> {
        self.depth -= 1;
        self.indent()?;
        writeln!(self.out, "</{name}>")
    }

    /// Writes an element without content.
    pub(crate) fn empty(
        &mut self,
        name: &str,
        attributes: &[(&str, Option<&str>)],
    ) -> io::Result<()> {
        self.tag(name, attributes)?;
        self.out.write_all(b"/>\n")
    }

    /// Writes an element with a text.
    pub(crate) fn text(
        &mut self,
        name: &str,
        attributes: &[(&str, Option<&str>)],
        text: &str,
    ) -> io::Result<()> {
        self.tag(name, attributes)?;
        self.out.write_all(b">")?;
        self.out.write_all((self.escape)(text, false).as_bytes())?;
        writeln!(self.out, "</{name}>")
    }

    /// Ends the document.
    pub(crate) fn finish(mut self) -> io::Result<()> {
        self.out.flush()
    }

    fn tag(&mut self, name: &str, attributes: &[(&str, Option<&str>)]) -> io::Result<()> {
        self.indent()?;
        write!(self.out, "<{name}")?;
        for (name, value) in attributes {
            let Some(value) = value else { continue };
            write!(self.out, " {name}=\"")?;
            self.out.write_all((self.escape)(value, true).as_bytes())?;
            self.out.write_all(b"\"")?;
        }
        Ok(())
    }

    fn indent(&mut self) -> io::Result<()> {
        (0..self.depth).try_for_each(|_| self.out.write_all(b"  "))
    }
}

/// The elements of a picture, whose texts are for display. They are written into memory, so nothing can fail.
#[cfg(feature = "svg")]
#[derive(Debug)]
pub struct Xml(Tags<Vec<u8>>);

/// The attributes of an element: names of ours, with values of any type.
#[cfg(feature = "svg")]
pub type Attributes<'a> = &'a [(&'static str, &'a dyn Display)];

/// Why writing into memory does not fail.
#[cfg(feature = "svg")]
const MEMORY: &str = "memory takes everything";

#[cfg(feature = "svg")]
impl Xml {
    /// Creates elements that will be nested this deep.
    pub(crate) fn within(depth: usize) -> Self {
        Self(Tags { out: Vec::new(), depth, escape: shown })
    }

    /// Appends elements that were written elsewhere.
    pub(crate) fn append(&mut self, other: &Self) {
        self.0.out.extend_from_slice(&other.0.out);
    }

    /// Writes an element without content.
    pub(crate) fn empty(&mut self, name: &str, attributes: Attributes) {
        with(attributes, |attributes| self.0.empty(name, attributes));
    }

    /// Writes an element with a text.
    pub(crate) fn text(&mut self, name: &str, attributes: Attributes, text: &str) {
        with(attributes, |attributes| self.0.text(name, attributes, text));
    }

    /// Begins an element that contains others.
    pub(crate) fn open(&mut self, name: &str, attributes: Attributes) {
        with(attributes, |attributes| self.0.open(name, attributes));
    }

    /// Ends the current element.
    pub(crate) fn close(&mut self, name: &str) {
        self.0.close(name).expect(MEMORY);
    }

    pub(crate) fn finish(self) -> String {
        String::from_utf8(self.0.out).expect("texts were written")
    }
}

#[cfg(feature = "svg")]
impl Default for Xml {
    fn default() -> Self {
        Self::within(0)
    }
}

/// Calls `write` with the attributes as texts; writing goes into memory.
#[cfg(feature = "svg")]
fn with(attributes: Attributes, write: impl FnOnce(&[(&str, Option<&str>)]) -> io::Result<()>) {
    let texts = attributes.iter().map(|(name, value)| (*name, value.to_string()));
    let texts = texts.collect::<Vec<_>>();
    let attributes = texts.iter().map(|(name, text)| (*name, Some(text.as_str())));
    write(&attributes.collect::<Vec<_>>()).expect(MEMORY);
}

#[cfg(all(test, feature = "svg"))]
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
