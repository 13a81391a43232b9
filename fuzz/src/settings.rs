//! Themes and layouts: a layout that is written is the same layout when it is read.

use stancegraph::render::{Layout, Theme};

pub fn fuzz(bytes: &[u8]) {
    let Ok(text) = str::from_utf8(bytes) else { return };
    let _ = Theme::from_toml("theme.toml", text);
    if let Ok(layout) = Layout::from_toml("layout.toml", text) {
        let written = layout.to_string();
        let again =
            Layout::from_toml("layout.toml", &written).expect("what is written can be read");
        assert_eq!(again.to_string(), written);
    }
}
