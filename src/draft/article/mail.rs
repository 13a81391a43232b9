//! E-mails.

use mail_parser::{Address, Message, MessageParser, MessagePart, PartType};

use super::{Article, ArticleError, ArticleKind, LONGEST_ARTICLE, html, line};

const WHAT: &str = "mail";

/// The names of fields with which mails begin.
const FIRST: [&str; 9] = [
    "received:",
    "return-path:",
    "delivered-to:",
    "from:",
    "to:",
    "subject:",
    "date:",
    "message-id:",
    "mime-version:",
];

/// Whether a file looks like a mail: its first two fields are those of mails.
pub fn is_mail(bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(2_000)]).to_lowercase();
    let fields = head.lines().filter(|line| !line.starts_with([' ', '\t']));
    let are_known = fields.take(2).map(|line| FIRST.iter().any(|name| line.starts_with(name)));
    are_known.collect::<Vec<_>>() == [true, true]
}

/// Reads a mail: its plain part, or else the text of its HTML.
pub fn read(bytes: &[u8]) -> Result<Article, ArticleError> {
    if bytes.len() > 4 * LONGEST_ARTICLE {
        return Err(ArticleError::TooLarge);
    }
    let message = MessageParser::default().parse(bytes).filter(|message| message.from().is_some());
    let message = message.ok_or_else(|| {
        let why = "it has no sender".to_owned();
        ArticleError::Broken { what: WHAT, why }
    })?;
    let mut article = Article::new(ArticleKind::Mail, text(&message)?);
    article.title = message.subject().and_then(line);
    article.publisher = message.from().and_then(sender);
    article.date = message.date().and_then(|date| {
        format!("{:04}-{:02}-{:02}", date.year, date.month, date.day).parse().ok()
    });
    Ok(article)
}

fn sender(from: &Address<'_>) -> Option<String> {
    let sender = from.first()?;
    sender.name().and_then(line).or_else(|| sender.address().and_then(line))
}

#[expect(clippy::wildcard_enum_match_arm, reason = "the enum is not ours")]
fn text(message: &Message<'_>) -> Result<String, ArticleError> {
    let plain = message.text_bodies().filter_map(plain).collect::<Vec<_>>();
    if plain.iter().any(|text| !text.trim().is_empty()) {
        return Ok(plain.join("\n\n"));
    }
    let pages = message.html_bodies().filter_map(|part| match &part.body {
        PartType::Html(page) => Some(html::whole_text(page)),
        _ => None,
    });
    Ok(pages.collect::<Result<Vec<_>, _>>()?.join("\n"))
}

/// The text of a part, with the line ends of texts.
#[expect(clippy::wildcard_enum_match_arm, reason = "the enum is not ours")]
fn plain(part: &MessagePart<'_>) -> Option<String> {
    match &part.body {
        PartType::Text(text) => Some(text.replace("\r\n", "\n").replace('\0', "\u{fffd}")),
        _ => None,
    }
}
