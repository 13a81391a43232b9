//! A layout: the places of things in pictures, saved so that they stay the same in later pictures.

use std::collections::BTreeMap;
use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Diagram;
use crate::error::Error;
use crate::format::settings::{self, Findings, Key, Node, Value};
use crate::text::toml;

/// The places of some things, by their names: `actor:russia`, `issue:thaad`.
pub type Places = BTreeMap<String, [f64; 2]>;

/// The places of things in pictures, by kind of picture.
///
/// The kind of picture decides what the two numbers of a place mean: in `stances` the column and the height, in a
/// matrix the order. A picture drawn with a layout keeps the places that are in it, and finds places for what
/// is new.
///
/// Its text is TOML, with one table for each kind of picture.
///
/// # Examples
///
/// ```
/// use stancegraph::render::{Diagram, Layout};
///
/// let text = "[stances]\n\"actor:russia\" = [0, 12.5]\n";
/// let layout = Layout::from_toml("map.layout.toml", text)?;
/// assert_eq!(layout.places(Diagram::Stances)["actor:russia"], [0.0, 12.5]);
/// assert!(layout.to_string().ends_with(text));
/// # Ok::<(), stancegraph::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct Layout {
    pictures: BTreeMap<String, Places>,
}

impl Layout {
    /// Reads a layout from a file of TOML, called `name` in its faults.
    ///
    /// # Errors
    ///
    /// [`Error::Faults`] with everything that is not a table of places.
    pub fn from_toml(name: &str, text: &str) -> Result<Self, Error> {
        let pictures = settings::read(name, text, |fields, findings| {
            let tables = fields
                .iter()
                .map(|(key, node)| (key.text.to_string(), places(key, node, findings)));
            tables.collect()
        })?;
        Ok(Self { pictures })
    }

    /// The places in one kind of picture; empty if it has never been drawn.
    #[must_use]
    pub fn places(&self, diagram: Diagram) -> &Places {
        static NONE: Places = Places::new();
        self.pictures.get(&diagram.to_string()).unwrap_or(&NONE)
    }

    /// The same layout with two decimals.
    #[cfg(feature = "page")]
    pub(crate) fn rounded(mut self) -> Self {
        let numbers = self.pictures.values_mut().flat_map(BTreeMap::values_mut).flatten();
        numbers.for_each(|number| *number = (*number * 100.0).round() / 100.0 + 0.0);
        self
    }

    /// Adds the places of a picture. Things that are not in it keep theirs.
    pub fn keep(&mut self, diagram: Diagram, places: Places) {
        self.pictures.entry(diagram.to_string()).or_default().extend(places);
    }
}

fn places(key: &Key, node: &Node, findings: &mut Findings) -> Places {
    let Value::Table(fields) = &node.value else {
        findings.wrong_type(key, node, "a table");
        return Places::new();
    };
    let places = fields.iter().filter_map(|(key, node)| {
        let place = place(node);
        if place.is_none() {
            findings.wrong_type(key, node, "a list of two numbers");
        }
        place.map(|place| (key.text.to_string(), place))
    });
    places.collect()
}

fn place(node: &Node) -> Option<[f64; 2]> {
    let Value::List(items) = &node.value else { return None };
    let [across, down] = items.as_slice() else { return None };
    let number = |node: &Node| {
        let number = node.value.as_number()?.parse::<f64>().ok();
        number.filter(|number| number.abs() < 1e9)
    };
    Some([number(across)?, number(down)?])
}

impl fmt::Display for Layout {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "# Where things stand in pictures. What is not here is placed anew.")?;
        for (picture, places) in self.pictures.iter().filter(|(_, places)| !places.is_empty()) {
            writeln!(f, "\n[{}]", toml::key(picture))?;
            for (name, [across, down]) in places {
                let [across, down] = [across, down].map(|number| Rounded(*number));
                writeln!(f, "{} = [{across}, {down}]", toml::key(name))?;
            }
        }
        Ok(())
    }
}

/// A number with at most two decimals, without trailing zeros.
struct Rounded(f64);

impl fmt::Display for Rounded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", (self.0 * 100.0).round() / 100.0 + 0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[expect(clippy::float_cmp, reason = "two decimals are read as they are written")]
    fn hostile_names_come_back() {
        let mut layout = Layout::default();
        let names = ["actor:a\"b", "issue:\\n\u{7}", "actor:", "actor:平和 \n", "issue:[x]"];
        layout.keep(
            Diagram::Stances,
            names.iter().map(|n| ((*n).to_owned(), [-0.001, 7.125])).collect(),
        );
        let text = layout.to_string();
        let again = Layout::from_toml("x", &text).unwrap();
        assert_eq!(again.to_string(), text);
        let places = again.places(Diagram::Stances);
        assert!(names.iter().all(|name| places[*name] == [0.0, 7.13]), "{text}");
    }

    #[test]
    fn what_is_no_place_is_a_fault() {
        let text = "[stances]\na = [1]\nb = [1, \"2\"]\nc = 3\n\"d\" = [1, nan]\ne = [1, 2e20]\n";
        let error = Layout::from_toml("l.toml", text).unwrap_err().to_string();
        assert_eq!(error.lines().count(), 5, "{error}");
        assert!(Layout::from_toml("l.toml", "stances = 1").is_err());
    }
}
