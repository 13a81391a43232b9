//! Writes pages as HTML.

use std::io::{self, Write};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use super::base85;
use super::layout_cache::layout_of_all;
use crate::error::Error;
use crate::format::{Format, embedded_json, in_script};
use crate::graph::{Filter, StanceGraph};
use crate::render::{Diagram, Engine as Layouter, Layout};

const FRAME: &str = include_str!("../../assets/page/page.html");
const STYLE: &str = include_str!("../../assets/page/page.css");
const FAULTS: &str = include_str!("../../assets/page/faults.html");
const LIVE: &str = include_str!("../../assets/page/live.js");
const SCRIPT: &str = include_str!("../../assets/page/page.js");
/// This library as WebAssembly; see `assets/page/README.md`.
const ENGINE: &[u8] = include_bytes!("../../assets/page/stancegraph.wasm.gz");

/// Writes a graph as a page: one HTML file that opens from disk, requests nothing over the network, and contains
/// its data.
///
/// The page contains this library as WebAssembly, which answers everything that it shows; see
/// [`Session`](super::Session). No text of the graph ever becomes markup or a script: its data is JSON with `<`, `>`
/// and `&` escaped, and its content security policy allows only the page's own script.
/// [`Format::Html`](crate::Format::Html) reads it. The same graph gives the same bytes.
///
/// # Examples
///
/// ```
/// use stancegraph::model::Stance;
/// use stancegraph::{Format, StanceGraph, Undeclared, page};
///
/// let mut builder = StanceGraph::builder();
/// builder.undeclared(Undeclared::Create);
/// builder.stance(&Stance::on_issue("Russia", "opposes", "</script>")?);
/// let graph = builder.build()?;
///
/// let html = page::html(&graph);
/// assert!(html.starts_with("<!doctype html>"));
/// assert_eq!(Format::Html.read(html.as_bytes())?.document(), graph.document());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn html(graph: &StanceGraph) -> String {
    page(graph, Life::Still)
}

/// Refuses a graph whose page would be too large for browsers.
///
/// # Errors
///
/// [`Error::TooLarge`] beyond [`MOST_DATA`] bytes of data.
///
/// ```
/// let graph = stancegraph::StanceGraph::builder().build()?;
/// stancegraph::page::check(&graph)?;
/// # Ok::<(), stancegraph::Error>(())
/// ```
pub fn check(graph: &StanceGraph) -> Result<(), Error> {
    let refused = |size: usize| Error::TooLarge {
        what: "a page",
        size: format!("{} MB of data", size.div_ceil(1_000_000)),
        most: format!("{} MB", MOST_DATA / 1_000_000),
        fix: "leave files out, or draw and list a part of it with draw, record and who",
    };
    // Every stance takes at least this much, so a huge graph is refused without writing it.
    let least = graph.stance_count() * LEAST_STANCE;
    if least > MOST_DATA {
        return Err(refused(least));
    }
    let mut size = Size(0);
    Format::Json.write(graph, &mut size).expect("a count takes everything");
    if size.0 > MOST_DATA { Err(refused(size.0)) } else { Ok(()) }
}

/// The most bytes of data in a page.
pub const MOST_DATA: usize = 20_000_000;

/// The size of a stance with the shortest names as JSON, in bytes.
const LEAST_STANCE: usize = 60;

/// A writer that only counts bytes.
struct Size(usize);

impl Write for Size {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 += bytes.len();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Writes a graph as a page that a server shows, and that reloads itself.
///
/// It is the page of [`html()`], with one request to its server: `after/N`, where N is the number of this page, which
/// the server has put into its head as `<meta name="stancegraph-page" content="N">`. The server answers once there is
/// another page, with its number.
///
/// ```
/// use stancegraph::{StanceGraph, page};
///
/// let graph = StanceGraph::builder().build()?;
/// assert!(page::served(&graph).contains("connect-src 'self'"));
/// # Ok::<(), stancegraph::Error>(())
/// ```
#[must_use]
pub fn served(graph: &StanceGraph) -> String {
    page(graph, Life::Followed)
}

/// Writes the errors in a file as a page that a server shows instead of [`served()`]. They are shown as plain text.
///
/// ```
/// let page = stancegraph::page::faults("unknown issue \"<b>\"");
/// assert!(page.contains("&lt;b&gt;") && !page.contains("<b>"));
/// ```
#[must_use]
pub fn faults(text: &str) -> String {
    filled(FAULTS, |name| match name {
        "policy" => policy(None, Life::Followed),
        "style" => STYLE.into(),
        "faults" => text.split('\n').map(escaped).collect::<Vec<_>>().join("\n"),
        "live" => Life::Followed.script(),
        _ => unreachable!("the frame has no other gaps"),
    })
}

/// Whether a page asks its server for the next one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Life {
    Still,
    Followed,
}

impl Life {
    fn script(self) -> String {
        match self {
            Self::Still => String::new(),
            Self::Followed => format!("<script>{LIVE}</script>\n"),
        }
    }
}

fn page(graph: &StanceGraph, life: Life) -> String {
    filled(FRAME, |name| match name {
        "policy" => policy(Some(SCRIPT), life),
        "version" => env!("CARGO_PKG_VERSION").into(),
        "title" => escaped(graph.title().unwrap_or("Stance graph")),
        "style" => STYLE.into(),
        "data" => embedded_json(graph),
        "layout" => in_script(&layout(graph)),
        "engine" => base85::encoded(ENGINE),
        "script" => SCRIPT.into(),
        "live" => life.script(),
        _ => unreachable!("the frame has no other gaps"),
    })
}

/// The layout of the diagram by Graphviz, as JSON; empty if there is none.
fn layout(graph: &StanceGraph) -> String {
    let layout = layout_of_all(graph, &Filter::default(), Diagram::Stances, Layouter::Embedded);
    serde_json::to_string(&layout.map(Layout::rounded).unwrap_or_default())
        .expect("names and finite numbers are JSON")
}

/// A text with its gaps, `{{name}}`, filled.
pub fn filled(frame: &str, fill: impl Fn(&str) -> String) -> String {
    let mut pieces = frame.split("{{");
    let mut text = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (name, rest) = piece.split_once("}}").expect("every gap of the frame ends");
        text.push_str(&fill(name));
        text.push_str(rest);
    }
    text
}

/// The content security policy: a page can run its own scripts and use its own style, and nothing else; a served page
/// can also ask its server.
fn policy(script: Option<&str>, life: Life) -> String {
    let (live, connect) = match life {
        Life::Still => (None, ""),
        Life::Followed => (Some(LIVE), "connect-src 'self'; "),
    };
    let scripts = script.into_iter().chain(live).map(hash).collect::<Vec<_>>().join(" ");
    let style = hash(STYLE);
    format!(
        "default-src 'none'; script-src {scripts} 'wasm-unsafe-eval'; style-src {style}; \
         {connect}base-uri 'none'; form-action 'none'",
    )
}

/// A script or a style as a content security policy names it.
pub fn hash(text: &str) -> String {
    format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text)))
}

/// A text as content of an element, on one line.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            letter if letter.is_control() || letter.is_whitespace() => out.push(' '),
            letter => out.push(letter),
        }
    }
    out
}
