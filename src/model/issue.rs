//! Issues: what positions are about.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Attributes, IssueId};

/// An issue is what positions are about: "THAAD deployment", "six-party talks".
///
/// ```
/// use stancegraph::model::{Issue, IssueId};
///
/// let mut thaad = Issue::new(IssueId::new("thaad")?);
/// thaad.name = Some("THAAD deployment".into());
/// assert_eq!(thaad.title(), "THAAD deployment");
/// # Ok::<(), stancegraph::model::IdError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[non_exhaustive]
pub struct Issue {
    /// The id; in a file it is the key.
    #[serde(skip, default = "placeholder")]
    pub id: IssueId,
    /// The name in pictures and tables; by default the id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What supporting it means, in a sentence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Other names of the same issue in files.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// Anything else.
    #[serde(default, skip_serializing_if = "Attributes::is_empty")]
    pub attributes: Attributes,
}

setters! {
    Issue {
        with_name(name: ?text);
        with_description(description: ?text);
        with_aliases(aliases: [String]);
        with_attributes(attributes: Attributes);
    }
}

fn placeholder() -> IssueId {
    IssueId::new("-").expect("a dash is an id")
}

impl Issue {
    /// An issue with only an id.
    #[must_use]
    pub fn new(id: IssueId) -> Self {
        Self {
            id,
            name: None,
            description: None,
            aliases: Vec::new(),
            attributes: Attributes::new(),
        }
    }

    /// The name, or the id if there is none.
    #[must_use]
    pub fn title(&self) -> &str {
        self.name.as_deref().unwrap_or(self.id.as_str())
    }
}
