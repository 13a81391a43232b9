//! Whatever the text is: its canonical form says the same, and is its own canonical form.

#![no_main]

use libfuzzer_sys::fuzz_target;
use stancegraph::Format;
use stancegraph::export::format_text;

fuzz_target!(|text: &str| {
    let Ok(canonical) = format_text(Format::Toml, "map.toml", text) else { return };
    let again = format_text(Format::Toml, "map.toml", &canonical).expect("it has no faults");
    assert_eq!(again, canonical);
    let graph = |text: &str| Format::Toml.read(text.as_bytes()).map(|graph| graph.document()).ok();
    assert_eq!(graph(&canonical), graph(text));
});
