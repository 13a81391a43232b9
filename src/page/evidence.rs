//! Stances for the evidence panel.

use serde::Serialize;

use crate::graph::{Side, StanceRef};
use crate::model::{Actor, Date, Source};

/// A stance with everything that is known about it.
#[derive(Serialize)]
pub(super) struct Evidence<'g> {
    id: String,
    actor: &'g str,
    speaker: Option<&'g str>,
    label: &'g str,
    target: &'g str,
    toward: Option<&'g str>,
    side: Side,
    strength: Option<f64>,
    date: Option<Date>,
    until: Option<Date>,
    source: Option<Place<'g>>,
    locator: Option<&'g str>,
    quote: Option<&'g str>,
    note: Option<&'g str>,
    coder: Option<&'g str>,
    grade: Option<&'g str>,
}

/// The source of a stance.
#[derive(Serialize)]
struct Place<'g> {
    title: &'g str,
    publisher: Option<&'g str>,
    date: Option<Date>,
    url: Option<Address<'g>>,
    archived: Option<Address<'g>>,
}

/// An address, and whether it can be a link.
#[derive(Serialize)]
struct Address<'g> {
    text: &'g str,
    is_link: bool,
}

impl<'g> From<StanceRef<'g>> for Evidence<'g> {
    fn from(stance: StanceRef<'g>) -> Self {
        let strength = Some(stance.strength().get()).filter(|strength| *strength < 1.0);
        Self {
            id: stance.id().to_string(),
            actor: stance.actor().title(),
            speaker: stance.speaker().map(Actor::title),
            label: stance.label(),
            target: stance.target().title(),
            toward: stance.toward().map(Actor::title).filter(|_| !stance.target().is_actor()),
            side: stance.position().into(),
            strength,
            date: stance.date(),
            until: stance.until(),
            source: stance.source().map(Place::from),
            locator: stance.locator(),
            quote: stance.quote(),
            note: stance.note(),
            coder: stance.coder(),
            grade: stance.grade(),
        }
    }
}

impl<'g> From<&'g Source> for Place<'g> {
    fn from(source: &'g Source) -> Self {
        Self {
            title: source.title(),
            publisher: source.publisher.as_deref(),
            date: source.date,
            url: source.url.as_deref().map(Address::from),
            archived: source.archived.as_deref().map(Address::from),
        }
    }
}

impl<'g> From<&'g str> for Address<'g> {
    fn from(text: &'g str) -> Self {
        Self { text, is_link: is_web_address(text) }
    }
}

/// Whether a text is a web address, not something that a browser would run.
fn is_web_address(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let rest = lower.strip_prefix("https://").or_else(|| lower.strip_prefix("http://"));
    let has_host = rest.is_some_and(|rest| rest.starts_with(|c: char| c.is_alphanumeric()));
    has_host && !text.chars().any(|c| c.is_control() || c.is_whitespace())
}

#[cfg(test)]
mod tests {
    use super::is_web_address;

    #[test]
    fn only_addresses_of_the_web_become_links() {
        for address in ["https://example.org/a?b=c#d", "HTTP://example.org", "https://例え.jp/"] {
            assert!(is_web_address(address), "{address}");
        }
        let others = [
            "javascript:alert(1)",
            " https://example.org",
            "java\nscript:alert(1)",
            "https://exa\nmple.org",
            "data:text/html,<script>",
            "https:",
            "https://",
            "https:///example.org",
            "file:///etc/passwd",
            "//example.org",
            "page 3",
            "",
        ];
        for address in others {
            assert!(!is_web_address(address), "{address:?}");
        }
    }
}
