//! Detects formats from content, whatever the name of the file.

use super::graphs::matrix_market::BANNER;
use super::tables::list;
use super::{Format, Mapping};

/// The number of bytes that identify a binary file.
pub(super) const START: usize = 16;

/// The number of bytes that identify a network.
pub(super) const LONG_START: usize = list::START;

/// The numbers of columns of GDELT events, version 1 and 2, which have no header.
const GDELT: [usize; 3] = [57, 58, 61];

/// Why a file cannot be read as text of a format; `None` if it can be text.
pub(super) fn no_text(start: &[u8], wanted: Format) -> Option<String> {
    let known: [(&[u8], Format, &str); 3] = [
        (b"PK\x03\x04", Format::Excel, "a zip archive, as Excel workbooks are"),
        (b"PAR1", Format::Parquet, "Parquet"),
        (b"SQLite format 3\0", Format::Dna, "an SQLite database, as those of DNA are"),
    ];
    let (_, format, what) = known.into_iter().find(|(mark, ..)| start.starts_with(mark))?;
    if format == Format::Excel && wanted.is_events() {
        return Some("this is a zip archive; unpack it, and read what is in it".into());
    }
    let extension = format.extension();
    Some(format!("this is no text but {what}; call it .{extension}, or say that it is {format}"))
}

/// The format of a network, from its beginning.
pub(super) fn network(start: &[u8], mapping: Option<&Mapping>) -> Option<Format> {
    let text = String::from_utf8_lossy(start);
    let first = text.trim_start_matches('\u{feff}').lines().map(str::trim_start);
    let first = first.map(str::to_ascii_lowercase).find(|line| !line.is_empty())?;
    let begins = |marks: &[&str]| marks.iter().any(|mark| first.starts_with(mark));
    if begins(&[BANNER]) {
        return Some(Format::MatrixMarket);
    }
    if begins(&["*vertices", "*network"]) {
        return Some(Format::Pajek);
    }
    list::seen(start, mapping).map(|_| Format::Csv)
}

/// The format of a table of events, from its first row.
pub(super) fn events(first: &[String]) -> Option<Format> {
    let has = |names: &[&str]| names.iter().all(|name| first.iter().any(|known| known == name));
    let is_number = |cell: &String| cell.bytes().all(|byte| byte.is_ascii_digit());
    let is_day = |cell: &String| cell.len() == "20160429".len() && is_number(cell);
    if GDELT.contains(&first.len()) && is_number(&first[0]) && is_day(&first[1]) {
        return Some(Format::Gdelt);
    }
    let named = [
        (Format::Icews, &["Event ID", "CAMEO Code", "Source Name"][..]),
        (Format::Icews, &["Event ID", "Event Text", "Source Name", "Target Name"]),
        (Format::Polecat, &["Event ID", "Event Type", "Actor Name"][..]),
    ];
    named.into_iter().find(|(_, names)| has(names)).map(|(format, _)| format)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_text_is_told_by_how_it_begins() {
        let said = |start: &[u8]| no_text(start, Format::Csv).unwrap_or_default();
        assert!(said(b"PK\x03\x04\x14").contains(".xlsx"), "{}", said(b"PK\x03\x04"));
        assert!(said(b"PAR1\x15").contains(".parquet"));
        assert!(said(b"SQLite format 3\0").contains(".dna"));
        let events = no_text(b"PK\x03\x04", Format::Gdelt);
        assert!(events.is_some_and(|said| said.contains("unpack it")));
        assert_eq!(said(b"PK"), "");
        assert_eq!(said(b"actor,issue"), "");
    }

    #[test]
    fn networks_are_told_by_how_they_begin() {
        let said = |text: &str| network(text.as_bytes(), None);
        assert_eq!(said("%%MatrixMarket matrix array real general\n"), Some(Format::MatrixMarket));
        assert_eq!(said("\u{feff}\n*Vertices 2\n"), Some(Format::Pajek));
        assert_eq!(said("% sym signed\n1 2 -1\n"), Some(Format::Csv));
        assert_eq!(said("Dear all,\nthis is a letter\n"), None);
        assert_eq!(said(""), None);
    }

    #[test]
    fn events_are_told_by_their_first_row() {
        let row = |cells: &[&str], count: usize| {
            let mut row = cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>();
            row.resize(count, String::new());
            row
        };
        assert_eq!(events(&row(&["1", "20160429"], 61)), Some(Format::Gdelt));
        assert_eq!(events(&row(&["1", "20160429"], 60)), None);
        assert_eq!(events(&row(&["id", "day"], 61)), None);
        let icews = ["Event ID", "Event Date", "Source Name", "CAMEO Code"];
        assert_eq!(events(&row(&icews, 9)), Some(Format::Icews));
        assert_eq!(
            events(&row(&["Event ID", "Event Type", "Actor Name"], 9)),
            Some(Format::Polecat)
        );
        let without_code = ["Event ID", "Event Text", "Intensity", "Source Name", "Target Name"];
        assert_eq!(events(&row(&without_code, 9)), Some(Format::Icews));
        assert_eq!(events(&row(&["Event ID", "actor"], 2)), None);
        assert_eq!(events(&[]), None);
    }
}
