//! Writes workbooks: a sheet for the stances, and one for each kind of thing beside them.

use std::io::{self, Write};

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use super::records::{Record, Records};
use crate::format::tables::field::Field;
use crate::format::tables::source::excel::{BESIDE, Rest, STANCES, TEXTS};
use crate::graph::StanceGraph;

/// The largest number of rows in a sheet, including the header.
const MOST_ROWS: usize = 1_048_576;

/// The smallest and the largest width of a column, in characters.
const WIDTHS: (usize, usize) = (6, 60);

/// The number of rows whose texts determine the width of a column.
const SEEN: usize = 200;

/// Writes a workbook.
#[expect(clippy::wildcard_enum_match_arm, reason = "the enum is not ours")]
pub fn write(graph: &StanceGraph, out: &mut dyn Write) -> io::Result<()> {
    let bytes = workbook(graph).map_err(|error| match error {
        XlsxError::RowColumnLimitError => {
            let what = "a sheet has 1,048,576 rows, which are too few; write CSV or Parquet";
            io::Error::new(io::ErrorKind::InvalidInput, what)
        }
        other => io::Error::other(other),
    })?;
    out.write_all(&bytes)
}

fn workbook(graph: &StanceGraph) -> Result<Vec<u8>, XlsxError> {
    let records = Records::of(graph);
    let mut workbook = Workbook::new();
    // A fixed date, so that the output does not change from day to day.
    let day = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&day));
    let mut rest = Rest::default();
    let (declared, stances): (Vec<_>, Vec<_>) =
        records.rows().partition(|row| row.get(Field::Record).is_some());
    let sheet = Sheet { name: STANCES, fields: &Field::STANCE, rows: &stances };
    sheet.write(&mut workbook, &mut rest)?;
    for (name, record) in BESIDE {
        let is_its = |row: &Record| row.get(Field::Record).as_deref() == Some(record);
        let rows = declared.iter().copied().filter(is_its).collect::<Vec<_>>();
        let sheet = Sheet { name, fields: &Field::ALL[1..], rows: &rows };
        if !rows.is_empty() {
            sheet.write(&mut workbook, &mut rest)?;
        }
    }
    if !rest.parts.is_empty() {
        write_texts(&mut workbook, &rest)?;
    }
    workbook.save_to_buffer()
}

struct Sheet<'s> {
    name: &'static str,
    /// The possible fields.
    fields: &'s [Field],
    rows: &'s [Record<'s>],
}

impl Sheet<'_> {
    fn write(&self, workbook: &mut Workbook, rest: &mut Rest) -> Result<(), XlsxError> {
        if self.rows.len() >= MOST_ROWS {
            return Err(XlsxError::RowColumnLimitError);
        }
        let sheet = workbook.add_worksheet();
        sheet.set_name(self.name)?;
        let is_used = |field: &Field| {
            let is_needed = self.name == STANCES && matches!(field, Field::Actor | Field::Label);
            is_needed || self.rows.iter().any(|row| row.get(*field).is_some())
        };
        let fields = Field::with_proposer(self.fields.iter().copied().filter(is_used).collect());
        let day = Format::new().set_num_format("yyyy-mm-dd");
        for (field, column) in fields.iter().zip(0..) {
            let mut width = field.as_str().len() + 4;
            for (record, row) in self.rows.iter().zip(1..) {
                let Some(text) = record.get(*field) else { continue };
                if row as usize <= SEEN {
                    width =
                        width.max(text.lines().map(|line| line.chars().count()).max().unwrap_or(0));
                }
                write_cell(sheet, (row, column), *field, &text, &day, rest)?;
            }
            let width = u16::try_from(width.clamp(WIDTHS.0, WIDTHS.1) + 1).unwrap_or(u16::MAX);
            sheet.set_column_width(column, width)?;
        }
        let names = fields.iter().map(|field| field.as_str()).collect::<Vec<_>>();
        write_header(sheet, &names, self.rows.len())
    }
}

/// Writes a header that stays in sight and filters the rows below it.
fn write_header(sheet: &mut Worksheet, names: &[&str], rows: usize) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold();
    for (name, column) in names.iter().zip(0..) {
        sheet.write_string_with_format(0, column, *name, &bold)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    let last = u32::try_from(rows).map_err(|_| XlsxError::RowColumnLimitError)?;
    let columns = u16::try_from(names.len()).map_err(|_| XlsxError::RowColumnLimitError)?;
    sheet.autofilter(0, 0, last, columns.saturating_sub(1))?;
    Ok(())
}

/// Writes a cell. Strengths and weights are numbers, and whole dates are dates; everything else is text, and
/// nothing is a formula.
fn write_cell(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    field: Field,
    text: &str,
    day: &Format,
    rest: &mut Rest,
) -> Result<(), XlsxError> {
    if field.is_number()
        && let Ok(number) = text.parse::<f64>()
    {
        sheet.write_number(row, column, number)?;
    } else if matches!(field, Field::Date | Field::Until)
        && let Some(date) = excel_date(text)
    {
        sheet.write_datetime_with_format(row, column, &date, day)?;
    } else {
        sheet.write_string(row, column, rest.cell(text))?;
    }
    Ok(())
}

/// A day from March 1900 on: Excel takes 1900 for a leap year, and miscounts earlier days.
fn excel_date(text: &str) -> Option<ExcelDateTime> {
    let is_day = text.len() == 10 && text >= "1900-03-01";
    let parts = text.split('-').map(str::parse::<u16>).collect::<Result<Vec<_>, _>>().ok()?;
    let [year, month, day] = parts[..] else { return None };
    let (month, day) = (u8::try_from(month).ok()?, u8::try_from(day).ok()?);
    is_day.then(|| ExcelDateTime::from_ymd(year, month, day).ok()).flatten()
}

/// Writes texts that do not fit into one cell: the number of the text, the number of the part, and the part.
fn write_texts(workbook: &mut Workbook, rest: &Rest) -> Result<(), XlsxError> {
    let sheet = workbook.add_worksheet();
    sheet.set_name(TEXTS)?;
    if rest.parts.len() >= MOST_ROWS {
        return Err(XlsxError::RowColumnLimitError);
    }
    for ((text, part, content), row) in rest.parts.iter().zip(1..) {
        sheet.write_string(row, 0, text.to_string())?;
        sheet.write_string(row, 1, part.to_string())?;
        sheet.write_string(row, 2, content)?;
    }
    sheet.set_column_width(2, u16::try_from(WIDTHS.1).unwrap_or(u16::MAX))?;
    write_header(sheet, &["text", "part", "content"], rest.parts.len())
}
