//! Mappings, from options and from files.

use libfuzzer_sys::arbitrary::{Arbitrary, Unstructured};
use stancegraph::Error;
use stancegraph::format::{CodeMapping, Mapping, Reader};

const TABLE: &str = "country,rcid,vote\nNA,1,yes\nFR,2;3,no\nDE,,5\n";

const WITH: [fn(Mapping, &str) -> Result<Mapping, Error>; 8] = [
    Mapping::with_map,
    Mapping::with_values,
    Mapping::with_missing,
    Mapping::with_scale,
    Mapping::with_split,
    Mapping::with_wide,
    Mapping::with_ignored,
    Mapping::with_delimiter,
];

pub fn fuzz(bytes: &[u8]) {
    let Ok((map, values, file, more)) =
        <(&str, &str, &str, Vec<(u8, &str)>)>::arbitrary_take_rest(Unstructured::new(bytes))
    else {
        return;
    };
    let _ = (Mapping::from_toml(file), CodeMapping::from_toml(file));
    let _ = Mapping::default().with_joins(&[map.to_owned()], &[values.to_owned()]);
    if let Ok(mapping) = Mapping::parse(map, values) {
        assert!(!mapping.to_string().is_empty());
        read(mapping);
    }
    let mut mapping = Mapping::default();
    for (option, text) in more {
        let with = WITH[usize::from(option) % WITH.len()];
        mapping = with(mapping.clone(), text).unwrap_or(mapping);
    }
    read(mapping);
}

fn read(mapping: Mapping) {
    let _ = mapping.to_string();
    let _ = Reader::new().mapping(mapping).stream("table.csv", TABLE.as_bytes()).read();
}
