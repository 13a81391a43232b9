//! Tables, ours and those of others: the first byte chooses a mapping.

use std::io::Cursor;

use stancegraph::format::{Mapping, Reader};
use stancegraph::{Error, Format};

use crate::check;

/// The options of a mapping, one for each bit of a byte.
const OPTIONS: [(&str, fn(Mapping, &str) -> Result<Mapping, Error>); 8] = [
    ("issues", Mapping::with_wide),
    ("0:10", Mapping::with_scale),
    ("issue=semicolon,actor=|", Mapping::with_split),
    ("actor=actor,issue={label}-{issue},position=position", Mapping::with_map),
    ("latin1", Mapping::with_encoding),
    ("NA", Mapping::with_missing),
    ("un-votes", |mapping, name| Ok(mapping.over(&Mapping::preset(name)?))),
    ("tab", Mapping::with_delimiter),
];

pub fn fuzz(bytes: &[u8]) {
    // No table of our own begins with such a byte.
    match bytes.split_first() {
        Some((options, table)) if *options >= 0x80 || *options < b' ' => mapped(*options, table),
        _ => check(Format::Csv.read(bytes), Format::Csv),
    }
}

fn mapped(options: u8, table: &[u8]) {
    let mut mapping = Mapping::default();
    for (bit, (text, with)) in OPTIONS.iter().enumerate() {
        if options & 1 << bit != 0 {
            mapping = with(mapping, text).expect("each alone is right");
        }
    }
    let table = Cursor::new(table.to_vec());
    check(Reader::new().mapping(mapping).stream("table.csv", table).read(), Format::Csv);
}
