//! Whatever the mapping is: no panic; and what is written down as a mapping is the same mapping.

#![no_main]

use libfuzzer_sys::fuzz_target;
use stancegraph::format::{Mapping, Reader};

const TABLE: &str = "country,rcid,vote\nNA,1,yes\nFR,2,no\n";

fuzz_target!(|input: (&str, &str, &str)| {
    let (map, values, file) = input;
    let _ = Mapping::from_toml(file);
    if let Ok(mapping) = Mapping::parse(map, values) {
        assert!(!mapping.to_string().is_empty());
        let _ = Reader::new().mapping(mapping).stream("table.csv", TABLE.as_bytes()).read();
    }
});
