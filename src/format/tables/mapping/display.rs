//! A mapping in the form of the command line.

use std::fmt;

use super::words::quoted;
use super::{From, Mapping, Meaning, Wide};
use crate::format::dates::DateForm;
use crate::format::tables::field::Field;

impl fmt::Display for Mapping {
    /// Writes it as on the command line: the columns, the values, the missing values, and the rest.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let columns = self.columns.iter().map(|(field, from)| match from {
            From::Column(column) => format!("{}={}", field.as_str(), quoted(column)),
            From::Constant(text) => format!("{}:={}", field.as_str(), quoted(text)),
        });
        f.write_str(&columns.collect::<Vec<_>>().join(","))?;
        let pairs = self.values.iter().filter_map(|(value, meaning)| match meaning {
            Meaning::Position(position) => Some(format!("{}={position}", quoted(value))),
            Meaning::Skip => Some(format!("{}=skip", quoted(value))),
            Meaning::Graded(..) => None,
        });
        let both = self.both.iter().map(|value| format!("{}=both", quoted(value)));
        let values = pairs.chain(both).collect::<Vec<_>>().join(",");
        let words = if self.reads_words { "usual" } else { "" };
        let said = [
            ("", values),
            ("words ", words.to_owned()),
            ("missing ", joined(&self.missing)),
            ("scale ", self.scale.map(|scale| scale.to_string()).unwrap_or_default()),
            ("wide ", self.wide.map(Wide::as_str).unwrap_or_default().to_owned()),
            ("ignore ", joined(&self.ignored)),
            ("split ", self.splits()),
            ("dates ", self.dates.map(DateForm::as_str).unwrap_or_default().to_owned()),
        ];
        for (what, text) in said.into_iter().filter(|(_, text)| !text.is_empty()) {
            write!(f, " {what}{text}")?;
        }
        Ok(())
    }
}

impl Mapping {
    fn splits(&self) -> String {
        let pair = |(field, at): &(Field, String)| format!("{}={}", field.as_str(), quoted(at));
        self.splits.iter().map(pair).collect::<Vec<_>>().join(",")
    }
}

fn joined(texts: &[String]) -> String {
    texts.iter().map(|text| quoted(text)).collect::<Vec<_>>().join(",")
}
