//! Directives in the table itself: lines such as `#map actor=country` above its header.

use super::Mapping;
use super::setting::Setting;
use crate::error::Error;

/// A directive: a line above the header that says how to read the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Directive<'t> {
    setting: Setting,
    text: &'t str,
}

/// Whether a line above the header is a directive.
pub fn is_directive(line: &[u8]) -> bool {
    let line = line.strip_prefix(b"\"").unwrap_or(line);
    let Some(line) = line.strip_prefix(b"#") else { return false };
    let ends = |rest: &[u8]| !rest.first().is_some_and(u8::is_ascii_alphanumeric);
    settings().any(|it| line.strip_prefix(it.as_str().as_bytes()).is_some_and(ends))
}

/// The possible directives, named like the flags of the command line.
fn settings() -> impl Iterator<Item = Setting> {
    Setting::ALL.into_iter().filter(|setting| setting.stands_above_header())
}

/// Parses a line, if it is a directive.
pub fn directive(line: &str) -> Option<Directive<'_>> {
    if !is_directive(line.as_bytes()) || line.starts_with('"') {
        return None;
    }
    let line = line.strip_prefix('#')?;
    let named = settings().filter(|setting| line.starts_with(setting.as_str()));
    let setting = named.max_by_key(|setting| setting.as_str().len())?;
    Some(Directive { setting, text: line[setting.as_str().len()..].trim() })
}

impl Directive<'_> {
    /// The delimiter, if this directive sets it.
    pub(crate) fn delimiter(&self) -> Option<u8> {
        (self.setting == Setting::Delimiter).then(|| super::delimiter(self.text).ok())?
    }

    /// Adds it to a mapping.
    pub(crate) fn add_to(&self, mapping: Mapping) -> Result<Mapping, Error> {
        let text = self.text;
        match self.setting {
            Setting::Map => mapping.with_map(text),
            Setting::Values => mapping.with_values(text),
            Setting::Words => Ok(mapping.with_words()),
            Setting::Missing => mapping.with_missing(text),
            Setting::Scale => mapping.with_scale(text),
            Setting::Wide => mapping.with_wide(if text.is_empty() { "issues" } else { text }),
            Setting::Ignore => mapping.with_ignored(text),
            Setting::Split => mapping.with_split(text),
            Setting::Dates => mapping.with_dates(text),
            Setting::Preset => Ok(mapping.over(&Mapping::preset(text)?)),
            // The delimiter also separates the cells of this line.
            Setting::Delimiter if text.is_empty() => Ok(mapping),
            Setting::Delimiter => mapping.with_delimiter(text),
            Setting::Encoding | Setting::Constants | Setting::Header | Setting::Join => {
                unreachable!("no line above a header says it")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_setting_is_known_in_a_file_and_most_above_a_header() {
        for setting in Setting::ALL {
            let line = format!("#{} x", setting.as_str());
            let found = directive(&line).map(|found| found.setting);
            assert_eq!(found, setting.stands_above_header().then_some(setting), "{line}");
            // A number has the wrong type for every known key; an unknown key would be another fault.
            let said = Mapping::from_toml(&format!("{} = 1\n", setting.as_str())).unwrap_err();
            assert!(!said.to_string().contains("unknown field"), "{said}");
        }
        let said = Mapping::from_toml("misssing = 1\n").unwrap_err().to_string();
        assert!(said.contains("unknown field") && said.contains("\"missing\""), "{said}");
    }

    #[test]
    fn a_line_is_known_by_its_word() {
        let said = |line| directive(line).map(|found| (found.setting.as_str(), found.text));
        assert_eq!(said("#map actor=a,issue=b"), Some(("map", "actor=a,issue=b")));
        assert_eq!(said("#wide"), Some(("wide", "")));
        assert_eq!(said("#missing: NA"), Some(("missing", ": NA")));
        for other in ["#maps a", "# map a", "map a", "#", "", "#id"] {
            assert_eq!(said(other), None, "{other}");
        }
    }
}
