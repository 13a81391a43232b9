//! Whatever the bytes are: no panic, no hang; and what is read can be written and read again.

#![no_main]

use std::io::Cursor;

use libfuzzer_sys::fuzz_target;
use stancegraph::format::{Limits, Reader};
use stancegraph::{Error, Format};

fuzz_target!(|bytes: &[u8]| {
    let limits = Limits { binary: 4 << 20, ..Limits::default() };
    let bytes = Cursor::new(bytes.to_vec());
    match Reader::new().limits(limits).stream("book.xlsx", bytes).read() {
        Ok(graph) => {
            let mut written = Vec::new();
            Format::Excel.write(&graph, &mut written).expect("it fits into a workbook");
            let again = Format::Excel.read(written.as_slice()).expect("what we write has no faults");
            assert_eq!(again.document(), graph.document());
        }
        Err(Error::Faults(faults)) => assert!(!faults.to_string().is_empty()),
        Err(_) => {}
    }
});
