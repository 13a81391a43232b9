//! What holds of every reader, whatever the bytes are.

use stancegraph::{Error, Format, StanceGraph};

/// What is read can be written in a format, and read again from there; what is not has faults.
///
/// # Panics
///
/// Where that is not so.
pub fn check(read: Result<StanceGraph, Error>, through: Format) {
    match read {
        Ok(graph) => {
            let _ = graph.suspicions(None);
            let mut written = Vec::new();
            through.write(&graph, &mut written).expect("memory takes everything");
            let again = through.read(written.as_slice()).expect("what we write has no faults");
            assert_eq!(again.document(), graph.document());
        }
        Err(Error::Faults(faults)) => assert!(!faults.to_string().is_empty()),
        Err(_) => {}
    }
}
