//! Lists of signed edges, as other programs write them: source, target, sign.

use super::batch::Row;
use super::field::Field;
use super::intake::Intake;
use super::mapping::{From, List, Mapping, Meaning, SIGNS};
use super::number::with_point;
use crate::error::{Cause, Place, RaggedReason};
use crate::format::graphs::network::{Ends, Network, SIGNS as SIGN_NAMES, Tie};
use crate::model::Attribute;

/// The columns of a list of edges that become fields of a stance.
const COLUMNS: [(&str, Field); 20] = [
    ("source", Field::Actor),
    ("target", Field::Toward),
    ("sign", Field::Position),
    ("net", Field::Source),
    ("date", Field::Date),
    ("begin", Field::Date),
    ("start", Field::Date),
    ("time", Field::Date),
    ("timestamp", Field::Date),
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

/// The meaning of a sign in words, in any letter case.
pub fn word(sign: &str) -> Option<Meaning> {
    let known = SIGNS.into_iter().find(|(known, _)| known.eq_ignore_ascii_case(sign));
    known.map(|(_, position)| Meaning::Position(position))
}

/// The mapping for a table with these columns, if it is a list of signed edges: it has `source`, `target` and
/// `sign`, and no `actor`.
///
/// The network of an edge (`net`) becomes its source. Other columns are reported, not read.
pub fn mapping(names: &[String]) -> Option<Mapping> {
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

/// Adds what the beginning of a list shows: whether edges lead to issues.
pub fn complete(mapping: &mut Mapping, list: &List) {
    if list.is_bipartite
        && let Some(target) = mapping.columns.remove(&Field::Toward)
    {
        mapping.columns.insert(Field::Issue, target);
    }
}

/// A list of edges with numbers as signs, as Gephi and others write it, while it is read.
///
/// The strength of a tie depends on all numbers, so the edges are held until the table ends.
pub struct Weighted {
    from: usize,
    to: usize,
    kind: Option<usize>,
    /// Whether an edge gives its direction, which no stance has.
    says_direction: bool,
    /// The columns that can be the sign or the strength.
    numbers: Vec<usize>,
    names: Vec<String>,
    network: Network,
}

/// The longest name of an attribute, in bytes; longer names are cut.
const LONGEST_NAME: usize = 64;

/// The names of the two ends of an edge.
pub const ENDS: [(&str, &str); 8] = [
    ("source", "target"),
    ("from", "to"),
    ("src", "dst"),
    ("src", "tgt"),
    ("fromnodeid", "tonodeid"),
    ("sender", "receiver"),
    ("rater", "ratee"),
    ("node1", "node2"),
];

impl Weighted {
    /// Creates it for a table with two ends and no `actor`, unless the signs can be read row by row. Missing
    /// signs are reported once all edges are there. Signs in words also come this way, since their meaning
    /// depends on all of them.
    pub fn of(names: &[String], sign: Option<&str>, has_words: bool) -> Option<Self> {
        let find = |wanted: &str| names.iter().position(|name| name.eq_ignore_ascii_case(wanted));
        let mut ends = ENDS.into_iter().filter_map(|(from, to)| find(from).zip(find(to)));
        let (from, to) = ends.next().filter(|_| find("actor").is_none())?;
        // A weight beside the sign is the strength.
        let is_plain =
            !has_words && sign.is_none() && mapping(names).is_some() && find("weight").is_none();
        let network = Network::new(Ends::Created);
        // Every edge repeats the names of its attributes, so these must be short.
        let short = |name: &String| name[..name.floor_char_boundary(LONGEST_NAME)].to_owned();
        let names = names.iter().map(short).collect::<Vec<_>>();
        let kind = names.iter().position(|name| name.eq_ignore_ascii_case("type"));
        let is_number = |name: &str| {
            let mut known = SIGN_NAMES.into_iter().chain(["strength"]);
            sign == Some(name) || known.any(|known| name.eq_ignore_ascii_case(known))
        };
        let numbers = (0..names.len()).filter(|column| is_number(&names[*column])).collect();
        let says_direction = false;
        (!is_plain).then_some(Self { from, to, kind, says_direction, numbers, names, network })
    }

    /// Adds an edge; the error names the missing end.
    fn add(&mut self, row: Row, place: Place) -> Result<(), &'static str> {
        let cell = |column: usize| row.get(column).map(str::trim).filter(|cell| !cell.is_empty());
        let from = cell(self.from).ok_or("source")?;
        let to = cell(self.to).ok_or("target")?;
        let direction = self.kind.and_then(cell).unwrap_or_default().to_ascii_lowercase();
        let is_direction = matches!(direction.as_str(), "directed" | "undirected" | "mixed");
        self.says_direction |= is_direction;
        match direction.as_str() {
            "directed" => self.network.is_called("directed"),
            "undirected" => self.network.is_called("undirected"),
            _ => {}
        }
        let mut tie =
            Tie { place: Some(place), is_directed: direction == "directed", ..Tie::default() };
        for (column, name) in self.names.iter().enumerate() {
            let is_end = column == self.from || column == self.to;
            let is_read = is_end || (is_direction && self.kind == Some(column));
            if let Some(text) = cell(column).filter(|_| !is_read) {
                let is_number = self.numbers.contains(&column);
                let text = if is_number { with_point(text) } else { text.into() };
                tie.attributes.insert(name.clone(), Attribute::Text(text.into_owned()));
            }
        }
        self.network.tie(from, to, tie);
        Ok(())
    }

    /// Adds an edge from a row, or reports the fault of the row.
    pub fn row(&mut self, row: Row, intake: &mut Intake) {
        if row.len() != self.width() {
            let (expected, found) = (self.width(), row.len());
            let cause = Cause::RaggedRow { expected, found, reason: RaggedReason::Unknown };
            return intake.fault(row, cause, None);
        }
        let longest = intake.limits.field_length;
        if let Some(long) = row.iter().position(|cell| cell.len() > longest) {
            let limit = format!("{longest} bytes");
            return intake.fault(row, Cause::TooLarge { what: "a cell", limit }, Some(long));
        }
        let place = intake.place(row, None);
        if let Err(name) = self.add(row, place) {
            let cause = Cause::MissingField { kind: "cell", name, within: "the edge" };
            intake.fault(row, cause, None);
        }
    }

    /// The column with the direction of edges.
    pub fn direction(&self) -> Option<&str> {
        let column = self.kind.filter(|_| self.says_direction)?;
        Some(&self.names[column])
    }

    /// Returns all edges as a network.
    pub fn network(self) -> Network {
        self.network
    }

    /// The number of columns.
    pub fn width(&self) -> usize {
        self.names.len()
    }
}
