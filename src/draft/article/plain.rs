//! Text and Markdown.

use super::{Article, ArticleError, ArticleKind, LONGEST_ARTICLE, line};
use crate::text::open::{NoText, read_text};

/// Reads text.
pub fn plain(bytes: &[u8]) -> Result<Article, ArticleError> {
    Ok(Article::new(ArticleKind::Plain, text_of(bytes)?))
}

/// Reads Markdown, with the title, date, publisher and address of its front matter, or else the title of its first heading.
pub fn markdown(bytes: &[u8]) -> Result<Article, ArticleError> {
    let mut article = Article::new(ArticleKind::Markdown, text_of(bytes)?);
    let front = front_matter(&article.text);
    let field = |name: &str| {
        let fields = front.lines().filter_map(|line| line.split_once(':'));
        let value = fields.into_iter().find(|(known, _)| known.trim() == name)?.1;
        line(value.trim().trim_matches(['"', '\'']))
    };
    let heading = article.text.lines().find_map(|line| line.strip_prefix("# ")).and_then(line);
    let (title, date) = (field("title").or(heading), field("date"));
    let (publisher, url) = (field("publisher"), field("url"));
    article.date = date.and_then(|date| date.get(..10)?.parse().ok());
    (article.title, article.publisher, article.url) = (title, publisher, url);
    Ok(article)
}

/// The lines between two of three dashes at the start.
fn front_matter(text: &str) -> &str {
    let rest = text.strip_prefix("---\n").or_else(|| text.strip_prefix("---\r\n"));
    rest.and_then(|rest| Some(&rest[..rest.find("\n---")?])).unwrap_or_default()
}

/// The text of a file.
pub fn text_of(bytes: &[u8]) -> Result<String, ArticleError> {
    let text = read_text(bytes, None, LONGEST_ARTICLE as u64).map_err(|why| match why {
        NoText::Io(error) => ArticleError::Unreadable(error.to_string()),
        NoText::TooLarge => ArticleError::TooLarge,
        NoText::NotUtf8 { .. } if bytes.contains(&0) => ArticleError::NotText,
        NoText::NotUtf8 { line } => ArticleError::NotUtf8 { line },
    })?;
    if text.contains('\0') { Err(ArticleError::NotText) } else { Ok(text) }
}
