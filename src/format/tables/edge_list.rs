//! Lists of signed edges, as other programs write them: source, target, sign.

use super::field::Field;
use super::mapping::{From, Mapping, Meaning};
use crate::model::Position;

/// What the columns of a list of edges are called that say something of a stance too.
const COLUMNS: [(&str, Field); 17] = [
    ("source", Field::Actor),
    ("target", Field::Toward),
    ("sign", Field::Position),
    ("net", Field::Source),
    ("date", Field::Date),
    ("begin", Field::Date),
    ("until", Field::Until),
    ("end", Field::Until),
    ("id", Field::Id),
    ("label", Field::Label),
    ("speaker", Field::Speaker),
    ("strength", Field::Strength),
    ("locator", Field::Locator),
    ("quote", Field::Quote),
    ("note", Field::Note),
    ("coder", Field::Coder),
    ("grade", Field::Grade),
];

/// How signs are written.
pub(in crate::format) const SIGNS: [(&str, Position); 11] = [
    ("1", Position::Support),
    ("+1", Position::Support),
    ("1.0", Position::Support),
    ("+", Position::Support),
    ("positive", Position::Support),
    ("-1", Position::Oppose),
    ("-1.0", Position::Oppose),
    ("-", Position::Oppose),
    ("\u{2212}", Position::Oppose),
    ("\u{2212}1", Position::Oppose),
    ("negative", Position::Oppose),
];

/// How a table with these columns is read, where it is a list of signed edges: it has `source`,
/// `target` and `sign`, and no `actor`.
///
/// The network of an edge (`net`) is its source. Other columns are not read.
pub(in crate::format) fn mapping(names: &[String]) -> Option<Mapping> {
    let has = |name: &str| names.iter().any(|known| known == name);
    let is_edge_list = ["source", "target", "sign"].into_iter().all(has) && !has("actor");
    if !is_edge_list {
        return None;
    }
    let mut mapping = Mapping { is_edge_list: true, ..Mapping::default() };
    for (name, field) in COLUMNS.into_iter().filter(|(name, _)| has(name)) {
        mapping.columns.entry(field).or_insert_with(|| From::Column(name.into()));
    }
    let signs = SIGNS.into_iter();
    mapping.values =
        signs.map(|(sign, position)| (sign.into(), Meaning::Position(position))).collect();
    Some(mapping)
}
