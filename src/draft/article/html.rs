//! Web pages: the main text, by the rules of Mozilla's Readability, and what the head says about it.

use std::cell::RefCell;
use std::collections::BTreeMap;

use encoding_rs::Encoding;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};

use super::{Article, ArticleError, ArticleKind, LONGEST_ARTICLE, Paragraphs, line, plain};

/// The deepest nesting of elements that are read: the time for more grows with its square.
const DEEPEST: usize = 500;

/// The number of bytes in which a page names its encoding.
const HEAD: usize = 4096;

/// Whether a file begins like a web page.
pub fn is_page(bytes: &[u8]) -> bool {
    let start = &bytes[..bytes.len().min(HEAD)];
    let start = String::from_utf8_lossy(start).to_lowercase();
    let start =
        start.trim_start_matches(|letter: char| letter.is_whitespace() || letter == '\u{feff}');
    ["<!doctype html", "<html", "<head", "<body"].iter().any(|tag| start.starts_with(tag))
}

/// Reads the main text of a page.
pub fn read(bytes: &[u8]) -> Result<Article, ArticleError> {
    let page = decoded(bytes)?;
    let head = Head::of(&page)?;
    let found = legible::parse(&page, None, None).ok();
    let meta = |names: &[&str]| names.iter().find_map(|name| line(head.meta.get(*name)?));
    // Of a short page, Readability gives all.
    let content = found.as_ref().map_or(page.as_str(), |found| found.content.as_str());
    let main = text(content, Part::Main);
    let body = if main.is_empty() { text(content, Part::All) } else { main };
    let title = found.as_ref().and_then(|found| line(&found.title));
    let title = title.or_else(|| meta(&["og:title"])).or_else(|| line(&head.title));
    let published = found.as_ref().and_then(|found| found.published_time.clone());
    let published = published.or_else(|| meta(&DATES));
    let site = found.and_then(|found| found.site_name).and_then(|site| line(&site));
    let mut article = Article::new(ArticleKind::Html, with_headline(title.as_deref(), body));
    article.title = title;
    article.date = published.and_then(|time| time.trim().get(..10)?.parse().ok());
    article.publisher = site.or_else(|| meta(&["og:site_name", "dc.publisher", "publisher"]));
    article.url =
        [line(&head.canonical), meta(&["og:url"])].into_iter().flatten().find(|url| is_web(url));
    Ok(article)
}

/// Names under which pages give the day of their publication.
const DATES: [&str; 8] = [
    "article:published_time",
    "datepublished",
    "dc.date.issued",
    "dcterms.date",
    "dc.date",
    "pubdate",
    "publish-date",
    "date",
];

fn is_web(url: &str) -> bool {
    ["https://", "http://"].iter().any(|scheme| url.starts_with(scheme))
}

/// The text of a page with all that is shown.
pub fn whole_text(page: &str) -> Result<String, ArticleError> {
    Head::of(page)?;
    Ok(text(page, Part::All))
}

/// The headline above the text, unless the text begins with it.
fn with_headline(title: Option<&str>, body: String) -> String {
    match title {
        Some(title) if !body.trim().is_empty() && !body.starts_with(title) => {
            format!("{title}\n\n{body}")
        }
        _ => body,
    }
}

/// A page as text: in UTF-8 or UTF-16, or else in the encoding that it names.
fn decoded(bytes: &[u8]) -> Result<String, ArticleError> {
    let page = match plain::text_of(bytes) {
        Err(ArticleError::NotUtf8 { line }) => {
            let encoding = named_encoding(bytes).ok_or(ArticleError::NotUtf8 { line })?;
            encoding.decode_without_bom_handling(bytes).0.into_owned()
        }
        page => page?,
    };
    if page.len() > LONGEST_ARTICLE { Err(ArticleError::TooLarge) } else { Ok(page) }
}

/// The encoding that a page names: `<meta charset="windows-1252">`.
fn named_encoding(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD)]).to_lowercase();
    let (_, rest) = head.split_once("charset=")?;
    let rest = rest.trim_start_matches(['"', '\'']);
    let end = rest.find(|letter: char| !letter.is_ascii_alphanumeric() && !"-_:".contains(letter));
    Encoding::for_label(&rest.as_bytes()[..end.unwrap_or(rest.len())])
}

/// Goes through the tokens of a page.
fn tokens(page: &str, sink: impl TokenSink<Handle = ()>) {
    let tokenizer = Tokenizer::new(sink, TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(StrTendril::from(page));
    // No sink of ours stops it.
    let _ = tokenizer.feed(&input);
    tokenizer.end();
}

/// What follows a tag: text within some elements has no tags.
fn after(tag: &Tag) -> TokenSinkResult<()> {
    match (tag.kind, tag.name.as_ref()) {
        (TagKind::StartTag, "script") => TokenSinkResult::RawData(RawKind::ScriptData),
        (TagKind::StartTag, "style" | "noscript" | "iframe" | "xmp") => {
            TokenSinkResult::RawData(RawKind::Rawtext)
        }
        (TagKind::StartTag, "title" | "textarea") => TokenSinkResult::RawData(RawKind::Rcdata),
        _ => TokenSinkResult::Continue,
    }
}

/// What a page says about itself, and how deep its elements are nested.
#[derive(Default)]
struct Head {
    title: String,
    canonical: String,
    meta: BTreeMap<String, String>,
    depth: usize,
    deepest: usize,
    is_in_title: bool,
}

impl Head {
    fn of(page: &str) -> Result<Self, ArticleError> {
        let head = RefCell::new(Self::default());
        tokens(page, Reading(&head));
        let head = head.into_inner();
        if head.deepest > DEEPEST { Err(ArticleError::TooDeep(DEEPEST)) } else { Ok(head) }
    }

    fn tag(&mut self, tag: &Tag) {
        let name = tag.name.as_ref();
        if tag.kind == TagKind::EndTag {
            self.is_in_title = false;
            self.depth = self.depth.saturating_sub(usize::from(is_closed(name)));
            return;
        }
        self.depth += usize::from(is_closed(name));
        self.deepest = self.deepest.max(self.depth);
        match name {
            "title" => self.is_in_title = self.title.is_empty(),
            "link"
                if attribute(tag, "rel")
                    .is_some_and(|rel| rel.eq_ignore_ascii_case("canonical")) =>
            {
                attribute(tag, "href").unwrap_or_default().clone_into(&mut self.canonical);
            }
            "meta" => {
                let names = ["property", "name", "itemprop"];
                let named = names.iter().find_map(|name| attribute(tag, name));
                if let (Some(name), Some(content)) = (named, attribute(tag, "content")) {
                    self.meta.entry(name.to_lowercase()).or_insert_with(|| content.to_owned());
                }
            }
            _ => {}
        }
    }
}

fn attribute<'t>(tag: &'t Tag, name: &str) -> Option<&'t str> {
    let found = tag.attrs.iter().find(|attribute| attribute.name.local.as_ref() == name);
    found.map(|attribute| attribute.value.as_ref())
}

/// Whether an element lasts until its end tag, so that one left open holds all that follows.
fn is_closed(name: &str) -> bool {
    const NOT: [&str; 33] = [
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param",
        "source", "track", "wbr", "p", "li", "dt", "dd", "option", "optgroup", "tr", "td", "th",
        "tbody", "thead", "tfoot", "colgroup", "rt", "rp", "html", "head", "body", "frame",
    ];
    !NOT.contains(&name)
}

/// Reads the head.
struct Reading<'h>(&'h RefCell<Head>);

impl TokenSink for Reading<'_> {
    type Handle = ();

    #[expect(clippy::wildcard_enum_match_arm, reason = "the enum is not ours")]
    fn process_token(&self, token: Token, _: u64) -> TokenSinkResult<()> {
        let mut head = self.0.borrow_mut();
        match token {
            Token::TagToken(tag) => {
                head.tag(&tag);
                return after(&tag);
            }
            Token::CharacterTokens(text) if head.is_in_title => head.title.push_str(&text),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

/// How much of a page is taken.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    /// All that is shown.
    All,
    /// All but what stands around the main text in most pages.
    Main,
}

/// The text of some HTML.
fn text(html: &str, part: Part) -> String {
    let writer =
        RefCell::new(Writer { paragraphs: Paragraphs::default(), skipped: Vec::new(), part });
    tokens(html, Writing(&writer));
    writer.into_inner().paragraphs.finish()
}

/// Writes the text of elements.
struct Writer {
    paragraphs: Paragraphs,
    /// The elements that are not shown and are open.
    skipped: Vec<String>,
    part: Part,
}

impl Writer {
    fn tag(&mut self, tag: &Tag) {
        let name = tag.name.as_ref();
        if self.is_skipped(name) {
            match tag.kind {
                TagKind::StartTag if !tag.self_closing => self.skipped.push(name.to_owned()),
                TagKind::EndTag if self.skipped.iter().any(|open| open == name) => {
                    while self.skipped.pop().is_some_and(|open| open != name) {}
                }
                TagKind::StartTag | TagKind::EndTag => {}
            }
        }
        match name {
            "br" => self.paragraphs.push("\n"),
            _ if is_inline(name) => {}
            _ => self.paragraphs.close(),
        }
    }

    fn is_skipped(&self, name: &str) -> bool {
        const NEVER: [&str; 13] = [
            "head", "title", "script", "style", "noscript", "template", "iframe", "svg", "math",
            "object", "select", "textarea", "button",
        ];
        const AROUND: [&str; 4] = ["nav", "aside", "footer", "menu"];
        NEVER.contains(&name) || self.part == Part::Main && AROUND.contains(&name)
    }
}

/// Whether text goes on through an element.
fn is_inline(name: &str) -> bool {
    const INLINE: [&str; 38] = [
        "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn",
        "em", "font", "i", "img", "ins", "kbd", "label", "mark", "nobr", "q", "rp", "rt", "ruby",
        "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var",
        "wbr",
    ];
    INLINE.contains(&name)
}

struct Writing<'w>(&'w RefCell<Writer>);

impl TokenSink for Writing<'_> {
    type Handle = ();

    #[expect(clippy::wildcard_enum_match_arm, reason = "the enum is not ours")]
    fn process_token(&self, token: Token, _: u64) -> TokenSinkResult<()> {
        let mut writer = self.0.borrow_mut();
        match token {
            Token::TagToken(tag) => {
                writer.tag(&tag);
                return after(&tag);
            }
            Token::CharacterTokens(text) if writer.skipped.is_empty() => {
                writer.paragraphs.push(&text.replace(['\n', '\r'], " "));
            }
            _ => {}
        }
        TokenSinkResult::Continue
    }
}
