//! Whatever a theme or a layout says: no panic; and a layout that is written down is the same layout.

#![no_main]

use libfuzzer_sys::fuzz_target;
use stancegraph::render::{Layout, Theme};

fuzz_target!(|text: &str| {
    let _ = Theme::from_toml("theme.toml", text);
    if let Ok(layout) = Layout::from_toml("layout.toml", text) {
        let written = layout.to_string();
        let again = Layout::from_toml("layout.toml", &written).expect("what is written can be read");
        assert_eq!(again.to_string(), written);
    }
});
