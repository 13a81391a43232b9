//! Whatever the bytes are: no panic, no hang; and what is read can be written and read again. The
//! first byte says through which mapping.

#![no_main]

use libfuzzer_sys::fuzz_target;
use stancegraph::format::{Mapping, Reader};
use stancegraph::{Error, Format};
use stancegraph_fuzz::check;

/// What a byte says: a bit for each.
const SAID: [(&str, fn(Mapping, &str) -> Result<Mapping, Error>); 8] = [
    ("issues", Mapping::with_wide),
    ("0:10", Mapping::with_scale),
    ("issue=semicolon,actor=|", Mapping::with_split),
    ("actor=actor,issue={label}-{issue},position=position", Mapping::with_map),
    ("latin1", Mapping::with_encoding),
    ("NA", Mapping::with_missing),
    ("un-votes", |mapping, name| Ok(mapping.over(&Mapping::preset(name)?))),
    ("tab", Mapping::with_delimiter),
];

fuzz_target!(|bytes: &[u8]| {
    // A table of our own begins with no such byte.
    match bytes.split_first() {
        Some((said, table)) if *said >= 0x80 || *said < b' ' => mapped(*said, table),
        _ => check(Format::Csv.read(bytes), Format::Csv),
    }
});

fn mapped(said: u8, table: &[u8]) {
    let mut mapping = Mapping::default();
    for (bit, (text, with)) in SAID.iter().enumerate() {
        if said & 1 << bit != 0 {
            mapping = with(mapping, text).expect("each alone is right");
        }
    }
    let table = std::io::Cursor::new(table.to_vec());
    check(Reader::new().mapping(mapping).stream("table.csv", table).read(), Format::Csv);
}
