//! The mapping of a spreadsheet whose columns have names of their own.

use super::naming::no_field;
use crate::error::{Cause, Remedy, Request};
use crate::format::sniff;
use crate::format::tables::decode::Decoder;
use crate::format::tables::field::Field;
use crate::format::tables::mapping::{From, Mapping};
use crate::format::tables::sheet::{Columns, columns};

/// Whether these are the names of columns that say who takes which position on what.
pub fn is_header(names: &[String]) -> bool {
    let field = |name: &String| Field::of_name(name);
    let named = || names.iter().filter(|name| !name.is_empty());
    let is_ours = || named().all(|name| field(name).is_some());
    let is_ours = is_ours() && named().any(|name| field(name) == Some(Field::Actor));
    is_ours || matches!(columns(names), Columns::Found { .. })
}

/// The mapping, if nothing else says what the columns are, and they have usual names; or the fault of a column.
pub fn mapping(
    names: &[String],
    said: Option<&Mapping>,
    decoder: &mut Decoder,
) -> Result<Option<Mapping>, (Box<Cause>, usize)> {
    let is_said = said.is_some_and(|said| said.names_columns() || !said.joins.is_empty());
    let has_record = names.iter().any(|name| Field::of_name(name) == Some(Field::Record));
    let is_list = decoder.list().is_some() || decoder.has_no_header();
    if is_said || has_record || is_list || sniff::events(names).is_some() {
        return Ok(None);
    }
    let is_read = |name: &String| said.is_none_or(|said| !said.is_known_column(name));
    let read = |name: &String| if is_read(name) { name.clone() } else { String::new() };
    let open = names.iter().map(read).collect::<Vec<_>>();
    match columns(&open) {
        Columns::Other => Ok(None),
        Columns::Misspelt(column) => {
            let cause = no_field(&names[column], &Field::STANCE.map(Field::as_str));
            Err((Box::new(cause), column))
        }
        Columns::Either { field, columns: [first, second] } => {
            let [a, b] = [&names[first], &names[second]];
            let problem = format!("\"{a}\" and \"{b}\" can both be the {}", field.as_str());
            let fix = Remedy::say("leave one of them out with ");
            let fix = fix.and_ask(Request::Ignore(Some(b.clone())));
            Err((Box::new(Cause::Slip { problem, fix }), second))
        }
        Columns::Found { columns, dates } => {
            let from =
                |(field, column): &(Field, usize)| (*field, From::Column(names[*column].clone()));
            decoder.columns_taken(names, &columns);
            let columns = columns.iter().map(from).collect();
            Ok(Some(Mapping { columns, dates, reads_words: true, ..Mapping::default() }))
        }
    }
}
