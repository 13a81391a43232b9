//! Which column is which field, by a mapping or by the names of the columns.

use rustc_hash::FxHashSet;

use crate::error::{Cause, Error, Remedy, Request, nearest};
use crate::format::sniff;
use crate::format::tables::batch::Row;
use crate::format::tables::columns::{Columns, Places, Shape};
use crate::format::tables::decode::Decoder;
use crate::format::tables::field::Field;
use crate::format::tables::join::{First, load_all};
use crate::format::tables::mapping::{From, Mapping, Wide};
use crate::format::tables::template::{Template, columns_called, unknown_column};

/// The name, in notes, of the columns that a mapping does not mention.
const UNREAD: &str = "columns of which nothing is said";

/// A header while its columns are assigned to fields.
pub struct Naming<'n, 'b, 'm> {
    pub decoder: &'n mut Decoder<'b, 'm>,
    pub header: Row<'n>,
    pub names: &'n [String],
    /// The error that kept a second table from being read.
    pub failure: Option<Error>,
}

/// The fields and columns of a header.
struct Mapped<'m> {
    at: Places,
    constants: Vec<(Field, &'m str)>,
    composed: Vec<(Field, Template)>,
    /// Whether all columns are read.
    is_whole: bool,
}

impl Default for Mapped<'_> {
    fn default() -> Self {
        let at = [None; Field::ALL.len()];
        Self { at, constants: Vec::new(), composed: Vec::new(), is_whole: false }
    }
}

impl<'m> Naming<'_, '_, 'm> {
    /// The columns, by field; `None` if there is a fault.
    pub fn columns(&mut self) -> Option<Columns<'m>> {
        let mut mapped = match self.decoder.mapping {
            Some(mapping) if mapping.names_columns() => self.mapped(mapping)?,
            _ => Mapped { at: self.named()?, is_whole: true, ..Mapped::default() },
        };
        let missing = self.decoder.mapping.map_or(&[][..], |mapping| &mapping.missing);
        let shape = self.shape(&mut mapped)?;
        let names = self.names;
        let is_nameless = |column: &usize| {
            names[*column].is_empty() && !mapped.at.contains(&Some(*column)) && mapped.is_whole
        };
        let nameless = (0..names.len()).filter(is_nameless).collect();
        if !mapped.is_whole {
            self.tell_unread(&mapped.at, &shape);
        }
        let Mapped { at, constants, .. } = mapped;
        let place = |field: Field| Some((field, at[field as usize]?));
        let used = Field::ALL.into_iter().filter_map(place).collect::<Vec<_>>();
        let has_more =
            used.iter().any(|(field, _)| *field != Field::Record && !Field::STANCE.contains(field));
        Some(Columns {
            at,
            used,
            nameless,
            constants,
            missing,
            header: names.to_vec(),
            shape: Some(shape).filter(|shape| !shape.is_plain()),
            has_more,
            has_whole_numbers: self.decoder.mapping.is_some_and(|it| it.is_of_known_tables),
        })
    }

    /// Assigns columns by a mapping.
    fn mapped(&mut self, mapping: &'m Mapping) -> Option<Mapped<'m>> {
        let names = self.names;
        let mut mapped = Mapped { is_whole: mapping.wide.is_some(), ..Mapped::default() };
        let mut is_fine = true;
        let mut check = |table: &mut Self, name: &str| {
            let (first, second) = columns_called(name, names);
            if let Some(second) = second {
                table.decoder.intake.fault(
                    table.header,
                    Cause::RepeatedField(name.to_owned()),
                    Some(second),
                );
                is_fine = false;
            } else if first.is_none() {
                let known = names.iter().map(String::as_str).collect::<Vec<_>>();
                table.decoder.intake.fault(table.header, unknown_column(name, &known), None);
                is_fine = false;
            }
            first
        };
        for (field, from) in &mapping.columns {
            let name = match from {
                From::Constant(text) => {
                    mapped.constants.push((*field, text.as_str()));
                    continue;
                }
                From::Column(name) => name,
            };
            let template = Template::parse(name, names).filter(|_| !names.contains(name));
            match template {
                Some(Ok(template)) => mapped.composed.push((*field, template)),
                Some(Err(absent)) => drop(check(self, &absent)),
                None => mapped.at[*field as usize] = check(self, name),
            }
        }
        for name in &mapping.ignored {
            check(self, name);
        }
        is_fine.then_some(mapped)
    }

    /// Assigns columns by the names of fields.
    fn named(&mut self) -> Option<Places> {
        let names = self.names;
        if let Some(format) = sniff::events(names) {
            let problem = "these are events and no table of stances".into();
            let fix = Remedy::say(format!("read them as {format}: "));
            let fix = fix.and_ask(Request::Format(format.name()));
            self.decoder.intake.fault(self.header, Cause::Slip { problem, fix }, None);
            return None;
        }
        let mut at = [None; Field::ALL.len()];
        let mut is_fine = true;
        let known = Field::ALL.map(Field::as_str);
        let mapping = self.decoder.mapping;
        let is_read = |name: &String| {
            !name.is_empty() && mapping.is_none_or(|mapping| !mapping.is_known_column(name))
        };
        for (column, name) in names.iter().enumerate().filter(|(_, name)| is_read(name)) {
            let field = Field::of_name(name);
            if let Some(field) = field.filter(|field| at[*field as usize].is_none()) {
                at[field as usize] = Some(column);
                continue;
            }
            let cause = || match field {
                Some(_) => Cause::RepeatedField(name.clone()),
                None => no_field(name, &known),
            };
            self.decoder.intake.fault_with(self.header, cause, Some(column));
            is_fine = false;
        }
        let has_record = at[Field::Record as usize].is_some()
            || mapping.is_some_and(|mapping| !mapping.joins.is_empty());
        if is_fine && !has_record && at[Field::Actor as usize].is_none() {
            let cause = Cause::MissingField { kind: "column", name: "actor", within: "the table" };
            self.decoder.intake.fault(self.header, cause, None);
            is_fine = false;
        }
        is_fine.then_some(at)
    }

    /// The columns of a wide table that are issues or actors; also sets the first column, if nothing maps it.
    fn wide(&mut self, wide: Wide, mapped: &mut Mapped<'m>) -> Option<Vec<usize>> {
        let names = self.names;
        let mapping = self.decoder.mapping?;
        let templates = mapped.composed.iter().map(|(_, template)| template);
        let composed = templates.flat_map(Template::columns).collect::<Vec<_>>();
        let is_key = |name: &String| {
            let mut keys = mapping.joins.iter().filter(|join| join.path.is_some());
            keys.any(|join| join.key.iter().any(|part| part.ours == *name))
        };
        let mut free = (0..names.len()).filter(|column| {
            let is_said = mapped.at.contains(&Some(*column)) || composed.contains(column);
            let is_ignored = |ignored: &String| ignored.eq_ignore_ascii_case(&names[*column]);
            !is_said && !mapping.ignored.iter().any(is_ignored)
        });
        let rows = wide.of_rows();
        let is_open = mapped.at[rows as usize].is_none()
            && !mapped.constants.iter().any(|(field, _)| *field == rows)
            && !mapped.composed.iter().any(|(field, _)| *field == rows);
        let first = if is_open { free.next() } else { None };
        let is_named = |column: &usize| !names[*column].is_empty() && !is_key(&names[*column]);
        let columns = free.filter(is_named).collect::<Vec<_>>();
        if is_open {
            mapped.at[rows as usize] = first;
        }
        let mut seen = FxHashSet::default();
        let twice = columns.iter().find(|column| !seen.insert(names[**column].as_str()));
        if let Some(column) = twice {
            self.decoder.intake.fault(
                self.header,
                Cause::RepeatedField(names[*column].clone()),
                Some(*column),
            );
            return None;
        }
        if columns.is_empty() {
            let what = if rows == Field::Actor { "issue" } else { "actor" };
            let wrong = format!("the table has no column that is an {what}");
            self.decoder.intake.fault(self.header, Cause::Syntax(wrong), None);
            return None;
        }
        Some(columns)
    }

    /// What else turns a row into stances.
    fn shape(&mut self, mapped: &mut Mapped<'m>) -> Option<Shape<'m>> {
        let Some(mapping) = self.decoder.mapping else { return Some(Shape::default()) };
        let wide = match mapping.wide {
            Some(wide) => Some((wide.of_columns(), self.wide(wide, mapped)?)),
            None => None,
        };
        let splits = mapping.splits.as_slice();
        let late = splits.iter().map(|(field, _)| *field);
        let first = First { header: self.names, at: &mapped.at, mapping, late: late.collect() };
        let intake = &mut self.decoder.intake;
        let joins = match load_all(intake.builder, &first, intake.limits) {
            Ok(joins) => joins,
            Err(error) => {
                self.failure = Some(error);
                None
            }
        };
        // Faults of second tables are not faults of a row.
        let _ = intake.has_new_faults();
        let composed = std::mem::take(&mut mapped.composed);
        Some(Shape { composed, joins: joins?, wide, splits })
    }

    /// Reports the columns that the mapping does not mention.
    fn tell_unread(&mut self, at: &Places, shape: &Shape) {
        let names = self.names;
        let Some(mapping) = self.decoder.mapping.filter(|mapping| !mapping.is_of_known_tables)
        else {
            return;
        };
        let is_read = |column: usize| {
            at.contains(&Some(column))
                || shape.reads(column)
                || mapping.is_known_column(&names[column])
        };
        for (column, name) in names.iter().enumerate().filter(|(column, _)| !is_read(*column)) {
            let name = if name.is_empty() { (column + 1).to_string() } else { name.clone() };
            self.decoder.intake.builder.leave_out(self.decoder.intake.file, UNREAD, name);
        }
    }
}

/// The fault of a column without the name of a field, if columns have the names of fields.
pub fn no_field(name: &str, known: &[&str]) -> Cause {
    let suggestion = nearest(name, known.iter().copied()).map(str::to_owned);
    Cause::UnknownColumn { name: name.into(), suggestion, known: known.join(", ") }
}
