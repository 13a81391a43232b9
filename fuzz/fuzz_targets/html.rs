//! Whatever the bytes are: no panic, no hang; and what is read says the same in a page of its own.

#![no_main]

use libfuzzer_sys::fuzz_target;
use stancegraph::page::html;
use stancegraph::{Error, Format};

fuzz_target!(|bytes: &[u8]| {
    match Format::Html.read(bytes) {
        Ok(graph) => {
            let page = html(&graph);
            let again = Format::Html.read(page.as_bytes()).expect("what we write has no faults");
            assert_eq!(again.document(), graph.document());
            assert_eq!(html(&again), page);
        }
        Err(Error::Faults(faults)) => assert!(!faults.to_string().is_empty()),
        Err(_) => {}
    }
});
