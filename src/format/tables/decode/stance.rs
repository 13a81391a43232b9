//! From the cells of a row to a stance.

use super::Decoder;
use super::cells::Cells;
use crate::error::{Cause, Place, nearest_position};
use crate::format::tables::dictionary::Known;
use crate::format::tables::edge_list;
use crate::format::tables::field::Field;
use crate::format::tables::mapping::{Mapping, Meaning};
use crate::format::tables::number::with_point;
use crate::format::tables::sheet::Value;
use crate::graph::{Name, RowNames, RowPlaces, StanceRow};
use crate::model::{Position, Provenance, Source, SourceId, StanceId, Strength, WrongProvenance};

impl<'c, 'b, 'm> Cells<'c, 'b, 'm> {
    /// The meaning of the position cell; `None` if the row has none.
    #[inline]
    fn meaning(&mut self) -> Option<Meaning> {
        match self.known(Field::Position) {
            Some(Known::Meaning(meaning)) => Some(meaning),
            Some(_) | None => self.read_meaning(),
        }
    }

    #[inline(never)]
    fn read_meaning(&mut self) -> Option<Meaning> {
        let Some(value) = self.get(Field::Position) else { return self.meaning_of_nothing() };
        let said = self.decoder.meaning(value);
        let meaning = match said {
            _ if self.decoder.is_edge_list() => self.sign(value, said),
            Some(meaning) => Some(meaning),
            None => self.word(value),
        };
        if let Some(meaning) = meaning {
            // The meaning alone is not enough for a sign, which has a size, a label, or two positions.
            let has_more = self.is_both || self.is_single || self.word.is_some();
            if !self.decoder.is_edge_list() && !has_more {
                self.keep(Field::Position, Known::Meaning(meaning));
            }
        } else {
            let cause = match self.decoder.mapping {
                Some(_) if self.decoder.is_edge_list() => Cause::UnknownSign(value.into()),
                Some(Mapping { scale: Some(scale), .. }) => {
                    let (column, scale) = (self.title(Field::Position), scale.to_string());
                    Cause::NotOnScale { column, value: value.into(), scale }
                }
                Some(_) => {
                    let column = self.title(Field::Position);
                    Cause::UnmappedValue { column, value: value.into() }
                }
                None => {
                    let suggestion = nearest_position(value);
                    Cause::UnknownPosition { name: value.into(), suggestion }
                }
            };
            self.fault(cause, Field::Position);
        }
        meaning
    }

    /// The meaning of a sign in a list of edges: as mapped, or a number, or a label.
    fn sign(&mut self, value: &'c str, said: Option<Meaning>) -> Option<Meaning> {
        let is_said = self.decoder.mapping.is_some_and(|mapping| mapping.scale.is_some());
        self.size = None;
        if is_said {
            return said;
        }
        let number = with_point(value).replace('\u{2212}', "-").parse::<f64>().ok();
        let number = number.filter(|number| number.is_finite());
        let on_actor = !self.has(Field::Issue);
        let meaning = match (said.or_else(|| edge_list::word(value)), number) {
            (Some(meaning), _) => Some(meaning),
            (None, Some(number)) => Some(Meaning::Position(match number {
                number if number > 0.0 => Position::Support,
                number if number < 0.0 => Position::Oppose,
                _ => Position::Neutral,
            })),
            (None, None) => {
                let position = self.decoder.intake.builder.position_of(value, on_actor);
                self.word = position.map(|_| value);
                position.map(Meaning::Position)
            }
        };
        let has_sign = number.is_none_or(|number| number < 0.0) || value.starts_with('+');
        self.size = Some((number.map_or(f64::NAN, f64::abs), has_sign));
        meaning
    }

    /// The meaning of a word or a sign that people write for a position.
    fn word(&mut self, value: &'c str) -> Option<Meaning> {
        let mapping = self.decoder.mapping;
        if mapping.is_some_and(|mapping| mapping.is_both(value)) {
            self.is_both = true;
            return Some(Meaning::Position(Position::Support));
        }
        // Tables with records are our own.
        let has_records = self.columns.at[Field::Record as usize].is_some();
        let takes_words = mapping.is_none_or(Mapping::takes_words) && !has_records;
        // Nothing tells what a zero is in a wide table, whose signs are mapped.
        let is_zero = value == "0" && mapping.is_some_and(|mapping| mapping.wide.is_some());
        if !takes_words || is_zero {
            return None;
        }
        let on_actor = !self.has(Field::Issue);
        let read = match self.decoder.values.known(value, on_actor) {
            Some(known) => known,
            None => {
                let place = self.decoder.intake.place(self.row, self.column(Field::Position));
                let Decoder { values, intake, .. } = &mut *self.decoder;
                intake.builder.remember(place, || self.row.excerpt(place.line, place.column));
                values.read(value, on_actor, place, intake.builder)
            }
        };
        Some(match read? {
            Value::Position(position) => Meaning::Position(position),
            Value::Half(position) => Meaning::Graded(position, Strength::part(1.0, 2.0)),
            Value::Single(position) => {
                self.is_single = true;
                Meaning::Position(position)
            }
            Value::Label(position) => {
                self.word = Some(value);
                Meaning::Position(position)
            }
            Value::Both => {
                self.is_both = true;
                Meaning::Position(Position::Support)
            }
            Value::Skip => Meaning::Skip,
        })
    }

    /// The meaning of an empty position: that of the mapping, or that of the label.
    fn meaning_of_nothing(&mut self) -> Option<Meaning> {
        let meaning = self.decoder.mapping?.meaning_of_nothing();
        let column = self.columns.at[Field::Position as usize];
        let is_open = meaning.is_none() && !self.has(Field::Label);
        if is_open && column.is_some() && self.has(Field::Actor) {
            let column = self.title(Field::Position);
            let cause = match self.decoder.is_edge_list() {
                true => Cause::UnknownSign(String::new()),
                false => Cause::UnmappedValue { column, value: String::new() },
            };
            self.fault(cause, Field::Position);
        }
        meaning
    }

    pub fn position(&mut self) -> Option<Position> {
        match self.meaning()? {
            Meaning::Position(position) | Meaning::Graded(position, _) => Some(position),
            Meaning::Skip => None,
        }
    }

    /// Adds the stance of the row; returns whether the row is one.
    #[inline]
    pub fn stance(self) -> bool {
        let stances = self.decoder.intake.builder.row_count();
        let open = self.decoder.dates.open_count();
        let (is_stance, decoder) = self.added();
        // An open date of a rejected row would be set in the next stance.
        if decoder.intake.builder.row_count() == stances {
            decoder.dates.forget_open(open);
        }
        is_stance
    }

    fn added(mut self) -> (bool, &'c mut Decoder<'b, 'm>) {
        if self.columns.has_more {
            // Beside records, the address is that of a source's own row.
            let has_records = self.columns.at[Field::Record as usize].is_some();
            let fields = if has_records { &Field::STANCE[..] } else { &Field::ADDRESSED };
            self.check_fields("a stance", fields);
        }
        let (position, graded) = match self.meaning() {
            Some(Meaning::Skip) => {
                self.decoder.skipped += 1;
                return (false, self.decoder);
            }
            Some(Meaning::Position(position)) => (Some(position), None),
            Some(Meaning::Graded(position, strength)) => (Some(position), Some(strength)),
            None => (None, None),
        };
        let id = self.id::<StanceId>(Field::Id);
        let strength = if graded.is_some() { graded } else { self.strength() };
        let weight = self.weight();
        let (date, until) = (self.date(Field::Date), self.date(Field::Until));
        let Some(actor) = self.name_in(Field::Actor) else {
            // Spreadsheets leave empty rows at the end.
            if !self.row.is_blank() {
                self.missing("actor", "the stance");
            }
            return (false, self.decoder);
        };
        let names = RowNames {
            actor,
            speaker: self.name_in(Field::Speaker),
            label: self.name_in(Field::Label).or(self.word.map(Name::Text)),
            issue: self.name_in(Field::Issue),
            toward: self.name_in(Field::Toward),
            source: self.source_of_stance(),
        };
        let provenance = self.provenance();
        let row = StanceRow {
            id: id.as_ref(),
            position,
            strength,
            weight,
            date,
            until,
            locator: self.get(Field::Locator),
            quote: self.get(Field::Quote),
            note: self.get(Field::Note),
            coder: self.get(Field::Coder),
            grade: self.get(Field::Grade),
            provenance,
            place: Some(self.place()),
            places: RowPlaces {
                label: self.place_of_unknown_label(position),
                ..RowPlaces::default()
            },
            ..StanceRow::default()
        };
        if self.is_faulty {
            return (false, self.decoder);
        }
        let stances = self.decoder.intake.builder.row_count();
        let is_added = if self.is_both {
            self.add_both(&names, &row)
        } else {
            self.decoder.intake.builder.row_of(&names, &row);
            self.decoder.intake.builder.row_count() > stances
        };
        if is_added {
            self.keep_size(graded.is_some() || strength.is_some());
            if self.is_single && strength.is_none() {
                self.decoder.values.add_single(stances);
            }
        }
        if self.decoder.intake.has_new_faults() {
            self.remember();
        } else if is_added && self.decoder.dictionaries.are_used() {
            self.keep_names();
        }
        (true, self.decoder)
    }

    /// Whether the stance is confirmed, the characters that it quotes, and who proposed it.
    fn provenance(&mut self) -> Provenance<&'c str> {
        let field_of = |name| Field::of_name(name).expect("it is a column");
        let read = Provenance::read(|name| self.get(field_of(name)));
        read.unwrap_or_else(|wrong| {
            for WrongProvenance { field, problem, fix } in wrong {
                self.fault(Cause::Slip { problem, fix: fix.into() }, field_of(field));
            }
            Provenance::default()
        })
    }

    /// Adds a stance for and a stance against; returns whether both were added.
    #[cold]
    fn add_both(&mut self, names: &RowNames, row: &StanceRow) -> bool {
        let builder = &mut *self.decoder.intake.builder;
        let stances = builder.row_count();
        for (position, number) in [(Position::Support, 1), (Position::Oppose, 2)] {
            let id = row.id.and_then(|id| format!("{id}-{number}").parse::<StanceId>().ok());
            let row = StanceRow { id: id.as_ref(), position: Some(position), ..*row };
            builder.row_of(names, &row);
        }
        builder.row_count() == stances + 2
    }

    /// The source, which is known by its address, if the table has one.
    fn source_of_stance(&mut self) -> Option<Name<'c>> {
        let source = self.name_in(Field::Source);
        let address = match (self.get(Field::Url), source) {
            (Some(address), _) => address,
            (None, Some(Name::Text(text))) if is_address(text) => text,
            (None, _) => return source,
        };
        if let Ok(id) = SourceId::new(address) {
            let title = self.owned(Field::Source).filter(|title| title != address);
            let place = self.place();
            let source = Source { title, url: Some(address.into()), ..Source::new(id) };
            self.decoder.intake.builder.describe_source(source, place);
        }
        Some(Name::Text(address))
    }

    /// Remembers the numbers that the builder gave to the names of the last stance.
    fn keep_names(&mut self) {
        let Some(numbers) = self.decoder.intake.builder.last_numbers() else { return };
        let names = [
            (Field::Actor, numbers.actor),
            (Field::Speaker, numbers.speaker),
            (Field::Label, numbers.label),
            (Field::Issue, numbers.issue),
            (Field::Toward, numbers.toward),
            (Field::Source, numbers.source),
        ];
        // A source with an address is not known by its own cell.
        let has_address = self.columns.at[Field::Url as usize].is_some();
        for (field, number) in names {
            if has_address && field == Field::Source {
                continue;
            }
            if self.texts[field as usize].text().is_some() {
                self.keep(field, Known::Name(number));
            }
        }
    }

    /// Keeps the size of a sign in a list of edges, for stances without a strength of their own.
    #[inline]
    fn keep_size(&mut self, has_strength: bool) {
        let Some((size, has_sign)) = self.size else { return };
        let place = self.place();
        let sizes = &mut self.decoder.sizes;
        sizes.has_sign |= has_sign;
        sizes.place.get_or_insert(place);
        sizes.add(if has_strength { f64::NAN } else { size });
    }

    /// Keeps the lines of the row for reports, and the places of its names in case they are unknown.
    #[cold]
    fn remember(&mut self) {
        const NAMES: [Field; 5] =
            [Field::Actor, Field::Speaker, Field::Issue, Field::Toward, Field::Source];
        let (row, whole) = (self.row, self.place());
        let place = |field: Field| {
            let column = self.columns.at[field as usize];
            self.get(field).zip(column.map(|column| self.decoder.intake.place(row, Some(column))))
        };
        let places = NAMES.into_iter().filter_map(place).collect::<Vec<_>>();
        let lines = places.iter().map(|(_, place)| *place).chain([whole]).collect::<Vec<_>>();
        self.decoder.intake.builder.locate_names(whole, &places);
        for place in lines {
            self.decoder.intake.builder.remember(place, || row.excerpt(place.line, place.column));
        }
    }

    /// The place of the label, if neither the label nor a cell gives a position.
    #[inline]
    fn place_of_unknown_label(&mut self, position: Option<Position>) -> Option<Place> {
        let label = self.get(Field::Label).filter(|_| position.is_none())?;
        let on_actor = !self.has(Field::Issue);
        let is_known = self.decoder.intake.builder.says_position(label, on_actor);
        (!is_known)
            .then(|| self.decoder.intake.place(self.row, self.columns.at[Field::Label as usize]))
    }
}

/// Whether a text is the address of a page.
fn is_address(text: &str) -> bool {
    let scheme = ["https://", "http://"].into_iter().find(|scheme| text.starts_with(scheme));
    scheme.is_some_and(|scheme| text.len() > scheme.len() && !text.contains(char::is_whitespace))
}
