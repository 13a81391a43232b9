//! Rows whose cells come out of dictionaries: what a value came to is known when it comes again.
//!
//! A value that is new, or wrong, or says more than a stance has is left to [`table`](super::table),
//! which reads its row text by text; so that nothing is said twice of what a row means.

use super::field::Field;
use super::mapping::Meaning;
use super::rows::{Batch, Row, Values};
use super::table::{Columns, Table, strength, weight};
use crate::graph::{Numbers, StanceRow};
use crate::model::{Date, Position, StanceId, Strength, Weight};

/// What the values of a table came to, column by column.
pub(super) struct Known {
    columns: Vec<Column>,
}

struct Column {
    field: Field,
    at: usize,
    /// What is in the batch at hand.
    holds: Values,
    /// The dictionary that the values are those of.
    dictionary: u64,
    /// By their numbers in it.
    values: Vec<Value>,
}

/// What a value came to.
#[derive(Clone, Copy, Default)]
enum Value {
    /// Only the builder can tell.
    #[default]
    Unknown,
    Nothing,
    /// A name or label, by its number in the builder.
    Name(u32),
    /// With the label that a stance has which has none.
    Position(Position, Option<Strength>, u32),
    /// Its row is no stance.
    Skip,
    Date(Date),
    Strength(Strength),
    Weight(Weight),
}

/// What a row came to.
#[derive(Default)]
struct Stance<'r> {
    names: Numbers,
    id: Option<StanceId>,
    position: Option<Position>,
    strength: Option<Strength>,
    weight: Option<Weight>,
    date: Option<Date>,
    texts: [Option<&'r str>; TEXTS.len()],
}

/// The fields that are kept as they are.
const TEXTS: [Field; 5] = [Field::Locator, Field::Quote, Field::Note, Field::Coder, Field::Grade];

/// A row that is to be read text by text.
struct Unknown;

type Result<T> = std::result::Result<T, Unknown>;

impl Known {
    /// `None` where a row is more than the stance in its cells.
    pub(super) fn of(columns: &Columns) -> Option<Self> {
        let column = |(field, at): &(Field, usize)| Column {
            field: *field,
            at: *at,
            holds: Values::None,
            dictionary: 0,
            values: Vec::new(),
        };
        columns.is_plain().then(|| Self { columns: columns.used.iter().map(column).collect() })
    }

    /// Whether rows of a batch can be known.
    pub(super) fn begin(&mut self, batch: &Batch) -> bool {
        let mut is_numbered = false;
        for column in &mut self.columns {
            column.holds = batch.values(column.at);
            match column.holds {
                Values::Numbers(dictionary) => {
                    if column.dictionary != dictionary {
                        column.dictionary = dictionary;
                        column.values.clear();
                    }
                    is_numbered = true;
                }
                Values::Texts if !column.is_text() && column.field != Field::Date => return false,
                Values::Texts | Values::None => {}
            }
        }
        is_numbered && batch.is_flawless()
    }

    /// Reads a row, if all that it says is known; whether it is.
    #[inline]
    pub(super) fn read(&mut self, table: &mut Table, columns: &Columns, row: Row) -> bool {
        let Ok(stance) = self.stance(table, columns, row) else { return false };
        if let Some(Stance { names, id, position, strength, weight, date, texts }) = stance {
            let [locator, quote, note, coder, grade] = texts;
            let place = Some(table.place(row, None));
            let id = id.as_ref();
            let stance = StanceRow {
                id,
                position,
                strength,
                weight,
                date,
                locator,
                quote,
                note,
                coder,
                grade,
                place,
                ..StanceRow::default()
            };
            table.builder.numbered(names, &stance);
        }
        true
    }

    /// What a row says; `None` where it is no stance.
    #[inline]
    fn stance<'r>(
        &mut self,
        table: &Table,
        columns: &Columns,
        row: Row<'r>,
    ) -> Result<Option<Stance<'r>>> {
        let mut stance = Stance::default();
        let (mut graded, mut default_label) = (None, Numbers::NO_NAME);
        let mut is_skipped = false;
        for column in &mut self.columns {
            if column.holds == Values::None {
                continue;
            }
            if column.is_text() {
                let Some(text) = column.text(table, columns, row)? else { continue };
                match TEXTS.iter().position(|field| *field == column.field) {
                    Some(place) => stance.texts[place] = Some(text),
                    None => stance.id = Some(text.parse().map_err(|_| Unknown)?),
                }
                continue;
            }
            match column.value(table, columns, row) {
                Value::Unknown => return Err(Unknown),
                Value::Nothing => {}
                Value::Name(number) => *name(&mut stance.names, column.field)? = number,
                Value::Position(position, strength, label) => {
                    stance.position = Some(position);
                    (graded, default_label) = (strength, label);
                }
                Value::Skip => is_skipped = true,
                Value::Date(date) => stance.date = Some(date),
                Value::Strength(strength) => stance.strength = Some(strength),
                Value::Weight(weight) => stance.weight = Some(weight),
            }
        }
        if is_skipped {
            return Ok(None);
        }
        stance.strength = graded.or(stance.strength);
        let names = &mut stance.names;
        if names.label == Numbers::NO_NAME {
            names.label = default_label;
        }
        let has_target = names.issue != Numbers::NO_NAME || names.toward != Numbers::NO_NAME;
        let is_whole =
            names.actor != Numbers::NO_NAME && names.label != Numbers::NO_NAME && has_target;
        if is_whole && stance.position.is_some() { Ok(Some(stance)) } else { Err(Unknown) }
    }

    /// Remembers what the builder made of the row that was just read.
    pub(super) fn learn(&mut self, table: &Table, columns: &Columns, row: Row) {
        let Some(mut names) = table.builder.last_numbers() else { return };
        let mut has_label = false;
        for column in &mut self.columns {
            let Ok(name) = name(&mut names, column.field) else { continue };
            if let Value::Unknown = column.value(table, columns, row) {
                column.set(row, Value::Name(*name));
            }
            let is_there = !matches!(column.value(table, columns, row), Value::Nothing);
            has_label |= column.field == Field::Label && is_there;
        }
        // Without a label, that of the position counts.
        let position = self.columns.iter_mut().find(|column| column.field == Field::Position);
        if let Some(column) = position.filter(|_| !has_label)
            && let Value::Position(position, strength, _) = column.value(table, columns, row)
        {
            column.set(row, Value::Position(position, strength, names.label));
        }
    }
}

impl Column {
    /// Whether it is kept as it is, or read each time.
    fn is_text(&self) -> bool {
        self.field == Field::Id || TEXTS.contains(&self.field)
    }

    fn text<'r>(&self, table: &Table, columns: &Columns, row: Row<'r>) -> Result<Option<&'r str>> {
        let text = row.get(self.at).and_then(|cell| columns.text(self.field, cell));
        match text {
            Some(text) if text.len() > table.longest_cell() => Err(Unknown),
            text => Ok(text),
        }
    }

    /// What the value in a row came to.
    #[inline]
    fn value(&mut self, table: &Table, columns: &Columns, row: Row) -> Value {
        if self.holds == Values::Texts {
            return self.read(table, columns, row);
        }
        let Some(number) = row.number(self.at) else { return Value::Nothing };
        match self.values.get(number as usize) {
            None | Some(Value::Unknown) => {
                let value = self.read(table, columns, row);
                self.set(row, value);
                value
            }
            Some(value) => *value,
        }
    }

    fn set(&mut self, row: Row, value: Value) {
        let Some(number) = row.number(self.at).map(|number| number as usize) else { return };
        if self.values.len() <= number {
            self.values.resize(number + 1, Value::Unknown);
        }
        self.values[number] = value;
    }

    /// What a text comes to, as far as that does not need the builder.
    fn read(&self, table: &Table, columns: &Columns, row: Row) -> Value {
        let text = match self.text(table, columns, row) {
            Ok(None) => return Value::Nothing,
            Ok(Some(text)) => text,
            Err(Unknown) => return Value::Unknown,
        };
        let value = match self.field {
            Field::Record => (text == "stance").then_some(Value::Nothing),
            Field::Date => text.parse().ok().map(Value::Date),
            Field::Strength => strength(text).map(Value::Strength),
            Field::Weight => weight(text).map(Value::Weight),
            Field::Position => table.meaning(text).map(|meaning| match meaning {
                Meaning::Position(position) => Value::Position(position, None, Numbers::NO_NAME),
                Meaning::Graded(position, strength) => {
                    Value::Position(position, Some(strength), Numbers::NO_NAME)
                }
                Meaning::Skip => Value::Skip,
            }),
            _ => None,
        };
        value.unwrap_or_default()
    }
}

/// The number of a field that is a name.
fn name(names: &mut Numbers, field: Field) -> Result<&mut u32> {
    Ok(match field {
        Field::Actor => &mut names.actor,
        Field::Speaker => &mut names.speaker,
        Field::Label => &mut names.label,
        Field::Issue => &mut names.issue,
        Field::Toward => &mut names.toward,
        Field::Source => &mut names.source,
        _ => return Err(Unknown),
    })
}
