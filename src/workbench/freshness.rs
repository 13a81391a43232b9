//! What has changed since a front end last looked.

use std::collections::VecDeque;
use std::hash::Hasher;
use std::sync::Arc;

use siphasher::sip::SipHasher13;

use crate::edit::TextFile;
use crate::graph::StanceGraph;

/// The most versions whose stances are remembered.
const MOST: usize = 64;

/// The version of some files: the same for the same texts.
pub fn version(files: &[TextFile]) -> String {
    let mut hasher = SipHasher13::new();
    for file in files {
        let parts =
            [file.path.to_string_lossy().into_owned(), file.text.clone().unwrap_or_default()];
        for part in parts {
            hasher.write_usize(part.len());
            hasher.write(part.as_bytes());
        }
    }
    format!("{:016x}", hasher.finish())
}

/// The graphs of the last versions.
#[derive(Debug, Default)]
pub struct Past(VecDeque<(String, Arc<StanceGraph>)>);

impl Past {
    pub fn remember(&mut self, version: &str, graph: &Arc<StanceGraph>) {
        self.0.retain(|(known, _)| known != version);
        self.0.push_back((version.to_owned(), Arc::clone(graph)));
        while self.0.len() > MOST {
            self.0.pop_front();
        }
    }

    pub fn at(&self, version: &str) -> Option<&Arc<StanceGraph>> {
        self.0.iter().find(|(known, _)| known == version).map(|(_, graph)| graph)
    }
}
