//! XML as it is written: two blanks a level, and every text escaped that has only characters of XML.

use std::io::{self, Write};

/// A document on its way out.
pub struct Written<'w> {
    out: io::BufWriter<&'w mut dyn Write>,
    depth: usize,
    scratch: String,
}

/// The attributes of a tag; those of `None` are not written.
pub type Attributes<'a> = [(&'a str, Option<&'a str>)];

impl<'w> Written<'w> {
    /// Begins a document.
    pub(crate) fn new(out: &'w mut dyn Write) -> io::Result<Self> {
        let mut out = io::BufWriter::with_capacity(1 << 16, out);
        out.write_all(b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")?;
        Ok(Self { out, depth: 0, scratch: String::new() })
    }

    /// Opens an element.
    pub(crate) fn open(&mut self, name: &str, attributes: &Attributes) -> io::Result<()> {
        self.tag(name, attributes)?;
        self.depth += 1;
        self.out.write_all(b">\n")
    }

    /// Closes the element that is open.
    pub(crate) fn close(&mut self, name: &str) -> io::Result<()> {
        self.depth -= 1;
        self.indent()?;
        self.out.write_all(b"</")?;
        self.out.write_all(name.as_bytes())?;
        self.out.write_all(b">\n")
    }

    /// An element with nothing in it.
    pub(crate) fn empty(&mut self, name: &str, attributes: &Attributes) -> io::Result<()> {
        self.tag(name, attributes)?;
        self.out.write_all(b"/>\n")
    }

    /// An element with a text in it.
    pub(crate) fn text(
        &mut self,
        name: &str,
        attributes: &Attributes,
        text: &str,
    ) -> io::Result<()> {
        self.tag(name, attributes)?;
        self.out.write_all(b">")?;
        self.escaped(text, false)?;
        self.out.write_all(b"</")?;
        self.out.write_all(name.as_bytes())?;
        self.out.write_all(b">\n")
    }

    /// Ends the document.
    pub(crate) fn finish(mut self) -> io::Result<()> {
        self.out.flush()
    }

    fn tag(&mut self, name: &str, attributes: &Attributes) -> io::Result<()> {
        self.indent()?;
        self.out.write_all(b"<")?;
        self.out.write_all(name.as_bytes())?;
        for (name, value) in attributes {
            let Some(value) = value else { continue };
            self.out.write_all(b" ")?;
            self.out.write_all(name.as_bytes())?;
            self.out.write_all(b"=\"")?;
            self.escaped(value, true)?;
            self.out.write_all(b"\"")?;
        }
        Ok(())
    }

    fn indent(&mut self) -> io::Result<()> {
        for _ in 0..self.depth {
            self.out.write_all(b"  ")?;
        }
        Ok(())
    }

    /// Readers make one line break of two letters, and a blank of what is none in attributes.
    fn escaped(&mut self, text: &str, in_tag: bool) -> io::Result<()> {
        let is_plain = |c: char| match c {
            '&' | '<' | '>' | '\r' => false,
            '"' | '\t' | '\n' => !in_tag,
            _ => true,
        };
        if text.chars().all(is_plain) {
            return self.out.write_all(text.as_bytes());
        }
        self.scratch.clear();
        for c in text.chars() {
            match c {
                '&' => self.scratch.push_str("&amp;"),
                '<' => self.scratch.push_str("&lt;"),
                '>' => self.scratch.push_str("&gt;"),
                '\r' => self.scratch.push_str("&#13;"),
                '"' if in_tag => self.scratch.push_str("&quot;"),
                '\t' if in_tag => self.scratch.push_str("&#9;"),
                '\n' if in_tag => self.scratch.push_str("&#10;"),
                c => self.scratch.push(c),
            }
        }
        self.out.write_all(self.scratch.as_bytes())
    }
}
