//! Sources: where stances were said.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Date, SourceId};

/// A source is where stances were said: an article, a speech, a roll call.
///
/// ```
/// use stancegraph::model::{Source, SourceId};
///
/// let mut press = Source::new(SourceId::new("press")?);
/// press.title = Some("Ministers meet".into());
/// assert_eq!(press.title(), "Ministers meet");
/// # Ok::<(), stancegraph::model::IdError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[non_exhaustive]
pub struct Source {
    /// The id; in a file it is the key.
    #[serde(skip, default = "placeholder")]
    pub id: SourceId,
    /// The headline.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Who published it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub publisher: Option<String>,
    /// When it was published.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<Date>,
    /// The address at which it can be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The address of a permanent copy.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub archived: Option<String>,
    /// The file with its text, as a path relative to the file that declares it; quotes are looked up in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

setters! {
    Source {
        with_title(title: ?text);
        with_publisher(publisher: ?text);
        with_date(date: ?Date);
        with_url(url: ?text);
        with_archived(archived: ?text);
        with_text(text: ?text);
    }
}

fn placeholder() -> SourceId {
    SourceId::new("-").expect("a dash is an id")
}

impl Source {
    /// A source with only an id.
    #[must_use]
    pub fn new(id: SourceId) -> Self {
        Self { id, title: None, publisher: None, date: None, url: None, archived: None, text: None }
    }

    /// The headline, or the id if there is none.
    #[must_use]
    pub fn title(&self) -> &str {
        self.title.as_deref().unwrap_or(self.id.as_str())
    }
}
