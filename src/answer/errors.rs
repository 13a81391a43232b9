//! What a program is told when there is no answer.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::error::Severity;

/// The errors for which there is no answer, as the program writes them to stderr if the answer was to be JSON.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
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

/// One error or warning.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
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
