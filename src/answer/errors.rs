//! What a program is told when there is no answer.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::VERSION;
use crate::error::Severity;

/// The errors for which there is no answer, as the program writes them to stderr if the answer was to be JSON.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Errors {
    /// The version of the answers' form.
    pub stancegraph: u32,
    /// At least one error; sorted by file and line.
    pub errors: Vec<Wrong>,
    /// The number of errors beyond those in the list.
    pub omitted: usize,
    /// Other things to know.
    pub notes: Vec<String>,
}

setters! {
    Errors {
        with_omitted(omitted: usize);
        with_notes(notes: [String]);
    }
}

impl Errors {
    /// The errors of one command.
    ///
    /// ```
    /// use stancegraph::answer::{Errors, Wrong};
    /// use stancegraph::error::Severity;
    ///
    /// let wrong = Wrong::new(Severity::Error, "no such file".into()).with_file("a.csv".to_owned());
    /// let errors = Errors::new(vec![wrong]).with_notes(["nothing was read"]);
    /// assert_eq!((errors.errors.len(), errors.omitted), (1, 0));
    /// ```
    #[must_use]
    pub fn new(errors: Vec<Wrong>) -> Self {
        Self { stancegraph: VERSION, errors, omitted: 0, notes: Vec::new() }
    }
}

/// One error or warning.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Wrong {
    /// "error" or "warning".
    pub severity: Severity,
    /// What is wrong.
    pub message: String,
    /// How to fix it.
    pub fix: Option<String>,
    /// The file.
    pub file: Option<String>,
    /// The line, from 1.
    pub line: Option<u32>,
    /// In characters, from 1; absent where only the line is known.
    pub column: Option<u32>,
}

setters! {
    Wrong {
        with_fix(fix: ?String);
        with_file(file: ?String);
        with_line(line: ?u32);
        with_column(column: ?u32);
    }
}

impl Wrong {
    /// An error or warning without a place.
    #[must_use]
    pub fn new(severity: Severity, message: String) -> Self {
        Self { severity, message, fix: None, file: None, line: None, column: None }
    }
}
