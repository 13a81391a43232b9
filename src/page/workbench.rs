//! The page of the workbench: one HTML file that its server answers.

use super::html::{escaped, filled, hash};

const FRAME: &str = include_str!("../../assets/code/code.html");
const STYLE: &str = include_str!("../../assets/code/code.css");
const SCRIPT: &str = include_str!("../../assets/code/code.js");

/// A page with its content security policy, which its server sends too.
// Closed: a page and what it may do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Served {
    /// The HTML.
    pub html: String,
    /// The content security policy.
    pub policy: String,
}

/// The page in which a map is coded. It has no data of the map: it asks its server for everything, as JSON, and shows
/// the map's page, `page`, in a frame.
///
/// Its policy allows its own script and style, requests to its server, and frames from there; markup is never made of a
/// text.
///
/// ```
/// let page = stancegraph::page::workbench("map.toml");
/// assert!(page.html.contains("<title>map.toml") && page.policy.contains("connect-src 'self'"));
/// ```
#[must_use]
pub fn workbench(title: &str) -> Served {
    let policy = format!(
        "default-src 'none'; script-src {}; style-src {}; connect-src 'self'; frame-src 'self'; img-src data:; \
         base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'",
        hash(SCRIPT),
        hash(STYLE)
    );
    let html = filled(FRAME, |name| match name {
        "policy" => policy.clone(),
        "version" => env!("CARGO_PKG_VERSION").into(),
        "title" => escaped(&format!("{title} – stancegraph")),
        "style" => STYLE.into(),
        "script" => SCRIPT.into(),
        _ => unreachable!("the frame has no other gaps"),
    });
    Served { html, policy }
}
