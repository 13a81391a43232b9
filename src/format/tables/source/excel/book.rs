//! A workbook, and which of its sheets to read.

use std::io::Cursor;

use calamine::{Reader, Sheet, SheetType, SheetVisible, Xlsx, XlsxError};

use super::STANCES;
use super::package::Package;
use super::sheet::Reading;
use crate::error::{Cause, nearest};
use crate::format::tables::batch::{Batch, Wanted};

pub type Workbook<'b> = Xlsx<Cursor<&'b [u8]>>;

/// Hands over the rows of the chosen sheet of a workbook, with its names as the first row.
pub fn give(bytes: &[u8], limit: u64, take: &mut dyn FnMut(&Batch) -> Wanted) -> Result<(), Cause> {
    Package::check(bytes, limit)?;
    let mut workbook: Workbook = Xlsx::new(Cursor::new(bytes)).map_err(|error| broken(&error))?;
    let sheet = chosen(&sheets(&workbook), None)?;
    let mut cells = workbook.worksheet_cells_reader(&sheet).map_err(|error| broken(&error))?;
    let (record, missing, texts, merged) = (None, &[][..], None, Vec::new());
    Reading { record, missing, is_strict: false, texts, merged }.give(&mut cells, take);
    Ok(())
}

/// The fault of a workbook that cannot be read.
pub fn broken(error: &XlsxError) -> Cause {
    Cause::Syntax(format!("not an Excel workbook: {error}"))
}

/// The sheets with cells, in order.
pub fn sheets(workbook: &Workbook) -> Vec<Sheet> {
    let sheets = workbook.sheets_metadata().iter();
    sheets.filter(|sheet| sheet.typ == SheetType::WorkSheet).cloned().collect()
}

/// The sheet with a name or a number; by default that of our stances, or the first. Prefers visible sheets,
/// if there are any.
pub fn chosen(sheets: &[Sheet], wanted: Option<&str>) -> Result<String, Cause> {
    let is_visible = |sheet: &&Sheet| sheet.visible == SheetVisible::Visible;
    let first = sheets.iter().find(is_visible).or(sheets.first());
    let first = first.ok_or_else(|| Cause::Syntax("the workbook has no sheet".into()))?;
    let named = |wanted: &str| {
        let exact = sheets.iter().find(|sheet| sheet.name == wanted);
        exact.or_else(|| sheets.iter().find(|sheet| sheet.name.eq_ignore_ascii_case(wanted)))
    };
    let Some(wanted) = wanted else {
        let ours = named(STANCES).filter(|ours| ours.visible == first.visible);
        return Ok(ours.unwrap_or(first).name.clone());
    };
    let by_number = || sheets.get(wanted.parse::<usize>().ok()?.checked_sub(1)?);
    let found = named(wanted).or_else(by_number);
    let names = sheets.iter().map(|sheet| sheet.name.as_str()).collect::<Vec<_>>();
    found.map(|sheet| sheet.name.clone()).ok_or_else(|| Cause::UnknownSheet {
        name: wanted.into(),
        suggestion: nearest(wanted, names.iter().copied()).map(str::to_owned),
        known: names.join(", "),
    })
}
