//! The words and signs that people write for a position.

use rustc_hash::FxHashMap;

use crate::error::Place;
use crate::format::tables::mapping::SIGNS;
use crate::graph::Builder;
use crate::model::{Position, PositionWord};

/// The meaning of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Value {
    Position(Position),
    /// A position, held in part.
    Half(Position),
    /// For and against: two stances.
    Both,
    /// The row is no stance.
    Skip,
    /// A label of the lexicon, which is also the label of the stance.
    Label(Position),
    /// A single sign beside which a double one is twice as strong: `+` beside `++`.
    Single(Position),
}

/// The most values remembered: what has more of them is no column of positions.
const MOST: usize = 1_000;

/// The values of a table so far.
#[derive(Default)]
pub struct Values {
    /// What was read, on issues and toward actors: a label can say something on an issue alone.
    known: [FxHashMap<Box<str>, Option<Value>>; 2],
    /// The values that were understood, in the order of the table.
    taken: Vec<(Box<str>, Value)>,
    signs: Signs,
    /// The stances with a single sign, by the number of stances before them.
    single: Vec<usize>,
}

/// The signs of a table, whose meaning depends on the others.
#[derive(Default)]
struct Signs {
    has_plus: bool,
    has_minus_one: bool,
    has_double: bool,
    /// The first `-` and the first `0`.
    minus: Option<Place>,
    zero: Option<Place>,
}

/// A sign that can mean two things.
pub struct Open {
    pub sign: &'static str,
    pub meanings: [&'static str; 2],
    pub place: Place,
}

impl Values {
    /// The meaning of a value that was read before; `Some(None)` if it is unknown.
    #[expect(clippy::option_option, reason = "not read before, and unknown, are two things")]
    pub fn known(&self, text: &str, on_actor: bool) -> Option<Option<Value>> {
        self.known[usize::from(on_actor)].get(text).copied()
    }

    /// The meaning of a value, at its first place; `None` if it is unknown.
    pub fn read(
        &mut self,
        text: &str,
        on_actor: bool,
        place: Place,
        builder: &mut Builder,
    ) -> Option<Value> {
        let value = self.sign(text, place).or_else(|| word(text)).or_else(|| {
            let position = builder.position_of(text, on_actor);
            position.map(Value::Label)
        });
        let [on_issues, on_actors] = &mut self.known;
        let (own, other) =
            if on_actor { (on_actors, &*on_issues) } else { (on_issues, &*on_actors) };
        if own.len() < MOST {
            own.insert(text.into(), value);
            let is_taken = other.get(text).copied().flatten().is_some();
            self.taken.extend(value.filter(|_| !is_taken).map(|value| (text.into(), value)));
        }
        value
    }

    fn sign(&mut self, text: &str, place: Place) -> Option<Value> {
        let text = text.trim().replace(['\u{2212}', '\u{2013}'], "-");
        let signs = &mut self.signs;
        match text.as_str() {
            "+" | "(+)" => {
                signs.has_plus = true;
                Some(Value::Single(Position::Support))
            }
            "-" | "(-)" => {
                signs.minus.get_or_insert(place);
                Some(Value::Single(Position::Oppose))
            }
            "++" | "--" => {
                (signs.has_plus, signs.has_double) = (true, true);
                let is_plus = text == "++";
                Some(Value::Position(if is_plus { Position::Support } else { Position::Oppose }))
            }
            "+/-" | "-/+" | "\u{b1}" => Some(Value::Both),
            "0" | "0.0" => {
                signs.zero.get_or_insert(place);
                Some(Value::Position(Position::Neutral))
            }
            sign => {
                let (_, position) = SIGNS.into_iter().find(|(known, _)| *known == sign)?;
                signs.has_minus_one |= position == Position::Oppose;
                Some(Value::Position(position))
            }
        }
    }

    /// Notes a stance with a single sign.
    pub fn add_single(&mut self, stance: usize) {
        self.single.push(stance);
    }

    /// The signs that can mean two things, as the others of the table do not tell.
    pub fn open(&self) -> Vec<Open> {
        let Signs { has_plus, has_minus_one, minus, zero, .. } = self.signs;
        let open = |sign, meanings, place: Option<Place>, is_told: bool| {
            let place = place.filter(|_| !is_told)?;
            Some(Open { sign, meanings, place })
        };
        let has_other = has_plus || minus.is_some();
        [
            open("-", ["oppose", "skip"], minus, has_plus),
            open("0", ["oppose", "neutral"], zero, has_minus_one || has_other),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    /// The stances whose sign is single beside double ones.
    pub fn halves(&mut self) -> Vec<usize> {
        let single = std::mem::take(&mut self.single);
        if self.signs.has_double { single } else { Vec::new() }
    }

    /// Whether no value was understood.
    pub fn is_empty(&self) -> bool {
        self.taken.is_empty()
    }

    /// The values that were understood, each with its meaning in a mapping.
    pub fn taken(&self) -> Vec<(String, &'static str)> {
        self.taken.iter().map(|(text, value)| (text.to_string(), value.as_str())).collect()
    }

    /// Those that mean in a mapping all that they mean here: not labels, and not signs with a strength.
    pub fn mapped(&self) -> Vec<(String, &'static str)> {
        let has_double = self.signs.has_double;
        let is_sign = |text: &str| text.trim().chars().all(|letter| letter == '+' || letter == '-');
        let is_whole = |(text, value): &&(Box<str>, Value)| match value {
            Value::Label(_) | Value::Half(_) => false,
            Value::Single(_) => !has_double,
            Value::Position(_) | Value::Both | Value::Skip => !has_double || !is_sign(text),
        };
        let whole = self.taken.iter().filter(is_whole);
        whole.map(|(text, value)| (text.to_string(), value.as_str())).collect()
    }
}

impl Value {
    /// Its meaning in a mapping.
    fn as_str(self) -> &'static str {
        match self {
            Self::Position(position)
            | Self::Half(position)
            | Self::Label(position)
            | Self::Single(position) => position.as_str(),
            Self::Both => "both",
            Self::Skip => "skip",
        }
    }
}

fn word(text: &str) -> Option<Value> {
    Some(match PositionWord::lookup(text)? {
        PositionWord::Position(position) => Value::Position(position),
        PositionWord::Half(position) => Value::Half(position),
        PositionWord::Both => Value::Both,
        PositionWord::None => Value::Skip,
    })
}
