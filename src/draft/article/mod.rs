//! Articles out of files: plain text, Markdown, HTML, Word, e-mail.
//!
//! Each kind of file has a module. All files may be hostile: there are limits on sizes, parts and depth, and what is
//! beyond them is an [`ArticleError`].

mod html;
mod mail;
mod plain;
mod word;

use std::fmt;

use crate::model::Date;

/// The most bytes of a file's text, unpacked: 16 MiB.
pub const LONGEST_ARTICLE: usize = 16 << 20;

/// A text, and what its file says about it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Article {
    /// What its file is.
    pub kind: ArticleKind,
    /// The headline, or the subject of a mail.
    pub title: Option<String>,
    /// When it was published or sent.
    pub date: Option<Date>,
    /// Who published or sent it.
    pub publisher: Option<String>,
    /// Its own address on the web.
    pub url: Option<String>,
    /// The text. Blank lines separate the paragraphs of files that are not text themselves.
    pub text: String,
}

/// What a file is that has an article in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ArticleKind {
    /// Text.
    Plain,
    /// Text in Markdown.
    Markdown,
    /// A web page: its main text, without navigation.
    Html,
    /// A Word document, .docx.
    Word,
    /// An e-mail.
    Mail,
}

/// Why a file gives no article.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ArticleError {
    /// It is in an encoding that it does not say.
    #[error("line {line} is not UTF-8 text; save it in UTF-8")]
    NotUtf8 {
        /// The first line with other bytes, from 1.
        line: usize,
    },
    /// It is not text at all.
    #[error("not text; known are .txt, .md, .html, .docx and .eml files")]
    NotText,
    /// It is a file of another kind.
    #[error("{0}; save its text as a .txt or .docx file")]
    Other(
        /// What it is: "a PDF".
        &'static str,
    ),
    /// It does not hold to the rules of its kind.
    #[error("not a whole {what}: {why}")]
    Broken {
        /// What it claims to be: "Word document".
        what: &'static str,
        /// What is wrong.
        why: String,
    },
    /// It is larger than any article.
    #[error("larger than {} MiB, as no article is", LONGEST_ARTICLE >> 20)]
    TooLarge,
    /// Its elements stand one within the other, deeper than those of any article.
    #[error("its elements are nested more than {0} deep, as in no article")]
    TooDeep(
        /// The most that are read.
        usize,
    ),
    /// There is no text in it.
    #[error("has no text")]
    Empty,
    /// It cannot be unpacked.
    #[error("{0}")]
    Unreadable(
        /// The error.
        String,
    ),
}

impl Article {
    /// Reads the article in a file, whose kind its content and the extension of its name say.
    ///
    /// Text is in UTF-8, or in UTF-16 with a byte-order mark; web pages and mails may name any encoding. Text may be in
    /// gzip.
    ///
    /// ```
    /// use stancegraph::draft::Article;
    ///
    /// let page = "<html><head><title>Ann backs the dam</title><link rel=canonical href='https://post.example/1'>\
    ///     </head><body><nav>Home</nav><p>Ann backs the <b>dam</b>.</p></body></html>";
    /// let article = Article::read("page.html", page.as_bytes())?;
    /// assert_eq!(article.text, "Ann backs the dam.\n");
    /// assert_eq!(article.url.as_deref(), Some("https://post.example/1"));
    /// # Ok::<(), stancegraph::draft::ArticleError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// An [`ArticleError`] if the file is none of an [`ArticleKind`], is broken, is in an unknown encoding, has no text, or
    /// is larger or nested deeper than an article.
    pub fn read(name: &str, bytes: &[u8]) -> Result<Self, ArticleError> {
        let article = match kind(name, bytes)? {
            ArticleKind::Plain => plain::plain(bytes),
            ArticleKind::Markdown => plain::markdown(bytes),
            ArticleKind::Html => html::read(bytes),
            ArticleKind::Word => word::read(bytes),
            ArticleKind::Mail => mail::read(bytes),
        }?;
        match article.text {
            ref text if text.len() > LONGEST_ARTICLE => Err(ArticleError::TooLarge),
            ref text if text.trim().is_empty() => Err(ArticleError::Empty),
            _ => Ok(article),
        }
    }

    /// Whether the text is that of the file, character by character, so that places in it are places in the file.
    #[must_use]
    pub fn is_file_itself(&self) -> bool {
        match self.kind {
            ArticleKind::Plain | ArticleKind::Markdown => true,
            ArticleKind::Html | ArticleKind::Word | ArticleKind::Mail => false,
        }
    }

    fn new(kind: ArticleKind, text: String) -> Self {
        Self { kind, title: None, date: None, publisher: None, url: None, text }
    }
}

impl fmt::Display for ArticleKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Plain => "text",
            Self::Markdown => "Markdown",
            Self::Html => "HTML",
            Self::Word => "Word",
            Self::Mail => "mail",
        })
    }
}

/// Beginnings of files that are neither text nor read, and what these are.
const OTHERS: [(&[u8], &str); 3] = [
    (b"%PDF", "a PDF"),
    (b"{\\rtf", "a document in RTF"),
    (b"\xd0\xcf\x11\xe0", "a document in an old or encrypted format of Office"),
];

/// What a file is: by its first bytes if they are telling, otherwise by its extension.
fn kind(name: &str, bytes: &[u8]) -> Result<ArticleKind, ArticleError> {
    if let Some((_, what)) = OTHERS.iter().find(|(start, _)| bytes.starts_with(start)) {
        return Err(ArticleError::Other(what));
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return Ok(ArticleKind::Word);
    }
    let lower = name.to_lowercase();
    let extension = lower.trim_end_matches(".gz").rsplit_once('.').map(|(_, extension)| extension);
    Ok(match extension.unwrap_or_default() {
        "html" | "htm" | "xhtml" => ArticleKind::Html,
        "eml" => ArticleKind::Mail,
        "md" | "markdown" => ArticleKind::Markdown,
        "txt" | "text" => ArticleKind::Plain,
        _ if html::is_page(bytes) => ArticleKind::Html,
        _ if mail::is_mail(bytes) => ArticleKind::Mail,
        "docx" => {
            let why = "it is no ZIP archive".to_owned();
            return Err(ArticleError::Broken { what: word::WHAT, why });
        }
        _ => ArticleKind::Plain,
    })
}

/// A text on one line, or nothing.
fn line(text: &str) -> Option<String> {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!line.is_empty()).then_some(line)
}

/// Paragraphs as a text: their white space is one blank, line breaks stay, and a blank line parts them.
#[derive(Default)]
struct Paragraphs {
    text: String,
    /// The paragraph that is open.
    open: String,
}

impl Paragraphs {
    fn push(&mut self, text: &str) {
        self.open.push_str(text);
    }

    fn close(&mut self) {
        let lines = self.open.split('\n').filter_map(line).collect::<Vec<_>>();
        self.open.clear();
        if lines.is_empty() {
            return;
        }
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        for line in lines {
            self.text.push_str(&line);
            self.text.push('\n');
        }
    }

    fn finish(mut self) -> String {
        self.close();
        self.text
    }
}
