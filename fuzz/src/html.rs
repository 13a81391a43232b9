//! A page that was read says the same in a page of its own.

use stancegraph::page::html;
use stancegraph::{Error, Format};

pub fn fuzz(bytes: &[u8]) {
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
}
