//! Ambiguous dates, left open until a column proves how its dates are written.

use super::Decoder;
use crate::error::{Cause, Place};
use crate::format::dates::{self, DateForm, Found};
use crate::format::tables::field::Field;
use crate::model::Date;

/// The dates of a table.
#[derive(Default)]
pub struct Dates {
    /// The dates already read.
    known: dates::Dates,
    /// The forms that columns prove.
    proven: [Vec<DateForm>; 2],
    open: Vec<OpenDate>,
}

/// A date that can be two days.
#[derive(Clone)]
pub struct OpenDate {
    pub field: Field,
    pub text: String,
    pub dmy: Date,
    pub mdy: Date,
    pub place: Place,
    /// The number of stances before its own.
    pub stance: usize,
}

/// The index of a date column: the date or the end date.
fn number_of(field: Field) -> usize {
    usize::from(field == Field::Until)
}

impl Dates {
    pub fn read(&mut self, text: &str, form: Option<DateForm>) -> Found {
        self.known.read(text, form)
    }

    /// Notes that a column has a date that only one form can read.
    pub fn prove(&mut self, field: Field, form: DateForm) {
        let proven = &mut self.proven[number_of(field)];
        if !proven.contains(&form) {
            proven.push(form);
        }
    }

    /// Whether no date is ambiguous.
    pub fn is_settled(&self) -> bool {
        self.open.is_empty()
    }

    pub fn leave_open(&mut self, date: OpenDate) {
        self.open.push(date);
    }

    /// The number of ambiguous dates.
    pub fn open_count(&self) -> usize {
        self.open.len()
    }

    /// Forgets the last dates that were left open, down to this number.
    pub fn forget_open(&mut self, count: usize) {
        self.open.truncate(count);
    }
}

impl Decoder<'_, '_> {
    /// Sets the ambiguous dates by the form that their column proves; without proof, reports one fault.
    pub fn settle_dates(&mut self) {
        let Dates { proven, open, .. } = std::mem::take(&mut self.dates);
        if !open.is_empty()
            && let [proven] = proven[0].as_slice()
        {
            self.taken.dates = Some(proven.as_str().into());
        }
        let mut is_said = [false; 2];
        for OpenDate { field, text, dmy, mdy, place, stance } in open {
            let column = number_of(field);
            let date = match proven[column].as_slice() {
                [DateForm::Dmy] => dmy,
                [DateForm::Mdy] => mdy,
                _ => {
                    if !std::mem::replace(&mut is_said[column], true) {
                        let field = field.as_str().into();
                        self.intake
                            .builder
                            .fault(Cause::EitherDate { field, text, dmy, mdy }, Some(place));
                    }
                    continue;
                }
            };
            if field == Field::Until {
                self.intake.builder.set_until(stance, date);
            } else {
                self.intake.builder.set_date(stance, date);
            }
        }
    }
}
