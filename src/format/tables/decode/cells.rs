//! The cells of one row, on their way into the builder.

use super::Decoder;
use super::dates::OpenDate;
use crate::error::{Cause, Place};
use crate::format::dates::{self, Found};
use crate::format::graphs::network;
use crate::format::tables::batch::Row;
use crate::format::tables::columns::Columns;
use crate::format::tables::dictionary::Known;
use crate::format::tables::field::Field;
use crate::format::tables::given::{Given, Texts};
use crate::format::tables::number::with_point;
use crate::graph::Name;
use crate::model::{Date, IdError, Strength, Weight};

/// The cells of one row while they are read.
pub struct Cells<'c, 'b, 'm> {
    pub decoder: &'c mut Decoder<'b, 'm>,
    pub columns: &'c Columns<'m>,
    pub texts: &'c Texts<'c>,
    pub row: Row<'c>,
    /// The cell of the position, if it is not in the column of the position.
    cell: Option<usize>,
    pub is_faulty: bool,
    /// The size of the sign in a list of edges, and whether it can only be a sign.
    pub size: Option<(f64, bool)>,
    /// The sign or the position, if it is a label.
    pub word: Option<&'c str>,
    /// Whether the row is two stances, for and against.
    pub is_both: bool,
    /// Whether its sign is weaker beside a double one.
    pub is_single: bool,
}

impl<'c, 'b, 'm> Cells<'c, 'b, 'm> {
    pub fn new(
        decoder: &'c mut Decoder<'b, 'm>,
        columns: &'c Columns<'m>,
        texts: &'c Texts<'c>,
        row: Row<'c>,
        cell: Option<usize>,
    ) -> Self {
        Self {
            decoder,
            columns,
            texts,
            row,
            cell,
            is_faulty: false,
            size: None,
            word: None,
            is_both: false,
            is_single: false,
        }
    }

    /// The known value of a field, if it was read before.
    #[inline]
    pub fn known(&self, field: Field) -> Option<Known> {
        match self.texts[field as usize] {
            Given::Known(known) => Some(known),
            Given::Nothing | Given::Text(_) => None,
        }
    }

    /// Remembers the value of a field for its next occurrence.
    #[inline]
    pub fn keep(&mut self, field: Field, known: Known) {
        if let Some(column) = self.columns.at[field as usize].filter(|_| self.columns.is_plain()) {
            self.decoder.dictionaries.keep(field, column, self.row, known);
        }
    }

    #[inline]
    pub fn has(&self, field: Field) -> bool {
        self.texts[field as usize].is_something()
    }

    /// The text of a field.
    #[inline]
    pub fn get(&self, field: Field) -> Option<&'c str> {
        match self.texts[field as usize] {
            Given::Nothing => None,
            Given::Text(text) => Some(text),
            Given::Known(_) => self.text_of_known(field),
        }
    }

    /// The text of a value that was read before.
    #[cold]
    fn text_of_known(&self, field: Field) -> Option<&'c str> {
        let cell = self.row.get(self.columns.at[field as usize]?)?;
        self.columns.text(field, cell)
    }

    /// The name in a field.
    #[inline]
    pub fn name_in(&self, field: Field) -> Option<Name<'c>> {
        match self.texts[field as usize] {
            Given::Nothing => None,
            Given::Text(text) => Some(Name::Text(text)),
            Given::Known(Known::Name(number)) => Some(Name::Number(number)),
            Given::Known(_) => self.text_of_known(field).map(Name::Text),
        }
    }

    pub fn owned(&self, field: Field) -> Option<String> {
        self.get(field).map(str::to_owned)
    }

    pub fn fault(&mut self, cause: Cause, field: Field) {
        self.is_faulty = true;
        let column = self.column(field);
        self.decoder.intake.fault(self.row, cause, column);
    }

    pub fn column(&self, field: Field) -> Option<usize> {
        let of_position = self.cell.filter(|_| field == Field::Position);
        of_position.or(self.columns.at[field as usize])
    }

    #[inline]
    pub fn place(&self) -> Place {
        self.decoder.intake.place(self.row, None)
    }

    /// The name of the column of a field.
    pub fn title(&self, field: Field) -> String {
        let column = self.column(field).and_then(|column| self.columns.header.get(column));
        column.map_or(field.as_str(), String::as_str).to_owned()
    }

    /// Reports a missing required cell, unless the cell is present and faulty.
    pub fn missing(&mut self, name: &'static str, within: &'static str) {
        if std::mem::replace(&mut self.is_faulty, true) {
            return;
        }
        let cause = Cause::MissingField { kind: "cell", name, within };
        self.decoder.intake.fault(self.row, cause, None);
    }

    #[inline]
    pub fn date(&mut self, field: Field) -> Option<Date> {
        match self.texts[field as usize] {
            Given::Nothing => None,
            Given::Known(Known::Date(date)) => Some(date),
            Given::Known(_) | Given::Text(_) => self.read_date(field),
        }
    }

    #[inline(never)]
    fn read_date(&mut self, field: Field) -> Option<Date> {
        let text = self.get(field)?;
        let short = |text: &str| text.chars().take(80).collect::<String>();
        if let Some(day) = dates::of_epoch(text) {
            let Decoder { intake, .. } = &mut *self.decoder;
            intake.builder.leave_out_time(intake.file, text, day);
            return Some(day);
        }
        let form = self.decoder.mapping.and_then(|mapping| mapping.dates);
        match self.decoder.dates.read(text, form) {
            Found::Date(date, None) => {
                self.keep(field, Known::Date(date));
                Some(date)
            }
            Found::Date(date, Some(form)) => {
                self.decoder.dates.prove(field, form);
                Some(date)
            }
            Found::Either { dmy, mdy } => {
                let text = short(text);
                if self.is_of_source() {
                    let field = self.title(field);
                    self.fault(Cause::EitherDate { field, text, dmy, mdy }, Field::Date);
                    return None;
                }
                let place = self.decoder.intake.place(self.row, self.column(field));
                let Decoder { intake, dates, .. } = &mut *self.decoder;
                if dates.is_settled() {
                    let excerpt = || self.row.excerpt(place.line, place.column);
                    intake.builder.remember(place, excerpt);
                }
                let stance = intake.builder.row_count();
                dates.leave_open(OpenDate { field, text, dmy, mdy, place, stance });
                None
            }
            Found::No if self.decoder.is_edge_list() && self.is_time(field) => {
                let Decoder { intake, .. } = &mut *self.decoder;
                intake.builder.leave_out(intake.file, network::NO_DATES, short(text));
                None
            }
            Found::No => {
                let text = short(text);
                self.fault(Cause::InvalidDate { field: self.title(field), text }, field);
                None
            }
        }
    }

    /// Whether a date is in a column of times, which can have any unit.
    fn is_time(&self, field: Field) -> bool {
        matches!(self.title(field).as_str(), "time" | "timestamp")
    }

    /// Whether its row is a source, whose ambiguous date no other date can settle.
    fn is_of_source(&self) -> bool {
        self.get(Field::Record) == Some("source")
    }

    #[inline]
    pub fn strength(&mut self) -> Option<Strength> {
        match self.texts[Field::Strength as usize] {
            Given::Nothing => None,
            Given::Known(Known::Strength(strength)) => Some(strength),
            Given::Known(_) | Given::Text(_) => self.read_strength(),
        }
    }

    #[inline(never)]
    fn read_strength(&mut self) -> Option<Strength> {
        let text = self.get(Field::Strength)?;
        let strength = strength(text);
        match strength {
            Some(strength) => self.keep(Field::Strength, Known::Strength(strength)),
            None => self.fault(Cause::InvalidStrength(text.into()), Field::Strength),
        }
        strength
    }

    #[inline]
    pub fn weight(&mut self) -> Option<Weight> {
        match self.texts[Field::Weight as usize] {
            Given::Nothing => None,
            Given::Known(Known::Weight(weight)) => Some(weight),
            Given::Known(_) | Given::Text(_) => self.read_weight(),
        }
    }

    #[inline(never)]
    fn read_weight(&mut self) -> Option<Weight> {
        let text = self.get(Field::Weight)?;
        let weight = weight(text);
        match weight {
            Some(weight) => self.keep(Field::Weight, Known::Weight(weight)),
            None => self.fault(Cause::InvalidWeight(text.into()), Field::Weight),
        }
        weight
    }

    pub fn id<I: std::str::FromStr<Err = IdError>>(&mut self, field: Field) -> Option<I> {
        match self.get(field)?.parse() {
            Ok(id) => Some(id),
            Err(error) => {
                self.fault(Cause::InvalidId { field: self.title(field), error }, field);
                None
            }
        }
    }
}

/// A strength, with a decimal point or comma.
fn strength(text: &str) -> Option<Strength> {
    Strength::new(with_point(text).parse().ok()?).ok()
}

/// A weight, with a decimal point or comma.
fn weight(text: &str) -> Option<Weight> {
    Weight::new(with_point(text).parse().ok()?).ok()
}
