//! Whatever the bytes are: no panic, no hang; and what is read can be written and read again.

#![no_main]

use libfuzzer_sys::fuzz_target;
use stancegraph::{Error, Format};

fuzz_target!(|bytes: &[u8]| {
    match Format::Pajek.read(bytes) {
        Ok(graph) => {
            let mut written = Vec::new();
            Format::Pajek.write(&graph, &mut written).expect("memory takes everything");
            Format::Pajek.read(written.as_slice()).expect("what we write has no faults");
        }
        Err(Error::Faults(faults)) => assert!(faults.iter().all(|fault| fault.place.is_some())),
        Err(_) => {}
    }
});
