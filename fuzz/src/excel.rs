//! Workbooks, within a small limit: unpacked they are a thousand times larger.

use std::io::Cursor;

use stancegraph::Format;
use stancegraph::format::{Limits, Reader};

use crate::check;

pub fn fuzz(bytes: &[u8]) {
    let limits = Limits::default().with_binary(4 << 20);
    let bytes = Cursor::new(bytes.to_vec());
    check(Reader::new().limits(limits).stream("book.xlsx", bytes).read(), Format::Excel);
}
