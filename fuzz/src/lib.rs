//! Every reader on hostile bytes: no panic, no hang, and what is read can be written and read again.
//!
//! All targets are in one program, which takes a third of the time to build that one for each takes.

mod canonical;
mod csv;
mod excel;
mod html;
mod mapping;
mod settings;

use stancegraph::{Error, Format, StanceGraph};

/// The targets by name. Each has a folder of inputs in `seeds/`.
pub const TARGETS: [(&str, fn(&[u8])); 27] = [
    ("brat", |bytes| check_lossy(Format::Brat, bytes)),
    ("canonical", canonical::fuzz),
    ("csv", csv::fuzz),
    ("cytoscape", |bytes| check(Format::Cytoscape.read(bytes), Format::Cytoscape)),
    ("dna", |bytes| check(Format::Dna.read(bytes), Format::Toml)),
    ("doccano", |bytes| check(Format::Doccano.read(bytes), Format::WebAnnotation)),
    ("dot", |bytes| check(Format::Dot.read(bytes), Format::NodeLink)),
    ("excel", excel::fuzz),
    ("gdelt", |bytes| check(Format::Gdelt.read(bytes), Format::Json)),
    ("gexf", |bytes| check(Format::Gexf.read(bytes), Format::Gexf)),
    ("graphml", |bytes| check(Format::Graphml.read(bytes), Format::Graphml)),
    ("html", html::fuzz),
    ("icews", |bytes| check(Format::Icews.read(bytes), Format::Json)),
    ("json", |bytes| check(Format::Json.read(bytes), Format::Json)),
    ("json_lines", |bytes| check(Format::JsonLines.read(bytes), Format::JsonLines)),
    ("label_studio", |bytes| check(Format::LabelStudio.read(bytes), Format::WebAnnotation)),
    ("mapping", mapping::fuzz),
    ("matrix_market", |bytes| check(Format::MatrixMarket.read(bytes), Format::Json)),
    ("node_link", |bytes| check(Format::NodeLink.read(bytes), Format::NodeLink)),
    ("pajek", |bytes| check_lossy(Format::Pajek, bytes)),
    ("parquet", |bytes| check(Format::Parquet.read(bytes), Format::Parquet)),
    ("polecat", |bytes| check(Format::Polecat.read(bytes), Format::Json)),
    ("refi", |bytes| check_lossy(Format::Refi, bytes)),
    ("settings", settings::fuzz),
    ("toml", |bytes| check(Format::Toml.read(bytes), Format::Toml)),
    ("ucinet", |bytes| check_lossy(Format::Ucinet, bytes)),
    ("web_annotation", |bytes| check(Format::WebAnnotation.read(bytes), Format::WebAnnotation)),
];

/// A graph that was read says the same when it is written in a format and read again; faults have words.
fn check(read: Result<StanceGraph, Error>, through: Format) {
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

/// What a format with losses writes, it reads; every fault has a place.
fn check_lossy(format: Format, bytes: &[u8]) {
    match format.read(bytes) {
        Ok(graph) => {
            let mut written = Vec::new();
            format.write(&graph, &mut written).expect("memory takes everything");
            format.read(written.as_slice()).expect("what we write has no faults");
        }
        Err(Error::Faults(faults)) => assert!(faults.iter().all(|fault| fault.place.is_some())),
        Err(_) => {}
    }
}
