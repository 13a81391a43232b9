//! Whatever the bytes are: no panic, no hang; and what is read can be written and read again.

#![no_main]

use std::io::Cursor;

use libfuzzer_sys::fuzz_target;
use stancegraph::Format;
use stancegraph::format::{Limits, Reader};
use stancegraph_fuzz::check;

fuzz_target!(|bytes: &[u8]| {
    let limits = Limits::default().with_binary(4 << 20);
    let bytes = Cursor::new(bytes.to_vec());
    check(Reader::new().limits(limits).stream("book.xlsx", bytes).read(), Format::Excel);
});
