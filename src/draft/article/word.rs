//! Word documents.

use std::io::{Cursor, Read};

use roxmltree::{Document, Node, NodeType, ParsingOptions};
use zip::ZipArchive;

use super::{Article, ArticleError, ArticleKind, LONGEST_ARTICLE, Paragraphs, line};

pub const WHAT: &str = "Word document";

/// The most entries of an archive.
const MOST_ENTRIES: usize = 10_000;

/// The most bytes of a part: markup takes more room than text.
const LONGEST_PART: usize = 4 * LONGEST_ARTICLE;

/// The most elements, texts and comments of a part.
const MOST_NODES: u32 = 4_000_000;

type Archive<'a> = ZipArchive<Cursor<&'a [u8]>>;

#[expect(clippy::needless_pass_by_value, reason = "it is mapped over errors")]
fn broken(why: impl ToString) -> ArticleError {
    ArticleError::Broken { what: WHAT, why: why.to_string() }
}

/// Reads the text of a Word document; its title is that of its properties, or else a paragraph in the style of titles.
pub fn read(bytes: &[u8]) -> Result<Article, ArticleError> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(broken)?;
    if archive.len() > MOST_ENTRIES {
        return Err(ArticleError::TooLarge);
    }
    let name = main_part(&mut archive)?;
    let Some(xml) = part(&mut archive, &name)? else {
        return Err(ArticleError::Other("a ZIP archive without a Word document in it"));
    };
    let document = parsed(&xml)?;
    let mut article = Article::new(ArticleKind::Word, text(&document));
    let properties = part(&mut archive, "docProps/core.xml").ok().flatten();
    let properties = properties.as_deref().and_then(|xml| parsed(xml).ok());
    let title = properties.as_ref().and_then(|document| {
        let title = document.descendants().find(|node| node.tag_name().name() == "title")?;
        title.text().and_then(line)
    });
    article.title = title.or_else(|| styled_title(&document));
    Ok(article)
}

/// The name of the part with the text, as the archive says it.
fn main_part(archive: &mut Archive<'_>) -> Result<String, ArticleError> {
    let relations = part(archive, "_rels/.rels")?;
    let relations = relations.as_deref().map(parsed).transpose()?;
    let target = relations.as_ref().and_then(|document| {
        let mut nodes = document.descendants();
        let main = nodes.find(|node| {
            node.attribute("Type").is_some_and(|kind| kind.ends_with("/officeDocument"))
        });
        main?.attribute("Target").map(|target| target.trim_start_matches('/').to_owned())
    });
    Ok(target.unwrap_or_else(|| "word/document.xml".into()))
}

/// A part of the archive, if it is there.
fn part(archive: &mut Archive<'_>, name: &str) -> Result<Option<String>, ArticleError> {
    let file = match archive.by_name(name) {
        Ok(file) => file,
        Err(zip::result::ZipError::FileNotFound) => return Ok(None),
        Err(error) => return Err(broken(error)),
    };
    let mut text = Vec::new();
    file.take(LONGEST_PART as u64 + 1).read_to_end(&mut text).map_err(broken)?;
    if text.len() > LONGEST_PART {
        return Err(ArticleError::TooLarge);
    }
    String::from_utf8(text).map(Some).map_err(|_| broken(format!("{name} is not in UTF-8")))
}

fn parsed(xml: &str) -> Result<Document<'_>, ArticleError> {
    let options =
        ParsingOptions { allow_dtd: false, nodes_limit: MOST_NODES, ..Default::default() };
    Document::parse_with_options(xml, options).map_err(broken)
}

fn is(node: Node<'_, '_>, name: &str) -> bool {
    node.is_element() && node.tag_name().name() == name
}

/// Whether what is in an element is not in the text: what was deleted or moved away, and what stands in for pictures.
fn is_hidden(node: Node<'_, '_>) -> bool {
    ["del", "moveFrom", "Fallback", "instrText"].iter().any(|name| is(node, name))
}

fn text(document: &Document<'_>) -> String {
    let mut paragraphs = Paragraphs::default();
    let Some(body) = document.descendants().find(|node| is(*node, "body")) else {
        return String::new();
    };
    let mut next = body.first_child();
    while let Some(node) = next {
        write(node, &mut paragraphs);
        let child = node.first_child().filter(|_| !is_hidden(node));
        next = child.or_else(|| behind(node, body, &mut paragraphs));
    }
    paragraphs.finish()
}

/// The node after one and all within it; the paragraphs that end there are closed.
fn behind<'a, 'i>(
    node: Node<'a, 'i>,
    body: Node<'a, 'i>,
    paragraphs: &mut Paragraphs,
) -> Option<Node<'a, 'i>> {
    for node in node.ancestors().take_while(|node| *node != body) {
        if is(node, "p") {
            paragraphs.close();
        }
        if let Some(next) = node.next_sibling() {
            return Some(next);
        }
    }
    None
}

fn write(node: Node<'_, '_>, paragraphs: &mut Paragraphs) {
    match node.tag_name().name() {
        "p" => paragraphs.close(),
        "tab" => paragraphs.push(" "),
        "br" | "cr" => paragraphs.push("\n"),
        "noBreakHyphen" => paragraphs.push("\u{2011}"),
        _ if node.node_type() == NodeType::Text && node.parent().is_some_and(|t| is(t, "t")) => {
            paragraphs.push(&node.text().unwrap_or_default().replace('\n', " "));
        }
        _ => {}
    }
}

/// The first paragraph in the style of titles.
fn styled_title(document: &Document<'_>) -> Option<String> {
    let mut styles = document.descendants().filter(|node| is(*node, "pStyle"));
    let style = styles.find(|style| {
        style.attributes().any(|value| value.name() == "val" && value.value() == "Title")
    });
    let paragraph = style?.ancestors().find(|node| is(*node, "p"))?;
    let texts = paragraph.descendants().filter(|node| is(*node, "t"));
    line(&texts.filter_map(|node| node.text()).collect::<String>())
}
