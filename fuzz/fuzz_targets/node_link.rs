//! Whatever the bytes are: no panic, no hang; and what is read can be written and read again.

#![no_main]

use libfuzzer_sys::fuzz_target;
use stancegraph::{Error, Format};

fuzz_target!(|bytes: &[u8]| {
    match Format::NodeLink.read(bytes) {
        Ok(graph) => {
            let _ = graph.suspicions(None);
            let mut written = Vec::new();
            Format::NodeLink.write(&graph, &mut written).expect("memory takes everything");
            let again = Format::NodeLink.read(written.as_slice()).expect("what we write has no faults");
            assert_eq!(again.document(), graph.document());
        }
        Err(Error::Faults(faults)) => assert!(!faults.to_string().is_empty()),
        Err(_) => {}
    }
});
