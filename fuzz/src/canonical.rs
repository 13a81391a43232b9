//! The canonical form of a text says what the text says, and is its own canonical form.

use stancegraph::Format;
use stancegraph::export::format_text;

pub fn fuzz(bytes: &[u8]) {
    let Ok(text) = str::from_utf8(bytes) else { return };
    let Ok(canonical) = format_text(Format::Toml, "map.toml", text) else { return };
    let again = format_text(Format::Toml, "map.toml", &canonical).expect("it has no faults");
    assert_eq!(again, canonical);
    let graph = |text: &str| Format::Toml.read(text.as_bytes()).map(|graph| graph.document()).ok();
    assert_eq!(graph(&canonical), graph(text));
}
