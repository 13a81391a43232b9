//! The texts of documents, as separate files.

use std::cell::RefCell;
use std::collections::HashSet;

/// Receives a text with the name of its file.
type Taker = Box<dyn FnMut(&str, &str)>;

/// The destination of the texts of documents.
pub struct Texts {
    folder: String,
    names: RefCell<HashSet<String>>,
    take: RefCell<Taker>,
}

impl Texts {
    pub(crate) fn new(folder: String, take: impl FnMut(&str, &str) + 'static) -> Self {
        Self { folder, names: RefCell::default(), take: RefCell::new(Box::new(take)) }
    }

    /// Passes on the text of a document; returns the path of its file.
    pub fn give(&self, document: i64, text: &str) -> String {
        let names = (1..).map(|count| match count {
            1 => format!("{document}.txt"),
            _ => format!("{document}-{count}.txt"),
        });
        let mut known = self.names.borrow_mut();
        let mut new = names.filter(|name| known.insert(name.clone()));
        let name = new.next().expect("numbers do not come to an end");
        (self.take.borrow_mut())(&name, text);
        format!("{}/{name}", self.folder)
    }
}
