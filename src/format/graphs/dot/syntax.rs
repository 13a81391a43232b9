//! Parses the DOT language, without subgraphs.

use std::borrow::Cow;
use std::ops::Range;

use crate::error::Cause;

/// A parsed item, or the fault and its byte range.
pub(super) type Parsed<T> = Result<T, (Cause, Range<usize>)>;

/// A name or a value, and its byte range.
#[derive(Clone, Debug)]
pub(super) struct Id<'t> {
    pub(super) text: Cow<'t, str>,
    pub(super) span: Range<usize>,
}

pub(super) type Attributes<'t> = Vec<(Id<'t>, Id<'t>)>;

/// A statement of a graph.
#[derive(Debug)]
pub(super) enum Statement<'t> {
    /// Attributes of the graph.
    Graph(Attributes<'t>),
    /// The default look of nodes or edges.
    Look,
    Node(Id<'t>, Attributes<'t>),
    Edge([Id<'t>; 2], Attributes<'t>),
}

impl Statement<'_> {
    /// The number of its attributes.
    pub(super) fn attributes(&self) -> usize {
        match self {
            Self::Look => 0,
            Self::Graph(attributes) | Self::Node(_, attributes) | Self::Edge(_, attributes) => {
                attributes.len()
            }
        }
    }
}

#[derive(Debug)]
enum Token<'t> {
    Id(Cow<'t, str>, Sort),
    Mark(char),
    /// `->` or `--`.
    Arrow,
    End,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sort {
    /// An unquoted word, which can be a keyword.
    Bare,
    Quoted,
    Html,
}

/// Parses a graph statement by statement.
pub(super) struct Parser<'t> {
    text: &'t str,
    at: usize,
    next: Token<'t>,
    span: Range<usize>,
    /// The end of the last token.
    end: usize,
}

impl<'t> Parser<'t> {
    /// Begins to parse a graph, up to its first statement.
    pub(super) fn new(text: &'t str) -> Parsed<Self> {
        let mut parser = Self { text, at: 0, next: Token::End, span: 0..0, end: 0 };
        parser.advance()?;
        if parser.is_word("strict") {
            parser.advance()?;
        }
        if !(parser.is_word("digraph") || parser.is_word("graph")) {
            return Err(parser.unexpected("a graph begins with digraph"));
        }
        parser.advance()?;
        if matches!(parser.next, Token::Id(..)) {
            parser.advance()?;
        }
        parser.expect('{', "the graph is open, in {")?;
        Ok(parser)
    }

    /// The next statement; `None` at the end of the graph, after which nothing can follow.
    pub(super) fn statement(&mut self) -> Parsed<Option<Statement<'t>>> {
        while self.is(';') {
            self.advance()?;
        }
        if self.is('}') {
            self.advance()?;
            return match self.next {
                Token::End => Ok(None),
                Token::Id(..) | Token::Mark(_) | Token::Arrow => {
                    Err(self.unexpected("the graph is closed before"))
                }
            };
        }
        if self.is_word("subgraph") || self.is('{') {
            return Err(self.unexpected("subgraphs are not read"));
        }
        for (word, is_graph) in [("graph", true), ("node", false), ("edge", false)] {
            if self.is_word(word) {
                self.advance()?;
                let attributes = self.attributes()?;
                let statement = Statement::Graph(attributes);
                return Ok(Some(if is_graph { statement } else { Statement::Look }));
            }
        }
        self.element().map(Some)
    }

    fn element(&mut self) -> Parsed<Statement<'t>> {
        let first = self.id()?;
        if self.is('=') {
            self.advance()?;
            return Ok(Statement::Graph(vec![(first, self.id()?)]));
        }
        self.port()?;
        if !matches!(self.next, Token::Arrow) {
            return Ok(Statement::Node(first, self.attributes()?));
        }
        self.advance()?;
        if self.is_word("subgraph") || self.is('{') {
            return Err(self.unexpected("subgraphs are not read"));
        }
        let second = self.id()?;
        self.port()?;
        if matches!(self.next, Token::Arrow) {
            return Err(self.unexpected("each edge stands alone, with its own attributes"));
        }
        Ok(Statement::Edge([first, second], self.attributes()?))
    }

    /// Skips the port of an edge's end, which only affects the drawing.
    fn port(&mut self) -> Parsed<()> {
        while self.is(':') {
            self.advance()?;
            self.id()?;
        }
        Ok(())
    }

    fn attributes(&mut self) -> Parsed<Attributes<'t>> {
        let mut attributes = Vec::new();
        while self.is('[') {
            self.advance()?;
            while !self.is(']') {
                let name = self.id()?;
                self.expect('=', "an attribute is written name=value")?;
                attributes.push((name, self.id()?));
                if self.is(',') || self.is(';') {
                    self.advance()?;
                }
            }
            self.advance()?;
        }
        Ok(attributes)
    }

    /// A name or a value; strings joined by `+` are one.
    fn id(&mut self) -> Parsed<Id<'t>> {
        let Token::Id(..) = self.next else {
            return Err(self.unexpected("a name or a value has to stand here"));
        };
        let span = self.span.clone();
        let Token::Id(text, sort) = self.advance()? else { unreachable!("it was one") };
        let mut id = Id { text, span };
        while sort == Sort::Quoted && self.is('+') {
            self.advance()?;
            let Token::Id(_, Sort::Quoted) = self.next else {
                return Err(self.unexpected("a plus joins strings in quotes"));
            };
            if let Token::Id(more, _) = self.advance()? {
                id.text.to_mut().push_str(&more);
            }
            id.span.end = self.end;
        }
        Ok(id)
    }

    fn is(&self, mark: char) -> bool {
        matches!(self.next, Token::Mark(next) if next == mark)
    }

    fn is_word(&self, word: &str) -> bool {
        matches!(&self.next, Token::Id(text, Sort::Bare) if text.eq_ignore_ascii_case(word))
    }

    fn expect(&mut self, mark: char, otherwise: &str) -> Parsed<()> {
        if !self.is(mark) {
            return Err(self.unexpected(otherwise));
        }
        self.advance().map(drop)
    }

    fn unexpected(&self, otherwise: &str) -> (Cause, Range<usize>) {
        (Cause::Syntax(otherwise.to_owned()), self.span.clone())
    }

    /// Takes the next token.
    fn advance(&mut self) -> Parsed<Token<'t>> {
        self.end = self.span.end;
        self.skip()?;
        let start = self.at;
        let next = self.token()?;
        self.span = start..self.at;
        Ok(std::mem::replace(&mut self.next, next))
    }

    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    /// Skips white space and comments.
    fn skip(&mut self) -> Parsed<()> {
        loop {
            self.at += self.rest().len() - self.rest().trim_start().len();
            let rest = self.rest();
            let is_first = self.at == 0 || self.text.as_bytes()[self.at - 1] == b'\n';
            if rest.starts_with("//") || is_first && rest.starts_with('#') {
                self.at += rest.find('\n').unwrap_or(rest.len());
            } else if let Some(comment) = rest.strip_prefix("/*") {
                let open = self.at..self.at + 2;
                let end = comment.find("*/");
                let end = end.ok_or((Cause::Syntax("the comment is not closed".into()), open))?;
                self.at += end + 4;
            } else {
                return Ok(());
            }
        }
    }

    fn token(&mut self) -> Parsed<Token<'t>> {
        let rest = self.rest();
        let Some(first) = rest.chars().next() else { return Ok(Token::End) };
        if rest.starts_with("->") || rest.starts_with("--") {
            self.at += 2;
            return Ok(Token::Arrow);
        }
        match first {
            '"' => self.string(),
            '<' => self.html(),
            '{' | '}' | '[' | ']' | ';' | ',' | '=' | ':' | '+' => {
                self.at += 1;
                Ok(Token::Mark(first))
            }
            _ => self.word(),
        }
    }

    fn word(&mut self) -> Parsed<Token<'t>> {
        let rest = self.rest();
        let is_part = |letter: char| {
            letter.is_ascii_alphanumeric() || matches!(letter, '_' | '.') || !letter.is_ascii()
        };
        let sign = usize::from(rest.starts_with('-'));
        let length = rest[sign..].find(|letter| !is_part(letter)).unwrap_or(rest.len() - sign);
        if length == 0 {
            let letter = rest.chars().next().map_or(0, char::len_utf8);
            let wrong = "this is not of the DOT language; put names and values in quotes";
            return Err((Cause::Syntax(wrong.into()), self.at..self.at + letter));
        }
        self.at += sign + length;
        Ok(Token::Id(rest[..sign + length].into(), Sort::Bare))
    }

    /// A quoted string, without its escapes.
    fn string(&mut self) -> Parsed<Token<'t>> {
        let start = self.at;
        let inner = &self.text[start + 1..];
        let plain = inner.find(['"', '\\']).unwrap_or(inner.len());
        let mut text = Cow::Borrowed(&inner[..plain]);
        let mut letters = inner[plain..].char_indices();
        while let Some((at, letter)) = letters.next() {
            match letter {
                '"' => {
                    self.at = start + 1 + plain + at + 1;
                    return Ok(Token::Id(text, Sort::Quoted));
                }
                '\\' => match letters.next().map(|(_, letter)| letter) {
                    Some('n') => text.to_mut().push('\n'),
                    Some('r') => text.to_mut().push('\r'),
                    // The string continues on the next line.
                    Some('\n') | None => {}
                    Some(letter @ ('"' | '\\')) => text.to_mut().push(letter),
                    Some(letter) => text.to_mut().extend(['\\', letter]),
                },
                letter => text.to_mut().push(letter),
            }
        }
        let wrong = "the string is not closed; a quote within quotes has a backslash before it";
        Err((Cause::Syntax(wrong.into()), start..start + 1))
    }

    /// An HTML-like string, unchanged.
    fn html(&mut self) -> Parsed<Token<'t>> {
        let (start, rest) = (self.at, self.rest());
        let mut depth = 0_usize;
        for (at, letter) in rest.char_indices().filter(|(_, letter)| matches!(letter, '<' | '>')) {
            depth = if letter == '<' { depth + 1 } else { depth - 1 };
            if depth == 0 {
                self.at += at + 1;
                return Ok(Token::Id(rest[1..at].into(), Sort::Html));
            }
        }
        Err((Cause::Syntax("the text in < > is not closed".into()), start..start + 1))
    }
}
