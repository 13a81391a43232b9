//! Prints tables: to a terminal, as CSV, as Markdown.

use std::io::Write;

use comfy_table::{
    Attribute, Cell, CellAlignment, Color, ColumnConstraint, ContentArrangement, LineStyle,
    Table as Grid, TableStyle,
};
use stancegraph::answer::{Kind, Row, Said, Table, Value};
use stancegraph::graph::Side;
use stancegraph::text::{markdown, one_line};

use crate::answer::Cells;
use crate::evidence;
use crate::failure::Failure;
use crate::flags;

/// A line below the header, and two spaces between columns.
const RULED: TableStyle = TableStyle::new().header_separator(LineStyle::new('─', '─', '─', '─'));

/// Columns have no padding below `NARROW`, and full padding from `WIDE` on.
const NARROW: u16 = 100;
const WIDE: u16 = 120;

/// The destination of a table.
#[derive(Clone, Copy)]
pub struct Screen {
    /// The width of the terminal; `None` without a terminal.
    pub width: Option<u16>,
    pub colours: bool,
}

/// Writes a table as text, with an optional description of the view below its title.
pub fn write_text(
    table: &Table,
    view: Option<&str>,
    screen: Screen,
    with_evidence: bool,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    writeln!(out, "{}", one_line(&table.title))?;
    if let Some(view) = view {
        writeln!(out, "{}", one_line(view))?;
    }
    if !table.rows.is_empty() {
        writeln!(out, "{}", grid(table, screen))?;
    }
    for note in &table.notes {
        writeln!(out, "{}", one_line(&flags::note(note)))?;
    }
    if with_evidence {
        write_evidence(table, "  ", out)?;
    }
    Ok(())
}

fn grid(table: &Table, screen: Screen) -> String {
    let mut grid = Grid::new();
    grid.load_style(RULED);
    let header = table.columns.iter().map(|column| {
        let heading = Cell::new(one_line(&column.heading)).set_alignment(alignment(column.kind));
        if screen.colours { heading.add_attribute(Attribute::Bold) } else { heading }
    });
    grid.set_header(header);
    for row in &table.rows {
        let cells = table.columns.iter().zip(&row.values);
        grid.add_row(cells.map(|(column, value)| cell(column.kind, value, screen.colours)));
    }
    grid.set_content_arrangement(ContentArrangement::Dynamic);
    if let Some(width) = screen.width {
        grid.set_width(width);
        squeeze(table, &mut grid, width);
    }
    if screen.colours {
        grid.enforce_styling();
    }
    let text = grid.to_string();
    text.lines().map(str::trim_end).collect::<Vec<_>>().join("\n")
}

fn alignment(kind: Kind) -> CellAlignment {
    if kind.is_number() { CellAlignment::Right } else { CellAlignment::Left }
}

fn cell(kind: Kind, value: &Value, in_colour: bool) -> Cell {
    let cell = Cell::new(one_line(&value.to_string())).set_alignment(alignment(kind));
    if let Value::Side(side) = value.bare()
        && in_colour
    {
        return cell.fg(colour(*side));
    }
    let is_thin = matches!(value.bare(), Value::Based(_, tally) if tally.is_thin());
    if is_thin && in_colour { cell.add_attribute(Attribute::Dim) } else { cell }
}

fn colour(side: Side) -> Color {
    match side {
        Side::Support => Color::Blue,
        Side::Oppose => Color::DarkYellow,
        Side::Neutral => Color::DarkGrey,
        Side::Mixed => Color::Magenta,
    }
}

/// Keeps numbers and sides on one line, and moves columns together if the screen is narrow.
fn squeeze(table: &Table, grid: &mut Grid, width: u16) {
    grid.discover_columns();
    for (shown, column) in grid.column_iter_mut().zip(&table.columns) {
        if column.kind.is_number() || column.kind == Kind::Side {
            shown.set_constraint(ColumnConstraint::ContentWidth);
        }
        shown.set_padding((u16::from(width >= WIDE), u16::from(width >= NARROW)));
    }
}

/// The rows with stances, and these stances.
fn evidence<'t, 'a>(
    table: &'t Table<'a>,
) -> impl Iterator<Item = (&'t Row<'a>, Vec<Said<'a>>)> + use<'t, 'a> {
    let rows = table.rows.iter().map(|row| (row, row.stances.said()));
    rows.filter(|(_, stances)| !stances.is_empty())
}

fn write_evidence(table: &Table, bullet: &str, out: &mut dyn Write) -> Result<(), Failure> {
    for (row, stances) in evidence(table) {
        writeln!(out, "\n{}", one_line(&row.about))?;
        for said in stances {
            evidence::write(said, bullet, out)?;
        }
    }
    Ok(())
}

/// Writes one line per row; with evidence, one line for each stance of a row.
pub fn write_csv(table: &Table, cells: Cells, out: &mut dyn Write) -> Result<(), Failure> {
    let mut csv = csv::Writer::from_writer(out);
    csv.write_record(csv_header(table, cells.evidence)).map_err(csv_failure)?;
    for row in csv_rows(table, cells) {
        csv.write_record(row).map_err(csv_failure)?;
    }
    Ok(csv.flush()?)
}

/// The names of the columns in CSV.
pub fn csv_header(table: &Table, with_evidence: bool) -> Vec<String> {
    let more: &[&str] = if with_evidence { &evidence::COLUMNS } else { &[] };
    table.header().into_iter().chain(more.iter().map(ToString::to_string)).collect()
}

/// The lines of the rows in CSV: one per row, or, with evidence, one for each of its stances (one if it has none).
pub fn csv_rows(table: &Table, cells: Cells) -> impl Iterator<Item = Vec<String>> {
    let rows = table.rows.iter().flat_map(move |row| {
        let plain = table.record(row);
        if !cells.evidence {
            return vec![plain];
        }
        let mut stances = row.stances.said().into_iter().map(evidence::cells).collect::<Vec<_>>();
        if stances.is_empty() {
            stances.push(Default::default());
        }
        stances.iter().map(|stance| [plain.as_slice(), stance].concat()).collect()
    });
    rows.map(move |row| row.into_iter().map(|cell| cells.written(cell)).collect())
}

/// Writes a table as Markdown, with an optional paragraph that describes the view.
pub fn write_markdown(
    table: &Table,
    view: Option<&str>,
    with_evidence: bool,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    writeln!(out, "## {}\n", markdown(&table.title))?;
    if let Some(view) = view {
        writeln!(out, "{}\n", markdown(view))?;
    }
    if !table.rows.is_empty() {
        write_pipes(table, out)?;
    }
    for note in &table.notes {
        writeln!(out, "\n{}", markdown(&flags::note(note)))?;
    }
    if with_evidence {
        write_markdown_evidence(table, out)?;
    }
    Ok(())
}

fn write_pipes(table: &Table, out: &mut dyn Write) -> Result<(), Failure> {
    let columns = &table.columns;
    let headings = columns.iter().map(|column| markdown(&column.heading));
    writeln!(out, "| {} |", headings.collect::<Vec<_>>().join(" | "))?;
    let rules = columns.iter().map(|column| if column.kind.is_number() { "---:" } else { "---" });
    writeln!(out, "| {} |", rules.collect::<Vec<_>>().join(" | "))?;
    for row in &table.rows {
        let cells = row.values.iter().map(|value| markdown(&value.to_string()));
        writeln!(out, "| {} |", cells.collect::<Vec<_>>().join(" | "))?;
    }
    Ok(())
}

fn write_markdown_evidence(table: &Table, out: &mut dyn Write) -> Result<(), Failure> {
    for (row, stances) in evidence(table) {
        writeln!(out, "\n### {}\n", markdown(&row.about))?;
        for said in stances {
            let mut lines = Vec::new();
            evidence::write(said, "", &mut lines)?;
            let text = String::from_utf8_lossy(&lines);
            let lines = text.lines().map(|line| markdown(line.trim())).collect::<Vec<_>>();
            writeln!(out, "- {}", lines.join("<br>"))?;
        }
    }
    Ok(())
}

/// Writes CSV in which no spreadsheet takes a text for a formula.
pub fn write_safe(table: &[u8], out: &mut dyn Write) -> Result<(), Failure> {
    let cells = Cells { are_safe: true, ..Cells::default() };
    let mut rows = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(table);
    let mut csv = csv::WriterBuilder::new().flexible(true).from_writer(out);
    for row in rows.records() {
        let row = row.map_err(csv_failure)?;
        csv.write_record(row.iter().map(|cell| cells.written(cell.into()))).map_err(csv_failure)?;
    }
    Ok(csv.flush()?)
}

pub fn csv_failure(error: csv::Error) -> Failure {
    std::io::Error::from(error).into()
}
