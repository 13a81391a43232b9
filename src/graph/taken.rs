//! What a table was taken to say.

use std::fmt;

/// What a table was taken to say, where its columns or values have names of their own.
///
/// `Display` says it in up to three lines.
///
/// ```
/// use stancegraph::Format;
///
/// let sheet = "Party,Topic,Stance\nGreens,tunnel,Against\n";
/// let graph = Format::Csv.read(sheet.as_bytes())?;
/// assert_eq!(
///     graph.taken()[0].to_string(),
///     "columns: \"Party\" as actor, \"Topic\" as issue, \"Stance\" as position\n\
///      values: \"Against\" as oppose",
/// );
/// # Ok::<(), stancegraph::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Taken {
    /// The file.
    pub file: String,
    /// The columns that are read, each with its field; empty if columns have the names of fields.
    pub columns: Vec<(String, String)>,
    /// The values of positions other than `support`, `neutral` and `oppose`, each with its meaning: one of these,
    /// `both` or `skip`.
    pub values: Vec<(String, String)>,
    /// The form of dates that could be two days, if the others of their column prove it: `dmy`, `mdy`.
    pub dates: Option<String>,
    /// The mapping file that says all this, and what the reader was told, in TOML; empty if there is nothing to say.
    pub mapping: String,
}

impl Taken {
    /// Whether nothing is worth saying.
    pub(crate) fn is_empty(&self) -> bool {
        self.mapping.is_empty()
            && self.columns.is_empty()
            && self.values.is_empty()
            && self.dates.is_none()
    }
}

/// The most values named for each meaning.
const NAMED: usize = 6;

impl fmt::Display for Taken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let columns = self.columns.iter().map(|(column, field)| format!("{column:?} as {field}"));
        let columns = columns.collect::<Vec<_>>().join(", ");
        let meanings = ["support", "neutral", "oppose", "both", "skip"].map(|meaning| {
            let values = self.values.iter().filter(|(_, known)| known == meaning);
            let values = values.map(|(value, _)| format!("{value:?}")).collect::<Vec<_>>();
            let more = values.len().saturating_sub(NAMED);
            let named = values[..values.len() - more].join(", ");
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            let words = match meaning {
                "both" => "support and oppose",
                "skip" => "no stance",
                position => position,
            };
            if named.is_empty() { named } else { format!("{named}{more} as {words}") }
        });
        let values = meanings.iter().filter(|text| !text.is_empty()).cloned();
        let values = values.collect::<Vec<_>>().join("; ");
        let dates = self.dates.as_deref().map(|form| match form {
            "dmy" => "the day first, as other dates of the column prove",
            "mdy" => "the month first, as other dates of the column prove",
            other => other,
        });
        let lines =
            [("columns", columns), ("values", values), ("dates", dates.unwrap_or("").into())];
        let lines = lines.iter().filter(|(_, text)| !text.is_empty());
        let lines = lines.map(|(what, text)| format!("{what}: {text}")).collect::<Vec<_>>();
        f.write_str(&lines.join("\n"))
    }
}
